"""An import killed at any moment leaves whole batches, and goes on when it is run again."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from compliance.importacion import leer_export
from compliance.models import Acto, Candidatura
from compliance.services.cadenas import verificar
from flujos.importacion.escritura import importar
from flujos.models import Importacion, LoteImportado

from ..elenco import Elenco, momento, montar
from ..libros import identidad_de, libro
from .importado import persona

# Eighty batches with a pause of 0.05 s after each: six deaths, each within half a second, come before the end.
FILAS, LOTE, MUERTES = 400, 5, 6


def _entorno() -> dict[str, str]:
    base = connection.settings_dict
    if connection.vendor == "postgresql":
        url = f"postgres://{base['USER']}@{base['HOST']}:{base['PORT'] or 5432}/{base['NAME']}"
    else:
        url = f"sqlite:///{base['NAME']}"
    return os.environ | {"DATABASE_URL": url}


def _matar_al_azar(ruta: Path, clave: str, dado: random.Random) -> None:
    """Start the import in a process of its own and kill it, at some moment after it began to write."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.flujos.importar_y_morir", str(ruta), clave],
        cwd=settings.BASE_DIR,
        env=_entorno(),
        stdout=subprocess.PIPE,
    ) as proceso:
        assert proceso.stdout is not None
        assert proceso.stdout.readline() == b"empieza\n"
        time.sleep(dado.uniform(0.02, 0.5))
        proceso.kill()


@pytest.mark.django_db(transaction=True)
def test_matada_donde_sea_deja_lotes_enteros_y_sigue(tmp_path: Path) -> None:
    elenco: Elenco = montar()
    rotos = verificar().rotos
    filas = [persona(n) for n in range(1, FILAS + 1)]
    ruta = libro(tmp_path / "libro.xlsx", filas, [identidad_de(f) for f in filas])
    previas, dado = Candidatura.objects.count(), random.Random(7)  # noqa: S311 (a seed, so that it can be repeated)
    for _ in range(MUERTES):
        _matar_al_azar(ruta, elenco.proceso.clave, dado)
        cargadas = Candidatura.objects.count() - previas
        assert cargadas % LOTE == 0
        assert cargadas < FILAS
        assert cargadas == sum(LoteImportado.objects.values_list("filas", flat=True))
        assert Acto.objects.filter(verbo="registrar", candidatura__origen__startswith="libro").count() == cargadas
    reporte = importar(leer_export(ruta), elenco.proceso, por=None, en=momento("2024-07-02 10:00"))
    assert (reporte.leidas, reporte.creadas, len(reporte.rechazadas)) == (FILAS, FILAS, 0)
    assert Candidatura.objects.count() == previas + FILAS
    assert Importacion.objects.get().terminada_en == momento("2024-07-02 10:00")
    assert verificar().rotos == rotos


def test_el_ensayo_dice_lo_mismo_y_no_escribe(elenco: Elenco, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Across batches: who repeats, who takes a taken place and who may be the same person."""
    monkeypatch.setattr("flujos.importacion.escritura.LOTE", 2)
    monkeypatch.setattr("flujos.importacion.escritura.RESPIRO", 0)
    filas = [persona(n) for n in range(1, 6)]
    filas += [
        persona(6, NOMBRE_CANDIDATO="PERSONA SINTETICA A", EDAD=30.0),
        persona(2, NOMBRE_CANDIDATO="OTRA EN EL MISMO LUGAR", PARTIDO_COALICION="Partido A"),
        persona(7, CARGO="CARGO DESCONOCIDO", PARTIDO_COALICION="PARTIDO NUEVO"),
        persona(8, PARTIDO_COALICION="PARTIDO NUEVO"),
    ]
    export = leer_export(libro(tmp_path / "libro.xlsx", filas, [identidad_de(f) for f in filas]))
    en = momento("2024-07-01 10:00")
    antes, rotos = Acto.objects.count(), verificar().rotos
    ensayo = importar(export, elenco.proceso, por=None, en=en, simular=True)
    assert (Acto.objects.count(), Importacion.objects.count()) == (antes, 0)
    hecho = importar(export, elenco.proceso, por=None, en=en)
    assert hecho == ensayo
    assert hecho.creadas
    assert hecho.rechazadas
    assert hecho.duplicadas
    assert verificar().rotos == rotos
