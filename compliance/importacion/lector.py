"""Opens an uploaded workbook or CSV apart, in a process that may die without taking anybody with it.

A compressed file of 1 KB may say that it has seventeen thousand million cells. So whoever imports runs this file as
a program (`leer_aparte`), under limits of time and memory; it reads dimensions before cells and answers only the
rows that say something, one JSON line each. It needs nothing but the reader of workbooks: it starts in some 30 ms,
knows no secret of the site and leaves nothing on disk.

macOS does not enforce the limit of memory, and Windows has none of them: there, dimensions and time remain.
"""

import codecs
import contextlib
import csv
import io
import json
import os
import posixpath
import re
import signal
import subprocess
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

# Twice all the local candidacies that the largest state has registered, and three times the columns of the base.
FILAS_MAXIMAS = 50_000
COLUMNAS_MAXIMAS = 100
# What a cell of Excel holds.
CELDA_MAXIMA = 32_767
# Bytes of all rows together: some 20,000 candidacies with both questionnaires as full as those of INE's base.
TEXTO_MAXIMO = 64 * 1024 * 1024
# What the parts of a workbook say that they take once inflated: twice as much as that text with its marks.
ABIERTO_MAXIMO = 256 * 1024 * 1024
# The largest that the limits above allow takes some 7 s and 300 MB.
SEGUNDOS = 30
MEMORIA = 768 * 1024 * 1024

# Cells that merged ones may stand for: their value is read in each row that they cover.
COMBINADAS_MAXIMAS = 2_000_000

# What a text of two or four bytes for each letter begins with; the longest first, which begins as one of the others.
_MARCAS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"
# The title rows above a table say nothing of its separator: the fullest of the first lines does.
_RENGLONES_DE_MUESTRA = 30
# What a file that is neither a workbook nor a text begins with, and what it is.
_OTROS = (
    (b"%PDF", "un PDF"),
    (b"{\\rtf", "un documento de texto (RTF)"),
    (b"\x89PNG", "una imagen"),
    (b"\xff\xd8\xff", "una imagen"),
    (b"GIF8", "una imagen"),
    (b"\x1f\x8b", "un archivo comprimido (gzip)"),
    (b"Rar!", "un archivo comprimido (RAR)"),
    (b"7z\xbc\xaf", "un archivo comprimido (7z)"),
)
_COMO_GUARDARLO = "Ábralo en su programa y guárdelo como «Libro de Excel (.xlsx)» o «CSV UTF-8 (delimitado por comas)»."
_DIRECCION = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# Of our environment, what an interpreter needs to start; never a password.
_ENTORNO = re.compile(r"PYTHON\w*|LD_LIBRARY_PATH|DYLD_\w+|PATH|SYSTEMROOT|LANG|LC_\w+")
_ALIGERE = "Elimine las hojas, filas, imágenes y formatos que sobren y guárdelo de nuevo, o divídalo en varios."

# What Python's reader of ZIP says of a damaged one; of one with a password, and of one of a version to come.
_ROTO = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, RuntimeError, ValueError, EOFError, OSError)

Fila = tuple[int, list[str]]


class Ilegible(Exception):  # noqa: N818 (it becomes a refusal)
    """Why the file cannot be read, sentence by sentence, in Spanish and without its name."""

    def __init__(self, *defectos: str) -> None:
        super().__init__(*defectos)
        self.defectos = defectos


def llave(encabezado: Any) -> str:
    """A header without accents, case, spaces or signs: «DISTRITO LOCAL» is «DISTRITOLOCAL»."""
    return "".join(c for c in unicodedata.normalize("NFKD", str(encabezado or "")).casefold() if c.isalnum())


def texto(celda: Any) -> str:
    """A cell of any type as text, still to be cleaned."""
    if celda is None:
        return ""
    return celda.isoformat() if isinstance(celda, date) else str(celda)


# -- In the process of whoever asks -----------------------------------------------------------------------


def leer_aparte(contenido: bytes, hojas: Sequence[str] = ()) -> dict[str, list[Fila]]:
    """The rows of each sheet of a workbook, or those of a text under "". Raises Ilegible.

    Of a workbook that has all of `hojas`, only those are read, by these names. Each row with the number that a
    spreadsheet shows; blank rows and the blank end of each are left out.
    """
    try:
        proceso = subprocess.run(  # noqa: S603 (our own interpreter and our own file)
            [sys.executable, "-P", __file__, *hojas],
            input=contenido,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what it says of a broken file may quote it
            timeout=SEGUNDOS,
            env={nombre: valor for nombre, valor in os.environ.items() if _ENTORNO.fullmatch(nombre)},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Ilegible(f"tardó más de {SEGUNDOS} segundos en abrirse. {_ALIGERE}") from error
    if proceso.returncode:
        raise Ilegible(_por_que_murio(proceso.returncode))
    leidas: dict[str, list[Fila]] = {}
    for linea in io.BytesIO(proceso.stdout):
        dicho, valor = json.loads(linea.decode("utf-8", "surrogatepass"))
        if dicho == "ilegible":
            raise Ilegible(*valor)
        if dicho == "hoja":
            filas = leidas.setdefault(valor, [])
        else:
            filas.append((dicho, [sys.intern(c) if isinstance(c, str) and len(c) < 60 else c for c in valor]))
    return leidas


def _por_que_murio(codigo: int) -> str:
    if -codigo == getattr(signal, "SIGXCPU", None):
        return f"tardó más de {SEGUNDOS} segundos en abrirse. {_ALIGERE}"
    if codigo < 0:
        # The reader ends itself when it is given no more memory, and the system may end it before.
        return f"no cabe en la memoria que se le da para abrirlo ({MEMORIA // 1024**2} MB). {_ALIGERE}"
    return "no se puede leer: está dañado, o lo guardó un programa que no se conoce. Ábralo y guárdelo de nuevo."


# -- In the process apart ---------------------------------------------------------------------------------


def principal(hojas: Sequence[str]) -> None:
    """Read the file that comes in and answer by lines: ["hoja", name], [row, cells]… or ["ilegible", reasons]."""
    _limitar()
    dichos = 0
    try:
        for linea in map(_linea, leer(sys.stdin.buffer.read(), hojas)):
            dichos += len(linea)
            if dichos > TEXTO_MAXIMO:
                raise Ilegible(f"tiene más de {TEXTO_MAXIMO // 1024**2} MB de texto. Divídalo en varios.")
            sys.stdout.buffer.write(linea)
    except Ilegible as error:
        sys.stdout.buffer.write(_linea(("ilegible", error.defectos)))
    except MemoryError:
        os.abort()


def _linea(dicho: tuple[Any, Any]) -> bytes:
    # A cell may hold half of a surrogate pair.
    return json.dumps(dicho, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def _limitar() -> None:
    """Bound this process. What the system does not know or enforce is left to the rest."""
    try:
        import resource
    except ImportError:
        return
    for recurso, maximo in ((resource.RLIMIT_AS, MEMORIA), (resource.RLIMIT_CPU, SEGUNDOS), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(recurso, (maximo, maximo))


def leer(contenido: bytes, hojas: Sequence[str] = ()) -> Iterator[tuple[Any, Any]]:
    """What `principal` says, line by line. Raises Ilegible."""
    for hoja, filas in _libro(contenido, hojas) if contenido.startswith((_OLE, _ZIP)) else [("", _csv(contenido))]:
        yield "hoja", hoja
        for numero, celdas in filas:
            ultima = next((i for i in range(len(celdas), 0, -1) if not _en_blanco(celdas[i - 1])), 0)
            if not ultima:
                continue
            if numero > FILAS_MAXIMAS or ultima > COLUMNAS_MAXIMAS:
                raise Ilegible(_lejos(hoja, numero, ultima))
            dichas = [texto(celda) for celda in celdas[:ultima]]
            if larga := next((i for i, dicha in enumerate(dichas, start=1) if len(dicha) > CELDA_MAXIMA), 0):
                raise Ilegible(
                    f"la celda {_letras(larga)}{numero} tiene más de {CELDA_MAXIMA:,} caracteres, los que caben en una "
                    "de Excel. Acórtela y guarde de nuevo."
                )
            yield numero, dichas


def _en_blanco(celda: Any) -> bool:
    return celda is None or (isinstance(celda, str) and (not celda or celda.isspace()))


def _lejos(hoja: str, fila: int, columna: int) -> str:
    donde = f"en la hoja «{hoja}», " if hoja else ""
    return (
        f"{donde}la celda {_letras(columna)}{fila} tiene algo escrito y se leen hasta {FILAS_MAXIMAS:,} filas y "
        f"{COLUMNAS_MAXIMAS} columnas. Si esa celda sobra, bórrela (o elimine su fila o su columna) y guarde de nuevo; "
        "si no, divida el archivo en varios."
    )


def _letras(columna: int) -> str:
    letras = ""
    while columna:
        columna, resto = divmod(columna - 1, 26)
        letras = chr(ord("A") + resto) + letras
    return letras


def _csv(contenido: bytes) -> Iterator[Fila]:
    leido = _como_texto(contenido)
    # «sep=;», which Excel writes for itself, is no row of the table.
    primera, _, _ = leido.partition("\n")
    suyo = re.fullmatch(r"\s*\"?sep=(.)\"?\s*", primera, re.IGNORECASE)
    muestra = leido.split("\n", _RENGLONES_DE_MUESTRA)[:_RENGLONES_DE_MUESTRA]
    separador = suyo[1] if suyo else max(",;\t|", key=lambda s: max(renglon.count(s) for renglon in muestra))
    csv.field_size_limit(CELDA_MAXIMA)
    lector = csv.reader(io.StringIO(leido, newline=""), delimiter=separador, strict=True)
    try:
        for numero, celdas in enumerate(lector, start=1):
            if not (suyo and numero == 1):
                yield numero, celdas
    except csv.Error as error:
        if "field larger" in str(error):
            raise Ilegible(
                f"hay una celda de más de {CELDA_MAXIMA:,} caracteres que termina en el renglón {lector.line_num}. "
                "Acórtela, o revise si le faltan comillas de cierre."
            ) from error
        raise Ilegible(f"no es un CSV bien formado ({error}).") from error


def _como_texto(contenido: bytes) -> str:
    """A CSV, however it is encoded. Raises Ilegible of what is something else, saying what."""
    que_es = next((dicho for inicio, dicho in _OTROS if contenido.lstrip().startswith(inicio)), "")
    leido = "" if que_es else _decodificado(contenido)
    que_es = que_es or _lenguaje(leido)
    if que_es:
        raise Ilegible(f"no es un libro de cálculo ni un CSV, aunque así se llame: es {que_es}. {_COMO_GUARDARLO}")
    return leido


def _decodificado(contenido: bytes) -> str:
    codificacion = next((c for marca, c in _MARCAS if contenido.startswith(marca)), "")
    if not codificacion and b"\x00" in contenido:
        # Latin letters in UTF-16 are every other byte.
        codificacion = "utf-16-le" if contenido[1:2] == b"\x00" else "utf-16-be"
    if not codificacion:
        return _de_un_byte(contenido)
    try:
        leido = contenido.decode(codificacion)
    except UnicodeDecodeError:
        leido = "\0"
    # Bytes of anything else make, two by two, letters of no language of ours.
    if "\0" in leido or sum(c < "\u2000" for c in leido[:1000]) < len(leido[:1000]) // 2:
        raise Ilegible("no es texto; guárdelo como CSV (delimitado por comas).")
    return leido


def _de_un_byte(contenido: bytes) -> str:
    """In UTF-8; of what is not all so, each line that is not, in Windows-1252, as Excel in Spanish saves it: a table
    pasted from two programs has both. A letter of another system is not guessed: it would be lost in a name.
    """
    contenido = contenido.removeprefix(codecs.BOM_UTF8)
    with contextlib.suppress(UnicodeDecodeError):
        return contenido.decode()
    lineas = []
    for numero, linea in enumerate(contenido.split(b"\n"), start=1):
        try:
            lineas.append(linea.decode())
        except UnicodeDecodeError:
            try:
                lineas.append(linea.decode("cp1252"))
            except UnicodeDecodeError as error:
                raise Ilegible(
                    f"en el renglón {numero} hay letras que no son de UTF-8 ni de Windows-1252: lo guardó un programa "
                    f"de otro sistema. {_COMO_GUARDARLO}"
                ) from error
    return "\n".join(lineas)


def _lenguaje(leido: str) -> str:
    """What a text is that is no table: pages and programs write them under the name of a workbook."""
    inicio = leido.lstrip("\ufeff \r\n\t")[:2000].casefold()
    if inicio.startswith("<?xml") and "spreadsheet" in inicio:
        return "una hoja de cálculo de Excel 2003 (XML)"
    if re.match(r"<(!doctype html|html|head|body|table|meta|style|div|!--)", inicio) or (
        inicio.startswith("<?xml") and "<html" in inicio
    ):
        return "una página web (HTML)"
    if inicio.startswith("<?xml"):
        return "un archivo XML"
    return "datos en JSON" if re.match(r"[\[{]\s*[\"{\[]", inicio) else ""


def _libro(contenido: bytes, hojas: Sequence[str]) -> Iterator[tuple[str, Iterable[tuple[int, list[Any]]]]]:
    """Each sheet: those asked for, under the name by which it was asked for, or all. Raises Ilegible."""
    _medir(contenido, hojas)
    try:
        libro = CalamineWorkbook.from_filelike(io.BytesIO(contenido))
        por_llave = {llave(hoja): hoja for hoja in libro.sheet_names}
        if not hojas or any(llave(hoja) not in por_llave for hoja in hojas):
            por_llave = {hoja: hoja for hoja in libro.sheet_names}
            pedidas: Iterable[tuple[str, str]] = por_llave.items()
        else:
            pedidas = [(hoja, por_llave[llave(hoja)]) for hoja in hojas]
        for hoja, suya in pedidas:
            leida = libro.get_sheet_by_name(suya)
            # Empty rows and columns at the start count, so that row numbers are those a person sees.
            yield hoja, _con_combinadas(enumerate(leida.iter_rows(), start=1), leida.merged_cell_ranges or ())
    except (CalamineError, OSError) as error:
        if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e" in contenido:
            raise Ilegible("está protegido con contraseña. Quítesela y guárdelo de nuevo.") from error
        que_es = _paquete_de_otra_cosa(contenido)
        if que_es:
            raise Ilegible(f"no es un libro de cálculo: es {que_es}. {_COMO_GUARDARLO}") from error
        raise Ilegible(f"no se puede abrir como libro de cálculo: está dañado. {_COMO_GUARDARLO}") from error


def _paquete_de_otra_cosa(contenido: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
            nombres = paquete.namelist()
    except _ROTO:
        return ""
    if any(nombre.startswith("word/") for nombre in nombres):
        return "un documento de Word"
    if any(nombre.startswith("ppt/") for nombre in nombres):
        return "una presentación"
    de_libro = any(nombre.startswith("xl/") or nombre == "content.xml" for nombre in nombres)
    return "" if de_libro else "un archivo comprimido (ZIP)"


def _con_combinadas(
    filas: Iterable[tuple[int, list[Any]]], combinadas: Iterable[tuple[tuple[int, int], tuple[int, int]]]
) -> Iterator[tuple[int, list[Any]]]:
    """The rows with the value of a cell merged downwards in each of the rows that it covers."""
    hacia_abajo: dict[int, list[tuple[int, int]]] = {}
    cubiertas = 0
    for (primera, columna), (ultima, _) in combinadas:
        if primera < ultima and primera < FILAS_MAXIMAS and columna < COLUMNAS_MAXIMAS:
            ultima = min(ultima, FILAS_MAXIMAS)
            cubiertas += ultima - primera
            if cubiertas > COMBINADAS_MAXIMAS:
                raise Ilegible(f"tiene demasiadas celdas combinadas. {_ALIGERE}")
            hacia_abajo.setdefault(primera + 1, []).append((columna, ultima + 1))
    vigentes: dict[int, tuple[int, Any]] = {}
    for numero, celdas in filas:
        vigentes = {columna: (hasta, valor) for columna, (hasta, valor) in vigentes.items() if numero <= hasta}
        for columna, (_, valor) in vigentes.items():
            # Only of a row that says something: the rest of a merged block is as blank as it looks.
            if columna < len(celdas) and _en_blanco(celdas[columna]) and not all(map(_en_blanco, celdas)):
                celdas[columna] = valor
        for columna, hasta in hacia_abajo.get(numero, ()):
            if columna < len(celdas):
                vigentes[columna] = hasta, celdas[columna]
        yield numero, celdas


def _medir(contenido: bytes, hojas: Sequence[str]) -> None:
    """Refuse a workbook by what it says of itself, before a cell is read: what it inflates to and where it ends.

    Only of an .xlsx can the dimensions be known beforehand; the limits of the process are for the rest, and for
    one that lies. The `dimension` that a sheet declares is not believed: programs write it wrong.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
            if sum(parte.file_size for parte in paquete.infolist()) > ABIERTO_MAXIMO:
                raise Ilegible(f"al abrirse ocupa más de {ABIERTO_MAXIMO // 1024**2} MB. {_ALIGERE}")
            for hoja, parte in _partes(paquete, hojas).items():
                with paquete.open(parte) as abierta:
                    lejos = _celda_lejana(abierta)
                if lejos:
                    raise Ilegible(_lejos(hoja, *lejos))
    # No .xlsx, or a damaged one: whoever reads it will say what it is.
    except (*_ROTO, KeyError, StopIteration, ElementTree.ParseError, expat.ExpatError):
        return


def _partes(paquete: zipfile.ZipFile, hojas: Sequence[str]) -> dict[str, str]:
    """The part of the package that holds each sheet."""
    libro = ElementTree.fromstring(paquete.read("xl/workbook.xml"))  # noqa: S314 (in a process of its own)
    destinos = {
        relacion.get("Id"): posixpath.normpath(posixpath.join("/xl", relacion.get("Target", ""))).lstrip("/")
        for relacion in ElementTree.fromstring(paquete.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    }
    por_llave = {
        llave(hoja.get("name")): destinos[next(valor for nombre, valor in hoja.items() if nombre.endswith("}id"))]
        for hoja in libro.iterfind(".//{*}sheet")
    }
    if not hojas or any(llave(hoja) not in por_llave for hoja in hojas):
        return {str(hoja.get("name")): por_llave[llave(hoja.get("name"))] for hoja in libro.iterfind(".//{*}sheet")}
    return {hoja: por_llave[llave(hoja)] for hoja in hojas}


def _celda_lejana(parte: Any) -> tuple[int, int] | None:
    """(row, column) of the first cell with a value beyond the limits. A cell that only has format is no cell."""
    fila = columna = 0
    lejos: tuple[int, int] | None = None

    def abrir(marca: str, atributos: dict[str, str]) -> None:
        nonlocal fila, columna, lejos
        marca = marca.rpartition(":")[2]
        if marca == "c":
            columna += 1
            # A cell without address follows the one before it.
            if hallada := _DIRECCION.fullmatch(atributos.get("r", "")):
                columna = _columna(hallada[1])
                fila = int(hallada[2])
        elif marca == "row":
            numero = atributos.get("r", "")
            fila, columna = int(numero) if numero.isascii() and numero.isdigit() else fila + 1, 0
        elif marca in ("v", "is") and lejos is None and (fila > FILAS_MAXIMAS or columna > COLUMNAS_MAXIMAS):
            lejos = (fila, columna)

    lector = expat.ParserCreate()
    lector.StartElementHandler = abrir
    while lejos is None and (trozo := parte.read(64 * 1024)):
        lector.Parse(trozo, False)
    return lejos


def _columna(letras: str) -> int:
    columna = 0
    for letra in letras:
        columna = columna * 26 + ord(letra) - ord("A") + 1
    return columna


if __name__ == "__main__":
    principal(sys.argv[1:])
