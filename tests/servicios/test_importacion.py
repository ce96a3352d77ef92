"""With a broker, what the page confirms is imported by one of Celery's workers."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from compliance import celery_app
from compliance.models import Candidatura
from flujos.models import Importacion
from flujos.tasks import seguir_importacion

from ..elenco import montar
from ..libros import candidata, libro
from ..paginas import entrar
from .conftest import Celery, esperar

pytestmark = pytest.mark.servicios


def _enviar(conexion: Any, *args: int) -> None:
    seguir_importacion.apply_async(args, connection=conexion)


def test_lo_que_se_confirma_lo_importa_un_trabajador(
    celery: Celery, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO_FECHA = date(2024, 3, 29)
    celery_app.conf.task_always_eager = False
    monkeypatch.setitem(celery_app.conf.broker_transport_options, "global_keyprefix", celery.prefijo)
    # Of their own: what this process opened before sends without the prefix.
    conexion = celery_app.connection_for_write()
    monkeypatch.setattr(seguir_importacion, "delay", partial(_enviar, conexion))
    elenco = montar()
    informatica = entrar(elenco.usuario("administracion"))
    archivo = SimpleUploadedFile("base.xlsx", libro(tmp_path / "base.xlsx", [candidata()]).read_bytes())
    lugar = informatica.post("/p/prueba-2024/importar/", {"archivo": archivo})["Location"]
    informatica.post(lugar)
    # Nobody works yet: the page says that it waits.
    assert "Se está importando" in informatica.get(lugar).content.decode()
    assert not Candidatura.objects.exists()
    celery.trabajador("uno@%h")
    esperar(lambda: Importacion.objects.get().terminada_en is not None, "el trabajador importa")
    assert Candidatura.objects.get().persona.nombre == "ANA SINTETICA A"
    assert "Se importó «base.xlsx»." in informatica.get(lugar).content.decode()
    assert "ERROR" not in celery.registro()
