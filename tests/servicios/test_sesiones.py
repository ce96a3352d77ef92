"""Sessions with Redis before the database: each is in both, and what is closed opens nothing in either."""

from datetime import datetime
from typing import Any

import pytest
from django.contrib.sessions.backends.cached_db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from compliance.models import SesionDeCuenta, Usuario
from compliance.services import sesiones

from ..elenco import Elenco, momento

CLAVE = "correcta-caballo-bateria-grapa"
EN: datetime = momento("2024-04-02 10:00")
TELEFONO = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"
)


@pytest.fixture
def usuario(elenco: Elenco, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Usuario:
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)
    usuario = elenco.usuario("area")
    usuario.set_password(CLAVE)
    usuario.save()
    return usuario


def entra(usuario: Usuario, agente: str = "") -> Client:
    cliente = Client(headers={"user-agent": agente})
    datos = {"username": usuario.username, "password": CLAVE}
    assert cliente.post(reverse("entrar"), datos).status_code == 302
    return cliente


def dentro(cliente: Client) -> bool:
    return cliente.get(reverse("mi_cuenta")).status_code == 200


def sitios(llave: str) -> tuple[bool, bool]:
    """Whether it is in Redis, and in the database."""
    return SessionStore.cache_key_prefix + llave in cache, Session.objects.filter(pk=llave).exists()


def volver_a_mirar(fila: SesionDeCuenta) -> None:
    """As if five minutes had gone by."""
    cache.delete(f"sesion-vista:{fila.pk}")


def test_cerrada_en_otro_dispositivo_no_queda_en_redis_ni_en_la_base(usuario: Usuario) -> None:
    computadora, telefono = entra(usuario), entra(usuario, TELEFONO)
    suya = SesionDeCuenta.objects.get(dispositivo="Chrome en Android")
    assert sitios(suya.llave) == (True, True)
    assert (dentro(computadora), dentro(telefono)) == (True, True)
    assert len(computadora.get(reverse("mi_cuenta")).context["sesiones"]) == 2
    assert computadora.post(reverse("sesion_cerrar", args=[suya.pk])).status_code == 302
    assert sitios(suya.llave) == (False, False)
    assert (dentro(computadora), dentro(telefono)) == (True, False)
    (viva,) = sesiones.vivas(usuario, EN)
    assert viva.pk != suya.pk
    # And leaving ends one's own in both.
    computadora.post(reverse("salir"))
    assert sitios(viva.llave) == (False, False)


def test_lo_que_redis_pierde_lo_tiene_la_base(usuario: Usuario) -> None:
    cliente = entra(usuario)
    fila = SesionDeCuenta.objects.get(usuario=usuario)
    cache.delete(SessionStore.cache_key_prefix + fila.llave)
    assert sitios(fila.llave) == (False, True)
    assert dentro(cliente)
    assert sitios(fila.llave) == (True, True)


def test_una_copia_que_quedo_en_redis_no_abre_lo_que_se_cerro(usuario: Usuario) -> None:
    """Of a page that was under way when it was closed, or closed while Redis was away."""
    computadora, telefono = entra(usuario), entra(usuario, TELEFONO)
    suya = SesionDeCuenta.objects.get(dispositivo="Chrome en Android")
    copia = cache.get(SessionStore.cache_key_prefix + suya.llave)
    computadora.post(reverse("sesion_cerrar", args=[suya.pk]))
    cache.set(SessionStore.cache_key_prefix + suya.llave, copia)
    volver_a_mirar(suya)
    assert not dentro(telefono)
    assert sitios(suya.llave) == (False, False)
    assert dentro(computadora)
