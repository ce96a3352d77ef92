"""Who may reach what: resolves a person's roles on a day, or at a moment, into an `Ambito`."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser

from calendario.fechas import dia_local

from .ambito import ANONIMO, Ambito, Funcion
from .models import ActorPolitico, Nombramiento, Proceso, Suplencia, Usuario
from .roles import ROLES_DE_IDENTIDAD


def ambito_de(usuario: Usuario | AnonymousUser, al: date) -> Ambito:
    """The roles that `usuario` holds on the local day `al`, own and by suplencia: for whoever asks of one process."""
    return _ambito(usuario, lambda proceso: al)


def ambito_en(usuario: Usuario | AnonymousUser, momento: datetime) -> Ambito:
    """The same at a moment, each role judged on the day that it is then in its own institute."""
    return _ambito(usuario, lambda proceso: dia_local(momento, proceso.tz))


def _ambito(usuario: Usuario | AnonymousUser, dia: Callable[[Proceso], date]) -> Ambito:
    """An inactive or anonymous person holds none. Two queries; three for who represents a party.

    This is the gate of the roles that read identity answers: unconfirmed, wherever the row came from, they are not
    held at all.

    Whoever represents a party acts too for the coalitions and candidaturas comunes that it is part of: a candidatura
    común has no representation of its own, and notices of its candidacies go to each of its parties.
    """
    if not isinstance(usuario, Usuario) or not usuario.is_active:
        return ANONIMO

    def vigente(fila: Nombramiento | Suplencia) -> bool:
        return fila.desde <= dia(fila.proceso) and (fila.hasta is None or dia(fila.proceso) <= fila.hasta)

    # Who acts for somebody whose account was closed stops with them.
    suplencias = Suplencia.objects.filter(suplente=usuario, titular__is_active=True).select_related(
        "titular", "proceso__instituto"
    )
    vigentes = [s for s in suplencias if vigente(s)]
    suplidos = {(s.titular_id, s.proceso_id): str(s.titular) for s in vigentes}
    confirmados = {(s.titular_id, s.proceso_id) for s in vigentes if s.confirmado_en}
    titulares = {usuario.pk} | {titular for titular, _ in suplidos}
    nombramientos = Nombramiento.objects.filter(usuario__in=titulares).select_related("rol", "proceso__instituto")
    funciones = []
    for n in filter(vigente, nombramientos):
        propio = n.usuario_id == usuario.pk
        if not propio and (n.usuario_id, n.proceso_id) not in suplidos:
            continue
        confirmado = n.confirmado_en is not None and (propio or (n.usuario_id, n.proceso_id) in confirmados)
        if n.rol.name in ROLES_DE_IDENTIDAD and not confirmado:
            continue
        funciones.append(
            Funcion(
                rol=n.rol.name,
                proceso=n.proceso_id,
                area=n.area_id,
                organo=n.organo_id,
                actor=n.actor_id,
                candidatura=n.candidatura_id,
                en_suplencia_de="" if propio else suplidos[n.usuario_id, n.proceso_id],
                confirmada=confirmado,
            )
        )
    return Ambito(usuario=usuario.pk, funciones=(*funciones, *_de_coaliciones(funciones)))


def _de_coaliciones(funciones: Sequence[Funcion]) -> list[Funcion]:
    """The same roles over each actor of which the party represented is a member."""
    propios = {c.actor for c in funciones if c.actor is not None}
    if not propios:
        return []
    coaliciones = ActorPolitico.objects.filter(integrantes__in=propios).values_list("integrantes", "pk")
    return [
        replace(c, actor=coalicion)
        for integrante, coalicion in coaliciones
        for c in funciones
        if c.actor == integrante and coalicion not in propios
    ]
