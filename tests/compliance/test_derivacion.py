"""Last process's plan moved to the next: what its rules date, what a person must confirm, what stays behind."""

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
from compliance.plan.derivacion import DerivacionImposibleError, derivar, en_toml
from compliance.plan.derivacion.traslado import Traslado
from compliance.plan.esquema import EntregableDatos, HitoDatos, PlanDatos, interpretar_plan, leer_plan, ruta_de_plan
from compliance.plan.revision import revisar
from compliance.services.planes import cargar_plan

from ..elenco import momento

DORADO = Path(__file__).parent / "dorados" / "derivacion-impepac-2026-2027.csv"
JORNADA = date(2027, 6, 6)


def plan_de(clave: str) -> PlanDatos:
    return leer_plan(ruta_de_plan(clave))[0]


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
    return derivar(plan_de("impepac-2023-2024"), JORNADA).plan


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
        ("plan-de-trabajo", date(2026, 11, 1), date(2026, 11, 6)),
        ("proceso-tecnico-operativo", date(2027, 1, 1), date(2027, 1, 6)),
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
    for llave in ("gubernatura", "diputaciones-mr", "diputaciones-rp", "ayuntamientos"):
        paso = fila(morelos, f"listado-{llave}").subactividades[1]
        assert paso.fecha == date(2027, 6, 5)
        assert "hasta el día 5 de junio de 2027" in paso.texto
        assert paso.por_confirmar == []


def test_los_textos_dicen_las_fechas_nuevas_y_lo_que_falta_hacer(morelos: PlanDatos) -> None:
    informe = fila(morelos, "informe-mensual-2027-01")
    assert informe.bloque == "Febrero 2027"
    # Printed «1 de enero», before the meeting that prepares it.
    assert "a más tardar el 1 de febrero de 2027" in informe.subactividades[1].texto
    assert "los últimos días del mes de enero de 2027" in informe.subactividades[0].texto
    instalacion = fila(morelos, "instalacion-comision").subactividades[0]
    assert "a celebrarse el día 1 de septiembre de 2026" in instalacion.texto
    assert "Acuerdo (número por asignar) que presenta" in instalacion.texto
    assert "IMPEPAC /CEE/249/2023" in instalacion.origen["texto"]


def test_las_fechas_que_ninguna_regla_da_se_enumeran_por_confirmar() -> None:
    derivacion = derivar(plan_de("impepac-2023-2024"), JORNADA)
    with DORADO.open(newline="") as abierto:
        assert [m.como_dict() for m in derivacion.por_confirmar] == list(csv.DictReader(abierto))


def test_cada_fila_dice_cuales_de_sus_fechas_estan_por_confirmar() -> None:
    derivacion = derivar(plan_de("impepac-2023-2024"), JORNADA)
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
    crudo = tomllib.loads(en_toml(derivar(plan_de(clave), JORNADA).plan))
    assert [(lugar, texto) for lugar, texto in textos(crudo) if viejo.search(texto)] == []


@pytest.mark.parametrize("clave", ["impepac-2023-2024", "ieeh-2023-2024"])
@pytest.mark.parametrize("jornada", [JORNADA, date(2030, 6, 2)])
def test_la_revision_no_le_halla_nada_y_se_relee_igual(clave: str, jornada: date) -> None:
    plan = derivar(plan_de(clave), jornada).plan
    assert revisar(plan) == []
    assert interpretar_plan(en_toml(plan).encode(), "derivado.toml") == plan


def test_un_plan_derivado_se_puede_derivar_otra_vez(morelos: PlanDatos) -> None:
    otra = derivar(morelos, date(2030, 6, 2)).plan
    assert otra.clave == "impepac-2029-2030"
    assert fila(otra, "informe-mensual-2029-09").limite_remision == date(2029, 10, 5)


@pytest.mark.parametrize(
    ("clave", "razones"),
    [
        ("iepac-2023-2024", ["numeral 7", "sesiona de ordinario hasta el día 7", "qué área lo elabora"]),
        ("iepc-jalisco-2023-2024", ["el listado de Munícipes"]),
        ("ine-pel-2021-2022", ["no tiene entregables"]),
    ],
)
def test_un_plan_sin_lo_que_un_proceso_necesita_se_rechaza_y_se_dice_que(clave: str, razones: list[str]) -> None:
    with pytest.raises(DerivacionImposibleError) as error:
        derivar(plan_de(clave), JORNADA)
    for razon in razones:
        assert razon in str(error.value)


def test_con_lo_que_le_falta_el_plan_de_jalisco_se_mueve() -> None:
    plan = plan_de("iepc-jalisco-2023-2024")
    munícipes = fila(plan, "listado-diputaciones-mr").model_copy(update={"llave": "listado-municipes"})
    cargos = [c.model_copy(update={"entregable_listado": c.entregable_listado or munícipes.llave}) for c in plan.cargos]
    # The plan does not say until when the reports of article 15 are sent.
    filas = [
        e if e.limite_remision or e.regla_remision else e.model_copy(update={"limite_remision": e.fecha_plan})
        for e in plan.entregables
    ]
    # Nor when it does the privacy notice and the tests.
    aviso = fila(plan, "plan-de-trabajo").model_copy(
        update={"llave": "aviso", "clave": "13", "numeral": 11, "nombre": "Aviso de privacidad", "fundamento": ""}
    )
    hitos = [HitoDatos(clave="pruebas", grupo="Pruebas", nombre="Pruebas", termina=date(2024, 1, 31)), *plan.hitos]
    completo = plan.model_copy(update={"entregables": [*filas, munícipes, aviso], "cargos": cargos, "hitos": hitos})
    nuevo = derivar(completo, JORNADA).plan
    assert {h.gravedad for h in revisar(nuevo)} == {"nota"}
    assert fila(nuevo, "informe-mensual").meses.desde == "2026-09"  # type: ignore[union-attr]
    # Article 11 dates them: nobody has to confirm what the Lineamientos say.
    assert fila(nuevo, "prototipo-y-base-de-datos").limite_remision == date(2027, 2, 1)
    assert fila(nuevo, "prototipo-y-base-de-datos").por_confirmar == []
    assert fila(nuevo, "avance-abril").fecha_plan == date(2027, 4, 30)


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
    nuevo = derivar(plan.model_copy(update={"entregables": habiles}), date(2030, 6, 2)).plan
    assert fila(nuevo, "remision-avance-abril").limite_remision == date(2030, 4, 29)


# -- The command ------------------------------------------------------------------------------------------


def correr(*args: str) -> str:
    salida = StringIO()
    call_command("derivar_plan", *args, stdout=salida)
    return salida.getvalue()


def test_el_comando_escribe_el_plan_y_enumera_lo_que_hay_que_confirmar(tmp_path: Path) -> None:
    archivo = tmp_path / "nuevo.toml"
    dicho = correr("impepac-2023-2024", "--jornada", "2027-06-06", "--salida", str(archivo))
    assert "avance-abril · fecha_plan: vie 26 abr 2024 → lun 26 abr 2027" in dicho
    assert "aviso-de-privacidad · clave: «11» → «11b»" in dicho
    assert revisar(leer_plan(archivo)[0]) == []
    respuesta = json.loads(correr("impepac-2023-2024", "--jornada", "2027-06-06", "--salida", str(archivo), "--json"))
    assert respuesta["plan"] == "impepac-2026-2027"
    assert {
        "clave": "avance-abril",
        "campo": "fecha_plan",
        "antes": "2024-04-26",
        "despues": "2027-04-26",
    } in respuesta["por_confirmar"]


def test_el_comando_nunca_sustituye_un_archivo_que_dice_otra_cosa(tmp_path: Path) -> None:
    archivo = tmp_path / "nuevo.toml"
    archivo.write_text("mío")
    with pytest.raises(CommandError, match="ya existe y dice otra cosa"):
        correr("impepac-2023-2024", "--jornada", "2027-06-06", "--salida", str(archivo))
    assert archivo.read_text() == "mío"


@pytest.mark.parametrize(
    ("plan", "jornada", "razon"),
    [
        ("impepac-2023-2024", "2027-06-31", "no existe en el calendario"),
        ("impepac-2023-2024", "mañana", "--jornada"),
        ("impepac-2023-2024", "2024-06-02", "no es posterior"),
        ("impepac-2023-2024", "2024-06-09", "mismo año"),
        ("impepac-2023-2024", "2027-06-07", "es lunes"),
        ("ningun-plan", "2027-06-06", "Planes incluidos en Cauce"),
        ("iepac-2023-2024", "2027-06-06", "no se escribió nada"),
    ],
)
def test_el_comando_dice_en_espanol_lo_que_no_puede_hacer(tmp_path: Path, plan: str, jornada: str, razon: str) -> None:
    archivo = tmp_path / "nuevo.toml"
    with pytest.raises(CommandError, match=razon):
        correr(plan, "--jornada", jornada, "--salida", str(archivo))
    assert not archivo.exists()


def test_el_comando_dice_si_la_carpeta_no_existe(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="la carpeta no existe"):
        correr("impepac-2023-2024", "--jornada", "2027-06-06", "--salida", str(tmp_path / "no" / "nuevo.toml"))


def test_un_plan_derivado_se_carga_y_funciona(db: None, tmp_path: Path) -> None:
    archivo = tmp_path / "nuevo.toml"
    correr("impepac-2023-2024", "--jornada", "2027-06-06", "--salida", str(archivo))
    plan, sha256 = leer_plan(archivo)
    resultado = cargar_plan(plan, sha256, por=None, en=momento("2026-08-01 10:00"))
    assert resultado.hallazgos == []
    assert Entregable.objects.get(proceso__clave="impepac-2026-2027", llave="plan-de-trabajo").fecha_plan == date(
        2026, 11, 1
    )
    assert not cargar_plan(plan, sha256, por=None, en=momento("2026-08-02 10:00")).escribio
