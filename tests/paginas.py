"""How a test enters and reads a page: white space folded, as a browser shows it, however the template is laid out."""

import re
from datetime import datetime

from django.http import HttpResponseBase
from django.test import Client

from compliance.models import Usuario
from compliance.views.cuentas import CONFIRMO

# At the edges of these, white space shows nothing.
_ORILLAS = r"(?:title|li|td|th|p|h\d|dt|dd|summary|a|span)"


def plana(respuesta: HttpResponseBase) -> str:
    """The HTML of the page on one line, with no space at the edges of the text of an element."""
    html = " ".join(respuesta.content.decode().split())  # type: ignore[attr-defined]
    return re.sub(rf"(<{_ORILLAS}\b[^>]*>) | (?=</{_ORILLAS}>)", r"\1", html)


def entrar(quien: Usuario, confirmo: datetime | None = None) -> Client:
    """A browser in which they have entered; `confirmo`: when they last said who they are."""
    cliente = Client()
    cliente.force_login(quien)
    if confirmo:
        sesion = cliente.session
        sesion[CONFIRMO] = confirmo.isoformat()
        sesion.save()
    return cliente


def ver(cliente: Client, lugar: str) -> str:
    respuesta = cliente.get(lugar)
    assert respuesta.status_code == 200, lugar
    return plana(respuesta)
