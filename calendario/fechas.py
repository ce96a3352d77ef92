"""Days of an institute, and dates as people say them. Pure: no ORM, no clock."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

DIAS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
MESES = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)


def fin_del_dia(dia: date, tz: ZoneInfo) -> datetime:
    """The last second of the local day: «a más tardar el día X» includes X whole, until 23:59:59."""
    return datetime.combine(dia, time(23, 59, 59), tzinfo=tz)


def inicio_del_dia(dia: date, tz: ZoneInfo) -> datetime:
    """The first moment of the local day."""
    return datetime.combine(dia, time.min, tzinfo=tz)


def dia_local(momento: datetime, tz: ZoneInfo) -> date:
    """The local day in which an aware `momento` falls."""
    return momento.astimezone(tz).date()


def fecha_larga(dia: date) -> str:
    """A day with its weekday, short: «mar 2 abr 2024»."""
    return f"{DIAS[dia.weekday()][:3]} {dia.day} {MESES[dia.month - 1][:3]} {dia.year}"


def fecha_en_prosa(dia: date) -> str:
    """A day inside a sentence: «martes 2 de abril de 2024»."""
    return f"{DIAS[dia.weekday()]} {dia.day} de {MESES[dia.month - 1]} de {dia.year}"


def dias_en_prosa(dias: Iterable[date]) -> str:
    """Several days inside a sentence: «1, 8 y 23 de abril de 2024», «30 de abril y 2 de mayo de 2024»."""
    meses = [
        (f"{_y([str(d.day) for d in suyos])} de {MESES[mes - 1]}", anio)
        for (anio, mes), suyos in groupby(sorted(set(dias)), key=lambda d: (d.year, d.month))
    ]
    return _y([f"{_y([mes for mes, _ in suyos])} de {anio}" for anio, suyos in groupby(meses, key=lambda par: par[1])])


def _y(partes: list[str]) -> str:
    return " y ".join([", ".join(partes[:-1]), partes[-1]] if len(partes) > 1 else partes)


def fecha_hora(momento: datetime, tz: ZoneInfo) -> str:
    """An aware moment as the local clock shows it, short: «mar 2 abr 2024, 23:59»."""
    local = momento.astimezone(tz)
    return f"{fecha_larga(local.date())}, {local:%H:%M}"


def momento_en_prosa(momento: datetime, tz: ZoneInfo) -> str:
    """An aware moment inside a sentence, as an oficio says it: «martes 2 de abril de 2024, a las 23:59 horas»."""
    local = momento.astimezone(tz)
    return f"{fecha_en_prosa(local.date())}, a las {local:%H:%M} horas"


def faltan(vence: datetime, al: datetime, tz: ZoneInfo) -> str:
    """How far `al` is from `vence`, in whole local days: «faltan 3 días», «vence hoy», «venció hace 2 días».

    On the due day it says «vence hoy» until the moment itself and «venció hoy» after it.
    """
    dias = (dia_local(vence, tz) - dia_local(al, tz)).days
    if dias > 0:
        return "falta 1 día" if dias == 1 else f"faltan {dias} días"
    if dias < 0:
        return "venció hace 1 día" if dias == -1 else f"venció hace {-dias} días"
    return "vence hoy" if al <= vence else "venció hoy"


def duracion(cuanto: timedelta) -> str:
    """How long something takes: «2 min 05 s»."""
    minutos, segundos = divmod(max(int(cuanto.total_seconds()), 0), 60)
    return f"{minutos} min {segundos:02} s" if minutos else f"{segundos} s"
