"""What is decided of people who may be the same, and the filter of their list."""

from collections.abc import Sequence
from typing import Any

from django import forms

from compliance.forms.claros import ConAvisosClaros
from compliance.models import ActorPolitico, Candidatura, Cargo, Cotejo, Persona, Proceso
from compliance.registro.mismas import RAZONES

from ..candidaturas.cotejos import Repetida, conjuntos_repetidos, quienes_la_pueden_postular

TEXTO_CORTO = forms.Textarea(attrs={"rows": 3})
NINGUNA = "ninguna"


class FiltroDeParecidas(forms.Form):
    """What the list may be narrowed by."""

    actor = forms.ChoiceField(label="Quien postula", required=False)
    cargo = forms.ChoiceField(label="Cargo", required=False)
    razon = forms.ChoiceField(label="Por qué", required=False, choices=[("", "Todas"), *RAZONES.items()])

    def __init__(self, datos: Any, proceso: Proceso) -> None:
        super().__init__(datos)
        for campo, modelo in (("actor", ActorPolitico), ("cargo", Cargo)):
            opciones = [(str(o.pk), str(o)) for o in modelo._default_manager.filter(proceso=proceso)]
            self.fields[campo].choices = [("", "Todos"), *opciones]  # type: ignore[attr-defined]


class CotejoForm(ConAvisosClaros, forms.Form):
    """Whether they are one, which record of the person stays and, of each repeated candidacy, which goes on."""

    decision = forms.ChoiceField(
        label="Qué decide",
        choices=[(valor, nombre) for valor, nombre in Cotejo.Decision.choices],
        widget=forms.RadioSelect,
    )
    motivo = forms.CharField(
        label="En qué se basa",
        max_length=500,
        widget=TEXTO_CORTO,
        help_text="Por ejemplo, su acta o la solicitud de registro.",
    )

    def __init__(
        self, *args: Any, personas: Sequence[Persona], candidaturas: Sequence[Candidatura], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.personas, self.conjuntos = personas, conjuntos_repetidos(candidaturas)
        if len(personas) > 2:
            self.fields["cuales"] = forms.TypedMultipleChoiceField(
                label="De quiénes lo decide",
                coerce=int,
                choices=[(p.pk, f"{p} ({p.pk})") for p in personas],
                initial=[p.pk for p in personas],
                widget=forms.CheckboxSelectMultiple,
            )
        if len(personas) > 1:
            self.fields["sobrevive"] = forms.TypedChoiceField(
                label="Si son la misma: qué registro de la persona queda",
                coerce=int,
                choices=[(p.pk, f"{p} ({p.pk})") for p in personas],
                initial=personas[0].pk,
                required=False,
                widget=forms.RadioSelect,
                help_text="Los datos que le falten se toman del otro.",
            )
        for n, juntas in enumerate(self.conjuntos):
            primera = juntas[0]
            self.fields[f"queda_{n}"] = forms.ChoiceField(
                label=f"Registrada varias veces a {primera.cargo}, {primera.territorio}: cuál queda",
                choices=[
                    *((c.pk, f"{c.actor}, fórmula {c.formula}: {c.get_estado_display().lower()}") for c in juntas),
                    (NINGUNA, "No se repiten: quedan todas"),
                ],
                initial=NINGUNA,
                required=False,
                widget=forms.RadioSelect,
                help_text="Las demás salen como registro duplicado. Lo capturado en cada una no se mezcla.",
            )
            self.fields[f"actor_{n}"] = forms.ChoiceField(
                label="Quién la postula desde ahora",
                choices=[("", "Quien la registró"), *((a.pk, str(a)) for a in quienes_la_pueden_postular(juntas))],
                required=False,
                help_text="Una coalición o candidatura común se ofrece si quienes la registraron son sus integrantes.",
            )
        if self.conjuntos:
            self.fields["documento"] = forms.CharField(
                label="Documento por el que salen las repetidas",
                max_length=200,
                required=False,
                help_text="Oficio, acuerdo o requerimiento. Necesario si alguna sale.",
            )
        self.fields["motivo"] = self.fields.pop("motivo")

    def elegidas(self) -> list[int]:
        """The people of whom it is decided."""
        return self.cleaned_data.get("cuales") or [p.pk for p in self.personas]

    def repetidas(self) -> list[Repetida]:
        """Which of each repeated candidacy goes on."""
        suyas = []
        for n, juntas in enumerate(self.conjuntos):
            queda = self.cleaned_data.get(f"queda_{n}") or NINGUNA
            juntas = [c for c in juntas if c.persona_id in self.elegidas()]
            if queda != NINGUNA:
                actor = self.cleaned_data.get(f"actor_{n}")
                salen = tuple(c.pk for c in juntas if c.pk != int(queda))
                suyas.append(Repetida(int(queda), salen, int(actor) if actor else None))
        return suyas


class RevertirForm(ConAvisosClaros, forms.Form):
    """Why."""

    motivo = forms.CharField(label="Por qué se revierte", max_length=500, widget=TEXTO_CORTO)
