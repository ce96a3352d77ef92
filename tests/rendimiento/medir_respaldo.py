"""How long a backup and its verification take, how big it is and in how much memory. Run by `make bench`.

`CAUCE_BENCH_RESPALDO` says of how many candidacies (five acts and five rows of history each). Baselines: 3 ms of
processor a candidacy, 300 MB. On PostgreSQL it reads by a connection of its own, whose processor is not counted.
"""

import os
from pathlib import Path

import pytest
from django.core.management import call_command

from ..elenco import montar
from .llenar import llenar
from .tabla import anotar, costo, desde_aqui, megas

CUANTAS = int(os.environ.get("CAUCE_BENCH_RESPALDO", "20000"))
MS_POR_FILA, MEGAS = 3, 300


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("cifrado", ["", "frase"])
def test_respaldar(tmp_path: Path, cifrado: str) -> None:
    llenar(montar().proceso, CUANTAS)
    frase = tmp_path / "frase"
    frase.write_text("caballo correcto pila grapa\n")
    opciones = {"cifrar": "frase", "frase_archivo": str(frase)} if cifrado else {}
    inicio = desde_aqui()
    call_command("respaldar", salida=str(tmp_path / "r"), **opciones)
    nuestro = costo() - inicio
    que = f"respaldar {CUANTAS:,} candidaturas{', cifrado' if cifrado else ''}"
    anotar(f"{que}, por candidatura", nuestro * 1000 / CUANTAS, limite=MS_POR_FILA, meta=1)
    anotar(f"{que}, MB de memoria (no ms)", megas(), limite=MEGAS, meta=1)
    anotar(f"{que}, MB del archivo (no ms)", (tmp_path / "r").stat().st_size / 1024**2, limite=CUANTAS / 100)
