"""The database itself refuses to change or delete acts, seals and history, whoever asks.

Installed after every `migrate` (a table that SQLite makes again loses its own). What only the owner of the database can
do, take them away, does not hide what was changed: the chain tells it (`verificar_historial`).
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection

from .historia import auditados
from .models.actos import SoloSeAgrega

DICHO = "El historial no se modifica ni se borra."
_FUNCION = "cauce_solo_se_agrega"
_CUERPO = f" BEGIN RAISE EXCEPTION '{DICHO}' USING ERRCODE = 'restrict_violation'; END "


def tablas_que_solo_crecen() -> list[str]:
    """The tables of acts, seals and history, in order."""
    return sorted(_llaves())


def _llaves() -> dict[str, list[tuple[str, ...]]]:
    """What tells one row from every other, in each of those tables: its key, and what else is unique."""
    modelos: list[Any] = [m for m in apps.get_models() if issubclass(m, SoloSeAgrega)]
    for modelo in auditados():
        historial = modelo.history.model  # type: ignore[attr-defined]
        modelos.append(historial)
        modelos += [getattr(historial, c.name).model for c in historial._history_m2m_fields]
    return {
        m._meta.db_table: [
            *((c.column,) for c in m._meta.local_concrete_fields if c.unique),
            *(tuple(m._meta.get_field(c).column for c in r.fields) for r in m._meta.total_unique_constraints),
        ]
        for m in modelos
    }


def faltantes() -> list[str]:
    """The tables that nothing guards, or that something else than our guards does."""
    puestos = _puestos()
    return [t for t, llaves in sorted(_llaves().items()) if puestos.get(t, {}) != _esperadas(t, llaves)]


def asegurar() -> None:
    """Guard every table that has lost its guard, or never had it."""
    llaves, por_guardar = _llaves(), faltantes()
    if not por_guardar:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table with checks left for the end of the transaction cannot be altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(f"CREATE OR REPLACE FUNCTION {_FUNCION}() RETURNS trigger LANGUAGE plpgsql AS $${_CUERPO}$$")
        for tabla in por_guardar:
            for nombre, orden in _ordenes(tabla, llaves[tabla]).items():
                cursor.execute(_quitar(nombre, tabla))
                cursor.execute(orden)


@contextmanager
def sin_guardas(tablas: Collection[str] | None = None) -> Iterator[None]:
    """Without those of these tables, or without any, for what empties a test database."""
    with connection.cursor() as cursor:
        for tabla, puestas in _puestos().items():
            for nombre in puestas if tablas is None or tabla in tablas else ():
                cursor.execute(_quitar(nombre, tabla))
    yield
    asegurar()


def _ordenes(tabla: str, llaves: list[tuple[str, ...]]) -> dict[str, str]:
    """What guards a table, by name."""
    if connection.vendor == "postgresql":
        guardas = {"fila": "UPDATE OR DELETE ON {} FOR EACH ROW", "todo": "TRUNCATE ON {} FOR EACH STATEMENT"}
        # Always: a session that says it is a replica (session_replication_role) is refused as any other.
        return {
            f"{tabla}_{nombre}": f'CREATE TRIGGER "{tabla}_{nombre}" BEFORE {cuando.format(_citar(tabla))} '
            f'EXECUTE FUNCTION {_FUNCION}(); ALTER TABLE "{tabla}" ENABLE ALWAYS TRIGGER "{tabla}_{nombre}"'
            for nombre, cuando in guardas.items()
        }
    # INSERT OR REPLACE deletes the row in whose place it comes, and tells no trigger of DELETE.
    otra = " OR ".join(
        f'EXISTS (SELECT 1 FROM "{tabla}" WHERE '  # noqa: S608 (names of our own models)
        f"{' AND '.join(f'{_citar(c)} = NEW.{_citar(c)}' for c in llave)})"
        for llave in llaves
    )
    cuando = {"UPDATE": "", "DELETE": "", "INSERT": f"WHEN {otra} "}
    return {
        f"{tabla}_{verbo.lower()}": f'CREATE TRIGGER "{tabla}_{verbo.lower()}" BEFORE {verbo} ON "{tabla}" {condicion}'
        f"BEGIN SELECT RAISE(ABORT, '{DICHO}'); END"
        for verbo, condicion in cuando.items()
    }


def _citar(nombre: str) -> str:
    return connection.ops.quote_name(nombre)


def _quitar(nombre: str, tabla: str) -> str:
    en = f' ON "{tabla}"' if connection.vendor == "postgresql" else ""
    return f'DROP TRIGGER IF EXISTS "{nombre}"{en}'


# BEFORE, for each row, DELETE and UPDATE; BEFORE, for each statement, TRUNCATE: as pg_trigger.tgtype writes them.
_POR_FILA, _DE_TODO = 1 + 2 + 8 + 16, 2 + 32
_PUESTOS_EN_POSTGRESQL = """
    SELECT c.relname, t.tgname,
           CASE WHEN t.tgenabled = 'A' AND t.tgqual IS NULL AND t.tgattr = '' AND p.prosrc = %s
                THEN t.tgtype ELSE 0 END
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
     WHERE p.proname = %s AND pg_table_is_visible(c.oid)
"""


def _esperadas(tabla: str, llaves: list[tuple[str, ...]]) -> dict[str, Any]:
    """What `_puestos` says of a table that is guarded."""
    if connection.vendor == "postgresql":
        return {f"{tabla}_fila": _POR_FILA, f"{tabla}_todo": _DE_TODO}
    return _ordenes(tabla, llaves)


def _puestos() -> dict[str, dict[str, Any]]:
    """The guards that are there, by table and name, each with what it does: one that was emptied is not ours."""
    if connection.vendor == "postgresql":
        consulta, datos = _PUESTOS_EN_POSTGRESQL, [_CUERPO, _FUNCION]
    else:
        consulta = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger' AND instr(sql, %s)"
        datos = [DICHO]
    puestos: dict[str, dict[str, Any]] = {}
    with connection.cursor() as cursor:
        cursor.execute(consulta, datos)
        for tabla, nombre, que in cursor.fetchall():
            puestos.setdefault(tabla, {})[nombre] = que
    return puestos
