"""The lists with which a process verifies, taken from the standing ones so that it may change them."""

from datetime import datetime

from django.db import models

from compliance.actos import escritura
from compliance.cuestionarios.verificacion import CAUSAS, NIVELES, VARIABLES
from compliance.models import CausaDeObservacion, Proceso, Usuario, VariableDeCalificacion
from compliance.verbos.modelo import YaHecho

from .mesa import en_el_proceso


@escritura()
def cargar_causas(proceso: Proceso, *, por: Usuario, en: datetime) -> None:
    """Make rows of the standing causes, for a process that has none. Raises Rechazo if it has."""
    _cargar(
        "cargar_causas",
        proceso,
        [
            CausaDeObservacion(proceso=proceso, clave=c.clave, nombre=c.nombre, texto=c.texto, orden=orden)
            for orden, c in enumerate(CAUSAS.values(), start=1)
        ],
        por,
        en,
    )


@escritura()
def cargar_variables(proceso: Proceso, *, por: Usuario, en: datetime) -> None:
    """Score in this process: rows of the standing variables. Raises Rechazo if it has its own."""
    _cargar(
        "cargar_variables",
        proceso,
        [
            VariableDeCalificacion(
                proceso=proceso, clave=v.clave, nombre=v.nombre, rubro=v.rubro, niveles=NIVELES, orden=orden
            )
            for orden, v in enumerate(VARIABLES.values(), start=1)
        ],
        por,
        en,
    )


def _cargar(verbo: str, proceso: Proceso, filas: list[models.Model], por: Usuario, en: datetime) -> None:
    acto = en_el_proceso(verbo, proceso, por, en)
    hay = type(filas[0])._default_manager.filter(proceso=proceso).exists()
    acto.exigir(YaHecho("ya_hay", "El proceso ya tiene los suyos.", "Cámbielos en los catálogos.") if hay else None)
    for fila in filas:
        acto.escribir(fila, acto.verbo.hecho)
    acto.anotar(hechos={"cuantas": len(filas)})
