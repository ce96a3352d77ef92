"""Public statistics: what is counted, and which cells are kept back so that no subtraction opens them. Pure.

Decision 0051 says why. Nothing here reads the database or the clock, and nothing knows who anybody is.
"""

from .identidad import DIMENSIONES, Corte, DimensionPublica, Miembro, corte_nuevo, entran_bastantes, publicas_de
from .ocultar import UMBRAL
from .tablas import OCULTA, Fila, Tabla, cruzada, sencilla

__all__ = [
    "DIMENSIONES",
    "OCULTA",
    "UMBRAL",
    "Corte",
    "DimensionPublica",
    "Fila",
    "Miembro",
    "Tabla",
    "corte_nuevo",
    "cruzada",
    "entran_bastantes",
    "publicas_de",
    "sencilla",
]
