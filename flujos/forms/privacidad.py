"""What is typed to write a privacy notice, and to suppress what is kept."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from compliance.forms.claros import ConAvisosClaros
from compliance.models import Candidatura, Supresion

from .candidaturas import TEXTO_CORTO


class BorradorForm(ConAvisosClaros, forms.Form):
    """The text of the next version."""

    texto = forms.CharField(
        label="Texto del aviso",
        strip=True,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text="Cada apartado: un renglón con su título, debajo su texto y, para separar, un renglón en blanco.",
        error_messages={"required": "Escriba el texto del aviso."},
    )


class PublicarForm(ConAvisosClaros, forms.Form):
    """With which approval, and from when."""

    documento = forms.CharField(
        label="Documento con que el Comité de Transparencia lo aprobó",
        max_length=200,
        help_text="Número de acuerdo o de acta.",
    )
    rige_desde = forms.DateField(label="En vigor desde", widget=forms.DateInput())
    exige_aceptacion = forms.BooleanField(
        label="Exige que se acepte de nuevo",
        required=False,
        help_text="Márquelo si cambió qué datos se recaban, para qué se usan o a quién se comunican. Quienes ya "
        "aceptaron una versión anterior recibirán un aviso y no podrán enviar ni publicarse sin aceptar esta.",
    )

    def __init__(self, *args: Any, integral: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not integral:
            # What is accepted is the integral one.
            del self.fields["exige_aceptacion"]


class PedirSupresionForm(ConAvisosClaros, forms.Form):
    """Whose data, why, and what for a person's request."""

    candidatura = forms.ModelChoiceField(
        label="Candidatura", queryset=Candidatura.objects.none(), empty_label="Elija una", required=False
    )
    causa = forms.ChoiceField(label="Causa", choices=Supresion.Causa.choices, widget=forms.RadioSelect)
    documento = forms.CharField(
        label="Solicitud de la persona",
        max_length=200,
        required=False,
        help_text="Folio o documento. Solo si la persona pidió la cancelación.",
    )
    solicitada_el = forms.DateField(
        label="Día en que la presentó", required=False, widget=forms.DateInput(), help_text="Solo en ese caso."
    )

    def __init__(self, *args: Any, candidaturas: QuerySet[Candidatura], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["candidatura"].queryset = candidaturas  # type: ignore[attr-defined]
        self.fields["candidatura"].help_text = "Déjela vacía para suprimir lo de todo el proceso."


class ConfirmarSupresionForm(ConAvisosClaros, forms.Form):
    """That it is understood, and the resolution that grants a person's request."""

    resolucion = forms.CharField(label="Resolución que concede la cancelación", max_length=200)
    folio = forms.CharField(label="Folio de esta supresión", help_text="Escríbalo para confirmar.")

    def __init__(self, *args: Any, supresion: Supresion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.supresion = supresion
        if supresion.causa != Supresion.Causa.ARCO:
            del self.fields["resolucion"]

    def clean_folio(self) -> str:
        """Typed, so that nobody confirms by accident."""
        folio: str = self.cleaned_data["folio"].strip().upper()
        if folio != self.supresion.folio:
            raise forms.ValidationError(f"No coincide: escriba {self.supresion.folio}.")
        return folio


class DescartarSupresionForm(ConAvisosClaros, forms.Form):
    """Why it is not done."""

    motivo = forms.CharField(label="Por qué se descarta", max_length=500, widget=TEXTO_CORTO)
