"""Reading and judging INE's public data base of candidacies. Writing it is `flujos.importacion`'s."""

from .filas import EDAD_MAXIMA, EDAD_MINIMA, CandidaturaLeida, Lectura, interpretar
from .lectura import Export, ExportInvalido, Nota, Renglon, interpretar_export, leer_export

__all__ = [
    "EDAD_MAXIMA",
    "EDAD_MINIMA",
    "CandidaturaLeida",
    "Export",
    "ExportInvalido",
    "Lectura",
    "Nota",
    "Renglon",
    "interpretar",
    "interpretar_export",
    "leer_export",
]
