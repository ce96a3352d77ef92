"""How long the files of open data of a large process take, and in how much memory. Run by `make bench`."""

import gc
from pathlib import Path

import pytest

from compliance.abiertos import FORMATOS, escribir, publicadas
from compliance.abiertos.archivos import hacer
from compliance.models import Candidatura, CuestionarioCurricular

from ..elenco import Elenco, momento, texto
from .llenar import llenar
from .tabla import anotar, costo

CUANTAS = 20_000
MS_POR_FILA = 60_000 / CUANTAS
MEGAS = 300
EN = momento("2024-05-02 10:00")


@pytest.mark.parametrize("formato", FORMATOS)
def test_exportar(elenco: Elenco, formato: str, tmp_path: Path) -> None:
    """Texts as long as people write: six of a thousand characters each."""
    llenar(elenco.proceso, CUANTAS)
    Candidatura.objects.filter(proceso=elenco.proceso).update(estado="publicada", motivo_retiro="", documento_retiro="")
    CuestionarioCurricular.objects.update(**dict.fromkeys(CuestionarioCurricular.TEXTOS, texto(1000)))
    with (tmp_path / "una").open("wb") as primera:
        # What is imported and prepared once is not what a file costs.
        escribir(formato, primera, elenco.proceso, [])
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    inicio = costo()
    archivo = hacer(tmp_path / f"datos.{formato}", formato, elenco.proceso, publicadas(elenco.proceso), en=EN)
    nuestro = costo() - inicio
    assert archivo.candidaturas == CUANTAS
    anotar(f"exportar {CUANTAS:,} a {formato}, por fila", nuestro * 1000 / CUANTAS, limite=MS_POR_FILA, meta=1)
    estado = dict(linea.split(":", 1) for linea in Path("/proc/self/status").read_text().splitlines())
    megas = int(estado["VmHWM"].split()[0]) / 1024
    anotar(f"exportar {CUANTAS:,} a {formato}, MB (no ms)", megas, limite=MEGAS, meta=1)
