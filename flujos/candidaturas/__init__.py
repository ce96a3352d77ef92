"""Motion of candidacies: the only writer of their states. One service for each row of
`verbos.candidaturas`.

Every service takes the candidacy, who acts (`por`; None is the system itself) and the moment (`en`, aware), and
does the same in one transaction: lock → guards → change → transition row → history. It answers the candidacy as
it was left, and raises `transiciones.Rechazo` with nothing written.
"""

from .acciones import Pendiente, acciones_posibles, lo_que_falta
from .borradores import asentar_quietos, con_borradores
from .captura import OtraPersonaGuardo, Visto, aceptar_aviso, autoguardar, enviar_captura, guardar_borrador, huella_de
from .cascada import consecuencias, otras_de_la_persona
from .catalogos import cargar_causas, cargar_variables
from .consentimientos import (
    aceptar_consentimiento,
    otorgar_consentimiento,
    presentar_consentimiento,
    rechazar_consentimiento,
    revocar_consentimiento,
    surtir_consentimiento,
)
from .correccion import DATOS_DE_PERSONA, corregir_registro
from .cuentas import (
    aceptar_correo,
    entregar_cuentas,
    entregar_representacion,
    por_entregar,
    proponer_correo,
    rechazar_correo,
    recibir_cuentas,
    reenviar_cuenta,
    representaciones,
    revocar_enlace,
    sin_recibir,
)
from .identificacion import IDENTIFICAN, contradicciones_de, identificacion_de
from .mesa import Marca, guardar_marcas, reasignar, repartir, soltar, terminar, tomar, tomar_siguiente
from .modificaciones import (
    Dictamen,
    OtraPersonaPreparo,
    aplicar_modificacion,
    descartar_modificacion,
    huella_de_sombra,
    observar_modificacion,
    preparar_modificacion,
    rechazar_modificacion,
    reenviar_modificacion,
    solicitar_modificacion,
    solicitud_de,
)
from .programadas import dia_de_publicacion, impedimento, por_publicar, publicar_programadas
from .publicacion import autorizar, publicar, revocar_autorizacion
from .registro import registrar, retirar, sustituir
from .semejanzas import senales_de
from .turnos import EN_MODIFICACION, Turno, con_turno
from .varias import DE_LOTE, hacer_en_lote
from .verificacion import NuevaObservacion, atender_observaciones, observar, responder_observacion, validar

__all__ = [
    "DATOS_DE_PERSONA",
    "DE_LOTE",
    "EN_MODIFICACION",
    "IDENTIFICAN",
    "Dictamen",
    "Marca",
    "NuevaObservacion",
    "OtraPersonaGuardo",
    "OtraPersonaPreparo",
    "Pendiente",
    "Turno",
    "Visto",
    "acciones_posibles",
    "aceptar_aviso",
    "aceptar_consentimiento",
    "aceptar_correo",
    "aplicar_modificacion",
    "asentar_quietos",
    "atender_observaciones",
    "autoguardar",
    "autorizar",
    "cargar_causas",
    "cargar_variables",
    "con_borradores",
    "con_turno",
    "consecuencias",
    "contradicciones_de",
    "corregir_registro",
    "descartar_modificacion",
    "dia_de_publicacion",
    "entregar_cuentas",
    "entregar_representacion",
    "enviar_captura",
    "guardar_borrador",
    "guardar_marcas",
    "hacer_en_lote",
    "huella_de",
    "huella_de_sombra",
    "identificacion_de",
    "impedimento",
    "lo_que_falta",
    "observar",
    "observar_modificacion",
    "otorgar_consentimiento",
    "otras_de_la_persona",
    "por_entregar",
    "por_publicar",
    "preparar_modificacion",
    "presentar_consentimiento",
    "proponer_correo",
    "publicar",
    "publicar_programadas",
    "reasignar",
    "rechazar_consentimiento",
    "rechazar_correo",
    "rechazar_modificacion",
    "recibir_cuentas",
    "reenviar_cuenta",
    "reenviar_modificacion",
    "registrar",
    "repartir",
    "representaciones",
    "responder_observacion",
    "retirar",
    "revocar_autorizacion",
    "revocar_consentimiento",
    "revocar_enlace",
    "senales_de",
    "sin_recibir",
    "solicitar_modificacion",
    "solicitud_de",
    "soltar",
    "surtir_consentimiento",
    "sustituir",
    "terminar",
    "tomar",
    "tomar_siguiente",
    "validar",
]
