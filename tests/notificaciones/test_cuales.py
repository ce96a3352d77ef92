"""Which deliverables were on a calendar, when a plan is loaded again with other routes."""

import pytest

from calendario.services import bajas
from compliance.models import Entregable, Organo
from compliance.services.planes import cargar_plan
from notificaciones.cuales import Cuales

from ..compliance.plan_minimo import leido
from ..elenco import momento

PRIMERA, SEGUNDA, TERCERA = (momento(f"2024-01-{dia} 10:00") for dia in (10, 20, 30))
CONSEJO = 'clave = "consejo", nombre = "Consejo", tipo = "decidir", organo = "consejo"'
COMISION = 'clave = "consejo", nombre = "Comisión", tipo = "decidir", organo = "comision"'


def mostrados(clave: str) -> dict[str, list[bool]]:
    """At each step, whether the calendar of a body showed each deliverable."""
    llaves = dict(Entregable.objects.values_list("pk", "llave"))
    vistos: dict[str, list[bool]] = {}
    for paso in Cuales(organos=frozenset({Organo.objects.get(clave=clave).pk})).pasos():
        vistos.setdefault(llaves[paso.clave], []).append(paso.se_muestra)
    return vistos


@pytest.mark.django_db
def test_una_ruta_que_cambia_en_el_plan_saca_y_regresa_todo_lo_que_la_sigue() -> None:
    for plan, en in ((leido(), PRIMERA), (leido((CONSEJO, COMISION)), SEGUNDA)):
        cargar_plan(*plan, por=None, en=en)
    assert mostrados("consejo") == {"informe-marzo": [True, False], "listado": [True, False]}
    assert mostrados("comision") == {"informe-marzo": [False, True], "listado": [False, True]}
    consejo = Organo.objects.get(clave="consejo")
    salidas = bajas(Cuales(organos=frozenset({consejo.pk})).pasos())
    assert {(baja.revision.secuencia, baja.revision.modificado_en) for baja in salidas.values()} == {(1, SEGUNDA)}
    cargar_plan(*leido(), por=None, en=TERCERA)
    assert mostrados("consejo")["informe-marzo"] == [True, False, True]
    assert bajas(Cuales(organos=frozenset({consejo.pk})).pasos()) == {}
