"""What browser tests do with a page."""

from collections.abc import Sequence
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, ViewportSize

from compliance.models import Usuario

CAPTURAS = settings.BASE_DIR / "var" / "capturas"
MEDIDAS: dict[str, ViewportSize] = {
    "escritorio": {"width": 1280, "height": 800},
    "telefono": {"width": 390, "height": 844},
}


def entrar_como(pagina: Page, usuario: Usuario) -> None:
    """Open a session for `usuario` without typing a password."""
    cliente = Client()
    cliente.force_login(usuario, backend="django.contrib.auth.backends.ModelBackend")
    sesion = cliente.cookies[settings.SESSION_COOKIE_NAME]
    pagina.context.add_cookies(
        [{"name": sesion.key, "value": sesion.value, "domain": "localhost", "path": "/", "httpOnly": True}]
    )


def seguir(pagina: Page, nombre: str) -> None:
    """Click a link and wait for the page to which it leads."""
    with pagina.expect_navigation():
        pagina.get_by_role("link", name=nombre).click()


def pulsar(pagina: Page, nombre: str) -> None:
    """Send a form with the keyboard, as who does this all day, and wait for the answer."""
    boton = pagina.get_by_role("button", name=nombre, exact=True)
    boton.focus()
    with pagina.expect_navigation():
        pagina.keyboard.press("Enter")


def violaciones(pagina: Page, extra: Sequence[str] = ()) -> list[str]:
    """What axe-core finds on the page, once it is all there, and whether anything makes it scroll sideways.

    `extra`: rules that axe leaves off unless asked.
    """
    pagina.wait_for_load_state()
    assert pagina.viewport_size is not None
    donde = f"{pagina.url} a {pagina.viewport_size['width']} px"
    if not pagina.evaluate("'axe' in window"):
        pagina.evaluate(AXE_SCRIPT)
    hallazgos = [
        f"{donde}: {v['id']} ({v['impact']}): {nodo['html'][:200]}"
        for v in pagina.evaluate(
            "(reglas) => axe.run({resultTypes: ['violations'], rules: reglas}).then((hecho) => hecho.violations)",
            {regla: {"enabled": True} for regla in extra},
        )
        for nodo in v["nodes"]
    ]
    ancho = pagina.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*hallazgos, f"{donde}: se desborda {ancho} px a lo ancho"] if ancho > 0 else hallazgos


def sin_violaciones(pagina: Page) -> None:
    """Fail if there is any."""
    hallazgos = violaciones(pagina)
    assert hallazgos == [], "\n".join(hallazgos)


def foto(pagina: Page, nombre: str) -> Path:
    """Keep a picture of the whole page for human eyes: var/capturas/<nombre>-<ancho>.png."""
    assert pagina.viewport_size is not None
    archivo = CAPTURAS / f"{nombre}-{pagina.viewport_size['width']}.png"
    pagina.screenshot(path=archivo, full_page=True)
    return archivo
