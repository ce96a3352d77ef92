"""The staff's lists sort, narrow and download what they show."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from flujos import sesiones
from flujos.models import Sesion
from flujos.sesiones import Punto

from ..elenco import Elenco, momento

PROCESO = "prueba-2024"


@pytest.fixture(autouse=True)
def en_abril(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-03 10:00"))


def pedir(e: Elenco, vista: str, **consulta: str) -> Any:
    cliente = Client()
    cliente.force_login(e.usuario("secretaria_tecnica"))
    return cliente.get(reverse(vista, args=[PROCESO]), consulta)


def convocar(e: Elenco, cuando: str, **otros: Any) -> Sesion:
    valores: dict[str, Any] = {"organo": e.comision, "tipo": "extraordinaria", "por": None} | otros
    return sesiones.convocar(
        valores["organo"],
        tipo=valores["tipo"],
        inicia_en=momento(cuando),
        puntos=[Punto("Asuntos generales")],
        por=valores["por"],
        en=momento("2024-03-01 09:00"),
    )


def test_dos_sesiones_del_mismo_dia_se_distinguen(elenco: Elenco) -> None:
    convocar(elenco, "2024-04-05 10:00")
    convocar(elenco, "2024-04-05 18:00", organo=elenco.consejo)
    pagina = pedir(elenco, "sesiones").content.decode()
    assert "Sesión extraordinaria de la Comisión Conóceles<span" in pagina
    assert "Sesión extraordinaria del Consejo Estatal<span" in pagina
    assert "vie 5 abr 2024, 18:00</time></span></a>" in pagina


def test_las_sesiones_se_ordenan_se_acotan_y_se_descargan(elenco: Elenco) -> None:
    primera, segunda = convocar(elenco, "2024-04-05 10:00"), convocar(elenco, "2024-05-05 10:00", tipo="reunion")
    assert list(pedir(elenco, "sesiones").context["pagina"]) == [segunda, primera]
    assert list(pedir(elenco, "sesiones", orden="inicio").context["pagina"]) == [primera, segunda]
    assert list(pedir(elenco, "sesiones", desde="2024-04-06").context["pagina"]) == [segunda]
    assert list(pedir(elenco, "sesiones", hasta="2024-05-05").context["pagina"]) == [segunda, primera]
    assert "con estos filtros" in pedir(elenco, "sesiones", hasta="2024-01-01").content.decode()
    csv = pedir(elenco, "sesiones", formato="csv", desde="2024-04-06").content.decode()
    assert "Reunión de trabajo de la Comisión Conóceles" in csv
    assert "Sesión extraordinaria" not in csv


def test_la_bandeja_se_ordena_y_se_descarga(elenco: Elenco) -> None:
    claves = [p.entregable.clave for p in pedir(elenco, "bandeja", de="todas", orden="-clave").context["pagina"]]
    assert claves == ["11.14", "11.13", "11.12", "11.3"]
    csv = pedir(elenco, "bandeja", de="todas", orden="situacion", formato="csv").content.decode().splitlines()
    assert csv[1].startswith("11.3,Informe mensual de marzo,Iniciar,Informática,Vencido,2,2024-04-01")
    assert len(csv) == 5


def test_los_entregables_se_ordenan_por_su_situacion_y_su_etapa(elenco: Elenco) -> None:
    por_situacion = [r.entregable.clave for r in pedir(elenco, "entregables", orden="-situacion").context["pagina"]]
    assert por_situacion[0] == "11.14"
    assert pedir(elenco, "entregables", orden="etapa").status_code == 200
    assert 'aria-sort="ascending"' in pedir(elenco, "entregables", orden="etapa").content.decode()


def test_convocar_muestra_entero_el_nombre_del_organo(elenco: Elenco) -> None:
    pagina = pedir(elenco, "sesion_convocar").content.decode()
    assert 'type="radio" name="organo"' in pagina
    assert "checked" in pagina
