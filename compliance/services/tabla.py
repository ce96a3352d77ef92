"""The opening of a service whose verb is a row of `compliance.verbos.tabla`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..actos import Apunte
from ..models import Proceso, Usuario
from ..permisos import ambito_en
from ..verbos.caso import CasoDeTabla, rechazos
from ..verbos.modelo import Verbo, exigir


def comenzar(
    fila: Verbo,
    objeto: Any,
    proceso: Proceso | None,
    *,
    por: Usuario | None,
    en: datetime,
    motivo: str = "",
    hechos: Mapping[str, Any] | None = None,
) -> Apunte:
    """The act of doing this to `objeto` in a process, once its row allows it. Raises Rechazo."""
    caso = CasoDeTabla(objeto, en, ambito_en(por, en) if por else None, en_proceso=proceso)
    exigir(rechazos(fila, caso))
    return Apunte(
        fila.clave,
        objeto,
        por=por,
        en=en,
        motivo=motivo,
        suplencia=caso.suplencia(fila),
        hechos=hechos or {},
        proceso_id=proceso.pk if proceso else None,
    )
