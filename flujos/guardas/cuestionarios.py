"""What a questionnaire lacks, and what may be observed in it."""

from datetime import date
from typing import Any

from compliance.cuestionarios import (
    DIMENSIONES,
    ETIQUETAS,
    Falta,
    Limite,
    contradicciones_edad,
    edad_en,
    faltantes_curricular,
    faltantes_identidad,
)
from compliance.models import Candidatura, Proceso

# The reason of the history rows that somebody's capture leaves: they say whose words a questionnaire holds.
BORRADOR = "Borrador"

# Sections that may be observed: fields of the public questionnaire and dimensions of the sensitive one.
RUBROS: dict[str, str] = {**ETIQUETAS, **{clave: d.nombre for clave, d in DIMENSIONES.items()}}
CAUSAS: dict[str, str] = {
    "incompleto": "Falta información",
    "no_corresponde": "No responde a lo que pide el rubro",
    "propaganda": "Contiene propaganda, logotipo o lema de un partido",
    "lenguaje": "Contiene expresiones discriminatorias u ofensivas",
    "contradiccion": "Se contradice con otro dato registrado",
    "terceras_personas": "Expone datos personales de otra persona",
    "fotografia": "La fotografía no cumple las características",
    "otra": "Otra causa, que se explica en el texto",
}


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
    proceso, persona = candidatura.proceso, candidatura.persona
    nacimiento = persona.fecha_nacimiento
    return contradicciones_edad(
        candidatura.identidad.respuestas,
        persona.edad if nacimiento is None else edad_en(nacimiento, proceso.jornada),
        joven_desde=proceso.joven_desde,
        joven_hasta=proceso.joven_hasta,
        mayor_desde=proceso.mayor_desde,
    )
