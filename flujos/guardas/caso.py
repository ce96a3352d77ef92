"""A candidacy, a moment and whoever acts: what every guard looks at."""

from collections.abc import Callable
from datetime import datetime

from calendario.fechas import fin_del_dia
from compliance.ambito import Funcion
from compliance.models import Candidatura, Proceso, Rol
from compliance.verbos.caso import Caso
from compliance.verbos.modelo import Rechazo, Verbo

from ..transiciones import rechazo_de_estado, rechazo_por_estado

Estado = Candidatura.Estado
Orden = Proceso.OrdenAutorizacion
# Whoever runs an independent candidacy speaks for it, as a representation speaks for its party.
INDEPENDIENTE = "independiente"


class CasoDeCandidatura(Caso[Candidatura]):
    """A candidacy, the moment, and the reach of whoever acts (None: the system itself)."""

    @property
    def donde(self) -> str:
        """Where, in a refusal."""
        return "en esta candidatura"

    @property
    def candidatura(self) -> Candidatura:
        """The candidacy."""
        return self.objeto

    def alcanza(self, verbo: Verbo, funcion: Funcion) -> bool:
        """Whether a role held lets one do `verbo` to this candidacy."""
        return self._con(funcion, verbo.roles)

    def con_roles(self, *roles: Rol) -> list[Funcion]:
        """The roles held that are among `roles` and reach this candidacy."""
        return [f for f in self.ambito.funciones if self._con(f, frozenset(roles))] if self.ambito else []

    def _con(self, funcion: Funcion, roles: frozenset[str]) -> bool:
        """A representation reaches those of its party; a candidate, their own, with more if it is independent."""
        if funcion.proceso != self.objeto.proceso_id:
            return False
        if funcion.rol == Rol.PARTIDO:
            return funcion.rol in roles and funcion.actor == self.objeto.actor_id
        if funcion.rol == Rol.CANDIDATURA:
            suyo = funcion.rol in roles or (INDEPENDIENTE in roles and self.objeto.independiente)
            return suyo and funcion.candidatura == self.objeto.pk
        return funcion.rol in roles

    def quienes(self, verbo: Verbo) -> list[str]:
        """Who may, in words."""
        return [Rol(r).label if r in Rol.values else "Candidatura independiente" for r in sorted(verbo.roles)]

    def fuera_de_lugar(self, verbo: Verbo) -> Rechazo | None:
        """Why `verbo` has no place in its state."""
        if verbo.metodo:
            return rechazo_de_estado(self.objeto, verbo.metodo)
        if not verbo.estados or self.objeto.estado in verbo.estados:
            return None
        return rechazo_por_estado(self.objeto, verbo.remedio)


GuardaDeCandidatura = Callable[[CasoDeCandidatura], Rechazo | None]


def limite_captura(proceso: Proceso) -> datetime:
    """The last second in which a capture is accepted: the end of election day, local to the institute.

    INE let the system stay open for late captures until the election (oficio INE/UTTyPDP/DPT/069/2024).
    """
    return fin_del_dia(proceso.jornada, proceso.tz)
