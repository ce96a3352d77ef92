"""What a deliverable's dates say at a given moment. Pure: no ORM, no clock.

Compliance is judged obligation by obligation: the approval against the plan's date, the remission against INE's
(decision 0006). A record is «a tiempo» only if every obligation was met within its day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Clase(StrEnum):
    """The tablero's five classes; each deliverable is in exactly one."""

    A_TIEMPO = "a_tiempo"
    TARDE = "tarde"
    VENCIDO = "vencidos"
    POR_VENCER = "por_vencer"
    FUTURO = "futuros"


ETIQUETAS_DE_CLASE = {
    Clase.A_TIEMPO: "Cumplido a tiempo",
    Clase.TARDE: "Cumplido tarde",
    Clase.VENCIDO: "Vencido",
    Clase.POR_VENCER: "Por vencer",
    Clase.FUTURO: "En plazo",
}


@dataclass(frozen=True)
class Situacion:
    """The verdict. `dias` counts whole local days: late (or early) if done so, overdue if pending, left otherwise.

    `retrasos` are the days after its last one on which each obligation was met, 0 if it was on that day past its hour;
    `anticipos`, the days before it could be done.
    """

    clase: Clase
    dias: int
    retrasos: dict[str, int] = field(default_factory=dict)
    dias_tras_lineamientos: int = 0
    anticipos: dict[str, int] = field(default_factory=dict)

    @property
    def etiqueta(self) -> str:
        """The verdict in words."""
        return "Cumplido antes de que abriera" if self.fue_antes else ETIQUETAS_DE_CLASE[self.clase]

    @property
    def fue_antes(self) -> bool:
        """Whether all that it did out of time was too early."""
        return self.clase is Clase.TARDE and bool(self.anticipos) and not self.retrasos

    @property
    def desvios(self) -> list[tuple[str, str]]:
        """Each obligation met out of its days, and by how much, in words."""
        tarde = [(nombre, f"{en_dias(n)} después" if n else TRAS_LA_HORA) for nombre, n in self.retrasos.items()]
        return tarde + [(nombre, f"{en_dias(n)} antes de que abriera") for nombre, n in self.anticipos.items()]


TRAS_LA_HORA = "el último día, después de la hora"


def en_dias(cantidad: int) -> str:
    """«1 día», «3 días»."""
    return "1 día" if cantidad == 1 else f"{cantidad} días"


def dias_tarde(realizado: date | None, debido: date | None) -> int | None:
    """How many days after its last one something was done, 0 if in time; None without one of them."""
    return max((realizado - debido).days, 0) if realizado and debido else None


class Debido(NamedTuple):
    """An obligation: its last day and the one on which it was met; the first one, if before it could not be done.

    `tras_la_hora`: it was met on its last day, past the hour that its rule gives.
    """

    nombre: str
    dia: date | None
    cumplida: date | None
    abre: date | None = None
    tras_la_hora: bool = False


@dataclass(frozen=True)
class Obligacion:
    """One of the dates that a deliverable is held to, judged by itself: its last day and when it was met."""

    nombre: str
    dia: date
    cumplida_el: date | None
    situacion: Situacion


def juzgar(
    *,
    vence: datetime | None,
    obligaciones: Sequence[Debido],
    fecha_ine: date | None,
    concluido: bool,
    al: datetime,
    tz: ZoneInfo,
    dias_por_vencer: int,
) -> Situacion:
    """Judge a deliverable at the moment `al`.

    `fecha_ine` is the day the Lineamientos give for issuing the document: exceeding it is reported apart in
    `dias_tras_lineamientos`, since the plan may print another period. Days are local to `tz`. What is done before it
    could be is as wrong as what is done late.
    """
    hoy = al.astimezone(tz).date()
    retrasos = {
        o.nombre: (o.cumplida - o.dia).days
        for o in obligaciones
        if o.dia is not None and o.cumplida is not None and (o.cumplida > o.dia or o.tras_la_hora)
    }
    anticipos = {
        o.nombre: (o.abre - o.cumplida).days
        for o in obligaciones
        if o.abre is not None and o.cumplida is not None and o.cumplida < o.abre
    }
    emitido = next((o.cumplida for o in obligaciones if o.cumplida is not None), None)
    tras_lineamientos = max((emitido - fecha_ine).days, 0) if emitido and fecha_ine else 0
    if concluido:
        clase = Clase.TARDE if retrasos or anticipos else Clase.A_TIEMPO
        dias = max((retrasos or anticipos).values(), default=0)
        return Situacion(clase, dias, retrasos, tras_lineamientos, anticipos)
    if vence is None:
        return Situacion(Clase.FUTURO, 0, retrasos, tras_lineamientos, anticipos)
    faltan = (vence.astimezone(tz).date() - hoy).days
    if al > vence:
        clase = Clase.VENCIDO
    elif faltan <= dias_por_vencer:
        clase = Clase.POR_VENCER
    else:
        clase = Clase.FUTURO
    return Situacion(clase, abs(faltan), retrasos, tras_lineamientos, anticipos)
