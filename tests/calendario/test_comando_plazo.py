"""manage.py plazo."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from calendario.models import Calendario, Inhabil


def responder(capsys: pytest.CaptureFixture[str], *argumentos: str) -> str:
    call_command("plazo", *argumentos)
    return capsys.readouterr().out


def en_json(capsys: pytest.CaptureFixture[str], *argumentos: str) -> dict[str, Any]:
    datos: dict[str, Any] = json.loads(responder(capsys, *argumentos, "--json"))
    return datos


def test_responde_las_siete_claves(capsys: pytest.CaptureFixture[str]) -> None:
    datos = en_json(capsys, "2 dias habiles despues [Lineamientos art. 11]", "--desde", "2024-03-15")
    assert set(datos) == {"abre", "vence", "inicia", "dias_contados", "dias_saltados", "explicacion", "fundamento"}
    assert datos["vence"] == "2024-03-20T23:59:59-06:00"
    assert datos["inicia"] == "2024-03-19"
    assert datos["dias_contados"] == 2
    assert datos["dias_saltados"] == [
        {"fecha": "2024-03-16", "motivo": "sábado"},
        {"fecha": "2024-03-17", "motivo": "domingo"},
        {"fecha": "2024-03-18", "motivo": "Natalicio de Benito Juárez (LFT art. 74 fr. III)"},
    ]
    assert datos["explicacion"].startswith("Vence el miércoles 20 de marzo de 2024 a las 23:59: 2 días hábiles")
    assert datos["fundamento"] == "Lineamientos art. 11"


@pytest.mark.parametrize(
    ("regla", "desde", "vence"),
    [
        ("3 días naturales después", "2024-03-31", "2024-04-03T23:59:59-06:00"),
        ("5 días hábiles después", "2024-03-15", "2024-03-25T23:59:59-06:00"),
        ("48 horas después", "2024-03-15T10:30", "2024-03-17T10:30:00-06:00"),
        ("48 horas después", "2024-03-15T10:30-05:00", "2024-03-17T09:30:00-06:00"),
        ("4 meses después", "2024-06-02", "2024-10-02T23:59:59-06:00"),
        ("8 meses antes", "2024-06-02", "2023-10-02T23:59:59-06:00"),
        ("primeros 5 días naturales del mes siguiente", "2024-03-31", "2024-04-05T23:59:59-06:00"),
        ("primer día del mes siguiente", "2024-03-31", "2024-04-01T23:59:59-06:00"),
        ("día siguiente", "2024-03-31", "2024-04-01T23:59:59-06:00"),
        ("día anterior", "2024-06-02", "2024-06-01T23:59:59-06:00"),
        ("a más tardar 2024-02-01", "2024-01-01", "2024-02-01T23:59:59-06:00"),
        ("cada viernes hasta 2024-06-01", "2024-04-01", "2024-04-05T23:59:59-06:00"),
        ("día siguiente", "31 de marzo de 2024", "2024-04-01T23:59:59-06:00"),
    ],
)
def test_entiende_las_reglas_de_los_planes(
    capsys: pytest.CaptureFixture[str], regla: str, desde: str, vence: str
) -> None:
    assert en_json(capsys, regla, "--desde", desde)["vence"] == vence


def test_una_regla_semanal_agrega_cada_vencimiento(capsys: pytest.CaptureFixture[str]) -> None:
    datos = en_json(capsys, "cada viernes hasta 2024-04-15", "--desde", "2024-04-01")
    assert datos["ocurrencias"] == ["2024-04-05T23:59:59-06:00", "2024-04-12T23:59:59-06:00"]


def test_una_fecha_fija_no_necesita_hecho(capsys: pytest.CaptureFixture[str]) -> None:
    assert en_json(capsys, "a más tardar 2024-02-01")["vence"] == "2024-02-01T23:59:59-06:00"


def test_sin_json_explica_y_muestra_la_cuenta(capsys: pytest.CaptureFixture[str]) -> None:
    lineas = responder(capsys, "2 días hábiles después", "--desde", "2024-03-15").splitlines()
    assert lineas[0].startswith("Vence el miércoles 20 de marzo de 2024")
    assert lineas[2:] == [
        "   –  vie 15 mar 2024   día del hecho: no se cuenta",
        "   –  sáb 16 mar 2024   sábado",
        "   –  dom 17 mar 2024   domingo",
        "   –  lun 18 mar 2024   Natalicio de Benito Juárez (LFT art. 74 fr. III)",
        "   1  mar 19 mar 2024",
        "   2  mié 20 mar 2024   vence",
    ]


@pytest.mark.django_db
def test_usa_los_dias_y_el_reloj_de_un_instituto(capsys: pytest.CaptureFixture[str]) -> None:
    calendario = Calendario.objects.create(clave="ieebc", nombre="Calendario del IEEBC", zona_horaria="America/Tijuana")
    Inhabil.objects.create(
        calendario=calendario,
        desde=date(2024, 1, 16),
        hasta=date(2024, 1, 17),
        motivo="Suspensión",
        documento="Acuerdo 2/2024",
    )
    datos = en_json(capsys, "1 día hábil después", "--desde", "2024-01-15", "--calendario", "ieebc")
    assert datos["vence"] == "2024-01-18T23:59:59-08:00"
    assert datos["dias_saltados"][0]["motivo"] == "Suspensión (Acuerdo 2/2024)"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("argumentos", "razon"),
    [
        (["3 días despuesito", "--desde", "2024-03-15"], r"no se reconoce «despuesito»"),
        (["3 días después", "--desde", "2024-02-30"], r"--desde: La fecha «2024-02-30» no existe"),
        (["3 días después", "--desde", "ayer"], r"--desde: «ayer» no es una fecha"),
        (["3 días después", "--desde", "2024-03-15T27:00"], r"Con hora se escribe 2024-02-01T14:30"),
        ([], r"No se entiende la regla «»: está vacía"),
        (["3 días después", "--desde"], r"Indíquela con --desde"),
        (["3 días después"], r"necesita la fecha del hecho .* Indíquela con --desde"),
        (["3 días después", "--desde", "2024-03-15", "--calendario", "nadie"], r"No hay un calendario «nadie»"),
        (["9999 meses después", "--desde", "2024-03-15"], r"fuera de los años 1990 a 2100"),
    ],
)
def test_lo_que_no_puede_responder_se_rechaza_con_su_razon(argumentos: list[str], razon: str) -> None:
    with pytest.raises(CommandError, match=razon):
        call_command("plazo", *argumentos)


def test_sin_base_lo_dice_y_el_calendario_nacional_responde(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def sin_tabla(*_: object) -> None:
        raise OperationalError("no such table: calendario_calendario")

    monkeypatch.setattr(Calendario.objects, "order_by", sin_tabla)
    with pytest.raises(CommandError, match="la base de datos no está lista"):
        call_command("plazo", "5 días hábiles después", "--desde", "2024-03-15", "--calendario", "impepac")
    assert en_json(capsys, "5 días hábiles después", "--desde", "2024-03-15")["vence"].startswith("2024-03-25")
