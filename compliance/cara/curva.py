"""A curve of what was done day by day against what was due, as coordinates: `componentes/curva.html` draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from calendario.fechas import MESES

ANCHO, ALTO = 960, 300
_IZQUIERDA, _DERECHA, _ARRIBA, _ABAJO = 52, 16, 30, 34
# How far apart the days are written.
_ENTRE_ROTULOS = 60
_PASOS = 4


@dataclass(frozen=True)
class Punto:
    """A day of a curve: what was done on it (in time and late), and both sums by its end; `vencen`: terms."""

    dia: date
    en_tiempo: int
    tarde: int
    acumulado: int
    debido: int
    vencen: int


@dataclass(frozen=True)
class Barra:
    """What was done on a day, as two rectangles, one upon the other."""

    x: float
    ancho: float
    y: float
    alto: float
    y_tarde: float
    alto_tarde: float


@dataclass(frozen=True)
class Rotulo:
    """A mark on an axis."""

    lugar: float
    texto: str


@dataclass(frozen=True)
class Curva:
    """The drawing. `hecho` and `debido` are the points of two lines; `limites`, the days on which most terms ended."""

    ancho: int
    alto: int
    base: float
    izquierda: float
    derecha: float
    arriba: float
    barras: Sequence[Barra]
    hecho: str
    debido: str
    dias: Sequence[Rotulo]
    escala: Sequence[Rotulo]
    limites: Sequence[Rotulo]
    hoy: float | None


def dibujar_curva(puntos: Sequence[Punto], hoy: date) -> Curva:
    """Draw the days of `puntos`, which follow one another; what was done is drawn until `hoy`."""
    ancho = ANCHO - _IZQUIERDA - _DERECHA
    base = ALTO - _ABAJO
    paso = ancho / max(len(puntos), 1)
    tope = _redondo(max([1, *(max(p.acumulado, p.debido) for p in puntos)]))

    def x(numero: float) -> float:
        return round(_IZQUIERDA + paso * numero, 1)

    def y(valor: float) -> float:
        return round(base - (base - _ARRIBA) * valor / tope, 1)

    barras = [
        Barra(
            x(n + 0.15),
            round(paso * 0.7, 1),
            y(p.en_tiempo),
            round(base - y(p.en_tiempo), 1),
            y(p.en_tiempo + p.tarde),
            round(y(p.en_tiempo) - y(p.en_tiempo + p.tarde), 1),
        )
        for n, p in enumerate(puntos)
        if p.en_tiempo or p.tarde
    ]
    hasta_hoy = [p for p in puntos if p.dia <= hoy]
    cada = max(1, round(_ENTRE_ROTULOS / paso))
    # Steps: a term ends at the end of its day.
    escalones = [f"{x(0)},{base}"]
    anterior = 0
    for n, p in enumerate(puntos):
        escalones += [f"{x(n + 1)},{y(anterior)}", f"{x(n + 1)},{y(p.debido)}"]
        anterior = p.debido
    mayores = sorted(puntos, key=lambda p: -p.vencen)[:3]
    numeros = {p.dia: n for n, p in enumerate(puntos)}
    return Curva(
        ancho=ANCHO,
        alto=ALTO,
        base=base,
        izquierda=_IZQUIERDA,
        derecha=ANCHO - _DERECHA,
        arriba=_ARRIBA,
        barras=barras,
        hecho=" ".join([f"{x(0)},{base}", *(f"{x(n + 1)},{y(p.acumulado)}" for n, p in enumerate(hasta_hoy))]),
        debido=" ".join(escalones),
        dias=[Rotulo(x(n + 0.5), _corto(p.dia)) for n, p in enumerate(puntos) if n % cada == 0],
        escala=[Rotulo(y(v), str(v)) for v in sorted({tope * i // _PASOS for i in range(_PASOS + 1)})],
        limites=[
            Rotulo(x(numeros[p.dia] + 1), f"{_corto(p.dia)}: {p.vencen}")
            for p in sorted(mayores, key=lambda p: p.dia)
            if p.vencen
        ],
        hoy=x(numeros[hoy] + 1) if hoy in numeros else None,
    )


def _corto(dia: date) -> str:
    return f"{dia.day} {MESES[dia.month - 1][:3]}"


def _redondo(valor: int) -> int:
    """The next number that a person would end a scale with."""
    escala: int = 10 ** max(len(str(valor)) - 2, 0)
    return -(-valor // (escala * _PASOS)) * escala * _PASOS
