"""What the guards of a row look at, and what they answer: the same three steps for every kind of object."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db import models

from calendario.fechas import dia_local

from ..ambito import Ambito, Funcion
from ..models import Proceso, Rol
from .modelo import FueraDeLugar, Rechazo, Verbo, YaHecho

Objeto = TypeVar("Objeto", bound=models.Model)


@dataclass(frozen=True)
class Caso(Generic[Objeto]):
    """Something, a moment, and the reach of whoever acts (None: the system itself).

    `ocurrio` is when what is being recorded happened, if that is not the moment of recording it.
    """

    objeto: Objeto
    en: datetime
    ambito: Ambito | None
    ocurrio: datetime | None = None

    @property
    def proceso(self) -> Proceso:
        """The process in which it is done: the object's."""
        objeto: Any = self.objeto
        return objeto.proceso  # type: ignore[no-any-return]

    @property
    def dia(self) -> date:
        """The local day of the institute on which it is recorded."""
        return dia_local(self.en, self.proceso.tz)

    @property
    def el(self) -> date:
        """The local day on which it happened."""
        return dia_local(self.ocurrio or self.en, self.proceso.tz)

    # Each kind of object says the rest in its own way.

    @property
    def donde(self) -> str:
        """Where, in a refusal: «en esta candidatura»."""
        raise NotImplementedError

    def alcanza(self, verbo: Verbo, funcion: Funcion) -> bool:
        """Whether a role held lets one do `verbo` to this object."""
        return funcion.proceso == self.proceso.pk and funcion.rol in verbo.roles

    def quienes(self, verbo: Verbo) -> list[str]:
        """Who may, in words."""
        return [str(Rol(rol).label) for rol in sorted(verbo.roles)]

    def fuera_de_lugar(self, verbo: Verbo) -> Rechazo | None:
        """Why `verbo` has no place where the object stands."""
        raise NotImplementedError

    # And this is the same for all.

    def funciones(self, verbo: Verbo) -> list[Funcion]:
        """The roles held that let one do `verbo` to this object."""
        return [f for f in self.ambito.funciones if self.alcanza(verbo, f)] if self.ambito else []

    def suplencia(self, verbo: Verbo) -> str:
        """In whose place the person acts; empty when in their own right, which wins."""
        funciones = self.funciones(verbo)
        if any(not f.en_suplencia_de for f in funciones):
            return ""
        return funciones[0].en_suplencia_de if funciones else ""


@dataclass(frozen=True, kw_only=True)
class CasoDeTabla(Caso[Any]):
    """Something without states, and the process in which it is done: a plan, a day of the calendar, a file.

    Before there is a process (its plan makes it), only the system may.
    """

    en_proceso: Proceso | None

    @property
    def proceso(self) -> Proceso:
        """The process in which it is done."""
        if self.en_proceso is None:
            raise RuntimeError("Todavía no hay proceso.")
        return self.en_proceso

    def alcanza(self, verbo: Verbo, funcion: Funcion) -> bool:
        """By the roles held in it."""
        return self.en_proceso is not None and super().alcanza(verbo, funcion)

    @property
    def donde(self) -> str:
        """Where, in a refusal."""
        return "en este proceso"

    def fuera_de_lugar(self, verbo: Verbo) -> Rechazo | None:
        """It has its place always."""
        return None


def rechazo_de_rol(verbo: Verbo, caso: Caso[Any]) -> Rechazo | None:
    """Why whoever acts may not do `verbo` to this object at all."""
    if verbo.sistema if caso.ambito is None else caso.funciones(verbo):
        return None
    return Rechazo(
        "rol",
        f"«{verbo.nombre}» corresponde, {caso.donde}, a: {', '.join(caso.quienes(verbo)) or 'nadie'}.",
        "Pida a quien corresponda que lo haga.",
    )


def rechazos(verbo: Verbo, caso: Caso[Any]) -> Sequence[Rechazo]:
    """Every refusal to do `verbo` now; empty when it can be done.

    1. Without the role nothing else is told. 2. Out of its place the guards have nothing to say.
    3. Otherwise all the guards speak.
    """
    previo = rechazo_de_rol(verbo, caso) or caso.fuera_de_lugar(verbo)
    if previo is not None:
        return [previo]
    return [dicho for guarda in verbo.guardas if (dicho := guarda(caso)) is not None]


def advertencias(verbo: Verbo, caso: Caso[Any]) -> Sequence[Rechazo]:
    """What stands in the way of `verbo` unless a reason is given."""
    return [dicho for guarda in verbo.salvo_motivo if (dicho := guarda(caso)) is not None]


@dataclass(frozen=True)
class Opcion:
    """A verb that the person's role allows, and the refusals that stand in its way now."""

    verbo: Verbo
    rechazos: Sequence[Rechazo]

    @property
    def posible(self) -> bool:
        """Whether its service would accept it, given good arguments."""
        return not self.rechazos

    @property
    def de_otro_estado(self) -> bool:
        """Whether it has no place where the object stands, or is done already: not worth explaining on the page."""
        return any(isinstance(r, FueraDeLugar | YaHecho) for r in self.rechazos)


def opciones(filas: Mapping[str, Verbo], caso: Caso[Any]) -> list[Opcion]:
    """Every verb that the roles allow to this object, in the order of the table, with its refusals."""
    return [Opcion(v, rechazos(v, caso)) for v in filas.values() if rechazo_de_rol(v, caso) is None]
