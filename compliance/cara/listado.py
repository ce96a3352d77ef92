"""Lists: each names its columns once, and from them come its headings, its order, its pages and its file.

A cell of a page is written in its template, which may draw anything in it; all else about a column is here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponseBase, QueryDict

from .descargas import consulta_csv, csv_en_partes, csv_respuesta

F = TypeVar("F")
POR_PAGINA = 50
# Rows of a query that are read at a time when they leave as a file.
DE_UNA_VEZ = 1000


@dataclass(frozen=True)
class Columna(Generic[F]):
    """A column of a list of rows `F`.

    `etiqueta` heads it on the page and in the file. `valor` is what the file says of a row; without it the column is
    not in the file. `orden` is the name by which the address asks to sort by it (`?orden=vence`, `?orden=-vence`), and
    `por` what that sorts by: fields, of a query; of rows in memory, what is compared.
    """

    etiqueta: str
    valor: Callable[[F], object] | None = None
    orden: str = ""
    por: tuple[str, ...] | Callable[[F], Any] = ()
    numero: bool = False
    en_pagina: bool = True


def dato(etiqueta: str, valor: Callable[[F], object], **otros: Any) -> Columna[F]:
    """A column that only the file has."""
    return Columna(etiqueta, valor, en_pagina=False, **otros)


@dataclass(frozen=True)
class Encabezado:
    """A heading of the table. `sentido` as in `aria-sort`; `siguiente` is the order that it leads to."""

    etiqueta: str
    numero: bool = False
    sentido: str = ""
    siguiente: str = ""


@dataclass(frozen=True)
class Listado(Generic[F]):
    """A list as it is declared. `inicial` is its order when none is asked; without it, that of the rows as they come.

    `desempate` follows the fields of a query, so that no row is on two pages. `en_partes` sends the file as its rows
    are read: for lists that do not fit in memory.
    """

    columnas: tuple[Columna[F], ...]
    inicial: str = ""
    desempate: tuple[str, ...] = ("pk",)
    por_pagina: int = POR_PAGINA
    en_partes: bool = False

    def de(self, filas: Sequence[F] | QuerySet[Any], consulta: QueryDict) -> "Lista[F]":
        """These rows as the address asks for them."""
        orden = consulta.get("orden", "")
        if orden.removeprefix("-") not in self._ordenes:
            orden = self.inicial
        return Lista(self, self._ordenadas(filas, orden), orden, consulta)

    @property
    def encabezados(self) -> list[Encabezado]:
        """The headings of a table that is not sorted."""
        return [Encabezado(c.etiqueta, c.numero) for c in self.columnas if c.en_pagina]

    @property
    def _ordenes(self) -> dict[str, Columna[F]]:
        return {c.orden: c for c in self.columnas if c.orden}

    def _ordenadas(self, filas: Sequence[F] | QuerySet[Any], orden: str) -> Sequence[F] | QuerySet[Any]:
        if not orden:
            return filas
        por = self._ordenes[orden.removeprefix("-")].por
        al_reves = orden.startswith("-")
        if callable(por):
            return sorted(filas, key=por, reverse=al_reves)
        if not isinstance(filas, QuerySet):
            raise TypeError(f"The order {orden!r} is of a query")
        return filas.order_by(*(f"-{campo}" if al_reves else campo for campo in por), *self.desempate)


@dataclass(frozen=True)
class Lista(Generic[F]):
    """A list as it was asked for: its rows in order, a page of them, and the file with all."""

    listado: Listado[F]
    filas: Sequence[F] | QuerySet[Any]
    orden: str
    consulta: QueryDict

    @cached_property
    def pagina(self) -> Page[Any]:
        """The rows of the page that the address names; the nearest one if there is no such page."""
        return Paginator(self.filas, self.listado.por_pagina).get_page(self.consulta.get("page"))

    @property
    def encabezados(self) -> list[Encabezado]:
        """Headings, each leading to its order, or to the opposite of the one in force."""
        return [self._encabezado(c) for c in self.listado.columnas if c.en_pagina]

    def _encabezado(self, columna: Columna[F]) -> Encabezado:
        if not columna.orden:
            return Encabezado(columna.etiqueta, columna.numero)
        sentido = {columna.orden: "ascending", f"-{columna.orden}": "descending"}.get(self.orden, "")
        siguiente = f"-{columna.orden}" if sentido == "ascending" else columna.orden
        return Encabezado(columna.etiqueta, columna.numero, sentido, siguiente)

    @property
    def csv(self) -> str:
        """The address of the file, from that of the list."""
        return consulta_csv(self.consulta)

    @property
    def se_descarga(self) -> bool:
        """Whether the file is what was asked for."""
        return self.consulta.get("formato") == "csv"

    def archivo(self, nombre: str) -> HttpResponseBase:
        """Every row, in order, as a CSV."""
        columnas = [(c.etiqueta, c.valor) for c in self.listado.columnas if c.valor is not None]
        renglones = ([valor(fila) for _, valor in columnas] for fila in self._todas())
        enviar = csv_en_partes if self.listado.en_partes else csv_respuesta
        return enviar(nombre, [etiqueta for etiqueta, _ in columnas], renglones)

    def _todas(self) -> Iterable[F]:
        return self.filas.iterator(DE_UNA_VEZ) if isinstance(self.filas, QuerySet) else self.filas

    def contexto(self) -> dict[str, Any]:
        """What its template draws."""
        return {"lista": self, "pagina": self.pagina, "csv": self.csv}
