"""What every request goes through: who may keep the answer, its size, its moment (taken once), the person's reach."""

import logging
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from ipaddress import IPv6Network
from time import monotonic
from typing import Any
from uuid import uuid4

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_from_path, override
from django.views.defaults import bad_request

from . import vigilancia
from .almacen import sin_huerfanos
from .ambito import Ambito
from .bitacora import FOLIO, PETICION
from .fallos import causa_de_sesion, respuesta_a
from .models import Proceso, Usuario
from .permisos import ambito_en
from .reloj import ahora
from .services import sesiones
from .services.factores import Exigencia, exigencia, factores_de


class SolicitudAbierta(HttpRequest):
    """A request as Cauce's views receive it, of somebody who may not have entered (for types only)."""

    momento: datetime
    ambito: Ambito
    # Those in which the person holds a role, read once.
    procesos: Sequence[Proceso]


class SolicitudCauce(SolicitudAbierta):
    """The same, of somebody who has: what a view that asks for an account receives, or one that reads no `user`."""

    user: Usuario


class PeticionMiddleware:
    """Gives each request a number (`X-Request-ID`), measures it and writes its line; nothing of who asked.

    Outside all that answers. What watches the server is answered here: it has neither the name of the site nor
    https, and must be answered when nothing else can be.
    """

    LIMPIO = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.bitacora = logging.getLogger(PETICION)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Of a proxy of ours the number that it gave is taken; of anybody else, none."""
        dado = request.META.get("HTTP_X_REQUEST_ID", "") if settings.PROXIES else ""
        folio = dado if self.LIMPIO.fullmatch(dado) else uuid4().hex
        # A quoted cookie brings anything; of a session it is letters and digits, and PostgreSQL looks for no NUL.
        if not request.COOKIES.get(settings.SESSION_COOKIE_NAME, "a").isalnum():
            del request.COOKIES[settings.SESSION_COOKIE_NAME]
        ficha = FOLIO.set(folio)
        desde = monotonic()
        try:
            respuesta = vigilancia.atender(request, direccion_vista(request)) or self.get_response(request)
            ms = (monotonic() - desde) * 1000
            vista = request.resolver_match.view_name if request.resolver_match else ""
            vigilancia.contar(request.method or "", vista, respuesta.status_code, ms / 1000)
            datos = {"vista": vista, "metodo": request.method, "estado": respuesta.status_code, "ms": round(ms, 1)}
            self.bitacora.info(
                "%s %s %d %.1f ms", request.method, vista, respuesta.status_code, ms, extra={"datos": datos}
            )
        finally:
            FOLIO.reset(ficha)
        respuesta["X-Request-ID"] = folio
        return respuesta


class CabezaMiddleware:
    """Of a HEAD only the head is answered, whatever the view made: a server warns of each body that it must throw."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Outside every other, which tell of the body its length and whether it is compressed."""
        # Before it is answered: the API attends to it as to a GET.
        es_cabeza = request.method == "HEAD"
        respuesta: HttpResponseBase = self.get_response(request)
        if es_cabeza and isinstance(respuesta, StreamingHttpResponse):
            respuesta.streaming_content = ()
        elif es_cabeza and isinstance(respuesta, HttpResponse):
            respuesta.content = b""
        return respuesta


class PoliticaMiddleware:
    """Tells the browser what it may do, on every answer: django-csp's policy.

    Ours is the same for all of them. django-csp's own middleware, which makes it twice for each, was a sixth of what a
    public page costs.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.politica = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Django's own pages of errors, that whoever develops sees, carry their style inside."""
        respuesta = self.get_response(request)
        if not (settings.DEBUG and respuesta.status_code in (404, 500)):
            respuesta.headers.setdefault(HEADER, self.politica)
        return respuesta


class PrivacidadMiddleware:
    """Nobody keeps a copy of what was answered to a person: neither a proxy nor the computer that others use later.

    A person is whoever came with a session, has just been given one, or was given any other cookie: asking the
    database who it is would cost each visitor of the public pages a query. What says of itself that it is «public»
    is the same for everybody (a style sheet, the public calendar). What a token alone opens says so in its view.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Outside every other middleware that answers: errors, refusals and downloads pass through here too."""
        respuesta = self.get_response(request)
        de_todos = "public" in respuesta.get("Cache-Control", "")
        if respuesta.cookies or (settings.SESSION_COOKIE_NAME in request.COOKIES and not de_todos):
            respuesta["Cache-Control"] = "private, no-store"
        return respuesta


class CompresionMiddleware(GZipMiddleware):
    """Compresses texts that are the same for whoever asks: the public site and its files.

    What is answered to a person may hold a secret beside something that they sent, whose length would tell it (BREACH):
    whoever came with a session, or is given a cookie (every page with a form is), gets it as it is.
    """

    TEXTOS = ("json", "xml", "javascript")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Outside every other: static files pass through here too, those that were compressed beforehand untouched."""
        tipo = response.get("Content-Type", "").partition(";")[0]
        es_texto = tipo.startswith("text/") or tipo.endswith(self.TEXTOS)
        de_alguien = response.cookies or settings.SESSION_COOKIE_NAME in request.COOKIES
        if response.status_code != 200 or not es_texto or de_alguien:
            return response
        comprimida: HttpResponseBase = super().process_response(request, response)
        return comprimida


class LenguaMiddleware:
    """The language that the address names (`/nah/…`), and Spanish otherwise: neither a cookie nor what a browser
    prefers, so that an address says the same to everybody. Only the public site has addresses in another language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """While it is answered."""
        lengua = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = lengua
        with override(lengua):
            return self.get_response(request)


class TamanoMiddleware:
    """Refuses a request that is too large before anything of it is read, let alone written to disk.

    A file somewhat larger than what is admitted goes on to its form, which says so beside the field.
    """

    HOLGURA_MB = 5

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """By what the request says of itself: the server gives it no more than that to read."""
        try:
            largo = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            largo = 0
        if largo > (settings.ARCHIVO_MAXIMO_MB + self.HOLGURA_MB) * 1024 * 1024:
            return render(request, "413.html", {"maximo": settings.ARCHIVO_MAXIMO_MB}, status=413)
        return self.get_response(request)


class ArchivosMiddleware:
    """What a request that failed left in the storage goes with it (compliance.almacen)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Once the transactions of the request are over."""
        with sin_huerfanos():
            return self.get_response(request)


class SesionMiddleware(SessionMiddleware):
    """Django's. With the disk full or the database busy pages are still read, though their session is not noted."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Whoever sends something is told (fallos.peticion_mala): entering, for instance, needs a session."""
        try:
            return super().process_response(request, response)
        except SessionInterrupted as error:
            if request.method not in ("GET", "HEAD") or causa_de_sesion(error) is None:
                raise
            return response


def direccion_vista(request: HttpRequest) -> str:
    """Where a request comes from: what the outermost of our own proxies saw."""
    vistas = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if settings.PROXIES else []
    # Whatever is to the left of that, the client itself may have written.
    cual = vistas[-settings.PROXIES].strip() if len(vistas) >= settings.PROXIES > 0 else ""
    return cual or str(request.META.get("REMOTE_ADDR", ""))


def direccion_del_cliente(request: HttpRequest) -> str:
    """The same, for django-axes. Of IPv6, the first address of its network of 64 bits: whoever has one has them all."""
    direccion = direccion_vista(request)
    if ":" not in direccion:
        return direccion
    try:
        return str(IPv6Network(f"{direccion.partition('%')[0]}/64", strict=False).network_address)
    except ValueError:
        return direccion


def _procesos(ambito: Ambito) -> list[Proceso]:
    return list(Proceso.objects.filter(pk__in=ambito.procesos).select_related("instituto"))


class AmbitoMiddleware:
    """Sets `request.momento` (aware), `request.ambito` and `request.procesos` (lazy: a public page asks for none)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Take the clock once."""
        momento = ahora()
        request.momento = momento  # type: ignore[attr-defined]
        request.ambito = SimpleLazyObject(lambda: ambito_en(request.user, momento))  # type: ignore[attr-defined]
        request.procesos = SimpleLazyObject(lambda: _procesos(request.ambito))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What is not ours to mend is told in words.

        A year 9999 has no day after it, a key of thirty digits fits in no database, and PostgreSQL looks for no text
        with a NUL. See `fallos` for the rest.
        """
        if no_cabe(exception):
            return bad_request(request, exception)
        return respuesta_a(request, exception)


def no_cabe(error: Exception) -> bool:
    """Whether what was sent is nothing that a calendar or a database holds."""
    return isinstance(error, OverflowError) or (isinstance(error, DataError) and "NUL" in str(error))


def pide_cuenta(vista: Any) -> bool:
    """Whether a view is only for whoever has entered: `login_required` marks it; the catalogues, by their model."""
    return hasattr(vista, "login_url") or hasattr(vista, "model_admin")


# In the session of who entered: its row, when, and with which second factor, if with one.
SESION, ENTRO, FACTOR = "sesion", "entro", "factor"
# Where one puts a second factor, or shows the one that there is: all that is left open without it, where it is needed.
PARA_PONERLO = frozenset(
    {
        "seguridad",
        "factor_aplicacion",
        "factor_llave",
        "factor_llave_opciones",
        "factor_codigos",
        "confirmar_identidad",
        "entrar_segundo",
        "llave_opciones",
        "salir",
        "sesion_abierta",
    }
)


def exigencia_de(request: SolicitudCauce) -> Exigencia | None:
    """Whether the roles of whoever asks need a second factor, judged when they entered: no work is cut off."""
    entro = request.session.get(ENTRO)
    en = datetime.fromisoformat(entro) if entro else request.momento
    general = request.user.is_superuser
    procesos = Proceso.objects.select_related("instituto") if general else request.procesos
    return exigencia(request.ambito, list(procesos), en, superusuario=general)


def debe_factor(request: Any) -> bool:
    """Whether they entered without the second factor that their roles need."""
    if request.session.get(FACTOR):
        return False
    pide = exigencia_de(request)
    return pide is not None and pide.rige


class PuertasMiddleware:
    """A session that is over opens nothing; one without the second factor that its roles need, only where it is put."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Only views are looked at."""
        return self.get_response(request)

    def process_view(self, request: Any, vista: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """None if the view goes on. Of public pages nobody is asked who they are."""
        # Not every page of the catalogues is marked: those of the history are of simple-history.
        lugar = request.resolver_match
        con_cuenta = pide_cuenta(vista) or (lugar is not None and "admin" in lugar.app_names)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not con_cuenta or not request.user.is_authenticated:
            return None
        if (sesion := request.session.get(SESION)) and not sesiones.sigue(sesion, request.momento):
            # As if nobody had entered: the view asks for it, and what was sent waits in a page.
            logout(request)
            return None
        nombre = lugar.url_name if lugar else ""
        # What waited in a page is asked about where it is opened, so that it is not lost.
        en_su_sobre = "sobre" in request.POST and pide_cuenta(vista)
        if nombre in PARA_PONERLO or en_su_sobre or not debe_factor(request):
            return None
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"sesion": False}, status=401)
        return redirect("entrar_segundo" if factores_de(request.user).hay else "seguridad")
