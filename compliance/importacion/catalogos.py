"""Parties and offices as INE's data base prints them. Pure; the names are data (actores.toml, cargos.toml)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..textos import normalizar


def _leer(archivo: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(archivo).read_text(encoding="utf-8"))


_ACTORES = _leer("actores.toml")
_SIGLAS: dict[str, str] = {normalizar(nombre): siglas for nombre, siglas in _ACTORES["siglas"].items()}
_TIPOS: dict[str, str] = {normalizar(inicio): tipo for inicio, tipo in _ACTORES["tipos"].items()}


@dataclass(frozen=True)
class Actor:
    """Who postulates. `generico`: the name is only that of the figure, shared by many («CANDIDATURA COMÚN»)."""

    nombre: str
    tipo: str
    siglas: str
    generico: bool


@dataclass(frozen=True)
class FormaDeCargo:
    """An office that is known by how it is written, to be created in a process that lacks it."""

    clave: str
    nombre: str
    principio: str
    orden: int
    claves: frozenset[str]


def actor_de(texto: str) -> Actor:
    """What PARTIDO_COALICION says."""
    nombre = " ".join(texto.split())
    normal = normalizar(nombre)
    return Actor(
        nombre=nombre,
        tipo=next((tipo for inicio, tipo in _TIPOS.items() if normal.startswith(inicio)), "partido"),
        siglas=_SIGLAS.get(normal, ""),
        generico=_TIPOS.get(normal) in ("independiente", "comun"),
    )


_CARGOS = _leer("cargos.toml")
_FORMAS = {
    normalizar(escritura): FormaDeCargo(
        clave=fila["clave"],
        nombre=fila["nombre"],
        principio=fila["principio"],
        orden=fila["orden"],
        claves=frozenset([fila["clave"], *fila["claves"]]),
    )
    for fila in _CARGOS["cargos"]
    for escritura in fila["escrituras"]
}


def forma_de_cargo(texto: str) -> FormaDeCargo | None:
    """The office that CARGO names, if it is one that is known."""
    return _FORMAS.get(normalizar(texto))


def donde_se_elige(nombre: str, principio: str) -> list[str]:
    """The kinds of territory in which an office called so (or with this key) is elected; none if it is not known."""
    dicho = normalizar(nombre.replace("-", " "))
    return next(
        (
            list(fila["en"])
            for fila in _CARGOS["se_eligen"]
            if fila.get("principio", principio) == principio and any(p in dicho for p in fila["palabras"])
        ),
        [],
    )
