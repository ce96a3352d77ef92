"""The people of the demonstration live on its day."""

from compliance.models import Usuario
from flujos.demostracion.personas import crear_personas

from ..elenco import Elenco, momento


def test_las_cuentas_de_la_demostracion_nacen_en_su_dia(elenco: Elenco) -> None:
    en = momento("2023-09-01 09:00")
    ya_estaban = set(elenco.usuarios)
    personas = crear_personas(elenco.proceso, en)
    nuevas = [u for u in personas.values() if u.username not in ya_estaban]
    assert nuevas
    historia = Usuario.history.filter(id__in=[u.pk for u in nuevas])
    assert {h.history_date for h in historia} == {u.date_joined for u in nuevas} == {en}
    assert crear_personas(elenco.proceso, en) == personas
