"""What may be told of numbers that add up: how narrow a hidden one can be deduced, and what else to hide. Pure.

What is published of a table is a circulation: each number is what flows along an arc, and at every node what enters is
what leaves (the cells of a row make its total, the rows of a group make the group). A hidden number is then between two
exact bounds, both whole, which augmenting paths find: nobody can deduce more, by any subtraction, whatever they add.
"""

from collections import deque
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

# Fewer than these people are not told, and a number that is not told is left at least this uncertain.
UMBRAL = 5
# Where everything comes from and goes to.
MUNDO = "mundo"

Nodo = Hashable


@dataclass(frozen=True)
class Flujo:
    """A number: what flows from a node to another. `valor` None is not published.

    `piso` and `techo`: how many there are at least and at most if it is not published, which whoever knows the rule
    knows. `implicito`: it is nobody's cell but what a subtraction gives, so it may be known if it is not small.
    """

    llave: Hashable
    de: Nodo
    a: Nodo
    valor: int | None
    piso: int = 0
    techo: int | None = None
    implicito: bool = False


class ImposibleError(ValueError):
    """What is said to be published adds up in no world."""


@dataclass
class _Red:
    """The arcs that nobody published, with one flow that agrees with all that was."""

    extremos: Sequence[tuple[Nodo, Nodo]]
    techos: Sequence[int | None]

    def __post_init__(self) -> None:
        self.salen: dict[Nodo, list[int]] = {}
        self.entran: dict[Nodo, list[int]] = {}
        for n, (de, a) in enumerate(self.extremos):
            self.salen.setdefault(de, []).append(n)
            self.entran.setdefault(a, []).append(n)
        self.flujo = [0] * len(self.extremos)

    def empujar(self, de: Nodo, a: Nodo, cuanto: int, sin: int | None = None) -> int:
        """Move at most `cuanto` from a node to another, along any arc but `sin`. Answers how much was moved."""
        movido = 0
        while movido < cuanto:
            camino = self._camino(de, a, sin)
            if camino is None:
                break
            cabe = min([cuanto - movido, *(self._cabe(n, sube, cuanto) for n, sube in camino)])
            for n, sube in camino:
                self.flujo[n] += cabe if sube else -cabe
            movido += cabe
        return movido

    def _cabe(self, n: int, sube: bool, cuanto: int) -> int:
        techo = self.techos[n]
        if not sube:
            return self.flujo[n]
        return cuanto if techo is None else techo - self.flujo[n]

    def _camino(self, de: Nodo, a: Nodo, sin: int | None) -> list[tuple[int, bool]] | None:
        """The shortest way: arcs with whether their flow grows along it."""
        llego: dict[Nodo, tuple[Nodo, int, bool] | None] = {de: None}
        cola = deque([de])
        while cola and a not in llego:
            nodo = cola.popleft()
            pasos = [(self.extremos[n][1], n, True) for n in self.salen.get(nodo, ())]
            pasos += [(self.extremos[n][0], n, False) for n in self.entran.get(nodo, ())]
            for otro, n, sube in pasos:
                if otro not in llego and n != sin and self._cabe(n, sube, 1):
                    llego[otro] = (nodo, n, sube)
                    cola.append(otro)
        if a not in llego:
            return None
        camino, paso = [], llego[a]
        while paso is not None:
            nodo, n, sube = paso
            camino.append((n, sube))
            paso = llego[nodo]
        return camino

    def holgura(self, n: int, basta: int) -> tuple[int, int]:
        """How much the flow of an arc may fall and grow, both at most `basta`."""
        de, a = self.extremos[n]
        estaba = list(self.flujo)
        baja = self.empujar(de, a, min(estaba[n], basta), sin=n)
        self.flujo = list(estaba)
        sube = self.empujar(a, de, min(basta, self._cabe(n, True, basta)), sin=n)
        self.flujo = estaba
        return baja, sube


def _resolver(flujos: Sequence[Flujo]) -> tuple[_Red, dict[Hashable, int]]:
    """A world that agrees with what is published, and where each hidden number is in it. Raises ImposibleError."""
    sobra: dict[Nodo, int] = {}
    ocultos = [f for f in flujos if f.valor is None]
    for f in flujos:
        sabido = f.piso if f.valor is None else f.valor
        if sabido < 0:
            raise ImposibleError("Un número publicado es negativo.")
        sobra[f.a] = sobra.get(f.a, 0) + sabido
        sobra[f.de] = sobra.get(f.de, 0) - sabido
    dan = [(nodo, n) for nodo, n in sobra.items() if n > 0]
    piden = [nodo for nodo, n in sobra.items() if n < 0]
    red = _Red([(f.de, f.a) for f in ocultos], [None if f.techo is None else f.techo - f.piso for f in ocultos])
    # One source after another: if there is a world at all, an augmenting path is always left to the next one.
    for nodo, n in dan:
        queda = n
        for otro in piden:
            pasa = red.empujar(nodo, otro, min(queda, -sobra[otro]))
            sobra[otro] += pasa
            queda -= pasa
        if queda:
            raise ImposibleError("Lo publicado no suma.")
    return red, {f.llave: n for n, f in enumerate(ocultos)}


class _Lector:
    """Who reads one circulation: what they can deduce of each hidden number.

    `chicas`: they even know which are hidden for being small, and so that the others are not.
    """

    def __init__(
        self,
        flujos: Sequence[Flujo],
        ocultables: Collection[Hashable],
        umbral: int,
        chicas: Collection[Hashable] | None = None,
    ) -> None:
        self.flujos, self.umbral = flujos, umbral
        # Of whom knows that much it is asked only that they do not know the number.
        self.pide = umbral if chicas is None else 1
        if chicas is not None:
            self.flujos = [
                (replace(f, techo=umbral - 1) if f.llave in chicas else replace(f, piso=umbral))
                if f.llave in ocultables
                else f
                for f in flujos
            ]
        # As uncertain as each would be if nothing were told: nobody can ask for more.
        self.basta = {f.llave: holgura for f, holgura, _ in self._holguras(ocultables, ())}
        self.firmes: set[Hashable] = set()

    def _holguras(self, ocultas: Collection[Hashable], menos: Collection[Hashable]) -> Iterator[tuple[Flujo, int, int]]:
        """Of each hidden number but `menos`: how uncertain it is, and the least that it may be."""
        vistos = [replace(f, valor=None) if f.llave in ocultas else f for f in self.flujos]
        red, lugares = _resolver(vistos)
        for f in vistos:
            if f.valor is None and f.llave not in menos:
                n = lugares[f.llave]
                baja, sube = red.holgura(n, self.umbral)
                yield f, baja + sube, f.piso + red.flujo[n] - baja

    def abiertas(self, ocultas: Collection[Hashable]) -> list[Flujo]:
        """The numbers that are less uncertain than they must be.

        What is not small for certain needs no more than not to be known: it is hidden to cover others, not itself.
        """
        halladas = []
        for f, holgura, menor in self._holguras(ocultas, self.firmes):
            if holgura >= min(self.pide, self.basta[f.llave]):
                # To hide more never makes it less uncertain.
                self.firmes.add(f.llave)
            elif menor < self.umbral or not (f.implicito or holgura):
                halladas.append(f)
        return halladas


def ocultar(
    redes: Sequence[Sequence[Flujo]],
    reales: Mapping[Hashable, int],
    primero: Collection[Hashable] = (),
    umbral: int = UMBRAL,
) -> frozenset[Hashable]:
    """Which of the numbers of `reales` are not told: those below `umbral`, and those that would open them.

    `redes`: the same numbers as each kind of reader sees them; what is in an arc whose key is in `reales` is told only
    if that key is; the last one has the numbers of `reales` themselves. Each hidden number is left as uncertain as
    `umbral`, or as if none of `reales` were told; and whoever knew which are small would not know how small. The same
    numbers always hide the same ones: those of `primero` first, then the last ones, however large or small: to choose
    the smallest would tell whoever knows the rule which of two hidden ones is larger.
    """
    orden = {llave: n for n, llave in enumerate(reales)}
    chicas = frozenset(llave for llave, n in reales.items() if n < umbral)
    ocultas = set(chicas)

    def falta_en(nodo: Nodo, lector: _Lector) -> bool:
        """Whether what is hidden at a node cannot move by itself: what is told there leaves it no room."""
        entran = [f for f in lector.flujos if f.a == nodo and (f.valor is None or f.llave in ocultas)]
        salen = [f for f in lector.flujos if f.de == nodo and (f.valor is None or f.llave in ocultas)]
        if entran and salen:
            return False
        ocultos = entran or salen
        hay = sum(f.valor - f.piso for f in ocultos if f.valor is not None)
        return all(f.valor is not None for f in ocultos) and (len(ocultos) < 2 or hay < lector.pide)

    def siguiente(lector: _Lector, abiertas: Sequence[Flujo]) -> Hashable:
        """What is told where room is needed: in the row of an open one, in its group, or among the totals."""
        faltan = [{nodo for nodo in (f.de, f.a) if falta_en(nodo, lector)} for f in abiertas]
        n = max(range(len(abiertas)), key=lambda n: (bool(faltan[n]), abiertas[n].llave in chicas, -n))
        nodos = faltan[n] or {abiertas[n].de, abiertas[n].a} - {MUNDO}
        juntas = {f.llave for f in lector.flujos if {f.de, f.a} & nodos}
        return max(
            (llave for llave in cubren if llave not in ocultas),
            key=lambda llave: (llave in juntas, llave in primero, orden[llave]),
        )

    try:
        lectores = [_Lector(red, reales.keys(), umbral) for red in redes]
        lectores.append(_Lector(redes[-1], reales.keys(), umbral, chicas))
        # What everybody knows though it is not told, as the one category of a group, covers nothing.
        cubren = [llave for llave in reales if any(lector.basta[llave] for lector in lectores)]
        while hallada := next(((x, suyas) for x in lectores if (suyas := x.abiertas(ocultas))), None):
            ocultas.add(siguiente(*hallada))
    except ImposibleError:
        # Somebody answered another thing meanwhile: nothing can be proved, so nothing is told.
        return frozenset(reales)
    return frozenset(ocultas)
