"""A candidacy, a moment and whoever acts: what every guard looks at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from calendario.fechas import dia_local, fin_del_dia
from compliance.ambito import Ambito, Funcion
from compliance.models import Candidatura, Proceso, Rol

from ..transiciones import Rechazo

Estado = Candidatura.Estado
Orden = Proceso.OrdenAutorizacion
# Whoever runs an independent candidacy speaks for it, as a representation speaks for its party.
INDEPENDIENTE = "independiente"


@dataclass(frozen=True)
class Caso:
    """A candidacy, the moment, and the reach of whoever acts (None: the system itself)."""

    candidatura: Candidatura
    en: datetime
    ambito: Ambito | None

    @property
    def dia(self) -> date:
        """The local day of the institute."""
        return dia_local(self.en, self.candidatura.proceso.tz)

    def funciones(self, roles: frozenset[str]) -> list[Funcion]:
        """The roles held that are among `roles` and reach this candidacy."""
        if self.ambito is None:
            return []
        return [c for c in self.ambito.funciones if _alcanza(c, roles, self.candidatura)]

    def suplencia(self, roles: frozenset[str]) -> str:
        """In whose place the person acts; empty when in their own right, which wins."""
        funciones = self.funciones(roles)
        if any(not c.en_suplencia_de for c in funciones):
            return ""
        return funciones[0].en_suplencia_de if funciones else ""


def _alcanza(funcion: Funcion, roles: frozenset[str], candidatura: Candidatura) -> bool:
    if funcion.proceso != candidatura.proceso_id:
        return False
    if funcion.rol == Rol.PARTIDO:
        return funcion.rol in roles and funcion.actor == candidatura.actor_id
    if funcion.rol == Rol.CANDIDATURA:
        propia = funcion.candidatura == candidatura.pk
        return propia and (funcion.rol in roles or (INDEPENDIENTE in roles and candidatura.independiente))
    return funcion.rol in roles


Guarda = Callable[[Caso], Rechazo | None]


def limite_captura(proceso: Proceso) -> datetime:
    """The last second in which a capture is accepted: the end of election day, local to the institute.

    INE let the system stay open for late captures until the election (oficio INE/UTTyPDP/DPT/069/2024).
    """
    return fin_del_dia(proceso.jornada, proceso.tz)
