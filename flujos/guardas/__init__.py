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
    niegan_su_accion,
)
from .requisitos import aviso_al_dia, foto_vigente

__all__ = [
    "BORRADOR",
    "CAUSAS",
    "INDEPENDIENTE",
    "RUBROS",
    "CasoDeCandidatura",
    "Estado",
    "GuardaDeCandidatura",
    "Orden",
    "aviso_al_dia",
    "contradicciones_de",
    "datos_curricular",
    "faltan_en_curricular",
    "faltan_en_identidad",
    "foto_vigente",
    "limite_captura",
    "limites_de",
    "niegan_su_accion",
]
