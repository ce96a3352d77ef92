"""Passkeys: what a device signs opens its account, and nothing that another site, account or copy signs does."""

import json
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

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
