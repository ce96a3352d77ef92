"""The ladder: which rung applies, and what a text may say."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from notificaciones.escalera import peldano_vigente, rellenar, una_linea, vuelta

from ..elenco import TZ, momento


@dataclass(frozen=True)
class Peldano:
    dias: int | None


ESCALERA = [Peldano(7), Peldano(3), Peldano(0), Peldano(-1)]
VENCE = momento("2024-04-10 23:59:59")


@pytest.mark.parametrize(
    ("al", "dias"),
    [
        ("2024-04-03 07:59", None),
        ("2024-04-03 08:00", 7),
        ("2024-04-07 07:59", 7),
        ("2024-04-07 08:00", 3),
        ("2024-04-10 08:00", 0),
        ("2024-04-10 23:59:59", 0),
        ("2024-04-11 00:00", None),
        ("2024-04-11 08:00", -1),
        ("2025-01-01 08:00", -1),
    ],
)
def test_rige_el_ultimo_escalon_que_empezo_a_las_ocho_de_su_dia(al: str, dias: int | None) -> None:
    vigente = peldano_vigente(ESCALERA, VENCE, momento(al), TZ)
    assert (vigente and vigente.dias) == dias


def test_los_dias_son_los_de_la_zona_del_instituto() -> None:
    # Already 11 April in Mexico City, still 10 April in Tijuana: the same instant.
    tijuana = ZoneInfo("America/Tijuana")
    vence = datetime(2024, 4, 10, 23, 59, 59, tzinfo=tijuana)
    assert peldano_vigente(ESCALERA, vence, momento("2024-04-11 00:30"), tijuana) == Peldano(0)


def test_una_escalera_sin_escalones_posteriores_calla_lo_vencido() -> None:
    assert peldano_vigente([Peldano(2), Peldano(0)], VENCE, momento("2024-04-15 09:00"), TZ) is None


def test_los_escalones_de_hechos_no_dependen_de_la_fecha() -> None:
    assert peldano_vigente([Peldano(None)], VENCE, momento("2024-04-10 12:00"), TZ) is None


def test_un_texto_solo_nombra_datos_y_nunca_ejecuta() -> None:
    datos = {"nombre": "{clave} Ana", "clave": "11.3"}
    assert rellenar("{nombre} {clave}", datos) == "{clave} Ana 11.3"
    assert rellenar("{nombre.__class__} {0!r} {desconocido}", datos) == "{nombre.__class__} {0!r} "


def test_un_asunto_ocupa_una_linea_y_cabe() -> None:
    assert una_linea("Informe\r\nBcc: otra@example.com") == "Informe Bcc: otra@example.com"
    cortado = una_linea("palabra " * 40)
    assert len(cortado) == 200
    assert cortado.endswith("bra palabra…")


@pytest.mark.parametrize(
    ("al", "esperada"),
    [
        ("2024-04-11 08:00", 0),
        ("2024-04-12 07:59", 0),
        ("2024-04-12 08:00", 1),
        ("2024-04-15 08:00", 4),
        ("2024-04-16 08:00", 4),
        ("2024-09-01 08:00", 4),
    ],
)
def test_lo_vencido_se_repite_cada_dia_a_su_hora_hasta_su_limite(al: str, esperada: int) -> None:
    assert vuelta(-1, 5, VENCE, momento(al), TZ) == esperada
    assert vuelta(-1, None, VENCE, momento(al), TZ) == 0
