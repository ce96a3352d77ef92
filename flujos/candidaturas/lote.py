"""Many records loaded at once from another registry.

The same guards, facts, history and transitions as `registrar` and `enviar_captura`, written set by set: the
hundreds of candidacies of a process go in in seconds. `preparar_cargada` judges one in memory, so that one that
is refused does not stop the rest; the other two write, inside the caller's transaction.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from calendario.fechas import dia_local
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
from compliance.permisos import ambito_de

from ..guardas import VERBOS, Caso, rechazo_de_rol, rechazos
from ..models import Transicion
from ..transiciones import exigir, rechazo_de_datos, renglon
from .captura import detener_plazo
from .registro import hechos_de_registro, lugar_ocupado

CAMPOS_DE_CAPTURA = ("estado", "vence", "capturada_en", "captura_vencia", "capturada_por", "autorizada_en")


def exigir_registro(proceso: Proceso, *, por: Usuario | None, en: datetime) -> Caso:
    """Refuse whoever may not register candidacies in `proceso`; answers the reach with which they act."""
    ambito = None if por is None else ambito_de(por, dia_local(en, proceso.tz))
    caso = Caso(Candidatura(proceso=proceso), en, ambito)
    exigir([rechazo_de_rol("registrar", caso)])
    return caso


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
    exigir([lugar_ocupado(ocupante)])
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


def registrar_cargadas(candidaturas: Sequence[Candidatura], *, caso: Caso, por: Usuario | None, motivo: str) -> None:
    """Write what `preparar_cargada` answered: asignada, with what its questionnaires hold."""
    sello: dict[str, Any] = {"por": por, "en": caso.en, "motivo": motivo}
    nuevas = {id(c.persona): c.persona for c in candidaturas if not c.persona.pk}
    crear_varios(list(nuevas.values()), **sello)
    crear_varios(candidaturas, **sello)
    crear_varios([c.curricular for c in candidaturas], **sello)
    crear_varios([c.identidad for c in candidaturas], **sello)
    Transicion.objects.bulk_create(
        renglon(
            c,
            verbo="registrar",
            de="",
            a=str(c.estado),
            hechos=hechos_de_registro(c),
            suplencia=caso.suplencia(VERBOS["registrar"].roles),
            **sello,
        )
        for c in candidaturas
    )


def enviar_cargadas(candidaturas: Sequence[Candidatura], *, en: datetime, motivo: str) -> None:
    """Take to «capturada», as the system, records that were loaded complete. Raises Rechazo if one is not."""
    transiciones = []
    for c in candidaturas:
        exigir(rechazos("enviar_captura", Caso(c, en, None)))
        hechos, de = detener_plazo(c, por=None, en=en), str(c.estado)
        c.a_capturada()
        transiciones.append(
            renglon(c, verbo="enviar_captura", de=de, a=str(c.estado), por=None, en=en, motivo=motivo, hechos=hechos)
        )
    cambiar_varios(candidaturas, CAMPOS_DE_CAPTURA, por=None, en=en, motivo=motivo)
    Transicion.objects.bulk_create(transiciones)
