"""What is told when a form is sent twice, when another was faster and when the database is busy."""

import re
import sqlite3
from typing import Any

import pytest
from django.db import OperationalError
from playwright.sync_api import Page, expect

from flujos import entregables, sesiones
from flujos.models import Decision, Sesion
from flujos.sesiones import Punto, Sentido

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento
from .ayudas import entrar_como, foto, pulsar, sin_violaciones


def test_una_convocatoria_enviada_dos_veces_pregunta_si_es_otra(pagina: Page, elenco: Elenco) -> None:
    entrar_como(pagina, elenco.usuario("secretaria_tecnica"))

    def convocar() -> None:
        pagina.goto("/p/prueba-2024/sesiones/nueva/")
        pagina.get_by_label("Tipo de sesión").select_option("ordinaria")
        pagina.get_by_label("Fecha y hora de inicio").fill("2024-04-18T10:00")
        pagina.get_by_label("Otros puntos del orden del día").fill("Asuntos generales")
        pulsar(pagina, "Convocar")

    convocar()
    primera = pagina.url
    convocar()
    expect(pagina.get_by_text("Ya hay una igual")).to_be_visible()
    expect(pagina.get_by_label("Otros puntos del orden del día")).to_have_value("Asuntos generales")
    sin_violaciones(pagina)
    foto(pagina, "convocar-dos-veces")
    pagina.get_by_label("Sí, es otra").check()
    pulsar(pagina, "Convocar")
    expect(pagina).not_to_have_url(primera)
    assert Sesion.objects.count() == 2


def test_lo_escrito_en_una_pagina_que_envejecio_se_ve(pagina: Page, elenco: Elenco) -> None:
    quien = elenco.usuario("secretaria_tecnica")
    publicacion = elenco.entregables["publicacion"]
    entregables.presentar(publicacion, pdf(), por=None, en=momento("2024-03-27 10:00"))
    sesion = sesiones.convocar(
        elenco.comision,
        tipo="ordinaria",
        inicia_en=momento("2024-04-01 09:00"),
        puntos=[Punto("", publicacion)],
        por=quien,
        en=momento("2024-03-28 09:00"),
    )
    sesiones.instalar(sesion, presentes=elenco.comision.integraciones.all(), por=quien, en=momento("2024-04-01 09:00"))
    entrar_como(pagina, quien)
    pagina.goto(f"/p/prueba-2024/sesiones/{sesion.pk}/")
    pagina.get_by_label("Sentido del punto 1").select_option("devuelto")
    pagina.get_by_label("Observaciones del punto 1").fill("Falta el anexo.")
    hora = momento("2024-04-01 09:20")
    sesiones.decidir(
        sesion, [Sentido(sesion.puntos.get(), "aprobado", unanimidad=True)], decidida_en=hora, por=quien, en=hora
    )
    pulsar(pagina, "Registrar decisiones")
    expect(pagina.get_by_text("No se registró nada")).to_be_visible()
    expect(pagina.get_by_text("Observaciones: Falta el anexo.")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "sesion-que-envejecio")
    assert Decision.objects.get().resultado == "aprobado"


def test_con_el_sitio_ocupado_lo_escrito_se_envia_otra_vez(
    abrir_pagina: Any, elenco: Elenco, monkeypatch: pytest.MonkeyPatch
) -> None:
    origen = sqlite3.OperationalError("database is locked")
    origen.sqlite_errorcode = sqlite3.SQLITE_BUSY
    convocar = sesiones.convocar
    veces = 0

    def ocupada(*args: Any, **kwargs: Any) -> Sesion:
        nonlocal veces
        veces += 1
        if veces % 2:
            raise OperationalError("database is locked") from origen
        return convocar(*args, **kwargs)

    monkeypatch.setattr(sesiones, "convocar", ocupada)
    for medida, hora in (("escritorio", "10"), ("telefono", "12")):
        pagina: Page = abrir_pagina(medida)
        entrar_como(pagina, elenco.usuario("secretaria_tecnica"))
        pagina.goto("/p/prueba-2024/sesiones/nueva/")
        pagina.get_by_label("Tipo de sesión").select_option("ordinaria")
        pagina.get_by_label("Fecha y hora de inicio").fill(f"2024-04-18T{hora}:00")
        pagina.get_by_label("Otros puntos del orden del día").fill("Uno\nDos «tres»")
        pulsar(pagina, "Convocar")
        expect(pagina.get_by_role("heading", name="El sitio está ocupado")).to_be_visible()
        sin_violaciones(pagina)
        foto(pagina, "ocupado")
        pulsar(pagina, "Enviarlo otra vez")
        expect(pagina).to_have_url(re.compile(r"/sesiones/\d+/"))
        expect(pagina.get_by_text("Dos «tres»", exact=True)).to_be_visible()
