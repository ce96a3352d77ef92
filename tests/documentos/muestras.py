"""Small files of each kind, made here."""

import io
from zipfile import ZipFile

from django.core.files.base import ContentFile
from PIL import Image


def pdf(texto: str = "uno", nombre: str = "informe.pdf") -> ContentFile[bytes]:
    """The least that begins like a PDF."""
    return ContentFile(b"%PDF-1.7\n" + texto.encode(), name=nombre)


def imagen(formato: str, nombre: str) -> ContentFile[bytes]:
    """A real one-pixel picture."""
    salida = io.BytesIO()
    Image.new("RGB", (1, 1)).save(salida, formato)
    return ContentFile(salida.getvalue(), name=nombre)


def paquete(nombre: str, *partes: str) -> ContentFile[bytes]:
    """A ZIP with these parts: what an Office document is."""
    salida = io.BytesIO()
    with ZipFile(salida, "w") as zip_:
        for parte in ("[Content_Types].xml", *partes):
            zip_.writestr(parte, "<x/>")
    return ContentFile(salida.getvalue(), name=nombre)
