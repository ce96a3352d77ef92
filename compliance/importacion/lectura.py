"""Reads a table of candidacies, INE's public data base or any other that a profile maps (`perfil`). Pure.

What a profile reads becomes rows with the columns of INE's data base, whatever they were called: `filas` judges them. A
file that cannot be read, or whose header no profile knows, is refused whole: `ExportInvalido` lists every defect.
"""

import hashlib
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from calendario.limpieza import en_parrafos, en_una_linea

from ..cuestionarios import PREGUNTAS
from ..registro.nombres import falta_la_persona
from ..textos import normalizar
from .lector import Fila, Ilegible, leer_aparte, llave, texto
from .perfil import (
    DESTINOS,
    PREGUNTAS_POR_LLAVE,
    RESERVADOS,
    Perfil,
    PersonaDelRenglon,
    conjeturar,
    incluidos,
)
from .valores import en_nombre_y_apellidos, plano, sin_dato, velado

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
# Titles, logos and notes may come above the header.
RENGLONES_DE_ENCABEZADO = 30
# With so many columns of questions, a sheet is the identity questionnaire.
PREGUNTAS_MINIMAS = 3
_ENTERO = re.compile(r"\d+\.0")
# What the record keeps in one line.
_NOMBRES = frozenset({*COMUNES, "ESCOLARIDAD", "ESTATUS_ESCOLARIDAD", "FECHA_NACIMIENTO", "CORREO_REGISTRADO"})
_NOMBRE = DESTINOS["nombre"].columna
# What identifies somebody is told in no report.
RESERVADAS = frozenset(DESTINOS[d].columna for d in RESERVADOS)


class ExportInvalido(ValueError):  # noqa: N818
    """The file is refused whole; `defectos` says what is wrong and where, in Spanish."""

    def __init__(self, defectos: Sequence[str]) -> None:
        super().__init__("\n".join(defectos))
        self.defectos = tuple(defectos)


class SinPerfil(ExportInvalido):
    """It is a table whose header no profile knows: `libro` holds it, for somebody to say which column is which."""

    def __init__(self, defectos: Sequence[str], libro: "Libro") -> None:
        super().__init__(defectos)
        self.libro = libro


@dataclass(frozen=True)
class Nota:
    """Something to tell about a row."""

    fila: int
    motivo: str


class Celdas(dict[str, str]):
    """The cells of a row by column name; what the table has no column for is blank."""

    __slots__ = ()

    def __missing__(self, columna: str) -> str:
        return ""


@dataclass(frozen=True)
class Renglon:
    """A person of a row: its number as a spreadsheet shows it and their cells by the column names of INE's data base.

    `hoja` is the sheet, of a file in which several are read.
    """

    fila: int
    celdas: Mapping[str, str]
    hoja: str = ""


@dataclass(frozen=True)
class Export:
    """What a file holds. `identidad` is None when it came without that sheet (CSV).

    `rechazadas` and `avisos`: rows that cannot be read, and what was not read, before any is judged.
    """

    archivo: str
    sha256: str
    candidatos: tuple[Renglon, ...]
    identidad: tuple[Renglon, ...] | None
    perfil: Perfil = field(default_factory=lambda: perfil_incluido("ine"))
    rechazadas: tuple[Nota, ...] = ()
    avisos: tuple[Nota, ...] = ()
    sin_numero: bool = False
    """It has no column for the number of list or formula: `filas` gives it."""

    @property
    def leidas(self) -> int:
        """How many persons, read or not."""
        return len(self.candidatos) + len(self.rechazadas)

    @property
    def hojas(self) -> dict[str, int]:
        """Rows read from each sheet."""
        hojas = Counter(r.hoja or CANDIDATOS for r in self.candidatos)
        return dict(hojas) if self.identidad is None else dict(hojas) | {IDENTIDAD: len(self.identidad)}


@dataclass(frozen=True)
class Tabla:
    """A sheet from its header down. `grupos`: how the row above it names its columns, where names come twice."""

    hoja: str
    fila: int
    titulos: tuple[str, ...]
    filas: Sequence[Fila]
    repetidos: frozenset[str] = frozenset()

    @property
    def preguntas(self) -> int:
        """How many columns of the identity questionnaire it has."""
        return sum(llave(t) in PREGUNTAS_POR_LLAVE for t in self.titulos)

    def muestra(self, columna: int, cuantas: int = 3) -> list[str]:
        """The first different values of a column."""
        vistos: dict[str, None] = {}
        for _, celdas in self.filas:
            valor = limpiar(celdas[columna]) if columna < len(celdas) else ""
            if valor:
                vistos[valor] = None
            if len(vistos) == cuantas:
                break
        return list(vistos)

    def distintos(self, columna: int, maximo: int = 60) -> list[str]:
        """The different values of a column, as they come."""
        return self.muestra(columna, maximo)


@dataclass(frozen=True)
class Libro:
    """A file as it came: its sheets, with their rows."""

    archivo: str
    sha256: str
    hojas: Mapping[str, Sequence[Fila]]

    def tablas(self, perfil: Perfil | None = None) -> list[Tabla]:
        """Its sheets from where their header is: by a profile, those that are its own; by a guess, all with rows."""
        tablas = []
        for hoja, filas in self.hojas.items():
            if perfil is not None and perfil.hojas and llave(hoja) not in map(llave, perfil.hojas):
                continue
            tabla = _encabezado(hoja, filas, perfil.cuantas if perfil else _cuantas_conoce)
            if tabla is not None:
                tablas.append(tabla)
        return tablas

    def perfil(self, perfiles: Sequence[Perfil]) -> Perfil | None:
        """The profile that knows most of its header: of these, or else of those that come with Cauce."""
        for grupo in (perfiles, incluidos()):
            hallados = [(max((p.cuantas(t.titulos) for t in self.tablas(p)), default=0), p) for p in grupo]
            cuantas, mejor = max(hallados, key=lambda h: h[0], default=(0, None))
            if cuantas:
                return mejor
        return None


def perfil_incluido(clave: str) -> Perfil:
    """One of the profiles that come with Cauce. Raises StopIteration."""
    return next(p for p in incluidos() if p.clave == clave)


def leer_export(ruta: Path, *, perfiles: Sequence[Perfil] = (), perfil: Perfil | None = None) -> Export:
    """Read a file by the profile that is its own (or `perfil`). Raises ExportInvalido."""
    try:
        contenido = ruta.read_bytes()
    except OSError as error:
        raise ExportInvalido([f"{ruta}: no se puede leer ({error.strerror})."]) from error
    return interpretar_export(contenido, ruta.name, perfiles=perfiles, perfil=perfil)


def interpretar_export(
    contenido: bytes, nombre: str, *, perfiles: Sequence[Perfil] = (), perfil: Perfil | None = None
) -> Export:
    """The same for bytes already in hand, of a file called `nombre`. Raises ExportInvalido, SinPerfil."""
    return aplicar(abrir(contenido, nombre), perfiles=perfiles, perfil=perfil)


def abrir(contenido: bytes, nombre: str) -> Libro:
    """A file as it came. Raises ExportInvalido."""
    try:
        hojas = leer_aparte(contenido, (CANDIDATOS, IDENTIDAD))
    except Ilegible as error:
        raise ExportInvalido([f"{nombre}: {defecto}" for defecto in error.defectos]) from error
    return Libro(nombre, hashlib.sha256(contenido).hexdigest(), hojas)


def aplicar(libro: Libro, *, perfiles: Sequence[Perfil] = (), perfil: Perfil | None = None) -> Export:
    """The persons of a file by a profile. Raises ExportInvalido, SinPerfil."""
    elegido = perfil or libro.perfil(perfiles)
    tablas = libro.tablas(elegido) if elegido else []
    if elegido is None or not tablas:
        raise SinPerfil([_por_que_no(libro, elegido)], libro)
    de_identidad = [] if elegido.personas else [t for t in tablas if t.preguntas >= PREGUNTAS_MINIMAS]
    de_candidatas = [t for t in tablas if t not in de_identidad] or tablas
    defectos = [
        f"{_lugar(libro, t)}: están repetidas las columnas {', '.join(f'«{c}»' for c in repetidas)}."
        for t in tablas
        if (repetidas := [h for h in elegido.encabezados if llave(h) in t.repetidos])
    ]
    avisos: list[Nota] = []
    rechazadas: list[Nota] = []
    candidatos: list[Renglon] = []
    varias = len(de_candidatas) > 1
    for tabla in de_candidatas if not defectos else ():
        for fila, celdas in _personas(tabla, elegido, avisos, rechazadas, varias=varias):
            candidatos.append(Renglon(fila, celdas, tabla.hoja if varias else ""))
    if not defectos and not candidatos and not rechazadas:
        defectos = [f"{_lugar(libro, de_candidatas[0])}: solo tiene el encabezado, ninguna candidatura."]
    if defectos:
        raise ExportInvalido(defectos)
    if varias:
        nombres = ", ".join(f"«{t.hoja}»" for t in de_candidatas)
        avisos.append(
            Nota(
                de_candidatas[0].fila,
                f"Se leyeron {len(de_candidatas)} hojas: {nombres}. Si alguna es de otra elección, déjela fuera en "
                "«¿Qué columna es cuál?».",
            )
        )
    identidad = None
    if de_identidad:
        identidad = tuple(
            Renglon(fila, celdas)
            for t in de_identidad
            for fila, celdas in _personas(t, elegido, avisos if t not in de_candidatas else [], [], varias=False)
        )
    return Export(
        archivo=libro.archivo,
        sha256=libro.sha256,
        candidatos=tuple(candidatos),
        identidad=identidad,
        perfil=elegido,
        rechazadas=tuple(rechazadas),
        avisos=tuple(avisos),
        sin_numero="formula" not in elegido.constantes
        and not any(llave(h) in map(llave, t.titulos) for t in de_candidatas for h in _de_la_formula(elegido)),
    )


def _de_la_formula(perfil: Perfil) -> list[str]:
    return [h for c in (perfil.columnas, *(p.columnas for p in perfil.personas)) for h in c.get("formula", ())]


def _lugar(libro: Libro, tabla: Tabla) -> str:
    return f"{libro.archivo}, hoja «{tabla.hoja or CANDIDATOS}»"


def _por_que_no(libro: Libro, perfil: Perfil | None) -> str:
    tablas = libro.tablas()
    if not tablas:
        return (
            f"{libro.archivo}: no se halló una tabla: ninguno de los primeros {RENGLONES_DE_ENCABEZADO} renglones de "
            "sus hojas tiene títulos de columnas. Revise que la primera fila de la tabla diga qué es cada una."
        )
    tabla = max(tablas, key=lambda t: _cuantas_conoce(t.titulos))
    titulos = ", ".join(f"«{t}»" for t in tabla.titulos if t)
    if perfil is not None:
        llaves = {llave(t) for t in tabla.titulos}
        faltan = [h for h in perfil.reconoce or perfil.encabezados if llave(h) not in llaves]
        return (
            f"{_lugar(libro, tabla)}: al perfil «{perfil.nombre}» le faltan en la fila {tabla.fila} las columnas "
            f"{', '.join(f'«{h}»' for h in faltan)}. Las que hay: {titulos}."
        )
    return (
        f"{_lugar(libro, tabla)}: ningún perfil conoce el encabezado de su fila {tabla.fila}: {titulos}. "
        "Diga qué columna es cuál."
    )


def _cuantas_conoce(titulos: Iterable[str]) -> int:
    """How many data the names of these columns may be, and whether they may be a header at all."""
    conjetura = conjeturar([t for t in titulos if t])
    return sum(len(c) for c in (conjetura.columnas, *(p.columnas for p in conjetura.personas)))


def _encabezado(hoja: str, filas: Sequence[Fila], cuantas: Callable[[Sequence[str]], int]) -> Tabla | None:
    """The table of a sheet: its header is the row, among the first, that knows most columns."""
    mejor: tuple[int, Tabla] | None = None
    for n, (numero, _) in enumerate(filas):
        if numero > RENGLONES_DE_ENCABEZADO:
            break
        titulos, repetidos = _titulos(filas, n)
        conocidas = cuantas(titulos)
        if conocidas and (mejor is None or conocidas > mejor[0]):
            mejor = conocidas, Tabla(hoja, numero, titulos, filas[n + 1 :], repetidos)
    if mejor is not None or cuantas is not _cuantas_conoce:
        return mejor[1] if mejor else None
    # Names that nobody guesses are still columns: the first row with two texts or more.
    for n, (numero, celdas) in enumerate(filas):
        if numero > RENGLONES_DE_ENCABEZADO:
            break
        if sum(bool(limpiar(c)) for c in celdas) > 1 and n + 1 < len(filas):
            titulos, repetidos = _titulos(filas, n)
            return Tabla(hoja, numero, titulos, filas[n + 1 :], repetidos)
    return None


def _titulos(filas: Sequence[Fila], n: int) -> tuple[tuple[str, ...], frozenset[str]]:
    """The titles of a row; those that come twice, with what the row above says of each group of columns."""
    titulos = [en_una_linea(limpiar(celda)) for celda in filas[n][1]]
    veces = Counter(llave(t) for t in titulos if t)
    repetidas = {clave for clave, v in veces.items() if v > 1}
    if not repetidas:
        return tuple(titulos), frozenset()
    grupos: list[str] = []
    if n and filas[n - 1][0] == filas[n][0] - 1:
        arriba = [en_una_linea(limpiar(celda)) for celda in filas[n - 1][1]]
        arriba += [""] * (len(titulos) - len(arriba))
        for celda in arriba:
            grupos.append(celda or (grupos[-1] if grupos else ""))
    nombrados = [
        f"{t} {grupos[i]}" if llave(t) in repetidas and i < len(grupos) and grupos[i] and grupos[i] != t else t
        for i, t in enumerate(titulos)
    ]
    veces = Counter(llave(t) for t in nombrados if t)
    todavia = frozenset(clave for clave, v in veces.items() if v > 1)
    vistos: Counter[str] = Counter()
    for i, t in enumerate(nombrados):
        clave = llave(t)
        vistos[clave] += 1
        if clave in todavia and vistos[clave] > 1:
            nombrados[i] = f"{t} ({vistos[clave]})"
    return tuple(nombrados), todavia


@dataclass(frozen=True)
class _Trazo:
    """Where the cells of one person of a row are: column of INE's base → places in the row."""

    calidad: str
    lugares: tuple[tuple[str, tuple[int, ...]], ...]


def _trazos(tabla: Tabla, perfil: Perfil) -> list[_Trazo]:
    donde = {llave(t): i for i, t in reversed([*enumerate(tabla.titulos)]) if t}
    trazos = []
    for persona in perfil.personas or (PersonaDelRenglon("", {}),):
        lugares = []
        for destino, titulos in {**perfil.columnas, **persona.columnas}.items():
            suyos = tuple(donde[llave(t)] for t in titulos if llave(t) in donde)
            if suyos:
                lugares.append((DESTINOS[destino].columna or destino, suyos))
        if not perfil.personas:
            lugares += [(PREGUNTAS_POR_LLAVE[c], (i,)) for c, i in donde.items() if c in PREGUNTAS_POR_LLAVE]
        trazos.append(_Trazo(persona.calidad, tuple(lugares)))
    return trazos


def _personas(
    tabla: Tabla, perfil: Perfil, avisos: list[Nota], rechazadas: list[Nota], *, varias: bool
) -> Iterator[tuple[int, Celdas]]:
    """Each person of each row, with the columns of INE's base; what is not read is told."""
    trazos = _trazos(tabla, perfil)
    usadas = {i for trazo in trazos for _, lugares in trazo.lugares for i in lugares}
    reservadas = {i for trazo in trazos for columna, lugares in trazo.lugares if columna in RESERVADAS for i in lugares}
    sobran = [t for i, t in enumerate(tabla.titulos) if t and i not in usadas]
    if sobran:
        avisos.append(Nota(tabla.fila, f"No se leyeron las columnas {', '.join(f'«{t}»' for t in sobran)}."))
    constantes = {DESTINOS[d].columna or d: v for d, v in perfil.constantes.items()}
    valores = {
        DESTINOS[d].columna: {plano(k) or normalizar(k): v for k, v in suyos.items()}
        for d, suyos in perfil.valores.items()
    }
    encabezado = [llave(t) for t in tabla.titulos]
    ancho = max((i + 1 for i, t in enumerate(tabla.titulos) if t), default=0)
    donde = f"Hoja «{tabla.hoja}»: " if varias else ""
    sin_titulo = []
    for numero, fila in tabla.filas:
        limpias = [limpiar(celda) for celda in fila]
        if not any(limpias) or [llave(c) for c in limpias] == encabezado[: len(limpias)]:
            continue  # blank, or the header again at the top of a printed page
        if any(limpias[ancho:]):
            rechazadas.append(
                Nota(
                    numero,
                    f"{donde}Tiene datos en una columna sin título, después de la última: quizá una coma sin comillas "
                    "recorrió sus celdas.",
                )
            )
            continue
        if any(celda and i < ancho and not tabla.titulos[i] for i, celda in enumerate(limpias)):
            sin_titulo.append(numero)
        personas = [_celdas(limpias, trazo, perfil, constantes, valores) for trazo in trazos]
        presentes = [p for p in personas if not sin_dato(p[_NOMBRE])]
        if len(presentes) > 1:
            # «SIN SUPLENTE» beside somebody is nobody.
            rellenos = [p for p in presentes if falta_la_persona(p[_NOMBRE])]
            avisos += [
                Nota(numero, f"{donde}«{p[_NOMBRE]}» no es un nombre: no se leyó a nadie ahí.") for p in rellenos
            ]
            presentes = [p for p in presentes if p not in rellenos] or presentes[:1]
        if (
            not presentes
            and sum(map(bool, limpias)) <= 2
            and not personas[0]["CARGO"] * bool(perfil.columnas.get("cargo"))
        ):
            # A note at the foot of the table, a total, a title between two parts.
            dicho = next((c for i, c in enumerate(limpias) if c and i not in reservadas), "")
            avisos.append(
                Nota(
                    numero, f"{donde}No es una candidatura y no se leyó{f': «{velado(dicho)[:80]}»' if dicho else ''}."
                )
            )
            continue
        for celdas in presentes or personas[:1]:
            yield numero, celdas
    if sin_titulo:
        filas = ", ".join(map(str, sin_titulo[:5])) + ("…" if len(sin_titulo) > 5 else "")
        avisos.append(Nota(tabla.fila, f"{donde}Hay datos en una columna sin título que no se leyeron: filas {filas}."))


def _celdas(
    limpias: Sequence[str],
    trazo: _Trazo,
    perfil: Perfil,
    constantes: Mapping[str, str],
    valores: Mapping[str, Mapping[str, str]],
) -> Celdas:
    celdas = Celdas(constantes)
    if trazo.calidad:
        celdas["TIPO_CANDIDATO"] = trazo.calidad
    for columna, lugares in trazo.lugares:
        dichas = [limpias[i] for i in lugares if i < len(limpias) and limpias[i]]
        dicho = dichas[0] if len(dichas) == 1 else " ".join(dichas)
        if columna in _NOMBRES:
            dicho = en_una_linea(dicho)
        if columna in valores and dicho:
            dicho = valores[columna].get(plano(dicho) or normalizar(dicho), dicho)
        if dicho or columna not in celdas:
            celdas[columna] = dicho
    if "nombres" in celdas:
        partes = (celdas.pop(c, "") for c in ("nombres", "apellido_paterno", "apellido_materno", "apellidos"))
        celdas[_NOMBRE] = " ".join(p for p in (en_una_linea(parte) for parte in partes) if not sin_dato(p))
    elif perfil.apellidos_primero and celdas[_NOMBRE]:
        celdas[_NOMBRE] = en_nombre_y_apellidos(celdas[_NOMBRE])
    coalicion, principio = celdas.pop("COALICION", ""), celdas.pop("PRINCIPIO", "")
    if not sin_dato(coalicion):
        celdas["PARTIDO_COALICION"] = coalicion
    if principio:
        celdas["CARGO"] = f"{celdas['CARGO']} {principio}".strip()
    return celdas


def limpiar(celda: Any) -> str:
    """A cell as clean text: whole numbers without decimals, line breaks as \\n, no control characters."""
    limpio = en_parrafos(unicodedata.normalize("NFC", texto(celda))).strip()
    # A spreadsheet keeps every number with decimals, and some programs write them so in a CSV.
    limpio = limpio.removesuffix(".0") if _ENTERO.fullmatch(limpio) else limpio
    # «No», an office, a party: one text for the thousands of cells that say it.
    return sys.intern(limpio) if len(limpio) < LARGO_REPETIDO else limpio
