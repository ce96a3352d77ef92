"""What the pages cost with a thousand candidacies and with a hundred thousand, and the public ones against a bare page
of Django behind the same middleware. Run by `make bench`; `CAUCE_BENCH_CANDIDATURAS` says how many are many.

Minutes go by between the thousand and the many, and the machine is another one by then: each group of pages is asked
for in turns with a witness, a page that reads no candidacy, and what the witness grew is taken out of what they grew.
Of the public pages of which nothing is kept, what is looked at is that none takes a second with the many.
"""

import os
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.urls import path

from compliance.cuestionarios import ACCIONES_AFIRMATIVAS, OPCIONES
from compliance.models import Acto, Candidatura, Proceso, RenglonDeLista, Seccion, Territorio
from compliance.urls import urlpatterns as del_producto

from ..elenco import momento, montar
from ..paginas import entrar
from .llenar import llenar
from .tabla import alternar, anotar

POCAS = 1_000
MUCHAS = int(os.environ.get("CAUCE_BENCH_CANDIDATURAS", "100000"))
VECES, VECES_PUBLICAS, VECES_SIN_COPIA = 15, 200, 5
CRECE = 1.3
# The public pages make at least 0.7 of the answers that a bare page makes in the same time.
CONTRA_DESNUDA = 1 / 0.7
# What a public page may take when nothing of it is kept, in milliseconds.
MS_SIN_COPIA = 1_000
TESTIGO = "testigo"
PROCESO, DESNUDA, PUBLICA, API = "prueba-2024", "/desnuda/", "/conoceles/prueba-2024/", "/api/v1/procesos/prueba-2024"
# It costs what the pages of the staff cost.
SIN_CANDIDATURAS = "/accesibilidad/"
NUCLEO = engines["django"].from_string("<!doctype html><title>{{ t }}</title><h1>{{ t }}</h1>")


def desnuda(request: HttpRequest) -> HttpResponse:
    """The least that Django answers."""
    return HttpResponse(NUCLEO.render({"t": "Hola"}, request))


urlpatterns = [path("desnuda/", desnuda), *del_producto]


# Committed, because PostgreSQL cleans nothing that a transaction under way wrote, and reads it all again each time.
@pytest.mark.django_db(transaction=True)
def test_paginas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-06-03 10:00"))
    monkeypatch.setattr(settings, "ROOT_URLCONF", __name__)
    elenco = montar()
    comision, auditoria, publico = entrar(elenco.usuario("comision")), entrar(elenco.usuario("auditoria")), Client()
    medidas: dict[int, list[dict[str, float]]] = {}
    for cuantas in (POCAS, MUCHAS):
        llenar(elenco.proceso, cuantas)
        grupos = (
            (comision, {TESTIGO: SIN_CANDIDATURAS} | _de_la_comision(elenco.proceso, elenco.partido_a.pk), VECES),
            (auditoria, {TESTIGO: SIN_CANDIDATURAS} | _de_la_auditoria(elenco.proceso), VECES),
            (
                publico,
                {TESTIGO: SIN_CANDIDATURAS, "lista pública, sin copia": f"{PUBLICA}?orden=nombre&sin_copia="},
                VECES,
            ),
            # By themselves: after a page of fifty milliseconds, whatever comes next finds the processor cold.
            (publico, {TESTIGO: DESNUDA} | _publicas(elenco.proceso), VECES_PUBLICAS),
        )
        medidas[cuantas] = [_medir(*grupo) for grupo in grupos]
    for pocas, muchas in zip(medidas[POCAS], medidas[MUCHAS], strict=True):
        crecio = muchas[TESTIGO] / pocas[TESTIGO]
        for que, nuestro in muchas.items():
            if que != TESTIGO:
                anotar(f"{que}, {MUCHAS:,} / {POCAS:,} candidaturas", nuestro, pareja=pocas[que] * crecio, meta=CRECE)
    for cuantas, (*_, publicas) in medidas.items():
        for que, nuestro in publicas.items():
            if que != TESTIGO:
                contra = f"{que} / página desnuda de Django, {cuantas:,}"
                anotar(contra, nuestro, pareja=publicas[TESTIGO], meta=CONTRA_DESNUDA)
    for que, nuestro in _medir(publico, _sin_copia(elenco.proceso), VECES_SIN_COPIA, cache.clear).items():
        anotar(f"{que}, sin copia, {MUCHAS:,} / 1 s", nuestro, limite=MS_SIN_COPIA, meta=1)


def _medir(
    cliente: Client, paginas: dict[str, str], veces: int, antes: Callable[[], object] = lambda: None
) -> dict[str, float]:
    acciones = {que: _pedir(cliente, lugar, antes) for que, lugar in paginas.items()}
    for accion in acciones.values():
        accion()
    return alternar(acciones, veces)


def _de_la_comision(proceso: Proceso, actor: int) -> dict[str, str]:
    lista = f"/p/{PROCESO}/candidaturas/"
    total = Candidatura.objects.filter(proceso=proceso).count()
    enmedio = RenglonDeLista.objects.filter(proceso=proceso).order_by("boleta", "pk")[total // 2].pk
    return {
        "tablero": f"/p/{PROCESO}/tablero/",
        "avance de la captura": f"/p/{PROCESO}/avance/",
        "candidaturas": lista,
        "candidaturas, última página": f"{lista}?page={-(-total // 50)}",
        "candidaturas, la siguiente de en medio": f"{lista}?page={total // 100 + 2}&tras={enmedio}",
        "candidaturas, salto a la de en medio": f"{lista}?page={total // 100}",
        "candidaturas de un partido": f"{lista}?actor={actor}",
        "candidaturas publicadas": f"{lista}?estado=publicada",
        "candidaturas por persona": f"{lista}?orden=persona",
    }


def _de_la_auditoria(proceso: Proceso) -> dict[str, str]:
    historial = f"/p/{PROCESO}/historial/"
    actos = Acto.objects.filter(proceso=proceso).order_by("-en", "-pk")
    enmedio = actos[actos.count() // 2]
    de_una = f"{historial}candidatura/{enmedio.objeto}/"
    return {
        "historial": historial,
        "historial, en medio": f"{historial}?tras={enmedio.pk}",
        "historial de una candidatura": de_una,
        "historial, cómo estaba una candidatura": f"{de_una}?el={enmedio.en:%Y-%m-%dT%H:%M}",
    }


def _publicas(proceso: Proceso) -> dict[str, str]:
    primera = RenglonDeLista.objects.publicos().filter(proceso=proceso).order_by("boleta")[0]
    return {
        "lista pública": PUBLICA,
        "ficha pública": f"{PUBLICA}{primera.pk}/",
        "mi boleta": f"{PUBLICA}boleta/?municipio={_donde(proceso, 'municipio')}",
        "estadísticas": f"{PUBLICA}estadisticas/",
    }


def _donde(proceso: Proceso, tipo: str) -> int:
    return Territorio.objects.filter(proceso=proceso, tipo=tipo, clave="7").values_list("pk", flat=True)[0]


def _sin_copia(proceso: Proceso) -> dict[str, str]:
    """Every kind of public address: what is most asked for, and what is dearest."""
    municipio, distrito = _donde(proceso, "municipio"), _donde(proceso, "distrito")
    Seccion.objects.create(
        proceso=proceso, numero=7, municipio_id=municipio, distrito_id=distrito, fuente="La que se mide"
    )
    publicas = RenglonDeLista.objects.publicos().filter(proceso=proceso)
    enmedio = publicas.order_by("boleta", "pk")[publicas.count() // 2].pk
    una, otra, tercera = publicas.filter(cargo__clave="b-3").order_by("boleta").values_list("pk", flat=True)[:3]
    filtros = {
        "cargo": "b-3",
        "actor": "b-3",
        "territorio": distrito,
        "calidad": "suplente",
        "sexo": "M",
        "edad": "25-34",
        "grado": OPCIONES["grado_estudios"][0],
        "accion": next(iter(ACCIONES_AFIRMATIVAS)),
    }
    combinados = {"cargo": "b-3", "sexo": "NB", "edad": "65"}
    listas = {f"lista por {campo}": {campo: valor} for campo, valor in filtros.items()} | {
        "lista": {},
        "lista por nombre, página de en medio": {"orden": "nombre", "page": publicas.count() // 48},
        "lista, la siguiente de en medio": {"page": publicas.count() // 48 + 2, "tras": enmedio},
        "lista por sexo, última página": {"sexo": "H", "page": 99999},
        "lista de quienes son pocas": combinados,
        "búsqueda de dos palabras": {"q": "ana perez"},
        "búsqueda de lugar y cargo": {"q": "municipio cargo"},
        "búsqueda de nadie": {"q": "zzz"},
    }
    return {
        **{que: f"{PUBLICA}?{urlencode(consulta)}" for que, consulta in listas.items()},
        "mi boleta de un municipio": f"{PUBLICA}boleta/?municipio={municipio}",
        "mi boleta de una sección": f"{PUBLICA}boleta/?seccion=7",
        "ficha": f"{PUBLICA}{enmedio}/",
        "código de la ficha": f"{PUBLICA}{enmedio}/qr.svg",
        "comparar, a quién agregar": f"{PUBLICA}comparar/?c={una}",
        "comparar tres": f"{PUBLICA}comparar/?c={una}&c={otra}&c={tercera}",
        "estadísticas": f"{PUBLICA}estadisticas/",
        "datos abiertos": f"{PUBLICA}datos/",
        "DCAT": f"{PUBLICA}datos/dcat.json",
        "API, un proceso": API,
        "API, territorios": f"{API}/territorios",
        "API, primera página": f"{API}/candidaturas",
        "API, página de en medio, de 200": f"{API}/candidaturas?cuantas=200&tras={enmedio}",
        "API, de un partido": f"{API}/candidaturas?actor=b-3",
        "API, búsqueda": f"{API}/candidaturas?q=ana+perez",
        "mapa del sitio": "/sitemap.xml",
        "mapa de candidaturas": f"/sitemap-candidaturas-{PROCESO}.xml",
        "la entrada": "/",
    }


def _pedir(cliente: Client, lugar: str, antes: Callable[[], object]) -> Callable[[], None]:
    """Ask for a page; `sin_copia` is another value each time, so that no copy of it is there."""
    vez = 0

    def pedir() -> None:
        nonlocal vez
        vez += 1
        antes()
        respuesta = cliente.get(f"{lugar}{vez}" if lugar.endswith("sin_copia=") else lugar)
        assert respuesta.status_code == 200, lugar

    return pedir
