"""What goes on after a page has answered: in Celery where there is a broker, or else in a thread of this process.

Late, repeated or cut short, it does no harm: it goes on from what is kept.
"""

import logging
from threading import Thread
from typing import Any

from celery import shared_task
from django.conf import settings
from django.db import connection
from kombu.exceptions import OperationalError

from compliance.models import EntregaDeCuentas, Proceso, Usuario
from compliance.reloj import ahora

from . import trabajos
from .candidaturas import entregas
from .exhortos import emitir_pendientes
from .importacion import cargas
from .models import Importacion

bitacora = logging.getLogger(__name__)


@shared_task  # type: ignore[untyped-decorator]  # celery ships no types
def seguir_importacion(importacion: int, por: int) -> None:
    """Load what is left of an import."""
    cargas.seguir(Importacion.objects.get(pk=importacion), por=Usuario.objects.get(pk=por), en=ahora())


@shared_task  # type: ignore[untyped-decorator]  # celery ships no types
def seguir_entrega(entrega: int) -> None:
    """Deliver the accounts that are left of an agreement."""
    entregas.seguir_entrega(EntregaDeCuentas.objects.get(pk=entrega), ahora())


@shared_task  # type: ignore[untyped-decorator]  # celery ships no types
def seguir_ensayo(proceso: int, sha256: str, por: int) -> None:
    """Rehearse a long import."""
    cargas.seguir_ensayo(Proceso.objects.get(pk=proceso), sha256, por=Usuario.objects.get(pk=por), en=ahora())


@shared_task  # type: ignore[untyped-decorator]  # celery ships no types
def seguir_deshaciendo(importacion: int, por: int) -> None:
    """Take back what is left of an import."""
    cargas.seguir_deshaciendo(Importacion.objects.get(pk=importacion), por=Usuario.objects.get(pk=por), en=ahora())


@shared_task  # type: ignore[untyped-decorator]  # celery ships no types
def emitir_exhortos() -> None:
    """Make the papers of the letters that were approved."""
    emitir_pendientes(ahora())


@shared_task  # type: ignore[untyped-decorator]  # celery ships no types
def hacer_trabajo(trabajo: int) -> None:
    """Make a file that takes long."""
    trabajos.hacer(trabajo, ahora())


def aparte(tarea: Any, *args: int | str) -> None:
    """Start a task and come back at once."""
    if settings.HAY_INTERMEDIARIO:
        try:
            tarea.delay(*args)
        except OperationalError:
            bitacora.exception("El intermediario de Celery no responde: %s corre en este proceso.", tarea.name)
        else:
            return
    # It dies with its process, and its transaction with it.
    Thread(target=_en_hilo, args=(tarea, *args), name=tarea.name, daemon=True).start()


def retomar(tarea: Any, *args: int | str) -> None:
    """`aparte` for a sweep, whose process may end with it: without a broker it is done before going on."""
    if settings.HAY_INTERMEDIARIO:
        aparte(tarea, *args)
    else:
        _sin_caer(tarea, *args)


def _en_hilo(tarea: Any, *args: int | str) -> None:
    try:
        _sin_caer(tarea, *args)
    finally:
        connection.close()


def _sin_caer(tarea: Any, *args: int | str) -> None:
    try:
        tarea(*args)
    except Exception:
        bitacora.exception("Falló %s.", tarea.name)
