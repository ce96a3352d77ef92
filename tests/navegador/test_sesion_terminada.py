"""The session ended while somebody typed: the page that asks for the password, and what it sends afterwards."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from compliance.models import Candidatura

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento
from .ayudas import entrar_como, foto, pulsar, sin_violaciones

CLAVE = "una-clave-larga-1"


@pytest.fixture
def provocados() -> str:
    """What is refused on purpose."""
    return r"status of (401|422)"


@pytest.fixture
def c(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> Candidatura:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-16 10:00"))
    publicada = elenco.candidatura_en("publicada")
    quien = elenco.usuario("secretaria_ejecutiva")
    quien.set_password(CLAVE)
    quien.save()
    return publicada


def escribir(pagina: Page, elenco: Elenco, c: Candidatura) -> None:
    """Fill in a withdrawal, and lose the session."""
    entrar_como(pagina, elenco.usuario("secretaria_ejecutiva"))
    pagina.goto(f"/p/prueba-2024/candidaturas/{c.pk}/retirar/")
    pagina.locator("[name=motivo_retiro]").select_option("renuncia")
    pagina.locator("[name=documento]").fill("Escrito 7")
    pagina.locator("[name=ratificacion]").fill("Acta 8")
    pagina.context.clear_cookies()


def enviar(pagina: Page) -> None:
    boton = pagina.locator("main form button[type=submit]")
    boton.focus()
    with pagina.expect_navigation():
        pagina.keyboard.press("Enter")


def entrar(pagina: Page, boton: str, quien: str = "secretaria_ejecutiva") -> None:
    pagina.get_by_label("Nombre de usuario").fill(quien)
    pagina.get_by_label("Contraseña").fill(CLAVE)
    pulsar(pagina, boton)


def test_se_entra_y_se_envia_lo_que_estaba_escrito(pagina: Page, elenco: Elenco, c: Candidatura) -> None:
    otra = elenco.usuario("secretaria_tecnica")
    otra.set_password(CLAVE)
    otra.save()
    escribir(pagina, elenco, c)
    enviar(pagina)
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Vuelva a entrar para enviar lo que escribió")
    assert "Escrito 7" not in pagina.content()
    sin_violaciones(pagina)
    foto(pagina, "sesion-terminada")
    entrar(pagina, "Entrar y enviar", "secretaria_tecnica")
    expect(pagina.get_by_role("alert").first).to_contain_text("Esto lo escribió otra cuenta")
    sin_violaciones(pagina)
    c.refresh_from_db()
    assert c.estado == "publicada"
    entrar(pagina, "Entrar y enviar")
    expect(pagina.get_by_text("Escrito 7; ratificada: Acta 8").first).to_be_visible()
    c.refresh_from_db()
    assert c.estado == "retirada"


def test_un_archivo_se_elige_otra_vez_con_lo_demas_a_la_vista(
    abrir_pagina: Callable[[str], Page], elenco: Elenco, c: Candidatura, tmp_path: Path
) -> None:
    archivo = tmp_path / "renuncia.pdf"
    archivo.write_bytes(pdf("renuncia").read())
    pagina = abrir_pagina("telefono")
    escribir(pagina, elenco, c)
    pagina.locator("[name=archivo]").set_input_files(archivo)
    enviar(pagina)
    expect(pagina.get_by_text("Los archivos no se conservan:")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "sesion-terminada-archivo")
    entrar(pagina, "Entrar y seguir")
    expect(pagina.get_by_text("Elija otra vez «renuncia.pdf»")).to_be_visible()
    expect(pagina.locator("[name=documento]")).to_have_value("Escrito 7")
    sin_violaciones(pagina)
    foto(pagina, "sesion-terminada-de-nuevo")
    c.refresh_from_db()
    assert c.estado == "publicada"
    pagina.locator("[name=archivo]").set_input_files(archivo)
    enviar(pagina)
    c.refresh_from_db()
    assert c.estado == "retirada"
