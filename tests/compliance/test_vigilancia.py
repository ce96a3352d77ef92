"""What whoever looks after the server is told, and nobody else; and that nothing of a person gets into the log."""

import io
import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client
from django.urls import reverse

from compliance import vigilancia
from compliance.bitacora import EnJson
from compliance.models import Acto
from compliance.reloj import ahora
from notificaciones.models import Aviso, Latido
from notificaciones.services import barrer

from ..elenco import Elenco
from ..paginas import plana

LLAVE = "una-llave-de-medir-larga-y-aleatoria-91"


@pytest.fixture
def al_dia(elenco: Elenco, settings: Any, tmp_path: Path) -> Elenco:
    """An installation in order: it has swept just now, without a broker."""
    settings.DATOS, settings.ULTIMO_RESPALDO, settings.HAY_INTERMEDIARIO = tmp_path, tmp_path / "ultimo", False
    barrer(ahora())
    return elenco


def test_vive_sin_preguntar_nada_a_nadie(db: None, settings: Any) -> None:
    settings.PRODUCCION = settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["conoceles.example"]

    def negar(*args: Any) -> None:
        raise AssertionError("se preguntó algo a la base")

    with connection.execute_wrapper(negar):
        respuesta = Client().get("/salud/", HTTP_HOST="10.0.0.7:8000")
    assert (respuesta.status_code, respuesta.content) == (200, b"bien\n")
    assert respuesta["Cache-Control"] == "no-store"


def test_esta_lista_cuando_nada_falta(al_dia: Elenco) -> None:
    respuesta = Client().get("/salud/lista/", HTTP_HOST="10.0.0.7:8000")
    dicho = respuesta.json()
    assert respuesta.status_code == 200, dicho
    assert dicho["lista"] is True
    assert set(dicho["revisiones"]) == {"base", "migraciones", "cache", "intermediario", "almacen", "disco", "barrido"}
    assert all(r["bien"] and "falla" not in r for r in dicho["revisiones"].values())


def _falla(*args: Any, **kwargs: Any) -> Any:
    raise OperationalError("la contraseña de cauce en 10.0.0.9 es secreta")


@pytest.mark.parametrize(
    ("donde", "que", "cual"),
    [
        ("compliance.vigilancia.connection", SimpleNamespace(cursor=_falla), "base"),
        ("compliance.vigilancia.cache.get", lambda *a: None, "cache"),
        ("compliance.vigilancia.default_storage.exists", _falla, "almacen"),
        ("compliance.vigilancia.DISCO_MINIMO_MB", 1 << 40, "disco"),
        ("notificaciones.models.Latido.tolerancia", staticmethod(lambda: timedelta(0)), "barrido"),
        ("compliance.vigilancia.MigrationExecutor.migration_plan", lambda *a: [1, 2], "migraciones"),
        ("compliance.vigilancia.current_app.connection_for_read", _falla, "intermediario"),
    ],
)
def test_dice_que_falta_sin_decir_donde_esta(
    al_dia: Elenco, monkeypatch: pytest.MonkeyPatch, settings: Any, donde: str, que: Any, cual: str
) -> None:
    settings.HAY_INTERMEDIARIO = cual == "intermediario"
    monkeypatch.setattr("compliance.vigilancia._al_dia", [])
    monkeypatch.setattr(donde, que)
    respuesta = Client().get("/salud/lista/")
    dicho = respuesta.json()
    assert respuesta.status_code == 503
    assert respuesta["Retry-After"] == "10"
    assert dicho["lista"] is False
    assert dicho["revisiones"][cual]["falla"]
    mal = {nombre for nombre, r in dicho["revisiones"].items() if not r["bien"]}
    assert mal == ({"base", "migraciones", "barrido"} if cual == "base" else {cual})
    assert not re.search("secreta|10.0.0.9", respuesta.content.decode())


# -- Figures ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("desde", "llave", "viene", "trae", "estado"),
    [
        ([], "", "127.0.0.1", "", 404),
        (["10.0.0.0/24"], "", "10.0.0.9", "", 200),
        (["10.0.0.0/24"], "", "10.0.1.9", "", 404),
        (["::1"], "", "::1", "", 200),
        ([], LLAVE, "203.0.113.9", f"Bearer {LLAVE}", 200),
        ([], LLAVE, "203.0.113.9", "Bearer otra", 404),
        ([], LLAVE, "203.0.113.9", f"Basic {LLAVE}", 404),
        ([], LLAVE, "203.0.113.9", "", 404),
    ],
)
def test_las_cifras_son_de_quien_puede_medir(
    al_dia: Elenco, settings: Any, desde: list[str], llave: str, viene: str, trae: str, estado: int
) -> None:
    settings.METRICAS_DESDE, settings.METRICAS_LLAVE = desde, llave
    encabezados = {"HTTP_AUTHORIZATION": trae} if trae else {}
    assert Client().get("/metricas/", REMOTE_ADDR=viene, **encabezados).status_code == estado


def test_detras_de_un_proxy_cuenta_de_donde_viene_de_verdad(al_dia: Elenco, settings: Any) -> None:
    settings.METRICAS_DESDE, settings.PROXIES = ["127.0.0.1"], 1
    suya = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1, 203.0.113.9"}
    assert Client().get("/metricas/", **suya).status_code == 404


def _cifras(cliente: Client) -> dict[str, float]:
    respuesta = cliente.get("/metricas/", REMOTE_ADDR="127.0.0.1")
    assert respuesta.status_code == 200
    renglones = [r for r in respuesta.content.decode().splitlines() if not r.startswith("#")]
    return {r.rpartition(" ")[0]: float(r.rpartition(" ")[2]) for r in renglones}


@pytest.fixture
def medida(al_dia: Elenco, settings: Any) -> Client:
    settings.METRICAS_DESDE = ["127.0.0.1"]
    return Client()


def test_las_cifras_dicen_lo_que_hay(medida: Client, al_dia: Elenco, settings: Any) -> None:
    settings.ULTIMO_RESPALDO.touch()
    antes = _cifras(medida)
    lugar = reverse("conoceles", args=[al_dia.proceso.clave])
    for _ in range(3):
        medida.get(lugar)
    medida.get("/no-existe/")
    ahora_ = _cifras(medida)
    vista = 'cauce_peticiones_total{estado="200",metodo="GET",vista="conoceles"}'
    assert ahora_[vista] - antes.get(vista, 0) == 3
    assert ahora_['cauce_peticion_segundos_count{vista="conoceles"}'] >= 3
    assert ahora_["cauce_base_responde"] == 1
    assert 0 <= ahora_["cauce_barrido_edad_segundos"] < 60
    assert 0 <= ahora_["cauce_respaldo_edad_segundos"] < 60
    assert ahora_["cauce_ultimo_acto"] == (Acto.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)
    assert ahora_["cauce_importaciones_en_curso"] == 0
    assert ahora_['cauce_avisos{estado="pendiente"}'] == Aviso.objects.filter(estado="pendiente").count()
    assert ahora_["cauce_disco_libre_bytes"] > 0
    conexiones = [ahora_.get("cauce_base_conexiones", 0), ahora_.get("cauce_base_conexiones_maximo", 0)]
    assert (0 < conexiones[0] < conexiones[1]) is (connection.vendor == "postgresql")


def test_lo_que_escribe_un_visitante_no_hace_series(medida: Client) -> None:
    medida.get("/metricas/", REMOTE_ADDR="127.0.0.1")
    for n in range(20):
        medida.get(f"/p/inventado-{n}/x/?q={n}", HTTP_HOST="localhost")
        medida.generic(f"RARO{n}", "/entrar/")
    texto = medida.get("/metricas/", REMOTE_ADDR="127.0.0.1").content.decode()
    assert "inventado" not in texto
    assert "RARO" not in texto
    assert 'metodo="otro"' in texto


def test_sin_base_las_cifras_lo_dicen(medida: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.vigilancia.connection", SimpleNamespace(cursor=_falla))
    cifras = _cifras(medida)
    assert cifras["cauce_base_responde"] == 0
    assert "cauce_ultimo_acto" not in cifras


def test_no_hay_personas_en_las_cifras(medida: Client, al_dia: Elenco) -> None:
    texto = medida.get("/metricas/", REMOTE_ADDR="127.0.0.1").content.decode()
    assert not [p for p in _personales(al_dia) if p in texto]


# -- The log ----------------------------------------------------------------------------------------------


@pytest.fixture
def lineas() -> Iterator[io.StringIO]:
    """What is logged, in JSON, from the least of it."""
    salida = io.StringIO()
    manejador = logging.StreamHandler(salida)
    manejador.setFormatter(EnJson())
    raiz, peticion = logging.getLogger(), logging.getLogger("cauce.peticion")
    antes = raiz.level, peticion.level
    raiz.addHandler(manejador)
    raiz.setLevel(logging.DEBUG)
    peticion.setLevel(logging.INFO)
    yield salida
    raiz.removeHandler(manejador)
    raiz.setLevel(antes[0])
    peticion.setLevel(antes[1])


def _personales(e: Elenco) -> set[str]:
    """Everything of the cast that says who somebody is."""
    from compliance.models import Persona, Usuario

    dichos: set[str] = set()
    for usuario in Usuario.objects.all():
        dichos |= {usuario.username, usuario.first_name, usuario.last_name, usuario.email, usuario.password}
    for persona in Persona.objects.all():
        dichos |= {persona.nombre, persona.correo or ""}
    # A word of a role or of a view (`candidatura`) says who nobody is.
    comunes = set(vistas()) | {"candidatura", "verificacion", "auditoria", "consejo", "comision", "partido"}
    return {d for d in dichos if len(d) > 4 and not any(d in c or c in d for c in comunes if len(c) > 4)}


def vistas() -> set[str]:
    from django.urls import get_resolver

    return {str(n) for n in get_resolver().reverse_dict if isinstance(n, str)}


CONTRASENA = "abracadabra-secreta-77"


def test_una_jornada_entera_no_deja_a_nadie_en_la_bitacora(al_dia: Elenco, lineas: io.StringIO) -> None:
    e, clave = al_dia, al_dia.proceso.clave
    usuario = e.usuario("administracion")
    usuario.first_name, usuario.last_name, usuario.email = "Zenaida", "Xochipitzahua", "zenaida@opl.example"
    usuario.set_password(CONTRASENA)
    usuario.save()
    cliente = Client(raise_request_exception=False)
    cliente.post(reverse("entrar"), {"username": usuario.username, "password": "equivocada-12345"})
    cliente.post(reverse("entrar"), {"username": "zenaida@opl.example", "password": CONTRASENA})
    cliente.post(reverse("entrar"), {"username": usuario.username, "password": CONTRASENA})
    for lugar in (
        f"/p/{clave}/tablero/",
        f"/p/{clave}/candidaturas/?q=Xochipitzahua",
        f"/p/{clave}/cuentas/?q=zenaida@opl.example",
        f"/conoceles/{clave}/?q=Zenaida",
        "/cuenta/MQ/un-token-que-abre/",
        "/no/existe/zenaida@opl.example/",
    ):
        cliente.get(lugar)
    cliente.post(reverse("recuperar"), {"correo": "zenaida@opl.example", "username": usuario.username})
    cliente.post(f"/p/{clave}/cuentas/nueva/", {"username": "zenaida", "first_name": "Zenaida", "email": "malo"})
    barrer(ahora())
    logging.getLogger("django.request").error("Falló %s de %s", "Zenaida", {"correo": "zenaida@opl.example"})
    try:
        raise ValueError("Key (correo)=(zenaida@opl.example) ya existe")
    except ValueError:
        logging.getLogger("flujos").exception("No se guardó a %s <zenaida@opl.example>", "Zenaida")
    texto = lineas.getvalue()
    renglones = [json.loads(renglon) for renglon in texto.splitlines()]
    prohibidos = _personales(e) | {
        "Zenaida",
        "Xochipitzahua",
        "zenaida@opl.example",
        CONTRASENA,
        "equivocada-12345",
        "un-token-que-abre",
        "?q=",
        cliente.cookies["sessionid"].value,
        "127.0.0.1",
    }
    assert [p for p in prohibidos if p in texto] == []
    peticiones = [r for r in renglones if r["de"] == "cauce.peticion"]
    assert {"tablero", "candidaturas", "entrar"} <= {p["vista"] for p in peticiones}
    assert all({"folio", "vista", "metodo", "estado", "ms"} <= p.keys() for p in peticiones)
    (falla,) = [r["falla"] for r in renglones if r["de"] == "flujos"]
    assert falla["clases"] == ["builtins.ValueError"]
    assert "test_vigilancia.py" in falla["donde"][-1]


def test_lo_que_gunicorn_no_entiende_no_dice_de_donde_vino_ni_que_traia() -> None:
    dicho = "Invalid request from ip=203.0.113.9: Invalid HTTP Header: 'Zenaida Xochipitzahua'"
    linea = EnJson().format(logging.makeLogRecord({"name": "gunicorn.error", "msg": dicho, "levelname": "WARNING"}))
    assert json.loads(linea)["mensaje"] == "Invalid request …"


def test_cada_peticion_tiene_un_folio_que_dice_la_pagina_de_error(
    al_dia: Elenco, lineas: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falla(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("compliance.views.conoceles.get_object_or_404", falla, raising=False)
    monkeypatch.setattr("compliance.views.cuentas.accesibilidad", falla)
    monkeypatch.setattr("compliance.vigilancia.contar", lambda *a: None)
    cliente = Client(raise_request_exception=False)
    cliente.force_login(al_dia.usuario("area"), backend="django.contrib.auth.backends.ModelBackend")
    monkeypatch.setattr("compliance.views.cuentas.CambiarContrasena.get", falla)
    respuesta = cliente.get(reverse("cambiar_contrasena"))
    assert respuesta.status_code == 500
    folio = respuesta["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{32}", folio)
    assert folio in plana(respuesta)
    suyas = [r for r in map(json.loads, lineas.getvalue().splitlines()) if r.get("folio") == folio]
    assert {r["de"] for r in suyas} >= {"cauce.peticion", "django.request"}
    assert cliente.get("/salud/")["X-Request-ID"] != folio


@pytest.mark.parametrize(
    ("proxies", "dado", "se_toma"),
    [(1, "abcdef-0123456789", True), (0, "abcdef-0123456789", False), (1, "x' onload=", False), (1, "corto", False)],
)
def test_el_folio_de_un_proxy_nuestro_se_toma(settings: Any, proxies: int, dado: str, se_toma: bool) -> None:
    settings.PROXIES = proxies
    assert (Client().get("/salud/", HTTP_X_REQUEST_ID=dado)["X-Request-ID"] == dado) is se_toma


def test_el_respaldo_deja_dicho_cuando_fue(al_dia: Elenco, settings: Any, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("la base de esta prueba tiene una transacción abierta: en servicios/test_respaldo.py")
    assert not settings.ULTIMO_RESPALDO.exists()
    call_command("respaldar", salida=str(tmp_path / "r.tar"))
    assert settings.ULTIMO_RESPALDO.exists()
    assert Latido.objects.exists()
    assert vigilancia.hay_medidas() is False
