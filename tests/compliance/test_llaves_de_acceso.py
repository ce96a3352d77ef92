"""Passkeys: what a device signs opens its account, and nothing that another site, account or copy signs does."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from fido2.utils import websafe_decode, websafe_encode

from compliance.models import LlaveDeAcceso, Usuario
from compliance.services.llaves_de_acceso import Sitio

from ..elenco import Elenco, momento
from ..factores import Autenticador

CLAVE = "correcta-caballo-bateria-grapa"
EN = momento("2024-04-02 10:00")


@pytest.fixture(autouse=True)
def ese_dia(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["localhost", "testserver", "127.0.0.1"]
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)


def navegador() -> Client:
    return Client(headers={"host": "localhost"})


def con_contrasena(usuario: Usuario) -> Client:
    usuario.set_password(CLAVE)
    usuario.save()
    cliente = navegador()
    cliente.post(reverse("entrar"), {"username": usuario.username, "password": CLAVE})
    return cliente


def agregar(cliente: Client, aparato: Autenticador, nombre: str = "Mi teléfono") -> Any:
    opciones = cliente.post(reverse("factor_llave_opciones")).json()
    datos = {"nombre": nombre, "respuesta": json.dumps(aparato.crear(opciones))}
    return cliente.post(reverse("factor_llave"), datos)


def usar(cliente: Client, aparato: Autenticador) -> Any:
    opciones = cliente.post(reverse("llave_opciones")).json()
    return cliente.post(reverse("entrar_llave"), {"respuesta": json.dumps(aparato.probar(opciones))})


def quien(cliente: Client) -> int | None:
    cuenta: int | None = cliente.get(reverse("sesion_abierta")).json()["cuenta"]
    return cuenta


@pytest.fixture
def duena(elenco: Elenco) -> Usuario:
    return elenco.usuario("area")


@pytest.fixture
def aparato(duena: Usuario) -> Autenticador:
    aparato = Autenticador()
    assert agregar(con_contrasena(duena), aparato).status_code == 200
    return aparato


def test_abre_su_cuenta_sola_y_como_segundo_factor(duena: Usuario, aparato: Autenticador) -> None:
    cliente = navegador()
    usar(cliente, aparato)
    assert quien(cliente) == duena.pk
    cliente = con_contrasena(duena)
    assert quien(cliente) is None
    usar(cliente, aparato)
    assert quien(cliente) == duena.pk
    assert LlaveDeAcceso.objects.get().contador == 2


@pytest.mark.parametrize(
    "mal",
    [
        {"origen": "http://localhost.otro.example"},
        {"origen": "https://localhost"},
        {"sitio": "otro.example"},
        {"verifica": False},
        {"cuenta": b"cauce-999"},
        {"usos": -1},
        {"credencial": b"otra-que-nadie-registro"},
    ],
    ids=lambda m: str(next(iter(m))),
)
def test_lo_que_firma_otro_no_abre(duena: Usuario, aparato: Autenticador, mal: dict[str, Any]) -> None:
    usar(navegador(), aparato)
    for campo, valor in mal.items():
        setattr(aparato, campo, valor)
    cliente = navegador()
    respuesta = usar(cliente, aparato)
    assert (respuesta.status_code, respuesta["Location"], quien(cliente)) == (302, reverse("entrar"), None)


def test_la_firma_de_otra_llave_y_un_reto_de_antes_no_abren(duena: Usuario, aparato: Autenticador) -> None:
    cliente = navegador()
    opciones = cliente.post(reverse("llave_opciones")).json()
    buena = {"respuesta": json.dumps(aparato.probar(opciones))}
    # Another was asked for since: the first no longer counts.
    cliente.post(reverse("llave_opciones"))
    cliente.post(reverse("entrar_llave"), buena)
    assert quien(cliente) is None
    # Without having been asked for.
    cliente.post(reverse("entrar_llave"), buena)
    assert quien(cliente) is None
    aparato.llave = Autenticador().llave
    usar(cliente, aparato)
    assert quien(cliente) is None


def test_la_llave_de_otra_cuenta_no_es_segundo_factor_de_esta_y_cuenta_como_fallo(
    elenco: Elenco, duena: Usuario, aparato: Autenticador
) -> None:
    otra = elenco.usuario("comision")
    suyo = Autenticador()
    agregar(con_contrasena(otra), suyo)
    cliente = con_contrasena(duena)
    respuesta = usar(cliente, suyo)
    assert (respuesta.status_code, quien(cliente)) == (422, None)
    assert AccessAttempt.objects.get(username=duena.username).failures_since_start == 1
    usar(cliente, aparato)
    assert quien(cliente) == duena.pk


def test_una_cuenta_cerrada_no_la_abre_su_llave(duena: Usuario, aparato: Autenticador) -> None:
    Usuario.objects.filter(pk=duena.pk).update(is_active=False)
    cliente = navegador()
    usar(cliente, aparato)
    assert quien(cliente) is None


def test_lo_que_se_pidio_entre_dos_factores_no_abre_sola_una_cuenta(
    elenco: Elenco, duena: Usuario, aparato: Autenticador, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two factors nobody is asked to prove that the key is theirs: by itself, it is."""
    otra, suyo = elenco.usuario("comision"), Autenticador()
    agregar(con_contrasena(otra), suyo)
    cliente = con_contrasena(otra)
    opciones = cliente.post(reverse("llave_opciones")).json()
    assert opciones["publicKey"]["userVerification"] == "preferred"
    # What waits between two factors is forgotten; what was asked stays in the session.
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN + timedelta(minutes=11))
    aparato.verifica = False
    cliente.post(reverse("entrar_llave"), {"respuesta": json.dumps(aparato.probar(opciones))})
    assert quien(cliente) is None
    # Nor does one that was asked for by somebody to add a key of theirs.
    dentro = con_contrasena(elenco.usuario("consejo"))
    opciones = dentro.post(reverse("factor_llave_opciones")).json()
    respuesta = json.dumps(Autenticador(cuenta=b"x").crear(opciones))
    dentro.post(reverse("llave_opciones"))
    assert dentro.post(reverse("factor_llave"), {"nombre": "x", "respuesta": respuesta}).status_code == 422


def hostiles(buena: dict[str, Any]) -> list[dict[str, Any]]:
    """An answer with each of its parts as no browser makes it."""
    partes = buena["response"]
    # Of a number as many bytes would be made.
    malas: list[dict[str, Any]] = [
        buena | {"rawId": 10**15, "id": 10**15},
        buena | {"rawId": True},
        buena | {"response": [1]},
    ]
    for parte in partes:
        tipos: tuple[Any, ...] = (10**15, [], {}, "ñ", "A", None, True)
        malas += [buena | {"response": partes | {parte: malo}} for malo in tipos]
    cliente = json.loads(websafe_decode(partes["clientDataJSON"]))
    dichos: list[Any] = [cliente | {"challenge": 10**15}, cliente | {"origin": 7}, cliente | {"type": None}, [], 9]
    for dicho in dichos:
        malas.append(buena | {"response": partes | {"clientDataJSON": websafe_encode(json.dumps(dicho).encode())}})
    malas.append(buena | {"response": partes | {"clientDataJSON": websafe_encode(b"[" * 20_000)}})
    if "authenticatorData" in partes:
        dato = websafe_decode(partes["authenticatorData"])
        # With extensions that are cut, endless, or of no type.
        con_extensiones = dato[:32] + bytes([dato[32] | 0x80]) + dato[33:37]
        for cola in (b"", b"\x19\x01", b"\x81" * 5_000, b"\xbb" + b"\xff" * 8, b"\xa1\x80\x00", b"\xe0"):
            malas.append(buena | {"response": partes | {"authenticatorData": websafe_encode(con_extensiones + cola)}})
    if "attestationObject" in partes:
        for atestado in (b"", b"\x19\x01", b"\x81" * 5_000, b"\xa1haut\x00", b"\xa1hauthData\x1b" + b"\x00\x03" * 4):
            malas.append(buena | {"response": partes | {"attestationObject": websafe_encode(atestado)}})
    return malas


def test_nada_que_conteste_un_navegador_tira_la_pagina_ni_la_detiene(duena: Usuario, aparato: Autenticador) -> None:
    cliente = navegador()
    buena = aparato.probar(cliente.post(reverse("llave_opciones")).json())
    desde = time.process_time()
    for mala in hostiles(buena):
        cliente.post(reverse("llave_opciones"))
        respuesta = cliente.post(reverse("entrar_llave"), {"respuesta": json.dumps(mala)})
        assert (respuesta.status_code, quien(cliente)) == (302, None), mala
    dentro = con_contrasena(duena)
    usar(dentro, aparato)
    nueva = Autenticador().crear(dentro.post(reverse("factor_llave_opciones")).json())
    for mala in hostiles(nueva):
        dentro.post(reverse("factor_llave_opciones"))
        datos = {"nombre": "x", "respuesta": json.dumps(mala)}
        assert dentro.post(reverse("factor_llave"), datos).status_code == 422, mala
    # What takes the square of its length is not begun.
    larga = websafe_encode(b"\x9a\x00\x10\x00\x00" + b"\x00" * 700_000)
    dentro.post(reverse("factor_llave_opciones"))
    datos = {"nombre": "x", "respuesta": json.dumps(nueva | {"response": {"attestationObject": larga}})}
    assert dentro.post(reverse("factor_llave"), datos).status_code == 422
    assert time.process_time() - desde < 30
    assert LlaveDeAcceso.objects.count() == 1


def test_el_nombre_de_una_llave_es_un_nombre(duena: Usuario) -> None:
    assert agregar(con_contrasena(duena), Autenticador(), "Mi\u202e tele\x1bfono\r\nBcc: x").status_code == 200
    assert LlaveDeAcceso.objects.get().nombre == "Mi telefono Bcc: x"


def test_una_llave_con_un_nombre_mas_largo_que_los_que_hay_se_dice(duena: Usuario) -> None:
    assert agregar(con_contrasena(duena), Autenticador(credencial=b"x" * 1024)).status_code == 422
    assert not LlaveDeAcceso.objects.exists()


@pytest.mark.parametrize("basura", ["", "no es json", "[]", "{}", '{"id": 1}', '{"rawId": null, "response": []}'])
def test_lo_que_no_es_una_llave_se_dice_y_no_tira_la_pagina(duena: Usuario, aparato: Autenticador, basura: str) -> None:
    cliente = navegador()
    cliente.post(reverse("llave_opciones"))
    assert cliente.post(reverse("entrar_llave"), {"respuesta": basura}).status_code == 302
    dentro = con_contrasena(duena)
    usar(dentro, aparato)
    dentro.post(reverse("factor_llave_opciones"))
    assert dentro.post(reverse("factor_llave"), {"nombre": "x", "respuesta": basura}).status_code == 422
    assert LlaveDeAcceso.objects.count() == 1


def test_la_misma_llave_no_se_agrega_dos_veces(elenco: Elenco, duena: Usuario, aparato: Autenticador) -> None:
    otra = con_contrasena(elenco.usuario("comision"))
    respuesta = agregar(otra, aparato)
    assert respuesta.status_code == 422
    assert "ya está en una cuenta" in respuesta.content.decode()


@pytest.mark.parametrize(
    ("esquema", "direccion", "admite"),
    [
        ("https", "conoceles.example", True),
        ("https", "conoceles.example:8443", True),
        ("http", "localhost:8000", True),
        ("http", "conoceles.example", False),
        ("http", "127.0.0.1:8000", False),
        ("https", "[::1]:8000", False),
        ("https", "203.0.113.7", False),
    ],
)
def test_hay_llaves_donde_los_navegadores_las_guardan(esquema: str, direccion: str, admite: bool) -> None:
    assert Sitio(esquema, direccion).admite is admite
