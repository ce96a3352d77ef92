"""Lists: each names its columns once, and from them come its headings, its order, its pages and its file.

A cell of a page is written in its template, which may draw anything in it; all else about a column is here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, Func, QuerySet, Value
from django.db.models import F as Campo
from django.db.models.lookups import GreaterThan, LessThan
from django.http import HttpResponseBase, QueryDict

from .descargas import archivo, consulta_csv, formato_de

F = TypeVar("F")
POR_PAGINA = 50
# Rows of a query that are read at a time when they leave as a file.
DE_UNA_VEZ = 1000
# The longest key that a database holds has 19 digits.
DIGITOS = 18


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
        orden = self._pedido(consulta)
        return Lista(self, self._ordenadas(filas, orden), orden, consulta)

    @property
    def encabezados(self) -> list[Encabezado]:
        """The headings of a table that is not sorted."""
        return [Encabezado(c.etiqueta, c.numero) for c in self.columnas if c.en_pagina]

    def _pedido(self, consulta: QueryDict) -> str:
        orden = consulta.get("orden", "")
        return orden if orden.removeprefix("-") in self._ordenes else self.inicial

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

    @cached_property
    def total(self) -> int:
        """How many rows there are."""
        return self.filas.count() if isinstance(self.filas, QuerySet) else len(self.filas)

    @property
    def se_descarga(self) -> bool:
        """Whether the file is what was asked for."""
        return bool(formato_de(self.consulta))

    def archivo(self, nombre: str) -> HttpResponseBase:
        """Every row, in order, as the file that was asked for."""
        columnas = [(c.etiqueta, c.valor) for c in self.listado.columnas if c.valor is not None]
        renglones = ([valor(fila) for _, valor in columnas] for fila in self._todas())
        etiquetas = [etiqueta for etiqueta, _ in columnas]
        return archivo(self.consulta, nombre, etiquetas, renglones, en_partes=self.listado.en_partes)

    def _todas(self) -> Iterable[F]:
        return self.filas.iterator(DE_UNA_VEZ) if isinstance(self.filas, QuerySet) else self.filas

    def contexto(self) -> dict[str, Any]:
        """What its template draws."""
        return {"lista": self, "pagina": self.pagina, "csv": self.csv}


# -- Lists that grow --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ListadoPorLlave(Listado[F]):
    """A list of many thousands, none of whose pages costs more than another.

    It is asked of two queries: `llaves`, a narrow table with an index for each order, in which what is sought is found
    («por» of a column names its fields), and `filas`, the rows themselves, of which only those of the page are read.
    `natural` is the order when none is asked.
    """

    natural: tuple[str, ...] = ("pk",)

    def por_llave(
        self, filas: QuerySet[Any], llaves: QuerySet[Any], consulta: QueryDict, cuantas: int | None = None
    ) -> "ListaPorLlave[F]":
        """These rows as the address asks for them; `cuantas` there are, when that is known."""
        orden = self._pedido(consulta)
        por = self._ordenes[orden.removeprefix("-")].por if orden else self.natural
        if callable(por):
            raise TypeError(f"The order {orden!r} is not of fields")
        campos = por if por[-1] == "pk" else (*por, "pk")
        return ListaPorLlave(self, filas, orden, consulta, llaves, campos, orden.startswith("-"), cuantas)


@dataclass(frozen=True)
class Lado:
    """One side of a row: the page begins after it (`?tras=123`), or ends before it (`?antes=123`)."""

    llave: int
    antes: bool = False

    @classmethod
    def de(cls, consulta: QueryDict) -> "Lado | None":
        """The one that the address asks for; None without one."""
        for nombre in ("tras", "antes"):
            dada = consulta.get(nombre, "")
            if dada.isdecimal() and len(dada) <= DIGITOS:
                return cls(int(dada), nombre == "antes")
        return None

    def filas(
        self, filas: QuerySet[Any, Any], campos: Sequence[str], ancla: Sequence[Any], *, al_reves: bool
    ) -> QuerySet[Any, Any]:
        """Those on this side of the row whose `campos` are `ancla`, the nearest first: an index of them answers it."""
        al_reves = al_reves != self.antes
        compara = LessThan if al_reves else GreaterThan
        return en_orden(filas, campos, al_reves=al_reves).filter(
            compara(_Tupla(*map(Campo, campos)), _Tupla(*map(Value, ancla)))
        )


def en_orden(filas: QuerySet[Any, Any], campos: Sequence[str], *, al_reves: bool) -> QuerySet[Any, Any]:
    """Rows by these fields, all in one direction."""
    return filas.order_by(*(f"-{c}" if al_reves else c for c in campos))


class PaginaPorLlave(Page[Any]):
    """A page that leads to those beside it by the key of its ends: reaching them costs the same wherever they are."""

    @property
    def antes(self) -> int | None:
        """The row before which the previous page ends."""
        return self[0].pk if self.object_list else None

    @property
    def tras(self) -> int | None:
        """The row after which the next page begins."""
        return self[-1].pk if self.object_list else None


@dataclass(frozen=True)
class ListaPorLlave(Lista[F]):
    """A list as it was asked for, found by its keys."""

    filas: QuerySet[Any]
    llaves: QuerySet[Any]
    campos: tuple[str, ...]
    al_reves: bool
    cuantas: int | None

    @cached_property
    def total(self) -> int:
        """How many rows there are."""
        return self.llaves.order_by().count() if self.cuantas is None else self.cuantas

    @cached_property
    def pagina(self) -> Page[Any]:
        """The page that the address names: from the key that it brings, if it does; counting from the nearest end."""
        paginas = Paginator(range(self.total), self.listado.por_pagina)
        pagina = paginas.get_page(self.consulta.get("page"))
        llaves = self._junto(Lado.de(self.consulta)) or self._contadas(pagina.start_index() - 1, len(pagina))
        halladas = {fila.pk: fila for fila in self.filas.filter(pk__in=llaves).order_by()}
        # One that went away meanwhile is not there.
        return PaginaPorLlave([halladas[pk] for pk in llaves if pk in halladas], pagina.number, paginas)

    def _contadas(self, desde: int, cuantas: int) -> list[int]:
        """The keys from a place on, counted from whichever end is nearer."""
        desde = max(desde, 0)
        del_final = self.total - desde - cuantas
        al_reves = self.al_reves != (desde > del_final)
        llaves = en_orden(self.llaves, self.campos, al_reves=al_reves).values_list("pk", flat=True)
        if desde <= del_final:
            return list(llaves[desde : desde + cuantas])
        return list(llaves[del_final : del_final + cuantas])[::-1]

    def _junto(self, lado: Lado | None) -> list[int]:
        """The keys on that side of a row; none, if it is not in the list."""
        ancla = self.llaves.filter(pk=lado.llave).values_list(*self.campos).first() if lado else None
        if lado is None or ancla is None:
            return []
        junto = lado.filas(self.llaves, self.campos, ancla, al_reves=self.al_reves).values_list("pk", flat=True)
        llaves = list(junto[: self.listado.por_pagina])
        return llaves[::-1] if lado.antes else llaves

    def _todas(self) -> Iterable[F]:
        orden = [f"renglon__{c}" if c != "pk" else c for c in self.campos]
        filas = self.filas.filter(pk__in=self.llaves.order_by().values("pk"))
        return en_orden(filas, orden, al_reves=self.al_reves).iterator(DE_UNA_VEZ)


class _Tupla(Func):
    """Values that are compared as one: (a, b) > (c, d), which an index of (a, b) answers."""

    template = "(%(expressions)s)"
    output_field = BooleanField()
