"""Production as a stranger starts it from the documents: the example of settings, PostgreSQL, gunicorn, a proxy."""

import http.client
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from django.conf import settings
from django.db import connection

from .conftest import esperar

pytestmark = pytest.mark.servicios

SITIO = "https://cauce.example:8443"
CONTRASENA = "una-frase-larga-91"


class Navegador:
    """Asks gunicorn as the proxy would, and keeps the cookies. `anfitrion` is what the proxy says in Host."""

    def __init__(self, puerto: int, anfitrion: str) -> None:
        self.puerto, self.anfitrion = puerto, anfitrion
        self.cookies: SimpleCookie = SimpleCookie()

    def pedir(self, direccion: str, datos: dict[str, str] | None = None) -> tuple[int, str, str]:
        """(status, path where it ended, text), following redirections."""
        conexion = http.client.HTTPConnection("127.0.0.1", self.puerto, timeout=30)
        encabezados = {
            "Host": self.anfitrion,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "203.0.113.7",
            "Cookie": "; ".join(f"{m.key}={m.value}" for m in self.cookies.values()),
        }
        if datos is not None:
            encabezados |= {"Origin": SITIO, "Content-Type": "application/x-www-form-urlencoded"}
        conexion.request("GET" if datos is None else "POST", direccion, datos and urlencode(datos), encabezados)
        respuesta = conexion.getresponse()
        texto = respuesta.read().decode()
        for galleta in respuesta.msg.get_all("Set-Cookie", []):
            self.cookies.load(galleta)
        conexion.close()
        if respuesta.status in (301, 302):
            return self.pedir(urlsplit(respuesta.headers["Location"]).path)
        return respuesta.status, direccion, texto

    def enviar(self, direccion: str, **datos: str) -> tuple[int, str, str]:
        """A form of the page at `direccion`, filled in."""
        _, aqui, pagina = self.pedir(direccion)
        ficha = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', pagina)
        assert ficha, pagina
        return self.pedir(aqui, {"csrfmiddlewaretoken": ficha.group(1), **datos})


@pytest.fixture
def entorno(servicios: None, django_db_setup: None, django_db_blocker, tmp_path: Path) -> Iterator[dict[str, str]]:  # type: ignore[no-untyped-def]
    """The example of the documents, filled in: a database of its own, and no other variable."""
    base = connection.settings_dict
    nombre = f"{base['NAME']}_instalacion_{os.getpid()}"
    credenciales = quote(base["USER"], safe="") + (f":{quote(base['PASSWORD'], safe='')}" if base["PASSWORD"] else "")
    ejemplo = (settings.BASE_DIR / "docs" / "ejemplos" / "cauce.env").read_text(encoding="utf-8")
    variables = dict(re.findall(r'^([A-Z_]+)="?(.*?)"?$', ejemplo, re.MULTILINE)) | {
        "CAUCE_SECRET_KEY": "una-clave-propia-larga-y-aleatoria-de-mas-de-cincuenta-caracteres-8f3a",
        "CAUCE_URL": SITIO,
        "CAUCE_DATOS": str(tmp_path / "datos"),
        "DATABASE_URL": f"postgres://{credenciales}@{base['HOST']}:{base['PORT'] or 5432}/{nombre}",
        "PATH": os.environ["PATH"],
    }
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{nombre}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{nombre}"')
        yield variables
        cursor.execute(f'DROP DATABASE "{nombre}" WITH (FORCE)')


def _manage(entorno: dict[str, str], *argumentos: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *argumentos],
        cwd=settings.BASE_DIR,
        env=entorno,
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture
def preparada(entorno: dict[str, str]) -> str:
    """What `preparar` said."""
    proceso = _manage(
        entorno,
        *(
            "preparar",
            "--plan",
            "impepac-2023-2024",
            "--jornada",
            "2027-06-06",
            "--cargos",
            "diputaciones,ayuntamientos",
        ),
        *("--campanas-inicio", "por-confirmar", "--campanas-fin", "por-confirmar", "--cuenta", "informatica"),
    )
    assert proceso.returncode == 0, proceso.stderr
    return proceso.stdout


@pytest.fixture
def puerto(entorno: dict[str, str], preparada: str, tmp_path: Path) -> Iterator[int]:
    """Where gunicorn answers."""
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        numero = libre.getsockname()[1]
    registro = tmp_path / "gunicorn.log"
    with registro.open("wb") as salida:
        servidor = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "compliance.wsgi", "--bind", f"127.0.0.1:{numero}", "--threads", "4"],
            cwd=settings.BASE_DIR,
            env=entorno,
            stdout=salida,
            stderr=subprocess.STDOUT,
        )
    try:
        esperar(lambda: servidor.poll() is not None or "Booting worker" in registro.read_text(), "gunicorn arranca", 60)
        assert servidor.poll() is None, registro.read_text()
        yield numero
    finally:
        servidor.terminate()
        servidor.wait(timeout=30)


def test_se_prepara_se_sirve_y_se_entra(puerto: int, preparada: str) -> None:
    """With the port that nginx passes in `$http_host`, and with a proxy that drops it."""
    enlace = re.search(rf"{SITIO}(/cuenta/\S+)", preparada)
    assert enlace, preparada
    primero = Navegador(puerto, "cauce.example:8443")
    estado, donde, texto = primero.enviar(enlace.group(1), new_password1=CONTRASENA, new_password2=CONTRASENA)
    assert (estado, donde) == (200, "/entrar/"), texto
    for navegador in (primero, Navegador(puerto, "cauce.example")):
        estado, donde, texto = navegador.enviar("/entrar/", username="informatica", password=CONTRASENA)
        assert (estado, donde) == (200, "/p/impepac-2026-2027/tablero/"), texto
        hoja = re.search(r'href="(/estatico/cauce/cauce\.[0-9a-f]{12}\.css)"', texto)
        assert hoja, texto[:2000]
        assert navegador.pedir(hoja.group(1))[0] == 200
        assert navegador.pedir("/conoceles/impepac-2026-2027/")[0] == 200


def test_preparar_otra_vez_dice_que_ya_estaba(entorno: dict[str, str], preparada: str) -> None:
    otra = _manage(entorno, "preparar")
    assert otra.returncode == 0, otra.stderr
    for dicho in ("Estáticos        al día.", "PostgreSQL, al día.", "ya estaba cargado", "administra informatica"):
        assert dicho in otra.stdout
    datos = Path(entorno["CAUCE_DATOS"])
    assert datos.stat().st_mode & 0o077 == 0
    assert _manage(entorno, "check", "--deploy", "--fail-level", "WARNING").returncode == 0


def test_sin_base_de_datos_dice_que_variable_es(entorno: dict[str, str]) -> None:
    proceso = _manage(entorno | {"DATABASE_URL": "postgres://nadie:secreta@127.0.0.1:1/nada"}, "preparar")
    assert proceso.returncode == 1
    assert "DATABASE_URL" in proceso.stderr
    assert "secreta" not in proceso.stderr
    assert "Traceback" not in proceso.stderr
