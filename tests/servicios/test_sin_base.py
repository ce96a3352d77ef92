"""The database goes away while the site runs: every page says so in words, and comes back without a restart."""

import http.client
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from ..direcciones import MATRIZ, PUBLICO, Poblado, poblar
from ..elenco import Elenco, montar
from .conftest import esperar
from .intermedio import Intermedio

pytestmark = pytest.mark.servicios
# What needs no database: it is the same for everybody, or it is for whoever looks after the server.
SIN_BASE = {
    "accesibilidad",
    "robots",
    "componentes",
    "sesion_abierta",
    "api_ayuda",
    "interna_openapi",
    "recuperar",
}


@pytest.fixture
def poblado(servicios: None, transactional_db: None, settings: object) -> Poblado:
    """The cast in motion, for other processes to see."""
    elenco: Elenco = montar()
    return poblar(elenco)


@pytest.fixture
def intermedio() -> Iterator[Intermedio]:
    base = connection.settings_dict
    uno = Intermedio(base["HOST"] or "127.0.0.1", int(base["PORT"] or 5432))
    uno.abrir()
    yield uno
    uno.cerrar()


@pytest.fixture(params=["0", "4"], ids=["sin pool", "con pool"])
def puerto(poblado: Poblado, intermedio: Intermedio, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[int]:
    """Where gunicorn answers, whose way to the database is ours."""
    base = connection.settings_dict
    credenciales = quote(base["USER"], safe="") + (f":{quote(base['PASSWORD'], safe='')}" if base["PASSWORD"] else "")
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        numero = int(libre.getsockname()[1])
    entorno = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": f"postgres://{credenciales}@127.0.0.1:{intermedio.puerto}/{base['NAME']}",
        "DATABASE_POOL": request.param,
        "CAUCE_DATOS": str(tmp_path),
        "CAUCE_LLAVE_MAESTRA": ",".join(settings.LLAVE_MAESTRA),
        "CAUCE_METRICAS_DESDE": "127.0.0.1",
        "CAUCE_LOG_FORMATO": "json",
        "DEMO_FECHA": "2024-04-16",
    }
    registro = tmp_path / "gunicorn.log"
    with registro.open("wb") as salida:
        servidor = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "compliance.wsgi", "--bind", f"127.0.0.1:{numero}"),
                *("--workers", "2", "--threads", "2"),
            ],
            cwd=settings.BASE_DIR,
            env=entorno,
            stdout=salida,
            stderr=subprocess.STDOUT,
        )
    try:
        esperar(lambda: servidor.poll() is not None or _contesta(numero), "gunicorn arranca", 90)
        assert servidor.poll() is None, registro.read_text()
        yield numero
    finally:
        servidor.terminate()
        servidor.wait(timeout=60)


def _contesta(puerto: int) -> bool:
    try:
        return pedir(puerto, "/salud/")[0] == 200
    except OSError:
        return False


def pedir(puerto: int, lugar: str, sesion: str = "") -> tuple[int, http.client.HTTPMessage, str]:
    with closing(http.client.HTTPConnection("127.0.0.1", puerto, timeout=300)) as conexion:
        conexion.request("GET", lugar, headers={"Cookie": f"sessionid={sesion}"} if sesion else {})
        respuesta = conexion.getresponse()
        return respuesta.status, respuesta.headers, respuesta.read().decode(errors="replace")


def _sesion(poblado: Poblado) -> str:
    cliente = Client()
    cliente.force_login(poblado.usuarios["administracion"], backend="django.contrib.auth.backends.ModelBackend")
    return str(cliente.cookies["sessionid"].value)


def test_cada_pagina_lo_dice_y_vuelve_sin_reiniciar(
    puerto: int, poblado: Poblado, intermedio: Intermedio, request: pytest.FixtureRequest
) -> None:
    sesion = _sesion(poblado)
    suyas = [c for c, quien in MATRIZ.items() if quien == PUBLICO or "administracion" in quien]
    if "con pool" in request.node.name:
        # Each waits some seconds for a connection: a few of them.
        suyas = suyas[::20]
    publicas = [c for c in suyas if MATRIZ[c] == PUBLICO]
    # Some were seen, and are kept: they are not shown without asking whether they still hold.
    for clave in publicas[:12]:
        assert pedir(puerto, poblado.lugar(clave))[0] == 200, clave
    lista = pedir(puerto, "/salud/lista/")
    assert json.loads(lista[2])["revisiones"]["base"]["bien"], lista[2]
    assert intermedio.cerrar() > 0
    fallas = []
    for clave, con in [*((c, "") for c in publicas), *((c, sesion) for c in suyas)]:
        estado, encabezados, texto = pedir(puerto, poblado.lugar(clave), con)
        if clave.split(":")[0] in SIN_BASE and estado == 200:
            continue
        bien = estado == 503 and int(encabezados.get("Retry-After", 0)) > 0
        if not bien or ("no puede leer sus datos" not in texto and "json" not in encabezados["Content-Type"]):
            fallas.append(
                f"{clave} {'con sesión' if con else ''}: {estado} {encabezados.get('Retry-After')} {texto[:80]!r}"
            )
    assert fallas == []
    assert pedir(puerto, "/salud/")[0] == 200
    estado, encabezados, texto = pedir(puerto, "/salud/lista/")
    assert (estado, json.loads(texto)["revisiones"]["base"]["bien"]) == (503, False)
    assert "cauce_base_responde 0" in pedir(puerto, "/metricas/")[2]
    intermedio.abrir()
    # Each worker finds by itself that it is there again: at most, whoever had a broken connection says so once.
    esperar(lambda: json.loads(pedir(puerto, "/salud/lista/")[2])["revisiones"]["base"]["bien"], "que vuelva", 30)
    for _ in range(8):
        pedir(puerto, poblado.lugar("conoceles"))
    fallas = [
        f"{clave}: {estado}"
        for clave in suyas
        # A factor or a token is given to whoever has just entered: the others are asked again who they are.
        if (estado := pedir(puerto, poblado.lugar(clave), sesion)[0])
        != (302 if clave in ("factor_aplicacion", "factor_llave", "ficha_api_nueva") else 200)
    ]
    assert fallas == []
    assert "cauce_base_responde 1" in pedir(puerto, "/metricas/")[2]


def test_las_cifras_suman_las_de_todos_los_procesos(puerto: int, poblado: Poblado) -> None:
    lugar = poblado.lugar("conoceles")
    for _ in range(24):
        assert pedir(puerto, lugar)[0] == 200
    vistas = set()
    for _ in range(6):
        texto = pedir(puerto, "/metricas/")[2]
        vistas.add(
            next(r for r in texto.splitlines() if r.startswith("cauce_peticiones_total") and 'vista="conoceles"' in r)
        )
    # Whichever worker answers, and there are two.
    assert len(vistas) == 1
    assert vistas.pop().endswith(" 24.0")
