"""Small real-looking files of every kind that came and failed once, where they are at hand (CAUCE_CASOS)."""

import os
from pathlib import Path

import pytest

from compliance.importacion import ExportInvalido, leer_export
from compliance.models import Proceso
from flujos.importacion.escritura import importar

from .importado import EN

_CASOS = Path(os.environ.get("CAUCE_CASOS", "")) / "importacion"

pytestmark = pytest.mark.skipif(
    not os.environ.get("CAUCE_CASOS") or not _CASOS.is_dir(),
    reason="CAUCE_CASOS no indica una carpeta con importacion/",
)
# What each would do: created, refused, possible duplicates, new actors, new places; and something that is told.
CASOS = {
    "03-formula-fecha.xlsx": (2, 1, 0, 1, 1, "NUM_LISTA_O_FORMULA es una fecha"),
    "04-celdas-combinadas.xlsx": (3, 0, 0, 1, 2, ""),
    "07-titulo-arriba.xlsx": (3, 0, 0, 1, 2, ""),
    "12-misma-persona-escrita-distinto.xlsx": (7, 0, 21, 7, 1, "escrita «MA. GUADALUPE"),
    "15-distrito-escrito-de-ocho-modos.xlsx": (8, 0, 0, 1, 1, ""),
    "16-partidos.xlsx": (12, 8, 0, 12, 1, "tiene más de una propietaria"),
    "18-sexo-calidad-edad.xlsx": (16, 2, 0, 1, 1, "SEXO dice «M»"),
    "23-utf16le-tab.txt": (3, 0, 0, 1, 2, ""),
    "29-sep-igual.csv": (3, 0, 0, 1, 2, ""),
    "37-columnas-sin-opcionales.csv": (3, 0, 0, 1, 2, ""),
    "50-homonimos-sin-edad.xlsx": (3, 0, 3, 3, 3, "quedaron aparte"),
    "51-pena-pena-misma-edad.xlsx": (2, 0, 1, 2, 2, "escrita «ANA PEÑA RUIZ»"),
    "52-nombres-dañados.csv": (9, 9, 3, 1, 1, "Quizá es «JOSÉ ÑANDÚ PEÑA»"),
    "60-federal-2018-dmr.csv": (2, 0, 0, 1, 1, "SEXO dice «M»"),
    "61-captura-2024.csv": (1, 0, 0, 1, 1, ""),
    "62-listado-estatal-1991-2016.xlsx": (2, 2, 0, 1, 0, "Se leyeron 2 hojas"),
    "64-entidades.xlsx": (16, 0, 0, 1, 8, ""),
}

SIN_ENTIDAD = {"62-listado-estatal-1991-2016.xlsx"}


def test_cada_caso_entra_como_debe(de_varias_entidades: Proceso) -> None:
    for archivo, (creadas, rechazadas, duplicadas, actores, lugares, dice) in CASOS.items():
        # One table has no column for the state: it is that of the process.
        de_varias_entidades.instituto.entidad = "Morelos" if archivo in SIN_ENTIDAD else "Nacional"
        de_varias_entidades.instituto.save()
        reporte = importar(leer_export(_CASOS / archivo), de_varias_entidades, por=None, en=EN, simular=True)
        nuevos = {clase: len(suyos) for clase, suyos in reporte.nuevos.items()}
        hecho = (reporte.creadas, len(reporte.rechazadas), len(reporte.duplicadas))
        assert hecho == (creadas, rechazadas, duplicadas), archivo
        assert (nuevos.get("actorpolitico", 0), nuevos.get("territorio", 0)) == (actores, lugares), archivo
        todas = [*reporte.rechazadas, *reporte.duplicadas, *reporte.advertencias]
        assert not dice or any(dice in n.motivo for n in todas), archivo
    with pytest.raises(ExportInvalido, match="una página web"):
        leer_export(_CASOS / "34-html-llamado.xls")
    assert {p.name for p in _CASOS.iterdir()} == {*CASOS, "34-html-llamado.xls"}
