"""Where files are kept, so that neither a full disk nor an undone transaction leaves any that no row names.

A file belongs to a row, of today or of history, that holds its name. It is written before that row is committed: if it
never is, `sin_huerfanos` removes the file when the request ends, and `huerfanos` finds whatever a crash left.
"""

import errno
import logging
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError, connection, models

bitacora = logging.getLogger(__name__)

# The folders whose every file is named by a row. An import under way has its own end (flujos.importacion.cargas).
CARPETAS = ("documentos", "fotos")
# Longer than any request: what is being saved now is not taken for forgotten.
EDAD_DE_HUERFANO = timedelta(days=1)
_LOTE = 500
_escritos: ContextVar[list[str] | None] = ContextVar("escritos", default=None)
# Whether the scanner was away when a file of this request came in, and the installation takes it all the same.
_sin_revisar: ContextVar[bool] = ContextVar("sin_revisar", default=False)


class Almacen(FileSystemStorage):
    """Files on disk; one that could not be written whole is not there at all."""

    def _save(self, name: str, content: File[Any]) -> str:
        # makedirs would give our permissions to the last folder alone.
        for carpeta in reversed(Path(self.path(name)).parents):
            if not carpeta.is_dir():
                carpeta.mkdir(self.directory_permissions_mode or 0o777, exist_ok=True)
        while True:
            try:
                destino = open(self.path(name), "xb")  # noqa: SIM115 (closed below, whatever happens)
                break
            except FileExistsError:
                name = self.get_available_name(name)
        try:
            with destino:
                for trozo in content.chunks():
                    destino.write(trozo)
                destino.flush()
                # Some disks only say here that they are full; and the row must not outlive a cut that loses the file.
                os.fsync(destino.fileno())
            if self.file_permissions_mode is not None:
                os.chmod(self.path(name), self.file_permissions_mode)
        except BaseException:
            with suppress(OSError):
                self.delete(name)
            raise
        anotar_escrito(name)
        return name


def anotar_escrito(nombre: str) -> None:
    """A storage has just kept a file: see `sin_huerfanos` and `queda_por_revisar`."""
    if (escritos := _escritos.get()) is not None:
        escritos.append(nombre)
    if _sin_revisar.get():
        # In the same transaction as the row that names the file.
        apps.get_model("compliance", "ArchivoSinRevisar").objects.get_or_create(nombre=nombre)


def queda_por_revisar() -> None:
    """Mark as «sin revisar» whatever is kept from now on in this request."""
    _sin_revisar.set(True)


@contextmanager
def sin_huerfanos() -> Iterator[None]:
    """Whatever is stored inside and no committed row names at the end is removed. Opened outside any transaction."""
    escritos: list[str] = []
    ficha, revisado = _escritos.set(escritos), _sin_revisar.set(False)
    try:
        yield
    finally:
        _escritos.reset(ficha)
        _sin_revisar.reset(revisado)
        try:
            for nombre in _sin_fila([n for n in escritos if n.startswith(tuple(f"{c}/" for c in CARPETAS))]):
                default_storage.delete(nombre)
        except (OSError, DatabaseError):
            # It stays where `huerfanos` finds it: what must be answered now is what the request did.
            bitacora.exception("No se pudo quitar un archivo que no quedó registrado: %s", escritos)


def huerfanos(al: datetime) -> Iterator[str]:
    """Files kept more than a day before `al` (aware) that no row names."""
    viejos: list[str] = []
    for carpeta in CARPETAS:
        for nombre in _archivos(carpeta):
            with suppress(FileNotFoundError):
                if default_storage.get_modified_time(nombre) < al - EDAD_DE_HUERFANO:
                    viejos.append(nombre)
    for desde in range(0, len(viejos), _LOTE):
        yield from _sin_fila(viejos[desde : desde + _LOTE])


def _archivos(carpeta: str) -> Iterator[str]:
    try:
        carpetas, archivos = default_storage.listdir(carpeta)
    except FileNotFoundError:
        return
    yield from (f"{carpeta}/{archivo}" for archivo in sorted(archivos))
    for otra in sorted(carpetas):
        yield from _archivos(f"{carpeta}/{otra}")


def todos() -> Iterator[str]:
    """Every file kept, whatever it is."""
    try:
        carpetas, sueltos = default_storage.listdir("")
    except FileNotFoundError:
        return
    yield from sorted(sueltos)
    for carpeta in sorted(carpetas):
        yield from _archivos(carpeta)


def nombrados() -> Iterator[str]:
    """Every file that a row names, of today or of its history. Tables and columns that are not there yet name none."""
    with connection.cursor() as cursor:
        tablas = set(connection.introspection.table_names(cursor))
        for modelo, campo in _columnas():
            opciones = modelo._meta
            columna = opciones.get_field(campo).column  # type: ignore[union-attr]
            hay = opciones.db_table in tablas and columna in {
                c.name for c in connection.introspection.get_table_description(cursor, opciones.db_table)
            }
            if hay:
                nombres = modelo._default_manager.order_by().exclude(**{campo: ""}).values_list(campo, flat=True)
                yield from nombres.distinct().iterator(chunk_size=_LOTE)


def _sin_fila(nombres: Sequence[str]) -> list[str]:
    """Of these files, those that no row names, of any model or of its history."""
    if not nombres:
        return []  # of nearly every request: it is not asked which columns there are
    quedan = dict.fromkeys(nombres)
    for modelo, campo in _columnas():
        if not quedan:
            break
        for nombre in modelo._default_manager.filter(**{f"{campo}__in": list(quedan)}).values_list(campo, flat=True):
            quedan.pop(nombre, None)
    return list(quedan)


def _columnas() -> Iterator[tuple[type[models.Model], str]]:
    """Every column that holds the name of a file."""
    for modelo in apps.get_models():
        for campo in modelo._meta.concrete_fields:
            if isinstance(campo, models.FileField):
                yield modelo, campo.name
                if historia := getattr(modelo, "history", None):
                    yield historia.model, campo.name


def sin_espacio(error: BaseException | None) -> bool:
    """Whether `error` comes from a full disk or an exhausted quota: ours, or that of the database."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        # 53100, disk_full, is PostgreSQL's. The low byte of SQLite's is the kind of error.
        if getattr(error, "sqlstate", None) == "53100":
            return True
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            return True
        error = error.__cause__ or error.__context__
    return False
