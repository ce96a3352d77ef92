"""Letters to those who postulate people to whom something is missing, from choosing to answering (decision 0060)."""

from .campanas import (
    actualizar_exhortos,
    aprobar_exhortos,
    cambiar_exhortos,
    descartar_exhortos,
    emitir_pendientes,
    excluir_exhorto,
    incluir_exhorto,
    preparar_exhortos,
)
from .respuestas import acusar_exhorto, anotar_acuse_exhorto, responder_exhorto

__all__ = [
    "actualizar_exhortos",
    "acusar_exhorto",
    "anotar_acuse_exhorto",
    "aprobar_exhortos",
    "cambiar_exhortos",
    "descartar_exhortos",
    "emitir_pendientes",
    "excluir_exhorto",
    "incluir_exhorto",
    "preparar_exhortos",
    "responder_exhorto",
]
