"""Last process's plan moved to the next: what is asked, what rules date, what a person confirms, what it carries."""

import csv
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from compliance.models import Entregable
from compliance.plan.derivacion import (
    Derivacion,
    DerivacionImposibleError,
    RespuestasFaltantesError,
    derivar,
    en_toml,
    preguntas,
)
from compliance.plan.derivacion.confirmacion import pendientes
from compliance.plan.derivacion.traslado import Traslado
from compliance.plan.esquema import EntregableDatos, PlanDatos, interpretar_plan, leer_plan
from compliance.plan.ocurrencias import expandir
from compliance.plan.plazos import defectos_de_reglas
from compliance.plan.revision import revisar
from compliance.plan.simulacion import simular
from compliance.plan.simulacion.modelo import Cambios
from compliance.services.planes import cargar_plan

from ..elenco import momento
from .derivados import JORNADA, OPCIONES, plan_de, respuestas

DORADO = Path(__file__).parent / "dorados" / "derivacion-impepac-2026-2027.csv"
CLAVES = ("impepac-2023-2024", "ieeh-2023-2024", "iepac-2023-2024", "iepc-jalisco-2023-2024")


def derivado(clave: str, jornada: date = JORNADA, **otras: Any) -> Derivacion:
    plan = plan_de(clave)
    return derivar(plan, jornada, respuestas(plan, **otras))


def fila(plan: PlanDatos, llave: str) -> EntregableDatos:
    return next(e for e in plan.entregables if e.llave == llave)


def textos(valor: Any, lugar: str = "") -> Iterator[tuple[str, str]]:
    """Every key and value of a file as text, but those inside `origen`."""
    if isinstance(valor, dict):
        for clave, suyo in valor.items():
            if clave != "origen":
                yield f"{lugar} (clave)", clave
                yield from textos(suyo, f"{lugar}.{clave}")
    elif isinstance(valor, list):
        for n, suyo in enumerate(valor, start=1):
            yield from textos(suyo, f"{lugar}[{n}]")
    else:
        yield lugar, str(valor)


@pytest.fixture(scope="module")
def morelos() -> PlanDatos:
    return derivado("impepac-2023-2024").plan


def test_el_plan_nuevo_nombra_su_propio_proceso(morelos: PlanDatos) -> None:
    assert morelos.clave == "impepac-2026-2027"
    assert morelos.proceso.nombre == "Proceso Electoral Local Ordinario 2026-2027 del Estado de Morelos"
    assert (morelos.proceso.jornada, morelos.proceso.inicio) == (JORNADA, date(2026, 9, 1))
    assert morelos.origen["plan"] == "impepac-2023-2024"


@pytest.mark.parametrize(
    ("llave", "aprobacion", "remision"),
    [
        # By article 11, on its day of the year; then five días naturales after.
        ("instalacion-comision", date(2026, 9, 1), date(2026, 9, 6)),
        # The plan obliged itself a day before those five, and still does.
        ("plan-de-trabajo", date(2026, 11, 1), date(2026, 11, 5)),
        ("proceso-tecnico-operativo", date(2027, 1, 1), date(2027, 1, 5)),
        ("inicio-de-publicacion", date(2027, 4, 1), date(2027, 4, 6)),
        # First day, and first five, of the month that follows the one reported.
        ("informe-mensual-2026-09", date(2026, 10, 1), date(2026, 10, 5)),
        ("informe-mensual-2027-05", date(2027, 6, 1), date(2027, 6, 5)),
        # Four months after election day, which is not the 2nd any more.
        ("informe-final", date(2027, 10, 6), date(2027, 10, 6)),
        # No rule: as many months later; 2027 has no 29 February.
        ("aviso-de-privacidad", date(2027, 2, 28), date(2027, 3, 5)),
        ("remision-avance-abril", None, date(2027, 4, 27)),
    ],
)
def test_cada_fecha_sale_de_su_regla_y_de_la_nueva_jornada(
    morelos: PlanDatos, llave: str, aprobacion: date | None, remision: date
) -> None:
    assert (fila(morelos, llave).fecha_plan, fila(morelos, llave).limite_remision) == (aprobacion, remision)


def test_las_sustituciones_se_aprueban_hasta_la_vispera_de_la_jornada(morelos: PlanDatos) -> None:
    for llave in ("diputaciones-mr", "diputaciones-rp", "ayuntamientos"):
        paso = fila(morelos, f"listado-{llave}").subactividades[1]
        assert paso.fecha == date(2027, 6, 5)
        assert "hasta el día 5 de junio de 2027" in paso.texto
        assert paso.por_confirmar == []


def test_los_textos_dicen_las_fechas_nuevas_y_lo_que_falta_hacer(morelos: PlanDatos) -> None:
    informe = fila(morelos, "informe-mensual-2027-01")
    assert informe.bloque == "Febrero 2027"
    assert "los últimos días del mes de enero de 2027" in informe.subactividades[0].texto
    instalacion = fila(morelos, "instalacion-comision").subactividades[0]
    assert "a celebrarse el día 1 de septiembre de 2026" in instalacion.texto
    assert "Acuerdo (número por asignar) que presenta" in instalacion.texto
    assert "IMPEPAC /CEE/249/2023" in instalacion.origen["texto"]


def test_las_fechas_que_ninguna_regla_da_se_enumeran_por_confirmar() -> None:
    derivacion = derivado("impepac-2023-2024")
    with DORADO.open(newline="") as abierto:
        assert [m.como_dict() for m in derivacion.por_confirmar] == list(csv.DictReader(abierto))


def test_cada_fila_dice_cuales_de_sus_fechas_estan_por_confirmar() -> None:
    derivacion = derivado("impepac-2023-2024")
    plan = derivacion.plan
    dichas = [("proceso", campo) for campo in plan.proceso.por_confirmar]
    for e in plan.entregables:
        dichas += [(e.llave, campo) for campo in e.por_confirmar]
        dichas += [(f"{e.llave}/{s.clave}", campo) for s in e.subactividades for campo in s.por_confirmar]
    dichas += [(h.clave, campo) for h in plan.hitos for campo in h.por_confirmar]
    assert sorted(dichas) == sorted((m.clave, m.campo) for m in derivacion.por_confirmar)


@pytest.mark.parametrize("clave", ["impepac-2023-2024", "ieeh-2023-2024"])
def test_el_proceso_anterior_solo_queda_en_lo_que_dice_de_su_origen(clave: str) -> None:
    viejo = re.compile(r"20(1\d|2[0-5])|/2[0-5]\b")
    crudo = tomllib.loads(en_toml(derivado(clave).plan))
    assert [(lugar, texto) for lugar, texto in textos(crudo) if viejo.search(texto)] == []


@pytest.mark.parametrize("clave", CLAVES)
@pytest.mark.parametrize("jornada", [JORNADA, date(2030, 6, 2)])
def test_los_cuatro_planes_se_derivan_se_releen_igual_se_revisan_y_se_juegan(clave: str, jornada: date) -> None:
    derivacion = derivado(clave, jornada)
    plan = derivacion.plan
    assert interpretar_plan(en_toml(plan).encode(), "derivado.toml") == plan
    assert defectos_de_reglas(plan) == []
    assert list(derivacion.deslices) == revisar(plan)
    assert len(simular(plan, Cambios()).filas) == len([e for e in expandir(plan).entregables if not e.plantilla])


def test_un_plan_derivado_se_puede_derivar_otra_vez(morelos: PlanDatos) -> None:
    otra = derivar(morelos, date(2030, 6, 2), respuestas(morelos)).plan
    assert otra.clave == "impepac-2029-2030"
    assert fila(otra, "informe-mensual-2029-09").limite_remision == date(2029, 10, 5)


# -- What is asked ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("clave", CLAVES)
def test_pregunta_los_cargos_y_las_campanas_y_por_que(clave: str) -> None:
    cargos, inicio, fin, *_ = preguntas(plan_de(clave))
    assert [(p.clave, p.tipo, p.obligatoria) for p in (cargos, inicio, fin)] == [
        ("cargos", "opciones", True),
        ("campanas_inicio", "fecha", True),
        ("campanas_fin", "fecha", True),
    ]
    assert "una gubernatura, cada seis años" in cargos.por_que
    assert [o.clave for o in cargos.opciones if o.antes] == [c.clave for c in plan_de(clave).cargos]


def test_sin_respuestas_se_rechaza_y_dice_que_se_pregunta_y_como_darlo() -> None:
    with pytest.raises(RespuestasFaltantesError) as error:
        derivar(plan_de("impepac-2023-2024"), JORNADA, {"campanas_fin": None})
    assert [p.clave for p in error.value.preguntas] == ["cargos", "campanas_inicio"]
    assert "--campanas-inicio AAAA-MM-DD o por-confirmar" in str(error.value)


def test_ningun_cargo_es_no_haber_contestado() -> None:
    with pytest.raises(RespuestasFaltantesError, match="Qué cargos se eligen"):
        derivado("impepac-2023-2024", cargos=[])


@pytest.mark.parametrize(
    ("otras", "razon"),
    [
        ({"cargos": ["diputaciones", "faro"]}, "«faro» no es un cargo conocido. Los que hay: gubernatura"),
        ({"campanas_fin": date(2027, 6, 6)}, "Las campañas no pueden terminar el domingo 6 de junio de 2027"),
        ({"campanas_inicio": date(2027, 5, 9), "campanas_fin": date(2027, 4, 1)}, "antes de empezar"),
        ({"campanas_inicio": date(2025, 5, 9)}, "no es de los seis meses anteriores a la jornada"),
        ({"avance-abril.fecha_plan": date(2025, 5, 9)}, "no es del proceso, que ocurre de 2026 a 2027"),
        ({"campanas_inicio": "pronto"}, "«pronto» no es una fecha"),
        ({"instancia-interna.area": "limpieza"}, "«limpieza» no está entre uai, uti"),
        ({"nada": "x"}, "«nada» no es algo que se pregunte"),
    ],
)
def test_una_respuesta_que_no_puede_ser_se_rechaza_diciendo_por_que(otras: dict[str, Any], razon: str) -> None:
    with pytest.raises(DerivacionImposibleError, match=re.escape(razon)):
        derivado("iepac-2023-2024", **otras)


@pytest.mark.parametrize("clave", ["impepac-2023-2024", "iepac-2023-2024", "iepc-jalisco-2023-2024"])
def test_la_gubernatura_no_viene_si_nadie_la_pide(clave: str) -> None:
    derivacion = derivado(clave)
    assert "gubernatura" not in {c.clave for c in derivacion.plan.cargos}
    assert not [e for e in derivacion.plan.entregables if "gubernatura" in e.llave]
    assert any(a.clave == "gubernatura" and "No se elige" in a.razon for a in derivacion.ajustes)


def test_la_gubernatura_que_se_pide_viene_con_su_listado() -> None:
    plan = derivado("impepac-2023-2024", cargos=["gubernatura", "diputaciones"]).plan
    assert [c.clave for c in plan.cargos] == ["gubernatura", "diputaciones-mr", "diputaciones-rp"]
    assert fila(plan, "listado-gubernatura").fecha_plan == date(2027, 3, 22)
    assert not [e for e in plan.entregables if e.llave == "listado-ayuntamientos"]


def test_un_cargo_que_solo_el_plan_conoce_se_pide_por_su_clave_o_por_su_nombre() -> None:
    plan = plan_de("impepac-2023-2024")
    junta = plan.cargos[-1].model_copy(update={"clave": "juntas", "nombre": "Juntas Municipales"})
    plan = plan.model_copy(update={"cargos": [*plan.cargos, junta]})
    for escrito in ("juntas", "juntas municipales"):
        assert [c.clave for c in derivar(plan, JORNADA, respuestas(plan, cargos=[escrito])).plan.cargos] == ["juntas"]
    with pytest.raises(DerivacionImposibleError, match="juntas, presidencias-municipales"):
        derivar(plan, JORNADA, respuestas(plan, cargos=["faro"]))


def test_un_cargo_que_el_plan_anterior_no_tenia_viene_con_el_listado_de_la_norma(morelos: PlanDatos) -> None:
    plan = derivar(morelos, date(2030, 6, 2), respuestas(morelos, cargos=["gubernatura", "diputaciones"])).plan
    listado = fila(plan, "listado-gubernatura")
    assert (listado.numeral, listado.fecha_plan, listado.por_confirmar) == (7, None, ["fecha_plan"])
    assert next(c for c in plan.cargos if c.clave == "gubernatura").entregable_listado == "listado-gubernatura"


def test_yucatan_que_no_tenia_listados_recibe_uno_por_cargo_que_decide_su_consejo() -> None:
    plan = derivado("iepac-2023-2024").plan
    listados = [e for e in plan.entregables if e.numeral == 7]
    assert [e.llave for e in listados] == ["listado-diputaciones-mr", "listado-diputaciones-rp", "listado-regidurias"]
    etapas = next(r.etapas for r in plan.rutas if r.clave == listados[0].ruta)
    # It is the UAI that sends, in Yucatán.
    assert [(e.tipo, e.organo, e.area) for e in etapas] == [
        ("decidir", "consejo-general", None),
        ("remitir", None, "uai"),
        ("validar", None, None),
    ]


def test_derivar_otra_vez_con_otros_cargos_no_repite_rutas_ni_deja_fechas_viejas_por_confirmar() -> None:
    primero = derivado("iepac-2023-2024").plan
    segundo = derivar(primero, date(2030, 6, 2), respuestas(primero, cargos=["gubernatura", "diputaciones"])).plan
    assert [r.clave for r in segundo.rutas] == [r.clave for r in primero.rutas]
    assert fila(segundo, "listado-gubernatura").ruta == fila(segundo, "listado-diputaciones-mr").ruta
    assert [p.clave for p in pendientes(segundo, {})] == [
        f"{m.clave}.{m.campo}"
        for m in derivar(
            primero, date(2030, 6, 2), respuestas(primero, cargos=["gubernatura", "diputaciones"])
        ).por_confirmar
    ]


def test_una_regla_que_contaba_desde_el_listado_de_un_cargo_que_no_viene_lo_dice() -> None:
    plan = plan_de("impepac-2023-2024")
    filas = [
        e.model_copy(update={"regla_evento": "listado-gubernatura"}) if e.llave == "remision-avance-abril" else e
        for e in plan.entregables
    ]
    with pytest.raises(DerivacionImposibleError, match="listado-gubernatura"):
        derivar(plan.model_copy(update={"entregables": filas}), JORNADA, respuestas(plan))


def test_yucatan_pregunta_que_area_elabora_y_el_informe_de_abril_que_no_tiene() -> None:
    claves = [p.clave for p in preguntas(plan_de("iepac-2023-2024")) if not p.obligatoria]
    assert claves == ["instancia-interna.area", "presentacion-a-la-ciudadania.area", "avance-abril.fecha_plan"]
    derivacion = derivado(
        "iepac-2023-2024",
        **{
            "instancia-interna.area": "uai",
            "presentacion-a-la-ciudadania.area": "uai",
            "avance-abril.fecha_plan": date(2027, 4, 29),
        },
    )
    assert fila(derivacion.plan, "instancia-interna").area == "uai"
    avance = fila(derivacion.plan, "avance-abril")
    assert (avance.fecha_plan, avance.limite_remision) == (date(2027, 4, 29), date(2027, 4, 29))
    assert not {"sin_area", "sin_informe_de_avance", "numeral_sin_fila"} & {h.codigo for h in derivacion.deslices}


def test_lo_que_nadie_contesta_de_lo_que_le_faltaba_se_conserva_y_se_dice() -> None:
    assert {"sin_area", "sin_informe_de_avance"} <= {h.codigo for h in derivado("iepac-2023-2024").deslices}


def test_jalisco_pregunta_los_dias_que_no_imprime_y_sin_ellos_quedan_por_confirmar() -> None:
    claves = [p.clave for p in preguntas(plan_de("iepc-jalisco-2023-2024")) if not p.obligatoria]
    assert claves == [
        "avance-abril.fecha_plan",
        "avance-abril.limite_remision",
        "avance-mayo.fecha_plan",
        "avance-mayo.limite_remision",
        "informe-final.limite_remision",
    ]
    plan = derivado("iepc-jalisco-2023-2024", **{"avance-abril.fecha_plan": date(2027, 4, 28)}).plan
    abril, mayo = fila(plan, "avance-abril"), fila(plan, "avance-mayo")
    assert (abril.fecha_plan, abril.por_confirmar) == (date(2027, 4, 28), ["limite_remision"])
    assert (mayo.fecha_plan, mayo.por_confirmar) == (None, ["fecha_plan", "limite_remision"])
    # Article 11 dates them: nobody has to confirm what the Lineamientos say.
    assert fila(plan, "prototipo-y-base-de-datos").limite_remision == date(2027, 2, 1)
    assert fila(plan, "prototipo-y-base-de-datos").por_confirmar == []


def test_las_campanas_se_toman_como_se_dicen_o_quedan_por_confirmar() -> None:
    proceso = derivado("impepac-2023-2024", campanas_fin=date(2027, 6, 2)).plan.proceso
    assert (proceso.campanas_inicio, proceso.campanas_fin) == (None, date(2027, 6, 2))
    assert proceso.por_confirmar == ["inicio", "campanas_inicio"]


# -- What it carries --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clave", "deslices"),
    [
        (
            "impepac-2023-2024",
            # The mock runs of 19 January before the tests of the 20th; what is released before it is tested; the
            # session of the commission after the committee's; sessions before the month ends; one key for three things.
            {
                ("hito_fuera_de_orden", "pruebas-simulacros", "2027-01-19"),
                ("etapas_traslapadas", "diseno-herramientas", "2026-11-01"),
                ("pasos_fuera_de_orden", "11.2", "2027-03-01"),
                ("informe_antes_de_fin_de_mes", "11.3.3", "2026-09-28"),
                ("clave_repetida", "11", "11"),
            },
        ),
        # Published on 1 February, captured on the 15th.
        ("iepc-jalisco-2023-2024", {("hito_fuera_de_orden", "modulo-publicacion", "2027-02-01")}),
        (
            "iepac-2023-2024",
            {
                ("no_sigue_su_regla", "13", "2027-04-01"),
                ("informe_antes_de_sesion", "3", "primer día del mes siguiente"),
                ("sin_remision", "8", "acuerdo-interno"),
            },
        ),
    ],
)
def test_los_deslices_se_llevan_consigo_y_se_dicen(clave: str, deslices: set[tuple[str, str, str]]) -> None:
    assert deslices <= {(h.codigo, h.clave, h.valor) for h in derivado(clave).deslices}


@pytest.mark.parametrize("clave", CLAVES)
def test_los_hitos_y_los_pasos_siguen_en_el_orden_en_que_se_imprimen(clave: str) -> None:
    viejo, nuevo = plan_de(clave), derivado(clave).plan
    assert [h.clave for h in nuevo.hitos] == [h.clave for h in viejo.hitos]
    assert [h.termina for h in nuevo.hitos] == [
        Traslado(viejo.proceso.jornada, JORNADA).dia(h.termina) for h in viejo.hitos
    ]


def test_un_limite_que_la_sesion_no_deja_se_senala_y_queda_por_confirmar() -> None:
    derivacion = derivado("impepac-2023-2024")
    for llave, de_la_fila in (("programa-de-trabajo", "2026-10-08"), ("implementacion-propia", "2026-10-06")):
        # The session moved to 28 September: five días naturales after it is 3 October.
        assert fila(derivacion.plan, llave).limite_remision == date(2026, 10, 3)
        assert "limite_remision" in fila(derivacion.plan, llave).por_confirmar
        assert fila(derivacion.plan, llave).subactividades[3].fecha == date(2026, 10, 3)
        ajuste = next(a for a in derivacion.ajustes if (a.clave, a.campo) == (llave, "limite_remision"))
        assert (ajuste.antes, ajuste.despues) == (de_la_fila, "2026-10-03")
        assert "28 de septiembre de 2026" in ajuste.razon


def test_cada_texto_que_nombra_un_dia_se_senala() -> None:
    textos = {(t.clave, t.campo): (t.antes, t.despues) for t in derivado("impepac-2023-2024").textos}
    assert textos["informe-mensual-2026-09/11.3.2", "texto"] == (
        "27 de septiembre de 2023, 1 de octubre de 2023",
        "27 de septiembre de 2026, 1 de octubre de 2026",
    )
    # The notes of the old plan stay behind.
    assert textos["programa-de-trabajo", "nota"] == ("2 de octubre de 2023", "")
    assert textos["listado-ayuntamientos/11.10.2", "texto"] == ("1 de junio de 2024", "5 de junio de 2027")


def test_el_dia_de_la_jornada_en_un_texto_es_el_de_la_nueva() -> None:
    traslado = Traslado(date(2024, 6, 2), JORNADA)
    assert traslado.texto("hasta el 2 de junio de 2024") == "hasta el 6 de junio de 2027"


def test_un_plan_parcial_dice_que_lo_es() -> None:
    derivacion = derivado("ieeh-2023-2024")
    assert "solo del 1 de abril de 2024 al 30 de abril de 2024" in derivacion.parcial
    assert derivacion.plan.fuente.documento.startswith("Plan parcial derivado")
    assert derivado("impepac-2023-2024").parcial == ""


def test_lo_que_se_obligaba_antes_de_su_regla_lo_sigue_haciendo() -> None:
    plan = derivado("iepac-2023-2024").plan
    for llave, aprobacion, remision in (
        ("proceso-tecnico-operativo", date(2026, 12, 31), date(2027, 1, 5)),
        ("informe-final-captura", date(2027, 9, 1), date(2027, 9, 1)),
        ("informe-final-comision", date(2027, 9, 1), date(2027, 9, 4)),
    ):
        assert (fila(plan, llave).fecha_plan, fila(plan, llave).limite_remision) == (aprobacion, remision)
        assert "fecha_plan" in fila(plan, llave).por_confirmar


# -- An extraordinary election ----------------------------------------------------------------------------


@pytest.mark.parametrize("clave", CLAVES)
def test_una_eleccion_extraordinaria_del_mismo_proceso_se_deriva(clave: str) -> None:
    plan = derivado(clave, date(2024, 12, 1)).plan
    assert plan.clave == f"{clave}-ext-2024-12"
    assert "xtraordinari" in plan.proceso.nombre
    # The days of article 11 are those of the ordinary one: here a person says each.
    assert not [e for e in plan.entregables if e.fecha_ine and e.numeral]
    assert all("fecha_plan" in e.por_confirmar for e in plan.entregables if e.numeral in (5, 6, 9) and e.fecha_plan)
    assert defectos_de_reglas(plan) == []


def test_lo_que_cuenta_desde_la_jornada_se_cuenta_desde_la_extraordinaria() -> None:
    plan = derivado("impepac-2023-2024", date(2024, 12, 1)).plan
    assert fila(plan, "informe-final").fecha_plan == date(2025, 4, 1)
    assert fila(plan, "informe-mensual-2024-11").limite_remision == date(2024, 12, 5)
    assert fila(plan, "listado-ayuntamientos").subactividades[1].fecha == date(2024, 11, 30)


# -- How dates move ---------------------------------------------------------------------------------------


def test_una_regla_que_repite_hasta_la_vispera_lo_sigue_haciendo() -> None:
    traslado = Traslado(date(2024, 6, 2), JORNADA)
    assert traslado.regla("cada viernes desde 2024-04-01 hasta 2024-06-01") == (
        "cada viernes desde 2027-04-01 hasta 2027-06-05"
    )


@pytest.mark.parametrize(
    ("antes", "despues"),
    [
        ("los días 09 y 11 de abril de 2024", "los días 09 y 11 de abril de 2027"),
        ("jueves 1° de febrero de 2024", "lunes 1° de febrero de 2027"),
        ("el 29/02/2024 y el 2024-03-01", "el 28/02/2027 y el 2027-03-01"),
        ("31 de agosto del 2023", "31 de agosto del 2026"),
        ("en abril del año 2024", "en abril del año 2027"),
        ("Oficios: IEEH/UTIC/0152/2024, IEEH/UTIC/0153/2024", "Oficios: (números por asignar)"),
        ("el Plan Integral (INE/CG446/2023)", "el Plan Integral (número por asignar)"),
        # What was issued before the process still stands, and no calendar has that day.
        ("los Lineamientos INE/CG616/2022, de 2014", "los Lineamientos INE/CG616/2022, de 2014"),
        ("el 31 de junio", "el 31 de junio"),
        ("el 31/06/2024, el 2024-02-30 y el 30/06/2024", "el 31/06/2024, el 2024-02-30 y el 30/06/2027"),
    ],
)
def test_las_fechas_de_los_textos_se_mueven_como_estan_escritas(antes: str, despues: str) -> None:
    assert Traslado(date(2024, 6, 2), JORNADA).texto(antes) == despues


def test_lo_que_cuenta_en_habiles_no_cae_en_dia_en_que_nadie_trabaja() -> None:
    plan = plan_de("impepac-2023-2024")
    habiles = [
        e.model_copy(update={"modo": "habiles"}) if e.llave == "remision-avance-abril" else e for e in plan.entregables
    ]
    # 1 May 2027 is a holiday and a Saturday; 27 April 2030, a Saturday.
    nuevo = derivar(plan.model_copy(update={"entregables": habiles}), date(2030, 6, 2), respuestas(plan)).plan
    assert fila(nuevo, "remision-avance-abril").limite_remision == date(2030, 4, 29)


# -- The command ------------------------------------------------------------------------------------------


def correr(*args: str) -> str:
    salida = StringIO()
    call_command("derivar_plan", *args, stdout=salida)
    return salida.getvalue()


def test_el_comando_escribe_el_plan_y_dice_todo_lo_que_hay_que_saber(tmp_path: Path) -> None:
    archivo = tmp_path / "nuevo.toml"
    dicho = correr("impepac-2023-2024", "--jornada", "2027-06-06", *OPCIONES, "--salida", str(archivo))
    for renglon in (
        "Aprobación: vie 26 abr 2024 → lun 26 abr 2027",
        "Proceso · Inicio de las campañas: sin fecha → sin fecha",
        "Gubernatura · Cargos: «Gubernatura» → nada. No se elige en este proceso",
        "[aviso] Sistema informático: Pruebas: Simulacros de operación · Inicio del hito: ",
        "«5 días naturales después» da el sábado 3 de octubre de 2026",
        ", actividad 11.10.2 · Texto: este texto decía «1 de junio de 2024» y dice «5 de junio de 2027»",
    ):
        assert renglon in dicho
    respuesta = json.loads(
        correr("impepac-2023-2024", "--jornada", "2027-06-06", *OPCIONES, "--salida", str(archivo), "--json")
    )
    assert respuesta["plan"] == "impepac-2026-2027"
    assert {
        "clave": "avance-abril",
        "campo": "fecha_plan",
        "antes": "2024-04-26",
        "despues": "2027-04-26",
    } in respuesta["por_confirmar"]
    assert respuesta["parcial"] == ""
    assert respuesta["sin_responder"] == []
    assert {h["codigo"] for h in respuesta["deslices"]} >= {"hito_fuera_de_orden", "clave_repetida"}


def test_el_comando_nunca_sustituye_un_archivo_que_dice_otra_cosa_sin_que_se_pida(tmp_path: Path) -> None:
    archivo = tmp_path / "nuevo.toml"
    archivo.write_text("mío")
    orden = ("impepac-2023-2024", "--jornada", "2027-06-06", *OPCIONES, "--salida", str(archivo))
    with pytest.raises(CommandError, match="ya existe y dice otra cosa"):
        correr(*orden)
    assert archivo.read_text() == "mío"
    correr(*orden, "--reemplazar")
    assert leer_plan(archivo)[0].clave == "impepac-2026-2027"


def test_el_comando_contesta_lo_que_al_plan_le_falta(tmp_path: Path) -> None:
    archivo = tmp_path / "nuevo.toml"
    correr(
        "iepac-2023-2024", "--jornada", "2027-06-06", "--cargos", "diputaciones MR, regidurías",
        "--campanas-inicio", "por confirmar", "--campanas-fin", "por-confirmar",
        "--respuesta", "instancia-interna.area=uai", "--respuesta", "avance-abril.fecha_plan=2027-04-29",
        "--salida", str(archivo),
    )  # fmt: skip
    plan = leer_plan(archivo)[0]
    assert [c.clave for c in plan.cargos] == ["diputaciones-mr", "regidurias"]
    assert fila(plan, "instancia-interna").area == "uai"
    assert fila(plan, "avance-abril").fecha_plan == date(2027, 4, 29)


def test_en_una_terminal_el_comando_pregunta_lo_que_no_se_dijo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    archivo, escritas = tmp_path / "nuevo.toml", iter(["diputaciones", "por confirmar"])
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("sys.stdout", pantalla := Terminal())
    monkeypatch.setattr("builtins.input", lambda _: next(escritas))
    correr("impepac-2023-2024", "--jornada", "2027-06-06", "--campanas-fin", "2027-06-02", "--salida", str(archivo))
    assert "¿Qué cargos se eligen?" in pantalla.getvalue()
    assert "gubernatura: Gubernatura (en el plan anterior)" in pantalla.getvalue()
    plan = leer_plan(archivo)[0]
    assert [c.clave for c in plan.cargos] == ["diputaciones-mr", "diputaciones-rp"]
    assert (plan.proceso.campanas_inicio, plan.proceso.campanas_fin) == (None, date(2027, 6, 2))


@pytest.mark.parametrize(
    ("plan", "jornada", "razon"),
    [
        ("impepac-2023-2024", "2027-06-31", "no existe en el calendario"),
        ("impepac-2023-2024", "mañana", "--jornada"),
        ("impepac-2023-2024", "2024-06-02", "no es posterior"),
        ("impepac-2023-2024", "2027-06-07", "no es domingo"),
        ("ningun-plan", "2027-06-06", "Planes incluidos en Cauce"),
        ("ine-pel-2021-2022", "2027-06-06", "no tiene entregables"),
    ],
)
def test_el_comando_dice_en_espanol_lo_que_no_puede_hacer(tmp_path: Path, plan: str, jornada: str, razon: str) -> None:
    archivo = tmp_path / "nuevo.toml"
    with pytest.raises(CommandError, match=razon):
        correr(plan, "--jornada", jornada, *OPCIONES, "--salida", str(archivo))
    assert not archivo.exists()


@pytest.mark.parametrize(
    ("opciones", "razon"),
    [
        ((), "--cargos A,B"),
        ((*OPCIONES, "--campanas-fin", "2027-06-31"), "--campanas-fin: "),
        ((*OPCIONES, "--respuesta", "nada=1"), "de este plan se pregunta cargos, campanas_inicio"),
        ((*OPCIONES, "--cargos", "faro"), "«faro» no es un cargo conocido"),
    ],
)
def test_el_comando_dice_que_respuesta_falta_o_no_puede_ser(
    tmp_path: Path, opciones: tuple[str, ...], razon: str
) -> None:
    archivo = tmp_path / "nuevo.toml"
    with pytest.raises(CommandError, match=re.escape(razon)):
        correr("impepac-2023-2024", "--jornada", "2027-06-06", *opciones, "--salida", str(archivo))
    assert not archivo.exists()


def test_el_comando_dice_si_la_carpeta_no_existe(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="la carpeta no existe"):
        correr("impepac-2023-2024", "--jornada", "2027-06-06", *OPCIONES, "--salida", str(tmp_path / "no" / "n.toml"))


@pytest.mark.parametrize("clave", CLAVES)
def test_un_plan_derivado_se_carga_y_funciona(db: None, clave: str) -> None:
    plan = derivado(clave).plan
    resultado = cargar_plan(plan, "a" * 64, por=None, en=momento("2026-08-01 10:00"))
    assert resultado.hallazgos == revisar(plan)
    assert Entregable.objects.filter(proceso__clave=plan.clave).count() >= len(plan.entregables)
    assert not cargar_plan(plan, "a" * 64, por=None, en=momento("2026-08-02 10:00")).escribio


def test_lo_que_falta_al_plan_y_nadie_responde_se_dice_con_como_responderlo(tmp_path: Path) -> None:
    archivo = str(tmp_path / "nuevo.toml")
    dicho = correr("iepac-2023-2024", "--jornada", "2027-06-06", *OPCIONES, "--salida", archivo)
    assert "Lo que al plan anterior le falta y nadie respondió" in dicho
    assert "Responda con --respuesta instancia-interna.area=ÁREA." in dicho
    con_area = correr(
        "iepac-2023-2024",
        "--jornada",
        "2027-06-06",
        *OPCIONES,
        "--respuesta",
        "instancia-interna.area=uai",
        "--salida",
        archivo,
        "--reemplazar",
    )
    assert "instancia-interna.area" not in con_area
