"""The route of one deliverable: a copy of one of the plan's, which no other walks (decision 0046)."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import models

from ..models import Entregable, EtapaRuta, Ruta

_PROPIA = re.compile(r" \(propia \d+\)$")
Guardar = Callable[[models.Model], None]


def nombre_de_propia(e: Entregable, nombre: str) -> str:
    """How the next route of this deliverable alone is called, from the one that it is copied from."""
    numero = f" (propia {_siguiente(e)})"
    return f"{_PROPIA.sub('', nombre)[: 120 - len(numero)]}{numero}"


def _siguiente(e: Entregable) -> int:
    return e.rutas_propias.count() + 1


def copia_de(etapa: EtapaRuta) -> EtapaRuta:
    """A stage like it, not yet kept."""
    copia = EtapaRuta(
        **{f.attname: getattr(etapa, f.attname) for f in EtapaRuta._meta.concrete_fields if not f.primary_key}
    )
    copia.organo, copia.area = etapa.organo, etapa.area
    return copia


def dar_ruta_propia(e: Entregable, de: Ruta, etapas: Sequence[EtapaRuta], guardar: Guardar) -> Ruta:
    """Keep a route of this deliverable alone, with these stages, not yet kept. Who walks what is not changed."""
    ruta = Ruta(
        proceso=e.proceso,
        propia_de=e,
        clave=f"propia-{e.pk}-{_siguiente(e)}",
        nombre=nombre_de_propia(e, de.nombre),
        bastan={
            grupo: min(cuantas, juntas)
            for grupo, cuantas in de.bastan.items()
            if (juntas := sum(x.grupo == grupo for x in etapas))
        },
    )
    guardar(ruta)
    for orden, etapa in enumerate(etapas, start=1):
        etapa.ruta, etapa.orden = ruta, orden
        guardar(etapa)
    return ruta


def llevar_pasos(e: Entregable, etapas: Mapping[str, EtapaRuta], guardar: Guardar) -> None:
    """Tie its steps to the stages of another route that have the same key; those of no stage of it, to none."""
    for paso in e.subactividades.select_related("etapa", "entregable"):
        suya: Any = etapas.get(paso.etapa.clave) if paso.etapa else None
        if paso.etapa_id != (suya.pk if suya else None):
            paso.etapa = suya
            guardar(paso)
