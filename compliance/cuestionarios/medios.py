"""Public contacts: what each kind admits, how it is completed, and the link that is safe to put on a page. Pure.

Whoever captures is asked for a contact (`leer_medio`): what is none is refused with its remedy. A file that is
imported keeps what it says, with a warning. Either way, only what is plainly a web address, an e-mail or a telephone
becomes a link (`enlace_seguro`), and that of a network only if it leads there; anything else is shown as text.
"""

import re
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from calendario.limpieza import sin_invisibles

from ..textos import normalizar
from .curricular import MEDIOS, en_blanco

_ESQUEMA = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SERVIDOR = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}")
_CORREO = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}")
# A number and, if it has one, its extension.
_TELEFONO = re.compile(r"(\+?[\d\s().-]+)(?:,?\s*(?:ext(?:ensi[óo]n)?|x)[.:]?\s*(\d{1,6}))?", re.IGNORECASE)
# Ten digits is a Mexican number; with its country code, up to the fifteen of the international plan.
_DIGITOS_NACIONALES, _DIGITOS_MAXIMOS = 10, 15
LARGO_MAXIMO = 300
# The domains of each network, the first one that of its accounts, and how an address continues with their name.
REDES = {
    "facebook": (("facebook.com", "fb.com", "fb.me"), ""),
    "twitter": (("x.com", "twitter.com"), ""),
    "youtube": (("youtube.com", "youtu.be"), "@"),
    "instagram": (("instagram.com",), ""),
    "tiktok": (("tiktok.com",), "@"),
}
_USUARIO = re.compile(r"@?([A-Za-z0-9._-]{1,60})")
# Hyphens and dashes, as a telephone or a word processor writes them.
_GUION = re.compile(r"[\u2010-\u2015\u2212]")
# What people write when they have none: «no tengo», and also «no tengo casa de campaña».
_NINGUNO = re.compile(
    r"(?:no|ningun[oa]|nada|na|n/a|s/[cdn]|-)"
    r"|(?:no (?:tengo|tiene|tenemos|aplica|hay|cuento|cuenta|contamos|uso|usa)|ningun[oa])(?: .*)?"
    r"|(?:aun|todavia) no(?: .*)?"
    r"|sin (?:datos?|telefono|correo|pagina|red(?:es)?|cuenta|casa|domicilio)(?: .*)?"
)
_REMEDIO = "si no tiene, déjelo en blanco"


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


def leer_medio(tipo: str, valor: str) -> tuple[str, str]:
    """A contact of a known kind as it is kept, and why it is none (empty: it is one).

    «www.ana.mx» is completed to its whole address, and «@ana» to that of its network. What a telephone puts around
    a number that is copied, and nobody sees, is left out.
    """
    valor = " ".join(sin_invisibles(valor).split())
    if len(valor) > LARGO_MAXIMO:
        return valor, f"pasa de {LARGO_MAXIMO} caracteres"
    if _NINGUNO.fullmatch(normalizar(valor).rstrip(" .")):
        return valor, f"«{valor}» no es un dato de contacto; {_REMEDIO}"
    if tipo == "casa_campana":
        return valor, "" if any(c.isalpha() for c in valor) else f"escriba la calle y el número; {_REMEDIO}"
    if tipo == "correo":
        valor = valor.removeprefix("mailto:")
        return valor, "" if enlace_seguro(tipo, valor) else "no es un correo: escríbalo como nombre@dominio.mx"
    if tipo == "telefono":
        valor = _GUION.sub("-", valor.removeprefix("tel:"))
        defecto = f"no es un teléfono: escriba los diez dígitos, con lada; {_REMEDIO}"
        return valor, "" if enlace_seguro(tipo, valor) else defecto
    return _leer_direccion(tipo, valor)


def _leer_direccion(tipo: str, valor: str) -> tuple[str, str]:
    """Of a network or a page. What may as well be an account («ana.perez») is one only in a network that has them."""
    if tipo in REDES:
        dominios, antes = REDES[tipo]
        servidor = _servidor_de(valor)
        if red_de(servidor) != tipo:
            usuario = _USUARIO.fullmatch(valor)
            if usuario is None or servidor.startswith("www."):
                return valor, f"no es una dirección de {MEDIOS[tipo]}: escriba su usuario (@usuario) o péguela completa"
            return f"https://{'www.' if tipo != 'twitter' else ''}{dominios[0]}/{antes}{usuario[1]}", ""
    enlace = enlace_seguro("pagina_web", valor)
    if not enlace:
        return valor, "no es una dirección web: péguela completa, como https://www.ejemplo.mx"
    return enlace, ""


def _servidor_de(direccion: str) -> str:
    """The server that an address names; empty if it is none."""
    enlace = enlace_seguro("pagina_web", direccion)
    return (urlsplit(enlace).hostname or "").lower() if enlace else ""


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
    enlace = _de_pagina(valor)
    # Under the name of a network nobody is led to another site.
    return "" if tipo in REDES and red_de((urlsplit(enlace).hostname or "").lower()) != tipo else enlace


def red_de(servidor: str) -> str:
    """The network of which a server is; empty if it is of none."""
    return next(
        (red for red, (suyos, _) in REDES.items() if any(servidor == d or servidor.endswith(f".{d}") for d in suyos)),
        "",
    )


def _de_telefono(valor: str) -> str:
    partes = _TELEFONO.fullmatch(valor)
    numero, extension = partes.groups() if partes else ("", None)
    digitos = "".join(c for c in numero if c in "0123456789")
    if not _DIGITOS_NACIONALES <= len(digitos) <= _DIGITOS_MAXIMOS:
        return ""
    completo = f"+52{digitos}" if len(digitos) == _DIGITOS_NACIONALES else f"{'+' * valor.startswith('+')}{digitos}"
    return f"tel:{completo}{f';ext={extension}' if extension else ''}"


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
