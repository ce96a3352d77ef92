"""While an import goes on, others write: nobody is refused, and nothing of theirs is lost."""

from pathlib import Path

import pytest

from compliance.models import Candidatura
from compliance.services.cadenas import verificar

from ..elenco import montar
from .a_la_par import escribir_mientras_se_importa

FILAS = 1500


@pytest.mark.django_db(transaction=True)
def test_otros_escriben_mientras_se_importa(tmp_path: Path) -> None:
    elenco = montar()
    reporte, esperas = escribir_mientras_se_importa(elenco, tmp_path, FILAS, suyas=40)
    assert (reporte.creadas, len(reporte.rechazadas)) == (FILAS, 0)
    # More than one in each pause between two batches.
    assert len(esperas) > 5
    assert Candidatura.objects.filter(estado="validada").count() == len(esperas)
    # The cast itself was not written by acts.
    assert [roto for roto in verificar().rotos if roto["acto"] is not None] == []
