"""Many records loaded at once from another registry.

The same guards, facts, history and transitions as `registrar` and `enviar_captura`, written set by set: the
hundreds of candidacies of a process go in in seconds. `preparar_cargada` judges one in memory, so that one that
is refused does not stop the rest; the other two write, inside the caller's transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from compliance.actos import Apunte, asentar
from compliance.historia import cambiar_varios, crear_varios, limpiar_nuevo
from compliance.models import (
    ActorPolitico,
    Candidatura,
    Cargo,
    CuestionarioCurricular,
    CuestionarioIdentidad,
    Persona,
    Proceso,
    Territorio,
    Usuario,
)

from ..acto import Acto, alcance, comenzar
from ..guardas import CasoDeCandidatura
from ..transiciones import exigir, rechazo_de_datos
from ..verbos.candidaturas import DE_CANDIDATURA
from .captura import detener_plazo
from .registro import donde_se_elige, hechos_de_registro, lugar_ocupado
from .semejanzas import anotar_huellas

CAMPOS_DE_CAPTURA = ("estado", "vence", "capturada_en", "captura_vencia", "capturada_por", "autorizada_en")


def abrir_registro(proceso: Proceso, *, por: Usuario | None, en: datetime, motivo: str) -> Acto[Candidatura]:
    """The act of registering many candidacies in `proceso`; refused to whoever may not."""
    caso = CasoDeCandidatura(Candidatura(proceso=proceso), en, alcance(por, proceso, en))
    return comenzar(DE_CANDIDATURA["registrar"], caso, por=por, motivo=motivo)


def preparar_cargada(
    *,
    proceso: Proceso,
    persona: Persona,
    actor: ActorPolitico,
    cargo: Cargo,
    territorio: Territorio,
    formula: str,
    calidad: str,
    origen: str,
    ocupante: Candidatura | None,
    curricular: Mapping[str, Any],
    identidad: Mapping[str, str],
) -> Candidatura:
    """A candidacy with its questionnaires, valid and not yet written. Raises Rechazo.

    `ocupante` is the live candidacy of that place, if the caller knows of one.
    """
    candidatura = Candidatura(
        proceso=proceso,
        persona=persona,
        actor=actor,
        cargo=cargo,
        territorio=territorio,
        formula=formula,
        calidad=calidad,
        origen=origen,
    )
    exigir([donde_se_elige(cargo, territorio), lugar_ocupado(ocupante)])
    # Built upon the candidacy, each questionnaire is reachable from it before either has a key.
    cuestionarios = (
        CuestionarioCurricular(candidatura=candidatura, **curricular),
        CuestionarioIdentidad(candidatura=candidatura, respuestas=dict(identidad)),
    )
    try:
        for objeto in (persona, candidatura, *cuestionarios):
            limpiar_nuevo(objeto)
    except ValidationError as error:
        raise rechazo_de_datos(error) from error
    return candidatura


def registrar_cargadas(acto: Acto[Candidatura], candidaturas: Sequence[Candidatura]) -> list[Apunte]:
    """Write what `preparar_cargada` answered: asignada, with what its questionnaires hold. Answers the act of each."""
    sello: dict[str, Any] = {**acto.firma, "motivo": acto.motivo}
    altas = [acto.sobre(replace(acto.caso, objeto=c), acto.verbo) for c in candidaturas]
    asentar(*(alta.por_asentar() for alta in altas))
    apuntes = [alta.apunte for alta in altas]
    # A person who comes in several rows is born in the act of the first.
    nuevas = {
        id(c.persona): (c.persona, a)
        for c, a in reversed([*zip(candidaturas, apuntes, strict=True)])
        if not c.persona.pk
    }
    crear_varios([p for p, _ in nuevas.values()], **sello, actos=[a for _, a in nuevas.values()])
    crear_varios(candidaturas, **sello, actos=apuntes)
    crear_varios([c.curricular for c in candidaturas], **sello, actos=apuntes)
    crear_varios([c.identidad for c in candidaturas], **sello, actos=apuntes)
    for alta, c in zip(altas, candidaturas, strict=True):
        alta.anotar(de="", hechos=hechos_de_registro(c))
    return apuntes


def enviar_cargadas(candidaturas: Sequence[Candidatura], *, en: datetime, motivo: str) -> list[Apunte]:
    """Take to «capturada», as the system, records that were loaded complete. Raises Rechazo if one is not.

    Answers the act of each.
    """
    actos = [
        comenzar(DE_CANDIDATURA["enviar_captura"], CasoDeCandidatura(c, en, None), por=None, motivo=motivo)
        for c in candidaturas
    ]
    asentar(*(acto.por_asentar() for acto in actos))
    for acto in actos:
        acto.exigir()
        hechos, de = detener_plazo(acto), str(acto.objeto.estado)
        acto.objeto.a_capturada()
        acto.anotar(de=de, hechos=hechos)
    apuntes = [acto.apunte for acto in actos]
    cambiar_varios(candidaturas, CAMPOS_DE_CAPTURA, por=None, en=en, motivo=motivo, actos=apuntes)
    anotar_huellas(candidaturas)
    return apuntes
