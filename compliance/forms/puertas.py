"""What somebody types of their second factor, or to prove who they are."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest

from ..models import Usuario
from .claros import ConAvisosClaros, JsonField


class CodigoForm(ConAvisosClaros, forms.Form):
    """Six digits of an application, or a recovery code."""

    codigo = forms.CharField(
        label="Código",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}),
        error_messages={"required": "Escriba el código."},
    )


class CodigoDeAplicacionForm(CodigoForm):
    """Of an application alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codigo"].label = "Código de seis dígitos"
        self.fields["codigo"].widget.attrs |= {"inputmode": "numeric", "autofocus": False}


# Letters of what a browser answers: some two thousand. To read it takes the square of its length.
LARGO_DE_RESPUESTA = 32_768


class RespuestaForm(forms.Form):
    """What the browser answered of a passkey, in JSON."""

    respuesta = JsonField(widget=forms.HiddenInput)

    def clean_respuesta(self) -> dict[str, Any]:
        """An object: what is in it is looked at by who checks it."""
        dicho = self.cleaned_data["respuesta"]
        if not isinstance(dicho, dict) or len(self.data.get(self.add_prefix("respuesta"), "")) > LARGO_DE_RESPUESTA:
            raise forms.ValidationError("El navegador no respondió con una llave de acceso.")
        return dicho


class LlaveNuevaForm(ConAvisosClaros, RespuestaForm):
    """The same, with a name to tell it from others."""

    nombre = forms.CharField(
        label="Nombre de la llave",
        max_length=60,
        help_text="Para reconocerla después: «Mi teléfono», «Llave USB».",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["nombre", "respuesta"]


class ConfirmarForm(ConAvisosClaros, forms.Form):
    """One's own password, asked as at the entrance: its failures count there."""

    # By this name no page, record or envelope of what was sent keeps it.
    password = forms.CharField(
        label="Su contraseña",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Escriba su contraseña."},
    )

    def __init__(self, *args: Any, request: HttpRequest, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.usuario = request, usuario

    def clean_password(self) -> str:
        """It must be theirs."""
        dicha: str = self.cleaned_data["password"]
        if authenticate(self.request, username=self.usuario.get_username(), password=dicha) is None:
            raise forms.ValidationError("Esa no es su contraseña.")
        return dicha
