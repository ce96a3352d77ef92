"""Sample files of the demonstration: they say on their face what they are."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas


def hoja(nombre: str, titulo: str, lineas: Sequence[str]) -> ContentFile[bytes]:
    """A one-page PDF; the same text gives the same bytes."""
    memoria = BytesIO()
    lienzo = Canvas(memoria, pagesize=letter, invariant=1)
    lienzo.setTitle(titulo)
    lienzo.setFont("Helvetica-Bold", 13)
    lienzo.drawString(60, 720, titulo[:85])
    lienzo.setFont("Helvetica", 10)
    for numero, linea in enumerate(("Documento de muestra de la demostración: no es el original.", *lineas)):
        lienzo.drawString(60, 695 - 16 * numero, linea)
    lienzo.save()
    return ContentFile(memoria.getvalue(), name=nombre)


FONDOS = ("#c9d6df", "#d8cfe3", "#d5e0cf", "#e6d9c8", "#cfe0e0", "#e3cfd3")
TRAZOS = ("#6b7785", "#7d6f83", "#66796b", "#85705f")


def retrato(numero: int) -> ContentFile[bytes]:
    """A drawn silhouette, never a person, one of a few."""
    dibujo = _dibujar(FONDOS[numero % len(FONDOS)], TRAZOS[numero // len(FONDOS) % len(TRAZOS)])
    return ContentFile(dibujo, name=f"muestra-{numero}.png")


@cache
def _dibujar(fondo: str, trazo: str) -> bytes:
    """Two shapes of a calm colour on another; drawn once."""
    imagen = Image.new("RGB", (480, 600), fondo)
    dibujo = ImageDraw.Draw(imagen)
    dibujo.ellipse((150, 110, 330, 320), fill=trazo)
    dibujo.ellipse((60, 350, 420, 800), fill=trazo)
    memoria = BytesIO()
    imagen.save(memoria, "PNG", optimize=True)
    return memoria.getvalue()
