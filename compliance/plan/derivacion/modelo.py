"""What a derivation answers. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..esquema import PlanDatos


@dataclass(frozen=True)
class Movida:
    """A date that no rule gives: it was only moved, and a person must confirm it.

    `clave` is the new `llave` of the row, with «/» and the key of its step if it is of one; `campo`, the key of the
    file.
    """

    clave: str
    campo: str
    antes: date
    despues: date

    def como_dict(self) -> dict[str, str]:
        """Plain values for JSON; dates in ISO form."""
        return {
            "clave": self.clave,
            "campo": self.campo,
            "antes": self.antes.isoformat(),
            "despues": self.despues.isoformat(),
        }


@dataclass(frozen=True)
class Ajuste:
    """A slip of the old plan that the new one does not repeat, and why. Texts in Spanish."""

    clave: str
    campo: str
    antes: str
    despues: str
    razon: str

    def como_dict(self) -> dict[str, str]:
        """Plain values for JSON."""
        return dict(vars(self))


@dataclass(frozen=True)
class Derivacion:
    """The new plan, the dates to be confirmed and what was mended on the way."""

    plan: PlanDatos
    por_confirmar: tuple[Movida, ...]
    ajustes: tuple[Ajuste, ...]

    def como_dict(self) -> dict[str, Any]:
        """Plain values for JSON, without the plan itself."""
        return {
            "plan": self.plan.clave,
            "jornada": self.plan.proceso.jornada.isoformat(),
            "entregables": len(self.plan.entregables),
            "por_confirmar": [m.como_dict() for m in self.por_confirmar],
            "ajustes": [a.como_dict() for a in self.ajustes],
        }


class DerivacionImposibleError(ValueError):
    """The plan cannot be moved; `razones` says why, in Spanish."""

    def __init__(self, razones: list[str]) -> None:
        super().__init__("\n".join(razones))
        self.razones = razones
