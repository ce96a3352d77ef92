"""Why a deliverable was late: said beside the judgement, which it never changes."""

from datetime import datetime

from calendario.limpieza import en_parrafos
from compliance.actos import escritura
from compliance.models import Entregable, Usuario

from ..transiciones import Rechazo, YaHecho
from .acto import abrir


@escritura()
def explicar_atraso(entregable: Entregable, *, razon: str, por: Usuario | None, en: datetime) -> Entregable:
    """Keep the reason of what is late, with who gives it and when. Another takes its place; the history keeps it."""
    acto = abrir("explicar_atraso", entregable, por=por, en=en, motivo=en_parrafos(razon).strip())
    e = acto.objeto
    acto.exigir(
        None if acto.motivo else Rechazo("razon", "Falta la razón.", "Diga qué lo retrasó, en una o dos frases."),
        YaHecho("razon", "Esa es la razón que ya tiene.", "Escriba la nueva.")
        if e.razon_atraso == acto.motivo
        else None,
    )
    e.razon_atraso, e.razon_atraso_por, e.razon_atraso_en = acto.motivo, por, en
    acto.escribir()
    acto.anotar()
    return e
