"""Who is called to a session: its members, the representations of parties and whom it invites by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from calendario.fechas import dia_local
from compliance.ambito import Ambito
from compliance.models import ActorPolitico, Integracion, Nombramiento, Proceso, Rol, SuplenciaDeAsiento, Usuario
from compliance.roles import INTERNOS

from ..models import Receso, Sesion
from .acto import integrantes_de
from .asistencia import suplencias_de

# Who sits in a body, when the account and not the seat says so.
DE_INTEGRANTE = (Rol.COMISION, Rol.CONSEJO, Rol.COMITE_TRANSPARENCIA)


@dataclass(frozen=True)
class Convocado:
    """Somebody who is called, and in what capacity. A representation is a party: its accounts are whoever acts for it.

    `correo` is where they are told, besides those accounts; empty, if nobody has said it. `llave` tells each apart in
    the session.
    """

    llave: str

    calidad: str
    nombre: str
    cargo: str = ""
    correo: str = ""
    usuario: Usuario | None = None
    actor: ActorPolitico | None = None
    invitado: int | None = None
    suplencia: int | None = None


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
    """The sessions to which this person was called and that at `al` have not begun, or go on; the nearest first."""
    por_venir = Q(estado=Sesion.Estado.CONVOCADA, inicia_en__gt=al)
    en_curso = Q(estado__in=(Sesion.Estado.INSTALADA, Sesion.Estado.RECESO))
    con_todo = Sesion.objects.filter(por_venir | en_curso, proceso=proceso)
    con_todo = con_todo.select_related("organo", "proceso__instituto")
    con_todo = con_todo.prefetch_related("organo__integraciones__usuario")
    return [s for s in con_todo.order_by("inicia_en") if fue_convocado(s, usuario, ambito)]


def ve_la_convocatoria(sesion: Sesion, usuario: Usuario, ambito: Ambito) -> bool:
    """Whoever sees the sessions of the process, and who was called to this one."""
    return ambito.tiene(sesion.proceso_id, *INTERNOS) or fue_convocado(sesion, usuario, ambito)


def receso_abierto(sesion: Sesion) -> Receso | None:
    """The recess in which the session is."""
    return sesion.recesos.filter(hasta=None).first()


def _integrantes(sesion: Sesion) -> Iterator[Convocado]:
    """The seats in office on its day, and on that on which it goes on; who sits for somebody on one of them; and the
    accounts that the body has of its own, which no seat names.
    """
    receso = receso_abierto(sesion) if sesion.estado == Sesion.Estado.RECESO else None
    continua = receso.continua_en if receso is not None else None
    momentos = [m for m in (sesion.inicia_en, continua) if m is not None]
    dia = dia_local(sesion.inicia_en, sesion.proceso.tz)
    sentadas = {i.usuario_id for i in sesion.organo.integraciones.all()}
    asientos = {i.pk: i for m in momentos for i in integrantes_de(sesion, m)}
    for i in sorted(asientos.values(), key=lambda i: not i.con_voto):
        yield _de_asiento(i)
    for s in {s.pk: s for m in momentos for s in suplencias_de(sesion, m).values()}.values():
        yield _de_suplencia(s)
        sentadas.add(s.usuario_id)
    del_organo = Nombramiento.objects.filter(organo=sesion.organo_id, rol__name__in=DE_INTEGRANTE).vigentes(dia)
    for n in del_organo.select_related("usuario", "rol").order_by("usuario__last_name", "pk"):
        if n.usuario_id not in sentadas and n.usuario.is_active:
            rol = Rol(n.rol.name).label
            yield Convocado(
                f"cuenta-{n.usuario_id}", "Cuenta del órgano", str(n.usuario), rol, n.usuario.email, n.usuario
            )


def _de_asiento(i: Integracion) -> Convocado:
    usuario = i.usuario if i.usuario and i.usuario.is_active else None
    correo = i.correo or (usuario.email if usuario else "")
    calidad = "Integrante" if i.con_voto else "Integrante sin voto"
    return Convocado(f"asiento-{i.pk}", calidad, i.nombre, i.cargo, correo, usuario)


def _de_suplencia(s: SuplenciaDeAsiento) -> Convocado:
    usuario = s.usuario if s.usuario and s.usuario.is_active else None
    correo = usuario.email if usuario else ""
    return Convocado(
        f"suplencia-{s.pk}", f"Suple a {s.integracion.nombre}", s.nombre, "", correo, usuario, suplencia=s.pk
    )


def _representaciones(sesion: Sesion) -> Iterator[Convocado]:
    for actor in actores_de(sesion):
        tipo = actor.get_tipo_display()
        yield Convocado(f"actor-{actor.pk}", "Representación", actor.nombre, tipo, actor.correo, actor=actor)


def _invitados(sesion: Sesion) -> Iterator[Convocado]:
    for p in sesion.invitados.all():
        yield Convocado(f"invitado-{p.pk}", "Invitación", p.nombre, p.cargo, p.correo, invitado=p.pk)
