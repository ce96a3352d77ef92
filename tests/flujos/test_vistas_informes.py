"""The pages of the reports."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ..elenco import Elenco, momento
from .pasos import hasta_remision, remitir


@pytest.fixture(autouse=True)
def dia_fijo(settings: Any) -> None:
    settings.DEMO_FECHA = momento("2024-04-15 00:00").date()


def pedir(e: Elenco, nombre: str, *args: str, quien: str = "comision", **consulta: str) -> Any:
    cliente = Client()
    cliente.force_login(e.usuario(quien), backend="django.contrib.auth.backends.ModelBackend")
    return cliente.get(reverse(nombre, args=["prueba-2024", *args]), consulta)


def test_hay_un_informe_por_cada_mes_desde_el_inicio_del_proceso(elenco: Elenco) -> None:
    respuesta = pedir(elenco, "informes")
    meses = [clave for clave, *_ in respuesta.context["meses"]]
    assert meses == [
        "2024-04",
        "2024-03",
        "2024-02",
        "2024-01",
        "2023-12",
        "2023-11",
        "2023-10",
        "2023-09",
    ]
    assert "Informe mensual de marzo" in respuesta.content.decode()


def test_los_meses_terminan_con_el_informe_final(elenco: Elenco, settings: Any) -> None:
    settings.DEMO_FECHA = momento("2026-11-22 00:00").date()
    assert pedir(elenco, "informes").context["meses"][0][0] == "2024-10"


def test_la_pagina_y_el_pdf_dicen_lo_mismo_al_mismo_corte(elenco: Elenco) -> None:
    remitir(elenco, hasta_remision(elenco), "2024-04-07 09:00")
    pagina = pedir(elenco, "informe_mensual", "2024-04", al="2024-04-10")
    texto = pagina.content.decode()
    assert "Concluyó 2 días después de la fecha máxima (05/04/2024)." in texto
    assert pagina.context["descarga"].endswith("/informes/2024-04/pdf/?al=2024-04-10")
    pdf = pedir(elenco, "informe_mensual_pdf", "2024-04", al="2024-04-10")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    assert "informe-mensual-prueba-2024-2024-04.pdf" in pdf["Content-Disposition"]
    assert pedir(elenco, "informe_mensual_pdf", "2024-04", al="2024-04-10").content == pdf.content


def test_el_corte_no_ve_lo_posterior(elenco: Elenco) -> None:
    remitir(elenco, hasta_remision(elenco), "2024-04-07 09:00")
    informe = pedir(elenco, "informe_mensual", "2024-04", al="2024-04-06").context["informe"]
    assert informe.filas[0].fecha_conclusion is None


@pytest.mark.parametrize(
    ("al", "dice"),
    [
        ("2024-05-01", "no puede estar en el futuro"),
        ("1900-01-01", "no puede ser anterior al mes"),
        ("ayer", "fecha válida"),
    ],
)
def test_un_corte_que_no_puede_ser_se_explica(elenco: Elenco, al: str, dice: str) -> None:
    respuesta = pedir(elenco, "informe_mensual", "2024-04", al=al)
    assert respuesta.status_code == 200
    assert dice in respuesta.content.decode()


@pytest.mark.parametrize("mes", ["2024-05", "2024-13", "abril"])
def test_un_mes_que_no_existe_o_no_ha_llegado_no_tiene_pagina(elenco: Elenco, mes: str) -> None:
    assert pedir(elenco, "informe_mensual", mes).status_code == 404
    assert pedir(elenco, "informe_mensual_pdf", mes).status_code == 404


@pytest.mark.parametrize("quien", ["partido", "ajena"])
def test_los_informes_son_de_quien_trabaja_en_el_instituto(elenco: Elenco, quien: str) -> None:
    assert pedir(elenco, "informes", quien=quien).status_code == 404
    assert pedir(elenco, "informe_mensual", "2024-04", quien=quien).status_code == 404
    assert pedir(elenco, "informe_mensual_pdf", "2024-04", quien=quien).status_code == 404


def test_la_lista_cuesta_lo_mismo_con_uno_que_con_muchos(elenco: Elenco) -> None:
    with CaptureQueriesContext(connection) as con_uno:
        pedir(elenco, "informes")
    base = elenco.entregables["informe-marzo"]
    for n in range(100):
        base.pk, base.llave, base.orden = None, f"copia-{n}", 100 + n
        base.save(force_insert=True)
    with CaptureQueriesContext(connection) as con_muchos:
        pedir(elenco, "informes")
    assert len(con_muchos) == len(con_uno)
