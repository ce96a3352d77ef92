"""The drawing of a simulation: where each bar goes. Pure: units of the drawing, no colours and no markup."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from calendario.fechas import MESES
from calendario.plazos import sumar_meses

from .modelo import Jugada, Simulacion

ANCHO, NOMBRES, CABEZA, ALTO_FILA = 700, 264, 40, 26
_LARGO = 32


@dataclass(frozen=True)
class Mes:
    """A column: where it begins and what it says; `anio` only where the year changes."""

    x: int
    rotulo: str
    anio: str


@dataclass(frozen=True)
class Barra:
    """A deliverable: its span before and after, the day it is met and its limit. `breve` is its name on a phone."""

    y: int
    rotulo: str
    breve: str
    completo: str
    antes: tuple[int, int]
    despues: tuple[int, int]
    cumple: int | None
    limite: int | None
    clase: str


@dataclass(frozen=True)
class Gantt:
    """The whole drawing."""

    meses: tuple[Mes, ...]
    barras: tuple[Barra, ...]
    jornada: int
    alto: int
    ancho: int = ANCHO
    nombres: int = NOMBRES
    cabeza: int = CABEZA


def dibujar(simulacion: Simulacion) -> Gantt | None:
    """The drawing of the deliverables that have dates; None if none has."""
    filas = [f for f in simulacion.filas if f.antes.desde and f.despues.desde]
    if not filas:
        return None
    dias = [d for f in filas for j in (f.antes, f.despues) for d in (j.desde, j.hasta) if d]
    desde = min([*dias, simulacion.jornada]).replace(day=1)
    hasta = sumar_meses(max([*dias, simulacion.jornada]).replace(day=1), 1)

    def x(dia: date) -> int:
        return round((dia - desde).days * ANCHO / (hasta - desde).days)

    def tramo(j: Jugada) -> tuple[int, int]:
        inicio, fin = j.desde or desde, j.hasta or desde
        # The last day is inside: a bar of one day is seen.
        return x(inicio), max(x(fin + timedelta(days=1)) - x(inicio), 4)

    barras = []
    for lugar, f in enumerate(filas):
        d = f.despues
        cumple, limite = d.remision or d.aprobacion, d.limite_remision or d.limite_aprobacion
        rotulo = f"{d.clave} {d.titulo}"
        barras.append(
            Barra(
                y=CABEZA + lugar * ALTO_FILA,
                rotulo=_corto(rotulo),
                breve=f"{d.clave} {_mes(rotulo)[:3]}",
                completo=rotulo,
                antes=tramo(f.antes),
                despues=tramo(d),
                cumple=x(cumple) if cumple else None,
                limite=x(limite + timedelta(days=1)) if limite else None,
                clase="tarde" if d.tarde else "cambia" if f.cambia else "igual",
            )
        )
    meses = tuple(_meses(desde, hasta, x))
    return Gantt(meses, tuple(barras), x(simulacion.jornada), CABEZA + len(barras) * ALTO_FILA + 8)


def _corto(rotulo: str) -> str:
    """A name that fits; of a monthly report, with its month, which tells it apart."""
    if len(rotulo) <= _LARGO:
        return rotulo
    mes = _mes(rotulo)
    cola = f" {mes}" if mes else ""
    return f"{rotulo[: _LARGO - len(cola) - 1].rstrip()}…{cola}"


def _mes(rotulo: str) -> str:
    """The month that a monthly report tells; nothing for anything else."""
    _, dos_puntos, mes = rotulo.rpartition(": ")
    return mes if dos_puntos and mes.split(" ")[0] in MESES else ""


def _meses(desde: date, hasta: date, x: Callable[[date], int]) -> Iterator[Mes]:
    mes, anio = desde, 0
    while mes < hasta:
        yield Mes(x(mes), MESES[mes.month - 1][:3], str(mes.year) if mes.year != anio else "")
        mes, anio = sumar_meses(mes, 1), mes.year
