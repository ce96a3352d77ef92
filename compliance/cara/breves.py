"""The short form of offices and territories, for lists that would not fit otherwise."""

import re
import tomllib
from functools import cache
from pathlib import Path

_ABREVIATURAS = tomllib.loads((Path(__file__).parent / "abreviaturas.toml").read_text(encoding="utf-8"))


@cache
def cargo_breve(nombre: str) -> str:
    """«Diputaciones de mayoría relativa» as «Dip. MR»; as it is, what has no shorter form."""
    for frase, breve in _ABREVIATURAS["cargos"].items():
        nombre = re.sub(rf"\b{re.escape(frase)}(?!\w)", breve, nombre, flags=re.IGNORECASE)
    return nombre


def territorio_breve(nombre: str) -> str:
    """«Distrito local 12» as «Distrito 12»; a municipality by its name alone."""
    return nombre.replace("Distrito local ", "Distrito ").removeprefix("Municipio ")
