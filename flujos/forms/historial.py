"""Filters of the audit history."""

from typing import Any

from django import forms
from django.db.models import BooleanField, ExpressionWrapper, Q

from compliance.auditoria import TIPOS
from compliance.models import Candidatura, Entregable, Proceso
from compliance.textos import normalizar

from ..historial import TRANSICION, Busqueda, clase_de, tablas
from ..historial.linea import nombre_de_verbo
from ..models import Transicion


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
    tipo = forms.ChoiceField(
        label="Movimiento", required=False, choices=[("", "Todos"), *TIPOS.items(), (TRANSICION, "Transición")]
    )
    verbo = forms.ChoiceField(label="Transición", required=False)
    desde = forms.DateField(label="Desde el día", required=False, widget=forms.DateInput())
    hasta = forms.DateField(label="Hasta el día", required=False, widget=forms.DateInput())

    def __init__(self, datos: Any, proceso: Proceso) -> None:
        super().__init__(datos)
        self.fields["clase"].choices = [("", "Todos"), *_clases()]  # type: ignore[attr-defined]
        self.fields["verbo"].choices = [("", "Todas"), *_verbos(proceso)]  # type: ignore[attr-defined]

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
            tipo=d["tipo"],
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


def _verbos(proceso: Proceso) -> list[tuple[str, str]]:
    """The verbs of the transitions that happened in a process, and how people say them."""
    de_entregable = ExpressionWrapper(Q(candidatura=None), BooleanField())
    transiciones = Transicion.objects.filter(proceso=proceso).order_by().annotate(de_entregable=de_entregable)
    usados = transiciones.values_list("verbo", "de_entregable").distinct()
    nombres: dict[str, set[str]] = {}
    for verbo, es_de_entregable in usados:
        nombres.setdefault(verbo, set()).add(nombre_de_verbo(verbo, Entregable if es_de_entregable else Candidatura))
    return sorted(((v, " / ".join(sorted(n))) for v, n in nombres.items()), key=lambda par: normalizar(par[1]))
