"""History as people read it: who, when, what changed from what to what, and why.

Identity answers are sensitive: the history of that questionnaire says which answers changed, never the answers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from .componentes import Cambio
from .models import CuestionarioIdentidad

TIPOS = {"+": "Alta", "~": "Cambio", "-": "Baja"}
PROTEGIDA = "(respuesta protegida)"
# What simple-history or search adds and no person typed.
_OMITIDOS = frozenset({"id", "nombre_busqueda"})


@dataclass(frozen=True)
class Registro:
    """One history row with its differences from the row before."""

    historia_id: int
    momento: datetime
    tipo: str
    autor: str
    motivo: str
    modelo: str
    objeto: str
    cambios: tuple[Cambio, ...]


def registros_de(objeto: models.Model) -> Iterator[Registro]:
    """The history of one object, oldest first."""
    anterior = None
    for fila in objeto.history.order_by("history_id"):  # type: ignore[attr-defined]
        yield registro(fila, anterior)
        anterior = fila


def registro(fila: Any, anterior: Any | None) -> Registro:
    """A history row compared with the one before it (None: the object was born)."""
    return Registro(
        historia_id=fila.history_id,
        momento=fila.history_date,
        tipo=TIPOS[fila.history_type],
        autor=fila.autor or "Sistema",
        motivo=fila.history_change_reason or "",
        modelo=str(fila.instance_type._meta.verbose_name),
        objeto=_nombre(fila),
        cambios=tuple(_cambios(fila, anterior)),
    )


def _nombre(fila: Any) -> str:
    try:
        return str(fila.instance)
    except ObjectDoesNotExist:
        return f"{fila.instance_type._meta.verbose_name} {fila.id}"


def _cambios(fila: Any, anterior: Any | None) -> Iterator[Cambio]:
    sensible = fila.instance_type is CuestionarioIdentidad
    for campo in fila.tracked_fields:
        if campo.name in _OMITIDOS:
            continue
        antes = getattr(anterior, campo.attname) if anterior is not None else None
        despues = getattr(fila, campo.attname)
        if antes == despues or (anterior is None and despues in (None, "", [], {})):
            continue
        if sensible and campo.name == "respuestas":
            yield from _respuestas(antes or {}, despues or {})
        else:
            yield Cambio(str(campo.verbose_name).capitalize(), texto(campo, antes), texto(campo, despues))


def _respuestas(antes: dict[str, Any], despues: dict[str, Any]) -> Iterator[Cambio]:
    for clave in sorted(antes.keys() | despues.keys()):
        if antes.get(clave) != despues.get(clave):
            yield Cambio(
                f"Respuesta «{clave}»",
                PROTEGIDA if clave in antes else "",
                PROTEGIDA if clave in despues else "",
            )


def texto(campo: models.Field[Any, Any], valor: Any) -> str:
    """A stored value as a person reads it."""
    if valor is None or valor == "":
        return ""
    if campo.is_relation and isinstance(campo, models.ForeignKey):
        relacionado = campo.related_model._base_manager.filter(pk=valor).first()
        return str(relacionado) if relacionado is not None else f"#{valor}"
    if campo.choices:
        return str(dict(campo.flatchoices).get(valor, valor))
    if isinstance(valor, bool):
        return "Sí" if valor else "No"
    return str(valor)
