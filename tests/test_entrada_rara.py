"""What nobody types on purpose: numbers and dates that fit nowhere get an answer, never an error of ours."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from .direcciones import AHORA, PROCESO, Poblado, poblar
from .elenco import Elenco

INMENSO = "9" * 23
ILEGIBLE = "9" * 5000


@pytest.fixture
def poblado(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> Poblado:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AHORA)
    return poblar(elenco)


def entrar(poblado: Poblado, rol: str) -> Client:
    cliente = Client()
    cliente.force_login(poblado.usuarios[rol], backend="django.contrib.auth.backends.ModelBackend")
    return cliente


def test_una_visita_con_numeros_y_fechas_imposibles_tiene_respuesta(poblado: Poblado) -> None:
    administracion = entrar(poblado, "administracion")
    base = f"/p/{PROCESO}"
    for lugar in (
        f"{base}/historial/?hasta=9999-12-31",
        f"{base}/historial/?desde=0001-01-01",
        f"{base}/historial/?q={INMENSO}",
        f"{base}/historial/candidatura/{INMENSO}/",
        f"{base}/historial/area/{INMENSO}/",
        f"{base}/avisos/?hasta=9999-12-31",
        f"{base}/informes/9999-12/",
        f"{base}/informes/2024-04/?al=9999-12-31",
        f"{base}/cuentas/{INMENSO}/",
        f"{base}/cuentas/suplir/?titular={INMENSO}",
        f"{base}/cuentas/suplir/?titular={ILEGIBLE}",
    ):
        respuesta = administracion.get(lugar)
        assert respuesta.status_code in (200, 400, 404, 422), lugar
        assert respuesta.status_code != 400 or "No cambió nada" in respuesta.content.decode()


def test_un_envio_con_numeros_y_fechas_imposibles_tiene_respuesta_y_no_cambia_nada(poblado: Poblado) -> None:
    sesion, abierta = poblado.argumentos["sesion"][-1], poblado.argumentos["sesion:instalada"][-1]
    receso = {"receso-desde": "2024-04-16T09:30", "receso-continua_en": "9999-12-31T23:59"}
    nombramiento = poblado.usuarios["area"].nombramientos.get()
    sesion_nueva = {"organo": INMENSO, "tipo": "ordinaria", "inicia_en": "9999-12-31T23:59", "entregables": INMENSO}
    for rol, nombre, args, datos in (
        ("secretaria_tecnica", "sesion_convocar", [], sesion_nueva),
        ("secretaria_tecnica", "sesion_accion", [sesion, "instalar"], {"presentes": INMENSO}),
        ("secretaria_tecnica", "sesion_accion", [abierta, "receso"], receso),
        ("secretaria_tecnica", "sesion_accion", [abierta, "deshacer"], {"deshacer-decision": INMENSO}),
        ("administracion", "nombramiento_terminar", [nombramiento.pk], {"hasta": "9999-12-31", "motivo": "x"}),
        ("administracion", "suplencia_nueva", [], {"titular": INMENSO, "suplente": "ajena", "hasta": "9999-12-31"}),
    ):
        respuesta = entrar(poblado, rol).post(reverse(nombre, args=[PROCESO, *args]), datos)
        assert respuesta.status_code in (400, 422), nombre
    nombramiento.refresh_from_db()
    assert nombramiento.hasta is None


def test_un_mes_que_no_llega_se_dice(elenco: Elenco) -> None:
    with pytest.raises(CommandError, match="no había comenzado"):
        call_command("informe", "mensual", proceso=elenco.proceso.clave, mes="9999-12", json=True)
