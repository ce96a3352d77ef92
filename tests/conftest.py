"""Shared fixtures."""

import pytest
from django.db import connections
from hypothesis import settings as ajustes

from .elenco import Elenco, montar

# How long an example takes depends on the machine: speed is measured in `rendimiento/`, never here.
ajustes.register_profile("cauce", deadline=None)
ajustes.load_profile("cauce")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite on disk, as an installation has it.

    In memory, every thread of a live server would share the test's one connection: WAL, the wait for a lock and
    the isolation of two transactions would not be those of the product.
    """
    base = connections["default"]
    if base.vendor == "sqlite":
        base.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("base") / "prueba.sqlite3")


@pytest.fixture
def elenco(db: None) -> Elenco:
    """The fixed cast."""
    return montar()


@pytest.fixture(autouse=True)
def archivos_propios(settings, tmp_path):  # type: ignore[no-untyped-def]
    """No test writes outside its own folder."""
    settings.MEDIA_ROOT = tmp_path / "archivos"
