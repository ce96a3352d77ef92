"""Observations, their answers and validation."""

import pytest

from compliance.models import Candidatura, Observacion, Suplencia
from flujos import candidaturas as servicios
from flujos.candidaturas import NuevaObservacion

from ..elenco import Elenco, momento, rechazado, texto

EN = momento("2024-04-06 10:00")
UNA = NuevaObservacion("propuesta_1", ["incompleto"], "Falta la meta.")


def _observar(elenco: Elenco, c: Candidatura, *observaciones: NuevaObservacion) -> Candidatura:
    return servicios.observar(
        c, observaciones=observaciones or [UNA], por=elenco.usuario("verificacion"), en=momento("2024-04-05 10:00")
    )


def test_observar_deja_cada_rubro_con_sus_causas_y_corre_el_plazo_de_respuesta(elenco: Elenco) -> None:
    c = _observar(
        elenco, elenco.candidatura_en("capturada"), UNA, NuevaObservacion("foto", ["propaganda", "fotografia"], "Logo.")
    )
    assert c.estado == "observada"
    assert c.vence == momento("2024-04-10 23:59:59")
    assert [(o.rubro, o.causas, o.texto) for o in c.observaciones.all()] == [
        ("propuesta_1", ["incompleto"], "Falta la meta."),
        ("foto", ["fotografia", "propaganda"], "Logo."),
    ]


@pytest.mark.parametrize(
    ("observacion", "guarda"),
    [
        (NuevaObservacion("sueldo", ["otra"], "x"), "rubro"),
        (NuevaObservacion("foto", [], "x"), "causas"),
        (NuevaObservacion("foto", ["fea"], "x"), "causas"),
        (NuevaObservacion("foto", ["otra"], "  "), "texto"),
    ],
)
def test_una_observacion_necesita_rubro_causa_y_texto(
    elenco: Elenco, observacion: NuevaObservacion, guarda: str
) -> None:
    c = elenco.candidatura_en("capturada")
    with rechazado(guarda):
        _observar(elenco, c, UNA, observacion)


def test_observar_sin_observaciones_no_procede(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    with rechazado("observaciones"):
        servicios.observar(c, observaciones=[], por=elenco.usuario("verificacion"), en=EN)


def test_no_se_observa_lo_publicado(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    with rechazado("estado") as info:
        _observar(elenco, c)
    assert "«Publicada»" in info.value.mensaje
    assert info.value.remedio == "Desde ahí puede pasar a «Retirada»."


def test_lo_validado_se_observa_y_se_valida_de_nuevo(elenco: Elenco) -> None:
    c = _observar(elenco, elenco.candidatura_en("validada"))
    assert (c.estado, c.validada_en, c.vence) == ("observada", None, momento("2024-04-10 23:59:59"))
    c = elenco.reenviar(c, por=elenco.cuenta_de(c), en=EN)
    verificacion = elenco.usuario("verificacion")
    servicios.atender_observaciones(c, observaciones=[c.observaciones.get().pk], por=verificacion, en=EN)
    c = servicios.validar(c, por=verificacion, en=EN)
    assert (c.estado, c.validada_en) == ("validada", EN)


def test_el_ciclo_completo_observar_responder_corregir_enviar_atender_validar(elenco: Elenco) -> None:
    c = elenco.candidatura_en("observada")
    cuenta, verificacion = elenco.cuenta_de(c), elenco.usuario("verificacion")
    observacion = c.observaciones.get()
    servicios.responder_observacion(observacion, respuesta="Agregué la meta.", por=cuenta, en=EN)
    c = servicios.enviar_captura(c, por=cuenta, en=EN)
    assert c.vence is None
    with rechazado("observaciones") as info:
        servicios.validar(c, por=verificacion, en=EN)
    assert info.value.mensaje == "Hay 1 observación abierta."
    servicios.atender_observaciones(c, observaciones=[observacion.pk], por=verificacion, en=EN)
    c = servicios.validar(c, por=verificacion, en=EN)
    assert (c.estado, c.validada_en) == ("validada", EN)
    observacion.refresh_from_db()
    assert (observacion.respuesta, observacion.atendida_en) == ("Agregué la meta.", EN)


def test_reenviar_conserva_la_primera_captura_y_retira_la_autorizacion(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    primera = c.capturada_en
    c = servicios.autorizar(c, por=elenco.usuario("partido"), en=momento("2024-04-04 10:00"))
    c = _observar(elenco, c)
    c = elenco.reenviar(c, por=elenco.usuario("partido"), en=momento("2024-04-12 10:00"))
    assert c.capturada_en == primera
    assert c.capturada_por == elenco.usuario("partido")
    assert c.dias_extemporanea == 0
    assert c.autorizada_en is None
    ultima = c.actos.last()
    assert ultima is not None
    assert (ultima.hechos["dias_tarde"], ultima.hechos["autorizacion_retirada"]) == (2, True)


def test_una_respuesta_en_blanco_o_de_otra_candidatura_no_procede(elenco: Elenco) -> None:
    c = elenco.candidatura_en("observada")
    cuenta, observacion = elenco.cuenta_de(c), c.observaciones.get()
    with rechazado("respuesta"):
        servicios.responder_observacion(observacion, respuesta=" ", por=cuenta, en=EN)
    with rechazado("rol"):
        servicios.responder_observacion(observacion, respuesta="Sí", por=elenco.usuario("partido_b"), en=EN)


def test_no_se_atiende_la_observacion_de_otra_candidatura(elenco: Elenco) -> None:
    ajena = elenco.candidatura_en("observada").observaciones.get()
    c = _observar(elenco, elenco.candidatura_en("capturada", "Bea Ruiz", formula="2"))
    c = elenco.reenviar(c, por=elenco.usuario("partido"), en=EN)
    with rechazado("observacion"):
        servicios.atender_observaciones(c, observaciones=[ajena.pk], por=elenco.usuario("verificacion"), en=EN)
    with rechazado("observacion"):
        servicios.atender_observaciones(c, observaciones=[], por=elenco.usuario("verificacion"), en=EN)
    assert not Observacion.objects.filter(atendida_en__isnull=False).exists()


def test_quien_capturo_no_valida_aunque_otra_persona_haya_reenviado(elenco: Elenco) -> None:
    c = _observar(elenco, elenco.candidatura_en("capturada"))
    doble = elenco.cuenta_de(c)
    elenco.nombrar(doble, "verificacion")
    c = elenco.reenviar(c, por=elenco.usuario("partido"), en=EN)
    servicios.atender_observaciones(c, observaciones=[c.observaciones.get().pk], por=doble, en=EN)
    with rechazado("cuatro_ojos") as info:
        servicios.validar(c, por=doble, en=EN)
    assert "otra persona" in info.value.remedio
    assert servicios.validar(c, por=elenco.usuario("verificacion"), en=EN).estado == "validada"


@pytest.mark.parametrize(
    "seccion", [{"curricular": {"motivo_cargo": texto(300)}}, {"identidad": {"migrante": "Prefiero no contestar"}}]
)
def test_quien_escribio_una_seccion_no_valida_aunque_otra_persona_la_envio(
    elenco: Elenco, seccion: dict[str, dict[str, str]]
) -> None:
    c = _observar(elenco, elenco.candidatura_en("capturada"), NuevaObservacion("general", ["otra"], "Revise todo."))
    doble = elenco.usuario("ajena")
    elenco.nombrar(doble, "partido")
    elenco.nombrar(doble, "verificacion")
    servicios.guardar_borrador(c, **seccion, por=doble, en=EN)
    c = elenco.reenviar(c, por=elenco.usuario("partido"), en=EN)
    servicios.atender_observaciones(c, observaciones=[c.observaciones.get().pk], por=doble, en=EN)
    with rechazado("cuatro_ojos"):
        servicios.validar(c, por=doble, en=EN)
    assert servicios.validar(c, por=elenco.usuario("verificacion"), en=EN).estado == "validada"


def test_una_edad_que_se_contradice_se_observa_antes_de_validar(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    c.identidad.respuestas = {**c.identidad.respuestas, "mayor": "Sí"}
    c.identidad.save()
    verificacion = elenco.usuario("verificacion")
    with rechazado("edad") as info:
        servicios.validar(c, por=verificacion, en=EN)
    assert "Sí" not in info.value.mensaje
    c = _observar(elenco, c, NuevaObservacion("mayor", ["contradiccion"], "La edad registrada es otra."))
    c = elenco.reenviar(c, por=elenco.usuario("partido"), en=EN)
    servicios.atender_observaciones(c, observaciones=[c.observaciones.get().pk], por=verificacion, en=EN)
    # The person confirmed the answer: it is theirs, and it is not mended for them.
    c = servicios.validar(c, por=verificacion, en=EN)
    assert c.identidad.respuestas["mayor"] == "Sí"


def test_quien_suple_valida_y_queda_dicho_en_lugar_de_quien(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    suplente = elenco.usuario("ajena")
    Suplencia.objects.create(
        titular=elenco.usuario("verificacion"),
        suplente=suplente,
        proceso=elenco.proceso,
        desde=EN.date(),
        hasta=EN.date(),
        documento="CEE/253/2023",
        confirmado_en=momento("2024-04-01 09:00"),
    )
    with rechazado("rol"):
        servicios.validar(c, por=suplente, en=momento("2024-04-07 00:00"))
    servicios.validar(c, por=suplente, en=EN)
    ultima = c.actos.last()
    assert ultima is not None
    assert (ultima.por, ultima.en_suplencia_de) == (suplente, "Verificacion De Prueba")


def test_un_objeto_leido_hace_rato_no_salta_las_guardas(elenco: Elenco) -> None:
    vieja = elenco.candidatura_en("capturada")
    _observar(elenco, vieja)
    assert vieja.estado == "capturada"
    with rechazado("estado"):
        servicios.validar(vieja, por=elenco.usuario("verificacion"), en=EN)
