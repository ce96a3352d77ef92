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
def test_halla_en_cada_fuente_lo_que_se_reviso_a_ojo_y_nada_mas(clave: str) -> None:
    """`por_que` of the golden file says why each one is a slip."""
    hallados = [(h.codigo, h.gravedad, h.clave, h.campo, h.valor) for h in revisar(leer_plan(ruta_de_plan(clave))[0])]
    assert hallados == [
        (f["codigo"], f["gravedad"], f["clave"], f["campo"], f["valor"]) for f in dorado(clave) if f["por_que"]
    ]


def test_el_proceso_que_viene_sin_entregables_no_tiene_nada_que_revisar() -> None:
    assert dorado("ine-pel-2021-2022") == []


def test_cada_hallazgo_dice_en_espanol_que_esta_mal_y_que_hacer() -> None:
    for clave in CLAVES:
        for h in revisar(leer_plan(ruta_de_plan(clave))[0]):
            assert h.mensaje.endswith((".", "»."))
            assert h.sugerencia.endswith((".", "?"))
            assert "None" not in h.mensaje + h.sugerencia


def test_cada_comprobacion_dice_por_que_se_hace() -> None:
    assert all(revision.__doc__ for revision in REVISIONES)  # type: ignore[attr-defined]


# -- One slip at a time -----------------------------------------------------------------------------------


def test_un_plan_sin_erratas_no_tiene_hallazgos() -> None:
    assert revisado() == []


@pytest.mark.parametrize("caso", CASOS)
def test_una_errata_da_un_hallazgo(caso: str) -> None:
    cambios, esperado = CASOS[caso]
    assert [(h.codigo, h.clave, h.campo, h.valor) for h in revisado(cambios)] == [esperado]


def test_cada_comprobacion_tiene_su_caso() -> None:
    probados = {esperado[0] for _, esperado in CASOS.values()}
    probados.add("en_tiempo_tras_la_norma")
    assert {f["codigo"] for clave in CLAVES for f in dorado(clave)} <= probados
    assert len(probados) == len(REVISIONES)


def test_al_informe_de_un_mes_no_se_le_pide_el_resto_del_plan() -> None:
    abril = {"periodo": {"desde": date(2024, 4, 1), "hasta": date(2024, 4, 30)}}
    falta = {"entregables/numeral-5/numeral": None, "cargos/gubernatura/entregable_listado": None}
    assert revisado(abril | falta) == []


# -- Near misses: what looks like a slip and is not --------------------------------------------------------

HECHO = {f"{PASO}/6.4/fecha_impresa": date(2024, 1, 4), f"{PASO}/6.4/texto": "El día 4 de enero de 2024 se remitió"}


@pytest.mark.parametrize(
    "cambios",
    [
        pytest.param(fechas("capacitacion", date(2024, 3, 19)), id="el dia habil despues del feriado"),
        pytest.param(
            fechas("capacitacion", date(2024, 3, 17)) | {"entregables/capacitacion/modo": "proceso"},
            id="un domingo de un acto del proceso",
        ),
        pytest.param({"afirmaciones/0/texto": "Se informa."}, id="una frase final que no afirma nada"),
        pytest.param(
            {"entregables/avance-abril/desarrollo": "Se convocó para el día 29 de abril."},
            id="un dia posterior que el texto solo anuncia",
        ),
        pytest.param({"matriz/7/celdas": {"2024-03": "24"}}, id="una celda con solo el ultimo dia"),
        pytest.param({"matriz/7/celdas": {"2024-03": "9 - 24"}}, id="una celda con espacios"),
        pytest.param({"entregables/instalacion/fecha_ine": date(2023, 10, 1)}, id="antes que los Lineamientos"),
        pytest.param(
            HECHO | {"entregables/proceso-tecnico/remision_impresa": date(2024, 1, 4)},
            id="una remision dicha como hecho, antes de su limite",
        ),
        pytest.param(
            {"entregables/instancia/producto": "Acuerdo OPL/CG/2/2024", "matriz/instancia/producto": "Acuerdo"},
            id="otro numero de otro anio",
        ),
        pytest.param({"citas/0/numero": "cuatro", "citas/1/numero": "4"}, id="un numero con letra y con cifra"),
        pytest.param({"matriz/7/nombre": "Remisión del listado"}, id="un nombre que la matriz acorta"),
        pytest.param({"hitos/pruebas/inicia": date(2023, 12, 1)}, id="una etapa que empieza al terminar la anterior"),
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
            id="una reunion de trabajo que prepara el informe antes de que termine su mes",
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
            id="dias contados desde la sesion celebrada, antes del dia planeado",
        ),
    ],
)
def test_lo_que_solo_parece_errata_se_deja_en_paz(cambios: dict[str, Any]) -> None:
    assert revisado(cambios) == []


def test_un_plazo_mayor_que_su_regla_se_dice_junto_con_el_otro_dia_impreso() -> None:
    hallazgos = revisado({"entregables/proceso-tecnico/limite_remision": date(2024, 1, 20)})
    assert [(h.codigo, h.clave, h.campo, h.valor) for h in hallazgos] == [
        ("no_sigue_su_regla", "6", "limite_remision", "2024-01-20"),
        ("rige_otra_fecha", "6.4", IMPRESA, "2024-01-07"),
    ]


def test_lo_tardio_que_el_informe_llama_a_tiempo_tambien_es_error_del_informe() -> None:
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


def test_las_reglas_que_cuentan_una_de_otra_se_hallan_aunque_ambas_filas_tengan_fecha() -> None:
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


def test_de_las_filas_que_comparten_numero_se_dice_cada_una() -> None:
    """One printed value, one finding; two rows, two."""
    otra = {**OTRO_MAYO, "clave": "18", "nombre": "Capacitación", "area": None, "termina": date(2024, 3, 20)}
    sin_area = {
        "entregables/+": otra,
        "matriz/+": en_matriz(otra, {"2024-03": "20"}),
        "entregables/capacitacion/area": None,
    }
    assert [(h.codigo, h.clave, h.llave) for h in revisado(sin_area)] == [
        ("sin_area", "18", "capacitacion"),
        ("sin_area", "18", "mayo"),
    ]


def test_dos_plazos_que_siguen_cada_uno_su_regla_son_una_nota_que_nombra_ambos() -> None:
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


def test_una_palabra_distinta_en_el_nombre_es_nota_y_otro_nombre_aviso() -> None:
    (parecido,) = revisado({"matriz/18/nombre": "Capacitasión"})
    (otro,) = revisado({"matriz/18/nombre": "Elaborar el programa"})
    assert (parecido.gravedad, otro.gravedad) == ("nota", "aviso")


def test_lo_tardio_es_aviso_y_si_se_afirma_a_tiempo_es_error() -> None:
    tarde, _ = CASOS["tarde aunque la fuente diga a tiempo"]
    nada = {"afirmaciones/0/texto": "Se informa."}
    (con,) = revisado(tarde)
    (sin,) = revisado(tarde | nada)
    (propia,) = revisado(tarde | nada | {"entregables/avance-abril/desarrollo": "Se cumplió en tiempo y forma."})
    assert (con.gravedad, sin.gravedad, propia.gravedad) == ("error", "aviso", "error")
    assert "1 día después del máximo" in con.mensaje


@pytest.mark.parametrize(
    ("dia", "gravedad"),
    [(date(2023, 11, 4), "nota"), (date(2023, 11, 6), "error"), (date(2023, 10, 5), "error")],
    ids=["antes", "despues", "antes del propio hecho"],
)
def test_que_tan_grave_es_imprimir_otra_fecha_que_la_de_la_regla(dia: date, gravedad: str) -> None:
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


def test_el_comando_responde_1_y_las_siete_claves_si_halla_algo() -> None:
    codigo, salida = mandar("ieeh-2023-2024", "--json")
    hallazgos = json.loads(salida)
    assert codigo == 1
    assert len(hallazgos) == 14
    assert {tuple(h) for h in hallazgos} == {("codigo", "gravedad", "clave", "campo", "valor", "mensaje", "sugerencia")}


def test_el_comando_agrupa_por_gravedad_y_habla_como_quien_lee_el_plan() -> None:
    codigo, salida = mandar("ieeh-2023-2024")
    assert codigo == 1
    assert salida.startswith("Plan ieeh-2023-2024: 14 hallazgos (4 errores, 6 avisos, 4 notas).\n")
    titulos = [linea.split(" (")[0] for linea in salida.splitlines() if linea[:1].isupper() and ":" in linea][1:]
    assert titulos == ["ERRORES", "AVISOS", "NOTAS"]
    assert "  Fila 5.3, Generación de cuentas de acceso al Sistema" in salida
    assert "Conclusión impresa: «lun 29 abr 2024»\n    La fila 5.3 (Informe mensual de abril" in salida


@pytest.mark.parametrize("clave", CLAVES)
def test_ningun_hallazgo_habla_con_las_claves_del_archivo(clave: str) -> None:
    """Neither the keys of the file nor those of its rows: a clerk never saw them."""
    plan, _ = leer_plan(ruta_de_plan(clave))
    _, salida = mandar(clave)
    propias = {e.llave for e in plan.entregables} | {h.clave for h in plan.hitos if "-" in h.clave}
    assert [palabra for palabra in propias if f"«{palabra}»" in salida or f" {palabra} " in salida] == []
    for palabra in ("fecha_impresa", "subactividades", "entregables[", "hitos.", "limite_remision", "citas.", "llave"):
        assert palabra not in salida


def test_el_comando_muestra_solo_lo_que_se_le_pide() -> None:
    assert mandar("impepac-2023-2024", "--gravedad", "nota", "--busca", "utvopl")[1].startswith(
        "Plan impepac-2023-2024: 1 de 63 hallazgos (1 nota).\n"
    )
    codigo, salida = mandar("impepac-2023-2024", "--fila", "11.6", "--json")
    assert (codigo, [h["clave"] for h in json.loads(salida)]) == (1, ["11.6.4", "11.6"])
    assert mandar("impepac-2023-2024", "--fila", "99") == (
        0,
        "Plan impepac-2023-2024: sin hallazgos con esos filtros.\n",
    )


def test_el_comando_dice_que_el_plan_no_puede_cargarse(limpio: Path) -> None:
    limpio.write_text(LIMPIO.replace('clave = "18"', 'clave = "18-2023-2024-X"'))
    codigo, salida = mandar(str(limpio))
    assert codigo == 2
    assert "Así el plan no puede cargarse." in salida
    assert "tiene 14 caracteres y caben 12" in salida


def test_el_comando_responde_0_si_no_halla_nada(limpio: Path) -> None:
    assert mandar(str(limpio)) == (0, "Plan opl-2024: sin hallazgos.\n")
    assert mandar(str(limpio), "--json") == (0, "[]\n")


def test_el_comando_rechaza_un_plan_que_no_puede_leer(limpio: Path) -> None:
    limpio.write_text(LIMPIO.replace('ruta = "actividad"', 'ruta = "otra"'))
    with pytest.raises(CommandError, match=r"entregables \(capacitacion\)\.ruta") as rechazo:
        mandar(str(limpio))
    assert rechazo.value.returncode == 2


@pytest.mark.django_db
def test_una_carga_guarda_lo_que_halla_la_revision_y_el_contenido_entero() -> None:
    plan, sha256 = leer_plan(ruta_de_plan("iepc-jalisco-2023-2024"))
    resultado = cargar_plan(plan, sha256, por=None, en=momento("2023-11-01 10:00"))
    guardado = Plan.objects.get()
    assert guardado.hallazgos == [h.como_dict() for h in resultado.hallazgos] == [h.como_dict() for h in revisar(plan)]
    assert [d["clave"] for d in guardado.contenido["deberes"]] == [
        *(f"instancia-{n}" for n in range(1, 9)),
        *(str(n) for n in range(1, 13)),
    ]
    assert cargar_plan(plan, sha256, por=None, en=momento("2023-11-02 10:00")).cambiados == {}
