"""Reads the table of electoral sections of a state: of which municipality and local district each is. Pure.

INE's catalogues print it with these columns, among others; a list made by hand has at least the first two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from calendario.limpieza import en_una_linea

from ..registro.secciones import MAXIMA, numero_de_seccion
from ..textos import normalizar
from .lector import llave
from .lectura import ExportInvalido, Tabla, abrir, limpiar

# By what each column is known; the first that is there is read: a name says more than a number.
COLUMNAS: Mapping[str, Sequence[str]] = {
    "Sección": ("SECCION", "SECCION ELECTORAL", "NUMERO DE SECCION"),
    "Municipio": ("NOMBRE MUNICIPIO", "NOMBRE DEL MUNICIPIO", "MUNICIPIO"),
    "Distrito local": ("DISTRITO LOCAL", "DISTRITO ELECTORAL LOCAL", "DISTRITO"),
}
OBLIGATORIAS = ("Sección", "Municipio")


@dataclass(frozen=True)
class Defecto:
    """What is wrong in a cell; of the whole file, with no row."""

    razon: str
    fila: int | None = None
    columna: str = ""

    def __str__(self) -> str:
        lugar = f"Fila {self.fila}, {self.columna}: " if self.fila else ""
        return f"{lugar}{self.razon}"


class TablaInvalida(ValueError):  # noqa: N818
    """The table is refused whole; `defectos` says what is wrong and where."""

    def __init__(self, defectos: Sequence[Defecto]) -> None:
        super().__init__("\n".join(map(str, defectos)))
        self.defectos = tuple(defectos)


@dataclass(frozen=True, order=True)
class FilaDeSeccion:
    """A section, with the keys of its municipality and of its district, if the table says it."""

    numero: int
    municipio: int
    distrito: int | None = None


# How a place may be called → the keys of those that are called so.
Nombres = Mapping[str, frozenset[int]]


def dicho_de(texto: str) -> str:
    """How a name or a number is compared: «007» is «7», accents and case ignored."""
    dicho = normalizar(texto)
    # What has more digits is no number of anything, nor does Python read thousands of them.
    return str(int(dicho)) if dicho.isdecimal() and len(dicho) <= 40 else dicho


def leer_secciones(contenido: bytes, archivo: str, municipios: Nombres, distritos: Nombres) -> list[FilaDeSeccion]:
    """The sections of a CSV or workbook, in order. Raises TablaInvalida with every defect of every row."""
    try:
        tablas = abrir(contenido, archivo).tablas()
    except ExportInvalido as error:
        raise TablaInvalida([Defecto(dicho) for dicho in error.defectos]) from error
    tabla = next((t for t in tablas if all(_lugar(t, c) is not None for c in OBLIGATORIAS)), None)
    if tabla is None:
        raise TablaInvalida([Defecto(_sin_columnas(tablas))])
    lugares = {columna: _lugar(tabla, columna) for columna in COLUMNAS}
    filas: dict[int, tuple[int, FilaDeSeccion]] = {}
    defectos: list[Defecto] = []
    for numero, celdas in tabla.filas:
        limpias = [en_una_linea(limpiar(celda)) for celda in celdas]
        if not any(limpias):
            continue
        dicho = {c: limpias[i] if i is not None and i < len(limpias) else "" for c, i in lugares.items()}
        seccion, malos = _seccion(dicho["Sección"], filas)
        municipio, malo = _cual(dicho["Municipio"], municipios, "municipio", obligatorio=True)
        malos |= {"Municipio": malo} if malo else {}
        distrito, malo = _cual(dicho["Distrito local"], distritos, "distrito local", obligatorio=False)
        malos |= {"Distrito local": malo} if malo else {}
        defectos += [Defecto(razon, numero, columna) for columna, razon in malos.items()]
        if seccion and municipio and not malos:
            filas[seccion] = numero, FilaDeSeccion(seccion, municipio, distrito)
    if not filas and not defectos:
        defectos = [Defecto("La tabla no tiene ninguna sección debajo de sus títulos. Revise la hoja.")]
    if defectos:
        raise TablaInvalida(defectos)
    return sorted(fila for _, fila in filas.values())


def nombres_de(lugares: Iterable[tuple[int, Iterable[str]]]) -> Nombres:
    """How each place may be called: its key, its name, both."""
    nombres: dict[str, set[int]] = {}
    for pk, dichos in lugares:
        for dicho in filter(None, map(dicho_de, dichos)):
            nombres.setdefault(dicho, set()).add(pk)
    return {dicho: frozenset(pks) for dicho, pks in nombres.items()}


def _lugar(tabla: Tabla, columna: str) -> int | None:
    titulos = [llave(t) for t in tabla.titulos]
    return next((titulos.index(llave(n)) for n in COLUMNAS[columna] if llave(n) in titulos), None)


def _sin_columnas(tablas: Sequence[Tabla]) -> str:
    pide = "La tabla necesita las columnas «Sección» y «Municipio», y «Distrito local» si se conoce"
    if not tablas:
        return f"{pide}. No se halló una fila con sus títulos."
    titulos = ", ".join(f"«{t}»" for t in tablas[0].titulos if t)
    return f"{pide}. Las que hay en la fila {tablas[0].fila}: {titulos}. Corrija los títulos y súbala otra vez."


def _seccion(dicho: str, vistas: Mapping[int, tuple[int, FilaDeSeccion]]) -> tuple[int, dict[str, str]]:
    numero = numero_de_seccion(dicho)
    if numero is None:
        razon = f"«{dicho[:40]}» no es un número de sección" if dicho else "falta el número de sección"
        return 0, {"Sección": f"{razon}: va de 1 a {MAXIMA}."}
    if numero in vistas:
        return numero, {"Sección": f"la sección {numero} ya está en la fila {vistas[numero][0]}. Deje una sola."}
    return numero, {}


def _cual(dicho: str, nombres: Nombres, que: str, *, obligatorio: bool) -> tuple[int | None, str]:
    if not dicho:
        return None, f"falta el {que}." if obligatorio else ""
    suyos = nombres.get(dicho_de(dicho), frozenset())
    if len(suyos) == 1:
        return next(iter(suyos)), ""
    if suyos:
        return None, f"hay más de un {que} que se llama «{dicho[:60]}». Escriba su clave."
    return None, f"no hay un {que} «{dicho[:60]}» en los catálogos. Escríbalo como está ahí, o agréguelo."
