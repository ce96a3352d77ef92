"""What a page of the history costs, and that its pages follow one another without gaps."""

import itertools
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compliance.cara.listado import Lado
from compliance.historia import crear_varios, guardar
from compliance.models import Acto, Proceso, Territorio
from flujos.historial import Busqueda, Pagina, actos_de, pagina

from ..elenco import Elenco, momento
from .lugares import HISTORIAL

pytestmark = pytest.mark.usefixtures("veinte_de_abril")


def agregar(e: Elenco, desde: int, hasta: int) -> None:
    """Acts on many objects, several in one moment."""
    for lote in range(desde, hasta, 7):
        territorios = [
            Territorio(proceso=e.proceso, tipo="municipio", entidad="Morelos", nombre=f"Municipio {n}")
            for n in range(lote, min(lote + 7, hasta))
        ]
        crear_varios(territorios, por=None, en=momento("2024-04-19 10:00") + timedelta(seconds=lote), motivo="Carga")


def hojear(proceso: Proceso, busqueda: Busqueda) -> list[Pagina]:
    """Every page, from the first to the last."""
    consultas = actos_de(proceso, busqueda)
    paginas = [pagina(consultas)]
    while paginas[-1].tras:
        paginas.append(pagina(consultas, Lado(paginas[-1].tras)))
    return paginas


def test_una_pagina_cuesta_lo_mismo_con_diez_actos_que_con_miles(elenco: Elenco, auditoria: Client) -> None:
    def consultas(**filtro: str) -> int:
        with CaptureQueriesContext(connection) as hechas:
            assert auditoria.get(HISTORIAL, filtro).status_code == 200
        # That of the inbox, in the heading of every page, counts what its account has not read.
        contadas = [h for h in hechas if "OFFSET" in h["sql"] or "COUNT(" in h["sql"]]
        assert all("notificaciones_recibido" in h["sql"] for h in contadas)
        return len(hechas)

    filtros = ({}, {"clase": "territorio"}, {"autor": "sistema"}, {"verbo": "alta"}, {"q": "municipio"})
    agregar(elenco, 0, 10)
    auditoria.get(HISTORIAL)  # the first visit notes in the session which process one works in
    con_diez = [consultas(**f) for f in filtros]
    agregar(elenco, 10, 3000)
    assert [consultas(**f) for f in filtros] == con_diez
    assert max(con_diez) <= 16


def test_la_lista_camina_por_su_indice(elenco: Elenco) -> None:
    agregar(elenco, 0, 500)
    primera, segunda, _ = actos_de(elenco.proceso, Busqueda())
    for consulta in (primera, segunda):
        plan = consulta.order_by("-en", "-pk")[:51].explain()
        if connection.vendor == "sqlite":
            assert "acto_del_proceso" in plan
            assert "TEMP B-TREE FOR ORDER BY" not in plan


def test_las_paginas_siguen_unas_a_otras_sin_huecos_y_de_regreso(elenco: Elenco) -> None:
    agregar(elenco, 0, 180)
    # Of no process, in the middle of the others.
    guardar(elenco.usuario("area"), por=None, en=momento("2024-04-19 10:01"), motivo="Cambio")
    guardar(elenco.instituto, por=None, en=momento("2024-04-19 10:02"), motivo="Cambio")
    paginas = hojear(elenco.proceso, Busqueda())
    vistos = [a.pk for p in paginas for a in p.actos]
    assert len(paginas) == 4
    assert vistos == list(Acto.objects.order_by("-en", "-pk").values_list("pk", flat=True))
    assert [len(p.actos) for p in paginas[:-1]] == [50, 50, 50]
    consultas = actos_de(elenco.proceso, Busqueda())
    for anterior, esta in itertools.pairwise(paginas):
        assert pagina(consultas, Lado(esta.antes or 0, antes=True)).actos == anterior.actos
    assert paginas[0].antes is None
    assert pagina(consultas, Lado(paginas[1].antes or 0, antes=True)).antes is None


def test_lo_que_se_hace_mientras_se_hojea_no_repite_ni_salta_actos(elenco: Elenco) -> None:
    agregar(elenco, 0, 120)
    consultas = actos_de(elenco.proceso, Busqueda())
    primera = pagina(consultas)
    antes = pagina(consultas, Lado(primera.tras or 0)).actos
    agregar(elenco, 1000, 1060)
    assert pagina(consultas, Lado(primera.tras or 0)).actos == antes


@pytest.mark.parametrize("direccion", ["?tras=999999999", "?antes=-1", "?tras=x", "?tras=" + "9" * 40])
def test_una_direccion_que_no_es_de_ningun_acto_da_la_primera_pagina(
    elenco: Elenco, auditoria: Client, direccion: str
) -> None:
    agregar(elenco, 0, 60)
    primera = auditoria.get(HISTORIAL).context["pagina"]
    assert auditoria.get(HISTORIAL + direccion).context["pagina"] == primera
