"""The keys that seal what is sensitive: wrapped again by another master key, and destroyed when their term ends."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet

from calendario.fechas import dia_local, fecha_larga

from .. import cifrado
from ..actos import Apunte, asentar, escritura
from ..models import (
    AplicacionDeCodigos,
    Candidatura,
    LlaveDeCandidatura,
    LlaveDeCotejo,
    LlaveDePersona,
    LlaveEnvuelta,
    Persona,
    Proceso,
)
from ..verbos.tabla import DE_LLAVE
from .tabla import comenzar

LOTE = 500
SUPRIMIR = "suprimir"


class SupresionError(Exception):
    """It is not time to suppress, or nobody said when it is: says so in Spanish."""


# To the process of each key.
_PROCESO = {
    LlaveDeCandidatura: "candidatura__proceso",
    LlaveDePersona: "persona__proceso",
    LlaveDeCotejo: "proceso",
    # Each of those in which its owner holds a role; of an account with none, there is no process to tell it to.
    AplicacionDeCodigos: "usuario__nombramientos__proceso",
}


def hay_por_envolver() -> bool:
    """Whether a master key from before wraps some key."""
    return any(por_envolver(modelo).exists() for modelo in cifrado.modelos_de_llave())


def por_envolver(modelo: Any) -> QuerySet[Any]:
    """The keys of one model that a master key from before wraps."""
    consulta: QuerySet[Any] = modelo.objects.filter(destruida_en=None)
    return consulta.exclude(maestra=cifrado.maestras()[0].nombre)


def envolver_de_nuevo(*, en: datetime, lote: int = LOTE) -> Iterator[int]:
    """Wrap every key with the first master key, a batch at a time: answers how many. Interrupted, it goes on after.

    Each batch is an act on each process whose keys it wrapped. What is sealed does not change. Raises CifradoError.
    """
    for modelo in cifrado.modelos_de_llave():
        yield from _envolver_las_de(modelo, en=en, lote=lote)


def _envolver_las_de(modelo: Any, *, en: datetime, lote: int) -> Iterator[int]:
    maestra = cifrado.maestras()[0]
    while True:
        with escritura():
            filas: list[LlaveEnvuelta] = list(por_envolver(modelo).select_for_update().order_by("pk")[:lote])
            for fila in filas:
                dueno = cifrado.dueno_de(fila)
                llave = cifrado.desenvolver(fila.envoltura, dueno, fila.maestra)
                fila.envoltura, fila.maestra = cifrado.envolver(llave, dueno, maestra), maestra.nombre
            modelo.objects.bulk_update(filas, ["envoltura", "maestra"])
            de_proceso = modelo.objects.filter(pk__in=[f.pk for f in filas]).order_by(_PROCESO[modelo])
            de_proceso = de_proceso.exclude(**{_PROCESO[modelo]: None})
            for pk, cuantas in de_proceso.values_list(_PROCESO[modelo]).annotate(n=Count("pk", distinct=True)):
                hechos = {"llaves": cuantas, "maestra": maestra.nombre}
                _anotar("rotar_llave", Proceso.objects.get(pk=pk), en=en, hechos=hechos)
        if not filas:
            return
        yield len(filas)


def retirar_anteriores(*, en: datetime) -> None:
    """Forget the master keys from before: an act on each process that has keys. Raises CifradoError."""
    maestra, *anteriores = (m.nombre for m in cifrado.maestras())
    with escritura():
        con_llaves = [modelo.objects.order_by().values(_PROCESO[modelo]) for modelo in cifrado.modelos_de_llave()]
        for proceso in Proceso.objects.filter(reduce(or_, (Q(pk__in=c) for c in con_llaves))).order_by("pk"):
            _anotar("retirar_llave", proceso, en=en, hechos={"maestra": maestra, "retiradas": anteriores})
        # The last thing: what is not noted is not done.
        cifrado.retirar_anteriores()


def _anotar(verbo: str, proceso: Proceso, *, en: datetime, hechos: dict[str, Any]) -> None:
    acto = comenzar(DE_LLAVE[verbo], proceso, proceso, por=None, en=en, hechos=hechos)
    acto.notable = True
    asentar(acto)


def borrar_rastros_de_llaves() -> None:
    """What wrapped or held a key before does not stay in the files of the database."""
    cifrado.borrar_rastros(modelo._meta.db_table for modelo in cifrado.modelos_de_llave())


def por_suprimir(proceso: Proceso) -> QuerySet[LlaveDeCandidatura]:
    """The keys of a process that are still there."""
    return LlaveDeCandidatura.objects.filter(candidatura__proceso=proceso, destruida_en=None)


def destruir_llave(candidatura: Candidatura, *, en: datetime) -> None:
    """Destroy the key of one candidacy, whose act the caller leaves: what it sealed cannot be read anywhere.

    With it those of its person (CURP, clave de elector), also of the records that were joined to theirs, unless another
    candidacy of theirs keeps its own.
    """
    suya = LlaveDeCandidatura.objects.filter(candidatura=candidatura, destruida_en=None)
    suya.update(envoltura="", maestra="", destruida_en=en)
    if not LlaveDeCandidatura.objects.filter(candidatura__persona=candidatura.persona_id, destruida_en=None).exists():
        llaves_de_la_persona(candidatura).filter(destruida_en=None).update(envoltura="", maestra="", destruida_en=en)


def llaves_de_la_persona(candidatura: Candidatura) -> QuerySet[LlaveDePersona]:
    """The keys of what identifies its person, and of the records that were joined to theirs."""
    suyas = Q(persona=candidatura.persona_id) | Q(persona__unida_a=candidatura.persona_id)
    return LlaveDePersona.objects.filter(suyas)


def personas_suprimidas(proceso: Proceso) -> QuerySet[LlaveDePersona]:
    """The keys of its people that were destroyed."""
    return LlaveDePersona.objects.filter(persona__proceso=proceso, destruida_en__isnull=False)


def suprimidas(proceso: Proceso) -> QuerySet[Candidatura]:
    """The candidacies of a process whose key was destroyed."""
    return Candidatura.objects.filter(proceso=proceso, llave__destruida_en__isnull=False).order_by("pk")


def regla_de(proceso: Proceso, dia: date) -> str:
    """The rule by which what is sensitive of a process is suppressed on a day. Raises SupresionError."""
    if proceso.conservar_hasta is None:
        raise SupresionError(
            f"El proceso {proceso.clave} no dice hasta cuándo se conservan las respuestas de identidad. Escríbalo en "
            "Catálogos (Procesos), con el documento que lo fija."
        )
    regla = f"se conservan hasta el {fecha_larga(proceso.conservar_hasta)} ({proceso.conservar_documento})"
    if dia <= proceso.conservar_hasta:
        raise SupresionError(f"Todavía no: las respuestas de identidad de {proceso.clave} {regla}.")
    return f"Las respuestas de identidad {regla}"


def suprimir(proceso: Proceso, *, por: Any | None, en: datetime, lote: int = LOTE) -> int:
    """Destroy the keys of a process whose term ended: what they sealed cannot be read anywhere, nor compared.

    Those of its candidacies, of its people (CURP and clave de elector) and that of its digests. A batch at a time, each
    with the act of whose keys they are; interrupted, it goes on after. Answers of how many candidacies. The chains
    verify as before: they are of seals. Raises SupresionError.
    """
    regla = regla_de(proceso, dia_local(en, proceso.tz))
    cuantas = _destruir(por_suprimir(proceso), Candidatura, proceso, regla, por=por, en=en, lote=lote)
    _destruir(personas_por_suprimir(proceso), Persona, proceso, regla, por=por, en=en, lote=lote)
    cotejo = LlaveDeCotejo.objects.filter(proceso=proceso, destruida_en=None)
    _destruir(cotejo, Proceso, proceso, regla, por=por, en=en, lote=lote)
    return cuantas


def personas_por_suprimir(proceso: Proceso) -> QuerySet[LlaveDePersona]:
    """The keys of its people that are still there."""
    return LlaveDePersona.objects.filter(persona__proceso=proceso, destruida_en=None)


def _destruir(
    llaves: QuerySet[Any], modelo: Any, proceso: Proceso, regla: str, *, por: Any | None, en: datetime, lote: int
) -> int:
    """Destroy these keys, of objects of `modelo`. Answers how many."""
    cuantas = 0
    hechos = {"conservar_hasta": str(proceso.conservar_hasta), "documento": proceso.conservar_documento}
    while True:
        with escritura():
            pks = list(llaves.order_by("pk").values_list("pk", flat=True)[:lote])
            # Whoever is writing answers of one finishes first.
            objetos = list(modelo.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))
            asentar(
                *(
                    Apunte(
                        SUPRIMIR,
                        objeto,
                        por=por,
                        en=en,
                        motivo=regla,
                        hechos=hechos,
                        de=str(getattr(objeto, "estado", "")),
                        a=str(getattr(objeto, "estado", "")),
                        proceso_id=proceso.pk,
                        notable=True,
                    )
                    for objeto in objetos
                )
            )
            llaves.filter(pk__in=pks).update(envoltura="", maestra="", destruida_en=en)
        if not pks:
            return cuantas
        cuantas += len(pks)
