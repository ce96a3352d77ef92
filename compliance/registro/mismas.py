"""Which people on record may be one human being, and why. Pure: it finds and tells; people decide.

Doubt keeps them apart: nothing here joins anybody.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .nombres import palabras_de

# By how much each reason says, the most first.
CURP, NOMBRE, UNA_LETRA, VARIOS = "curp", "nombre", "una_letra", "varios_registros"
RAZONES = {
    CURP: "La misma CURP",
    NOMBRE: "El mismo nombre",
    UNA_LETRA: "Nombres que difieren en una letra, con el mismo sexo y edad",
    VARIOS: "Una persona registrada varias veces al mismo cargo y lugar",
}
# With fewer words alike, a letter of difference is another name.
PALABRAS_IGUALES = 2


@dataclass(frozen=True)
class Rasgos:
    """What tells a person from another. `curp`: its keyed digest, which only tells whether two are equal."""

    pk: int
    nombre: str
    sexo: str = ""
    nacimiento: date | None = None
    edad: int | None = None
    curp: str = ""


def contradicciones(a: Rasgos, b: Rasgos) -> list[str]:
    """What is known of both and differs, so that they cannot be taken for one."""
    pares = (
        ("el sexo", a.sexo, b.sexo),
        ("la fecha de nacimiento", a.nacimiento, b.nacimiento),
        ("la CURP", a.curp, b.curp),
    )
    return [dato for dato, uno, otro in pares if uno and otro and uno != otro]


def razon(a: Rasgos, b: Rasgos) -> str:
    """Why both may be one; empty if nothing says it."""
    if a.curp and a.curp == b.curp:
        return CURP
    unas, otras = palabras_de(a.nombre), palabras_de(b.nombre)
    # A CURP that differs is of two people, whatever their names.
    if a.curp and b.curp:
        return ""
    if unas == otras:
        return NOMBRE if not contradicciones(a, b) else ""
    if _a_una_letra(unas, otras) and _coinciden(a, b):
        return UNA_LETRA
    return ""


def _coinciden(a: Rasgos, b: Rasgos) -> bool:
    """The same sex, known, and the same birth date, or declared age if one lacks it."""
    if not a.sexo or a.sexo != b.sexo:
        return False
    if a.nacimiento and b.nacimiento:
        return a.nacimiento == b.nacimiento
    return a.edad is not None and a.edad == b.edad


def _a_una_letra(unas: Sequence[str], otras: Sequence[str]) -> bool:
    """Whether all their words are alike but one, which has a letter more, less or another."""
    restan, sobran = list(unas), []
    for palabra in otras:
        if palabra in restan:
            restan.remove(palabra)
        else:
            sobran.append(palabra)
    if len(restan) != 1 or len(sobran) != 1 or len(unas) - 1 < PALABRAS_IGUALES:
        return False
    corta, larga = sorted((restan[0], sobran[0]), key=len)
    if len(corta) == len(larga):
        return sum(x != y for x, y in zip(corta, larga, strict=True)) == 1
    return len(larga) == len(corta) + 1 and any(larga[:n] + larga[n + 1 :] == corta for n in range(len(larga)))


def parejas(personas: Iterable[Rasgos]) -> dict[tuple[int, int], str]:
    """The reason of each pair that may be one, by their keys in order. Grows with the people, not with their pairs."""
    cestos: dict[tuple[object, ...], list[Rasgos]] = defaultdict(list)
    for p in personas:
        palabras = palabras_de(p.nombre)
        cestos["nombre", palabras].append(p)
        if p.curp:
            cestos["curp", p.curp].append(p)
        if p.sexo and len(palabras) > PALABRAS_IGUALES:
            # Those who share all words but one, and what makes them coincide.
            suyos = [s for s in (("nacimiento", p.nacimiento), ("edad", p.edad)) if s[1] is not None]
            for n in range(len(palabras)):
                for suyo in suyos:
                    cestos["resto", p.sexo, *suyo, palabras[:n] + palabras[n + 1 :]].append(p)
    halladas: dict[tuple[int, int], str] = {}
    for cesto in cestos.values():
        for n, a in enumerate(cesto):
            for b in cesto[:n]:
                llave = (min(a.pk, b.pk), max(a.pk, b.pk))
                if a.pk != b.pk and llave not in halladas and (dicha := razon(a, b)):
                    halladas[llave] = dicha
    return halladas


@dataclass(frozen=True)
class Grupo:
    """People who may be one, by their keys in order, and the strongest reason."""

    personas: tuple[int, ...]
    razon: str


def grupos(
    personas: Iterable[Rasgos], distintas: Collection[tuple[int, int]] = (), repetidas: Collection[int] = ()
) -> list[Grupo]:
    """The pairs and triples that nobody decided, the strongest reason first.

    `distintas`: the pairs that somebody said are two people. `repetidas`: who holds several records of one place.
    """
    dichas = {llave: r for llave, r in parejas(personas).items() if llave not in distintas}
    de: dict[int, set[int]] = {}
    for a, b in dichas:
        if a in de and de[a] is de.get(b):
            continue
        juntas = de.get(a, {a}) | de.get(b, {b})
        for pk in juntas:
            de[pk] = juntas
    for pk in repetidas:
        de.setdefault(pk, {pk})
    orden = list(RAZONES)
    razones: dict[int, str] = {}
    for (a, _), dicha in dichas.items():
        razones[id(de[a])] = min(razones.get(id(de[a]), VARIOS), dicha, key=orden.index)
    hallados = [
        Grupo(tuple(sorted(juntas)), razones.get(llave, VARIOS))
        for llave, juntas in {id(g): g for g in de.values()}.items()
    ]
    return sorted(hallados, key=lambda g: (orden.index(g.razon), g.personas))
