"""How texts are compared and measured. Pure."""

import unicodedata


def normalizar(texto: str) -> str:
    """Lower case, without accents and with single spaces: how names are searched and compared."""
    sin_acentos = "".join(c for c in unicodedata.normalize("NFKD", texto) if not unicodedata.combining(c))
    return " ".join(sin_acentos.casefold().split())


def largo_sin_espacios(texto: str) -> int:
    """Characters of `texto` without any white space, as the Lineamientos' limits are counted.

    Line breaks, tabs, non-breaking spaces and invisible characters (zero-width spaces, direction marks) count
    as white space: they would let an empty text reach the minimum. An accented letter counts once.
    """
    return sum(
        not (c.isspace() or unicodedata.category(c) in {"Cc", "Cf"}) for c in unicodedata.normalize("NFC", texto)
    )
