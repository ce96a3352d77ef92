"""SQL made once and asked many times, for what every verb does: making it costs Django more than asking it.

The ORM makes each statement, from the same models and querysets as anywhere else; only its making is spared. What was
made is kept with the connection, which belongs to one thread. PostgreSQL keeps its part too (PREPARE): planning a query
of seven tables takes it several times what answering it does.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from types import NoneType
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models import QuerySet
from django.db.models.expressions import Expression, RawSQL
from django.db.models.sql import InsertQuery, UpdateQuery

Fila = TypeVar("Fila")
Campos = Sequence[models.Field[Any, Any]]


class Hueco(Expression):
    """Where a value goes, in the SQL of a `Preparada`."""

    def __init__(self, lugar: int) -> None:
        super().__init__(output_field=models.Field())
        self.lugar = lugar

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """A parameter that is given later."""
        return "%s", [self]


class Preparada(Generic[Fila]):
    """A query of which only some values change: numbers and texts, as the database takes them.

    `armar` makes it from one `Hueco` for each. Related objects come by `select_related`, not by `prefetch_related`.
    """

    def __init__(self, armar: Callable[..., QuerySet[Any, Fila]], huecos: int = 1) -> None:
        self._armar = armar
        self._huecos = huecos

    def __call__(self, *valores: Any) -> list[Fila]:
        """The rows, with these values."""
        consulta, compilador, sql, parametros = _hecho(self, self._hacer)
        for expresion, *_ in compilador.select:
            # Rows that somebody still holds from another time must not lend their keys: one may be destroyed since.
            if hasattr(expresion, "juego"):
                del expresion.juego
        dados = tuple(valores[p.lugar] if isinstance(p, Hueco) else p for p in parametros)
        compilador.as_sql = lambda *args, **kwargs: (sql, dados)
        return list(consulta._iterable_class(consulta))

    def una(self, *valores: Any) -> Fila:
        """The only row. Raises the model's DoesNotExist without one."""
        filas = self(*valores)
        if not filas:
            consulta, *_ = _hecho(self, self._hacer)
            raise consulta.model.DoesNotExist
        return filas[0]

    def _hacer(self) -> tuple[Any, Any, str, Sequence[Any]]:
        consulta: Any = self._armar(*map(Hueco, range(self._huecos)))
        if consulta._prefetch_related_lookups:
            raise TypeError("Una consulta preparada no lleva prefetch_related.")
        compilador = consulta.query.get_compiler(connection=connection)
        sql, parametros = compilador.as_sql()
        conversores = compilador.get_converters([s[0] for s in compilador.select])
        compilador.get_converters = lambda expresiones: conversores
        consulta.query.get_compiler = lambda *args, **kwargs: compilador
        return consulta, compilador, _preparar(sql), parametros


def entre(claves: Iterable[int] | Hueco) -> RawSQL:
    """These keys, for `campo__in`: one parameter, however many they are, that the ORM does not look into one by one.

    A `Hueco` is given them later, as `lista`.
    """
    todas = "SELECT unnest(%s::bigint[])" if connection.vendor == "postgresql" else "SELECT value FROM json_each(%s)"
    return RawSQL(todas, [claves if isinstance(claves, Hueco) else lista(claves)])  # noqa: S611


def lista(claves: Iterable[int]) -> Any:
    """Many keys as one parameter."""
    return list(claves) if connection.vendor == "postgresql" else json.dumps(list(claves))


def insertar(fila: models.Model) -> None:
    """Insert a new row that no signal tells of, as `save(force_insert=True)` would write it."""

    def hacer() -> tuple[str, Campos]:
        sql, campos = _inserta(fila)
        return _preparar(sql), campos

    sql, campos = _hecho((type(fila), fila.pk is None), hacer)
    with connection.cursor() as cursor:
        cursor.execute(sql, _valores(fila, campos, nueva=True))
        _insertada(fila, cursor)


def cambiar(fila: models.Model, campos: Campos, nueva: models.Model) -> None:
    """Update these columns of a row that is there and locked, and insert the one that tells of it; no signal is sent.

    One order on PostgreSQL, where each costs a journey; two on SQLite, which has no UPDATE inside of an INSERT.
    """

    def hacer() -> tuple[list[str], Campos]:
        actualiza = _actualiza(type(fila), campos)
        inserta, suyos = _inserta(nueva)
        juntas = [f"WITH cambiada AS ({actualiza}) {inserta}"] if connection.vendor == "postgresql" else None
        return [_preparar(sql) for sql in juntas or [actualiza, inserta]], suyos

    ordenes, suyos = _hecho((type(fila), tuple(campos), nueva.pk is None), hacer)
    cambios = [*_valores(fila, campos, nueva=False), fila.pk]
    alta = _valores(nueva, suyos, nueva=True)
    with connection.cursor() as cursor:
        for sql, valores in zip(ordenes, [cambios + alta] if len(ordenes) == 1 else [cambios, alta], strict=True):
            cursor.execute(sql, valores)
        _insertada(nueva, cursor)


def insertar_varias(modelo: type[models.Model], filas: Sequence[Mapping[str, Any]]) -> None:
    """Insert many new rows with their keys, each by the names of its columns; no signal is sent."""
    base = connections[DEFAULT_DB_ALIAS]
    campos: list[Any] = [modelo._meta.get_field(nombre) for nombre in filas[0]]
    columnas = ", ".join(base.ops.quote_name(c.column) for c in campos)
    columnas_dadas = map(_columna, campos, zip(*(fila.values() for fila in filas), strict=True))
    valores = [*zip(*columnas_dadas, strict=True)]
    tabla = base.ops.quote_name(modelo._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with base.wrap_database_errors, cursor.copy(f"COPY {tabla} ({columnas}) FROM STDIN") as copia:
                for fila in valores:
                    copia.write_row(fila)
        else:
            huecos = ", ".join(["%s"] * len(campos))
            cursor.executemany(f"INSERT INTO {tabla} ({columnas}) VALUES ({huecos})", valores)  # noqa: S608


def cambiar_varias(filas: Sequence[models.Model], nombres: Sequence[str]) -> None:
    """Update these columns of rows of one model, that are there and locked, in one order; no signal is sent.

    Joined to the values: a CASE for each column grows with the square of the rows. What all have alike is said once.
    """
    meta: Any = type(filas[0])._meta
    citar = connection.ops.quote_name
    iguales: dict[Any, Any] = {}
    propias: dict[Any, Sequence[Any]] = {meta.pk: [f.pk for f in filas]}
    for campo in map(meta.get_field, nombres):
        valores = _columna(campo, [campo.pre_save(f, False) for f in filas])
        if not isinstance(campo, models.JSONField) and all(v == valores[0] for v in valores):
            iguales[campo] = valores[0]
        else:
            propias[campo] = valores
    nuevas = _Nuevas(propias)
    tabla = citar(meta.db_table)
    asigna = [f"{citar(c.column)} = %s" for c in iguales]
    asigna += [f"{citar(c.column)} = {nuevas[c]}" for c in propias if c is not meta.pk]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {tabla} SET {', '.join(asigna)} FROM {nuevas.tabla} "  # noqa: S608
            f"WHERE {tabla}.{citar(meta.pk.column)} = {nuevas[meta.pk]}",
            [*iguales.values(), *nuevas.valores],
        )


def copiar_varias(
    de: type[models.Model],
    a: type[models.Model],
    nombres: Sequence[str],
    iguales: Mapping[str, Any],
    propio: tuple[str, Mapping[int, Any]],
) -> dict[int, int]:
    """Insert in `a`, in one order, these columns of rows of `de` as they rest: the keys of `propio`.

    `iguales` says what is the same in all, and `propio` a column of which each has its own. Answers the key that
    each was given, by that of which it is a copy.
    """
    origen: Any = de._meta
    destino: Any = a._meta
    citar, (propia, cuales) = connection.ops.quote_name, propio
    fijos, propio_de = [destino.get_field(n) for n in iguales], destino.get_field(propia)
    nuevas = _Nuevas({origen.pk: [*cuales], propio_de: [*cuales.values()]})
    llave = citar(origen.pk.column)
    columnas = ", ".join(citar(c.column) for c in [*fijos, propio_de, *map(destino.get_field, nombres)])
    valores = ["%s"] * len(fijos) + [nuevas[propio_de]]
    valores += [f"vieja.{citar(origen.get_field(n).column)}" for n in nombres]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {citar(destino.db_table)} ({columnas}) SELECT {', '.join(valores)} "  # noqa: S608
            f"FROM {nuevas.tabla} JOIN {citar(origen.db_table)} vieja ON vieja.{llave} = {nuevas[origen.pk]} "
            f"ORDER BY {nuevas[propio_de]} RETURNING {llave}, {citar(destino.pk.column)}",
            [*(_columna(c, [v])[0] for c, v in zip(fijos, iguales.values(), strict=True)), *nuevas.valores],
        )
        return dict(cursor.fetchall())


class _Nuevas:
    """Columns of values as a table to join in an order: `tabla` is its SQL, `valores` its parameters.

    PostgreSQL takes an array for each; a parameter for each value takes its client longer than all the rest.
    """

    def __init__(self, columnas: Mapping[Any, Sequence[Any]]) -> None:
        self._nombres = {c: f"nueva.column{n}" for n, c in enumerate(columnas, start=1)}
        if connection.vendor == "postgresql":
            tablas = ", ".join(f"%s::{c.cast_db_type(connection)}[]" for c in columnas)
            nombres = ", ".join(f"column{n}" for n in range(1, len(columnas) + 1))
            self.tabla = f"unnest({tablas}) AS nueva({nombres})"
            self.valores: list[Any] = [[*valores] for valores in columnas.values()]
        else:
            filas = [*zip(*columnas.values(), strict=True)]
            molde = f"({', '.join(['%s'] * len(columnas))})"
            self.tabla = f"(VALUES {', '.join([molde] * len(filas))}) AS nueva"
            self.valores = [valor for fila in filas for valor in fila]

    def __getitem__(self, campo: Any) -> str:
        """The SQL of a column."""
        return self._nombres[campo]


def _columna(campo: Any, valores: Sequence[Any]) -> Sequence[Any]:
    """The values of a column as the database takes them."""
    if all(type(v) in (int, str, NoneType) for v in valores):
        return valores
    base = connections[DEFAULT_DB_ALIAS]
    if isinstance(campo, models.JSONField):
        return [campo.get_db_prep_save(v, base) for v in valores]
    # Those written together share their moments.
    dichos = {v: campo.get_db_prep_save(v, base) for v in set(valores)}
    return [dichos[v] for v in valores]


def _actualiza(modelo: type[models.Model], campos: Campos) -> str:
    consulta: Any = modelo._base_manager.filter(pk=Hueco(len(campos))).query.chain(UpdateQuery)
    consulta.add_update_fields([(c, None, Hueco(lugar)) for lugar, c in enumerate(campos)])
    return str(consulta.get_compiler(connection=connection).as_sql()[0])


def _inserta(fila: models.Model) -> tuple[str, Campos]:
    """The statement and its columns; a key that is given is one more."""
    campos = [c for c in fila._meta.local_concrete_fields if fila.pk is not None or not c.primary_key]
    consulta = InsertQuery(type(fila))
    consulta.insert_values(campos, [fila])
    compilador: Any = consulta.get_compiler(connection=connection)
    compilador.returning_fields = [fila._meta.pk]
    ((sql, _),) = compilador.as_sql()
    return sql, campos


def _insertada(fila: models.Model, cursor: Any) -> None:
    (fila.pk,) = cursor.fetchone()
    fila._state.adding, fila._state.db = False, connection.alias


def _valores(fila: models.Model, campos: Campos, *, nueva: bool) -> list[Any]:
    base = connections[DEFAULT_DB_ALIAS]
    valores = (c.pre_save(fila, nueva) for c in campos)
    # Most columns of a history row are empty, and nothing is nothing to any field.
    return [None if v is None else c.get_db_prep_save(v, base) for c, v in zip(campos, valores, strict=True)]


def _hecho(llave: Any, hacer: Callable[[], Any]) -> Any:
    """What was made for `llave` on this connection; it is made the first time."""
    base = connections[DEFAULT_DB_ALIAS]
    base.ensure_connection()
    juegos: list[tuple[Any, dict[Any, Any]]] = base.__dict__.setdefault("_sentencias", [])
    hechas = next((suyas for cual, suyas in juegos if cual is base.connection), None)
    if hechas is None:
        hechas = {}
        # The server forgets with its connection. One of a pool comes back, and the server remembers.
        de_un_pool = bool(base.settings_dict["OPTIONS"].get("pool"))
        juegos[:] = [(cual, suyas) for cual, suyas in juegos if de_un_pool and not cual.closed]
        juegos.append((base.connection, hechas))
    hecho = hechas.get(llave)
    if hecho is None:
        hecho = hechas[llave] = hacer()
    return hecho


_NUMEROS = count(1)
_ESCRIBE = re.compile(r'\b(?:INSERT INTO|(?<!FOR )UPDATE|DELETE FROM) "?(\w*)')


def preparada(sql: str) -> str:
    """What to send for a statement written by hand."""
    return str(_hecho(sql, lambda: _preparar(sql)))


def _preparar(sql: str) -> str:
    """The statement to send for this one, with the same parameters: on PostgreSQL, the name under which it keeps it."""
    if connection.vendor != "postgresql":
        return sql
    trozos = [trozo.replace("%%", "%") for trozo in sql.split("%s")]
    numerada = "".join(f"${n}{trozo}" if n else trozo for n, trozo in enumerate(trozos))
    # Whoever watches the server reads whether it writes, and where.
    escribe = _ESCRIBE.search(sql)
    nombre = f"cauce_{next(_NUMEROS)}_{f'escribe_{escribe[1]}' if escribe else 'lee'}"[:63]
    with connection.cursor() as cursor:
        cursor.execute(f"PREPARE {nombre} AS {numerada}")
    parametros = ", ".join(["%s"] * (len(trozos) - 1))
    return f"EXECUTE {nombre}({parametros})" if parametros else f"EXECUTE {nombre}"
