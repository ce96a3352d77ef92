"""The guards: each looks at a case and answers a refusal or None; it changes nothing."""

from datetime import datetime

from calendario.fechas import dia_local, fecha_en_prosa, fecha_hora
from compliance.cuestionarios import ETIQUETAS, faltas_foto
from compliance.models import (
    Acto,
    ActorPolitico,
    Candidatura,
    Consentimiento,
    EnlaceDeAcceso,
    Persona,
    Proceso,
    Rol,
    SolicitudModificacion,
    Usuario,
    VersionDeAviso,
)
from compliance.verbos.caso import CasoDeTabla

from ..transiciones import FueraDeLugar, Rechazo, YaHecho
from .caso import CasoDeCandidatura, Estado, Orden, limite_captura
from .cuestionarios import (
    BORRADOR,
    RUBROS,
    contradicciones_de,
    faltan_en_curricular,
    faltan_en_identidad,
    niegan_su_accion,
)
from .observadas import sin_atender

Solicitud = SolicitudModificacion.Estado


def hay_correo(caso: CasoDeCandidatura) -> Rechazo | None:
    """Its account travels to the address of its person and to no other: whoever uses it may consent."""
    if caso.candidatura.persona.correo:
        return None
    return Rechazo(
        "correo",
        "No hay un correo electrónico de la persona al cual enviar su cuenta de acceso.",
        "Regístrelo en «Corregir datos de registro», o pídalo a su representación, que puede proponerlo.",
    )


def correo_sin_compartir(caso: CasoDeCandidatura) -> Rechazo | None:
    """Whoever reads an address enters with the account that is sent there: that two people share it is asked.

    The system is not asked.
    """
    if caso.ambito is None:
        return None
    otras = con_el_mismo_correo(caso.candidatura.persona)
    if not otras:
        return None
    return Rechazo(
        "correo_compartido",
        f"Ese correo también es de {', '.join(otras[:3])}{' y otras' if len(otras) > 3 else ''}.",
        "Si de verdad es también el de la persona, diga quién lo confirmó; si no, corríjalo antes.",
        {"motivo": "Diga quién confirmó que ese correo es de la persona."},
    )


def con_el_mismo_correo(persona: Persona) -> list[str]:
    """Who else has that address: other people of the process, who postulates, and accounts of others."""
    correo, proceso = persona.correo, persona.proceso_id
    personas = Persona.objects.filter(proceso=proceso, correo__iexact=correo).exclude(pk=persona.pk)
    actores = ActorPolitico.objects.filter(proceso=proceso, correo__iexact=correo)
    cuentas = Usuario.objects.filter(email__iexact=correo, is_active=True).exclude(
        nombramientos__candidatura__persona__correo__iexact=correo
    )
    return [str(quien) for consulta in (personas, actores, cuentas) for quien in consulta.distinct()[:4]]


def cuentas_sin_entregar(caso: CasoDeCandidatura) -> Rechazo | None:
    """Delivered once: what was lost is sent again."""
    enviadas = caso.candidatura.cuentas_enviadas_en
    if enviadas is None:
        return None
    dia = fecha_en_prosa(dia_local(enviadas, caso.candidatura.proceso.tz))
    return YaHecho(
        "cuentas_entregadas",
        f"La cuenta ya se envió el {dia}.",
        "Si no llegó, reenvíela; si el acceso se perdió, la persona lo recupera en la página de entrada.",
    )


def cuentas_por_recibir(caso: CasoDeCandidatura) -> Rechazo | None:
    """Received once, after a delivery; if the delivery started the clock (until 0.1.0), while it still runs."""
    c = caso.candidatura
    if c.cuentas_enviadas_en is None:
        return Rechazo("cuentas", "Las cuentas no se han entregado.", "Registre primero su entrega.")
    if c.cuentas_recibidas_en is not None:
        return YaHecho("cuentas_recibidas", "La recepción de las cuentas ya está registrada.")
    if c.vence is not None and caso.en > c.vence:
        return Rechazo(
            "plazo_vencido",
            "Ya venció el plazo de captura que inició con la entrega de las cuentas.",
            "Capture cuanto antes: se recibirá como captura extemporánea.",
        )
    return None


def cuenta_sin_recibir(caso: CasoDeCandidatura) -> Rechazo | None:
    """It was sent, and its owner has not entered with it."""
    c = caso.candidatura
    if c.cuentas_enviadas_en is None:
        return FueraDeLugar("cuentas", "La cuenta no se ha entregado.", "Entréguela primero.")
    if c.cuentas_recibidas_en is not None:
        return YaHecho(
            "cuentas_recibidas",
            "La persona ya recibió su cuenta.",
            "Si olvidó su contraseña, la recupera en la página de entrada.",
        )
    return None


def hay_enlace(caso: CasoDeCandidatura) -> Rechazo | None:
    """A link to one of its accounts waits to be used."""
    c = caso.candidatura
    if c.cuentas_enviadas_en is None or c.cuentas_recibidas_en is not None:
        return FueraDeLugar("enlace", "No hay un enlace que espere usarse.")
    cuentas = Usuario.objects.filter(nombramientos__candidatura=c)
    if EnlaceDeAcceso.objects.sin_usar().filter(usuario__in=cuentas, vence_en__gte=caso.en).exists():
        return None
    return FueraDeLugar("enlace", "No hay un enlace que espere usarse.")


def sin_correo(caso: CasoDeCandidatura) -> Rechazo | None:
    """A representation proposes an address where there is none; it does not change one."""
    if not caso.candidatura.persona.correo:
        return None
    return YaHecho(
        "correo",
        "La persona ya tiene un correo registrado.",
        "Si cambió o está mal, pida al instituto que lo corrija.",
    )


def hay_correo_propuesto(caso: CasoDeCandidatura) -> Rechazo | None:
    """Its representation proposed an address, and nobody has accepted or refused it."""
    if caso.candidatura.persona.correo_propuesto:
        return None
    return FueraDeLugar("correo_propuesto", "Su representación no ha propuesto un correo.")


def correo_de_la_persona(caso: CasoDeCandidatura) -> Rechazo | None:
    """What an account consents to takes effect by telling its person: not at an address that its party gave."""
    if caso.ambito is None or not caso.candidatura.persona.correo_de_su_parte:
        return None
    return Rechazo(
        "correo_de_su_parte",
        "El correo al que se avisaría lo propuso su representación, y nadie consiente por otra persona.",
        "El consentimiento se da en una hoja firmada, que su representación presenta y verificación revisa.",
    )


def actor_con_correo(caso: CasoDeTabla) -> Rechazo | None:
    """The generic account of who postulates travels to its address."""
    if caso.objeto.correo:
        return None
    return Rechazo(
        "correo",
        "No hay un correo de esa representación.",
        "Regístrelo en Administración, actores políticos.",
    )


def representacion_por_recibir(caso: CasoDeTabla) -> Rechazo | None:
    """Nobody uses an account of this representation yet."""
    cuentas = Usuario.objects.filter(
        nombramientos__actor=caso.objeto, nombramientos__rol__name=Rol.PARTIDO, is_active=True
    )
    if not any(cuenta.has_usable_password() for cuenta in cuentas.distinct()):
        return None
    return YaHecho(
        "representacion",
        "Esa representación ya usa una cuenta.",
        "Si olvidó su contraseña, la recupera en la página de entrada; otras cuentas se abren en «Cuentas y roles».",
    )


def captura_abierta(caso: CasoDeCandidatura) -> Rechazo | None:
    """Nothing is captured once election day is over; what the system loads was captured elsewhere, in its time."""
    if caso.ambito is None or caso.en <= limite_captura(caso.candidatura.proceso):
        return None
    jornada = fecha_en_prosa(caso.candidatura.proceso.jornada)
    return Rechazo(
        "jornada",
        f"La captura cerró al terminar la jornada electoral ({jornada}).",
        "Ya no se reciben cuestionarios de este proceso.",
    )


def no_repite_a_otra(caso: CasoDeCandidatura) -> Rechazo | None:
    """What left because it repeated another has no place to be taken: the other holds it."""
    if caso.candidatura.duplica_a_id is None:
        return None
    return Rechazo(
        "repetida",
        "Salió por repetir otra candidatura, que ocupa su lugar.",
        "Sustituya a la que queda.",
    )


def solo_lo_cargado(caso: CasoDeCandidatura) -> Rechazo | None:
    """The system captures by itself only what came complete from another system's records."""
    if caso.ambito is not None or caso.candidatura.origen:
        return None
    return Rechazo(
        "origen",
        "El sistema solo captura por sí mismo lo que se cargó de otro registro.",
        "Pida a la candidatura o a su representación que la envíe.",
    )


def curricular_completo(caso: CasoDeCandidatura) -> Rechazo | None:
    """The public questionnaire is complete and inside its limits."""
    faltas = faltan_en_curricular(caso.candidatura, caso.dia)
    if not faltas:
        return None
    detalle = "; ".join(f"{ETIQUETAS.get(f.campo, f.campo)}: {f.razon}" for f in faltas)
    return Rechazo(
        "curricular", f"El cuestionario curricular no está listo. {detalle}.", "Complete esos rubros y guarde."
    )


def identidad_completo(caso: CasoDeCandidatura) -> Rechazo | None:
    """Every question of the sensitive questionnaire has an answer («Prefiero no contestar» is one)."""
    faltas = faltan_en_identidad(caso.candidatura)
    if not faltas:
        return None
    detalle = "; ".join(f.razon for f in faltas)
    return Rechazo(
        "identidad",
        f"El cuestionario de identidad no está listo: {detalle}.",
        "Responda cada pregunta; «Prefiero no contestar» es una respuesta.",
    )


def aviso_aceptado(caso: CasoDeCandidatura) -> Rechazo | None:
    """The privacy notice was accepted here; a record loaded from another system may be captured without."""
    if caso.candidatura.aviso_aceptado_en is not None:
        return _aviso_que_cambio(caso)
    if caso.ambito is None and caso.candidatura.estado == Estado.ASIGNADA:
        return None
    return Rechazo(
        "aviso", "Falta aceptar el aviso de privacidad.", "La candidatura o su representación debe aceptarlo."
    )


def aviso_por_aceptar(caso: CasoDeCandidatura) -> Rechazo | None:
    """Accepted once, and again when a later version asks for it."""
    if aviso_al_dia(caso.candidatura, caso.en):
        return YaHecho("aviso_aceptado", "El aviso de privacidad ya fue aceptado.")
    return None


def aviso_al_dia(candidatura: Candidatura, en: datetime) -> bool:
    """Whether it accepted the privacy notice, and no version in force since asks to accept it again."""
    aceptado = candidatura.aviso_aceptado_en
    if aceptado is None:
        return False
    exigida = aviso_exigido(candidatura.proceso, en)
    return exigida is None or exigida <= aceptado


def aviso_exigido(proceso: Proceso, en: datetime) -> datetime | None:
    """From when the last version in force that must be accepted anew is. Asked once of each process as it was read."""
    sabidas: dict[datetime, datetime | None] = proceso.__dict__.setdefault("_aviso_exigido", {})
    if en not in sabidas:
        versiones = VersionDeAviso.objects.filter(proceso=proceso.pk, exige_aceptacion=True, rige_en__lte=en)
        sabidas[en] = versiones.order_by("-rige_en").values_list("rige_en", flat=True).first()
    return sabidas[en]


def _aviso_que_cambio(caso: CasoDeCandidatura) -> Rechazo | None:
    if aviso_al_dia(caso.candidatura, caso.en):
        return None
    return Rechazo(
        "aviso",
        "El aviso de privacidad cambió y su nueva versión exige aceptarlo otra vez.",
        "La candidatura o su representación debe leerla y aceptarla.",
    )


def observaciones_contestadas(caso: CasoDeCandidatura) -> Rechazo | None:
    """What was observed is not sent again as it was: each observation has its answer, or what it is about changed."""
    if caso.candidatura.estado != Estado.OBSERVADA:
        return None
    faltan = sin_atender(caso.candidatura)
    if not faltan:
        return None
    nombres = ", ".join(f"«{RUBROS.get(rubro, rubro)}»" for rubro in dict.fromkeys(o.rubro for o in faltan))
    return Rechazo(
        "sin_cambio",
        f"Lo que se observó en {nombres} sigue igual y sin respuesta.",
        "Corrija esas secciones o responda por qué no procede, y envíelos de nuevo.",
    )


def no_la_lee_otra(caso: CasoDeCandidatura) -> Rechazo | None:
    """Two people do not verify the same candidacy at once."""
    revision = caso.revision
    if revision is None or caso.ambito is None or caso.la_tiene:
        return None
    hasta = fecha_hora(revision.vence_en, caso.candidatura.proceso.tz) if revision.vence_en else ""
    return Rechazo(
        "tomada",
        f"La está leyendo {revision.de} (hasta el {hasta}).",
        "Tome otra, o reasígnela con su razón en la mesa de verificación.",
    )


def la_tiene_quien_actua(caso: CasoDeCandidatura) -> Rechazo | None:
    """Whoever marks has it taken: its time may have passed, or somebody reassigned it."""
    if caso.la_tiene:
        return None
    return no_la_lee_otra(caso) or Rechazo(
        "sin_tomar", "Ya no la tiene tomada: pasó su tiempo o la soltó.", "Tómela de nuevo: lo marcado sigue ahí."
    )


def sin_observaciones_abiertas(caso: CasoDeCandidatura) -> Rechazo | None:
    """Verification marked every observation as attended."""
    if not caso.verificacion.hay_abiertas:
        return None
    abiertas = caso.candidatura.observaciones.filter(atendida_en__isnull=True).count()
    cuantas = "1 observación abierta" if abiertas == 1 else f"{abiertas} observaciones abiertas"
    return Rechazo(
        "observaciones",
        f"Hay {cuantas}.",
        "Revise lo corregido: márquela como atendida u observe de nuevo."
        if abiertas == 1
        else "Revise lo corregido: márquelas como atendidas u observe de nuevo.",
    )


def hay_observaciones_abiertas(caso: CasoDeCandidatura) -> Rechazo | None:
    """There is something to answer or to mark as attended."""
    if caso.verificacion.hay_abiertas:
        return None
    return Rechazo("observaciones", "No hay observaciones abiertas.")


def cuatro_ojos(caso: CasoDeCandidatura) -> Rechazo | None:
    """Whoever wrote or sent any of its captures neither validates nor publishes it."""
    if not caso.verificacion.es_de_quien_capturo:
        return None
    return Rechazo(
        "cuatro_ojos",
        "Quien capturó los cuestionarios no puede validarlos ni publicarlos.",
        "Pídalo a otra persona de verificación.",
    )


def edad_congruente(caso: CasoDeCandidatura) -> Rechazo | None:
    """An age answer that the birth date contradicts is observed before it is validated, never mended in silence."""
    # The answers come with the rest of what is verified.
    _ = caso.verificacion
    faltas = contradicciones_de(caso.candidatura)
    if faltas:
        observados = {o.rubro for o in caso.candidatura.observaciones.all()}
        faltas = [f for f in faltas if f.campo not in observados]
    if not faltas:
        return None
    return Rechazo(
        "edad",
        f"Hay un dato por aclarar: {'; '.join(f.razon for f in faltas)}.",
        "Obsérvelo. Si la persona confirma su respuesta, marque la observación como atendida.",
    )


def accion_congruente(caso: CasoDeCandidatura) -> Rechazo | None:
    """Who denies the group under which they were registered is observed, or their registration is corrected first.

    The group is made public with their name (INAI, RRA 10703/21 and 11955/21): a false one is not published in silence.
    """
    if not caso.candidatura.accion_afirmativa:
        return None
    faltas = niegan_su_accion(caso.candidatura)
    if faltas:
        observados = {o.rubro for o in caso.candidatura.observaciones.all()}
        faltas = [f for f in faltas if f.campo not in observados]
    if not faltas:
        return None
    return Rechazo(
        "accion_afirmativa",
        f"Hay una contradicción por aclarar: {'; '.join(f.razon for f in faltas)}.",
        "Obsérvela y, cuando se responda, márquela como atendida; o corrija la acción afirmativa en «Corregir datos de "
        "registro», con su documento.",
    )


def sin_autorizar(caso: CasoDeCandidatura) -> Rechazo | None:
    """Authorised once."""
    if caso.candidatura.autorizada_en is None:
        return None
    return YaHecho("autorizada", "La publicación ya está autorizada.")


def autorizada(caso: CasoDeCandidatura) -> Rechazo | None:
    """Whoever postulates authorised the publication, unless the process does without it."""
    c = caso.candidatura
    if c.autorizada_en is not None or c.proceso.orden_autorizacion == Orden.VERIFICACION:
        return None
    quien = "la candidatura independiente" if c.independiente else f"la representación de {c.actor}"
    return Rechazo("autorizacion", "Falta la autorización para publicar.", f"Debe darla {quien}.")


def por_revocar(caso: CasoDeCandidatura) -> Rechazo | None:
    """There is an authorisation to take back."""
    if caso.candidatura.autorizada_en is not None:
        return None
    return Rechazo("autorizacion", "La publicación no está autorizada: no hay qué revocar.")


def publicacion_iniciada(caso: CasoDeCandidatura) -> Rechazo | None:
    """The start date of the publication, set by agreement (Lineamientos art. 11 num. 9), was reached."""
    inicio = caso.candidatura.proceso.publicacion_inicio
    if inicio is None:
        return Rechazo(
            "publicacion",
            "El proceso no tiene fecha de inicio de la publicación.",
            "Regístrela cuando el consejo apruebe el acuerdo que la fija.",
        )
    if caso.dia >= inicio:
        return None
    return Rechazo(
        "publicacion",
        f"La publicación inicia el {fecha_en_prosa(inicio)}.",
        "Espere a esa fecha: entonces podrá publicarse.",
    )


def foto_vigente(caso: CasoDeCandidatura) -> Rechazo | None:
    """The photograph, if there is one, is what the Lineamientos ask for on the day of publication."""
    cuestionario = caso.candidatura.curricular
    if not cuestionario.foto:
        return None
    try:
        with cuestionario.foto.open("rb") as archivo:
            contenido = archivo.read()
    except FileNotFoundError:
        return Rechazo("foto", "No se encuentra el archivo de la fotografía.", "Pida que se suba de nuevo.")
    faltas = faltas_foto(contenido, cuestionario.foto.name or "", cuestionario.foto_tomada_el, caso.dia)
    if not faltas:
        return None
    return Rechazo(
        "foto",
        f"La fotografía no puede publicarse: {'; '.join(f.razon for f in faltas)}.",
        "Obsérvela para que se sustituya por una reciente.",
    )


def _solicitud(candidatura: Candidatura) -> SolicitudModificacion | None:
    return SolicitudModificacion.objects.filter(candidatura=candidatura).first()


def una_sola_modificacion(caso: CasoDeCandidatura) -> Rechazo | None:
    """At most one modification per candidacy (plan de trabajo del IEPC Jalisco, «Cuestionario curricular»).

    What is being prepared was not asked for yet.
    """
    solicitud = _solicitud(caso.candidatura)
    if solicitud is None or solicitud.solicitada_en is None:
        return None
    dia = fecha_en_prosa(dia_local(solicitud.solicitada_en, caso.candidatura.proceso.tz))
    return Rechazo(
        "modificacion_unica",
        f"Ya se usó la única modificación: se solicitó el {dia} y está {solicitud.get_estado_display().lower()}.",
        "La información publicada no puede modificarse más de una vez.",
    )


def modificacion_editable(caso: CasoDeCandidatura) -> Rechazo | None:
    """It is prepared until it is asked for, and mended when it was sent back."""
    solicitud = _solicitud(caso.candidatura)
    if solicitud is not None and solicitud.estado == Solicitud.PENDIENTE:
        return YaHecho("modificacion_enviada", "La solicitud ya se envió: la revisa verificación.")
    if solicitud is not None and solicitud.estado == Solicitud.OBSERVADA:
        return None
    return una_sola_modificacion(caso)


def modificacion_preparada(caso: CasoDeCandidatura) -> Rechazo | None:
    """Some section is proposed otherwise than it is published."""
    solicitud = _solicitud(caso.candidatura)
    if solicitud is None or (solicitud.estado == Solicitud.BORRADOR and not solicitud.rubros):
        return FueraDeLugar("sin_cambios", "No hay cambios preparados.", "Prepare antes al menos un rubro distinto.")
    return None


def modificacion_en_borrador(caso: CasoDeCandidatura) -> Rechazo | None:
    """There is something being prepared to leave aside."""
    solicitud = _solicitud(caso.candidatura)
    if solicitud is not None and solicitud.estado == Solicitud.BORRADOR and solicitud.rubros:
        return None
    return FueraDeLugar("sin_borrador", "No hay una modificación en preparación.")


def modificacion_observada(caso: CasoDeCandidatura) -> Rechazo | None:
    """It was sent back to be mended."""
    solicitud = _solicitud(caso.candidatura)
    if solicitud is not None and solicitud.estado == Solicitud.OBSERVADA:
        return None
    return FueraDeLugar("modificacion", "No hay una modificación observada que corregir.")


def modificacion_pendiente(caso: CasoDeCandidatura) -> Rechazo | None:
    """There is a request to resolve: waiting, or sent back and left unanswered past its term."""
    solicitud = _solicitud(caso.candidatura)
    if solicitud is not None and solicitud.estado == Solicitud.PENDIENTE:
        return None
    if solicitud is not None and solicitud.estado == Solicitud.OBSERVADA:
        if solicitud.vence is not None and caso.en > solicitud.vence:
            return None
        return FueraDeLugar(
            "modificacion", "La modificación está observada.", "Espere la corrección, o a que venza su plazo."
        )
    return Rechazo("modificacion", "No hay una solicitud de modificación pendiente.")


def modificaciones_abiertas(caso: CasoDeCandidatura) -> Rechazo | None:
    """Nothing published changes once election day is over."""
    if caso.en <= limite_captura(caso.candidatura.proceso):
        return None
    return Rechazo(
        "jornada",
        "Las modificaciones cerraron al terminar la jornada electoral "
        f"({fecha_en_prosa(caso.candidatura.proceso.jornada)}).",
        "Lo publicado queda como está.",
    )


def cuatro_ojos_de_modificacion(caso: CasoDeCandidatura) -> Rechazo | None:
    """Whoever wrote or sent any of what is proposed does not judge it."""
    quien = caso.ambito.usuario if caso.ambito else None
    suyas = SolicitudModificacion.history.filter(
        candidatura_id=caso.candidatura.pk, history_user=quien, history_change_reason=BORRADOR
    )
    if quien is None or not (
        suyas.exists()
        or Acto.objects.filter(
            candidatura=caso.candidatura, verbo__in=("solicitar_modificacion", "reenviar_modificacion"), por=quien
        ).exists()
    ):
        return None
    return Rechazo(
        "cuatro_ojos",
        "Quien preparó o solicitó la modificación no puede dictaminarla.",
        "Pídalo a otra persona de verificación.",
    )


def sin_sustituta(caso: CasoDeCandidatura) -> Rechazo | None:
    """A place is taken once: a second substitution replaces the substitute, not the first person."""
    if not Candidatura.objects.filter(sustituye_a=caso.candidatura).exists():
        return None
    return Rechazo(
        "sustituida",
        "Esta candidatura ya fue sustituida.",
        "Registre la sustitución sobre la candidatura que ocupa hoy ese lugar.",
    )


def antes_de_la_jornada(caso: CasoDeCandidatura) -> Rechazo | None:
    """Substitutions are registered until the day before election day (plan del IMPEPAC, 11.7 a 11.10)."""
    jornada = caso.candidatura.proceso.jornada
    if caso.dia < jornada:
        return None
    return Rechazo(
        "jornada",
        f"Las sustituciones se registran a más tardar el día anterior a la jornada ({fecha_en_prosa(jornada)}).",
    )


def en_persona(caso: CasoDeCandidatura) -> Rechazo | None:
    """Nobody consents in another's place: whoever acts by suplencia of the candidate does not."""
    propias = [f for f in caso.con_roles(Rol.CANDIDATURA) if not f.en_suplencia_de]
    if caso.ambito is None or propias:
        return None
    return Rechazo(
        "en_persona",
        "Un consentimiento lo da su titular con su propia cuenta.",
        "Si está firmado en papel, lo presenta su representación y verificación lo revisa.",
    )


def queda_por_consentir(caso: CasoDeCandidatura) -> Rechazo | None:
    """Some of the three purposes is not consented to yet."""
    if caso.candidatura.consentimientos.abiertos().count() < len(Consentimiento.Finalidad):
        return None
    return YaHecho("consentimiento", "Las tres finalidades ya están consentidas o en revisión.")


def hay_por_revisar(caso: CasoDeCandidatura) -> Rechazo | None:
    """Some consent handed in on paper waits for review."""
    if caso.candidatura.consentimientos.por_aceptar().exists():
        return None
    return YaHecho("consentimiento", "No hay un consentimiento en papel que revisar.")


def no_es_de_la_parte(caso: CasoDeCandidatura) -> Rechazo | None:
    """Whoever looks at the paper does not also represent who handed it in, nor is its person."""
    if caso.ambito is None or not caso.con_roles(Rol.PARTIDO, Rol.CANDIDATURA):
        return None
    return Rechazo(
        "cuatro_ojos",
        "Quien representa a la candidatura no revisa sus consentimientos.",
        "Pídalo a otra persona de verificación.",
    )


def no_movio_su_correo(caso: CasoDeCandidatura) -> Rechazo | None:
    """Whoever decided where its person is told neither sends their account there nor accepts what takes effect so."""
    if not caso.movio_su_correo:
        return None
    return Rechazo(
        "cuatro_ojos",
        "Quien registró el correo de la persona no le envía ahí su cuenta ni acepta sus consentimientos en papel.",
        "Pídalo a otra persona del instituto.",
    )


def hay_a_quien_avisar(caso: CasoDeCandidatura) -> Rechazo | None:
    """Its person can be told: without it, no consent takes effect."""
    if caso.candidatura.correos_de_su_titular(caso.dia):
        return None
    return Rechazo(
        "correo",
        "No hay un correo de la persona al cual avisarle, y un consentimiento surte efecto hasta que ese aviso sale.",
        "El instituto lo registra en «Corregir datos de registro».",
    )


def hay_consentimiento(caso: CasoDeCandidatura) -> Rechazo | None:
    """Some consent is in force, or on its way to it."""
    if caso.candidatura.consentimientos.abiertos().exists():
        return None
    return Rechazo("consentimiento", "No hay un consentimiento vigente que revocar.")
