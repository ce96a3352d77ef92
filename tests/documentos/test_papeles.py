"""Every document: opened, accessible, whole and to be kept, of nothing, of something and with the longest names."""

import io
import re
from collections.abc import Sequence
from datetime import UTC
from hashlib import sha256
from zipfile import ZipFile

import pikepdf
import pytest
from docx import Document
from pypdf import PdfReader

from documentos.papel import Hoja, LetraSinFuente, Parrafo, Seccion, Tabla, en_libro, en_pdf, en_pdf_siempre, en_word
from documentos.papel.bloques import en_celda

from ..elenco import Elenco
from ..impresos import textos
from .lectura import LETRAS, abierto, etiquetas, fuentes
from .papeles import EN, Caso, Registro, registro

CASOS = {
    "vacío": Caso("Ana Uno", 0),
    "ordinario": Caso("María de los Ángeles Xóchitl Hernández-Montes de Oca", 40),
    "seguido": Caso("X" * 250, 6),
    "largo": Caso(("María de los Ángeles Xóchitl " * 9)[:250], 6),
    "letras": Caso(LETRAS, 3),
}
EDITABLES = {
    *("oficio de remisión", "vista", "proyecto de acuerdo", "proyecto de dictamen", "exhorto", "convocatoria"),
    *("orden del día", "acta", "informe mensual", "informe redactado, tabla", "informe redactado, narrativa"),
    *("informe avance", "informe semanal", "informe final", "carta de cuenta"),
}


@pytest.fixture
def todo(elenco: Elenco) -> Registro:
    return registro(elenco)


def sin_blancos(dicho: str) -> str:
    return re.sub(r"\s", "", dicho)


def tablas(hoja: Hoja) -> Sequence[Tabla]:
    return [b for b in hoja.bloques if isinstance(b, Tabla)]


@pytest.mark.parametrize("caso", CASOS.values(), ids=CASOS.keys())
def test_cada_documento_es_accesible_se_guarda_y_dice_todo(todo: Registro, caso: Caso) -> None:
    papeles = todo.papeles(caso)
    assert papeles.keys() >= EDITABLES
    for nombre, hoja in papeles.items():
        contenido = en_pdf(hoja)
        pdf = abierto(contenido)
        assert pdf.check_pdf_syntax() == [], nombre
        assert bool(pdf.Root.MarkInfo.Marked), nombre
        assert str(pdf.Root.Lang) == "es-MX", nombre
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle), nombre
        with pdf.open_metadata() as meta:
            assert meta["dc:title"] == hoja.titulo, nombre
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("2", "A", "1"), nombre
        fecha = f"D:{hoja.creada.astimezone(UTC):%Y%m%d%H%M%S}"
        assert str(pdf.docinfo["/CreationDate"]).startswith(fecha), nombre
        assert all(fuentes(pdf).values()), nombre
        marcas = etiquetas(pdf)
        assert ("/H1" in marcas) == (not hoja.sin_titulo or _con_encabezado(hoja)), nombre
        if any(t.filas for t in tablas(hoja)):
            assert {"/Table", "/TH", "/TD", "/THead"} <= marcas, nombre
        secciones = [b for b in hoja.bloques if isinstance(b, Seccion)]
        if len(secciones) > 1:
            with pdf.open_outline() as indice:
                assert indice.root, nombre
        _paginas_llenas(contenido, hoja, nombre)


def _con_encabezado(hoja: Hoja) -> bool:
    return any(type(b).__name__ in ("Seccion", "Ficha") for b in hoja.bloques)


def _paginas_llenas(contenido: bytes, hoja: Hoja, nombre: str) -> None:
    """Everything that it says is on it, heads are on each page of a table, and its last page has more than a line."""
    hojas = [pagina.extract_text() for pagina in PdfReader(io.BytesIO(contenido)).pages]
    junto = sin_blancos("".join(hojas))
    for bloque in hoja.bloques:
        if isinstance(bloque, Parrafo):
            # What reads it back here writes a letter twice if its mark is apart.
            for parte in re.split("a̱|ẗ", sin_blancos(bloque.texto)[:60]):
                assert parte in junto, (nombre, bloque.texto)
    margenes = sin_blancos("".join([hoja.membrete.instituto, hoja.sobre, hoja.pie, hoja.folio, hoja.marca]))
    propias = [r for r in map(sin_blancos, hojas[-1].splitlines()) if r and r not in margenes and "Página" not in r]
    assert len(hojas) == 1 or len(propias) > 1, (nombre, hojas[-1])


def test_la_cabeza_de_una_tabla_larga_esta_en_cada_pagina(todo: Registro) -> None:
    for nombre, hoja in todo.papeles(CASOS["ordinario"]).items():
        largas = [t for t in tablas(hoja) if len(t.filas) == 40]
        if not largas:
            continue
        paginas = [sin_blancos(p.extract_text()) for p in PdfReader(io.BytesIO(en_pdf(hoja))).pages]
        for tabla in largas:
            ultima = sin_blancos(en_celda(tabla.cabeza[-1])).replace("-", "")
            con = [n for n, texto in enumerate(paginas) if ultima in texto.replace("-", "")]
            assert len(con) > 1 or len(paginas) == 1 or nombre.startswith("informe"), nombre
            assert con == list(range(con[0], con[-1] + 1)), nombre


@pytest.mark.parametrize("letra", ["😀", "ދ", "中"])
def test_lo_que_no_se_puede_imprimir_se_dice_o_sale_con_su_codigo(todo: Registro, letra: str) -> None:
    for nombre, hoja in todo.papeles(Caso(f"Ana {letra}", 2)).items():
        if letra not in "".join(textos(hoja)):
            continue
        with pytest.raises(LetraSinFuente):
            en_pdf(hoja)
        if nombre.startswith("certificado de supresión"):
            dicho = sin_blancos("".join(p.extract_text() for p in PdfReader(io.BytesIO(en_pdf_siempre(hoja))).pages))
            assert f"[U+{ord(letra[0]):04X}]" in dicho


@pytest.mark.parametrize("caso", ["vacío", "ordinario", "largo"])
def test_en_word_dice_lo_mismo_que_en_pdf(todo: Registro, caso: str) -> None:
    for nombre, hoja in todo.papeles(CASOS[caso]).items():
        if nombre not in EDITABLES:
            continue
        documento = Document(io.BytesIO(en_word(hoja)))
        assert documento.core_properties.language == "es-MX"
        assert 'w:lang w:val="es-MX"' in documento.styles.element.xml, nombre
        dicho = sin_blancos(
            "".join(
                [p.text for p in documento.paragraphs]
                + [c.text for t in documento.tables for fila in t.rows for c in fila.cells]
            )
        )
        for texto in textos(list(hoja.bloques)):
            assert (
                sin_blancos(texto) in dicho
                or texto in ("cuerpo", "nota", "fuerte", "centro")
                or texto
                in (
                    *("izquierda", "derecha"),
                    *[b.alternativa for b in hoja.bloques if hasattr(b, "alternativa")],
                )
            ), (nombre, texto)
        estilos = {p.style.name for p in documento.paragraphs if p.style}
        if not hoja.sin_titulo or _con_encabezado(hoja):
            assert "Heading 1" in estilos, nombre
        con_cabeza = [t for t in documento.tables if "w:tblHeader" in t.rows[0]._tr.xml]
        assert len(con_cabeza) == len(tablas(hoja)), nombre


def test_sus_tablas_salen_en_un_libro_con_sus_fechas(todo: Registro) -> None:
    papeles = todo.papeles(Caso("=1+1", 3))
    for hoja in papeles.values():
        if tablas(hoja):
            assert en_libro(hoja) == en_libro(hoja)
            assert b"<f>" not in _partes(en_libro(hoja)), hoja.titulo
    # A moment is a number with its format, as Excel counts days.
    constancia = _partes(en_libro(papeles["constancia de avisos"]))
    assert b"<v>45446.41" in constancia
    assert b'state="frozen"' in constancia
    assert EN.year == 2024


def _partes(libro: bytes) -> bytes:

    with ZipFile(io.BytesIO(libro)) as abierto_:
        return b"".join(abierto_.read(n) for n in abierto_.namelist())


def test_una_lista_de_miles_va_en_su_anexo(todo: Registro) -> None:
    hoja = todo.papeles(Caso("Ana", 1001))["exhorto"]
    libro = en_libro(hoja)

    dicho = "".join(p.extract_text() for p in PdfReader(io.BytesIO(en_pdf(hoja))).pages)
    assert "1001 renglones" in dicho
    assert sha256(libro).hexdigest() in sin_blancos(dicho)
    assert sha256(libro).hexdigest() in "".join(p.text for p in Document(io.BytesIO(en_word(hoja))).paragraphs)
    assert isinstance(pikepdf.open(io.BytesIO(en_pdf(hoja))), pikepdf.Pdf)
