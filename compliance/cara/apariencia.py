"""How each state looks: its tone and its icon, so that colour never speaks alone. Pure."""

from ..situacion import Clase
from .componentes import Tono

# State or class → tone and icon: colour never speaks alone.
APARIENCIA: dict[str, tuple[Tono, str]] = {
    # candidacies
    "asignada": ("neutro", "circulo"),
    "capturada": ("info", "lapiz"),
    "observada": ("atencion", "mensaje"),
    "validada": ("bien", "palomita"),
    "publicada": ("bien", "globo"),
    "retirada": ("mal", "prohibido"),
    # modifications of what is published
    "borrador": ("neutro", "lapiz"),
    "aprobada": ("bien", "palomita"),
    "rechazada": ("mal", "prohibido"),
    # letters to whom something is missing
    "preparada": ("atencion", "lapiz"),
    "descartada": ("neutro", "prohibido"),
    "por_aprobar": ("atencion", "lapiz"),
    "fuera": ("neutro", "prohibido"),
    "descartado": ("neutro", "prohibido"),
    "por_emitir": ("info", "reloj"),
    "emitido": ("info", "enviar"),
    "acusado": ("bien", "ojo"),
    "respondido": ("bien", "mensaje"),
    # deliverables
    "programado": ("neutro", "circulo"),
    "en_elaboracion": ("info", "lapiz"),
    "en_decision": ("info", "mazo"),
    "por_remitir": ("atencion", "enviar"),
    "remitido": ("bien", "enviar"),
    "concluido": ("bien", "palomita"),
    "cancelado": ("neutro", "prohibido"),
    # sessions
    "convocada": ("info", "calendario"),
    "instalada": ("atencion", "mazo"),
    "receso": ("info", "reloj"),
    "concluida": ("bien", "palomita"),
    "cancelada": ("neutro", "prohibido"),
    # decisions
    "aprobado": ("bien", "palomita"),
    "aprobado_modificado": ("bien", "lapiz"),
    "presentado": ("bien", "documento"),
    "analizado": ("bien", "documento"),
    "enterado": ("bien", "ojo"),
    "devuelto": ("mal", "regresar"),
    "retirado": ("neutro", "prohibido"),
    # notices
    "pendiente": ("info", "reloj"),
    "enviando": ("info", "enviar"),
    "enviado": ("bien", "palomita"),
    "fallido": ("mal", "alerta"),
    "rebotado": ("mal", "regresar"),
    "omitido": ("atencion", "correo"),
    "buzon": ("neutro", "bandeja"),
    # files that are made apart
    "pedido": ("info", "reloj"),
    "haciendo": ("info", "lapiz"),
    "hecho": ("bien", "palomita"),
    # what the dates say
    Clase.A_TIEMPO: ("bien", "palomita"),
    Clase.TARDE: ("atencion", "reloj"),
    Clase.VENCIDO: ("mal", "alerta"),
    Clase.POR_VENCER: ("atencion", "campana"),
    Clase.FUTURO: ("neutro", "circulo"),
}
ICONO_DE_TONO = {
    "info": "info",
    "bien": "palomita",
    "atencion": "alerta",
    "mal": "alerta",
    "neutro": "circulo",
    "marca": "info",
}
TONO_DE_MENSAJE = {"success": "bien", "warning": "atencion", "error": "mal"}
