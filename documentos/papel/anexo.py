"""The tables of a document as a workbook, and what a paper says of a table that is too long for it.

A list of thousands is no paper: laid out, twenty thousand rows take a minute and gigabytes (decision 0054). The paper
then bears how many they are and the SHA-256 of the workbook that has them: nobody can change one without the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

from compliance.cara.libro import escribir_tablas, nombre_de_hoja

from .bloques import Hoja, Recuadro, Seccion, Tabla

# Rows of a table that are laid out: some fifty pages.
EN_PAPEL = 1000


def en_libro(hoja: Hoja) -> bytes:
    """Its tables, a sheet each, with their days as days and their figures as numbers. The same rows, the same bytes."""
    salida = BytesIO()
    escribir_tablas(salida, [(nombre, t.cabeza, _filas(t)) for nombre, t in _tablas(hoja)])
    return salida.getvalue()


def pide_anexo(hoja: Hoja) -> bool:
    """Whether it has a table too long for paper."""
    return any(_no_cabe(t) for _, t in _tablas(hoja))


def en_papel(hoja: Hoja) -> Hoja:
    """The document as it is laid out: of a table of more than `EN_PAPEL` rows it says where they are."""
    if not pide_anexo(hoja):
        return hoja
    huella = sha256(en_libro(hoja)).hexdigest()
    bloques = [
        Recuadro(
            [
                f"{f'{b.titulo}: son' if b.titulo else 'Son'} {len(b.filas)} renglones. Por su número van en el anexo "
                f"de este documento, un libro de Excel (XLSX){_en_que_hoja(hoja, b)}.",
                f"SHA-256 del anexo: {huella}",
            ]
        )
        if isinstance(b, Tabla) and _no_cabe(b)
        else b
        for b in hoja.bloques
    ]
    return replace(hoja, bloques=bloques)


def lleva_tablas(hoja: Hoja) -> bool:
    """Whether there is something to put in a workbook."""
    return any(True for _ in _tablas(hoja))


def _no_cabe(tabla: Tabla) -> bool:
    return len(tabla.filas) > EN_PAPEL


def _tablas(hoja: Hoja) -> Iterator[tuple[str, Tabla]]:
    """Each table and how it is called: by its title, by its section or as the document."""
    nombre = hoja.titulo
    for bloque in hoja.bloques:
        if isinstance(bloque, Seccion):
            nombre = bloque.texto
        elif isinstance(bloque, Tabla):
            yield bloque.titulo or nombre, bloque


def _en_que_hoja(hoja: Hoja, tabla: Tabla) -> str:
    """Its sheet, as the workbook calls it, where there are several."""
    tablas = list(_tablas(hoja))
    suya = next(nombre for nombre, t in tablas if t is tabla)
    return f", hoja «{nombre_de_hoja(suya)}»" if len(tablas) > 1 else ""


def _filas(tabla: Tabla) -> Iterator[Sequence[object]]:
    for fila in tabla.filas:
        yield [
            int(valor) if n in tabla.numeros and isinstance(valor, str) and valor.isdecimal() else valor
            for n, valor in enumerate(fila)
        ]
