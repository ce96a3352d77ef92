"""IMPEPAC's plan against golden tables that were read from the source by eye, not from the file."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from calendario.fechas import fin_del_dia
from compliance.models import Entregable, Subactividad
from compliance.plan.esquema import EntregableDatos, PlanDatos, leer_plan, ruta_de_plan
from compliance.services.planes import cargar_plan

from ..elenco import TZ, momento

DORADO = Path(__file__).parent / "dorados" / "impepac-2023-2024.csv"
AL = momento("2023-11-01 10:00")


@pytest.fixture(scope="module")
def plan() -> PlanDatos:
    return leer_plan(ruta_de_plan("impepac-2023-2024"))[0]


def entregable(plan: PlanDatos, llave: str) -> EntregableDatos:
    return next(e for e in plan.entregables if e.llave == llave)


# -- As printed -------------------------------------------------------------------------------------------


def test_cada_fila_y_subactividad_tiene_las_fechas_que_imprime_la_fuente(plan: PlanDatos) -> None:
    def dicho(dia: date | None) -> str:
        return dia.isoformat() if dia else ""

    with DORADO.open(newline="") as archivo:
        esperado = [tuple(fila) for fila in csv.reader(archivo)][1:]
    encontrado = []
    for e in plan.entregables:
        encontrado.append((e.llave, e.clave, "", dicho(e.inicia), dicho(e.termina)))
        encontrado += [(e.llave, e.clave, s.clave, "", dicho(s.fecha_impresa)) for s in e.subactividades]
    assert encontrado == esperado


def test_tiene_veintisiete_entregables_tres_plantillas_y_sus_pasos(plan: PlanDatos) -> None:
    assert sum(not e.plantilla for e in plan.entregables) == 27
    assert [e.clave for e in plan.entregables if e.plantilla] == ["10", "11", "12"]
    assert sum(len(e.subactividades) for e in plan.entregables) == 105
    assert {e.clave for e in plan.entregables} == {f"11.{n}" for n in range(1, 17)} | {"10", "11", "12", "S/N"}
    assert [e.periodo for e in plan.entregables if e.clave == "11.3"] == [
        "2023-09",
        "2023-10",
        "2023-11",
        "2023-12",
        "2024-01",
        "2024-02",
        "2024-03",
        "2024-04",
        "2024-05",
    ]


@pytest.mark.parametrize(
    ("grupo", "hitos"),
    [
        (
            "Liberación de interfaces",
            {
                "Interfaz de acceso": (None, "2023-12-10"),
                "Interfaz de captura": (None, "2023-12-20"),
                "Interfaz de reportes de administrador": (None, "2024-01-05"),
                "Interfaz de reportes de usuarios": (None, "2024-01-15"),
                "Interfaz del sitio de publicación": (None, "2024-01-15"),
            },
        ),
        (
            "Sistema informático: Análisis",
            {
                "Análisis de requerimientos de software e infraestructura tecnológica": ("2023-10-01", "2023-11-05"),
                "Análisis de requerimiento de recursos humanos": ("2023-10-01", "2023-11-05"),
                "Análisis de información a capturar por parte de los candidatos": ("2023-10-15", "2023-11-05"),
                "Análisis de niveles de usuarios": ("2023-10-15", "2023-11-05"),
            },
        ),
        (
            "Sistema informático: Diseño",
            {
                "Selección de herramientas de desarrollo": ("2023-11-01", "2023-11-10"),
                "Modelaje de datos": ("2023-11-01", "2023-11-10"),
                "Elaboración de Prototipo de Sistema": ("2023-12-01", "2023-12-15"),
            },
        ),
        (
            "Sistema informático: Construcción",
            {
                "Estructura de bases de datos": ("2023-12-01", "2023-12-15"),
                "Desarrollo de pantallas y reportes": ("2023-12-01", "2023-12-20"),
                "Diseño gráfico": ("2023-12-01", "2023-12-20"),
                "Configuración de infraestructura sistema web": ("2023-12-10", "2023-12-30"),
            },
        ),
        (
            "Sistema informático: Pruebas",
            {
                "Elaboración de Control de cambios": ("2023-12-10", "2024-01-10"),
                "Estabilización": ("2024-01-10", "2024-01-20"),
                "Pruebas funcionales": ("2024-01-20", "2024-01-28"),
                "Simulacros de operación": ("2024-01-19", "2024-01-31"),
            },
        ),
    ],
)
def test_sus_hitos_son_los_del_apartado_d(
    plan: PlanDatos, grupo: str, hitos: dict[str, tuple[str | None, str]]
) -> None:
    assert {
        h.nombre: (h.inicia.isoformat() if h.inicia else None, h.termina.isoformat())
        for h in plan.hitos
        if h.grupo == grupo
    } == hitos


def test_su_matriz_final_se_conserva_como_se_imprimio_con_sus_erratas(plan: PlanDatos) -> None:
    primeros = ["2023-10", "2023-11", "2023-12", *(f"2024-0{mes}" for mes in range(1, 7))]
    assert [(f.clave, f.celdas) for f in plan.matriz] == [
        ("11.1", {"2023-09": "2"}),
        ("11.2", {"2023-09": "2"}),
        ("11.3", dict.fromkeys(primeros, "1")),
        ("11.4", {"2023-10": "1"}),
        ("11.5", {"2023-11": "1"}),
        ("11.6", {"2024-01": "1"}),
        # Printed in April; the table says March.
        ("11.7", {"2024-04": "9-24"}),
        ("11.8", {"2024-04": "17-30"}),
        ("11.9", {"2024-04": "17-30"}),
        ("11.10", {"2024-04": "17-30"}),
        ("11.11", {"2024-02": "1"}),
        ("11.12", {"2024-04": "1"}),
        ("11.13", {"2024-04": "26"}),
        ("11.14", {"2024-04": "27"}),
        ("11¹⁸", {}),
        ("11¹⁹", {"2023-10": "1"}),
        ("11²⁰", {"2024-02": "29"}),
        ("12²¹", {}),
        ("S/N²²", {"2024-10": "2"}),
    ]


def test_sus_filas_partidas_entre_hojas_estan_enteras(plan: PlanDatos) -> None:
    nombres = {f.clave: f.nombre for f in plan.matriz}
    assert nombres["11.4"].endswith("es por el OPL, o con apoyo de un tercero")
    assert nombres["11.10"].endswith("de ayuntamientos y, en su caso, cuarto orden de gobierno")
    assert entregable(plan, "remision-avance-mayo").nombre.endswith(
        "a través de la UTVOP, del informe del avance cuantitativo del mes de mayo."
    )
    (sesion, _, _) = entregable(plan, "instancia-interna").subactividades
    assert "de la Comisión Ejecutiva Temporal para el Desarrollo de las actividades del Sistema" in sesion.texto


def test_conserva_cada_mencion_de_un_acto_que_discrepa_de_otra(plan: PlanDatos) -> None:
    menciones = {(c.sobre, c.numero, c.fecha) for c in plan.citas}
    assert {n for s, n, _ in menciones if s == "Lineamientos para el uso del Sistema"} == {
        "INE/CG616/2022",
        "INE/CG616/2023",
    }
    assert {n for s, n, _ in menciones if s == "Proceso electoral local que el plan atiende"} == {
        "2020-2021",
        "2023-2024",
    }
    assert ("Sentencia sobre datos de acciones afirmativas (TEPJF)", "SUP-RAP-21/2021", date(2020, 12, 29)) in menciones


# -- As the institute is held to it -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("llave", "numeral", "fecha_ine", "fecha_plan", "limite", "remision"),
    [
        ("instalacion-comision", 1, "2023-09-01", "2023-09-02", "2023-09-07", "5 días naturales después"),
        ("instancia-interna", 2, "2023-09-01", "2023-09-02", "2023-09-07", "5 días naturales después"),
        # Remitted on 1 October; the limit is the fifth of the month, and five days after 28 September.
        ("informe-mensual-2023-09", 3, None, "2023-10-01", "2023-10-05", "primeros 5 días naturales del mes siguiente"),
        ("implementacion-propia", 4, "2023-10-01", "2023-10-01", "2023-10-03", "5 días naturales después"),
        ("programa-de-trabajo", 11, None, "2023-10-03", "2023-10-03", "5 días naturales después"),
        ("informe-mensual-2023-12", 3, None, "2024-01-01", "2024-01-05", "primeros 5 días naturales del mes siguiente"),
        ("plan-de-trabajo", 5, "2023-11-01", "2023-11-01", "2023-11-05", "5 días naturales después"),
        # Printed «5 de enero de 2023».
        ("proceso-tecnico-operativo", 6, "2024-01-01", "2024-01-01", "2024-01-05", "5 días naturales después"),
        ("prototipo-y-base-de-datos", 8, "2024-02-01", "2024-02-01", "2024-02-05", "5 días naturales después"),
        ("aviso-de-privacidad", 11, None, "2024-02-29", "2024-03-05", "5 días naturales después"),
        # The approval fixes the limit: the day after.
        ("listado-gubernatura", 7, None, "2024-03-22", None, "día siguiente"),
        ("listado-diputaciones-mr", 7, None, "2024-03-30", None, "día siguiente"),
        ("listado-diputaciones-rp", 7, None, "2024-03-30", None, "día siguiente"),
        ("listado-ayuntamientos", 7, None, "2024-03-30", None, "día siguiente"),
        ("informe-mensual-2024-03", 3, None, "2024-04-01", "2024-04-05", "primeros 5 días naturales del mes siguiente"),
        ("inicio-de-publicacion", 9, "2024-04-01", "2024-04-01", "2024-04-06", "5 días naturales después"),
        ("avance-abril", None, None, "2024-04-26", None, None),
        ("remision-avance-abril", None, None, None, "2024-04-27", "día siguiente"),
        ("avance-mayo", None, None, "2024-05-29", None, None),
        ("remision-avance-mayo", None, None, None, "2024-05-30", "día siguiente"),
        ("informe-final", None, "2024-10-02", "2024-10-02", "2024-10-02", "4 meses después"),
        ("modificacion-de-documentos", 10, None, None, None, "5 días naturales después"),
        ("otro-documento", 11, None, None, None, "5 días naturales después"),
        ("mejoras-y-adiciones", 12, None, None, None, "3 días naturales después"),
    ],
)
def test_cada_entregable_se_sujeta_a_las_fechas_del_plan_y_de_los_lineamientos(
    plan: PlanDatos,
    llave: str,
    numeral: int | None,
    fecha_ine: str | None,
    fecha_plan: str | None,
    limite: str | None,
    remision: str | None,
) -> None:
    e = entregable(plan, llave)
    fechas = [dia.isoformat() if dia else None for dia in (e.fecha_ine, e.fecha_plan, e.limite_remision)]
    assert (e.numeral, *fechas, e.regla_remision or None) == (numeral, fecha_ine, fecha_plan, limite, remision)


def test_solo_se_corrigen_tres_fechas_impresas_y_cada_una_dice_por_que(plan: PlanDatos) -> None:
    corregidas = {
        (e.llave, s.clave): (str(s.fecha_impresa), str(s.fecha))
        for e in plan.entregables
        for s in e.subactividades
        if s.fecha and s.nota
    }
    assert corregidas == {
        ("proceso-tecnico-operativo", "11.6.4"): ("2023-01-05", "2024-01-05"),
        ("informe-mensual-2024-01", "11.3.2"): ("2024-01-01", "2024-02-01"),
        ("prototipo-y-base-de-datos", "11.11.2"): ("2024-01-01", "2024-02-01"),
    }


@pytest.mark.parametrize(
    ("llaves", "etapas"),
    [
        (["instalacion-comision", "instancia-interna"], "consejo remitir validar"),
        (
            ["informe-mensual-2023-10", "programa-de-trabajo", "informe-final"],
            "elaborar reunion comision consejo remitir validar",
        ),
        (
            ["implementacion-propia", "plan-de-trabajo", "prototipo-y-base-de-datos", "otro-documento"],
            "elaborar reunion comision consejo remitir validar",
        ),
        (["aviso-de-privacidad"], "elaborar reunion comision comite remitir validar"),
        (["listado-gubernatura", "listado-ayuntamientos"], "consejo remitir validar"),
        (["avance-abril", "avance-mayo"], "elaborar reunion comision consejo"),
        (["remision-avance-abril", "remision-avance-mayo"], "remitir validar"),
    ],
)
def test_cada_entregable_recorre_su_ruta(plan: PlanDatos, llaves: list[str], etapas: str) -> None:
    rutas = {r.clave: " ".join(e.clave for e in r.etapas) for r in plan.rutas}
    assert {rutas[entregable(plan, llave).ruta] for llave in llaves} == {etapas}


def test_cada_entregable_dice_su_area_su_fundamento_y_su_lugar_en_la_fuente(plan: PlanDatos) -> None:
    assert all(e.area and e.responsable and e.fundamento and e.producto for e in plan.entregables)
    assert all(e.fuente.startswith(f"Plan de trabajo, bloque «{e.bloque}», fila {e.clave}") for e in plan.entregables)
    assert entregable(plan, "aviso-de-privacidad").fuente.endswith("fila 11 (nota 12)")


# -- In the record ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_se_carga_entero_y_una_segunda_carga_no_escribe_nada() -> None:
    datos, sha256 = leer_plan(ruta_de_plan("impepac-2023-2024"))
    primera = cargar_plan(datos, sha256, por=None, en=AL)
    assert (len(primera.creados["entregables"]), len(primera.creados["subactividades"])) == (30, 105)
    assert not primera.advertencias
    historia = Entregable.history.count() + Subactividad.history.count()
    segunda = cargar_plan(datos, sha256, por=None, en=AL)
    assert not segunda.escribio
    assert Entregable.history.count() + Subactividad.history.count() == historia


@pytest.mark.django_db
def test_lo_que_vencia_al_firmarse_el_plan_esta_vencido_hasta_registrarse() -> None:
    datos, sha256 = leer_plan(ruta_de_plan("impepac-2023-2024"))
    cargar_plan(datos, sha256, por=None, en=AL)
    vencidos = Entregable.objects.vencidos(momento("2023-10-31 12:00"))
    assert [e.llave for e in vencidos] == [
        "instalacion-comision",
        "instancia-interna",
        "informe-mensual-2023-09",
        "implementacion-propia",
        "programa-de-trabajo",
    ]
    assert Entregable.objects.get(llave="remision-avance-abril").vence == fin_del_dia(date(2024, 4, 27), TZ)
    assert not Entregable.objects.filter(es_plantilla=True, vence__isnull=False).exists()


def test_la_seccion_a_da_trece_deberes_a_tres_areas() -> None:
    deberes = leer_plan(ruta_de_plan("impepac-2023-2024"))[0].deberes
    assert Counter(d.areas[0] for d in deberes) == {
        "secretaria-ejecutiva": 2,
        "unidad-transparencia": 8,
        "servicios-informatica": 3,
    }
    assert {d.clave: d.fundamento.rpartition("), ")[2] for d in deberes}["transparencia-d"] == "art. 15, inciso e)"
