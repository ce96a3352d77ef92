"""The record in the words of a plan file, so that what is pure can work on it. Reads only."""

from typing import Any

from ..models import Entregable, Ruta
from ..plan.esquema import CondicionDatos, EntregableDatos, EtapaDatos, RutaDatos, SubactividadDatos


def columnas_de(fila: Any, modelo: Any) -> Any:
    """A row as the data of a plan file: the columns that both have."""
    columnas = {f.name for f in fila._meta.fields}
    return modelo.model_construct(**{campo: getattr(fila, campo) for campo in modelo.model_fields if campo in columnas})


def ruta_de(ruta: Ruta) -> RutaDatos:
    """A route with its stages, in order."""
    etapas = [
        columnas_de(e, EtapaDatos).model_copy(
            update={
                "organo": e.organo.clave if e.organo else None,
                "area": e.area.clave if e.area else None,
                "regresa_a": e.regresa_a or None,
                "grupo": e.grupo or None,
                "si": CondicionDatos(**e.si) if e.si else None,
            }
        )
        for e in sorted(ruta.etapas.all(), key=lambda e: e.orden)
    ]
    return RutaDatos.model_construct(clave=ruta.clave, nombre=ruta.nombre, etapas=etapas, bastan=ruta.bastan)


def entregable_de(e: Entregable) -> EntregableDatos:
    """A deliverable with its steps. See `EntregableQuerySet.con_sus_reglas`."""
    datos: EntregableDatos = columnas_de(e, EntregableDatos)
    return datos.model_copy(
        update={
            "plantilla": e.es_plantilla,
            "plantilla_de": e.plantilla.llave if e.plantilla else None,
            "periodo": e.periodo or None,
            "espera_a": e.espera_a.llave if e.espera_a else None,
            "ruta": e.ruta.clave,
            "area": e.area.clave if e.area else None,
            "termina": e.termina_impreso,
            "inicia": e.inicia_impreso,
            "subactividades": [
                columnas_de(s, SubactividadDatos).model_copy(update={"etapa": s.etapa.clave if s.etapa else None})
                for s in (e.subactividades.all() if e.pk else ())
            ],
        }
    )
