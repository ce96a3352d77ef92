"""The one evaluator of the rules of a plan: from which day each one counts."""

from datetime import date
from typing import Any

import pytest

from compliance.models import Entregable
from compliance.plan.esquema import PlanDatos, leer_plan, ruta_de_plan
from compliance.plan.plazos import defectos_de_reglas, plazos_del_plan, siguen_su_regla
from compliance.services.planes import cargar_plan
from compliance.services.terminos import terminos_de

from ..elenco import momento

MORELOS = leer_plan(ruta_de_plan("impepac-2023-2024"))[0]


def con(llave: str, **valores: Any) -> PlanDatos:
    """Morelos with other values in a row."""
    filas = [e.model_copy(update=valores) if e.llave == llave else e for e in MORELOS.entregables]
    return MORELOS.model_copy(update={"entregables": filas})


def test_la_remision_cuenta_desde_la_sesion_que_se_dice_celebrada() -> None:
    plazos = plazos_del_plan(MORELOS)
    # Held on 28 September, although it was due on 1 October and the row of the programme ends on the 3rd.
    assert plazos.remision("implementacion-propia") == date(2023, 10, 3)
    assert plazos.remision("programa-de-trabajo") == date(2023, 10, 3)
    # On 2 September, a day after its rule.
    assert (plazos.aprobacion("instalacion-comision"), plazos.remision("instalacion-comision")) == (
        date(2023, 9, 1),
        date(2023, 9, 7),
    )


@pytest.mark.django_db
def test_el_registro_cuenta_como_el_plan_hasta_que_consta_la_aprobacion() -> None:
    cargar_plan(MORELOS, "a" * 64, por=None, en=momento("2023-09-01 10:00"))
    for llave in ("implementacion-propia", "instalacion-comision", "inicio-de-publicacion"):
        terminos = terminos_de(Entregable.objects.get(llave=llave))
        remision = next(t for t in terminos if t.fecha_con_regla.campo == "limite_remision")
        assert remision.coincide, llave


def test_una_sesion_por_celebrar_cuenta_desde_su_dia_planeado_o_desde_su_regla() -> None:
    assert plazos_del_plan(MORELOS).remision("plan-de-trabajo") == date(2023, 11, 6)
    assert plazos_del_plan(con("plan-de-trabajo", fecha_plan=date(2023, 10, 30))).remision("plan-de-trabajo") == date(
        2023, 11, 4
    )
    assert plazos_del_plan(con("plan-de-trabajo", fecha_plan=None)).remision("plan-de-trabajo") == date(2023, 11, 6)


def test_la_aprobacion_que_ocurrio_es_la_que_cuenta() -> None:
    plazos = plazos_del_plan(MORELOS, aprobados={"plan-de-trabajo": date(2023, 10, 25)})
    assert plazos.remision("plan-de-trabajo") == date(2023, 10, 30)


def test_lo_que_sigue_su_regla_va_a_donde_lo_mueve_su_evento() -> None:
    plan = con("remision-avance-mayo", regla_evento="informe-final")
    siguen = siguen_su_regla(plan, plazos_del_plan(plan))
    assert "informe-final" in siguen
    assert "instalacion-comision" not in siguen
    movido = plan.model_copy(
        update={"proceso": plan.proceso.model_copy(update={"jornada": date(2024, 5, 26)})},
    )
    assert plazos_del_plan(movido).remision("remision-avance-mayo") == date(2024, 10, 3)
    assert plazos_del_plan(movido, siguen=siguen).remision("remision-avance-mayo") == date(2024, 9, 27)


def test_un_evento_desconocido_ofrece_los_que_un_plan_puede_nombrar() -> None:
    (defecto,) = defectos_de_reglas(con("informe-final", regla_evento="jornda", regla_remision="", subactividades=[]))
    assert defecto.clave == "entregables (informe-final).regla"
    assert (
        "«jornda». Hechos conocidos: aprobacion, campanas_fin, campanas_inicio, fin, inicio, jornada" in defecto.razon
    )
    assert ".aprobado" not in defecto.razon


def test_una_aprobacion_que_cuenta_desde_si_misma_es_un_circulo() -> None:
    (defecto,) = defectos_de_reglas(con("avance-mayo", regla="día siguiente", regla_evento="aprobacion"))[:1]
    assert (defecto.clave, "en círculo: avance-mayo.aprobacion → " in defecto.razon) == (
        "entregables (avance-mayo).regla",
        True,
    )


def test_una_fecha_fija_no_espera_aprobacion() -> None:
    plan = con("avance-mayo", ruta="informe", fecha_plan=None, regla_remision="a más tardar 2024-05-30")
    assert plazos_del_plan(plan).remision("avance-mayo") == date(2024, 5, 30)
