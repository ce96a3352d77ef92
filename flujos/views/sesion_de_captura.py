"""What somebody typed and sent when their session had ended, or with another account: it waits, sealed, in the page.

Without scripts there is nobody to keep it in the browser, so the answer is a page that asks for the password and holds
what was sent as one sealed text: identity answers are not left in it to be read. Nothing is kept on the server.
"""

import base64
import binascii
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render

from compliance.cifrado import CifradoError, abrir_archivo, cerrar_archivo
from compliance.middleware import SolicitudAbierta
from compliance.views.cuentas import FormaEntrar, abrir_sesion

# As long as a session: whoever does not remember the password asks for another one.
VIGENCIA = timedelta(hours=12)
_APARTE = frozenset({"csrfmiddlewaretoken", "sobre", "username", "password"})

Vista = Callable[..., HttpResponse]


def en_json(request: SolicitudAbierta) -> bool:
    """Whether it is the page that asks, and not the person."""
    return request.headers.get("Accept") == "application/json"


def con_sesion(vista: Vista) -> Vista:
    """For a view that keeps what a form of ours sends: only of the account that wrote it, which is asked to enter."""

    @wraps(vista)
    def envuelta(request: SolicitudAbierta, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return vista(request, *args, **kwargs) if request.user.is_authenticated else _a_entrar(request)
        if "sobre" in request.POST:
            return _al_volver(request, lambda: vista(request, *args, **kwargs))
        de_quien = request.POST.get("cuenta", "")
        if request.user.is_authenticated and de_quien in ("", str(request.user.pk)):
            return vista(request, *args, **kwargs)
        return pedir_que_entre(request)

    envuelta.al_caducar = pedir_que_entre  # type: ignore[attr-defined]
    return envuelta


def _a_entrar(request: SolicitudAbierta) -> HttpResponse:
    return redirect_to_login(request.get_full_path())


def pedir_que_entre(request: SolicitudAbierta) -> HttpResponse:
    """The answer to what was sent without its session: a page that keeps it; to the page itself, that it is so."""
    if en_json(request):
        return JsonResponse({"sesion": False}, status=401)
    if "sobre" in request.POST:
        return _pagina(request, request.POST["sobre"], FormaEntrar(request), 401)
    campos = [(c, v) for c, valores in request.POST.lists() if c not in _APARTE for v in valores]
    if not campos:
        return _a_entrar(request)
    dicho = {"ruta": request.path, "en": request.momento.isoformat(), "campos": campos}
    sobre = base64.urlsafe_b64encode(cerrar_archivo(json.dumps(dicho).encode())).decode()
    return _pagina(request, sobre, FormaEntrar(request), 401)


def _pagina(request: SolicitudAbierta, sobre: str, form: FormaEntrar, estado: int) -> HttpResponse:
    contexto = {
        "form": form,
        "sobre": sobre,
        "otra": request.user.is_authenticated,
        "con_archivos": bool(request.FILES),
    }
    respuesta = render(request, "flujos/captura_sesion.html", contexto, status=estado)
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta


def _al_volver(request: SolicitudAbierta, seguir: Callable[[], HttpResponse]) -> HttpResponse:
    """Enter, and go on with what was sent; only if who enters is who wrote it."""
    campos = _abrir(request.POST["sobre"], request.path, request.momento)
    if campos is None:
        return _a_entrar(request)
    form = FormaEntrar(request, request.POST)
    if not form.is_valid():
        if detenida := getattr(request, "axes_locked_out", False):
            # The page of the refusal would not keep what was typed: this one does, and says the same.
            request.axes_locked_out = False  # type: ignore[attr-defined]
            form.add_error(None, "Demasiados intentos: espere quince minutos. Lo que escribió sigue en esta página.")
        return _pagina(request, request.POST["sobre"], form, 429 if detenida else 422)
    usuario = form.get_user()
    if campos.get("cuenta", "") not in ("", str(usuario.pk)):
        form.add_error(None, "Esto lo escribió otra cuenta: entre con ella.")
        return _pagina(request, request.POST["sobre"], form, 422)
    abrir_sesion(request, usuario)
    request.POST = campos  # type: ignore[assignment]
    return seguir()


def _abrir(sobre: str, ruta: str, al: datetime) -> QueryDict | None:
    """What was sent to this address; None if it was to another, too long ago, or it cannot be opened."""
    try:
        dicho = json.loads(abrir_archivo(base64.urlsafe_b64decode(sobre.encode())))
    except (CifradoError, binascii.Error, ValueError):
        return None
    if dicho["ruta"] != ruta or al - datetime.fromisoformat(dicho["en"]) > VIGENCIA:
        return None
    campos = QueryDict(mutable=True)
    for campo, valor in dicho["campos"]:
        campos.appendlist(campo, valor)
    return campos
