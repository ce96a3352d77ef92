"""Lists that leave as files."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse, QueryDict, StreamingHttpResponse


class _Eco:
    """A file that answers what is written to it, so that rows go out as they are made."""

    def write(self, valor: str) -> str:
        return valor


def celda(valor: object) -> str:
    """Text of a cell. A leading = + - @ would run as a formula in a spreadsheet: it is quoted."""
    texto = "" if valor is None else str(valor)
    return f"'{texto}" if texto[:1] in ("=", "+", "-", "@", "\t", "\r") else texto


def _renglones(encabezados: Sequence[str], filas: Iterable[Sequence[object]]) -> Iterator[str]:
    escritor = csv.writer(_Eco())
    yield "\ufeff"
    yield escritor.writerow(encabezados)
    for fila in filas:
        yield escritor.writerow([celda(v) for v in fila])


def _adjunto(nombre: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{nombre}.csv"'}


# What the address of a list says of which page of it is seen.
DE_PAGINA = ("page", "tras", "antes")


def consulta_csv(consulta: QueryDict) -> str:
    """The address, from a list's own, of the CSV of exactly what the list shows."""
    copia = _sin_pagina(consulta)
    copia["formato"] = "csv"
    return f"?{copia.urlencode()}"


def filtro_de(consulta: QueryDict) -> str:
    """What a list, or its file, was narrowed and sorted by."""
    copia = _sin_pagina(consulta)
    copia.pop("formato", None)
    return copia.urlencode()


def _sin_pagina(consulta: QueryDict) -> QueryDict:
    copia = consulta.copy()
    for clave in DE_PAGINA:
        copia.pop(clave, None)
    return copia


def csv_respuesta(nombre: str, encabezados: Sequence[str], filas: Iterable[Sequence[object]]) -> HttpResponse:
    """A CSV download in UTF-8 with BOM, which spreadsheets in Spanish open as it is."""
    contenido = "".join(_renglones(encabezados, filas))
    return HttpResponse(contenido, content_type="text/csv; charset=utf-8", headers=_adjunto(nombre))


def csv_en_partes(nombre: str, encabezados: Sequence[str], filas: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """The same, sent as its rows are made: for lists that do not fit in memory."""
    partes = _renglones(encabezados, filas)
    return StreamingHttpResponse(partes, content_type="text/csv; charset=utf-8", headers=_adjunto(nombre))
