"""The calendar matrix of the process on one sheet, if it fits: months across, activities down, day numbers inside.

It is how the work plans end (IMPEPAC, plan de trabajo, octubre de 2023). Drawn by reportlab, cell by cell: how large
its letters can be depends on how many rows there are.
"""

import unicodedata
from datetime import datetime
from io import BytesIO
from pathlib import Path
from textwrap import shorten
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.pagesizes import landscape, legal
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from calendario.fechas import MESES, fecha_hora
from compliance.cara.apariencia import APARIENCIA
from compliance.cara.componentes import Marca, Matriz
from compliance.models import Proceso
from compliance.situacion import Clase

from . import papel
from .membrete import DEMOSTRACION

# Arrows and marks are of the third.
NORMAL, NEGRITA, SIGNOS = "NotoSans", "NotoSans-Bold", "DejaVuSans"
for _letra, _archivo in ((NORMAL, "NotoSans-Regular"), (NEGRITA, "NotoSans-Bold"), (SIGNOS, SIGNOS)):
    pdfmetrics.registerFont(TTFont(_letra, Path(papel.__file__).with_name("fuentes") / f"{_archivo}.ttf"))
# Points.
HOJA = landscape(legal)
MARGEN, CABEZA = 32, 34
# What fits in its line whatever its letters are.
LARGO_DE_MEMBRETE = 130
# From the one that is read best to the smallest that is read.
LETRAS = (8, 7.25, 6.5, 5.75, 5)
ANCHO_DE_ACTIVIDAD = 260
ATRASO = "!"
TARDIAS = (APARIENCIA[Clase.TARDE], APARIENCIA[Clase.VENCIDO])
_GRIS = colors.HexColor("#666666")


def matriz_en_pdf(proceso: Proceso, matriz: Matriz, en: datetime) -> bytes:
    """The matrix as it stands at `en`, with the largest letter with which it takes the fewest sheets."""
    hojas = _componer(proceso, matriz, en, LETRAS[-1], 0)[1]
    letra = next(letra for letra in LETRAS if _componer(proceso, matriz, en, letra, 0)[1] == hojas)
    return _componer(proceso, matriz, en, letra, hojas)[0]


def _componer(proceso: Proceso, matriz: Matriz, en: datetime, letra: float, total: int) -> tuple[bytes, int]:
    """The document and how many sheets it takes."""
    salida = BytesIO()
    membrete = f"{proceso.instituto.nombre} · {proceso.nombre}"
    documento = SimpleDocTemplate(
        salida,
        pagesize=HOJA,
        leftMargin=MARGEN,
        rightMargin=MARGEN,
        topMargin=MARGEN + CABEZA,
        bottomMargin=MARGEN,
        title=f"Calendario del proceso, {proceso.nombre}",
        author=proceso.instituto.nombre,
        creator="Cauce",
        lang="es-MX",
        initialFontName=NORMAL,
    )
    pie = " · ".join(
        [
            f"Corte: {fecha_hora(en, proceso.tz)}",
            *(f"{letra}: {que.lower()}" for letra, que in matriz.letras),
            f"{ATRASO}: vencido o cumplido tarde",
            "en gris, cumplido",
            *([DEMOSTRACION] if proceso.es_demostracion else []),
        ]
    )

    def orla(lienzo: Any, _documento: Any) -> None:
        ancho, alto = HOJA
        # Its own, whatever the clock of the machine says.
        lienzo.setDateFormatter(lambda *_: f"D:{en.astimezone(proceso.tz):%Y%m%d%H%M%S}")
        lienzo.saveState()
        lienzo.setFont(NEGRITA, 11)
        lienzo.drawString(MARGEN, alto - MARGEN - 8, "Calendario del proceso")
        renglon = Paragraph(plano(shorten(membrete, LARGO_DE_MEMBRETE, placeholder="…")), _estilo(7.5))
        renglon.wrapOn(lienzo, ancho - 2 * MARGEN, CABEZA)
        renglon.drawOn(lienzo, MARGEN, alto - MARGEN - 21)
        lienzo.setFillColor(colors.HexColor(proceso.instituto.color))
        lienzo.rect(MARGEN, alto - MARGEN - 26, ancho - 2 * MARGEN, 1.6, stroke=0, fill=1)
        lienzo.setFillColor(colors.HexColor("#444444"))
        lienzo.setFont(NORMAL, 6.5)
        lienzo.drawString(MARGEN, MARGEN - 12, pie)
        lienzo.drawRightString(ancho - MARGEN, MARGEN - 12, f"Hoja {lienzo.getPageNumber()} de {total}")
        lienzo.restoreState()

    documento.build(_contenido(matriz, letra), onFirstPage=orla, onLaterPages=orla)
    return salida.getvalue(), int(documento.page)


def _contenido(matriz: Matriz, letra: float) -> list[Flowable]:
    meses = matriz.meses
    if not meses:
        return [Paragraph("No hay fechas en este calendario.", _estilo(9))]
    estilo, centro = _estilo(letra), _estilo(letra, centro=True)
    anios = [texto for anio, cuantos in matriz.anios for texto in (str(anio), *[""] * (cuantos - 1))]
    filas: list[list[Any]] = [
        ["Actividad", *anios],
        ["", *(MESES[m.mes - 1][0].upper() for m in meses)],
        *(
            [
                Paragraph(plano(f"{fila.clave} {fila.etiqueta}".strip()), estilo),
                *(Paragraph(" ".join(map(_dia, marcas)), centro) for _, marcas in por_mes),
            ]
            for fila, por_mes in matriz.renglones
        ),
    ]
    ancho = (HOJA[0] - 2 * MARGEN - 12 - ANCHO_DE_ACTIVIDAD) / len(meses)
    tabla = Table(filas, colWidths=[ANCHO_DE_ACTIVIDAD, *[ancho] * len(meses)], repeatRows=2)
    columna, uniones = 1, []
    for _, cuantos in matriz.anios:
        uniones.append(("SPAN", (columna, 0), (columna + cuantos - 1, 0)))
        columna += cuantos
    tabla.setStyle(
        TableStyle(
            [
                *uniones,
                ("SPAN", (0, 0), (0, 1)),
                ("FONT", (0, 0), (-1, 1), NEGRITA, letra + 0.5),
                ("ALIGN", (1, 0), (-1, 1), "CENTER"),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("GRID", (0, 0), (-1, -1), 0.3, colors.HexColor("#aaaaaa")),
                ("BACKGROUND", (0, 0), (-1, 1), colors.HexColor("#eeeeee")),
                ("ROWBACKGROUNDS", (0, 2), (-1, -1), [colors.white, colors.HexColor("#f7f7f7")]),
                *((lado, (0, 0), (-1, -1), 1.2) for lado in ("TOPPADDING", "BOTTOMPADDING")),
                *((lado, (0, 0), (-1, -1), 2) for lado in ("LEFTPADDING", "RIGHTPADDING")),
            ]
        )
    )
    return [tabla]


def _estilo(letra: float, *, centro: bool = False) -> ParagraphStyle:
    return ParagraphStyle(
        "celda", fontName=NORMAL, fontSize=letra, leading=letra * 1.15, alignment=TA_CENTER if centro else TA_LEFT
    )


def _dia(marca: Marca) -> str:
    """The number of the day and what is due; what is late stands out also without color."""
    dicho = f"{marca.dia.day}{marca.letra}"
    if (marca.tono, marca.icono) in TARDIAS:
        return f'<font name="{NEGRITA}">{dicho}{ATRASO}</font>'
    return f'<font color="{_GRIS.hexval().replace("0x", "#")}">{dicho}</font>' if marca.tono == "bien" else dicho


def plano(texto: str) -> str:
    """Nothing in it is markup for reportlab, and no letter vanishes: one that no font has is told by its code."""
    normal, signos = (pdfmetrics.getFont(fuente).face.charToGlyph for fuente in (NORMAL, SIGNOS))

    def con_su_fuente(letra: str) -> str:
        if ord(letra) in normal or letra.isspace():
            return letra
        return f'<font name="{SIGNOS}">{letra}</font>' if ord(letra) in signos else f"[U+{ord(letra):04X}]"

    return "".join(map(con_su_fuente, escape(unicodedata.normalize("NFC", texto))))
