"""What a person types to move a deliverable."""

from django import forms

from .campos import PreguntaSiEsOtra


class ConfirmarForm(forms.Form):
    """Nothing to type: only to confirm."""


class PresentarForm(forms.Form):
    """The document that the area hands in."""

    archivo = forms.FileField(label="Documento", help_text="PDF, DOCX o XLSX.")
    nota = forms.CharField(label="Nota", required=False, widget=forms.Textarea(attrs={"rows": 3}))


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
