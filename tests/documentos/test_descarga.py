"""Who may download what, and how it leaves."""

import logging
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from compliance.models import Candidatura, Nombramiento, Rol, Usuario
from documentos.models import Documento
from documentos.services import guardar_documento

from ..elenco import INICIO, Elenco, momento
from .muestras import pdf

EN = momento("2024-03-27 10:00")


def guardar(e: Elenco, **campos: Any) -> Documento:
    return guardar_documento(
        pdf(nombre="Informe de «marzo».pdf"),
        **{"proceso": e.proceso, "tipo": Documento.Tipo.INFORME, "titulo": "Informe", "por": None, "en": EN, **campos},
    )


def pedir(usuario: Usuario | None, documento: Documento, proceso: str = "prueba-2024") -> Any:
    cliente = Client()
    if usuario:
        cliente.force_login(usuario, backend="django.contrib.auth.backends.ModelBackend")
    respuesta: Any = cliente.get(reverse("documento", args=[proceso, documento.pk]))
    # Reading it to the end is what closes the file.
    respuesta.contenido = respuesta.getvalue() if respuesta.streaming else respuesta.content
    return respuesta


@pytest.fixture
def candidata(elenco: Elenco) -> tuple[Usuario, Candidatura]:
    candidatura = elenco.candidatura()
    usuario = Usuario.objects.create_user("candidata", "candidata@example.com")
    rol = Group.objects.get_or_create(name=Rol.CANDIDATURA.value)[0]
    Nombramiento.objects.create(usuario=usuario, rol=rol, proceso=elenco.proceso, candidatura=candidatura, desde=INICIO)
    return usuario, candidatura


@pytest.fixture(autouse=True)
def dia_fijo(settings: Any) -> None:
    settings.DEMO_FECHA = momento("2024-04-02 00:00").date()


def test_sale_como_archivo_con_su_nombre_y_sin_quedarse_en_cache(elenco: Elenco) -> None:
    documento = guardar(elenco, entregable=elenco.entregables["informe-marzo"])
    respuesta = pedir(elenco.usuario("comision"), documento)
    assert respuesta.status_code == 200
    assert respuesta.contenido.startswith(b"%PDF-")
    assert respuesta["Content-Type"] == "application/pdf"
    assert respuesta["Content-Disposition"].startswith("attachment;")
    assert "Informe%20de%20%C2%ABmarzo%C2%BB.pdf" in respuesta["Content-Disposition"]
    assert respuesta["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in respuesta["Cache-Control"]


def test_sin_sesion_se_pide_entrar(elenco: Elenco) -> None:
    documento = guardar(elenco, entregable=elenco.entregables["informe-marzo"])
    respuesta = pedir(None, documento)
    assert respuesta.status_code == 302
    assert respuesta.url.startswith(reverse("entrar"))


@pytest.mark.parametrize(
    ("quien", "codigo"),
    [("area", 200), ("auditoria", 200), ("partido", 404), ("ajena", 404)],
)
def test_el_de_un_entregable_es_para_quien_trabaja_en_el_instituto(elenco: Elenco, quien: str, codigo: int) -> None:
    documento = guardar(elenco, entregable=elenco.entregables["informe-marzo"])
    assert pedir(elenco.usuario(quien), documento).status_code == codigo


@pytest.mark.parametrize(("quien", "codigo"), [("verificacion", 200), ("partido", 200), ("partido_b", 404)])
def test_el_de_una_candidatura_sigue_a_la_candidatura(elenco: Elenco, quien: str, codigo: int) -> None:
    documento = guardar(elenco, candidatura=elenco.candidatura(), tipo=Documento.Tipo.RETIRO)
    assert pedir(elenco.usuario(quien), documento).status_code == codigo


@pytest.mark.parametrize(
    ("quien", "codigo"), [("verificacion", 200), ("comision", 404), ("administracion", 404), ("partido", 404)]
)
def test_un_consentimiento_firmado_solo_lo_ve_verificacion(
    elenco: Elenco, candidata: tuple[Usuario, Candidatura], quien: str, codigo: int
) -> None:
    documento = guardar(elenco, candidatura=candidata[1], tipo=Documento.Tipo.CONSENTIMIENTO)
    assert pedir(elenco.usuario(quien), documento).status_code == codigo


def test_quien_firmo_el_consentimiento_ve_el_suyo_y_no_el_de_otra(
    elenco: Elenco, candidata: tuple[Usuario, Candidatura]
) -> None:
    usuario, candidatura = candidata
    otra = elenco.candidatura("Otra Persona", formula="2")
    propio = guardar(elenco, candidatura=candidatura, tipo=Documento.Tipo.CONSENTIMIENTO)
    ajeno = guardar(elenco, candidatura=otra, tipo=Documento.Tipo.CONSENTIMIENTO)
    assert pedir(usuario, propio).status_code == 200
    assert pedir(usuario, ajeno).status_code == 404


def test_la_direccion_de_otro_proceso_no_existe(elenco: Elenco) -> None:
    documento = guardar(elenco, entregable=elenco.entregables["informe-marzo"])
    assert pedir(elenco.usuario("comision"), documento, "otro-proceso").status_code == 404


def test_uno_alterado_no_se_entrega_y_queda_en_la_bitacora(
    elenco: Elenco, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    documento = guardar(elenco, entregable=elenco.entregables["informe-marzo"])
    (Path(settings.MEDIA_ROOT) / documento.archivo.name).write_bytes(b"%PDF-otra cosa")
    with caplog.at_level(logging.ERROR, "documentos"):
        respuesta = pedir(elenco.usuario("comision"), documento)
    assert respuesta.status_code == 500
    assert "falta o cambió" in respuesta.content.decode()
    assert documento.sha256 in caplog.text


def test_ver_no_cambia_nada(elenco: Elenco) -> None:
    documento = guardar(elenco, entregable=elenco.entregables["informe-marzo"])
    pedir(elenco.usuario("comision"), documento)
    assert documento.history.count() == 1
