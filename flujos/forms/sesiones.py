"""What the secretary of a body types: the call, the attendance, the decisions."""

from collections.abc import Sequence
from typing import Any

from django import forms

from compliance.models import Entregable, EtapaRuta, Integracion, Organo

from ..models import Decision, PuntoOrden, Sesion, Voto
from ..sesiones import Sentido
from .campos import PreguntaSiEsOtra
from .entregables import MomentoField


class PuntoChoiceField(forms.ModelMultipleChoiceField[Entregable]):
    """Deliverables that wait for the body, each with its stage."""

    def label_from_instance(self, obj: Any) -> str:
        """Key, name and stage."""
        etapa = f" — {obj.etapa.nombre}" if obj.etapa else ""
        return f"{obj}{etapa}"


class ConvocarForm(PreguntaSiEsOtra):
    """A session's call with its agenda."""

    organo = forms.ModelChoiceField(
        label="Órgano", queryset=Organo.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    tipo = forms.ChoiceField(label="Tipo de sesión", choices=Sesion.Tipo.choices)
    nombre = forms.CharField(
        label="Nombre", required=False, max_length=200, help_text="Por ejemplo: Primera sesión extraordinaria."
    )
    inicia_en = MomentoField(label="Fecha y hora de inicio")
    lugar = forms.CharField(label="Lugar", required=False, max_length=200)
    entregables = PuntoChoiceField(
        label="Entregables que se decidirán",
        queryset=Entregable.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    otros = forms.CharField(
        label="Otros puntos del orden del día",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Uno por renglón.",
    )

    def __init__(self, *args: Any, organos: list[Organo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organo"].queryset = Organo.objects.filter(  # type: ignore[attr-defined]
            pk__in=[o.pk for o in organos]
        )
        if len(organos) == 1:
            self.fields["organo"].initial = organos[0]
        self.fields["entregables"].queryset = (  # type: ignore[attr-defined]
            Entregable.objects.filter(etapa__tipo=EtapaRuta.Tipo.DECIDIR, etapa__organo__in=organos)
            .select_related("etapa")
            .order_by("orden")
        )


class DecisionForm(forms.Form):
    """How one point was decided and how each member voted; without an outcome it stays for another session."""

    resultado = forms.ChoiceField(label="Sentido", required=False)
    acuerdo = forms.CharField(label="Número de acuerdo", required=False, max_length=60)
    observaciones = forms.CharField(label="Observaciones", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, datos: Any, *, punto: PuntoOrden, votantes: Sequence[Integracion]) -> None:
        super().__init__(datos, prefix=f"punto-{punto.pk}")
        self.punto = punto
        self.votantes = votantes
        etapa = punto.entregable.etapa if punto.entregable else None
        admitidos = etapa.resultados if etapa else []
        for nombre in ("resultado", "acuerdo", "observaciones"):
            # Every point asks the same: its number tells them apart.
            self.fields[nombre].label = f"{self.fields[nombre].label} del punto {punto.orden}"
        self.fields["resultado"].choices = [  # type: ignore[attr-defined]
            ("", "Sin decidir"),
            *((r.value, r.label) for r in Decision.Resultado if r.value in admitidos),
        ]
        for votante in votantes:
            self.fields[f"voto-{votante.pk}"] = forms.ChoiceField(
                label=votante.nombre,
                choices=Voto.Sentido.choices,
                initial=Voto.Sentido.FAVOR,
                widget=forms.RadioSelect,
            )

    @property
    def campos_de_voto(self) -> list[forms.BoundField]:
        """The vote of each member."""
        return [self[f"voto-{v.pk}"] for v in self.votantes]

    @property
    def sentido(self) -> Sentido | None:
        """What the service needs, or None when the point was left undecided."""
        if not self.cleaned_data["resultado"]:
            return None
        return Sentido(
            self.punto,
            self.cleaned_data["resultado"],
            acuerdo=self.cleaned_data["acuerdo"],
            observaciones=self.cleaned_data["observaciones"],
            votos={v.pk: self.cleaned_data[f"voto-{v.pk}"] for v in self.votantes},
        )


class MomentoForm(forms.Form):
    """When it happened."""

    momento = MomentoField(label="Fecha y hora")


class AsistenciaForm(forms.Form):
    """Who is present."""

    presentes = forms.ModelMultipleChoiceField(
        label="Integrantes presentes",
        help_text="Marque a quienes llegaron; quien quede sin marcar se registra como ausente.",
        queryset=Integracion.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, integrantes: Sequence[Integracion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["presentes"].queryset = Integracion.objects.filter(  # type: ignore[attr-defined]
            pk__in=[i.pk for i in integrantes]
        )


class PuntoForm(forms.Form):
    """A point more for the agenda."""

    titulo = forms.CharField(label="Asunto", required=False, max_length=500)
    entregable = forms.ModelChoiceField(
        label="Entregable que se decidirá", required=False, queryset=Entregable.objects.none(), empty_label="Ninguno"
    )

    def __init__(self, *args: Any, sesion: Sesion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entregable"].queryset = (  # type: ignore[attr-defined]
            Entregable.objects.filter(etapa__tipo=EtapaRuta.Tipo.DECIDIR, etapa__organo=sesion.organo)
            .exclude(puntos__sesion=sesion)
            .order_by("orden")
        )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        datos: dict[str, Any] = super().clean() or {}
        if not datos.get("titulo") and not datos.get("entregable"):
            self.add_error("titulo", "Escriba un asunto o elija un entregable.")
        return datos


class QuitarPuntoForm(forms.Form):
    """A point that will not be treated."""

    prefix = "quitar"
    punto = forms.ModelChoiceField(
        label="Punto que se quita", queryset=PuntoOrden.objects.none(), empty_label="Elija uno"
    )
    motivo = forms.CharField(label="Motivo", widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, sesion: Sesion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["punto"].queryset = sesion.puntos.filter(decision=None)  # type: ignore[attr-defined]
