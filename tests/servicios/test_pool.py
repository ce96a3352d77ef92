"""Connections that threads share: a statement is prepared once for each, and not again at every request."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.servicios
PROGRAMA = """
from django.db import connection
from compliance.sentencias import preparada
for _ in range(20):
    with connection.cursor() as cursor:
        cursor.execute(preparada("SELECT %s::int"), [1])
    connection.close()  # as at the end of each request: it goes back to the pool
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'cauce%'")
    print("quedan", cursor.fetchone()[0])
"""

UNO_ESPERA_A_OTRO = """
from threading import Event, Thread
from time import sleep
from django.db import connection
from django.test import Client
tomada, suelta = Event(), Event()
def toma():
    connection.ensure_connection()
    tomada.set()
    suelta.wait(30)
    connection.close()
def espera():
    connection.ensure_connection()
    connection.close()
quien, otro = Thread(target=toma), Thread(target=espera)
quien.start(); tomada.wait(30); otro.start()
while not connection.pool.get_stats().get("requests_waiting"):
    sleep(0.01)
sleep(0.2); suelta.set(); quien.join(); otro.join()
cliente = Client(headers={"Authorization": "Bearer una-llave-de-medir-larga-y-aleatoria-91"})
cliente.get("/salud/")
for renglon in cliente.get("/metricas/").content.decode().splitlines():
    if renglon.startswith("cauce_pool_") and "_created" not in renglon:
        print(renglon)
"""

QUIEN_LO_USA = """
from compliance.management.commands.actualizar import Command
from compliance.reloj import ahora
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT 1")
connection.pool.wait(30)
orden = Command()
orden._con_una_conexion()
print(orden._quien_lo_usa(ahora()))
"""


def _en_otro_proceso(programa: str, tmp_path: Path, conexiones: str = "1") -> "subprocess.CompletedProcess[str]":
    """A shell of an installation whose threads share its connections."""
    base = connection.settings_dict
    credenciales = quote(base["USER"], safe="") + (f":{quote(base['PASSWORD'], safe='')}" if base["PASSWORD"] else "")
    return subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", programa],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "CAUCE_DATOS": str(tmp_path),
            "DATABASE_POOL": conexiones,
            "CAUCE_METRICAS_LLAVE": "una-llave-de-medir-larga-y-aleatoria-91",
            "DATABASE_URL": f"postgres://{credenciales}@{base['HOST']}:{base['PORT'] or 5432}/{base['NAME']}",
        },
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.django_db(transaction=True)
def test_lo_preparado_se_queda_con_su_conexion(servicios: None, tmp_path: Path) -> None:
    hecho = _en_otro_proceso(PROGRAMA, tmp_path)
    assert hecho.stdout.strip() == "quedan 1", hecho.stdout + hecho.stderr


@pytest.mark.django_db(transaction=True)
def test_las_cifras_dicen_cuanto_se_espera_una_conexion(servicios: None, tmp_path: Path) -> None:
    hecho = _en_otro_proceso(UNO_ESPERA_A_OTRO, tmp_path)
    cifras = dict(renglon.split() for renglon in hecho.stdout.splitlines())
    assert float(cifras["cauce_pool_esperas_total"]) >= 1, hecho.stdout + hecho.stderr
    assert float(cifras["cauce_pool_espera_segundos_total"]) > 0.1
    assert float(cifras["cauce_pool_sin_conexion_total"]) == 0


@pytest.mark.django_db(transaction=True)
def test_quien_actualiza_no_toma_sus_propias_conexiones_por_las_de_otros(servicios: None, tmp_path: Path) -> None:
    connection.ensure_connection()
    hecho = _en_otro_proceso(QUIEN_LO_USA, tmp_path, "4")
    # That of this test.
    assert hecho.stdout.strip() == "hay 1 conexiones de otros con la base de datos", hecho.stdout + hecho.stderr
