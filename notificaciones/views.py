"""Pages of what was said and to whom, and the private calendar feeds."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_http_methods, require_safe

from calendario.models import SuscripcionCalendario
from calendario.services import comprobar_token, emitir_suscripcion, revocar_suscripcion
from compliance.ambito import INTERNOS
from compliance.cara.descargas import csv_respuesta
from compliance.cara.navegacion import ACTORES
from compliance.middleware import SolicitudCauce
from compliance.models import Proceso, Usuario
from compliance.views.comun import proceso_o_404, solo_post

from .agenda_publica import agenda_de
from .alcances import nombres
from .forms import DireccionForm, FiltroAvisos, SuscripcionForm
from .ical import calendario_de
from .models import Aviso, AvisoQuerySet

POR_PAGINA = 50
ROLES_DE_AVISOS = INTERNOS | ACTORES
ORDENES = {
    "creado": "creado_en",
    "destinatario": "destinatario_nombre",
    "asunto": "asunto",
    "estado": "estado",
}


@login_required
@require_safe
def avisos(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """What was said: all of a process for those inside the institute, one's own for an area, party or candidate."""
    actual = proceso_o_404(request, proceso, ROLES_DE_AVISOS)
    filtro = FiltroAvisos(request.GET, actual)
    lista = filtro.aplicar(Aviso.objects.filter(proceso=actual).visibles_para(request.ambito))
    orden = request.GET.get("orden", "")
    if orden.lstrip("-") in ORDENES:
        sentido = "-" if orden.startswith("-") else ""
        lista = lista.order_by(sentido + ORDENES[orden.lstrip("-")], "-pk")
    if request.GET.get("formato") == "csv":
        return _csv(actual, lista)
    descarga = request.GET.copy()
    descarga.pop("page", None)
    descarga["formato"] = "csv"
    return render(
        request,
        "notificaciones/avisos.html",
        {
            "proceso": actual,
            "pagina": Paginator(lista, POR_PAGINA).get_page(request.GET.get("page")),
            "filtro": filtro,
            "csv": f"?{descarga.urlencode()}",
        },
    )


def _csv(proceso: Proceso, lista: AvisoQuerySet) -> HttpResponse:
    tz = proceso.tz
    return csv_respuesta(
        f"avisos-{proceso.clave}",
        ["Creado", "Destinatario", "Correo", "Asunto", "Por qué", "Estado", "Enviado", "Intentos", "Error", "Texto"],
        (
            (
                a.creado_en.astimezone(tz).isoformat(timespec="seconds"),
                a.destinatario_nombre,
                a.destinatario_correo,
                a.asunto,
                a.motivo,
                a.get_estado_display(),
                a.enviado_en.astimezone(tz).isoformat(timespec="seconds") if a.enviado_en else None,
                a.intentos,
                a.error,
                a.texto,
            )
            for a in lista.iterator(chunk_size=500)
        ),
    )


@login_required
@require_safe
def aviso(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """One notice: its whole text, why it was sent and what became of it."""
    actual = proceso_o_404(request, proceso, ROLES_DE_AVISOS)
    visibles = Aviso.objects.filter(proceso=actual).visibles_para(request.ambito).select_related("entregable")
    return render(
        request, "notificaciones/aviso.html", {"proceso": actual, "aviso": get_object_or_404(visibles, pk=pk)}
    )


# -- Calendar feeds ---------------------------------------------------------------------------------------


def _usuario(request: SolicitudCauce) -> Usuario:
    """Who is signed in, behind login_required."""
    if not isinstance(request.user, Usuario):
        raise Http404
    return request.user


@login_required
@solo_post
def suscripcion_crear(request: SolicitudCauce) -> HttpResponse:
    """A new private address. The answer is the only place where it can ever be read."""
    form = SuscripcionForm(request.POST, request.ambito)
    if not form.is_valid():
        return render(request, "notificaciones/suscripcion_nueva.html", {"form": form}, status=422)
    alcance = form.cleaned_data["alcance"]
    _, token = emitir_suscripcion(_usuario(request), alcance, request.momento)
    direccion = settings.SITIO_URL + reverse("ical", args=[token])
    return render(
        request,
        "notificaciones/suscripcion_creada.html",
        {"form": DireccionForm(initial={"direccion": direccion}), "alcance": nombres([alcance])[alcance]},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suscripcion_revocar(request: SolicitudCauce, pk: int) -> HttpResponse:
    """Close one's own address for good, once confirmed."""
    propias = SuscripcionCalendario.objects.vigentes().filter(usuario=_usuario(request))
    suscripcion = get_object_or_404(propias, pk=pk)
    if request.method != "POST":
        muestra = nombres([suscripcion.alcance]).get(suscripcion.alcance, "algo que ya no existe")
        return render(
            request, "notificaciones/suscripcion_revocar.html", {"suscripcion": suscripcion, "muestra": muestra}
        )
    revocar_suscripcion(suscripcion, request.momento)
    messages.success(request, "La dirección dejó de funcionar. Quien la tenga ya no puede ver su calendario.")
    return redirect("mi_cuenta")


@require_safe
@cache_control(private=True, no_store=True)
@conditional_page
def ical(request: SolicitudCauce, token: str) -> HttpResponse:
    """The feed that a token opens; nothing else is asked for. Unknown and revoked ones do not exist."""
    suscripcion = comprobar_token(token)
    if suscripcion is None:
        raise Http404
    respuesta = _ics("cauce", calendario_de(suscripcion.usuario, suscripcion.alcance, request.momento))
    respuesta["X-Robots-Tag"] = "noindex"
    return respuesta


@require_safe
@cache_control(public=True, max_age=900)
@conditional_page
def calendario_publico(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """The public dates of a process, for anybody: no token, no candidacies, nothing of the inside."""
    actual = get_object_or_404(Proceso.objects.select_related("instituto"), clave=proceso)
    return _ics(actual.clave, agenda_de(actual))


def _ics(nombre: str, contenido: bytes) -> HttpResponse:
    respuesta = HttpResponse(contenido, content_type="text/calendar; charset=utf-8")
    respuesta["Content-Disposition"] = f'inline; filename="{nombre}.ics"'
    return respuesta
