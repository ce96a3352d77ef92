"""How questionnaires are verified, as data: causes, the desk, what is pointed at and the rubric. Pure.

Everything is in verificacion.toml, with its sources; a process may have causes and variables of its own as rows.
"""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

_DATOS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("verificacion.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Causa:
    """Why a section is observed. `texto` is the ready-made wording, with {rubro} for the name of the section."""

    clave: str
    nombre: str
    texto: str


@dataclass(frozen=True)
class Variable:
    """What is scored of a section (`rubro`)."""

    clave: str
    nombre: str
    rubro: str


@dataclass(frozen=True)
class Mesa:
    """For how long a record stays taken, and from how many days its wait is told as long."""

    minutos_tomada: int
    horas_repartida: int
    dias_atencion: int
    dias_alerta: int

    @property
    def tomada(self) -> timedelta:
        """Of one that somebody took, since they last saved something in it."""
        return timedelta(minutes=self.minutos_tomada)

    @property
    def repartida(self) -> timedelta:
        """Of one that was given to somebody."""
        return timedelta(hours=self.horas_repartida)


CAUSAS = {c["clave"]: Causa(**c) for c in _DATOS["causas"]}
VARIABLES = {v["clave"]: Variable(**v) for v in _DATOS["variables"]}
# The levels of a variable, from the least: {puntos, nombre}.
NIVELES: list[dict[str, Any]] = _DATOS["niveles"]
MESA = Mesa(**_DATOS["mesa"])
SENALES: dict[str, Any] = _DATOS["senales"]
