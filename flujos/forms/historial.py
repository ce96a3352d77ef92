"""Filters of the audit history."""

from typing import Any

from django import forms

from compliance.textos import normalizar

from ..historial import Busqueda, clase_de, tablas
from ..historial.linea import GENERICOS, TABLAS
from .entregables import MomentoField


class FiltroHistorial(forms.Form):
    """What the history may be narrowed by; it travels in the address."""

    autor = forms.CharField(
        label="Persona que lo hizo",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    q = forms.CharField(
        label="Nombre o número del registro",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    clase = forms.ChoiceField(label="Tipo de registro", required=False)
    verbo = forms.ChoiceField(label="Qué se hizo", required=False)
    desde = forms.DateField(label="Desde el día", required=False, widget=forms.DateInput())
    hasta = forms.DateField(label="Hasta el día", required=False, widget=forms.DateInput())

    def __init__(self, datos: Any) -> None:
        super().__init__(datos)
        self.fields["clase"].choices = [("", "Todos"), *_clases()]  # type: ignore[attr-defined]
        self.fields["verbo"].choices = [("", "Todo"), *_verbos()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A range that ends before it begins would find nothing, and say nothing."""
        datos = super().clean() or {}
        if datos.get("desde") and datos.get("hasta") and datos["hasta"] < datos["desde"]:
            self.add_error("hasta", "Es anterior al primer día.")
        return datos

    def busqueda(self) -> Busqueda:
        """The search that a valid form asks for."""
        d = self.cleaned_data
        return Busqueda(
            autor=d["autor"].strip(),
            clase=clase_de(d["clase"]),
            texto=d["q"].strip(),
            verbo=d["verbo"],
            desde=d["desde"],
            hasta=d["hasta"],
        )


def _clases() -> list[tuple[str, str]]:
    """Every kind of object with history: key and name."""
    return sorted(
        ((str(m._meta.model_name), str(m._meta.verbose_name).capitalize()) for m in tablas()),
        key=lambda par: normalizar(par[1]),
    )


def _verbos() -> list[tuple[str, str]]:
    """Every verb that leaves an act, and how people say it; one that is done to several kinds of object, once."""
    nombres: dict[str, set[str]] = {verbo: {hecho} for verbo, (hecho, _) in GENERICOS.items()}
    for tabla in TABLAS.values():
        for clave, fila in tabla.items():
            if fila.hecho:
                nombres.setdefault(clave, set()).add(fila.hecho)
    return sorted(((v, " / ".join(sorted(n))) for v, n in nombres.items()), key=lambda par: normalizar(par[1]))


class MomentoForm(forms.Form):
    """On which moment one wants to see an object; it travels in the address."""

    el = MomentoField(label="Cómo estaba el")
