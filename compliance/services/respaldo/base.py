"""A database taken out as bytes of one moment, while others write, and put into an empty one all at once.

SQLite goes page by page, with its own backup API, into a copy that is taken out in pieces. PostgreSQL goes table by
table with COPY inside one REPEATABLE READ transaction, which sees one moment and stops nobody: no pg_dump of the right
version has to be on the machine, and what is counted is what was taken. Its tables are not in the backup: the
migrations, which are named in it, make them again.
"""

import gzip
import hashlib
import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from ... import cifrado
from .sobre import TROZO, RespaldoError

PIEZA = 8 << 20
# Quarters of a second that a database in use is waited for.
ESPERAS = 80
MIGRACIONES = "django_migrations"
# Whoever had entered enters again: a copy of the database must not be a bunch of open doors.
SIN_COPIAR = ("django_session",)
_ACTOS = "compliance_acto"
# Whoever has one of these is not empty.
_DE_ALGUIEN = ("compliance_usuario", "compliance_proceso", _ACTOS)
Pieza = tuple[str, bytes]


class Cargador(Protocol):
    """What puts a database in: pieces as they come, then a check, then all at once."""

    def recibir(self, nombre: str, pieza: BinaryIO) -> None:
        """One piece."""

    def comprobar(self, dicho: Mapping[str, Any]) -> None:
        """Raises RespaldoError if it is not what the backup says."""

    def confirmar(self) -> None:
        """From here on it is the database of the installation."""


def migraciones() -> dict[str, list[str]]:
    """Those applied, by app."""
    aplicadas: dict[str, list[str]] = {}
    for app, nombre in sorted(MigrationRecorder(connection).applied_migrations()):
        aplicadas.setdefault(app, []).append(nombre)
    return aplicadas


def desconocidas(aplicadas: Mapping[str, list[str]]) -> list[str]:
    """Those that this version of Cauce does not know: of a newer one, or of something that was taken away."""
    conocidas = MigrationExecutor(connection).loader.disk_migrations
    return [f"{app}.{n}" for app, nombres in sorted(aplicadas.items()) for n in nombres if (app, n) not in conocidas]


def ocupada() -> str:
    """A table in which there is something; empty if the installation is."""
    hay = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for tabla in _DE_ALGUIEN:
            if tabla in hay:
                cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {_citar(tabla)})")
                if cursor.fetchone()[0]:
                    return tabla
    return ""


def _citar(nombre: str) -> str:
    return connection.ops.quote_name(nombre)


def _maestras(preguntar: Callable[[str], Any], hay: set[str]) -> list[str]:
    """The names of the master keys that wrap something: without them what is sealed is not read."""
    nombres: set[str] = set()
    for tabla in (modelo._meta.db_table for modelo in cifrado.modelos_de_llave()):
        if tabla in hay:
            nombres |= {fila[0] for fila in preguntar(f'SELECT DISTINCT maestra FROM "{tabla}" WHERE maestra <> %s')}
    return sorted(nombres)


# The last act of each chain, in an order that does not depend on the locale of the server.
_CABEZAS = (
    "SELECT a.modelo, a.objeto, a.indice, a.huella FROM compliance_acto a JOIN (SELECT modelo, objeto, max(indice) AS "
    "indice FROM compliance_acto GROUP BY modelo, objeto) b ON a.modelo = b.modelo AND a.objeto = b.objeto AND "
    'a.indice = b.indice ORDER BY a.modelo COLLATE "{}", a.objeto'
)


def _de_cabezas(renglones: Iterator[bytes], actos: int, ultimo: int | None) -> dict[str, Any]:
    suma, objetos = hashlib.sha256(), 0
    for renglon in renglones:
        suma.update(renglon)
        objetos += renglon.count(b"\n")
    return {"actos": actos, "ultimo": ultimo, "objetos": objetos, "sha256": suma.hexdigest()}


@contextmanager
def sacar(carpeta: Path) -> Iterator[tuple[Iterator[Pieza], dict[str, Any]]]:
    """The pieces of the database, and what is said of it, complete once they have been taken.

    `carpeta`: where there is room for a copy.
    """
    with _sacar_de_sqlite(carpeta) if connection.vendor == "sqlite" else _sacar_de_postgresql() as salida:
        yield salida


# -- SQLite -----------------------------------------------------------------------------------------------


@contextmanager
def _sacar_de_sqlite(carpeta: Path) -> Iterator[tuple[Iterator[Pieza], dict[str, Any]]]:
    with tempfile.TemporaryDirectory(prefix=".cauce-base-", dir=carpeta) as lugar:
        copia = Path(lugar) / "cauce.sqlite3"
        copia.touch(mode=0o600)
        origen = f"{Path(connection.settings_dict['NAME']).resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(copia)) as destino:
            # In one go: whoever writes meanwhile waits for nobody, and does not make it begin again.
            with closing(sqlite3.connect(origen, uri=True, timeout=20)) as base:
                base.backup(destino)
            destino.execute("PRAGMA journal_mode=DELETE")
            destino.execute("PRAGMA secure_delete=ON")
            for tabla in SIN_COPIAR:
                if tabla in _tablas_de(destino):
                    destino.execute(f"DELETE FROM {tabla}")
            destino.commit()
            dicho = {"motor": "sqlite", **_dicho_de(destino)}
        with copia.open("rb") as base_copiada:
            # Nobody finds it, though this be killed while the rest is packed.
            copia.unlink()
            yield _piezas_de(base_copiada), dicho


def _tablas_de(base: sqlite3.Connection) -> list[str]:
    tablas = base.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    return sorted(nombre for (nombre,) in tablas)


def _dicho_de(base: sqlite3.Connection) -> dict[str, Any]:
    tablas = _tablas_de(base)

    def una(consulta: str) -> Any:
        return base.execute(consulta).fetchone()

    actos, ultimo = una(f"SELECT count(*), max(id) FROM {_ACTOS}") if _ACTOS in tablas else (0, None)
    cabezas: Iterator[Any] = base.execute(_CABEZAS.format("BINARY")) if _ACTOS in tablas else iter(())
    renglones = ("\t".join(map(str, fila)).encode() + b"\n" for fila in cabezas)
    return {
        "version_del_motor": sqlite3.sqlite_version,
        "tablas": {t: una(f'SELECT count(*) FROM "{t}"')[0] for t in tablas},
        "cadenas": _de_cabezas(renglones, actos, ultimo),
        "maestras": _maestras(lambda sql: base.execute(sql.replace("%s", "?"), [""]), set(tablas)),
    }


def _piezas_de(base: BinaryIO) -> Iterator[Pieza]:
    numero = 0
    while pieza := base.read(PIEZA):
        yield f"cauce.sqlite3.{numero:06}.gz", gzip.compress(pieza, 6, mtime=0)
        numero += 1


class _EnSqlite:
    """Puts the copy together beside the database, looks at it, and pours it in one transaction of SQLite."""

    def __init__(self, lugar: Path) -> None:
        self._copia = lugar / "cauce.sqlite3"
        self._copia.touch(mode=0o600)

    def recibir(self, nombre: str, pieza: BinaryIO) -> None:
        """They come in their order."""
        with self._copia.open("ab") as copia, gzip.open(pieza) as trozos:
            while trozo := trozos.read(TROZO):
                copia.write(trozo)

    def comprobar(self, dicho: Mapping[str, Any]) -> None:
        """By SQLite itself, by its rows and by its chains."""
        try:
            with closing(sqlite3.connect(self._copia)) as base:
                sano = base.execute("PRAGMA integrity_check(1)").fetchone()[0]
                hallado = _dicho_de(base)
        except sqlite3.DatabaseError as error:
            raise RespaldoError(f"La base del respaldo no se puede leer: {error}.") from error
        if sano != "ok":
            raise RespaldoError(f"La base del respaldo está dañada: {sano}.")
        _cotejar(hallado, dicho)

    def confirmar(self) -> None:
        """Whoever has the database open sees the one before, or this one."""
        connection.ensure_connection()
        intentos = count(1)

        def esperar(*_: int) -> None:
            if next(intentos) > ESPERAS:
                raise RespaldoError("La base de datos está en uso: detenga el sitio y el barrido, y repítalo.")

        with closing(sqlite3.connect(self._copia)) as copia:
            # Of one step, which is repeated while somebody else writes.
            copia.backup(connection.connection, progress=esperar, sleep=0.25)
        connection.close()


# -- PostgreSQL -------------------------------------------------------------------------------------------

_TABLAS = (
    "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') ORDER BY c.relname"
)
_COLUMNAS = (
    "SELECT a.attname FROM pg_attribute a WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped "
    "AND a.attgenerated = '' ORDER BY a.attnum"
)
# Sequences that a column owns, and where each is.
_SECUENCIAS = (
    "SELECT s.relname, t.relname, a.attname FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN "
    "('a', 'i') AND d.classid = 'pg_class'::regclass JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON "
    "a.attrelid = t.oid AND a.attnum = d.refobjsubid WHERE s.relkind = 'S' AND s.relnamespace = "
    "current_schema()::regnamespace ORDER BY s.relname"
)


def _nuestra(tabla: str) -> bool:
    """Whether a table is of this application: the database may hold others."""
    return tabla.startswith(("django_", *(f"{a.label}_" for a in apps.get_app_configs())))


@contextmanager
def _sacar_de_postgresql() -> Iterator[tuple[Iterator[Pieza], dict[str, Any]]]:
    # A connection of its own: a transaction of one moment, in which nobody writes.
    propia = connection.copy()
    try:
        propia.ensure_connection()
        with propia.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL DateStyle = 'ISO, YMD'")
            cursor.execute("SHOW server_version")
            dicho: dict[str, Any] = {"motor": "postgresql", "version_del_motor": cursor.fetchone()[0]}
            cursor.execute(_TABLAS)
            todas = [t for (t,) in cursor.fetchall() if _nuestra(t)]
            dicho |= {"tablas": {}, "columnas": {}}
            dicho["cadenas"] = _cabezas_en_postgresql(cursor, set(todas))
            dicho["maestras"] = _maestras(lambda sql: _filas(cursor, sql, [""]), set(todas))
            dicho["secuencias"] = {}
            for secuencia, tabla, columna in _filas(cursor, _SECUENCIAS):
                if _nuestra(tabla):
                    cursor.execute(f'SELECT last_value, is_called FROM "{secuencia}"')
                    dicho["secuencias"][f"{tabla}.{columna}"] = list(cursor.fetchone())
            por_sacar = [t for t in todas if t != MIGRACIONES and t not in SIN_COPIAR]
            yield _piezas_de_tablas(cursor, por_sacar, dicho), dicho
            cursor.execute("ROLLBACK")
    finally:
        propia.close()


def _filas(cursor: Any, sql: str, datos: list[Any] | None = None) -> list[tuple[Any, ...]]:
    cursor.execute(sql, datos)
    return list(cursor.fetchall())


def _cabezas_en_postgresql(cursor: Any, hay: set[str]) -> dict[str, Any]:
    if _ACTOS not in hay:
        return _de_cabezas(iter(()), 0, None)
    actos, ultimo = _filas(cursor, f"SELECT count(*), max(id) FROM {_ACTOS}")[0]
    with cursor.copy(f"COPY ({_CABEZAS.format('C')}) TO STDOUT") as copia:
        return _de_cabezas((bytes(trozo) for trozo in copia), actos, ultimo)


def _piezas_de_tablas(cursor: Any, tablas: list[str], dicho: dict[str, Any]) -> Iterator[Pieza]:
    for tabla in tablas:
        columnas = [c for (c,) in _filas(cursor, _COLUMNAS, [f'"{tabla}"'])]
        dicho["columnas"][tabla] = columnas
        citadas = ", ".join(f'"{c}"' for c in columnas)
        pieza, numero, filas = bytearray(), 0, 0
        with cursor.copy(f'COPY "{tabla}" ({citadas}) TO STDOUT') as copia:
            for trozo in copia:
                pieza += trozo
                if len(pieza) >= PIEZA:
                    filas += pieza.count(b"\n")
                    yield f"{tabla}.{numero:06}.gz", gzip.compress(pieza, 6, mtime=0)
                    pieza, numero = bytearray(), numero + 1
        # In its text form a line feed inside a value is written «\n»: each one ends a row.
        filas += pieza.count(b"\n")
        dicho["tablas"][tabla] = filas
        if pieza:
            yield f"{tabla}.{numero:06}.gz", gzip.compress(pieza, 6, mtime=0)


class _EnPostgresql:
    """Pours tables in one transaction, which ends with `confirmar` or leaves all as it was."""

    def __init__(self, dicho: Mapping[str, Any]) -> None:
        self._dicho = dicho
        self._cursor = connection.cursor()
        hay = [t for (t,) in _filas(self._cursor, _TABLAS) if _nuestra(t)]
        if faltan := sorted(set(dicho["columnas"]) - set(hay)):
            raise RespaldoError(f"El respaldo tiene tablas que sus migraciones no hacen: {', '.join(faltan)}.")
        # They are put again after migrating, and then work out what they keep.
        for nombre, tabla in _filas(
            self._cursor,
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace",
        ):
            if _nuestra(tabla):
                self._cursor.execute(f'DROP TRIGGER "{nombre}" ON "{tabla}"')
        citadas = ", ".join(f'"{t}"' for t in hay if t != MIGRACIONES)
        self._cursor.execute(f"TRUNCATE {citadas}")
        self._cursor.execute("SET LOCAL statement_timeout = 0")
        self._filas = dict.fromkeys(dicho["columnas"], 0)

    def recibir(self, nombre: str, pieza: BinaryIO) -> None:
        """Of the table that its name says."""
        tabla = re.sub(r"\.[0-9]{6}\.gz$", "", nombre)
        if tabla not in self._dicho["columnas"]:
            raise RespaldoError(f"El respaldo trae una tabla que su manifiesto no dice: {tabla}.")
        columnas = ", ".join(_citar(c) for c in self._dicho["columnas"][tabla])
        with (
            connection.wrap_database_errors,
            gzip.open(pieza) as trozos,
            self._cursor.copy(f"COPY {_citar(tabla)} ({columnas}) FROM STDIN") as copia,
        ):
            while trozo := trozos.read(TROZO):
                self._filas[tabla] += trozo.count(b"\n")
                copia.write(trozo)

    def comprobar(self, dicho: Mapping[str, Any]) -> None:
        """Every foreign key, now; the rows, the chains; and the numbers that are never given twice."""
        self._cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for lugar, (ultimo, dado) in dicho["secuencias"].items():
            tabla, columna = lugar.split(".")
            self._cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)", [f'"{tabla}"', columna, ultimo, dado]
            )
        hay = set(dicho["columnas"])
        _cotejar({"tablas": self._filas, "cadenas": _cabezas_en_postgresql(self._cursor, hay)}, dicho)

    def confirmar(self) -> None:
        """The transaction is committed by whoever opened it."""


def _cotejar(hallado: Mapping[str, Any], dicho: Mapping[str, Any]) -> None:
    distintas = sorted(t for t, n in dicho["tablas"].items() if hallado["tablas"].get(t) != n)
    if distintas:
        raise RespaldoError(f"Los registros no son los que dice el respaldo, en {', '.join(distintas)}.")
    if hallado["cadenas"] != dicho["cadenas"]:
        raise RespaldoError("Las cadenas de actos no terminan como dice el respaldo.")


@contextmanager
def meter(dicho: Mapping[str, Any]) -> Iterator[Cargador]:
    """Into the database of this installation, which must be empty. If it fails inside, it is left as it was."""
    if connection.vendor == "sqlite":
        base = Path(connection.settings_dict["NAME"])
        with tempfile.TemporaryDirectory(prefix=".cauce-restaurar-", dir=base.parent) as lugar:
            yield _EnSqlite(Path(lugar))
    else:
        _dejar_tablas(dicho["migraciones"])
        with transaction.atomic():
            yield _EnPostgresql(dicho)
    ContentType.objects.clear_cache()


def _dejar_tablas(pedidas: Mapping[str, list[str]]) -> None:
    """The tables of an empty database as those migrations make them."""
    nombres = {(app, n) for app, suyas in pedidas.items() for n in suyas}
    # What stands for others (decision 0070) makes what they make, and may not be named where they are.
    juntas = MigrationLoader(None).replacements
    nombres -= set(juntas)
    if set(MigrationRecorder(connection).applied_migrations()) - set(juntas) == nombres:
        return
    with connection.cursor() as cursor:
        hay = [t for (t,) in _filas(cursor, _TABLAS) if _nuestra(t)]
        if hay:
            cursor.execute(f"DROP TABLE {', '.join(map(_citar, hay))} CASCADE")
    ejecutor = MigrationExecutor(connection)
    if any(0 < len(nombres.intersection(junta.replaces)) < len(junta.replaces) for junta in juntas.values()):
        # Of a version that had only some of them: one by one.
        ejecutor.loader.replace_migrations = False  # type: ignore[attr-defined]  # the stubs call it otherwise
        ejecutor.loader.build_graph()
    else:
        nombres |= {clave for clave, junta in juntas.items() if nombres.issuperset(junta.replaces)}
    grafo = ejecutor.loader.graph
    # A migration that is asked for when it is applied already would be undone as far as it.
    hojas = [
        n
        for n in sorted(nombres & set(grafo.nodes))
        if not any(hija.key in nombres and hija.key[0] == n[0] for hija in grafo.node_map[n].children)
    ]
    ejecutor.migrate(hojas)


def tamano() -> int:
    """About how many bytes the database takes."""
    if connection.vendor == "sqlite":
        base = str(connection.settings_dict["NAME"])
        return sum(os.path.getsize(base + cola) for cola in ("", "-wal") if os.path.exists(base + cola))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])
