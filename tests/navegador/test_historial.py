"""The audit history on screen."""

from playwright.sync_api import Page, expect

from ..elenco import Elenco
from .ayudas import entrar_como, foto, pulsar, sin_violaciones


def test_del_historial_a_la_vida_de_una_candidatura(pagina: Page, elenco: Elenco) -> None:
    elenco.candidatura_en("publicada")
    entrar_como(pagina, elenco.usuario("auditoria"))
    pagina.goto("/p/prueba-2024/historial/?verbo=publicar")
    sin_violaciones(pagina)
    foto(pagina, "historial")
    pagina.get_by_role("link", name="Se publicó").first.click()
    expect(pagina.locator("ins", has_text="Publicada").last).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "historial-acto")
    pagina.get_by_role("link", name="Ver su historial").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Ana Pérez Ñuño · Diputación local MR")
    pagina.get_by_text("2 datos", exact=True).first.click()
    sin_violaciones(pagina)
    foto(pagina, "historial-objeto")


def test_la_descarga_lleva_los_filtros(escritorio: Page, elenco: Elenco) -> None:
    elenco.candidatura_en("capturada")
    entrar_como(escritorio, elenco.usuario("administracion"))
    escritorio.goto("/p/prueba-2024/historial/")
    escritorio.get_by_label("Tipo de registro").select_option("Candidatura")
    pulsar(escritorio, "Filtrar")
    with escritorio.expect_download() as descarga:
        escritorio.get_by_role("link", name="Descargar CSV").click()
    assert descarga.value.suggested_filename == "historial-prueba-2024.csv"
    lineas = descarga.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lineas) > 1
    assert all("Ana Pérez" in linea for linea in lineas[1:])
