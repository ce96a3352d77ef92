"""Whoever wants to know what statistics keep back: takes what is published, as its JSON has it, and solves it.

Written apart from what hides, with exact arithmetic: equations are reduced (whatever can be had by adding and
subtracting), and then every unknown is squeezed between whole bounds until nothing moves.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Any

Ecuacion = tuple[dict[Hashable, Fraction], Fraction]
# Tables in which that there is nobody is told, so that what is hidden of a group that is not small is at least one.
CON_CEROS = ("sexo", "edad", "grado", "accion")


@dataclass
class Ataque:
    """What is known: sums of unknowns, and the least that each of them may be."""

    ecuaciones: list[Ecuacion] = field(default_factory=list)
    pisos: dict[Hashable, int] = field(default_factory=dict)

    def suma(self, incognitas: Iterable[Hashable], total: int, resta: Iterable[Hashable] = ()) -> None:
        """Note that these, less those, are so many."""
        fila: dict[Hashable, Fraction] = {}
        for signo, cuales in ((1, incognitas), (-1, resta)):
            for x in cuales:
                fila[x] = fila.get(x, Fraction()) + signo
                self.pisos.setdefault(x, 0)
        self.ecuaciones.append((fila, Fraction(total)))

    def resolver(self) -> dict[Hashable, tuple[int, int | None]]:
        """The bounds of each unknown, all that these two ways give."""
        filas = [*self.ecuaciones, *_reducir(self.ecuaciones)]
        cotas: dict[Hashable, tuple[int, int | None]] = {x: (piso, None) for x, piso in self.pisos.items()}
        cambio = True
        while cambio:
            cambio = False
            for fila, total in filas:
                for x, a in fila.items():
                    antes = cotas[x]
                    cotas[x] = _apretar(x, a, fila, total, cotas)
                    cambio |= cotas[x] != antes
        return cotas


def _reducir(ecuaciones: Iterable[Ecuacion]) -> list[Ecuacion]:
    """Gauss and Jordan."""
    hechas: list[tuple[Hashable, dict[Hashable, Fraction], Fraction]] = []
    for fila, total in ecuaciones:
        actual, suyo = dict(fila), total
        for pivote, otra, su_total in hechas:
            if factor := actual.get(pivote, Fraction()):
                actual, suyo = _menos(actual, otra, factor), suyo - factor * su_total
        if not actual:
            assert suyo == 0, "lo publicado se contradice"
            continue
        pivote, a = next(iter(actual.items()))
        actual, suyo = {x: c / a for x, c in actual.items()}, suyo / a
        hechas = [
            (p, _menos(otra, actual, f), t - f * suyo) if (f := otra.get(pivote, Fraction())) else (p, otra, t)
            for p, otra, t in hechas
        ]
        hechas.append((pivote, actual, suyo))
    return [(fila, total) for _, fila, total in hechas]


def _menos(fila: Mapping[Hashable, Fraction], otra: Mapping[Hashable, Fraction], por: Fraction) -> dict[Any, Fraction]:
    resta = {
        x: fila.get(x, Fraction()) - por * otra.get(x, Fraction()) for x in [*fila, *(o for o in otra if o not in fila)]
    }
    return {x: c for x, c in resta.items() if c}


def _apretar(
    x: Hashable,
    a: Fraction,
    fila: Mapping[Hashable, Fraction],
    total: Fraction,
    cotas: Mapping[Hashable, tuple[int, int | None]],
) -> tuple[int, int | None]:
    menor, mayor = cotas[x]
    menos: Fraction | None = Fraction()
    mas: Fraction | None = Fraction()
    for otro, c in fila.items():
        if otro != x:
            bajo, alto = cotas[otro]
            uno, dos = (bajo, alto) if c > 0 else (alto, bajo)
            menos = None if menos is None or uno is None else menos + c * uno
            mas = None if mas is None or dos is None else mas + c * dos
    # a·x = total - rest, and the rest is between `menos` and `mas`.
    extremos = [None if mas is None else (total - mas) / a, None if menos is None else (total - menos) / a]
    abajo, arriba = extremos if a > 0 else extremos[::-1]
    if abajo is not None:
        menor = max(menor, ceil(abajo))
    if arriba is not None:
        mayor = floor(arriba) if mayor is None else min(mayor, floor(arriba))
    return menor, mayor


def de_tablas(tablas: Iterable[Mapping[str, Any]], umbral: int = 5) -> Ataque:
    """What all these tables say together: each adds up to its totals, and «x-por-y» to «x»."""
    ataque, por_clave = Ataque(), {t["clave"]: t for t in tablas}
    for clave, tabla in por_clave.items():
        for grupo, total in tabla["de"].items():
            celdas = [(clave, f["grupo"], f["categoria"]) for f in tabla["filas"] if f["grupo"] == grupo]
            ataque.suma(celdas, total)
            if clave.partition("-por-")[0] in CON_CEROS and total >= umbral + len(celdas):
                ataque.pisos.update(dict.fromkeys(celdas, 1))
        for f in tabla["filas"]:
            if f["n"] is not None:
                ataque.suma([(clave, f["grupo"], f["categoria"])], f["n"])
                ataque.pisos[clave, f["grupo"], f["categoria"]] = 0
        entera = por_clave.get(clave.partition("-por-")[0])
        if entera is not None and entera is not tabla:
            for f in entera["filas"]:
                sumandos = [(clave, g, f["categoria"]) for g in tabla["de"]]
                ataque.suma(sumandos, 0, resta=[(entera["clave"], "", f["categoria"])])
    return ataque


def ocultas(tablas: Iterable[Mapping[str, Any]]) -> list[Hashable]:
    """The cells that are not told."""
    return [(t["clave"], f["grupo"], f["categoria"]) for t in tablas for f in t["filas"] if f["n"] is None]


def abiertas(tablas: list[Mapping[str, Any]]) -> list[Hashable]:
    """The hidden cells that the attack opens, but those of a group of one category, of which nothing can be hidden."""
    cotas = de_tablas(tablas).resolver()
    return [x for x in ocultas(tablas) if cotas[x][0] == cotas[x][1]]
