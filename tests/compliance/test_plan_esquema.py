"""A malformed plan is refused whole, with the file, the key and the reason of each defect."""

from pathlib import Path

import pytest

from compliance.plan.defectos import PlanInvalido
from compliance.plan.esquema import interpretar_plan, leer_plan, ruta_de_plan

from .plan_minimo import PLAN, con

INFORME = "entregables (informe-marzo)"


def defectos(contenido: str | bytes) -> dict[str, str]:
    """Key → reason of everything wrong in a plan called prueba.toml."""
    if isinstance(contenido, str):
        contenido = contenido.encode()
    with pytest.raises(PlanInvalido) as refutado:
        interpretar_plan(contenido, "prueba.toml")
    assert {d.archivo for d in refutado.value.defectos} == {"prueba.toml"}
    return {d.clave: d.razon for d in refutado.value.defectos}


def test_el_plan_minimo_se_acepta() -> None:
    plan = interpretar_plan(PLAN.encode(), "prueba.toml")
    assert [e.llave for e in plan.entregables] == ["informe-marzo", "listado", "otro"]


@pytest.mark.parametrize(
    ("viejo", "nuevo", "clave", "razon"),
    [
        ("jornada = 2024-06-02", "", "proceso.jornada", "falta"),
        ('siglas = "OPL"', 'siglas = "OPL"\nsiglaz = "O"', "instituto.siglaz", "no es una clave conocida"),
        ("termina = 2023-12-20", 'termina = "2023-12-20"', "hitos[1] (interfaz).termina", "sin comillas"),
        ("numeral = 3", "numeral = 13", "entregables[1] (informe-marzo).numeral", "más que el máximo, 12"),
        ("numeral = 3", 'numeral = "3"', "entregables[1] (informe-marzo).numeral", "número entero"),
        ('tipo = "contingente"', 'tipo = "eventual"', "entregables[3] (otro).tipo", "use 'fecha_fija'"),
        ('llave = "otro"', 'llave = "Otro"', "entregables[3] (Otro).llave", "minúsculas sin acentos"),
        ('periodo = "2024-03"', 'periodo = "2024-13"', "entregables[1] (informe-marzo).periodo", "AAAA-MM"),
        ('nombre = "Informática"', 'nombre = "  "', "areas[1] (informatica).nombre", "no puede quedar vacío"),
        ("plantilla = true", "plantilla = 1", "entregables[3] (otro).plantilla", "true o false"),
        ("esquema = 1", "esquema = 2", "esquema", "use 1"),
        ("propuesta_1 =", "propuesta_9 =", "limites.propuesta_9", "no es un valor admitido"),
        ("maximo = 1600", "maximo = 0", "limites.propuesta_1.maximo", "menos que el mínimo, 1"),
        ("celdas = { 2024-04", "celdas = { 2024-4", "matriz[1] (informe-marzo).celdas.2024-4", "AAAA-MM"),
        ('[[hitos]]\nclave = "interfaz"', '[hitos]\nclave = "interfaz"', "hitos", "debe ser una lista"),
    ],
)
def test_un_valor_equivocado_se_nombra_con_su_clave_y_su_razon(viejo: str, nuevo: str, clave: str, razon: str) -> None:
    encontrados = defectos(con((viejo, nuevo)))
    assert razon in encontrados[clave]


@pytest.mark.parametrize(
    ("viejo", "nuevo", "clave", "razon"),
    [
        ('llave = "otro"', 'llave = "listado"', "entregables (listado)", "aparece 2 veces"),
        (
            'clave = "11.3"\nnumeral',
            'clave = "11.3"\nplantilla_de = "listado"\nnumeral',
            f"{INFORME}.plantilla_de",
            "plantilla del plan",
        ),
        ('ruta = "remision"', 'ruta = "acuerdo"', "entregables (otro).ruta", "no está entre las rutas"),
        ('area = "informatica"', 'area = "juridico"', f"{INFORME}.area", "no está entre las áreas"),
        (
            'organo = "consejo", aprueba',
            'organo = "pleno", aprueba',
            "rutas (informe).etapas (consejo).organo",
            "no está entre los órganos",
        ),
        ('organo = "consejo", aprueba', "aprueba", "rutas (informe).etapas (consejo)", "necesita organo y resultados"),
        (
            'nombre = "Remitir", tipo = "remitir" },\n    {',
            'nombre = "Remitir", tipo = "remitir", area = "presidencia" },\n    {',
            "rutas (informe).etapas (remitir).area",
            "no está entre las áreas",
        ),
        (
            'nombre = "Remitir", tipo = "remitir" },\n    {',
            'nombre = "Remitir", tipo = "remitir", regresa_a = "consejo" },\n    {',
            "rutas (informe).etapas (remitir).regresa_a",
            "no es una etapa «elaborar» anterior",
        ),
        (
            'nombre = "Elaborar", tipo = "elaborar" }',
            'nombre = "Elaborar", tipo = "elaborar", regresa_a = "elaborar" }',
            "rutas (informe).etapas (elaborar).regresa_a",
            "solo se devuelve desde",
        ),
        (
            'organo = "consejo", aprueba',
            'organo = "consejo", roles = ["secretaria_tecnica"], aprueba',
            "rutas (informe).etapas (consejo)",
            "lo registra su secretaría",
        ),
        ('etapa = "consejo"', 'etapa = "comision"', f"{INFORME}.subactividades (1).etapa", "no es etapa de la ruta"),
        ('nota = "Año.", ', "", f"{INFORME}.subactividades (2).fecha", "explique por qué en la nota"),
        ("fecha_plan = 2024-04-01", "fecha_plan = 2024-04-02", f"{INFORME}.fecha_plan", "explique por qué en la nota"),
        (
            'entregable_listado = "listado"',
            'entregable_listado = "lista"',
            "cargos (gubernatura).entregable_listado",
            "no es la llave",
        ),
        ('\nllave = "informe-marzo"\nceldas', '\nllave = "informe"\nceldas', "matriz (11.3).llave", "no es la llave"),
    ],
)
def test_una_referencia_a_lo_que_no_esta_se_rechaza(viejo: str, nuevo: str, clave: str, razon: str) -> None:
    encontrados = defectos(con((viejo, nuevo)))
    assert razon in encontrados[clave]


@pytest.mark.parametrize(
    ("cambios", "clave", "razon"),
    [
        (
            [('plantilla = true\nruta = "remision"', 'ruta = "remision"\nfecha_plan = 2024-04-01')],
            "entregables (otro).fecha_plan",
            "nunca se cumpliría",
        ),
        (
            [
                (
                    'clave = "remitir", nombre = "Remitir", tipo = "remitir" },\n    { clave = "validar"',
                    'clave = "validar"',
                ),
                (', etapa = "remitir"', ""),
            ],
            f"{INFORME}.limite_remision",
            "no remite nada",
        ),
        (
            [
                ('    { clave = "elaborar", nombre = "Elaborar", tipo = "elaborar" },\n', ""),
                ('"presentado",', '"presentado", "devuelto",'),
            ],
            "rutas (informe).etapas (consejo).resultados",
            "a la cual volver",
        ),
    ],
)
def test_una_ruta_que_no_podria_cumplir_lo_que_se_le_pide_se_rechaza(
    cambios: list[tuple[str, str]], clave: str, razon: str
) -> None:
    assert razon in defectos(con(*cambios))[clave]


def test_todos_los_defectos_se_dicen_a_la_vez() -> None:
    encontrados = defectos(con(("jornada = 2024-06-02", ""), ("numeral = 3", "numeral = 0"), ('siglas = "OPL"\n', "")))
    assert set(encontrados) == {"proceso.jornada", "entregables[1] (informe-marzo).numeral", "instituto.siglas"}


@pytest.mark.parametrize(
    ("contenido", "razon"),
    [
        (b"nombre = \xff", "no está en UTF-8"),
        (b'nombre = """abierto', "termina antes de cerrar unas comillas"),
    ],
)
def test_lo_que_no_se_puede_leer_se_rechaza(contenido: bytes, razon: str) -> None:
    assert razon in defectos(contenido)["archivo"]


@pytest.mark.parametrize(
    ("viejo", "nuevo", "clave", "razon"),
    [
        ("termina = 2023-12-20", "termina = 2024-02-31", "termina", "la fecha 2024-02-31 no existe"),
        ("fecha_impresa = 2023-04-05", "fecha_impresa = 2023-4-5", "fecha_impresa", "la fecha 2023-4-5 no existe o no"),
        ('siglas = "OPL"', 'siglas = "OPL', "siglas", "revise comillas, comas, corchetes y el signo ="),
        ("numeral = 3", "numeral = 3\nnumeral = 4", "numeral", "ya estaba escrita"),
    ],
)
def test_lo_que_no_es_toml_se_rechaza_en_espanol_con_su_linea_y_su_clave(
    viejo: str, nuevo: str, clave: str, razon: str
) -> None:
    contenido = con((viejo, nuevo))
    ((lugar, dicha),) = defectos(contenido).items()
    linea = contenido[: contenido.index(nuevo)].count("\n") + 1 + nuevo.count("\n")
    assert lugar == f"línea {linea} ({clave})"
    assert razon in dicha


@pytest.mark.parametrize(
    ("viejo", "nuevo", "clave", "razon"),
    [
        ("jornada = 2024-06-02", "jornada = 9999-12-31", "proceso.jornada", "9999-12-31 es más que el máximo, 2100"),
        ("jornada = 2024-06-02", "jornada = 0001-01-01", "proceso.jornada", "0001-01-01 es menos que el mínimo, 1990"),
        ('"2024-03"', '"9999-12"', "entregables[1] (informe-marzo).periodo", "un mes AAAA-MM, de 1990 a 2100"),
    ],
)
def test_un_anio_que_ningun_calendario_conoce_se_rechaza(viejo: str, nuevo: str, clave: str, razon: str) -> None:
    assert razon in defectos(con((viejo, nuevo)))[clave]


def test_un_plan_que_no_esta_nombra_los_que_hay() -> None:
    with pytest.raises(PlanInvalido, match=r"no existe\. Planes incluidos en Cauce: .*impepac-2023-2024"):
        leer_plan(ruta_de_plan("no-existe"))


def test_una_ruta_de_archivo_se_lee_tal_cual_y_una_clave_entre_los_de_cauce(tmp_path: Path) -> None:
    archivo = tmp_path / "propio.toml"
    archivo.write_text(PLAN)
    assert ruta_de_plan(str(archivo)) == archivo
    assert leer_plan(archivo)[0].clave == "opl-2024"
    assert ruta_de_plan("impepac-2023-2024").is_file()
