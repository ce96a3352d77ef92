"""Forms of the page of días inhábiles."""

from django import forms

from calendario.models import Inhabil


class FiltroInhabiles(forms.Form):
    """What the list may be narrowed by; it travels in the address."""

    anio = forms.TypedChoiceField(label="Año", required=False, coerce=int, empty_value=None)
    origen = forms.ChoiceField(
        label="Origen",
        required=False,
        choices=[("", "Todos"), ("nacional", "Ley Federal del Trabajo"), ("instituto", "Acuerdo del instituto")],
    )

    def __init__(self, datos: object, anios: range) -> None:
        super().__init__(datos)  # type: ignore[arg-type]
        self.fields["anio"].choices = [("", "Todos"), *((a, str(a)) for a in anios)]  # type: ignore[attr-defined]


class InhabilForm(forms.ModelForm[Inhabil]):
    """A period in which the institute does not work."""

    class Meta:
        model = Inhabil
        fields = ["desde", "hasta", "motivo", "documento"]
        labels = {"desde": "Primer día", "hasta": "Último día", "motivo": "Motivo"}
        help_texts = {
            "hasta": "Si es un solo día, repita el primero.",
            "motivo": "Por ejemplo: primer periodo vacacional.",
            "documento": "Número del acuerdo o de la circular.",
        }
        widgets = {"desde": forms.DateInput(), "hasta": forms.DateInput()}
