"""The public site for everybody: narrow, enlarged, with spaced text, by keyboard, without script, on a slow line."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import cache
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from compliance.models import Candidatura, Opinion, Territorio

from ..elenco import Elenco
from ..elenco import foto as retrato
from .ayudas import MEDIDAS, foto, violaciones

PROCESO = "/conoceles/prueba-2024/"
# 400 kb/s, with the delay of a mobile network.
VELOCIDAD, DEMORA = 400_000 / 8, 150
SEGUNDOS = 3.0
# What a first visit may bring over the wire: HTML and style sheets, and everything.
HOJAS, TODO = 60_000, 120_000
PETICIONES = 12

# WCAG 2.2, 1.4.12: the spacing that a person may ask for.
ESPACIADO = """() => {
  const hoja = new CSSStyleSheet();
  hoja.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [hoja];
}"""
# Texts that are cut, and places where one of them hides another, as a person would see.
CORTADOS = """() => [...document.querySelectorAll("body *")].filter((e) => {
  if (!e.checkVisibility() || !e.innerText?.trim() || e.closest(".solo-lector, [aria-hidden=true]")) return false;
  const estilo = getComputedStyle(e);
  const recorta = ["hidden", "clip"].includes(estilo.overflowX) || ["hidden", "clip"].includes(estilo.overflowY);
  return recorta && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) && e.clientWidth > 1;
}).map((e) => `${e.className}: ${e.innerText.slice(0, 60)}`)"""
# Whether what has the focus is drawn as such and nothing covers it.
FOCO = """() => {
  const e = document.activeElement;
  if (e === document.body) return null;
  const caja = e.getBoundingClientRect(), estilo = getComputedStyle(e);
  const encima = document.elementFromPoint(caja.x + caja.width / 2, caja.y + caja.height / 2);
  return {
    que: e.outerHTML.slice(0, 80),
    visto: estilo.outlineStyle !== "none" && parseFloat(estilo.outlineWidth) >= 2,
    libre: caja.height > 0 && Boolean(encima) && (e.contains(encima) || encima.contains(e)),
  };
}"""

# When something of the page was first seen, and when it was all there, in milliseconds.
PINTADA_Y_CARGADA = """() => new Promise((hecho) => {
  new PerformanceObserver((lista) => {
    const pintada = lista.getEntriesByName("first-contentful-paint")[0];
    if (pintada) hecho([pintada.startTime, performance.getEntriesByType("navigation")[0].loadEventEnd]);
  }).observe({ type: "paint", buffered: true });
})"""


@pytest.fixture
def publicadas(elenco: Elenco) -> list[Candidatura]:
    """Two dozen, with their photographs: as many as a page of the list shows."""
    cache.clear()
    candidaturas = []
    for n in range(24):
        c = elenco.candidatura_en("publicada", f"Guadalupe Monserrat Hernández-Villavicencio {n}", formula=str(n))
        c.curricular.foto.save("f.jpg", retrato())
        candidaturas.append(c)
    return candidaturas


def lugares(publicadas: list[Candidatura]) -> list[str]:
    sueltas = ("", "preguntas/", "quejas/", "acerca/", "accesibilidad/", "opinion/", "aviso-de-privacidad/")
    de_tres = "&".join(f"c={c.pk}" for c in publicadas[:3])
    municipio = Territorio.objects.create(
        proceso=publicadas[0].proceso, tipo="municipio", entidad="Morelos", clave="7", nombre="Cuernavaca"
    )
    con_ella = f"boleta/?municipio={municipio.pk}&distrito={publicadas[0].territorio_id}"
    sueltas += ("estadisticas/", "datos/", "boleta/?municipio=0", con_ella, f"comparar/?{de_tres}")
    return ["/", "/api/v1/", *(PROCESO + suelta for suelta in sueltas), f"{PROCESO}{publicadas[0].pk}/"]


ANGOSTA, AL_DOBLE = ViewportSize(width=320, height=640), ViewportSize(width=640, height=400)


@pytest.mark.parametrize("medida", [ANGOSTA, AL_DOBLE], ids=["320 px", "200 %"])
def test_angosta_ampliada_y_con_el_texto_espaciado_nada_se_corta_ni_se_encima(
    escritorio: Page, publicadas: list[Candidatura], medida: ViewportSize
) -> None:
    escritorio.set_viewport_size(medida)
    hallazgos = []
    for lugar in lugares(publicadas):
        escritorio.goto(lugar)
        hallazgos += violaciones(escritorio, extra=("target-size",))
        escritorio.evaluate(ESPACIADO)
        hallazgos += violaciones(escritorio, extra=("target-size",))
        hallazgos += [f"{lugar}: se corta «{texto}»" for texto in escritorio.evaluate(CORTADOS)]
        if lugar in ("/", PROCESO):
            foto(escritorio, f"espaciado-{'portada' if lugar == '/' else 'lista'}")
    assert hallazgos == [], "\n".join(hallazgos)


def test_el_teclado_recorre_todo_y_siempre_se_ve_donde_esta(escritorio: Page, publicadas: list[Candidatura]) -> None:
    for lugar in ("/", PROCESO + "opinion/", f"{PROCESO}{publicadas[0].pk}/"):
        escritorio.goto(lugar)
        vistos, mal = 0, []
        for _ in range(80):
            escritorio.keyboard.press("Tab")
            foco: dict[str, Any] | None = escritorio.evaluate(FOCO)
            if foco is None:
                break
            vistos += 1
            if not (foco["visto"] and foco["libre"]):
                mal.append(foco)
        else:
            pytest.fail(f"{lugar}: el teclado no sale de la página")
        assert vistos >= 8, lugar
        assert mal == [], lugar


def test_ninguna_tecla_sola_mueve_a_quien_escribe_ni_a_quien_las_apago(
    escritorio: Page, publicadas: list[Candidatura]
) -> None:
    escritorio.goto("/")
    buscador = escritorio.get_by_label("Nombre, partido, lugar o cargo")
    buscador.focus()
    escritorio.keyboard.type("jk/?")
    expect(buscador).to_have_value("jk/?")
    escritorio.goto("/accesibilidad/")
    escritorio.get_by_label("Usar en este equipo los atajos").uncheck()
    escritorio.goto("/")
    escritorio.keyboard.press("/")
    assert escritorio.evaluate("document.activeElement.tagName") == "BODY"


def test_se_opina_sin_javascript(navegador: Browser, live_server: LiveServer, publicadas: list[Candidatura]) -> None:
    contexto = navegador.new_context(
        base_url=live_server.url, viewport=MEDIDAS["telefono"], locale="es-MX", java_script_enabled=False
    )
    pagina = contexto.new_page()
    pagina.goto(f"{PROCESO}preguntas/")
    pagina.get_by_role("link", name="No lo encontré").click()
    expect(pagina.get_by_label("No", exact=True)).to_be_checked()
    pagina.get_by_label("¿Qué le faltó, o qué mejoraría?").fill("Quién va en mi distrito.")
    pagina.get_by_role("button", name="Enviar").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Gracias")
    assert Opinion.objects.get().texto == "Quién va en mi distrito."
    contexto.close()


def test_se_lee_en_claro_en_oscuro_y_en_papel(pagina: Page, publicadas: list[Candidatura]) -> None:
    for lugar, nombre in (("/", "portada"), (f"{PROCESO}quejas/", "quejas"), (f"{PROCESO}opinion/", "opinion")):
        pagina.goto(lugar)
        for tema in ("light", "dark"):
            pagina.emulate_media(color_scheme=tema)  # type: ignore[arg-type]
            assert violaciones(pagina) == []
            foto(pagina, f"{nombre}-{tema}")
        pagina.emulate_media(media="print", color_scheme="light")
        expect(pagina.locator(".barra")).to_be_hidden()
        expect(pagina.locator(".pregunta")).to_have_count(0 if nombre == "opinion" else 1)
        foto(pagina, f"{nombre}-papel")
        pagina.emulate_media(media="screen")


# -- On a slow line ---------------------------------------------------------------------------------------


@pytest.fixture
def como_en_un_servidor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Static files go through the middleware, as an installation serves them; Django's test server takes them apart."""
    monkeypatch.setattr(StaticFilesHandler, "_should_handle", lambda self, path: False)


@pytest.fixture
def visitar(navegador: Browser, como_en_un_servidor: None, live_server: LiveServer) -> Callable[[str], dict[str, Any]]:
    """Open a page for the first time on a phone with a slow line; answers what it took."""

    def abrir(lugar: str) -> dict[str, Any]:
        contexto = navegador.new_context(base_url=live_server.url, viewport=MEDIDAS["telefono"], locale="es-MX")
        pagina = contexto.new_page()
        cdp = contexto.new_cdp_session(pagina)
        tipos: dict[str, str] = {}
        pedidas: list[str] = []
        pesos: dict[str, float] = {}
        cdp.on("Network.requestWillBeSent", lambda e: pedidas.append(e["request"]["url"]))
        cdp.on("Network.responseReceived", lambda e: tipos.update({e["requestId"]: e["type"]}))
        cdp.on("Network.loadingFinished", lambda e: pesos.update({e["requestId"]: e["encodedDataLength"]}))
        cdp.send("Network.enable")
        cdp.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": DEMORA, "downloadThroughput": VELOCIDAD, "uploadThroughput": VELOCIDAD},
        )
        pagina.goto(lugar, wait_until="load")
        tiempos = pagina.evaluate(PINTADA_Y_CARGADA)
        contexto.close()
        return {
            "ajenas": [u for u in pedidas if not u.startswith((live_server.url, "data:"))],
            "peticiones": len([u for u in pedidas if "/foto" not in u]),
            "hojas": sum(pesos[r] for r, tipo in tipos.items() if tipo in ("Document", "Stylesheet") and r in pesos),
            "todo": sum(pesos.values()),
            "segundos": max(tiempos) / 1000,
        }

    return abrir


def test_abre_en_tres_segundos_a_400_kb_por_segundo_y_no_pide_nada_a_otros(
    visitar: Callable[[str], dict[str, Any]], publicadas: list[Candidatura]
) -> None:
    for lugar in ("/", PROCESO, f"{PROCESO}{publicadas[0].pk}/", f"{PROCESO}preguntas/"):
        # What a busy machine takes is not the line's: the best of three.
        visitas = [visitar(lugar) for _ in range(3)]
        mejor = min(visitas, key=lambda v: v["segundos"])
        assert mejor["ajenas"] == [], lugar
        assert mejor["hojas"] < HOJAS, (lugar, mejor)
        assert mejor["todo"] < TODO, (lugar, mejor)
        assert mejor["peticiones"] <= PETICIONES, (lugar, mejor)
        assert mejor["segundos"] < SEGUNDOS, (lugar, mejor)
