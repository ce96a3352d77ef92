"""What a candidacy must meet: the guards that its verbs name (`verbos.candidaturas`) and what its questionnaires lack;
and which decisions on a deliverable hold.
"""

from .caso import INDEPENDIENTE, CasoDeCandidatura, Estado, GuardaDeCandidatura, Orden, limite_captura
from .cuestionarios import (
    BORRADOR,
    CAUSAS,
    RUBROS,
    contradicciones_de,
    datos_curricular,
    faltan_en_curricular,
    faltan_en_identidad,
    limites_de,
    publicacion_mas_temprana,
)
from .requisitos import foto_vigente

__all__ = [
    "BORRADOR",
    "CAUSAS",
    "INDEPENDIENTE",
    "RUBROS",
    "CasoDeCandidatura",
    "Estado",
    "GuardaDeCandidatura",
    "Orden",
    "contradicciones_de",
    "datos_curricular",
    "faltan_en_curricular",
    "faltan_en_identidad",
    "foto_vigente",
    "limite_captura",
    "limites_de",
    "publicacion_mas_temprana",
]
