"""How long each document takes at its largest, and how much memory, in a process of its own. Run by `make bench`.

20,000 candidacies, notices or acts and 60 deliverables: what is too long for paper goes in its annex (decision 0054).
"""

import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import pytest

from documentos.papel import Bloque, Hoja, Membrete, Parrafo, Salto, Tabla, en_libro, en_pdf, en_word

from .tabla import anotar

NOMBRE = "MARÍA DE LOS ÁNGELES XÓCHITL HERNÁNDEZ-MONTES DE OCA Y VILLASEÑOR"
HUELLA = "0123456789abcdef" * 4
EN = datetime(2024, 6, 3, 10, tzinfo=UTC)
# What a request may take, and a worker hold.
MS, MB = 10_000, 500
# Rows of each list at its largest, and how wide its columns are.
MAYORES: dict[str, tuple[int, tuple[float, ...]]] = {
    "exhorto": (4_000, (0.6, 4, 4, 4)),
    "vista": (20_000, (3, 3, 2, 3.5, 2)),
    "certificado de historia": (10_000, (0.9, 1.6, 3, 2.4, 4)),
    "constancia de avisos": (20_000, (1.5, 3.5, 2.5, 1.5, 3)),
    "certificado de supresión": (20_000, (3, 1, 2, 4, 4)),
    "lo más que va en papel": (1_000, (1.5, 3.5, 2.5, 1.5, 3)),
    "relación de entregables": (60, (1, 3, 2, 2, 2, 5)),
}
CARTAS = 400


def _tabla(cuantas: int, anchos: tuple[float, ...]) -> list[Bloque]:
    filas = [(str(n), EN, NOMBRE, f"{NOMBRE} {n}", HUELLA, NOMBRE * 2)[: len(anchos)] for n in range(cuantas)]
    return [Tabla([f"Columna {n}" for n in range(len(anchos))], filas, anchos, chica=True)]


def _hoja(cual: str) -> Hoja:
    if cual == "cartas":
        bloques: list[Bloque] = []
        for n in range(CARTAS):
            bloques += [Parrafo(f"{NOMBRE} {n}"), *(Parrafo(NOMBRE * 8) for _ in range(4)), Salto()]
    else:
        bloques = _tabla(*MAYORES[cual])
    return Hoja(cual, Membrete("Instituto"), EN, bloques)


HACER: dict[str, Callable[[Hoja], bytes]] = {"PDF": en_pdf, "Word": en_word, "Excel": en_libro}


@pytest.mark.parametrize("cual", [*MAYORES, "cartas"])
@pytest.mark.parametrize("formato", HACER)
def test_papel(cual: str, formato: str) -> None:
    orden = [sys.executable, "-m", "tests.rendimiento.medir_papeles", cual, formato]
    salida = subprocess.run(orden, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]).stdout
    ms, mb = map(float, salida.split())
    assert anotar(f"{formato} de {cual}, al máximo", ms, limite=MS, meta=1, base="ninguna").cumple
    assert anotar(f"memoria de {formato} de {cual}, al máximo (MB)", mb, limite=MB, meta=1, base="ninguna").cumple


if __name__ == "__main__":
    hoja, hacer = _hoja(sys.argv[1]), HACER[sys.argv[2]]
    antes = perf_counter()
    hacer(hoja)
    print((perf_counter() - antes) * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
