"""Who may do what with a candidacy, and why not yet: the guards of each verb, as data.

`VERBOS` is the whole table of transitions: the roles, whether the system itself may act, the state it needs and
its guards. The services of `candidaturas` and the pages ask the same table, so that a page never offers what a
service would refuse.
"""

from .caso import INDEPENDIENTE, Caso, Estado, Guarda, Orden, limite_captura
from .cuestionarios import (
    BORRADOR,
    CAUSAS,
    RUBROS,
    contradicciones_de,
    datos_curricular,
    faltan_en_curricular,
    faltan_en_identidad,
    limites_de,
)
from .requisitos import foto_vigente
from .tabla import EN_CAPTURA, POR_PUBLICAR, VERBOS, Verbo, rechazo_de_rol, rechazos

__all__ = [
    "BORRADOR",
    "CAUSAS",
    "EN_CAPTURA",
    "INDEPENDIENTE",
    "POR_PUBLICAR",
    "RUBROS",
    "VERBOS",
    "Caso",
    "Estado",
    "Guarda",
    "Orden",
    "Verbo",
    "contradicciones_de",
    "datos_curricular",
    "faltan_en_curricular",
    "faltan_en_identidad",
    "foto_vigente",
    "limite_captura",
    "limites_de",
    "rechazo_de_rol",
    "rechazos",
]
