"""iCalendar feeds (RFC 5545) from plain values. Pure: no ORM, no clock.

The same events always give the same bytes: DTSTAMP is the moment of the last change, not of the request, so that a
client that asks again may be told that nothing changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import STATUS, TRANSP, Alarm, Calendar, Event, vCalAddress, vText

from .limpieza import en_parrafos, en_una_linea
from .zonas import vtimezone

PRODID = "-//Cauce//Calendario electoral//ES"
_UN_DIA = timedelta(days=1)
_REFRESCO = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Revision:
    """How many times an event was revised, and when last (aware). See calendario.services.revisiones."""

    secuencia: int
    modificado_en: datetime


@dataclass(frozen=True, slots=True)
class EventoICS:
    """Something with a date. A plain date makes a whole-day event, of which `fin` is the last day, included.

    Moments must be aware. `uid` must never change nor be given to another event. `recordatorios` say how long before
    the beginning to warn (for a whole-day event, before its first midnight; a negative one warns during the day).
    """

    uid: str
    resumen: str
    inicio: date | datetime
    revision: Revision
    fin: date | datetime | None = None
    descripcion: str = ""
    lugar: str = ""
    url: str = ""
    categorias: tuple[str, ...] = ()
    recordatorios: tuple[timedelta, ...] = ()
    cancelado: bool = False

    @property
    def dia_completo(self) -> bool:
        """Whether it takes whole days."""
        return not isinstance(self.inicio, datetime)


def construir(nombre: str, eventos: Iterable[EventoICS], tz: ZoneInfo, descripcion: str = "") -> bytes:
    """A whole calendar named `nombre`, in UTF-8, its moments in the time zone `tz`; no control character leaves in it.

    Raises ValueError for an event with a naive moment, or that ends before it begins.
    """
    lista = list(eventos)
    nombre, descripcion = en_una_linea(nombre), en_parrafos(descripcion)
    calendario = Calendar()
    calendario.add("prodid", PRODID)
    calendario.add("version", "2.0")
    calendario.add("calscale", "GREGORIAN")
    # The library gives neither a type of its own: as text, they are escaped.
    calendario.add("name", vText(nombre))
    calendario.add("x-wr-calname", vText(nombre))
    calendario.add("x-wr-timezone", tz.key)
    if descripcion:
        calendario.add("description", descripcion)
        calendario.add("x-wr-caldesc", vText(descripcion))
    calendario.add("refresh-interval", _REFRESCO, parameters={"VALUE": "DURATION"})
    calendario.add("x-published-ttl", "PT1H")
    if lista:
        calendario.add_component(vtimezone(tz.key, min(e.inicio.year for e in lista)))
    for evento in lista:
        calendario.add_component(_componente(evento, tz))
    contenido: bytes = calendario.to_ical()
    return contenido


def invitacion(
    evento: EventoICS, tz: ZoneInfo, *, organiza: tuple[str, str], asiste: tuple[str, str], responde: bool = False
) -> bytes:
    """What is mailed to `asiste` so that their calendar takes the event, or drops it (iTIP, RFC 5546).

    `organiza` and `asiste` are a name and an address; with `responde`, the former reads what the calendar of the latter
    answers. Its METHOD is CANCEL for a cancelled event and REQUEST for any
    other: the same UID with a greater SEQUENCE replaces what they had. Raises ValueError as `construir`.
    """
    calendario = Calendar()
    calendario.add("prodid", PRODID)
    calendario.add("version", "2.0")
    calendario.add("calscale", "GREGORIAN")
    calendario.add("method", "CANCEL" if evento.cancelado else "REQUEST")
    calendario.add_component(vtimezone(tz.key, evento.inicio.year))
    componente = _componente(evento, tz)
    for propiedad, (nombre, correo), otros in (
        ("organizer", organiza, {}),
        (
            "attendee",
            asiste,
            {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE" if responde else "FALSE"},
        ),
    ):
        direccion = vCalAddress(f"mailto:{correo}")
        for parametro, valor in {"CN": en_una_linea(nombre).replace('"', ""), **otros}.items():
            direccion.params[parametro] = vText(valor)
        componente.add(propiedad, direccion)
    calendario.add_component(componente)
    contenido: bytes = calendario.to_ical()
    return contenido


def _componente(evento: EventoICS, tz: ZoneInfo) -> Event:
    componente = Event()
    resumen = en_una_linea(evento.resumen)
    componente.add("uid", evento.uid)
    componente.add("summary", resumen)
    inicio, fin = _extremos(evento, tz)
    componente.add("dtstart", inicio)
    if fin is not None:
        componente.add("dtend", fin)
    componente.add("dtstamp", evento.revision.modificado_en)
    componente.add("last-modified", evento.revision.modificado_en)
    componente.add("sequence", evento.revision.secuencia)
    componente.add("status", STATUS.CANCELLED if evento.cancelado else STATUS.CONFIRMED)
    # A due date does not make anybody busy.
    componente.add("transp", TRANSP.TRANSPARENT if evento.dia_completo else TRANSP.OPAQUE)
    for nombre, valor in (
        ("description", en_parrafos(evento.descripcion)),
        ("location", en_una_linea(evento.lugar)),
        ("url", en_una_linea(evento.url)),
        ("categories", [en_una_linea(c) for c in evento.categorias]),
    ):
        if valor:
            componente.add(nombre, valor)
    if not evento.cancelado:
        for antes in evento.recordatorios:
            alarma = Alarm()
            alarma.add("action", "DISPLAY")
            alarma.add("description", resumen)
            alarma.add("trigger", -antes)
            componente.add_component(alarma)
    return componente


def _extremos(evento: EventoICS, tz: ZoneInfo) -> tuple[date | datetime, date | datetime | None]:
    """Beginning and end as RFC 5545 wants them: local moments, or days with the end left out."""
    inicio, fin = evento.inicio, evento.fin
    for momento in (inicio, fin, evento.revision.modificado_en):
        if isinstance(momento, datetime) and momento.tzinfo is None:
            raise ValueError(f"{evento.uid}: a {momento} le falta la zona horaria.")
    if isinstance(inicio, datetime):
        if fin is not None and not isinstance(fin, datetime):
            raise ValueError(f"{evento.uid}: comienza con hora y termina sin ella.")
        if fin is not None and fin < inicio:
            raise ValueError(f"{evento.uid}: termina antes de empezar.")
        # One that ends as it begins has no end to say (RFC 5545, 3.8.2.2: later than DTSTART; both in seconds).
        dura = fin is not None and fin.replace(microsecond=0) > inicio.replace(microsecond=0)
        return inicio.astimezone(tz), fin.astimezone(tz) if fin is not None and dura else None
    if isinstance(fin, datetime):
        raise ValueError(f"{evento.uid}: comienza sin hora y termina con ella.")
    ultimo = fin or inicio
    if ultimo < inicio:
        raise ValueError(f"{evento.uid}: termina antes de empezar.")
    return inicio, ultimo + _UN_DIA
