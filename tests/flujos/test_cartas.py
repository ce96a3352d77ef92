"""Letters and certificates as pages: what each says of the record, for whom, and that giving them is a reading."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from compliance.models import Acto, Candidatura
from flujos.entregables import cancelar_oficio
from flujos.models import Oficio
from notificaciones.models import Aviso

from ..direcciones import AHORA, PROCESO, Poblado, poblar
from ..elenco import Elenco
from ..impresos import Impreso, al_imprimir

Entra = Callable[[str], Client]


@pytest.fixture
def poblado(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> Poblado:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AHORA)
    return poblar(elenco)


@pytest.fixture
def impresos(poblado: Poblado, monkeypatch: pytest.MonkeyPatch) -> list[Impreso]:
    return al_imprimir(monkeypatch)


@pytest.fixture
def como(poblado: Poblado) -> Entra:
    def entrar(rol: str) -> Client:
        cliente = Client()
        cliente.force_login(poblado.usuarios[rol], backend="django.contrib.auth.backends.ModelBackend")
        return cliente

    return entrar


def descargas() -> int:
    return Acto.objects.filter(verbo="descargar").count()


def test_la_vista_y_el_exhorto_dicen_lo_de_su_pagina_y_quedan_anotados(
    elenco: Elenco, poblado: Poblado, como: Entra, impresos: list[Impreso]
) -> None:
    antes = descargas()
    for clave in ("vista_carta", "exhorto"):
        assert como("auditoria").get(poblado.lugar(clave)).status_code == 200
    vista, exhorto = impresos
    assert descargas() == antes + 2
    assert vista.marca == exhorto.marca == "BORRADOR"
    suyas = Candidatura.objects.filter(proceso=elenco.proceso, actor=elenco.partido_a, estado="asignada")
    assert suyas
    for c in suyas:
        assert c.persona.nombre in vista.texto
        if c.cuentas_enviadas_en:
            assert c.persona.nombre in exhorto.texto
    # What waits for the institute is not asked of a party.
    assert "Espera la verificación" in vista.texto
    assert "Espera la verificación" not in exhorto.texto
    # Another format is none, and leaves no reading.
    assert como("auditoria").get(poblado.lugar("exhorto") + "?formato=csv").status_code == 404
    assert descargas() == antes + 2


def test_una_vista_de_muchas_se_resume_y_remite_a_su_anexo(
    elenco: Elenco, poblado: Poblado, como: Entra, impresos: list[Impreso], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flujos.views.cartas.EN_UNA_CARTA", 1)
    assert como("auditoria").get(poblado.lugar("vista_carta")).status_code == 200
    (vista,) = impresos
    assert "va en el anexo (XLSX)" in vista.texto
    assert elenco.partido_a.nombre in vista.texto
    suya = Candidatura.objects.filter(actor=elenco.partido_a, estado="asignada").first()
    assert suya is not None
    assert suya.persona.nombre not in vista.texto


def test_las_cartas_de_cuenta_son_de_lo_entregado_y_de_su_proceso(
    elenco: Elenco, poblado: Poblado, como: Entra, impresos: list[Impreso]
) -> None:
    lugar = reverse("accesos_cartas", args=[PROCESO])
    assert como("verificacion").get(poblado.lugar("accesos_cartas")).status_code == 200
    assert "Recibí" in impresos[0].texto
    sin_entregar = Candidatura.objects.filter(cuentas_enviadas_en=None).first()
    assert sin_entregar is not None
    for consulta in ("", "?c=999999", "?actor=x", f"?c={sin_entregar.pk}"):
        assert como("verificacion").get(lugar + consulta).status_code == 404


def test_las_listas_salen_en_excel_y_lo_que_no_lleva_lista_no(poblado: Poblado, como: Entra) -> None:
    auditoria = como("auditoria")
    for clave in ("vista_carta", "exhorto", "avisos_constancia", "historial_constancia"):
        antes = descargas()
        respuesta = auditoria.get(poblado.lugar(clave) + "?formato=xlsx")
        assert (respuesta.status_code, respuesta.content[:2]) == (200, b"PK"), clave
        assert descargas() == antes + 1
    assert como("area").get(poblado.lugar("entregable_proyecto") + "?formato=xlsx").status_code == 404


def test_las_cartas_de_un_partido_grande_van_en_varios_archivos(
    elenco: Elenco, poblado: Poblado, como: Entra, impresos: list[Impreso], monkeypatch: pytest.MonkeyPatch
) -> None:
    suyas = Candidatura.objects.filter(actor=elenco.partido_a, cuentas_enviadas_en__isnull=False).exclude(
        estado="retirada"
    )
    cuantas = suyas.count()
    assert cuantas > 1
    monkeypatch.setattr("flujos.views.cartas.CARTAS_POR_ARCHIVO", cuantas - 1)
    lugar, verifica = f"{reverse('accesos_cartas', args=[PROCESO])}?actor={elenco.partido_a.pk}", como("verificacion")
    antes = descargas()
    pagina = verifica.get(lugar).content.decode()
    assert f"Son {cuantas} cartas y cada archivo lleva hasta {cuantas - 1}" in pagina
    assert f"{lugar}&amp;parte=2" in pagina
    # The page tells of nobody; each file is a reading.
    assert descargas() == antes
    for parte in (1, 2):
        assert verifica.get(f"{lugar}&parte={parte}").status_code == 200
    assert descargas() == antes + 2
    assert sum(impreso.texto.count("Recibí") for impreso in impresos) == cuantas
    for parte in ("0", "3", "x", ""):
        assert verifica.get(f"{lugar}&parte={parte}").status_code == 404


def test_la_constancia_de_avisos_es_de_cada_partido(
    elenco: Elenco, poblado: Poblado, como: Entra, impresos: list[Impreso]
) -> None:
    enviado = Aviso.objects.filter(actor=elenco.partido_a, candidaturas__isnull=False).first()
    assert enviado is not None
    Aviso.objects.filter(pk=enviado.pk).update(
        estado="enviado", enviado_en=AHORA, mensaje_id="<abc@ejemplo.mx>", destinatario_correo="a@ejemplo.mx"
    )
    lugar, antes = poblado.lugar("avisos_constancia"), descargas()
    assert como("partido").get(lugar).status_code == 200
    assert como("auditoria").get(lugar).status_code == 200
    assert como("partido_b").get(lugar).status_code == 404
    suya, de_auditoria = impresos
    assert descargas() == antes + 2
    for parte in (enviado.asunto, "Enviado", "<abc@ejemplo.mx>"):
        assert parte in suya.texto
        assert parte in de_auditoria.texto
    assert "a@ejemplo.mx" in suya.texto
    assert "a@ejemplo.mx" not in de_auditoria.texto


def test_la_constancia_de_historial_lleva_la_huella_de_cada_acto_y_no_quien_lo_leyo(
    poblado: Poblado, como: Entra, impresos: list[Impreso]
) -> None:
    lugar = poblado.lugar("historial_constancia")
    for rol in ("auditoria", "administracion"):
        assert como(rol).get(lugar).status_code == 200
    assert impresos[0] == impresos[1]
    actos = Acto.objects.filter(modelo="compliance.entregable", objeto=poblado.argumentos["historial_constancia"][2])
    hechos = actos.exclude(verbo="descargar")
    assert actos.count() == hechos.count() + 2
    assert all(a.huella in impresos[0].texto for a in hechos)
    assert not any(a.huella in impresos[0].texto for a in actos.filter(verbo="descargar"))
    assert como("auditoria").get(reverse("historial_constancia", args=[PROCESO, "nada", 1])).status_code == 404


def test_los_proyectos_salen_en_word_y_un_numero_cancelado_no_tiene_oficio(
    elenco: Elenco, poblado: Poblado, como: Entra
) -> None:
    area = como("area")
    for clave in ("entregable_proyecto", "entregable_proyecto:dictamen", "entregable_proyecto:remision"):
        respuesta = area.get(poblado.lugar(clave))
        assert respuesta.content[:2] == b"PK"
        assert ".docx" in respuesta["Content-Disposition"]
        assert area.get(poblado.lugar(clave) + "?formato=pdf").content[:5] == b"%PDF-"
    informe = poblado.argumentos["entregable_proyecto"][1]
    assert area.get(reverse("entregable_proyecto", args=[PROCESO, informe, "factura"])).status_code == 404
    apartado = Oficio.objects.get(pk=poblado.argumentos["oficio_accion"][1])
    lugar = reverse("oficio_carta", args=[PROCESO, apartado.pk])
    assert area.get(lugar).status_code == 200
    cancelar_oficio(apartado, motivo="No se usará", por=None, en=AHORA)
    assert area.get(lugar).status_code == 404


def test_cada_pagina_lleva_a_sus_papeles(poblado: Poblado, como: Entra) -> None:
    for pagina, papel, rol in (
        ("oficio", "oficio_carta", "area"),
        ("entregable", "entregable_proyecto", "area"),
        ("avance_vista", "vista_carta", "secretaria_tecnica"),
        ("accesos", "accesos_cartas", "verificacion"),
        ("historial_objeto:entregable", "historial_constancia", "auditoria"),
        ("avisos", "avisos_constancia", "partido"),
    ):
        assert poblado.lugar(papel) in como(rol).get(poblado.lugar(pagina)).content.decode(), papel
    pendientes = poblado.lugar("avance_pendientes") + f"?actor={poblado.argumentos['exhorto'][1]}"
    assert poblado.lugar("exhorto") in como("secretaria_tecnica").get(pendientes).content.decode()
    assert poblado.lugar("exhorto") not in como("partido").get(pendientes).content.decode()
    assert poblado.lugar("vista_carta") not in como("partido").get(poblado.lugar("avance_vista")).content.decode()
