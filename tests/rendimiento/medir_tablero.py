"""What the tablero costs with four processes, 300 deliverables and 20,000 candidacies. Run by `make bench`.

`CAUCE_BENCH_TABLERO` says how many candidacies. Baseline: half a second of processor, and twelve queries.
"""

import os

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compliance.models import Entregable, Nombramiento, Proceso
from compliance.plan.esquema import leer_plan, ruta_de_plan
from compliance.services.planes import cargar_plan
from flujos import sesiones
from flujos.sesiones import Punto

from ..elenco import momento, montar
from ..paginas import entrar
from .llenar import llenar
from .tabla import alternar, anotar

PLANES = ("impepac-2023-2024", "ieeh-2023-2024", "iepac-2023-2024", "iepc-jalisco-2023-2024")
ENTREGABLES = 300
CANDIDATURAS = int(os.environ.get("CAUCE_BENCH_TABLERO", "20000"))
CONSULTAS, LIMITE, VECES = 13, 500.0, 11
EN = momento("2024-02-01 10:00")


@pytest.mark.django_db(transaction=True)
def test_tablero(monkeypatch: pytest.MonkeyPatch) -> None:
    elenco = montar()
    comision = elenco.usuario("comision")
    cliente = entrar(comision)
    procesos = []
    for clave in PLANES:
        archivo = ruta_de_plan(clave)
        cargar_plan(*leer_plan(archivo), por=None, en=EN)
        proceso = Proceso.objects.get(clave=clave)
        suyo = comision.nombramientos.get(proceso=elenco.proceso)
        suyo.pk, suyo.proceso, suyo.organo = None, proceso, None
        Nombramiento.objects.bulk_create([suyo])
        procesos.append(proceso)
    grande = procesos[0]
    propios = list(Entregable.objects.filter(proceso=grande, es_plantilla=False))
    copias = []
    ya = Entregable.objects.filter(proceso__in=procesos, es_plantilla=False).count()
    for n in range(ENTREGABLES - ya):
        copia = Entregable.objects.get(pk=propios[n % len(propios)].pk)
        copia.pk, copia.llave, copia.orden = None, f"copia-{n}", 1000 + n
        copias.append(copia)
    Entregable.objects.bulk_create(copias)
    llenar(grande, CANDIDATURAS)
    sesiones.convocar(
        grande.organos.get(tipo="comision"),
        tipo="ordinaria",
        inicia_en=momento("2024-02-08 10:00"),
        puntos=[Punto("Asuntos generales")],
        por=None,
        en=EN,
    )
    # After all that was written: a past day costs what tells of it.
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2040-01-09 10:00"))
    lugar = f"/p/{grande.clave}/tablero/"
    cliente.get(lugar)  # the first visit notes in the session which process one works in
    with CaptureQueriesContext(connection) as hechas:
        assert cliente.get(lugar).status_code == 200
    assert len(hechas) <= CONSULTAS, [q["sql"][:120] for q in hechas]
    medidas = alternar(
        {"tablero": lambda: cliente.get(lugar), "mis procesos": lambda: cliente.get("/procesos/")},
        VECES,
    )
    cuantos = f"4 procesos, {ENTREGABLES} entregables, {CANDIDATURAS:,} candidaturas"
    anotar(f"tablero, {cuantos} / 500 ms", medidas["tablero"], limite=LIMITE, meta=1)
    anotar(f"mis procesos, {cuantos} / 500 ms", medidas["mis procesos"], limite=LIMITE, meta=1)
