"""What is typed of the institute's papers: letterhead, who signs, what each says; and what is brought to prove one."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import File

from compliance.cuestionarios import retrato
from compliance.forms.archivos import ArchivoField
from compliance.forms.claros import ConAvisosClaros

from .efirma import LARGO
from .models import ANCHO_DE_ESCUDO, Firmante, Membrete, firmables
from .textos import NOMBRES, Papel

# Letters of what a paper says: the title of a PDF holds some thirty thousand bytes, and nobody reads as much.
LARGO_DE_ASUNTO, LARGO_DE_TEXTO = 500, 10_000


class MembreteForm(ConAvisosClaros, forms.ModelForm[Membrete]):
    """What every paper bears."""

    class Meta:
        model = Membrete
        fields = ("escudo", "escudo_dice", "lema", "pie", "letra", "disposicion")
        widgets = {"escudo": forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"})}
        field_classes = {"escudo": ArchivoField}

    def clean_escudo(self) -> Any:
        """A picture that can be printed."""
        escudo = self.cleaned_data["escudo"]
        if escudo and "escudo" in self.changed_data:
            legible = retrato(escudo.read(), ANCHO_DE_ESCUDO)
            escudo.seek(0)
            if legible is None:
                raise forms.ValidationError("No se pudo leer como imagen: suba un PNG o un JPEG.")
        return escudo


class QuitarEscudoForm(forms.Form):
    """Why the letterhead goes without its crest."""

    motivo = forms.CharField(
        label="Por qué se quita el escudo",
        max_length=300,
        error_messages={"required": "Diga por qué se quita."},
    )


class FirmanteForm(ConAvisosClaros, forms.ModelForm[Firmante]):
    """Who signs, what and from when to when."""

    papeles = forms.MultipleChoiceField(
        label="Papeles que firma",
        required=False,
        choices=lambda: list(firmables().items()),
        widget=forms.CheckboxSelectMultiple,
        help_text="Sin marcar ninguno, firma los que no tengan quien los firme en particular.",
    )

    class Meta:
        model = Firmante
        fields = ("tratamiento", "nombre", "cargo", "papeles", "orden", "desde", "hasta")
        widgets = {
            "desde": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "hasta": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }


class PapelForm(forms.Form):
    """What a paper says, text by text."""

    def __init__(self, *args: Any, papel: Papel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for que in papel.textos:
            self.fields[que] = forms.CharField(
                label=NOMBRES[que],
                max_length=LARGO_DE_ASUNTO if que == "asunto" else LARGO_DE_TEXTO,
                widget=forms.Textarea(attrs={"rows": 2 if que == "asunto" else 8}),
                help_text="" if que == "asunto" else "Separe los párrafos con un renglón en blanco.",
                error_messages={"required": "No puede quedar vacío."},
            )


class ConEfirmaForm(ConAvisosClaros, forms.Form):
    """A certificate, its key and the password of the key: for one signature, and kept nowhere.

    Nobody else is shown them, not even the scanner, which may listen on another machine.
    """

    cer = forms.FileField(label="Certificado (.cer)", widget=forms.FileInput(attrs={"accept": ".cer"}))
    llave = forms.FileField(label="Llave privada (.key)", widget=forms.FileInput(attrs={"accept": ".key"}))
    # By this name no page, record or envelope of what was sent keeps it.
    password_llave = forms.CharField(
        label="Contraseña de la llave",
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> Any:
        """Small, as they are."""
        datos: dict[str, Any] = super().clean() or {}
        for campo in ("cer", "llave"):
            if campo in datos and datos[campo].size > LARGO:
                self.add_error(campo, "Es demasiado grande: elija el archivo que le dio la autoridad.")
        return datos


class YaFirmadoForm(ConAvisosClaros, forms.Form):
    """The document as it was signed elsewhere."""

    firmado = ArchivoField(
        label="PDF firmado",
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        help_text="Descargue el documento de aquí, fírmelo con su programa y suba ese archivo, sin guardarlo de nuevo.",
    )

    def clean_firmado(self) -> File[bytes]:
        """No larger than what is kept."""
        archivo: File[bytes] = self.cleaned_data["firmado"]
        if archivo.size > settings.ARCHIVO_MAXIMO_MB * 1024 * 1024:
            raise forms.ValidationError(f"Pesa más de {settings.ARCHIVO_MAXIMO_MB} MB.")
        return archivo


class ComprobarForm(forms.Form):
    """A file to compare with what was issued. It is hashed and let go: nothing opens it, no scanner looks at it."""

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
