"""What is typed to deliver accounts and to follow them up."""

from typing import Any

from django import forms

from calendario.fechas import fecha_en_prosa
from compliance.forms.claros import ConAvisosClaros
from compliance.models import ActorPolitico, Cargo
from compliance.models.candidaturas import CandidaturaQuerySet


class FiltroEntrega(forms.Form):
    """Which of those still to be delivered; it travels in the address."""

    aprobada = forms.ChoiceField(label="Aprobadas por el consejo", required=False)
    actor = forms.ChoiceField(label="Quien postula", required=False)
    cargo = forms.ChoiceField(label="Cargo", required=False)

    def __init__(self, datos: Any, pendientes: CandidaturaQuerySet) -> None:
        super().__init__(datos)
        dias = pendientes.order_by("aprobada_el").exclude(aprobada_el=None).values_list("aprobada_el", flat=True)
        self.fields["aprobada"].choices = [  # type: ignore[attr-defined]
            ("", "Todas"),
            *((dia.isoformat(), f"El {fecha_en_prosa(dia)}") for dia in dias.distinct() if dia),
        ]
        for campo, modelo in (("actor", ActorPolitico), ("cargo", Cargo)):
            suyos = modelo._default_manager.filter(candidaturas__in=pendientes.order_by()).distinct()
            self.fields[campo].choices = [("", "Todos"), *((o.pk, str(o)) for o in suyos)]  # type: ignore[attr-defined]

    def aplicar(self, pendientes: CandidaturaQuerySet) -> CandidaturaQuerySet:
        """Those that match; none when it names what is not there."""
        if not self.is_valid():
            return pendientes.none()
        nombres = {"aprobada": "aprobada_el", "actor": "actor", "cargo": "cargo"}
        return pendientes.filter(**{nombres[c]: valor for c, valor in self.cleaned_data.items() if valor})


class EntregaForm(ConAvisosClaros, forms.Form):
    """The agreement of the council."""

    acuerdo = forms.CharField(
        label="Acuerdo del consejo",
        max_length=200,
        help_text="Número y fecha, por ejemplo: IMPEPAC/CEE/120/2024, 30 de marzo de 2024.",
        error_messages={"required": "Escriba el número del acuerdo."},
    )


class FiltroSinRecibir(forms.Form):
    """Which of those that were sent and nobody received."""

    q = forms.CharField(
        label="Buscar por nombre",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    actor = forms.ChoiceField(label="Quien postula", required=False)
    enlace = forms.ChoiceField(
        label="Enlace",
        required=False,
        choices=[("", "Todos"), ("vigente", "Sin usar"), ("vencido", "Vencido"), ("ninguno", "Sin enlace vigente")],
    )

    def __init__(self, datos: Any, esperan: CandidaturaQuerySet) -> None:
        super().__init__(datos)
        suyos = ActorPolitico.objects.filter(candidaturas__in=esperan.order_by()).distinct()
        self.fields["actor"].choices = [("", "Todos"), *((o.pk, str(o)) for o in suyos)]  # type: ignore[attr-defined]
