"""Files shown to a scanner of malicious programs before anything else looks at them (decision 0068).

`CAUCE_ANTIVIRUS` says which one: clamd by network or by socket, spoken to in its own protocol, or a command that reads
the file from its standard input and ends with 0 (nothing found), 1 (something found) or another status (it could not).
"""

import logging
import shlex
import socket
import struct
import subprocess
from collections.abc import Iterator
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import File

bitacora = logging.getLogger(__name__)

_TROZO = 64 * 1024
# clamd's answers are one short line; whatever sends more is not clamd.
_RESPUESTA_MAXIMA = 4096
_POR_CLAMD = "clamd://"


class InfectadoError(Exception):
    """The scanner found something; its text is what."""


class SinRevisarError(Exception):
    """The scanner did not answer whether there is something; its text says why."""


def revisar(archivo: File[bytes]) -> None:
    """Show `archivo` to the scanner, if the installation has one, and leave it at its beginning.

    Raises InfectadoError, or SinRevisarError when it is away, is late or cannot look at this file.
    """
    quien: str = settings.ANTIVIRUS
    if not quien:
        return
    archivo.seek(0)
    try:
        dicho = _clamd(quien, archivo) if quien.startswith(_POR_CLAMD) else _orden(quien, archivo)
    finally:
        archivo.seek(0)
    if dicho:
        raise InfectadoError(dicho)


def responde() -> bool:
    """Whether the scanner is there; True if the installation has none."""
    quien: str = settings.ANTIVIRUS
    if not quien.startswith(_POR_CLAMD):
        return True
    try:
        with _Conexion(quien) as conexion:
            conexion.enviar(b"zPING\0")
            return conexion.leer() == "PONG"
    except SinRevisarError:
        return False


class _Conexion:
    """One talk with clamd, which ends by a moment however little it sends at a time."""

    def __init__(self, quien: str) -> None:
        self.hasta = monotonic() + settings.ANTIVIRUS_SEGUNDOS
        partes = urlsplit(quien)
        try:
            if partes.hostname:
                self.enchufe = socket.create_connection((partes.hostname, partes.port or 3310), self._queda())
            else:
                self.enchufe = socket.socket(socket.AF_UNIX)
                try:
                    self.enchufe.settimeout(self._queda())
                    self.enchufe.connect(partes.path)
                except OSError:
                    self.enchufe.close()
                    raise
        except OSError as error:
            raise SinRevisarError(f"no hay conexión: {error}") from error

    def __enter__(self) -> "_Conexion":
        return self

    def __exit__(self, *_: object) -> None:
        self.enchufe.close()

    def _queda(self) -> float:
        queda = self.hasta - monotonic()
        if queda <= 0:
            raise SinRevisarError(f"no respondió en {settings.ANTIVIRUS_SEGUNDOS} s")
        return queda

    def enviar(self, datos: bytes) -> bool:
        """Whether it took them; False if it hung up, maybe with its reason already said."""
        self.enchufe.settimeout(self._queda())
        try:
            self.enchufe.sendall(datos)
        except TimeoutError as error:
            raise SinRevisarError(f"no respondió en {settings.ANTIVIRUS_SEGUNDOS} s") from error
        except OSError:
            return False
        return True

    def leer(self) -> str:
        """Its answer, without its end."""
        partes = b""
        while b"\0" not in partes and len(partes) < _RESPUESTA_MAXIMA:
            self.enchufe.settimeout(self._queda())
            try:
                parte = self.enchufe.recv(_RESPUESTA_MAXIMA)
            except OSError as error:
                raise SinRevisarError(f"no terminó de responder: {error}") from error
            if not parte:
                break
            partes += parte
        return partes.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _trozos(archivo: File[bytes]) -> Iterator[bytes]:
    while trozo := archivo.read(_TROZO):
        yield trozo


def _clamd(quien: str, archivo: File[bytes]) -> str:
    """What clamd found; empty if nothing. Each piece goes after its length, and one of length 0 ends the file."""
    with _Conexion(quien) as conexion:
        toma = conexion.enviar(b"zINSTREAM\0")
        for trozo in _trozos(archivo):
            toma = toma and conexion.enviar(struct.pack(">I", len(trozo)) + trozo)
        if toma:
            conexion.enviar(struct.pack(">I", 0))
        dicho = conexion.leer()
    if dicho == "stream: OK":
        return ""
    if dicho.startswith("stream: ") and dicho.endswith(" FOUND"):
        return dicho.removeprefix("stream: ").removesuffix(" FOUND").strip() or "sin nombre"
    # «INSTREAM size limit exceeded. ERROR»: its StreamMaxLength is less than what is admitted here.
    raise SinRevisarError(dicho or "cerró la conexión sin responder")


def _orden(orden: str, archivo: File[bytes]) -> str:
    """What the command found; empty if nothing."""
    try:
        hecho = subprocess.run(  # noqa: S603 (the operator's own command, and no shell)
            shlex.split(orden),
            input=archivo.read(),
            capture_output=True,
            timeout=settings.ANTIVIRUS_SEGUNDOS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SinRevisarError(f"no respondió en {settings.ANTIVIRUS_SEGUNDOS} s") from error
    except OSError as error:
        raise SinRevisarError(f"no se pudo ejecutar: {error.strerror}") from error
    dicho = hecho.stdout.decode("utf-8", "replace").strip()
    if hecho.returncode == 0:
        return ""
    if hecho.returncode == 1:
        renglon = next(iter(dicho.splitlines()), "").removesuffix(" FOUND")
        return renglon.rpartition(": ")[2][:200] or "sin nombre"
    raise SinRevisarError(f"terminó con {hecho.returncode}: {hecho.stderr.decode('utf-8', 'replace').strip()[:200]}")
