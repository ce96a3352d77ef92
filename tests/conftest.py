"""Shared fixtures."""

import base64
import hashlib
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.apps import apps
from django.conf import settings as ajustes_de_django
from django.db import connections
from hypothesis import settings as ajustes

from compliance import celery_app, historia
from compliance.actos import en_curso
from compliance.disparadores import sin_guardas

from .elenco import Elenco, montar

# How long an example takes depends on the machine: speed is measured in `rendimiento/`, never here.
ajustes.register_profile("cauce", deadline=None)
ajustes.load_profile("cauce")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With CAUCE_SOLO_BASE, only what uses the database: what is pure answers the same on any of them."""
    if not os.environ.get("CAUCE_SOLO_BASE"):
        return
    puras = [item for item in items if not _usa_la_base(item)]
    items[:] = [item for item in items if _usa_la_base(item)]
    config.hook.pytest_deselected(items=puras)


def _usa_la_base(item: pytest.Item) -> bool:
    fijas = set(getattr(item, "fixturenames", ()))
    return bool(
        item.get_closest_marker("django_db")
        or fijas & {"db", "transactional_db", "django_db_setup"}
        or "servicios" in item.path.parts
    )


@pytest.fixture(autouse=True, scope="session")
def llave_maestra() -> None:
    """Of the tests alone: none looks for the file of an installation, nor makes it."""
    ajustes_de_django.LLAVE_MAESTRA = [base64.b64encode(b"m" * 32).decode()]


@pytest.fixture(scope="session")
def base_migrada(request: pytest.FixtureRequest) -> Path:
    """Where the database that these same migrations made is kept from one run to the next: they take seconds."""
    huella = hashlib.sha256(django.get_version().encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for migracion in sorted(Path(app.path).glob("migrations/*.py")):
            huella.update(f"{app.label}/{migracion.name}".encode() + migracion.read_bytes())
    return Path(request.config.cache.mkdir("base")) / f"{huella.hexdigest()}.sqlite3"  # type: ignore[union-attr]


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest, base_migrada: Path) -> bool:
    """Whether the database is there already, migrated."""
    return request.config.getvalue("reuse_db") or (_es_sqlite() and base_migrada.exists())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, base_migrada: Path) -> None:
    """Keep it for the next run."""
    if _es_sqlite() and not base_migrada.exists():
        hecha = base_migrada.with_suffix(f".{os.getpid()}")
        with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(hecha)])
        for vieja in base_migrada.parent.glob("*.sqlite3"):
            vieja.unlink(missing_ok=True)
        hecha.replace(base_migrada)


def _es_sqlite() -> bool:
    return connections["default"].vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory, base_migrada: Path
) -> None:
    """SQLite on disk, as an installation has it.

    In memory, every thread of a live server would share the test's one connection: WAL, the wait for a lock and
    the isolation of two transactions would not be those of the product.
    """
    if _es_sqlite():
        archivo = tmp_path_factory.mktemp("base") / "prueba.sqlite3"
        if base_migrada.exists():
            shutil.copyfile(base_migrada, archivo)
        connections["default"].settings_dict["TEST"]["NAME"] = str(archivo)


@pytest.fixture(autouse=True, scope="session")
def se_vacia_la_base_de_prueba() -> Iterator[None]:
    """The database refuses to delete acts and history; what empties it after a test that commits needs to.

    Only tables with something in them are emptied, and lose their guards meanwhile: there are two hundred.
    """
    operaciones = type(connections["default"].ops)
    ordenes_para_vaciar, vaciar = operaciones.sql_flush, operaciones.execute_sql_flush

    def de_lo_que_hay(ops: Any, style: Any, tables: list[str], **opciones: Any) -> list[str]:
        if opciones.get("reset_sequences"):
            return ordenes_para_vaciar(ops, style, tables, **opciones)
        # Their names are the models' own.
        hay = (f"SELECT '{t}' WHERE EXISTS (SELECT 1 FROM {ops.quote_name(t)})" for t in tables)  # noqa: S608
        with ops.connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(hay))
            return [f"DELETE FROM {ops.quote_name(t)}" for (t,) in cursor.fetchall()]  # noqa: S608

    def sin_las_guardas(ops: Any, ordenes: list[str]) -> None:
        if ordenes:
            # None, and so all of them, where it is Django's TRUNCATE.
            with sin_guardas(set(re.findall(r'DELETE FROM "(\w+)"', "\n".join(ordenes))) or None):
                vaciar(ops, ordenes)

    with pytest.MonkeyPatch.context() as parche:
        parche.setattr(operaciones, "sql_flush", de_lo_que_hay)
        parche.setattr(operaciones, "execute_sql_flush", sin_las_guardas)
        yield


RAIZ = Path(__file__).resolve().parent.parent
# What writes for others: who asked them is who writes.
_POR_ENCARGO = {RAIZ / "compliance" / "historia.py", RAIZ / "compliance" / "sentencias.py", Path(__file__).resolve()}


def _escribe_a_mano() -> bool:
    """Whether who is writing now is a test or a migration; of a model that saves itself, who asked it to."""
    marco = sys._getframe(1)
    while marco is not None:
        archivo = Path(marco.f_code.co_filename)
        de_casa = archivo.is_relative_to(RAIZ) and ".venv" not in archivo.parts and archivo not in _POR_ENCARGO
        if de_casa and marco.f_code.co_name not in ("save", "delete"):
            return archivo.is_relative_to(RAIZ / "tests") or archivo.parent.name == "migrations"
        marco = marco.f_back  # type: ignore[assignment]
    return True


@pytest.fixture(autouse=True, scope="session")
def el_producto_solo_escribe_en_actos() -> Iterator[None]:
    """A test sets its data by hand, as a database from before acts has it. What the product writes, never.

    Not even by SQL: whatever changes an audited table must be within an `escritura`.
    """
    negar = historia.negar_sin_acto
    auditadas = {m._meta.db_table for m in historia.auditados()}
    auditadas |= {m.history.model._meta.db_table for m in historia.auditados()}  # type: ignore[attr-defined]
    escribe = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"(?! SET "(?:last_login|password)" = %s WHERE)')

    def vigilar(ejecutar: Any, sql: str, *resto: Any) -> Any:
        hallada = escribe.match(sql)
        if hallada and hallada[1] in auditadas and en_curso() is None and not _escribe_a_mano():
            raise historia.SinActoError(f"Se escribe fuera de un acto: {sql[:120]}")
        return ejecutar(sql, *resto)

    with pytest.MonkeyPatch.context() as parche:
        parche.setattr(historia, "negar_sin_acto", lambda objeto: None if _escribe_a_mano() else negar(objeto))
        connections["default"].execute_wrappers.append(vigilar)
        yield
        connections["default"].execute_wrappers.remove(vigilar)


@pytest.fixture
def elenco(db: None) -> Elenco:
    """The fixed cast."""
    return montar()


@pytest.fixture(autouse=True)
def archivos_propios(settings, tmp_path, monkeypatch):  # type: ignore[no-untyped-def]
    """No test writes outside its own folder, nor waits for the disk: `test_disco_lleno` looks that the product does."""
    settings.MEDIA_ROOT = tmp_path / "archivos"
    settings.ABIERTOS_ROOT = tmp_path / "abiertos"
    # Every test asks from the same address; one of them looks at the pace.
    settings.API_POR_MINUTO = 100_000
    settings.POR_MINUTO = dict.fromkeys(settings.POR_MINUTO, 100_000)
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.fixture(autouse=True)
def en_el_acto(settings: Any) -> Iterator[None]:
    """What Celery would do after the page is done before it answers: nobody else sees what a test has not committed."""
    settings.HAY_INTERMEDIARIO = True
    celery_app.conf.task_always_eager = True
    yield
    celery_app.conf.task_always_eager = False
