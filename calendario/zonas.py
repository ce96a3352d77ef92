"""The VTIMEZONE of a time zone (RFC 5545, 3.6.5): each change of the clock as a yearly rule. Pure.

A list of moments would be as right, but more than one reader takes only the first of each list: of the years after it
the summer is an hour late. A rule («the second Sunday of March») is read well by all, and has no last year.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

# A rule still followed then has no last year: the time zone database tells no change after it for these zones.
_ULTIMO_ANIO = 2037
_DIAS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# No zone changes its clock and puts it back within one.
_SEMANA = timedelta(weeks=1)


class Hora(NamedTuple):
    """What a clock shows: its distance to UTC, how it is called and whether it is summer time."""

    desfase: timedelta
    nombre: str
    verano: bool


@dataclass(frozen=True, slots=True)
class _Cambio:
    """A change of the clock, at the local moment that it showed just before."""

    inicio: datetime
    antes: Hora
    despues: Hora

    @property
    def clase(self) -> tuple[object, ...]:
        """What those of one rule share, but for which of the weekdays of the month it is."""
        return self.antes, self.despues, self.inicio.month, self.inicio.weekday(), self.inicio.time()

    @property
    def lugares(self) -> set[int]:
        """Which of those weekdays of its month it is, from the first, and -1 if it is the last."""
        ordinal = (self.inicio.day + 6) // 7
        es_ultimo = (self.inicio + _SEMANA).month != self.inicio.month
        return ({ordinal} if ordinal < 5 else set()) | ({-1} if es_ultimo else set())


@dataclass(slots=True)
class _Serie:
    """Changes of the clock of consecutive years, by one rule."""

    cambios: list[_Cambio]
    lugares: set[int]

    def admite(self, cambio: _Cambio) -> bool:
        """Whether `cambio` is that of the next year."""
        ultimo = self.cambios[-1]
        sigue = cambio.inicio.year == ultimo.inicio.year + 1 and cambio.clase == ultimo.clase
        return sigue and bool(self.lugares & cambio.lugares)

    def agregar(self, cambio: _Cambio) -> None:
        self.cambios.append(cambio)
        self.lugares &= cambio.lugares


@lru_cache(maxsize=64)
def vtimezone(clave: str, anio: int) -> Timezone:
    """The component for the IANA zone `clave`, for moments of the year `anio` and later.

    Made for the zones of Mexico. Zones whose rules change after 2037, or that count the weekdays of a month otherwise
    than from its beginning or its end, are right until then.
    """
    zona = Timezone()
    zona.add("tzid", clave)
    tz = ZoneInfo(clave)
    # What the clock showed when the year began is also a change: the last one before.
    desde = datetime(anio - 1, 1, 1, tzinfo=tz)
    hora = _hora(tz, desde)
    cambios = [_Cambio(desde.replace(tzinfo=None), hora, hora), *_cambios(tz, desde)]
    vigente = max(c.inicio for c in cambios if c.inicio.year < anio)
    for serie in _series(cambios):
        if serie.cambios[-1].inicio >= vigente:
            zona.add_component(_componente(serie))
    return zona


def _hora(tz: ZoneInfo, momento: datetime) -> Hora:
    local = momento.astimezone(tz)
    desfase = local.utcoffset() or timedelta()
    return Hora(desfase, local.tzname() or "", bool(local.dst()))


def _cambios(tz: ZoneInfo, desde: datetime) -> Iterator[_Cambio]:
    """Every change of the clock from `desde` on, in order."""
    inicio = desde.astimezone(UTC)
    semanas = (datetime(max(_ULTIMO_ANIO, desde.year + 1) + 1, 1, 1, tzinfo=UTC) - inicio) // _SEMANA
    for uno, otro in pairwise(inicio + n * _SEMANA for n in range(semanas + 1)):
        antes, despues = _hora(tz, uno), _hora(tz, otro)
        if antes == despues:
            continue
        while otro - uno > timedelta(minutes=1):
            medio = uno + (otro - uno) // 2
            uno, otro = (medio, otro) if _hora(tz, medio) == antes else (uno, medio)
        momento = otro.replace(second=0, microsecond=0)
        yield _Cambio((momento + antes.desfase).replace(tzinfo=None), antes, despues)


def _series(cambios: Iterable[_Cambio]) -> list[_Serie]:
    series: list[_Serie] = []
    for cambio in cambios:
        suya = next((s for s in series if s.admite(cambio)), None)
        if suya is None:
            series.append(_Serie([cambio], cambio.lugares))
        else:
            suya.agregar(cambio)
    return series


def _componente(serie: _Serie) -> TimezoneStandard | TimezoneDaylight:
    primero, ultimo = serie.cambios[0], serie.cambios[-1]
    componente = TimezoneDaylight() if primero.despues.verano else TimezoneStandard()
    componente.add("dtstart", primero.inicio)
    if len(serie.cambios) > 1:
        dia = f"{max(serie.lugares)}{_DIAS[primero.inicio.weekday()]}"
        regla: dict[str, object] = {"freq": "yearly", "bymonth": primero.inicio.month, "byday": dia}
        if ultimo.inicio.year < _ULTIMO_ANIO:
            regla["until"] = (ultimo.inicio - ultimo.antes.desfase).replace(tzinfo=UTC)
        componente.add("rrule", regla)
    componente.add("tzname", primero.despues.nombre)
    componente.add("tzoffsetfrom", primero.antes.desfase)
    componente.add("tzoffsetto", primero.despues.desfase)
    return componente
