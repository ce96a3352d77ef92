"""Sessions: a body is called, it meets with quorum, one meeting decides many deliverables, and its minutes are signed.

Dates of facts (when the session began, when it decided) are given by whoever records them; `en` is the moment of
recording.
"""

from .actas import devolver_acta, firmar_acta, guardar_acta, redactar_acta, someter_acta
from .acto import integrantes_de
from .acuses import acuses_de, anotar_acuse, reenviar, sin_cuenta
from .asistencia import (
    Quorum,
    presentes_en,
    presidir,
    quien_preside,
    quorum_en,
    registrar_llegada,
    registrar_salida,
    suplencias_de,
    suplir_asiento,
)
from .borradores import OtraVersion, borrador_de, en_curso, guardar_borrador, poner_en_curso
from .celebracion import anunciar_continuacion, cancelar, concluir, declarar_receso, instalar, reanudar, ultimo_momento
from .convocados import convocados_de, fue_convocado, ve_la_convocatoria
from .convocatoria import convocar, invitar, quitar_invitado, reprogramar, responder
from .correcciones import anotar_transmision, corregir_acuerdo, corregir_sesion
from .decisiones import Sentido, decidir, deshacer, en_palabras, quien_lo_cambio
from .orden import Punto, agregar_punto, ordenar, quitar_punto
from .papeles import agregar_papel, papeles_visibles
from .propuesta import Propuesta, proponer

__all__ = [
    "OtraVersion",
    "Propuesta",
    "Punto",
    "Quorum",
    "Sentido",
    "acuses_de",
    "agregar_papel",
    "agregar_punto",
    "anotar_acuse",
    "anotar_transmision",
    "anunciar_continuacion",
    "borrador_de",
    "cancelar",
    "concluir",
    "convocados_de",
    "convocar",
    "corregir_acuerdo",
    "corregir_sesion",
    "decidir",
    "declarar_receso",
    "deshacer",
    "devolver_acta",
    "en_curso",
    "en_palabras",
    "firmar_acta",
    "fue_convocado",
    "guardar_acta",
    "guardar_borrador",
    "instalar",
    "integrantes_de",
    "invitar",
    "ordenar",
    "papeles_visibles",
    "poner_en_curso",
    "presentes_en",
    "presidir",
    "proponer",
    "quien_lo_cambio",
    "quien_preside",
    "quitar_invitado",
    "quitar_punto",
    "quorum_en",
    "reanudar",
    "redactar_acta",
    "reenviar",
    "registrar_llegada",
    "registrar_salida",
    "reprogramar",
    "responder",
    "sin_cuenta",
    "someter_acta",
    "suplencias_de",
    "suplir_asiento",
    "ultimo_momento",
    "ve_la_convocatoria",
]
