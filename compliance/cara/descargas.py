"""Lists that leave as files."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any

from django.db.models import Model
from django.http import FileResponse, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse

from calendario.fechas import fecha_hora

from .libro import TIPO, escribir_libro

FORMATOS = ("csv", "xlsx")
_DE_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
# A file of more rows than these is made apart: a workbook takes about a millisecond for each, and a page that takes
# longer than some three seconds is asked for again.
FILAS_AL_MOMENTO = 3_000
# Rows between two calls to whoever counts them.
_CADA = 200
_cuenta: ContextVar[tuple[Callable[[int], None], list[int]] | None] = ContextVar("cuenta", default=None)


@dataclass
class Aparte:
    """What is learnt of a file that is made apart of any page (flujos.trabajos), by the view that makes it: how many
    rows it has, and each reading to be noted of whoever fetches it, on which object.
    """

    filas: int = 0
    lecturas: list[tuple[Model, dict[str, Any]]] = field(default_factory=list)


@contextmanager
def contando(avance: Callable[[int], None]) -> Iterator[list[int]]:
    """Tell `avance` how many rows each file made inside has, as they are made; gives a list with how many there are."""
    cuenta = [0]
    ficha = _cuenta.set((avance, cuenta))
    try:
        yield cuenta
    finally:
        _cuenta.reset(ficha)


def _contadas(filas: Iterable[Sequence[object]]) -> Iterable[Sequence[object]]:
    quien = _cuenta.get()
    return filas if quien is None else _contar(filas, *quien)


def _contar(
    filas: Iterable[Sequence[object]], avance: Callable[[int], None], cuenta: list[int]
) -> Iterator[Sequence[object]]:
    for fila in filas:
        cuenta[0] += 1
        if cuenta[0] % _CADA == 0:
            avance(cuenta[0])
        yield fila


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
    encabezados, filas = [e.replace("\u00ad", "") for e in encabezados], _contadas(filas)
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
