"""Without JavaScript everything still works: a form of the staff, and the voters' search."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from calendario.models import Inhabil

from ..elenco import Elenco, momento
from .ayudas import MEDIDAS, entrar_como
from .conftest import ESPERA


@pytest.fixture
def sin_javascript(navegador: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A phone that runs no script."""
    contexto = navegador.new_context(
        base_url=live_server.url, viewport=MEDIDAS["telefono"], locale="es-MX", java_script_enabled=False
    )
    contexto.set_default_timeout(ESPERA)
    yield contexto.new_page()
    contexto.close()


def test_se_registra_un_periodo_y_se_busca_una_candidatura(
    sin_javascript: Page, elenco: Elenco, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-16 10:00"))
    elenco.candidatura_en("publicada", "Ana Pérez Ñuño")
    elenco.candidatura_en("publicada", "Beatriz Otra", formula="2")
    pagina = sin_javascript
    entrar_como(pagina, elenco.usuario("administracion"))
    pagina.goto("/p/prueba-2024/inhabiles/")
    pagina.get_by_role("link", name="Agregar periodo").click()
    pagina.get_by_label("Primer día").fill("2024-04-22")
    pagina.get_by_label("Último día").fill("2024-04-23")
    pagina.get_by_label("Documento que lo ordena").fill("IEPC/CG/9/2024")
    pagina.get_by_role("button", name="Ver qué se mueve").click()
    # What is missing is told, and what was typed is still there.
    expect(pagina.get_by_role("alert").first).to_contain_text("Motivo")
    expect(pagina.get_by_label("Documento que lo ordena")).to_have_value("IEPC/CG/9/2024")
    pagina.get_by_label("Motivo").fill("Suspensión de labores")
    pagina.get_by_role("button", name="Ver qué se mueve").click()
    pagina.get_by_role("button", name="Guardar", exact=True).click()
    expect(pagina.get_by_text("Se guardó «Suspensión de labores».")).to_be_visible()
    assert Inhabil.objects.get().documento == "IEPC/CG/9/2024"
    # The menu of a phone opens too.
    pagina.get_by_role("button", name="Menú", exact=True).click()
    pagina.locator(".menu summary", has_text="Candidaturas").click()
    expect(pagina.get_by_role("link", name="Sitio público")).to_be_visible()

    pagina.context.clear_cookies()
    pagina.goto("/conoceles/prueba-2024/")
    pagina.get_by_label("Buscar por nombre").fill("perez nuno")
    pagina.get_by_role("button", name="Buscar").click()
    expect(pagina.get_by_role("link", name="Beatriz Otra")).to_have_count(0)
    pagina.get_by_role("link", name="Ana Pérez Ñuño").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Ana Pérez Ñuño")
