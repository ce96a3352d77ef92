"""What every request goes through before any page."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from compliance.middleware import direccion_del_cliente

from ..elenco import Elenco


@pytest.fixture
def area(elenco: Elenco, client: Client) -> Client:
    client.force_login(elenco.usuario("area_transparencia"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def presentar(cliente: Client, elenco: Elenco, megas: int) -> Any:
    archivo = SimpleUploadedFile("x.pdf", b"%PDF-1.4" + b"0" * megas * 1024 * 1024)
    lugar = reverse("entregable_accion", args=["prueba-2024", elenco.entregables["publicacion"].pk, "presentar"])
    return cliente.post(lugar, {"archivo": archivo})


def test_un_envio_enorme_se_rechaza_a_quien_sea_y_uno_algo_mayor_lo_dice_su_formulario(
    elenco: Elenco, area: Client, settings: Any
) -> None:
    settings.ARCHIVO_MAXIMO_MB = 1
    for cliente in (area, Client()):
        respuesta = presentar(cliente, elenco, 7)
        assert respuesta.status_code == 413
        assert "archivos de hasta 1 MB" in respuesta.content.decode()
    respuesta = presentar(area, elenco, 2)
    assert respuesta.status_code == 422
    assert "1 MB" in respuesta.content.decode()


@pytest.mark.parametrize(
    ("proxies", "reenviada", "esperada"),
    [
        (0, "", "10.0.0.1"),
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        # What the client wrote itself is to the left.
        (1, "127.0.0.1, 203.0.113.9", "203.0.113.9"),
        (2, "127.0.0.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_la_direccion_es_la_que_vio_el_primer_proxy_propio(
    settings: Any, proxies: int, reenviada: str, esperada: str
) -> None:
    settings.PROXIES = proxies
    solicitud = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=reenviada)
    assert direccion_del_cliente(solicitud) == esperada


def test_quien_falla_desde_otro_lugar_no_cierra_la_puerta_a_la_persona(
    elenco: Elenco, client: Client, settings: Any
) -> None:
    settings.PROXIES = 1
    usuario = elenco.usuario("area")
    usuario.set_password("Un-tren-verde-de-noche")
    usuario.save()
    datos = {"username": usuario.username, "password": "equivocada"}
    for _ in range(6):
        client.post(reverse("entrar"), datos, HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert AccessAttempt.objects.get().ip_address == "203.0.113.9"
    bien = datos | {"password": "Un-tren-verde-de-noche"}
    assert client.post(reverse("entrar"), bien, HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 429
    assert client.post(reverse("entrar"), bien, HTTP_X_FORWARDED_FOR="198.51.100.4").status_code == 302
