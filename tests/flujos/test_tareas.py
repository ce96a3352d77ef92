"""The tasks of the flow carry the days on which things happened, and the days of each stage are measured from them."""

from itertools import pairwise

from django.urls import reverse

from flujos import entregables
from flujos.entregables.tareas import soltar, tomar
from flujos.flows import dias_por_etapa, tarea_abierta, tareas_de

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento
from ..paginas import entrar, plana
from .pasos import hasta_remision


def test_cada_tarea_dura_lo_que_duro_su_etapa(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    # Sent on the 3rd, and recorded two days later.
    entregables.remitir(
        informe,
        oficio="1",
        remitida_en=momento("2024-04-03 12:00"),
        destinatario="INE",
        por=elenco.usuario("secretaria_ejecutiva"),
        en=momento("2024-04-05 09:00"),
    )
    hechas = [t for t in tareas_de(informe) if t.finished]
    assert [t.finished for t in hechas][-1] == momento("2024-04-03 12:00")
    assert all(a.finished == b.created for a, b in pairwise(hechas))
    abierta = tarea_abierta(informe)
    assert abierta is not None
    assert abierta.created == momento("2024-04-03 12:00")
    dias = dias_por_etapa(informe, momento("2024-04-10 10:00"))
    assert sum(dias.values()) == (momento("2024-04-10 10:00") - momento("2024-03-27 10:00")).days
    assert dias[abierta.data["etapa"]] == 7


def test_lo_devuelto_suma_los_dias_de_cada_vuelta(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    entregables.presentar(informe, pdf(), por=elenco.usuario("area"), en=momento("2024-03-27 10:00"))
    entregables.devolver(
        informe, motivo="Falta un anexo", por=elenco.usuario("secretaria_tecnica"), en=momento("2024-03-28 10:00")
    )
    entregables.presentar(informe, pdf("otro"), por=elenco.usuario("area"), en=momento("2024-03-31 10:00"))
    elaborar = informe.ruta.etapas.all()[0].clave
    assert dias_por_etapa(informe, momento("2024-04-01 10:00"))[elaborar] == 3


def test_tomar_y_soltar_dicen_desde_cuando(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    entregables.iniciar(informe, por=elenco.usuario("area"), en=momento("2024-03-26 10:00"))
    tomar(informe, por=elenco.usuario("area"), en=momento("2024-03-27 10:00"))
    assert tarea_abierta(informe).assigned == momento("2024-03-27 10:00")  # type: ignore[union-attr]
    soltar(informe, por=elenco.usuario("area"), en=momento("2024-03-27 11:00"))
    assert tarea_abierta(informe).assigned is None  # type: ignore[union-attr]


def test_la_pagina_dice_los_dias_de_cada_etapa(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    pagina = entrar(elenco.usuario("comision")).get(reverse("entregable", args=[elenco.proceso.clave, informe.pk]))
    assert "1 día en esta etapa" in plana(pagina)
