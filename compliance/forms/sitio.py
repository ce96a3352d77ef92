"""What the public sends."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Opinion
from .claros import ConAvisosClaros

SI_NO = [("si", _("Sí")), ("no", _("No"))]


class OpinionForm(ConAvisosClaros, forms.Form):
    """«¿Encontró lo que buscaba?», and what was missing. It asks nothing of who answers."""

    encontro = forms.ChoiceField(
        label=_("¿Encontró lo que buscaba?"),
        choices=SI_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija «Sí» o «No»."), "invalid_choice": _("Elija «Sí» o «No».")},
    )
    texto = forms.CharField(
        label=_("¿Qué le faltó, o qué mejoraría?"),
        required=False,
        max_length=Opinion.TOPE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Hasta 500 caracteres. No escriba su nombre, su teléfono ni otro dato suyo o de alguien más."),
        error_messages={"max_length": _("Son %(show_value)s caracteres; caben %(limit_value)d. Acórtelo.")},
    )
    # Whoever looks at the page never sees it: what fills it in is a program.
    apellido = forms.CharField(required=False, max_length=200)
    visita = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)
    de = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    @property
    def es_de_un_programa(self) -> bool:
        """Whether what nobody sees was filled in."""
        return bool(self.data.get("apellido"))


class FiltroOpiniones(forms.Form):
    """What the list of opinions may be narrowed by."""

    encontro = forms.ChoiceField(
        label="¿Encontró lo que buscaba?", required=False, choices=[("", "Todas"), ("si", "Sí"), ("no", "No")]
    )
    con_texto = forms.ChoiceField(label="Con texto", required=False, choices=[("", "Todas"), ("si", "Solo con texto")])
