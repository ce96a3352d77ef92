"""Making a backup while the site runs: the database at one moment, and then the files that it names."""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.storage import default_storage

from ...almacen import nombrados, todos
from . import base
from .archivo import ARCHIVOS, BASE, FORMATO, PLANES, Avance, Decir, Escritor, en_mb, recorrer
from .sobre import TROZO, Cerradura, Llavero, RespaldoError, escribir, leer

# Names of files that are said to be missing; of the rest, how many.
_DICHOS = 20


@dataclass(frozen=True)
class Hecho:
    """A backup: its manifest, the size of its file and the SHA-256 of it, and how it was verified."""

    manifiesto: dict[str, Any]
    octetos: int
    sha256: str
    verificado: str


def respaldar(salida: Path, cerradura: Cerradura, *, en: datetime, decir: Decir) -> Hecho:
    """Write `salida`, whole or not at all, and read it again. Raises RespaldoError, and OSError of the disk.

    Whatever is written meanwhile is not in it: the database goes first, at one moment, and a file is kept before the
    row that names it is.
    """
    if salida.exists():
        raise RespaldoError(f"{salida} ya existe: un respaldo no se escribe sobre otro. Indique otro nombre.")
    if not salida.parent.is_dir():
        raise RespaldoError(f"No existe la carpeta {salida.parent}: créela o indique otra.")
    parcial = salida.with_name(f".{salida.name}.{os.getpid()}.parcial")
    try:
        with open(os.open(parcial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as archivo:
            with escribir(archivo, cerradura) as (tubo, escrito):
                manifiesto = _contenido(Escritor(tubo, Avance(decir, "Respaldo")), salida.parent, en=en, decir=decir)
            archivo.flush()
            os.fsync(archivo.fileno())
        decir("Se vuelve a leer lo escrito…")
        verificado = _verificar(parcial, cerradura, escrito.suma.hexdigest(), manifiesto, decir)
        _nombrar(parcial, salida)
        # It is made, whether or not it can be noted.
        with suppress(OSError):
            settings.ULTIMO_RESPALDO.touch(mode=0o600)
    finally:
        with suppress(OSError):
            parcial.unlink()
    return Hecho(manifiesto, escrito.octetos, escrito.suma.hexdigest(), verificado)


def _nombrar(parcial: Path, salida: Path) -> None:
    """Give it its name. Raises FileExistsError if somebody else made one meanwhile."""
    try:
        os.link(parcial, salida)
    except OSError as error:
        # Disks and shared folders of other systems have no links.
        if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS):
            raise
        if salida.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(salida)) from error
        parcial.rename(salida)


def _contenido(escritor: Escritor, carpeta: Path, *, en: datetime, decir: Decir) -> dict[str, Any]:
    dicho: dict[str, Any] = {"formato": FORMATO, "version": settings.VERSION, "hecho_en": en.isoformat()}
    dicho["migraciones"] = base.migraciones()
    decir(f"Base de datos: {en_mb(base.tamano())}…")
    with base.sacar(carpeta) as (piezas, de_la_base):
        for nombre, pieza in piezas:
            escritor.poner(f"{BASE}{nombre}", pieza)
        dicho |= de_la_base
    decir("Archivos…")
    archivos = octetos = 0
    for nombre in todos():
        # One that went away meanwhile (an import that ended, a suppression) is no longer needed.
        with suppress(FileNotFoundError), default_storage.open(nombre) as archivo:
            largo = archivo.size
            escritor.copiar(f"{ARCHIVOS}{nombre}", archivo, largo)  # type: ignore[arg-type]
            archivos, octetos = archivos + 1, octetos + largo
    for plan in sorted((settings.DATOS / "planes").glob("*.toml")):
        escritor.poner(f"{PLANES}{plan.name}", plan.read_bytes())
    faltan = sorted({nombre for nombre in nombrados() if not default_storage.exists(nombre)})
    dicho["archivos"] = {"cuantos": archivos, "octetos": octetos}
    dicho["archivos_que_faltan"] = {"cuantos": len(faltan), "algunos": faltan[:_DICHOS]}
    return escritor.cerrar(dicho)


def _verificar(ruta: Path, cerradura: Cerradura, sha256: str, manifiesto: dict[str, Any], decir: Decir) -> str:
    """Read from the disk what was written. Without what opens it, that its bytes are those that were made."""
    if cerradura.destinatario:
        with ruta.open("rb") as archivo:
            if _huella(archivo) != sha256:
                raise RespaldoError("El disco no devolvió lo que se escribió: el respaldo no sirve. Use otro disco.")
        return "sus bytes en el disco; para abrirlo hace falta la llave, que no está aquí"
    with leer(ruta, Llavero(frase=cerradura.frase)) as tubo:
        if recorrer(tubo, Avance(decir, "Verificación")) != manifiesto:
            raise RespaldoError("El disco no devolvió lo que se escribió: el respaldo no sirve. Use otro disco.")
    return "se volvió a leer entero y cada parte corresponde a su huella"


def _huella(archivo: BinaryIO) -> str:
    def trozos() -> Iterator[bytes]:
        while trozo := archivo.read(TROZO):
            yield trozo

    suma = hashlib.sha256()
    for trozo in trozos():
        suma.update(trozo)
    return suma.hexdigest()
