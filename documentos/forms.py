"""What anybody may bring to prove a paper."""

from django import forms
from django.conf import settings
from django.core.files.base import File


class ComprobarForm(forms.Form):
    """A file to compare with what was issued. It is not kept."""

    archivo = forms.FileField(
        label="Archivo que quiere comprobar",
        help_text="El PDF tal como lo recibió. Puede arrastrarlo hasta aquí. No se guarda.",
    )

    def clean_archivo(self) -> File[bytes]:
        """No larger than what may be issued."""
        archivo: File[bytes] = self.cleaned_data["archivo"]
        if archivo.size > settings.ARCHIVO_MAXIMO_MB * 1024 * 1024:
            raise forms.ValidationError(f"Pesa más de {settings.ARCHIVO_MAXIMO_MB} MB: no es el que se emitió.")
        return archivo
