"""Lists that leave as files."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from tempfile import TemporaryFile

from django.http import FileResponse, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse

from calendario.fechas import fecha_hora

from .libro import TIPO, escribir_libro

FORMATOS = ("csv", "xlsx")
_DE_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


class _Eco:
    """A file that answers what is written to it, so that rows go out as they are made."""

    def write(self, valor: str) -> str:
        return valor


def celda(valor: object) -> str:
    """Text of a cell of a CSV. A leading = + - @ would run as a formula in a spreadsheet: it is quoted.

    So are their wide forms, which some take for them, and what a spreadsheet skips before one.

    An aware moment is said as its own clock shows it.
    """
    if isinstance(valor, datetime) and valor.tzinfo is not None:
        return fecha_hora(valor, valor.tzinfo)  # type: ignore[arg-type]
    texto = "" if valor is None else str(valor)
    return f"'{texto}" if texto[:1] in _DE_FORMULA else texto


def renglones(encabezados: Sequence[str], filas: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a CSV, its mark of UTF-8 first."""
    escritor = csv.writer(_Eco())
    yield "\ufeff"
    # Some headings are typed too: the name of what is scored.
    yield escritor.writerow([celda(e) for e in encabezados])
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


def formato_de(consulta: QueryDict) -> str:
    """The kind of file that the address asks for; empty if it asks for the page."""
    formato = consulta.get("formato", "")
    return formato if formato in FORMATOS else ""


def archivo(
    consulta: QueryDict,
    nombre: str,
    encabezados: Sequence[str],
    filas: Iterable[Sequence[object]],
    *,
    en_partes: bool = False,
) -> HttpResponseBase:
    """The rows as the file that the address asks for.

    A CSV in UTF-8 with BOM, which spreadsheets in Spanish open as it is; `en_partes`, sent as its rows are made: for
    lists that do not fit in memory. A workbook waits on disk until it is whole, and keeps texts as texts and dates as
    dates.
    """
    # Where a page may break a word is of the page alone.
    encabezados = [e.replace("\u00ad", "") for e in encabezados]
    if formato_de(consulta) == "xlsx":
        # Its answer closes it, and so it goes.
        temporal = TemporaryFile()  # noqa: SIM115
        try:
            escribir_libro(temporal, nombre, encabezados, filas)
            temporal.seek(0)
        except BaseException:
            temporal.close()
            raise
        return FileResponse(temporal, as_attachment=True, filename=f"{nombre}.xlsx", content_type=TIPO)
    partes = renglones(encabezados, filas)
    respuesta = StreamingHttpResponse if en_partes else HttpResponse
    return respuesta(
        partes if en_partes else "".join(partes), content_type="text/csv; charset=utf-8", headers=_adjunto(nombre)
    )
