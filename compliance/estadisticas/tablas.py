"""Tables as they are published: a row for each category, with its number or the sign that it is kept back. Pure."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

from .ocultar import MUNDO, UMBRAL, Flujo, ocultar

OCULTA = "Menos de 5, o se deduciría otra"


@dataclass(frozen=True)
class Fila:
    """What is counted of a category in a group (empty: the whole process). `n` None: it is not told."""

    grupo: str
    categoria: str
    n: int | None


@dataclass(frozen=True)
class Tabla:
    """A table. `de`: how many there are in all of each group, which is always told; empty of what is counted whole."""

    clave: str
    titulo: str
    que: str
    filas: Sequence[Fila]
    de: Mapping[str, int]

    @property
    def grupos(self) -> list[str]:
        """Its groups, as they come; of a table of the whole process, one without a name."""
        return list(dict.fromkeys(f.grupo for f in self.filas))

    @property
    def categorias(self) -> list[str]:
        """Its categories, as they come."""
        return list(dict.fromkeys(f.categoria for f in self.filas))

    def de_grupo(self, grupo: str) -> list[Fila]:
        """The rows of a group."""
        return [f for f in self.filas if f.grupo == grupo]

    @property
    def por_grupo(self) -> list[tuple[str, int, list[Fila]]]:
        """Each group with its total and its rows."""
        return [(g, self.de[g], self.de_grupo(g)) for g in self.grupos]

    @property
    def esconde(self) -> bool:
        """Whether something of it is kept back."""
        return any(f.n is None for f in self.filas)


def sencilla(
    clave: str, titulo: str, que: str, cuentas: Mapping[str, int], *, publica: bool = False, umbral: int = UMBRAL
) -> Tabla:
    """A table of the whole process. `publica`: anybody counts the same on the public list, so nothing is kept back."""
    total = sum(cuentas.values())
    ocultas: frozenset[Hashable] = frozenset()
    if not publica:
        red = [
            Flujo("total", MUNDO, "grupo", total),
            *(_celda(c, "grupo", MUNDO, n, total >= _minimo(cuentas, umbral)) for c, n in cuentas.items()),
        ]
        ocultas = ocultar([red], _ocultables(red), umbral=umbral)
    filas = [Fila("", c, None if c in ocultas else n) for c, n in cuentas.items()]
    return Tabla(clave, titulo, que, filas, {"": total})


def _celda(llave: Hashable, de: Hashable, a: Hashable, n: int, cero: bool) -> Flujo:
    """`cero`: that there is nobody is told, so what is hidden is somebody. Of a small group it is not."""
    return Flujo(llave, de, a, n, piso=int(cero))


def _minimo(categorias: Collection[str], umbral: int) -> int:
    """How many a group must be for its zeros to be told: of five people in five categories, one is in each."""
    return umbral + len(categorias)


def _ocultables(red: Sequence[Flujo]) -> dict[Hashable, int]:
    """The cells that may be hidden: those with somebody, and all of a small group. Totals are the last to be."""
    celdas = sorted((f for f in red if f.de != MUNDO), key=lambda f: f.a != MUNDO)
    return {f.llave: f.valor for f in celdas if f.valor is not None and f.valor >= f.piso}


def _juntar(cuentas: Mapping[str, Mapping[str, int]], minimo: int) -> dict[str, Mapping[str, int]]:
    """The groups, the small ones as one; with the smallest of the others, while it is small itself."""
    de = {g: sum(suyas.values()) for g, suyas in cuentas.items()}
    juntos = [g for g in cuentas if de[g] < minimo]
    otros = sorted((g for g in cuentas if de[g] >= minimo), key=lambda g: -de[g])
    while juntos and otros and sum(de[g] for g in juntos) < minimo:
        juntos.append(otros.pop())
    suma: Counter[str] = Counter()
    for g in juntos:
        suma.update(cuentas[g])
    queda = {g: suyas for g, suyas in cuentas.items() if g not in juntos}
    return {**queda, "; ".join(g for g in cuentas if g in juntos): suma} if juntos else queda


def cruzada(
    claves: tuple[str, str],
    titulos: tuple[str, str],
    ques: tuple[str, str],
    cuentas: Mapping[str, Mapping[str, int]],
    *,
    ceros: bool = True,
    umbral: int = UMBRAL,
) -> tuple[Tabla, Tabla]:
    """The same categories of the whole process and by group, hidden together: neither opens what the other hides.

    `cuentas`: of each group, how many of each category; small groups are one, with others if needed, because what is
    told of the rest would say what they are. Without `ceros`, that there is nobody is not told either:
    it would say of all the others what nobody may say of one.
    """
    sumas = {c: sum(suyas.get(c, 0) for suyas in cuentas.values()) for grupo in cuentas.values() for c in grupo}
    # A category that nobody has is no row: its zero would say it of small groups too.
    totales = {c: n for c, n in sumas.items() if n or not ceros}
    categorias = list(totales)
    minimo = _minimo(categorias, umbral)
    cuentas = _juntar(cuentas, minimo)
    de = {grupo: sum(suyas.values()) for grupo, suyas in cuentas.items()}
    todas = sum(de.values())
    reales = {("", c): n for c, n in totales.items()}
    celdas = [(g, c) for g in cuentas for c in categorias]
    reales |= {(g, c): cuentas[g].get(c, 0) for g, c in celdas}
    red = [
        *(Flujo(("de", g), MUNDO, ("grupo", g), n) for g, n in de.items()),
        *(_celda((g, c), ("grupo", g), ("categoria", c), reales[g, c], ceros and de[g] >= minimo) for g, c in celdas),
        *(_celda(("", c), ("categoria", c), MUNDO, n, ceros and todas >= minimo) for c, n in totales.items()),
    ]
    # A total that is small takes another with it: better that one than many cells.
    hay_chica = any(0 < n < umbral for n in totales.values())
    primero = [("", c) for c in totales] if hay_chica else []
    ocultas = ocultar([red], _ocultables(red), primero, umbral)

    def filas(grupos: Sequence[str]) -> list[Fila]:
        return [Fila(g, c, None if (g, c) in ocultas else reales[g, c]) for g in grupos for c in categorias]

    return (
        Tabla(claves[0], titulos[0], ques[0], filas([""]), {"": todas}),
        Tabla(claves[1], titulos[1], ques[1], filas(list(cuentas)), de),
    )
