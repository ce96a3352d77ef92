"""Keeping evidence: what comes in is checked, hashed and stored once; what goes out can be verified."""

import hashlib
import zipfile
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction

from compliance.historia import guardar
from compliance.models import Candidatura, Entregable, Proceso, Usuario

from .models import Documento

# First bytes → media type. A DOCX or an XLSX is told apart by what its ZIP holds.
_FIRMAS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
_OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def tipo_real(archivo: File[Any]) -> str:
    """The media type that the bytes say, whatever the name says; empty if it is none of those accepted."""
    archivo.seek(0)
    cabecera = archivo.read(8)
    archivo.seek(0)
    for firma, tipo in _FIRMAS.items():
        if cabecera.startswith(firma):
            return tipo
    if cabecera.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(archivo) as paquete:
                nombres = set(paquete.namelist())
        except zipfile.BadZipFile:
            return ""
        finally:
            archivo.seek(0)
        return next((tipo for nombre, tipo in _OFFICE.items() if nombre in nombres), "")
    return ""


def huella(archivo: File[Any]) -> str:
    """SHA-256 of the content, read in pieces."""
    suma = hashlib.sha256()
    archivo.seek(0)
    for pedazo in archivo.chunks():
        suma.update(pedazo)
    archivo.seek(0)
    return suma.hexdigest()


@transaction.atomic
def guardar_documento(
    archivo: File[Any],
    *,
    proceso: Proceso,
    tipo: Documento.Tipo,
    titulo: str,
    entregable: Entregable | None = None,
    candidatura: Candidatura | None = None,
    por: Usuario | None,
    en: datetime,
) -> Documento:
    """Store a file as the next version of its kind. Raises ValidationError for a type or size not accepted."""
    nombre = (archivo.name or "documento").rsplit("/", 1)[-1]
    maximo = settings.ARCHIVO_MAXIMO_MB * 1024 * 1024
    if archivo.size > maximo:
        raise ValidationError(
            f"«{nombre}» pesa {archivo.size / 1024 / 1024:.1f} MB; el máximo es {settings.ARCHIVO_MAXIMO_MB} MB."
        )
    tipo_contenido = tipo_real(archivo)
    if not tipo_contenido:
        raise ValidationError(
            f"«{nombre}» no es un PDF, DOCX, XLSX, JPEG ni PNG válido. Conviértalo a PDF y vuelva a subirlo."
        )
    anteriores = Documento.objects.filter(entregable=entregable, tipo=tipo) if entregable else None
    ultima = anteriores.order_by("-version").first() if anteriores is not None else None
    documento = Documento(
        proceso=proceso,
        entregable=entregable,
        candidatura=candidatura,
        tipo=tipo,
        titulo=titulo[:250],
        nombre_original=nombre[:250],
        tipo_contenido=tipo_contenido,
        tamano=archivo.size,
        sha256=huella(archivo),
        version=ultima.version + 1 if ultima else 1,
        subido_en=en,
        subido_por=por,
    )
    documento.archivo = archivo
    guardar(documento, por=por, en=en, motivo=f"Se recibió «{nombre}»")
    return documento


def verificar(documento: Documento) -> bool:
    """Whether the stored bytes still have the hash that was recorded."""
    with documento.archivo.open("rb") as archivo:
        return huella(archivo) == documento.sha256
