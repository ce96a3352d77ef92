"""Which days count as hábiles, and why the others do not. Pure: no ORM, no clock.

Three sources add up: Saturdays and Sundays; the national days of rest (Ley Federal del Trabajo art. 74, from
the `holidays` package, plus the election days, which are data of this app); and the agreements of each
institute, which are rows of its calendar.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays

from .fechas import DIAS

# The years that the national calendar knows; a legal term outside them is a slip of the pen.
PRIMER_ANIO, ULTIMO_ANIO = 1990, 2100

_FRACCIONES = {
    "Año Nuevo": "I",
    "Día de la Constitución": "II",
    "Natalicio de Benito Juárez": "III",
    "Día del Trabajo": "IV",
    "Día de la Independencia": "V",
    "Día de la Revolución": "VI",
    "Transmisión del Poder Ejecutivo Federal": "VII",
    "Navidad": "VIII",
}


class Modo(StrEnum):
    """How an act counts its days. It belongs to the act, not to the date.

    It decides what «N días», said without more, means; «naturales» and «hábiles» keep their meaning, except
    that in an act of the process every day is hábil.
    """

    NATURALES = "naturales"
    HABILES = "habiles"
    PROCESO = "proceso"


@dataclass(frozen=True)
class PeriodoInhabil:
    """Days, from one to another inclusive, on which an institute does not work."""

    desde: date
    hasta: date
    motivo: str
    documento: str = ""

    def __post_init__(self) -> None:
        if self.hasta < self.desde:
            raise ValueError(f"El periodo inhábil «{self.motivo}» termina ({self.hasta}) antes de empezar.")

    def dias(self) -> Iterator[date]:
        """Each day of the period."""
        return (self.desde + timedelta(days=n) for n in range((self.hasta - self.desde).days + 1))

    @property
    def razon(self) -> str:
        """The reason with the document that orders it."""
        return f"{self.motivo} ({self.documento})" if self.documento else self.motivo


@cache
def jornadas() -> Mapping[date, PeriodoInhabil]:
    """Ordinary federal election days (LFT art. 74 fr. IX)."""
    with (Path(__file__).parent / "datos" / "jornadas.toml").open("rb") as archivo:
        filas = tomllib.load(archivo)["jornadas"]
    return {fila["fecha"]: _por_ley(fila["fecha"], fila["motivo"], "IX") for fila in filas}


@cache
def dias_nacionales(anio: int) -> Mapping[date, PeriodoInhabil]:
    """The national days of rest of a year, each with its reason. Raises ValueError for an unknown year."""
    if not PRIMER_ANIO <= anio <= ULTIMO_ANIO:
        raise ValueError(f"No hay calendario para el año {anio}: va de {PRIMER_ANIO} a {ULTIMO_ANIO}.")
    oficiales = holidays.country_holidays("MX", years=anio, language="es")
    dias = {dia: _por_ley(dia, nombre, _FRACCIONES[nombre]) for dia, nombre in oficiales.items()}
    return dias | {dia: jornada for dia, jornada in jornadas().items() if dia.year == anio}


def _por_ley(dia: date, motivo: str, fraccion: str) -> PeriodoInhabil:
    return PeriodoInhabil(dia, dia, motivo, f"LFT art. 74 fr. {fraccion}")


@dataclass(frozen=True)
class CalendarioHabil:
    """A working calendar as a plain value: what the rules take.

    `proceso_desde` and `proceso_hasta` bound the electoral process, during which all days and hours are
    hábiles for its acts (LGSMIME art. 7 num. 1); without them the process is taken to be running.
    """

    clave: str = "nacional"
    nombre: str = "Calendario nacional"
    zona_horaria: str = "America/Mexico_City"
    periodos: tuple[PeriodoInhabil, ...] = ()
    proceso_desde: date | None = None
    proceso_hasta: date | None = None

    @cached_property
    def tz(self) -> ZoneInfo:
        """The time zone in which its days begin and end."""
        return ZoneInfo(self.zona_horaria)

    @cached_property
    def _propios(self) -> Mapping[date, PeriodoInhabil]:
        return {dia: periodo for periodo in self.periodos for dia in periodo.dias()}

    def en_proceso(self, dia: date) -> bool:
        """Whether the electoral process is running on `dia`."""
        return (self.proceso_desde is None or self.proceso_desde <= dia) and (
            self.proceso_hasta is None or dia <= self.proceso_hasta
        )

    def es_habil(self, dia: date, modo: Modo = Modo.HABILES) -> bool:
        """Whether `dia` counts for an act of mode `modo`."""
        if modo is Modo.NATURALES or (modo is Modo.PROCESO and self.en_proceso(dia)):
            return True
        return dia.weekday() < 5 and dia not in self._propios and dia not in dias_nacionales(dia.year)

    def motivo(self, dia: date, modo: Modo = Modo.HABILES) -> str:
        """Why `dia` does not count: every reason there is, joined by semicolons; empty if it counts."""
        if self.es_habil(dia, modo):
            return ""
        razones = [DIAS[dia.weekday()]] if dia.weekday() >= 5 else []
        razones += [fuente[dia].razon for fuente in (self._propios, dias_nacionales(dia.year)) if dia in fuente]
        return "; ".join(razones)


NACIONAL = CalendarioHabil()
