"""How long the files of open data of a large process take, and in how much memory. Run by `make bench`.

`CAUCE_BENCH_ABIERTOS` says how many are published.
"""

import gc
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from compliance.abiertos import FORMATOS, Publicada, escribir, publicadas, publicadas_entonces
from compliance.abiertos.archivos import hacer
from compliance.disparadores import sin_guardas
from compliance.models import Candidatura, CuestionarioCurricular, Proceso

from ..elenco import JORNADA, Elenco, momento, texto
from .llenar import llenar
from .tabla import anotar, costo

CUANTAS = int(os.environ.get("CAUCE_BENCH_ABIERTOS", "20000"))
MS_POR_FILA = 60_000 / 20_000
MEGAS = 300
EN = momento("2024-05-02 10:00")


# Between the first history rows of `llenar` and the last.
ENTONCES = momento(f"{JORNADA} 00:00") - timedelta(days=88)


@pytest.mark.parametrize("formato", FORMATOS)
def test_exportar(elenco: Elenco, formato: str, tmp_path: Path) -> None:
    """Texts as long as people write: six of a thousand characters each."""
    _publicar(elenco)
    _anotar("exportar", formato, tmp_path, elenco.proceso, publicadas)


def test_corte_de_antes(elenco: Elenco, tmp_path: Path) -> None:
    """What was public on a day, read from the history."""
    _publicar(elenco)
    with sin_guardas():
        Candidatura.history.update(estado="publicada")
    _anotar(
        "corte de antes",
        "csv",
        tmp_path,
        elenco.proceso,
        lambda proceso: publicadas_entonces(proceso, ENTONCES, para_el_publico=True),
    )


def _publicar(elenco: Elenco) -> None:
    llenar(elenco.proceso, CUANTAS)
    Candidatura.objects.filter(proceso=elenco.proceso).update(estado="publicada", motivo_retiro="", documento_retiro="")
    CuestionarioCurricular.objects.update(**dict.fromkeys(CuestionarioCurricular.TEXTOS, texto(1000)))


def _anotar(
    que: str, formato: str, carpeta: Path, proceso: Proceso, filas: Callable[[Proceso], Iterator[Publicada]]
) -> None:
    with (carpeta / "una").open("wb") as primera:
        # What is imported and prepared once is not what a file costs.
        escribir(formato, primera, proceso, [])
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    inicio = costo()
    archivo = hacer(carpeta / f"datos.{formato}", formato, proceso, filas(proceso), en=EN)
    nuestro = costo() - inicio
    assert archivo.candidaturas == CUANTAS
    anotar(f"{que} {CUANTAS:,} a {formato}, por fila", nuestro * 1000 / CUANTAS, limite=MS_POR_FILA, meta=1)
    estado = dict(linea.split(":", 1) for linea in Path("/proc/self/status").read_text().splitlines())
    megas = int(estado["VmHWM"].split()[0]) / 1024
    anotar(f"{que} {CUANTAS:,} a {formato}, MB (no ms)", megas, limite=MEGAS, meta=1)
