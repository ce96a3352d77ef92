"""What the reader takes out of a text, and from which texts of a plan."""

import tomllib
from datetime import date

import pytest

from calendario.palabras import plegar
from compliance.plan.esquema import PlanDatos
from compliance.plan.revision.menciones import Lectura, textos
from compliance.plan.revision.textos import dias_de_los_actos
from compliance.textos import plegado

from .plan_limpio import LIMPIO


def leer(texto: str) -> Lectura:
    return Lectura(texto, 2024, (2023, 2024))


@pytest.mark.parametrize(
    "texto",
    [
        "",
        "Plan",
        "«Ñandú», 1° y º",
        "Señalización: “Conóceles”…",
        "Çà et là",
        "İzmir",
        "ΆΘήνα",
        "a\u0301bc",
        "11¹⁸ № ½",
        "ǅ ß ŉ",
    ],
)
def test_dobla_los_textos_como_las_reglas(texto: str) -> None:
    assert plegado(texto) == plegar(texto)


@pytest.mark.parametrize(
    ("texto", "escritos"),
    [
        ("a más tardar el viernes 1 de marzo de 2024.", ["viernes 1 de marzo de 2024"]),
        ("Lunes, 25 de septiembre, a las 12:30", ["Lunes, 25 de septiembre"]),
        ("el día viernes 01/03/2024", ["viernes 01/03/2024"]),
        ("el 1° de marzo de 2024 (viernes)", ["1° de marzo de 2024 (viernes"]),
        ("Día Viernes de cada semana a partir del 01/04/2024", []),
        ("el lunes siguiente al 1 de marzo de 2024", []),
    ],
)
def test_lee_los_dias_con_su_dia_de_la_semana(texto: str, escritos: list[str]) -> None:
    assert [d.escrito for d in leer(texto).con_semana] == escritos


def test_un_dia_sin_anio_puede_ser_de_cualquiera_del_proceso() -> None:
    (dicho,) = leer("el lunes 25 de septiembre").con_semana
    assert dicho.dias == (date(2023, 9, 25), date(2024, 9, 25))


@pytest.mark.parametrize(
    ("texto", "citas"),
    [
        ("Lineamientos (Anexo 24.2 del Reglamento de Elecciones), art. 11, num. 3", [("", 11, "", 3)]),
        ("art. 11, num. 11; art. 15, inciso c)", [("", 11, "", 11), ("", 15, "c", None)]),
        ("Art. 15, incisos g) y h) de los Lineamientos", [("", 15, "gh", None)]),
        ("Arts. 23, 24 y 25 de los Lineamientos", [("", 23, "", None), ("", 24, "", None), ("", 25, "", None)]),
        ("artículo 11, numeral 3", [("", 11, "", 3)]),
        ('Artículo 15, inciso "b" de los Lineamientos', [("", 15, "b", None)]),
        ("Código Electoral, art. 88 Bis, fracción I", [("codigo electoral", 88, "", None)]),
        ("Arts. 35 y 36 del Reglamento", [("reglamento", 35, "", None), ("reglamento", 36, "", None)]),
        (
            "artículo 15 de los Lineamientos y artículo 3 de la Ley General",
            [("", 15, "", None), ("ley general", 3, "", None)],
        ),
        ("5 días naturales y parte 3", []),
    ],
)
def test_lee_los_articulos_con_su_ley(texto: str, citas: list[tuple[str, int, str, int | None]]) -> None:
    assert [(a.ley, a.articulo, a.incisos, a.numeral) for a in leer(texto).articulos] == citas


def test_distingue_el_articulo_que_se_cumple_del_que_se_menciona() -> None:
    texto = "En cumplimiento al artículo 15, informar de lo que no se apegue a lo establecido en el artículo 18"
    assert [(a.articulo, a.funda) for a in leer(texto).articulos] == [(15, True), (18, False)]


@pytest.mark.parametrize(
    ("frase", "dias"),
    [
        (
            "mediante acuerdo OPL/CG/1/2023, de fecha 2 de abril de 2023, y el 5 de mayo de 2023 se envió",
            ["2023-04-02"],
        ),
        (
            "El 2 de abril de 2023, mediante acuerdo OPL/CG/1/2023, lo cual se informó con oficio OPL/SE/9/2023",
            ["2023-04-02"],
        ),
        ("el 2 de abril del año 2023 aprobó los acuerdos OPL/CG/1/2023 y OPL/CG/2/2023", ["2023-04-02", "2023-04-02"]),
        (
            "aprobado con OPL/CG/1/2023, el 2 de abril de 2023, y con OPL/CG/2/2023 el día 3 de abril de 2023",
            ["2023-04-02", "2023-04-03"],
        ),
        ("el 2 de abril se aprobó el acuerdo OPL/CG/1/2023", []),
    ],
)
def test_lee_el_dia_de_cada_acto(frase: str, dias: list[str]) -> None:
    assert [dia.isoformat() for dia in dias_de_los_actos(frase, 2024).values()] == dias


def test_lee_las_sesiones_celebradas_y_no_las_que_lo_seran() -> None:
    texto = (
        'Primera Sesión Extraordinaria de la Comisión del Sistema "Candidatas y Candidatos, Conóceles", celebrada el '
        "27 de septiembre de 2023.\nSesión del Consejo, a celebrarse a más tardar el día 1 de marzo de 2024."
    )
    (sesion,) = leer(texto).sesiones
    assert (sesion.escrita, sesion.ordinal, sesion.dias) == (
        "primera sesión extraordinaria",
        True,
        (date(2023, 9, 27),),
    )


def test_lee_cuantas_cosas_y_cuantas_enumera() -> None:
    lectura = leer("Son cuatro actividades consideradas como principales y 2 interfaces. Tres temas: a) uno; b) dos.")
    assert [(c.cuantos, c.que) for c in lectura.conteos] == [
        (4, "actividades consideradas como principales"),
        (2, "interfaces"),
    ]
    assert [(c.escrito, n) for c, n in lectura.enumeraciones] == [("Tres temas", 2)]


def test_un_nombre_no_sigue_en_el_siguiente_ni_empieza_en_una_sesion() -> None:
    texto = (
        "Sesión Extraordinaria del Consejo Estatal Electoral, y con Copia a la Unidad Técnica de Transparencia y "
        "Protección de Datos Personales"
    )
    assert leer(texto).nombres == [
        ("Consejo Estatal Electoral", ""),
        ("Unidad Técnica de Transparencia y Protección de Datos Personales", ""),
    ]
    assert leer("El Consejo Estatal lectoral y la Comisión Ejecutiva Temporal, para").nombres == [
        ("Consejo Estatal", "lectoral y la Comisión"),
        ("Comisión Ejecutiva Temporal", ""),
    ]


def test_las_palabras_de_un_titulo_en_mayusculas_no_son_siglas() -> None:
    assert leer("PRIMER INFORME QUE PRESENTA LA COMISIÓN. Se envió a la UTVOPL.").siglas == ["UTVOPL"]


def test_lee_todo_texto_del_plan_y_de_nuestras_notas_no_lo_que_citan() -> None:
    crudo = tomllib.loads(LIMPIO)
    for lista, campo in (("hitos", "nota"), ("matriz", "producto"), ("afirmaciones", "texto")):
        crudo[lista][0][campo] = f"Texto de {lista}, que imprime «otra cosa»"
    crudo["deberes"] = [{"clave": "1", "texto": "Texto de deberes"}]
    crudo["entregables"][0] |= {"atribucion": "Texto de entregables", "impreso": {"limite": "Texto de una celda"}}
    crudo["entregables"][0]["subactividades"][0]["nota"] = "Texto de un paso"
    leidos = {t.campo: t.texto for t in textos(PlanDatos.model_validate(crudo)) if t.texto.startswith("Texto de")}
    assert leidos == {
        "hitos.nota": "Texto de hitos, que imprime ",
        "matriz.producto": "Texto de matriz, que imprime «otra cosa»",
        "afirmaciones.texto": "Texto de afirmaciones, que imprime «otra cosa»",
        "deberes.texto": "Texto de deberes",
        "atribucion": "Texto de entregables",
        "impreso.limite": "Texto de una celda",
        "subactividades.nota": "Texto de un paso",
    }


def test_la_nota_del_documento_se_lee_con_la_fila_que_la_lleva() -> None:
    crudo = tomllib.loads(LIMPIO)
    crudo["entregables"][1]["fuente"] = "Plan, fila 2 (nota 7)"
    crudo["afirmaciones"].append({"texto": "Artículo 5 de los Lineamientos", "lugar": "Nota 7"})
    llaves = {t.lugar: t.llave for t in textos(PlanDatos.model_validate(crudo)) if t.campo == "afirmaciones.texto"}
    assert llaves == {"«Párrafo final»": "", "«Nota 7»": "instancia"}
