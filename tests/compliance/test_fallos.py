"""What the database refuses is told in words, and nothing that was typed is lost."""

import errno
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connections
from django.db.utils import IntegrityError
from django.test import Client
from django.urls import reverse
from psycopg import errors as pg

from compliance.actos import Apunte
from compliance.historia import ALaVezError, guardar, guardar_en
from compliance.models import Area, Usuario

from ..elenco import Elenco, momento
from ..paginas import plana

PROCESO = "prueba-2024"
EN = momento("2024-04-02 10:00")


def causado(error: Exception, origen: BaseException) -> Exception:
    """An error as Django raises it: because of the driver's."""
    error.__cause__ = origen
    return error


def de_sqlite(codigo: int) -> sqlite3.OperationalError:
    origen = sqlite3.OperationalError("secreto")
    origen.sqlite_errorcode = codigo
    return origen


OCUPADA = [de_sqlite(sqlite3.SQLITE_BUSY), de_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), de_sqlite(sqlite3.SQLITE_LOCKED)]
OCUPADA_EN_POSTGRESQL = [pg.DeadlockDetected(), pg.SerializationFailure(), pg.LockNotAvailable(), pg.QueryCanceled()]
SIN_DATOS = [
    pg.OperationalError("connection refused"),
    pg.AdminShutdown(),
    pg.TooManyConnections(),
    de_sqlite(sqlite3.SQLITE_CANTOPEN),
]
SIN_ESPACIO = [pg.DiskFull(), de_sqlite(sqlite3.SQLITE_FULL), OSError(errno.ENOSPC, ""), OSError(errno.EDQUOT, "")]
CASOS = [
    (causado(IntegrityError("secreto"), pg.UniqueViolation()), 409, "otra persona se adelantó"),
    (ALaVezError({"username": ["Ya existe"]}), 409, "otra persona se adelantó"),
    *((causado(OperationalError("secreto"), origen), 503, "El sitio está ocupado") for origen in OCUPADA),
    *((causado(OperationalError("secreto"), origen), 503, "El sitio está ocupado") for origen in OCUPADA_EN_POSTGRESQL),
    *((causado(OperationalError("secreto"), origen), 503, "no puede leer sus datos") for origen in SIN_DATOS),
    *((causado(OperationalError("secreto"), origen), 507, "No hay espacio en el servidor") for origen in SIN_ESPACIO),
    (OSError(errno.ENOSPC, "secreto"), 507, "No hay espacio en el servidor"),
    (causado(InterfaceError("connection already closed"), pg.InterfaceError()), 503, "no puede leer sus datos"),
]


@pytest.fixture
def informatica(elenco: Elenco, settings: Any) -> Client:
    settings.DEMO_FECHA = EN.date()
    usuario = elenco.usuario("administracion")
    usuario.is_staff = True
    usuario.save()
    cliente = Client()
    cliente.force_login(usuario, backend="django.contrib.auth.backends.ModelBackend")
    return cliente


ALTA = {
    "username": "ana.nueva",
    "first_name": "Ana «la nueva»",
    "last_name": "Uno\r\nDos",
    "email": "ana@example.com",
    "desde": "2024-04-02",
    "documento": "Oficio 1",
}
LUGAR = f"/p/{PROCESO}/cuentas/nueva/?rol=verificacion"


@pytest.mark.parametrize(("error", "estado", "titulo"), CASOS)
def test_lo_que_la_base_de_datos_rechaza_se_dice_y_conserva_lo_escrito(
    informatica: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Any, estado: int,
    titulo: str
) -> None:  # fmt: skip
    def falla(*args: Any, **kwargs: Any) -> None:
        raise error

    monkeypatch.setattr("compliance.views.administracion.proceso_o_404", falla)
    visita = informatica.get(LUGAR)
    assert visita.status_code == estado
    assert titulo in plana(visita)
    assert "Intentar de nuevo" in plana(visita)
    envio = informatica.post(LUGAR, ALTA)
    assert envio.status_code == estado
    assert ("Retry-After" in envio) == (estado == 503)
    assert "no-store" in envio["Cache-Control"]
    pagina = envio.content.decode()
    assert 'action="/p/prueba-2024/cuentas/nueva/?rol=verificacion"' in pagina
    assert 'name="first_name" value="Ana «la nueva»"' in pagina
    assert 'name="last_name" value="Uno\r\nDos"' in pagina
    assert "secreto" not in caplog.text


def test_una_falla_nuestra_sigue_siendo_una_falla(informatica: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    informatica.raise_request_exception = False
    ajenas = [
        causado(OperationalError("no such column"), de_sqlite(sqlite3.SQLITE_ERROR)),
        causado(OperationalError("undefined"), pg.UndefinedTable()),
        RuntimeError(),
    ]
    for error in ajenas:

        def falla(*args: Any, error: Exception = error, **kwargs: Any) -> None:
            raise error

        monkeypatch.setattr("compliance.views.administracion.proceso_o_404", falla)
        assert informatica.get(LUGAR).status_code == 500


def test_una_contrasena_no_vuelve_en_la_pagina(elenco: Elenco, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(elenco.usuario("area"), backend="django.contrib.auth.backends.ModelBackend")

    def falla(*args: Any) -> None:
        raise causado(OperationalError(), de_sqlite(sqlite3.SQLITE_BUSY))

    monkeypatch.setattr("compliance.views.cuentas.CambiarContrasena.form_valid", falla)
    monkeypatch.setattr("compliance.views.cuentas.FormaCambiar.is_valid", lambda self: True)
    respuesta = client.post(reverse("cambiar_contrasena"), {"old_password": "abracadabra", "new_password1": "x"})
    assert respuesta.status_code == 503
    assert "abracadabra" not in respuesta.content.decode()
    assert "escríbalo de nuevo" in plana(respuesta)


def test_lo_que_falla_al_guardar_la_sesion_tambien_se_dice(
    informatica: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falla(*args: Any, **kwargs: Any) -> None:
        raise causado(OperationalError(), de_sqlite(sqlite3.SQLITE_BUSY))

    monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_response", falla)
    informatica.raise_request_exception = False
    respuesta = informatica.get(LUGAR)
    assert respuesta.status_code == 503
    assert "El sitio está ocupado" in plana(respuesta)


def test_lo_que_otra_persona_guardo_antes_se_dice_con_su_campo(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the other had finished between the validation and the insert."""
    nueva = Area(proceso=elenco.proceso, clave="archivo", nombre="Archivo")

    def se_adelantan(**kwargs: Any) -> None:
        monkeypatch.undo()
        Area.objects.create(proceso=elenco.proceso, clave="archivo", nombre="Archivo de otra persona")

    monkeypatch.setattr(nueva, "full_clean", se_adelantan)
    with pytest.raises(ALaVezError, match="ya existe"):
        guardar(nueva, por=None, en=EN, motivo="Prueba")
    # The transaction is still alive.
    assert Area.objects.get(clave="archivo").nombre == "Archivo de otra persona"


def test_en_los_catalogos_quien_pierde_la_carrera_vuelve_a_revisarse_sola(
    elenco: Elenco, informatica: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    veces = 0

    def se_adelantan(acto: Apunte, objeto: Area) -> None:
        nonlocal veces
        veces += 1
        if veces == 1:
            raise ALaVezError({"__all__": ["Otra persona guardó lo mismo en este momento."]})
        guardar_en(acto, objeto)

    monkeypatch.setattr("compliance.admin.guardar_en", se_adelantan)
    datos = {"proceso": elenco.proceso.pk, "clave": "archivo", "nombre": "Archivo", "correo": "", "motivo": ""}
    respuesta = informatica.post("/administracion/compliance/area/add/", datos)
    assert (respuesta.status_code, veces) == (302, 2)
    assert Area.objects.filter(clave="archivo").count() == 1


@pytest.mark.django_db(transaction=True)
def test_veinte_altas_de_la_misma_cuenta_y_del_mismo_renglon_dejan_una_y_las_demas_lo_oyen(
    transactional_db: None, settings: Any
) -> None:
    from ..elenco import montar

    settings.DEMO_FECHA = EN.date()
    elenco = montar()
    usuario = elenco.usuario("administracion")
    usuario.is_staff = True
    usuario.save()
    area = {"proceso": elenco.proceso.pk, "clave": "archivo", "nombre": "Archivo", "correo": "", "motivo": ""}
    for lugar, datos, hecho in ((LUGAR, ALTA, 200), ("/administracion/compliance/area/add/", area, 302)):
        clientes = [Client(raise_request_exception=False) for _ in range(20)]
        for cliente in clientes:
            cliente.force_login(usuario, backend="django.contrib.auth.backends.ModelBackend")
        salida = Barrier(len(clientes))

        def enviar(cliente: Client, lugar: str = lugar, datos: Any = datos, salida: Barrier = salida) -> Any:
            try:
                salida.wait(timeout=30)
                return cliente.post(lugar, datos)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(clientes)) as hilos:
            respuestas = list(hilos.map(enviar, clientes))
        assert [r.status_code for r in respuestas].count(500) == 0
        perdedoras = [r for r in respuestas if re.search("(?i)ya existe|ya hay una cuenta", plana(r))]
        assert (len(perdedoras), sum(r.status_code == hecho for r in respuestas if r not in perdedoras)) == (19, 1)
    assert Usuario.objects.filter(username="ana.nueva").count() == 1
    assert Area.objects.filter(clave="archivo").count() == 1
