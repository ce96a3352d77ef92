"""Lists that leave as files."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse


class _Eco:
    """A file that answers what is written to it, so that rows go out as they are made."""

    def write(self, valor: str) -> str:
        return valor


def celda(valor: object) -> str:
    """Text of a cell. A leading = + - @ would run as a formula in a spreadsheet: it is quoted."""
    texto = "" if valor is None else str(valor)
    return f"'{texto}" if texto[:1] in ("=", "+", "-", "@", "\t", "\r") else texto


def csv_respuesta(nombre: str, encabezados: Sequence[str], filas: Iterable[Sequence[object]]) -> HttpResponse:
    """A CSV download in UTF-8 with BOM, which spreadsheets in Spanish open as it is."""
    escritor = csv.writer(_Eco())
    respuesta = HttpResponse(content_type="text/csv; charset=utf-8")
    respuesta["Content-Disposition"] = f'attachment; filename="{nombre}.csv"'
    respuesta.write("\ufeff")
    respuesta.write(escritor.writerow(encabezados))
    for fila in filas:
        respuesta.write(escritor.writerow([celda(v) for v in fila]))
    return respuesta
