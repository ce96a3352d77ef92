"""Reads INE's public data base of candidacies: its two-sheet workbook or the CSV of the first sheet. Pure.

A file that is not that data base (another format, a sheet or a column missing, an unknown column) is refused
whole: `ExportInvalido` lists every defect. What it holds is judged later, row by row, in `filas`.
"""

import hashlib
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from calendario.limpieza import en_parrafos, en_una_linea

from ..cuestionarios import PREGUNTAS
from .lector import Fila, Ilegible, leer_aparte, llave, texto

CANDIDATOS = "CANDIDATOS"
IDENTIDAD = "CUESTIONARIO IDENTIDAD"

COMUNES = (
    "PARTIDO_COALICION",
    "CARGO",
    "ENTIDAD",
    "DISTRITO LOCAL",
    "CIRCUNSCRIPCION",
    "MUNICIPIO",
    "NUM_LISTA_O_FORMULA",
    "NOMBRE_CANDIDATO",
    "TIPO_CANDIDATO",
    "EDAD",
    "SEXO",
)
COLUMNAS = {
    CANDIDATOS: (
        *COMUNES,
        "DIRECCION_CASA_CAMPAÑA",
        "TELEFONO",
        "CORREO_ELECTRONICO",
        "PAGINA_WEB",
        "REDES",
        "ESCOLARIDAD",
        "ESTATUS_ESCOLARIDAD",
        "CURSOS",
        "HISTORIA_PROFESIONAL",
        "TRAYECTORIA_POLITICA",
        "MOTIVO_CARGO_PUBLICO",
        "PROPUESTA_1",
        "PROPUESTA_2",
        "PROPUESTA_GENERO",
    ),
    IDENTIDAD: (*COMUNES, *(p.encabezado for p in PREGUNTAS.values() if p.ine)),
}

# A cell shorter than this may be the same in many rows.
LARGO_REPETIDO = 60
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"
_ENTERO = re.compile(r"\d+\.0")
# What the record keeps in one line.
_NOMBRES = frozenset({*COMUNES, "ESCOLARIDAD", "ESTATUS_ESCOLARIDAD"})


class ExportInvalido(ValueError):  # noqa: N818
    """The file is refused whole; `defectos` says what is wrong and where, in Spanish."""

    def __init__(self, defectos: Sequence[str]) -> None:
        super().__init__("\n".join(defectos))
        self.defectos = tuple(defectos)


@dataclass(frozen=True)
class Renglon:
    """A row: its number as a spreadsheet shows it (the header is row 1) and its cells by column name."""

    fila: int
    celdas: Mapping[str, str]


@dataclass(frozen=True)
class Export:
    """What a file holds. `identidad` is None when it came without that sheet (CSV)."""

    archivo: str
    sha256: str
    candidatos: tuple[Renglon, ...]
    identidad: tuple[Renglon, ...] | None

    @property
    def hojas(self) -> dict[str, int]:
        """Rows read from each sheet."""
        hojas = {CANDIDATOS: len(self.candidatos)}
        return hojas if self.identidad is None else hojas | {IDENTIDAD: len(self.identidad)}


def leer_export(ruta: Path) -> Export:
    """Read a .xls or .xlsx with both sheets, or the CSV of the first. Raises ExportInvalido."""
    try:
        contenido = ruta.read_bytes()
    except OSError as error:
        raise ExportInvalido([f"{ruta}: no se puede leer ({error.strerror})."]) from error
    return interpretar_export(contenido, ruta.name)


def interpretar_export(contenido: bytes, nombre: str) -> Export:
    """The same for bytes already in hand, of a file called `nombre`. Raises ExportInvalido."""
    es_libro = contenido.startswith((_OLE, _ZIP))
    if not es_libro and not nombre.lower().endswith((".csv", ".txt")):
        raise ExportInvalido([f"{nombre}: no es un libro .xls o .xlsx, ni un archivo .csv."])
    try:
        hojas = leer_aparte(contenido, tuple(COLUMNAS)) if es_libro else {CANDIDATOS: leer_aparte(contenido)[""]}
    except Ilegible as error:
        raise ExportInvalido([f"{nombre}: {defecto}" for defecto in error.defectos]) from error
    defectos: list[str] = []
    # Each sheet as it came is let go once it is read.
    leidas = {hoja: tuple(_renglones(hojas.pop(hoja), hoja, nombre, defectos)) for hoja in [*hojas]}
    if not defectos and not leidas[CANDIDATOS]:
        defectos.append(f"{nombre}, hoja «{CANDIDATOS}»: solo tiene el encabezado, ninguna candidatura.")
    if defectos:
        raise ExportInvalido(defectos)
    return Export(
        archivo=nombre,
        sha256=hashlib.sha256(contenido).hexdigest(),
        candidatos=leidas[CANDIDATOS],
        identidad=leidas.get(IDENTIDAD),
    )


def _renglones(filas: Sequence[Fila], hoja: str, nombre: str, defectos: list[str]) -> Iterable[Renglon]:
    """Rows with their canonical column names; whatever is wrong in the header is added to `defectos`."""
    lugar = f"{nombre}, hoja «{hoja}»"
    esperadas = {llave(columna): columna for columna in COLUMNAS[hoja]}
    titulos = filas[0][1] if filas and filas[0][0] == 1 else []
    encabezado = [llave(celda) for celda in titulos]
    repetidas = {clave for clave, veces in Counter(encabezado).items() if clave and veces > 1}
    faltan = [columna for clave, columna in esperadas.items() if clave not in encabezado]
    sobran = [titulos[i] for i, clave in enumerate(encabezado) if clave and clave not in esperadas]
    for columnas, problema in (
        (faltan, "faltan en la fila 1 las columnas"),
        (sobran, "no se conocen las columnas"),
        ([esperadas.get(clave, clave) for clave in sorted(repetidas)], "están repetidas las columnas"),
    ):
        if columnas:
            defectos.append(f"{lugar}: {problema} {', '.join(f'«{c.strip()}»' for c in columnas)}.")
    if faltan or sobran or repetidas:
        return
    for numero, fila in filas[1 if titulos else 0 :]:
        celdas = [limpiar(celda) for celda in fila]
        if not any(celdas):
            continue
        # Readers differ: one pads the header with blanks up to the longest row, another does not.
        if any(celda and not clave for celda, clave in zip_longest(celdas, encabezado, fillvalue="")):
            defectos.append(f"{lugar}: la fila {numero} tiene datos en una columna sin título.")
            continue
        yield Renglon(
            fila=numero,
            celdas={
                esperadas[clave]: en_una_linea(celda) if esperadas[clave] in _NOMBRES else celda
                for clave, celda in zip_longest(encabezado, celdas, fillvalue="")
                if clave
            },
        )


def limpiar(celda: Any) -> str:
    """A cell as clean text: whole numbers without decimals, line breaks as \\n, no control characters."""
    limpio = en_parrafos(unicodedata.normalize("NFC", texto(celda))).strip()
    # A spreadsheet keeps every number with decimals, and some programs write them so in a CSV.
    limpio = limpio.removesuffix(".0") if _ENTERO.fullmatch(limpio) else limpio
    # «No», an office, a party: one text for the thousands of cells that say it.
    return sys.intern(limpio) if len(limpio) < LARGO_REPETIDO else limpio
