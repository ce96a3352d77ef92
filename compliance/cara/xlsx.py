"""Workbooks to be filled and sent back: every cell is text, so keys keep their zeros and nothing runs as a formula.

A workbook is a handful of XML files in a zip (ECMA-376); that much is written here, and read by `importacion.lector`.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from django.http import HttpResponse

TIPO = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a cell of Excel holds.
CELDA_MAXIMA = 32_767
_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_PAQUETE = "http://schemas.openxmlformats.org/package/2006"
# Of the styles below: 0, any; 1, a heading; 2, a text that wraps; 3, one that is not to be changed.
ENCABEZADO, TEXTO, FIJO = 1, 2, 3
_ESTILOS = f"""<styleSheet xmlns="{_NS}">
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFEDEDED"/></patternFill></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="49" applyNumberFormat="1"/>
<xf numFmtId="49" fontId="1" fillId="2" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">
<alignment wrapText="1" vertical="top"/></xf>
<xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf>
<xf numFmtId="49" fillId="2" applyNumberFormat="1" applyFill="1" applyAlignment="1"><alignment vertical="top"/></xf>
</cellXfs></styleSheet>"""


@dataclass(frozen=True)
class ColumnaDeHoja:
    """A column: how wide, whether it is not to be changed, hidden, and the only values that it takes, if so."""

    titulo: str
    ancho: int = 20
    fija: bool = False
    oculta: bool = False
    opciones: Sequence[str] = ()


@dataclass(frozen=True)
class Hoja:
    """A sheet: its name, its columns (headings, in the first row, that stays in sight) and its rows."""

    nombre: str
    columnas: Sequence[ColumnaDeHoja]
    filas: Iterable[Sequence[str]] = field(default_factory=tuple)


def libro(hojas: Sequence[Hoja]) -> bytes:
    """A workbook with these sheets."""
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as archivo:

        def poner(nombre: str, contenido: str) -> None:
            # The same content makes the same bytes, whatever day it is.
            parte = zipfile.ZipInfo(nombre, (1980, 1, 1, 0, 0, 0))
            parte.compress_type = zipfile.ZIP_DEFLATED
            archivo.writestr(parte, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{contenido}')

        numeros = range(1, len(hojas) + 1)
        tipos = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_OFFICE}spreadsheetml.worksheet+xml"/>'
            for n in numeros
        )
        poner(
            "[Content_Types].xml",
            f'<Types xmlns="{_PAQUETE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{TIPO}.main+xml"/>{tipos}'
            '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'spreadsheetml.styles+xml"/></Types>',
        )
        poner("_rels/.rels", _relaciones([("officeDocument", "xl/workbook.xml")]))
        partes = [("worksheet", f"worksheets/sheet{n}.xml") for n in numeros]
        poner("xl/_rels/workbook.xml.rels", _relaciones([*partes, ("styles", "styles.xml")]))
        nombres = "".join(
            f'<sheet name={quoteattr(h.nombre[:31])} sheetId="{n}" r:id="rId{n}"/>'
            for n, h in zip(numeros, hojas, strict=True)
        )
        poner("xl/workbook.xml", f'<workbook xmlns="{_NS}" xmlns:r="{_REL}"><sheets>{nombres}</sheets></workbook>')
        poner("xl/styles.xml", _ESTILOS)
        for n, hoja in zip(numeros, hojas, strict=True):
            poner(f"xl/worksheets/sheet{n}.xml", _hoja(hoja))
    return salida.getvalue()


def respuesta(nombre: str, hojas: Sequence[Hoja]) -> HttpResponse:
    """A workbook, as a download."""
    return HttpResponse(
        libro(hojas),
        content_type=TIPO,
        headers={
            "Content-Disposition": f'attachment; filename="{nombre}.xlsx"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _relaciones(partes: Sequence[tuple[str, str]]) -> str:
    dichas = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/{tipo}" Target="{destino}"/>'
        for n, (tipo, destino) in enumerate(partes, start=1)
    )
    return f'<Relationships xmlns="{_PAQUETE}/relationships">{dichas}</Relationships>'


def _hoja(hoja: Hoja) -> str:
    columnas = "".join(
        f'<col min="{n}" max="{n}" width="{c.ancho}" customWidth="1" hidden="{int(c.oculta)}"/>'
        for n, c in enumerate(hoja.columnas, start=1)
    )
    titulos = _fila(1, [c.titulo for c in hoja.columnas], [ENCABEZADO] * len(hoja.columnas))
    estilos = [FIJO if c.fija else TEXTO for c in hoja.columnas]
    filas = "".join(_fila(n, fila, estilos) for n, fila in enumerate(hoja.filas, start=2))
    listas = [(n, c) for n, c in enumerate(hoja.columnas) if c.opciones]
    validaciones = "".join(
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="{letra(n)}2:{letra(n)}5000">'
        f'<formula1>"{escape(",".join(c.opciones))}"</formula1></dataValidation>'
        for n, c in listas
    )
    if listas:
        validaciones = f'<dataValidations count="{len(listas)}">{validaciones}</dataValidations>'
    return (
        f'<worksheet xmlns="{_NS}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{columnas}</cols>'
        f"<sheetData>{titulos}{filas}</sheetData>{validaciones}</worksheet>"
    )


def _fila(numero: int, celdas: Sequence[str], estilos: Sequence[int]) -> str:
    dichas = "".join(
        f'<c r="{letra(n)}{numero}" s="{estilo}" t="inlineStr"><is><t xml:space="preserve">{_texto(celda)}</t></is></c>'
        if celda
        else f'<c r="{letra(n)}{numero}" s="{estilo}"/>'
        for n, (celda, estilo) in enumerate(zip(celdas, estilos, strict=True))
    )
    return f'<row r="{numero}">{dichas}</row>'


def _texto(celda: str) -> str:
    """As XML takes it: without the control characters that it does not."""
    return escape("".join(c for c in celda[:CELDA_MAXIMA] if c >= " " or c in "\n\t"))


def letra(columna: int) -> str:
    """The name of a column, from zero: A, B, …, Z, AA."""
    nombre = ""
    columna += 1
    while columna:
        columna, resto = divmod(columna - 1, 26)
        nombre = chr(65 + resto) + nombre
    return nombre
