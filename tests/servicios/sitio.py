"""gunicorn on the test database, and people who ask it for pages from a thread: they use no database of their own."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from compliance.models import Usuario

# Any will do: whoever sends a form sends the same in the cookie and in the field.
FICHA = "a" * 32
# What a connection that is cut, or a server that is not there, looks like.
CORTES = (OSError, http.client.HTTPException)


def puerto_libre() -> int:
    """One that nobody listens on."""
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        return int(libre.getsockname()[1])


def sesion_de(quien: Usuario) -> str:
    """The key of a session in which they have entered."""
    sesion = SessionStore()
    sesion[SESSION_KEY] = str(quien.pk)
    sesion[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    sesion[HASH_SESSION_KEY] = quien.get_session_auth_hash()
    sesion.create()
    return str(sesion.session_key)


class Respuesta:
    """What was answered."""

    def __init__(self, estado: int, cabeceras: Mapping[str, str], contenido: bytes) -> None:
        self.estado, self.cabeceras, self.contenido = estado, cabeceras, contenido

    @property
    def texto(self) -> str:
        """As text."""
        return self.contenido.decode()

    @property
    def sesion(self) -> str:
        """The session that it gives, if it does."""
        hallada = re.search(r"\bsessionid=(\w+)", self.cabeceras.get("Set-Cookie", ""))
        return hallada[1] if hallada else ""

    @property
    def lleva_a(self) -> str:
        """The path to which it leads, if it is another's page."""
        return urlsplit(self.cabeceras.get("Location", "")).path


class Persona:
    """Somebody who has entered, or nobody in particular without a session. Raises one of `CORTES`.

    `desde`: the address from which a proxy says that they come, for a site that counts one (CAUCE_PROXIES).
    """

    def __init__(self, puerto: int, sesion: str = "", espera: float = 120, desde: str = "") -> None:
        self.puerto, self.sesion, self.espera, self.desde = puerto, sesion, espera, desde

    def pedir(
        self, direccion: str, datos: Sequence[tuple[str, str]] | None = None, archivo: tuple[str, bytes] | None = None
    ) -> Respuesta:
        """A visit; with `datos`, a form that is sent; with `archivo` (its name and bytes), in its field «archivo»."""
        cabeceras: dict[str, str] = {
            "Cookie": f"csrftoken={FICHA}" + (f"; sessionid={self.sesion}" * bool(self.sesion))
        }
        if not self.sesion and datos is None:
            del cabeceras["Cookie"]
        if self.desde:
            cabeceras["X-Forwarded-For"] = self.desde
        cuerpo: Any = None
        if datos is not None:
            campos = [("csrfmiddlewaretoken", FICHA), *datos]
            if archivo is None:
                cuerpo = urlencode(campos)
                cabeceras["Content-Type"] = "application/x-www-form-urlencoded"
            else:
                cuerpo, cabeceras["Content-Type"] = _partes(campos, *archivo)
        conexion = http.client.HTTPConnection("127.0.0.1", self.puerto, timeout=self.espera)
        try:
            conexion.request("GET" if datos is None else "POST", direccion, cuerpo, cabeceras)
            respuesta = conexion.getresponse()
            cabeceras = dict(respuesta.headers) | {
                "Set-Cookie": "\n".join(respuesta.headers.get_all("Set-Cookie") or [])
            }
            return Respuesta(respuesta.status, cabeceras, respuesta.read())
        finally:
            conexion.close()


def _partes(campos: Sequence[tuple[str, str]], nombre: str, contenido: bytes) -> tuple[bytes, str]:
    limite = "limite-de-la-prueba"
    trozos = [
        f'--{limite}\r\nContent-Disposition: form-data; name="{campo}"\r\n\r\n{valor}\r\n'.encode()
        for campo, valor in campos
    ]
    cabeza = f'--{limite}\r\nContent-Disposition: form-data; name="archivo"; filename="{nombre}"\r\n\r\n'.encode()
    trozos += [cabeza, contenido, f"\r\n--{limite}--\r\n".encode()]
    return b"".join(trozos), f"multipart/form-data; boundary={limite}"


class Sitio:
    """A gunicorn of two processes on a port of its own, which may be killed and started again there."""

    def __init__(self, entorno: Mapping[str, str], carpeta: Path, nombre: str = "sitio") -> None:
        self.puerto = puerto_libre()
        self._entorno, self.registro = dict(entorno), carpeta / f"gunicorn-{nombre}.log"
        self._proceso: subprocess.Popen[bytes] | None = None
        self.arrancar()

    def arrancar(self) -> None:
        """Start it; `listo` says when it answers."""
        orden = [sys.executable, "-m", "gunicorn", "tests.servicios.web:application", "--workers", "2"]
        with self.registro.open("ab") as salida:
            self._proceso = subprocess.Popen(
                [*orden, "--threads", "4", "--bind", f"127.0.0.1:{self.puerto}", "--graceful-timeout", "5"],
                cwd=settings.BASE_DIR,
                env=self._entorno,
                stdout=salida,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def listo(self) -> bool:
        """Whether it answers."""
        assert self._proceso is not None
        assert self._proceso.poll() is None, self.registro.read_text(errors="replace")[-3000:]
        try:
            return Persona(self.puerto, espera=20).pedir("/estatico/cauce/cauce.css").estado == 200
        except CORTES:
            return False

    @property
    def pid(self) -> int:
        """Of its master."""
        assert self._proceso is not None
        return self._proceso.pid

    def hijos(self) -> list[int]:
        """The processes that answer."""
        try:
            return [int(h) for h in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]
        except FileNotFoundError:
            return []

    def matar(self) -> None:
        """kill -9 to it and its children."""
        assert self._proceso is not None
        if self._proceso.poll() is None:
            os.killpg(self._proceso.pid, signal.SIGKILL)
            self._proceso.wait()

    def terminar(self) -> None:
        """Ask it to end; a while later, it is killed."""
        assert self._proceso is not None
        self._proceso.terminate()
        limite = time.monotonic() + 20
        while self._proceso.poll() is None and time.monotonic() < limite:
            time.sleep(0.1)
        self.matar()
