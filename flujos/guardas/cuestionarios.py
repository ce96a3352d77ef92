"""What a questionnaire lacks, and what may be observed in it."""

from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects

from compliance.cuestionarios import (
    DIMENSIONES,
    ETIQUETAS,
    Falta,
    Limite,
    contradicciones_accion,
    contradicciones_edad,
    faltantes_curricular,
    faltantes_identidad,
)
from compliance.cuestionarios.verificacion import CAUSAS
from compliance.models import Candidatura, CausaDeObservacion, Proceso, VariableDeCalificacion

# The reason of the history rows that somebody's capture leaves: they say whose words a questionnaire holds.
BORRADOR = "Borrador"

# An observation about no section: it opens all of them.
GENERAL = "general"
# What may be observed: fields of the public questionnaire and dimensions of the sensitive one, and the whole.
SECCIONES_LEIDAS: dict[str, str] = {**ETIQUETAS, **{clave: d.nombre for clave, d in DIMENSIONES.items()}}
RUBROS: dict[str, str] = {**SECCIONES_LEIDAS, GENERAL: "En general"}


def causas_de(proceso: Proceso) -> dict[str, CausaDeObservacion]:
    """The causes of a process by key, in their order, those no longer in use too: what was observed keeps its own.

    Asked once of one process object. Without rows, the standing ones (compliance/cuestionarios/verificacion.toml).
    """
    prefetch_related_objects([proceso], "causas")
    filas = list(proceso.causas.all()) or [
        CausaDeObservacion(proceso=proceso, clave=c.clave, nombre=c.nombre, texto=c.texto) for c in CAUSAS.values()
    ]
    # Those of before the process had its own are still said by their name.
    anteriores = {
        c.clave: CausaDeObservacion(proceso=proceso, clave=c.clave, nombre=c.nombre, texto=c.texto, hasta=date.min)
        for c in CAUSAS.values()
    }
    return {**{f.clave: f for f in filas}, **{k: c for k, c in anteriores.items() if k not in {f.clave for f in filas}}}


def causas_vigentes(proceso: Proceso, al: date) -> dict[str, CausaDeObservacion]:
    """Those that may be used on the local day `al`."""
    return {clave: causa for clave, causa in causas_de(proceso).items() if causa.vigente(al)}


def variables_de(proceso: Proceso, al: date) -> list[VariableDeCalificacion]:
    """What is scored in a process on the local day `al`; nothing, in one that does not score."""
    return [v for v in proceso.variables.all() if v.vigente(al)]


def limites_de(proceso: Proceso) -> dict[str, Limite]:
    """The limits of each text in a process, by field name."""
    return {limite.campo: Limite(limite.minimo, limite.maximo) for limite in proceso.limites.all()}


def datos_curricular(candidatura: Candidatura) -> dict[str, Any]:
    """The public questionnaire by field name."""
    return {campo: getattr(candidatura.curricular, campo) for campo in ETIQUETAS}


def publicacion_mas_temprana(proceso: Proceso, al: date) -> date:
    """The first local day on which something that is sent on the day `al` could be published."""
    return max(proceso.publicacion_inicio or al, al)


def faltan_en_curricular(candidatura: Candidatura, al: date) -> list[Falta]:
    """What the public questionnaire lacks to be sent on the local day `al`. Empty: it is complete."""
    return faltantes_curricular(
        datos_curricular(candidatura),
        limites_de(candidatura.proceso),
        exige_foto=candidatura.proceso.exige_foto,
        publicacion=publicacion_mas_temprana(candidatura.proceso, al),
    )


def faltan_en_identidad(candidatura: Candidatura) -> list[Falta]:
    """What the sensitive questionnaire lacks to be sent, never with an answer in it."""
    return faltantes_identidad(candidatura.identidad.respuestas)


def contradicciones_de(candidatura: Candidatura) -> list[Falta]:
    """Age answers that the age on election day (or else the declared one) does not bear out."""
    return contradicciones_edad(candidatura.identidad.respuestas, _edad(candidatura), **_rangos(candidatura.proceso))


def niegan_su_accion(candidatura: Candidatura) -> list[Falta]:
    """What denies the acción afirmativa under which it was registered. Nothing is opened of one without any."""
    if not candidatura.accion_afirmativa:
        return []
    return contradicciones_accion(
        candidatura.identidad.respuestas,
        candidatura.accion_afirmativa,
        _edad(candidatura),
        **_rangos(candidatura.proceso),
    )


def _edad(candidatura: Candidatura) -> int | None:
    return candidatura.persona.edad_al(candidatura.proceso.jornada)


def _rangos(proceso: Proceso) -> dict[str, int]:
    return {
        "joven_desde": proceso.joven_desde,
        "joven_hasta": proceso.joven_hasta,
        "mayor_desde": proceso.mayor_desde,
    }
