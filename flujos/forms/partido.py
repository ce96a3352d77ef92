"""What a representation types on its page: which of its own it looks for, and the sheet that it filled."""

from collections.abc import Sequence
from typing import Any

from django import forms

from compliance.forms.archivos import ArchivoField
from compliance.forms.claros import ConAvisosClaros
from compliance.models import Candidatura, Cargo
from compliance.models.candidaturas import CandidaturaQuerySet


class FiltroPartido(forms.Form):
    """Which of its own; it travels in the address."""

    # What the database answers; which sections are ready is measured.
    EN_LA_BASE = frozenset({"consentimiento", "correo", "cuenta"})

    q = forms.CharField(
        label="Buscar por nombre",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    cargo = forms.ChoiceField(label="Cargo", required=False)
    estado = forms.ChoiceField(label="Estado", required=False, choices=[("", "Todos"), *Candidatura.Estado.choices])
    falta = forms.ChoiceField(label="Qué le falta", required=False)
    retiradas = forms.BooleanField(label="También las retiradas", required=False)

    def __init__(self, datos: Any, suyas: CandidaturaQuerySet, secciones: Sequence[tuple[str, str]]) -> None:
        super().__init__(datos)
        cargos = Cargo.objects.filter(candidaturas__in=suyas.order_by()).distinct()
        self.fields["cargo"].choices = [("", "Todos"), *((c.pk, str(c)) for c in cargos)]  # type: ignore[attr-defined]
        self.fields["falta"].choices = [  # type: ignore[attr-defined]
            ("", "Lo que sea"),
            ("Secciones", [*secciones, ("identidad", "Cuestionario de identidad")]),
            (
                "Lo demás",
                [
                    ("cuenta", "Recibir su cuenta"),
                    ("correo", "Su correo"),
                    ("consentimiento", "Consentimiento para publicar"),
                ],
            ),
        ]


class HojaForm(ConAvisosClaros, forms.Form):
    """The sheet, filled."""

    archivo = ArchivoField(
        label="Hoja llenada",
        help_text="La que descargó de aquí, guardada como .xlsx.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
