"""What somebody chooses for a token of a program of theirs."""

from datetime import date, timedelta
from typing import Any

from django import forms

from compliance.forms.claros import ConAvisosClaros
from compliance.models import FichaDeApi, Nombramiento
from compliance.models.fichas_api import DURACION
from compliance.verbos.modelo import Verbo


class FichaForm(ConAvisosClaros, forms.ModelForm[FichaDeApi]):
    """Its name, its last day, with which roles it acts and what it may do besides reading."""

    nombramientos = forms.TypedMultipleChoiceField(
        label="Con qué roles",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="Alcanza lo que alcance el rol en cada momento. Si el rol termina, la ficha deja de abrirlo.",
        error_messages={"required": "Elija al menos un rol.", "invalid_choice": "Ese rol no es suyo o ya terminó."},
    )
    verbos = forms.MultipleChoiceField(
        label="Qué puede hacer, además de consultar",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Sin marcar ninguno, solo consulta. Lo que haga pasa por las mismas reglas que en las páginas.",
    )

    class Meta:
        model = FichaDeApi
        fields = ["nombre", "vence_el", "nombramientos", "verbos"]
        labels = {"nombre": "Para qué programa", "vence_el": "Último día en que sirve"}
        help_texts = {"nombre": "Por ejemplo «Repositorio de la secretaría». Saldrá en el historial de lo que haga."}
        widgets = {"vence_el": forms.DateInput(attrs={"type": "date"})}

    def __init__(
        self, *args: Any, roles: list[Nombramiento], permitidos: list[Verbo], hoy: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        suyos: Any = self.fields["nombramientos"]
        suyos.choices = [(n.pk, f"{n.rol_legible}: {n.alcance}" if n.alcance else n.rol_legible) for n in roles]
        verbos: Any = self.fields["verbos"]
        verbos.choices = [(v.clave, v.nombre) for v in permitidos]
        if not permitidos:
            del self.fields["verbos"]
        self.fields["vence_el"].help_text = f"A más tardar el {hoy + DURACION:%d/%m/%Y}."
        self.hoy = hoy

    def clean_vence_el(self) -> date:
        """From today on, within a year."""
        dia: date = self.cleaned_data["vence_el"]
        if not self.hoy <= dia <= self.hoy + DURACION:
            raise forms.ValidationError(f"Va del {self.hoy:%d/%m/%Y} al {self.hoy + timedelta(days=365):%d/%m/%Y}.")
        return dia
