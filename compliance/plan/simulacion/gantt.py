"""The drawing of a simulation: where each bar goes. Pure: units of the drawing, no colours and no markup."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from calendario.fechas import MESES, fecha_larga
from calendario.plazos import sumar_meses

from .modelo import Jugada, Simulacion

ANCHO, CABEZA, ALTO_FILA = 700, 40, 28


@dataclass(frozen=True)
class Mes:
    """A column: where it begins and what it says; `anio` only where the year changes."""

    x: int
    rotulo: str
    anio: str


@dataclass(frozen=True)
class Barra:
    """A deliverable: its span before and after, the day it is met, its limit and the slack between both.

    `segura` is the last day on which the session that decides it next can be held; `dice` says it all in words.
    """

    rotulo: str
    enlace: str
    antes: tuple[int, int]
    despues: tuple[int, int]
    holgura: tuple[int, int] | None
    cumple: int | None
    limite: int | None
    segura: int | None
    clase: str
    dice: str


@dataclass(frozen=True)
class Gantt:
    """The whole drawing. `jornada` and `hoy`, where they fall in it."""

    meses: tuple[Mes, ...]
    barras: tuple[Barra, ...]
    jornada: int | None
    hoy: int | None
    compara: bool
    ancho: int = ANCHO
    cabeza: int = CABEZA
    alto: int = ALTO_FILA


def dibujar(
    simulacion: Simulacion,
    hoy: date | None = None,
    llaves: Collection[str] | None = None,
    enlaces: Mapping[str, str] | None = None,
    vencidas: Collection[str] = (),
    cumplidas: Collection[str] = (),
    seguras: Mapping[str, date | None] | None = None,
    abarca: Collection[date] = (),
) -> Gantt | None:
    """The drawing of the deliverables that have dates; None if none has.

    With `llaves`, only of those, in as many months as they and the days of `abarca` take. `enlaces`: where each leads.
    `vencidas`: those that are late today, whatever was foreseen; their bar reaches until today. `cumplidas`: those that
    are met. `seguras`: the last safe day of the session that each waits for, if one knows what was decided already.
    """
    filas = [
        f for f in simulacion.filas if f.antes.desde and f.despues.desde and (llaves is None or f.antes.llave in llaves)
    ]
    if not filas:
        return None
    dias = [d for f in filas for j in (f.antes, f.despues) for d in (j.desde, j.hasta) if d]
    dias += [simulacion.jornada] if llaves is None else abarca
    desde = min(dias).replace(day=1)
    hasta = sumar_meses(max(dias).replace(day=1), 1)

    def x(dia: date) -> int:
        return round((dia - desde).days * ANCHO / (hasta - desde).days)

    def si_cabe(dia: date | None) -> int | None:
        return x(dia) if dia and desde <= dia < hasta else None

    def tramo(j: Jugada) -> tuple[int, int]:
        inicio, fin = j.desde or desde, j.hasta or desde
        if hoy and j.llave in vencidas:
            fin = min(max(fin, hoy), hasta - timedelta(days=1))
        # The last day is inside: a bar of one day is seen.
        return x(inicio), max(x(fin + timedelta(days=1)) - x(inicio), 4)

    barras = []
    for f in filas:
        d = f.despues
        limite = d.limite_remision or d.limite_aprobacion
        # Of what is late nobody knows on which day it will be met.
        cumple = None if d.llave in vencidas else d.remision or d.aprobacion
        segura = next((s.ultimo_dia for s in d.decisiones if s.ultimo_dia), None)
        segura = segura if seguras is None else seguras.get(d.llave)
        sobra = (x(cumple), x(limite) - x(cumple)) if cumple and limite and cumple < limite else None
        barras.append(
            Barra(
                rotulo=f"{d.clave} {d.titulo}",
                enlace=(enlaces or {}).get(d.llave, ""),
                antes=tramo(f.antes),
                despues=tramo(d),
                holgura=sobra,
                cumple=si_cabe(cumple),
                limite=x(limite + timedelta(days=1)) if limite else None,
                segura=si_cabe(segura),
                clase="tarde" if d.tarde or d.llave in vencidas else "cambia" if f.cambia else "igual",
                dice=_en_palabras(
                    _que_dia(d, cumple, hoy, vencidas, cumplidas), limite, segura, d.holgura if cumple else None
                ),
            )
        )
    meses = tuple(_meses(desde, hasta, x))
    return Gantt(meses, tuple(barras), si_cabe(simulacion.jornada), si_cabe(hoy), bool(simulacion.cambios))


def _que_dia(
    jugada: Jugada, cumple: date | None, hoy: date | None, vencidas: Collection[str], cumplidas: Collection[str]
) -> str:
    """On which day it is met, and whether that happened."""
    if jugada.llave in vencidas:
        return "Vencido"
    if cumple is None:
        return "Sin día previsto"
    if jugada.llave in cumplidas:
        return f"Se cumplió el {fecha_larga(cumple)}"
    return f"{'Se preveía para' if hoy and cumple < hoy else 'Se cumple'} el {fecha_larga(cumple)}"


def _en_palabras(cuando: str, limite: date | None, segura: date | None, holgura: int | None) -> str:
    partes = [
        cuando,
        f"límite, {fecha_larga(limite)}" if limite else "",
        "" if holgura is None else f"holgura, {holgura} día{'' if abs(holgura) == 1 else 's'}",
        f"última sesión segura, {fecha_larga(segura)}" if segura else "",
    ]
    return "; ".join(p for p in partes if p) + "."


def _meses(desde: date, hasta: date, x: Callable[[date], int]) -> Iterator[Mes]:
    mes, anio = desde, 0
    while mes < hasta:
        yield Mes(x(mes), MESES[mes.month - 1][:3], str(mes.year) if mes.year != anio else "")
        mes, anio = sumar_meses(mes, 1), mes.year
