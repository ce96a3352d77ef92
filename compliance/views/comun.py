"""What the staff's views share."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ..cara import descargas
from ..cara.descargas import filtro_de
from ..middleware import SolicitudCauce
from ..models import Hito, Proceso
from ..roles import INTERNOS
from ..services.lecturas import leer_en

Vista = Callable[..., HttpResponse]


def proceso_o_404(request: SolicitudCauce, clave: str, roles: Iterable[str] = INTERNOS) -> Proceso:
    """The process with this key, if the person holds one of `roles` in it; otherwise it does not exist."""
    suyos = request.ambito.procesos_con(roles)
    proceso = next((p for p in request.procesos if p.clave == clave and p.pk in suyos), None)
    if proceso is None:
        raise Http404
    return proceso


def hitos_de(proceso: Proceso, al: datetime) -> list[tuple[Hito, bool]]:
    """The milestones of its plan with what was done of each, and whether its day went by without it at `al`."""
    hitos = proceso.hitos.select_related("proceso__instituto").prefetch_related("hechos")
    return [(h, h.vencido(al)) for h in hitos]


def anotar_descarga(request: SolicitudCauce, proceso: Proceso, archivo: str, objeto: Model | None = None) -> None:
    """Note that whoever asks is going to be sent a file that tells of people: about `objeto`, or about the process."""
    hechos, aparte = {"archivo": archivo, "filtro": filtro_de(request.GET)}, _aparte_de(request)
    leer_en(
        "descargar",
        objeto or proceso,
        proceso,
        hechos=hechos,
        por=request.user,
        ambito=request.ambito,
        en=request.momento,
        # Nobody waits for it in front of a page.
        al_escribir=aparte is not None,
    )
    if aparte:
        aparte.lecturas.append((objeto or proceso, hechos))


def _aparte_de(request: SolicitudCauce) -> descargas.Aparte | None:
    return getattr(request, "aparte", None)


def se_prepara_aparte(request: SolicitudCauce, proceso: Proceso, filas: int) -> HttpResponse | None:
    """The page that offers to make apart a file of so many rows; None if it is made at once, or apart already."""
    if aparte := _aparte_de(request):
        aparte.filas = filas
        return None
    if filas <= descargas.FILAS_AL_MOMENTO:
        return None
    contexto = {"proceso": proceso, "filas": filas, "direccion": request.get_full_path()}
    return render(request, "compliance/archivo_aparte.html", contexto)


def no_se_visita(request: HttpRequest) -> HttpResponse:
    """The answer to whoever visits an address that only takes what a form sends: 405, in words."""
    respuesta = render(request, "405.html", status=405)
    respuesta["Allow"] = "POST"
    return respuesta


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
