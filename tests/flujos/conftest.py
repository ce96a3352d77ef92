"""What several tests share: a fixed day for the pages, who audits, and the import."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from compliance.importacion import leer_export
from compliance.models import Proceso
from flujos.importacion.escritura import Reporte, importar

from ..elenco import Elenco, momento
from ..libros import Fila, libro
from .importado import EN, Importador


@pytest.fixture
def quince_de_abril(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-15 10:00"))


@pytest.fixture
def veinte_de_abril(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-20 10:00"))


@pytest.fixture
def auditoria(elenco: Elenco, client: Client) -> Client:
    client.force_login(elenco.usuario("auditoria"))
    return client


@pytest.fixture
def sin_limites(elenco: Elenco) -> Proceso:
    """A process that asks for every text, however short, and for no photograph."""
    elenco.proceso.limites.all().delete()
    elenco.proceso.exige_foto = False
    elenco.proceso.save()
    return elenco.proceso


@pytest.fixture
def de_varias_entidades(sin_limites: Proceso) -> Proceso:
    """A process that is not of one state, as that of INE's data base."""
    sin_limites.instituto.entidad = "Nacional"
    sin_limites.instituto.save()
    return sin_limites


@pytest.fixture
def importado(sin_limites: Proceso, tmp_path: Path) -> Importador:
    """Import a workbook with these rows."""

    def _importar(
        filas: list[Fila],
        identidades: list[Fila] | None = None,
        *,
        por: Any = None,
        en: datetime = EN,
        simular: bool = False,
    ) -> Reporte:
        ruta = libro(tmp_path / "base.xlsx", filas, identidades)
        return importar(leer_export(ruta), sin_limites, por=por, en=en, simular=simular)

    return _importar
