"""A slip put into the plan of Morelos is found where it was put, whatever its kind."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from compliance.plan.esquema import DIRECTORIO
from compliance.plan.revision import Hallazgo

from .plan_limpio import revisado

Cambios = dict[str, Any]


@cache
def plan(clave: str) -> str:
    return (DIRECTORIO / f"{clave}.toml").read_text()


@cache
def _de_siempre(clave: str) -> list[Hallazgo]:
    return revisado(de=plan(clave))


def nuevos(cambios: Cambios, clave: str = "impepac-2023-2024") -> list[Hallazgo]:
    """What the revision finds in the spoiled plan and not in the plan."""
    antes = Counter((h.codigo, h.llave, h.clave, h.campo, h.valor) for h in _de_siempre(clave))
    despues = revisado(cambios, plan(clave))
    quedan = antes.copy()
    hallados = []
    for h in despues:
        suyo = (h.codigo, h.llave, h.clave, h.campo, h.valor)
        if quedan[suyo] > 0:
            quedan[suyo] -= 1
        else:
            hallados.append(h)
    return hallados


def dice(antes: str, despues: str) -> Callable[[str], str]:
    """The text with one thing written otherwise; it must be there."""

    def cambiar(texto: str) -> str:
        assert antes in texto
        return texto.replace(antes, despues, 1)

    return cambiar


def fila(llave: str, campo: str, valor: Any) -> Cambios:
    return {f"entregables/{llave}/{campo}": valor}


def paso(llave: str, clave: str, texto: Callable[[str], str], fecha_impresa: date | None = None) -> Cambios:
    """A step with another text and, if it is given, the date that it prints copied again."""
    lugar = f"entregables/{llave}/subactividades/{clave}"
    movida = {f"{lugar}/fecha_impresa": fecha_impresa} if fecha_impresa else {}
    return {f"{lugar}/texto": texto} | movida


PROCESO, IMPLEMENTACION, COMISION = "proceso-tecnico-operativo", "implementacion-propia", "instalacion-comision"

MUTACIONES: dict[str, tuple[Cambios, str, str, str]] = {
    # The slip, and the code, row (or key) and field of what must be found.
    "el artículo 11 es el 12": (
        fila(IMPLEMENTACION, "fundamento", dice("art. 11, num. 4", "art. 12, num. 4")),
        "fundamento_otro_numeral",
        IMPLEMENTACION,
        "fundamento",
    ),
    "el artículo 15 es el 16": (
        fila("avance-abril", "fundamento", dice("art. 15, inciso g)", "art. 16, inciso g)")),
        "fundamento_de_otra_cosa",
        "avance-abril",
        "fundamento",
    ),
    "el inciso g) es el f)": (
        fila("informe-final", "fundamento", dice("inciso g)", "inciso f)")),
        "fundamento_de_otra_cosa",
        "informe-final",
        "fundamento",
    ),
    "el inciso c) del aviso es el d)": (
        fila("aviso-de-privacidad", "fundamento", dice("inciso c)", "inciso d)")),
        "fundamento_de_otra_cosa",
        "aviso-de-privacidad",
        "fundamento",
    ),
    "el numeral del fundamento es otro": (
        fila("inicio-de-publicacion", "fundamento", dice("num. 9", "num. 8")),
        "fundamento_otro_numeral",
        "inicio-de-publicacion",
        "fundamento",
    ),
    "la actividad del Plan Integral es otra": (
        fila(PROCESO, "fundamento", dice("actividad 11.6", "actividad 11.5")),
        "fundamento_otra_actividad",
        PROCESO,
        "fundamento",
    ),
    "los numerales de dos filas, cambiados": (
        fila(IMPLEMENTACION, "numeral", 5) | fila("plan-de-trabajo", "numeral", 4),
        "fundamento_otro_numeral",
        IMPLEMENTACION,
        "fundamento",
    ),
    "los numerales y los fundamentos de dos filas, cambiados": (
        fila(PROCESO, "numeral", 8)
        | fila(PROCESO, "fundamento", dice("num. 6", "num. 8"))
        | fila("prototipo-y-base-de-datos", "numeral", 6)
        | fila("prototipo-y-base-de-datos", "fundamento", dice("num. 8", "num. 6")),
        "nombre_otro_numeral",
        PROCESO,
        "numeral",
    ),
    "un artículo del Código, cambiado": (
        fila("programa-de-trabajo", "fundamento", dice("art. 88 Bis", "art. 98 Bis")),
        "ley_con_dos_articulos",
        "programa-de-trabajo",
        "fundamento",
    ),
    "un día de la semana que no es": (
        paso("informe-mensual-2024-02", "11.3.2", dice("el 1 de marzo", "el lunes 1 de marzo")),
        "dia_de_otra_semana",
        "informe-mensual-2024-02",
        "subactividades.texto",
    ),
    "un día de la semana que no es, sin año": (
        fila(COMISION, "desarrollo", dice("En fecha 02 de septiembre de 2023", "El martes 2 de septiembre")),
        "dia_de_otra_semana",
        COMISION,
        "desarrollo",
    ),
    "un día de la semana que no es, entre paréntesis": (
        fila(PROCESO, "impreso", {"termina": "1 de enero de 2024 (martes)"}),
        "dia_de_otra_semana",
        PROCESO,
        "impreso.termina",
    ),
    "el aviso de privacidad, quitado de la tabla y de la matriz": (
        {"entregables/aviso-de-privacidad": None, "matriz/11²⁰": None},
        "sin_aviso_de_privacidad",
        "transparencia-c",
        "deberes.texto",
    ),
    "el aviso de privacidad, quitado solo de la matriz": (
        {"matriz/11²⁰": None},
        "falta_en_la_matriz",
        "aviso-de-privacidad",
        "matriz.clave",
    ),
    "la capacitación de los partidos, en abril": (
        {
            "hitos/capacitacion-partidos-e-independientes/inicia": date(2024, 4, 1),
            "hitos/capacitacion-partidos-e-independientes/termina": date(2024, 4, 30),
        },
        "capacitacion_tardia",
        "capacitacion-partidos-e-independientes",
        "hitos.inicia",
    ),
    "la capacitación termina ya empezadas las campañas": (
        {"hitos/capacitacion-partidos-e-independientes/termina": date(2024, 4, 5)},
        "capacitacion_tardia",
        "capacitacion-partidos-e-independientes",
        "hitos.termina",
    ),
    "la capacitación, antes de que se libere el sistema": (
        {
            "hitos/capacitacion-personal-operativo/inicia": date(2023, 12, 1),
            "hitos/capacitacion-personal-operativo/termina": date(2023, 12, 31),
        },
        "capacitacion_antes_del_sistema",
        "capacitacion-personal-operativo",
        "hitos.inicia",
    ),
    "el aviso de privacidad, quitado solo de la tabla": (
        {"entregables/aviso-de-privacidad": None},
        "matriz_discrepa",
        "11²⁰",
        "matriz.clave",
    ),
    "el número de un acuerdo, en un solo paso": (
        paso(COMISION, "11.1.1", dice("CEE/249", "CEE/294")),
        "oficio_distinto",
        COMISION,
        "subactividades.texto",
    ),
    "el número de un acuerdo, en el producto": (
        fila(IMPLEMENTACION, "producto", dice("CEE/282", "CEE/228")),
        "oficio_distinto",
        IMPLEMENTACION,
        "producto",
    ),
    "el año de un acuerdo, en un solo lugar": (
        fila("instancia-interna", "producto", dice("249/2023", "249/2024")),
        "oficio_distinto",
        "instancia-interna",
        "producto",
    ),
    "el año de un oficio que dos filas citan": (
        paso("instancia-interna", "11.2.2", dice("15/2023", "15/2022")),
        "acto_de_otro_anio",
        "instancia-interna",
        "subactividades.texto",
    ),
    "el año de un oficio que nadie más cita": (
        paso(IMPLEMENTACION, "11.4.4", dice("2346/2023", "2346/2024")),
        "acto_de_otro_anio",
        IMPLEMENTACION,
        "subactividades.texto",
    ),
    "el número de un oficio que dos filas citan": (
        paso("instancia-interna", "11.2.2", dice("JABV/15/", "JABV/51/")),
        "dos_oficios_de_un_acto",
        "instancia-interna",
        "subactividades.texto",
    ),
    "el año del Plan Integral, en un solo fundamento": (
        fila("listado-ayuntamientos", "fundamento", dice("CG446/2023", "CG446/2022")),
        "acto_con_dos_anios",
        "listado-ayuntamientos",
        "fundamento",
    ),
    "el día de una de las tres menciones de una sesión": (
        paso(
            IMPLEMENTACION,
            "11.4.2",
            dice("celebrada el 27 de septiembre", "celebrada el 25 de septiembre"),
            date(2023, 9, 25),
        ),
        "sesion_con_dos_fechas",
        IMPLEMENTACION,
        "subactividades.texto",
    ),
    "el día de una sesión sin número": (
        paso(
            "programa-de-trabajo",
            "11.3",
            dice("celebrada el 28 de septiembre", "celebrada el 29 de septiembre"),
            date(2023, 9, 29),
        ),
        "sesion_con_dos_fechas",
        "programa-de-trabajo",
        "subactividades.texto",
    ),
    "el día de una remisión que dos filas narran": (
        paso("instancia-interna", "11.2.2", dice("El día 7", "El día 6"), date(2023, 9, 6)),
        "acto_con_dos_fechas",
        "instancia-interna",
        "subactividades.texto",
    ),
    "el día de una remisión que dos filas narran, en la primera": (
        paso(COMISION, "11.1.2", dice("El día 7", "El día 6"), date(2023, 9, 6)),
        "acto_con_dos_fechas",
        COMISION,
        "subactividades.texto",
    ),
    "el número de un oficio que dos filas citan, en la primera": (
        paso(COMISION, "11.1.2", dice("JABV/15/", "JABV/51/")),
        "dos_oficios_de_un_acto",
        COMISION,
        "subactividades.texto",
    ),
    "el día de un acuerdo, en el desarrollo": (
        fila(COMISION, "desarrollo", dice("02 de septiembre", "03 de septiembre")),
        "acto_con_dos_fechas",
        COMISION,
        "desarrollo",
    ),
    "el día de un paso, en su texto": (
        paso(PROCESO, "11.6.3", dice("1 de enero", "2 de enero")),
        "transcripcion",
        PROCESO,
        "subactividades.fecha_impresa",
    ),
    "una unidad con una letra cambiada": (
        paso(PROCESO, "11.6.4", dice("Vinculación", "Vinculasión")),
        "nombre_de_otra_forma",
        PROCESO,
        "subactividades.texto",
    ),
    "un órgano con una letra de más": (
        paso("plan-de-trabajo", "11.5.3", dice("Consejo Estatal", "Conssejo Estatal")),
        "nombre_de_otra_forma",
        "plan-de-trabajo",
        "subactividades.texto",
    ),
    "un órgano sin la letra con que empieza una palabra": (
        paso("plan-de-trabajo", "11.5.3", dice("Consejo Estatal Electoral", "Consejo Estatal lectoral")),
        "nombre_de_otra_forma",
        "plan-de-trabajo",
        "subactividades.texto",
    ),
    "el número del Plan Integral, en un solo fundamento": (
        fila(PROCESO, "fundamento", dice("CG446", "CG464")),
        "otro_acto_con_su_nombre",
        PROCESO,
        "fundamento",
    ),
    "una unidad a la que le falta una palabra": (
        paso("avance-abril", "11.13.2", dice("Comisión Ejecutiva Temporal", "Comisión Temporal")),
        "nombre_de_otra_forma",
        "avance-abril",
        "subactividades.texto",
    ),
    "el responsable con una letra cambiada": (
        fila(PROCESO, "responsable", dice("Informática", "Imformática")),
        "nombre_de_otra_forma",
        PROCESO,
        "responsable",
    ),
    "una sigla con una letra menos": (
        fila("remision-avance-abril", "nombre", dice("UTVOPL", "UTVPL")),
        "sigla_de_otra_forma",
        "remision-avance-abril",
        "nombre",
    ),
    "otro proceso electoral": (
        paso(IMPLEMENTACION, "11.4.3", dice("2023-2024", "2020-2021")),
        "proceso_distinto",
        IMPLEMENTACION,
        "subactividades.texto",
    ),
    "una cuenta que no es la de la lista": (
        {"afirmaciones/Sección d), párrafo que precede a la tabla/texto": dice("dos interfaces", "seis interfaces")},
        "conteo_distinto",
        "Sección d), párrafo que precede a la tabla",
        "afirmaciones.texto",
    ),
    "una remisión antes de su aprobación": (
        paso("inicio-de-publicacion", "11.12.4", dice("6 de abril", "6 de marzo"), date(2024, 3, 6)),
        "pasos_fuera_de_orden",
        "inicio-de-publicacion",
        "subactividades.fecha_impresa",
    ),
    "una remisión impresa antes de su aprobación": (
        fila("informe-final", "remision_impresa", date(2024, 10, 1)),
        "no_sigue_su_regla",
        "informe-final",
        "remision_impresa",
    ),
    "un límite de remisión antes de su aprobación": (
        fila("plan-de-trabajo", "limite_remision", date(2023, 10, 30)),
        "remision_antes_de_aprobacion",
        "plan-de-trabajo",
        "limite_remision",
    ),
    "una interfaz antes del prototipo": (
        {"hitos/interfaz-captura/termina": date(2023, 12, 12)},
        "liberado_antes_de_lo_suyo",
        "interfaz-acceso",
        "hitos.termina",
    ),
    "ninguna prueba fechada": (
        {f"hitos/{h}": None for h in ("pruebas-control-de-cambios", "pruebas-estabilizacion")}
        | {f"hitos/{h}": None for h in ("pruebas-funcionales", "pruebas-simulacros")},
        "sin_pruebas",
        "interfaz-acceso",
        "hitos.grupo",
    ),
    "un informe concluido antes de que termine su mes": (
        fila("informe-mensual-2024-04", "conclusion_impresa", date(2024, 4, 29)),
        "concluye_antes_de_fin_de_mes",
        "informe-mensual-2024-04",
        "conclusion_impresa",
    ),
    "una sola fecha para todas las candidaturas": (
        {f"entregables/listado-{x}": None for x in ("diputaciones-mr", "diputaciones-rp", "ayuntamientos")}
        | {f"matriz/11.{n}": None for n in (8, 9, 10)}
        | {f"cargos/{x}/entregable_listado": None for x in ("diputaciones-mr", "diputaciones-rp", "ayuntamientos")}
        | fila("listado-gubernatura", "tipo", "fecha_fija"),
        "una_fecha_para_todas",
        "listado-gubernatura",
        "termina",
    ),
}


@pytest.mark.parametrize("cual", MUTACIONES)
def test_una_errata_puesta_en_morelos_se_halla_donde_se_puso(cual: str) -> None:
    cambios, codigo, donde, campo = MUTACIONES[cual]
    hallados = nuevos(cambios)
    assert (codigo, donde, campo) in {(h.codigo, h.llave or h.clave, h.campo) for h in hallados}, hallados


def test_un_fundamento_errado_pesa_mas_que_una_letra_de_una_sigla() -> None:
    def gravedad(cual: str) -> str:
        cambios, codigo, *_ = MUTACIONES[cual]
        return next(h.gravedad for h in nuevos(cambios) if h.codigo == codigo)

    assert gravedad("el artículo 11 es el 12") == gravedad("los numerales de dos filas, cambiados") == "error"
    assert gravedad("una sigla con una letra menos") == gravedad("una unidad con una letra cambiada") == "nota"


@pytest.mark.parametrize("n", range(-3, 4))
def test_cada_dia_lleva_un_solo_dia_de_la_semana(n: int) -> None:
    """1 March 2024 was a Friday: of seven weekdays, six are slips."""
    semana = ("martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "lunes")[n + 3]
    assert (date(2024, 3, 1) + timedelta(days=n)).weekday() == (4 + n) % 7
    hallados = nuevos(paso("informe-mensual-2024-02", "11.3.3", dice("el día 1", f"el {semana} 1")))
    assert [h.codigo for h in hallados] == ([] if semana == "viernes" else ["dia_de_otra_semana"])


def test_el_dia_de_la_semana_de_lo_que_se_repite_es_el_de_su_regla() -> None:
    limite = "Día Jueves de cada semana a partir del 01/04/2024"
    hallados = nuevos({"entregables/seguimiento-de-publicacion/impreso/limite": limite}, "iepac-2023-2024")
    assert ("dia_de_otra_semana", "14", "impreso.limite") in {(h.codigo, h.clave, h.campo) for h in hallados}


DEBER = {
    "clave": "a",
    "texto": "Avisar de lo que no se apegue a lo establecido en el artículo 18, y lo señalado en el artículo 14",
    "fuente": "Sección a), inciso a)",
}


@pytest.mark.parametrize(("articulo", "hallados"), [(14, []), (15, ["fundamento_contra_texto"])])
def test_un_deber_se_funda_en_lo_que_su_texto_cumple(articulo: int, hallados: list[str]) -> None:
    """Not in what it cites in passing."""
    deber = DEBER | {"fundamento": f"Artículo {articulo} de los Lineamientos"}
    assert [h.codigo for h in nuevos({"deberes/+": deber}, "iepac-2023-2024")] == hallados


@pytest.mark.parametrize(
    "cambios",
    [
        pytest.param(fila(PROCESO, "desarrollo", "El viernes 5 de enero de 2024 se remitió."), id="su dia"),
        pytest.param(fila(PROCESO, "desarrollo", "El jueves 5 de octubre se reunió."), id="su dia de un anio posible"),
        pytest.param(
            fila("avance-mayo", "desarrollo", "La Comisión Ejecutiva Temporal lo conoció."), id="un nombre acortado"
        ),
        pytest.param(
            fila("avance-mayo", "desarrollo", "El Consejo Estatal Electoral y la Unidad de Transparencia lo vieron."),
            id="nombres conocidos",
        ),
        pytest.param(
            fila("avance-mayo", "desarrollo", "Conforme al artículo 15, inciso g), y al artículo 18 se elaboró."),
            id="su articulo y otro",
        ),
        pytest.param(
            fila("avance-mayo", "fundamento", "Lineamientos, art. 15, inciso g); art. 11, num. 11"),
            id="lo que se remite como cualquier otro documento",
        ),
        pytest.param(
            fila("avance-mayo", "nota", "La fuente imprime «UTVOP» y «lunes 1 de marzo de 2024»."),
            id="una nota que cita la errata",
        ),
        pytest.param(
            {"hitos/capacitacion-partidos-e-independientes/inicia": date(2024, 3, 15)}, id="capacitar en marzo"
        ),
        pytest.param(
            paso(
                IMPLEMENTACION,
                "11.4.4",
                dice("mediante oficio", "en cumplimiento del acuerdo IMPEPAC/CEE/249/2023, mediante oficio"),
            ),
            id="un acuerdo que se cita al remitir otro",
        ),
        pytest.param(
            fila(
                "avance-mayo", "desarrollo", "El 5 de mayo de 2024, conforme al acuerdo IMPEPAC/CEE/249/2023, se vio."
            ),
            id="un acuerdo que se cita otro dia",
        ),
        pytest.param(
            fila("avance-mayo", "desarrollo", "Se revisaron dos interfaces del Sistema."), id="interfaces de la fila"
        ),
        pytest.param(
            fila("avance-mayo", "desarrollo", "Se hicieron dos actividades: una reunión y un curso."),
            id="actividades de la fila",
        ),
        pytest.param(
            fila("avance-mayo", "desarrollo", "El Proceso Electoral Federal 2020-2021 fue anterior."),
            id="otro proceso, que no es local",
        ),
    ],
)
def test_lo_que_concuerda_no_es_errata(cambios: Cambios) -> None:
    assert nuevos(cambios) == []
