"""A form that is not accepted says why: another address, no cookie, or a page that is old."""

import pytest
from django.test import Client
from django.urls import reverse

from ..elenco import Elenco

DATOS = {"username": "partido", "password": "cualquiera"}


@pytest.fixture
def estricto(elenco: Elenco, settings) -> Client:  # type: ignore[no-untyped-def]
    """A browser whose forms are checked, on a site visited at a port that its proxy does not pass on."""
    settings.SITIO_URL = "https://sitio.example:8443"
    settings.CSRF_TRUSTED_ORIGINS = ["https://sitio.example:8443"]
    settings.ALLOWED_HOSTS = ["sitio.example"]
    return Client(enforce_csrf_checks=True, headers={"host": "sitio.example"})


def _enviar(cliente: Client, **encabezados: str):  # type: ignore[no-untyped-def]
    ficha = cliente.get(reverse("entrar")).context["csrf_token"]
    return cliente.post(reverse("entrar"), {**DATOS, "csrfmiddlewaretoken": ficha}, headers=encabezados)


def test_la_direccion_del_sitio_se_admite_aunque_el_proxy_no_pase_el_puerto(estricto: Client) -> None:
    respuesta = _enviar(estricto, origin="https://sitio.example:8443")
    assert respuesta.status_code == 200
    assert "no corresponden" in respuesta.content.decode()


def test_desde_otra_direccion_dice_cual_y_que_se_corrige(estricto: Client) -> None:
    respuesta = _enviar(estricto, origin="https://otro.example")
    html = respuesta.content.decode()
    assert respuesta.status_code == 403
    for dicho in ("llegó desde otra dirección", "https://otro.example", "https://sitio.example:8443", "$http_host"):
        assert dicho in html
    assert "caducó" not in html


def test_lo_que_el_navegador_dice_de_si_no_se_interpreta(estricto: Client) -> None:
    assert "<script>" not in _enviar(estricto, origin="https://<script>.example").content.decode()


def test_sin_cookie_dice_que_es_la_cookie(estricto: Client) -> None:
    respuesta = estricto.post(reverse("entrar"), DATOS)
    assert respuesta.status_code == 403
    assert "no guardó la cookie" in respuesta.content.decode()


def test_una_pagina_vieja_dice_que_caduco(estricto: Client) -> None:
    estricto.get(reverse("entrar"))
    respuesta = estricto.post(reverse("entrar"), {**DATOS, "csrfmiddlewaretoken": "x" * 64})
    html = respuesta.content.decode()
    assert respuesta.status_code == 403
    assert "El formulario caducó" in html
    assert "cookie" not in html
