"""Verification reads what was captured: it observes, the party mends, it validates.

An observation is open until verification marks it as attended. The party may answer it in words; mending the text
and sending it again is an answer too. Whoever verifies decides whether that suffices.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from compliance.actos import escritura
from compliance.models import Candidatura, CausaDeObservacion, Observacion, Usuario

from ..acto import Acto
from ..guardas import RUBROS, causas_vigentes
from ..transiciones import Rechazo
from .acto import abrir, falta_texto, hechos_de, plazo


@dataclass(frozen=True)
class NuevaObservacion:
    """What to observe: a section (key of `guardas.RUBROS`), causes (keys of
    `guardas.causas_vigentes`) and the text."""

    rubro: str
    causas: Collection[str]
    texto: str


def _mal_formada(nueva: NuevaObservacion, causas: Mapping[str, CausaDeObservacion]) -> Rechazo | None:
    if nueva.rubro not in RUBROS:
        return Rechazo("rubro", f"«{nueva.rubro}» no es un rubro de los cuestionarios.", "Elija un rubro de la lista.")
    rubro = RUBROS[nueva.rubro]
    if not nueva.causas or any(causa not in causas for causa in nueva.causas):
        return Rechazo("causas", f"A la observación de «{rubro}» le falta la causa.", "Elija una o más de la lista.")
    return falta_texto(
        "texto",
        nueva.texto,
        f"A la observación de «{rubro}» le falta el texto.",
        "Explique qué debe corregirse.",
    )


@escritura()
def observar(
    candidatura: Candidatura,
    *,
    observaciones: Sequence[NuevaObservacion],
    por: Usuario | None,
    en: datetime,
) -> Candidatura:
    """Send it back with one or more observations; starts the response clock (`Proceso.dias_respuesta`).

    One that was validated stops being so: what is mended is verified again.
    """
    acto = abrir("observar", candidatura, por=por, en=en)
    sin = Rechazo("observaciones", "Falta al menos una observación.", "Agregue un rubro, su causa y el texto.")
    c = acto.objeto
    causas = causas_vigentes(c.proceso, acto.dia)
    acto.exigir(*(_mal_formada(o, causas) for o in observaciones), None if observaciones else sin)
    for nueva in observaciones:
        acto.escribir(
            Observacion(
                candidatura=c,
                rubro=nueva.rubro,
                causas=sorted(nueva.causas),
                texto=nueva.texto.strip(),
                hecha_en=en,
                hecha_por=por,
            ),
            "Observación de verificación",
        )
    vencimiento = plazo(acto, desde=en)
    c.vence, c.validada_en = vencimiento.vence, None
    acto.mover(hechos={"observaciones": len(observaciones), **hechos_de(vencimiento)})
    return c


def _abierta(candidatura: Candidatura, observacion: Observacion) -> Rechazo | None:
    if observacion.candidatura_id == candidatura.pk and observacion.atendida_en is None:
        return None
    return Rechazo(
        "observacion",
        "Esa observación no está abierta en esta candidatura.",
        "Elija una de las observaciones abiertas.",
    )


@escritura()
def responder_observacion(
    observacion: Observacion, *, respuesta: str, por: Usuario | None, en: datetime
) -> Candidatura:
    """Answer an open observation in words; a second answer replaces the first, and both stay in the history."""
    acto = abrir("responder_observacion", observacion.candidatura, por=por, en=en)
    observacion = Observacion.objects.get(pk=observacion.pk)
    acto.exigir(
        _abierta(acto.objeto, observacion),
        falta_texto(
            "respuesta", respuesta, "La respuesta está en blanco.", "Escriba qué corrigió o por qué no procede."
        ),
    )
    observacion.respuesta = respuesta.strip()
    acto.escribir(observacion, "Respuesta a la observación")
    acto.anotar(hechos={"observacion": observacion.pk})
    return acto.objeto


@escritura()
def atender_observaciones(
    candidatura: Candidatura,
    *,
    observaciones: Collection[int],
    por: Usuario | None,
    en: datetime,
) -> Candidatura:
    """Mark open observations (primary keys) as attended, once what was sent again mends them."""
    acto = abrir("atender_observaciones", candidatura, por=por, en=en)
    abiertas = {o.pk: o for o in acto.objeto.observaciones.filter(atendida_en__isnull=True)}
    elegidas = [abiertas[pk] for pk in observaciones if pk in abiertas]
    acto.exigir(
        Rechazo("observacion", "Falta elegir qué observaciones quedan atendidas.", "Elija al menos una.")
        if not observaciones
        else None,
        Rechazo("observacion", "Una de las observaciones elegidas ya no está abierta.", "Revise la lista de nuevo.")
        if len(elegidas) < len(observaciones)
        else None,
    )
    for observacion in elegidas:
        observacion.atendida_en = en
        acto.escribir(observacion, "Observación atendida")
    acto.anotar(hechos={"atendidas": sorted(o.pk for o in elegidas)})
    return acto.objeto


@escritura()
def validar(candidatura: Candidatura, *, por: Usuario | None, en: datetime) -> Candidatura:
    """Verified: no open observation, and not by whoever captured it."""
    acto = abrir("validar", candidatura, por=por, en=en)
    acto.exigir()
    acto.mover(hechos=anotar_validacion(acto))
    return acto.objeto


def anotar_validacion(acto: Acto[Candidatura]) -> dict[str, Any]:
    """Note on the candidacy when it is validated, its state apart. Answers the facts to keep of it."""
    acto.objeto.validada_en = acto.en
    return {}
