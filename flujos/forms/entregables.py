"""What a person types to move a deliverable."""

import re
from datetime import date, datetime
from typing import Any

from django import forms

from .campos import PreguntaSiEsOtra


class ConfirmarForm(forms.Form):
    """Nothing to type: only to confirm."""


class PresentarForm(forms.Form):
    """The document that the area hands in."""

    archivo = forms.FileField(label="Documento", help_text="PDF, DOCX o XLSX.")
    nota = forms.CharField(label="Nota", required=False, widget=forms.Textarea(attrs={"rows": 3}))


class DiasField(forms.CharField):
    """One day or several, as typed: 08/04/2024 or 2024-04-08, apart by commas, spaces, «y» or lines."""

    def __init__(self, **opciones: Any) -> None:
        ayuda = "Uno o varios, separados por comas: 01/04/2024, 08/04/2024."
        de_costumbre: dict[str, Any] = {"label": "Día o días en que se realizó", "help_text": ayuda, "max_length": 800}
        super().__init__(**(de_costumbre | opciones))

    def clean(self, value: Any) -> list[date]:
        """The days, in order and once each."""
        texto = super().clean(value) or ""
        return sorted({_dia(parte) for parte in re.split(r"[\s,;]+(?:y\s+)?", texto.strip()) if parte})

    def prepare_value(self, value: Any) -> Any:
        """Days as they are typed."""
        return ", ".join(f"{d:%d/%m/%Y}" for d in value) if isinstance(value, list) else value


def _dia(texto: str) -> date:
    for forma in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(texto, forma).date()  # noqa: DTZ007 (a day of the institute, with no time)
        except ValueError:
            continue
    raise forms.ValidationError(f"«{texto}» no es un día: escriba día/mes/año, por ejemplo 08/04/2024.")


class PresentarActividadForm(PresentarForm):
    """What was done, where handing in its evidence is what fulfils it."""

    dias = DiasField(
        required=False,
        help_text="Uno o varios, separados por comas: 01/04/2024, 08/04/2024. El cumplimiento se juzga con el último; "
        "vacío, se toma el de hoy.",
    )
    participantes = forms.CharField(label="Quiénes participaron", max_length=500, required=False)
    nota = forms.CharField(
        label="Desarrollo",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Qué se hizo; aparece en el informe mensual.",
    )
    field_order = ("dias", "participantes", "nota", "archivo")


class HechoForm(forms.Form):
    """Something done, and when."""

    dias = DiasField()
    texto = forms.CharField(
        label="Qué se realizó",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Aparece en la columna «Desarrollo» del informe mensual.",
    )
    participantes = forms.CharField(label="Quiénes participaron", max_length=500, required=False)
    archivo = forms.FileField(label="Constancia", required=False, help_text="Lista de asistencia, oficio o correo.")


class CorregirHechoForm(HechoForm):
    """What was noted, mended. Its paper stays as it is."""

    archivo = None  # type: ignore[assignment]  # how Django takes a field away
    motivo = forms.CharField(label="Por qué se corrige", widget=forms.Textarea(attrs={"rows": 2}))


class MotivoForm(forms.Form):
    """A reason."""

    motivo = forms.CharField(label="Motivo", widget=forms.Textarea(attrs={"rows": 4}))


class MomentoField(forms.DateTimeField):
    """A date and time as typed, local to the process (the view activates its time zone)."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class RemitirForm(forms.Form):
    """What the acuse of SIVOPLE says."""

    oficio = forms.CharField(label="Número de oficio", max_length=80)
    remitida_en = MomentoField(label="Fecha y hora de la remisión", help_text="Como aparecen en el acuse de SIVOPLE.")
    destinatario = forms.CharField(
        label="Destinatario",
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
        initial="Unidad Técnica de Vinculación con los Organismos Públicos Locales (UTVOPL)",
    )
    copia = forms.CharField(
        label="Con copia a",
        max_length=250,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        initial="Unidad Técnica de Transparencia y Protección de Datos Personales (UTTyPDP)",
    )
    acuse = forms.FileField(label="Acuse", required=False, help_text="PDF o imagen. Puede agregarlo después.")
    nota = forms.CharField(label="Nota", required=False, widget=forms.Textarea(attrs={"rows": 2}))


class AcuseForm(PresentarForm):
    """The proof of receipt, when it comes after the remission."""

    archivo = forms.FileField(label="Acuse", help_text="PDF o imagen.")


class ValidarForm(forms.Form):
    """When INE validated it."""

    validada_en = MomentoField(label="Fecha y hora de la validación del INE")
    nota = forms.CharField(label="Nota", required=False, widget=forms.Textarea(attrs={"rows": 3}))


class EventoForm(PreguntaSiEsOtra):
    """The fact that opens a contingent deliverable."""

    evento_el = forms.DateField(
        label="Día en que ocurrió", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    descripcion = forms.CharField(
        label="Qué ocurrió", max_length=300, help_text="Una frase: qué documento se emitió o modificó."
    )
