"""The language of the rules: it reads as the law does, and refuses what it does not understand."""

from datetime import date

import pytest

from calendario.reglas import (
    EJEMPLOS,
    Cada,
    Cuerpo,
    FechaFija,
    FechaImposibleError,
    MismoDia,
    Primeros,
    Regla,
    ReglaInvalidaError,
    Termino,
    Unidad,
    interpretar,
    leer_fecha,
)

NAT, HAB, DIA, HORA, MES = Unidad.NATURALES, Unidad.HABILES, Unidad.DIAS, Unidad.HORAS, Unidad.MESES


@pytest.mark.parametrize(
    ("texto", "cuerpo"),
    [
        ("3 días naturales después", Termino(3, NAT)),
        ("5 días hábiles después", Termino(5, HAB)),
        ("48 horas después", Termino(48, HORA)),
        ("4 meses después", Termino(4, MES)),
        ("8 meses antes", Termino(8, MES, atras=True)),
        ("10 días naturales antes", Termino(10, NAT, atras=True)),
        ("primeros 5 días naturales del mes siguiente", Primeros(5, NAT)),
        ("primer día del mes siguiente", Primeros(1, DIA)),
        ("primer día hábil del mes siguiente", Primeros(1, HAB)),
        ("día siguiente", Termino(1, DIA)),
        ("día anterior", Termino(1, DIA, atras=True)),
        ("día hábil siguiente", Termino(1, HAB)),
        ("mismo día", MismoDia()),
        ("cada viernes hasta 2024-06-01", Cada(4, date(2024, 6, 1))),
        ("cada viernes desde 2024-04-01 hasta 2024-06-01", Cada(4, date(2024, 6, 1), date(2024, 4, 1))),
        ("todos los lunes, a partir del 1 de abril de 2024 y hasta el 1 de junio de 2024",
         Cada(0, date(2024, 6, 1), date(2024, 4, 1))),
        ("cada viernes entre 2024-04-01 y 2024-06-01", Cada(4, date(2024, 6, 1), date(2024, 4, 1))),
        ("cada viernes del 1 de abril de 2024 al 1 de junio de 2024",
         Cada(4, date(2024, 6, 1), date(2024, 4, 1))),
        ("cada viernes entre el 01/04/2024 y el 01/06/2024", Cada(4, date(2024, 6, 1), date(2024, 4, 1))),
        ("a más tardar el quince de febrero de 2024", FechaFija(date(2024, 2, 15))),
        ("a más tardar al 1 de febrero de 2024", FechaFija(date(2024, 2, 1))),
        ("1 año después", Termino(1, Unidad.ANIOS)),
        ("dos años antes", Termino(2, Unidad.ANIOS, atras=True)),
        ("a más tardar 2024-02-01", FechaFija(date(2024, 2, 1))),
        ("A más tardar el 1 de febrero de 2024.", FechaFija(date(2024, 2, 1))),
        ("a más tardar el día 1° de febrero del 2024", FechaFija(date(2024, 2, 1))),
        ("primero de febrero de 2024", FechaFija(date(2024, 2, 1))),
        ("01/02/2024", FechaFija(date(2024, 2, 1))),
        ("jueves 1 de febrero de 2024", FechaFija(date(2024, 2, 1))),
        ("5 días naturales después, contados desde el mismo día", Termino(5, NAT, mismo_dia=True)),
        ("treinta y un días naturales después", Termino(31, NAT)),
        ("un mes después", Termino(1, MES)),
    ],
)  # fmt: skip
def test_una_regla_se_lee(texto: str, cuerpo: Cuerpo) -> None:
    assert interpretar(texto).cuerpo == cuerpo


@pytest.mark.parametrize(
    ("texto", "cuerpo", "hecho"),
    [
        # Lineamientos art. 14 c) and d), as Jalisco's plan quotes them (apartado IV, 3 y 4).
        ("en un plazo de tres (3) días naturales contados a partir del día siguiente a la aprobación de la candidatura",
         Termino(3, NAT), "la aprobación de la candidatura"),
        ("a más tardar en un plazo de tres (3) días naturales, contados a partir del día siguiente a la aprobación",
         Termino(3, NAT), "la aprobación"),
        # Art. 16 f), as Hidalgo's report quotes it (5.7).
        ("en un plazo máximo de quince (15) días naturales posteriores a la recepción de las cuentas de acceso",
         Termino(15, NAT), "la recepción de las cuentas de acceso"),
        ("en un plazo no mayor a cinco (5) días naturales posteriores a la recepción de las cuentas",
         Termino(5, NAT), "la recepción de las cuentas"),
        # Art. 11 nums. 3, 10, 11 and 12.
        ("dentro de los primeros cinco días naturales del mes posterior al que se reporta", Primeros(5, NAT), ""),
        ("dentro de los primeros 5 días naturales del mes posterior al que se reporta", Primeros(5, NAT), ""),
        ("Dentro de los cinco (5) días siguientes a la modificación.", Termino(5, DIA), "la modificación"),
        ("Dentro de los cinco (5) días posteriores a que se haya emitido", Termino(5, DIA), "que se haya emitido"),
        # Art. 15 g).
        ("en un plazo de cuatro (4) meses posteriores a la Jornada Electoral", Termino(4, MES), "la Jornada Electoral"),
        ("ocho meses antes del día de la jornada electoral", Termino(8, MES, atras=True),
         "el día de la jornada electoral"),
        # Yucatán's plan, rows 3, 4 and 14, and the press conference.
        ("El primer día del mes siguiente al que se reporta", Primeros(1, DIA), ""),
        ("5 días naturales posteriores a la aprobación del documento", Termino(5, NAT),
         "la aprobación del documento"),
        ("Día Viernes de cada semana a partir del 01/04/2024 hasta el 01/06/2024",
         Cada(4, date(2024, 6, 1), date(2024, 4, 1)), ""),
        ("un día antes de la puesta en marcha del Sistema", Termino(1, DIA, atras=True),
         "la puesta en marcha del Sistema"),
        # Morelos's plan: 11.7.3 and the ruling that gave 48 hours.
        ("A más tardar al día posterior a la aprobación del registro de candidaturas", Termino(1, DIA),
         "la aprobación del registro de candidaturas"),
        ("en el término de 48 horas", Termino(48, HORA), ""),
    ],
)  # fmt: skip
def test_una_regla_se_lee_como_la_imprimen_las_fuentes(texto: str, cuerpo: Cuerpo, hecho: str) -> None:
    regla = interpretar(texto)
    assert (regla.cuerpo, regla.hecho) == (cuerpo, hecho)


def test_acentos_mayusculas_y_espacios_no_importan() -> None:
    assert interpretar("  5   DIAS HABILES   DESPUES ") == interpretar("5 días hábiles después")
    # An accent typed as a separate character, as some word processors do.
    assert interpretar("5 di\u0301as ha\u0301biles despue\u0301s") == interpretar("5 días hábiles después")


@pytest.mark.parametrize(
    ("texto", "mismo_dia"),
    [
        ("5 días naturales contados a partir del día siguiente a la notificación", False),
        ("5 días naturales contados a partir de la notificación", False),
        ("5 días naturales contados desde el mismo día de la notificación", True),
        ("5 días naturales después, contados a partir del día de la notificación", True),
    ],
)
def test_se_cuenta_desde_el_dia_siguiente_salvo_que_la_regla_diga_otra_cosa(texto: str, mismo_dia: bool) -> None:
    regla = interpretar(texto)
    assert regla.cuerpo == Termino(5, NAT, mismo_dia=mismo_dia)
    assert regla.hecho == "la notificación"


@pytest.mark.parametrize(
    "clausula",
    [
        "todos los días hábiles",
        "todos los días y horas son hábiles durante el proceso electoral",
        "considerando todos los días hábiles durante el proceso",
    ],
)
def test_una_regla_puede_decir_que_todo_dia_es_habil(clausula: str) -> None:
    assert interpretar(f"5 días hábiles después, {clausula}") == Regla(Termino(5, HAB), del_proceso=True)


def test_una_regla_puede_citar_su_articulo() -> None:
    regla = interpretar("5 días naturales después de la aprobación [Lineamientos art. 11 num. 10]")
    assert regla.fundamento == "Lineamientos art. 11 num. 10"
    assert regla.hecho == "la aprobación"


@pytest.mark.parametrize("texto", [*EJEMPLOS, "mismo día de la sesión", "12 horas antes de la sesión"])
def test_el_texto_canonico_se_lee_como_la_misma_regla(texto: str) -> None:
    regla = interpretar(texto)
    assert interpretar(str(regla)) == regla


@pytest.mark.parametrize(
    ("texto", "razon"),
    [
        ("", "está vacía"),
        ("3 días naturales despuesito", "no se reconoce «despuesito»"),
        ("3 dias naturals despues", "no se reconoce «naturals» (¿quiso decir «naturales»?)"),
        ("5 días inhábiles después", "no se reconoce «inhábiles» (¿quiso decir «hábiles»?)"),
        ("cuando se presente el supuesto", "no se reconoce «cuando»"),
        ("5 días naturales", "falta decir si es «después» o «antes»"),
        ("días naturales después", "falta la cantidad o la fecha"),
        ("después 5 días naturales", "las palabras se conocen, pero no en ese orden"),
        ("99999999999999999999999 días después", "es demasiado grande («99999999999999999999…»)"),
        ("a más tardar 20240-02-01", "«20240» es demasiado grande para una cantidad o un año"),
        ("0 días naturales después", "la cantidad debe ser de 1 o más"),
        ("cinco (4) días después", "no coinciden"),
        ("primeros 30 días naturales del mes siguiente", "no todos los meses tienen 30 días"),
        ("primeros 5 meses del mes siguiente", "se cuentan en días"),
        ("cada viernes", "falta hasta cuándo se repite"),
        ("cada viernes desde 2024-06-01 hasta 2024-04-01", "antes de empezar"),
        ("48 horas contadas desde el mismo día", "de momento a momento"),
        ("día siguiente, contados desde el mismo día de 3 horas, todos los días hábiles", "solo acompaña a un número"),
        ("5 días después de 3 días hábiles", "sobra o está mal colocado «3»"),
        ("5 días naturales posteriores al día siguiente de la sesión", "sobra o está mal colocado «día»"),
        ("5 días después de los hábiles", "sobra o está mal colocado «hábiles»"),
        ("a más tardar 2024-02-01 contados desde el mismo día", "solo acompaña a un número de días"),
        ("primer día del mes siguiente a 3 meses después de la jornada", "sobra o está mal colocado «3»"),
        ("primeros 5 días naturales del mes siguiente a los 10 días hábiles", "sobra o está mal colocado «10»"),
        ("5 días hábiles después de dos semanas", "sobra o está mal colocado «dos»"),
        ("5 días naturales posteriores a un mes", "sobra o está mal colocado «mes»"),
        ("48 horas contadas a partir del día siguiente a la notificación", "de momento a momento"),
        ("3 días naturales antes, contados a partir del día siguiente", "hacia atrás no se cuenta desde"),
        ("99999999 días naturales después", "la cantidad es demasiado grande («99999999»): puede ser hasta 9999"),
        ("-3 días naturales después", "la cantidad no puede ser negativa («-3»)"),
        ("3.5 días naturales después", "la cantidad debe ser un número entero, sin puntos ni comas («3.5»)"),
        ("mil días naturales después", "«mil»: con palabras se llega hasta novecientos noventa y nueve"),
        ("1 añito después", "no se reconoce «añito»"),
        ("cada viernes entre 2024-06-01 y 2024-04-01", "antes de empezar"),
        ("9" * 500, "tiene más de 400 caracteres"),
        ("5 días después de la aprobación, contados a partir de la notificación", "dice dos hechos, «la aprobación»"),
        ("5 días después de la aprobación [sin contar domingos]", "entre corchetes va el artículo"),
        ("5 días después del documento «salvo domingos»", "entre comillas va el de un documento"),
        ("5 días antes, si vence en inhábil pasa al siguiente hábil", "antes del hecho no pasa al siguiente día hábil"),
        ("48 horas después, si vence en inhábil pasa al siguiente hábil", "no pasan al siguiente día hábil"),
        ("antes de la sesión, a las 18:00 horas", "escriba «día anterior» y la hora"),
        ("cada 24 horas hasta 2024-06-01, a las 18 horas", "no llevan además una hora del día"),
        ("último día del periodo de campañas", "no dice de qué mes se trata"),
        ("2024-06-01 a las 12:00 p.m.", "escriba la hora de 0 a 24"),
        ("a los cinco días de la aprobación", "las palabras se conocen, pero no en ese orden"),
    ],
)
def test_lo_que_no_se_entiende_se_rechaza_con_razon_y_ejemplos(texto: str, razon: str) -> None:
    with pytest.raises(ReglaInvalidaError) as refutacion:
        interpretar(texto)
    assert razon in str(refutacion.value)
    assert "«3 días naturales después»" in str(refutacion.value)


@pytest.mark.parametrize(
    ("texto", "razon"),
    [
        ("a más tardar 2024-02-30", "no existe en el calendario"),
        ("a más tardar el 31 de abril de 2024", "no existe en el calendario"),
        ("29/02/2023", "no existe en el calendario"),
        ("a más tardar 1950-01-01", "cae fuera de los años 1990 a 2100"),
        ("cada viernes hasta 9999-12-31", "cae fuera de los años 1990 a 2100"),
        ("cada viernes desde 0001-01-01 hasta 2024-06-01", "cae fuera de los años 1990 a 2100"),
        ("viernes 1 de febrero de 2024", "esa fecha es jueves 1 de febrero de 2024"),
    ],
)
def test_una_fecha_imposible_se_rechaza(texto: str, razon: str) -> None:
    with pytest.raises(FechaImposibleError, match=razon):
        interpretar(texto)


def test_una_fecha_que_no_lo_es_se_rechaza_y_se_dice_como_escribirla() -> None:
    with pytest.raises(FechaImposibleError, match="escríbala como 2024-02-01"):
        leer_fecha("mañana")
