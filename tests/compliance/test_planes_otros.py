"""The plans of Yucatán, Hidalgo and Jalisco against tables read from the sources by eye, not from the files."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from compliance.plan.esquema import EntregableDatos, PlanDatos, leer_plan, ruta_de_plan
from compliance.plan.ocurrencias import expandir

DORADOS = Path(__file__).parent / "dorados"
CLAVES = ("iepac-2023-2024", "ieeh-2023-2024", "iepc-jalisco-2023-2024")
# Which column of each table is which printed cell, and which date of the file it must be.
COLUMNAS = {
    "iepac-2023-2024": {"limite": "termina", "remision": "remision_impresa"},
    "ieeh-2023-2024": {"fecha_ine": "", "conclusion": "conclusion_impresa"},
    "iepc-jalisco-2023-2024": {"limite": "termina"},
}


def plan_de(clave: str) -> PlanDatos:
    return leer_plan(ruta_de_plan(clave))[0]


def tabla(clave: str) -> list[dict[str, str]]:
    with (DORADOS / f"{clave}.csv").open(newline="") as archivo:
        return list(csv.DictReader(archivo))


def por_llave(plan: PlanDatos) -> dict[str, EntregableDatos]:
    return {e.llave: e for e in plan.entregables}


def parejas() -> Iterator[tuple[str, dict[str, str], EntregableDatos]]:
    for clave in CLAVES:
        for fila, e in zip(tabla(clave), plan_de(clave).entregables, strict=True):
            yield clave, fila, e


# -- As printed -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("clave", "fila", "e"), [pytest.param(*p, id=f"{p[0]}-{p[2].llave}") for p in parejas()])
def test_cada_fila_tiene_el_numero_el_nombre_y_las_celdas_que_imprime_la_fuente(
    clave: str, fila: dict[str, str], e: EntregableDatos
) -> None:
    assert e.clave == fila["clave"]
    assert e.nombre.startswith(fila["actividad"])
    assert {c: e.impreso.get(c, "") for c in COLUMNAS[clave]} == {c: fila[c] for c in COLUMNAS[clave]}
    if clave == "iepc-jalisco-2023-2024":
        assert e.responsable == fila["area"]
    assert e.fuente


@pytest.mark.parametrize(
    ("clave", "llave", "campo", "dia"),
    [
        ("iepac-2023-2024", "instalacion-comision", "termina", "2023-09-01"),
        ("iepac-2023-2024", "instalacion-comision", "remision_impresa", "2023-09-06"),
        ("iepac-2023-2024", "instancia-interna", "termina", "2023-09-01"),
        ("iepac-2023-2024", "instancia-interna", "remision_impresa", "2023-09-06"),
        ("iepac-2023-2024", "implementacion-propia", "termina", "2023-10-01"),
        ("iepac-2023-2024", "plan-de-trabajo", "termina", "2023-11-01"),
        ("iepac-2023-2024", "proceso-tecnico-operativo", "termina", "2023-12-31"),
        ("iepac-2023-2024", "lineamientos-internos", "termina", "2023-12-31"),
        ("iepac-2023-2024", "prototipo-y-base-de-datos", "termina", "2024-02-01"),
        ("iepac-2023-2024", "cuentas-de-acceso", "termina", "2024-02-21"),
        ("iepac-2023-2024", "avance-marzo", "termina", "2024-03-01"),
        ("iepac-2023-2024", "avance-marzo", "remision_impresa", "2024-03-01"),
        ("iepac-2023-2024", "avance-mayo", "termina", "2024-05-31"),
        ("iepac-2023-2024", "avance-mayo", "remision_impresa", "2024-05-31"),
        ("iepac-2023-2024", "inicio-de-publicacion", "termina", "2024-04-01"),
        ("iepac-2023-2024", "presentacion-a-la-ciudadania", "termina", "2024-04-01"),
        ("iepac-2023-2024", "seguimiento-de-publicacion", "inicia", "2024-04-01"),
        ("iepac-2023-2024", "informe-final-captura", "termina", "2024-09-01"),
        ("iepac-2023-2024", "informe-final-captura", "remision_impresa", "2024-09-01"),
        ("iepac-2023-2024", "informe-final-comision", "termina", "2024-09-01"),
        ("iepac-2023-2024", "informe-final-comision", "remision_impresa", "2024-09-04"),
        ("ieeh-2023-2024", "informe-mensual-2024-03", "remision_impresa", "2024-03-05"),
        ("ieeh-2023-2024", "informe-mensual-2024-03", "conclusion_impresa", "2024-03-01"),
        ("ieeh-2023-2024", "listado-ayuntamientos", "remision_impresa", "2024-04-20"),
        ("ieeh-2023-2024", "listado-ayuntamientos", "conclusion_impresa", "2024-04-21"),
        ("ieeh-2023-2024", "avance-abril", "termina", "2024-04-26"),
        ("ieeh-2023-2024", "avance-abril", "conclusion_impresa", "2024-04-25"),
        ("ieeh-2023-2024", "reunion-unidades-responsables", "conclusion_impresa", "2024-04-10"),
        ("ieeh-2023-2024", "remision-avance-abril", "remision_impresa", "2024-04-27"),
        ("ieeh-2023-2024", "remision-avance-abril", "conclusion_impresa", "2024-04-25"),
        ("ieeh-2023-2024", "seguimiento-del-sistema", "conclusion_impresa", None),
        ("ieeh-2023-2024", "reuniones-con-el-tercero", "conclusion_impresa", "2024-04-23"),
        ("ieeh-2023-2024", "reuniones-con-utsi", "conclusion_impresa", "2024-04-23"),
        ("ieeh-2023-2024", "cuentas-diputaciones", "termina", "2024-04-03"),
        ("ieeh-2023-2024", "cuentas-diputaciones", "conclusion_impresa", "2024-04-02"),
        ("ieeh-2023-2024", "cuentas-ayuntamientos", "termina", "2024-04-24"),
        ("ieeh-2023-2024", "cuentas-ayuntamientos", "conclusion_impresa", "2024-04-29"),
        ("ieeh-2023-2024", "reuniones-con-enlaces", "conclusion_impresa", "2024-04-11"),
        ("ieeh-2023-2024", "capacitaciones-a-enlaces", "conclusion_impresa", "2024-04-24"),
        ("ieeh-2023-2024", "enlaces-de-independientes", "conclusion_impresa", "2024-04-22"),
        ("ieeh-2023-2024", "consulta-captura-extemporanea", "conclusion_impresa", "2024-04-23"),
        ("ieeh-2023-2024", "exhortos", "conclusion_impresa", "2024-04-06"),
        ("ieeh-2023-2024", "sustituciones", "conclusion_impresa", "2024-04-17"),
        ("iepc-jalisco-2023-2024", "instalacion-comision", "termina", "2023-09-01"),
        ("iepc-jalisco-2023-2024", "instancia-interna", "termina", "2023-09-01"),
        ("iepc-jalisco-2023-2024", "instancia-interna", "conclusion_impresa", "2023-08-31"),
        ("iepc-jalisco-2023-2024", "informe-mensual", "inicia", "2023-10-01"),
        ("iepc-jalisco-2023-2024", "informe-mensual", "termina", "2024-06-30"),
        ("iepc-jalisco-2023-2024", "implementacion-propia", "termina", "2023-10-01"),
        ("iepc-jalisco-2023-2024", "implementacion-propia", "conclusion_impresa", "2023-09-29"),
        ("iepc-jalisco-2023-2024", "plan-de-trabajo", "termina", "2023-11-01"),
        ("iepc-jalisco-2023-2024", "proceso-tecnico-operativo", "termina", "2024-01-01"),
        ("iepc-jalisco-2023-2024", "listado-gubernatura", "termina", "2024-03-05"),
        ("iepc-jalisco-2023-2024", "listado-diputaciones-mr", "termina", "2024-04-20"),
        ("iepc-jalisco-2023-2024", "listado-diputaciones-rp", "termina", "2024-04-27"),
        ("iepc-jalisco-2023-2024", "prototipo-y-base-de-datos", "termina", "2024-02-01"),
        ("iepc-jalisco-2023-2024", "inicio-de-publicacion", "termina", "2024-04-01"),
        ("iepc-jalisco-2023-2024", "avance-abril", "termina", None),
        ("iepc-jalisco-2023-2024", "avance-mayo", "termina", None),
        ("iepc-jalisco-2023-2024", "informe-final", "termina", None),
    ],
)
def test_cada_fecha_impresa_es_la_de_la_fuente(clave: str, llave: str, campo: str, dia: str | None) -> None:
    assert getattr(por_llave(plan_de(clave))[llave], campo) == (date.fromisoformat(dia) if dia else None)


def test_jalisco_imprime_la_fecha_de_liberacion_de_seis_modulos() -> None:
    assert {h.nombre: h.termina.isoformat() for h in plan_de("iepc-jalisco-2023-2024").hitos} == {
        "Creación de acceso y notificación masiva": "2024-02-01",
        "Portal de captura de formularios de CyCC": "2024-02-15",
        "Administración, validación y publicación para PP y CI": "2024-02-15",
        "Administración y monitoreo de captura": "2024-02-15",
        "Administración y atención de solicitudes de modificación": "2024-03-01",
        "Publicación": "2024-02-01",
    }


def test_jalisco_dice_quien_responde_de_cada_una_de_sus_doce_obligaciones() -> None:
    deberes = [d for d in plan_de("iepc-jalisco-2023-2024").deberes if d.clave.isdigit()]
    assert {d.clave: d.areas for d in deberes} == {
        "1": ["transparencia", "igualdad"],
        "2": ["transparencia", "igualdad"],
        "3": ["transparencia"],
        "4": ["igualdad"],
        "5": ["transparencia"],
        "6": ["transparencia"],
        "7": ["transparencia", "informatica", "igualdad"],
        "8": ["transparencia"],
        "9": ["igualdad"],
        "10": ["igualdad"],
        "11": ["igualdad"],
        "12": ["transparencia", "informatica", "igualdad"],
    }
    # As printed: one unit per area, and duty 7 calls one of them in another way.
    assert [d.responsable.count("; ") + 1 for d in deberes] == [len(d.areas) for d in deberes]
    assert [d.clave for d in deberes if "Dirección de área de Igualdad" in d.responsable] == ["7"]


def test_jalisco_da_ocho_obligaciones_a_su_instancia_interna() -> None:
    obligaciones = [d for d in plan_de("iepc-jalisco-2023-2024").deberes if d.clave.startswith("instancia-")]
    assert [d.clave for d in obligaciones] == [f"instancia-{n}" for n in range(1, 9)]
    assert {tuple(d.areas) for d in obligaciones} == {("transparencia",)}
    assert "tres (3) días naturales" in obligaciones[2].texto


def test_yucatan_imprime_la_atribucion_y_el_fundamento_de_cada_fila() -> None:
    filas = [e for e in plan_de("iepac-2023-2024").entregables if e.clave != "S/N"]
    assert [(e.clave, e.atribucion) for e in filas] == [
        ("1", "6"), ("2", "6"), ("3", "3"), ("4", "3"), ("5", "1"), ("6", "4"), ("7", "2"), ("8", "6"), ("9", "1"),
        ("10", "1"), ("11", "5"), ("11", "5"), ("12", "1"), ("13", "6"), ("14", "1"), ("15", "5"), ("16", "6"),
    ]  # fmt: skip
    assert {e.clave: e.fundamento for e in filas} == {
        "1": "Arts. 10 y 11 de los Lineamientos",
        "2": "Arts. 6 y 11 de los Lineamientos",
        "3": "Arts. 35 y 36 del Reglamento",
        "4": "Art. 11 de los Lineamientos",
        "5": "Arts. 1° y 11 de los Lineamientos",
        "6": "Art. 11 de los Lineamientos",
        "7": "Arts. 9 y 11 de los Lineamientos. Acuerdo Tercero del Acuerdo C.G.- 028/2023",
        "8": "Acuerdo Tercero del Acuerdo C.G.- 028/2023",
        "9": "Art 11 de los Lineamientos",
        "10": "Artículo 14, incisos c) y d) de los Lineamientos",
        "11": "Art. 15, incisos g) y h) de los Lineamientos",
        "12": "Art. 11 de los Lineamientos",
        "13": "Arts. 23, 24 y 25 de los Lineamientos",
        "14": "Arts. 23, 24 y 25 de los Lineamientos",
        "15": "Artículo 15, incisos g) de los Lineamientos",
        "16": "Acuerdo Segundo del Acuerdo C.G.- 028/2023",
    }


def test_yucatan_dice_que_es_cada_atribucion_por_su_numero() -> None:
    atribuciones = [d for d in plan_de("iepac-2023-2024").deberes if d.clave.startswith("atribucion-")]
    assert [d.clave.removeprefix("atribucion-") for d in atribuciones] == ["1", "2", "3", "4", "5", "6"]
    assert atribuciones[5].texto.startswith("Las demás que le confiera la normatividad")
    assert {d.responsable for d in atribuciones} == {"Comisión"}


def test_jalisco_no_imprime_el_dia_de_los_informes_de_abril_y_mayo_y_se_pide_confirmarlo() -> None:
    for llave in ("avance-abril", "avance-mayo"):
        informe = next(e for e in plan_de("iepc-jalisco-2023-2024").entregables if e.llave == llave)
        assert (informe.fecha_plan, informe.termina, informe.limite_remision, informe.regla) == (None, None, None, "")
        assert informe.por_confirmar == ["fecha_plan", "limite_remision"]


def test_hidalgo_nombra_a_la_unidad_responsable_donde_la_fuente_la_nombra() -> None:
    filas = [e for e in plan_de("ieeh-2023-2024").entregables if e.desarrollo.startswith("La Unidad Responsable")]
    assert [(e.clave, e.area, e.responsable) for e in filas] == [
        (clave, "unidad-responsable", "Unidad Responsable") for clave in ("5.4", "5.5")
    ]


def test_yucatan_nombra_a_las_cuatro_personas_de_su_comision_y_quien_vota() -> None:
    comision = next(o for o in plan_de("iepac-2023-2024").organos if o.clave == "comision")
    assert [(i.nombre, i.con_voto, i.preside) for i in comision.integrantes] == [
        ("Mtra. María del Mar Trejo Pérez", True, True),
        ("Mtra. Alicia del Pilar Lugo Medina", True, False),
        ("Mtro. Roberto Ruz Sahrur", True, False),
        ("Lic. Bernardo José Cano González", False, False),
    ]


# -- Routes -----------------------------------------------------------------------------------------------


def etapas(plan: PlanDatos, llave: str) -> list[str]:
    ruta = next(r for r in plan.rutas if r.clave == por_llave(plan)[llave].ruta)
    return [f"{e.tipo}:{e.organo}" if e.organo else e.tipo for e in ruta.etapas]


def test_un_dictamen_de_yucatan_se_analiza_antes_de_escribirse_y_se_aprueba_dos_veces() -> None:
    assert etapas(plan_de("iepac-2023-2024"), "proceso-tecnico-operativo") == [
        "elaborar",
        "decidir:comision",
        "elaborar",
        "decidir:comision",
        "decidir:consejo-general",
        "remitir",
        "validar",
    ]


@pytest.mark.parametrize(
    "llave",
    [
        "informe-mensual-cg",
        "lineamientos-internos",
        "cuentas-de-acceso",
        "presentacion-a-la-ciudadania",
        "seguimiento-de-publicacion",
    ],
)
def test_lo_que_yucatan_imprime_como_no_aplica_nunca_va_al_ine(llave: str) -> None:
    assert "remitir" not in etapas(plan_de("iepac-2023-2024"), llave)


# -- The cross-walk to article 11 -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clave", "esperado"),
    [
        (
            "iepac-2023-2024",
            {"1": 1, "2": 2, "4": 3, "5": 4, "6": 5, "7": 6, "8": 11, "9": 8, "12": 9, "16": 11},
        ),
        ("ieeh-2023-2024", {"1": 3, "2": 7}),
        ("iepc-jalisco-2023-2024", {str(n): n for n in range(1, 13)}),
    ],
)
def test_cada_clave_lleva_a_su_numeral_del_articulo_11(clave: str, esperado: dict[str, int]) -> None:
    plan = plan_de(clave)
    assert {e.clave: e.numeral for e in plan.entregables if e.numeral and e.clave != "S/N"} == esperado
    if clave == "iepac-2023-2024":
        assert [e.numeral for e in plan.entregables if e.clave == "S/N"] == [10, 11, 12]


# -- Rows printed once ------------------------------------------------------------------------------------


def ocurrencias(clave: str, llave: str) -> list[tuple[str | None, str, str]]:
    return [
        (e.periodo, str(e.fecha_plan or ""), str(e.limite_remision or ""))
        for e in expandir(plan_de(clave)).entregables
        if e.plantilla_de == llave
    ]


def test_una_fila_mensual_corre_una_vez_al_mes_con_las_fechas_de_sus_reglas() -> None:
    assert ocurrencias("iepac-2023-2024", "informe-mensual-ine") == [
        ("2023-09", "2023-10-01", "2023-10-05"),
        ("2023-10", "2023-11-01", "2023-11-05"),
        ("2023-11", "2023-12-01", "2023-12-05"),
        ("2023-12", "2024-01-01", "2024-01-05"),
        ("2024-01", "2024-02-01", "2024-02-05"),
        ("2024-02", "2024-03-01", "2024-03-05"),
        ("2024-03", "2024-04-01", "2024-04-05"),
        ("2024-04", "2024-05-01", "2024-05-05"),
        ("2024-05", "2024-06-01", "2024-06-05"),
    ]
    assert [fila[2] for fila in ocurrencias("iepac-2023-2024", "informe-mensual-cg")] == [""] * 9


def test_lo_que_nadie_aprueba_solo_tiene_limite_de_remision() -> None:
    (primera, *_, ultima) = ocurrencias("iepc-jalisco-2023-2024", "informe-mensual")
    assert (primera, ultima) == (("2023-09", "", "2023-10-05"), ("2024-05", "", "2024-06-05"))


def test_el_informe_semanal_corre_cada_viernes_hasta_la_vispera_de_la_jornada() -> None:
    dias = [date.fromisoformat(fila[1]) for fila in ocurrencias("iepac-2023-2024", "seguimiento-de-publicacion")]
    assert dias[0] == date(2024, 4, 5)
    assert dias[-1] == date(2024, 5, 31)
    assert len(dias) == 9
    assert {dia.weekday() for dia in dias} == {4}


def test_una_ocurrencia_conserva_su_lugar_en_la_fuente_y_lo_que_imprime_su_fila() -> None:
    plan = expandir(plan_de("iepac-2023-2024"))
    fila = por_llave(plan)["seguimiento-de-publicacion"]
    for e in plan.entregables:
        if e.plantilla_de == fila.llave:
            assert (e.clave, e.fuente, e.impreso, e.plantilla) == (fila.clave, fila.fuente, fila.impreso, False)
            assert e.regla == f"a más tardar {e.fecha_plan} [fila 14: {fila.regla}]"
            assert (e.inicia, e.termina) == (None, None)
    assert fila.plantilla


def test_un_plan_sin_plantillas_recurrentes_se_queda_como_esta() -> None:
    plan = plan_de("impepac-2023-2024")
    assert expandir(plan) == plan
