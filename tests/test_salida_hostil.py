"""Whatever was typed leaves as text: in a cell, a paper, a workbook, a name of a file, a line of the log."""

import csv
import io
import logging
import re
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.http import content_disposition_header
from docx import Document
from hypothesis import given
from hypothesis import settings as ajustes
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from calendario.limpieza import en_parrafos, en_una_linea
from compliance.cara.descargas import renglones
from compliance.cara.libro import escribir_libro
from compliance.fallos import respuesta_a
from compliance.views.abiertos import _incrustado
from documentos.papel import Hoja, Membrete, Parrafo, Tabla, en_libro, en_pdf, en_word
from documentos.paquete import nombre_en_paquete

from .hostiles import TEXTOS, cualquier_texto

# As a model keeps them: of what would not be printed for its letters there is another test.
LIMPIOS = [t for t in (en_parrafos(t).strip()[:300] for t in TEXTOS) if t]
IMPRESOS = [t for t in LIMPIOS if max(map(ord, t)) < 0x100]
LITERALES = (
    '#eval("1") $x^2$',
    "*negrita* _cursiva_ @cita <marca> `código`",
    "{{ 7*7 }}{% debug %}",
    "]]>&amp;<!--",
)
MUCHOS = ajustes(max_examples=300, derandomize=True, deadline=None, database=None)


@pytest.mark.parametrize("signo", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_ninguna_celda_de_un_csv_empieza_como_una_formula(signo: str) -> None:
    texto = "".join(renglones([f"{signo}1+1"], [[f'{signo}HYPERLINK("x")'], ["normal"]]))
    celdas = [fila[0] for fila in csv.reader(io.StringIO(texto.removeprefix("\ufeff"), newline=""))]
    assert celdas == [f"'{signo}1+1", f'\'{signo}HYPERLINK("x")', "normal"]


# Who writes tables: the CSV of lists and of open data, by `descargas.celda`; workbooks, by `libro`, texts as texts.
# That of the SNR is read again here, and leaves nowhere.
ESCRIBEN = {
    "compliance/abiertos/archivos.py": "celda(",
    "compliance/cara/descargas.py": "celda(",
    "compliance/cara/libro.py": "write_string(",
    "compliance/importacion/snr.py": "como_tabla",
}


def test_nadie_mas_escribe_tablas() -> None:
    halladas = {}
    for app in ("calendario", "compliance", "documentos", "flujos", "notificaciones"):
        for modulo in (settings.BASE_DIR / app).rglob("*.py"):
            texto = modulo.read_text(encoding="utf-8")
            if re.search(r"\bcsv\.(writer|DictWriter)\(|\bWorkbook\(", texto):
                halladas[str(modulo.relative_to(settings.BASE_DIR))] = texto
    assert halladas.keys() == ESCRIBEN.keys()
    assert all(por in halladas[modulo] for modulo, por in ESCRIBEN.items())
    assert not re.search(r"\.write(_formula|_row|_url)?\(", halladas["compliance/cara/libro.py"])


def test_una_hoja_se_llama_con_lo_que_un_libro_admite() -> None:
    @ajustes(MUCHOS, max_examples=50)
    @given(cualquier_texto)
    def probar(texto: str) -> None:
        salida = io.BytesIO()
        escribir_libro(salida, texto, [texto, "_x0041_"], [[texto, "=1+1"], [texto, "\u202e"]])
        hojas = CalamineWorkbook.from_filelike(io.BytesIO(salida.getvalue()))
        assert len(hojas.sheet_names) == 1
        assert hojas.get_sheet_by_index(0).to_python()[1][1] == "=1+1"

    probar()


def test_lo_que_sale_en_un_csv_vuelve_a_ser_lo_mismo() -> None:
    @MUCHOS
    @given(cualquier_texto)
    def probar(texto: str) -> None:
        limpio = en_parrafos(texto)
        salida = "".join(renglones(["a", "b"], [[limpio, "fin"]])).removeprefix("\ufeff")
        filas = list(csv.reader(io.StringIO(salida, newline="")))
        assert filas[1][1] == "fin"
        assert filas[1][0].removeprefix("'") == limpio.removeprefix("'")

    probar()


def test_lo_que_va_dentro_de_una_pagina_no_cierra_su_elemento() -> None:
    @MUCHOS
    @given(cualquier_texto)
    def probar(texto: str) -> None:
        assert not set("<>&") & set(_incrustado({"a": texto}))

    probar()


def _hoja() -> Hoja:
    return Hoja(
        "=1+1 #eval(1) <b>",
        Membrete("Instituto $x$ \\ @a <script>"),
        datetime(2024, 4, 30, tzinfo=UTC),
        [
            *(Parrafo(t) for t in IMPRESOS),
            Tabla(("#emph[a]", "=1+1"), [(t, t) for t in IMPRESOS], (1, 1), "Tabla #x"),
        ],
    )


def test_ni_el_pdf_ni_word_ni_el_libro_entienden_lo_tecleado() -> None:
    hoja = _hoja()
    impreso = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(en_pdf(hoja))).pages)
    for literal in LITERALES:
        assert "".join(literal.split()) in "".join(impreso.split()), literal
    palabras = Document(io.BytesIO(en_word(hoja)))
    parrafos = {p.text for p in palabras.paragraphs}
    assert {t for t in IMPRESOS if "\n" not in t and "\t" not in t} - parrafos == set()
    with ZipFile(io.BytesIO(en_libro(hoja))) as libro:
        assert not [n for n in libro.namelist() if n.startswith("xl/worksheets/") and b"<f>" in libro.read(n)]


def test_ningun_nombre_de_un_paquete_sale_de_su_carpeta_ni_es_de_un_aparato() -> None:
    @MUCHOS
    @given(cualquier_texto)
    def probar(texto: str) -> None:
        for nombre in (texto, f"{texto}.pdf", f"a.{texto}"):
            documento: Any = SimpleNamespace(nombre_original=en_una_linea(nombre)[-250:], tipo="otro", version=1)
            en_paquete = nombre_en_paquete(1, documento)
            assert en_paquete.startswith("01-otro-v1-")
            assert not set(en_paquete) & set('/\\:*?"<>|\0\r\n')

    probar()


def test_ninguna_cabecera_se_parte() -> None:
    @MUCHOS
    @given(cualquier_texto)
    def probar(texto: str) -> None:
        nombre = en_una_linea(texto)
        respuesta = HttpResponse(
            headers={"Content-Disposition": content_disposition_header(True, nombre) or "attachment"}
        )
        assert b"\n" not in respuesta.serialize_headers().split(b"Content-Disposition", 1)[1].split(b"\r\n", 1)[0]

    probar()


def test_una_direccion_no_escribe_otro_renglon_en_la_bitacora(caplog: pytest.LogCaptureFixture) -> None:
    peticion = RequestFactory().get("/p/x%0d%0aERROR compliance: todo bien%0a")
    error = OperationalError("no")
    with caplog.at_level(logging.ERROR):
        assert respuesta_a(peticion, error) is not None
    assert "\nERROR compliance" not in caplog.text
    assert "%0AERROR%20compliance" in caplog.text
