"""A list names its columns once: from them come its headings, its order, its pages and its file."""

import csv
import io

import pytest
from django.http import QueryDict

from compliance.cara.listado import Columna, Listado, dato
from compliance.models import Area

from ..elenco import Elenco

PALABRAS: Listado[str] = Listado(
    (
        dato("En mayúsculas", str.upper),
        Columna("Palabra", str, orden="palabra", por=str.casefold),
        Columna("Largo", len, orden="largo", por=len, numero=True),
        Columna("Solo en la página"),
    ),
    por_pagina=2,
)
FILAS = ["uno", "Dos", "tres"]


def renglones(listado: Listado[str], consulta: str) -> list[list[str]]:
    respuesta = listado.de(FILAS, QueryDict(consulta)).archivo("palabras")
    return list(csv.reader(io.StringIO(respuesta.getvalue().decode("utf-8-sig"))))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("consulta", "esperadas"),
    [
        ("", ["uno", "Dos", "tres"]),
        ("orden=palabra", ["Dos", "tres", "uno"]),
        ("orden=-palabra", ["uno", "tres", "Dos"]),
        ("orden=-largo", ["tres", "uno", "Dos"]),
        ("orden=otra", ["uno", "Dos", "tres"]),
        ("orden=-", ["uno", "Dos", "tres"]),
        ("orden=--palabra", ["uno", "Dos", "tres"]),
    ],
)
def test_se_ordena_solo_por_las_columnas_que_nombran_un_orden(consulta: str, esperadas: list[str]) -> None:
    assert list(PALABRAS.de(FILAS, QueryDict(consulta)).filas) == esperadas


def test_cada_encabezado_lleva_a_su_orden_y_el_vigente_al_contrario() -> None:
    encabezados = PALABRAS.de(FILAS, QueryDict("orden=palabra")).encabezados
    assert [(e.etiqueta, e.sentido, e.siguiente, e.numero) for e in encabezados] == [
        ("Palabra", "ascending", "-palabra", False),
        ("Largo", "", "largo", True),
        ("Solo en la página", "", "", False),
    ]
    assert PALABRAS.de(FILAS, QueryDict("orden=-palabra")).encabezados[0].siguiente == "palabra"
    assert not any(e.siguiente for e in PALABRAS.encabezados)


def test_el_archivo_trae_todas_las_filas_en_el_orden_de_la_pagina() -> None:
    assert renglones(PALABRAS, "orden=palabra&page=2&formato=csv") == [
        ["En mayúsculas", "Palabra", "Largo"],
        ["DOS", "Dos", "3"],
        ["TRES", "tres", "4"],
        ["UNO", "uno", "3"],
    ]


def test_la_direccion_del_archivo_conserva_los_filtros_y_no_la_pagina() -> None:
    lista = PALABRAS.de(FILAS, QueryDict("q=o&orden=largo&page=2"))
    assert lista.csv == "?q=o&orden=largo&formato=csv"
    assert not lista.se_descarga
    assert list(lista.pagina) == ["tres"]


def test_sin_orden_pedido_rige_el_inicial_y_se_dice_en_su_encabezado() -> None:
    listado: Listado[str] = Listado(PALABRAS.columnas, inicial="-largo")
    lista = listado.de(FILAS, QueryDict("orden=otra"))
    assert lista.filas[0] == "tres"
    assert lista.encabezados[1].sentido == "descending"


def test_una_consulta_se_ordena_en_la_base_y_sus_empates_siempre_igual(elenco: Elenco) -> None:
    areas: Listado[Area] = Listado((Columna("Área", str, orden="proceso", por=("proceso",)),), desempate=("-clave",))
    consulta = Area.objects.filter(proceso=elenco.proceso)
    for orden in ("proceso", "-proceso"):
        claves = [a.clave for a in areas.de(consulta, QueryDict(f"orden={orden}")).filas]
        assert claves == sorted(claves, reverse=True)
        assert len(claves) > 1
