"""Drafts, the privacy notice and sending both questionnaires."""

import io
from datetime import date

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from compliance.models import Candidatura
from flujos import candidaturas as servicios
from flujos.guardas import faltan_en_curricular
from flujos.transiciones import Rechazo

from ..documentos.muestras import con_gps
from ..elenco import Elenco, curricular_completo, foto, identidad_completa, momento, rechazado, texto

EN = momento("2024-04-05 10:00")


def _lista(elenco: Elenco, **campos: object) -> Candidatura:
    """A candidacy that only lacks being sent; its capture clock ends on 17 April."""
    c = elenco.candidatura(**campos)  # type: ignore[arg-type]
    servicios.entregar_cuentas(c, por=None, en=momento("2024-04-02 09:00"))
    servicios.recibir_cuentas(c, por=None, en=momento("2024-04-02 09:00"))
    cuenta = elenco.cuenta_de(c)
    servicios.aceptar_aviso(c, por=cuenta, en=momento("2024-04-03 09:00"))
    return servicios.guardar_borrador(
        c,
        curricular=curricular_completo() | {"foto_tomada_el": date(2024, 3, 28)},
        identidad=identidad_completa(),
        por=cuenta,
        en=momento("2024-04-03 10:00"),
    )


# -- Drafts -----------------------------------------------------------------------------------------------


def test_un_borrador_guarda_lo_que_haya_sin_cambiar_de_estado(elenco: Elenco) -> None:
    c = elenco.candidatura()
    servicios.guardar_borrador(
        c, curricular={"motivo_cargo": "Apenas"}, identidad={"indigena": "No"}, por=elenco.cuenta_de(c), en=EN
    )
    c.curricular.refresh_from_db()
    c.identidad.refresh_from_db()
    assert c.curricular.motivo_cargo == "Apenas"
    assert c.identidad.respuestas["indigena"] == "No"
    assert [(a.verbo, a.de, a.a) for a in c.actos.exclude(verbo="alta")] == [("guardar_borrador", "", "")]
    historia = c.curricular.history.latest()
    assert (historia.history_user, historia.history_date) == (elenco.cuenta_de(c), EN)


def test_guardar_dos_veces_lo_mismo_no_deja_otro_renglon(elenco: Elenco) -> None:
    c = elenco.candidatura()
    for _ in range(2):
        servicios.guardar_borrador(
            c,
            curricular={"motivo_cargo": "Apenas"},
            identidad={"indigena": "No"},
            por=elenco.usuario("partido"),
            en=EN,
        )
    assert c.curricular.history.count() == 2
    assert c.identidad.history.count() == 2


def test_dos_personas_capturan_secciones_distintas_sin_deshacerse(elenco: Elenco) -> None:
    c = elenco.candidatura()
    servicios.guardar_borrador(c, curricular={"propuesta_1": "Agua"}, por=elenco.cuenta_de(c), en=EN)
    servicios.guardar_borrador(c, curricular={"propuesta_2": "Luz"}, por=elenco.usuario("partido"), en=EN)
    servicios.guardar_borrador(c, identidad={"indigena": "No"}, por=elenco.cuenta_de(c), en=EN)
    servicios.guardar_borrador(c, identidad={"discapacidad": "No"}, por=elenco.usuario("partido"), en=EN)
    c.refresh_from_db()
    assert (c.curricular.propuesta_1, c.curricular.propuesta_2) == ("Agua", "Luz")
    assert c.identidad.respuestas["indigena"] == c.identidad.respuestas["discapacidad"] == "No"


def test_un_texto_pasado_de_su_limite_se_guarda_aunque_no_pueda_enviarse(elenco: Elenco) -> None:
    c = elenco.candidatura()
    c = servicios.guardar_borrador(c, curricular={"propuesta_1": texto(1601)}, por=elenco.cuenta_de(c), en=EN)
    assert c.curricular.propuesta_1 == texto(1601)
    assert any(f.campo == "propuesta_1" and "1,601" in f.razon for f in faltan_en_curricular(c, EN.date()))


@pytest.mark.parametrize(
    "datos",
    [
        {"curricular": {"sueldo": "1"}},
        {"curricular": {"candidatura": "2"}},
        {"curricular": {"motivo_cargo": 7}},
        {"curricular": {"medios": "facebook"}},
        {"curricular": {"medios": [{"tipo": "fax", "valor": "1"}]}},
        {"curricular": {"medios": [{"tipo": "correo", "valor": " "}]}},
        {"curricular": {"medios": [{"tipo": "pagina_web", "valor": "javascript:alert(1)"}]}},
        {"curricular": {"medios": [{"tipo": "telefono", "valor": "7" * 301}]}},
        {"curricular": {"otra_formacion": [""]}},
        {"curricular": {"foto_tomada_el": "ayer"}},
        {"curricular": {"foto": "fotos/ajena.jpg"}},
        {"curricular": {"foto": ContentFile(b"<svg/>", name="retrato.jpg")}},
        {"curricular": {"foto": foto("retrato.png")}},
    ],
)
def test_un_borrador_mal_formado_no_se_guarda(elenco: Elenco, datos: dict[str, dict[str, object]]) -> None:
    c = elenco.candidatura()
    cuenta = elenco.cuenta_de(c)
    with rechazado("curricular") as info:
        servicios.guardar_borrador(c, por=cuenta, en=EN, **datos)  # type: ignore[arg-type]
    assert "No se guardó" in info.value.mensaje


@pytest.mark.parametrize("respuestas", [{"religion": "Sí"}, {"indigena": "Tal vez"}, {"joven": "Sí", "mayor": "Sí"}])
def test_una_respuesta_de_identidad_que_no_es_opcion_no_se_guarda_ni_se_repite(
    elenco: Elenco, respuestas: dict[str, str]
) -> None:
    c = elenco.candidatura()
    cuenta = elenco.cuenta_de(c)
    with rechazado("identidad") as info:
        servicios.guardar_borrador(c, identidad=respuestas, por=cuenta, en=EN)
    assert "Tal vez" not in str(info.value)


def test_lo_que_no_aplicaba_se_vuelve_a_preguntar_al_cambiar_la_respuesta_de_la_que_depende(elenco: Elenco) -> None:
    c = elenco.candidatura()
    cuenta = elenco.cuenta_de(c)

    def responder(**respuestas: str) -> dict[str, str]:
        servicios.guardar_borrador(c, identidad=respuestas, por=cuenta, en=EN)
        c.identidad.refresh_from_db()
        return dict(c.identidad.respuestas)

    assert responder(indigena="No")["pueblo_indigena"] == "No aplica"
    assert "pueblo_indigena" not in responder(indigena="Sí")
    assert responder(pueblo_indigena="No aplica")["pueblo_indigena"] == "No aplica"
    assert responder(mayor="Sí")["joven"] == "No aplica"
    assert "joven" not in responder(mayor="No")


def test_la_foto_se_guarda_con_su_fecha(elenco: Elenco) -> None:
    c = elenco.candidatura()
    c = servicios.guardar_borrador(
        c, curricular={"foto": foto(), "foto_tomada_el": date(2024, 3, 1)}, por=elenco.cuenta_de(c), en=EN
    )
    c.curricular.refresh_from_db()
    assert c.curricular.foto.name.startswith(f"fotos/{elenco.proceso.pk}/{c.pk}")
    with c.curricular.foto.open() as archivo:
        assert archivo.read().startswith(b"\xff\xd8")


@pytest.mark.parametrize("formato", ["JPEG", "PNG"])
def test_la_foto_se_dibuja_de_nuevo_derecha_y_sin_lo_que_el_telefono_le_puso(elenco: Elenco, formato: str) -> None:
    c = elenco.candidatura()
    archivo = ContentFile(con_gps(formato, tamano=(640, 480)), name=f"retrato.{formato.lower()}")
    servicios.guardar_borrador(c, curricular={"foto": archivo}, por=elenco.cuenta_de(c), en=EN)
    c.curricular.refresh_from_db()
    with c.curricular.foto.open() as guardada:
        contenido = guardada.read()
    assert b"SECRETO" not in contenido
    with Image.open(io.BytesIO(contenido)) as imagen:
        assert (imagen.format, imagen.size, dict(imagen.getexif())) == ("JPEG", (480, 640), {})


@pytest.mark.parametrize(
    ("ancho", "alto", "dicho"),
    [(1, 1, "al menos 320"), (319, 400, "al menos 320"), (2000, 400, "un lado es más del doble"), (4000, 3000, "")],
)
def test_una_foto_de_medidas_absurdas_se_rechaza_y_una_grande_se_reduce(
    elenco: Elenco, ancho: int, alto: int, dicho: str
) -> None:
    c, salida = elenco.candidatura(), io.BytesIO()
    Image.effect_noise((ancho, alto), 60).save(salida, "JPEG", quality=95)
    datos = {"curricular": {"foto": ContentFile(salida.getvalue(), name="retrato.jpg")}, "por": elenco.cuenta_de(c)}
    if dicho:
        with rechazado("curricular") as info:
            servicios.guardar_borrador(c, en=EN, **datos)  # type: ignore[arg-type]
        assert dicho in info.value.campos["foto"]
        return
    assert salida.tell() > 5 * 1024 * 1024
    servicios.guardar_borrador(c, en=EN, **datos)  # type: ignore[arg-type]
    c.curricular.refresh_from_db()
    assert c.curricular.foto.size < 700 * 1024
    assert max(c.curricular.foto.width, c.curricular.foto.height) <= 1600


@pytest.mark.parametrize("estado", ["capturada", "validada", "publicada"])
def test_lo_enviado_ya_no_se_edita(elenco: Elenco, estado: str) -> None:
    c = elenco.candidatura_en(estado)
    cuenta = elenco.cuenta_de(c)
    with rechazado("estado") as info:
        servicios.guardar_borrador(c, curricular={"motivo_cargo": "Otro"}, por=cuenta, en=EN)
    assert f"«{c.get_estado_display()}»" in info.value.mensaje


def test_quien_se_retiro_ya_no_escribe(elenco: Elenco) -> None:
    c = elenco.candidatura_en("retirada")
    with rechazado("rol"):
        servicios.guardar_borrador(c, curricular={"motivo_cargo": "Otro"}, por=elenco.cuenta_de(c), en=EN)


# -- Sending ----------------------------------------------------------------------------------------------


def test_enviar_detiene_el_plazo_y_recuerda_cual_regia(elenco: Elenco) -> None:
    c = _lista(elenco)
    c = servicios.enviar_captura(c, por=elenco.cuenta_de(c), en=momento("2024-04-17 23:59:59"))
    assert (c.estado, c.vence) == ("capturada", None)
    assert c.captura_vencia == momento("2024-04-17 23:59:59")
    assert c.capturada_por == elenco.cuenta_de(c)
    assert c.dias_extemporanea == 0
    transicion = c.actos.last()
    assert transicion is not None
    assert (transicion.verbo, transicion.de, transicion.a) == ("enviar_captura", "asignada", "capturada")
    assert c.history.filter(estado="capturada").count() == 1


@pytest.mark.parametrize(
    ("cuando", "dias"), [("2024-04-18 00:00", 1), ("2024-04-20 12:00", 3), ("2024-06-02 23:59:59", 46)]
)
def test_tarde_se_recibe_hasta_la_jornada_y_queda_marcada_extemporanea(elenco: Elenco, cuando: str, dias: int) -> None:
    c = _lista(elenco)
    c = servicios.enviar_captura(c, por=elenco.cuenta_de(c), en=momento(cuando))
    assert c.dias_extemporanea == dias
    transicion = c.actos.last()
    assert transicion is not None
    assert transicion.hechos["dias_extemporanea"] == dias


def test_terminada_la_jornada_ya_no_se_recibe(elenco: Elenco) -> None:
    c = _lista(elenco)
    cuenta = elenco.cuenta_de(c)
    with rechazado("jornada"):
        servicios.enviar_captura(c, por=cuenta, en=momento("2024-06-03 00:00"))
    with rechazado("jornada"):
        servicios.guardar_borrador(c, curricular={"motivo_cargo": ""}, por=cuenta, en=momento("2024-06-03 00:00"))


def test_una_captura_incompleta_dice_todo_lo_que_le_falta_de_una_vez(elenco: Elenco) -> None:
    c = elenco.candidatura()
    cuenta = elenco.cuenta_de(c)
    servicios.guardar_borrador(c, curricular={**curricular_completo(), "propuesta_1": texto(279)}, por=cuenta, en=EN)
    with rechazado("curricular", "identidad", "aviso") as info:
        servicios.enviar_captura(c, por=cuenta, en=EN)
    curricular, identidad, aviso = info.value.rechazos
    assert "Primera propuesta principal: tiene 279 caracteres sin espacios; falta 1 para" in curricular.mensaje
    assert "pregunta 1" in identidad.mensaje
    assert "aviso de privacidad" in aviso.mensaje
    assert all(r.remedio for r in info.value.rechazos)


@pytest.mark.parametrize(("largo", "pasa"), [(279, False), (280, True), (1600, True), (1601, False)])
def test_los_limites_son_exactos_y_sin_espacios(elenco: Elenco, largo: int, pasa: bool) -> None:
    c = _lista(elenco)
    cuenta = elenco.cuenta_de(c)
    c = servicios.guardar_borrador(c, curricular={"propuesta_genero": texto(largo)}, por=cuenta, en=EN)
    if pasa:
        assert servicios.enviar_captura(c, por=cuenta, en=EN).estado == "capturada"
    else:
        with rechazado("curricular"):
            servicios.enviar_captura(c, por=cuenta, en=EN)


def test_la_foto_se_exige_si_el_proceso_la_exige(elenco: Elenco) -> None:
    c = _lista(elenco)
    cuenta = elenco.cuenta_de(c)
    c = servicios.guardar_borrador(c, curricular={"foto": ""}, por=cuenta, en=EN)
    with rechazado("curricular"):
        servicios.enviar_captura(c, por=cuenta, en=EN)
    elenco.proceso.exige_foto = False
    elenco.proceso.save()
    assert servicios.enviar_captura(c, por=cuenta, en=EN).estado == "capturada"


def test_la_representacion_captura_solo_por_su_partido(elenco: Elenco) -> None:
    c = _lista(elenco)
    with rechazado("rol"):
        servicios.enviar_captura(c, por=elenco.usuario("partido_b"), en=EN)
    assert servicios.enviar_captura(c, por=elenco.usuario("partido"), en=EN).capturada_por == elenco.usuario("partido")


def test_una_candidata_no_captura_por_otra(elenco: Elenco) -> None:
    c = _lista(elenco)
    otra = elenco.cuenta_de(elenco.candidatura("Bea Ruiz", formula="2"))
    with rechazado("rol"):
        servicios.enviar_captura(c, por=otra, en=EN)
    with rechazado("rol"):
        servicios.guardar_borrador(c, curricular={"motivo_cargo": ""}, por=otra, en=EN)


def test_el_sistema_solo_envia_lo_que_se_cargo_de_otro_registro(elenco: Elenco) -> None:
    propia = _lista(elenco)
    with rechazado("origen"):
        servicios.enviar_captura(propia, por=None, en=EN)
    cargada = elenco.candidatura("Bea Ruiz", formula="2", origen="INE, fila 7")
    for campo, valor in curricular_completo().items():
        setattr(cargada.curricular, campo, valor)
    cargada.curricular.save()
    cargada.identidad.respuestas = identidad_completa()
    cargada.identidad.save()
    cargada = servicios.enviar_captura(cargada, por=None, en=EN, motivo="Carga")
    assert (cargada.estado, cargada.capturada_por, cargada.aviso_aceptado_en) == ("capturada", None, None)
    assert cargada.dias_extemporanea == 0


def test_el_aviso_se_acepta_una_vez(elenco: Elenco) -> None:
    c = elenco.candidatura()
    cuenta = elenco.cuenta_de(c)
    assert servicios.aceptar_aviso(c, por=cuenta, en=EN).aviso_aceptado_en == EN
    with rechazado("aviso_aceptado"):
        servicios.aceptar_aviso(c, por=cuenta, en=momento("2024-04-06 10:00"))


def test_quien_tiene_la_cuenta_desactivada_no_hace_nada(elenco: Elenco) -> None:
    c = _lista(elenco)
    cuenta = elenco.cuenta_de(c)
    cuenta.is_active = False
    cuenta.save()
    with rechazado("rol"):
        servicios.enviar_captura(c, por=cuenta, en=EN)


def test_capturar_despues_de_retirada_dice_que_es_final(elenco: Elenco) -> None:
    c = elenco.candidatura_en("retirada")
    with pytest.raises(Rechazo, match="ya no cambia"):
        servicios.enviar_captura(c, por=elenco.usuario("partido"), en=EN)
