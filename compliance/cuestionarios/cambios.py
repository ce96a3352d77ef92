"""What changed between two versions of a text, word by word. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PALABRA = re.compile(r"\S+\s*")


@dataclass(frozen=True)
class Tramo:
    """A run of words: as it was in both, taken away, or put in."""

    que: Literal["igual", "quitado", "puesto"]
    texto: str


def tramos(antes: str, despues: str) -> list[Tramo]:
    """How `antes` became `despues`. One run, «igual», if it did not change; none of two blank texts."""
    viejas, nuevas = _PALABRA.findall(antes), _PALABRA.findall(despues)
    inicio = _comunes(viejas, nuevas)
    final = _comunes(viejas[inicio:][::-1], nuevas[inicio:][::-1])
    a, b = viejas[inicio : len(viejas) - final], nuevas[inicio : len(nuevas) - final]
    salida = [Tramo("igual", "".join(nuevas[:inicio]))]
    # Words are compared without the blanks after them.
    cotejo = SequenceMatcher(None, [p.strip() for p in a], [p.strip() for p in b])
    for que, i1, i2, j1, j2 in cotejo.get_opcodes():
        if que == "equal":
            salida.append(Tramo("igual", "".join(b[j1:j2])))
        else:
            salida += [Tramo("quitado", "".join(a[i1:i2])), Tramo("puesto", "".join(b[j1:j2]))]
    salida.append(Tramo("igual", "".join(nuevas[len(nuevas) - final :])))
    return [t for t in salida if t.texto]


def _comunes(unas: Sequence[str], otras: Sequence[str]) -> int:
    cuantas = 0
    for una, otra in zip(unas, otras, strict=False):
        if una.strip() != otra.strip():
            break
        cuantas += 1
    return cuantas
