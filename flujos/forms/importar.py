"""The file of an import."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile


class ImportarForm(forms.Form):
    """The data base of candidacies."""

    archivo = forms.FileField(
        label="Base de datos de candidaturas",
        widget=forms.FileInput(attrs={"accept": ".xls,.xlsx,.csv,.txt"}),
        help_text="Libro .xls o .xlsx con las hojas CANDIDATOS y CUESTIONARIO IDENTIDAD, o el .csv de la primera.",
    )

    def clean_archivo(self) -> "UploadedFile[Any]":
        """Not too big. What it grows to when it is opened is measured by whoever opens it."""
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
        return archivo
