"""Motion of deliverables: the only writer of where each stands on its route."""

from .eventos import registrar_evento
from .remisiones import registrar_acuse
from .ruta import (
    Acto,
    abrir_si_empieza_en,
    adjuntar,
    aplicar_decision,
    cancelar,
    devolver,
    documento_vigente,
    iniciar,
    presentar,
    puede_adjuntarse,
    remitir,
    siguiente_etapa,
    validar_por_ine,
)
from .tareas import soltar, tomar

__all__ = [
    "Acto",
    "abrir_si_empieza_en",
    "adjuntar",
    "aplicar_decision",
    "cancelar",
    "devolver",
    "documento_vigente",
    "iniciar",
    "presentar",
    "puede_adjuntarse",
    "registrar_acuse",
    "registrar_evento",
    "remitir",
    "siguiente_etapa",
    "soltar",
    "tomar",
    "validar_por_ine",
]
