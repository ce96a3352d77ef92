"""The languages of the public site: Spanish, and those whose catalogue (`compliance/locale`) somebody has filled.

The language is in the address (`/nah/conoceles/…`) and nowhere else: one address says one thing to everybody, so that
every copy of a page is right. An empty catalogue falls back to Spanish, and its page says that it is in Spanish.
"""

import struct
from functools import cache

from django.conf import settings
from django.utils.translation import get_language

# What a catalogue's own header says of itself counts as one text.
_SOLO_ENCABEZADO = 1


@cache
def traducida(lengua: str) -> bool:
    """Whether the catalogue of `lengua` holds any text."""
    archivo = settings.LOCALE_PATHS[0] / lengua / "LC_MESSAGES" / "django.mo"
    if not archivo.is_file():
        return False
    with archivo.open("rb") as mo:
        marca, _, cuantos = struct.unpack("<3I", mo.read(12))
    return bool(marca == 0x950412DE and cuantos > _SOLO_ENCABEZADO)


def lengua_del_texto() -> str:
    """The language in which the page is written, as HTML says it."""
    lengua = get_language() or settings.LANGUAGE_CODE
    return lengua if traducida(lengua) else "es-MX"


def lenguas_ofrecidas() -> list[tuple[str, str]]:
    """Code and name of each language in which the public site may be read; none if there is only Spanish."""
    otras = [(codigo, nombre) for codigo, nombre in settings.LANGUAGES if traducida(codigo)]
    return [(settings.LANGUAGE_CODE, "Español"), *otras] if otras else []
