"""The file of the table of electoral sections, and from which document it was taken."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from ..models import Seccion
from .archivos import ArchivoField
from .claros import ConAvisosClaros

MAXIMO_MB = 8
SUFIJOS = (".csv", ".txt", ".xlsx", ".xls", ".ods")


class SeccionesForm(ConAvisosClaros, forms.Form):
    """What is rehearsed."""

    archivo = ArchivoField(
        label="Archivo de la tabla",
        widget=forms.FileInput(attrs={"accept": ",".join(SUFIJOS)}),
        help_text="CSV o libro de cálculo con las columnas Sección y Municipio, y Distrito local si se conoce.",
    )
    fuente = forms.CharField(
        label="De qué documento es",
        max_length=Seccion._meta.get_field("fuente").max_length,
        help_text="Por ejemplo: INE, catálogo de secciones, corte al 31 de enero de 2024.",
        error_messages={"required": "Diga de qué documento se tomó la tabla."},
    )

    def clean_archivo(self) -> "UploadedFile[Any]":
        """Of the kinds that are read, and not too big."""
        archivo: UploadedFile[Any] = self.cleaned_data["archivo"]
        if PurePath(archivo.name or "").suffix.lower() not in SUFIJOS:
            raise forms.ValidationError(f"Se admite {', '.join(SUFIJOS)}. Guarde la tabla en uno de ellos.")
        if (archivo.size or 0) > MAXIMO_MB * 1024 * 1024:
            raise forms.ValidationError(
                f"El archivo pesa más de {MAXIMO_MB} MB. Deje solo la tabla de secciones del estado."
            )
        return archivo
