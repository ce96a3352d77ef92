"""What is typed of the letters to those whose people lack something: who is named, what they say, what comes back."""

from collections.abc import Sequence
from typing import Any

from django import forms

from compliance.forms.archivos import ArchivoField
from compliance.forms.claros import ConAvisosClaros
from compliance.models import ActorPolitico, Cargo, Proceso
from compliance.seguimiento import INCUMPLEN

from ..exhortos.faltas import FALTAS, PLAZOS, Eleccion
from ..models import CampanaDeExhortos, SerieDeOficios
from .campos import ParrafosField, UnaLineaField
from .entregables import MomentoField

_DIA = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FiltroDeCampanas(forms.Form):
    """Which campaigns; it travels in the address."""

    q = forms.CharField(
        label="Buscar por nombre", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    estado = forms.ChoiceField(
        label="Estado", required=False, choices=[("", "Todos"), *CampanaDeExhortos.Estado.choices]
    )


class EleccionForm(forms.Form):
    """Who would be named; it travels in the address. Without anything marked, what art. 15, e) is about."""

    faltas = forms.MultipleChoiceField(
        label="Qué les falta",
        required=False,
        choices=[(clave, f.nombre) for clave, f in FALTAS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text="Se nombra a quien le falte cualquiera de lo marcado.",
    )
    actor = forms.ChoiceField(label="Quien postula", required=False)
    cargo = forms.ChoiceField(label="Cargo", required=False)
    plazo = forms.ChoiceField(label="Su plazo", required=False, choices=list(PLAZOS.items()))
    dia = forms.DateField(label="Día", required=False, widget=_DIA)

    def __init__(self, datos: Any, proceso: Proceso) -> None:
        datos = datos.copy()
        if not datos.getlist("faltas"):
            datos.setlist("faltas", [clave for clave in FALTAS if clave in INCUMPLEN])
        super().__init__(datos)
        for campo, modelo in (("actor", ActorPolitico), ("cargo", Cargo)):
            opciones = modelo._default_manager.filter(proceso=proceso)
            self.fields[campo].choices = [("", "Todos"), *((str(o.pk), str(o)) for o in opciones)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A day and that it is one go together."""
        datos: dict[str, Any] = super().clean() or {}
        if datos.get("plazo") == "hasta" and not datos.get("dia") and "dia" not in self.errors:
            self.add_error("dia", "Escriba hasta qué día.")
        if datos.get("plazo") != "hasta":
            datos["dia"] = None
        return datos

    @property
    def eleccion(self) -> Eleccion:
        """What a valid form asks for."""
        d = self.cleaned_data
        return Eleccion(tuple(d["faltas"]), d["cargo"], d["plazo"], d["dia"], d["actor"])


class CampanaForm(ConAvisosClaros, forms.Form):
    """How a campaign is called, until when it is answered and what its letters say besides."""

    nombre = UnaLineaField(label="Nombre de la campaña", max_length=150, help_text="Con el que la reconocerá después.")
    responder_hasta = forms.DateField(
        label="Responder a más tardar el", widget=_DIA, help_text="La carta lo dice, y cuenta el día completo."
    )
    parrafo = ParrafosField(
        label="Párrafo propio de esta campaña",
        required=False,
        max_length=4000,
        help_text="Va después de la lista de personas. Lo demás de la carta se redacta en «Papelería».",
    )


class CampanaVistaForm(CampanaForm):
    """The same, of one that is there."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)


class AprobarForm(ConAvisosClaros, forms.Form):
    """From which series its numbers are taken, of the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)
    serie = forms.ModelChoiceField(label="Serie de oficios", queryset=SerieDeOficios.objects.none())
    motivo = forms.CharField(
        label="Por qué salen como están",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Solo si alguien ya cumplió y aun así se le nombra.",
    )

    def __init__(self, *args: Any, series: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        serie: Any = self.fields["serie"]
        serie.queryset = series
        if len(series) == 1:
            # There is nothing to choose.
            serie.initial, serie.empty_label = series[0], None


class ExcluirForm(forms.Form):
    """Which letter is left out, and why."""

    carta = forms.ChoiceField(label="Carta")
    motivo = UnaLineaField(label="Por qué queda fuera", max_length=300)

    def __init__(self, *args: Any, cartas: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carta"].choices = cartas  # type: ignore[attr-defined]


class AcuseForm(ConAvisosClaros, forms.Form):
    """How it is known that a letter was received."""

    como = UnaLineaField(label="Cómo consta", max_length=300, help_text="Por ejemplo, sello de oficialía de partes.")
    recibida_en = MomentoField(label="Cuándo se recibió")
    archivo = ArchivoField(label="Acuse", required=False, help_text="PDF o imagen de la copia sellada.")


class RespuestaForm(ConAvisosClaros, forms.Form):
    """The answer: a text, a document or both."""

    respuesta = ParrafosField(label="Respuesta", required=False, max_length=20_000)
    archivo = ArchivoField(label="Documento", required=False, help_text="PDF, DOCX, XLSX o imagen.")
