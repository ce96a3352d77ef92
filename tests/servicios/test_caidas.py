"""Two thousand notices to a mail server while whoever sends them dies again and again: none is lost, none repeats
without saying so.
"""

import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.db.models import F

from compliance.models import Proceso
from notificaciones.correo import DUPLICADO
from notificaciones.models import Aviso
from notificaciones.tiempos import PLAZO_DE_ENVIO

from ..elenco import momento, montar
from ..notificaciones.servidor import estricto
from .conftest import Celery, esperar

pytestmark = pytest.mark.servicios

AVISOS, POR_PERSONA = 2_000, 2
CAIDAS = 14
# Longer than a mail takes here: whoever has one in hand for so long is dead.
MUERTO = 2.0
EN = momento("2024-03-28 10:00")
POR_SALIR = (Aviso.Estado.PENDIENTE, Aviso.Estado.ENVIANDO)


def test_dos_mil_avisos_entre_caidas_llegan_todos(celery: Celery) -> None:
    _llenar(montar().proceso)
    azar = random.Random(2024)  # noqa: S311 (accidents, not secrets)
    # It is slow to say that it took a mail: that is when the deaths that matter happen.
    with estricto(tarda=0.01) as (puerto, recibidos):
        celery.entorno["EMAIL_URL"] = f"smtp://127.0.0.1:{puerto}"
        trabajador = celery.trabajador("uno@%h")
        celery.beat()
        esperar(lambda: len(recibidos) > 20, "que empezara a enviar")
        en_mano = _EnMano()
        cortadas = 0
        for n in range(CAIDAS):
            time.sleep(azar.uniform(0.1, 0.7))
            match n % 7:
                case 3:
                    cortadas += celery.cortar_conexiones()
                case 5:
                    celery.olvidar()
                case 6:
                    celery.matar(trabajador)
                    trabajador = celery.trabajador(f"otro{n}@%h")
                case _:
                    # Who is sending, in the middle of whatever it does; its worker makes another.
                    if hijos := celery.hijos():
                        with suppress(ProcessLookupError):
                            os.kill(azar.choice(hijos), signal.SIGKILL)
            en_mano.dar_por_muertos()
        assert Aviso.objects.filter(estado__in=POR_SALIR).exists(), "ya había terminado: la prueba no probó nada"

        def todo_salio() -> bool:
            en_mano.dar_por_muertos()
            return not Aviso.objects.filter(estado__in=POR_SALIR).exists()

        esperar(todo_salio, "que todo saliera")
        celery.terminar()
    assert cortadas > 0
    _nada_se_perdio_ni_se_repitio_en_silencio(recibidos)


def _nada_se_perdio_ni_se_repitio_en_silencio(recibidos: list[bytes]) -> None:
    correos = [message_from_bytes(crudo, policy=policy.default) for crudo in recibidos]
    copias = Counter(str(c["Message-ID"]) for c in correos)
    filas = Aviso.objects.exclude(estado=Aviso.Estado.OMITIDO)
    assert set(filas.values_list("estado", flat=True)) == {Aviso.Estado.ENVIADO}
    entregados = filas.filter(mensaje_id__in=copias, grupo__startswith="caida|")
    assert entregados.count() == AVISOS
    # What left twice left under the same name: no mail is of notices gathered otherwise.
    assert set(copias) == set(filas.values_list("mensaje_id", flat=True))
    marcados = set(filas.filter(posible_duplicado=True).values_list("mensaje_id", flat=True))
    assert marcados, "nadie murió con un correo en la mano: la prueba no probó nada"
    repetidos = {m for m, veces in copias.items() if veces > 1}
    assert repetidos <= marcados
    assert len(correos) - len(copias) <= filas.filter(posible_duplicado=True).count()
    for repetido in repetidos:
        suyos = [c.get_body(("plain",)) for c in correos if c["Message-ID"] == repetido]
        dicen = [cuerpo is not None and DUPLICADO in cuerpo.get_content() for cuerpo in suyos]
        assert all(dicen[1:]), f"una copia de {repetido} no dice que lo es"


class _EnMano:
    """What has been in somebody's hands since when, seen from here."""

    def __init__(self) -> None:
        self._visto: dict[tuple[int, datetime], float] = {}

    def dar_por_muertos(self) -> None:
        """Make a quarter of an hour go by for whoever claimed a mail and sends it no longer."""
        ya = time.monotonic()
        tomados = Aviso.objects.filter(estado=Aviso.Estado.ENVIANDO)
        self._visto = {uno: self._visto.get(uno, ya) for uno in tomados.values_list("pk", "tomado_en")}
        muertos = [pk for (pk, _), desde in self._visto.items() if ya - desde > MUERTO]
        tomados.filter(pk__in=muertos).update(tomado_en=F("tomado_en") - PLAZO_DE_ENVIO - timedelta(minutes=1))


def _llenar(proceso: Proceso) -> None:
    Aviso.objects.bulk_create(
        Aviso(
            proceso=proceso,
            grupo=f"caida|{n}",
            llave=f"caida|{n}|persona",
            destinatario_nombre=f"Persona {n // POR_PERSONA}",
            destinatario_correo=f"persona{n // POR_PERSONA}@example.com",
            asunto=f"Aviso {n}",
            texto="Le faltan tres días.",
            motivo="Prueba",
            creado_en=EN,
            siguiente_en=EN,
            por_repartir=False,
        )
        for n in range(AVISOS)
    )
