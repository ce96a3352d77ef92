"""What the revision finds in each source, and each check on a plan that has one slip or none."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from calendario.fechas import MESES
from compliance.esquema_plan import leer_plan, ruta_de_plan
from compliance.models import Plan
from compliance.revision import REVISIONES, revisar
from compliance.services.planes import cargar_plan

from ..elenco import momento
from .plan_limpio import LIMPIO, revisado

DORADOS = Path(__file__).parent / "dorados"
CLAVES = (
    "impepac-2023-2024",
    "ieeh-2023-2024",
    "iepac-2023-2024",
    "iepc-jalisco-2023-2024",
    "ine-pel-2021-2022",
)


def dorado(clave: str) -> list[dict[str, str]]:
    archivo = DORADOS / f"revision-{clave}.csv"
    if not archivo.exists():
        return []
    with archivo.open(newline="") as abierto:
        return list(csv.DictReader(abierto))


# -- The sources ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("clave", CLAVES)
def test_it_finds_in_each_source_what_was_reviewed_by_eye_and_nothing_else(clave: str) -> None:
    """`por_que` of the golden file says why each one is a slip."""
    hallados = [(h.codigo, h.gravedad, h.clave, h.campo, h.valor) for h in revisar(leer_plan(ruta_de_plan(clave))[0])]
    assert hallados == [
        (f["codigo"], f["gravedad"], f["clave"], f["campo"], f["valor"]) for f in dorado(clave) if f["por_que"]
    ]


def test_the_process_that_comes_without_deliverables_has_nothing_to_review() -> None:
    assert dorado("ine-pel-2021-2022") == []


def test_each_finding_says_in_spanish_what_is_wrong_and_what_to_do() -> None:
    for clave in CLAVES:
        for h in revisar(leer_plan(ruta_de_plan(clave))[0]):
            assert h.mensaje.endswith((".", "»."))
            assert h.sugerencia.endswith((".", "?"))
            assert "None" not in h.mensaje + h.sugerencia


def test_every_check_says_why_it_is_made() -> None:
    assert all(revision.__doc__ for revision in REVISIONES)  # type: ignore[attr-defined]


# -- One slip at a time -----------------------------------------------------------------------------------


def test_a_plan_without_slips_has_no_findings() -> None:
    assert revisado() == []


# Each case: what is changed in the clean plan, and the finding that it must give.
Esperado = tuple[str, str, str, str]
IMPRESA = "subactividades.fecha_impresa"
PASO = "entregables/proceso-tecnico/subactividades"


def fechas(llave: str, dia: date) -> dict[str, Any]:
    """The printed and the ruling date of a row, and its mark in the matrix, moved together."""
    movidas: dict[str, Any] = {f"entregables/{llave}/termina": dia, f"entregables/{llave}/fecha_plan": dia}
    # The monthly reports share a row of the matrix: whoever moves one says what it marks.
    marca = {} if llave.startswith("mensual") else {f"matriz/{llave}/celdas": {f"{dia:%Y-%m}": str(dia.day)}}
    return movidas | marca


def paso(clave: str, dia: date) -> dict[str, Any]:
    """The date of a step and its text, moved together."""
    texto = f"A más tardar el {dia.day} de {MESES[dia.month - 1]} de {dia.year}"
    return {f"{PASO}/{clave}/fecha_impresa": dia, f"{PASO}/{clave}/texto": texto}


SIN_CONCLUSION = {
    "entregables/avance-abril/conclusion_impresa": None,
    "entregables/avance-abril/impreso": None,
    "entregables/avance-abril/desarrollo": None,
}
OTRO_MAYO = {
    "llave": "mayo",
    "clave": "19",
    "nombre": "Otro avance de mayo",
    "ruta": "interno",
    "area": "informatica",
    "termina": date(2024, 5, 20),
    "fundamento": "Art. 15, inciso g)",
}
ACUERDO_INTERNO = {
    "llave": "acuerdo-interno",
    "clave": "20",
    "numeral": 11,
    "nombre": "Acuerdo interno",
    "ruta": "interno",
    "area": "informatica",
    "termina": date(2023, 12, 31),
    "impreso": {"remision": "No aplica"},
}


def en_matriz(fila: dict[str, Any], celdas: dict[str, str]) -> dict[str, Any]:
    """The row of the matrix for a row of the table."""
    return {"clave": fila["clave"], "nombre": fila["nombre"], "llave": fila["llave"], "celdas": celdas}


CASOS: dict[str, tuple[dict[str, Any], Esperado]] = {
    "year of another block": (
        paso("6.4", date(2023, 1, 7)) | {"entregables/proceso-tecnico/remision_impresa": date(2023, 1, 7)},
        ("anio_imposible", "6.4", IMPRESA, "2023-01-07"),
    ),
    "year of no process": (
        fechas("avance-mayo", date(2042, 5, 29))
        | {"entregables/+": OTRO_MAYO, "matriz/+": en_matriz(OTRO_MAYO, {"2024-05": "20"})},
        ("anio_imposible", "16", "termina", "2042-05-29"),
    ),
    "before the process": (
        fechas("capacitacion", date(2023, 8, 15)),
        ("fuera_del_proceso", "18", "termina", "2023-08-15"),
    ),
    "after the final report": (
        fechas("capacitacion", date(2024, 11, 15)),
        ("fuera_del_proceso", "18", "termina", "2024-11-15"),
    ),
    "period backwards": (
        {"entregables/listado/inicia": date(2024, 3, 28), "matriz/7/celdas": {"2024-03": "24"}},
        ("periodo_al_reves", "7", "termina", "2024-03-24"),
    ),
    "outside its month": (
        {"entregables/listado/inicia": date(2024, 2, 9), "matriz/7/celdas": {"2024-03": "24"}},
        ("fuera_de_su_mes", "7", "inicia", "2024-02-09"),
    ),
    "commission before the working meeting": (
        paso("6.2", date(2023, 12, 1)),
        ("pasos_fuera_de_orden", "6.2", IMPRESA, "2023-12-01"),
    ),
    "council before commission": (
        paso("6.2", date(2024, 1, 4)),
        ("pasos_fuera_de_orden", "6.2", IMPRESA, "2024-01-04"),
    ),
    "remission before approval": (
        paso("6.4", date(2024, 1, 1)) | {"entregables/proceso-tecnico/remision_impresa": date(2024, 1, 1)},
        ("pasos_fuera_de_orden", "6.4", IMPRESA, "2024-01-01"),
    ),
    "session after the due date": (
        paso("6.3", date(2024, 1, 5)),
        ("sesion_despues_del_vencimiento", "6.3", IMPRESA, "2024-01-05"),
    ),
    "a remission that does not fit in its period": (
        {"entregables/listado/regla_remision": "día siguiente"},
        ("remision_no_cabe", "7", "termina", "2024-03-24"),
    ),
    "limit of remission before the approval": (
        {"entregables/mensual-10/limite_remision": date(2023, 11, 2), "entregables/mensual-10/regla_remision": None},
        ("remision_antes_de_aprobacion", "3", "limite_remision", "2023-11-02"),
    ),
    "later than the Lineamientos": (
        {"entregables/instalacion/fecha_ine": date(2023, 8, 31)},
        ("despues_de_los_lineamientos", "1", "termina", "2023-09-01"),
    ),
    "printed later than its rule": (
        {"entregables/instalacion/regla_remision": "4 días naturales después"},
        ("no_sigue_su_regla", "1", "remision_impresa", "2023-09-06"),
    ),
    "a ruling date that does not follow its rule": (
        {"entregables/mensual-10/limite_remision": date(2023, 11, 6)},
        ("no_sigue_su_regla", "3", "limite_remision", "2023-11-06"),
    ),
    "same rule, two dates": (
        {
            "entregables/instancia/remision_impresa": date(2023, 9, 7),
            "entregables/instancia/limite_remision": date(2023, 9, 7),
            "entregables/instancia/regla_evento": "2023-09-02",
        },
        ("misma_regla_dos_fechas", "2", "remision_impresa", "2023-09-07"),
    ),
    "the file corrects what is printed": (
        {"entregables/capacitacion/fecha_plan": date(2024, 3, 14), "entregables/capacitacion/nota": "Rige la sesión."},
        ("rige_otra_fecha", "18", "termina", "2024-03-15"),
    ),
    "a printed term that ends after the one that rules": (
        {"entregables/mensual-09/impreso": {"remision": "5 días naturales posteriores a la aprobación"}},
        ("plazo_impreso_excede", "3", "impreso.remision", "5 días naturales posteriores a la aprobación"),
    ),
    "a report due before the body meets": (
        fechas("mensual-09", date(2023, 10, 2)) | {"matriz/3/celdas": {"2023-10": "2", "2023-11": "3"}},
        ("informe_antes_de_sesion", "3", "fecha_plan", "2023-10-02"),
    ),
    "due on a day of rest": (
        fechas("capacitacion", date(2024, 3, 18)),
        ("vence_en_inhabil", "18", "fecha_plan", "2024-03-18"),
    ),
    "repeats without an end": (
        {"entregables/semanal/impreso": {"limite": "Cada viernes"}},
        ("recurrencia_sin_fin", "14", "regla", "Cada viernes"),
    ),
    "a month without report": (
        {"entregables/mensual/meses": {"desde": "2023-12", "hasta": "2024-05"}},
        ("mes_sin_informe", "numeral 3", "periodo", "2023-11"),
    ),
    "the last month without report": (
        {"entregables/mensual/meses": {"desde": "2023-11", "hasta": "2024-04"}},
        ("mes_sin_informe", "numeral 3", "periodo", "2024-05"),
    ),
    "two reports of a month": (
        {"entregables/mensual/meses": {"desde": "2023-10", "hasta": "2024-05"}},
        ("mes_sin_informe", "numeral 3", "periodo", "2023-10"),
    ),
    "a report approved before its month ends": (
        {
            "entregables/mensual-09/subactividades": [
                {
                    "clave": "3.1",
                    "texto": "Sesión celebrada el 28 de septiembre de 2023",
                    "etapa": "comision",
                    "fecha_impresa": date(2023, 9, 28),
                }
            ]
        },
        ("informe_antes_de_fin_de_mes", "3.1", IMPRESA, "2023-09-28"),
    ),
    "a rule that says nothing": (
        {"entregables/final/regla": "4 lunas después"},
        ("regla_ilegible", "17", "regla", "4 lunas después"),
    ),
    "a rule that counts from nothing known": (
        {"entregables/final/regla_evento": "jornda"},
        ("regla_sin_calcular", "17", "regla_evento", "jornda"),
    ),
    "a step whose rule counts from nothing known": (
        {f"{PASO}/6.4/regla_evento": "aprobasion"},
        ("regla_sin_calcular", "6.4", "subactividades.regla_evento", "aprobasion"),
    ),
    "a rule that falls out of the calendar": (
        {"entregables/final/regla": "999 meses después", "entregables/final/termina": date(2024, 10, 2)},
        ("regla_sin_calcular", "17", "regla", "999 meses después"),
    ),
    "a day that no calendar has": (
        {"entregables/instalacion/impreso": {"termina": "31 de septiembre de 2023"}},
        ("dia_inexistente", "1", "impreso.termina", "31 de septiembre de 2023"),
    ),
    "a day that no calendar has, in a step": (
        {f"{PASO}/6.2/texto": "A más tardar el 1 de enero de 2024 y no el 30 de febrero"},
        ("dia_inexistente", "6.2", "subactividades.texto", "30 de febrero"),
    ),
    "a maximum of INE badly copied": (
        {"entregables/instancia/impreso": {"fecha_ine": "01/09/2023 05/09/2023"}},
        ("transcripcion", "2", "remision_impresa", "2023-09-06"),
    ),
    "a step that prints a date and does not keep it": (
        {f"{PASO}/6.2/fecha_impresa": None},
        ("transcripcion", "6.2", IMPRESA, ""),
    ),
    "a step that prints «hasta el» after its rule": (
        {
            "entregables/listado/subactividades/7.2/texto": "Sustituciones, hasta el día 3 de junio de 2024",
            "entregables/listado/subactividades/7.2/fecha_impresa": date(2024, 6, 3),
        },
        ("no_sigue_su_regla", "7.2", IMPRESA, "2024-06-03"),
    ),
    "held to send later than the norm": (
        {"entregables/numeral-8/fecha_ine": date(2024, 2, 1), "entregables/numeral-8/limite_remision": date(2024, 2, 7)}
        | {"entregables/numeral-8/regla_remision": None},
        ("remision_tras_la_norma", "8", "limite_remision", "2024-02-07"),
    ),
    "more days to send than the norm": (
        {"entregables/numeral-12/regla_remision": "4 días naturales después"},
        ("remision_tras_la_norma", "12", "regla_remision", "4 días naturales después"),
    ),
    "the file holds to another day to send": (
        {"entregables/instancia/limite_remision": date(2023, 9, 8), "entregables/instancia/regla_remision": None},
        ("rige_otra_fecha", "2", "remision_impresa", "2023-09-06"),
    ),
    "a stage begins before the one it works with ends": (
        {"hitos/pruebas/inicia": date(2023, 11, 30)},
        ("etapas_traslapadas", "pruebas", "hitos.inicia", "2023-11-30"),
    ),
    "the matrix lacks a row": (
        {"entregables/+": OTRO_MAYO},
        ("falta_en_la_matriz", "19", "matriz.clave", ""),
    ),
    "the matrix names another thing": (
        {"matriz/final/nombre": "Elaborar el programa de la Comisión"},
        ("matriz_otro_nombre", "17", "matriz.nombre", "Elaborar el programa de la Comisión"),
    ),
    "the matrix asks for another document": (
        {"matriz/instalacion/producto": "Informe"},
        ("matriz_otro_producto", "1", "matriz.producto", "Informe"),
    ),
    "one series written in two ways": (
        {"entregables/instancia/producto": "Acuerdo OPL-CG-2/2023", "matriz/instancia/producto": "Acuerdo"},
        ("serie_de_otra_forma", "2", "producto", "OPL-CG-2/2023"),
    ),
    "one letter for two acts": (
        {f"{PASO}/6.4/texto": "A más tardar el 7 de enero de 2024, con el oficio OPL/SE/9/2024"}
        | {
            "entregables/instancia/producto": "Acuerdo OPL/CG/2/2023",
            "matriz/instancia/producto": "Acuerdo",
            "entregables/instancia/subactividades": [
                {"clave": "2.1", "texto": "Se remitió con el oficio OPL/SE/9/2024", "etapa": "remitir"}
            ],
        },
        ("oficio_de_dos_actos", "6.4", "subactividades.texto", "OPL/SE/9/2024"),
    ),
    "badly copied": (
        {"entregables/instalacion/impreso": {"termina": "10 de septiembre de 2023"}},
        ("transcripcion", "1", "termina", "2023-09-01"),
    ),
    "a step badly copied": (
        {f"{PASO}/6.3/texto": "Consejo, a más tardar el 3 de enero de 2024"},
        ("transcripcion", "6.3", IMPRESA, "2024-01-02"),
    ),
    "late while the source says in time": (
        SIN_CONCLUSION | {"entregables/avance-abril/conclusion_impresa": date(2024, 4, 27)},
        ("conclusion_tardia", "15", "conclusion_impresa", "2024-04-27"),
    ),
    "the text tells other days": (
        {"entregables/avance-abril/desarrollo": "Los días 23 y 24 de abril se elaboró."},
        ("texto_contradice_conclusion", "15", "impreso.conclusion", "23 y 25 de abril de 2024"),
    ),
    "the text tells a fact after the conclusion": (
        {
            "entregables/avance-abril/impreso": None,
            "entregables/avance-abril/desarrollo": "Los días 23 y 26 de abril se elaboró.",
        },
        ("texto_contradice_conclusion", "15", "impreso.conclusion", "2024-04-25"),
    ),
    "another letter": (
        {
            "entregables/avance-abril/producto": "Oficio OPL/SE/11/2024",
            "matriz/avance-abril/producto": "Oficio",
        },
        ("oficio_distinto", "15", "producto", "OPL/SE/11/2024"),
    ),
    "no remission": (
        {"entregables/+": ACUERDO_INTERNO, "matriz/+": en_matriz(ACUERDO_INTERNO, {"2023-12": "31"})},
        ("sin_remision", "20", "ruta", "No aplica"),
    ),
    "no limit to send": (
        {"entregables/numeral-8/regla_remision": None},
        ("sin_limite_de_remision", "8", "limite_remision", ""),
    ),
    "no area": (
        {"entregables/capacitacion/area": None},
        ("sin_area", "18", "area", ""),
    ),
    "no body and no remission": (
        {"entregables/numeral-9/ruta": "actividad"},
        ("sin_ruta", "9", "ruta", "actividad"),
    ),
    "a numeral without row": (
        {"entregables/numeral-5/numeral": None},
        ("numeral_sin_fila", "numeral 5", "numeral", ""),
    ),
    "an office without list": (
        {"cargos/gubernatura/entregable_listado": None},
        ("cargo_sin_listado", "numeral 7", "cargos (gubernatura).entregable_listado", ""),
    ),
    "no progress report in April": (
        SIN_CONCLUSION | fechas("avance-abril", date(2024, 3, 26)),
        ("sin_informe_de_avance", "15", "termina", "2024-03-26, 2024-05-29"),
    ),
    "a duty without date": (
        {"entregables/avance-mayo/termina": None},
        ("sin_fecha_impresa", "16", "termina", ""),
    ),
    "a milestone backwards": (
        {"hitos/construccion/inicia": date(2023, 12, 2)},
        ("hito_imposible", "construccion", "hitos.termina", "2023-12-01"),
    ),
    "a milestone outside the process": (
        {"hitos/construccion/inicia": date(2022, 11, 1)},
        ("hito_imposible", "construccion", "hitos.termina", "2023-12-01"),
    ),
    "a milestone that jumps back": (
        {"hitos/publicacion/termina": date(2024, 1, 19)},
        ("hito_fuera_de_orden", "publicacion", "hitos.termina", "2024-01-19"),
    ),
    "released before tested": (
        {"hitos/captura/termina": date(2024, 1, 10)},
        ("liberado_antes_de_probar", "captura", "hitos.termina", "2024-01-10"),
    ),
    "one key, two things": (
        {"entregables/numeral-9/clave": "8"},
        ("clave_repetida", "8", "clave", "8"),
    ),
    "one key, a row and a step": (
        {"entregables/instalacion/subactividades/1.1/clave": "2"},
        ("clave_repetida", "2", "clave", "2"),
    ),
    "the matrix marks another day": (
        {"matriz/3/celdas": {"2023-10": "4", "2023-11": "3"}},
        ("matriz_discrepa", "3", "matriz.2023-10", "4"),
    ),
    "the matrix marks another month": (
        {"matriz/7/celdas": {"2024-04": "9-24"}},
        ("matriz_discrepa", "7", "matriz.2024-04", "9-24"),
    ),
    "the matrix lacks a month": (
        {"matriz/3/celdas": {"2023-10": "3"}},
        ("matriz_discrepa", "3", "matriz.2023-11", ""),
    ),
    "the matrix has a row of nothing": (
        {"matriz/+": {"clave": "99", "nombre": "Nada"}},
        ("matriz_discrepa", "99", "matriz.clave", "99"),
    ),
    "the matrix adds to the name": (
        {"matriz/7/nombre": "Remisión del listado de gubernatura y de otros"},
        ("matriz_otro_nombre", "7", "matriz.nombre", "Remisión del listado de gubernatura y de otros"),
    ),
    "two numbers for one act": (
        {"citas/1/numero": "OPL/CG/7/2023"},
        ("cita_discrepante", "Creación de la Comisión", "citas.numero", "OPL/CG/7/2023"),
    ),
    "two dates for one act": (
        {"citas/1/fecha": date(2023, 9, 2)},
        ("cita_discrepante", "Creación de la Comisión", "citas.fecha", "2023-09-02"),
    ),
    "the same number written in another way": (
        {"citas/0/numero": "RRA 1/2023", "citas/1/numero": "RRA 1/23"},
        ("cita_de_otra_forma", "Creación de la Comisión", "citas.numero", "RRA 1/23"),
    ),
    "dated before the year of its number": (
        {"citas/1/sobre": "Sentencia", "citas/1/numero": "TEE/JDC/9/2024"},
        ("cita_imposible", "Sentencia", "citas.numero", "TEE/JDC/9/2024"),
    ),
    "the same act with two years": (
        {"entregables/instancia/producto": "Acuerdo OPL/CG/1/2024", "matriz/instancia/producto": "Acuerdo"},
        ("acto_con_dos_anios", "2", "producto", "OPL/CG/1/2024"),
    ),
    "concluded outside the days reported": (
        SIN_CONCLUSION
        | {
            "periodo": {"desde": date(2024, 4, 1), "hasta": date(2024, 4, 30)},
            "entregables/avance-abril/conclusion_impresa": date(2024, 3, 25),
        },
        ("fuera_del_periodo_informado", "15", "conclusion_impresa", "2024-03-25"),
    ),
}


@pytest.mark.parametrize("caso", CASOS)
def test_one_slip_gives_one_finding(caso: str) -> None:
    cambios, esperado = CASOS[caso]
    assert [(h.codigo, h.clave, h.campo, h.valor) for h in revisado(cambios)] == [esperado]


def test_every_check_has_a_case_of_its_own() -> None:
    probados = {esperado[0] for _, esperado in CASOS.values()}
    probados.add("en_tiempo_tras_la_norma")
    assert {f["codigo"] for clave in CLAVES for f in dorado(clave)} <= probados
    assert len(probados) == len(REVISIONES) + 1  # citas_discrepan has two codes


def test_a_report_of_one_month_is_not_asked_for_the_rest_of_the_plan() -> None:
    abril = {"periodo": {"desde": date(2024, 4, 1), "hasta": date(2024, 4, 30)}}
    falta = {"entregables/numeral-5/numeral": None, "cargos/gubernatura/entregable_listado": None}
    assert revisado(abril | falta) == []


# -- Near misses: what looks like a slip and is not --------------------------------------------------------

HECHO = {f"{PASO}/6.4/fecha_impresa": date(2024, 1, 4), f"{PASO}/6.4/texto": "El día 4 de enero de 2024 se remitió"}


@pytest.mark.parametrize(
    "cambios",
    [
        pytest.param(fechas("capacitacion", date(2024, 3, 19)), id="the working day after the holiday"),
        pytest.param(
            fechas("capacitacion", date(2024, 3, 17)) | {"entregables/capacitacion/modo": "proceso"},
            id="a Sunday of an act of the process",
        ),
        pytest.param({"afirmaciones/0/texto": "Se informa."}, id="a closing sentence that claims nothing"),
        pytest.param(
            {"entregables/avance-abril/desarrollo": "Se convocó para el día 29 de abril."},
            id="a later day that the text only announces",
        ),
        pytest.param({"matriz/7/celdas": {"2024-03": "24"}}, id="a cell with only the last day"),
        pytest.param({"matriz/7/celdas": {"2024-03": "9 - 24"}}, id="a cell with spaces"),
        pytest.param({"entregables/instalacion/fecha_ine": date(2023, 10, 1)}, id="earlier than the Lineamientos"),
        pytest.param(
            HECHO | {"entregables/proceso-tecnico/remision_impresa": date(2024, 1, 4)},
            id="a remission told as a fact, before its limit",
        ),
        pytest.param(
            {"entregables/instancia/producto": "Acuerdo OPL/CG/2/2024", "matriz/instancia/producto": "Acuerdo"},
            id="another number of another year",
        ),
        pytest.param({"citas/0/numero": "cuatro", "citas/1/numero": "4"}, id="a number in words and in digits"),
        pytest.param({"matriz/7/nombre": "Remisión del listado"}, id="a name that the matrix cuts short"),
        pytest.param({"hitos/pruebas/inicia": date(2023, 12, 1)}, id="a stage that begins when the one before ends"),
        pytest.param(
            {
                "entregables/mensual-09/subactividades": [
                    {
                        "clave": "3.1",
                        "texto": "Reunión celebrada el 28 de septiembre de 2023",
                        "etapa": "reunion",
                        "fecha_impresa": date(2023, 9, 28),
                    }
                ],
                "entregables/mensual-09/ruta": "acuerdo",
                "rutas/acuerdo/etapas/reunion/tipo_sesion": "reunion",
            },
            id="a working meeting that prepares the report before its month ends",
        ),
        pytest.param(
            {
                "entregables/instancia/subactividades": [
                    {
                        "clave": "2.1",
                        "texto": "Sesión celebrada el 30 de agosto de 2023",
                        "etapa": "consejo",
                        "fecha_impresa": date(2023, 8, 30),
                    }
                ],
                "proceso/inicio": date(2023, 8, 1),
                "entregables/instancia/remision_impresa": date(2023, 9, 4),
                "entregables/instancia/limite_remision": date(2023, 9, 4),
            },
            id="days counted from the session that was held, before the day planned",
        ),
    ],
)
def test_what_only_looks_like_a_slip_is_left_alone(cambios: dict[str, Any]) -> None:
    assert revisado(cambios) == []


def test_who_is_held_to_send_later_than_its_rule_is_told_that_and_that_another_day_was_printed() -> None:
    hallazgos = revisado({"entregables/proceso-tecnico/limite_remision": date(2024, 1, 20)})
    assert [(h.codigo, h.clave, h.campo, h.valor) for h in hallazgos] == [
        ("no_sigue_su_regla", "6", "limite_remision", "2024-01-20"),
        ("rige_otra_fecha", "6.4", IMPRESA, "2024-01-07"),
    ]


def test_what_the_report_calls_in_time_and_was_late_is_an_error_of_the_report_too() -> None:
    tarde = {
        "entregables/instalacion/subactividades/1.1/texto": "Sesión celebrada el 2 de septiembre de 2023",
        "entregables/instalacion/subactividades/1.1/fecha_impresa": date(2023, 9, 2),
        "entregables/instalacion/impreso": None,
        "entregables/instalacion/regla_remision": None,
    } | fechas("instalacion", date(2023, 9, 2))
    dice = {"entregables/instalacion/desarrollo": "Se cumplió en tiempo y forma."}
    assert [h.codigo for h in revisado(tarde)] == ["despues_de_los_lineamientos"]
    _, hallazgo = revisado(tarde | dice)
    assert (hallazgo.codigo, hallazgo.gravedad, hallazgo.clave) == ("en_tiempo_tras_la_norma", "error", "1")
    assert "1 día después del 1 de septiembre de 2023" in hallazgo.mensaje


def test_rules_that_count_from_one_another_are_found_although_both_rows_have_a_date() -> None:
    hallazgos = revisado(
        {
            "entregables/final/regla": "día siguiente",
            "entregables/final/regla_evento": "avance-mayo",
            "entregables/avance-mayo/regla": "día anterior",
            "entregables/avance-mayo/regla_evento": "final",
        }
    )
    assert {(h.codigo, h.clave) for h in hallazgos if h.codigo == "regla_sin_calcular"} == {
        ("regla_sin_calcular", "16"),
        ("regla_sin_calcular", "17"),
    }
    assert any("en círculo: " in h.mensaje and "avance-mayo" in h.mensaje for h in hallazgos)


def test_rows_that_share_a_number_are_each_told() -> None:
    """One printed value, one finding; two rows, two."""
    otra = {**OTRO_MAYO, "clave": "18", "nombre": "Capacitación", "area": None}
    sin_area = {
        "entregables/+": otra,
        "matriz/+": en_matriz(otra, {"2024-05": "20"}),
        "entregables/capacitacion/area": None,
    }
    assert [(h.codigo, h.clave, h.llave) for h in revisado(sin_area)] == [
        ("sin_area", "18", "capacitacion"),
        ("sin_area", "18", "mayo"),
    ]


def test_two_terms_that_each_follow_their_rule_are_a_note_that_names_both() -> None:
    distinta = {
        "entregables/mensual-09/remision_impresa": date(2023, 10, 5),
        "entregables/mensual-09/fecha_plan": date(2023, 10, 1),
        "entregables/mensual-09/termina": date(2023, 10, 1),
        "entregables/mensual-09/periodo": "2023-09",
        "matriz/3/celdas": {"2023-10": "1", "2023-11": "3"},
        "organos/comision/sesion_ordinaria": None,
    }
    uno = {f"entregables/instancia/{c}": date(2023, 10, 1) for c in ("termina", "fecha_plan")}
    uno |= {f"entregables/instancia/{c}": date(2023, 10, 6) for c in ("remision_impresa", "limite_remision")}
    (hallazgo,) = revisado(distinta | uno | {"matriz/instancia/celdas": {"2023-10": "1"}})
    assert (hallazgo.codigo, hallazgo.gravedad, hallazgo.valor) == ("misma_regla_dos_fechas", "nota", "2023-10-06")
    for nombrado in ("«instancia»", "«mensual-09»", "«5 días naturales después»", "«primeros 5 días naturales del mes"):
        assert nombrado in hallazgo.mensaje


def test_a_difference_of_a_word_in_the_name_is_a_note_and_another_name_a_warning() -> None:
    (parecido,) = revisado({"matriz/18/nombre": "Capacitasión"})
    (otro,) = revisado({"matriz/18/nombre": "Elaborar el programa"})
    assert (parecido.gravedad, otro.gravedad) == ("nota", "aviso")


def test_late_without_a_claim_is_a_warning_and_with_one_an_error() -> None:
    tarde, _ = CASOS["late while the source says in time"]
    nada = {"afirmaciones/0/texto": "Se informa."}
    (con,) = revisado(tarde)
    (sin,) = revisado(tarde | nada)
    (propia,) = revisado(tarde | nada | {"entregables/avance-abril/desarrollo": "Se cumplió en tiempo y forma."})
    assert (con.gravedad, sin.gravedad, propia.gravedad) == ("error", "aviso", "error")
    assert "1 día después del máximo" in con.mensaje


@pytest.mark.parametrize(
    ("dia", "gravedad"),
    [(date(2023, 11, 4), "nota"), (date(2023, 11, 6), "error"), (date(2023, 10, 5), "error")],
    ids=["earlier", "later", "before the fact itself"],
)
def test_how_grave_it_is_to_print_another_date_than_the_rule(dia: date, gravedad: str) -> None:
    (hallazgo,) = revisado({"entregables/mensual-10/remision_impresa": dia, "entregables/mensual-10/bloque": None})
    assert (hallazgo.codigo, hallazgo.gravedad) == ("no_sigue_su_regla", gravedad)


# -- The command and the load -----------------------------------------------------------------------------


def mandar(*argumentos: str) -> tuple[int, str]:
    salida = StringIO()
    try:
        call_command("revisar_plan", *argumentos, stdout=salida)
    except SystemExit as fin:
        return int(str(fin.code)), salida.getvalue()
    return 0, salida.getvalue()


@pytest.fixture
def limpio(tmp_path: Path) -> Iterator[Path]:
    archivo = tmp_path / "limpio.toml"
    archivo.write_text(LIMPIO)
    return archivo


def test_the_command_answers_1_and_the_seven_keys_when_it_finds_something() -> None:
    codigo, salida = mandar("ieeh-2023-2024", "--json")
    hallazgos = json.loads(salida)
    assert codigo == 1
    assert len(hallazgos) == 13
    assert {tuple(h) for h in hallazgos} == {("codigo", "gravedad", "clave", "campo", "valor", "mensaje", "sugerencia")}
    codigo, salida = mandar("ieeh-2023-2024")
    assert codigo == 1
    assert "[error] 5.3 · conclusion_impresa «2024-04-29» (conclusion_tardia)" in salida
    assert salida.endswith("13 hallazgos: 4 de error, 8 de aviso, 1 de nota\n")


def test_the_command_answers_0_when_it_finds_nothing(limpio: Path) -> None:
    assert mandar(str(limpio)) == (0, "Plan opl-2024: sin hallazgos.\n")
    assert mandar(str(limpio), "--json") == (0, "[]\n")


def test_the_command_refuses_a_plan_that_it_cannot_read(limpio: Path) -> None:
    limpio.write_text(LIMPIO.replace('ruta = "actividad"', 'ruta = "otra"'))
    with pytest.raises(CommandError, match=r"entregables \(capacitacion\)\.ruta") as rechazo:
        mandar(str(limpio))
    assert rechazo.value.returncode == 2


@pytest.mark.django_db
def test_a_load_keeps_what_the_revision_finds_and_the_whole_content() -> None:
    plan, sha256 = leer_plan(ruta_de_plan("iepc-jalisco-2023-2024"))
    resultado = cargar_plan(plan, sha256, por=None, en=momento("2023-11-01 10:00"))
    guardado = Plan.objects.get()
    assert guardado.hallazgos == [h.como_dict() for h in resultado.hallazgos] == [h.como_dict() for h in revisar(plan)]
    assert [d["clave"] for d in guardado.contenido["deberes"]] == [
        *(f"instancia-{n}" for n in range(1, 9)),
        *(str(n) for n in range(1, 13)),
    ]
    assert cargar_plan(plan, sha256, por=None, en=momento("2023-11-02 10:00")).cambiados == {}
