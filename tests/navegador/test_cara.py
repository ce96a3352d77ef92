"""The face in a real browser: both themes, the keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from ..elenco import Elenco
from .ayudas import entrar_como, foto, sin_violaciones


@pytest.mark.parametrize("tema", ["light", "dark"])
def test_los_componentes_se_leen_en_ambos_temas(pagina: Page, elenco: Elenco, tema: str) -> None:
    pagina.emulate_media(color_scheme=tema)  # type: ignore[arg-type]
    pagina.goto("/entrar/")
    sin_violaciones(pagina)
    pagina.goto("/componentes/")
    sin_violaciones(pagina)
    foto(pagina, f"componentes-{tema}")


def test_la_puerta_y_la_declaracion_de_accesibilidad_son_accesibles(pagina: Page, elenco: Elenco) -> None:
    for direccion in ("/", "/accesibilidad/"):
        pagina.goto(direccion)
        sin_violaciones(pagina)


def test_lo_que_se_toca_en_un_telefono_mide_44_pixeles(abrir_pagina, elenco: Elenco) -> None:  # type: ignore[no-untyped-def]
    pagina: Page = abrir_pagina("telefono")
    pagina.goto("/componentes/")
    chicos = pagina.evaluate(
        """[...document.querySelectorAll(
            ".boton, .menu a, .pestanas a, .paginador a, .cabecera a, .cabecera button, summary, "
            + "main input:not([type=checkbox]):not([type=radio]):not([type=hidden]), select, textarea, "
            + ".opciones label, .tabla tbody th > a"
        )].filter((e) => e.offsetParent && e.getBoundingClientRect().height < 43.5).map((e) => e.outerHTML)"""
    )
    assert chicos == []


def test_el_teclado_recorre_la_lista_y_llega_a_la_busqueda(escritorio: Page, elenco: Elenco) -> None:
    escritorio.goto("/componentes/")
    escritorio.keyboard.press("Tab")
    expect(escritorio.get_by_role("link", name="Saltar al contenido")).to_be_focused()
    escritorio.keyboard.press("j")
    escritorio.keyboard.press("j")
    expect(escritorio.get_by_role("link", name="11.12 Acuerdo de inicio de publicación")).to_be_focused()
    escritorio.keyboard.press("k")
    expect(escritorio.get_by_role("link", name="11.3 Informe mensual de marzo de 2024")).to_be_focused()
    escritorio.keyboard.press("/")
    expect(escritorio.get_by_label("Buscar")).to_be_focused()
    escritorio.keyboard.type("jk/")
    expect(escritorio.get_by_label("Buscar")).to_have_value("jk/")


def test_los_atajos_de_una_tecla_se_apagan_y_siguen_apagados(escritorio: Page, elenco: Elenco) -> None:
    escritorio.goto("/accesibilidad/")
    caja = escritorio.get_by_label("Usar en este equipo los atajos de una sola tecla")
    expect(caja).to_be_checked()
    caja.uncheck()
    escritorio.goto("/componentes/")
    escritorio.keyboard.press("j")
    escritorio.keyboard.press("/")
    expect(escritorio.locator("body")).to_be_focused()
    escritorio.goto("/accesibilidad/")
    expect(caja).not_to_be_checked()
    caja.check()
    escritorio.goto("/componentes/")
    escritorio.keyboard.press("/")
    expect(escritorio.get_by_label("Buscar")).to_be_focused()


def test_el_contador_cuenta_como_el_servidor(escritorio: Page, elenco: Elenco) -> None:
    escritorio.goto("/componentes/")
    texto = escritorio.locator("#limpia_historia")
    contador = escritorio.locator("#limpia_historia_contador")
    texto.fill(" añil 😀\n\tdos\u00a0tres ")
    expect(contador).to_contain_text("12 de 20 a 1,600")
    expect(contador).to_contain_text("faltan 8")
    texto.fill("a" * 1601)
    expect(contador).to_contain_text("sobran 1")


def test_elegir_todas_cuenta_los_renglones(escritorio: Page, elenco: Elenco) -> None:
    escritorio.goto("/componentes/")
    escritorio.get_by_label("Elegir todas").check()
    expect(escritorio.get_by_text("3 candidaturas")).to_be_visible()
    escritorio.get_by_label("Elegir a Beto Inventado Dos").uncheck()
    expect(escritorio.get_by_text("2 candidaturas")).to_be_visible()


def test_el_menu_se_abre_y_se_cierra_en_el_telefono(abrir_pagina, elenco: Elenco) -> None:  # type: ignore[no-untyped-def]
    pagina: Page = abrir_pagina("telefono")
    entrar_como(pagina, elenco.usuario("secretaria_tecnica"))
    pagina.goto("/mi-cuenta/")
    menu = pagina.get_by_role("navigation", name="Menú principal")
    expect(menu).to_be_hidden()
    pagina.get_by_role("button", name="Menú", exact=True).click()
    expect(menu).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "menu")
    pagina.get_by_role("button", name="Cerrar el menú").click()
    expect(menu).to_be_hidden()


def test_sin_javascript_la_pagina_sirve(navegador: Browser, live_server: LiveServer, elenco: Elenco) -> None:
    contexto = navegador.new_context(base_url=live_server.url, java_script_enabled=False, locale="es-MX")
    pagina = contexto.new_page()
    pagina.goto("/componentes/")
    pagina.get_by_label("Buscar").fill("informe")
    pagina.get_by_role("button", name="Filtrar").click()
    expect(pagina).to_have_url(f"{live_server.url}/componentes/?q=informe&situacion=&area=")
    expect(pagina.get_by_label("Buscar")).to_have_value("informe")
    expect(pagina.get_by_role("link", name="Quitar filtros").first).to_be_visible()
    contexto.close()
