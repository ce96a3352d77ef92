"""The database itself refuses to change or delete acts, seals and history, whoever asks.

Installed after every `migrate` (a table that SQLite makes again loses its own). What only the owner of the database can
do, take them away, does not hide what was changed: the chain tells it (`verificar_historial`).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, models

from .historia import auditados
from .models.actos import SoloSeAgrega

DICHO = "El historial no se modifica ni se borra."
_FUNCION = "cauce_solo_se_agrega"


def tablas_que_solo_crecen() -> list[str]:
    """The tables of acts, seals and history, in order."""
    modelos: list[type[models.Model]] = [m for m in apps.get_models() if issubclass(m, SoloSeAgrega)]
    for modelo in auditados():
        historial = modelo.history.model  # type: ignore[attr-defined]
        modelos.append(historial)
        modelos += [getattr(historial, c.name).model for c in historial._history_m2m_fields]
    return sorted({m._meta.db_table for m in modelos})


def faltantes() -> list[str]:
    """The tables that nothing guards."""
    puestos = _puestos()
    return [t for t in tablas_que_solo_crecen() if len(puestos.get(t, ())) < len(_ordenes(t))]


def asegurar() -> None:
    """Guard every table that has lost its guard, or never had it."""
    por_guardar = faltantes()
    if not por_guardar:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {_FUNCION}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{DICHO}' USING ERRCODE = 'restrict_violation'; END $$"
            )
        for tabla in por_guardar:
            for nombre, orden in _ordenes(tabla).items():
                cursor.execute(_quitar(nombre, tabla))
                cursor.execute(orden)


@contextmanager
def sin_guardas() -> Iterator[None]:
    """Without them, for what empties a test database."""
    with connection.cursor() as cursor:
        for tabla in _puestos():
            for nombre in _ordenes(tabla):
                cursor.execute(_quitar(nombre, tabla))
    yield
    asegurar()


def _ordenes(tabla: str) -> dict[str, str]:
    """What guards a table, by name."""
    if connection.vendor == "postgresql":
        return {
            f"{tabla}_fila": f'CREATE TRIGGER "{tabla}_fila" BEFORE UPDATE OR DELETE ON "{tabla}" '
            f"FOR EACH ROW EXECUTE FUNCTION {_FUNCION}()",
            f"{tabla}_todo": f'CREATE TRIGGER "{tabla}_todo" BEFORE TRUNCATE ON "{tabla}" '
            f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCION}()",
        }
    return {
        f"{tabla}_{verbo.lower()}": f'CREATE TRIGGER "{tabla}_{verbo.lower()}" BEFORE {verbo} ON "{tabla}" '
        f"BEGIN SELECT RAISE(ABORT, '{DICHO}'); END"
        for verbo in ("UPDATE", "DELETE")
    }


def _quitar(nombre: str, tabla: str) -> str:
    en = f' ON "{tabla}"' if connection.vendor == "postgresql" else ""
    return f'DROP TRIGGER IF EXISTS "{nombre}"{en}'


def _puestos() -> dict[str, set[str]]:
    """The names of the guards that are there, by table; one that was disabled does not count."""
    if connection.vendor == "postgresql":
        consulta, dato = (
            (
                "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "JOIN pg_proc p ON p.oid = t.tgfoid "
                "WHERE p.proname = %s AND t.tgenabled <> 'D' AND pg_table_is_visible(c.oid)"
            ),
            _FUNCION,
        )
    else:
        consulta = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger' AND instr(sql, %s)"
        dato = DICHO
    puestos: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(consulta, [dato])
        for tabla, nombre in cursor.fetchall():
            puestos.setdefault(tabla, set()).add(nombre)
    return puestos
