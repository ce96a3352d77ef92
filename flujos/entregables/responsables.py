"""Whose turn it is: who must act next on a deliverable, and whether it is somebody's."""

from compliance.ambito import Ambito
from compliance.models import Entregable, EtapaRuta, Rol
from compliance.verbos.modelo import Verbo

from ..verbos.entregables import (
    Puesto,
    abiertas,
    alcanza,
    etapa_actual,
    etapa_de_tipo,
    nombrados,
    puestos,
    verbo_que_sigue,
)


def puede(verbo: Verbo, entregable: Entregable, ambito: Ambito) -> bool:
    """Whether someone with this reach may do `verbo` with the deliverable."""
    return any(alcanza(verbo, entregable, f) for f in ambito.funciones)


def puede_seguir(entregable: Entregable, ambito: Ambito) -> bool:
    """Whether someone with this reach may do the next step of the deliverable, be it their turn or not."""
    verbo = verbo_que_sigue(entregable)
    return verbo is not None and puede(verbo, entregable, ambito)


def de_turno(entregable: Entregable) -> list[Puesto]:
    """Whose turn it is: of the posts that may do the next step, that of the area, if there is one.

    The secretaries may act in its place, but what an area prepares does not wait for them.
    """
    verbo = verbo_que_sigue(entregable)
    todos = puestos(verbo, entregable) if verbo else []
    return [p for p in todos if p.area is not None] or todos


def le_toca(entregable: Entregable, ambito: Ambito) -> bool:
    """Whether the next step of the deliverable waits for somebody with this reach."""
    verbo = verbo_que_sigue(entregable)
    if verbo is None:
        return False
    turno = de_turno(entregable)
    return any(
        alcanza(verbo, entregable, f) and any(p.rol == f.rol and (p.area is None or p.area.pk == f.area) for p in turno)
        for f in ambito.funciones
    )


def quien_sigue(entregable: Entregable) -> str:
    """Who must act next, in words; empty when nobody must."""
    verbo = verbo_que_sigue(entregable)
    if verbo is not None and verbo.clave == "iniciar":
        # What a body is to decide is opened for it by somebody else.
        return " o ".join(map(str, de_turno(entregable)))
    return " y ".join(dict.fromkeys(quien_hace(e, entregable) for e in abiertas(entregable)))


def quien_hace(etapa: EtapaRuta, entregable: Entregable) -> str:
    """Who does a stage of its route, in words: its body, whom it names, or whoever does such a stage everywhere."""
    if etapa.organo is not None:
        return str(etapa.organo)
    if etapa.tipo == EtapaRuta.Tipo.ELABORAR:
        # The technical secretary prepares what is nobody's.
        de_costumbre, que_nombra = str(entregable.area or Rol.SECRETARIA_TECNICA.label), etapa
    else:
        # Who sends to INE also records what it answers.
        remite = etapa_de_tipo(entregable, EtapaRuta.Tipo.REMITIR)
        de_costumbre = str(Rol.SECRETARIA_EJECUTIVA.label)
        que_nombra = remite if remite is not None and not etapa.nombra_responsable else etapa
    return " o ".join(map(str, nombrados(que_nombra, entregable))) or de_costumbre


def a_cargo(entregable: Entregable) -> str:
    """Who prepares it, as a notice names them: whom its stage names, its area, or what the plan prints."""
    etapa = etapa_actual(entregable)
    if etapa is not None and etapa.tipo == EtapaRuta.Tipo.ELABORAR and (etapa.nombra_responsable or etapa.grupo):
        return quien_sigue(entregable)
    return str(entregable.area or entregable.responsable_impreso)
