"""What the secretary of a body types: the call, the attendance, the decisions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import URLValidator

from compliance.models import Entregable, Integracion, Usuario

from ..models import Asistencia, Decision, PuntoOrden, Sesion, Voto
from ..sesiones import Sentido
from ..verbos.entregables import ante, etapa_ante
from .entregables import MomentoField


class DecisionForm(forms.Form):
    """How one point was decided and how each member voted; without an outcome it stays for another session.

    Nobody voted until it is said. `version` is that of the point as its page showed it.
    """

    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    resultado = forms.ChoiceField(label="Sentido", required=False)
    acuerdo = forms.CharField(label="Número de acuerdo", required=False, max_length=60)
    observaciones = forms.CharField(label="Observaciones", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    unanimidad = forms.BooleanField(label="Unanimidad: a favor quienes están presentes", required=False)

    def __init__(self, datos: Any, *, punto: PuntoOrden, votantes: Sequence[Asistencia], initial: Any = None) -> None:
        super().__init__(datos, prefix=f"punto-{punto.pk}", initial={"version": punto.version, **(initial or {})})
        self.punto = punto
        self.votantes = votantes
        etapa = etapa_ante(punto.entregable, punto.sesion.organo) if punto.entregable else None
        admitidos = etapa.resultados if etapa else Decision.SIN_ENTREGABLE
        for nombre in ("resultado", "acuerdo", "observaciones", "unanimidad"):
            # Every point asks the same: its number tells them apart.
            que, _, resto = str(self.fields[nombre].label).partition(":")
            self.fields[nombre].label = (
                f"{que} del punto {punto.orden}"
                if nombre != "unanimidad"
                else (f"{que} en el punto {punto.orden}:{resto}")
            )
        self.fields["resultado"].choices = [  # type: ignore[attr-defined]
            ("", "Sin decidir"),
            *((r.value, r.label) for r in Decision.Resultado if r.value in admitidos),
        ]
        reglas = punto.sesion.organo.reglas_de_voto
        sentidos = [(s.value, s.label) for s in Voto.Sentido if reglas.abstencion or s != Voto.Sentido.ABSTENCION]
        for votante in votantes:
            self.fields[f"voto-{votante.integracion_id}"] = forms.ChoiceField(
                label=votante.nombre, choices=sentidos, required=False, widget=forms.RadioSelect
            )

    @property
    def campos_de_voto(self) -> list[forms.BoundField]:
        """The vote of each member."""
        return [self[f"voto-{v.integracion_id}"] for v in self.votantes]

    def ponerse_al_dia(self) -> None:
        """Take the point as it is now: whoever sends it again has been shown what changed."""
        self.data = {**self.data.dict(), self.add_prefix("version"): str(self.punto.version)}  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """With one vote against there is no unanimity; and what is written of a point says how it was decided."""
        datos: dict[str, Any] = super().clean() or {}
        otros = {datos.get(f"voto-{v.integracion_id}") for v in self.votantes}
        if datos.get("resultado") == "" and any(
            valor for campo, valor in datos.items() if campo not in ("version", "resultado")
        ):
            self.add_error("resultado", "No eligió el sentido: lo demás que escribió no se registraría.")
        if datos.get("unanimidad") and otros & {Voto.Sentido.CONTRA.value, Voto.Sentido.ABSTENCION.value}:
            self.add_error("unanimidad", "Hay votos que no son a favor: quítelos, o quite la unanimidad.")
        return datos

    @property
    def sentido(self) -> Sentido | None:
        """What the service needs, or None when the point was left undecided."""
        if not self.cleaned_data["resultado"]:
            return None
        votos = {v.integracion_id: self.cleaned_data[f"voto-{v.integracion_id}"] for v in self.votantes}
        return Sentido(
            self.punto,
            self.cleaned_data["resultado"],
            acuerdo=self.cleaned_data["acuerdo"],
            observaciones=self.cleaned_data["observaciones"],
            votos={pk: voto for pk, voto in votos.items() if voto},
            unanimidad=self.cleaned_data["unanimidad"],
            version=self.cleaned_data["version"],
        )


class MomentoForm(forms.Form):
    """When it happened."""

    momento = MomentoField(label="Fecha y hora")


class MomentoEnVivoForm(MomentoForm):
    """When it was decided."""

    momento = MomentoField(label="Fecha y hora de la decisión", required=False, help_text="Vacía: la de este momento.")


# The key of each outcome and of each vote, on the live page.
TECLAS = {
    "aprobado": "a",
    "aprobado_modificado": "m",
    "presentado": "t",
    "analizado": "z",
    "enterado": "e",
    "devuelto": "d",
    "retirado": "r",
    "favor": "f",
    "contra": "c",
    "abstencion": "b",
    "excusa": "x",
}


class ConTeclas(forms.RadioSelect):
    """Options that say their key."""

    def create_option(self, name: str, value: Any, *resto: Any, **mas: Any) -> dict[str, Any]:
        """Each with its key, for whoever reads it and for the script."""
        opcion: dict[str, Any] = super().create_option(name, value, *resto, **mas)
        if tecla := TECLAS.get(str(value)):
            opcion["attrs"]["data-tecla"] = tecla
            opcion["label"] = f"{opcion['label']} ({tecla})"
        return opcion


class EnVivoForm(DecisionForm):
    """The same, one point a screen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nombre, rotulo in (
            ("resultado", "Sentido"),
            ("acuerdo", "Número de acuerdo"),
            ("observaciones", "Observaciones"),
        ):
            self.fields[nombre].label = rotulo
        self.fields["unanimidad"].label = "Unanimidad: a favor quienes están presentes (u)"
        for numero, votante in enumerate(self.votantes, start=1):
            se_fue = " (se retiró)" if votante.hasta is not None else ""
            self.fields[f"voto-{votante.integracion_id}"].label = f"{numero}. {votante.nombre}{se_fue}"
        for nombre in ("resultado", *(f"voto-{v.integracion_id}" for v in self.votantes)):
            campo: Any = self.fields[nombre]
            campo.widget = ConTeclas(choices=campo.choices)


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


class ReanudarForm(AsistenciaForm):
    """Who is present when it goes on, and since when."""

    prefix = "reanudar"
    cuando = MomentoField(label="Fecha y hora en que continúa")


class RecesoForm(forms.Form):
    """A pause."""

    prefix = "receso"
    desde = MomentoField(label="Fecha y hora del receso")
    continua_en = MomentoField(label="Cuándo continúa", required=False, help_text="Si se anunció; puede ser otro día.")
    motivo = forms.CharField(label="Motivo", required=False, max_length=300)


class AnunciarForm(forms.Form):
    """When a session in recess goes on."""

    prefix = "anuncio"
    continua_en = MomentoField(label="Fecha y hora en que continuará")


class PresidirForm(forms.Form):
    """Who presides while the presidency is away."""

    prefix = "presidir"
    integracion = forms.ModelChoiceField(
        label="Quién preside",
        queryset=Integracion.objects.none(),
        required=False,
        empty_label="La presidencia del órgano",
    )

    def __init__(self, *args: Any, quienes: Sequence[Integracion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["integracion"].queryset = Integracion.objects.filter(  # type: ignore[attr-defined]
            pk__in=[i.pk for i in quienes if i.con_voto and not i.preside]
        )


class PresenciaForm(forms.Form):
    """Who comes or leaves, and when."""

    integracion = forms.ModelChoiceField(
        label="Integrante", queryset=Integracion.objects.none(), empty_label="Elija a quién"
    )
    cuando = MomentoField(label="Fecha y hora")

    def __init__(self, *args: Any, quienes: Sequence[Integracion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["integracion"].queryset = Integracion.objects.filter(  # type: ignore[attr-defined]
            pk__in=[i.pk for i in quienes]
        )


class SuplirForm(forms.Form):
    """Who sits for whom, from when to when, and what says so."""

    prefix = "suplir"
    integracion = forms.ModelChoiceField(
        label="Asiento que se suple", queryset=Integracion.objects.none(), empty_label="Elija el asiento"
    )
    nombre = forms.CharField(label="Quién suple", max_length=200, help_text="Como aparecerá en el acta.")
    usuario = forms.CharField(
        label="Su nombre de usuario", required=False, max_length=150, help_text="Si tiene cuenta, para que la siga."
    )
    documento = forms.CharField(label="Documento que la sustenta", max_length=200)
    desde = forms.DateField(label="Desde", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hasta = forms.DateField(label="Hasta", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, integrantes: Sequence[Integracion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["integracion"].queryset = Integracion.objects.filter(  # type: ignore[attr-defined]
            pk__in=[i.pk for i in integrantes]
        )

    def clean_usuario(self) -> Usuario | None:
        """The account of that name."""
        nombre = self.cleaned_data["usuario"].strip()
        cuenta = Usuario.objects.filter(username__iexact=nombre, is_active=True).first() if nombre else None
        if nombre and cuenta is None:
            raise forms.ValidationError("No hay una cuenta activa con ese nombre de usuario.")
        return cuenta


class DeDecisionForm(forms.Form):
    """A decision of the session, and the reason for what is done to it."""

    prefix = "deshacer"
    decision = forms.ModelChoiceField(label="Decisión", queryset=Decision.objects.none(), empty_label="Elija el punto")
    motivo = forms.CharField(label="Motivo", widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, sesion: Sesion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = (  # type: ignore[attr-defined]
            Decision.objects.filter(punto__sesion=sesion).select_related("punto").order_by("punto__orden")
        )


class CorregirAcuerdoForm(DeDecisionForm):
    """The number of an acuerdo as it should have been written."""

    prefix = "acuerdo"
    acuerdo = forms.CharField(label="Número correcto del acuerdo", max_length=60)
    field_order = ("decision", "acuerdo", "motivo")


class CorregirSesionForm(forms.Form):
    """The name of the session as it should have been written."""

    prefix = "corregir"
    nombre = forms.CharField(label="Nombre correcto de la sesión", max_length=200)
    motivo = forms.CharField(label="Motivo", widget=forms.Textarea(attrs={"rows": 2}))


class TransmisionForm(forms.Form):
    """Where the session is streamed."""

    prefix = "transmision"
    direccion = forms.URLField(
        label="Dirección de la transmisión",
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"], message="Escriba una dirección que empiece con https://.")],
        help_text="Empieza con https://. Vacía, se quita.",
    )


class PuntoForm(forms.Form):
    """A point more for the agenda."""

    titulo = forms.CharField(label="Asunto", required=False, max_length=500)
    entregable = forms.ModelChoiceField(
        label="Entregable que se decidirá", required=False, queryset=Entregable.objects.none(), empty_label="Ninguno"
    )
    motivo = forms.CharField(
        label="Motivo", required=False, max_length=500, help_text="Necesario durante un receso: quién lo acordó."
    )

    def __init__(self, *args: Any, sesion: Sesion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entregable"].queryset = (  # type: ignore[attr-defined]
            ante([sesion.organo]).exclude(puntos__sesion=sesion).order_by("orden")
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
