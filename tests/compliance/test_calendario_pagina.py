"""The calendar judges each date by itself and never leaves the years of its process."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ..elenco import Elenco, momento


@pytest.fixture(autouse=True)
def dia_fijo(settings: Any) -> None:
    settings.DEMO_FECHA = momento("2024-04-15 10:00").date()


def visitar(e: Elenco) -> Any:
    cliente = Client()
    cliente.force_login(e.usuario("comision"))
    return cliente.get(reverse("calendario", args=["prueba-2024"]))


def test_cada_fecha_dice_como_va_por_si_misma(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    informe.aprobado_el = date(2024, 4, 1)
    informe.save()
    fila = next(f for f in visitar(elenco).context["matriz"].filas if f.clave == "11.3")
    assert [(m.letra, m.dia.day, m.tono, m.titulo.rpartition(". ")[2]) for m in fila.marcas] == [
        ("A", 1, "bien", "Cumplido a tiempo"),
        ("R", 5, "mal", "Vencido"),
    ]


def test_una_fecha_de_otro_siglo_se_dice_y_no_ensancha_el_calendario(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    informe.fecha_plan = date(1900, 1, 1)
    informe.save()
    respuesta = visitar(elenco)
    assert len(respuesta.context["matriz"].meses) == 1
    assert "lun 1 ene 1900" in respuesta.content.decode()


def test_el_calendario_se_descarga(elenco: Elenco) -> None:
    cliente = Client()
    cliente.force_login(elenco.usuario("comision"))
    csv = cliente.get(reverse("calendario", args=["prueba-2024"]), {"formato": "csv"}).content.decode()
    assert "11.3,Informe mensual de marzo,aprobación,2024-04-01,Vencido,14" in csv
