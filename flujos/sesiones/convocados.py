"""Who is called to a session: its members, the representations of parties and whom it invites by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from calendario.fechas import dia_local
from compliance.ambito import Ambito
from compliance.models import ActorPolitico, Integracion, Nombramiento, Proceso, Rol, Usuario
from compliance.roles import INTERNOS

from ..models import Sesion
from .acto import integrantes_de

# Who sits in a body, when the account and not the seat says so.
DE_INTEGRANTE = (Rol.COMISION, Rol.CONSEJO, Rol.COMITE_TRANSPARENCIA)


@dataclass(frozen=True)
class Convocado:
    """Somebody who is called, and in what capacity. A representation is a party: its accounts are whoever acts for it.

    `correo` is where they are told, besides those accounts; empty, if nobody has said it.
    """

    calidad: str
    nombre: str
    cargo: str = ""
    correo: str = ""
    usuario: Usuario | None = None
    actor: ActorPolitico | None = None
    invitado: int | None = None


def convocados_de(sesion: Sesion) -> list[Convocado]:
    """Everybody, in the order in which the minutes name them: with vote, without it, representations, guests."""
    return [*_integrantes(sesion), *_representaciones(sesion), *_invitados(sesion)]


def actores_de(sesion: Sesion) -> list[ActorPolitico]:
    """The parties and independents whose representation is called; none to a working meeting: it only reviews drafts.

    A coalition has none of its own: each of its parties has.
    """
    if sesion.tipo == Sesion.Tipo.REUNION or not sesion.organo.convoca_representaciones:
        return []
    propios = (ActorPolitico.Tipo.PARTIDO, ActorPolitico.Tipo.INDEPENDIENTE)
    return list(ActorPolitico.objects.filter(proceso=sesion.proceso_id, tipo__in=propios).order_by("nombre"))


def fue_convocado(sesion: Sesion, usuario: Usuario, ambito: Ambito) -> bool:
    """Whether this person sits in the body on its day, or represents one of the parties that are called."""
    actores = {f.actor for f in ambito.funciones if f.rol == Rol.PARTIDO and f.proceso == sesion.proceso_id}
    return any(c.usuario == usuario for c in _integrantes(sesion)) or any(a.pk in actores for a in actores_de(sesion))


def proximas_de(proceso: Proceso, usuario: Usuario, ambito: Ambito, al: datetime) -> list[Sesion]:
    """The sessions to which this person was called and that have not begun at `al`, the nearest first."""
    por_venir = Sesion.objects.filter(proceso=proceso, estado=Sesion.Estado.CONVOCADA, inicia_en__gt=al)
    con_todo = por_venir.select_related("organo", "proceso__instituto")
    con_todo = con_todo.prefetch_related("organo__integraciones__usuario")
    return [s for s in con_todo.order_by("inicia_en") if fue_convocado(s, usuario, ambito)]


def ve_la_convocatoria(sesion: Sesion, usuario: Usuario, ambito: Ambito) -> bool:
    """Whoever sees the sessions of the process, and who was called to this one."""
    return ambito.tiene(sesion.proceso_id, *INTERNOS) or fue_convocado(sesion, usuario, ambito)


def _integrantes(sesion: Sesion) -> Iterator[Convocado]:
    """The seats in office on its day; and the accounts that the body has of its own, which no seat names."""
    dia = dia_local(sesion.inicia_en, sesion.proceso.tz)
    sentadas = {i.usuario_id for i in sesion.organo.integraciones.all()}
    for i in sorted(integrantes_de(sesion), key=lambda i: not i.con_voto):
        yield _de_asiento(i)
    del_organo = Nombramiento.objects.filter(organo=sesion.organo_id, rol__name__in=DE_INTEGRANTE).vigentes(dia)
    for n in del_organo.select_related("usuario", "rol").order_by("usuario__last_name", "pk"):
        if n.usuario_id not in sentadas and n.usuario.is_active:
            yield Convocado("Cuenta del órgano", str(n.usuario), Rol(n.rol.name).label, n.usuario.email, n.usuario)


def _de_asiento(i: Integracion) -> Convocado:
    usuario = i.usuario if i.usuario and i.usuario.is_active else None
    correo = i.correo or (usuario.email if usuario else "")
    return Convocado("Integrante" if i.con_voto else "Integrante sin voto", i.nombre, i.cargo, correo, usuario)


def _representaciones(sesion: Sesion) -> Iterator[Convocado]:
    for actor in actores_de(sesion):
        yield Convocado("Representación", actor.nombre, actor.get_tipo_display(), actor.correo, actor=actor)


def _invitados(sesion: Sesion) -> Iterator[Convocado]:
    for p in sesion.invitados.all():
        yield Convocado("Invitación", p.nombre, p.cargo, p.correo, invitado=p.pk)
