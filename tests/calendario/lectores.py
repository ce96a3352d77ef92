"""What real calendar applications read of a feed: each asks for an address and answers what it would show.

Those that are not installed are skipped with how to get them; ical.js is looked for where Node looks (`NODE_PATH`).
"""

import ctypes
import ctypes.util
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import icalevents.icalevents
import pytest
import vobject


class Leido(NamedTuple):
    """An event as an application shows it: `inicio` in UTC, or its day if it takes the whole of it."""

    inicio: datetime | date
    estado: str


Lector = Callable[[str, Path], dict[str, Leido]]


def _pedir(direccion: str) -> bytes:
    with urlopen(direccion) as respuesta:  # noqa: S310 (our own server)
        contenido: bytes = respuesta.read()
    return contenido


def con_icalevents(direccion: str, carpeta: Path) -> dict[str, Leido]:
    """A library that follows addresses."""
    eventos = icalevents.icalevents.events(
        url=direccion, start=datetime(2017, 1, 1, tzinfo=UTC), end=datetime(2031, 1, 1, tzinfo=UTC), strict=True
    )
    return {e.uid: Leido(e.start.astimezone(UTC) if not e.all_day else e.start, e.status) for e in eventos}


def con_vobject(direccion: str, carpeta: Path) -> dict[str, Leido]:
    """A reader that believes the VTIMEZONE of the file, whatever it knows of the zone."""
    leido = {}
    for e in vobject.readOne(_pedir(direccion).decode()).vevent_list:
        inicio = e.dtstart.value
        leido[e.uid.value] = Leido(inicio.astimezone(UTC) if isinstance(inicio, datetime) else inicio, e.status.value)
    return leido


def con_khal(direccion: str, carpeta: Path) -> dict[str, Leido]:
    """A calendar of the terminal; it keeps what it imports in a folder."""
    khal = shutil.which("khal")
    if khal is None:
        pytest.skip("khal no está instalado (pip install khal).")
    archivo, ajustes = carpeta / "feed.ics", carpeta / "khal.conf"
    archivo.write_bytes(_pedir(direccion))
    (carpeta / "calendario").mkdir()
    ajustes.write_text(
        f"[calendars]\n[[feed]]\npath = {carpeta / 'calendario'}\n[sqlite]\npath = {carpeta / 'khal.db'}\n[locale]\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        "longdatetimeformat = %Y-%m-%d %H:%M\nlocal_timezone = UTC\ndefault_timezone = UTC\n"
    )
    subprocess.run([khal, "-c", ajustes, "import", "--batch", "-a", "feed", archivo], check=True, capture_output=True)
    campos = [p for campo in ("uid", "start", "all-day", "status") for p in ("--json", campo)]
    salida = subprocess.run(
        [khal, "-c", ajustes, "list", "--once", *campos, "2017-01-01", "2031-01-01"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    # A list for each day.
    eventos = [e for linea in salida.splitlines() for e in json.loads(linea)]
    return {e["uid"]: Leido(_momento(e["start"]), e["status"].strip()) for e in eventos}


_ICAL_JS = """
const modulo = require("ical.js"), ICAL = modulo.default || modulo;
fetch(process.argv[1]).then((r) => r.text()).then((texto) => {
  const calendario = new ICAL.Component(ICAL.parse(texto));
  for (const zona of calendario.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zona);
  const eventos = calendario.getAllSubcomponents("vevent").map((v) => {
    const inicio = new ICAL.Event(v).startDate;
    const dicho = inicio.isDate ? inicio.toString() : inicio.toJSDate().toISOString();
    return [v.getFirstPropertyValue("uid"), dicho, v.getFirstPropertyValue("status")];
  });
  console.log(JSON.stringify(eventos));
});
"""


def con_ical_js(direccion: str, carpeta: Path) -> dict[str, Leido]:
    """What Thunderbird and Nextcloud read with; it believes the VTIMEZONE."""
    node = shutil.which("node")
    lugares = [os.environ.get("NODE_PATH", ""), "/usr/lib/node_modules", "/usr/local/lib/node_modules"]
    entorno = os.environ | {"NODE_PATH": ":".join(filter(None, lugares))}
    probada = [node, "-e", "require('ical.js')"]
    if node is None or subprocess.run(probada, env=entorno, capture_output=True, check=False).returncode:
        pytest.skip("ical.js no está donde Node lo busca (npm install -g ical.js, o NODE_PATH).")
    orden = [node, "-e", _ICAL_JS, direccion]
    salida = subprocess.run(orden, env=entorno, check=True, capture_output=True, text=True).stdout
    return {uid: Leido(_momento(inicio), estado) for uid, inicio, estado in json.loads(salida)}


class _Tiempo(ctypes.Structure):
    """`struct icaltimetype` of libical 3."""

    _fields_ = [
        *((campo, ctypes.c_int) for campo in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", ctypes.c_int),
        ("is_daylight", ctypes.c_int),
        ("zone", ctypes.c_void_p),
    ]


_VEVENT = 4  # ICAL_VEVENT_COMPONENT


def con_libical(direccion: str, carpeta: Path) -> dict[str, Leido]:
    """What Evolution, KOrganizer and GNOME Calendar read with; it believes the VTIMEZONE."""
    nombre = ctypes.util.find_library("ical")
    if nombre is None:
        pytest.skip("libical no está instalada (apt install libical3).")
    ical = ctypes.CDLL(nombre)
    puntero, texto = ctypes.c_void_p, ctypes.c_char_p
    for funcion, devuelve, recibe in (
        ("icalparser_parse_string", puntero, [texto]),
        ("icalcomponent_count_errors", ctypes.c_int, [puntero]),
        ("icalcomponent_get_first_component", puntero, [puntero, ctypes.c_int]),
        ("icalcomponent_get_next_component", puntero, [puntero, ctypes.c_int]),
        ("icalcomponent_get_uid", texto, [puntero]),
        ("icalcomponent_get_status", ctypes.c_int, [puntero]),
        ("icalproperty_status_to_string", texto, [ctypes.c_int]),
        ("icalcomponent_get_dtstart", _Tiempo, [puntero]),
        ("icaltime_as_timet_with_zone", ctypes.c_long, [_Tiempo, puntero]),
        ("icalcomponent_free", None, [puntero]),
    ):
        getattr(ical, funcion).restype = devuelve
        getattr(ical, funcion).argtypes = recibe
    calendario = ical.icalparser_parse_string(_pedir(direccion))
    assert ical.icalcomponent_count_errors(calendario) == 0
    leido = {}
    evento = ical.icalcomponent_get_first_component(calendario, _VEVENT)
    while evento:
        t = ical.icalcomponent_get_dtstart(evento)
        inicio = (
            date(t.year, t.month, t.day)
            if t.is_date
            else datetime.fromtimestamp(ical.icaltime_as_timet_with_zone(t, t.zone), UTC)
        )
        estado = ical.icalproperty_status_to_string(ical.icalcomponent_get_status(evento)).decode()
        leido[ical.icalcomponent_get_uid(evento).decode()] = Leido(inicio, estado)
        evento = ical.icalcomponent_get_next_component(calendario, _VEVENT)
    ical.icalcomponent_free(calendario)
    return leido


def _momento(texto: str) -> datetime | date:
    """As khal (local, which is UTC) and ical.js (with its Z) write it; a day has no hour."""
    return date.fromisoformat(texto) if len(texto) == 10 else datetime.fromisoformat(texto).replace(tzinfo=UTC)


LECTORES: dict[str, Lector] = {
    "icalevents": con_icalevents,
    "vobject": con_vobject,
    "khal": con_khal,
    "ical.js": con_ical_js,
    "libical": con_libical,
}
