"""With Redis away nothing is copied, and the site goes on."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from compliance.copias import Copias
from compliance.models import SesionDeCuenta
from compliance.services import sesiones

from ..elenco import Elenco, momento

CLAVE = "correcta-caballo-bateria-grapa"
EN = momento("2024-04-16 10:00")
NADIE = "redis://127.0.0.1:9/0"


@pytest.fixture
def sin_redis(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Sessions and copies are kept in a Redis that nobody attends."""
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "compliance.copias.Copias", "LOCATION": NADIE}}
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    yield
    caches["default"].close()


def test_lo_que_no_se_puede_preguntar_no_esta() -> None:
    copias = Copias(NADIE, {})
    assert copias.get("a") is None
    assert copias.get("a", 3) == 3
    assert copias.get_or_set("a", 4) == 4
    assert copias.add("a", 1) is True
    copias.set("a", 1)
    copias.set_many({"a": 1})
    copias.delete_many(["a"])
    assert copias.get_many(["a"]) == {}
    assert (copias.delete("a"), copias.touch("a"), "a" in copias) == (False, False, False)
    with pytest.raises(ValueError, match="no está"):
        copias.incr("a")


def test_sin_redis_se_lee_lo_publico_se_entra_se_trabaja_y_se_cierran_las_sesiones(
    elenco: Elenco, sin_redis: None, caplog: pytest.LogCaptureFixture
) -> None:
    assert Client().get(reverse("conoceles", args=[elenco.proceso.clave]), {"q": "ana"}).status_code == 200
    usuario = elenco.usuario("area")
    usuario.set_password(CLAVE)
    usuario.save()
    una, otra = Client(), Client()
    for cliente in (una, otra):
        datos = {"username": usuario.username, "password": CLAVE}
        assert cliente.post(reverse("entrar"), datos).status_code == 302
        assert cliente.get(reverse("mi_cuenta")).status_code == 200
    assert len(sesiones.vivas(usuario, EN)) == 2
    primera = SesionDeCuenta.objects.earliest("pk")
    assert otra.post(reverse("sesion_cerrar", args=[primera.pk])).status_code == 302
    assert (una.get(reverse("mi_cuenta")).status_code, otra.get(reverse("mi_cuenta")).status_code) == (302, 200)
    assert "Redis no respondió" in caplog.text
