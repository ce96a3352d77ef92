"""What public statistics cost with 20,000 candidacies. Run by `make bench`.

`CAUCE_BENCH_ESTADISTICAS` says how many. Limits: the page, when nothing of it is kept, a second of processor and nine
queries; kept, one query. The cut of a day, that opens every answer, a minute: the sweep makes it, nobody waits for it.
"""

import os

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compliance.cuestionarios import SI
from compliance.models import Candidatura, Consentimiento, CuestionarioIdentidad
from compliance.services.estadisticas import cortar

from ..elenco import identidad_completa, momento, montar
from .llenar import llenar
from .tabla import alternar, anotar, costo

CANDIDATURAS = int(os.environ.get("CAUCE_BENCH_ESTADISTICAS", "20000"))
CONSULTAS, LIMITE, LIMITE_DE_CORTE, VECES = 9, 1_000.0, 60_000.0, 5
EN = momento("2024-05-20 10:00")


@pytest.mark.django_db(transaction=True)
def test_estadisticas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)
    elenco = montar()
    llenar(elenco.proceso, CANDIDATURAS)
    publicadas = list(Candidatura.objects.publicas().filter(proceso=elenco.proceso).order_by("pk"))
    CuestionarioIdentidad.objects.filter(candidatura__in=publicadas).delete()
    CuestionarioIdentidad.objects.bulk_create(
        [
            CuestionarioIdentidad(
                candidatura=c, respuestas=identidad_completa(**({"indigena": SI} if n % 3 == 0 else {}))
            )
            for n, c in enumerate(publicadas)
        ],
        batch_size=500,
    )
    Consentimiento.objects.bulk_create(
        [Consentimiento(candidatura=c, finalidad="estadistica", documento="Hoja", otorgado_en=EN) for c in publicadas],
        batch_size=500,
    )
    inicio = costo()
    assert cortar(elenco.proceso, EN) is not None
    corte = (costo() - inicio) * 1000
    publico, lugar = Client(), f"/conoceles/{elenco.proceso.clave}/estadisticas/"

    def sin_copia() -> None:
        cache.clear()
        assert publico.get(lugar).status_code == 200

    with CaptureQueriesContext(connection) as hechas:
        sin_copia()
    assert len(hechas) <= CONSULTAS, [q["sql"][:120] for q in hechas]
    with CaptureQueriesContext(connection) as hechas:
        publico.get(lugar)
    assert len(hechas) == 1
    medidas = alternar({"sin copia": sin_copia, "con copia": lambda: publico.get(lugar)}, VECES)
    cuantas = f"{CANDIDATURAS:,} candidaturas, {len(publicadas):,} publicadas"
    anotar(f"estadísticas sin copia, {cuantas} / 1 s", medidas["sin copia"], limite=LIMITE, meta=1)
    anotar(f"estadísticas con copia, {cuantas} / 1 s", medidas["con copia"], limite=LIMITE, meta=1)
    anotar(f"corte de identidad, {cuantas} / 60 s", corte, limite=LIMITE_DE_CORTE, meta=1)
