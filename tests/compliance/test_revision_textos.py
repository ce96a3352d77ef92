"""What the linter reads in a printed text: dates, days that are facts, acts and their years."""

from datetime import date

import pytest

from compliance.plan.revision.textos import anio_de_numero, dias_enumerados, fechas_en, referencias


@pytest.mark.parametrize(
    ("texto", "dias"),
    [
        ("01, 08, 09 y 23 de abril de 2024", ["2024-04-01", "2024-04-08", "2024-04-09", "2024-04-23"]),
        ("Los días 13, 15, 16, y 18 de abril", ["2024-04-13", "2024-04-15", "2024-04-16", "2024-04-18"]),
        ("09 y 11 de abril del año corriente", ["2024-04-09", "2024-04-11"]),
        ("03/04/2024 24/04/2024", ["2024-04-03", "2024-04-24"]),
        ("1° de septiembre de 2023", ["2023-09-01"]),
        ("31 de abril de 2024 y 31/02/2024", []),
        ("artículo 15, inciso g), numeral 3", []),
    ],
)
def test_lee_las_fechas_que_nombra_un_texto(texto: str, dias: list[str]) -> None:
    assert [dia.isoformat() for dia in fechas_en(texto, 2024)] == dias


def test_solo_los_dias_enumerados_son_hechos() -> None:
    assert dias_enumerados("Los días 3 y 4 de mayo; el día 9 de mayo", 2024) == {date(2024, 5, 3), date(2024, 5, 4)}


@pytest.mark.parametrize(
    ("texto", "partes"),
    [
        ("Acuerdo INE/CG616/2022, de", {"INE/CG616/2022": ("INE", "CG", "616", "2022")}),
        (
            "IEEH_PRESIDENCIA-PEL_0299_2024.",
            {"IEEH_PRESIDENCIA-PEL_0299_2024": ("IEEH", "PRESIDENCIA", "PEL", "0299", "2024")},
        ),
        ("IMPEPAC /CEE/249/2023", {"IMPEPAC/CEE/249/2023": ("IMPEPAC", "CEE", "249", "2023")}),
        ("el 03/04/2024, Anexo 24.2, art. 11", {}),
    ],
)
def test_lee_los_actos_que_cita_un_texto(texto: str, partes: dict[str, tuple[str, ...]]) -> None:
    assert referencias(texto) == partes


@pytest.mark.parametrize(
    ("numero", "anio"),
    [("INE/CG616/2022", 2022), ("RRA 10703/21", 2021), ("TEEM-JDC-26/2021-3", 2021), ("IEEH/UTIC/171/202", None)],
)
def test_lee_el_anio_del_numero_de_un_acto(numero: str, anio: int | None) -> None:
    assert anio_de_numero(numero) == anio
