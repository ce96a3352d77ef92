"""What each component of the face draws: plain values that views build and `{% load cauce %}` tags render.

Pure: no ORM, no clock, no HTML. docs/componentes.md shows each one in use.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from calendario.fechas import MESES

Tono = Literal["neutro", "info", "bien", "atencion", "mal", "marca"]
EstadoPaso = Literal["hecho", "actual", "pendiente", "devuelto"]


@dataclass(frozen=True)
class Cifra:
    """A key figure. With `enlace` the whole figure leads to its rows."""

    etiqueta: str
    valor: int | str
    enlace: str = ""
    tono: Tono = "neutro"
    nota: str = ""
    icono: str = ""


@dataclass(frozen=True)
class Pestana:
    """A tab, which is a link to another address."""

    etiqueta: str
    enlace: str
    actual: bool = False
    cuenta: int | None = None


@dataclass(frozen=True)
class Cambio:
    """One value before and after."""

    campo: str
    antes: object = ""
    despues: object = ""


@dataclass(frozen=True)
class Suceso:
    """An entry of a timeline. `momento` is aware; a whole day without time goes in as a `date`."""

    momento: datetime | date
    titulo: str
    autor: str = ""
    en_suplencia_de: str = ""
    detalle: str = ""
    cambios: Sequence[Cambio] = ()
    tono: Tono = "neutro"
    icono: str = ""
    enlace: str = ""


@dataclass(frozen=True)
class Paso:
    """A stage of a route, drawn where the record stands."""

    nombre: str
    estado: EstadoPaso
    quien: str = ""
    fecha: date | None = None
    detalle: str = ""


@dataclass(frozen=True)
class Marca:
    """A day on the calendar matrix. `titulo` says what happens, and `letra` in one; `tono` how it stands."""

    dia: date
    titulo: str = ""
    tono: Tono = "neutro"
    enlace: str = ""
    icono: str = ""
    letra: str = ""


@dataclass(frozen=True)
class FilaMatriz:
    """A row of the calendar matrix: one activity and its days."""

    etiqueta: str
    marcas: Sequence[Marca]
    clave: str = ""
    enlace: str = ""


@dataclass(frozen=True)
class MesMatriz:
    """A column of the calendar matrix."""

    anio: int
    mes: int

    @property
    def corto(self) -> str:
        """Three letters."""
        return MESES[self.mes - 1][:3]

    @property
    def nombre(self) -> str:
        """The month with its year."""
        return f"{MESES[self.mes - 1]} de {self.anio}"


@dataclass(frozen=True)
class Matriz:
    """Months across, activities down, day numbers inside: how the work plans end."""

    filas: Sequence[FilaMatriz]
    hoy: date | None = None
    # What each look means here: tone, icon and words.
    leyenda: Sequence[tuple[Tono, str, str]] = ()
    # What the letter beside a day means.
    letras: Sequence[tuple[str, str]] = ()

    @property
    def cuenta(self) -> int:
        """How many days are marked."""
        return sum(len(f.marcas) for f in self.filas)

    @property
    def meses(self) -> list[MesMatriz]:
        """Every month from the first marked day to the last, without gaps."""
        dias = [m.dia for f in self.filas for m in f.marcas]
        if not dias:
            return []
        primero, ultimo = min(dias), max(dias)
        indices = range(primero.year * 12 + primero.month - 1, ultimo.year * 12 + ultimo.month)
        return [MesMatriz(i // 12, i % 12 + 1) for i in indices]

    @property
    def anios(self) -> list[tuple[int, int]]:
        """Each year with how many of its months are drawn."""
        meses = self.meses
        return [(a, sum(m.anio == a for m in meses)) for a in sorted({m.anio for m in meses})]

    @property
    def renglones(self) -> list[tuple[FilaMatriz, list[tuple[MesMatriz, list[Marca]]]]]:
        """Each row with its marks sorted into the months."""
        meses = self.meses
        renglones = []
        for fila in self.filas:
            por_mes: dict[tuple[int, int], list[Marca]] = {}
            for marca in sorted(fila.marcas, key=lambda m: m.dia):
                por_mes.setdefault((marca.dia.year, marca.dia.month), []).append(marca)
            renglones.append((fila, [(m, por_mes.get((m.anio, m.mes), [])) for m in meses]))
        return renglones


@dataclass(frozen=True)
class Enlace:
    """A line of a list of links: navigation, downloads."""

    etiqueta: str
    direccion: str
    icono: str = ""
    actual: bool = False
    nota: str = ""


@dataclass(frozen=True)
class GrupoDeEnlaces:
    """Links that go together. With a name it folds, and is open if it has the page that is shown."""

    nombre: str
    enlaces: Sequence[Enlace]
    abierto: bool = False


@dataclass(frozen=True)
class Navegacion:
    """What the frame of a page offers to this person."""

    grupos: Sequence[GrupoDeEnlaces] = field(default_factory=tuple)
    procesos: Sequence[Enlace] = field(default_factory=tuple)
