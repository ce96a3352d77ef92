"""Public contacts as links that are safe to put on a page. Pure.

Their values are whatever a person typed or a file brought: only what is plainly a web address, an e-mail or a
telephone becomes a link; anything else is shown as text.
"""

import re
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from .curricular import MEDIOS, en_blanco

_ESQUEMA = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SERVIDOR = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}")
_CORREO = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}")
_TELEFONO = re.compile(r"\+?[\d\s().-]+")
# Ten digits is a Mexican number; with its country code, up to the fifteen of the international plan.
_DIGITOS_NACIONALES, _DIGITOS_MAXIMOS = 10, 15


class Medio(NamedTuple):
    """A contact: the label of its kind, what the person gave, and where it leads (empty: nowhere)."""

    etiqueta: str
    valor: str
    enlace: str


def medios_publicos(medios: Any) -> list[Medio]:
    """The contacts of a questionnaire, in their order; what is blank or no contact at all is left out."""
    publicos = []
    for medio in medios if isinstance(medios, list) else []:
        if not isinstance(medio, dict) or en_blanco(medio.get("valor")):
            continue
        tipo, valor = str(medio.get("tipo")), str(medio["valor"]).strip()
        if tipo in MEDIOS:
            publicos.append(Medio(MEDIOS[tipo], valor, enlace_seguro(tipo, valor)))
    return publicos


def enlace_seguro(tipo: str, valor: str) -> str:
    """Where a contact leads, with one of the schemes http, https, mailto and tel; empty if it is no address.

    An address without a scheme is taken as https, unless it may as well be the name of an account («ana.perez»).
    One with a user name before the server is refused: it reads as one site and leads to another.
    """
    if tipo == "correo":
        return f"mailto:{quote(valor, safe='@.+')}" if _CORREO.fullmatch(valor) else ""
    if tipo == "telefono":
        return _de_telefono(valor)
    if tipo == "casa_campana":
        return ""
    if not _ESQUEMA.match(valor):
        valor = f"https://{valor}" if tipo == "pagina_web" or valor.startswith("www.") or "/" in valor else ""
    return _de_pagina(valor)


def _de_telefono(valor: str) -> str:
    digitos = "".join(c for c in valor if c in "0123456789")
    if not _TELEFONO.fullmatch(valor) or not _DIGITOS_NACIONALES <= len(digitos) <= _DIGITOS_MAXIMOS:
        return ""
    if len(digitos) == _DIGITOS_NACIONALES:
        return f"tel:+52{digitos}"
    return f"tel:{'+' if valor.startswith('+') else ''}{digitos}"


def _de_pagina(direccion: str) -> str:
    if any(c.isspace() or not c.isprintable() or c == "\\" for c in direccion):
        return ""
    try:
        partes = urlsplit(direccion)
        servidor = partes.hostname or ""
        _ = partes.port
    except ValueError:
        return ""
    if partes.scheme not in ("http", "https") or "@" in partes.netloc or not _SERVIDOR.fullmatch(servidor):
        return ""
    return direccion
