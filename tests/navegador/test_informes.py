"""The report on screen."""

from playwright.sync_api import Page, expect

from ..elenco import Elenco
from ..flujos.pasos import hasta_remision
from .ayudas import entrar_como, foto, sin_violaciones


def test_de_la_lista_al_informe_y_al_pdf(pagina: Page, elenco: Elenco) -> None:
    hasta_remision(elenco)
    entrar_como(pagina, elenco.usuario("secretaria_tecnica"))
    pagina.goto("/p/prueba-2024/informes/")
    sin_violaciones(pagina)
    foto(pagina, "informes")
    pagina.get_by_role("link", name="Marzo de 2024", exact=True).click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Informe mensual de actividades, marzo de 2024")
    expect(pagina.get_by_text("el Consejo Estatal lo tuvo por presentado")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "informe-mensual")
    with pagina.expect_download() as descarga:
        pagina.get_by_role("link", name="Informe PDF").click()
    assert descarga.value.suggested_filename == "informe-mensual-prueba-2024-2024-03.pdf"
