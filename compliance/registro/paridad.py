"""Parity, counted: halves, mixed formulas and alternation, by who postulates, office and block. Pure; people judge.

Sources: Ley General de Instituciones y Procedimientos Electorales (LGIPE), art. 232 num. 2 and 3 (formulas of one
gender; parity of all that is postulated), 233 and 234 (lists of proportional representation alternate until their
end); Ley General de Partidos Políticos, art. 3 num. 5 (no gender only where the party did worst); tesis XII/2018 of the
Sala Superior (a woman may be the suplente of a man; not the reverse). A state's law may ask for more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

MUJER, HOMBRE, NO_BINARIA, SIN_DATO = "M", "H", "NB", ""
NIVELES = ("alto", "medio", "bajo", "")


@dataclass(frozen=True)
class Lugar:
    """A live candidacy, as parity looks at it. `formula`: its number, as it is compared."""

    pk: int
    actor: int
    cargo: int
    territorio: int
    formula: str
    calidad: str
    sexo: str
    de_lista: bool = False
    nivel: str = ""


@dataclass(frozen=True)
class Mitades:
    """How many of each. Whoever has no sex on record is counted apart, never guessed."""

    mujeres: int = 0
    hombres: int = 0
    no_binarias: int = 0
    sin_dato: int = 0

    @classmethod
    def de(cls, sexos: Iterable[str]) -> "Mitades":
        """Counted."""
        n = Counter(sexos)
        return cls(n[MUJER], n[HOMBRE], n[NO_BINARIA], n[SIN_DATO])

    @property
    def total(self) -> int:
        """All."""
        return self.mujeres + self.hombres + self.no_binarias + self.sin_dato

    @property
    def faltan_mujeres(self) -> int:
        """How many men more than half, rounded up when they are odd: parity is a floor for women, not a ceiling."""
        return max(0, self.hombres - (self.total + 1) // 2)


@dataclass(frozen=True)
class Formula:
    """Who heads a formula and who is the alternate; either may be missing."""

    numero: str
    territorio: int
    propietaria: Lugar | None = None
    suplente: Lugar | None = None

    @property
    def hallazgo(self) -> str:
        """What a careful clerk would say of it, in Spanish; empty if nothing."""
        if self.propietaria is None:
            return "Sin propietaria"
        if self.suplente is None:
            return "Sin suplente"
        uno, otro = self.propietaria.sexo, self.suplente.sexo
        if not uno or not otro:
            return "Falta el sexo de alguien en el registro"
        if uno == MUJER and otro != MUJER:
            return "Propietaria mujer con suplente que no lo es (LGIPE, art. 232, núm. 2)"
        return ""

    @property
    def mixta(self) -> bool:
        """Headed by a man, with a woman as suplente: allowed (tesis XII/2018)."""
        return (
            self.propietaria is not None
            and self.suplente is not None
            and (self.propietaria.sexo, self.suplente.sexo) == (HOMBRE, MUJER)
        )


@dataclass(frozen=True)
class Renglon:
    """What one actor postulates to one office; with blocks, how its heads are spread in them."""

    actor: int
    cargo: int
    propietarias: Mitades
    suplentes: Mitades
    formulas: Sequence[Formula] = field(repr=False)
    repetidos: Sequence[tuple[Formula, Formula]] = field(repr=False)
    bloques: Mapping[str, Mitades] = field(default_factory=dict)

    @property
    def con_hallazgo(self) -> list[Formula]:
        """The formulas of which there is something to say."""
        return [f for f in self.formulas if f.hallazgo]

    @property
    def sin_propietaria(self) -> int:
        """How many have nobody at their head."""
        return sum(f.propietaria is None for f in self.formulas)

    @property
    def mal_mixtas(self) -> int:
        """How many a woman heads with an alternate who is none."""
        return sum("232" in f.hallazgo for f in self.formulas)

    @property
    def mixtas(self) -> int:
        """How many a man heads with a woman as alternate."""
        return sum(f.mixta for f in self.formulas)


def informe(lugares: Iterable[Lugar], *, con_bloques: bool) -> list[Renglon]:
    """One row for each actor and office, as they come."""
    juntos: dict[tuple[int, int], list[Lugar]] = defaultdict(list)
    for lugar in lugares:
        juntos[lugar.actor, lugar.cargo].append(lugar)
    return [_renglon(actor, cargo, suyos, con_bloques) for (actor, cargo), suyos in juntos.items()]


def _renglon(actor: int, cargo: int, suyos: Sequence[Lugar], con_bloques: bool) -> Renglon:
    propietarias = [x for x in suyos if x.calidad == "propietaria"]
    suplentes = [x for x in suyos if x.calidad == "suplente"]
    formulas = _formulas(suyos)
    bloques = {}
    if con_bloques:
        bloques = {
            nivel: mitades
            for nivel in NIVELES
            if (mitades := Mitades.de(x.sexo for x in propietarias if x.nivel == nivel)).total
        }
    return Renglon(
        actor,
        cargo,
        Mitades.de(x.sexo for x in propietarias),
        Mitades.de(x.sexo for x in suplentes),
        formulas,
        _sin_alternar(formulas) if any(x.de_lista for x in suyos) else [],
        bloques,
    )


def _formulas(suyos: Iterable[Lugar]) -> list[Formula]:
    partes: dict[tuple[int, str], dict[str, Lugar]] = defaultdict(dict)
    for lugar in suyos:
        partes[lugar.territorio, lugar.formula][lugar.calidad] = lugar
    return sorted(
        (Formula(numero, donde, p.get("propietaria"), p.get("suplente")) for (donde, numero), p in partes.items()),
        key=lambda f: (f.territorio, _orden(f.numero)),
    )


def _orden(numero: str) -> tuple[int, str]:
    return (int(numero) if numero.isdecimal() else 0, numero)


def _sin_alternar(formulas: Sequence[Formula]) -> list[tuple[Formula, Formula]]:
    """The consecutive numbers of a list whose heads are of one sex. A number that is missing is nobody's neighbour."""
    return [
        (a, b)
        for a, b in pairwise(formulas)
        if a.territorio == b.territorio
        and a.numero.isdecimal()
        and b.numero.isdecimal()
        and int(b.numero) == int(a.numero) + 1
        and a.propietaria is not None
        and b.propietaria is not None
        and a.propietaria.sexo in (MUJER, HOMBRE)
        and a.propietaria.sexo == b.propietaria.sexo
    ]
