"""Motion of candidacies: the only writer of their states. One service for each row of
`verbos.candidaturas`.

Every service takes the candidacy, who acts (`por`; None is the system itself) and the moment (`en`, aware), and
does the same in one transaction: lock → guards → change → transition row → history. It answers the candidacy as
it was left, and raises `transiciones.Rechazo` with nothing written.
"""

from .acciones import Pendiente, acciones_posibles, lo_que_falta
from .captura import OtraPersonaGuardo, Visto, aceptar_aviso, enviar_captura, guardar_borrador, huella_de
from .consentimientos import (
    aceptar_consentimiento,
    otorgar_consentimiento,
    presentar_consentimiento,
    rechazar_consentimiento,
    revocar_consentimiento,
    surtir_consentimiento,
)
from .correccion import DATOS_DE_PERSONA, corregir_registro
from .identificacion import IDENTIFICAN, contradicciones_de, identificacion_de
from .modificaciones import MODIFICABLES, aplicar_modificacion, rechazar_modificacion, solicitar_modificacion
from .publicacion import autorizar, publicar, revocar_autorizacion
from .registro import entregar_cuentas, recibir_cuentas, registrar, retirar, sustituir
from .turnos import Turno, con_turno
from .varias import DE_LOTE, hacer_en_lote
from .verificacion import (
    NuevaObservacion,
    atender_observaciones,
    observar,
    responder_observacion,
    validar,
)

__all__ = [
    "DATOS_DE_PERSONA",
    "DE_LOTE",
    "IDENTIFICAN",
    "MODIFICABLES",
    "NuevaObservacion",
    "OtraPersonaGuardo",
    "Pendiente",
    "Turno",
    "Visto",
    "acciones_posibles",
    "aceptar_aviso",
    "aceptar_consentimiento",
    "aplicar_modificacion",
    "atender_observaciones",
    "autorizar",
    "con_turno",
    "contradicciones_de",
    "corregir_registro",
    "entregar_cuentas",
    "enviar_captura",
    "guardar_borrador",
    "hacer_en_lote",
    "huella_de",
    "identificacion_de",
    "lo_que_falta",
    "observar",
    "otorgar_consentimiento",
    "presentar_consentimiento",
    "publicar",
    "rechazar_consentimiento",
    "rechazar_modificacion",
    "recibir_cuentas",
    "registrar",
    "responder_observacion",
    "retirar",
    "revocar_autorizacion",
    "revocar_consentimiento",
    "solicitar_modificacion",
    "surtir_consentimiento",
    "sustituir",
    "validar",
]
