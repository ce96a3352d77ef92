"""Verbs of candidacies: every row, in the order in which pages offer them."""

from compliance.models import Candidatura, Rol
from compliance.verbos.modelo import Reloj, Verbo, tabla

from ..guardas import requisitos as r
from ..guardas.caso import INDEPENDIENTE, Estado

LAS_SECRETARIAS = frozenset({Rol.SECRETARIA_TECNICA.value, Rol.SECRETARIA_EJECUTIVA.value})
PERSONAL = LAS_SECRETARIAS | {Rol.ADMINISTRACION.value}
QUIEN_CAPTURA = frozenset({Rol.CANDIDATURA.value, Rol.PARTIDO.value})
QUIEN_REPRESENTA = frozenset({Rol.PARTIDO.value, INDEPENDIENTE})
SOLO_VERIFICACION = frozenset({Rol.VERIFICACION.value})
LA_PERSONA = frozenset({Rol.CANDIDATURA.value})
ENTREGAN = PERSONAL | SOLO_VERIFICACION

VIVAS = frozenset(Estado.values) - {Estado.RETIRADA.value}
EN_CAPTURA = frozenset({Estado.ASIGNADA.value, Estado.OBSERVADA.value})
POR_PUBLICAR = frozenset({Estado.CAPTURADA.value, Estado.VALIDADA.value})
ASIGNADAS = frozenset({Estado.ASIGNADA.value})
PUBLICADAS = frozenset({Estado.PUBLICADA.value})
# What leaves a consent accepted; it takes effect when the notice of it has left (decision 0024).
DE_CONSENTIR = frozenset({"otorgar_consentimiento", "aceptar_consentimiento"})


def dias_de_captura(candidatura: Candidatura) -> int:
    """Días naturales to capture it: fewer for a substitution (Lineamientos art. 16 inc. f)."""
    proceso = candidatura.proceso
    return proceso.dias_captura_sustitucion if candidatura.es_sustitucion else proceso.dias_captura


DE_CANDIDATURA = tabla(
    Verbo(
        clave="registrar",
        nombre="Registrar candidatura",
        hecho="Se registró la candidatura",
        roles=PERSONAL,
        sistema=True,
        reloj=Reloj("inicia", "entregar las cuentas de acceso", desde="la aprobación del consejo"),
        listo="La candidatura quedó registrada.",
    ),
    Verbo(
        clave="entregar_cuentas",
        nombre="Entregar cuenta de acceso",
        hecho="Se envió la cuenta de acceso",
        roles=ENTREGAN,
        sistema=True,
        estados=ASIGNADAS,
        guardas=(r.hay_correo, r.cuentas_sin_entregar, r.no_movio_su_correo),
        salvo_motivo=(r.correo_sin_compartir,),
        reloj=Reloj("detiene", "entregar las cuentas de acceso"),
        explica="Se abre la cuenta de la persona y se le envía por correo un enlace de un solo uso para que fije su "
        "contraseña. El plazo de captura no corre todavía: se cuenta desde que la use.",
        listo="La cuenta quedó abierta y el enlace saldrá por correo en unos minutos.",
        deshacer="El enlace puede revocarse mientras no se use.",
    ),
    Verbo(
        clave="recibir_cuentas",
        nombre="Registrar recepción de la cuenta",
        hecho="Se recibió la cuenta de acceso",
        roles=ENTREGAN,
        sistema=True,
        estados=ASIGNADAS,
        guardas=(r.cuentas_por_recibir,),
        reloj=Reloj(
            "inicia",
            "capturar los cuestionarios",
            dias=lambda caso: dias_de_captura(caso.objeto),
            desde="la recepción de las cuentas",
            fundamento="Lineamientos, art. 16, inciso f",
        ),
        explica="Solo si hay un acuse fechado o un oficio de recepción. Cuando la persona usa su enlace, la recepción "
        "se registra sola. Que un servidor acepte el correo no prueba que se recibió.",
        listo="La recepción quedó registrada y el plazo de captura corre desde ese día.",
    ),
    Verbo(
        clave="reenviar_cuenta",
        nombre="Reenviar la cuenta de acceso",
        hecho="Se reenvió la cuenta de acceso",
        roles=ENTREGAN,
        estados=VIVAS,
        guardas=(r.cuenta_sin_recibir, r.hay_correo, r.no_movio_su_correo),
        salvo_motivo=(r.correo_sin_compartir,),
        explica="Se envía otro enlace al correo registrado. El anterior deja de servir.",
        listo="El enlace nuevo saldrá por correo en unos minutos; el anterior ya no sirve.",
        deshacer="El enlace puede revocarse mientras no se use.",
    ),
    Verbo(
        clave="revocar_enlace",
        nombre="Revocar el enlace de acceso",
        hecho="Se revocó el enlace de acceso",
        roles=ENTREGAN,
        guardas=(r.hay_enlace,),
        explica="El enlace que se envió deja de servir en este momento. La cuenta sigue abierta, sin contraseña.",
        listo="El enlace ya no sirve.",
        deshacer="Puede reenviarse otro.",
        peligro=True,
    ),
    Verbo(
        clave="proponer_correo",
        nombre="Proponer el correo de la persona",
        hecho="Se propuso un correo de la persona",
        roles=frozenset({Rol.PARTIDO.value}),
        estados=VIVAS,
        guardas=(r.sin_correo,),
        explica="El instituto lo revisa antes de usarlo. Debe ser el correo de la persona: a él llega el enlace de su "
        "cuenta, que es solo suya.",
        listo="El correo quedó propuesto; el instituto lo revisará.",
        deshacer="Puede proponer otro mientras el instituto no lo acepte.",
    ),
    Verbo(
        clave="aceptar_correo",
        nombre="Aceptar el correo propuesto",
        hecho="Se aceptó el correo que propuso su representación",
        roles=ENTREGAN,
        estados=VIVAS,
        guardas=(r.hay_correo_propuesto, r.sin_correo),
        explica="Queda como el correo registrado de la persona. Como no lo dio ella, su consentimiento se recibirá "
        "solo en papel, con su firma.",
        listo="El correo quedó registrado. Otra persona del instituto puede enviar ahí la cuenta.",
        deshacer="Puede cambiarse en «Corregir datos de registro».",
    ),
    Verbo(
        clave="rechazar_correo",
        nombre="Rechazar el correo propuesto",
        hecho="Se rechazó el correo que propuso su representación",
        roles=ENTREGAN,
        guardas=(r.hay_correo_propuesto,),
        explica="Su representación podrá proponer otro.",
        listo="El correo propuesto quedó rechazado.",
    ),
    Verbo(
        clave="guardar_borrador",
        nombre="Capturar cuestionarios",
        roles=QUIEN_CAPTURA,
        estados=EN_CAPTURA,
        guardas=(r.captura_abierta,),
        hecho="Se guardó un borrador",
    ),
    Verbo(
        clave="aceptar_aviso",
        nombre="Aceptar aviso de privacidad",
        hecho="Se aceptó el aviso de privacidad",
        roles=QUIEN_CAPTURA,
        estados=VIVAS,
        guardas=(r.aviso_por_aceptar,),
        explica="Léalo completo. Dice qué datos se recaban, para qué, quién responde por ellos y cuáles son sus "
        "derechos. Si lo acepta su representación, se avisa a la persona.",
        listo="El aviso de privacidad quedó aceptado.",
    ),
    Verbo(
        clave="pedir_aceptacion",
        nombre="Pedir que se acepte la nueva versión del aviso",
        hecho="Se publicó una versión del aviso de privacidad que debe aceptarse de nuevo",
        roles=frozenset(),
        sistema=True,
        estados=VIVAS,
    ),
    Verbo(
        clave="enviar_captura",
        nombre="Enviar cuestionarios",
        hecho="Se enviaron los cuestionarios",
        roles=QUIEN_CAPTURA,
        sistema=True,
        metodo="a_capturada",
        guardas=(
            r.solo_lo_cargado,
            r.captura_abierta,
            r.curricular_completo,
            r.identidad_completo,
            r.aviso_aceptado,
            r.observaciones_contestadas,
        ),
        reloj=Reloj("detiene", "capturar o responder"),
        explica="Verificación recibirá ambos cuestionarios y ya no podrá cambiarlos, salvo que le hagan observaciones.",
        listo="Los cuestionarios se enviaron a verificación.",
        deshacer="Si encuentra un error después de enviarlos, avise a verificación para que lo observe.",
    ),
    Verbo(
        clave="responder_observacion",
        nombre="Responder observación",
        hecho="Se respondió una observación",
        roles=QUIEN_CAPTURA,
        estados=frozenset({Estado.OBSERVADA.value}),
        guardas=(r.hay_observaciones_abiertas,),
        explica="Explique qué corrigió o por qué no procede. Después corrija el cuestionario y envíelo de nuevo.",
        listo="Sus respuestas quedaron guardadas. Recuerde enviar de nuevo los cuestionarios.",
    ),
    Verbo(
        clave="atender_observaciones",
        nombre="Marcar observaciones como atendidas",
        hecho="Se atendieron observaciones",
        roles=SOLO_VERIFICACION,
        estados=frozenset({Estado.CAPTURADA.value}),
        guardas=(r.hay_observaciones_abiertas, r.no_la_lee_otra),
        explica="Marque las observaciones que lo enviado de nuevo ya corrige.",
        listo="Las observaciones quedaron atendidas.",
        deshacer="Si algo sigue mal, obsérvelo de nuevo.",
    ),
    Verbo(
        clave="validar",
        nombre="Validar",
        hecho="Se validó",
        tono="bien",
        roles=SOLO_VERIFICACION,
        metodo="a_validada",
        guardas=(r.sin_observaciones_abiertas, r.edad_congruente, r.cuatro_ojos, r.no_la_lee_otra, r.accion_congruente),
        explica="Los cuestionarios se ajustan a la normatividad y quedan listos para publicarse.",
        listo="La candidatura quedó validada.",
        deshacer="Mientras no se publique puede observarse. Lo publicado se cambia con una solicitud de modificación.",
    ),
    Verbo(
        clave="autorizar",
        nombre="Autorizar publicación",
        hecho="Se autorizó la publicación",
        roles=QUIEN_REPRESENTA,
        estados=POR_PUBLICAR,
        guardas=(r.sin_autorizar,),
        explica="La información que hoy contienen los cuestionarios podrá publicarse en el sitio.",
        listo="La publicación quedó autorizada.",
        deshacer="Puede revocar la autorización mientras no se publique.",
    ),
    Verbo(
        clave="revocar_autorizacion",
        nombre="Revocar autorización",
        hecho="Se revocó la autorización",
        roles=QUIEN_REPRESENTA,
        estados=POR_PUBLICAR,
        guardas=(r.por_revocar,),
        explica="La información no se publicará hasta que la autorice de nuevo.",
        listo="La autorización quedó revocada.",
        deshacer="Puede autorizarla de nuevo cuando quiera.",
    ),
    Verbo(
        clave="publicar",
        nombre="Publicar",
        hecho="Se publicó",
        roles=SOLO_VERIFICACION,
        sistema=True,
        metodo="a_publicada",
        guardas=(
            r.sin_observaciones_abiertas,
            r.accion_congruente,
            r.autorizada,
            r.aviso_aceptado,
            r.publicacion_iniciada,
            r.foto_vigente,
            r.cuatro_ojos,
        ),
        explica="Cualquier persona podrá consultarla en el sitio público desde este momento.",
        listo="La candidatura ya es pública.",
        deshacer="Solo deja el sitio si se retira. Lo publicado se cambia con una solicitud de modificación.",
    ),
    Verbo(
        clave="no_publicar",
        nombre="No publicar al llegar la fecha",
        hecho="Se llegó a la fecha y no pudo publicarse",
        roles=frozenset(),
        sistema=True,
        estados=POR_PUBLICAR,
        tono="atencion",
    ),
    Verbo(
        clave="observar",
        nombre="Observar",
        hecho="Se hicieron observaciones",
        roles=SOLO_VERIFICACION,
        metodo="a_observada",
        guardas=(r.no_la_lee_otra,),
        reloj=Reloj(
            "inicia",
            "responder las observaciones",
            dias=lambda caso: caso.objeto.proceso.dias_respuesta,
            desde="la notificación de las observaciones",
        ),
        listo="Las observaciones se enviaron y el plazo de respuesta corre.",
    ),
    # One shadow version of what is published, which stays as it is until the whole of it passes (decision 0043).
    Verbo(
        clave="preparar_modificacion",
        nombre="Preparar modificación",
        hecho="Se preparó una modificación",
        roles=QUIEN_CAPTURA,
        estados=PUBLICADAS,
        guardas=(r.modificacion_editable, r.modificaciones_abiertas),
    ),
    Verbo(
        clave="solicitar_modificacion",
        nombre="Solicitar modificación",
        hecho="Se solicitó una modificación",
        roles=QUIEN_REPRESENTA,
        estados=PUBLICADAS,
        guardas=(r.una_sola_modificacion, r.modificacion_preparada, r.modificaciones_abiertas, r.aviso_aceptado),
        explica="Con la solicitud autoriza que se publique lo propuesto. La página sigue como está hasta que "
        "verificación lo apruebe; entonces cambia de una vez.",
        listo="La solicitud quedó registrada; verificación la resolverá.",
        deshacer="Solo puede hacerse una vez por candidatura, aunque se rechace, y no se puede deshacer: reúna en esta "
        "solicitud todos los cambios.",
    ),
    Verbo(
        clave="reenviar_modificacion",
        nombre="Enviar modificación corregida",
        hecho="Se corrigió y se envió de nuevo la modificación",
        roles=QUIEN_REPRESENTA,
        estados=PUBLICADAS,
        guardas=(r.modificacion_observada, r.modificaciones_abiertas, r.aviso_aceptado),
        reloj=Reloj("detiene", "corregir la modificación"),
        explica="Verificación revisará otra vez los rubros observados. Si alguno queda como estaba, diga por qué.",
        listo="La modificación corregida se envió a verificación.",
        deshacer="Si encuentra un error después de enviarla, avise a verificación para que lo observe.",
    ),
    Verbo(
        clave="descartar_modificacion",
        nombre="Descartar lo preparado",
        hecho="Se descartó la modificación en preparación",
        roles=QUIEN_CAPTURA,
        estados=PUBLICADAS,
        guardas=(r.modificacion_en_borrador,),
        explica="Se borra lo que se preparó y no se ha solicitado. Lo publicado no cambia.",
        listo="Lo preparado se descartó. Puede preparar otra modificación.",
        deshacer="No se puede deshacer, pero no gasta la única solicitud.",
        peligro=True,
    ),
    Verbo(
        clave="aplicar_modificacion",
        nombre="Revisar modificación",
        hecho="Se aprobó la modificación",
        roles=SOLO_VERIFICACION,
        estados=PUBLICADAS,
        guardas=(r.modificacion_pendiente, r.modificaciones_abiertas, r.cuatro_ojos_de_modificacion),
        explica="Los rubros aprobados sustituyen de una vez a los publicados; la candidatura no deja el sitio.",
        listo="La modificación quedó aprobada y ya es pública.",
        deshacer="No se puede deshacer: la versión anterior queda en el historial.",
    ),
    Verbo(
        clave="observar_modificacion",
        nombre="Observar modificación",
        hecho="Se hicieron observaciones a la modificación",
        roles=SOLO_VERIFICACION,
        estados=PUBLICADAS,
        guardas=(r.modificacion_pendiente, r.modificaciones_abiertas, r.cuatro_ojos_de_modificacion),
        reloj=Reloj(
            "inicia",
            "corregir la modificación",
            dias=lambda caso: caso.objeto.proceso.dias_respuesta,
            desde="la notificación de las observaciones",
        ),
        listo="Las observaciones se enviaron y el plazo para corregir corre. Lo publicado sigue como está.",
    ),
    Verbo(
        clave="rechazar_modificacion",
        nombre="Rechazar modificación",
        hecho="Se rechazó la modificación",
        roles=SOLO_VERIFICACION,
        estados=PUBLICADAS,
        guardas=(r.modificacion_pendiente, r.cuatro_ojos_de_modificacion),
        explica="Lo publicado sigue como está. Quien la solicitó verá la razón y no podrá solicitar otra.",
        listo="La solicitud quedó rechazada.",
        peligro=True,
    ),
    Verbo(
        clave="retirar",
        nombre="Retirar",
        hecho="Se retiró la candidatura",
        roles=LAS_SECRETARIAS,
        metodo="a_retirada",
        reloj=Reloj("detiene", "cualquier trámite que le corra"),
        explica="Sale del sitio público en este momento y sus respuestas de identidad quedan bloqueadas para todas las "
        "personas.",
        listo="La candidatura quedó retirada.",
        deshacer="No se puede deshacer. Si fue un error, registre de nuevo la candidatura.",
        peligro=True,
    ),
    Verbo(
        clave="sustituir",
        nombre="Sustituir",
        hecho="Se sustituyó la candidatura",
        roles=LAS_SECRETARIAS,
        guardas=(r.no_repite_a_otra, r.sin_sustituta, r.antes_de_la_jornada),
        explica="Se retira la candidatura actual y se registra la nueva en el mismo lugar de la fórmula, con sus "
        "plazos: tres días para entregar cuentas y cinco para capturar. Se abre de nuevo el listado que debe remitirse "
        "al INE.",
        listo="La sustitución quedó registrada.",
        deshacer="No se puede deshacer. Un error se corrige con otra sustitución.",
        peligro=True,
    ),
    # Nobody consents for another (decision 0024): the person, or the paper that they signed and a second role saw.
    Verbo(
        clave="otorgar_consentimiento",
        nombre="Dar consentimiento",
        hecho="Se dio un consentimiento",
        roles=LA_PERSONA,
        estados=VIVAS,
        guardas=(r.en_persona, r.queda_por_consentir, r.correo_de_la_persona),
        explica="Solo usted puede dar su consentimiento. Cada finalidad se consiente por separado y puede revocarse en "
        "cualquier momento. Surte efecto cuando salga el aviso a su correo, que trae un enlace para revocarlo.",
        listo="Su consentimiento quedó registrado. Surte efecto cuando salga el aviso a su correo.",
        deshacer="Puede revocarlo en cualquier momento; surte efecto al instante.",
    ),
    Verbo(
        clave="presentar_consentimiento",
        nombre="Presentar consentimiento firmado",
        hecho="Se presentó un consentimiento en papel",
        roles=frozenset({Rol.PARTIDO.value}) | PERSONAL,
        estados=VIVAS,
        guardas=(r.queda_por_consentir,),
        explica="Presente la hoja que firmó la persona, con todas las finalidades que consintió en ella. Verificación "
        "la revisa, se avisa a la persona y hasta entonces surte efecto.",
        listo="La hoja quedó presentada. Verificación la revisará y se avisará a la persona.",
        deshacer="La persona titular puede revocarlo en cualquier momento.",
    ),
    Verbo(
        clave="aceptar_consentimiento",
        nombre="Aceptar consentimiento en papel",
        hecho="Se aceptó un consentimiento en papel",
        roles=SOLO_VERIFICACION,
        estados=VIVAS,
        guardas=(r.hay_por_revisar, r.no_es_de_la_parte, r.no_movio_su_correo, r.hay_a_quien_avisar),
        explica="Vea antes la hoja firmada. Al aceptarla se avisa a la persona, con un enlace para revocar; surte "
        "efecto cuando ese aviso sale.",
        listo="Quedó aceptado. Surtirá efecto en cuanto salga el aviso a la persona.",
        deshacer="La persona titular puede revocarlo en cualquier momento.",
    ),
    Verbo(
        clave="rechazar_consentimiento",
        nombre="Rechazar consentimiento en papel",
        hecho="Se rechazó un consentimiento en papel",
        roles=SOLO_VERIFICACION,
        guardas=(r.hay_por_revisar, r.no_es_de_la_parte),
        explica="Se dirá el motivo a quien presentó la hoja, que podrá presentar otra.",
        listo="Quedó rechazado y se avisará a quien lo presentó.",
        deshacer="Puede presentarse otra hoja firmada.",
    ),
    Verbo(
        clave="surtir_consentimiento",
        nombre="Surtir efecto el consentimiento",
        hecho="Se avisó a su titular y un consentimiento quedó vigente",
        roles=frozenset(),
        sistema=True,
        estados=VIVAS,
    ),
    Verbo(
        clave="revocar_consentimiento",
        nombre="Revocar consentimiento",
        hecho="Se revocó un consentimiento",
        roles=LA_PERSONA | SOLO_VERIFICACION,
        sistema=True,
        guardas=(r.hay_consentimiento,),
        explica="Surte efecto al momento: lo que dependía de este consentimiento deja el sitio público.",
        listo="El consentimiento quedó revocado.",
        deshacer="Puede otorgarse de nuevo con otro documento firmado.",
    ),
    Verbo(
        clave="corregir_registro",
        nombre="Corregir datos de registro",
        hecho="Se corrigieron datos de registro",
        roles=PERSONAL | SOLO_VERIFICACION,
        estados=VIVAS,
        explica="Los datos de la persona y la acción afirmativa bajo la cual se le registró. Las respuestas de "
        "identidad de ese grupo son públicas mientras lo sea la candidatura.",
        listo="Los datos quedaron corregidos.",
        deshacer="Puede corregirlos de nuevo; cada cambio queda en el historial.",
    ),
)

# The generic account with which a representation captures for its own.
DE_ACTOR = tabla(
    Verbo(
        clave="entregar_representacion",
        nombre="Enviar la cuenta de la representación",
        hecho="Se envió la cuenta de la representación",
        roles=ENTREGAN,
        guardas=(r.actor_con_correo, r.representacion_por_recibir),
        explica="Se abre la cuenta con la que la representación captura, autoriza y responde por sus candidaturas, y "
        "se envía a su correo un enlace de un solo uso.",
        listo="La cuenta quedó abierta y el enlace saldrá por correo en unos minutos.",
        deshacer="La cuenta se desactiva en «Cuentas y roles».",
    ),
)
