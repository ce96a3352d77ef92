"""PostgreSQL, backed up while somebody writes and restored into an empty database: the same rows, the same chains."""

import os
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from compliance.disparadores import sin_guardas
from compliance.historia import guardar
from compliance.models import Acto, Area
from compliance.services.cadenas import heredar
from compliance.services.respaldo import base
from documentos.models import Documento
from documentos.services import guardar_documento

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento, montar

pytestmark = pytest.mark.servicios
EN = momento("2024-04-02 10:00")


def _entorno(base: str, datos: Path, **mas: str) -> dict[str, str]:
    suya = connection.settings_dict
    credenciales = quote(suya["USER"], safe="") + (f":{quote(suya['PASSWORD'], safe='')}" if suya["PASSWORD"] else "")
    return {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": f"postgres://{credenciales}@{suya['HOST']}:{suya['PORT'] or 5432}/{base}",
        "CAUCE_DATOS": str(datos),
        "CAUCE_LLAVE_MAESTRA": ",".join(settings.LLAVE_MAESTRA),
        **mas,
    }


def _manage(entorno: dict[str, str], *argumentos: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *argumentos],
        cwd=settings.BASE_DIR,
        env=entorno,
        capture_output=True,
        text=True,
        timeout=1500,
    )


@pytest.fixture
def vacia(servicios: None, transactional_db: None) -> Iterator[str]:
    """The name of a database in which there is nothing."""
    nombre = f"{connection.settings_dict['NAME']}_restaurada_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{nombre}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{nombre}"')
        yield nombre
        cursor.execute(f'DROP DATABASE "{nombre}" WITH (FORCE)')


@pytest.fixture
def elenco(transactional_db: None, settings: Any, tmp_path: Path) -> Elenco:
    settings.MEDIA_ROOT = tmp_path / "origen" / "archivos"
    e = montar()
    # What a test sets by hand leaves no act.
    with sin_guardas():
        heredar(EN)
    guardar_documento(
        pdf("uno"),
        proceso=e.proceso,
        tipo=Documento.Tipo.PROYECTO,
        titulo="Informe",
        entregable=e.entregables["informe-marzo"],
        por=None,
        en=EN,
    )
    return e


def _contadas(cursor: Any) -> dict[str, int]:
    cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
    cuentas = {}
    for (tabla,) in cursor.fetchall():
        cursor.execute(f'SELECT count(*) FROM "{tabla}"')  # noqa: S608 (of the database itself)
        cuentas[tabla] = cursor.fetchone()[0]
    return cuentas


def test_se_respalda_mientras_alguien_escribe_y_se_restaura_en_una_vacia(
    elenco: Elenco, vacia: str, tmp_path: Path
) -> None:
    respaldo, frase = tmp_path / "r.cauce", tmp_path / "frase"
    frase.write_text("caballo correcto pila grapa\n")
    origen = _entorno(connection.settings_dict["NAME"], tmp_path / "origen")
    parar = threading.Event()

    def escribir() -> None:
        """An area after another, each with its act."""
        n = 0
        while not parar.is_set():
            n += 1
            guardar(Area(proceso=elenco.proceso, clave=f"a{n}", nombre=f"Área {n}"), por=None, en=EN, motivo="Prueba")
            parar.wait(0.05)
        connections.close_all()

    hilo = threading.Thread(target=escribir)
    hilo.start()
    try:
        hecho = _manage(
            origen, "respaldar", "--salida", str(respaldo), "--cifrar", "frase", "--frase-archivo", str(frase)
        )
    finally:
        parar.set()
        hilo.join()
    assert hecho.returncode == 0, hecho.stderr
    assert b"compliance_acto" not in respaldo.read_bytes()
    dichos = re.search(r"(\d+) actos de (\d+) objetos", hecho.stdout)
    assert dichos, hecho.stdout

    destino = _entorno(vacia, tmp_path / "destino")
    ocupada = _manage(origen, "restaurar", str(respaldo), "--frase-archivo", str(frase))
    assert ocupada.returncode == 1
    assert "no está vacía" in ocupada.stderr
    vuelta = _manage(destino, "restaurar", str(respaldo), "--frase-archivo", str(frase))
    assert vuelta.returncode == 0, vuelta.stderr + vuelta.stdout
    assert f"Verificado: {dichos[1]} actos de {dichos[2]} objetos" in vuelta.stdout

    otra = connection.copy()
    otra.settings_dict = {**connection.settings_dict, "NAME": vacia}
    try:
        with otra.cursor() as cursor, connection.cursor() as aqui:
            filas, aqui_hay = _contadas(cursor), _contadas(aqui)
            # All that was there before anybody wrote, and nothing that was not.
            assert {t for t, n in aqui_hay.items() if n and not filas[t]} <= {"django_session"}
            assert all(filas[t] <= n for t, n in aqui_hay.items() if t != "django_session")
            cursor.execute("SELECT max(id) FROM compliance_acto")
            ultimo = cursor.fetchone()[0]
            acto = Acto.objects.get(pk=ultimo)
            cursor.execute("SELECT huella FROM compliance_acto WHERE id = %s", [ultimo])
            assert cursor.fetchone()[0] == acto.huella
            # A number is not given twice.
            cursor.execute("SELECT nextval(pg_get_serial_sequence('compliance_acto', 'id'))")
            assert cursor.fetchone()[0] > ultimo
            cursor.execute("SELECT archivo FROM documentos_documento")
            (nombre,) = cursor.fetchone()
    finally:
        otra.close()
    with Documento.objects.get().archivo.open() as archivo:
        assert (tmp_path / "destino" / "archivos" / nombre).read_bytes() == archivo.read()
    # The database guards its history again, and all is in order.
    assert _manage(destino, "verificar_historial").returncode == 0
    assert _manage(destino, "migrate", "--check").returncode == 0


def test_lo_alterado_no_deja_nada_en_la_base(elenco: Elenco, vacia: str, tmp_path: Path) -> None:
    respaldo = tmp_path / "r.tar"
    hecho = _manage(
        _entorno(connection.settings_dict["NAME"], tmp_path / "origen"), "respaldar", "--salida", str(respaldo)
    )
    assert hecho.returncode == 0, hecho.stderr
    bueno = respaldo.read_bytes()
    lugar = bueno.index(b"base/compliance_usuario.000000.gz") + 600
    respaldo.write_bytes(bueno[:lugar] + bytes([bueno[lugar] ^ 1]) + bueno[lugar + 1 :])
    vuelta = _manage(_entorno(vacia, tmp_path / "destino"), "restaurar", str(respaldo))
    assert vuelta.returncode == 1
    assert "No se restauró nada" in vuelta.stderr
    assert "Traceback" not in vuelta.stderr
    otra = connection.copy()
    otra.settings_dict = {**connection.settings_dict, "NAME": vacia}
    try:
        with otra.cursor() as cursor:
            assert _contadas(cursor) == {}
    finally:
        otra.close()


def _de_0_1_0() -> set[tuple[str, str]]:
    archivo = settings.BASE_DIR / "tests" / "publicadas" / "migraciones.toml"
    suyas = tomllib.loads(archivo.read_text(encoding="utf-8"))["0.1.0"]
    terceras = {n for n in MigrationLoader(None).graph.nodes if n[0] in ("auth", "contenttypes", "viewflow")}
    return terceras | {(nombre.split("/")[0], Path(nombre).stem) for nombre in suyas}


def _una_por_una() -> set[tuple[str, str]]:
    nodos = MigrationLoader(None, replace_migrations=False).graph.nodes
    return {n for n, migracion in nodos.items() if not migracion.replaces}


@pytest.mark.parametrize("pedidas", [_de_0_1_0, _una_por_una], ids=["una versión", "todas, una por una"])
def test_las_tablas_son_las_de_las_migraciones_del_respaldo(
    vacia: str, pedidas: Callable[[], set[tuple[str, str]]]
) -> None:
    """Those of a release as it had them; all of them, at once, whether or not it was so there (decision 0070)."""
    nombres: dict[str, list[str]] = {}
    for app, nombre in sorted(pedidas()):
        nombres.setdefault(app, []).append(nombre)
    propia = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = vacia
    try:
        base._dejar_tablas(nombres)
        juntas = MigrationLoader(None).replacements
        hay = set(MigrationRecorder(connection).applied_migrations())
        assert hay - set(juntas) == pedidas()
        tablas = connection.introspection.table_names()
        assert ("flujos_transicion" in tablas) == ("0030_archivos_sin_revisar" not in nombres["compliance"])
        # Those that are there serve, and are not made again.
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE django_queda ()")
            base._dejar_tablas(nombres)
            assert "django_queda" in connection.introspection.table_names(cursor)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = propia
