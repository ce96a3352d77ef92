"""The ladder of reminders and the texts of notices. Pure: no ORM, no clock."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from calendario.fechas import dia_local
from compliance.textos import sin_doble_punto

# A reminder goes out at this local hour of its day, not at midnight: nobody reads the latter.
HORA_DE_AVISO = time(8)
# Characters of a subject: what a notice keeps of it.
LARGO_DE_ASUNTO = 200

# What the text of a notice may name, by what it is about. Nothing else is ever filled in: neither answers of the
# questionnaires nor the text of observations travel by mail.
MARCADORES_DE_ENTREGABLE = frozenset(
    {"clave", "nombre", "producto", "area", "obligacion", "vence", "faltan", "motivo", "enlace", "proceso", "instituto"}
)
MARCADORES_DE_CANDIDATURA = frozenset(
    {
        "actor",
        "total",
        "candidaturas",
        "vence",
        "faltan",
        "jornada",
        "enlace",
        "revocar",
        "recuperar",
        "proceso",
        "instituto",
    }
)
MARCADORES_DE_PLAN = frozenset({"motivo", "enlace", "proceso", "instituto"})

_MARCADOR = re.compile(r"\{(\w*)\}")


class ConDias(Protocol):
    """Anything that stands so many local days before a due day (after it, when negative)."""

    @property
    def dias(self) -> int | None:
        """The distance."""


Peldano = TypeVar("Peldano", bound=ConDias)


def momento_del_peldano(dias: int, vence: datetime, tz: ZoneInfo) -> datetime:
    """When the rung at `dias` local days before the due day begins to apply."""
    return datetime.combine(dia_local(vence, tz) - timedelta(days=dias), HORA_DE_AVISO, tzinfo=tz)


def peldano_vigente(escalera: Iterable[Peldano], vence: datetime, al: datetime, tz: ZoneInfo) -> Peldano | None:
    """The last rung that has begun at `al`, or None before the first.

    Only the last: after a week without a sweep, whoever has three days left hears of three days, not of seven. Once
    it is overdue, only the rungs after the due day speak.
    """
    empezados = [
        p
        for p in escalera
        if p.dias is not None and (p.dias < 0 or al <= vence) and momento_del_peldano(p.dias, vence, tz) <= al
    ]
    return min(empezados, key=lambda p: p.dias or 0, default=None)


def vuelta(dias: int, cada_dia_hasta: int | None, vence: datetime, al: datetime, tz: ZoneInfo) -> int:
    """How many days, at `al`, a rung that has begun has gone on being told: 0, the first; never beyond the day late on
    which it stops.
    """
    if cada_dia_hasta is None:
        return 0
    van = (al.astimezone(tz) - momento_del_peldano(dias, vence, tz)).days
    return min(van, cada_dia_hasta + dias)


def marcadores(plantilla: str) -> set[str]:
    """The names between braces in a text."""
    return set(_MARCADOR.findall(plantilla))


def rellenar(plantilla: str, datos: Mapping[str, object]) -> str:
    """Replace each `{name}` by its value. No expressions, no attributes: a text is edited by people."""
    return sin_doble_punto(_MARCADOR.sub(lambda m: str(datos.get(m.group(1), "")), plantilla))


def una_linea(texto: str) -> str:
    """A subject: one line (a line break would be a mail header) that fits where it is kept."""
    limpio = " ".join(texto.split())
    return limpio if len(limpio) <= LARGO_DE_ASUNTO else limpio[: LARGO_DE_ASUNTO - 1].rstrip() + "…"
