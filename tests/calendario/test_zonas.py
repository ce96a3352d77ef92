"""The VTIMEZONE of the feeds, in every zone of Mexico, against the time zone database."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import tzical

from calendario.zonas import vtimezone

from .lector_ics import Componente, leer

SIN_VERANO = ("America/Cancun", "America/Hermosillo")
HASTA_2022 = (
    "America/Bahia_Banderas",
    "America/Mazatlan",
    "America/Merida",
    "America/Mexico_City",
    "America/Monterrey",
)
# Its summer of 2022 never ended: it became the hour of the centre, all year round.
CHIHUAHUA = "America/Chihuahua"
FRONTERA = ("America/Ciudad_Juarez", "America/Matamoros", "America/Ojinaga", "America/Tijuana")

# From midnight to four, counted from noon: hours that happen twice or never, which readers tell each in its way.
_DEL_CAMBIO = range(12, 17)


def leida(clave: str, anio: int) -> Componente:
    contenido = b"BEGIN:VCALENDAR\r\n" + vtimezone(clave, anio).to_ical() + b"END:VCALENDAR\r\n"
    (zona,) = leer(contenido).todas("VTIMEZONE")
    return zona


def partes(zona: Componente) -> list[tuple[str, str, str]]:
    """Which hour, since when and by which rule."""
    return [
        (parte.nombre, parte["DTSTART"].valor, parte["RRULE"].valor if "RRULE" in parte.propiedades else "")
        for parte in zona.partes
    ]


@pytest.mark.parametrize("anio", [2017, 2022, 2024, 2034])
@pytest.mark.parametrize("clave", [*SIN_VERANO, *HASTA_2022, CHIHUAHUA, *FRONTERA])
def test_cada_zona_da_la_hora_de_la_base_de_zonas(clave: str, anio: int) -> None:
    tz = ZoneInfo(clave)
    texto = vtimezone(clave, anio).to_ical().decode()
    leidas = [
        tzical(StringIO(texto)).get(),
        vobject.readOne(f"BEGIN:VCALENDAR\r\n{texto}END:VCALENDAR\r\n").vtimezone.tzinfo,
    ]
    inicio = datetime(anio, 1, 1, 12)
    # Each day of eight years at noon, and each hour of the days on which the clock changes.
    momentos = [inicio + timedelta(days=n) for n in range(8 * 365)]
    for uno, otro in list(pairwise(momentos)):
        if uno.replace(tzinfo=tz).utcoffset() != otro.replace(tzinfo=tz).utcoffset():
            momentos += [uno + timedelta(hours=n) for n in range(24) if n not in _DEL_CAMBIO]
    for otra in leidas:
        malos = [m for m in momentos if m.replace(tzinfo=otra).utcoffset() != m.replace(tzinfo=tz).utcoffset()]
        assert malos == [], (clave, malos[:3])


@pytest.mark.parametrize("clave", FRONTERA)
def test_en_la_frontera_dos_reglas_sin_fin(clave: str) -> None:
    assert partes(leida(clave, 2024)) == [
        ("DAYLIGHT", "20230312T020000", "FREQ=YEARLY;BYDAY=2SU;BYMONTH=3"),
        ("STANDARD", "20231105T020000", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"),
    ]


@pytest.mark.parametrize("clave", HASTA_2022)
def test_en_los_demas_estados_no_hay_verano_desde_2023(clave: str) -> None:
    assert [nombre for nombre, *_ in partes(leida(clave, 2024))] == ["STANDARD"]
    verano, invierno = partes(leida(clave, 2018))
    # Until is in UTC, and the last summer ended on 30 October 2022.
    assert verano[2].startswith("FREQ=YEARLY;UNTIL=20220403T")
    assert invierno[2].startswith("FREQ=YEARLY;UNTIL=20221030T")
    assert (verano[2].endswith("BYDAY=1SU;BYMONTH=4"), invierno[2].endswith("BYDAY=-1SU;BYMONTH=10")) == (True, True)


def test_en_chihuahua_el_verano_de_2022_se_volvio_la_hora_de_todo_el_anio() -> None:
    (hora,) = leida(CHIHUAHUA, 2024).partes
    assert hora["TZOFFSETTO"].valor == "-0600"
    assert partes(leida(CHIHUAHUA, 2018))[2] == ("STANDARD", "20221030T020000", "")


@pytest.mark.parametrize("clave", SIN_VERANO)
def test_donde_no_cambia_la_hora_hay_una_sola(clave: str) -> None:
    (hora,) = leida(clave, 2024).partes
    assert hora["TZOFFSETFROM"].valor == hora["TZOFFSETTO"].valor
    assert (hora.nombre, "RRULE" in hora.propiedades) == ("STANDARD", False)


@pytest.mark.parametrize("anio", [2017, 2024])
@pytest.mark.parametrize("clave", [*HASTA_2022, CHIHUAHUA, *FRONTERA])
def test_ningun_cambio_de_hora_viaja_en_una_lista(clave: str, anio: int) -> None:
    assert not any("RDATE" in parte.propiedades for parte in leida(clave, anio).partes)


def test_cada_cambio_se_dice_con_la_hora_que_marcaba_el_reloj() -> None:
    """Also when the summer ends: at two of the summer, not at one."""
    (_, fin) = leida("America/Tijuana", 2024).partes
    assert (fin["DTSTART"].valor, fin["TZOFFSETFROM"].valor) == ("20231105T020000", "-0700")
    antes = datetime(2023, 11, 5, 8, 59, tzinfo=UTC).astimezone(ZoneInfo("America/Tijuana"))
    assert (antes.hour, antes.utcoffset()) == (1, timedelta(hours=-7))
