"""Writing a spreadsheet (.xlsx) a row at a time: what Excel and LibreOffice open without guessing what a cell is.

A text stays a text, however much it looks like a number, a date or a formula («11.10», «2-5», «=1+1»); days and moments
are dates, numbers are numbers. Office Open XML (ECMA-376), only what a list needs.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

TIPO = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a sheet and a cell hold at most.
FILAS, CARACTERES = 1_048_576, 32_767
# The day from which Excel counts them.
_ORIGEN = date(1899, 12, 30)
_ILEGALES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ANCHO_MINIMO, _ANCHO_MAXIMO = 12, 44
# Rows that are looked at to know how wide their column must be.
_MUESTRA = 50
# Their places in `xl/styles.xml`.
_ENCABEZADO, _TEXTO, _DIA, _MOMENTO = 1, 2, 3, 4

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELACIONES = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFICINA = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ESTILOS = (
    f'{_XML}<styleSheet xmlns="{_NS}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="dd/mm/yyyy hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def escribir_libro(
    destino: IO[bytes], titulo: str, encabezados: Sequence[str], filas: Iterable[Sequence[object]]
) -> None:
    """Write to `destino` a workbook with these rows under their headings, as they come.

    An aware moment is written as its own clock shows it. What does not fit in a sheet goes on in another one.
    """
    pendientes = iter(filas)
    hojas = 0
    with ZipFile(destino, "w", ZIP_DEFLATED) as paquete:
        while (primera := list(islice(pendientes, _MUESTRA))) or not hojas:
            hojas += 1
            resto = islice(pendientes, FILAS - 1 - len(primera))
            with paquete.open(f"xl/worksheets/sheet{hojas}.xml", "w", force_zip64=True) as hoja:
                for parte in _hoja(encabezados, primera, resto):
                    hoja.write(parte.encode())
        for nombre, contenido in _armazon(_nombre_de_hoja(titulo), hojas):
            paquete.writestr(nombre, contenido)


def _hoja(
    encabezados: Sequence[str], primeras: list[Sequence[object]], resto: Iterable[Sequence[object]]
) -> Iterable[str]:
    anchos = "".join(
        f'<col min="{n}" max="{n}" width="{_ancho([e, *(f[n - 1] for f in primeras)])}" customWidth="1"/>'
        for n, e in enumerate(encabezados, start=1)
    )
    yield (
        f'{_XML}<worksheet xmlns="{_NS}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{anchos}</cols><sheetData><row>'
    )
    yield "".join(_texto(e, _ENCABEZADO) for e in encabezados) + "</row>"
    for fila in chain(primeras, resto):
        yield f"<row>{''.join(map(_celda, fila))}</row>"
    yield "</sheetData></worksheet>"


def _ancho(valores: Sequence[object]) -> int:
    largos = (16 if isinstance(v, datetime) else 10 if isinstance(v, date) else len(str(v or "")) for v in valores)
    return min(max(_ANCHO_MINIMO, max(largos) + 2), _ANCHO_MAXIMO)


def _celda(valor: object) -> str:
    if valor is None or valor == "":
        return "<c/>"
    if isinstance(valor, bool):
        return _texto("Sí" if valor else "No")
    if isinstance(valor, int | float):
        return f"<c><v>{valor}</v></c>"
    if isinstance(valor, datetime):
        segundos = valor.hour * 3600 + valor.minute * 60 + valor.second
        return f'<c s="{_MOMENTO}"><v>{(valor.date() - _ORIGEN).days + segundos / 86_400}</v></c>'
    if isinstance(valor, date):
        return f'<c s="{_DIA}"><v>{(valor - _ORIGEN).days}</v></c>'
    return _texto(str(valor))


def _texto(texto: str, estilo: int = _TEXTO) -> str:
    limpio = _ILEGALES.sub("", texto)
    if len(limpio) > CARACTERES:
        limpio = limpio[: CARACTERES - 1] + "…"
    return f'<c s="{estilo}" t="inlineStr"><is><t xml:space="preserve">{escape(limpio)}</t></is></c>'


def _nombre_de_hoja(titulo: str) -> str:
    """At most 31 characters with its number, none of those that a name of a sheet may not have."""
    return re.sub(r"[\[\]:*?/\\']", " ", titulo)[:26].strip() or "Lista"


def _armazon(titulo: str, hojas: int) -> list[tuple[str, str]]:
    numeros = range(1, hojas + 1)
    nombres = [titulo if n == 1 else f"{titulo} {n}" for n in numeros]
    return [
        (
            "[Content_Types].xml",
            f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_PARTE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_PARTE}.styles+xml"/>'
            + "".join(
                f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_PARTE}.worksheet+xml"/>'
                for n in numeros
            )
            + "</Types>",
        ),
        (
            "_rels/.rels",
            f'{_XML}<Relationships xmlns="{_RELACIONES}"><Relationship Id="rId1" Type="{_OFICINA}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        ),
        (
            "xl/workbook.xml",
            f'{_XML}<workbook xmlns="{_NS}" xmlns:r="{_OFICINA}"><sheets>'
            + "".join(
                f'<sheet name="{escape(nombre)}" sheetId="{n}" r:id="rId{n}"/>'
                for n, nombre in zip(numeros, nombres, strict=True)
            )
            + "</sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            f'{_XML}<Relationships xmlns="{_RELACIONES}">'
            + "".join(
                f'<Relationship Id="rId{n}" Type="{_OFICINA}/worksheet" Target="worksheets/sheet{n}.xml"/>'
                for n in numeros
            )
            + f'<Relationship Id="rId{hojas + 1}" Type="{_OFICINA}/styles" Target="styles.xml"/></Relationships>',
        ),
        ("xl/styles.xml", _ESTILOS),
    ]
