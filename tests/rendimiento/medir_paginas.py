"""What the pages cost with a thousand candidacies and with a hundred thousand, and the public ones against a bare page
of Django behind the same middleware. Run by `make bench`; `CAUCE_BENCH_CANDIDATURAS` says how many are many.

Minutes go by between the thousand and the many, and the machine is another one by then: each group of pages is asked
for in turns with a witness, a page that reads no candidacy, and what the witness grew is taken out of what they grew.
"""

import os
from collections.abc import Callable

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.urls import include, path

from compliance.models import Acto, Candidatura, Proceso, RenglonDeLista

from ..elenco import momento, montar
from ..paginas import entrar
from .llenar import llenar
from .tabla import alternar, anotar

POCAS = 1_000
MUCHAS = int(os.environ.get("CAUCE_BENCH_CANDIDATURAS", "100000"))
VECES, VECES_PUBLICAS = 15, 200
CRECE = 1.3
# The public pages make at least 0.7 of the answers that a bare page makes in the same time.
CONTRA_DESNUDA = 1 / 0.7
TESTIGO = "testigo"
PROCESO, DESNUDA, PUBLICA = "prueba-2024", "/desnuda/", "/conoceles/prueba-2024/"
# It costs what the pages of the staff cost.
SIN_CANDIDATURAS = "/accesibilidad/"
NUCLEO = engines["django"].from_string("<!doctype html><title>{{ t }}</title><h1>{{ t }}</h1>")


def desnuda(request: HttpRequest) -> HttpResponse:
    """The least that Django answers."""
    return HttpResponse(NUCLEO.render({"t": "Hola"}, request))


urlpatterns = [path("desnuda/", desnuda), path("", include("compliance.urls"))]


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


def _medir(cliente: Client, paginas: dict[str, str], veces: int) -> dict[str, float]:
    acciones = {que: _pedir(cliente, lugar) for que, lugar in paginas.items()}
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
    return {"lista pública": PUBLICA, "ficha pública": f"{PUBLICA}{primera.pk}/"}


def _pedir(cliente: Client, lugar: str) -> Callable[[], None]:
    """Ask for a page; `sin_copia` is another value each time, so that no copy of it is there."""
    vez = 0

    def pedir() -> None:
        nonlocal vez
        vez += 1
        respuesta = cliente.get(f"{lugar}{vez}" if lugar.endswith("sin_copia=") else lugar)
        assert respuesta.status_code == 200, lugar

    return pedir
