"""What the lists of a plan may be narrowed by; it travels in the address."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.text import Truncator

from ..models import Proceso, VersionDePlan
from ..plan.derivacion.confirmacion import FechaPorConfirmar
from ..textos import normalizar

GRAVEDADES = {"error": "Error", "aviso": "Aviso", "nota": "Nota"}


class FiltroFilas(forms.Form):
    """The rows of a plan."""

    q = forms.CharField(
        label="Buscar",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    rige = forms.ChoiceField(
        label="Fechas", required=False, choices=[("", "Todas"), ("otra", "Rige otra que la impresa")]
    )

    def admite(self, *, textos: list[str], difiere: bool) -> bool:
        """Whether a row with these texts is shown. Invalid filters narrow nothing."""
        datos = self.cleaned_data
        return contiene(datos.get("q", ""), textos) and (difiere or datos.get("rige") != "otra")


class FiltroHallazgos(forms.Form):
    """The findings of its revision."""

    q = forms.CharField(
        label="Buscar",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    gravedad = forms.ChoiceField(label="Gravedad", required=False, choices=[("", "Todas"), *GRAVEDADES.items()])

    def admite(self, hallazgo: dict[str, str]) -> bool:
        """Whether a finding is shown. Invalid filters narrow nothing."""
        datos = self.cleaned_data
        textos = [hallazgo[campo] for campo in ("clave", "valor", "mensaje", "sugerencia")]
        return contiene(datos.get("q", ""), textos) and datos.get("gravedad") in ("", None, hallazgo["gravedad"])


class CompararForm(forms.Form):
    """Which versions of the plans that one sees are compared with those of the other institutes."""

    con = forms.MultipleChoiceField(
        label="Versiones de los planes cargados", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, datos: QueryDict, versiones: list[VersionDePlan]) -> None:
        super().__init__(datos)
        self.versiones = {f"{v.plan.clave}/{v.numero}": v for v in versiones}
        self.fields["con"].choices = [  # type: ignore[attr-defined]
            (clave, f"{v.plan.proceso.instituto.siglas}, {v.plan.proceso}: versión {v.numero}")
            for clave, v in self.versiones.items()
        ]

    def elegidas(self) -> list[VersionDePlan]:
        """Those chosen, in the order in which they are offered."""
        elegidas = self.cleaned_data["con"]
        return [v for clave, v in self.versiones.items() if clave in elegidas]


def campo_de(pendiente: FechaPorConfirmar) -> str:
    """The name of its date in the page."""
    return f"{pendiente.clave.replace('/', '-').replace('.', '-')}-fecha"


class ConfirmarFechaForm(forms.Form):
    """The date of one row, as it moved or as whoever confirms it says."""

    fecha = forms.DateField(label="Fecha", widget=forms.DateInput())

    def __init__(self, pendiente: FechaPorConfirmar, proceso: Proceso, datos: QueryDict | None) -> None:
        """Many of them share a page: each has names of its own, and what was not sent is as it moved."""
        campo = campo_de(pendiente)
        enviado = datos is not None and campo in datos
        super().__init__(
            datos if enviado else None, prefix=campo.removesuffix("-fecha"), initial={"fecha": pendiente.fecha}
        )
        self.pendiente, self.proceso = pendiente, proceso
        self.fields["fecha"].label = f"{pendiente.que}, {Truncator(pendiente.nombre).chars(60)}"
        self.fields["fecha"].widget.attrs["aria-label"] = f"{pendiente.que}: {pendiente.nombre}"

    def clean_fecha(self) -> date:
        """No date of a process lies outside its years."""
        dia: date = self.cleaned_data["fecha"]
        if not self.proceso.abarca(dia):
            anio = self.proceso.jornada.year
            raise forms.ValidationError(f"El proceso ocurre en {anio - 1} y {anio}: escriba una fecha de esos años.")
        return dia


def contiene(buscado: str, textos: list[str]) -> bool:
    """Whether a text contains what is looked for, accents and capitals apart."""
    return normalizar(buscado) in normalizar(" ".join(textos))
