"""Whose turn it is: who must act next on a deliverable, and whether it is somebody's."""

from compliance.ambito import Ambito
from compliance.models import Entregable, EtapaRuta, Rol
from compliance.verbos.modelo import Verbo

from ..verbos.entregables import alcanza, etapa_actual, puestos, verbo_que_sigue


def puede(verbo: Verbo, entregable: Entregable, ambito: Ambito) -> bool:
    """Whether someone with this reach may do `verbo` with the deliverable."""
    return any(alcanza(verbo, entregable, f) for f in ambito.funciones)


def le_toca(entregable: Entregable, ambito: Ambito) -> bool:
    """Whether the next step of the deliverable waits for somebody with this reach."""
    verbo = verbo_que_sigue(entregable)
    return verbo is not None and puede(verbo, entregable, ambito)


def quien_sigue(entregable: Entregable) -> str:
    """Who must act next, in words; empty when nobody must."""
    verbo, etapa = verbo_que_sigue(entregable), etapa_actual(entregable)
    if verbo is None or etapa is None:
        return ""
    if etapa.organo is not None:
        return str(etapa.organo)
    quienes = puestos(verbo, entregable)
    if etapa.tipo == EtapaRuta.Tipo.ELABORAR and not etapa.nombra_responsable:
        # Its area's; the technical secretary prepares what is nobody's.
        quienes = [p for p in quienes if p.rol == Rol.AREA] or quienes
    return " o ".join(map(str, quienes))
