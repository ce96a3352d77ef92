"""«Sus descargas»: files that take long, as whoever asked for them sees them. Another's does not exist."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from compliance.middleware import SolicitudCauce

from .. import trabajos as servicios
from ..models import Trabajo
from ..tasks import aparte, hacer_trabajo
from ..transiciones import Rechazo

POR_PAGINA = 25


def _suyo(request: SolicitudCauce, pk: int) -> Trabajo:
    suyos = Trabajo.objects.filter(por=request.user, proceso__in=[p.pk for p in request.procesos])
    return get_object_or_404(suyos.select_related("proceso__instituto", "por"), pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def descargas(request: SolicitudCauce) -> HttpResponse:
    """The files that the person asked for; what a form sends asks for another."""
    if request.method == "POST":
        try:
            trabajo = servicios.pedir(
                request.POST.get("direccion", ""), por=request.user, ambito=request.ambito, en=request.momento
            )
        except Rechazo as rechazo:
            messages.error(request, str(rechazo))
            return redirect("descargas")
        return _empezar(trabajo)
    suyos = Trabajo.objects.filter(por=request.user, proceso__in=[p.pk for p in request.procesos])
    return render(
        request,
        "flujos/descargas.html",
        {
            "pagina": Paginator(suyos.select_related("proceso__instituto"), POR_PAGINA).get_page(
                request.GET.get("page")
            ),
            "dias": servicios.SE_GUARDA.days,
        },
    )


def _empezar(trabajo: Trabajo) -> HttpResponse:
    # Begun twice, it is made once.
    if trabajo.estado == Trabajo.Estado.PEDIDO:
        aparte(hacer_trabajo, trabajo.pk)
    return redirect("descarga", trabajo.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def descarga(request: SolicitudCauce, pk: int) -> HttpResponse:
    """How far one goes, and its file once it is made; cancelling it, asking for it again, forgetting it."""
    trabajo = _suyo(request, pk)
    if request.method == "POST":
        if "repetir" in request.POST:
            try:
                return _empezar(servicios.repetir(trabajo, ambito=request.ambito, en=request.momento))
            except Rechazo as rechazo:
                messages.error(request, str(rechazo))
        elif "quitar" in request.POST:
            servicios.quitar(trabajo)
            messages.info(request, _("Se quitó «%(nombre)s».") % {"nombre": trabajo})
            return redirect("descargas")
        elif "cancelar" in request.POST and not servicios.cancelar(trabajo, request.momento):
            messages.info(request, _("Ya había terminado."))
        return redirect("descarga", pk)
    return render(
        request,
        "flujos/descarga.html",
        {"trabajo": trabajo, "proceso": trabajo.proceso, "dias": servicios.SE_GUARDA.days},
    )


@login_required
@require_safe
def archivo(request: SolicitudCauce, pk: int) -> HttpResponse:
    """The file, for whoever asked for it: noted as the one that is made at once."""
    trabajo = _suyo(request, pk)
    try:
        contenido = servicios.abrir(trabajo, por=request.user, ambito=request.ambito, en=request.momento)
    except Rechazo as rechazo:
        messages.error(request, str(rechazo))
        return redirect("descarga", pk)
    respuesta = HttpResponse(contenido, content_type=trabajo.tipo)
    respuesta.headers["Content-Disposition"] = f'attachment; filename="{trabajo.archivo}"'
    return respuesta
