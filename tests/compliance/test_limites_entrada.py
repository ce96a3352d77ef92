"""How often one may fail: by address and account, by account, by address, and with the password that one has."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from django.utils.http import urlsafe_base64_encode

from compliance import entrada
from compliance.models import Usuario

from ..elenco import Elenco

CLAVE = "correcta-caballo-bateria-grapa"
DENTRO, BLOQUEO = 302, 429


@pytest.fixture(autouse=True)
def claves_rapidas(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def cuenta(elenco: Elenco) -> Usuario:
    usuario = elenco.usuario("area")
    usuario.set_password(CLAVE)
    usuario.save()
    return usuario


def intentar(nombre: str, direccion: str, clave: str = "otra", **extra: Any) -> int:
    datos = {"username": nombre, "password": clave}
    return Client().post(reverse("entrar"), datos, REMOTE_ADDR=direccion, **extra).status_code


def direcciones() -> Iterator[str]:
    yield from (f"203.0.113.{n}" for n in range(1, 250))


def pasa_la_espera() -> None:
    for intento in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=intento.pk).update(attempt_time=intento.attempt_time - timedelta(minutes=16))


def test_una_cuenta_desde_un_lugar_se_detiene_al_quinto_intento_y_solo_desde_ahi(cuenta: Usuario) -> None:
    assert [intentar("area", "203.0.113.1") for _ in range(5)] == [200] * 4 + [BLOQUEO]
    assert intentar("area", "203.0.113.1", CLAVE) == BLOQUEO
    assert intentar("area", "203.0.113.2", CLAVE) == DENTRO


def test_muchas_direcciones_contra_una_cuenta_la_detienen_salvo_donde_entra_su_duena(cuenta: Usuario) -> None:
    casa, lugares = "198.51.100.7", direcciones()
    assert intentar("area", casa, CLAVE) == DENTRO
    assert [intentar("area", next(lugares)) for _ in range(10)] == [200] * 9 + [BLOQUEO]
    assert intentar("area", next(lugares), CLAVE) == BLOQUEO
    # Where its owner enters, strangers do not shut them out; and there too five failures are five.
    assert intentar("area", casa, CLAVE) == DENTRO
    assert [intentar("area", casa) for _ in range(5)][-1] == BLOQUEO


def test_una_direccion_contra_muchas_cuentas_se_detiene_y_la_de_junto_no(cuenta: Usuario) -> None:
    respuestas = [intentar(f"persona-{n}", "203.0.113.1") for n in range(30)]
    assert respuestas == [200] * 29 + [BLOQUEO]
    assert intentar("area", "203.0.113.1", CLAVE) == BLOQUEO
    assert intentar("area", "203.0.113.2", CLAVE) == DENTRO


def test_los_tropiezos_de_quienes_al_fin_entran_no_detienen_a_su_instituto(elenco: Elenco) -> None:
    for nombre, usuario in elenco.usuarios.items():
        usuario.set_password(CLAVE)
        usuario.save()
        assert [intentar(nombre, "203.0.113.1") for _ in range(4)] == [200] * 4
        assert intentar(nombre, "203.0.113.1", CLAVE) == DENTRO


def test_la_propia_entrada_no_limpia_los_fallos_contra_otras_cuentas(cuenta: Usuario) -> None:
    for n in range(29):
        intentar(f"persona-{n}", "203.0.113.1")
    assert intentar("area", "203.0.113.1", CLAVE) == DENTRO
    assert intentar("persona-29", "203.0.113.1") == BLOQUEO


def test_insistir_no_alarga_la_espera(cuenta: Usuario) -> None:
    for _ in range(5):
        intentar("area", "203.0.113.1")
    antes = AccessAttempt.objects.get().attempt_time
    for _ in range(5):
        assert intentar("area", "203.0.113.1") == BLOQUEO
    assert AccessAttempt.objects.get().attempt_time == antes
    pasa_la_espera()
    assert intentar("area", "203.0.113.1", CLAVE) == DENTRO


def test_la_respuesta_no_dice_si_la_cuenta_existe(cuenta: Usuario) -> None:
    def paginas(nombre: str, lugar: str) -> list[str]:
        datos = {"username": nombre, "password": "otra"}
        respuestas = [Client().post(reverse("entrar"), datos, REMOTE_ADDR=lugar) for _ in range(6)]
        return [re.sub(r'value="\w{64}"', "", r.content.decode().replace(nombre, "quien")) for r in respuestas]

    cuenta.username = "zoila.real"
    cuenta.save()
    reales, falsas = paginas("zoila.real", "203.0.113.1"), paginas("zutano.falso", "203.0.113.2")
    assert reales == falsas
    assert "insistir antes no alarga la espera" in reales[-1]


def test_una_red_ipv6_cuenta_como_un_solo_lugar(cuenta: Usuario) -> None:
    respuestas = [intentar(f"persona-{n}", f"2001:db8:1:2::{n + 1:x}") for n in range(30)]
    assert respuestas[-1] == BLOQUEO
    assert intentar("area", "2001:db8:1:2:ffff::1", CLAVE) == BLOQUEO
    assert intentar("area", "2001:db8:1:3::1", CLAVE) == DENTRO


def test_detras_del_proxy_cuenta_quien_visita_no_el_proxy(cuenta: Usuario, settings: Any) -> None:
    settings.PROXIES = 1
    for n in range(30):
        intentar(f"persona-{n}", "10.0.0.1", HTTP_X_FORWARDED_FOR=f"1.2.3.{n}, 203.0.113.1")
    # What the visitor writes in the header changes nothing; another visitor of the same proxy enters.
    assert intentar("area", "10.0.0.1", CLAVE, HTTP_X_FORWARDED_FOR="9.9.9.9, 203.0.113.1") == BLOQUEO
    assert intentar("area", "10.0.0.1", CLAVE, HTTP_X_FORWARDED_FOR="203.0.113.2") == DENTRO


def test_la_contrasena_actual_se_prueba_con_los_mismos_limites_y_no_queda_escrita(cuenta: Usuario) -> None:
    sesion = Client(REMOTE_ADDR="203.0.113.1")
    sesion.post(reverse("entrar"), {"username": "area", "password": CLAVE})
    nueva = "Un-tren-verde-de-noche"
    datos = {"old_password": "adivinanza-secreta", "new_password1": nueva, "new_password2": nueva}
    respuestas = [sesion.post(reverse("cambiar_contrasena"), datos) for _ in range(5)]
    assert [r.status_code for r in respuestas] == [200] * 4 + [BLOQUEO]
    assert "Volver a mi cuenta" in respuestas[-1].content.decode()
    assert sesion.post(reverse("cambiar_contrasena"), datos | {"old_password": CLAVE}).status_code == BLOQUEO
    cuenta.refresh_from_db()
    assert cuenta.check_password(CLAVE)
    guardado = " ".join(AccessAttempt.objects.values_list("post_data", flat=True))
    assert "old_password" in guardado
    assert "adivinanza-secreta" not in guardado
    assert nueva not in guardado
    pasa_la_espera()
    assert sesion.post(reverse("cambiar_contrasena"), datos | {"old_password": CLAVE}).status_code == 302


def test_los_enlaces_de_una_vez_no_son_un_oraculo(elenco: Elenco) -> None:
    """Of an account that exists, of one that does not, and of what is no identifier at all: the same answer."""

    de_alguien = urlsafe_base64_encode(str(elenco.usuario("area").pk).encode())
    de_nadie = urlsafe_base64_encode(b"999999")
    paginas = {
        Client().get(reverse("fijar_contrasena", args=[uid, "abc-0123456789abcdef0123456789abcdef"])).content
        for uid in (de_alguien, de_nadie, "x")
    }
    assert len(paginas) == 1


def test_las_detenciones_se_leen_por_cuenta_y_por_direccion(cuenta: Usuario) -> None:
    lugares = direcciones()
    for _ in range(10):
        intentar("area", next(lugares))
    for _ in range(4):
        intentar("comision", next(lugares))
    ultimo = AccessAttempt.objects.order_by("attempt_time").last()
    assert ultimo is not None
    halladas = entrada.detenciones(["area", "comision", "nadie"], ultimo.attempt_time)
    assert {n: (d.fallos, d.direcciones, d.de_la_cuenta) for n, d in halladas.items()} == {"area": (10, 10, True)}
    assert entrada.direcciones_detenidas(ultimo.attempt_time) == []
    for n in range(30):
        intentar(f"persona-{n}", "198.51.100.1")
    ultimo = AccessAttempt.objects.latest("attempt_time")
    assert entrada.direcciones_detenidas(ultimo.attempt_time) == ["198.51.100.1"]
    assert entrada.detenciones(["area"], ultimo.attempt_time + timedelta(minutes=16)) == {}
