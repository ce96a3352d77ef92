"""What a document says, without how it is laid out. Pure. All texts are plain: nothing in them is markup."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from calendario.fechas import fecha_hora

# What a cell of a table holds. A moment is aware, in the time zone in which it is told.
Celda = str | int | date | datetime


def en_celda(valor: Celda) -> str:
    """A cell as it is read."""
    if isinstance(valor, datetime):
        return fecha_hora(valor, valor.tzinfo)  # type: ignore[arg-type]
    return f"{valor:%d/%m/%Y}" if isinstance(valor, date) else str(valor)


@dataclass(frozen=True)
class Seccion:
    """A heading. `nivel`: 1 to 4, under the title. A document that is `numerada` numbers them: 5, 5.1, 5.1.1.

    In a document without a title on its face, the first section is of level 1 and no level is skipped. `discreta`: no
    larger than the text, as the subject of a letter.
    """

    texto: str
    nivel: int = 1
    discreta: bool = False


@dataclass(frozen=True)
class Parrafo:
    """A paragraph; each line break of its text is one. `nota` is small and grey, `fuerte` bold."""

    texto: str
    estilo: Literal["cuerpo", "nota", "fuerte", "centro"] = "cuerpo"


@dataclass(frozen=True)
class Renglones:
    """Lines kept together, as those of who a letter is for (`izquierda`) or its place and date (`derecha`)."""

    lineas: Sequence[str]
    lado: Literal["izquierda", "derecha"] = "izquierda"
    fuerte: bool = False


@dataclass(frozen=True)
class Lista:
    """A list; `numerada` counts from one."""

    elementos: Sequence[str]
    numerada: bool = False


@dataclass(frozen=True)
class Datos:
    """Names and their values, as of who a sheet is."""

    pares: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Tabla:
    """A table whose heads repeat on each page. `anchos`: share of each column; `titulo` says what it is.

    `numeros`: columns, from zero, that are figures, set to the right. `totales`: whether the last row adds the others.
    """

    cabeza: Sequence[str]
    filas: Sequence[Sequence[Celda]]
    anchos: Sequence[float]
    titulo: str = ""
    numeros: Sequence[int] = ()
    totales: bool = False
    chica: bool = False


@dataclass(frozen=True)
class Grafica:
    """A bar for each figure, with its number. What it says is read in `alternativa` by who does not see it."""

    barras: Sequence[tuple[str, int]]
    titulo: str
    alternativa: str


@dataclass(frozen=True)
class Imagen:
    """A picture (PNG, JPEG or SVG by its bytes). `ancho` in centimetres. Without `alternativa` it is ornament."""

    contenido: bytes
    ancho: float
    alternativa: str = ""


@dataclass(frozen=True)
class Ficha:
    """Whose sheet it is: a photograph (JPEG or PNG), what is said beside it, and a QR to its page (`direccion`)."""

    nombre: str
    sobre: str
    lineas: Sequence[str]
    direccion: str
    foto: bytes | None = None


@dataclass(frozen=True)
class Recuadro:
    """Something set apart from the rest: a warning, or squares to be marked by hand if `casillas`."""

    textos: Sequence[str]
    casillas: bool = False


@dataclass(frozen=True)
class Firma:
    """Where somebody signs."""

    nombre: str
    cargo: str = ""


@dataclass(frozen=True)
class Firmas:
    """Two signatures in a row, never apart from their line. `antes`: what is said over them («Atentamente»)."""

    firmas: Sequence[Firma]
    antes: str = ""


@dataclass(frozen=True)
class Salto:
    """What follows begins a page."""


Bloque = Seccion | Parrafo | Renglones | Lista | Datos | Tabla | Grafica | Imagen | Ficha | Recuadro | Firmas | Salto


@dataclass(frozen=True)
class Membrete:
    """The institute's letterhead. `escudo`: PNG, JPEG or SVG; `color`, #rrggbb; `letra`, «sans» or «serif»."""

    instituto: str
    color: str = "#333333"
    escudo: bytes | None = None
    escudo_dice: str = ""
    lema: str = ""
    pie: str = ""
    letra: Literal["sans", "serif"] = "sans"


@dataclass(frozen=True)
class Verificacion:
    """Where the hash of what was issued is proved: a page and the short code that finds it."""

    direccion: str
    codigo: str


@dataclass(frozen=True)
class Hoja:
    """A document: what its properties, header and footer say. `creada` is aware, and is its true date.

    `sobre` and `pie`: what the header and the footer of each page say of this document. `marca` crosses each page, for
    what is not final. `sin_titulo`: a letter has none on its face, though its properties do. `apretada`: small, for
    what must fit on a sheet.
    """

    titulo: str
    membrete: Membrete
    creada: datetime
    bloques: Sequence[Bloque] = field(repr=False)
    sobre: str = ""
    pie: str = ""
    folio: str = ""
    marca: str = ""
    bajada: str = ""
    apaisada: bool = False
    numerada: bool = False
    sin_titulo: bool = False
    apretada: bool = False
    idioma: str = "es"
    verificacion: Verificacion | None = None
