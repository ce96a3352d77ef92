"""The page of a session: nothing is recorded that nobody said, and each refusal is told where it is mended."""

import pytest
from django.test import Client
from django.urls import reverse

from flujos import sesiones
from flujos.models import Sesion
from flujos.sesiones import Punto

from ..elenco import Elenco, momento

PROCESO = "prueba-2024"


@pytest.fixture(autouse=True)
def en_abril(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-03 10:00"))


@pytest.fixture
def cliente(elenco: Elenco) -> Client:
    cliente = Client()
    cliente.force_login(elenco.usuario("secretaria_tecnica"))
    return cliente


def convocada(e: Elenco) -> Sesion:
    return sesiones.convocar(
        e.comision,
        tipo="ordinaria",
        inicia_en=momento("2024-04-03 09:00"),
        puntos=[Punto("", e.entregables["publicacion"]), Punto("", e.entregables["avance-abril"])],
        por=e.usuario("secretaria_tecnica"),
        en=momento("2024-04-01 09:00"),
    )


def test_nadie_esta_presente_hasta_que_se_marca(elenco: Elenco, cliente: Client) -> None:
    sesion = convocada(elenco)
    pagina = cliente.get(reverse("sesion", args=[PROCESO, sesion.pk])).content.decode()
    asistencia = pagina.partition('id="asistencia"')[2].partition("Instalar la sesión")[0]
    assert asistencia.count('type="checkbox"') == 3
    assert "checked" not in asistencia
    assert "(opcional)" not in asistencia
    respuesta = cliente.post(reverse("sesion_accion", args=[PROCESO, sesion.pk, "instalar"]))
    assert respuesta.status_code == 422
    sesion.refresh_from_db()
    assert sesion.estado == "convocada"
