"""Nobody keeps a copy of what was answered to a person: what the walk of `test_matriz` does not pass through."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import reverse

from calendario.services import emitir_suscripcion

from .elenco import Elenco, momento

PROCESO = "prueba-2024"


@pytest.fixture
def administracion(elenco: Elenco) -> Client:
    usuario = elenco.usuario("administracion")
    usuario.is_staff = True
    usuario.save()
    cliente = Client(raise_request_exception=False)
    cliente.force_login(usuario, backend="django.contrib.auth.backends.ModelBackend")
    return cliente


def test_ni_los_catalogos_ni_los_errores_ni_las_descargas_dejan_copia(
    elenco: Elenco, administracion: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogos = [reverse(f"admin:{m._meta.label_lower.replace('.', '_')}_changelist") for m in admin.site._registry]
    descargas = [
        f"{reverse(nombre, args=[PROCESO])}?formato=csv" for nombre in ("cuentas", "inhabiles", "sesiones", "avisos")
    ]
    lugares = [reverse("admin:index"), *catalogos, *descargas, "/no-existe/", "/sesiones", "/salir/"]
    for lugar in lugares:
        respuesta = administracion.get(lugar)
        assert respuesta["Cache-Control"] == "private, no-store", lugar

    def falla(request: HttpRequest) -> None:
        raise RuntimeError

    monkeypatch.setattr("flujos.views.tablero.proceso_o_404", falla)
    fallo = administracion.get(reverse("tablero", args=[PROCESO]))
    assert fallo.status_code == 500
    assert fallo["Cache-Control"] == "private, no-store"


def test_ni_lo_que_se_rechaza_antes_de_llegar_a_una_pagina(elenco: Elenco) -> None:
    cliente = Client(enforce_csrf_checks=True)
    cliente.force_login(elenco.usuario("area"), backend="django.contrib.auth.backends.ModelBackend")
    caduco = cliente.post(reverse("salir"))
    assert caduco.status_code == 403
    assert caduco["Cache-Control"] == "private, no-store"
    with override_settings(ARCHIVO_MAXIMO_MB=0):
        grande = cliente.post(reverse("salir"), CONTENT_LENGTH=str(10**9))
    assert grande.status_code == 413
    assert grande["Cache-Control"] == "private, no-store"


def test_ni_lo_que_abre_un_enlace_personal_ni_la_entrada_ni_la_salida(elenco: Elenco, client: Client) -> None:
    _, token = emitir_suscripcion(elenco.usuario("area"), "persona", momento("2024-04-01 10:00"))
    enlaces = [reverse("ical", args=[token]), reverse("fijar_contrasena", args=["MQ", "fijar"]), reverse("entrar")]
    for lugar in enlaces:
        assert "no-store" in client.get(lugar)["Cache-Control"], lugar
    client.force_login(elenco.usuario("area"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(reverse("salir"))["Cache-Control"] == "private, no-store"


def test_lo_publico_sigue_igual_para_quien_no_entra(
    elenco: Elenco, client: Client, django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(0):
        respuesta = client.get(reverse("accesibilidad"))
    assert "Cache-Control" not in respuesta
    assert respuesta.cookies == {}
    for lugar in (reverse("estilo", args=[PROCESO]), reverse("calendario_publico", args=[PROCESO])):
        assert "public" in client.get(lugar)["Cache-Control"]
