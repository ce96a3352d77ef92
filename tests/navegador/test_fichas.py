"""A voter reads a candidacy, shares it, prints it and compares it, on a phone too."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from compliance.models import Candidatura, Persona
from compliance.views.fichas import TEXTOS_PUBLICOS

from ..elenco import Elenco
from .ayudas import foto, seguir, sin_violaciones

PROCESO = "/conoceles/prueba-2024"


@pytest.fixture
def tres(elenco: Elenco) -> list[Candidatura]:
    nombres = ("Ana Pérez Ñuño", "María Guadalupe de la Concepción Fernández-Villavicencio Echeverría", "Beto López")
    lista = [elenco.candidatura_en("publicada", n, formula=str(i)) for i, n in enumerate(nombres, start=1)]
    larga, callada = lista[1].curricular, lista[2].curricular
    larga.propuesta_1 = "https://ejemplo.example/" + "sin-espacios" * 40
    larga.save()
    callada.propuesta_1 = ""
    callada.save()
    return lista


def test_de_la_ficha_se_copia_la_direccion_y_se_compara(pagina: Page, tres: list[Candidatura]) -> None:
    pagina.context.grant_permissions(["clipboard-read", "clipboard-write"])
    pagina.goto(f"{PROCESO}/{tres[0].pk}/")
    sin_violaciones(pagina)
    pagina.get_by_role("button", name="Copiar la dirección").click()
    expect(pagina.get_by_role("status")).to_have_text("Se copió la dirección.")
    assert pagina.evaluate("navigator.clipboard.readText()").endswith(f"{PROCESO}/{tres[0].pk}/")
    codigo = pagina.get_by_role("img", name=re.compile("^Código QR"))
    codigo.scroll_into_view_if_needed()
    assert codigo.evaluate("i => i.decode().then(() => i.naturalWidth)") > 0
    foto(pagina, "ficha")
    pagina.get_by_role("link", name=re.compile("^Comparar")).click()
    for otra in tres[1:]:
        pagina.get_by_label("Agregar a la comparación").select_option(value=str(otra.pk))
        pagina.get_by_role("button", name="Agregar").click()
    expect(pagina.get_by_role("link", name=re.compile("^Quitar"))).to_have_count(3)
    expect(pagina.get_by_text("No contestó esta pregunta.")).to_have_count(1)
    sin_violaciones(pagina)
    foto(pagina, "comparar")
    seguir(pagina, f"Quitar a {tres[1].persona.nombre}")
    expect(pagina.get_by_role("heading", level=3, name="Beto López").first).to_be_visible()
    expect(pagina.get_by_role("link", name=re.compile("^Quitar"))).to_have_count(2)


@pytest.mark.parametrize("ancho", [320, 390])
def test_en_un_telefono_angosto_nada_se_desborda(pagina: Page, tres: list[Candidatura], ancho: int) -> None:
    pagina.set_viewport_size({"width": ancho, "height": 640})
    # A word that no line holds, nor breaks by itself.
    Persona.objects.filter(pk=tres[0].persona_id).update(nombre="Nombredeunasolapalabra" * 3)
    for lugar in (
        "/",
        f"/{tres[0].pk}/",
        f"/{tres[1].pk}/",
        "/comparar/?" + "&".join(f"c={c.pk}" for c in tres),
        "/comparar/",
    ):
        pagina.goto(f"{PROCESO}{lugar}")
        sin_violaciones(pagina)


def test_al_leer_una_respuesta_larga_se_sigue_viendo_de_quien_es(pagina: Page, tres: list[Candidatura]) -> None:
    larga = tres[1].curricular
    larga.historia_profesional = "Trabajó muchos años. " * 200
    larga.save()
    pagina.set_viewport_size({"width": 390, "height": 640})
    pagina.goto(f"{PROCESO}/comparar/?c={tres[0].pk}&c={tres[1].pk}")
    respuesta = pagina.locator("#historia_profesional article").nth(1)
    respuesta.locator(".texto").evaluate("t => scrollTo(0, t.getBoundingClientRect().top + scrollY + 900)")
    assert 0 <= respuesta.get_by_role("heading", level=3).evaluate("h => h.getBoundingClientRect().top") < 40


def hojas(pagina: Page) -> int:
    """In how many sides of letter paper it is printed."""
    return len(re.findall(rb"/Type\s*/Page(?!s)", pagina.pdf(format="Letter")))


def test_la_ficha_se_imprime_en_una_hoja_sin_botones(escritorio: Page, tres: list[Candidatura]) -> None:
    escritorio.goto(f"{PROCESO}/{tres[0].pk}/")
    escritorio.emulate_media(media="print")
    expect(escritorio.get_by_role("link", name=re.compile("^Comparar"))).to_be_hidden()
    expect(escritorio.get_by_role("img", name=re.compile("^Código QR"))).to_be_visible()
    assert hojas(escritorio) == 1
    # What is common fits in one side; what is long, in the two of one sheet.
    curricular = tres[0].curricular
    for veces, caras in ((5, 1), (16, 2)):
        for campo in TEXTOS_PUBLICOS:
            setattr(curricular, campo, "Habrá agua, sombra y calles limpias en cada colonia del distrito. " * veces)
        curricular.save()
        escritorio.reload()
        assert hojas(escritorio) == caras, veces


def test_sin_javascript_se_comparte_y_se_compara_igual(
    navegador: Browser, live_server: LiveServer, tres: list[Candidatura]
) -> None:
    contexto = navegador.new_context(base_url=live_server.url, java_script_enabled=False)
    pagina = contexto.new_page()
    pagina.goto(f"{PROCESO}/{tres[0].pk}/")
    expect(pagina.get_by_role("link", name="WhatsApp")).to_be_visible()
    expect(pagina.get_by_role("button", name="Copiar la dirección")).to_be_hidden()
    pagina.get_by_role("link", name=re.compile("^Comparar")).click()
    pagina.get_by_label("Agregar a la comparación").select_option(value=str(tres[2].pk))
    pagina.get_by_role("button", name="Agregar").click()
    expect(pagina.get_by_role("link", name=re.compile("^Quitar"))).to_have_count(2)
    contexto.close()
