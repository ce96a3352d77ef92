"""Motion of deliverables: the only writer of where each stands on its route. A service for each row of
`verbos.entregables`.
"""

from ..guardas.decisiones import documento_vigente
from .atrasos import explicar_atraso
from .cambio_de_ruta import NuevaRuta, cambiar_ruta, previa
from .eventos import Causa, registrar_evento
from .hechos import (
    corregir_hecho,
    corregir_hito,
    quitar_hecho,
    quitar_hito,
    registrar_hecho,
    registrar_hito,
)
from .modificaciones import modificar_remitido
from .oficios import (
    Carta,
    anotar_recepcion,
    cancelar_oficio,
    corregir_numero,
    destinatarios_de,
    guardar_en_catalogo,
    reservar_oficio,
)
from .redaccion import (
    congelar_informe,
    devolver_informe,
    empezar_informe,
    guardar_informe,
    llevar_informe,
)
from .remisiones import observar_por_ine, registrar_acuse, responder_al_ine
from .ruta import (
    LoDecidido,
    adjuntar,
    aplicar_decision,
    cancelar,
    corregir_acuerdo,
    deshacer_decision,
    devolver,
    empezar,
    iniciar,
    presentar,
    remitir,
    remitir_juntos,
    validar_por_ine,
)
from .tareas import anotar, encargar, soltar, tomar

__all__ = [
    "Carta",
    "Causa",
    "LoDecidido",
    "NuevaRuta",
    "adjuntar",
    "anotar",
    "anotar_recepcion",
    "aplicar_decision",
    "cambiar_ruta",
    "cancelar",
    "cancelar_oficio",
    "congelar_informe",
    "corregir_acuerdo",
    "corregir_hecho",
    "corregir_hito",
    "corregir_numero",
    "deshacer_decision",
    "destinatarios_de",
    "devolver",
    "devolver_informe",
    "documento_vigente",
    "empezar",
    "empezar_informe",
    "encargar",
    "explicar_atraso",
    "guardar_en_catalogo",
    "guardar_informe",
    "iniciar",
    "llevar_informe",
    "modificar_remitido",
    "observar_por_ine",
    "presentar",
    "previa",
    "quitar_hecho",
    "quitar_hito",
    "registrar_acuse",
    "registrar_evento",
    "registrar_hecho",
    "registrar_hito",
    "remitir",
    "remitir_juntos",
    "reservar_oficio",
    "responder_al_ine",
    "soltar",
    "tomar",
    "validar_por_ine",
]
