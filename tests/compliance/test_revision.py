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

from compliance.models import Plan
from compliance.plan.esquema import leer_plan, ruta_de_plan
from compliance.plan.revision import REVISIONES, revisar
from compliance.services.planes import cargar_plan

from ..elenco import momento
from .casos_revision import CASOS, IMPRESA, OTRO_MAYO, PASO, en_matriz, fechas
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
