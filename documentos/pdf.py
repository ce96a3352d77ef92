"""What every PDF of the institute shares: fonts, styles, and a frame with header, cut-off and «página x de y».

The same content gives the same bytes (reportlab's invariant mode). The font, Bitstream Vera, travels with reportlab
and is embedded, so that accents look the same everywhere. Sizes are in points.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

NORMAL, NEGRITA, CURSIVA = "Vera", "VeraBd", "VeraIt"
PAGINA, VERTICAL = landscape(letter), letter
MARGEN = 40
RELLENO = 6  # what reportlab's frames and cells leave around their content
ALTO_RENGLON = 200
ANCHO = PAGINA[0] - 2 * MARGEN
TENUE = colors.HexColor("#555555")

for _fuente in (NORMAL, NEGRITA, CURSIVA, "VeraBI"):
    pdfmetrics.registerFont(TTFont(_fuente, f"{_fuente}.ttf"))
pdfmetrics.registerFontFamily(NORMAL, normal=NORMAL, bold=NEGRITA, italic=CURSIVA, boldItalic="VeraBI")

_BASE = ParagraphStyle("base", fontName=NORMAL, fontSize=8, leading=11)
ESTILOS = {
    "texto": _BASE,
    "cuerpo": ParagraphStyle("cuerpo", _BASE, fontSize=10, leading=14),
    "celda": ParagraphStyle("celda", _BASE, fontSize=7, leading=9),
    "cabeza": ParagraphStyle("cabeza", _BASE, fontName=NEGRITA, fontSize=7, leading=9, alignment=TA_CENTER),
    "nota": ParagraphStyle("nota", _BASE, fontSize=7, leading=9.5, textColor=TENUE, spaceAfter=4),
    "titulo": ParagraphStyle("titulo", _BASE, fontName=NEGRITA, fontSize=14, leading=18, spaceAfter=2),
    "seccion": ParagraphStyle(
        "seccion", _BASE, fontName=NEGRITA, fontSize=10, leading=14, spaceBefore=12, spaceAfter=5
    ),
    # Of what must fit on a sheet.
    "apartado": ParagraphStyle("apartado", _BASE, fontName=NEGRITA, fontSize=9, leading=12, spaceBefore=6),
}


@dataclass(frozen=True)
class Marco:
    """What the margins of each page say, and its size. `color` is the institute's, as #rrggbb.

    `marca` crosses each page, for what is not final: «BORRADOR».
    """

    titulo: str
    instituto: str
    sobre: str
    pie: str
    color: str
    pagina: tuple[float, float] = PAGINA
    marca: str = ""


Contenido = Callable[[], list[Flowable]]


def parrafo(texto: str, estilo: str = "texto") -> Paragraph:
    """A paragraph of plain text: nothing in it is markup."""
    limpio = escape(unicodedata.normalize("NFC", texto)).replace("\n", "<br/>")
    return Paragraph(limpio, ESTILOS[estilo])


def seccion(titulo: str) -> list[Flowable]:
    """The heading of a section, never left alone at the foot of a page."""
    return [CondPageBreak(110), parrafo(titulo, "seccion")]


def _renglones(fila: Sequence[str], columnas: Sequence[float]) -> Iterator[list[Paragraph]]:
    """The row, in as many lines of the table as it takes for none to be taller than a page can hold."""
    celdas = [parrafo(texto, "celda") for texto in fila]
    sigue = True
    while sigue:
        partes = [
            celda.split(columna - 2 * RELLENO, ALTO_RENGLON) or [celda]
            for celda, columna in zip(celdas, columnas, strict=True)
        ]
        yield [parte[0] for parte in partes]
        sigue = any(len(parte) > 1 for parte in partes)
        celdas = [parte[1] if len(parte) > 1 else parrafo("", "celda") for parte in partes]


def tabla(
    encabezados: Sequence[str], filas: Sequence[Sequence[str]], anchos: Sequence[float], ancho: float = ANCHO
) -> Table:
    """A ruled table whose head repeats on each page. `anchos` are shares of `ancho`; a tall row goes on below."""
    columnas = [ancho * a / sum(anchos) for a in anchos]
    cuadro = Table(
        [
            [parrafo(e, "cabeza") for e in encabezados],
            *(renglon for fila in filas for renglon in _renglones(fila, columnas)),
        ],
        colWidths=columnas,
        hAlign="LEFT",
        repeatRows=1,
    )
    cuadro.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), NORMAL, 7),
                ("GRID", (0, 0), (-1, -1), 0.4, colors.HexColor("#888888")),
                ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#eeeeee")),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ]
        )
    )
    return cuadro


def escribir(marco: Marco, contenido: Contenido, salida: IO[bytes]) -> None:
    """Write the document. It is composed twice: only the first pass tells how many pages there are."""
    paginas = _componer(marco, contenido(), BytesIO(), total=0)
    _componer(marco, contenido(), salida, total=paginas)


def _componer(marco: Marco, contenido: list[Flowable], salida: IO[bytes], total: int) -> int:
    documento = SimpleDocTemplate(
        salida,
        pagesize=marco.pagina,
        leftMargin=MARGEN - RELLENO,
        rightMargin=MARGEN - RELLENO,
        topMargin=MARGEN + 30,
        bottomMargin=MARGEN + 14,
        title=marco.titulo,
        author=marco.instituto,
        creator="Cauce",
        lang="es-MX",
        initialFontName=NORMAL,
        invariant=1,
    )

    def orla(lienzo: Any, _documento: Any) -> None:
        ancho, alto = marco.pagina
        lienzo.saveState()
        if marco.marca:
            lienzo.saveState()
            lienzo.setFillColor(colors.HexColor("#e6e6e6"))
            lienzo.setFont(NEGRITA, 84)
            lienzo.translate(ancho / 2, alto / 2)
            lienzo.rotate(50)
            lienzo.drawCentredString(0, -30, marco.marca)
            lienzo.restoreState()
        lienzo.setFillColor(colors.HexColor(marco.color))
        lienzo.rect(MARGEN, alto - MARGEN - 22, ancho - 2 * MARGEN, 2, stroke=0, fill=1)
        lienzo.setFillColor(colors.black)
        lienzo.setFont(NEGRITA, 8)
        lienzo.drawString(MARGEN, alto - MARGEN - 5, marco.instituto)
        lienzo.setFont(NORMAL, 7)
        lienzo.setFillColor(TENUE)
        lienzo.drawString(MARGEN, alto - MARGEN - 15, marco.sobre)
        lienzo.drawString(MARGEN, MARGEN, marco.pie)
        lienzo.drawRightString(ancho - MARGEN, MARGEN, f"Página {lienzo.getPageNumber()} de {total}")
        lienzo.restoreState()

    documento.build(contenido, onFirstPage=orla, onLaterPages=orla)
    return int(documento.page)
