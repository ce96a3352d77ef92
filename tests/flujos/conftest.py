"""What several tests of the import share."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from compliance.importacion import leer_export
from compliance.models import Proceso
from flujos.importacion.escritura import Reporte, importar

from ..elenco import Elenco
from ..libros import Fila, libro
from .importado import EN, Importador


@pytest.fixture
def sin_limites(elenco: Elenco) -> Proceso:
    """A process that asks for every text, however short, and for no photograph."""
    elenco.proceso.limites.all().delete()
    elenco.proceso.exige_foto = False
    elenco.proceso.save()
    return elenco.proceso


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
