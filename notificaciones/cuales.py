"""Which deliverables a private calendar shows, now and at every moment of their history.

A deliverable leaves a calendar by a change of its own (its area, its route, its date, that it was deleted) and also by
one of its route, which no longer goes by an area or a body. Both histories are read together, in the order in which
things were done: that of the acts.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Q

from calendario.services import Paso, existe, versiones
from compliance.models import Entregable, EtapaRuta

# What is told of a deliverable that left, besides what decides whether it is shown.
_CAMPOS = (
    "id",
    "history_date",
    "history_type",
    "acto",
    "es_plantilla",
    "proceso_id",
    "area_id",
    "ruta_id",
    "clave",
    "nombre",
    "periodo",
    "fecha_plan",
    "limite_remision",
)


class _CambioDeRuta(NamedTuple):
    """Since when a route goes by one of the areas or bodies, or no longer does."""

    history_id: int
    history_date: datetime
    acto: int | None
    ruta_id: int
    pasa: bool


@dataclass(frozen=True)
class Cuales:
    """The deliverables of whole `procesos`, those of `areas`, and those whose route goes by `areas` or `organos`."""

    procesos: frozenset[int] = frozenset()
    areas: frozenset[int] = frozenset()
    organos: frozenset[int] = frozenset()

    def filtro(self, etapas: Any) -> Q:
        """As a condition on deliverables or on their history; `etapas` manages the stages there are, or have been."""
        rutas = etapas.filter(self._etapas).values("ruta")
        return Q(proceso__in=self.procesos) | Q(area__in=self.areas) | Q(ruta__in=rutas)

    @property
    def _etapas(self) -> Q:
        return Q(area__in=self.areas) | Q(organo__in=self.organos)

    def pasos(self) -> Iterator[Paso]:
        """The steps of every deliverable that was shown at some moment, each one's oldest first. Two queries."""
        alguna_vez = Entregable.history.filter(self.filtro(EtapaRuta.history), es_plantilla=False)
        filas = versiones(Entregable, alguna_vez.values("id")).values_list(*_CAMPOS, named=True)
        cambios = self._cambios_de_rutas()
        for _, suyas in groupby(filas, attrgetter("id")):
            yield from self._de_uno(list(suyas), cambios)

    def _de_uno(self, suyas: list[Any], cambios: Mapping[int, list[_CambioDeRuta]]) -> Iterator[Paso]:
        de_sus_rutas = sorted(c for ruta in {v.ruta_id for v in suyas} for c in cambios.get(ruta, ()))
        pasan: dict[int, bool] = {}
        version, se_mostraba = None, False
        for que in _en_orden(de_sus_rutas, suyas):
            if isinstance(que, _CambioDeRuta):
                pasan[que.ruta_id] = que.pasa
            else:
                version = que
            if version is None:
                continue
            se_muestra = existe(version) and not version.es_plantilla and self._muestra(version, pasan)
            if que is version or se_muestra != se_mostraba:
                yield Paso(version.id, que.history_date, version, se_muestra)
            se_mostraba = se_muestra

    def _muestra(self, version: Any, pasan: Mapping[int, bool]) -> bool:
        propia = version.proceso_id in self.procesos or version.area_id in self.areas
        return propia or pasan.get(version.ruta_id, False)

    def _cambios_de_rutas(self) -> dict[int, list[_CambioDeRuta]]:
        """When each route began to go by one of these, and when it ceased to, in order."""
        alguna_vez = EtapaRuta.history.filter(self._etapas).values("id")
        campos = ("id", "history_id", "history_date", "history_type", "acto", "ruta_id", "area_id", "organo_id")
        filas = versiones(EtapaRuta, alguna_vez).order_by("history_id").values_list(*campos, named=True)
        suyas: dict[int, set[int]] = {}
        cambios: dict[int, list[_CambioDeRuta]] = {}
        for v in filas:
            etapas = suyas.setdefault(v.ruta_id, set())
            pasaba = bool(etapas)
            if existe(v) and (v.area_id in self.areas or v.organo_id in self.organos):
                etapas.add(v.id)
            else:
                etapas.discard(v.id)
            if bool(etapas) != pasaba:
                cambio = _CambioDeRuta(v.history_id, v.history_date, v.acto, v.ruta_id, bool(etapas))
                cambios.setdefault(v.ruta_id, []).append(cambio)
        return cambios


def _en_orden(cambios: list[_CambioDeRuta], suyas: list[Any]) -> Iterator[Any]:
    """Changes of routes and versions of a deliverable, each in their own order, as they were done."""
    pendientes = deque(cambios)
    for version in suyas:
        while pendientes and _antes(pendientes[0], version):
            yield pendientes.popleft()
        yield version
    yield from pendientes


def _antes(cambio: _CambioDeRuta, version: Any) -> bool:
    """Whether the route changed before. One act that does both (loading a plan) changes routes first."""
    if cambio.acto and version.acto:
        return cambio.acto <= int(version.acto)
    # What has no act is older than acts.
    return bool(version.acto) or (not cambio.acto and cambio.history_date <= version.history_date)
