"""What a derivation answers. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ..esquema import PlanDatos
from ..revision import Hallazgo

if TYPE_CHECKING:
    from .preguntas import Pregunta


@dataclass(frozen=True)
class Movida:
    """A date that no rule gives: it was only moved, or nobody knows it yet, and a person must confirm it.

    `clave` is the new `llave` of the row, with «/» and the key of its step if it is of one; `campo`, the key of the
    file.
    """

    clave: str
    campo: str
    antes: date | None
    despues: date | None

    def como_dict(self) -> dict[str, str]:
        """Plain values for JSON; dates in ISO form, empty if nobody knows them."""
        return {
            "clave": self.clave,
            "campo": self.campo,
            "antes": self.antes.isoformat() if self.antes else "",
            "despues": self.despues.isoformat() if self.despues else "",
        }


@dataclass(frozen=True)
class Ajuste:
    """Something that the new plan does not say as the old one did, and why. Texts in Spanish."""

    clave: str
    campo: str
    antes: str
    despues: str
    razon: str

    def como_dict(self) -> dict[str, str]:
        """Plain values for JSON."""
        return dict(vars(self))


@dataclass(frozen=True)
class TextoConFecha:
    """A text that names a day: what it said and what it says now. Whoever reads it judges whether it still holds."""

    clave: str
    campo: str
    antes: str
    despues: str

    def como_dict(self) -> dict[str, str]:
        """Plain values for JSON."""
        return dict(vars(self))


@dataclass(frozen=True)
class Derivacion:
    """The new plan, the dates to be confirmed, and what whoever receives it must know.

    `ajustes`: what it does not say as the old one did. `deslices`: what its revision finds, carried from the old plan.
    `textos`: those that name days. `sin_responder`: what was asked of its rows and left. `parcial`: why it is not a
    plan of the whole process; empty if it is.
    """

    plan: PlanDatos
    por_confirmar: tuple[Movida, ...]
    ajustes: tuple[Ajuste, ...]
    deslices: tuple[Hallazgo, ...] = ()
    textos: tuple[TextoConFecha, ...] = ()
    sin_responder: "tuple[Pregunta, ...]" = ()
    parcial: str = ""

    def como_dict(self) -> dict[str, Any]:
        """Plain values for JSON, without the plan itself."""
        return {
            "plan": self.plan.clave,
            "jornada": self.plan.proceso.jornada.isoformat(),
            "entregables": len(self.plan.entregables),
            "por_confirmar": [m.como_dict() for m in self.por_confirmar],
            "ajustes": [a.como_dict() for a in self.ajustes],
            "deslices": [h.como_dict() for h in self.deslices],
            "textos": [t.como_dict() for t in self.textos],
            "sin_responder": [p.clave for p in self.sin_responder],
            "parcial": self.parcial,
        }


class DerivacionImposibleError(ValueError):
    """The plan cannot be moved; `razones` says why, in Spanish."""

    def __init__(self, razones: list[str]) -> None:
        super().__init__("\n".join(razones))
        self.razones = razones
