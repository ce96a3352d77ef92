"""The sweep under Celery: two workers, a clock, a death."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from compliance.models import Persona
from notificaciones.envio import PLAZO_DE_ENVIO
from notificaciones.models import Aviso, Latido
from notificaciones.services import barrer

from ..elenco import Elenco, momento, montar
from .conftest import Celery, esperar

pytestmark = pytest.mark.servicios

CANDIDATURAS = 60
ENVIADO = Aviso.Estado.ENVIADO


def poblar() -> Elenco:
    """Many recipients, each with their own address and a limit that falls due in three days."""
    elenco = montar()
    for n in range(CANDIDATURAS):
        elenco.candidatura(
            f"Persona {n}",
            formula=str(n),
            cuentas_enviadas_en=momento("2024-03-20 10:00"),
            vence=momento("2024-04-01 23:59:59"),
        )
    for persona in Persona.objects.all():
        persona.correo = f"persona{persona.pk}@example.com"
        persona.save()
    return elenco


def identificadores(carpeta: Path) -> list[str]:
    """The Message-ID of each mail that left, in all the files."""
    textos = "".join(f.read_text() for f in carpeta.glob("*.log")) if carpeta.exists() else ""
    return re.findall(r"^Message-ID: (.*)$", textos, re.MULTILINE)


def todo_enviado() -> bool:
    return Latido.objects.exists() and not Aviso.objects.exclude(estado=ENVIADO).exists()


def test_dos_trabajadores_y_beat_envian_cada_aviso_una_vez(celery: Celery) -> None:
    poblar()
    celery.trabajador("uno@%h")
    celery.trabajador("dos@%h")
    celery.beat()
    esperar(lambda: Aviso.objects.count() > CANDIDATURAS and todo_enviado(), "que todo se enviara")
    # Let them go on sweeping: nothing is said again.
    latido = Latido.objects.get().en
    enviados = identificadores(celery.correo)
    esperar(lambda: Latido.objects.get().en > latido + timedelta(seconds=2), "otro barrido")
    assert sorted(identificadores(celery.correo)) == sorted(enviados)
    assert len(enviados) == len(set(enviados)) == Aviso.objects.values("mensaje_id").distinct().count()
    assert set(Aviso.objects.values_list("intentos", flat=True)) == {1}
    assert not Aviso.objects.filter(posible_duplicado=True).exists()
    assert len(list(celery.correo.iterdir())) > 1, "un solo proceso envió todo: la prueba no probó nada"
    assert "ERROR" not in celery.registro()


def test_matar_un_trabajador_a_la_mitad_no_pierde_nada(celery: Celery) -> None:
    poblar()
    condenado = celery.trabajador("uno@%h")
    celery.beat()
    esperar(lambda: Aviso.objects.filter(estado=ENVIADO).count() > CANDIDATURAS // 4, "que empezara a enviar")
    celery.matar(condenado)
    assert Aviso.objects.exclude(estado=ENVIADO).exists(), "murió cuando ya había terminado"
    celery.trabajador("dos@%h")
    esperar(lambda: not Aviso.objects.filter(estado=Aviso.Estado.PENDIENTE).exists(), "que el otro siguiera")
    celery.terminar()
    # What was in the dead worker's hands waits, in case it were alive, and is then told again, saying so.
    en_sus_manos = Aviso.objects.filter(estado=Aviso.Estado.ENVIANDO).count()
    despues = barrer(Latido.objects.get().en + PLAZO_DE_ENVIO + timedelta(minutes=1))
    assert despues.enviados == en_sus_manos
    assert todo_enviado()
    repetidos = Aviso.objects.filter(posible_duplicado=True)
    assert repetidos.count() == en_sus_manos
    enviados = identificadores(celery.correo)
    assert len(enviados) == len(set(enviados))
    assert set(Aviso.objects.exclude(pk__in=repetidos).values_list("intentos", flat=True)) == {1}
