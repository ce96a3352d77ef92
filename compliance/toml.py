"""TOML that people hand in: read within bounds, whatever it is. Pure.

Python's reader takes a time that grows with the square of the parts of a key (40 KB of «a.a.a…» take ten seconds),
and says of what is nested too deep, or of a number too long, something else than that it is not TOML.
"""

import re
import tomllib
from typing import Any

# Of a plan, the longest key has three.
PARTES_MAXIMAS = 20
_TEXTOS = re.compile(
    # What is never closed goes to its end: looked for again from each quote, it would take the square of its length.
    r'"""(?:\\.?|[^\\])*?(?:"""|\Z)' r"|'''.*?(?:'''|\Z)" r'|"(?:\\.|[^"\\\n])*+"?' r"|'[^'\n]*+'?" r"|\#[^\n]*+",
    re.DOTALL,
)
_CLAVE_LARGA = re.compile(rf"(?<![\w.-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++){{{PARTES_MAXIMAS}}}")


class TomlError(ValueError):
    """What is wrong. `linea` (1 is the first) and `columna`, where it is known; `detalle`, as Python's reader says."""

    def __init__(self, detalle: str, linea: int = 0, columna: int = 0) -> None:
        super().__init__(detalle)
        self.detalle, self.linea, self.columna = detalle, linea, columna


def leer_toml(contenido: bytes) -> dict[str, Any]:
    """What a TOML file in UTF-8 says, with or without the mark that some editors put first. Raises TomlError."""
    try:
        texto = contenido.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TomlError(f"no está en UTF-8 (byte {error.start})") from error
    # A text, and a part of a key between quotes, is as long as a letter.
    if larga := _CLAVE_LARGA.search(_TEXTOS.sub(lambda h: "x" + "\n" * h[0].count("\n"), texto)):
        linea = larga.string.count("\n", 0, larga.start()) + 1
        raise TomlError(f"una clave tiene más de {PARTES_MAXIMAS} partes separadas por puntos", linea)
    try:
        return tomllib.loads(texto)
    except tomllib.TOMLDecodeError as error:
        lugar = re.search(r" \(at line (\d+), column (\d+)\)$", str(error))
        detalle = re.sub(r" \(at [^()]*\)$", "", str(error))
        raise TomlError(detalle, *(int(n) for n in lugar.groups()) if lugar else ()) from error
    except RecursionError as error:
        raise TomlError("tiene demasiadas listas o tablas una dentro de otra") from error
    except ValueError as error:  # a number of more digits than Python reads
        raise TomlError("tiene un número demasiado largo") from error
