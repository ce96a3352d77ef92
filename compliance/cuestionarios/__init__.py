"""Both questionnaires as data and rules. Pure: no ORM, no clock.

`identidad` is the sensitive one (its questions live in identidad.toml), `curricular` the public one and
`foto` the photograph. Models, forms, services, exports and imports ask here what a questionnaire is.
"""

from .aviso import FORMATO_DE_CONSENTIMIENTO, apartados, aviso_general, aviso_simplificado
from .curricular import (
    ETIQUETAS,
    MEDIOS,
    OBLIGATORIOS,
    OPCIONES,
    SIN_CURSOS,
    SIN_DATO,
    CampoConLimite,
    Limite,
    faltantes_curricular,
    foto_vieja,
)
from .faltas import Falta
from .foto import defecto_de_archivo, faltas_foto, preparar, retrato, tomada_desde
from .identidad import (
    ACCIONES_AFIRMATIVAS,
    DIMENSIONES,
    NO,
    NO_APLICA,
    NO_CONTESTA,
    PREGUNTAS,
    SI,
    Dimension,
    Pregunta,
    contradicciones_accion,
    contradicciones_edad,
    depurar,
    edad_en,
    faltantes_identidad,
    permitidas_al_publico,
    publicables,
    se_pregunta,
    validar_respuestas,
)
from .medios import Medio, leer_medio, medios_publicos

__all__ = [
    "ACCIONES_AFIRMATIVAS",
    "DIMENSIONES",
    "ETIQUETAS",
    "FORMATO_DE_CONSENTIMIENTO",
    "MEDIOS",
    "NO",
    "NO_APLICA",
    "NO_CONTESTA",
    "OBLIGATORIOS",
    "OPCIONES",
    "PREGUNTAS",
    "SI",
    "SIN_CURSOS",
    "SIN_DATO",
    "CampoConLimite",
    "Dimension",
    "Falta",
    "Limite",
    "Medio",
    "Pregunta",
    "apartados",
    "aviso_general",
    "aviso_simplificado",
    "contradicciones_accion",
    "contradicciones_edad",
    "defecto_de_archivo",
    "depurar",
    "edad_en",
    "faltantes_curricular",
    "faltantes_identidad",
    "faltas_foto",
    "foto_vieja",
    "leer_medio",
    "medios_publicos",
    "permitidas_al_publico",
    "preparar",
    "publicables",
    "retrato",
    "se_pregunta",
    "tomada_desde",
    "validar_respuestas",
]
