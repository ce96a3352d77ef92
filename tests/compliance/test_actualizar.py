"""manage.py actualizar: whoever installed a release puts in today's with one command, or is told why not."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from compliance.management.commands import actualizar
from compliance.services.respaldo.base import tamano

RAIZ = Path(__file__).resolve().parent.parent.parent
PUBLICADA = RAIZ / "tests" / "publicadas" / "0.1.0"


def manage(datos: Path, *argumentos: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *argumentos],
        cwd=RAIZ,
        env={"PATH": os.environ["PATH"], "CAUCE_DATOS": str(datos)},
        capture_output=True,
        text=True,
        timeout=1500,
    )


@pytest.fixture
def datos(tmp_path: Path) -> Path:
    """The folder of an installation of 0.1.0."""
    carpeta = tmp_path / "datos"
    carpeta.mkdir(mode=0o700)
    shutil.copytree(PUBLICADA / "archivos", carpeta / "archivos")
    with closing(sqlite3.connect(carpeta / "cauce.sqlite3")) as base:
        base.executescript((PUBLICADA / "sqlite.sql").read_text(encoding="utf-8"))
    return carpeta


def _preguntar(datos: Path, consulta: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(datos / "cauce.sqlite3")) as base:
        return base.execute(consulta).fetchall()


def test_una_0_1_0_se_pone_al_dia_con_su_respaldo_y_puede_repetirse(datos: Path, tmp_path: Path) -> None:
    hecho = manage(datos, "actualizar")
    assert hecho.returncode == 0, hecho.stdout + hecho.stderr
    assert re.search(r"Se aplicaron \d+ migraciones", hecho.stdout)
    (respaldo,) = (datos / "respaldos").iterdir()
    assert respaldo.stat().st_mode & 0o077 == 0
    with tarfile.open(respaldo) as tar:
        nombres = tar.getnames()
    assert any(n.startswith("base/") for n in nombres)
    assert sum(n.startswith("archivos/") for n in nombres) == sum(f.is_file() for f in (datos / "archivos").rglob("*"))
    assert _preguntar(datos, "SELECT count(*) FROM compliance_acto")[0][0] > 0
    revisado = manage(datos, "verificar_historial")
    assert revisado.returncode == 0, revisado.stdout

    otra = manage(datos, "actualizar")
    assert otra.returncode == 0, otra.stderr
    assert "migraciones. Reinicie" not in otra.stdout
    assert "La base ya era de esta versión: no se respaldó. Reinicie el sitio" in otra.stdout
    assert list((datos / "respaldos").iterdir()) == [respaldo]

    # What was made before is brought up to date when it is restored.
    restaurada = tmp_path / "restaurada"
    vuelta = manage(restaurada, "restaurar", str(respaldo))
    assert vuelta.returncode == 0, vuelta.stdout + vuelta.stderr
    assert "todo corresponde" in vuelta.stdout
    cuantas = "SELECT count(*) FROM compliance_candidatura"
    assert _preguntar(restaurada, cuantas) == _preguntar(datos, cuantas) != [(0,)]


def test_con_el_sitio_en_marcha_no_toca_nada(datos: Path) -> None:
    with closing(sqlite3.connect(datos / "cauce.sqlite3")) as base:
        ya = datetime.now(UTC).replace(tzinfo=None)
        base.execute("UPDATE notificaciones_latido SET en = ?", [str(ya)])
        base.commit()
    antes = _preguntar(datos, "SELECT app, name FROM django_migrations ORDER BY id")
    hecho = manage(datos, "actualizar")
    assert hecho.returncode == 1
    assert "pide detener el sitio" in hecho.stderr
    assert "compliance.0012_respuestas_cifradas" in hecho.stderr
    assert "Traceback" not in hecho.stderr
    assert _preguntar(datos, "SELECT app, name FROM django_migrations ORDER BY id") == antes
    assert not (datos / "respaldos").exists()


def test_una_base_de_una_version_posterior_se_rechaza(datos: Path) -> None:
    with closing(sqlite3.connect(datos / "cauce.sqlite3")) as base:
        base.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('compliance', '9999_futura', '2030')")
        base.commit()
    hecho = manage(datos, "actualizar")
    assert hecho.returncode == 1
    assert "9999_futura" in hecho.stderr
    assert "Traceback" not in hecho.stderr


def test_el_lugar_que_hace_falta_cuenta_los_archivos(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    default_storage.save("documentos/grande", ContentFile(b"0" * 5000))
    libre = SimpleNamespace(free=tamano() * 3 + 100)
    monkeypatch.setattr(actualizar.shutil, "disk_usage", lambda _: libre)
    exigir, ejecutor = actualizar.Command()._exigir_que_sea_seguro, MigrationExecutor(connection)
    with pytest.raises(CommandError, match="hacen falta"):
        exigir(ejecutor, [], {"salida": None}, datetime.now(UTC))
    # Elsewhere, whoever says where knows what fits.
    exigir(ejecutor, [], {"salida": "/otro/disco/r.tar"}, datetime.now(UTC))


def test_si_el_respaldo_no_se_puede_hacer_no_se_migra(datos: Path, tmp_path: Path) -> None:
    hecho = manage(datos, "actualizar", "--salida", str(tmp_path / "no" / "esta" / "r.tar"))
    assert hecho.returncode == 1
    assert "No se actualizó nada" in hecho.stderr
    assert _preguntar(datos, "SELECT count(*) FROM sqlite_master WHERE name = 'compliance_acto'") == [(0,)]


def test_con_celery_dice_que_se_reinicie_celery(
    db: None, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actualizar, "call_command", lambda *_, **__: None)
    for hay, unidades in ((False, "cauce cauce-barrido"), (True, "cauce 'cauce-celery@*'")):
        settings.HAY_INTERMEDIARIO = hay
        dicho = StringIO()
        call_command("actualizar", stdout=dicho)
        assert f"systemctl restart {unidades} (" in dicho.getvalue()
