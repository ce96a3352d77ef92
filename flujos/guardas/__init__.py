"""What a candidacy must meet: the guards that its verbs name (`verbos.candidaturas`) and what its questionnaires lack;
and which decisions on a deliverable hold.
"""

from .caso import INDEPENDIENTE, CasoDeCandidatura, Estado, GuardaDeCandidatura, Orden, limite_captura
from .cuestionarios import (
    BORRADOR,
    GENERAL,
    RUBROS,
    SECCIONES_LEIDAS,
    causas_de,
    causas_vigentes,
    contradicciones_de,
    datos_curricular,
    faltan_en_curricular,
    faltan_en_identidad,
    limites_de,
    niegan_su_accion,
    publicacion_mas_temprana,
    variables_de,
)
from .observadas import campos_abiertos, version_de
from .requisitos import aviso_al_dia, aviso_exigido, foto_vigente

__all__ = [
    "BORRADOR",
    "GENERAL",
    "INDEPENDIENTE",
    "RUBROS",
    "SECCIONES_LEIDAS",
    "CasoDeCandidatura",
    "Estado",
    "GuardaDeCandidatura",
    "Orden",
    "aviso_al_dia",
    "aviso_exigido",
    "campos_abiertos",
    "causas_de",
    "causas_vigentes",
    "contradicciones_de",
    "datos_curricular",
    "faltan_en_curricular",
    "faltan_en_identidad",
    "foto_vigente",
    "limite_captura",
    "limites_de",
    "niegan_su_accion",
    "publicacion_mas_temprana",
    "variables_de",
    "version_de",
]
