"""What an import of many rows takes: processor and memory against what it may. Run by `make bench`."""

import threading
from pathlib import Path

from compliance.importacion import leer_export
from compliance.models import Candidatura
from flujos.importacion.escritura import importar

from ..elenco import Elenco, momento
from ..flujos.importado import persona
from ..libros import identidad_de, libro
from .tabla import anotar, costo

FILAS = 20_000
# Seconds of processor, and megabytes above what the process held before.
SEGUNDOS, MEGAS = 60, 300
ESTADO = Path("/proc/self/statm")
PAGINA_KB = 4


def _megas() -> float:
    return int(ESTADO.read_text().split()[1]) * PAGINA_KB / 1024


def test_importar(elenco: Elenco, tmp_path: Path) -> None:
    datos = [persona(n) for n in range(FILAS)]
    archivo = libro(tmp_path / "libro.xlsx", datos, [identidad_de(f) for f in datos])
    del datos
    antes, maximo, termino = _megas(), 0.0, threading.Event()

    def mirar() -> None:
        nonlocal maximo
        while not termino.wait(0.05):
            maximo = max(maximo, _megas())

    hilo = threading.Thread(target=mirar)
    hilo.start()
    try:
        inicio = costo()
        importar(leer_export(archivo), elenco.proceso, por=None, en=momento("2024-07-01 10:00"))
        gasto = costo() - inicio
    finally:
        termino.set()
        hilo.join()
    assert Candidatura.objects.count() == FILAS
    anotar(f"importar {FILAS:,} filas ({SEGUNDOS} s)", gasto * 1000, limite=SEGUNDOS * 1000, meta=1)
    anotar(f"memoria de importar {FILAS:,} filas, MB ({MEGAS})", maximo - antes, limite=MEGAS, meta=1)
