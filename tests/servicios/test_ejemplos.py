"""The units of systemd and the block of nginx that the documents give, really started: two nodes behind a proxy."""

import http.client
import json
import os
import re
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pyrage
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.db import connection

from compliance.models import Proceso

from ..elenco import Elenco, montar
from .conftest import esperar

pytestmark = pytest.mark.servicios
EJEMPLOS = settings.BASE_DIR / "docs" / "ejemplos"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")


def unidad(nombre: str) -> ConfigParser:
    """As systemd reads it, without repeated keys: none of ours has any."""
    leida = ConfigParser(interpolation=None, strict=True)
    leida.optionxform = str  # type: ignore[assignment,method-assign]
    leida.read_string((EJEMPLOS / nombre).read_text(encoding="utf-8"))
    return leida


def orden(nombre: str, *, instancia: str = "", puerto: int = 0) -> list[str]:
    """What a unit runs, here: with the programs of this environment, on a port of the loopback."""
    texto = unidad(nombre)["Service"]["ExecStart"].replace("%i", instancia).replace("%%", "%").replace("$$", "$")
    if puerto:
        assert "127.0.0.1:8000" in texto
        texto = texto.replace("127.0.0.1:8000", f"127.0.0.1:{puerto}")
    return shlex.split(texto.replace("/opt/cauce/.venv/bin/", f"{Path(sys.executable).parent}/"))


def _libre() -> int:
    with socket.socket() as uno:
        uno.bind(("127.0.0.1", 0))
        return int(uno.getsockname()[1])


@pytest.fixture
def elenco(servicios: None, transactional_db: None) -> Elenco:
    return montar()


@pytest.fixture
def entorno(elenco: Elenco, tmp_path: Path) -> dict[str, str]:
    """`cauce.env` as the documents give it, filled in, on the database of the test."""
    base = connection.settings_dict
    credenciales = quote(base["USER"], safe="") + (f":{quote(base['PASSWORD'], safe='')}" if base["PASSWORD"] else "")
    ejemplo = (EJEMPLOS / "cauce.env").read_text(encoding="utf-8")
    (tmp_path / "respaldos").mkdir()
    return dict(re.findall(r'^([A-Z_]+)="?(.*?)"?$', ejemplo, re.MULTILINE)) | {
        "CAUCE_SECRET_KEY": "una-clave-propia-larga-y-aleatoria-de-mas-de-cincuenta-caracteres-8f3a",
        "CAUCE_URL": "https://conoceles.example",
        "CAUCE_DATOS": str(tmp_path / "datos"),
        "CAUCE_LLAVE_MAESTRA": ",".join(settings.LLAVE_MAESTRA),
        "CAUCE_BARRIDO_SEGUNDOS": "1",
        "CAUCE_RESPALDOS": str(tmp_path / "respaldos"),
        "DATABASE_URL": f"postgres://{credenciales}@{base['HOST']}:{base['PORT'] or 5432}/{base['NAME']}",
        "PATH": os.environ["PATH"],
    }


class Equipo:
    """What runs on a machine of the test, each in a group of its own."""

    def __init__(self, entorno: dict[str, str], carpeta: Path) -> None:
        self.entorno, self._carpeta = entorno, carpeta
        self._procesos: list[subprocess.Popen[bytes]] = []

    def arrancar(self, nombre: str, ordenes: list[str], **mas: str) -> subprocess.Popen[bytes]:
        """Start it as its unit would."""
        with (self._carpeta / f"{nombre}.log").open("ab") as salida:
            proceso = subprocess.Popen(
                ordenes,
                cwd=settings.BASE_DIR,
                env=self.entorno | mas,
                stdout=salida,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._procesos.append(proceso)
        return proceso

    def registro(self, nombre: str) -> str:
        """What it said."""
        return (self._carpeta / f"{nombre}.log").read_text(errors="replace")

    def terminar(self) -> None:
        """Those that this test started."""
        for proceso in self._procesos:
            if proceso.poll() is None:
                proceso.terminate()
        for proceso in self._procesos:
            try:
                proceso.wait(timeout=60)
            except subprocess.TimeoutExpired:
                os.killpg(proceso.pid, signal.SIGKILL)
                proceso.wait()


@pytest.fixture
def equipo(entorno: dict[str, str], tmp_path: Path) -> Iterator[Equipo]:
    uno = Equipo(entorno, tmp_path)
    yield uno
    uno.terminar()


def _manage(entorno: dict[str, str], *argumentos: str) -> None:
    hecho = subprocess.run(
        [sys.executable, "manage.py", *argumentos],
        cwd=settings.BASE_DIR,
        env=entorno,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert hecho.returncode == 0, hecho.stderr + hecho.stdout


def _certificado(carpeta: Path) -> None:
    llave = ec.generate_private_key(ec.SECP256R1())
    nombre = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "conoceles.example")])
    ya = datetime.now(UTC)
    certificado = (
        x509.CertificateBuilder()
        .subject_name(nombre)
        .issuer_name(nombre)
        .public_key(llave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ya - timedelta(days=1))
        .not_valid_after(ya + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("conoceles.example")]), critical=False)
        .sign(llave, hashes.SHA256())
    )
    (carpeta / "sitio.pem").write_bytes(certificado.public_bytes(serialization.Encoding.PEM))
    (carpeta / "sitio.key").write_bytes(
        llave.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def _nginx(carpeta: Path, nodos: list[int], puerto: int) -> list[str]:
    """The block of the documents with its ports, certificate and nodes changed, in the least configuration around."""
    _certificado(carpeta)
    bloque = (EJEMPLOS / "nginx.conf").read_text(encoding="utf-8")
    servidor = re.search(r"    server 127\.0\.0\.1:8000 (.*);\n", bloque)
    assert servidor
    bloque = bloque.replace(servidor[0], "".join(f"    server 127.0.0.1:{nodo} {servidor[1]};\n" for nodo in nodos))
    for de, a in (
        (r"    listen \[::\]:\d+.*;\n", ""),
        (r"listen 80;", f"listen 127.0.0.1:{_libre()};"),
        (r"listen 443 ssl http2;", f"listen 127.0.0.1:{puerto} ssl http2;"),
        (r"/etc/ssl/certs/conoceles.example.pem", f"{carpeta}/sitio.pem"),
        (r"/etc/ssl/private/conoceles.example.key", f"{carpeta}/sitio.key"),
    ):
        bloque, veces = re.subn(de, a, bloque)
        assert veces, de
    (carpeta / "cauce.conf").write_text(bloque)
    temporales = "".join(
        f"    {clase}_temp_path {carpeta}/{clase};\n" for clase in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (carpeta / "nginx.conf").write_text(
        f"daemon off;\npid {carpeta}/nginx.pid;\nerror_log {carpeta}/nginx-error.log;\nevents {{}}\n"
        f"http {{\n    access_log off;\n{temporales}    include {carpeta}/cauce.conf;\n}}\n"
    )
    assert NGINX is not None
    return [NGINX, "-p", str(carpeta), "-c", str(carpeta / "nginx.conf")]


def _por_nginx(puerto: int, carpeta: Path, lugar: str) -> tuple[int, http.client.HTTPMessage, str]:
    confianza = ssl.create_default_context(cafile=str(carpeta / "sitio.pem"))
    with (
        socket.create_connection(("127.0.0.1", puerto), timeout=300) as cruda,
        confianza.wrap_socket(cruda, server_hostname="conoceles.example") as cifrada,
    ):
        conexion = http.client.HTTPConnection("conoceles.example")
        conexion.sock = cifrada
        conexion.request("GET", lugar)
        respuesta = conexion.getresponse()
        return respuesta.status, respuesta.headers, respuesta.read().decode(errors="replace")


def _vive(puerto: int) -> bool:
    with closing(http.client.HTTPConnection("127.0.0.1", puerto, timeout=10)) as conexion:
        try:
            conexion.request("GET", "/salud/")
            return conexion.getresponse().read() == b"bien\n"
        except OSError:
            return False


@pytest.fixture
def nodos(equipo: Equipo) -> list[int]:
    """Two nodes of the site and the sweep, as their units start them."""
    _manage(equipo.entorno, "collectstatic", "--noinput", "--clear")
    puertos = [_libre(), _libre()]
    for numero, puerto in enumerate(puertos):
        equipo.arrancar(f"nodo{numero}", orden("cauce.service", puerto=puerto))
    equipo.arrancar("barrido", orden("cauce-barrido.service"))
    for numero, puerto in enumerate(puertos):
        esperar(lambda p=puerto: _vive(p), f"nodo {numero}: {equipo.registro(f'nodo{numero}')}", 120)  # type: ignore[misc]
    return puertos


@pytest.fixture
def puerta(equipo: Equipo, nodos: list[int], tmp_path: Path) -> int:
    """The port of nginx, before both."""
    if NGINX is None:
        falta = "no está nginx (apt-get install nginx-light)"
        if os.environ.get("CAUCE_EXIGE_SERVICIOS") == "1":
            pytest.fail(f"Se exigieron los servicios y {falta}.")
        pytest.skip(falta)
    puerto = _libre()
    equipo.arrancar("nginx", _nginx(tmp_path, nodos, puerto))

    def abre() -> bool:
        try:
            return _por_nginx(puerto, tmp_path, "/salud/")[0] == 200
        except OSError:
            return False

    esperar(abre, "nginx abre", 30)
    return puerto


def test_dos_nodos_detras_de_nginx_y_uno_que_se_va(
    equipo: Equipo, puerta: int, nodos: list[int], elenco: Elenco, tmp_path: Path
) -> None:
    def pedir(lugar: str) -> tuple[int, http.client.HTTPMessage, str]:
        return _por_nginx(puerta, tmp_path, lugar)

    esperar(lambda: json.loads(pedir("/salud/lista/")[2])["lista"], "que esté lista", 60)
    estado, encabezados, texto = pedir("/entrar/")
    assert estado == 200
    assert "max-age" in encabezados["Strict-Transport-Security"]
    assert re.fullmatch("[0-9a-f]{32}", encabezados["X-Request-ID"])
    hoja = re.search(r'href="(/estatico/cauce/cauce\.[0-9a-f]{12}\.css)"', texto)
    assert hoja
    assert pedir(hoja[1])[0] == 200
    clave = Proceso.objects.get().clave
    assert pedir(f"/conoceles/{clave}/")[0] == 200
    # Its figures are asked of each node, from inside.
    assert pedir("/metricas/")[0] == 404
    # The number that nginx gave is that of the line of whichever node answered.
    lineas = equipo.registro("nodo0") + equipo.registro("nodo1")
    assert encabezados["X-Request-ID"] in lineas
    assert all(r.startswith("{") for r in lineas.splitlines() if r), lineas[:2000]
    # A node leaves in the middle of all; nobody notices.
    (nodo, *_) = [p for p in equipo._procesos if f"127.0.0.1:{nodos[0]}" in p.args]  # type: ignore[operator]
    nodo.terminate()
    estados = [pedir(f"/conoceles/{clave}/")[0] for _ in range(30)]
    assert estados == [200] * 30
    assert not _vive(nodos[0])


def test_recargar_un_nodo_no_pierde_ninguna_peticion(
    equipo: Equipo, puerta: int, nodos: list[int], tmp_path: Path
) -> None:
    """`systemctl reload cauce`, as an update without a stop does on each node."""
    assert unidad("cauce.service")["Service"]["ExecReload"] == "/bin/kill -HUP $MAINPID"
    (nodo, *_) = [p for p in equipo._procesos if f"127.0.0.1:{nodos[0]}" in p.args]  # type: ignore[operator]
    antes = set(_hijos(nodo.pid))
    nodo.send_signal(signal.SIGHUP)
    estados = []
    limite = time.monotonic() + 60
    while time.monotonic() < limite and (set(_hijos(nodo.pid)) & antes or len(estados) < 20):
        estados.append(_por_nginx(puerta, tmp_path, "/entrar/")[0])
    assert set(estados) == {200}
    assert not set(_hijos(nodo.pid)) & antes


def _hijos(proceso: int) -> list[int]:
    return [int(h) for h in Path(f"/proc/{proceso}/task/{proceso}/children").read_text().split()]


def test_el_trabajador_y_el_reloj_de_celery_arrancan_como_dice_su_unidad(equipo: Equipo) -> None:
    equipo.entorno |= {"REDIS_URL": settings.REDIS_URL, "CELERY_BROKER_URL": settings.REDIS_URL}
    for instancia in ("worker", "beat"):
        equipo.arrancar(instancia, orden("cauce-celery@.service", instancia=instancia))
    time.sleep(12)
    for instancia in ("worker", "beat"):
        dicho = equipo.registro(instancia)
        assert "Traceback" not in dicho, dicho
        assert "Error" not in dicho, dicho
    assert all(p.poll() is None for p in equipo._procesos)


def _docker(*argumentos: str, en: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["docker", *argumentos], cwd=en, capture_output=True, text=True, timeout=1800)


def _corre_docker() -> bool:
    """Its server too, and compose."""
    if shutil.which("docker") is None:
        return False
    return not any(_docker(*orden, en=EJEMPLOS).returncode for orden in (("info",), ("compose", "version")))


def test_el_compose_se_levanta_donde_corre_docker(tmp_path: Path) -> None:
    if not _corre_docker():
        pytest.skip("no corre docker, o no está docker compose")
    proyecto, carpeta = f"cauce-prueba-{os.getpid()}", tmp_path / "contenedor"
    shutil.copytree(EJEMPLOS / "contenedor", carpeta)
    texto = (carpeta / "compose.yaml").read_text(encoding="utf-8")
    for de, a in (
        ("context: ../../..", f"context: {settings.BASE_DIR}"),
        ("image: cauce\n", f"image: {proyecto}\n"),
        ('"80:80"', '"127.0.0.1::80"'),
        ('"443:443"', '"127.0.0.1::443"'),
    ):
        assert de in texto, de
        texto = texto.replace(de, a)
    (carpeta / "compose.yaml").write_text(texto, encoding="utf-8")
    # As whoever follows the head of the compose file fills it in; of two lines of one name, the last is taken.
    (carpeta / "cauce.env").write_text(
        (EJEMPLOS / "cauce.env").read_text(encoding="utf-8")
        + "CAUCE_SECRET_KEY=una-clave-propia-larga-y-aleatoria-de-mas-de-cincuenta-caracteres-8f3a\n"
        + "DATABASE_URL=postgres://cauce:CONTRASENA@base:5432/cauce\nREDIS_URL=redis://cola:6379/0\n"
        + "POSTGRES_PASSWORD=CONTRASENA\n",
        encoding="utf-8",
    )
    certificados = carpeta / "certificados"
    certificados.mkdir()
    _certificado(certificados)
    for cola in ("pem", "key"):
        shutil.copy(certificados / f"sitio.{cola}", certificados / f"conoceles.example.{cola}")

    def compose(*argumentos: str) -> subprocess.CompletedProcess[str]:
        return _docker("compose", "--env-file", "cauce.env", "--project-name", proyecto, *argumentos, en=carpeta)

    try:
        hecho = compose("up", "--detach", "--build")
        assert hecho.returncode == 0, hecho.stderr + compose("logs", "preparar").stdout
        puerto = int(compose("port", "puerta", "443").stdout.rpartition(":")[2])

        def lista() -> bool:
            try:
                return bool(json.loads(_por_nginx(puerto, certificados, "/salud/lista/")[2])["lista"])
            except (OSError, ValueError):
                return False

        # With its database, its broker and a sweep that has already run.
        esperar(lista, lambda: compose("logs").stdout[-4000:], 300)
        assert _por_nginx(puerto, certificados, "/entrar/")[0] == 200
        respaldado = compose("exec", "-T", "web2", "python", "manage.py", "respaldar", "--salida", "/datos/r.tar")
        assert respaldado.returncode == 0, respaldado.stderr
    finally:
        compose("down", "--volumes", "--remove-orphans")
        _docker("image", "rm", proyecto, en=carpeta)


def test_el_respaldo_de_cada_noche_se_hace_como_dice_su_unidad(equipo: Equipo, tmp_path: Path) -> None:
    identidad = pyrage.x25519.Identity.generate()
    proceso = equipo.arrancar(
        "respaldo", orden("cauce-respaldo.service"), CAUCE_RESPALDO_PARA=str(identidad.to_public())
    )
    assert proceso.wait(timeout=300) == 0, equipo.registro("respaldo")
    (archivo,) = (tmp_path / "respaldos").iterdir()
    assert re.fullmatch(r"cauce-\d{8}-\d{6}\.age", archivo.name)
    assert archivo.read_bytes().startswith(b"age-encryption.org/v1")
    assert "La llave maestra NO va en él" in equipo.registro("respaldo")
