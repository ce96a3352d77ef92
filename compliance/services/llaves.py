"""The keys that seal what is sensitive: wrapped again by another master key, and destroyed when their term ends."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet

from calendario.fechas import dia_local, fecha_larga

from .. import cifrado
from ..actos import Apunte, asentar, escritura
from ..models import Candidatura, LlaveDeCandidatura, Proceso
from ..verbos.tabla import DE_LLAVE
from .tabla import comenzar

LOTE = 500
SUPRIMIR = "suprimir"


class SupresionError(Exception):
    """It is not time to suppress, or nobody said when it is: says so in Spanish."""


def por_envolver() -> QuerySet[LlaveDeCandidatura]:
    """The keys that a master key from before wraps."""
    return LlaveDeCandidatura.objects.filter(destruida_en=None).exclude(maestra=cifrado.maestras()[0].nombre)


def envolver_de_nuevo(*, en: datetime, lote: int = LOTE) -> Iterator[int]:
    """Wrap every key with the first master key, a batch at a time: answers how many. Interrupted, it goes on after.

    Each batch is an act on each process whose keys it wrapped. What is sealed does not change. Raises CifradoError.
    """
    maestra = cifrado.maestras()[0]
    while True:
        with escritura():
            filas = list(por_envolver().select_for_update().order_by("pk")[:lote])
            for fila in filas:
                llave = cifrado.desenvolver(fila.envoltura, fila.pk, fila.maestra)
                fila.envoltura, fila.maestra = cifrado.envolver(llave, fila.pk, maestra), maestra.nombre
            LlaveDeCandidatura.objects.bulk_update(filas, ["envoltura", "maestra"])
            procesos = Proceso.objects.filter(candidaturas__in=[f.pk for f in filas])
            for proceso in procesos.annotate(llaves=Count("candidaturas")).order_by("pk"):
                _anotar("rotar_llave", proceso, en=en, hechos={"llaves": proceso.llaves, "maestra": maestra.nombre})
        if not filas:
            return
        yield len(filas)


def retirar_anteriores(*, en: datetime) -> None:
    """Forget the master keys from before: an act on each process that has keys. Raises CifradoError."""
    maestra, *anteriores = (m.nombre for m in cifrado.maestras())
    with escritura():
        for proceso in Proceso.objects.filter(candidaturas__llave__isnull=False).distinct().order_by("pk"):
            _anotar("retirar_llave", proceso, en=en, hechos={"maestra": maestra, "retiradas": anteriores})
        # The last thing: what is not noted is not done.
        cifrado.retirar_anteriores()


def _anotar(verbo: str, proceso: Proceso, *, en: datetime, hechos: dict[str, Any]) -> None:
    acto = comenzar(DE_LLAVE[verbo], proceso, proceso, por=None, en=en, hechos=hechos)
    acto.notable = True
    asentar(acto)


def borrar_rastros_de_llaves() -> None:
    """What wrapped or held a key before does not stay in the files of the database."""
    cifrado.borrar_rastros([LlaveDeCandidatura._meta.db_table])


def por_suprimir(proceso: Proceso) -> QuerySet[LlaveDeCandidatura]:
    """The keys of a process that are still there."""
    return LlaveDeCandidatura.objects.filter(candidatura__proceso=proceso, destruida_en=None)


def destruir_llave(candidatura: Candidatura, *, en: datetime) -> None:
    """Destroy the key of one candidacy, whose act the caller leaves: what it sealed cannot be read anywhere."""
    suya = LlaveDeCandidatura.objects.filter(candidatura=candidatura, destruida_en=None)
    suya.update(envoltura="", maestra="", destruida_en=en)


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
    """Destroy the key of every candidacy of a process whose term ended: what it sealed cannot be read anywhere.

    A batch at a time, each with the act of its candidacies; interrupted, it goes on after. Answers how many. The
    chains verify as before: they are of seals. Raises SupresionError.
    """
    regla, cuantas = regla_de(proceso, dia_local(en, proceso.tz)), 0
    hechos = {"conservar_hasta": str(proceso.conservar_hasta), "documento": proceso.conservar_documento}
    while True:
        with escritura():
            pks = list(por_suprimir(proceso).order_by("pk").values_list("pk", flat=True)[:lote])
            # Whoever is writing answers of one finishes first.
            candidaturas = list(Candidatura.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))
            asentar(
                *(
                    Apunte(
                        SUPRIMIR,
                        c,
                        por=por,
                        en=en,
                        motivo=regla,
                        hechos=hechos,
                        de=str(c.estado),
                        a=str(c.estado),
                        proceso_id=proceso.pk,
                        notable=True,
                    )
                    for c in candidaturas
                )
            )
            por_suprimir(proceso).filter(pk__in=pks).update(envoltura="", maestra="", destruida_en=en)
        if not pks:
            return cuantas
        cuantas += len(pks)
