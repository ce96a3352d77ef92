"""The file of an import."""

from pathlib import PurePath
from typing import Any
from zipfile import BadZipFile, ZipFile

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

# A workbook is compressed: what it may grow to when it is opened, in times the greatest file.
EXPANSION = 10


class ImportarForm(forms.Form):
    """The data base of candidacies."""

    archivo = forms.FileField(
        label="Base de datos de candidaturas",
        widget=forms.FileInput(attrs={"accept": ".xls,.xlsx,.csv,.txt"}),
        help_text="Libro .xls o .xlsx con las hojas CANDIDATOS y CUESTIONARIO IDENTIDAD, o el .csv de la primera.",
    )

    def clean_archivo(self) -> "UploadedFile[Any]":
        """Neither too big, nor too big once opened."""
        archivo: UploadedFile[Any] = self.cleaned_data["archivo"]
        maximo = settings.ARCHIVO_MAXIMO_MB * 1024 * 1024
        if (archivo.size or 0) > maximo:
            raise forms.ValidationError(
                f"El archivo pesa {(archivo.size or 0) / 1024 / 1024:.1f} MB y el máximo son "
                f"{settings.ARCHIVO_MAXIMO_MB} MB. Divídalo en varios: cada candidatura se reconoce por su lugar, así "
                "que pueden subirse uno tras otro."
            )
        if PurePath(archivo.name or "").suffix.lower() not in (".xls", ".xlsx", ".csv", ".txt"):
            raise forms.ValidationError("Se admite .xls, .xlsx o .csv: guarde la base en uno de esos formatos.")
        try:
            with ZipFile(archivo) as paquete:
                abierto = sum(parte.file_size for parte in paquete.infolist())
        except (BadZipFile, NotImplementedError, ValueError, OSError):
            abierto = 0  # no workbook of that kind: whoever reads it will say what it is
        if abierto > EXPANSION * maximo:
            raise forms.ValidationError("El libro, al abrirse, ocupa demasiado: guárdelo sin formatos ni imágenes.")
        archivo.seek(0)
        return archivo
