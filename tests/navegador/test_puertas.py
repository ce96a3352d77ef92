"""The doors in a browser: passkeys with a virtual authenticator, an application of codes by keyboard, open sessions."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from compliance.models import AplicacionDeCodigos, LlaveDeAcceso, Usuario

from ..elenco import Elenco
from ..factores import Telefono, con_aplicacion
from .ayudas import entrar_como, foto, pulsar, seguir, sin_violaciones

CLAVE = "correcta-caballo-bateria-grapa"


@pytest.fixture
def duena(elenco: Elenco) -> Usuario:
    usuario = elenco.usuario("secretaria_tecnica")
    usuario.set_password(CLAVE)
    usuario.save()
    return usuario


def con_autenticador(pagina: Page) -> str:
    """What holds the passkeys of this page, and says that its owner touched it and was recognised."""
    cdp = pagina.context.new_cdp_session(pagina)
    cdp.send("WebAuthn.enable")
    opciones = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return str(cdp.send("WebAuthn.addVirtualAuthenticator", {"options": opciones})["authenticatorId"])


def escribir_contrasena(pagina: Page, usuario: Usuario) -> None:
    pagina.goto("/entrar/")
    pagina.get_by_label("Usuario").fill(usuario.username)
    pagina.get_by_label("Contraseña").fill(CLAVE)
    pulsar(pagina, "Entrar")


def salir(pagina: Page) -> None:
    with pagina.expect_navigation():
        pagina.get_by_role("button", name="Salir").click()


def test_una_llave_de_acceso_se_agrega_y_abre_sola_y_como_segundo_factor(pagina: Page, duena: Usuario) -> None:
    con_autenticador(pagina)
    escribir_contrasena(pagina, duena)
    pagina.goto("/mi-cuenta/")
    sin_violaciones(pagina)
    foto(pagina, "mi-cuenta-sesiones")
    seguir(pagina, "Segundo factor")
    sin_violaciones(pagina)
    foto(pagina, "segundo-factor-sin")
    seguir(pagina, "Agregar una llave de acceso")
    pagina.get_by_label("Nombre de la llave").fill("Mi teléfono")
    sin_violaciones(pagina)
    foto(pagina, "llave-de-acceso")
    pulsar(pagina, "Crear la llave")
    expect(pagina.get_by_role("heading", name="Guarde sus códigos de recuperación")).to_be_visible()
    expect(pagina.locator(".codigos-de-recuperacion li")).to_have_count(10)
    expect(pagina.get_by_role("button", name="Imprimir")).to_be_visible()
    with pagina.expect_download() as descarga:
        pagina.get_by_role("link", name="Descargar").click()
    assert pagina.locator(".codigos-de-recuperacion li").first.inner_text() in descarga.value.path().read_text()
    sin_violaciones(pagina)
    foto(pagina, "codigos-de-recuperacion")
    seguir(pagina, "Ya los guardé")
    expect(pagina.get_by_text("Llave de acceso «Mi teléfono»").first).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "segundo-factor-con")
    salir(pagina)
    # By itself.
    pagina.goto("/entrar/")
    sin_violaciones(pagina)
    foto(pagina, "entrar-con-llave")
    pulsar(pagina, "Usar una llave de acceso")
    expect(pagina).not_to_have_url(re.compile("/entrar/"))
    salir(pagina)
    # And after the password, which alone opens nothing.
    escribir_contrasena(pagina, duena)
    expect(pagina).to_have_url(re.compile("/entrar/segundo/"))
    sin_violaciones(pagina)
    foto(pagina, "segundo-paso")
    pulsar(pagina, "Usar mi llave de acceso")
    expect(pagina).not_to_have_url(re.compile("/entrar/"))
    llave = LlaveDeAcceso.objects.get(usuario=duena)
    assert llave.usada_en is not None
    assert llave.contador > 0


def test_una_llave_que_dice_haberse_usado_menos_no_entra(escritorio: Page, duena: Usuario) -> None:
    con_autenticador(escritorio)
    escribir_contrasena(escritorio, duena)
    escritorio.goto("/mi-cuenta/seguridad/llave/")
    pulsar(escritorio, "Crear la llave")
    expect(escritorio.get_by_role("heading", name="Guarde sus códigos")).to_be_visible()
    LlaveDeAcceso.objects.update(contador=10_000)
    seguir(escritorio, "Ya los guardé")
    salir(escritorio)
    escritorio.goto("/entrar/")
    pulsar(escritorio, "Usar una llave de acceso")
    expect(escritorio.get_by_text("puede ser una copia")).to_be_visible()
    expect(escritorio).to_have_url(re.compile("/entrar/"))


def test_sin_reconocer_a_su_duena_la_llave_no_entra_sola(escritorio: Page, duena: Usuario) -> None:
    autenticador = con_autenticador(escritorio)
    escribir_contrasena(escritorio, duena)
    escritorio.goto("/mi-cuenta/seguridad/llave/")
    pulsar(escritorio, "Crear la llave")
    expect(escritorio.get_by_role("heading", name="Guarde sus códigos")).to_be_visible()
    seguir(escritorio, "Ya los guardé")
    salir(escritorio)
    cdp = escritorio.context.new_cdp_session(escritorio)
    cdp.send("WebAuthn.setUserVerified", {"authenticatorId": autenticador, "isUserVerified": False})
    escritorio.goto("/entrar/")
    escritorio.get_by_role("button", name="Usar una llave de acceso").click()
    expect(escritorio.get_by_role("alert").first).to_contain_text("Se canceló")
    expect(escritorio).to_have_url(re.compile("/entrar/"))


def test_una_aplicacion_de_codigos_se_agrega_con_el_teclado(pagina: Page, duena: Usuario) -> None:
    entrar_como(pagina, duena)
    pagina.goto("/mi-cuenta/seguridad/aplicacion/")
    # Who came with a session that is not recent says their password first.
    expect(pagina.get_by_role("heading", name="Confirme que es usted")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "confirme-que-es-usted")
    pagina.get_by_label("Su contraseña").fill(CLAVE)
    pulsar(pagina, "Continuar")
    foto(pagina, "aplicacion-de-codigos-antes")
    pulsar(pagina, "Mostrar el código QR")
    sin_violaciones(pagina)
    foto(pagina, "aplicacion-de-codigos")
    telefono = Telefono.de_letras(pagina.locator(".clave-de-factor").inner_text())
    pagina.get_by_label("Código de seis dígitos").fill("000000")
    pulsar(pagina, "Agregar")
    expect(pagina.get_by_text("Ese código no corresponde").first).to_be_visible()
    sin_violaciones(pagina)
    pagina.get_by_label("Código de seis dígitos").fill(telefono.codigo(datetime.now(UTC)))
    pulsar(pagina, "Agregar")
    expect(pagina.get_by_role("heading", name="Guarde sus códigos de recuperación")).to_be_visible()
    assert AplicacionDeCodigos.objects.filter(usuario=duena).exists()


def test_con_aplicacion_se_entra_con_su_codigo(escritorio: Page, duena: Usuario) -> None:
    telefono, _ = con_aplicacion(duena, datetime.now(UTC) - timedelta(minutes=5))
    escribir_contrasena(escritorio, duena)
    escritorio.get_by_label("Código").fill(telefono.codigo(datetime.now(UTC)))
    escritorio.keyboard.press("Enter")
    expect(escritorio).not_to_have_url(re.compile("/entrar/"))


def test_quien_administra_ve_y_quita_el_segundo_factor_y_cierra_las_sesiones(
    pagina: Page, abrir_pagina: Callable[[str], Page], elenco: Elenco, duena: Usuario
) -> None:
    otra = abrir_pagina("escritorio")
    escribir_contrasena(otra, duena)
    con_aplicacion(duena, datetime.now(UTC))
    entrar_como(pagina, elenco.usuario("administracion"))
    lugar = f"/p/{elenco.proceso.clave}/cuentas/{duena.pk}/"
    pagina.goto(lugar)
    expect(pagina.get_by_text("Aplicación de códigos")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "cuenta-con-factor")
    seguir(pagina, "Cerrar sus sesiones")
    pagina.get_by_label("Motivo").fill("Equipo robado")
    sin_violaciones(pagina)
    pulsar(pagina, "Cerrar sus sesiones")
    otra.goto("/mi-cuenta/")
    expect(otra).to_have_url(re.compile("/entrar/"))
    seguir(pagina, "Quitar el segundo factor")
    sin_violaciones(pagina)
    foto(pagina, "cuenta-quitar-factor")
    pagina.get_by_label("Motivo").fill("Perdió su teléfono")
    pulsar(pagina, "Quitar el segundo factor")
    expect(pagina.get_by_text("No tiene", exact=True)).to_be_visible()
    assert not AplicacionDeCodigos.objects.exists()


def test_los_catalogos_son_del_mismo_sitio(pagina: Page, elenco: Elenco) -> None:
    """In its colours, light and dark, without overflowing a telephone and with nothing that axe objects to."""
    administra = elenco.usuario("administracion")
    administra.is_staff = True
    administra.save()
    entrar_como(pagina, administra)
    hojas = {
        "catalogos": "/administracion/",
        "catalogo-lista": "/administracion/compliance/area/",
        "catalogo-forma": f"/administracion/compliance/proceso/{elenco.proceso.pk}/change/",
        "catalogo-organo": f"/administracion/compliance/organo/{elenco.comision.pk}/change/",
    }
    pagina.goto("/mi-cuenta/")
    banda = "getComputedStyle(document.querySelector('{}')).backgroundColor"
    propia = pagina.evaluate(banda.format(".cabecera"))
    for esquema in ("light", "dark"):
        pagina.emulate_media(color_scheme=esquema)  # type: ignore[arg-type]
        for nombre, lugar in hojas.items():
            pagina.goto(lugar)
            foto(pagina, f"{nombre}-{esquema}")
            if esquema == "light":
                assert pagina.evaluate(banda.format("#header")) == propia
            ancho = pagina.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert ancho <= 0, f"{lugar} se desborda {ancho} px"
