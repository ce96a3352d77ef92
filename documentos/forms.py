"""What is typed of the institute's papers: its letterhead, who signs, and what each one says."""

from typing import Any

from django import forms

from compliance.cuestionarios import retrato
from compliance.forms.claros import ConAvisosClaros

from .models import ANCHO_DE_ESCUDO, Firmante, Membrete
from .textos import NOMBRES, PAPELES, Papel


class MembreteForm(ConAvisosClaros, forms.ModelForm[Membrete]):
    """What every paper bears."""

    class Meta:
        model = Membrete
        fields = ("escudo", "escudo_dice", "lema", "pie", "letra")
        widgets = {"escudo": forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"})}

    def clean_escudo(self) -> Any:
        """A picture that can be printed."""
        escudo = self.cleaned_data["escudo"]
        if escudo and "escudo" in self.changed_data:
            legible = retrato(escudo.read(), ANCHO_DE_ESCUDO)
            escudo.seek(0)
            if legible is None:
                raise forms.ValidationError("No se pudo leer como imagen: suba un PNG o un JPEG.")
        return escudo


class FirmanteForm(ConAvisosClaros, forms.ModelForm[Firmante]):
    """Who signs, what and from when to when."""

    papeles = forms.MultipleChoiceField(
        label="Papeles que firma",
        required=False,
        choices=[(p.clave, p.nombre) for p in PAPELES.values()],
        widget=forms.CheckboxSelectMultiple,
        help_text="Sin marcar ninguno, firma los que no tengan quien los firme en particular.",
    )

    class Meta:
        model = Firmante
        fields = ("nombre", "cargo", "papeles", "orden", "desde", "hasta")
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
                widget=forms.Textarea(attrs={"rows": 2 if que == "asunto" else 8}),
                help_text="" if que == "asunto" else "Separe los párrafos con un renglón en blanco.",
                error_messages={"required": "No puede quedar vacío."},
            )
