"""The file of a backup as a stream: as it is, or ciphered with age (age-encryption.org), whose tools open it too.

age authenticates each 64 kB and the end, so that a file that was cut or altered is never taken for a whole one. For a
recipient («age1…», a public key) the file is age's own: who makes backups every night needs no secret, and cannot open
them. With a passphrase, a key is made for the file and goes before it, ciphered with the passphrase (age's scrypt), in
one line of JSON: age ciphers streams for keys alone.
"""

import base64
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tarfile import RECORDSIZE
from threading import Thread
from typing import Any, BinaryIO

import pyrage

CABEZA = "cauce-respaldo-con-frase"
_AGE = b"age-encryption.org/v1"
_LINEA = 4096
TROZO = 1 << 20


class RespaldoError(Exception):
    """A backup cannot be made, opened or restored: says in Spanish why and what to do."""


@dataclass(frozen=True)
class Cerradura:
    """With what a file is closed: a passphrase, a recipient, or nothing."""

    frase: str = field(default="", repr=False)
    destinatario: str = ""


@dataclass(frozen=True)
class Llavero:
    """With what a file may be opened: a passphrase, or the identities («AGE-SECRET-KEY-1…») of a recipient."""

    frase: str = field(default="", repr=False)
    identidades: tuple[str, ...] = field(default=(), repr=False)


class _ConHuella:
    """A file that takes the SHA-256 of what is written in it."""

    def __init__(self, archivo: BinaryIO) -> None:
        self._archivo, self.suma, self.octetos = archivo, hashlib.sha256(), 0

    def write(self, datos: bytes) -> int:
        """All of it."""
        self.suma.update(datos)
        self.octetos += len(datos)
        return self._archivo.write(datos)

    def flush(self) -> None:
        """Down to the file."""
        self._archivo.flush()


@contextmanager
def escribir(archivo: BinaryIO, cerradura: Cerradura) -> Iterator[tuple[Any, _ConHuella]]:
    """Where a backup is written, and what will say the SHA-256 of the file. Raises RespaldoError."""
    salida = _ConHuella(archivo)
    if cerradura.frase:
        identidad = pyrage.x25519.Identity.generate()
        llave = pyrage.passphrase.encrypt(str(identidad).encode(), cerradura.frase)
        cabeza = {"formato": CABEZA, "llave": base64.b64encode(llave).decode()}
        salida.write(json.dumps(cabeza).encode() + b"\n")
        destinatario = identidad.to_public()
    elif cerradura.destinatario:
        try:
            destinatario = pyrage.x25519.Recipient.from_str(cerradura.destinatario)
        except pyrage.RecipientError as error:
            raise RespaldoError(
                f"«{cerradura.destinatario}» no es un destinatario de age: comienza con «age1» y lo da age-keygen."
            ) from error
    else:
        yield salida, salida
        return
    with _hilo(lambda lee: pyrage.encrypt_io(lee, salida, [destinatario]), escribe=True) as tubo:
        yield tubo, salida


@contextmanager
def leer(ruta: Path, llavero: Llavero) -> Iterator[BinaryIO]:
    """What a backup holds, from its beginning. Raises RespaldoError, also at the end if it was cut or altered."""
    with ruta.open("rb") as archivo:
        cabeza = archivo.peek(len(_AGE))[: max(len(_AGE), 1)]
        if cabeza.startswith(b"{"):
            identidades = [_de_frase(archivo.readline(_LINEA), llavero.frase)]
        elif cabeza.startswith(_AGE):
            identidades = _del_llavero(llavero)
        else:
            if llavero.frase or llavero.identidades:
                raise RespaldoError("El archivo no está cifrado: restáurelo sin frase y sin llave.")
            if ruta.stat().st_size % RECORDSIZE:
                raise RespaldoError("El archivo no es un respaldo de Cauce, o está cortado: use otra copia.")
            yield archivo
            return
        try:
            with _hilo(lambda escribe: pyrage.decrypt_io(archivo, escribe, identidades), escribe=False) as tubo:
                yield tubo
        except (OSError, pyrage.DecryptError) as error:
            if isinstance(error, OSError) and error.errno:
                raise  # of the disk
            raise RespaldoError(
                "El archivo no se pudo descifrar: está cortado o alterado, o la llave no es la suya."
            ) from error


def esta_cifrado(ruta: Path) -> str:
    """«frase» or «destinatario», as whoever restores must be asked; empty if it is not ciphered."""
    with ruta.open("rb") as archivo:
        cabeza = archivo.read(len(_AGE))
    return "frase" if cabeza.startswith(b"{") else "destinatario" if cabeza == _AGE else ""


def _de_frase(linea: bytes, frase: str) -> Any:
    try:
        dicho = json.loads(linea)
        llave = base64.b64decode(dicho["llave"], validate=True) if dicho["formato"] == CABEZA else b""
    except (ValueError, KeyError, TypeError) as error:
        raise RespaldoError("El archivo no es un respaldo de Cauce, o su comienzo fue alterado.") from error
    if not frase:
        raise RespaldoError("El archivo está cifrado con una frase: indíquela (--frase-archivo, o cuando se pida).")
    try:
        return pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(llave, frase).decode())
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError) as error:
        if "Excessive work" in str(error):
            # age measures how fast the machine is, and refuses what would take it too long.
            raise RespaldoError(
                "Este equipo va ahora demasiado lento para abrir la frase. Repita la orden cuando tenga menos carga, o "
                "en uno más rápido."
            ) from error
        raise RespaldoError("La frase no es la de este respaldo, o su comienzo fue alterado.") from error


def _del_llavero(llavero: Llavero) -> list[Any]:
    if not llavero.identidades:
        raise RespaldoError("El archivo está cifrado para una llave de age: indique su archivo con --llave.")
    try:
        return [pyrage.x25519.Identity.from_str(i) for i in llavero.identidades]
    except pyrage.IdentityError as error:
        raise RespaldoError("--llave: no es una llave de age («AGE-SECRET-KEY-1…», como la da age-keygen).") from error


@contextmanager
def _hilo(hacer: Any, *, escribe: bool) -> Iterator[BinaryIO]:
    """This end of a pipe, while `hacer` works at the other end in a thread. What failed there is raised here."""
    lector, escritor = os.pipe()
    mio, suyo = (escritor, lector) if escribe else (lector, escritor)
    fallas: list[BaseException] = []

    def correr() -> None:
        try:
            with os.fdopen(suyo, "rb" if escribe else "wb") as otro:
                hacer(otro)
        except BaseException as error:
            fallas.append(error)

    hilo = Thread(target=correr, name="respaldo", daemon=True)
    with os.fdopen(mio, "wb" if escribe else "rb") as tubo:
        hilo.start()
        try:
            yield tubo
            if not escribe:
                # What is after the end of the tar is read too: its authentication is in it.
                while tubo.read(TROZO):
                    pass
        except BaseException as error:
            _cerrar(tubo)
            hilo.join()
            # A broken pipe says only that the other end failed.
            if fallas and (isinstance(error, BrokenPipeError) or not escribe) and not _por_cerrar(fallas[0]):
                raise fallas[0] from error
            raise
    hilo.join()
    if fallas:
        raise fallas[0]


def _cerrar(tubo: BinaryIO) -> None:
    with suppress(BrokenPipeError):
        tubo.close()


def _por_cerrar(falla: BaseException) -> bool:
    return isinstance(falla, BrokenPipeError)
