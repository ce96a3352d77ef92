"""A real Chromium before a live server.

Every page is opened at the two widths of the design, 1280 and 390 px, and fails its test when it logs an error to
the console: a script that breaks, a file that is not there, or something the Content-Security-Policy refuses.
"""

import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from .ayudas import MEDIDAS

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# Milliseconds that a page may take to show something: a busy machine is slow, not wrong.
ESPERA = 20_000
expect.set_options(timeout=ESPERA)
# The day on which every page of these tests lives.
HOY = date(2024, 4, 2)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark this folder's tests; without Chromium they skip, or fail where it is demanded."""
    propios = [i for i in items if i.path.is_relative_to(Path(__file__).parent)]
    falta = not Path(CHROMIUM).exists() and not os.environ.get("CAUCE_EXIGE_NAVEGADOR")
    for item in propios:
        item.add_marker(pytest.mark.navegador)
        if falta:
            item.add_marker(pytest.mark.skip(f"no hay Chromium en {CHROMIUM}; indique otro con CHROMIUM="))


@pytest.fixture(scope="module")
def congela() -> bool:
    """Whether the browser freezes the pages it leaves, to show them as they were; Playwright turns that off."""
    return False


@pytest.fixture(scope="module")
def navegador(congela: bool) -> Iterator[Browser]:
    """Chromium, without any connection of its own.

    Playwright's synchronous interface keeps an event loop running in this thread, where Django refuses the ORM:
    it is told that this is safe only while the browser lives, one module at a time.
    """
    with pytest.MonkeyPatch.context() as entorno, sync_playwright() as playwright:
        entorno.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            ignore_default_args=["--disable-back-forward-cache"] if congela else [],
            args=["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
            + (["--no-sandbox"] if os.geteuid() == 0 else []),
        )
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def dia_fijo(settings: Any) -> None:
    """The site lives on `HOY`."""
    settings.DEMO_FECHA = HOY


@pytest.fixture
def provocados() -> str:
    """The errors of the console that are none: a form that is refused answers with its reasons.

    A module that breaks more on purpose says its own.
    """
    return r"status of (422|503)"


@pytest.fixture
def abrir_pagina(navegador: Browser, live_server: LiveServer, provocados: str) -> Iterator[Callable[[str], Page]]:
    """`abrir_pagina("telefono")`: a fresh browser profile; relative addresses lead to the live server."""
    contextos = []
    errores: list[str] = []

    def anotar(mensaje: ConsoleMessage) -> None:
        if mensaje.type == "error" and not re.search(provocados, mensaje.text):
            errores.append(f"{mensaje.text} ({mensaje.location['url']})")

    def abrir(medida: str) -> Page:
        contexto = navegador.new_context(
            base_url=live_server.url,
            viewport=MEDIDAS[medida],
            locale="es-MX",
            timezone_id="America/Mexico_City",
            reduced_motion="reduce",
        )
        contexto.set_default_timeout(ESPERA)
        contextos.append(contexto)
        pagina = contexto.new_page()
        pagina.on("console", anotar)
        pagina.on("pageerror", lambda error: errores.append(f"{error} ({pagina.url})"))
        return pagina

    yield abrir
    for contexto in contextos:
        contexto.close()
    assert errores == []


@pytest.fixture(params=list(MEDIDAS))
def pagina(request: pytest.FixtureRequest, abrir_pagina: Callable[[str], Page]) -> Page:
    """A page at each width: the test runs twice."""
    return abrir_pagina(request.param)


@pytest.fixture
def escritorio(abrir_pagina: Callable[[str], Page]) -> Page:
    """A page at 1280 px, for long paths."""
    return abrir_pagina("escritorio")
