"""Dates as people say them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from calendario.fechas import dia_local, faltan, fecha_en_prosa, fecha_hora, fecha_larga, fin_del_dia, momento_en_prosa

CDMX = ZoneInfo("America/Mexico_City")
CANCUN = ZoneInfo("America/Cancun")
VENCE = datetime(2024, 4, 2, 23, 59, 59, tzinfo=CDMX)


@pytest.mark.parametrize(
    ("dia", "corta", "prosa"),
    [
        (date(2024, 4, 2), "mar 2 abr 2024", "martes 2 de abril de 2024"),
        (date(2023, 9, 16), "sáb 16 sep 2023", "sábado 16 de septiembre de 2023"),
        (date(2024, 12, 25), "mié 25 dic 2024", "miércoles 25 de diciembre de 2024"),
    ],
)
def test_un_dia_se_dice_corto_y_en_una_oracion(dia: date, corta: str, prosa: str) -> None:
    assert fecha_larga(dia) == corta
    assert fecha_en_prosa(dia) == prosa


def test_un_momento_se_dice_con_el_reloj_del_instituto() -> None:
    assert fecha_hora(VENCE, CDMX) == "mar 2 abr 2024, 23:59"
    assert fecha_hora(VENCE, CANCUN) == "mié 3 abr 2024, 00:59"
    assert momento_en_prosa(VENCE, CDMX) == "martes 2 de abril de 2024, a las 23:59 horas"
    assert momento_en_prosa(VENCE, CANCUN) == "miércoles 3 de abril de 2024, a las 00:59 horas"


@pytest.mark.parametrize(
    ("al", "dicho"),
    [
        ("2024-03-30T09:00", "faltan 3 días"),
        ("2024-04-01T23:59:59", "falta 1 día"),
        ("2024-04-02T00:00", "vence hoy"),
        ("2024-04-02T23:59:59", "vence hoy"),
        ("2024-04-03T00:00", "venció hace 1 día"),
        ("2024-04-04T12:00", "venció hace 2 días"),
    ],
)
def test_lo_que_falta_se_dice_en_dias_locales_enteros(al: str, dicho: str) -> None:
    assert faltan(VENCE, datetime.fromisoformat(al).replace(tzinfo=CDMX), CDMX) == dicho


def test_un_plazo_en_horas_puede_vencer_el_mismo_dia() -> None:
    vence = datetime(2024, 4, 2, 10, 30, tzinfo=CDMX)
    assert faltan(vence, datetime(2024, 4, 2, 10, 30, tzinfo=CDMX), CDMX) == "vence hoy"
    assert faltan(vence, datetime(2024, 4, 2, 10, 31, tzinfo=CDMX), CDMX) == "venció hoy"


def test_un_dia_de_vencimiento_dura_hasta_su_ultimo_segundo_local() -> None:
    assert fin_del_dia(date(2024, 4, 2), CDMX) == datetime(2024, 4, 3, 5, 59, 59, tzinfo=UTC)
    assert dia_local(datetime(2024, 4, 3, 5, 59, 59, tzinfo=UTC), CDMX) == date(2024, 4, 2)
