"""What is told when the database refuses, is busy or is not there, or nothing else fits on the disk.

Nobody learns from a 500 that another was faster.

The forms of the site tell these refusals beside their fields (`historia.guardar`, `flujos.transiciones`). This is for
whatever reaches no form: a page in words that asks the database nothing, and that sends again, with one button, what
the person had typed. A failure that is ours to mend (a table that is not there, a query that is wrong) stays a 500.
"""

import logging
import sqlite3
import sys
import traceback
from dataclasses import dataclass

from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import InterfaceError, OperationalError
from django.db.utils import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path
from django.views.defaults import bad_request, server_error

from .actos import SinConstanciaError
from .almacen import sin_espacio
from .cifrado import CifradoError
from .historia import ALaVezError

bitacora = logging.getLogger(__name__)


@dataclass(frozen=True)
class Causa:
    """Why it was not saved. `estado` is the HTTP status; `segundos`, after how many it is worth trying again."""

    plantilla: str
    estado: int
    segundos: int = 0


A_LA_VEZ = Causa("409.html", 409)
OCUPADA = Causa("503_ocupada.html", 503, segundos=10)
SIN_DATOS = Causa("503.html", 503, segundos=60)
SIN_ESPACIO = Causa("507.html", 507)
SIN_CONSTANCIA = Causa("503_lectura.html", 503, segundos=10)
SIN_LLAVE = Causa("503_llave.html", 503)

_SQLITE = {
    sqlite3.SQLITE_BUSY: OCUPADA,
    sqlite3.SQLITE_LOCKED: OCUPADA,
    sqlite3.SQLITE_IOERR: SIN_DATOS,
    sqlite3.SQLITE_CANTOPEN: SIN_DATOS,
    sqlite3.SQLITE_READONLY: SIN_DATOS,
}
# Serialization failure, deadlock, lock timeout, statement timeout.
_POSTGRESQL = {"40001": OCUPADA, "40P01": OCUPADA, "55P03": OCUPADA, "57014": OCUPADA}
# Classes of PostgreSQL: connection, resources (connections, memory), operator (shutdown), system.
_SIN_SERVIDOR = frozenset({"08", "53", "57", "58"})


def causa_de(error: BaseException | None) -> Causa | None:
    """Why the database, or the disk, did not do it; None if that is not what failed."""
    if isinstance(error, SinConstanciaError):
        return SIN_CONSTANCIA
    if sin_espacio(error):
        return SIN_ESPACIO
    if isinstance(error, IntegrityError | ALaVezError):
        return A_LA_VEZ
    if isinstance(error, CifradoError):
        return SIN_LLAVE
    if not isinstance(error, OperationalError | InterfaceError):
        return None
    sqlite = getattr(error.__cause__, "sqlite_errorcode", None)
    if sqlite is not None:
        # The low byte is the kind; the rest, its variety.
        return _SQLITE.get(sqlite & 0xFF)
    # A server that cannot be reached says no code.
    codigo = getattr(error.__cause__, "sqlstate", None) or "08000"
    return _POSTGRESQL.get(codigo) or (SIN_DATOS if codigo[:2] in _SIN_SERVIDOR else None)


def respuesta_a(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The page in words for what the database refused, with what was sent to it; None if `error` is another thing."""
    causa = causa_de(error)
    if causa is None:
        return None
    # Where it failed, but not its text: PostgreSQL quotes in it the row that it refuses, with the answers of people.
    donde = "".join(traceback.format_tb(error.__traceback__ if error else None))
    dicho = _sin_datos(error)
    datos = {"causa": dicho, "estado": causa.estado, "donde": donde}
    # An address may hold what would look like another line of the log.
    lugar = escape_uri_path(request.path)
    bitacora.error("%s %s: %s\n%s", request.method, lugar, dicho, donde, extra={"datos": datos})
    contexto = {
        "es_envio": request.method == "POST",
        "lugar": request.get_full_path(),
        "enviado": _enviado(request),
        "con_archivos": request.method == "POST" and bool(request.FILES),
    }
    # Without the request: its context would ask the database who is looking.
    respuesta = HttpResponse(render_to_string(causa.plantilla, contexto), status=causa.estado)
    if causa.segundos:
        respuesta["Retry-After"] = str(causa.segundos)
    return respuesta


def _sin_datos(error: BaseException | None) -> str:
    """What kind of error it is, with the code and the constraint that the database names; of a key, which and why."""
    if isinstance(error, CifradoError):
        return f"{type(error).__name__}: {error}"
    origen = getattr(error, "__cause__", None)
    codigo = getattr(origen, "sqlstate", None) or getattr(origen, "sqlite_errorname", None) or ""
    restriccion = getattr(getattr(origen, "diag", None), "constraint_name", None) or ""
    return " ".join(filter(None, (type(error).__name__, codigo, restriccion)))


def _enviado(request: HttpRequest) -> list[tuple[str, str]]:
    """What the form held, to be sent again; nothing if it held a password, which never comes back in a page."""
    if request.method != "POST" or any("password" in campo for campo in request.POST):
        return []
    return [(campo, valor) for campo, valores in request.POST.lists() for valor in valores]


def fallo(request: HttpRequest) -> HttpResponse:
    """The last page of all: what failed outside a view, such as keeping the session, is told in the same words."""
    return respuesta_a(request, sys.exc_info()[1]) or server_error(request)


def causa_de_sesion(error: SessionInterrupted) -> BaseException | None:
    """What kept a session from being saved; None if it is that somebody else ended it."""
    origen: BaseException | None = error
    while origen is not None and causa_de(origen) is None:
        origen = origen.__cause__ or origen.__context__
    return origen


def peticion_mala(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that is wrong; or a session that could not be saved, which Django takes for one."""
    origen = causa_de_sesion(exception) if isinstance(exception, SessionInterrupted) else None
    return respuesta_a(request, origen) or bad_request(request, exception)
