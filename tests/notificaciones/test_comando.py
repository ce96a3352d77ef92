"""manage.py barrer."""

import json
import os
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as ajustes
from django.core.management import CommandError, call_command

from compliance import celery_app
from notificaciones import tasks
from notificaciones.models import Aviso, Latido

from ..elenco import Elenco, momento


def correr(*argumentos: str) -> str:
    salida = StringIO()
    call_command("barrer", *argumentos, stdout=salida)
    return salida.getvalue()


def test_dice_en_json_lo_que_hizo(elenco: Elenco) -> None:
    dicho = json.loads(correr("--al", "2024-03-25T09:00", "--json"))
    assert dicho == {
        "al": "2024-03-25T09:00:00-06:00",
        "creados": Aviso.objects.count(),
        "enviados": Aviso.objects.filter(estado="enviado").count(),
        "fallidos": 0,
        "omitidos": 0,
        "publicadas": 0,
        "error": "",
    }
    assert dicho["enviados"] == 2


def test_sin_servidor_de_correo_lo_dice_y_falla(
    elenco: Elenco, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND = "tests.notificaciones.correos.SinServidor"
    with pytest.raises(CommandError, match="No se pudo conectar con el servidor de correo"):
        call_command("barrer", "--al", "2024-03-25T09:00", "--json")
    assert json.loads(capsys.readouterr().out)["enviados"] == 0


def test_en_produccion_no_se_barre_en_otro_momento(settings: Any) -> None:
    settings.PRODUCCION = True
    with pytest.raises(CommandError, match="en producción"):
        correr("--al", "2024-03-25T09:00")


def test_el_correo_de_consola_no_se_mezcla_con_el_json(
    elenco: Elenco, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    call_command("barrer", "--al", "2024-03-25T09:00", "--json")
    dicho = capsys.readouterr()
    assert json.loads(dicho.out)["enviados"] == 2
    assert "Subject:" in dicho.err


def test_dice_en_prosa_lo_que_hizo(elenco: Elenco) -> None:
    assert correr("--al", "2024-03-25T09:00").startswith("Barrido al 2024-03-25 09:00:00: 2 creados, 2 enviados")


def test_una_fecha_que_lleva_zona_se_respeta(elenco: Elenco) -> None:
    correr("--al", "2024-03-25T15:00+00:00")
    assert Latido.objects.get().en == momento("2024-03-25 09:00")


def test_un_dia_sin_hora_es_el_dia_entero(elenco: Elenco) -> None:
    correr("--al", "2024-03-25")
    assert Latido.objects.get().en == momento("2024-03-25 23:59:59")


@pytest.mark.parametrize("texto", ["ayer", "2024-02-30", "2024-02-30T09:00"])
def test_una_fecha_ilegible_se_rechaza_sin_escribir_nada(elenco: Elenco, texto: str) -> None:
    with pytest.raises(CommandError, match="--al"):
        correr("--al", texto)
    assert not Latido.objects.exists()


def test_continuo_y_al_no_van_juntos() -> None:
    with pytest.raises(CommandError, match="--continuo"):
        correr("--continuo", "--al", "2024-03-25T09:00")


@pytest.mark.parametrize("senal", [signal.SIGTERM, signal.SIGINT])
def test_continuo_barre_hasta_que_se_le_pide_parar(tmp_path: Path, senal: signal.Signals) -> None:
    # An empty database: it says what fails, goes on, and still ends at once and cleanly.
    entorno = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path / 'vacia.sqlite3'}", "CAUCE_DATOS": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "manage.py", "barrer", "--continuo"],
        cwd=ajustes.BASE_DIR,
        env=entorno,
        stderr=subprocess.PIPE,
        text=True,
    ) as proceso:
        assert proceso.stderr is not None
        assert "se repetirá" in proceso.stderr.readline()
        proceso.send_signal(senal)
        assert proceso.wait(timeout=20) == 0


def test_la_tarea_hace_lo_mismo_que_el_comando(elenco: Elenco) -> None:
    assert set(tasks.barrer()) == {"al", "creados", "enviados", "fallidos", "omitidos", "publicadas", "error"}
    assert Latido.objects.exists()
    programadas = {t["task"] for t in ajustes.CELERY_BEAT_SCHEDULE.values()}
    celery_app.loader.import_default_modules()
    assert programadas <= set(celery_app.tasks)
