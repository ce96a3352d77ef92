"""The words of each paper as they come with Cauce, and what may stand between braces in them. Pure."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from compliance.textos import sin_doble_punto

_ENTRE_LLAVES = re.compile(r"\{([^{}]*)\}")
# How each text of a paper is called where it is written.
NOMBRES: Mapping[str, str] = {
    "asunto": "Asunto",
    "cuerpo": "Cuerpo",
    "considerandos": "Considerandos",
    "puntos": "Puntos",
    "para": "A quién se dirige",
    "plazo": "Plazo para responder",
    "sin_plazo": "En lugar del plazo, si no tiene fecha",
    "apercibimiento": "Apercibimiento",
    "reservado": "En lugar de lo reservado, para quien no puede leerlo",
    "cierre": "Cierre",
}


@dataclass(frozen=True)
class Papel:
    """A paper: what it is for, its own texts by key (`NOMBRES`) and its markers, each with a sample of what it says."""

    clave: str
    nombre: str
    que: str
    textos: Mapping[str, str]
    marcadores: Mapping[str, str]


def _leer() -> dict[str, Papel]:
    datos = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    comunes = datos.pop("comunes")
    return {
        clave: Papel(
            clave,
            dato["nombre"],
            dato["que"],
            {que: texto.strip() for que, texto in dato["textos"].items()},
            {**dato["marcadores"], **comunes},
        )
        for clave, dato in datos.items()
    }


PAPELES: Mapping[str, Papel] = _leer()


def entre_llaves(texto: str) -> list[str]:
    """What a text has between braces, once each, in order."""
    return list(dict.fromkeys(_ENTRE_LLAVES.findall(texto)))


def ajenos(texto: str, conocido: Callable[[str], bool]) -> list[str]:
    """What stands between braces and is not known, with its braces; a brace alone too, as it is."""
    sueltas = [llave for llave in "{}" if llave in _ENTRE_LLAVES.sub("", texto)]
    return [f"{{{m}}}" for m in entre_llaves(texto) if not conocido(m)] + sueltas


def desconocidos(texto: str, papel: Papel) -> list[str]:
    """What is between braces and is no marker of the paper."""
    return ajenos(texto, papel.marcadores.__contains__)


def dicho(texto: str, partes: Mapping[str, str]) -> str:
    """The text with what each marker says. What `partes` puts is never read again for markers."""
    return sin_doble_punto(_ENTRE_LLAVES.sub(lambda m: partes[m[1]], texto))


def parrafos(texto: str) -> list[str]:
    """Its paragraphs: an empty line parts them."""
    return [p.strip() for p in re.split(r"\n\s*\n", texto.replace("\r\n", "\n")) if p.strip()]
