"""The public API: what is published, a page at a time, to whoever asks; and nothing else, at a pace, in plain words."""

import json
from typing import Any

import pytest
from django.conf import settings as ajustes
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from compliance.abiertos import CAMPOS
from compliance.models import ActorPolitico, Candidatura, Cargo
from flujos import candidaturas as servicios

from ..elenco import Elenco, momento
from ..paginas import ver

PROCESO = "prueba-2024"
API = "/api/v1/"
LISTA = f"{API}procesos/{PROCESO}/candidaturas"


@pytest.fixture(autouse=True)
def en_campania(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-20 10:00"))


@pytest.fixture
def cuatro(elenco: Elenco) -> list[Candidatura]:
    """Published: two of Partido A, one of a coalition of both parties, one without a party; and one that is not."""
    juntas = ActorPolitico.objects.create(proceso=elenco.proceso, clave="juntas", nombre="Juntas", tipo="coalicion")
    juntas.integrantes.set([elenco.partido_a, elenco.partido_b])
    elenco.candidatura_en("validada", "Zoe Sin Publicar", formula="9", actor=elenco.partido_b)
    suyas = [
        elenco.candidatura_en("publicada", "Fátima Núñez Seis", formula="1"),
        elenco.candidatura_en("publicada", "Gloria Pérez Siete", formula="2"),
        elenco.candidatura_en("publicada", "Hilda Juntas Ocho", formula="3"),
        elenco.candidatura_en("publicada", "Irma Sola Nueve", formula="4", actor=elenco.independiente),
    ]
    Candidatura.objects.filter(pk=suyas[2].pk).update(actor=juntas, cargo=elenco.gubernatura, territorio=elenco.entidad)
    return suyas


def pedir(lugar: str, estado: int = 200, **encabezados: str) -> Any:
    respuesta = Client().get(lugar, headers=encabezados)
    assert respuesta.status_code == estado, respuesta.content
    assert respuesta["Content-Type"].startswith("application/json")
    assert respuesta["Access-Control-Allow-Origin"] == "*"
    return respuesta.json()


def nombres(dicho: Any) -> list[str]:
    return [c["nombre"].split()[0] for c in dicho["candidaturas"]]


def test_de_los_procesos_se_llega_a_cada_candidatura(cuatro: list[Candidatura]) -> None:
    (proceso,) = pedir(f"{API}procesos")
    assert (proceso["clave"], proceso["candidaturas"], proceso["jornada"]) == (PROCESO, 4, "2024-06-02")
    lista = pedir(proceso["enlaces"]["candidaturas"].removeprefix(ajustes.SITIO_URL))
    assert nombres(lista) == ["Fátima", "Gloria", "Hilda", "Irma"]
    una = pedir(f"{LISTA}/{cuatro[0].pk}")
    assert una == lista["candidaturas"][0]
    assert list(una) == [campo.clave for campo in CAMPOS]
    for enlace in proceso["enlaces"].values():
        if enlace:
            assert Client().get(enlace.removeprefix(ajustes.SITIO_URL)).status_code == 200, enlace


def test_las_paginas_van_una_tras_otra_sin_repetir_ni_saltar_a_nadie(cuatro: list[Candidatura]) -> None:
    vistas, lugar = [], f"{LISTA}?cuantas=3"
    while lugar:
        dicho = pedir(lugar[lugar.index(API) :])
        vistas += nombres(dicho)
        lugar = dicho["siguiente"]
    assert vistas == ["Fátima", "Gloria", "Hilda", "Irma"]


@pytest.mark.parametrize(
    ("filtro", "quienes"),
    [
        ("cargo=gubernatura", ["Hilda"]),
        ("actor=partido-a", ["Fátima", "Gloria", "Hilda"]),
        ("actor=partido-b", ["Hilda"]),
        ("actor=ci-1", ["Irma"]),
        ("actor=nadie", []),
        ("q=NUNEZ+fatima", ["Fátima"]),
        ("q=zoe", []),
        ("territorio=casa", []),
        ("cargo=diputacion-mr&actor=juntas", []),
    ],
)
def test_se_filtra_por_cargo_por_quien_postula_y_por_nombre(
    cuatro: list[Candidatura], filtro: str, quienes: list[str]
) -> None:
    assert nombres(pedir(f"{LISTA}?{filtro}")) == quienes


def test_se_filtra_por_donde_se_elige_con_la_clave_que_dan_los_territorios(cuatro: list[Candidatura]) -> None:
    lugares = {t["nombre"]: t["clave"] for t in pedir(f"{API}procesos/{PROCESO}/territorios")}
    assert nombres(pedir(f"{LISTA}?territorio={lugares['Morelos']}")) == ["Hilda"]


def test_los_catalogos_solo_nombran_lo_que_tiene_alguna_publicada(elenco: Elenco, cuatro: list[Candidatura]) -> None:
    Cargo.objects.create(proceso=elenco.proceso, clave="sindicatura", nombre="Sindicatura")
    actores = pedir(f"{API}procesos/{PROCESO}/actores")
    assert {a["clave"] for a in actores} == {"partido-a", "juntas", "ci-1"}
    assert next(a for a in actores if a["clave"] == "juntas")["integrantes"] == ["partido-a", "partido-b"]
    assert {c["clave"] for c in pedir(f"{API}procesos/{PROCESO}/cargos")} == {"gubernatura", "diputacion-mr"}


@pytest.mark.parametrize(
    ("consulta", "dicho"),
    [
        ("partido=morena", "No existe el filtro «partido». Los que hay: cargo, actor"),
        ("cuantas=0", "de 1 a 200"),
        ("cuantas=muchas", "de 1 a 200"),
        ("tras=ayer", "solo dígitos"),
        ("tras=" + "9" * 40, "solo dígitos"),
        ("q=" + "a" * 101, "hasta 100 caracteres"),
    ],
)
def test_lo_que_esta_mal_pedido_se_rechaza_y_dice_como_se_pide(elenco: Elenco, consulta: str, dicho: str) -> None:
    assert dicho in pedir(f"{LISTA}?{consulta}", 422)["error"]


@pytest.mark.parametrize(
    "lugar",
    ["nada", "procesos/otro", "procesos/otro/candidaturas", f"procesos/{PROCESO}/candidaturas/99999", "procesos/x/y/z"],
)
def test_lo_que_no_hay_responde_404_en_json_y_dice_donde_ver_lo_que_hay(elenco: Elenco, lugar: str) -> None:
    assert reverse("api_ayuda") in pedir(API + lugar, 404)["error"]


def test_una_sin_publicar_responde_lo_mismo_que_una_que_no_existe(elenco: Elenco) -> None:
    oculta = elenco.candidatura_en("validada", "Zoe Sin Publicar")
    assert pedir(f"{LISTA}/{oculta.pk}", 404) == pedir(f"{LISTA}/987654", 404)
    assert "un número" in pedir(f"{LISTA}/zoe", 422)["error"]


def test_solo_se_consulta(elenco: Elenco) -> None:
    for metodo in ("post", "put", "patch", "delete"):
        respuesta: HttpResponse = getattr(Client(enforce_csrf_checks=True), metodo)(LISTA)
        assert respuesta.status_code == 405
        assert "solo se consulta" in json.loads(respuesta.content)["error"]
    previa = Client().options(LISTA)
    assert previa.status_code == 204
    assert previa["Access-Control-Allow-Origin"] == "*"
    assert previa["Access-Control-Allow-Headers"] == "If-None-Match"
    assert Client().head(LISTA).status_code == 200


def test_el_etag_dice_si_algo_cambio_y_lo_retirado_sale_de_inmediato(elenco: Elenco, cuatro: list[Candidatura]) -> None:
    etag = Client().get(LISTA)["ETag"]
    igual = Client().get(LISTA, headers={"if-none-match": etag})
    assert (igual.status_code, igual["ETag"]) == (304, etag)
    assert Client().get(f"{LISTA}?cuantas=1")["ETag"] != etag
    servicios.retirar(
        cuatro[0],
        motivo_retiro="renuncia",
        documento="Acuerdo 7",
        por=elenco.usuario("secretaria_ejecutiva"),
        en=momento("2024-04-17 10:00"),
    )
    respuesta = Client().get(LISTA, headers={"if-none-match": etag})
    assert respuesta.status_code == 200
    assert "no-cache" in respuesta["Cache-Control"]
    assert nombres(respuesta.json()) == ["Gloria", "Hilda", "Irma"]
    for condicion in ({}, {"if-none-match": etag}, {"if-none-match": "*"}):
        assert Client().get(f"{LISTA}/{cuatro[0].pk}", headers=condicion).status_code == 404


def test_quien_pide_demasiado_espera_y_los_demas_no(elenco: Elenco, settings: Any) -> None:
    settings.API_POR_MINUTO = 3
    desde = {"REMOTE_ADDR": "203.0.113.7"}
    estados = [Client().get(f"{API}procesos", **desde).status_code for _ in range(4)]
    assert estados == [200, 200, 200, 429]
    respuesta = Client().get(LISTA, **desde)
    assert 1 <= int(respuesta["Retry-After"]) <= 60
    assert "demasiadas" in respuesta.json()["error"]
    assert Client().get(f"{API}procesos", REMOTE_ADDR="203.0.113.8").status_code == 200
    # The page that explains it is for people, and for them there is always another look.
    assert Client().get(API, **desde).status_code == 200


def test_consultar_no_deja_cookies_ni_pregunta_quien_es(elenco: Elenco, cuatro: list[Candidatura]) -> None:
    respuesta = Client().get(LISTA)
    assert not respuesta.cookies
    assert "Cookie" not in respuesta.get("Vary", "")


def test_una_pagina_cuesta_lo_mismo_con_una_que_con_muchas(
    elenco: Elenco, cuatro: list[Candidatura], django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(9):
        pedir(LISTA)


def test_el_documento_openapi_describe_cada_direccion_y_cada_campo(elenco: Elenco) -> None:
    dicho = pedir(reverse("api_openapi"))
    assert dicho["openapi"].startswith("3.")
    assert f"{API}procesos/{{proceso}}/candidaturas" in dicho["paths"]
    assert all(set(metodos) == {"get"} for metodos in dicho["paths"].values())
    suyos = dicho["components"]["schemas"]["Candidatura"]["properties"]
    assert {c: suyos[c]["description"] for c in suyos} == {c.clave: c.que for c in CAMPOS}


def test_la_pagina_que_la_explica_no_pide_nada_a_otros_sitios(elenco: Elenco) -> None:
    pagina = ver(Client(), API)
    assert "procesos/{proceso}/candidaturas" in pagina
    assert "Retry-After" in pagina
    assert 'src="http' not in pagina
    assert 'rel="stylesheet" href="http' not in pagina
