"""What is done at once, each in a connection of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections

from flujos.transiciones import Rechazo


def en_otra_conexion(accion: Callable[[], Any]) -> Any:
    """Run in a thread's own connection; answers the result or the refusal."""
    try:
        return accion()
    except Rechazo as rechazo:
        return rechazo
    finally:
        connections.close_all()


def a_la_vez(*acciones: Callable[[], Any]) -> list[Any]:
    """What each answers, or its refusal, begun together."""
    salida = threading.Barrier(len(acciones))

    def correr(accion: Callable[[], Any]) -> Any:
        salida.wait()
        return en_otra_conexion(accion)

    with ThreadPoolExecutor(len(acciones)) as hilos:
        return list(hilos.map(correr, acciones))
