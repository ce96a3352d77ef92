"""One settings file, driven by documented variables, that fails loudly."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

RAIZ = Path(__file__).resolve().parent.parent
PRODUCCION = {
    "CAUCE_PRODUCCION": "1",
    "CAUCE_SECRET_KEY": "una-clave-propia-larga-y-aleatoria-de-mas-de-cincuenta-caracteres-8f3a",
    "CAUCE_URL": "https://conoceles.example",
    "EMAIL_URL": "smtp://avisos:secreta@correo.example:587/?tls=True",
    "CAUCE_LLAVE_MAESTRA": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
}
VARIABLE = re.compile(r"env\.\w+\(\s*\"([A-Z_]+)\"")


@pytest.fixture
def manage(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Run manage.py (or Python itself: «-c») in a process of its own, with these variables and no others."""

    def correr(*argumentos: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *([] if argumentos[0] == "-c" else ["manage.py"]), *argumentos],
            cwd=RAIZ,
            env={"PATH": os.environ["PATH"], "CAUCE_DATOS": str(tmp_path / "datos"), **variables},
            capture_output=True,
            text=True,
            timeout=600,
        )

    return correr


@pytest.mark.parametrize(
    ("variable", "valor"),
    [
        ("CAUCE_PRODUCCION", "quizá"),
        ("CAUCE_DEBUG", "algo"),
        ("CAUCE_DATOS", "/dev/null/datos"),
        ("CAUCE_URL", "conoceles.example"),
        ("CAUCE_URL", "http:// x y"),
        ("CAUCE_URL", "https://conoceles.example:abc"),
        ("CAUCE_URL", "https://conoceles.example/?a=1"),
        ("CAUCE_SECRET_KEY", ""),
        ("CAUCE_HOSTS", ""),
        ("CAUCE_HOSTS", "*"),
        ("CAUCE_HOSTS", "https://a.example"),
        ("CAUCE_HOSTS", "a.example,b c.example"),
        ("CAUCE_ORIGENES", "otro.example"),
        ("CAUCE_ORIGENES", "https://otro.example/ruta"),
        ("CAUCE_CODIGO_URL", "codigo.example"),
        ("DEMO_FECHA", "15/04/2024"),
        ("DEMO_FECHA", "2024-02-30"),
        ("CAUCE_BARRIDO_SEGUNDOS", "0"),
        ("CAUCE_PROXIES", "nginx"),
        ("CAUCE_ARCHIVO_MAXIMO_MB", "mucho"),
        ("CAUCE_ARCHIVO_MAXIMO_MB", "501"),
        ("DATABASE_URL", "mysql://localhost/cauce"),
        ("DATABASE_URL", "cauce.sqlite3"),
        ("DATABASE_URL", "sqlite:////dev/null/cauce.sqlite3"),
        ("DATABASE_URL", "sqlite:////tmp"),
        ("DATABASE_URL", "postgres://"),
        ("DATABASE_URL", "postgres://localhost:5432/"),
        ("REDIS_URL", "localhost:6379"),
        ("REDIS_URL", "redis://h:abc/0"),
        ("REDIS_URL", "redis://"),
        ("CELERY_BROKER_URL", "xx"),
        ("CELERY_BROKER_URL", "redis:///0"),
        ("CELERY_BROKER_URL", ""),
        ("EMAIL_URL", "correo://localhost"),
        ("EMAIL_URL", ""),
        ("EMAIL_URL", "smtp://"),
        ("EMAIL_URL", "smtp://correo.example/?tls=quizas"),
        ("CAUCE_REMITENTE", ""),
        ("CAUCE_REMITENTE", "Cauce"),
        ("CAUCE_REMITENTE", "Cauce <a@b.example>\nBcc: otro@b.example"),
        ("CAUCE_LOG", "ruidoso"),
        ("CAUCE_LOG_FORMATO", "xml"),
        ("CAUCE_ALMACEN", "http://almacen.example/cubeta"),
        ("CAUCE_ALMACEN", "s3://almacen.example"),
        ("CAUCE_METRICAS_DESDE", "de aquí"),
        ("CAUCE_METRICAS_LLAVE", "corta"),
        ("DATABASE_POOL", "muchas"),
        ("DATABASE_POOL", "4"),
        ("CAUCE_SESIONES", "disco"),
        ("CAUCE_SESIONES", "cache"),
        ("CAUCE_SESION_SIN_USO", "5"),
        ("CAUCE_POR_MINUTO", "nada=3"),
        ("CAUCE_POR_MINUTO", "busqueda=muchas"),
        ("CAUCE_OIDC_EMISOR", "directorio.example"),
        ("CAUCE_OIDC_EMISOR", "https://directorio.example"),
        ("CAUCE_ANTIVIRUS", "clamd://"),
        ("CAUCE_ANTIVIRUS", "clamd:///"),
        ("CAUCE_ANTIVIRUS", "clamd://h:abc"),
        ("CAUCE_ANTIVIRUS", "/no/existe/clamscan -"),
        ("CAUCE_ANTIVIRUS", "clamscan 'sin cerrar"),
        ("CAUCE_ANTIVIRUS_AUSENTE", "quizá"),
        ("CAUCE_ANTIVIRUS_SEGUNDOS", "0"),
    ],
)
def test_un_valor_que_no_se_entiende_detiene_el_arranque_y_dice_cual_es(manage, variable, valor) -> None:  # type: ignore[no-untyped-def]
    proceso = manage("check", **{variable: valor})
    assert proceso.returncode != 0
    assert variable in proceso.stderr
    assert "Traceback" not in proceso.stderr


def test_la_llave_que_quedo_vacia_se_dice_con_palabras(manage) -> None:  # type: ignore[no-untyped-def]
    assert "no puede estar vacía" in manage("check", CAUCE_SECRET_KEY="").stderr


@pytest.mark.parametrize(
    ("variable", "valor"),
    [
        ("CAUCE_SECRET_KEY", None),
        ("CAUCE_SECRET_KEY", "corta"),
        ("CAUCE_SECRET_KEY", "a" * 60),
        ("EMAIL_URL", None),
        ("EMAIL_URL", "console://"),
        ("EMAIL_URL", "file://"),
        ("CAUCE_URL", None),
        ("CAUCE_LLAVE_MAESTRA", None),
        ("CAUCE_LLAVE_MAESTRA", "corta"),
        ("CAUCE_URL", "http://conoceles.example"),
        ("CAUCE_DEBUG", "1"),
        ("DEMO_FECHA", "2024-04-15"),
    ],
)
def test_produccion_no_arranca_con_algo_inseguro(manage, variable, valor) -> None:  # type: ignore[no-untyped-def]
    variables = {k: v for k, v in PRODUCCION.items() if k != variable}
    if valor is not None:
        variables[variable] = valor
    proceso = manage("check", **variables)
    assert proceso.returncode != 0
    assert variable in proceso.stderr
    assert "Traceback" not in proceso.stderr


def test_check_dice_que_faltan_los_estaticos_y_despues_no_encuentra_nada(manage) -> None:  # type: ignore[no-untyped-def]
    # As a server does it: nothing of Django is there before.
    servidor = manage("-c", "import compliance.wsgi", **PRODUCCION)
    assert servidor.returncode != 0
    for dicho in (servidor.stderr, manage("check", **PRODUCCION).stderr):
        assert "Falta collectstatic: ejecute manage.py preparar." in dicho
    manage("collectstatic", "--noinput", **PRODUCCION)
    proceso = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCCION)
    assert proceso.returncode == 0, proceso.stderr
    assert "no issues" in proceso.stdout
    for modulo in ("wsgi", "asgi"):
        servidor = manage("-c", f"import compliance.{modulo}", **PRODUCCION)
        assert servidor.returncode == 0, servidor.stderr


def test_unos_estaticos_de_otra_version_no_valen(manage, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    manage("collectstatic", "--noinput", **PRODUCCION)
    hoja = tmp_path / "datos" / "estatico" / "cauce" / "cauce.css"
    hoja.write_text(f"{hoja.read_text()}\n")
    assert "Falta collectstatic" in manage("check", **PRODUCCION).stderr


@pytest.mark.parametrize(
    ("variables", "anfitriones", "origenes"),
    [
        ({}, ["conoceles.example"], ["https://conoceles.example"]),
        (
            {"CAUCE_URL": "https://conoceles.example:8443/sitio"},
            ["conoceles.example"],
            ["https://conoceles.example:8443"],
        ),
        ({"CAUCE_URL": "https://[::1]:443"}, ["[::1]"], ["https://[::1]"]),
        (
            {"CAUCE_HOSTS": "otro.example", "CAUCE_ORIGENES": "https://otro.example"},
            ["conoceles.example", "otro.example"],
            ["https://conoceles.example", "https://otro.example"],
        ),
    ],
)
def test_la_direccion_del_sitio_se_admite_sin_decirla_otra_vez(manage, variables, anfitriones, origenes) -> None:  # type: ignore[no-untyped-def]
    programa = "from django.conf import settings as s; print(s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS)"
    proceso = manage("shell", "--no-imports", "--command", programa, **{**PRODUCCION, **variables})
    assert proceso.stdout.strip() == f"{anfitriones} {origenes}", proceso.stderr


def test_lo_que_se_guarda_solo_lo_lee_su_cuenta_del_sistema(manage, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    programa = (
        "import os; os.umask(0o022)\n"
        "from django.core.files.base import ContentFile; from django.core.files.storage import default_storage\n"
        "from django.db import connection; connection.cursor().execute('CREATE TABLE t (a int)')\n"
        "default_storage.save('documentos/ab/abc', ContentFile(b'x'))\n"
        "from django.conf import settings\n"
        "print(*(oct(p.stat().st_mode & 0o777)+':'+p.name for p in [settings.DATOS, *settings.DATOS.rglob('*')]))"
    )
    proceso = manage("shell", "--no-imports", "--command", programa)
    modos = dict(reversed(par.split(":")) for par in proceso.stdout.split())
    assert {"datos", "cauce.sqlite3", "cauce.sqlite3-wal", "cauce.sqlite3-shm", "archivos", "documentos", "abc"} <= set(
        modos
    )
    assert set(modos.values()) == {"0o700", "0o600"}, modos


def test_sin_variables_es_sqlite_en_wal_sin_broker_y_sin_depuracion(manage, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    programa = (
        "from django.conf import settings; from django.db import connection; c = connection.cursor();"
        "print(connection.vendor, c.execute('PRAGMA journal_mode').fetchone()[0], settings.DEBUG,"
        "settings.REDIS_URL == '', settings.DEMO_FECHA, settings.DATABASES['default']['NAME'])"
    )
    proceso = manage("shell", "--no-imports", "--command", programa)
    assert proceso.stdout.strip() == f"sqlite wal False True None {tmp_path / 'datos' / 'cauce.sqlite3'}", (
        proceso.stderr
    )


@pytest.mark.parametrize(
    ("variable", "valor"),
    [
        ("CAUCE_HOSTS", "conoceles.example,.opl.example,10.0.0.7,[::1]"),
        ("CAUCE_ORIGENES", ""),
        ("CAUCE_ORIGENES", "https://otro.example:8443,https://*.opl.example"),
        ("CAUCE_URL", "http://[::1]:8000/"),
        ("CAUCE_REMITENTE", "avisos@instituto.example"),
        ("CELERY_BROKER_URL", "amqp://cola:5672//"),
        ("REDIS_URL", "rediss://:clave@redis.example:6380/1"),
        ("CAUCE_LOG_FORMATO", "json"),
        ("CAUCE_ALMACEN", "s3://llave:secreto@almacen.example:9000/cubeta/cauce?region=mx-1"),
        ("CAUCE_METRICAS_DESDE", "127.0.0.1,10.0.0.0/8,::1"),
        ("EMAIL_URL", "smtp://usuario%40opl.example:c%3Alave@localhost:465/?ssl=True"),
    ],
)
def test_un_valor_bien_escrito_arranca(manage, variable, valor) -> None:  # type: ignore[no-untyped-def]
    proceso = manage("check", **{variable: valor})
    assert proceso.returncode == 0, proceso.stderr


def test_una_demo_fecha_vacia_es_el_dia_de_hoy(manage) -> None:  # type: ignore[no-untyped-def]
    programa = "from django.conf import settings; print(settings.DEMO_FECHA)"
    proceso = manage("shell", "--no-imports", "--command", programa, DEMO_FECHA="")
    assert proceso.stdout.strip() == "None", proceso.stderr


def test_la_documentacion_nombra_cada_variable_y_ninguna_de_mas() -> None:
    leidas = set(VARIABLE.findall((RAIZ / "compliance" / "settings.py").read_text()))
    documento = (RAIZ / "docs" / "configuracion.md").read_text()
    producto, pruebas = documento.split("## Variables of the tests")
    nombres = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)
    assert set(nombres.findall(producto)) == leidas
    codigo = "".join(a.read_text() for a in [*RAIZ.glob("tests/**/*.py"), *RAIZ.glob(".ci/run"), RAIZ / "Makefile"])
    assert all(nombre in codigo for nombre in nombres.findall(pruebas))
