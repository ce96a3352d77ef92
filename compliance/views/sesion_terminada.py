"""What somebody sent when their session had ended, or with another account: it waits, sealed, in the page.

Any form of a page that asks for an account names the one that opened it (`templatetags.formularios`). If what it sends
arrives without that account, the answer asks for the password and holds what was sent as one sealed text: nothing is
left in it to be read, and nothing is kept on the server. Whoever enters as that account, and nobody else, sends it.
Files and passwords are not kept.
"""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.urls import resolve

from ..cifrado import CifradoError, abrir_archivo, cerrar_archivo
from ..middleware import SolicitudAbierta, debe_factor, pide_cuenta
from .cuentas import FormaEntrar, entrar_aqui, tras_entrar

# As long as a session: whoever does not remember the password asks for another one.
VIGENCIA = timedelta(hours=12)
_APARTE = frozenset({"csrfmiddlewaretoken", "cuenta"})


class SesionTerminadaMiddleware:
    """After Django's of the token and of the account: what comes here is of a form of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Only views are looked at."""
        return self.get_response(request)

    def process_view(self, request: Any, vista: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """None if the view goes on: with what it was sent, or with what had been sent to it."""
        if request.method != "POST" or not pide_cuenta(vista):
            return None
        if "sobre" in request.POST:
            return _al_volver(request)
        de_quien = request.POST.get("cuenta", "")
        if request.user.is_authenticated and de_quien in ("", str(request.user.pk)):
            return None
        if de_quien or en_json(request):
            return _pedir_que_entre(request)
        return None


def en_json(request: HttpRequest) -> bool:
    """Whether it is the page that asks, and not the person."""
    return request.headers.get("Accept") == "application/json"


def formulario_rechazado(request: Any, reason: str = "") -> HttpResponse:
    """The answer to a form that Django does not accept as ours (settings.CSRF_FAILURE_VIEW): 403, with its cause.

    Another address is for whoever administers the site to mend; no cookie, for the browser; the rest is an old page.
    What was typed in it is kept if the browser says that the form was of ours.
    """
    if reason.startswith(("Origin checking failed", "Referer checking failed")):
        causa = "origen"
    else:
        causa = "cookie" if reason == REASON_NO_CSRF_COOKIE else "vieja"
    de_aqui = causa != "origen" and "Origin" in request.headers and pide_cuenta(resolve(request.path_info).func)
    if de_aqui and (request.POST.get("cuenta") or "sobre" in request.POST):
        return _pedir_que_entre(request)
    enviado_desde = request.headers.get("Origin") or request.headers.get("Referer", "")
    contexto = {"causa": causa, "enviado_desde": enviado_desde, "sitio": settings.SITIO_URL}
    return render(request, "403_csrf.html", contexto, status=403)


def _a_entrar(request: SolicitudAbierta) -> HttpResponse:
    return redirect_to_login(request.get_full_path())


# -- The envelope -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Sobre:
    """What was sent. `archivos`: in which field, and with which name."""

    cuenta: str
    campos: list[tuple[str, str]]
    archivos: list[tuple[str, str]]

    @classmethod
    def de(cls, request: SolicitudAbierta) -> "_Sobre":
        """Of what has just been sent."""
        campos = [(c, v) for c, valores in request.POST.lists() if _se_guarda(c) for v in valores]
        archivos = [(c, str(a.name)) for c, varios in request.FILES.lists() for a in varios]
        return cls(request.POST["cuenta"], campos, archivos)

    def cerrar(self, request: SolicitudAbierta) -> str:
        """Sealed, for this address and from now on."""
        dicho = {"ruta": request.get_full_path(), "en": request.momento.isoformat(), **vars(self)}
        return base64.urlsafe_b64encode(cerrar_archivo(json.dumps(dicho).encode())).decode()

    @classmethod
    def abrir(cls, request: SolicitudAbierta) -> "_Sobre | None":
        """None if it was for another address, too long ago, or it cannot be opened."""
        try:
            dicho = json.loads(abrir_archivo(base64.urlsafe_b64decode(request.POST["sobre"].encode())))
        except (CifradoError, binascii.Error, ValueError):
            return None
        en = type(request.momento).fromisoformat(dicho["en"])
        if dicho["ruta"] != request.get_full_path() or request.momento - en > VIGENCIA:
            return None
        return cls(dicho["cuenta"], dicho["campos"], dicho["archivos"])

    def poner_en(self, request: SolicitudAbierta) -> None:
        """As if it had just been sent. A file is there with nothing in it: no form takes it, and each asks for it."""
        campos = QueryDict(mutable=True)
        for campo, valor in [("cuenta", self.cuenta), *self.campos]:
            campos.appendlist(campo, valor)
        request.POST = campos  # type: ignore[assignment]
        for campo, nombre in self.archivos:
            request.FILES.appendlist(campo, SimpleUploadedFile(nombre, b""))
            messages.warning(request, f"Elija otra vez «{nombre}»: al terminar la sesión no se conservan los archivos.")


def _se_guarda(campo: str) -> bool:
    """A password never comes back in a page."""
    return campo not in _APARTE and "password" not in campo


def _pedir_que_entre(request: SolicitudAbierta) -> HttpResponse:
    """The answer to what was sent without its session: a page that keeps it; to the page itself, that it is so."""
    if en_json(request):
        return JsonResponse({"sesion": False}, status=401)
    if "sobre" in request.POST:
        return _pagina(request, request.POST["sobre"], _Sobre.abrir(request), FormaEntrar(request), 401)
    enviado = _Sobre.de(request)
    if not enviado.campos and not enviado.archivos:
        return _a_entrar(request)
    return _pagina(request, enviado.cerrar(request), enviado, FormaEntrar(request), 401)


def _pagina(
    request: SolicitudAbierta,
    cerrado: str,
    enviado: _Sobre | None,
    form: FormaEntrar,
    estado: int,
    *,
    falta_factor: bool = False,
) -> HttpResponse:
    if enviado is None:
        return _a_entrar(request)
    contexto = {
        "form": form,
        "sobre": cerrado,
        "otra": request.user.is_authenticated,
        "con_archivos": bool(enviado.archivos),
        "falta_factor": falta_factor,
    }
    respuesta = render(request, "cuentas/sesion_terminada.html", contexto, status=estado)
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta


def _al_volver(request: SolicitudAbierta) -> HttpResponse | None:
    """Enter, and go on with what was sent (None); only if who enters is who wrote it."""
    enviado = _Sobre.abrir(request)
    if enviado is None:
        return _a_entrar(request)
    if request.user.is_authenticated and str(request.user.pk) == enviado.cuenta:
        # They entered elsewhere meanwhile: with a passkey, or through the directory of their institute.
        return _seguir(request, enviado, FormaEntrar(request))
    form = FormaEntrar(request, request.POST)
    de_otra = form.is_valid() and enviado.cuenta != str(form.get_user().pk)
    if de_otra:
        form.add_error(None, "Esto lo escribió otra cuenta: entre con ella.")
    if not form.is_valid() or not entrar_aqui(request, form):
        if detenida := getattr(request, "axes_locked_out", False):
            # The page of the refusal would not keep what was typed: this one does, and says the same.
            request.axes_locked_out = False  # type: ignore[attr-defined]
            form.add_error(None, "Demasiados intentos: espere quince minutos. Lo que escribió sigue en esta página.")
        return _pagina(request, request.POST["sobre"], enviado, form, 429 if detenida else 422)
    return _seguir(request, enviado, form)


def _seguir(request: SolicitudAbierta, enviado: _Sobre, form: FormaEntrar) -> HttpResponse | None:
    """Go on, unless the roles of who entered need a second factor that they have not put yet."""
    tras_entrar(request)
    if debe_factor(request):
        return _pagina(request, request.POST["sobre"], enviado, form, 409, falta_factor=True)
    enviado.poner_en(request)
    return None
