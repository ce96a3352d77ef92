"""The report on screen."""

from playwright.sync_api import Page, expect

from ..elenco import Elenco
from ..flujos.pasos import hasta_remision
from .ayudas import entrar_como, foto, pulsar, sin_violaciones


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


def test_se_redacta_se_emite_y_cualquiera_lo_comprueba(pagina: Page, elenco: Elenco) -> None:
    hasta_remision(elenco)
    entrar_como(pagina, elenco.usuario("secretaria_tecnica"))
    pagina.goto("/p/prueba-2024/informes/2024-02/")
    pagina.get_by_role("link", name="Redactarlo").click()
    pulsar(pagina, "Empezar a redactarlo")
    sin_violaciones(pagina)
    foto(pagina, "informe-secciones")
    pagina.locator("summary", has_text="Presentación").click()
    pagina.locator("#id_texto_1").fill("En reunión de trabajo la comisión aprobó {previstas:letra} actividades.")
    pulsar(pagina, "Vista previa")
    expect(pagina.get_by_text("En reunión de trabajo la comisión aprobó ninguna actividades.").first).to_be_visible()
    expect(pagina.get_by_text("Una reunión de trabajo analiza")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "informe-vista-previa")
    pagina.locator("summary", has_text="Presentación").click()
    pagina.locator("#id_texto_1").fill("La comisión analizó el informe.")
    pagina.get_by_role("button", name="Guardar").first.click()
    pulsar(pagina, "Llevar a sesión")
    sin_violaciones(pagina)
    foto(pagina, "informe-en-sesion")
    pulsar(pagina, "Emitir con folio")
    sin_violaciones(pagina)
    foto(pagina, "informe-emitido")
    pagina.get_by_role("link", name="comprobarlo").click()
    sin_violaciones(pagina)
    foto(pagina, "informe-comprobar")
    otro = {"name": "otro.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 otro"}
    pagina.get_by_label("Archivo que quiere comprobar").set_input_files(otro)  # type: ignore[arg-type]
    pulsar(pagina, "Comprobar")
    expect(pagina.get_by_text("No es el mismo documento")).to_be_visible()
    sin_violaciones(pagina)
