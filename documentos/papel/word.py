"""Blocks laid out as an editable DOCX, for what is still to be written: drafts, letters, agendas.

Real headings, lists and tables, with heads that repeat: what somebody edits stays readable for everybody.
"""

from datetime import UTC
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Documento
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .anexo import en_papel
from .bloques import (
    Bloque,
    Datos,
    Ficha,
    Firmas,
    Grafica,
    Hoja,
    Imagen,
    Lista,
    Parrafo,
    Recuadro,
    Renglones,
    Salto,
    Seccion,
    Tabla,
    en_celda,
)

_LETRAS = {"sans": "Noto Sans", "serif": "Noto Serif"}
_TENUE = RGBColor(0x55, 0x55, 0x55)
_CARTA = (Cm(21.59), Cm(27.94))
_MARGEN = Cm(1.8)


def en_word(hoja: Hoja) -> bytes:
    """The document as DOCX. What only a final paper bears (its folio, its QR) is not on it."""
    hoja = en_papel(hoja)
    documento = Document()
    _pagina(documento, hoja)
    _membrete(documento, hoja)
    if not hoja.sin_titulo:
        documento.add_heading(hoja.titulo, level=1)
        if hoja.bajada:
            _nota(documento, hoja.bajada)
    numeros = [0] * 4
    for bloque in hoja.bloques:
        _poner(documento, bloque, numeros if hoja.numerada else None, sin_titulo=hoja.sin_titulo)
    salida = BytesIO()
    documento.save(salida)
    return salida.getvalue()


def _pagina(documento: Documento, hoja: Hoja) -> None:
    propiedades = documento.core_properties
    propiedades.title, propiedades.author = hoja.titulo, hoja.membrete.instituto
    propiedades.comments, propiedades.language = "", f"{hoja.idioma}-MX"
    propiedades.created = propiedades.modified = hoja.creada.astimezone(UTC).replace(tzinfo=None)
    seccion = documento.sections[0]
    seccion.page_width, seccion.page_height = _CARTA[::-1] if hoja.apaisada else _CARTA
    if hoja.apaisada:
        seccion.orientation = WD_ORIENT.LANDSCAPE
    seccion.left_margin = seccion.right_margin = _MARGEN
    for nombre in ("Normal", *(f"Heading {n}" for n in range(1, 6))):
        estilo: Any = documento.styles[nombre]
        estilo.font.name = _LETRAS[hoja.membrete.letra]
        estilo.element.rPr.rFonts.set(qn("w:eastAsia"), _LETRAS[hoja.membrete.letra])
        if nombre != "Normal":
            estilo.font.color.rgb = RGBColor(0, 0, 0)
    normal: Any = documento.styles["Normal"]
    normal.font.size = Pt(10)
    # What a screen reader speaks it in, and a speller corrects it by.
    for lengua in documento.styles.element.iter(qn("w:lang")):
        lengua.set(qn("w:val"), f"{hoja.idioma}-MX")


def _membrete(documento: Documento, hoja: Hoja) -> None:
    seccion, membrete = documento.sections[0], hoja.membrete
    cabeza = seccion.header.paragraphs[0]
    # Word draws no SVG: its crest is on the PDF.
    if membrete.escudo and not membrete.escudo.lstrip().startswith(b"<"):
        cabeza.add_run().add_picture(BytesIO(membrete.escudo), height=Cm(1.25))
        cabeza.add_run("  ")
    nombre = cabeza.add_run(membrete.instituto)
    nombre.bold, nombre.font.size = True, Pt(9)
    for linea in (hoja.sobre, membrete.lema, hoja.marca):
        if linea:
            dicha = seccion.header.add_paragraph().add_run(linea)
            dicha.font.size, dicha.font.color.rgb = Pt(8), _TENUE
    pie = seccion.footer.paragraphs[0].add_run(" · ".join(t for t in (hoja.pie, membrete.pie) if t))
    pie.font.size, pie.font.color.rgb = Pt(7), _TENUE


def _poner(documento: Documento, bloque: Bloque, numeros: list[int] | None, *, sin_titulo: bool) -> None:
    match bloque:
        case Seccion():
            nivel = bloque.nivel if sin_titulo else bloque.nivel + 1
            encabezado = documento.add_heading(f"{_numero(numeros, bloque.nivel)}{bloque.texto}", level=nivel)
            if bloque.discreta:
                encabezado.runs[0].font.size = Pt(10)
        case Parrafo(estilo="nota"):
            _nota(documento, bloque.texto)
        case Parrafo():
            parrafo = documento.add_paragraph()
            parrafo.add_run(bloque.texto).bold = bloque.estilo == "fuerte" or None
            if bloque.estilo == "centro":
                parrafo.alignment = WD_ALIGN_PARAGRAPH.CENTER
        case Renglones():
            parrafo = documento.add_paragraph()
            parrafo.add_run("\n".join(bloque.lineas)).bold = bloque.fuerte or None
            if bloque.lado == "derecha":
                parrafo.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        case Lista():
            _lista(documento, bloque)
        case Datos():
            _tabla(documento, [], bloque.pares, [1, 3])
        case Tabla():
            if bloque.titulo:
                documento.add_paragraph().add_run(bloque.titulo).bold = True
            _tabla(documento, bloque.cabeza, bloque.filas, bloque.anchos, bloque.numeros)
        case Grafica():
            documento.add_paragraph().add_run(bloque.titulo).bold = True
            _tabla(documento, [], [(nombre, str(n)) for nombre, n in bloque.barras], [3, 1], (1,))
        case Imagen() if not bloque.contenido.lstrip().startswith(b"<"):
            documento.add_picture(BytesIO(bloque.contenido), width=Cm(bloque.ancho))
        case Ficha():
            documento.add_heading(bloque.nombre, level=1)
            for linea in (bloque.sobre, *bloque.lineas, bloque.direccion):
                documento.add_paragraph(linea)
        case Recuadro():
            for texto in bloque.textos:
                documento.add_paragraph(f"☐ {texto}" if bloque.casillas else texto)
        case Firmas():
            _firmas(documento, bloque)
        case Salto():
            documento.add_page_break()  # type: ignore[no-untyped-call]


def _lista(documento: Documento, bloque: Lista) -> None:
    """A numbered one counts from one: Word goes on with the count of the one before, unless it is told."""
    propia = _numeracion(documento) if bloque.numerada else None
    for elemento in bloque.elementos:
        parrafo = documento.add_paragraph(elemento, style="List Number" if bloque.numerada else "List Bullet")
        if propia is not None:
            propiedades = parrafo._p.get_or_add_pPr().get_or_add_numPr()
            propiedades.get_or_add_ilvl().val, propiedades.get_or_add_numId().val = 0, propia


def _numeracion(documento: Documento) -> int:
    """Another count, as that of its style; how it is called."""
    cuentas = documento.part.numbering_part.element
    estilo: Any = documento.styles["List Number"]
    suya = cuentas.num_having_numId(estilo.element.pPr.numPr.numId.val)
    otra = cuentas.add_num(suya.abstractNumId.val)
    otra.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(otra.numId)


def _numero(numeros: list[int] | None, nivel: int) -> str:
    if numeros is None:
        return ""
    numeros[nivel - 1] += 1
    numeros[nivel:] = [0] * (len(numeros) - nivel)
    return ".".join(map(str, numeros[:nivel])) + " "


def _nota(documento: Documento, texto: str) -> None:
    dicha = documento.add_paragraph().add_run(texto)
    dicha.font.size, dicha.font.color.rgb = Pt(8), _TENUE


def _tabla(documento: Documento, cabeza: Any, filas: Any, anchos: Any, numeros: Any = ()) -> None:
    renglones = [*([cabeza] if cabeza else []), *filas]
    if not renglones:
        return
    tabla = documento.add_table(rows=len(renglones), cols=len(anchos), style="Table Grid")
    seccion = documento.sections[0]
    util = int(seccion.page_width or 0) - int(seccion.left_margin or 0) - int(seccion.right_margin or 0)
    for columna, ancho in zip(tabla.columns, anchos, strict=True):
        columna.width = int(util * ancho / sum(anchos))
    for renglon, textos in zip(tabla.rows, renglones, strict=True):
        for n, (celda, texto) in enumerate(zip(renglon.cells, textos, strict=True)):
            parrafo = celda.paragraphs[0]
            dicho = parrafo.add_run(en_celda(texto))
            dicho.font.size = Pt(8)
            dicho.bold = (bool(cabeza) and renglon is tabla.rows[0]) or None
            if n in numeros:
                parrafo.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if cabeza:
        repite = OxmlElement("w:tblHeader")
        tabla.rows[0]._tr.get_or_add_trPr().append(repite)
    documento.add_paragraph()


def _firmas(documento: Documento, bloque: Firmas) -> None:
    if bloque.antes:
        antes = documento.add_paragraph()
        antes.add_run(bloque.antes).bold = True
        antes.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for firma in bloque.firmas:
        parrafo = documento.add_paragraph()
        parrafo.alignment = WD_ALIGN_PARAGRAPH.CENTER
        parrafo.add_run(f"\n\n______________________________\n{firma.nombre}").bold = True
        if firma.cargo:
            parrafo.add_run(f"\n{firma.cargo}")
