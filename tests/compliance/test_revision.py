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
    """The printed and the ruling date of a row, moved together."""
    return {f"entregables/{llave}/termina": dia, f"entregables/{llave}/fecha_plan": dia}


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
CASOS: dict[str, tuple[dict[str, Any], Esperado]] = {
    "year of another block": (
        paso("6.4", date(2023, 1, 7)) | {"entregables/proceso-tecnico/remision_impresa": date(2023, 1, 7)},
        ("anio_imposible", "6.4", IMPRESA, "2023-01-07"),
    ),
    "year of no process": (
        fechas("avance-mayo", date(2042, 5, 29)) | {"entregables/+": OTRO_MAYO},
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
        fechas("mensual-10", date(2023, 12, 3))
        | {
            "entregables/mensual-10/periodo": "2023-11",
            "entregables/mensual-10/bloque": "Diciembre 2023",
            "entregables/mensual-10/limite_remision": date(2023, 12, 5),
            "matriz/3/celdas": {"2023-10": "3", "2023-12": "3"},
        },
        ("mes_sin_informe", "numeral 3", "periodo", "2023-10"),
    ),
    "a rule that says nothing": (
        {"entregables/final/regla": "4 lunas después"},
        ("regla_ilegible", "17", "regla", "4 lunas después"),
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
        {"entregables/avance-abril/producto": "Oficio OPL/SE/11/2024"},
        ("oficio_distinto", "15", "producto", "OPL/SE/11/2024"),
    ),
    "no remission": (
        {"entregables/+": ACUERDO_INTERNO},
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
        {"entregables/instancia/producto": "Acuerdo OPL/CG/1/2024"},
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
        pytest.param({"citas/1/numero": "OPL-CG-1/2023"}, id="dashes where there were slashes"),
        pytest.param({"entregables/instancia/producto": "Acuerdo OPL/CG/2/2024"}, id="another number of another year"),
    ],
)
def test_what_only_looks_like_a_slip_is_left_alone(cambios: dict[str, Any]) -> None:
    assert revisado(cambios) == []


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
    [(date(2023, 11, 4), "aviso"), (date(2023, 11, 6), "error"), (date(2023, 10, 5), "error")],
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
    assert len(hallazgos) == 10
    assert {tuple(h) for h in hallazgos} == {("codigo", "gravedad", "clave", "campo", "valor", "mensaje", "sugerencia")}
    codigo, salida = mandar("ieeh-2023-2024")
    assert codigo == 1
    assert "[error] 5.3 · conclusion_impresa «2024-04-29» (conclusion_tardia)" in salida
    assert salida.endswith("10 hallazgos: 4 de error, 6 de aviso\n")


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
    assert [d["clave"] for d in guardado.contenido["deberes"]] == [str(n) for n in range(1, 13)]
    assert cargar_plan(plan, sha256, por=None, en=momento("2023-11-02 10:00")).cambiados == {}
