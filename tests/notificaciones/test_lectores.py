"""The feeds as real applications read them, over HTTP: where the clock still changes, and what is cancelled."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytest_django.live_server_helper import LiveServer

from calendario.services import emitir_suscripcion
from compliance.historia import guardar
from flujos.models import Sesion
from notificaciones.escalones import cargar_escalones

from ..calendario.lectores import LECTORES, Leido
from ..elenco import Elenco, momento

AL = momento("2024-03-20 10:00")
TIJUANA = ZoneInfo("America/Tijuana")
# Winters and summers of several years, and the days around each change of the clock.
DIAS = ("2023-01-16", "2023-07-03", "2024-01-15", "2024-03-11", "2024-04-15", "2024-11-01", "2024-11-04", "2027-06-06")

cada_lector = pytest.mark.parametrize("lector", LECTORES)


@pytest.fixture(autouse=True)
def dia_fijo(settings: object) -> None:
    settings.DEMO_FECHA = AL.date()  # type: ignore[attr-defined]


def convocar(elenco: Elenco, inicia_en: datetime, estado: str = "convocada") -> Sesion:
    sesion = Sesion(
        proceso=elenco.proceso,
        organo=elenco.comision,
        tipo="ordinaria",
        nombre="Sesión; con «signos», y\vsaltos",
        inicia_en=inicia_en,
        estado=estado,
    )
    guardar(sesion, por=None, en=AL, motivo="Convocatoria")
    return sesion


@cada_lector
@pytest.mark.django_db(transaction=True)
def test_una_direccion_privada(elenco: Elenco, live_server: LiveServer, tmp_path: Path, lector: str) -> None:
    cargar_escalones(AL)
    elenco.proceso.instituto.zona_horaria = "America/Tijuana"
    guardar(elenco.proceso.instituto, por=None, en=AL, motivo="Es de Baja California")
    dichas = [
        convocar(elenco, datetime.fromisoformat(f"{dia}T11:00").replace(tzinfo=TIJUANA).astimezone(UTC)) for dia in DIAS
    ]
    # One that ends as it begins, and one that is not held.
    dichas[0].termina_en = dichas[0].inicia_en
    guardar(dichas[0], por=None, en=AL, motivo="Se clausura")
    cancelada = convocar(elenco, momento("2024-04-02 12:00"), "cancelada")
    _, token = emitir_suscripcion(elenco.usuario("comision"), f"organo:{elenco.comision.pk}", AL)
    leido = LECTORES[lector](f"{live_server.url}/ical/{token}.ics", tmp_path)
    sesiones = {uid.split("@")[0]: e for uid, e in leido.items() if uid.startswith("sesion-")}
    esperadas = {f"sesion-{s.pk}": Leido(s.inicia_en.astimezone(UTC), "CONFIRMED") for s in dichas}
    assert sesiones == esperadas | {
        f"sesion-{cancelada.pk}": Leido(cancelada.inicia_en.astimezone(UTC), "CANCELLED"),
    }
    informe = elenco.entregables["informe-marzo"]
    aprobacion = next(e for uid, e in leido.items() if uid.startswith(f"entregable-{informe.pk}-aprobacion"))
    assert aprobacion == Leido(date(2024, 4, 1), "CONFIRMED")


@cada_lector
@pytest.mark.django_db(transaction=True)
def test_el_calendario_publico(elenco: Elenco, live_server: LiveServer, tmp_path: Path, lector: str) -> None:
    informe = elenco.entregables["informe-marzo"]
    informe.fecha_plan = None
    guardar(informe, por=None, en=AL + timedelta(hours=1), motivo="Queda sin fecha de aprobación")
    leido = LECTORES[lector](f"{live_server.url}/conoceles/prueba-2024/calendario.ics", tmp_path)
    por_uid = {uid.split("@")[0]: e for uid, e in leido.items()}
    assert por_uid[f"proceso-{elenco.proceso.pk}-jornada"] == Leido(date(2024, 6, 2), "CONFIRMED")
    assert por_uid[f"entregable-{informe.pk}-aprobacion"] == Leido(date(2024, 4, 1), "CANCELLED")
    assert por_uid[f"entregable-{informe.pk}-remision"] == Leido(date(2024, 4, 5), "CONFIRMED")
