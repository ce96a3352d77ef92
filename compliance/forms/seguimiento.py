"""What the progress of capture is narrowed by, and until when it is counted."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef

from calendario.fechas import dia_local, fin_del_dia

from ..models import ActorPolitico, Candidatura, Cargo, Persona, Proceso, Territorio
from ..models.candidaturas import por_numero
from ..models.listas import RenglonQuerySet
from ..seguimiento import FILTROS, PENDIENTES, RAZONES, SIN_SEXO

SEXOS = [("", "Todos"), *Persona.Sexo.choices, (SIN_SEXO, "No consta")]


def limpiar_corte(dia: date | None, momento: datetime, proceso: Proceso) -> date | None:
    """A day that is not in the future. Raises ValidationError that says so."""
    if dia is not None and dia > dia_local(momento, proceso.tz):
        raise forms.ValidationError("El día no puede estar en el futuro.")
    return dia


def corte_de(dia: date | None, momento: datetime, proceso: Proceso) -> datetime:
    """That day whole, or `momento` if it is not over or none is given."""
    return min(fin_del_dia(dia, proceso.tz), momento) if dia else momento


class FiltroSeguimiento(forms.Form):
    """It travels in the address, and offers what the person may see, no more."""

    actor = forms.ChoiceField(label="Quien postula", required=False)
    cargo = forms.ChoiceField(label="Cargo", required=False)
    territorio = forms.ChoiceField(label="Dónde se elige", required=False)
    sexo = forms.ChoiceField(label="Sexo", required=False, choices=SEXOS)
    calidad = forms.ChoiceField(
        label="Lugar en la fórmula", required=False, choices=[("", "Todos"), *Candidatura.Calidad.choices]
    )
    al = forms.DateField(label="Como estaba al terminar el día", required=False)

    def __init__(self, datos: Any, visibles: RenglonQuerySet, proceso: Proceso, momento: datetime) -> None:
        super().__init__(datos)
        self.proceso, self.momento = proceso, momento
        for campo, modelo in (("cargo", Cargo), ("territorio", Territorio), ("actor", ActorPolitico)):
            opciones = modelo._default_manager.filter(Exists(visibles.filter(**{campo: OuterRef("pk")})))
            self.fields[campo].choices = [("", "Todos"), *((str(o.pk), str(o)) for o in por_numero(opciones))]  # type: ignore[attr-defined]

    def clean_al(self) -> date | None:
        """No day that has not come."""
        return limpiar_corte(self.cleaned_data["al"], self.momento, self.proceso)

    @property
    def filtro(self) -> dict[str, str]:
        """What was chosen, by the names of `seguimiento.FILTROS`."""
        return {c: self.cleaned_data[c] for c in FILTROS if self.cleaned_data.get(c)}

    @property
    def corte(self) -> datetime:
        """Until when things are counted."""
        return corte_de(self.cleaned_data.get("al"), self.momento, self.proceso)


# What the list of who has not captured may show: those that did, late, too.
SITUACIONES = {clave: PENDIENTES[clave].breve for clave in PENDIENTES if clave != "sin_publicar"} | {
    "extemporaneas": "Capturadas fuera de plazo"
}


class FiltroPendientes(FiltroSeguimiento):
    """Who has not captured is a matter of now."""

    al = None  # type: ignore[assignment]
    situacion = forms.ChoiceField(
        label="Situación", required=False, choices=[("", "Sin capturar"), *SITUACIONES.items()]
    )
    field_order = ("situacion",)


class FiltroVista(FiltroSeguimiento):
    """The vista is of the day on which the campaigns end."""

    al = None  # type: ignore[assignment]
    razon = forms.ChoiceField(
        label="Por qué no está publicada",
        required=False,
        choices=[("", "Todas"), *((clave, r.que) for clave, r in RAZONES.items())],
    )
    field_order = ("razon",)
