"""Where an account is open, as its owner reads it: which, closing them, and hearing of a new place."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from compliance.models import Acto, SesionDeCuenta, Usuario
from compliance.services import sesiones
from notificaciones.models import Aviso
from notificaciones.services import barrer

from ..elenco import Elenco, momento

CLAVE = "correcta-caballo-bateria-grapa"
EN = momento("2024-04-02 10:00")
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile "
    "Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
    "Mobile/15E148 Safari/604.1"
)


class Reloj:
    es: datetime = EN


@pytest.fixture(autouse=True)
def reloj(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Reloj:
    reloj = Reloj()
    # What one test saw, the next has not.
    cache.clear()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr("compliance.middleware.ahora", lambda: reloj.es)
    return reloj


@pytest.fixture
def usuario(elenco: Elenco) -> Usuario:
    usuario = elenco.usuario("area")
    usuario.set_password(CLAVE)
    usuario.save()
    return usuario


def entra(usuario: Usuario, agente: str = FIREFOX, direccion: str = "203.0.113.4") -> Client:
    cliente = Client(headers={"user-agent": agente}, REMOTE_ADDR=direccion)
    datos = {"username": usuario.username, "password": CLAVE}
    assert cliente.post(reverse("entrar"), datos).status_code == 302
    return cliente


def dentro(cliente: Client) -> bool:
    return cliente.get(reverse("mi_cuenta")).status_code == 200


@pytest.mark.parametrize(
    ("agente", "dicho"),
    [
        (FIREFOX, "Firefox en Windows"),
        (ANDROID, "Chrome en Android"),
        (IPHONE, "Safari en un iPhone"),
        ("Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0", "Edge en ChromeOS"),
        ("curl/8.5.0", "Un navegador que no dice cuál es"),
        ("", "Un navegador que no dice cuál es"),
    ],
)
def test_el_dispositivo_se_dice_en_palabras(agente: str, dicho: str) -> None:
    assert sesiones.dispositivo_de(agente) == dicho


def test_mi_cuenta_dice_donde_esta_abierta_y_cierra_una(usuario: Usuario) -> None:
    computadora, telefono = entra(usuario), entra(usuario, ANDROID, "198.51.100.9")
    pagina = computadora.get(reverse("mi_cuenta"))
    texto = pagina.content.decode()
    assert [s.dispositivo for s in pagina.context["sesiones"]] == ["Chrome en Android", "Firefox en Windows"]
    assert "198.51.100.9" in texto
    otra = SesionDeCuenta.objects.get(dispositivo="Chrome en Android")
    assert computadora.get(reverse("sesion_cerrar", args=[otra.pk])).status_code == 405
    assert computadora.post(reverse("sesion_cerrar", args=[otra.pk])).status_code == 302
    assert (dentro(telefono), dentro(computadora)) == (False, True)
    assert Acto.objects.get(verbo="cerrar_sesion").hechos == {"dispositivo": "Chrome en Android", "cuantas": 1}
    # Once closed, or of somebody else, it is not there.
    assert computadora.post(reverse("sesion_cerrar", args=[otra.pk])).status_code == 404


def test_la_sesion_de_otra_persona_no_esta(usuario: Usuario, elenco: Elenco) -> None:
    otra = elenco.usuario("comision")
    otra.set_password(CLAVE)
    otra.save()
    suya = entra(otra)
    ajena = SesionDeCuenta.objects.get(usuario=otra)
    assert entra(usuario).post(reverse("sesion_cerrar", args=[ajena.pk])).status_code == 404
    assert dentro(suya)


def test_se_cierran_todas_las_demas(usuario: Usuario) -> None:
    una, otra, esta = entra(usuario), entra(usuario), entra(usuario)
    assert esta.post(reverse("sesiones_cerrar")).status_code == 302
    assert [dentro(c) for c in (una, otra, esta)] == [False, False, True]
    assert Acto.objects.get(verbo="cerrar_sesion").hechos == {"cuantas": 2}
    esta.post(reverse("sesiones_cerrar"))
    assert Acto.objects.filter(verbo="cerrar_sesion").count() == 1


def test_salir_y_cambiar_la_contrasena_las_quitan_de_la_lista(usuario: Usuario) -> None:
    una, otra = entra(usuario), entra(usuario)
    una.post(reverse("salir"))
    assert len(sesiones.vivas(usuario, EN)) == 1
    entra(usuario)
    nueva = "nueva-caballo-bateria-grapa"
    datos = {"old_password": CLAVE, "new_password1": nueva, "new_password2": nueva}
    assert otra.post(reverse("cambiar_contrasena"), datos).status_code == 302
    (viva,) = sesiones.vivas(usuario, EN)
    assert viva.llave == otra.session.session_key


def test_quien_administra_cierra_las_de_una_cuenta_de_su_proceso(usuario: Usuario, elenco: Elenco) -> None:
    suya = entra(usuario)
    admin = Client()
    admin.force_login(elenco.usuario("administracion"))
    lugar = reverse("cuenta_accion", args=[elenco.proceso.clave, usuario.pk, "sesiones"])
    ajena = Client()
    ajena.force_login(elenco.usuario("ajena"))
    assert ajena.post(lugar, {"motivo": "x"}).status_code == 404
    assert dentro(suya)
    assert admin.post(lugar, {"motivo": "Equipo robado"}).status_code == 302
    assert not dentro(suya)
    acto = Acto.objects.get(verbo="cerrar_sesiones")
    assert (acto.motivo, acto.hechos) == ("Equipo robado", {"cuantas": 1})
    assert Aviso.objects.get(asunto="Se cerraron las sesiones de su cuenta").destinatario_correo == usuario.email


@pytest.mark.parametrize(
    ("cada", "veces", "sigue"),
    [
        (timedelta(minutes=119), 5, True),
        (timedelta(minutes=121), 1, False),
        # In use all the while, and keeping things in it, which prolongs it in the store.
        (timedelta(minutes=60), 13, False),
    ],
    ids=["en uso", "dos horas sin uso", "más de doce horas"],
)
def test_una_sesion_termina_sin_uso_y_tras_una_jornada(
    usuario: Usuario, reloj: Reloj, cada: timedelta, veces: int, sigue: bool
) -> None:
    cliente = entra(usuario)
    for _ in range(veces):
        # What was noted of it is forgotten meanwhile.
        cache.clear()
        reloj.es += cada
        sesion = cliente.session
        sesion["algo"] = reloj.es.isoformat()
        sesion.save()
        assert cliente.get(reverse("mi_cuenta")).status_code in (200, 302)
    assert dentro(cliente) is sigue
    assert bool(sesiones.vivas(usuario, reloj.es)) is sigue


def test_lo_que_se_envia_al_terminar_la_sesion_espera_en_su_pagina(usuario: Usuario, reloj: Reloj) -> None:
    cliente = entra(usuario)
    cache.clear()
    reloj.es += timedelta(hours=3)
    pagina = cliente.post(reverse("sesiones_cerrar"), {"cuenta": usuario.pk, "algo": "x"})
    assert pagina.status_code == 401
    datos = {"sobre": pagina.context["sobre"], "username": usuario.username, "password": CLAVE}
    assert cliente.post(reverse("sesiones_cerrar"), datos).status_code == 302
    assert dentro(cliente)


def test_una_sesion_cerrada_que_el_almacen_devuelve_no_abre(usuario: Usuario, reloj: Reloj) -> None:
    """A page under way when it was closed may put it back where it is kept."""
    cliente, otra = entra(usuario), entra(usuario, ANDROID)
    guardada, suya = dict(otra.session), SesionDeCuenta.objects.get(dispositivo="Chrome en Android")
    cliente.post(reverse("sesion_cerrar", args=[suya.pk]))
    devuelta = SessionStore(suya.llave)
    devuelta.update(guardada)
    devuelta.save(must_create=True)
    reloj.es += timedelta(minutes=6)
    cache.clear()
    assert (dentro(otra), dentro(cliente)) == (False, True)
    assert not SessionStore().exists(suya.llave)


@pytest.mark.parametrize(
    ("agente", "direccion", "avisa"),
    [
        (FIREFOX, "203.0.113.200", False),
        (ANDROID, "203.0.113.4", True),
        (FIREFOX, "198.51.100.9", True),
    ],
)
def test_un_lugar_o_un_dispositivo_nuevo_se_le_dice_a_su_duena(
    usuario: Usuario, agente: str, direccion: str, avisa: bool
) -> None:
    entra(usuario)
    # Of the first one, who has just set a password knows.
    assert not Aviso.objects.exists()
    entra(usuario, agente, direccion)
    avisos = list(Aviso.objects.filter(asunto__contains="lugar o un dispositivo nuevo"))
    assert bool(avisos) is avisa
    if avisa:
        assert avisos[0].destinatario_correo == usuario.email
        assert direccion in avisos[0].texto
        assert Acto.objects.filter(verbo="entrar_de_otro_lugar", objeto=usuario.pk).count() == 1
        entra(usuario, agente, direccion)
        assert Aviso.objects.filter(asunto__contains="lugar o un dispositivo nuevo").count() == 1


def test_un_lugar_se_olvida_a_los_noventa_dias(usuario: Usuario, reloj: Reloj) -> None:
    entra(usuario, direccion="198.51.100.9")
    reloj.es = EN + timedelta(days=60)
    entra(usuario)
    reloj.es = EN + timedelta(days=100)
    entra(usuario, direccion="198.51.100.9")
    assert Aviso.objects.filter(asunto__contains="lugar o un dispositivo nuevo").count() == 2
    assert SesionDeCuenta.objects.filter(usuario=usuario).count() == 2


def test_la_entrada_a_una_cuenta_que_nadie_usaba_se_le_dice_a_su_duena(usuario: Usuario, reloj: Reloj) -> None:
    entra(usuario)
    reloj.es = EN + timedelta(days=120)
    entra(usuario, ANDROID, "198.51.100.9")
    aviso = Aviso.objects.get(asunto__contains="lugar o un dispositivo nuevo")
    assert "198.51.100.9" in aviso.texto


def test_la_ultima_actividad_se_anota_de_vez_en_cuando(usuario: Usuario, reloj: Reloj) -> None:
    cliente = entra(usuario)
    fila = SesionDeCuenta.objects.get()
    reloj.es = EN + timedelta(minutes=7)
    dentro(cliente)
    fila.refresh_from_db()
    assert fila.vista_en == reloj.es
    reloj.es = EN + timedelta(minutes=8)
    dentro(cliente)
    fila.refresh_from_db()
    assert fila.vista_en == EN + timedelta(minutes=7)


def test_el_barrido_olvida_desde_donde_se_entro_hace_mas_de_noventa_dias(usuario: Usuario, reloj: Reloj) -> None:
    entra(usuario)
    barrer(EN + timedelta(days=89))
    assert SesionDeCuenta.objects.count() == 1
    barrer(EN + timedelta(days=91))
    assert SesionDeCuenta.objects.count() == 0
