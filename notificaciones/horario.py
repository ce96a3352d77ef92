"""At what hours an institute lets its notices leave. Pure: no ORM, no clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from calendario.fechas import DIAS, dia_local
from calendario.inhabiles import CalendarioHabil

# After so many days inhábiles on end, the next one counts: nothing waits for ever.
MAXIMO_DE_DIAS = 30
_DIA = timedelta(days=1)


@dataclass(frozen=True)
class Horario:
    """From an hour, inclusive, to another, exclusive, of the time zone of `calendario`; only on its working days, if
    `solo_habiles`.

    One that ends at the hour at which it begins, or before, ends on the following day: that of a Friday lasts into
    Saturday.
    """

    desde: time
    hasta: time
    solo_habiles: bool
    calendario: CalendarioHabil

    def es_dia(self, dia: date) -> bool:
        """Whether it begins on that day. It is asked of the day alone: whoever asks again hears the same."""
        habil = self.calendario.es_habil
        return (
            not self.solo_habiles or habil(dia) or not any(habil(dia - _DIA * n) for n in range(1, MAXIMO_DE_DIAS + 1))
        )

    def limites(self, dia: date) -> tuple[datetime, datetime]:
        """When that of a day begins and ends, in UTC: local moments are not compared across a change of the clock."""
        fin = dia if self.hasta > self.desde else dia + _DIA
        return _momento(dia, self.desde, self.calendario.tz), _momento(fin, self.hasta, self.calendario.tz)


def _momento(dia: date, hora: time, tz: ZoneInfo) -> datetime:
    return datetime.combine(dia, hora, tz).astimezone(UTC)


def turno(horario: Horario, en: datetime) -> datetime:
    """The first moment at or after the aware moment `en` that the schedule allows, in its time zone.

    An hour that the clock skips is the one to which it jumps; of one that it repeats, the first.
    """
    # That of the day before may still last.
    ayer = dia_local(en, horario.calendario.tz) - _DIA
    dias = (ayer + _DIA * n for n in count())
    plazos = (horario.limites(dia) for dia in dias if horario.es_dia(dia))
    return next(max(abre, en) for abre, cierra in plazos if max(abre, en) < cierra).astimezone(horario.calendario.tz)


def proxima(hora: time, desde: datetime, tz: ZoneInfo) -> datetime:
    """The first moment at or after `desde` at which the clock of `tz` shows `hora`."""
    dia = dia_local(desde, tz)
    hoy = _momento(dia, hora, tz)
    return (hoy if hoy >= desde else _momento(dia + _DIA, hora, tz)).astimezone(tz)


def en_palabras(momento: datetime) -> str:
    """«viernes 5 a las 22:00», as its own clock shows."""
    return f"{DIAS[momento.weekday()]} {momento.day} a las {momento:%-H:%M}"
