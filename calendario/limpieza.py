"""Texts without control characters: they enter names by pasting and break calendars, mail headers and CSV. Pure.

Nor are there invisible ones in a name: whoever reads «Ana» cannot tell that it is not «Ana».
"""

import re
from typing import Any

# Whatever Unicode, or some reader of our files, takes for the end of a line.
_SALTO = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Besides controls: what turns the order in which others read what follows (Unicode's bidirectional embeddings,
# overrides and isolates), and half a letter (a lone surrogate), which no file nor database takes.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SOSPECHA = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# Soft hyphens, zero-width spaces, direction marks: what telephones and pages put around what is copied. Joiners
# stay: they make one sign of several.
_INVISIBLE = re.compile(r"[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")


def sin_invisibles(texto: str) -> str:
    """The text without the signs that nobody sees and that say nothing."""
    return texto if texto.isascii() else _INVISIBLE.sub("", texto)


def en_una_linea(texto: str) -> str:
    """A name: each line break, with the spaces around it, and each tab as one space; no other control character, nor
    any that nobody sees.
    """
    if (visto := sin_invisibles(texto)) != texto:
        texto = visto.strip()
    if not _SOSPECHA.search(texto):
        return texto
    lineas = (_CONTROL.sub("", linea.replace("\t", " ")).strip() for linea in _SALTO.split(texto))
    return " ".join(linea for linea in lineas if linea)


def en_parrafos(texto: str) -> str:
    r"""A text of several lines: every line break as \n, tabs kept, no other control character, nor any that turns the
    order of what others read.
    """
    if not _SOSPECHA.search(texto):
        return texto
    return _CONTROL.sub("", _SALTO.sub("\n", texto))


def todo_en_parrafos(valor: Any) -> Any:
    """The same of each text in what JSON holds."""
    if isinstance(valor, str):
        return en_parrafos(valor)
    if isinstance(valor, list | tuple):
        return [todo_en_parrafos(v) for v in valor]
    return {k: todo_en_parrafos(v) for k, v in valor.items()} if isinstance(valor, dict) else valor
