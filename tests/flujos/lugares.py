"""Where the pages of the cast's process are."""

from compliance.models import Candidatura

PROCESO = "prueba-2024"
LISTA = f"/p/{PROCESO}/candidaturas/"
HISTORIAL = f"/p/{PROCESO}/historial/"


def ficha(c: Candidatura, *resto: str) -> str:
    return f"{LISTA}{c.pk}/" + "".join(f"{r}/" for r in resto)
