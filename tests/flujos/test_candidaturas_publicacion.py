"""Authorisation, publication, the one modification and the consents."""

from datetime import date, timedelta

import pytest

from compliance.cuestionarios import PREGUNTAS, publicables
from compliance.models import Acto, Candidatura, Consentimiento, SolicitudModificacion, Usuario
from flujos import candidaturas as servicios
from flujos.aviso import publicar_aviso, redactar_aviso
from notificaciones.models import Aviso
from notificaciones.services import barrer

from ..elenco import Elenco, foto, momento, rechazado, texto

EN = momento("2024-04-15 10:00")


def _publicar(elenco: Elenco, c: Candidatura, en: str = "2024-04-15 10:00") -> Candidatura:
    return servicios.publicar(c, por=elenco.usuario("verificacion"), en=momento(en))


def _autorizada(elenco: Elenco, estado: str = "validada") -> Candidatura:
    c = elenco.candidatura_en(estado)
    return servicios.autorizar(c, por=elenco.usuario("partido"), en=momento("2024-04-06 10:00"))


# -- Authorisation ----------------------------------------------------------------------------------------


def test_autoriza_la_representacion_del_partido_que_postula(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    cuenta = elenco.cuenta_de(c)
    for quien in (elenco.usuario("partido_b"), elenco.usuario("verificacion"), cuenta):
        with rechazado("rol"):
            servicios.autorizar(c, por=quien, en=EN)
    c = servicios.autorizar(c, por=elenco.usuario("partido"), en=EN)
    assert (c.estado, c.autorizada_en) == ("capturada", EN)
    assert c.actos.filter(verbo="autorizar", de="capturada", a="capturada").count() == 1
    with rechazado("autorizada"):
        servicios.autorizar(c, por=elenco.usuario("partido"), en=EN)


def test_la_candidatura_independiente_se_autoriza_a_si_misma(elenco: Elenco) -> None:
    c = elenco.candidatura_en("validada", actor=elenco.independiente)
    assert servicios.autorizar(c, por=elenco.cuenta_de(c), en=EN).autorizada_en == EN


def test_no_se_autoriza_lo_que_no_se_ha_capturado(elenco: Elenco) -> None:
    c = elenco.candidatura_en("observada")
    with rechazado("estado"):
        servicios.autorizar(c, por=elenco.usuario("partido"), en=EN)


def test_la_autorizacion_se_retira_mientras_nada_sea_publico(elenco: Elenco) -> None:
    c = _autorizada(elenco)
    c = servicios.revocar_autorizacion(c, por=elenco.usuario("partido"), en=EN)
    assert c.autorizada_en is None
    with rechazado("autorizacion"):
        servicios.revocar_autorizacion(c, por=elenco.usuario("partido"), en=EN)
    with rechazado("autorizacion") as info:
        _publicar(elenco, c)
    assert info.value.remedio == "Debe darla la representación de Partido A."


# -- Publication ------------------------------------------------------------------------------------------


def test_publicar_deja_a_la_vista_y_dice_que_se_cumplio(elenco: Elenco) -> None:
    c = _publicar(elenco, _autorizada(elenco))
    assert (c.estado, c.publicada_en) == ("publicada", EN)
    assert list(Candidatura.objects.publicas()) == [c]
    ultima = c.actos.last()
    assert ultima is not None
    assert ultima.hechos["orden_autorizacion"] == "ambas"
    assert ultima.hechos["autorizada_en"]


def test_el_sistema_puede_publicar_por_si_mismo(elenco: Elenco) -> None:
    c = servicios.publicar(_autorizada(elenco), por=None, en=EN)
    ultima = c.actos.last()
    assert ultima is not None
    assert ultima.por_nombre == "Sistema"


def test_no_se_publica_antes_de_la_fecha_que_fijo_el_acuerdo(elenco: Elenco) -> None:
    c = _autorizada(elenco)
    with rechazado("publicacion") as info:
        _publicar(elenco, c, "2024-04-09 23:59:59")
    assert "miércoles 10 de abril de 2024" in info.value.mensaje
    assert _publicar(elenco, c, "2024-04-10 00:00").estado == "publicada"


def test_sin_fecha_de_inicio_no_se_publica(elenco: Elenco) -> None:
    c = _autorizada(elenco)
    elenco.proceso.publicacion_inicio = None
    elenco.proceso.save()
    with rechazado("publicacion"):
        _publicar(elenco, c)


@pytest.mark.parametrize(
    ("orden", "estado", "autorizada", "publica"),
    [
        ("ambas", "validada", True, True),
        ("ambas", "validada", False, False),
        ("ambas", "capturada", True, False),
        ("partido", "capturada", True, True),
        ("partido", "capturada", False, False),
        ("partido", "validada", True, True),
        ("verificacion", "validada", False, True),
        ("verificacion", "capturada", True, False),
    ],
)
def test_de_quien_es_la_palabra_lo_decide_el_proceso(
    elenco: Elenco, orden: str, estado: str, autorizada: bool, publica: bool
) -> None:
    elenco.proceso.orden_autorizacion = orden
    elenco.proceso.save()
    c = _autorizada(elenco, estado) if autorizada else elenco.candidatura_en(estado)
    if publica:
        assert _publicar(elenco, c).estado == "publicada"
    else:
        with rechazado("estado" if estado == "capturada" and orden != "partido" else "autorizacion"):
            _publicar(elenco, c)


def test_quien_capturo_no_publica_aunque_baste_la_palabra_del_partido(elenco: Elenco) -> None:
    elenco.proceso.orden_autorizacion = "partido"
    elenco.proceso.save()
    c = elenco.candidatura_en("capturada")
    todo = elenco.cuenta_de(c)
    for como in ("partido", "verificacion"):
        elenco.nombrar(todo, como)
    servicios.autorizar(c, por=todo, en=EN)
    with rechazado("cuatro_ojos"):
        servicios.publicar(c, por=todo, en=EN)
    assert _publicar(elenco, c).estado == "publicada"


def test_una_fotografia_de_mas_de_tres_meses_no_se_publica(elenco: Elenco) -> None:
    c = _autorizada(elenco)
    c.curricular.foto_tomada_el = date(2024, 1, 14)
    c.curricular.save()
    with rechazado("foto") as info:
        _publicar(elenco, c, "2024-04-15 10:00")
    assert "más de 3 meses" in info.value.mensaje
    assert _publicar(elenco, c, "2024-04-14 10:00").estado == "publicada"


def test_una_fotografia_que_envejece_ya_validada_se_observa_se_cambia_y_se_publica(elenco: Elenco) -> None:
    c = _autorizada(elenco)
    cuenta, verificacion = elenco.cuenta_de(c), elenco.usuario("verificacion")
    servicios.observar(
        c,
        observaciones=[servicios.NuevaObservacion("foto", ["fotografia"], "Tiene más de tres meses.")],
        por=verificacion,
        en=EN - timedelta(hours=1),
    )
    servicios.guardar_borrador(c, curricular={"foto": foto(), "foto_tomada_el": EN.date()}, por=cuenta, en=EN)
    c = servicios.enviar_captura(c, por=cuenta, en=EN)
    # The party authorised another photograph.
    assert c.autorizada_en is None
    servicios.atender_observaciones(c, observaciones=[c.observaciones.get().pk], por=verificacion, en=EN)
    servicios.validar(c, por=verificacion, en=EN)
    servicios.autorizar(c, por=elenco.usuario("partido"), en=EN)
    assert _publicar(elenco, c).estado == "publicada"


def test_una_fotografia_que_ya_no_esta_en_el_disco_se_dice(elenco: Elenco) -> None:
    c = _autorizada(elenco)
    c.curricular.foto.storage.delete(c.curricular.foto.name)
    with rechazado("foto"):
        _publicar(elenco, c)


def test_lo_cargado_de_otro_registro_no_se_publica_sin_aviso_aceptado(elenco: Elenco) -> None:
    c = _autorizada(elenco)
    Candidatura.objects.filter(pk=c.pk).update(aviso_aceptado_en=None, origen="INE, fila 7")
    for quien in (elenco.usuario("verificacion"), None):
        with rechazado("aviso"):
            servicios.publicar(c, por=quien, en=EN)


# -- The one modification ---------------------------------------------------------------------------------


def _dictaminar(c: Candidatura, por: Usuario, en: str, **dictamenes: servicios.Dictamen) -> Candidatura:
    return servicios.observar_modificacion(c, dictamenes=dictamenes, por=por, en=momento(en))


def _corregir(elenco: Elenco, c: Candidatura, en: str, respuesta: str = "", **cambios: object) -> None:
    partido = elenco.usuario("partido")
    if cambios:
        servicios.preparar_modificacion(c, cambios=cambios, por=partido, en=momento(en))
    servicios.reenviar_modificacion(c, respuesta=respuesta, por=partido, en=momento(en))


OBSERVADO = servicios.Dictamen("observado", "Falta la meta.", ["incompleto"])


def test_lo_publicado_no_cambia_hasta_que_pasa_todo_y_entonces_cambia_de_una_vez(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    verificacion, publica, vieja = elenco.usuario("verificacion"), c.publicada_en, str(c.curricular.foto.name)
    solicitud = elenco.pedir_modificacion(
        c,
        propuesta_1=texto(300),
        motivo_cargo=texto(400),
        foto=foto("nueva.jpg"),
        foto_tomada_el=date(2024, 4, 10),
        medios=[{"tipo": "correo", "valor": "otra@example.com"}],
        propuesta_2=texto(280),
    )
    # What is as published is not asked for.
    assert solicitud.rubros == ["foto", "medios", "motivo_cargo", "propuesta_1"]
    assert solicitud.publicado["propuesta_1"] == texto(280)
    with rechazado("modificacion_unica"):
        servicios.solicitar_modificacion(c, motivo="x", por=elenco.usuario("partido"), en=EN)
    with rechazado("rubro", "causas_propuesta_1"):
        _dictaminar(c, verificacion, "2024-04-17 10:00", propuesta_1=servicios.Dictamen("observado", "No."))
    aprobado = servicios.Dictamen("aprobado")
    _dictaminar(
        c,
        verificacion,
        "2024-04-17 10:00",
        propuesta_1=OBSERVADO,
        motivo_cargo=servicios.Dictamen("rechazado", "Es propaganda."),
        foto=aprobado,
        medios=aprobado,
    )
    solicitud.refresh_from_db()
    assert (solicitud.observados, solicitud.vence) == (["propuesta_1"], momento("2024-04-22 23:59:59"))
    with rechazado("curricular"):
        servicios.preparar_modificacion(c, cambios={"medios": []}, por=elenco.usuario("partido"), en=EN)
    with rechazado("respuesta"):
        _corregir(elenco, c, "2024-04-18 10:00")
    # Nobody but whoever postulates sends it: what is sent is what they authorise.
    with rechazado("rol"):
        servicios.reenviar_modificacion(c, respuesta="x", por=elenco.cuenta_de(c), en=EN)
    _corregir(elenco, c, "2024-04-18 10:00", "Así está bien.")
    _dictaminar(c, verificacion, "2024-04-19 10:00", propuesta_1=OBSERVADO)
    _corregir(elenco, c, "2024-04-20 10:00", propuesta_1=texto(320))
    c.refresh_from_db()
    c.curricular.refresh_from_db()
    # All this while the site says what it said.
    assert (c.estado, c.publicada_en, c.curricular.propuesta_1) == ("publicada", publica, texto(280))
    assert (c.curricular.medios[0]["valor"], c.curricular.foto.name) == ("ana@example.com", vieja)
    with rechazado("razon"):
        servicios.aplicar_modificacion(c, campos=["propuesta_1", "foto", "medios"], por=verificacion, en=EN)
    c = servicios.aplicar_modificacion(
        c,
        campos=["propuesta_1", "foto", "medios"],
        razones={"motivo_cargo": "Es propaganda."},
        por=verificacion,
        en=momento("2024-05-20 10:00"),
    )
    c.curricular.refresh_from_db()
    # The photograph of before is over three months old by now, and the new one is not.
    assert (c.estado, c.publicada_en, c.curricular.propuesta_1) == ("publicada", publica, texto(320))
    assert (c.curricular.motivo_cargo, c.curricular.foto_tomada_el) == (texto(280), date(2024, 4, 10))
    assert c.curricular.foto.name != vieja
    solicitud.refresh_from_db()
    assert (solicitud.estado, solicitud.publicado["foto"]) == ("aprobada", vieja)
    assert solicitud.razon == "¿Por qué quiere ocupar un cargo público?: Es propaganda."
    actos = list(c.actos.exclude(verbo="preparar_modificacion"))[-6:]
    assert [a.verbo for a in actos] == [
        "solicitar_modificacion",
        *["observar_modificacion", "reenviar_modificacion"] * 2,
        "aplicar_modificacion",
    ]
    assert all(a.de == a.a == "publicada" for a in actos)
    with rechazado("modificacion_unica"):
        servicios.preparar_modificacion(c, cambios={"propuesta_2": texto(300)}, por=elenco.usuario("partido"), en=EN)


@pytest.mark.parametrize(
    ("propuesto", "dice"),
    [
        ({"propuesta_1": texto(279)}, "falta 1 para el mínimo"),
        ({"foto": foto(), "foto_tomada_el": date(2024, 1, 15)}, "más de 3 meses"),
        ({"foto": foto()}, "falta la fecha"),
        ({"otra_formacion": [texto(251)]}, "sobra 1"),
    ],
)
def test_lo_propuesto_debe_poder_publicarse(elenco: Elenco, propuesto: dict[str, object], dice: str) -> None:
    c = elenco.candidatura_en("publicada")
    quien = elenco.usuario("partido")
    servicios.preparar_modificacion(c, cambios=propuesto, por=quien, en=momento("2024-04-16 10:00"))
    with rechazado("curricular") as info:
        servicios.solicitar_modificacion(c, motivo="x", por=quien, en=momento("2024-04-16 10:00"))
    assert dice in info.value.mensaje


def test_una_fotografia_que_envejecio_no_impide_cambiar_un_texto(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    elenco.pedir_modificacion(c, "2024-06-01 10:00")
    servicios.aplicar_modificacion(
        c, campos=["propuesta_1"], por=elenco.usuario("verificacion"), en=momento("2024-06-02 23:59")
    )
    c.curricular.refresh_from_db()
    assert c.curricular.propuesta_1 == texto(300)


def test_un_borrador_no_gasta_la_solicitud_y_lo_ajeno_o_igual_no_se_propone(elenco: Elenco) -> None:
    c, partido = elenco.candidatura_en("publicada"), elenco.usuario("partido")
    for cambios in ({"sueldo": "1"}, {"medios": "correo"}, {"indigena": "Sí"}):
        with rechazado("curricular"):
            servicios.preparar_modificacion(c, cambios=cambios, por=partido, en=EN)
    with rechazado("sin_cambios"):
        servicios.solicitar_modificacion(c, motivo="x", por=partido, en=EN)
    servicios.preparar_modificacion(c, cambios={"propuesta_1": texto(300)}, por=elenco.cuenta_de(c), en=EN)
    with rechazado("rol"):
        servicios.solicitar_modificacion(c, motivo="x", por=elenco.cuenta_de(c), en=EN)
    servicios.descartar_modificacion(c, por=partido, en=EN)
    with rechazado("sin_cambios"):
        servicios.solicitar_modificacion(c, motivo="x", por=partido, en=EN)
    validada = elenco.candidatura_en("validada", "Bea Ruiz", formula="2")
    with rechazado("estado"):
        elenco.pedir_modificacion(validada)
    # What is asked for is published under the notice that is in force: one that asks for it is accepted first.
    quien, nueva = elenco.usuario("administracion"), {"documento": "CT-1", "exige_aceptacion": True}
    redactar_aviso(elenco.proceso, "integral", texto="Derechos\nTodos.", por=quien, en=EN)
    publicar_aviso(elenco.proceso, "integral", **nueva, rige_desde=EN.date(), por=quien, en=EN)  # type: ignore[arg-type]
    despues = EN + timedelta(hours=1)
    servicios.preparar_modificacion(c, cambios={"propuesta_1": texto(300)}, por=partido, en=despues)
    with rechazado("aviso"):
        servicios.solicitar_modificacion(c, motivo="x", por=partido, en=despues)
    servicios.aceptar_aviso(c, por=partido, en=despues)
    servicios.solicitar_modificacion(c, motivo="x", por=partido, en=despues)


def test_quien_la_preparo_no_la_dictamina_y_la_jornada_la_cierra(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    todo = elenco.cuenta_de(c)
    elenco.nombrar(todo, "verificacion")
    servicios.preparar_modificacion(c, cambios={"propuesta_2": texto(300)}, por=todo, en=momento("2024-04-16 09:00"))
    elenco.pedir_modificacion(c)
    despues = momento("2024-06-03 00:00")
    with rechazado("cuatro_ojos"):
        servicios.rechazar_modificacion(c, razon="No.", por=todo, en=EN)
    with rechazado("jornada"):
        servicios.aplicar_modificacion(
            c, campos=["propuesta_1", "propuesta_2"], por=elenco.usuario("verificacion"), en=despues
        )
    servicios.rechazar_modificacion(c, razon="Se acabó el tiempo.", por=elenco.usuario("verificacion"), en=despues)


def test_observada_y_sin_respuesta_se_resuelve_al_vencer(elenco: Elenco) -> None:
    c, verificacion = elenco.candidatura_en("publicada"), elenco.usuario("verificacion")
    elenco.pedir_modificacion(c)
    _dictaminar(c, verificacion, "2024-04-17 10:00", propuesta_1=OBSERVADO)
    with rechazado("modificacion"):
        servicios.rechazar_modificacion(c, razon="No.", por=verificacion, en=momento("2024-04-22 23:59:59"))
    servicios.rechazar_modificacion(c, razon="No se corrigió.", por=verificacion, en=momento("2024-04-23 00:00"))
    assert SolicitudModificacion.objects.get().estado == "rechazada"


def test_rechazar_necesita_razon_y_deja_lo_publicado_como_estaba(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    verificacion = elenco.usuario("verificacion")
    with rechazado("modificacion", "razon"):
        servicios.rechazar_modificacion(c, razon="", por=verificacion, en=EN)
    elenco.pedir_modificacion(c)
    with rechazado("razon"):
        servicios.rechazar_modificacion(c, razon=" ", por=verificacion, en=EN)
    c = servicios.rechazar_modificacion(c, razon="Es propaganda.", por=verificacion, en=EN)
    assert (c.estado, c.curricular.propuesta_1) == ("publicada", texto(280))


# -- By the system, on its day ----------------------------------------------------------------------------


def test_llegada_la_fecha_el_barrido_publica_lo_listo_y_dice_una_vez_de_lo_demas_por_que_no(elenco: Elenco) -> None:
    listas = [_autorizada_de(elenco, n) for n in (1, 2)]
    sin_autorizar = elenco.candidatura_en("validada", "Sin Autorizar", formula="3")
    vieja = _autorizada_de(elenco, 4)
    elenco.candidatura_en("capturada", "No Llega", formula="5")
    guardada = vieja.curricular
    guardada.foto_tomada_el = date(2024, 1, 1)
    guardada.save()
    barrer(momento("2024-04-10 00:01"))
    # By hand, until the process says otherwise.
    assert not Candidatura.objects.publicas().exists()
    elenco.proceso.modo_publicacion = "automatica"
    elenco.proceso.save()
    assert barrer(momento("2024-04-09 23:59")).publicadas == 0
    resultados = [barrer(momento(f"2024-04-10 00:0{n}")) for n in (1, 2)]
    assert [r.publicadas for r in resultados] == [2, 0]
    assert [c.pk for c in Candidatura.objects.publicas().order_by("pk")] == [c.pk for c in listas]
    negadas = {a.candidatura_id: a.hechos["guardas"] for a in Acto.objects.filter(verbo="no_publicar")}
    assert negadas == {sin_autorizar.pk: ["autorizacion"], vieja.pk: ["foto"]}
    oyeron = {a.destinatario_correo for a in Aviso.objects.filter(escalon__verbo="no_publicar")}
    # The party's own address hears where nobody of the party may be written to: here its delegate may.
    assert oyeron == {"verificacion@example.com", "partido@example.com"}
    # What becomes ready later is published by the next sweep; nothing is told twice.
    servicios.autorizar(sin_autorizar, por=elenco.usuario("partido"), en=momento("2024-04-11 10:00"))
    assert barrer(momento("2024-04-11 10:01")).publicadas == 1
    assert Acto.objects.filter(verbo="no_publicar").count() == 2
    assert barrer(momento("2024-06-03 00:01")).publicadas == 0


def _autorizada_de(elenco: Elenco, numero: int) -> Candidatura:
    c = elenco.candidatura_en("validada", f"Persona {numero}", formula=str(numero))
    return servicios.autorizar(c, por=elenco.usuario("partido"), en=momento("2024-04-06 10:00"))


# -- Consents ---------------------------------------------------------------------------------------------


def _otorgar(elenco: Elenco, c: Candidatura, finalidad: str = "publicacion", documento: str = "Formato") -> None:
    servicios.otorgar_consentimiento(c, finalidad=finalidad, documento=documento, por=elenco.cuenta_de(c), en=EN)


def _avisar() -> None:
    """The sweep tells the person, and what they were told of takes effect."""
    barrer(EN + timedelta(minutes=1))


def _consiente_publicar(c: Candidatura) -> bool:
    return c.consentimientos.vigentes().filter(finalidad="publicacion").exists()


def test_las_tres_finalidades_se_consienten_y_revocan_por_separado(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    for finalidad in ("tratamiento", "publicacion", "estadistica"):
        _otorgar(elenco, c, finalidad)
    with rechazado("consentimiento"):
        _otorgar(elenco, c)
    servicios.revocar_consentimiento(
        c, finalidad="publicacion", por=elenco.cuenta_de(c), en=momento("2024-04-20 10:00"), motivo="Lo pensó mejor."
    )
    vigentes = Consentimiento.objects.filter(revocado_en__isnull=True)
    assert {v.finalidad for v in vigentes} == {"tratamiento", "estadistica"}
    with rechazado("consentimiento"):
        servicios.revocar_consentimiento(c, finalidad="publicacion", por=elenco.cuenta_de(c), en=EN)
    assert [t.verbo for t in c.actos.all()][-4:] == ["otorgar_consentimiento"] * 3 + ["revocar_consentimiento"]


def test_revocar_quita_las_respuestas_del_sitio_en_el_acto(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    respuestas = c.identidad.respuestas
    assert not publicables(PREGUNTAS.values(), respuestas, c.accion_afirmativa, _consiente_publicar(c))
    _otorgar(elenco, c)
    assert not _consiente_publicar(c)
    _avisar()
    assert publicables(PREGUNTAS.values(), respuestas, c.accion_afirmativa, _consiente_publicar(c))
    servicios.revocar_consentimiento(c, finalidad="publicacion", por=elenco.cuenta_de(c), en=EN)
    assert not publicables(PREGUNTAS.values(), respuestas, c.accion_afirmativa, _consiente_publicar(c))
    c.refresh_from_db()
    assert c.estado == "publicada"


def test_se_vuelve_a_consentir_despues_de_revocar_y_queda_rastro_de_todo(elenco: Elenco) -> None:
    c = elenco.candidatura()
    _otorgar(elenco, c)
    cuenta = elenco.cuenta_de(c)
    with rechazado("consentimiento"):
        _otorgar(elenco, c)
    servicios.revocar_consentimiento(c, finalidad="publicacion", por=cuenta, en=EN)
    with rechazado("consentimiento"):
        servicios.revocar_consentimiento(c, finalidad="publicacion", por=cuenta, en=EN)
    _otorgar(elenco, c)
    assert c.consentimientos.count() == 2


def test_sin_documento_firmado_o_finalidad_no_hay_consentimiento(elenco: Elenco) -> None:
    c = elenco.candidatura()
    elenco.cuenta_de(c)
    with rechazado("documento"):
        _otorgar(elenco, c, documento=" ")
    with rechazado("finalidad"):
        _otorgar(elenco, c, finalidad="todas")
    assert not Consentimiento.objects.exists()


def test_nadie_consiente_ni_revoca_por_otra_persona(elenco: Elenco) -> None:
    c = elenco.candidatura()
    otra = elenco.cuenta_de(elenco.candidatura("Bea Ruiz", formula="2"))
    for quien in (otra, elenco.usuario("partido_b"), elenco.usuario("secretaria_tecnica")):
        with rechazado("rol"):
            servicios.otorgar_consentimiento(c, finalidad="publicacion", documento="F", por=quien, en=EN)
    _otorgar(elenco, c)
    # Only the holder of the data revokes; the party that postulates does not decide for the person.
    for quien in (otra, elenco.usuario("partido")):
        with rechazado("rol"):
            servicios.revocar_consentimiento(c, finalidad="publicacion", por=quien, en=EN)


def test_se_revoca_aun_despues_de_retirada(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    _otorgar(elenco, c)
    _avisar()
    servicios.retirar(c, motivo_retiro="renuncia", documento="Escrito", por=elenco.usuario("secretaria_tecnica"), en=EN)
    servicios.revocar_consentimiento(c, finalidad="publicacion", por=elenco.cuenta_de(c), en=EN)
    with rechazado("estado"):
        _otorgar(elenco, c)
