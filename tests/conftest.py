"""Shared fixtures."""

import pytest

from .elenco import Elenco, montar


@pytest.fixture
def elenco(db: None) -> Elenco:
    """The fixed cast."""
    return montar()


@pytest.fixture(autouse=True)
def archivos_propios(settings, tmp_path):  # type: ignore[no-untyped-def]
    """No test writes outside its own folder."""
    settings.MEDIA_ROOT = tmp_path / "archivos"
