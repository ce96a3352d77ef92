"""How texts are compared, measured and said. Pure."""

import re
import unicodedata
from datetime import date
from itertools import filterfalse

from calendario.fechas import fecha_larga
from calendario.palabras import plegar


def normalizar(texto: str) -> str:
    """Lower case, without accents and with single spaces: how names are searched and compared."""
    if not texto.isascii():
        texto = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", texto)))
    return " ".join(texto.casefold().split())


_ACENTOS = tuple(zip("áéíóúüñ", "aeiouun", strict=True))
_OTRA_LETRA = re.compile(r"[\u00c0-\u024f\u0370-\u1fff]")


def plegado(texto: str) -> str:
    """What `plegar` answers (lower case without accents, letter by letter), fast for long texts in Spanish."""
    doblado = texto.lower()
    if doblado.isascii():
        return doblado
    for acentuada, sola in _ACENTOS:
        doblado = doblado.replace(acentuada, sola)
    # Another language, or a letter whose lower case is two: where each one is must still be known.
    return plegar(texto) if len(doblado) != len(texto) or _OTRA_LETRA.search(doblado) else doblado


def largo_sin_espacios(texto: str) -> int:
    """Characters of `texto` without any white space, as the Lineamientos' limits are counted.

    Line breaks, tabs, non-breaking spaces and invisible characters (zero-width spaces, direction marks) count
    as white space: they would let an empty text reach the minimum. An accented letter counts once.
    """
    visto = "".join(unicodedata.normalize("NFC", texto).split())
    # What can be printed has no invisible character.
    return len(visto) if visto.isprintable() else sum(unicodedata.category(c) not in {"Cc", "Cf"} for c in visto)


def decir_fechas(texto: str) -> str:
    """The text with its days as people say them: «2024-04-02» → «mar 2 abr 2024». What is no day stays."""

    def decir(hallada: re.Match[str]) -> str:
        try:
            return fecha_larga(date.fromisoformat(hallada[0]))
        except ValueError:
            return hallada[0]

    return re.sub(r"\b\d{4}-\d{2}-\d{2}\b", decir, texto)


def sin_doble_punto(texto: str) -> str:
    """The text without the stop of a quotation where its own follows («mes.». → «mes».); an ellipsis stays."""
    return re.sub(r"(?<!\.)\.\s*(»+)\.(?!\.)", r"\1.", texto)


def con_punto(texto: str) -> str:
    """The text as a sentence that ends: with its own stop, or with one more."""
    return texto if texto.endswith((".", "…", "!", "?")) else f"{texto}."


def recortar(texto: str, largo: int) -> str:
    """At most so many characters, cut between words."""
    if len(texto) <= largo:
        return texto
    return texto[:largo].rpartition(" ")[0].rstrip(" ,;:.") + "…"
