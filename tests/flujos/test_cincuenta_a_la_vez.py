"""Fifty people on one verb, on whichever database, and through the web: one does it, the others are told, and there is
one act.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from pytest_django.live_server_helper import LiveServer

from compliance.models import Acto
from flujos import candidaturas
from flujos.transiciones import Rechazo

from ..elenco import momento, montar
from ..servicios.sitio import Persona, Respuesta, sesion_de

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


@pytest.mark.django_db(transaction=True)
def test_de_cincuenta_formularios_a_la_vez_uno_gana_y_ninguno_falla(
    live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-16 10:00"))
    elenco = montar()
    c = elenco.candidatura_en("validada")
    candidaturas.autorizar(c, por=elenco.representacion_de(c), en=momento("2024-04-06 10:00"))
    sesion, salida = sesion_de(elenco.usuario("verificacion")), threading.Barrier(CLIENTES)
    # Django's own server keeps ten waiting at its door and cuts the rest off; those that people run keep thousands.
    live_server.thread.httpd.socket.listen(2 * CLIENTES)
    puerto = int(live_server.url.rpartition(":")[2])
    datos = [("accion", "publicar"), ("confirmar", "1"), ("ids", str(c.pk))]

    def enviar(_: int) -> Respuesta:
        salida.wait()
        return Persona(puerto, sesion, espera=120).pedir("/p/prueba-2024/candidaturas/lote/", datos)

    with ThreadPoolExecutor(CLIENTES) as hilos:
        respuestas = list(hilos.map(enviar, range(CLIENTES)))
    # Whoever would wait for too long is told to send it again, which is safe.
    assert {r.estado for r in respuestas} <= {200, 503}
    contestadas = [r.texto for r in respuestas if r.estado == 200]
    assert sum("Se hizo" in t for t in contestadas) == 1
    assert sum("No se pudo" in t for t in contestadas) == len(contestadas) - 1
    assert Acto.objects.filter(candidatura=c, verbo="publicar").count() == 1
