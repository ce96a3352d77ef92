"""The ledger: numbers given once, several deliverables in one oficio, what INE answers, and its files."""

import hashlib
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from compliance.historia import guardar
from compliance.models import Acto, Entregable, Nombramiento
from flujos import entregables
from flujos.entregables import Carta
from flujos.models import Destinatario, Oficio, Remision, SerieDeOficios
from flujos.transiciones import FueraDeLugar, Rechazo, YaHay

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento
from ..paginas import entrar, ver
from .pasos import hasta_remision

PROCESO = "prueba-2024"
ENVIO = momento("2024-04-04 12:00")
EN = momento("2024-04-15 10:00")


@pytest.fixture(autouse=True)
def ese_dia(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)


def carta(numero: str = "IEPC/SE/7/2024", **otros: object) -> Carta:
    return Carta(numero, ENVIO, ["UTVOPL"], ["UTTyPDP"], **otros)  # type: ignore[arg-type]


def juntos(e: Elenco, dicho: Carta | None = None, **otros: object) -> list[Remision]:
    """March's report and April's remission, in one oficio."""
    return entregables.remitir_juntos(
        [hasta_remision(e), e.entregables["remision-abril"]],
        dicho or carta(),
        por=e.usuario("secretaria_ejecutiva"),
        en=EN,
        **otros,  # type: ignore[arg-type]
    )


def serie(e: Elenco, **otros: object) -> SerieDeOficios:
    nueva = SerieDeOficios(proceso=e.proceso, anio=2024, formato="IEPC/SE/{numero}/{anio}", digitos=3, **otros)
    return entregables.guardar_en_catalogo(nueva, por=e.usuario("secretaria_ejecutiva"), en=EN)  # type: ignore[return-value]


def reservar(e: Elenco, de: SerieDeOficios, asunto: str) -> Oficio:
    return entregables.reservar_oficio(de, asunto=asunto, por=e.usuario("secretaria_ejecutiva"), en=EN)


def test_un_oficio_lleva_varios_o_ninguno(elenco: Elenco) -> None:
    una, otra = juntos(elenco)
    assert una.en_oficio == otra.en_oficio
    assert {r.entregable.llave for r in una.en_oficio.remisiones.all()} == {"informe-marzo", "remision-abril"}  # type: ignore[union-attr]
    assert [str(d) for d in una.en_oficio.dirigidos.all()] == ["UTVOPL", "Copia: UTTyPDP"]  # type: ignore[union-attr]


def test_si_uno_no_puede_ir_no_va_ninguno_y_se_dice_cual(elenco: Elenco) -> None:
    with pytest.raises(Rechazo, match=r"11\.12: .*El entregable está"):
        entregables.remitir_juntos(
            [hasta_remision(elenco), elenco.entregables["publicacion"]],
            carta(),
            por=elenco.usuario("secretaria_ejecutiva"),
            en=EN,
        )
    assert not Oficio.objects.exists()
    assert not Entregable.objects.filter(remitido_en__isnull=False).exists()


def test_un_numero_se_da_una_vez(elenco: Elenco) -> None:
    juntos(elenco, carta("iepc/se/003/2024"))
    suya = serie(elenco, ultimo=1)
    # The third one was typed by somebody: it is skipped.
    assert [reservar(elenco, suya, a).numero for a in ("Uno", "Dos")] == ["IEPC/SE/002/2024", "IEPC/SE/004/2024"]
    with pytest.raises(YaHay):
        reservar(elenco, suya, "dos")


def test_un_numero_enviado_no_sirve_para_otro_envio_pero_si_para_lo_que_falto(elenco: Elenco) -> None:
    quien = {"por": elenco.usuario("secretaria_ejecutiva"), "en": EN}
    informe, remision = hasta_remision(elenco), elenco.entregables["remision-abril"]
    (primera,) = entregables.remitir_juntos([informe], carta(), **quien)
    otra_hora = Carta("IEPC/SE/7/2024", momento("2024-04-05 09:00"), ["UTVOPL"])
    with pytest.raises(Rechazo, match="ya se envió"):
        entregables.remitir_juntos([remision], otra_hora, **quien)
    (segunda,) = entregables.remitir_juntos([remision], carta(), **quien)
    assert primera.en_oficio == segunda.en_oficio


def test_un_numero_cancelado_explica_el_hueco_y_no_se_usa(elenco: Elenco) -> None:
    apartado = reservar(elenco, serie(elenco), "Informe")
    quien = {"por": elenco.usuario("secretaria_ejecutiva"), "en": EN}
    with pytest.raises(Rechazo, match="Falta el motivo"):
        entregables.cancelar_oficio(apartado, motivo=" ", **quien)
    entregables.cancelar_oficio(apartado, motivo="Se imprimió mal", **quien)
    with pytest.raises(Rechazo, match="Se imprimió mal"):
        juntos(elenco, carta(apartado.numero))
    assert [a.verbo for a in _actos(apartado)] == ["reservar_oficio", "cancelar_oficio"]


def _actos(oficio: Oficio) -> list[Acto]:
    return list(Acto.objects.filter(modelo="flujos.oficio", objeto=oficio.pk).order_by("pk"))


def test_un_numero_reservado_se_envia_y_se_corrige_con_motivo(elenco: Elenco) -> None:
    apartado = reservar(elenco, serie(elenco), "Informe")
    una, _ = juntos(elenco, carta(apartado.numero))
    assert una.en_oficio == apartado
    quien = {"por": elenco.usuario("secretaria_ejecutiva"), "en": EN}
    with pytest.raises(FueraDeLugar):
        entregables.cancelar_oficio(apartado, motivo="No", **quien)
    entregables.corregir_numero(apartado, numero="IEPC/SE/9/2024", motivo="Se copió mal", **quien)
    una.refresh_from_db()
    assert una.oficio == "IEPC/SE/9/2024"


def test_un_area_solo_numera_en_su_serie(elenco: Elenco) -> None:
    ajena = serie(elenco)
    with pytest.raises(Rechazo, match="corresponde"):
        entregables.reservar_oficio(ajena, asunto="Uno", por=elenco.usuario("area"), en=EN)
    ajena.area = elenco.informatica
    entregables.guardar_en_catalogo(ajena, por=None, en=EN)
    assert entregables.reservar_oficio(ajena, asunto="Uno", por=elenco.usuario("area"), en=EN).area


def test_quien_firma_ocupa_el_cargo_ese_dia_o_se_dice_por_que(elenco: Elenco) -> None:
    informe, secretaria = hasta_remision(elenco), elenco.usuario("secretaria_ejecutiva")
    with pytest.raises(Rechazo, match="no ocupaba el cargo"):
        entregables.remitir_juntos([informe], carta(firma=elenco.usuario("area")), por=secretaria, en=EN)
    (una,) = entregables.remitir_juntos([informe], carta(firma=secretaria), por=secretaria, en=EN)
    assert una.en_oficio is not None
    assert (una.en_oficio.firma_nombre, una.en_oficio.firma_en_suplencia_de) == (str(secretaria), "")


def test_quien_ya_no_ocupaba_el_cargo_firma_con_la_razon_escrita(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    otra = elenco.usuario("ajena")
    elenco.nombrar(otra, "secretaria_ejecutiva")
    Nombramiento.objects.filter(usuario=otra).update(hasta=date(2024, 4, 3))
    quien = {"por": elenco.usuario("secretaria_ejecutiva"), "en": EN}
    with pytest.raises(Rechazo, match="no ocupaba el cargo"):
        entregables.remitir_juntos([informe], carta(firma=otra), **quien)
    nota = "Lo firmó el día 3"
    assert entregables.remitir_juntos([informe], carta(firma=otra), nota=nota, **quien)


def test_lo_observado_espera_respuesta_y_luego_se_valida(elenco: Elenco) -> None:
    juntos(elenco)
    informe = elenco.entregables["informe-marzo"]
    quien = {"por": elenco.usuario("secretaria_ejecutiva"), "en": EN}
    entregables.observar_por_ine(
        informe, observada_en=momento("2024-04-08 10:00"), texto="Falta el anexo.", archivo=pdf("observa"), **quien
    )
    with pytest.raises(Rechazo, match="observación del INE sin respuesta"):
        entregables.validar_por_ine(informe, validada_en=EN, **quien)
    with pytest.raises(FueraDeLugar):
        entregables.observar_por_ine(informe, observada_en=EN, texto="Otra", **quien)
    with pytest.raises(Rechazo, match="entre la observación"):
        entregables.responder_al_ine(informe, respondida_en=ENVIO, respuesta="Va.", **quien)
    dicha = entregables.responder_al_ine(
        informe, respondida_en=momento("2024-04-09 10:00"), respuesta="Se envía el anexo.", **quien
    )
    assert dicha.documento is not None
    entregables.validar_por_ine(informe, validada_en=EN, **quien)
    informe.refresh_from_db()
    assert informe.validado_ine_en == EN


def test_el_acuse_es_de_todo_el_oficio(elenco: Elenco) -> None:
    una, otra = juntos(elenco)
    quien = {"por": elenco.usuario("secretaria_ejecutiva"), "en": EN}
    entregables.registrar_acuse(una.entregable, pdf("acuse"), acuse_en=momento("2024-04-04 13:00"), **quien)
    otra.refresh_from_db()
    assert otra.acuse is not None
    assert Oficio.objects.get().acuse_en == momento("2024-04-04 13:00")
    with pytest.raises(FueraDeLugar):
        entregables.registrar_acuse(otra.entregable, pdf("otro"), **quien)


def test_el_oficio_es_de_quien_lo_envia_o_de_su_serie(elenco: Elenco) -> None:
    informe, remision = hasta_remision(elenco), elenco.entregables["remision-abril"]
    quien = {"por": elenco.usuario("secretaria_ejecutiva"), "en": EN}
    assert informe.area is not None
    apartado = reservar(elenco, serie(elenco), "Informe")
    (una,) = entregables.remitir_juntos([informe], carta(apartado.numero), **quien)
    # Of the executive secretary's series, whoever prepared what it takes.
    assert una.en_oficio is not None
    assert una.en_oficio.area is None
    remite = remision.ruta.etapas.get(tipo="remitir")
    remite.area = elenco.informatica
    guardar(remite, por=None, en=EN, motivo="Remite ella")
    (otra,) = entregables.remitir_juntos([remision], carta("UTIC/1/2024"), por=elenco.usuario("area"), en=EN)
    assert otra.en_oficio is not None
    assert otra.en_oficio.area == elenco.informatica


# -- Pages ------------------------------------------------------------------------------------------------


def cliente_de(e: Elenco, quien: str) -> Client:
    return entrar(e.usuario(quien))


LUGAR = reverse("oficios", args=[PROCESO])


@pytest.mark.parametrize(
    ("cual", "dia", "otro"),
    [
        ("oficio", "2024-04-03", "2024-04-04"),
        ("envio", "2024-04-04", "2024-04-05"),
        ("acuse", "2024-04-06", "2024-04-04"),
        ("observacion", "2024-04-08", "2024-04-04"),
        ("respuesta", "2024-04-09", "2024-04-08"),
        ("validacion", "2024-04-10", "2024-04-04"),
        ("reserva", "2024-04-15", "2024-04-04"),
    ],
)
def test_se_busca_por_cualquiera_de_sus_fechas(elenco: Elenco, cual: str, dia: str, otro: str) -> None:
    apartado = reservar(elenco, serie(elenco, ultimo=6), "Informe")
    dicho = carta(apartado.numero, fecha=date(2024, 4, 3), acuse_en=momento("2024-04-06 23:30"))
    una, _ = juntos(elenco, dicho, acuse=pdf("acuse"))
    observada, respondida = momento("2024-04-08 23:30"), momento("2024-04-09 23:30")
    entregables.observar_por_ine(una.entregable, observada_en=observada, texto="Falta.", por=None, en=EN)
    entregables.responder_al_ine(una.entregable, respondida_en=respondida, respuesta="Va.", por=None, en=EN)
    entregables.validar_por_ine(una.entregable, validada_en=momento("2024-04-10 23:30"), por=None, en=EN)
    cliente = cliente_de(elenco, "auditoria")
    for pedido, hallado in ((dia, True), (otro, False)):
        pagina = cliente.get(LUGAR, {"fecha": cual, "desde": pedido, "hasta": pedido}).content.decode()
        assert (apartado.numero in pagina) is hallado


def test_se_busca_por_estado_area_texto_y_destinatario(elenco: Elenco) -> None:
    juntos(elenco)
    reservar(elenco, serie(elenco), "Para después")
    cliente = cliente_de(elenco, "auditoria")
    utvopl = Destinatario.objects.get(nombre="UTVOPL").pk
    for filtro, hallados in (
        ({"estado": "reservado"}, {"001"}),
        ({"estado": "sin_acuse"}, {"7"}),
        ({"estado": "observado"}, set()),
        ({"destinatario": utvopl}, {"7"}),
        ({"q": "11.14"}, {"7"}),
        ({"q": "después"}, {"001"}),
        ({"area": "informatica"}, {"7"}),
    ):
        pagina = cliente.get(LUGAR, filtro).content.decode()
        assert {n for n in ("001", "7") if f"IEPC/SE/{n}/2024" in pagina} == hallados, filtro


def test_el_libro_sale_con_claves_de_texto_y_fechas_de_verdad(elenco: Elenco) -> None:
    una, _ = juntos(elenco)
    observada = momento("2024-04-08 10:00")
    entregables.observar_por_ine(una.entregable, observada_en=observada, texto="Falta el anexo.", por=None, en=EN)
    respuesta = cliente_de(elenco, "auditoria").get(LUGAR, {"formato": "xlsx"})
    libro = CalamineWorkbook.from_filelike(BytesIO(b"".join(respuesta.streaming_content)))  # type: ignore[attr-defined]
    cabeza, fila = libro.get_sheet_by_index(0).to_python()
    celdas = dict(zip(cabeza, fila, strict=True))
    assert (celdas["Claves"], celdas["Oficio"]) == ("11.3; 11.14", "IEPC/SE/7/2024")
    assert celdas["Fecha"] == date(2024, 4, 4)
    assert celdas["Envío"] == datetime(2024, 4, 4, 12, 0)
    assert (celdas["Lo que observó el INE"], celdas["Estado"]) == ("Falta el anexo.", "Observado por el INE")
    impreso = cliente_de(elenco, "auditoria").get(LUGAR, {"formato": "pdf"})
    assert impreso.content.startswith(b"%PDF-")


def test_se_remiten_juntos_desde_la_pagina(elenco: Elenco) -> None:
    informe, remision = hasta_remision(elenco), elenco.entregables["remision-abril"]
    lugar = reverse("entregable_accion", args=[PROCESO, informe.pk, "remitir"])
    cliente = cliente_de(elenco, "secretaria_ejecutiva")
    datos = {
        "oficio": "IEPC/SE/8/2024",
        "remitida_en": "2024-04-04T12:00",
        "destinatario": "UTVOPL",
        "tambien": [remision.pk],
        "firma": elenco.usuario("area").pk,
    }
    refutada = cliente.post(lugar, datos)
    assert refutada.status_code == 422
    assert "no ocupaba el cargo" in refutada.content.decode()
    assert cliente.post(lugar, datos | {"firma": ""}).status_code == 302
    assert Oficio.objects.get().remisiones.count() == 2


def test_de_un_numero_reservado_se_va_a_lo_que_puede_llevar(elenco: Elenco) -> None:
    informe, apartado = hasta_remision(elenco), reservar(elenco, serie(elenco), "Informe")
    lugar = reverse("oficio", args=[PROCESO, apartado.pk])
    destino = f"{reverse('entregable_accion', args=[PROCESO, informe.pk, 'remitir'])}?oficio=IEPC%2FSE%2F001%2F2024"
    cliente = cliente_de(elenco, "secretaria_ejecutiva")
    assert destino in cliente.get(lugar).content.decode()
    assert f'value="{apartado.numero}"' in cliente.get(destino).content.decode()
    # Whoever does not send is led nowhere.
    assert destino not in cliente_de(elenco, "auditoria").get(lugar).content.decode()
    entregables.cancelar_oficio(apartado, motivo="Se imprimió mal", por=None, en=EN)
    pagina = ver(cliente, lugar)
    assert destino not in pagina
    for dicho in ("Se reservó el número", "Se canceló el número", "Se imprimió mal", "No llevó nada."):
        assert dicho in pagina


def test_a_quien_se_escribe_se_dice_una_vez_aunque_se_repita(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    datos = {
        "oficio": "IEPC/SE/8/2024",
        "remitida_en": "2024-04-04T12:00",
        "destinatario": "Junta Local\r\n Junta Local \r\nUTVOPL",
        "copia": "Contraloría",
    }
    lugar = reverse("entregable_accion", args=[PROCESO, informe.pk, "remitir"])
    cliente = cliente_de(elenco, "secretaria_ejecutiva")
    assert cliente.post(lugar, datos).status_code == 302
    assert [str(d) for d in Oficio.objects.get().dirigidos.all()] == ["Junta Local", "UTVOPL", "Copia: Contraloría"]
    otro = reverse("entregable_accion", args=[PROCESO, elenco.entregables["remision-abril"].pk, "remitir"])
    assert "; Contraloría; Junta Local; UTVOPL." in ver(cliente, otro)


def test_lo_que_la_pagina_no_ofrece_no_se_acepta(elenco: Elenco) -> None:
    informe, suya = hasta_remision(elenco), serie(elenco)
    lugar = reverse("entregable_accion", args=[PROCESO, informe.pk, "remitir"])
    datos = {"oficio": "IEPC/SE/8/2024", "remitida_en": "2024-04-04T12:00", "destinatario": "UTVOPL"}
    cliente = cliente_de(elenco, "secretaria_ejecutiva")
    # Another that does not wait to be sent, itself, and somebody from outside the institute.
    for campo, valor in (
        ("tambien", elenco.entregables["publicacion"].pk),
        ("tambien", informe.pk),
        ("firma", elenco.usuario("partido").pk),
    ):
        assert cliente.post(lugar, datos | {campo: valor}).status_code == 422, campo
    for quien in ("area", "secretaria_tecnica", "auditoria", "partido"):
        assert cliente_de(elenco, quien).post(lugar, datos).status_code == 404, quien
    # A number of somebody else's series, which the area is not offered.
    reserva = reverse("oficio_reservar", args=[PROCESO])
    assert cliente_de(elenco, "area").post(reserva, {"serie": suya.pk, "asunto": "Uno"}).status_code == 422
    assert cliente_de(elenco, "auditoria").post(reserva, {"serie": suya.pk, "asunto": "Uno"}).status_code == 404
    assert not Oficio.objects.exists()
    assert not Entregable.objects.exclude(remitido_en=None).exists()
    # What only looks changes nothing.
    assert cliente.get(lugar, datos).status_code == 200
    assert not Oficio.objects.exists()


def test_nadie_mueve_numeros_que_no_son_suyos(elenco: Elenco) -> None:
    apartado = reservar(elenco, serie(elenco), "Informe")
    lugar = reverse("oficio_accion", args=[PROCESO, apartado.pk, "cancelar-oficio"])
    for quien in ("area", "auditoria", "verificacion"):
        assert cliente_de(elenco, quien).post(lugar, {"motivo": "Porque sí"}).status_code == 404
    apartado.refresh_from_db()
    assert apartado.estado == Oficio.Estado.RESERVADO
    assert cliente_de(elenco, "secretaria_ejecutiva").post(lugar, {"motivo": "Sobró"}).status_code == 302


def test_el_paquete_lleva_indice_y_huellas_y_es_siempre_el_mismo(elenco: Elenco) -> None:
    juntos(elenco, acuse=pdf("acuse"))
    oficio = Oficio.objects.get()
    lugar = reverse("oficio_paquete", args=[PROCESO, oficio.pk])
    cliente = cliente_de(elenco, "auditoria")
    partes = [b"".join(cliente.get(lugar).streaming_content) for _ in range(2)]  # type: ignore[attr-defined]
    assert partes[0] == partes[1]
    with ZipFile(BytesIO(partes[0])) as archivo:
        assert archivo.testzip() is None
        huellas = dict(reversed(r.split("  ")) for r in archivo.read("SHA256SUMS").decode().splitlines())
        assert {n: hashlib.sha256(archivo.read(n)).hexdigest() for n in huellas} == huellas
        hoja = CalamineWorkbook.from_filelike(BytesIO(archivo.read("INDICE.xlsx"))).get_sheet_by_index(0)
        assert {fila[0] for fila in hoja.to_python()[1:]} == set(huellas)
        assert len(huellas) == 2
    assert cliente_de(elenco, "partido").get(lugar).status_code == 404


def test_el_paquete_de_un_oficio_lleva_lo_enviado_y_el_del_entregable_todas_sus_versiones(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    entregables.adjuntar(informe, pdf("borrador"), por=elenco.usuario("area"), en=momento("2024-03-26 10:00"))
    juntos(elenco)
    cliente = cliente_de(elenco, "auditoria")
    versiones = {
        nombre: [
            n.split("-")[2] for n in ZipFile(BytesIO(cliente.get(lugar).getvalue())).namelist() if "-proyecto-" in n
        ]
        for nombre, lugar in (
            ("oficio", reverse("oficio_paquete", args=[PROCESO, Oficio.objects.get().pk])),
            ("entregable", reverse("entregable_paquete", args=[PROCESO, informe.pk])),
        )
    }
    assert versiones == {"oficio": ["v2"], "entregable": ["v1", "v2"]}


def test_un_documento_se_ve_en_su_pagina_sin_salir_de_ella(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    documento = informe.documentos.get()
    vista = reverse("documento_vista", args=[PROCESO, documento.pk])
    respuesta = cliente_de(elenco, "auditoria").get(vista)
    assert (respuesta["Content-Type"], respuesta["X-Frame-Options"]) == ("application/pdf", "SAMEORIGIN")
    assert respuesta.getvalue().startswith(b"%PDF")
    assert "frame-ancestors 'self'" in respuesta["Content-Security-Policy"]
    assert cliente_de(elenco, "partido").get(vista).status_code == 404
    pagina = cliente_de(elenco, "auditoria").get(reverse("entregable", args=[PROCESO, informe.pk]))
    assert vista in pagina.content.decode()


def de_serie(prefijo: str = "series-", **otros: object) -> dict[str, object]:
    """What the form of a series sends."""
    campos = {"anio": 2024, "formato": "UAI/{numero}/{anio}", "digitos": 0, "ultimo": 0, "vigente": "on"} | otros
    return {f"{prefijo}{campo}": valor for campo, valor in campos.items() if valor != ""}


def test_una_serie_y_una_unidad_se_agregan_en_su_pagina(elenco: Elenco) -> None:
    cliente, lugar = cliente_de(elenco, "secretaria_ejecutiva"), reverse("oficios_catalogos", args=[PROCESO])
    datos = {"cual": "series"} | de_serie()
    for mal in ({"formato": "UAI/{anio}"}, {"digitos": 10}):
        assert cliente.post(lugar, datos | de_serie(**mal)).status_code == 422
    assert cliente.post(lugar, datos).status_code == 302
    assert cliente.post(lugar, datos).status_code == 422
    unidad = {"cual": "destinatarios", "destinatarios-nombre": "Junta Local", "destinatarios-vigente": "on"}
    assert cliente.post(lugar, unidad).status_code == 302
    assert cliente.post(lugar, unidad).status_code == 422
    assert Destinatario.objects.filter(nombre="Junta Local").count() == 1
    reserva = reverse("oficio_reservar", args=[PROCESO])
    apartado = cliente.post(reserva, {"serie": SerieDeOficios.objects.get().pk, "asunto": "Uno"})
    assert apartado.status_code == 302
    assert cliente.get(apartado["Location"]).status_code == 200


def test_una_serie_se_cambia_salvo_en_lo_que_ya_dio(elenco: Elenco) -> None:
    suya = serie(elenco)
    cliente, lugar = (
        cliente_de(elenco, "secretaria_ejecutiva"),
        reverse("oficios_catalogo", args=[PROCESO, "series", suya.pk]),
    )
    # Nothing was taken of it yet: all of it changes.
    assert cliente.post(lugar, de_serie("", formato="IEPC/{numero}/{anio}", ultimo=4)).status_code == 302
    suya.refresh_from_db()
    assert reservar(elenco, suya, "Uno").numero == "IEPC/5/2024"
    for campo, valor, dice in (
        ("formato", "SE/{numero}/{anio}", "ya dio números"),
        ("anio", 2025, "ya dio números"),
        ("ultimo", 4, "Ya se dio el número 5. Escriba 5 o uno mayor."),
    ):
        enviado = de_serie("", **{"formato": "IEPC/{numero}/{anio}", "ultimo": 5, campo: valor})
        respuesta = cliente.post(lugar, enviado)
        assert (respuesta.status_code, dice in respuesta.content.decode()) == (422, True), campo
        assert str(valor) in respuesta.content.decode()
    area = elenco.informatica
    enviado = de_serie("", formato="IEPC/{numero}/{anio}", ultimo=9, digitos=3, area=area.pk)
    assert cliente.post(lugar, enviado).status_code == 302
    suya.refresh_from_db()
    dado = reservar(elenco, suya, "Dos")
    assert (dado.numero, dado.area) == ("IEPC/010/2024", area)


def test_una_serie_que_no_esta_vigente_no_da_numeros(elenco: Elenco) -> None:
    suya = serie(elenco)
    cliente = cliente_de(elenco, "secretaria_ejecutiva")
    cerrada = de_serie("", formato=suya.formato, digitos=3, vigente="")
    lugar = reverse("oficios_catalogo", args=[PROCESO, "series", suya.pk])
    assert cliente.post(lugar, cerrada).status_code == 302
    with pytest.raises(Rechazo, match="ya no da números"):
        reservar(elenco, suya, "Uno")
    reserva = reverse("oficio_reservar", args=[PROCESO])
    assert "No hay series" in cliente.get(reserva).content.decode()
    assert cliente.post(reserva, {"serie": suya.pk, "asunto": "Uno"}).status_code == 422
    assert not Oficio.objects.exists()
    assert cliente.post(lugar, cerrada | {"vigente": "on"}).status_code == 302
    assert reservar(elenco, suya, "Uno").numero == "IEPC/SE/001/2024"


def test_una_unidad_a_la_que_ya_se_escribio_conserva_su_nombre(elenco: Elenco) -> None:
    juntos(elenco)
    cliente, unidad = cliente_de(elenco, "secretaria_ejecutiva"), Destinatario.objects.get(nombre="UTVOPL")
    lugar = reverse("oficios_catalogo", args=[PROCESO, "destinatarios", unidad.pk])
    otra = {"nombre": "Junta Local", "de_costumbre": "para", "vigente": "on"}
    respuesta = cliente.post(lugar, otra)
    assert (respuesta.status_code, "Ya hay oficios dirigidos" in respuesta.content.decode()) == (422, True)
    assert cliente.post(lugar, otra | {"nombre": "UTVOPL", "vigente": ""}).status_code == 302
    assert "UTVOPL" not in dict(entregables.destinatarios_de(elenco.proceso))


def test_los_catalogos_de_otro_proceso_o_de_otra_clase_no_existen(elenco: Elenco) -> None:
    suya = serie(elenco)
    cliente = cliente_de(elenco, "secretaria_ejecutiva")
    for cual, pk in (("destinatarios", suya.pk), ("series", suya.pk + 1), ("otros", suya.pk)):
        lugar = reverse("oficios_catalogo", args=[PROCESO, cual, pk])
        assert cliente.get(lugar).status_code == cliente.post(lugar, {}).status_code == 404
    for quien in ("area", "auditoria", "secretaria_tecnica"):
        lugar = reverse("oficios_catalogo", args=[PROCESO, "series", suya.pk])
        assert cliente_de(elenco, quien).post(lugar, de_serie("", vigente="")).status_code == 404
    suya.refresh_from_db()
    assert suya.vigente


def test_un_archivo_que_no_se_puede_guardar_no_deja_nada(elenco: Elenco) -> None:
    with pytest.raises(ValidationError):
        juntos(elenco, acuse=ContentFile(b"nada", name="acuse.pdf"))
    assert not Oficio.objects.exists()
