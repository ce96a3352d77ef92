"""Why somebody reads what is another's."""

from django import forms

from compliance.forms.claros import ConAvisosClaros


class MotivoDeLecturaForm(ConAvisosClaros, forms.Form):
    """A reason, that the person concerned will read."""

    motivo = forms.CharField(
        label="Para qué hace la consulta",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="La persona lo leerá. No copie aquí ninguna respuesta ni dato suyo.",
    )
