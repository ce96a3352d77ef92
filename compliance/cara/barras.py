"""Bars of a table of numbers, as coordinates: `conoceles/_barras.html` and `_columnas.html` draw them.

What is kept back has no length: it is an empty frame of always the same size, so that nobody measures it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

ANCHO, _RENGLON, _RELLENO, _CIFRA = 340, 44, 4, 64
# What fits in a line of the drawing; the table says it whole.
_LETRAS = 44
ANCHO_DIAS, ALTO_DIAS = 640, 200
_BASE, _ARRIBA, _IZQUIERDA = 168, 16, 44


@dataclass(frozen=True)
class Barra:
    """A bar with what is written over it and beside it; `oculta`, an empty frame."""

    rotulo: str
    cifra: str
    y: int
    ancho: float
    oculta: bool


@dataclass(frozen=True)
class Barras:
    """A drawing of bars, one under another."""

    ancho: int
    alto: int
    barras: Sequence[Barra]


def dibujar_barras(filas: Sequence[tuple[str, int | None]]) -> Barras:
    """One bar for each row; the longest takes all the width but that of its number."""
    largo = ANCHO - _CIFRA
    mayor = max((n for _, n in filas if n), default=1)
    barras = [
        Barra(
            rotulo if len(rotulo) <= _LETRAS else rotulo[: _LETRAS - 1].rstrip() + "…",
            "" if n is None else str(n),
            _RELLENO + i * _RENGLON,
            largo / 4 if n is None else round(largo * n / mayor, 1),
            n is None,
        )
        for i, (rotulo, n) in enumerate(filas)
    ]
    return Barras(ANCHO, _RELLENO + len(filas) * _RENGLON, barras)


@dataclass(frozen=True)
class Columna:
    """A day: a rectangle, and what is written under it, if anything."""

    x: float
    y: float
    ancho: float
    alto: float
    rotulo: str


@dataclass(frozen=True)
class Columnas:
    """A drawing of days, one beside another; `escala` is the greatest number and where it is."""

    ancho: int
    alto: int
    base: int
    izquierda: int
    columnas: Sequence[Columna]
    mayor: int
    arriba: int


def dibujar_columnas(filas: Sequence[tuple[str, int]]) -> Columnas:
    """A column for each row; only some have room for their name."""
    paso = (ANCHO_DIAS - _IZQUIERDA - 8) / max(len(filas), 1)
    mayor = max([1, *(n for _, n in filas)])
    cada = max(1, -(-len(filas) // 5))
    columnas = [
        Columna(
            round(_IZQUIERDA + paso * (i + 0.15), 1),
            round(_BASE - (_BASE - _ARRIBA) * n / mayor, 1),
            round(min(paso * 0.7, 60), 1),
            round((_BASE - _ARRIBA) * n / mayor, 1),
            rotulo if i % cada == 0 else "",
        )
        for i, (rotulo, n) in enumerate(filas)
    ]
    return Columnas(ANCHO_DIAS, ALTO_DIAS, _BASE, _IZQUIERDA, columnas, mayor, _ARRIBA)
