"""What is kept about calendars: working calendars as plain values, and the private addresses of the feeds."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Count, Max
from django.db.models.expressions import Combinable

from .ics import Revision
from .inhabiles import NACIONAL, CalendarioHabil, PeriodoInhabil
from .models import Calendario, SuscripcionCalendario


def calendario_habil(clave: str, *, zona_horaria: str = NACIONAL.zona_horaria) -> CalendarioHabil:
    """The working calendar of the institute `clave`; if it keeps none, the national days in its `zona_horaria`.

    One query.
    """
    suyos = ("inhabiles__desde", "inhabiles__hasta", "inhabiles__motivo", "inhabiles__documento")
    filas = list(
        Calendario.objects.filter(clave=clave)
        .order_by("inhabiles__desde", "inhabiles__hasta")
        .values_list("nombre", "zona_horaria", *suyos)
    )
    if not filas:
        return CalendarioHabil(zona_horaria=zona_horaria)
    nombre, zona, *_ = filas[0]
    return CalendarioHabil(
        clave=clave,
        nombre=nombre,
        zona_horaria=zona,
        # A calendar without days is one row without them.
        periodos=tuple(PeriodoInhabil(*suyo) for _, _, *suyo in filas if suyo[0] is not None),
    )


# -- Feeds ------------------------------------------------------------------------------------------------


def emitir_suscripcion(usuario: AbstractBaseUser, alcance: str, en: datetime) -> tuple[SuscripcionCalendario, str]:
    """A new private address for `usuario` and `alcance`, with its token, which cannot be read again."""
    token = secrets.token_urlsafe(32)
    suscripcion = SuscripcionCalendario(usuario_id=usuario.pk, alcance=alcance, resumen=_resumen(token), creada_en=en)
    suscripcion.full_clean()
    suscripcion.save()
    return suscripcion, token


def comprobar_token(token: str) -> SuscripcionCalendario | None:
    """The subscription in force that `token` opens, or None. An inactive account opens nothing.

    Found by its SHA-256, so that the time it takes says nothing about any stored token.
    """
    return (
        SuscripcionCalendario.objects.vigentes()
        .select_related("usuario")
        .filter(resumen=_resumen(token), usuario__is_active=True)
        .first()
    )


def revocar_suscripcion(suscripcion: SuscripcionCalendario, en: datetime) -> None:
    """Close an address for good. Revoking it again changes nothing."""
    if suscripcion.revocada_en is None:
        suscripcion.revocada_en = en
        suscripcion.save(update_fields=["revocada_en"])


def _resumen(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def revisiones(modelo: type[models.Model], claves: Iterable[Any]) -> dict[Any, Revision]:
    """SEQUENCE and LAST-MODIFIED of the events that stand for rows of an audited model, by primary key. One query.

    They are derived from the history, not stored: each change of an audited row leaves one history row, so their
    number grows with every revision and never goes back, as RFC 5545 asks, and nobody has to remember to bump a
    counter. A change that the feed does not show raises it too, which is allowed: a client only compares for
    greater. A row that was deleted keeps its history, hence its revision: it is announced as CANCELLED (`bajas`).
    """
    filas = (
        _historia(modelo, list(claves)).order_by().values_list("id").annotate(Count("history_id"), Max("history_date"))
    )
    return {clave: Revision(cuantas - 1, ultima) for clave, cuantas, ultima in filas}


def revisiones_visibles(
    modelo: type[models.Model], claves: Iterable[Any], *campos: str | Combinable
) -> dict[Any, Revision]:
    """The same, counting only the changes of `campos`, for readers who may not learn of any other. One query."""
    filas = versiones(modelo, list(claves)).values_list("id", "history_date", *campos)
    return revisar((clave, en, valores) for clave, en, *valores in filas)


def revisar(vistas: Iterable[tuple[Any, datetime, Any]]) -> dict[Any, Revision]:
    """The revision of each event, by its key, from what a feed has shown of it since each moment."""
    ultimas: dict[Any, tuple[Any, Revision]] = {}
    for clave, en, visto in vistas:
        antes, revision = ultimas.get(clave, (None, Revision(-1, en)))
        if antes != visto or revision.secuencia < 0:
            ultimas[clave] = visto, Revision(revision.secuencia + 1, max(revision.modificado_en, en))
    return {clave: revision for clave, (_, revision) in ultimas.items()}


def versiones(modelo: type[models.Model], claves: Iterable[Any]) -> "models.QuerySet[Any]":
    """The history rows of an audited model with these primary keys (a subquery will do), each row's oldest first."""
    return _historia(modelo, claves).order_by("id", "history_id")


class Paso(NamedTuple):
    """A change of a row, or of what decides whether it is shown: what it said since then, and whether it was."""

    clave: Any
    en: datetime
    version: Any
    se_muestra: bool


class Baja(NamedTuple):
    """What left a feed: the last version that it showed, and the revision that took it out."""

    version: Any
    revision: Revision


def bajas(pasos: Iterable[Paso]) -> dict[Any, Baja]:
    """What left a feed, by primary key, from the steps of its rows, each row's oldest first.

    What came back is not there. Nothing that happened to a row after it left is told.
    """
    cuantos: Counter[Any] = Counter()
    vistas: dict[Any, Any] = {}
    salidas: dict[Any, Baja] = {}
    for clave, en, version, se_muestra in pasos:
        cuantos[clave] += 1
        if se_muestra:
            vistas[clave] = version
            salidas.pop(clave, None)
        elif clave in vistas and clave not in salidas:
            salidas[clave] = Baja(vistas[clave], Revision(cuantos[clave] - 1, en))
    return salidas


def existe(version: Any) -> bool:
    """Whether a history row tells what a row said, and not that it was deleted."""
    return bool(version.history_type != "-")


def _historia(modelo: type[models.Model], claves: Iterable[Any]) -> "models.QuerySet[Any]":
    historia: models.QuerySet[Any] = modelo.history.filter(id__in=claves)  # type: ignore[attr-defined]
    return historia
