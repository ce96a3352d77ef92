"""Motion of deliverables: the only writer of where each stands on its route. A service for each row of
`verbos.entregables`.
"""

from ..guardas.decisiones import documento_vigente
from .eventos import registrar_evento
from .hechos import corregir_hecho, registrar_hecho
from .remisiones import registrar_acuse
from .ruta import (
    LoDecidido,
    adjuntar,
    aplicar_decision,
    cancelar,
    devolver,
    empezar,
    iniciar,
    presentar,
    remitir,
    siguiente_etapa,
    validar_por_ine,
)
from .tareas import soltar, tomar

__all__ = [
    "LoDecidido",
    "adjuntar",
    "aplicar_decision",
    "cancelar",
    "corregir_hecho",
    "devolver",
    "documento_vigente",
    "empezar",
    "iniciar",
    "presentar",
    "registrar_acuse",
    "registrar_evento",
    "registrar_hecho",
    "remitir",
    "siguiente_etapa",
    "soltar",
    "tomar",
    "validar_por_ine",
]
