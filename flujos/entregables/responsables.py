"""Who moves a deliverable: the table of roles, whose turn it is and who may do what.

The area acts only for its own deliverables; the secretary of a body records its sessions.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from calendario.fechas import dia_local
from compliance.ambito import Ambito
from compliance.models import Entregable, EtapaRuta, Organo, Usuario
from compliance.permisos import ambito_de

from ..transiciones import Rechazo

# Who may do each thing. The area acts only for its own deliverables.
PERMITIDO: Mapping[str, frozenset[str]] = {
    "iniciar": frozenset({"area", "secretaria_tecnica", "secretaria_ejecutiva"}),
    "presentar": frozenset({"area", "secretaria_tecnica"}),
    "adjuntar": frozenset({"area", "secretaria_tecnica", "secretaria_ejecutiva"}),
    "remitir": frozenset({"secretaria_ejecutiva"}),
    "registrar_acuse": frozenset({"secretaria_ejecutiva"}),
    "validar": frozenset({"secretaria_ejecutiva"}),
    "devolver": frozenset({"secretaria_tecnica", "secretaria_ejecutiva"}),
    "cancelar": frozenset({"secretaria_tecnica"}),
    "registrar_evento": frozenset({"secretaria_tecnica", "secretaria_ejecutiva", "verificacion"}),
}

# Whose secretary prepares and records the sessions of each kind of body.
SECRETARIAS: Mapping[str, frozenset[str]] = {
    Organo.Tipo.CONSEJO: frozenset({"secretaria_ejecutiva"}),
    Organo.Tipo.COMISION: frozenset({"secretaria_tecnica"}),
    Organo.Tipo.COMITE: frozenset({"comite_transparencia"}),
    Organo.Tipo.GRUPO: frozenset({"secretaria_tecnica", "area"}),
}


def puede_llevar(organo: Organo, roles: Collection[str]) -> bool:
    """Whether these roles prepare and record the sessions of the body."""
    return bool(SECRETARIAS[organo.tipo] & set(roles))


def puede(verbo: str, entregable: Entregable, ambito: Ambito) -> bool:
    """Whether someone with this reach may do `verbo` with the deliverable."""
    roles = ambito.roles(entregable.proceso_id) & PERMITIDO[verbo]
    return bool(roles - {"area"}) or ("area" in roles and entregable.area_id in ambito.areas)


def exigir_permiso(verbo: str, entregable: Entregable, por: Usuario | None, en: datetime) -> str:
    """Refuse who may not; answer in whose place they act, if by suplencia. `por=None` is the system."""
    if por is None:
        return ""
    ambito = ambito_de(por, dia_local(en, entregable.proceso.tz))
    if not puede(verbo, entregable, ambito):
        nombres = ", ".join(sorted(PERMITIDO[verbo])).replace("_", " ")
        raise Rechazo(
            guarda="rol",
            mensaje="Su nombramiento no permite esta acción en este entregable.",
            remedio=f"La realiza: {nombres}.",
        )
    return ambito.suplencia(entregable.proceso_id, *PERMITIDO[verbo])


def primera_etapa(entregable: Entregable) -> EtapaRuta:
    """Where its route begins."""
    return min(entregable.ruta.etapas.all(), key=lambda e: e.orden)


def verbo_de_etapa(entregable: Entregable) -> str:
    """What moves it on from where it stands: the key of PERMITIDO, or empty at the end of its route."""
    if entregable.etapa is not None:
        return {
            EtapaRuta.Tipo.ELABORAR: "presentar",
            EtapaRuta.Tipo.DECIDIR: "decidir",
            EtapaRuta.Tipo.REMITIR: "remitir",
            EtapaRuta.Tipo.VALIDAR: "validar",
        }[EtapaRuta.Tipo(entregable.etapa.tipo)]
    if entregable.estado != Entregable.Estado.PROGRAMADO or entregable.es_plantilla:
        return ""
    # Not begun: what its first stage asks for, except that a decision needs it to be opened for its body.
    return {
        EtapaRuta.Tipo.ELABORAR: "presentar",
        EtapaRuta.Tipo.REMITIR: "remitir",
    }.get(EtapaRuta.Tipo(primera_etapa(entregable).tipo), "iniciar")


def le_toca(entregable: Entregable, ambito: Ambito) -> bool:
    """Whether the next step of the deliverable waits for somebody with this reach."""
    verbo = verbo_de_etapa(entregable)
    if not verbo:
        return False
    if verbo == "decidir" and entregable.etapa is not None and entregable.etapa.organo is not None:
        return puede_llevar(entregable.etapa.organo, ambito.roles(entregable.proceso_id))
    return puede(verbo, entregable, ambito)


def quien_sigue(entregable: Entregable) -> str:
    """Who must act next, in words; empty when nobody must."""
    verbo = verbo_de_etapa(entregable)
    if verbo == "presentar":
        return str(entregable.area or "Secretaría técnica")
    if verbo == "decidir" and entregable.etapa is not None:
        return str(entregable.etapa.organo)
    if verbo == "iniciar":
        return str(primera_etapa(entregable).organo or "Secretaría ejecutiva")
    return "Secretaría ejecutiva" if verbo else ""
