"""Who may reach what: resolves a person's roles on a day, or at a moment, into an `Ambito`."""

from collections.abc import Callable
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser

from calendario.fechas import dia_local

from .ambito import ANONIMO, Ambito, Cargo
from .models import Nombramiento, Proceso, Suplencia, Usuario


def ambito_de(usuario: Usuario | AnonymousUser, al: date) -> Ambito:
    """The roles that `usuario` holds on the local day `al`, own and by suplencia: for whoever asks of one process."""
    return _ambito(usuario, lambda proceso: al)


def ambito_en(usuario: Usuario | AnonymousUser, momento: datetime) -> Ambito:
    """The same at a moment, each role judged on the day that it is then in its own institute."""
    return _ambito(usuario, lambda proceso: dia_local(momento, proceso.tz))


def _ambito(usuario: Usuario | AnonymousUser, dia: Callable[[Proceso], date]) -> Ambito:
    """An inactive or anonymous person holds none. Two queries."""
    if not isinstance(usuario, Usuario) or not usuario.is_active:
        return ANONIMO

    def vigente(fila: Nombramiento | Suplencia) -> bool:
        return fila.desde <= dia(fila.proceso) and (fila.hasta is None or dia(fila.proceso) <= fila.hasta)

    suplencias = Suplencia.objects.filter(suplente=usuario).select_related("titular", "proceso__instituto")
    suplidos = {(s.titular_id, s.proceso_id): str(s.titular) for s in suplencias if vigente(s)}
    titulares = {usuario.pk} | {titular for titular, _ in suplidos}
    nombramientos = Nombramiento.objects.filter(usuario__in=titulares).select_related("rol", "proceso__instituto")
    cargos = []
    for n in filter(vigente, nombramientos):
        propio = n.usuario_id == usuario.pk
        if not propio and (n.usuario_id, n.proceso_id) not in suplidos:
            continue
        cargos.append(
            Cargo(
                rol=n.rol.name,
                proceso=n.proceso_id,
                area=n.area_id,
                organo=n.organo_id,
                actor=n.actor_id,
                candidatura=n.candidatura_id,
                en_suplencia_de="" if propio else suplidos[n.usuario_id, n.proceso_id],
            )
        )
    return Ambito(usuario=usuario.pk, cargos=tuple(cargos))
