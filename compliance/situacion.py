"""What a deliverable's dates say at a given moment. Pure: no ORM, no clock.

Compliance is judged obligation by obligation: the approval against the plan's date, the remission against INE's
(decision 0006). A record is «a tiempo» only if every obligation was met within its day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
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
    """The verdict. `dias` counts whole local days: late if done late, overdue if pending, left otherwise."""

    clase: Clase
    dias: int
    retrasos: dict[str, int] = field(default_factory=dict)
    dias_tras_lineamientos: int = 0

    @property
    def etiqueta(self) -> str:
        """The verdict in words."""
        return ETIQUETAS_DE_CLASE[self.clase]


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
    obligaciones: Sequence[tuple[str, date | None, date | None]],
    fecha_ine: date | None,
    concluido: bool,
    al: datetime,
    tz: ZoneInfo,
    dias_por_vencer: int,
) -> Situacion:
    """Judge a deliverable at the moment `al`.

    `obligaciones` are (name, last day, day on which it was met). `fecha_ine` is the day the Lineamientos give for
    issuing the document: exceeding it is reported apart in `dias_tras_lineamientos`, since the plan may print
    another period. Days are local to `tz`.
    """
    hoy = al.astimezone(tz).date()
    retrasos = {
        nombre: (cumplido - limite).days
        for nombre, limite, cumplido in obligaciones
        if limite is not None and cumplido is not None and cumplido > limite
    }
    emitido = next((cumplido for _, _, cumplido in obligaciones if cumplido is not None), None)
    tras_lineamientos = max((emitido - fecha_ine).days, 0) if emitido and fecha_ine else 0
    if concluido:
        clase = Clase.TARDE if retrasos else Clase.A_TIEMPO
        return Situacion(clase, max(retrasos.values(), default=0), retrasos, tras_lineamientos)
    if vence is None:
        return Situacion(Clase.FUTURO, 0, retrasos, tras_lineamientos)
    faltan = (vence.astimezone(tz).date() - hoy).days
    if al > vence:
        clase = Clase.VENCIDO
    elif faltan <= dias_por_vencer:
        clase = Clase.POR_VENCER
    else:
        clase = Clase.FUTURO
    return Situacion(clase, abs(faltan), retrasos, tras_lineamientos)
