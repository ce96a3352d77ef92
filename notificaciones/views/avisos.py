"""Pages of what was said and to whom, and the private calendar feeds."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_http_methods, require_safe

from calendario.models import SuscripcionCalendario
from calendario.services import comprobar_token, emitir_suscripcion, revocar_suscripcion
from compliance.cara.listado import Columna, Listado, dato
from compliance.middleware import SolicitudCauce
from compliance.models import ActorPolitico, Proceso, Rol, Usuario
from compliance.roles import ACTORES, INTERNOS
from compliance.services.lecturas import leer_en
from compliance.views.comun import anotar_descarga, proceso_o_404, se_prepara_aparte, solo_post
from documentos.cartas import constancia as hoja_de_constancia
from documentos.views import imprimir
from flujos.verbos.candidaturas import DE_CANDIDATURA

from ..agenda_publica import agenda_de
from ..alcances import nombres
from ..forms import DireccionForm, FiltroAvisos, SuscripcionForm
from ..ical import calendario_de
from ..models import ROLES_DE_TODOS, Aviso

ROLES_DE_AVISOS = INTERNOS | ACTORES


def momento_de(campo: str) -> Callable[[Aviso], str | None]:
    """A moment of a notice, in the time zone of its institute."""

    def leer(aviso: Aviso) -> str | None:
        valor = getattr(aviso, campo)
        return valor.astimezone(aviso.proceso.tz).isoformat(timespec="seconds") if valor else None

    return leer


def _listado(*, ve_correos: bool) -> Listado[Aviso]:
    return Listado(
        (
            Columna("Asunto", orden="asunto", por=("asunto",)),
            dato("Creado", momento_de("creado_en")),
            Columna(
                "Destinatario", lambda a: a.destinatario_nombre, orden="destinatario", por=("destinatario_nombre",)
            ),
            dato("Correo", lambda a: a.correo_para(ve_correos)),
            dato("Asunto", lambda a: a.asunto),
            Columna("Por qué", lambda a: a.motivo),
            Columna("Creado", orden="creado", por=("creado_en",)),
            Columna("Estado", lambda a: a.get_estado_display(), orden="estado", por=("estado",)),
            dato("Enviado", momento_de("enviado_en")),
            dato("Intentos", lambda a: a.intentos),
            dato("Error", lambda a: a.error_para(ve_correos)),
            dato("Texto", lambda a: a.texto_para_leer),
        ),
        desempate=("-pk",),
    )


AVISOS = {ve_correos: _listado(ve_correos=ve_correos) for ve_correos in (True, False)}


def _ve_correos(request: SolicitudCauce, proceso: Proceso) -> bool:
    """Whoever can correct an address sees it; so does who only sees their own notices. The rest, that there is one."""
    corrige = DE_CANDIDATURA["corregir_registro"].permite(request.ambito, proceso.pk)
    return corrige or _son_propios(request, proceso)


def _son_propios(request: SolicitudCauce, proceso: Proceso) -> bool:
    """Whether all the notices that the person reaches are to them, or to whom they represent."""
    return not request.ambito.tiene(proceso.pk, *ROLES_DE_TODOS)


@login_required
@require_safe
def avisos(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """What was said: all of a process for those inside the institute, one's own for an area, party or candidate."""
    actual = proceso_o_404(request, proceso, ROLES_DE_AVISOS)
    ve_correos = _ve_correos(request, actual)
    filtro = FiltroAvisos(request.GET, actual, ve_correos=ve_correos)
    visibles = Aviso.objects.filter(proceso=actual).visibles_para(request.ambito).select_related("proceso__instituto")
    lista = AVISOS[ve_correos].de(filtro.aplicar(visibles), request.GET)
    if lista.se_descarga:
        if aparte := se_prepara_aparte(request, actual, lista.total):
            return aparte
        anotar_descarga(request, actual, "avisos")
        return lista.archivo(f"avisos-{actual.clave}")
    return render(
        request,
        "notificaciones/avisos.html",
        {
            "proceso": actual,
            **lista.contexto(),
            "filtro": filtro,
            "sin_entregar": not _son_propios(request, actual),
            # One's own; those of others are opened one by one.
            "filas": [(a, a.correo_para(_son_propios(request, actual))) for a in lista.pagina],
            "constancias": _con_constancia(request, actual),
        },
    )


def _con_constancia(request: SolicitudCauce, proceso: Proceso) -> list[ActorPolitico]:
    """The parties whose notices the person may have proved: their own, or all."""
    if not request.ambito.tiene(proceso.pk, *ROLES_DE_TODOS, Rol.PARTIDO):
        return []
    suyos = ActorPolitico.objects.filter(proceso=proceso, avisos__isnull=False).distinct()
    return list(suyos.filter(pk__in=request.ambito.actores) if _son_propios(request, proceso) else suyos)


@login_required
@require_safe
def aviso(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """One notice: its whole text, why it was sent and what became of it."""
    actual = proceso_o_404(request, proceso, ROLES_DE_AVISOS)
    visibles = (
        Aviso.objects.filter(proceso=actual)
        .visibles_para(request.ambito)
        .select_related("entregable", "sesion__organo", "reenvio", "reenvio_de")
    )
    uno = get_object_or_404(visibles, pk=pk)
    ve_correos = _ve_correos(request, actual)
    if ve_correos and uno.destinatario_correo and not _son_propios(request, actual):
        leer_en(
            "leer_aviso",
            uno,
            actual,
            hechos={"campos": ["correo"]},
            por=request.user,
            ambito=request.ambito,
            en=request.momento,
        )
    return render(
        request,
        "notificaciones/aviso.html",
        {
            "proceso": actual,
            "aviso": uno,
            "correo": uno.correo_para(ve_correos),
            "error": uno.error_para(ve_correos),
            "dichos": uno.dichos.exclude(escalon=uno.escalon).select_related("escalon"),
        },
    )


@login_required
@require_safe
def constancia(request: SolicitudCauce, proceso: str, actor: int) -> HttpResponse:
    """Every notice to a party, as a document: for itself, and for whoever sees them all."""
    actual = proceso_o_404(request, proceso, ROLES_DE_TODOS | {Rol.PARTIDO.value})
    suyos = ActorPolitico.objects.filter(proceso=actual)
    if _son_propios(request, actual):
        suyos = suyos.filter(pk__in=request.ambito.actores)
    uno = get_object_or_404(suyos, pk=actor)
    ve_correos = _ve_correos(request, actual)
    enviados = Aviso.objects.filter(proceso=actual, actor=uno).visibles_para(request.ambito)
    filas = [
        (
            (a.enviado_en or a.creado_en).astimezone(actual.tz),
            a.asunto,
            f"{a.destinatario_nombre}\n{a.correo_para(ve_correos)}".strip(),
            a.get_estado_display(),
            a.mensaje_id or "Ninguno",
        )
        for a in enviados.order_by("creado_en", "pk")
    ]
    nombre = f"constancia-de-avisos-{actual.clave}-{uno.pk}"
    respuesta = imprimir(
        request, hoja_de_constancia(actual, uno, filas, request.momento), nombre, request.GET.get("formato", "pdf")
    )
    if respuesta.status_code == 200:
        anotar_descarga(request, actual, nombre)
    return respuesta


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
