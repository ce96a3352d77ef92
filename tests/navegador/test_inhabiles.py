"""The calendar of the institute on screen."""

from datetime import date

from playwright.sync_api import Page, expect

from compliance.models import Entregable

from ..elenco import Elenco
from .ayudas import entrar_como, foto, seguir, sin_violaciones


def test_se_agrega_un_periodo_viendo_antes_que_se_mueve(pagina: Page, elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    informe.regla, informe.regla_evento = "primer día hábil del mes siguiente", "periodo"
    informe.save()
    entrar_como(pagina, elenco.usuario("administracion"))
    pagina.goto("/p/prueba-2024/inhabiles/")
    sin_violaciones(pagina)
    foto(pagina, "inhabiles")
    seguir(pagina, "Agregar periodo")
    sin_violaciones(pagina)
    pagina.get_by_label("Primer día").fill("2024-04-01")
    pagina.get_by_label("Último día").fill("2024-04-02")
    pagina.get_by_label("Motivo").fill("Suspensión de labores")
    pagina.get_by_label("Documento que lo ordena").fill("IEPC/CG/9/2024")
    foto(pagina, "inhabil")
    pagina.get_by_role("button", name="Ver qué se mueve").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Guardar el periodo inhábil")
    expect(pagina.get_by_text("mié 3 abr 2024")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "inhabil-confirmar")
    pagina.get_by_role("button", name="Corregir los datos").click()
    expect(pagina.get_by_label("Motivo")).to_have_value("Suspensión de labores")
    pagina.get_by_role("button", name="Ver qué se mueve").click()
    pagina.get_by_role("button", name="Guardar", exact=True).click()
    expect(pagina.get_by_text("Se movió 1 vencimiento.")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "inhabiles-con-periodo")
    assert Entregable.objects.get(pk=informe.pk).fecha_plan == date(2024, 4, 3)


def test_un_entregable_explica_sus_fechas(pagina: Page, elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    informe.regla, informe.regla_evento = "primer día hábil del mes siguiente", "periodo"
    informe.regla_remision = "primeros 5 días naturales del mes siguiente"
    informe.fundamento = "Lineamientos, art. 11, num. 3"
    informe.save()
    entrar_como(pagina, elenco.usuario("comision"))
    pagina.goto(f"/p/prueba-2024/entregables/{informe.pk}/")
    plazos = pagina.locator("#plazos")
    expect(plazos).to_contain_text("es el último de los primeros 5 días naturales del mes siguiente a marzo de 2024")
    plazos.locator("summary").click()
    expect(plazos.get_by_role("cell", name="vence")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "entregable-plazos")
