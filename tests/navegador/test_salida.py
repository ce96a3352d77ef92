"""What stays in a browser that others use later."""

import re

import pytest
from playwright.sync_api import Page, expect

from ..elenco import Elenco
from .ayudas import entrar_como


@pytest.fixture(scope="module")
def congela() -> bool:
    """As everybody's browser: Chromium freezes «no-store» pages too, until a cookie changes."""
    return True


def test_despues_de_salir_el_boton_atras_no_muestra_nada_privado(pagina: Page, elenco: Elenco) -> None:
    entrar_como(pagina, elenco.usuario("administracion"))
    pagina.goto("/p/prueba-2024/cuentas/")
    expect(pagina.get_by_role("link", name="Verificacion De Prueba").first).to_be_visible()
    pagina.goto("/mi-cuenta/")
    with pagina.expect_navigation():
        pagina.evaluate("document.querySelector('form[action=\"/salir/\"]').submit()")
    for _ in range(2):
        pagina.go_back()
        expect(pagina).to_have_url(re.compile(r"/entrar/"))
        assert "De Prueba" not in pagina.content()
