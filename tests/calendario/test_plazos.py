"""When terms are due: the dates that the institutes printed, and the reasons given."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from calendario.inhabiles import NACIONAL, CalendarioHabil, Modo, PeriodoInhabil
from calendario.plazos import (
    DiaDeLaCuenta,
    EventoDesconocidoError,
    FechaImposibleError,
    Vencimiento,
    apertura,
    calcular,
    ocurrencias,
    sumar_meses,
)

CDMX = ZoneInfo("America/Mexico_City")
JORNADA = date(2024, 6, 2)


@pytest.mark.parametrize(
    ("regla", "desde", "vence"),
    [
        # IMPEPAC, plan de trabajo, 31 oct 2023: report of each month (11.3.4), printed 5 Nov 2023 … 5 Jun 2024.
        *(
            ("primeros 5 días naturales del mes siguiente", f"{mes}-01", f"{siguiente}-05")
            for mes, siguiente in (
                ("2023-09", "2023-10"), ("2023-10", "2023-11"), ("2023-11", "2023-12"), ("2023-12", "2024-01"),
                ("2024-01", "2024-02"), ("2024-02", "2024-03"), ("2024-03", "2024-04"), ("2024-04", "2024-05"),
                ("2024-05", "2024-06"),
            )
        ),
        ("primer día del mes siguiente al que se reporta", "2024-02-29", "2024-03-01"),  # 11.3.3
        ("5 días naturales después", "2023-09-02", "2023-09-07"),  # 11.1.2: approved on the 2nd, sent on the 7th
        ("5 días naturales después", "2024-04-01", "2024-04-06"),  # 11.12.4
        ("día siguiente", "2024-04-26", "2024-04-27"),  # 11.13 → 11.14
        ("día siguiente", "2024-05-29", "2024-05-30"),  # 11.15 → 11.16
        ("día anterior a la jornada electoral", "2024-06-02", "2024-06-01"),  # 11.7.2, last substitution
        ("4 meses después", "2024-06-02", "2024-10-02"),  # S/N, final report; Lineamientos art. 15 g)
        ("8 meses antes", "2024-06-02", "2023-10-02"),  # art. 11 num. 3
        # IEEH Hidalgo, April 2024: accounts due on the third day (5.3), list on the day after (2), 11.14.
        ("3 días naturales después", "2024-03-31", "2024-04-03"),
        ("3 días naturales después", "2024-04-21", "2024-04-24"),
        ("día siguiente", "2024-04-19", "2024-04-20"),
        # IEPAC Yucatán, rows 1 and 2, and the press conference one day before the launch.
        ("5 días naturales posteriores a la aprobación del documento", "2023-09-01", "2023-09-06"),
        ("un día antes de la puesta en marcha del Sistema", "2024-04-01", "2024-03-31"),
        # Months that lack the day end on their last one.
        ("1 mes después", "2024-01-31", "2024-02-29"),
        ("1 mes después", "2023-01-31", "2023-02-28"),
        ("1 mes antes", "2024-03-31", "2024-02-29"),
        ("12 meses después", "2024-02-29", "2025-02-28"),
        ("1 año después", "2024-02-29", "2025-02-28"),
        ("2 años antes", "2024-02-01", "2022-02-01"),
        # Hábiles: Friday 15 March 2024, a weekend and Monday 18 (Benito Juárez).
        ("1 día hábil después", "2024-03-15", "2024-03-19"),
        ("5 días hábiles después", "2024-03-15", "2024-03-25"),
        ("5 días hábiles después, contados desde el mismo día", "2024-03-15", "2024-03-22"),
        ("5 días hábiles después, todos los días hábiles", "2024-03-15", "2024-03-20"),
        ("1 día hábil antes", "2024-03-19", "2024-03-15"),
        ("primer día hábil del mes siguiente", "2024-04-10", "2024-05-02"),
        ("primeros 3 días hábiles del mes siguiente", "2023-12-01", "2024-01-04"),
        ("5 días naturales después, contados desde el mismo día", "2024-04-01", "2024-04-05"),
        ("3 días naturales antes, contados desde el mismo día", "2024-04-05", "2024-04-03"),
        ("4 meses después, contados desde el mismo día", "2024-06-02", "2024-10-01"),
        # A whole month that begins on its first day ends on its last.
        ("1 mes contado desde el mismo día", "2024-05-01", "2024-05-31"),
        ("1 mes contado desde el mismo día", "2024-03-01", "2024-03-31"),
        ("1 mes antes, contado desde el mismo día", "2024-03-31", "2024-03-01"),
        ("mismo día", "2024-04-01", "2024-04-01"),
        ("a más tardar el 1 de febrero de 2024", "2023-12-01", "2024-02-01"),
    ],
)  # fmt: skip
def test_un_plazo_vence_el_dia_que_imprimen_las_fuentes(regla: str, desde: str, vence: str) -> None:
    vencimiento = calcular(regla, desde=date.fromisoformat(desde))
    assert vencimiento.dia == date.fromisoformat(vence)
    assert vencimiento.vence.isoformat() == f"{vence}T23:59:59-06:00"


# -- Moments and time zones -------------------------------------------------------------------------------


def test_las_horas_corren_de_momento_a_momento() -> None:
    # TEEM-JDC-26/2021-3: 48 hours ordered on 3 March 2021; IMPEPAC/CEE/128/2021 came on the 5th.
    orden = datetime(2021, 3, 3, 18, 30, tzinfo=CDMX)
    vencimiento = calcular("en el término de 48 horas", desde=orden)
    assert vencimiento.vence == datetime(2021, 3, 5, 18, 30, tzinfo=CDMX)
    assert vencimiento.inicia == orden
    assert vencimiento.dias_contados == 2
    assert calcular("36 horas después", desde=orden).dias_contados == 1.5


def test_las_horas_duran_lo_mismo_cuando_cambia_el_horario() -> None:
    tijuana = ZoneInfo("America/Tijuana")  # clocks forward on 10 March 2024 at 2:00
    vencimiento = calcular("24 horas después", desde=datetime(2024, 3, 9, 12, tzinfo=tijuana), tz=tijuana)
    assert vencimiento.vence.isoformat() == "2024-03-10T13:00:00-07:00"


def test_las_horas_desde_un_dia_sin_hora_se_leen_del_modo_mas_estricto_y_se_dice() -> None:
    vencimiento = calcular("48 horas después", desde=date(2021, 3, 3))
    assert vencimiento.vence.isoformat() == "2021-03-05T00:00:00-06:00"
    assert "sin hora señalada, se toman las 00:00" in vencimiento.explicacion


def test_el_dia_es_el_del_instituto_y_termina_con_su_reloj() -> None:
    # 23:30 in Tijuana is already the next day in Mexico City.
    hecho = datetime(2024, 1, 15, 23, 30, tzinfo=ZoneInfo("America/Tijuana"))
    en_tijuana = calcular("3 días naturales después", desde=hecho, tz=ZoneInfo("America/Tijuana"))
    en_cancun = calcular("3 días naturales después", desde=hecho, tz=ZoneInfo("America/Cancun"))
    assert en_tijuana.vence.isoformat() == "2024-01-18T23:59:59-08:00"
    assert en_cancun.vence.isoformat() == "2024-01-19T23:59:59-05:00"


# -- The mode belongs to the act --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("regla", "modo", "vence"),
    [
        ("5 días después", Modo.NATURALES, "2024-03-20"),
        ("5 días después", Modo.HABILES, "2024-03-25"),
        ("5 días después", Modo.PROCESO, "2024-03-20"),
        ("5 días hábiles después", Modo.PROCESO, "2024-03-20"),
        ("5 días hábiles después", Modo.NATURALES, "2024-03-25"),
        ("5 días naturales después", Modo.HABILES, "2024-03-20"),
    ],
)
def test_el_acto_dice_como_se_cuentan_los_dias_a_secas(regla: str, modo: Modo, vence: str) -> None:
    assert calcular(regla, desde=date(2024, 3, 15), modo=modo).dia == date.fromisoformat(vence)


def test_un_acto_del_proceso_vuelve_al_calendario_ordinario_cuando_termina() -> None:
    calendario = CalendarioHabil(proceso_desde=date(2023, 9, 1), proceso_hasta=date(2024, 3, 16))
    vencimiento = calcular("3 días hábiles después", desde=date(2024, 3, 15), modo=Modo.PROCESO, calendario=calendario)
    # Saturday 16 counts, for the process runs; Sunday 17 and Monday 18 do not.
    assert vencimiento.dia == date(2024, 3, 20)
    assert [s.fecha.day for s in vencimiento.dias_saltados] == [17, 18]
    assert "3 días hábiles, que durante el proceso electoral son todos y fuera de él no," in vencimiento.explicacion
    assert vencimiento.fundamento.endswith("art. 7, nums. 1 y 2; Ley Federal del Trabajo, art. 74")


def test_el_calendario_del_instituto_mueve_sus_plazos() -> None:
    calendario = CalendarioHabil(
        periodos=(PeriodoInhabil(date(2024, 3, 20), date(2024, 3, 21), "Suspensión", "IEPC/CG/7/2024"),)
    )
    vencimiento = calcular("2 días hábiles después", desde=date(2024, 3, 18), calendario=calendario)
    assert vencimiento.dia == date(2024, 3, 22)
    assert [s.motivo for s in vencimiento.dias_saltados] == ["Suspensión (IEPC/CG/7/2024)"] * 2


# -- What it tells ----------------------------------------------------------------------------------------


def habiles() -> Vencimiento:
    return calcular("5 días hábiles después de la notificación", desde=date(2024, 3, 15))


def test_dice_que_se_conto_que_se_salto_y_por_que() -> None:
    vencimiento = habiles()
    assert vencimiento.inicia == date(2024, 3, 19)
    assert vencimiento.dias_contados == 5
    assert [(s.fecha.day, s.motivo) for s in vencimiento.dias_saltados] == [
        (16, "sábado"),
        (17, "domingo"),
        (18, "Natalicio de Benito Juárez (LFT art. 74 fr. III)"),
        (23, "sábado"),
        (24, "domingo"),
    ]


def test_la_tabla_muestra_cada_dia_en_el_orden_de_la_cuenta() -> None:
    assert habiles().tabla == (
        DiaDeLaCuenta(date(2024, 3, 15), None, "día del hecho: no se cuenta"),
        DiaDeLaCuenta(date(2024, 3, 16), None, "sábado"),
        DiaDeLaCuenta(date(2024, 3, 17), None, "domingo"),
        DiaDeLaCuenta(date(2024, 3, 18), None, "Natalicio de Benito Juárez (LFT art. 74 fr. III)"),
        DiaDeLaCuenta(date(2024, 3, 19), 1, ""),
        DiaDeLaCuenta(date(2024, 3, 20), 2, ""),
        DiaDeLaCuenta(date(2024, 3, 21), 3, ""),
        DiaDeLaCuenta(date(2024, 3, 22), 4, ""),
        DiaDeLaCuenta(date(2024, 3, 23), None, "sábado"),
        DiaDeLaCuenta(date(2024, 3, 24), None, "domingo"),
        DiaDeLaCuenta(date(2024, 3, 25), 5, "vence"),
    )
    atras = calcular("2 días naturales antes", desde=date(2024, 6, 2)).tabla
    assert [(f.fecha.isoformat(), f.numero) for f in atras] == [
        ("2024-06-02", None),
        ("2024-06-01", 1),
        ("2024-05-31", 2),
    ]
    horas = calcular("36 horas después", desde=datetime(2024, 3, 15, 10, 30, tzinfo=CDMX)).tabla
    assert [f.motivo for f in horas] == ["13 h 30 min", "22 h 30 min"]


@pytest.mark.parametrize(
    ("regla", "opciones", "frase"),
    [
        (
            "3 días naturales después",
            {"evento": "la aprobación", "fundamento": "Lineamientos art. 14 inciso c)"},
            "Vence el lunes 18 de marzo de 2024 a las 23:59: 3 días naturales contados desde el día siguiente a la "
            "aprobación (viernes 15 de marzo de 2024) (fundamento: Lineamientos art. 14 inciso c)).",
        ),
        (
            "día anterior",
            {},
            "Vence el jueves 14 de marzo de 2024 a las 23:59: es el día anterior al hecho "
            "(viernes 15 de marzo de 2024).",
        ),
        (
            "8 meses antes de la jornada electoral",
            {},
            "Vence el sábado 15 de julio de 2023 a las 23:59: 8 meses contados hacia atrás desde el día anterior a "
            "la jornada electoral (viernes 15 de marzo de 2024).",
        ),
        (
            "primeros 5 días naturales del mes siguiente",
            {},
            "Abre el lunes 1 de abril de 2024 y vence el viernes 5 de abril de 2024 a las 23:59: es el último de los "
            "primeros 5 días naturales del mes siguiente a marzo de 2024.",
        ),
        (
            "1 día hábil después [art. 8]",
            {},
            "Vence el martes 19 de marzo de 2024 a las 23:59: es el día hábil siguiente al hecho (viernes 15 de "
            "marzo de 2024), sin contar 3 días inhábiles (1 sábado, 1 domingo, lun 18 mar 2024: Natalicio de "
            "Benito Juárez (LFT art. 74 fr. III)) (fundamento: art. 8).",
        ),
        (
            "a más tardar 2024-04-01",
            {},
            "Vence el lunes 1 de abril de 2024 a las 23:59: es una fecha fija y ese día se incluye completo.",
        ),
        (
            "cada viernes hasta 2024-06-01",
            {},
            "Vence el viernes 15 de marzo de 2024 a las 23:59: es el viernes número 1 de los 12 que hay del "
            "viernes 15 de marzo de 2024 al sábado 1 de junio de 2024.",
        ),
    ],
)
def test_se_explica_en_una_oracion_llana(regla: str, opciones: dict[str, str], frase: str) -> None:
    assert calcular(regla, desde=date(2024, 3, 15), **opciones).explicacion == frase  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("regla", "razon"),
    [
        ("2 semanas después", "2 semanas contadas desde el día siguiente al hecho (viernes 15 de marzo de 2024)"),
        ("1 semana después", "1 semana contada desde el día siguiente al hecho (viernes 15 de marzo de 2024)"),
        ("el miércoles siguiente a la jornada", "es el miércoles siguiente a la jornada (viernes 15 de marzo de 2024)"),
        ("dentro de los 3 días anteriores al inicio de las campañas",
         "son los 3 días anteriores al inicio de las campañas (viernes 15 de marzo de 2024)"),
        ("dentro de las 2 semanas anteriores", "son las 2 semanas anteriores al hecho (viernes 15 de marzo de 2024)"),
        ("durante el mes siguiente", "es todo el mes siguiente a marzo de 2024"),
        ("durante abril de 2024", "es todo el mes de abril de 2024"),
        ("a más tardar en abril de 2024", "es el último día de abril de 2024"),
        ("a más tardar en la primera semana de abril de 2024",
         "es el último día de la primera semana (del día 1 al 7) de abril de 2024"),
        ("cada mes hasta 2024-05-31", "cada mes desde el hecho (viernes 15 de marzo de 2024): vez 1 de 2, hasta el "
         "viernes 31 de mayo de 2024"),
    ],
)  # fmt: skip
def test_la_razon_concuerda_en_genero_y_numero(regla: str, razon: str) -> None:
    assert calcular(regla, desde=date(2024, 3, 15)).razon == razon


@pytest.mark.parametrize(
    ("regla", "dia", "abre"),
    [
        ("últimos 5 días del mes, si vence en inhábil pasa al siguiente hábil", date(2024, 4, 1), date(2024, 3, 27)),
        ("segunda quincena del mes, si vence en inhábil pasa al siguiente hábil", date(2024, 4, 1), date(2024, 3, 16)),
        ("primeros 40 días del año 2024", date(2024, 2, 9), date(2024, 1, 1)),
        # Moved to before it opened.
        ("en el mes de marzo de 2024", date(2024, 2, 20), date(2024, 2, 20)),
    ],
)
def test_se_sabe_cuando_abre_lo_que_vence_en_otro_mes(regla: str, dia: date, abre: date) -> None:
    assert apertura(regla, dia, lambda: NACIONAL) == abre


def test_una_tabla_de_horas_no_muestra_el_dia_en_que_no_corre_ninguna() -> None:
    assert [f.fecha.day for f in calcular("48 horas antes", desde=JORNADA).tabla] == [31, 1]


def test_un_salto_largo_se_resume() -> None:
    calendario = CalendarioHabil(
        periodos=(PeriodoInhabil(date(2023, 12, 18), date(2023, 12, 29), "Vacaciones", "IEPC/9"),)
    )
    frase = calcular("1 día hábil después", desde=date(2023, 12, 15), calendario=calendario).explicacion
    assert "sin contar 17 días inhábiles (2 sábados, 2 domingos" in frase
    assert "9 días por Vacaciones (IEPC/9)" in frase


def test_el_articulo_es_el_citado_o_el_que_rige_la_cuenta() -> None:
    desde = date(2024, 3, 15)
    assert (
        "art. 7, num. 2; Ley Federal del Trabajo, art. 74" in calcular("5 días hábiles después", desde=desde).fundamento
    )
    assert calcular("5 días hábiles después, todos los días hábiles", desde=desde).fundamento.endswith("art. 7, num. 1")
    assert calcular("5 días hábiles después [art. 8]", desde=desde).fundamento == "art. 8"
    assert calcular("5 días hábiles después", desde=desde, fundamento="art. 9").fundamento == "art. 9"
    assert calcular("5 días naturales después", desde=desde).fundamento == ""


# -- Weekly rules -----------------------------------------------------------------------------------------


def test_una_regla_semanal_vence_cada_semana_entre_sus_dos_fechas() -> None:
    # IEPAC Yucatán, row 14: Fridays from 1 April 2024.
    viernes = ocurrencias("cada viernes hasta 2024-06-01", desde=date(2024, 4, 1))
    assert [v.dia.isoformat()[5:] for v in viernes] == [
        "04-05", "04-12", "04-19", "04-26", "05-03", "05-10", "05-17", "05-24", "05-31",
    ]  # fmt: skip
    assert "viernes número 9 de los 9" in viernes[-1].explicacion
    assert calcular("cada viernes hasta 2024-06-01", desde=date(2024, 4, 1)) == viernes[0]


def test_una_regla_semanal_incluye_sus_dos_extremos() -> None:
    viernes = ocurrencias("cada viernes desde 2024-04-05 hasta 2024-04-12")
    assert [v.dia for v in viernes] == [date(2024, 4, 5), date(2024, 4, 12)]


def test_una_semana_sola_dice_que_es_la_unica() -> None:
    frase = calcular("cada viernes entre 2024-04-01 y 2024-04-07").explicacion
    assert "es el único viernes que hay del lunes 1 de abril de 2024 al domingo 7 de abril de 2024" in frase


def test_cualquier_otra_regla_vence_una_vez() -> None:
    assert ocurrencias("día siguiente", desde=JORNADA) == (calcular("día siguiente", desde=JORNADA),)


# -- Refusals ---------------------------------------------------------------------------------------------


def test_una_regla_que_cuenta_desde_un_hecho_lo_pide() -> None:
    with pytest.raises(EventoDesconocidoError, match="«día siguiente» necesita la fecha del hecho"):
        calcular("día siguiente")
    assert calcular("a más tardar 2024-02-01").dia == date(2024, 2, 1)


@pytest.mark.parametrize(
    ("regla", "desde", "razon"),
    [
        ("cada viernes hasta 2024-06-01", date(2024, 6, 2), "Entre 2024-06-02 y 2024-06-01 no hay viernes"),
        ("primeros 25 días hábiles del mes siguiente", JORNADA, "Julio de 2024 no tiene 25 días hábiles"),
        ("9999 meses después", JORNADA, "fuera de los años 1990 a 2100"),
        ("9999 días hábiles antes", date(1991, 1, 1), "fuera de los años 1990 a 2100"),
        ("día anterior", date(1, 1, 1), "fuera de los años 1990 a 2100"),
        ("a más tardar 0224-02-01", JORNADA, "fuera de los años 1990 a 2100"),
        ("día siguiente", datetime(2024, 6, 2, 12), "le falta la zona horaria"),
    ],
)
def test_una_fecha_imposible_se_rechaza_con_su_razon(regla: str, desde: date, razon: str) -> None:
    with pytest.raises(FechaImposibleError, match=razon):
        calcular(regla, desde=desde)


@pytest.mark.parametrize(
    ("dia", "meses", "resultado"),
    [
        ("2024-06-02", -8, "2023-10-02"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2024-01-31", -2, "2023-11-30"),
    ],
)
def test_los_meses_van_de_fecha_a_fecha(dia: str, meses: int, resultado: str) -> None:
    assert sumar_meses(date.fromisoformat(dia), meses) == date.fromisoformat(resultado)
