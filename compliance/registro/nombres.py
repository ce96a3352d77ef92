"""The name of a person: whether anybody could have it, and how two of them are compared. Pure; words are data."""

import re
import tomllib
import unicodedata
from itertools import dropwhile
from pathlib import Path

from ..textos import normalizar

_PALABRAS = tomllib.loads(Path(__file__).with_name("nombres.toml").read_text(encoding="utf-8"))
_RELLENOS = frozenset(_PALABRAS["rellenos"])
_TRATAMIENTOS = frozenset(_PALABRAS["tratamientos"])
_ABREVIATURAS: dict[str, str] = _PALABRAS["abreviaturas"]

# What UTF-8 looks like when it is read as Latin-1 or Windows-1252: a lead byte, then what stands for the next one.
_SEGUNDO = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MAL_LEIDO = re.compile(f"[ÃÂ][{_SEGUNDO}]|â[€‚][{_SEGUNDO}]|[\ufffd□]")
# Besides letters and their marks (of any language: ʉ, ɨ, ꞌ, a̱).
_SIGNOS = frozenset(" .,'’‘ʼ´`-‐‑·()/\"“”«»ªº_")
# Letters that no name of here has, and that others become when a file is read with another encoding.
_AJENAS = frozenset("ÐðÞþßæÆ")
# Most names have nothing else.
_LLANO = re.compile(r"[A-Za-zÁÉÍÓÚÜÑáéíóúüñ .]*")


def defecto_de_nombre(nombre: str) -> str:
    """Why no person can have this name, in Spanish; empty if somebody may."""
    return falta_la_persona(nombre) or signos_ajenos(nombre)


def falta_la_persona(nombre: str) -> str:
    """Of what is written where there is nobody («VACANTE», «XXX», «N/A», «12345»): that it is; else, empty."""
    palabras = re.findall(r"[^\W_]+", normalizar(nombre))
    letras = "".join(palabras)
    if len(letras) < 2 or letras.isdigit():
        return "no tiene letras, o solo una"
    if len(set(letras)) == 1 or all(p in _RELLENOS or set(p) <= {"x"} for p in palabras):
        return "es lo que se escribe cuando falta la persona"
    return ""


def signos_ajenos(nombre: str) -> str:
    """Of a name with letters that were damaged when it was copied, figures or signs that no name has: which."""
    if _LLANO.fullmatch(nombre):
        return ""
    if _MAL_LEIDO.search(nombre) or "?" in nombre:
        return "tiene letras que se dañaron al copiarlo («Ã‘» por «Ñ»): escríbalo como debe ser"
    if cifras := "".join(x for x in nombre if x.isdigit()):
        return f"tiene números ({cifras[:12]})"
    if ajenos := sorted({x for x in nombre if not _de_un_nombre(x)}):
        return f"tiene signos que ningún nombre lleva ({' '.join(ajenos)})"
    return ""


def _de_un_nombre(letra: str) -> bool:
    return letra in _SIGNOS or letra.isspace() or (letra not in _AJENAS and unicodedata.category(letra)[0] in "LM")


def palabras_de(nombre: str) -> tuple[str, ...]:
    """What is compared of a name: its words in one order, whichever was printed; signs, titles and abbreviations apart.

    «Lic. MA. LUZ PÉREZ-RUIZ» and «PÉREZ RUIZ MARÍA LUZ» are the same.
    """
    dichas = re.sub(r"['’‘ʼꞌ´`]", "", normalizar(nombre))
    palabras = re.findall(r"[^\W_]+", dichas.replace("ª", ""))
    propias = [_ABREVIATURAS.get(p, p) for p in palabras]
    sin_tratamiento = list(dropwhile(_TRATAMIENTOS.__contains__, propias))
    return tuple(sorted(sin_tratamiento or propias))
