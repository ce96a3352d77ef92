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
    cotejo = SequenceMatcher(None, [p.strip() for p in viejas], [p.strip() for p in nuevas], autojunk=False)
    tramos: list[Tramo] = []
    for que, desde_a, hasta_a, desde_b, hasta_b in cotejo.get_opcodes():
        pone = "".join(nuevas[desde_b:hasta_b])
        if que == "equal":
            tramos.append(Tramo("igual", pone))
            continue
        quita = "".join(viejas[desde_a:hasta_a])
        tramos += [t for t in (Tramo("quita", quita), Tramo("pone", pone)) if t.texto]
    return tramos
