"""What the staff's views share."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.urls import resolve

from ..cara.descargas import filtro_de
from ..middleware import SolicitudCauce
from ..models import Proceso
from ..roles import INTERNOS
from ..services.lecturas import leer_en

Vista = Callable[..., HttpResponse]


def proceso_o_404(request: SolicitudCauce, clave: str, roles: Iterable[str] = INTERNOS) -> Proceso:
    """The process with this key, if the person holds one of `roles` in it; otherwise it does not exist."""
    ambito = request.ambito
    proceso = Proceso.objects.filter(clave=clave, pk__in=ambito.procesos_con(roles)).select_related("instituto").first()
    if proceso is None:
        raise Http404
    return proceso


def anotar_descarga(request: SolicitudCauce, proceso: Proceso, archivo: str, objeto: Model | None = None) -> None:
    """Note that whoever asks is going to be sent a file that tells of people: about `objeto`, or about the process."""
    hechos = {"archivo": archivo, "filtro": filtro_de(request.GET)}
    leer_en(
        "descargar",
        objeto or proceso,
        proceso,
        hechos=hechos,
        por=request.user,
        ambito=request.ambito,
        en=request.momento,
    )


def no_se_visita(request: HttpRequest) -> HttpResponse:
    """The answer to whoever visits an address that only takes what a form sends: 405, in words."""
    respuesta = render(request, "405.html", status=405)
    respuesta["Allow"] = "POST"
    return respuesta


def formulario_rechazado(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form that Django does not accept as ours (settings.CSRF_FAILURE_VIEW): 403, with its cause.

    Another address is for whoever administers the site to mend; no cookie, for the browser; the rest is an old page. A
    view that keeps what was typed until somebody enters again (`al_caducar`) is asked for its own answer, if the
    browser says that the form was of ours.
    """
    if reason.startswith(("Origin checking failed", "Referer checking failed")):
        causa = "origen"
    else:
        causa = "cookie" if reason == REASON_NO_CSRF_COOKIE else "vieja"
    al_caducar = getattr(resolve(request.path_info).func, "al_caducar", None) if causa != "origen" else None
    if al_caducar and request.headers.get("Origin"):
        return al_caducar(request)  # type: ignore[no-any-return]
    enviado_desde = request.headers.get("Origin") or request.headers.get("Referer", "")
    contexto = {"causa": causa, "enviado_desde": enviado_desde, "sitio": settings.SITIO_URL}
    return render(request, "403_csrf.html", contexto, status=403)


def solo_post(vista: Vista) -> Vista:
    """For a view that only takes what a form sends. The entrance never leads to it (`recibe_visitas`)."""

    @wraps(vista)
    def envuelta(request: SolicitudCauce, *args: Any, **kwargs: Any) -> HttpResponse:
        return vista(request, *args, **kwargs) if request.method == "POST" else no_se_visita(request)

    envuelta.solo_post = True  # type: ignore[attr-defined]
    return envuelta


def recibe_visitas(vista: Vista) -> bool:
    """Whether a person may land on this view."""
    return not getattr(vista, "solo_post", False)
