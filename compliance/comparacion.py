"""How two texts differ, word by word. Pure."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

# A word with the white space after it, so that what is put together again is the text.
_PALABRA = re.compile(r"\s+|\S+\s*")


class Tramo(NamedTuple):
    """A stretch of one text or of both."""

    que: Literal["igual", "quita", "pone"]
    texto: str


def por_palabras(antes: str, despues: str) -> Sequence[Tramo]:
    """The stretches that make both texts: without what is «pone» they are the first, without «quita» the second.

    White space apart: a paragraph that is cut elsewhere changes no word.
    """
    viejas, nuevas = _PALABRA.findall(antes), _PALABRA.findall(despues)
    # What both begin and end with is not looked into: long texts change little.
    inicio = _comunes(viejas, nuevas)
    final = _comunes(viejas[inicio:][::-1], nuevas[inicio:][::-1])
    unas, otras = viejas[inicio : len(viejas) - final], nuevas[inicio : len(nuevas) - final]
    tramos = [Tramo("igual", "".join(nuevas[:inicio]))]
    cotejo = SequenceMatcher(None, [p.strip() for p in unas], [p.strip() for p in otras], autojunk=False)
    for que, desde_a, hasta_a, desde_b, hasta_b in cotejo.get_opcodes():
        pone = "".join(otras[desde_b:hasta_b])
        if que == "equal":
            tramos.append(Tramo("igual", pone))
        else:
            tramos += [Tramo("quita", "".join(unas[desde_a:hasta_a])), Tramo("pone", pone)]
    tramos.append(Tramo("igual", "".join(nuevas[len(nuevas) - final :])))
    return [t for t in tramos if t.texto]


def _comunes(unas: Sequence[str], otras: Sequence[str]) -> int:
    cuantas = 0
    for una, otra in zip(unas, otras, strict=False):
        if una.strip() != otra.strip():
            break
        cuantas += 1
    return cuantas
