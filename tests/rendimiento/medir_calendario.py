"""What a rule costs, and a feed of 300 events against the library alone. Run by `make bench`."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from calendario.ics import EventoICS, Revision, construir
from calendario.plazos import calcular
from calendario.reglas import EJEMPLOS

from .tabla import SIN_BASE, alternar, anotar

CDMX = ZoneInfo("America/Mexico_City")
MODIFICADO = datetime(2024, 3, 1, tzinfo=UTC)


def test_diez_mil_reglas_se_evaluan_en_un_segundo() -> None:
    dias = [date(2024, 1, 1) + timedelta(days=n) for n in range(100)]

    def evaluar() -> None:
        for dia in dias:
            for regla in EJEMPLOS:
                calcular(regla, desde=dia)

    por_regla = alternar({"reglas": evaluar}, 5)["reglas"] / (len(dias) * len(EJEMPLOS))
    anotar("una regla de plazo / 0.1 ms", por_regla, limite=0.1, meta=1, base=SIN_BASE)


def test_un_calendario_de_300_eventos_cuesta_menos_del_doble_que_la_biblioteca_sola() -> None:
    eventos = [
        EventoICS(
            uid=f"entregable-{n}@cauce",
            resumen=f"Vence: entregable {n}",
            inicio=date(2024, 1, 1) + timedelta(days=n),
            revision=Revision(n, MODIFICADO),
            descripcion="Primeros 5 días naturales del mes siguiente.",
            url=f"https://cauce.example.org/{n}",
            recordatorios=(timedelta(days=7), timedelta(days=1)),
        )
        for n in range(300)
    ]

    def biblioteca_sola() -> bytes:
        calendario = Calendar()
        for e in eventos:
            evento = Event()
            for nombre, valor in (
                ("uid", e.uid),
                ("summary", e.resumen),
                ("dtstart", e.inicio),
                ("dtend", e.inicio),
                ("dtstamp", MODIFICADO),
                ("last-modified", MODIFICADO),
                ("sequence", 1),
                ("status", "CONFIRMED"),
                ("transp", "TRANSPARENT"),
                ("description", e.descripcion),
                ("url", e.url),
            ):
                evento.add(nombre, valor)
            for antes in e.recordatorios:
                alarma = Alarm()
                alarma.add("action", "DISPLAY")
                alarma.add("description", e.resumen)
                alarma.add("trigger", -antes)
                evento.add_component(alarma)
            calendario.add_component(evento)
        contenido: bytes = calendario.to_ical()
        return contenido

    medidas = alternar({"nuestro": lambda: construir("Cauce", eventos, CDMX), "sola": biblioteca_sola}, 5)
    anotar(
        "iCalendar de 300 eventos / icalendar sola", medidas["nuestro"], pareja=medidas["sola"], meta=2, base=SIN_BASE
    )
