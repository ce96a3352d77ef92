"""Authorisation, publication, the one modification and the consents."""

from datetime import date, timedelta

import pytest

from compliance.cuestionarios import PREGUNTAS, publicables
from compliance.models import Candidatura, Consentimiento, SolicitudModificacion
from flujos import candidaturas as servicios
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
        en=EN,
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


def _solicitar(elenco: Elenco, c: Candidatura, **propuesto: object) -> SolicitudModificacion:
    return servicios.solicitar_modificacion(
        c,
        propuesto=propuesto or {"propuesta_1": texto(300), "motivo_cargo": texto(400)},
        motivo="Se precisa la meta.",
        por=elenco.usuario("partido"),
        en=momento("2024-04-16 10:00"),
    )


def test_solicitar_guarda_antes_y_despues_y_no_publica_nada(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    solicitud = _solicitar(elenco, c)
    c.refresh_from_db()
    c.curricular.refresh_from_db()
    assert c.estado == "publicada"
    assert c.curricular.propuesta_1 == texto(280)
    assert solicitud.propuesto == {"propuesta_1": texto(300), "motivo_cargo": texto(400)}
    assert solicitud.publicado == {"propuesta_1": texto(280), "motivo_cargo": texto(280)}
    ultima = c.actos.last()
    assert ultima is not None
    assert (ultima.de, ultima.a, ultima.hechos) == (
        "publicada",
        "publicada",
        {"campos": ["motivo_cargo", "propuesta_1"]},
    )


def test_una_modificacion_y_solo_una(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    _solicitar(elenco, c)
    with rechazado("modificacion_unica") as info:
        _solicitar(elenco, c, propuesta_2=texto(300))
    assert "16 de abril de 2024" in info.value.mensaje
    servicios.rechazar_modificacion(c, razon="No procede.", por=elenco.usuario("verificacion"), en=EN)
    with rechazado("modificacion_unica") as info:
        _solicitar(elenco, c, propuesta_2=texto(300))
    assert "está rechazada" in info.value.mensaje


@pytest.mark.parametrize(
    ("propuesto", "guarda"),
    [
        ({"propuesta_1": texto(280)}, "sin_cambios"),
        ({"propuesta_1": texto(279)}, "curricular"),
        ({"foto": foto()}, "curricular"),
        ({"sueldo": "1"}, "curricular"),
        ({"medios": "correo"}, "curricular"),
        ({"medios": [{"tipo": "correo", "valor": "otra@example.com"}]}, "curricular"),
        ({"otra_formacion": ["Otro diplomado"]}, "curricular"),
    ],
)
def test_lo_propuesto_debe_poder_publicarse(elenco: Elenco, propuesto: dict[str, object], guarda: str) -> None:
    c = elenco.candidatura_en("publicada")
    with rechazado(guarda):
        _solicitar(elenco, c, **propuesto)


def test_solo_se_modifica_lo_publicado_y_lo_pide_quien_postula(elenco: Elenco) -> None:
    c = elenco.candidatura_en("validada")
    with rechazado("estado"):
        _solicitar(elenco, c)
    publicada = elenco.candidatura_en("publicada", "Bea Ruiz", formula="2")
    cuenta = elenco.cuenta_de(publicada)
    with rechazado("rol"):
        servicios.solicitar_modificacion(
            publicada, propuesto={"propuesta_1": texto(300)}, motivo="x", por=cuenta, en=EN
        )


def test_aplicar_por_rubro_vuelve_a_verificacion_con_lo_aprobado(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    _solicitar(elenco, c)
    verificacion = elenco.usuario("verificacion")
    with rechazado("razon"):
        servicios.aplicar_modificacion(c, campos=["propuesta_1"], por=verificacion, en=EN)
    with rechazado("campos", "razon"):
        servicios.aplicar_modificacion(c, campos=[], por=verificacion, en=EN)
    with rechazado("campos"):
        servicios.aplicar_modificacion(c, campos=["propuesta_1", "motivo_cargo", "medios"], por=verificacion, en=EN)
    c = servicios.aplicar_modificacion(
        c, campos=["propuesta_1"], razon="El otro rubro es propaganda.", por=verificacion, en=EN
    )
    assert c.estado == "capturada"
    assert not Candidatura.objects.publicas().exists()
    assert (c.curricular.propuesta_1, c.curricular.motivo_cargo) == (texto(300), texto(280))
    assert (c.validada_en, c.publicada_en) == (None, None)
    assert c.autorizada_en is not None
    solicitud = SolicitudModificacion.objects.get()
    assert (solicitud.estado, solicitud.aprobados) == ("aprobada", ["propuesta_1"])
    with rechazado("estado"):
        servicios.aplicar_modificacion(c, campos=["motivo_cargo"], por=verificacion, en=EN)
    c = servicios.validar(c, por=verificacion, en=EN)
    assert _publicar(elenco, c).estado == "publicada"


def test_rechazar_necesita_razon_y_deja_lo_publicado_como_estaba(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    verificacion = elenco.usuario("verificacion")
    with rechazado("modificacion", "razon"):
        servicios.rechazar_modificacion(c, razon="", por=verificacion, en=EN)
    _solicitar(elenco, c)
    with rechazado("razon"):
        servicios.rechazar_modificacion(c, razon=" ", por=verificacion, en=EN)
    c = servicios.rechazar_modificacion(c, razon="Es propaganda.", por=verificacion, en=EN)
    assert (c.estado, c.curricular.propuesta_1) == ("publicada", texto(280))


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
    servicios.retirar(c, motivo_retiro="renuncia", documento="Escrito", por=elenco.usuario("secretaria_tecnica"), en=EN)
    servicios.revocar_consentimiento(c, finalidad="publicacion", por=elenco.cuenta_de(c), en=EN)
    with rechazado("estado"):
        _otorgar(elenco, c)
