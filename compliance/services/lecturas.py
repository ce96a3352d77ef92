"""Noting who reads somebody's data: without the act there is no reading (decision 0031)."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from typing import Any

from django.db import InterfaceError, InternalError, OperationalError, connection
from django.db.models import Model, Q, QuerySet

from ..actos import Apunte, SinConstanciaError, asentar, escritura
from ..ambito import Ambito
from ..models import Acto, Candidatura, Proceso, Usuario
from ..verbos.caso import Caso, CasoDeTabla, advertencias
from ..verbos.lecturas import DE_LECTURA, CasoDeLectura
from ..verbos.modelo import Verbo, exigir

# What one goes on reading is one reading.
RATO = timedelta(minutes=15)
# For how long a reading waits for whoever is writing.
ESPERA_MS = 1000


def leer(
    verbo: str,
    candidatura: Candidatura,
    *,
    campos: Collection[str],
    documento: str = "",
    por: Usuario,
    ambito: Ambito,
    en: datetime,
    motivo: str = "",
    al_escribir: bool = False,
) -> None:
    """Note that `por` reads these fields of a candidacy, by their names: called before anything of them is shown.

    One's own leave no act, and going on within a quarter of an hour, no other one. Raises Rechazo if the role must
    say why and does not, and SinConstanciaError if it cannot be noted. `al_escribir`: it answers somebody's writing,
    so it waits for whoever is writing as that one does, because what they typed would be lost.
    """
    caso, fila = CasoDeLectura(candidatura, en, ambito), DE_LECTURA[verbo]
    hechos = {"campos": sorted(campos)} | ({"documento": documento} if documento else {})
    if not caso.es_propia:
        _anotar(fila, caso, hechos, por=por, motivo=motivo.strip(), al_escribir=al_escribir)


def leer_en(
    verbo: str,
    objeto: Model,
    proceso: Proceso | None,
    *,
    hechos: dict[str, Any],
    por: Usuario,
    ambito: Ambito,
    en: datetime,
    al_escribir: bool = False,
) -> None:
    """`leer` of what is of no candidacy alone: an account, a notice, or a file that tells of many people.

    `hechos` says what. A file is about the object that it tells of, or else its process.
    """
    if objeto != por:
        caso = CasoDeTabla(objeto, en, ambito, en_proceso=proceso)
        _anotar(DE_LECTURA[verbo], caso, hechos, por=por, al_escribir=al_escribir)


def anotar_exportacion(objeto: str, en: datetime) -> None:
    """Note that whoever works on the server takes out the chain of `MODELO:PK`; nothing, if it has none."""
    modelo, _, pk = objeto.partition(":")
    ultimo = Acto.objects.filter(modelo=modelo, objeto=int(pk)).order_by("-indice").first() if pk.isdecimal() else None
    if ultimo is not None:
        with escritura():
            asentar(
                Apunte(
                    "descargar",
                    en=en,
                    hechos={"archivo": "paquete"},
                    proceso_id=ultimo.proceso_id,
                    notable=True,
                    llave=(modelo, ultimo.objeto),
                )
            )


def _anotar(
    fila: Verbo, caso: Caso[Any], hechos: dict[str, Any], *, por: Usuario, motivo: str = "", al_escribir: bool = False
) -> None:
    if _sigue(fila, caso, por, hechos):
        return
    if not motivo:
        exigir(advertencias(fila, caso))
    proceso = caso.en_proceso if isinstance(caso, CasoDeTabla) else caso.proceso
    acto = Apunte(
        fila.clave,
        caso.objeto,
        por=por,
        en=caso.en,
        motivo=motivo,
        suplencia=caso.suplencia(fila),
        hechos=hechos,
        proceso_id=proceso.pk if proceso else None,
        notable=True,
    )
    try:
        with nullcontext() if al_escribir else _sin_esperar(), escritura():
            asentar(acto)
    except (OperationalError, InternalError, InterfaceError) as error:
        raise SinConstanciaError from error


def _sigue(fila: Verbo, caso: Caso[Any], por: Usuario, hechos: dict[str, Any]) -> bool:
    """Whether it was noted a moment ago that they read this, or more, in the same one's place."""
    recientes = Acto.objects.filter(
        modelo=caso.objeto._meta.label_lower,
        objeto=caso.objeto.pk,
        verbo=fila.clave,
        por=por,
        en_suplencia_de=caso.suplencia(fila),
        en__gt=caso.en - RATO,
        en__lte=caso.en,
    )
    campos, resto = set(hechos.get("campos", ())), {c: v for c, v in hechos.items() if c != "campos"}
    return any(
        campos <= set(leido.get("campos", ())) and resto == {c: v for c, v in leido.items() if c != "campos"}
        for leido in recientes.values_list("hechos", flat=True)
    )


@contextmanager
def _sin_esperar() -> Iterator[None]:
    """A reading is not left waiting behind a long writing: it is refused, and asked for again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{ESPERA_MS}ms"])
        else:
            cursor.execute("PRAGMA busy_timeout")
            antes = cursor.fetchone()[0]
            cursor.execute(f"PRAGMA busy_timeout = {ESPERA_MS}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("RESET lock_timeout")
            else:
                cursor.execute(f"PRAGMA busy_timeout = {int(antes)}")


def consultas_de(candidatura: Candidatura) -> "QuerySet[Acto]":
    """Who read what is hers, newest first; files of her process that may tell of her, among them."""
    de_todas = Q(
        modelo=Proceso._meta.label_lower,
        objeto=candidatura.proceso_id,
        verbo__in=("descargar", "leer_publicado"),
    )
    return Acto.objects.filter(Q(candidatura=candidatura, verbo__in=DE_LECTURA) | de_todas).order_by("-en", "-pk")


def consultas_de_la_cuenta(usuario: Usuario) -> "QuerySet[Acto]":
    """Who read the data of an account, newest first."""
    return Acto.objects.filter(modelo=Usuario._meta.label_lower, objeto=usuario.pk, verbo__in=DE_LECTURA).order_by(
        "-en", "-pk"
    )
