"""How long whoever writes waits while an import goes on. Run by `make bench`.

On the clock on the wall, because waiting is what is measured: a busy machine makes it longer.
"""

from pathlib import Path

import pytest

from ..elenco import montar
from ..flujos.a_la_par import escribir_mientras_se_importa
from .tabla import anotar

FILAS = 5_000
# A request waits no longer, in milliseconds.
LIMITE = 1000


@pytest.mark.django_db(transaction=True)
def test_espera(tmp_path: Path) -> None:
    _, esperas = escribir_mientras_se_importa(montar(), tmp_path, FILAS, suyas=300)
    que = f"la mayor espera de {len(esperas)} verbos durante una importación de {FILAS:,} filas"
    anotar(que, max(esperas) * 1000, limite=LIMITE, meta=1)
