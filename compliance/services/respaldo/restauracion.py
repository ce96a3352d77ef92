"""An empty installation made from a backup: all of it is checked before anything is written."""

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from ... import cifrado
from ..cadenas import Verificacion, verificar
from . import base
from .archivo import ARCHIVOS, BASE, PLANES, Avance, Decir, recorrer
from .sobre import TROZO, Llavero, RespaldoError, leer

MOTORES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


class SinTerminarError(Exception):
    """All is in its place, but what is done afterwards failed: says in Spanish why and how to go on."""


def restaurar(ruta: Path, llavero: Llavero, *, sin_llave: bool, decir: Decir) -> tuple[dict[str, Any], Verificacion]:
    """Answers the manifest, and what verifying the chains said afterwards. Raises RespaldoError, with nothing written.

    Of an older version, its tables are brought up to date once they are in; if that fails, SinTerminarError.
    """
    _exigir_vacia()
    decir("Se revisa el respaldo entero antes de escribir nada…")
    with leer(ruta, llavero) as tubo:
        manifiesto = recorrer(tubo, Avance(decir, "Revisión"), _sin_estorbo)
    _exigir_que_sirva(manifiesto, sin_llave=sin_llave)
    decir("Se restaura…")
    puestos: list[str] = []
    planes: list[Path] = []
    try:
        with base.meter(manifiesto) as cargador:
            revisada = False

            def poner(nombre: str, archivo: BinaryIO, octetos: int) -> None:
                nonlocal revisada
                if nombre.startswith(BASE):
                    cargador.recibir(nombre.removeprefix(BASE), archivo)
                    return
                if not revisada:
                    cargador.comprobar(manifiesto)
                    revisada = True
                if nombre.startswith(ARCHIVOS):
                    _guardar(nombre.removeprefix(ARCHIVOS), archivo, octetos, puestos)
                elif nombre.startswith(PLANES):
                    _plan(nombre, archivo, octetos, planes)

            with leer(ruta, llavero) as tubo:
                if recorrer(tubo, Avance(decir, "Restauración"), poner) != manifiesto:
                    raise RespaldoError(
                        "El archivo cambió mientras se restauraba: repítalo con una copia que no cambie."
                    )
            if not revisada:
                cargador.comprobar(manifiesto)
            cargador.confirmar()
    except BaseException:
        for nombre in puestos:
            with suppress(OSError):
                default_storage.delete(nombre)
        for plan in planes:
            with suppress(OSError):
                plan.unlink()
        raise
    try:
        decir("Se pone al día la base de datos…")
        call_command("migrate", interactive=False, verbosity=0)
        decir("Se verifican las cadenas de actos…")
        return manifiesto, verificar()
    except (CommandError, cifrado.CifradoError, DatabaseError, OSError) as error:
        raise SinTerminarError(
            f"Los datos del respaldo ya están puestos, pero no se terminó de ponerlos al día: {error}".strip()
            + "\nCorrija lo que se dice y siga con manage.py preparar y manage.py verificar_historial."
        ) from error


def _exigir_vacia() -> None:
    if tabla := base.ocupada():
        raise RespaldoError(
            f"Esta instalación no está vacía (hay registros en {tabla}): un respaldo solo se restaura en una vacía. "
            "Indique otra base en DATABASE_URL y otra carpeta en CAUCE_DATOS."
        )


def _exigir_que_sirva(dicho: Mapping[str, Any], *, sin_llave: bool) -> None:
    if dicho["motor"] != connection.vendor:
        raise RespaldoError(
            f"El respaldo es de una base {MOTORES.get(dicho['motor'], dicho['motor'])} y esta instalación usa "
            f"{MOTORES[connection.vendor]}: indique en DATABASE_URL una base de las suyas."
        )
    if nuevas := base.desconocidas(dicho["migraciones"]):
        raise RespaldoError(
            f"El respaldo es de Cauce {dicho['version']}, posterior a esta versión ({settings.VERSION}), que no conoce "
            f"{nuevas[-1]}: instale aquella o una posterior."
        )
    tengo = {m.nombre for m in cifrado.maestras()} if cifrado.hay_maestra() else set()
    if not sin_llave and (faltan := sorted(set(dicho["maestras"]) - tengo)):
        raise RespaldoError(
            f"Falta la llave maestra con que se cifró ({', '.join(faltan)}), que no va en el respaldo: reponga su "
            f"copia en {settings.LLAVE_MAESTRA_ARCHIVO} o en CAUCE_LLAVE_MAESTRA. Si se perdió, --sin-llave restaura "
            "lo demás y lo cifrado no se leerá nunca."
        )


def _sin_estorbo(nombre: str, archivo: BinaryIO, octetos: int) -> None:
    """What is kept here under the same name must be the same: of a restoration that died, for instance."""
    if nombre.startswith(PLANES):
        if PurePosixPath(nombre).parts[1:] != (PurePosixPath(nombre).name,) or not nombre.endswith(".toml"):
            raise RespaldoError(f"El respaldo trae un plan con un nombre que no se admite: {nombre}.")
        destino = settings.DATOS / nombre
        if destino.exists() and destino.read_bytes() != archivo.read(octetos + 1):
            raise RespaldoError(f"{destino} ya existe y no es el del respaldo: quítelo o use otra carpeta.")
    elif nombre.startswith(ARCHIVOS):
        suyo = nombre.removeprefix(ARCHIVOS)
        try:
            if default_storage.exists(suyo) and _huella_guardada(suyo) != _huella(archivo):
                raise RespaldoError(
                    f"En el almacén ya hay otro archivo con el nombre {suyo}: use una carpeta o una cubeta vacía."
                )
        except SuspiciousFileOperation as error:
            raise RespaldoError(f"El respaldo trae un archivo con un nombre que no se admite: {suyo}.") from error


def _huella(archivo: BinaryIO) -> str:
    suma = hashlib.sha256()
    while trozo := archivo.read(TROZO):
        suma.update(trozo)
    return suma.hexdigest()


def _huella_guardada(nombre: str) -> str:
    with default_storage.open(nombre) as archivo:
        return _huella(archivo)  # type: ignore[arg-type]


class _Corriente(File[bytes]):
    """A member of the backup as the storage takes it: once, from its beginning."""

    def chunks(self, chunk_size: int | None = None) -> Any:
        """A piece at a time."""
        while trozo := self.file.read(chunk_size or TROZO):  # type: ignore[union-attr]
            yield trozo


def _guardar(nombre: str, archivo: BinaryIO, octetos: int, puestos: list[str]) -> None:
    if default_storage.exists(nombre):
        return  # the same: it was looked at before
    corriente = _Corriente(archivo, name=nombre)
    corriente.size = octetos
    puestos.append(str(default_storage.save(nombre, corriente)))
    if puestos[-1] != nombre:
        raise RespaldoError(f"El almacén no guardó {nombre} con su nombre: revise que nadie más escriba en él.")


def _plan(nombre: str, archivo: BinaryIO, octetos: int, puestos: list[Path]) -> None:
    """A file of a plan, in its place, unless the same is there."""
    destino: Path = settings.DATOS / nombre
    if not destino.exists():
        destino.parent.mkdir(mode=0o700, exist_ok=True)
        parcial = destino.with_suffix(".parcial")
        with open(os.open(parcial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as salida:
            salida.write(archivo.read(octetos))
        parcial.replace(destino)
        puestos.append(destino)
