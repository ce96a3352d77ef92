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
def test_the_national_days_are_those_of_the_labour_law(anio: int) -> None:
    esperados = {date.fromisoformat(f"{anio}-{dia}") for dia in LFT[anio]}
    assert set(dias_nacionales(anio)) - set(jornadas()) == esperados
    assert all("LFT art. 74 fr. " in dia.documento for dia in dias_nacionales(anio).values())


def test_federal_election_days_are_data_and_add_to_them() -> None:
    assert dias_nacionales(2024)[date(2024, 6, 2)].motivo == "Jornada electoral federal 2023-2024"
    assert dias_nacionales(2027)[date(2027, 6, 6)].razon == ("Jornada electoral federal 2026-2027 (LFT art. 74 fr. IX)")
    assert all(dia.weekday() == 6 for dia in jornadas())


def test_a_day_tells_every_reason_it_has() -> None:
    assert NACIONAL.motivo(date(2024, 3, 15)) == ""
    assert NACIONAL.motivo(date(2024, 3, 16)) == "sábado"
    assert NACIONAL.motivo(date(2024, 3, 18)) == "Natalicio de Benito Juárez (LFT art. 74 fr. III)"
    assert NACIONAL.motivo(date(2023, 1, 1)) == "domingo; Año Nuevo (LFT art. 74 fr. I)"


def test_an_institute_adds_its_agreements_from_a_day_to_a_day() -> None:
    calendario = CalendarioHabil(
        clave="iepc",
        periodos=(PeriodoInhabil(date(2023, 12, 21), date(2023, 12, 22), "Vacaciones", "IEPC/CG/9/2023"),),
    )
    assert calendario.es_habil(date(2023, 12, 20))
    assert calendario.motivo(date(2023, 12, 21)) == "Vacaciones (IEPC/CG/9/2023)"
    assert calendario.motivo(date(2023, 12, 22)) == "Vacaciones (IEPC/CG/9/2023)"
    assert calendario.motivo(date(2023, 12, 25)) == "Navidad (LFT art. 74 fr. VIII)"
    assert NACIONAL.es_habil(date(2023, 12, 21))


def test_during_the_process_every_day_is_habil_for_its_acts_and_only_for_them() -> None:
    calendario = CalendarioHabil(proceso_desde=date(2023, 9, 1), proceso_hasta=date(2024, 10, 31))
    domingo = date(2024, 6, 2)
    assert calendario.es_habil(domingo, Modo.PROCESO)
    assert not calendario.es_habil(domingo, Modo.HABILES)
    assert not calendario.es_habil(date(2023, 8, 27), Modo.PROCESO)
    assert not calendario.es_habil(date(2024, 11, 3), Modo.PROCESO)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match=r"«Vacaciones» termina \(2023-12-01\) antes de empezar"):
        PeriodoInhabil(date(2023, 12, 22), date(2023, 12, 1), "Vacaciones")


def test_a_year_out_of_reach_is_refused_instead_of_having_no_holidays() -> None:
    with pytest.raises(ValueError, match="No hay calendario para el año 2101"):
        dias_nacionales(2101)
