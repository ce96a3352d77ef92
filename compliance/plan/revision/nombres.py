"""Checks on how the texts of a plan write the names of bodies, units and laws, and their acronyms."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from ...textos import plegado
from .menciones import CABEZAS, ENLACES, Texto
from .modelo import Contexto, Hallazgo, y_mas

# Two words that are one but for a slip of the pen.
_MISMA_PALABRA = 0.7
# The same, when all that is known is which word was due.
_PARECIDA = 0.8
_CORTA = 2
# Words that a name must have, besides links, to be compared with another that lacks one of them.
_BASTANTES = 3
# With or without one of these, a law or a body is another.
_AMBITOS = frozenset({"general", "federal", "nacional", "local", "estatal", "municipal"})
# The most that two ways of writing one name differ in: two words, in each.
_DISTINTAS = 4


def nombre_de_otra_forma(ctx: Contexto) -> Iterator[Hallazgo]:
    """One body, unit or law, one name: a letter or a word more or less may name another.

    The reference is what the plan calls its bodies and units, or what most places write. A name that is only cut short
    («Comisión Ejecutiva Temporal») says nothing else.
    """
    lugares: defaultdict[str, list[Texto]] = defaultdict(list)
    escritos: dict[str, str] = {}
    siguen: dict[tuple[str, str], Texto] = {}
    for t, leida in ctx.leidos:
        for escrito, siguiente in dict.fromkeys(leida.nombres):
            nombre = _nombre(escrito)
            lugares[nombre].append(t)
            escritos.setdefault(nombre, " ".join(escrito.split()))
            if siguiente:
                siguen.setdefault((nombre, siguiente), t)
    # How much a way of writing a name is worth: the plan's own, the most written, the first.
    peso = {
        nombre: (any(t.campo in _PROPIOS for t in textos), len(textos), -orden)
        for orden, (nombre, textos) in enumerate(lugares.items())
    }
    propias = {nombre: _propias(nombre) for nombre in lugares}
    conocidos = [n for n in lugares if n.split()[0] in CABEZAS and len(propias[n]) > 1]
    for nombre, textos in lugares.items():
        suyas = set(propias[nombre])
        mejores = [
            (peso[otro], otro)
            for otro in conocidos
            if peso[otro] > peso[nombre]
            # But for a word or two, they share all.
            and len(suyas.symmetric_difference(propias[otro])) <= _DISTINTAS
            and _parecido(nombre, otro)
        ]
        if not mejores:
            continue
        _, otro = max(mejores)
        veces = y_mas(len(textos))
        yield ctx.hallazgo(
            textos[0],
            "nombre_de_otra_forma",
            "nota",
            escritos[nombre],
            f"escribe «{escritos[nombre]}»{veces}; {lugares[otro][0].lugar}, «{escritos[otro]}».",
            "Confirme si es lo mismo y nómbrelo siempre igual.",
        )

    # «Consejo Estatal lectoral»: the slip took the capital, and the name was cut there.
    for (nombre, siguiente), t in siguen.items():
        entero = next((n for n in conocidos if len(lugares[n]) > 1 and n.startswith(f"{nombre} ")), "")
        if dichas := _hasta_la_errata(siguiente.split(), entero.removeprefix(f"{nombre} ").split()):
            yield ctx.hallazgo(
                t,
                "nombre_de_otra_forma",
                "nota",
                f"{escritos[nombre]} {dichas}",
                f"escribe «{escritos[nombre]} {dichas}»; {lugares[entero][0].lugar}, «{escritos[entero]}».",
                "Confirme si es lo mismo y nómbrelo siempre igual.",
            )


_PROPIOS = ("organos.nombre", "areas.nombre")


def _hasta_la_errata(dichas: list[str], debidas: list[str]) -> str:
    """The words said up to the first that is the one due but for a letter; empty if another one comes before it."""
    for n, (dicha, debida) in enumerate(zip(map(plegado, dichas), debidas, strict=False)):
        if dicha != debida:
            casi = (
                len(dicha) > _CORTA
                and abs(len(dicha) - len(debida)) < _CORTA
                and not _otra_forma(dicha, debida)
                and SequenceMatcher(None, dicha, debida, autojunk=False).ratio() > _PARECIDA
            )
            return " ".join(dichas[: n + 1]) if casi else ""
    return ""


def _nombre(escrito: str) -> str:
    """A name reduced to its words; the links that a title in capitals leaves at its end are not of it."""
    palabras = plegado(escrito).split()
    while palabras[-1] in ENLACES:
        palabras.pop()
    return " ".join(palabras)


def _propias(nombre: str) -> list[str]:
    return [palabra for palabra in nombre.split() if palabra not in ENLACES]


def _parecido(nombre: str, otro: str) -> bool:
    """Whether a name seems to be the other written otherwise: a link, a letter or a word more or less."""
    a, b = _propias(nombre), _propias(otro)
    if a == b:
        return len(a) > _BASTANTES
    if len(a) == len(b):
        distintas = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
        bastan = len(distintas) <= (2 if len(a) > _BASTANTES else 1)
        letras = [(x, y) for x, y in distintas if not _otra_forma(x, y)]
        return bastan and bool(letras) and all(_misma(x, y) for x, y in letras)
    if a == b[1:] and len(a) >= _BASTANTES and a[0] not in CABEZAS:
        # «La Temporal de Supervisión…»: the word that says what it is was lost.
        return True
    corto, largo = sorted((a, b), key=len)
    if corto[0] != largo[0] or len(largo) - len(corto) != 1 or len(corto) < _BASTANTES:
        return False
    if corto == largo[:-1]:
        # Cut short, it says the same; but one more adjective and nothing else makes another name of it.
        return max((nombre, otro), key=len).split()[-2] not in ENLACES
    if _AMBITOS & (set(largo) - set(corto)):
        return False
    quedan = iter(largo)
    return all(palabra in quedan for palabra in corto)


def _otra_forma(x: str, y: str) -> bool:
    """Whether a word is the plural or the other gender of the other."""
    return x.rstrip("aeos") == y.rstrip("aeos")


def _misma(x: str, y: str) -> bool:
    """Whether two words are one with a slip of the pen."""
    if {x, y} <= _AMBITOS or min(len(x), len(y)) < 5 or abs(len(x) - len(y)) > 2:
        return False
    return SequenceMatcher(None, x, y, autojunk=False).ratio() >= _MISMA_PALABRA


def sigla_de_otra_forma(ctx: Contexto) -> Iterator[Hallazgo]:
    """«UTVOP» and «UTVOPL»: an acronym with a letter more or less is the same one, written badly."""
    lugares = siglas(ctx)
    for mal, bien in siglas_mal_escritas(lugares).items():
        yield ctx.hallazgo(
            lugares[mal][0],
            "sigla_de_otra_forma",
            "nota",
            mal,
            f"escribe «{mal}»; {lugares[bien][0].lugar}, «{bien}».",
            f"¿Es «{bien}»?",
        )


def siglas(ctx: Contexto) -> dict[str, list[Texto]]:
    """The acronyms that the plan uses, with the texts that use each."""
    lugares: defaultdict[str, list[Texto]] = defaultdict(list)
    for t, leida in ctx.leidos:
        for sigla in dict.fromkeys(leida.siglas):
            lugares[sigla].append(t)
    return lugares


def siglas_mal_escritas(lugares: Mapping[str, list[Texto]]) -> dict[str, str]:
    """Each acronym that is another but for a letter, and that one: what most places write or, of as many, the first."""
    orden = sorted(lugares, key=lambda sigla: -len(lugares[sigla]))
    return {
        sigla: bien
        for n, sigla in enumerate(orden)
        if (bien := next((antes for antes in orden[:n] if _una_letra(sigla, antes)), None))
    }


def _una_letra(a: str, b: str) -> bool:
    """Whether two words differ in one letter: another, one more or one less. A plural is the same."""
    corta, larga = sorted((a, b), key=len)
    if len(corta) == len(larga):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    if len(larga) - len(corta) != 1 or larga == f"{corta}S":
        return False
    return any(larga[:n] + larga[n + 1 :] == corta for n in range(len(larga)))
