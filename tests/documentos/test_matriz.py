"""The calendar matrix on paper."""

import io
import re
import unicodedata
from datetime import date

import pikepdf
import pytest
from pypdf import PdfReader

from compliance.cara.apariencia import APARIENCIA
from compliance.cara.componentes import FilaMatriz, Marca, Matriz
from compliance.situacion import Clase
from documentos.matriz import matriz_en_pdf

from ..elenco import Elenco, momento
from .lectura import LETRAS, abierto, fuentes

EN = momento("2024-04-15 10:00")


def marca(dia: date, clase: Clase) -> Marca:
    tono, icono = APARIENCIA[clase]
    return Marca(dia, "Aprobación", tono, "", icono, "A")


def matriz(filas: int, nombre: str = "Informe mensual de actividades del sistema") -> Matriz:
    return Matriz(
        [
            FilaMatriz(
                nombre,
                [marca(date(2023 + (m > 12), (m - 1) % 12 + 1, n % 27 + 1), list(Clase)[n % 5]) for m in range(9, 23)],
                f"11.{n}",
            )
            for n in range(1, filas + 1)
        ],
        letras=[("A", "Aprobación"), ("R", "Remisión")],
    )


def paginas(contenido: bytes) -> int:
    return len(pikepdf.open(io.BytesIO(contenido)).pages)


@pytest.mark.parametrize(("filas", "hojas"), [(0, 1), (1, 1), (45, 1), (60, 2)])
def test_cabe_en_las_menos_hojas(elenco: Elenco, filas: int, hojas: int) -> None:
    assert paginas(matriz_en_pdf(elenco.proceso, matriz(filas), EN)) == hojas


def test_con_nombres_larguisimos_y_signos(elenco: Elenco) -> None:
    largo = "<b>Actividad</b> & «saltillo ꞌ» ɨ ʉ " + "muy larga " * 60
    assert paginas(matriz_en_pdf(elenco.proceso, matriz(5, largo), EN)) == 1


def test_ninguna_letra_desaparece_ni_en_el_membrete(elenco: Elenco) -> None:
    elenco.proceso.nombre = f"Proceso {LETRAS}"
    contenido = matriz_en_pdf(elenco.proceso, matriz(3, f"{LETRAS} 😀 <b>"), EN)
    dicho = re.sub(r"\s", "", PdfReader(io.BytesIO(contenido)).pages[0].extract_text())
    # What reads it back here writes a letter twice if its mark is apart.
    for letra in set(LETRAS) - {" ", *unicodedata.normalize("NFD", "a̱ẗ")}:
        assert dicho.count(letra) >= 4, letra
    assert "[U+1F600]<b>" in dicho
    assert all(fuentes(abierto(contenido)).values())
    assert str(abierto(contenido).Root.Lang) == "es-MX"


def test_un_membrete_larguisimo_no_se_sale_de_la_hoja(elenco: Elenco) -> None:
    elenco.proceso.nombre = "W" * 100 + " muy largo" * 20
    (pagina,) = PdfReader(io.BytesIO(matriz_en_pdf(elenco.proceso, matriz(3), EN))).pages
    assert "…" in pagina.extract_text()
    assert "muy largo" * 20 not in pagina.extract_text()


def test_la_fecha_es_la_suya(elenco: Elenco) -> None:
    pdf = pikepdf.open(io.BytesIO(matriz_en_pdf(elenco.proceso, matriz(3), EN)))
    assert str(pdf.docinfo["/Title"]).startswith("Calendario del proceso")
    assert str(pdf.docinfo["/CreationDate"]) == "D:20240415100000"
