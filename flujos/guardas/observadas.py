"""What an observation opens to be mended, and whether it was: observing one section opens that section alone."""

from collections.abc import Iterable
from typing import Any

from compliance.cuestionarios import DIMENSIONES, ETIQUETAS, PREGUNTAS
from compliance.models import Candidatura, Observacion

from .cuestionarios import GENERAL

# Fields that are mended together: a photograph with its date, a degree with its status.
JUNTOS = (frozenset({"foto", "foto_tomada_el"}), frozenset({"grado_estudios", "estatus_estudios"}))


def _dimensiones_unidas(clave: str) -> set[str]:
    """A dimension and those whose answers exclude its own: «joven» and «mayor» are mended together."""
    unidas = {clave}
    for pregunta in PREGUNTAS.values():
        for otra in (pregunta.excluye, pregunta.depende_de):
            if otra:
                par = {pregunta.dimension, PREGUNTAS[otra].dimension}
                unidas |= par if par & {clave} else set()
    return unidas


def campos_del_rubro(rubro: str) -> frozenset[str]:
    """The fields of either questionnaire that a section is; all of them, of what is about no section."""
    if rubro == GENERAL:
        return frozenset({*ETIQUETAS, *PREGUNTAS})
    if rubro in DIMENSIONES:
        unidas = _dimensiones_unidas(rubro)
        return frozenset(p.clave for p in PREGUNTAS.values() if p.dimension in unidas)
    return next((j for j in JUNTOS if rubro in j), frozenset({rubro}))


def campos_abiertos(candidatura: Candidatura) -> frozenset[str]:
    """The fields that may be written: of an observed candidacy, those of its open observations; otherwise all."""
    if candidatura.estado != Candidatura.Estado.OBSERVADA:
        return campos_del_rubro(GENERAL)
    rubros = candidatura.observaciones.filter(atendida_en__isnull=True).values_list("rubro", flat=True)
    return frozenset(campo for rubro in rubros for campo in campos_del_rubro(rubro))


def sin_atender(candidatura: Candidatura) -> list[Observacion]:
    """The open observations that were neither answered nor followed by a change of what they are about."""
    abiertas = candidatura.observaciones.filter(atendida_en__isnull=True, respuesta="")
    return [o for o in abiertas if not _cambio(candidatura, campos_del_rubro(o.rubro), o)]


def _cambio(c: Candidatura, campos: Iterable[str], o: Observacion) -> bool:
    publicos = [campo for campo in campos if campo in ETIQUETAS]
    preguntas = [campo for campo in campos if campo in PREGUNTAS]
    antes = version_de(c.curricular, o.hecha_en) if publicos else None
    if antes is not None and any(getattr(antes, campo) != getattr(c.curricular, campo) for campo in publicos):
        return True
    antes = version_de(c.identidad, o.hecha_en) if preguntas else None
    return antes is not None and any(antes.respuestas.get(p) != c.identidad.respuestas.get(p) for p in preguntas)


def version_de(cuestionario: Any, en: Any) -> Any | None:
    """The history row of a questionnaire as it was at that moment; None if it was not there."""
    return cuestionario.history.filter(history_date__lte=en).order_by("-history_date", "-history_id").first()
