"""Sample files of the demonstration: they say on their face what they are."""

from collections.abc import Sequence
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


def retrato(numero: int) -> ContentFile[bytes]:
    """A drawn silhouette, never a person: two shapes on one of a few calm colours."""
    fondos = ("#c9d6df", "#d8cfe3", "#d5e0cf", "#e6d9c8", "#cfe0e0", "#e3cfd3")
    imagen = Image.new("RGB", (480, 600), fondos[numero % len(fondos)])
    dibujo = ImageDraw.Draw(imagen)
    dibujo.ellipse((150, 110, 330, 320), fill="#6b7785")
    dibujo.ellipse((60, 350, 420, 800), fill="#6b7785")
    memoria = BytesIO()
    imagen.save(memoria, "PNG", optimize=True)
    return ContentFile(memoria.getvalue(), name=f"muestra-{numero}.png")
