"""The desk of the institute's papers on screen."""

from datetime import date

from playwright.sync_api import Page, expect

from documentos.models import Firmante
from documentos.services import guardar_firmante

from ..elenco import Elenco, momento
from .ayudas import entrar_como, foto, sin_violaciones

EN = momento("2024-04-01 10:00")


def test_se_corrige_un_texto_y_se_vuelve_al_de_antes(pagina: Page, elenco: Elenco) -> None:
    informatica = elenco.usuario("administracion")
    firma = Firmante(proceso=elenco.proceso, nombre="Ana Ruiz", cargo="Secretaria Ejecutiva", desde=date(2024, 1, 1))
    guardar_firmante(firma, por=informatica, en=EN)
    entrar_como(pagina, informatica)
    pagina.goto("/p/prueba-2024/papeleria/")
    sin_violaciones(pagina)
    foto(pagina, "papeleria")
    pagina.get_by_role("link", name="Oficio de remisión", exact=True).click()
    pagina.get_by_label("Cierre").fill("Atentamente le saluda {nadie}.")
    pagina.get_by_role("button", name="Guardar el texto").click()
    expect(pagina.get_by_text("No se conoce {nadie}.").first).to_be_visible()
    sin_violaciones(pagina)
    pagina.get_by_label("Cierre").fill("Atentamente le saluda {instituto}.")
    with pagina.expect_download() as descarga:
        pagina.get_by_role("button", name="Ver cómo queda (PDF)").click()
    assert descarga.value.suggested_filename == "muestra-remision.pdf"
    pagina.get_by_role("button", name="Guardar el texto").click()
    expect(pagina.get_by_text("El texto quedó guardado.")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "papel")
    pagina.get_by_text("El texto con que viene Cauce").click()
    pagina.get_by_role("button", name="Volver a este texto").click()
    expect(pagina.get_by_label("Cierre")).to_have_value("Sin otro particular, se envía un cordial saludo.")
    pagina.goto("/p/prueba-2024/papeleria/firmantes/nuevo/")
    sin_violaciones(pagina)
    foto(pagina, "firmante")
