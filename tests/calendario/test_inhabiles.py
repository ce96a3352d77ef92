"""Which days are hábiles, and why the others are not."""

from datetime import date

import pytest

from calendario.inhabiles import NACIONAL, CalendarioHabil, Modo, PeriodoInhabil, dias_nacionales, jornadas

# Ley Federal del Trabajo art. 74 fr. I-VIII, written out by hand from the law and the calendar of each year.
LFT = {
    2023: ["01-01", "02-06", "03-20", "05-01", "09-16", "11-20", "12-25"],
    2024: ["01-01", "02-05", "03-18", "05-01", "09-16", "10-01", "11-18", "12-25"],
    2025: ["01-01", "02-03", "03-17", "05-01", "09-16", "11-17", "12-25"],
    2026: ["01-01", "02-02", "03-16", "05-01", "09-16", "11-16", "12-25"],
    2027: ["01-01", "02-01", "03-15", "05-01", "09-16", "11-15", "12-25"],
    2030: ["01-01", "02-04", "03-18", "05-01", "09-16", "10-01", "11-18", "12-25"],
}


@pytest.mark.parametrize("anio", LFT)
def test_los_dias_nacionales_son_los_de_la_ley_del_trabajo(anio: int) -> None:
    esperados = {date.fromisoformat(f"{anio}-{dia}") for dia in LFT[anio]}
    assert set(dias_nacionales(anio)) - set(jornadas()) == esperados
    assert all("LFT art. 74 fr. " in dia.documento for dia in dias_nacionales(anio).values())


def test_las_jornadas_federales_son_datos_y_se_suman() -> None:
    assert dias_nacionales(2024)[date(2024, 6, 2)].motivo == "Jornada electoral federal 2023-2024"
    assert dias_nacionales(2027)[date(2027, 6, 6)].razon == ("Jornada electoral federal 2026-2027 (LFT art. 74 fr. IX)")
    assert all(dia.weekday() == 6 for dia in jornadas())


def test_un_dia_dice_todas_sus_razones() -> None:
    assert NACIONAL.motivo(date(2024, 3, 15)) == ""
    assert NACIONAL.motivo(date(2024, 3, 16)) == "sábado"
    assert NACIONAL.motivo(date(2024, 3, 18)) == "Natalicio de Benito Juárez (LFT art. 74 fr. III)"
    assert NACIONAL.motivo(date(2023, 1, 1)) == "domingo; Año Nuevo (LFT art. 74 fr. I)"


def test_un_instituto_suma_sus_acuerdos_de_un_dia_a_otro() -> None:
    calendario = CalendarioHabil(
        clave="iepc",
        periodos=(PeriodoInhabil(date(2023, 12, 21), date(2023, 12, 22), "Vacaciones", "IEPC/CG/9/2023"),),
    )
    assert calendario.es_habil(date(2023, 12, 20))
    assert calendario.motivo(date(2023, 12, 21)) == "Vacaciones (IEPC/CG/9/2023)"
    assert calendario.motivo(date(2023, 12, 22)) == "Vacaciones (IEPC/CG/9/2023)"
    assert calendario.motivo(date(2023, 12, 25)) == "Navidad (LFT art. 74 fr. VIII)"
    assert NACIONAL.es_habil(date(2023, 12, 21))


def test_durante_el_proceso_todo_dia_es_habil_solo_para_sus_actos() -> None:
    calendario = CalendarioHabil(proceso_desde=date(2023, 9, 1), proceso_hasta=date(2024, 10, 31))
    domingo = date(2024, 6, 2)
    assert calendario.es_habil(domingo, Modo.PROCESO)
    assert not calendario.es_habil(domingo, Modo.HABILES)
    assert not calendario.es_habil(date(2023, 8, 27), Modo.PROCESO)
    assert not calendario.es_habil(date(2024, 11, 3), Modo.PROCESO)


def test_un_periodo_que_termina_antes_de_empezar_se_rechaza() -> None:
    with pytest.raises(ValueError, match=r"«Vacaciones» termina \(2023-12-01\) antes de empezar"):
        PeriodoInhabil(date(2023, 12, 22), date(2023, 12, 1), "Vacaciones")


def test_un_anio_fuera_de_alcance_se_rechaza_en_vez_de_quedar_sin_feriados() -> None:
    with pytest.raises(ValueError, match="No hay calendario para el año 2101"):
        dias_nacionales(2101)
