"""Noting who reads somebody's data: without the act there is no reading (decision 0031)."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import InterfaceError, InternalError, OperationalError, connection
from django.db.models import QuerySet

from ..actos import Apunte, SinConstanciaError, asentar, escritura
from ..ambito import Ambito
from ..models import Acto, Candidatura, Usuario
from ..verbos.caso import advertencias
from ..verbos.lecturas import DE_LECTURA, CasoDeLectura
from ..verbos.modelo import exigir

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
) -> None:
    """Note that `por` reads these fields of a candidacy, by their names: called before anything of them is shown.

    One's own leave no act, and going on within a quarter of an hour, no other one. Raises Rechazo if the role must
    say why and does not, and SinConstanciaError if it cannot be noted.
    """
    caso, fila = CasoDeLectura(candidatura, en, ambito), DE_LECTURA[verbo]
    hechos = {"campos": sorted(campos)} | ({"documento": documento} if documento else {})
    if caso.es_propia or _sigue(verbo, candidatura, por, en, hechos):
        return
    if not motivo.strip():
        exigir(advertencias(fila, caso))
    acto = Apunte(
        verbo,
        candidatura,
        por=por,
        en=en,
        motivo=motivo.strip(),
        suplencia=caso.suplencia(fila),
        hechos=hechos,
        proceso_id=candidatura.proceso_id,
        notable=True,
    )
    try:
        with _sin_esperar(), escritura():
            asentar(acto)
    except (OperationalError, InternalError, InterfaceError) as error:
        raise SinConstanciaError from error


def _sigue(
    verbo: str, candidatura: Candidatura, por: Usuario, en: datetime, hechos: dict[str, str | list[str]]
) -> bool:
    """Whether it was noted a moment ago that they read this, or more."""
    recientes = Acto.objects.filter(candidatura=candidatura, verbo=verbo, por=por, en__gt=en - RATO, en__lte=en)
    return any(
        set(hechos["campos"]) <= set(leido["campos"]) and leido.get("documento") == hechos.get("documento")
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
    """Who read what is hers, newest first."""
    return candidatura.actos.filter(verbo__in=DE_LECTURA).order_by("-en", "-pk")
