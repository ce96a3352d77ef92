"""Filters of the public list."""

from collections import defaultdict
from typing import Any

from django import forms
from django.db.models import Exists, Model, OuterRef, QuerySet

from ..cara.publicas import recordado
from ..models import ActorPolitico, Candidatura, Cargo, Proceso, RenglonDeLista, Territorio
from ..models.candidaturas import por_numero
from ..models.listas import CuentaQuerySet, RenglonQuerySet

# Each filter, and the column that it narrows by.
COLUMNAS = {"cargo": "cargo__clave", "territorio": "territorio", "actor": "actor__clave", "calidad": "calidad"}
NINGUNA = {"invalid_choice": "Ninguna candidatura publicada tiene ese dato."}


class FiltroPublico(forms.Form):
    """What the public list may be narrowed by; it travels in the address.

    It offers only what some published candidacy has: a list of everything would tell who is about to be published.
    """

    q = forms.CharField(
        label="Buscar por nombre",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    cargo = forms.ChoiceField(label="Cargo", required=False, error_messages=NINGUNA)
    territorio = forms.ChoiceField(label="Dónde se elige", required=False, error_messages=NINGUNA)
    actor = forms.ChoiceField(label="Partido o quien postula", required=False, error_messages=NINGUNA)
    calidad = forms.ChoiceField(
        label="Lugar en la fórmula",
        required=False,
        choices=[("", "Todos"), *Candidatura.Calidad.choices],
        error_messages=NINGUNA,
    )

    def __init__(self, datos: Any, proceso: Proceso, version: str) -> None:
        super().__init__(datos)
        for campo, lista in recordado(version, "opciones", lambda: _opciones(proceso)).items():
            self.fields[campo].choices = [("", "Todos"), *lista]  # type: ignore[attr-defined]

    @property
    def otros(self) -> list[forms.BoundField]:
        """Filters that stay folded until one of them is used."""
        return [self["actor"], self["calidad"]]

    @property
    def otros_en_uso(self) -> bool:
        """Whether one of them narrows the list."""
        return any(campo.value() for campo in self.otros)

    def aplicar(self, llaves: RenglonQuerySet) -> RenglonQuerySet:
        """Those that match every filter; none when a filter names what is not there."""
        if not self.is_valid():
            return llaves.none()
        return llaves.buscar(self.cleaned_data["q"]).filter(**self._por(*COLUMNAS))

    def cuantas(self, cuentas: CuentaQuerySet) -> int | None:
        """How many match; None if they are narrowed by what is not counted."""
        if not self.is_valid() or self.cleaned_data["q"] or self.cleaned_data["territorio"]:
            return None
        return cuentas.filter(**self._por("cargo", "actor", "calidad")).total()

    def _por(self, *campos: str) -> dict[str, str]:
        return {COLUMNAS[c]: self.cleaned_data[c] for c in campos if self.cleaned_data[c]}


def _opciones(proceso: Proceso) -> dict[str, list[Any]]:
    publicas = RenglonDeLista.objects.publicos().filter(proceso=proceso)
    return {
        "cargo": [(c.clave, c.nombre) for c in _con_publicas(Cargo, "cargo", publicas)],
        "territorio": _por_entidad(por_numero(_con_publicas(Territorio, "territorio", publicas))),
        "actor": [(a.clave, a.nombre) for a in _con_publicas(ActorPolitico, "actor", publicas)],
    }


def _con_publicas(modelo: type[Model], campo: str, publicas: RenglonQuerySet) -> QuerySet[Any]:
    return modelo._default_manager.filter(Exists(publicas.filter(**{campo: OuterRef("pk")})))


def _por_entidad(territorios: QuerySet[Territorio]) -> list[Any]:
    """The choices, under the name of their state when there are several states."""
    grupos: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for t in territorios:
        grupos[t.entidad].append((str(t.pk), str(t)))
    return [opcion for lista in grupos.values() for opcion in lista] if len(grupos) == 1 else list(grupos.items())
