"""The cast poured from its mould, in whatever order tests run in one process."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from compliance.models import Area, Proceso

from .elenco import Elenco, montar
from .molde import de_molde


@pytest.mark.django_db(transaction=True)
def test_lo_que_una_prueba_deshizo_se_vierte_en_otra_que_confirma() -> None:
    hechas = 0

    def hacer() -> Elenco:
        nonlocal hechas
        hechas += 1
        elenco: Elenco = montar.__wrapped__()  # type: ignore[attr-defined]
        return elenco

    verter = de_molde(hacer)
    # Whatever a test that confirmed left here.
    call_command("flush", interactive=False, verbosity=0)
    # As the test of a page, which leaves nothing; then as one of the browser, whose rows the server sees.
    with transaction.atomic():
        verter()
        transaction.set_rollback(True)
    assert not Proceso.objects.exists()
    elenco = verter()
    assert hechas == 1
    assert not connection.in_atomic_block
    assert Area.objects.get(clave="transparencia") == elenco.transparencia
    assert elenco.usuario("partido").nombramientos.get().actor == elenco.partido_a
    connection.check_constraints()
