"""The ledger of oficios as a PDF."""

from collections.abc import Sequence
from datetime import datetime
from typing import IO

from calendario.fechas import fecha_hora
from compliance.models import Proceso

from . import pdf

ENCABEZADOS = ("Oficio", "Fecha", "Área", "A quién", "Qué lleva", "Envío", "Acuse", "Validado", "Estado")
_ANCHOS = (2.6, 1.3, 2, 3, 4.2, 1.7, 1.7, 1.7, 2)


def escribir(proceso: Proceso, filas: Sequence[Sequence[str]], corte: datetime, salida: IO[bytes]) -> None:
    """Write the ledger: a row for each oficio, of as many texts as `ENCABEZADOS`."""
    pdf.escribir(
        pdf.Marco(
            titulo="Libro de oficios",
            instituto=proceso.instituto.nombre,
            sobre=proceso.nombre,
            pie=f"Corte: {fecha_hora(corte, proceso.tz)}",
            color=proceso.instituto.color,
        ),
        lambda: [
            pdf.parrafo("Libro de oficios", "titulo"),
            pdf.tabla(ENCABEZADOS, filas, _ANCHOS) if filas else pdf.parrafo("No hay oficios con estos filtros."),
        ],
        salida,
    )
