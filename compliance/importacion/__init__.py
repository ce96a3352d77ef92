"""Reading and judging INE's public data base of candidacies. Writing it is `flujos.importacion`'s."""

from .filas import EDAD_MAXIMA, EDAD_MINIMA, Lectura, Nota, Registro, interpretar
from .lectura import Export, ExportInvalido, Renglon, interpretar_export, leer_export

__all__ = [
    "EDAD_MAXIMA",
    "EDAD_MINIMA",
    "Export",
    "ExportInvalido",
    "Lectura",
    "Nota",
    "Registro",
    "Renglon",
    "interpretar",
    "interpretar_export",
    "leer_export",
]
