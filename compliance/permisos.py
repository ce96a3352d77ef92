"""Who may reach what: resolves a person's roles on a day into an `Ambito`."""

from datetime import date

from django.contrib.auth.models import AnonymousUser

from .ambito import ANONIMO, Ambito, Cargo
from .models import Nombramiento, Suplencia, Usuario


def ambito_de(usuario: Usuario | AnonymousUser, al: date) -> Ambito:
    """The roles that `usuario` holds on the local day `al`, own and by suplencia.

    An inactive or anonymous person holds none. Two queries.
    """
    if not isinstance(usuario, Usuario) or not usuario.is_active:
        return ANONIMO
    suplidos = {
        (s.titular_id, s.proceso_id): str(s.titular)
        for s in Suplencia.objects.filter(suplente=usuario).vigentes(al).select_related("titular")
    }
    titulares = {usuario.pk} | {titular for titular, _ in suplidos}
    cargos = []
    for n in Nombramiento.objects.filter(usuario__in=titulares).vigentes(al).select_related("rol"):
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
