"""The ledger of oficios as a PDF."""

from collections.abc import Sequence
from datetime import datetime

from calendario.fechas import fecha_hora
from compliance.models import Proceso

from .membrete import hoja_de
from .papel import Hoja, Parrafo, Tabla

ENCABEZADOS = ("Oficio", "Fecha", "Área", "A quién", "Qué lleva", "Envío", "Acuse", "Validado", "Estado")
_ANCHOS = (2.6, 1.3, 2, 3, 4.2, 1.7, 1.7, 1.7, 2)


def libro(proceso: Proceso, filas: Sequence[Sequence[str]], corte: datetime) -> Hoja:
    """The ledger: a row for each oficio, of as many texts as `ENCABEZADOS`."""
    return hoja_de(
        proceso,
        "Libro de oficios",
        [Tabla(ENCABEZADOS, filas, _ANCHOS, chica=True) if filas else Parrafo("No hay oficios con estos filtros.")],
        en=corte,
        pie=f"Corte: {fecha_hora(corte, proceso.tz)}",
        apaisada=True,
    )
