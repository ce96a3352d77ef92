"""How often something is answered in a minute: what has a pace, by whom it counts, and what is said past it."""

from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from environs import ValidationError

from compliance import entorno
from compliance.models import Opinion
from compliance.ritmo import BAJAN, clave_de

from ..direcciones import SIN_PAGINA
from ..elenco import Elenco
from ..paginas import entrar

PROCESO = "prueba-2024"


@pytest.fixture(autouse=True)
def tres(settings: Any) -> None:
    cache.clear()
    settings.POR_MINUTO = dict.fromkeys(settings.POR_MINUTO, 3)


def lugares() -> dict[str, tuple[str, str, dict[str, Any]]]:
    return {
        "busqueda": ("get", reverse("conoceles", args=[PROCESO]) + "?q=ana", {}),
        "descargas": ("get", reverse("datos_archivo", args=[PROCESO, "csv"]), {}),
        "opiniones": ("post", reverse("conoceles_opinion", args=[PROCESO]), {}),
        "entrada": ("post", reverse("llave_opciones"), {}),
        # Whatever is sent with a file counts, wherever it is sent.
        "cargas": ("post", reverse("entrar"), {"archivo": "x"}),
    }


@pytest.mark.parametrize("clave", ["busqueda", "descargas", "opiniones", "entrada", "cargas"])
def test_pasado_el_ritmo_se_pide_esperar_y_solo_a_quien_se_paso(elenco: Elenco, clave: str) -> None:
    metodo, lugar, datos = lugares()[clave]

    def pedir(direccion: str) -> Any:
        enviado = {c: SimpleUploadedFile("a.txt", b"x") for c in datos}
        respuesta = getattr(Client(REMOTE_ADDR=direccion), metodo)(lugar, enviado)
        # A file that is sent is closed when it has been read.
        respuesta.getvalue()
        return respuesta

    estados = [pedir("203.0.113.7").status_code for _ in range(4)]
    assert 429 not in estados[:3]
    assert estados[3] == 429
    negada = pedir("203.0.113.7")
    assert 1 <= int(negada["Retry-After"]) <= 60
    assert "Espere" in negada.content.decode()
    assert pedir("203.0.113.8").status_code != 429


def test_lo_negado_no_hace_nada(elenco: Elenco) -> None:
    lugar = reverse("conoceles_opinion", args=[PROCESO])
    cliente = Client()
    for _ in range(5):
        cliente.post(lugar, {})
    antes = Opinion.objects.count()
    assert cliente.post(lugar, {"encontro": "si"}).status_code == 429
    assert Opinion.objects.count() == antes


# What a page draws inside, what a browser or a calendar asks for by itself, and what has a pace of its own.
SIN_RITMO = {
    "sesion_abierta",
    "estilo",
    "conoceles_foto",
    "conoceles_foto_chica",
    "conoceles_qr",
    "candidatura_foto",
    "candidatura_modificacion_foto",
    "documento_vista",
    "consentimiento_hoja",
    "importacion_perfil",
    "ical",
    "calendario_publico",
    "mapa",
    "mapa_de_paginas",
    "mapa_de_candidaturas",
    "robots",
    "datos_dcat",
}


def test_todo_lo_que_se_baja_tiene_su_ritmo() -> None:
    con_formato = {"datos_archivo", "datos_corte", "datos_diccionario", "publicado_archivo"}
    peticion = RequestFactory().get("/")
    sin_ritmo = {
        nombre
        for nombre in SIN_PAGINA
        if clave_de(peticion, nombre, {"formato": "csv"} if nombre in con_formato else {}) != "descargas"
    }
    assert {n for n in sin_ritmo if not n.startswith(("api_", "interna_"))} == SIN_RITMO
    assert BAJAN <= SIN_PAGINA


def test_una_pagina_sin_pregunta_no_cuenta(elenco: Elenco) -> None:
    lugar = reverse("conoceles", args=[PROCESO])
    assert {Client().get(lugar).status_code for _ in range(8)} == {200}


def test_un_instituto_detras_de_una_direccion_cuenta_por_cuenta(elenco: Elenco) -> None:
    lugar = reverse("cuentas", args=[PROCESO]) + "?formato=csv"
    una, otra = entrar(elenco.usuario("administracion")), entrar(elenco.usuario("auditoria"))
    assert [una.get(lugar).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert otra.get(lugar).status_code == 404
    assert otra.get(reverse("tablero", args=[PROCESO]) + "?formato=csv").status_code == 200


@pytest.mark.parametrize("malo", [{"nada": 3}, {"busqueda": 0}])
def test_un_ritmo_que_no_es_detiene_el_arranque(malo: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        entorno.ritmos(malo)
