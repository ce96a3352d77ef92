"""Workbooks (.xlsx) that Excel and LibreOffice open without guessing what a cell is.

A text stays a text, however much it looks like a number, a date or a formula («11.10», «2-5», «=1+1»): keys keep their
zeros and nothing runs. Days and moments are dates, numbers are numbers. XlsxWriter writes them, a row at a time.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import chain, islice
from typing import IO, Any

from django.http import HttpResponse
from xlsxwriter import Workbook

TIPO = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a sheet and a cell hold at most.
FILAS, CARACTERES = 1_048_576, 32_767
_ILEGALES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ANCHO_MINIMO, _ANCHO_MAXIMO = 12, 44
# Rows that are looked at to know how wide their column must be.
_MUESTRA = 50
# Rows of a sheet to be filled that offer the options of a column.
_POR_LLENAR = 5_000
# The same content makes the same bytes, whatever day it is.
_HECHO = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ColumnaDeHoja:
    """A column to be filled: how wide, whether it is not to be changed, hidden, and what it offers to choose, if so."""

    titulo: str
    ancho: int = 20
    fija: bool = False
    oculta: bool = False
    opciones: Sequence[str] = ()


@dataclass(frozen=True)
class Hoja:
    """A sheet to be filled and sent back: its name, its columns (the first row, that stays in sight) and its rows."""

    nombre: str
    columnas: Sequence[ColumnaDeHoja]
    filas: Iterable[Sequence[str]] = field(default_factory=tuple)


def escribir_libro(
    destino: IO[bytes], titulo: str, encabezados: Sequence[str], filas: Iterable[Sequence[object]]
) -> None:
    """Write to `destino` a workbook with these rows under their headings, as they come.

    An aware moment is written as its own clock shows it. What does not fit in a sheet goes on in another one.
    """
    escribir_tablas(destino, [(titulo, encabezados, filas)])


def escribir_tablas(
    destino: IO[bytes], tablas: Iterable[tuple[str, Sequence[str], Iterable[Sequence[object]]]]
) -> None:
    """The same of several tables (name, headings, rows), a sheet each, one after another. Names may be repeated."""
    usados = Counter[str]()
    with _abrir(destino) as libro:
        negrita = libro.add_format({"bold": True, "num_format": "@"})
        formatos = {
            "texto": libro.add_format({"num_format": "@"}),
            "dia": libro.add_format({"num_format": "dd/mm/yyyy"}),
            "momento": libro.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        }
        for titulo, encabezados, filas in tablas:
            pendientes, nombre, empezada = iter(filas), nombre_de_hoja(titulo), False
            while (primeras := list(islice(pendientes, _MUESTRA))) or not empezada:
                empezada = True
                usados[nombre.casefold()] += 1
                veces = usados[nombre.casefold()]
                hoja = libro.add_worksheet(nombre if veces == 1 else f"{nombre} {veces}")
                hoja.freeze_panes(1, 0)
                for n, encabezado in enumerate(encabezados):
                    hoja.set_column(n, n, _ancho([encabezado, *(f[n] for f in primeras)]))
                    hoja.write_string(0, n, _texto(encabezado), negrita)
                resto = islice(pendientes, FILAS - 1 - len(primeras))
                for numero, fila in enumerate(chain(primeras, resto), start=1):
                    for n, valor in enumerate(fila):
                        _escribir(hoja, numero, n, valor, formatos)


def escribir_hojas(
    destino: IO[bytes],
    hojas: Sequence[tuple[str, Sequence[str]]],
    filas: Iterable[Sequence[Sequence[object]]],
    *,
    asunto: str = "",
) -> None:
    """Write to `destino` a workbook with these sheets (name, headings): each of `filas` brings a row for each sheet.

    As they come, all sheets at once, so that nothing is read twice nor kept. The names and headings are as given.
    `asunto` is among the properties of the workbook.
    """
    with _abrir(destino, asunto) as libro:
        negrita, texto = (libro.add_format({"bold": b, "num_format": "@"}) for b in (True, False))
        abiertas = []
        for nombre, encabezados in hojas:
            hoja = libro.add_worksheet(nombre)
            hoja.freeze_panes(1, 0)
            hoja.set_column(0, len(encabezados) - 1, _ANCHO_MINIMO * 2)
            for n, encabezado in enumerate(encabezados):
                hoja.write_string(0, n, encabezado, negrita)
            abiertas.append(hoja)
        for numero, renglones in enumerate(filas, start=1):
            for hoja, renglon in zip(abiertas, renglones, strict=True):
                for n, valor in enumerate(renglon):
                    _escribir(hoja, numero, n, valor, {"texto": texto})


def libro_por_llenar(hojas: Sequence[Hoja]) -> bytes:
    """A workbook with these sheets. Every cell of it is text."""
    salida = BytesIO()
    with _abrir(salida) as libro:
        de_texto: dict[str, Any] = {"num_format": "@", "text_wrap": True, "valign": "top"}
        encabezado = libro.add_format({**de_texto, "bold": True, "bg_color": "#EDEDED"})
        fijo = libro.add_format({"num_format": "@", "valign": "top", "bg_color": "#EDEDED"})
        texto = libro.add_format(de_texto)
        for una in hojas:
            hoja = libro.add_worksheet(una.nombre[:31])
            hoja.freeze_panes(1, 0)
            for n, columna in enumerate(una.columnas):
                hoja.set_column(n, n, columna.ancho, fijo if columna.fija else texto, {"hidden": columna.oculta})
                hoja.write_string(0, n, _texto(columna.titulo), encabezado)
                if columna.opciones:
                    # They are suggested: what is written is judged when it comes back.
                    ofrece = {"validate": "list", "source": list(columna.opciones), "show_error": False}
                    hoja.data_validation(1, n, _POR_LLENAR, n, ofrece)
            for numero, fila in enumerate(una.filas, start=1):
                for n, (celda, columna) in enumerate(zip(fila, una.columnas, strict=True)):
                    hoja.write_string(numero, n, _texto(celda), fijo if columna.fija else texto)
    return salida.getvalue()


def respuesta(nombre: str, hojas: Sequence[Hoja]) -> HttpResponse:
    """A workbook to be filled, as a download."""
    return HttpResponse(
        libro_por_llenar(hojas),
        content_type=TIPO,
        headers={"Content-Disposition": f'attachment; filename="{nombre}.xlsx"', "X-Content-Type-Options": "nosniff"},
    )


def _abrir(destino: IO[bytes], asunto: str = "") -> Any:
    libro = Workbook(destino, {"constant_memory": True})
    libro.set_properties({"created": _HECHO, "subject": asunto})
    return libro


def _escribir(hoja: Any, fila: int, n: int, valor: object, formatos: dict[str, Any]) -> None:
    if valor is None or valor == "":
        return
    if isinstance(valor, bool):
        hoja.write_string(fila, n, "Sí" if valor else "No", formatos["texto"])
    elif isinstance(valor, int | float):
        hoja.write_number(fila, n, valor)
    elif isinstance(valor, datetime):
        hoja.write_datetime(fila, n, valor.replace(tzinfo=None), formatos["momento"])
    elif isinstance(valor, date):
        hoja.write_datetime(fila, n, valor, formatos["dia"])
    else:
        hoja.write_string(fila, n, _texto(str(valor)), formatos["texto"])


def _ancho(valores: Sequence[object]) -> int:
    largos = (16 if isinstance(v, datetime) else 10 if isinstance(v, date) else len(str(v or "")) for v in valores)
    return min(max(_ANCHO_MINIMO, max(largos) + 2), _ANCHO_MAXIMO)


def _texto(texto: str) -> str:
    limpio = _ILEGALES.sub("", texto)
    return limpio if len(limpio) <= CARACTERES else limpio[: CARACTERES - 1] + "…"


def nombre_de_hoja(titulo: str) -> str:
    """At most 31 characters with its number, none of those that a name of a sheet may not have."""
    limpio = re.sub(r"[\[\]:*?/\\']", " ", _ILEGALES.sub("", titulo))
    # Excel counts twice what UTF-16 writes with two.
    return limpio.encode("utf-16-le")[:52].decode("utf-16-le", "ignore").strip() or "Lista"
