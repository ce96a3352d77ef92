"""What the pages cost with a thousand candidacies and with a hundred thousand, and the public ones against a bare page
of Django behind the same middleware. Run by `make bench`; `CAUCE_BENCH_CANDIDATURAS` says how many are many.
"""

import os
from collections.abc import Callable

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.urls import include, path

from compliance.models import Candidatura, Proceso, RenglonDeLista

from ..elenco import momento, montar
from ..paginas import entrar
from .llenar import llenar
from .tabla import alternar, anotar

POCAS = 1_000
MUCHAS = int(os.environ.get("CAUCE_BENCH_CANDIDATURAS", "100000"))
VECES = 15
CRECE = 1.3
# The public pages make at least 0.7 of the answers that a bare page makes in the same time.
CONTRA_DESNUDA = 1 / 0.7
PROCESO, DESNUDA = "prueba-2024", "/desnuda/"
NUCLEO = engines["django"].from_string("<!doctype html><title>{{ t }}</title><h1>{{ t }}</h1>")


def desnuda(request: HttpRequest) -> HttpResponse:
    """The least that Django answers."""
    return HttpResponse(NUCLEO.render({"t": "Hola"}, request))


urlpatterns = [path("desnuda/", desnuda), path("", include("compliance.urls"))]


@pytest.mark.django_db
def test_paginas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-06-03 10:00"))
    monkeypatch.setattr(settings, "ROOT_URLCONF", __name__)
    elenco = montar()
    cliente, publico = entrar(elenco.usuario("comision")), Client()
    actor = elenco.partido_a.pk
    medidas: dict[int, dict[str, float]] = {}
    for cuantas in (POCAS, MUCHAS):
        llenar(elenco.proceso, cuantas)
        paginas = _paginas(elenco.proceso, cuantas, actor)
        acciones = {q: _pedir(cliente if lugar.startswith("/p/") else publico, lugar) for q, lugar in paginas.items()}
        for accion in acciones.values():
            accion()
        medidas[cuantas] = alternar(acciones, VECES)
    for que, nuestro in medidas[MUCHAS].items():
        if que != "desnuda":
            anotar(f"{que}, {MUCHAS:,} / {POCAS:,} candidaturas", nuestro, pareja=medidas[POCAS][que], meta=CRECE)
    for que in ("lista pública", "ficha pública"):
        for cuantas, de_tantas in medidas.items():
            anotar(
                f"{que} / página desnuda de Django, {cuantas:,}",
                de_tantas[que],
                pareja=de_tantas["desnuda"],
                meta=CONTRA_DESNUDA,
            )


def _paginas(proceso: Proceso, cuantas: int, actor: int) -> dict[str, str]:
    lista, publica = f"/p/{PROCESO}/candidaturas/", f"/conoceles/{PROCESO}/"
    total = Candidatura.objects.filter(proceso=proceso).count()
    publicadas = RenglonDeLista.objects.publicos().filter(proceso=proceso)
    enmedio = RenglonDeLista.objects.filter(proceso=proceso).order_by("boleta", "pk")[total // 2].pk
    return {
        "desnuda": DESNUDA,
        "tablero": f"/p/{PROCESO}/tablero/",
        "candidaturas": lista,
        "candidaturas, última página": f"{lista}?page={-(-total // 50)}",
        "candidaturas, la siguiente de en medio": f"{lista}?page={total // 100 + 2}&tras={enmedio}",
        "candidaturas, salto a la de en medio": f"{lista}?page={total // 100}",
        "candidaturas de un partido": f"{lista}?actor={actor}",
        "candidaturas publicadas": f"{lista}?estado=publicada",
        "candidaturas por persona": f"{lista}?orden=persona",
        "lista pública": publica,
        "lista pública, sin copia": f"{publica}?orden=nombre&sin_copia=",
        "ficha pública": f"{publica}{publicadas.order_by('boleta').first().pk}/",  # type: ignore[union-attr]
    }


def _pedir(cliente: Client, lugar: str) -> Callable[[], None]:
    """Ask for a page; `sin_copia` is another value each time, so that no copy of it is there."""
    vez = 0

    def pedir() -> None:
        nonlocal vez
        vez += 1
        respuesta = cliente.get(f"{lugar}{vez}" if lugar.endswith("sin_copia=") else lugar)
        assert respuesta.status_code == 200, lugar

    return pedir
