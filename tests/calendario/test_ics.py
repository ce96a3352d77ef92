"""Feeds, read back by a reader that shares nothing with the library that writes them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from calendario.ics import EventoICS, Revision, construir
from calendario.limpieza import en_parrafos, en_una_linea

from .lector_ics import leer

CDMX = ZoneInfo("America/Mexico_City")
TIJUANA = ZoneInfo("America/Tijuana")
REVISION = Revision(2, datetime(2024, 3, 1, 18, 0, tzinfo=UTC))
INFORME = EventoICS(
    uid="entregable-7@cauce",
    resumen="Vence: 11.3 Informe mensual; marzo, comisión",
    inicio=date(2024, 4, 5),
    revision=REVISION,
    descripcion="Primeros 5 días naturales del mes siguiente.\nLineamientos art. 11 num. 3, «Conóceles».",
    url="https://cauce.example.org/p/prueba-2024/entregables/7",
    categorias=("Entregables",),
    recordatorios=(timedelta(days=7), timedelta(days=1), timedelta(hours=-9)),
)
SESION = EventoICS(
    uid="sesion-3@cauce",
    resumen="Sesión extraordinaria de la Comisión",
    inicio=datetime(2024, 4, 1, 18, 0, tzinfo=CDMX),
    fin=datetime(2024, 4, 1, 19, 30, tzinfo=CDMX),
    revision=Revision(0, datetime(2024, 3, 20, 0, 0, tzinfo=UTC)),
    lugar="Sala de sesiones",
)


def test_un_vencimiento_es_un_evento_de_todo_el_dia_con_sus_alarmas() -> None:
    calendario = leer(construir("Cauce: mi calendario", [INFORME], CDMX))
    assert calendario["VERSION"].valor == "2.0"
    assert calendario["X-WR-CALNAME"].texto == "Cauce: mi calendario"
    (evento,) = calendario.todas("VEVENT")
    assert evento["UID"].valor == "entregable-7@cauce"
    assert evento["SUMMARY"].texto == INFORME.resumen
    assert evento["DESCRIPTION"].texto == INFORME.descripcion
    assert evento["URL"].valor == INFORME.url
    assert (evento["DTSTART"].valor, evento["DTSTART"].parametros) == ("20240405", {"VALUE": "DATE"})
    assert (evento["DTEND"].valor, evento["DTEND"].parametros) == ("20240406", {"VALUE": "DATE"})
    assert evento["SEQUENCE"].valor == "2"
    assert evento["STATUS"].valor == "CONFIRMED"
    assert evento["TRANSP"].valor == "TRANSPARENT"
    assert evento["DTSTAMP"].valor == evento["LAST-MODIFIED"].valor == "20240301T180000Z"
    alarmas = evento.todas("VALARM")
    assert [a["TRIGGER"].valor for a in alarmas] == ["-P7D", "-P1D", "PT9H"]
    assert {a["ACTION"].valor for a in alarmas} == {"DISPLAY"}
    assert all(a["DESCRIPTION"].texto == INFORME.resumen for a in alarmas)


def test_una_sesion_conserva_su_hora_en_la_zona_del_instituto() -> None:
    calendario = leer(construir("Sesiones", [SESION], TIJUANA))
    (evento,) = calendario.todas("VEVENT")
    # Mexico City has no summer time since 2022; Tijuana does: 18:00 there is 17:00 here in April.
    assert evento["DTSTART"].valor == "20240401T170000"
    assert evento["DTEND"].valor == "20240401T183000"
    assert evento["DTSTART"].parametros == {"TZID": "America/Tijuana"}
    assert evento["LOCATION"].texto == "Sala de sesiones"
    assert evento["TRANSP"].valor == "OPAQUE"


def test_la_zona_viaja_en_el_calendario_con_sus_cambios_de_hora() -> None:
    (zona,) = leer(construir("Sesiones", [SESION], TIJUANA)).todas("VTIMEZONE")
    assert zona["TZID"].valor == "America/Tijuana"
    verano, invierno = zona.partes
    assert (verano.nombre, verano["TZOFFSETTO"].valor) == ("DAYLIGHT", "-0700")
    assert verano["RRULE"].valor == "FREQ=YEARLY;BYDAY=2SU;BYMONTH=3"
    assert (invierno.nombre, invierno["TZOFFSETTO"].valor) == ("STANDARD", "-0800")
    (ciudad,) = leer(construir("Sesiones", [SESION], CDMX)).todas("VTIMEZONE")
    assert [parte["TZOFFSETTO"].valor for parte in ciudad.partes] == ["-0600"]


def test_un_evento_cancelado_conserva_su_uid_y_ya_no_suena() -> None:
    cancelado = replace(INFORME, cancelado=True, revision=replace(REVISION, secuencia=3))
    (evento,) = leer(construir("Cauce", [cancelado], CDMX)).todas("VEVENT")
    assert (evento["UID"].valor, evento["STATUS"].valor) == ("entregable-7@cauce", "CANCELLED")
    assert evento["SEQUENCE"].valor == "3"
    assert not evento.todas("VALARM")


def test_varios_dias_son_un_evento_que_incluye_el_ultimo() -> None:
    captura = replace(INFORME, fin=date(2024, 4, 19))
    (evento,) = leer(construir("Cauce", [captura], CDMX)).todas("VEVENT")
    assert (evento["DTSTART"].valor, evento["DTEND"].valor) == ("20240405", "20240420")


def test_los_mismos_eventos_dan_los_mismos_bytes() -> None:
    eventos = [INFORME, SESION]
    assert construir("Cauce", eventos, CDMX) == construir("Cauce", eventos, CDMX)


def test_un_calendario_vacio_es_un_calendario() -> None:
    calendario = leer(construir("Sin fechas", [], CDMX))
    assert calendario.partes == []


@pytest.mark.parametrize(
    ("evento", "razon"),
    [
        (replace(SESION, inicio=datetime(2024, 4, 1, 18)), "le falta la zona horaria"),
        (replace(SESION, fin=datetime(2024, 4, 1, 17, tzinfo=CDMX)), "termina antes de empezar"),
        (replace(INFORME, fin=date(2024, 4, 4)), "termina antes de empezar"),
        (replace(SESION, fin=date(2024, 4, 2)), "comienza con hora y termina sin ella"),
        (replace(INFORME, fin=datetime(2024, 4, 6, 1, tzinfo=CDMX)), "comienza sin hora y termina con ella"),
        (replace(INFORME, revision=Revision(0, datetime(2024, 3, 1))), "le falta la zona horaria"),
    ],
)
def test_un_evento_imposible_se_rechaza(evento: EventoICS, razon: str) -> None:
    with pytest.raises(ValueError, match=razon):
        construir("Cauce", [evento], CDMX)


def test_una_sesion_que_termina_al_empezar_no_dice_su_fin() -> None:
    # RFC 5545, 3.8.2.2: DTEND is later than DTSTART, and both are told in seconds.
    for fin in (SESION.inicio, datetime(2024, 4, 1, 18, 0, 0, 400, tzinfo=CDMX)):
        (leido,) = leer(construir("Cauce", [replace(SESION, fin=fin)], CDMX)).todas("VEVENT")
        assert "DTEND" not in leido.propiedades


textos = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@settings(deadline=None)
@example(resumen="\\,", descripcion="\\;", dia=date(2024, 4, 1))
@given(resumen=textos.filter(en_una_linea), descripcion=textos, dia=st.dates(date(2023, 1, 1), date(2028, 1, 1)))
def test_cualquier_texto_sobrevive_el_viaje_salvo_sus_caracteres_de_control(
    resumen: str, descripcion: str, dia: date
) -> None:
    evento = replace(INFORME, resumen=resumen, descripcion=descripcion, lugar=resumen, inicio=dia)
    calendario = leer(construir(resumen, [evento], CDMX, descripcion))
    (leido,) = calendario.todas("VEVENT")
    assert calendario["X-WR-CALNAME"].texto == calendario["NAME"].texto == en_una_linea(resumen)
    assert leido["SUMMARY"].texto == leido["LOCATION"].texto == en_una_linea(resumen)
    assert not en_parrafos(descripcion) or leido["DESCRIPTION"].texto == en_parrafos(descripcion)
    assert leido["DTSTART"].valor == f"{dia:%Y%m%d}"
