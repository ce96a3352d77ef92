"""The way in."""

import re

from playwright.sync_api import Page, expect

from compliance.models import Usuario

from ..elenco import Elenco
from .ayudas import entrar_como, foto, sin_violaciones

CLAVE = "correcta-caballo-bateria-grapa"


def test_se_entra_con_usuario_y_contrasena(pagina: Page, elenco: Elenco) -> None:
    usuario = elenco.usuario("secretaria_tecnica")
    usuario.set_password(CLAVE)
    usuario.save()
    pagina.goto("/entrar/")
    sin_violaciones(pagina)
    foto(pagina, "entrar")
    pagina.get_by_label("Usuario").fill(usuario.username)
    pagina.get_by_label("Contraseña").fill(CLAVE)
    pagina.get_by_role("button", name="Entrar").click()
    expect(pagina).not_to_have_url(re.compile("/entrar/"))
    sin_violaciones(pagina)
    foto(pagina, "inicio")


def test_una_contrasena_equivocada_se_explica_y_no_borra_el_usuario(pagina: Page, elenco: Elenco) -> None:
    pagina.goto("/entrar/")
    pagina.get_by_label("Usuario").fill("secretaria_tecnica")
    pagina.get_by_label("Contraseña").fill("no-es-esta-la-clave")
    pagina.get_by_role("button", name="Entrar").click()
    expect(pagina.get_by_role("alert").first).to_be_visible()
    expect(pagina.get_by_label("Usuario")).to_have_value("secretaria_tecnica")
    sin_violaciones(pagina)
    foto(pagina, "entrar-con-error")


def test_con_sesion_abierta_no_se_vuelve_a_pedir(escritorio: Page, elenco: Elenco) -> None:
    usuario: Usuario = elenco.usuario("comision")
    entrar_como(escritorio, usuario)
    escritorio.goto("/mi-cuenta/")
    expect(escritorio).to_have_url(re.compile("/mi-cuenta/"))
