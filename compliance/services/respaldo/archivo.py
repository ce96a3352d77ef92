"""What is inside a backup: a tar of pieces, the list of their SHA-256 and a manifest at the end.

`miembros.txt` is as `sha256sum -c` reads it; `manifiesto.json` says what the backup is of and the SHA-256 of that list,
and `manifiesto.sha256` that of the manifest. Both are written last, when all is known, and one that was cut has none.
Nothing is kept in memory but a piece.
"""

import hashlib
import io
import json
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

from .sobre import TROZO, RespaldoError

FORMATO = 1
BASE, ARCHIVOS, PLANES = "base/", "archivos/", "planes/"
MIEMBROS, MANIFIESTO, SUMA = "miembros.txt", "manifiesto.json", "manifiesto.sha256"
MANIFIESTO_MAXIMO = 16 << 20
CADA = 5.0
Decir = Callable[[str], None]
_NO_ES = "El archivo no es un respaldo de Cauce, o está cortado o alterado: use otra copia."


class Avance:
    """Says every few seconds how far a long work goes."""

    def __init__(self, decir: Decir, que: str) -> None:
        self._decir, self._que = decir, que
        self._dicho, self.cuantos, self.octetos = time.monotonic(), 0, 0

    def mas(self, octetos: int) -> None:
        """One more, of so many bytes."""
        self.cuantos += 1
        self.octetos += octetos
        if time.monotonic() - self._dicho >= CADA:
            self._dicho = time.monotonic()
            self._decir(f"{self._que}: {self.cuantos} partes, {en_mb(self.octetos)}…")


def en_mb(octetos: int) -> str:
    """As somebody reads it."""
    return f"{octetos / 1024**2:,.1f} MB"


class _Leido(io.RawIOBase):
    """A member as it is read, with the SHA-256 of what went by."""

    def __init__(self, origen: Any) -> None:
        self._origen, self.suma, self.octetos = origen, hashlib.sha256(), 0

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, cuantos: int = -1) -> bytes:
        """As any file."""
        datos: bytes = self._origen.read(TROZO if cuantos < 0 else cuantos)
        self.suma.update(datos)
        self.octetos += len(datos)
        return datos

    def readinto(self, donde: Any) -> int:
        """For whoever buffers it."""
        datos = self.read(len(donde))
        donde[: len(datos)] = datos
        return len(datos)

    def terminar(self) -> None:
        """Whatever nobody wanted goes by too."""
        while self.read(TROZO):
            pass


class Escritor:
    """Writes the members one after the other; the list and the manifest, at the end."""

    def __init__(self, salida: Any, avance: Avance) -> None:
        self._tar = tarfile.open(fileobj=salida, mode="w|", format=tarfile.PAX_FORMAT, bufsize=TROZO)  # noqa: SIM115
        self._lista: Any = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the backup)
        self._avance = avance

    def poner(self, nombre: str, datos: bytes) -> None:
        """A member that is in memory."""
        self.copiar(nombre, io.BytesIO(datos), len(datos))

    def copiar(self, nombre: str, archivo: BinaryIO, octetos: int) -> None:
        """A member of so many bytes. Raises OSError if it has not so many."""
        leido = _Leido(archivo)
        ficha = tarfile.TarInfo(nombre)
        ficha.size, ficha.mode, ficha.mtime = octetos, 0o600, 0
        self._tar.addfile(ficha, leido)
        # It would keep the name of every member.
        self._tar.members.clear()  # type: ignore[attr-defined]
        self._lista.write(f"{leido.suma.hexdigest()}  {nombre}\n".encode())
        self._avance.mas(octetos)

    def cerrar(self, dicho: Mapping[str, Any]) -> dict[str, Any]:
        """The end; answers the manifest."""
        octetos = self._lista.tell()
        self._lista.seek(0)
        suma = hashlib.file_digest(self._lista, "sha256").hexdigest()
        self._lista.seek(0)
        ficha = tarfile.TarInfo(MIEMBROS)
        ficha.size, ficha.mode = octetos, 0o600
        self._tar.addfile(ficha, self._lista)
        manifiesto = {**dicho, "miembros": self._avance.cuantos, "sha256_de_miembros": suma}
        texto = json.dumps(manifiesto, ensure_ascii=False, indent=1, sort_keys=True).encode()
        for nombre, datos in ((MANIFIESTO, texto), (SUMA, hashlib.sha256(texto).hexdigest().encode() + b"\n")):
            ficha = tarfile.TarInfo(nombre)
            ficha.size, ficha.mode = len(datos), 0o600
            self._tar.addfile(ficha, io.BytesIO(datos))
        self._tar.close()
        self._lista.close()
        return manifiesto


def recorrer(
    tubo: BinaryIO, avance: Avance, al_leer: Callable[[str, BinaryIO, int], None] = lambda *_: None
) -> dict[str, Any]:
    """Read it all, handing each member over, and answer its manifest. Raises RespaldoError if anything is not whole."""
    lista, ultimos = hashlib.sha256(), {}
    with _tar(tubo) as miembros:
        for nombre, archivo, octetos in miembros:
            if nombre in (MIEMBROS, MANIFIESTO, SUMA):
                ultimos[nombre] = _ultimo(nombre, archivo, octetos)
                continue
            if ultimos or not nombre.startswith((BASE, ARCHIVOS, PLANES)):
                raise RespaldoError(_NO_ES)
            leido = _Leido(archivo)
            al_leer(nombre, leido, octetos)  # type: ignore[arg-type]
            leido.terminar()
            if leido.octetos != octetos:
                raise RespaldoError(_NO_ES)
            lista.update(f"{leido.suma.hexdigest()}  {nombre}\n".encode())
            avance.mas(octetos)
    if ultimos.keys() != {MIEMBROS, MANIFIESTO, SUMA}:
        raise RespaldoError("El respaldo está cortado: le falta el final. Use otra copia.")
    texto = ultimos[MANIFIESTO]
    if hashlib.sha256(texto).hexdigest().encode() + b"\n" != ultimos[SUMA]:
        raise RespaldoError("El manifiesto del respaldo fue alterado. Use otra copia.")
    manifiesto: dict[str, Any] = json.loads(texto)
    if manifiesto.get("formato") != FORMATO:
        raise RespaldoError(
            f"El respaldo es del formato {manifiesto.get('formato')}, que esta versión no conoce: instale la de Cauce "
            f"{manifiesto.get('version')} o posterior."
        )
    escrita = ultimos[MIEMBROS].decode()
    if not escrita == manifiesto["sha256_de_miembros"] == lista.hexdigest() or avance.cuantos != manifiesto["miembros"]:
        raise RespaldoError("Lo que contiene el respaldo no corresponde a sus huellas: fue alterado. Use otra copia.")
    return manifiesto


def _ultimo(nombre: str, archivo: Any, octetos: int) -> bytes:
    """The content of one of the last members; of the list, which may be long, its SHA-256."""
    if nombre == MIEMBROS:
        leido = _Leido(archivo)
        leido.terminar()
        return leido.suma.hexdigest().encode()
    if octetos > MANIFIESTO_MAXIMO:
        raise RespaldoError(_NO_ES)
    datos: bytes = archivo.read(octetos)
    return datos


@contextmanager
def _tar(tubo: BinaryIO) -> Iterator[Iterator[tuple[str, Any, int]]]:
    def miembros(tar: tarfile.TarFile) -> Iterator[tuple[str, Any, int]]:
        while (ficha := tar.next()) is not None:
            tar.members.clear()  # type: ignore[attr-defined]
            if not ficha.isreg():
                raise RespaldoError(_NO_ES)
            yield ficha.name, tar.extractfile(ficha), ficha.size

    try:
        with tarfile.open(fileobj=tubo, mode="r|", bufsize=TROZO) as tar:
            yield miembros(tar)
    except (tarfile.TarError, EOFError, UnicodeDecodeError, ValueError) as error:
        raise RespaldoError(_NO_ES) from error
