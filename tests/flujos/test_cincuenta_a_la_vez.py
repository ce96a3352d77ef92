"""Fifty people on one verb, on whichever database: one does it, the others are told, and there is one act."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from compliance.models import Acto
from flujos import candidaturas
from flujos.transiciones import Rechazo

from ..elenco import momento, montar

CLIENTES = 50


@pytest.mark.django_db(transaction=True)
def test_de_cincuenta_a_la_vez_una_gana_y_a_las_demas_se_les_dice() -> None:
    elenco = montar()
    c, quien, salida = elenco.candidatura_en("capturada"), elenco.usuario("verificacion"), threading.Barrier(CLIENTES)

    def correr(_: int) -> Any:
        salida.wait()
        try:
            return candidaturas.validar(c, por=quien, en=momento("2024-04-06 10:00"))
        except Rechazo as rechazo:
            return rechazo
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CLIENTES) as hilos:
        resultados = list(hilos.map(correr, range(CLIENTES)))
    rechazos = [r for r in resultados if isinstance(r, Rechazo)]
    assert (len(rechazos), {r.guarda for r in rechazos}) == (CLIENTES - 1, {"estado"})
    assert Acto.objects.filter(candidatura=c, verbo="validar").count() == 1
