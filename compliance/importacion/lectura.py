"""Reads INE's public data base of candidacies: its two-sheet workbook or the CSV of the first sheet. Pure.

A file that is not that data base (another format, a sheet or a column missing, an unknown column) is refused
whole: `ExportInvalido` lists every defect. What it holds is judged later, row by row, in `filas`.
"""

import csv
import hashlib
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from ..cuestionarios import PREGUNTAS
from ..textos import normalizar

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

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"
# Excel in Spanish saves CSV as Windows-1252; latin-1 reads the few bytes that one leaves undefined.
_CODIFICACIONES = ("utf-8-sig", "cp1252", "latin-1")
_ENTERO = re.compile(r"\d+\.0")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


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
    if contenido.startswith((_OLE, _ZIP)):
        hojas = _hojas_de_libro(contenido, nombre)
    elif nombre.lower().endswith((".csv", ".txt")):
        hojas = {CANDIDATOS: _filas_de_csv(contenido, nombre)}
    else:
        raise ExportInvalido([f"{nombre}: no es un libro .xls o .xlsx, ni un archivo .csv."])
    defectos: list[str] = []
    leidas = {hoja: tuple(_renglones(filas, hoja, nombre, defectos)) for hoja, filas in hojas.items()}
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


def _hojas_de_libro(contenido: bytes, nombre: str) -> dict[str, list[list[Any]]]:
    try:
        libro = CalamineWorkbook.from_filelike(io.BytesIO(contenido))
        por_nombre = {_llave(hoja): hoja for hoja in libro.sheet_names}
        faltan = [hoja for hoja in COLUMNAS if _llave(hoja) not in por_nombre]
        if faltan:
            raise ExportInvalido(
                [
                    f"{nombre}: falta la hoja «{hoja}». El libro tiene: {', '.join(libro.sheet_names)}."
                    for hoja in faltan
                ]
            )
        # Empty rows and columns at the start are kept, so that row numbers are those a person sees.
        return {
            hoja: libro.get_sheet_by_name(por_nombre[_llave(hoja)]).to_python(skip_empty_area=False)
            for hoja in COLUMNAS
        }
    except (CalamineError, OSError) as error:
        raise ExportInvalido([f"{nombre}: no se puede abrir como libro de cálculo ({error})."]) from error


def _filas_de_csv(contenido: bytes, nombre: str) -> list[list[Any]]:
    if b"\x00" in contenido:
        raise ExportInvalido([f"{nombre}: no es texto; guárdelo como CSV (delimitado por comas)."])
    for codificacion in _CODIFICACIONES:
        try:
            texto = contenido.decode(codificacion)
            break
        except UnicodeDecodeError:
            continue
    separador = max(",;\t", key=texto.partition("\n")[0].count)
    try:
        return list(csv.reader(io.StringIO(texto, newline=""), delimiter=separador, strict=True))
    except csv.Error as error:
        raise ExportInvalido([f"{nombre}: no es un CSV bien formado ({error})."]) from error


def _llave(encabezado: Any) -> str:
    """A header without accents, case, spaces or signs: «DISTRITO LOCAL» is «DISTRITOLOCAL»."""
    return "".join(c for c in normalizar(str(encabezado or "")) if c.isalnum())


def _renglones(filas: Sequence[Sequence[Any]], hoja: str, nombre: str, defectos: list[str]) -> Iterable[Renglon]:
    """Rows with their canonical column names; whatever is wrong in the header is added to `defectos`."""
    lugar = f"{nombre}, hoja «{hoja}»"
    esperadas = {_llave(columna): columna for columna in COLUMNAS[hoja]}
    encabezado = [_llave(celda) for celda in filas[0]] if filas else []
    repetidas = {llave for llave, veces in Counter(encabezado).items() if llave and veces > 1}
    faltan = [columna for llave, columna in esperadas.items() if llave not in encabezado]
    sobran = [str(filas[0][i]) for i, llave in enumerate(encabezado) if llave and llave not in esperadas]
    for columnas, problema in (
        (faltan, "faltan en la fila 1 las columnas"),
        (sobran, "no se conocen las columnas"),
        ([esperadas.get(llave, llave) for llave in sorted(repetidas)], "están repetidas las columnas"),
    ):
        if columnas:
            defectos.append(f"{lugar}: {problema} {', '.join(f'«{c.strip()}»' for c in columnas)}.")
    if faltan or sobran or repetidas:
        return
    for numero, fila in enumerate(filas[1:], start=2):
        celdas = [limpiar(celda) for celda in fila]
        if not any(celdas):
            continue
        # Readers differ: one pads the header with blanks up to the longest row, another does not.
        if any(celda and not llave for celda, llave in zip_longest(celdas, encabezado, fillvalue="")):
            defectos.append(f"{lugar}: la fila {numero} tiene datos en una columna sin título.")
            continue
        yield Renglon(
            fila=numero,
            celdas={esperadas[llave]: celda for llave, celda in zip_longest(encabezado, celdas, fillvalue="") if llave},
        )


def limpiar(celda: Any) -> str:
    """A cell as clean text: whole numbers without decimals, line breaks as \\n, no control characters."""
    if celda is None:
        return ""
    if isinstance(celda, date):
        return celda.isoformat()
    texto = unicodedata.normalize("NFC", str(celda)).replace("\r\n", "\n").replace("\r", "\n")
    texto = _CONTROL.sub("", texto).strip()
    # A spreadsheet keeps every number with decimals, and some programs write them so in a CSV.
    return texto.removesuffix(".0") if _ENTERO.fullmatch(texto) else texto
