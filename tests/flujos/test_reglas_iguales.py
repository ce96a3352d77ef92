"""One engine for rules: what the record answers is what the evaluator of the plans answers.

The golden files hold what the record's own evaluator, which is gone, gave for every rule of the four plans just loaded,
and for the demonstration's on 15 April 2024, with its approvals, facts and remissions.
"""

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from calendario.plazos import PlazoError
from compliance.models import Entregable, Proceso
from compliance.plan.esquema import leer_plan, ruta_de_plan
from compliance.plan.ocurrencias import expandir
from compliance.plan.plazos import plazos_del_plan
from compliance.services.planes import cargar_plan
from compliance.services.terminos import calendario_de, fechas_con_regla, plazos_de, terminos_de
from flujos.demostracion.personas import crear_personas
from flujos.demostracion.repeticion import DIRECTORIO, Repeticion, leer_hechos

DORADOS = Path(__file__).parent / "dorados"
PLANES = ("ieeh-2023-2024", "iepac-2023-2024", "iepc-jalisco-2023-2024", "impepac-2023-2024")
HOY = date(2024, 4, 15)

pytestmark = pytest.mark.django_db


def dorado(archivo: str) -> set[tuple[str, ...]]:
    """The rows of a golden file."""
    return {tuple(fila.split("\t")) for fila in (DORADOS / archivo).read_text(encoding="utf-8").splitlines()}


def calculadas(proceso: Proceso) -> set[tuple[str, str, str]]:
    """(key of the deliverable, field or step, day) of every rule of a process, as the record answers."""
    entregables = list(Entregable.objects.filter(proceso=proceso).select_related("proceso__instituto").con_sus_reglas())
    plazos = plazos_de(proceso, entregables, calendario=calendario_de(proceso.instituto, proceso))
    filas = set()
    for e in entregables:
        for fecha in fechas_con_regla(e):
            try:
                vencimiento = fecha.vencimiento(plazos)
                dia = str(vencimiento.dia) if vencimiento else "pendiente"
            except PlazoError:
                dia = "error"
            filas.add((e.llave, fecha.campo if fecha.objeto is e else f"paso {fecha.objeto.orden}", dia))  # type: ignore[union-attr]
    return filas


def cargar(clave: str) -> Proceso:
    """The process of a plan that comes with Cauce, just loaded."""
    plan, huella = leer_plan(ruta_de_plan(clave))
    en = datetime(2023, 9, 1, 8, tzinfo=ZoneInfo(plan.instituto.zona_horaria))
    cargar_plan(plan, huella, por=None, en=en)
    return Proceso.objects.select_related("instituto").get(clave=clave)


@pytest.mark.parametrize("clave", PLANES)
def test_cada_regla_de_un_plan_cargado_da_lo_mismo_que_su_archivo(clave: str) -> None:
    proceso = cargar(clave)
    del_registro = calculadas(proceso)
    assert del_registro == {fila[1:] for fila in dorado("plazos-cargados.tsv") if fila[0] == clave}
    plan = leer_plan(ruta_de_plan(clave))[0]
    calendario = calendario_de(plan.instituto, plan.proceso)
    plazos = plazos_del_plan(expandir(plan, calendario), calendario=calendario)
    # A row that is printed once and runs many times is owed by its occurrences; the file counts its first month.
    plantillas = set(Entregable.objects.filter(proceso=proceso, es_plantilla=True).values_list("llave", flat=True))
    for llave, campo, dia in (fila for fila in del_registro if fila[0] not in plantillas):
        # A step is kept with its place in the file.
        lugar = int(campo.split()[1]) - 1 if campo.startswith("paso") else None
        vencimiento = plazos.exigir(llave, campo, lugar)
        assert (str(vencimiento.dia) if vencimiento else "pendiente") == dia, (llave, campo)


def test_cada_regla_de_la_demostracion_da_lo_mismo_con_lo_que_ya_paso() -> None:
    proceso = cargar("impepac-2023-2024")
    personas = crear_personas(proceso, datetime.combine(date(2023, 9, 1), time(9), tzinfo=proceso.tz))
    hechos, suplencias = leer_hechos(DIRECTORIO / "impepac-2023-2024.toml")
    repeticion = Repeticion(proceso, personas)
    for suplencia in suplencias:
        if suplencia["desde"] <= HOY:
            repeticion.suplir(suplencia, datetime.combine(suplencia["desde"], time(9), tzinfo=proceso.tz))
    for hecho in hechos:
        if hecho.en.date() <= HOY:
            repeticion.hacer(hecho)
    assert Entregable.objects.filter(proceso=proceso, aprobado_el__isnull=False).count() > 10
    de_todos = calculadas(proceso)
    assert de_todos == dorado("plazos-demostracion.tsv")
    # Asked of one, with only the rows that it counts from, each says the same.
    de_uno = {
        (e.llave, t.fecha_con_regla.campo, str(t.vencimiento.dia) if t.vencimiento else "pendiente")
        for e in Entregable.objects.filter(proceso=proceso).select_related("proceso__instituto")
        for t in terminos_de(e)
    }
    assert de_uno == {fila for fila in de_todos if not fila[1].startswith("paso")}
