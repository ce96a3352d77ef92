"""What is wrong in a plan file, said with its file, key and reason to whoever writes it. Pure."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..toml import TomlError


@dataclass(frozen=True)
class Defecto:
    """One thing wrong in a plan file."""

    archivo: str
    clave: str
    razon: str

    def __str__(self) -> str:
        return f"{self.archivo}: {self.clave}: {self.razon}"


class PlanInvalido(ValueError):  # noqa: N818 (a refusal is an answer, not an error)
    """The file is refused whole; `defectos` says where and why."""

    def __init__(self, defectos: list[Defecto]) -> None:
        super().__init__("\n".join(str(d) for d in defectos))
        self.defectos = defectos


_FECHA = re.compile(r"(?<![\d\"'-])\d{4}-\d{1,2}-\d{1,2}(?![\d-])")


def _existe(escrita: str) -> bool:
    try:
        return date.fromisoformat(escrita).isoformat() == escrita
    except ValueError:
        return False


# How Python's reader says that something was already there.
_REPITE = ("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate inline")
_REPETIDA = "esa clave o esa tabla ya estaba escrita"


def mal_escrito(nombre: str, texto: str, error: TomlError) -> Defecto:
    """What TOML cannot read, by its line and key: a person looks for the line, not for the grammar."""
    linea, columna, repetida = error.linea, error.columna, error.detalle.startswith(_REPITE)
    if not columna:
        # Ours are said in Spanish; Python's, of the end of the file, in English.
        nuestro = error.__cause__ is None or not isinstance(error.__cause__, tomllib.TOMLDecodeError)
        razon = (
            error.detalle
            if nuestro
            else _REPETIDA
            if repetida
            else "no es TOML válido: termina antes de cerrar unas comillas, un corchete o una llave"
        )
        return Defecto(nombre, f"línea {linea}" if linea else "archivo", f"{razon}.")
    renglon = texto.split("\n")[linea - 1].rstrip("\r")
    escrita = next((h for h in _FECHA.finditer(renglon) if not _existe(h[0])), None)
    claves = re.findall(r"(?<![\w-])([\w-]++)\s*+=", renglon[: escrita.start() if escrita else columna])
    if escrita:
        razon = f"la fecha {escrita[0]} no existe o no está escrita AAAA-MM-DD"
    elif repetida:
        razon = _REPETIDA
    else:
        razon = f"no es TOML válido en «{renglon.strip()[:80]}»; revise comillas, comas, corchetes y el signo ="
    return Defecto(nombre, f"línea {linea}" + (f" ({claves[-1]})" if claves else ""), razon)


_RAZONES = {
    "missing": "falta",
    "extra_forbidden": "no es una clave conocida; revise la ortografía",
    "date_type": "debe ser una fecha AAAA-MM-DD sin comillas",
    "string_type": "debe ser un texto entre comillas",
    "int_type": "debe ser un número entero",
    "bool_type": "debe ser true o false",
    "list_type": "debe ser una lista",
    "model_type": "debe ser una tabla",
    "dict_type": "debe ser una tabla",
    "string_too_short": "no puede quedar vacío",
    "too_short": "necesita al menos un elemento",
}


def mal_dicho(nombre: str, error: Any, crudo: Any, formas: Mapping[str, str]) -> Defecto:
    """What the schema refuses, at its place as a person finds it: `entregables[2] (informe-2023-10).termina`.

    `formas` says in words what each pattern asks for.
    """
    partes: list[str] = []
    actual = crudo
    for paso in error["loc"]:
        try:
            actual = actual[paso]
        except (KeyError, IndexError, TypeError):
            actual = None
        if isinstance(paso, int):
            rotulo = (actual.get("llave") or actual.get("clave")) if isinstance(actual, dict) else None
            partes[-1] += f"[{paso + 1}]" + (f" ({rotulo})" if rotulo else "")
        elif paso != "[key]":
            partes.append(str(paso))
    contexto = error.get("ctx", {})
    if error["type"] == "string_pattern_mismatch":
        razon = f"«{error['input']}» no tiene la forma esperada: {formas[contexto['pattern']]}"
    elif error["type"] == "literal_error":
        razon = f"«{error['input']}» no es un valor admitido; use {contexto['expected'].replace(' or ', ' o ')}"
    elif error["type"] == "greater_than_equal":
        razon = f"{error['input']} es menos que el mínimo, {contexto['ge']}"
    elif error["type"] == "less_than_equal":
        razon = f"{error['input']} es más que el máximo, {contexto['le']}"
    elif error["type"] == "string_too_long":
        razon = f"tiene más de {contexto['max_length']} caracteres"
    else:
        razon = _RAZONES.get(error["type"], error["msg"])
    return Defecto(nombre, ".".join(partes), razon)
