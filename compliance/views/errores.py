"""What is answered when something goes wrong on our side."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import bad_request, server_error

from ..almacen import sin_espacio
from ..fallos import respuesta_a

# Fields that never come back inside a page.
_SECRETOS = ("password", "contrasena")
# A text longer than this is worth giving back to whoever wrote it.
_LARGO = 40


@requires_csrf_token
def fallo(request: HttpRequest) -> HttpResponse:
    """The last page of all: what failed outside a view, such as keeping the session, is told in words too."""
    error = sys.exc_info()[1]
    return disco_lleno(request) if sin_espacio(error) else respuesta_a(request, error) or server_error(request)


@requires_csrf_token
def peticion_mala(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, unless the session could not be saved for lack of space."""
    return disco_lleno(request) if sin_espacio(exception) else bad_request(request, exception)


@cache_control(private=True, no_store=True)
def disco_lleno(request: HttpRequest) -> HttpResponse:
    """507: nothing was saved. What was typed comes back to be sent again; a file has to be chosen again."""
    campos = _tecleado(request)
    con_archivo = (request.content_type or "").startswith("multipart/")
    contexto = {
        "con_archivo": con_archivo,
        "campos": [] if con_archivo else campos,
        "textos": [valor for _, valor in campos if con_archivo and (len(valor) > _LARGO or "\n" in valor)],
    }
    return render(request, "507.html", contexto, status=507)


def _tecleado(request: HttpRequest) -> list[tuple[str, str]]:
    try:
        listas = request.POST.lists()
    except Exception:  # the request itself may be what did not fit, and cannot be read again
        return []
    campos = [
        (nombre, str(valor)) for nombre, valores in listas for valor in valores if nombre != "csrfmiddlewaretoken"
    ]
    return [] if any(s in nombre.lower() for nombre, _ in campos for s in _SECRETOS) else campos
