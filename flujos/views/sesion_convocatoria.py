"""Pages of a session before it meets: its call with the proposed agenda, what is prepared, what those called see."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from compliance.middleware import SolicitudCauce
from compliance.models import Acto, Organo, Proceso
from compliance.services.lecturas import leer_en
from compliance.verbos.caso import opciones, rechazo_de_rol
from compliance.views.comun import proceso_o_404
from documentos.views import entregar, imprimir

from .. import sesiones as servicios
from ..forms.convocatoria import (
    AcuseForm,
    ConvocarForm,
    InvitarForm,
    OrdenForm,
    PapelForm,
    ParaQueForm,
    ReprogramarForm,
)
from ..forms.rechazos import decir
from ..models import PuntoOrden, Sesion
from ..sesiones.convocatoria import limite_para_convocar
from ..sesiones.impresos import convocatoria_impresa, orden_del_dia
from ..sesiones.orden import decidido
from ..sesiones.papeles import vigentes_de
from ..transiciones import Rechazo, YaHecho
from ..verbos.convocatoria import DE_CONVOCATORIA
from ..verbos.sesiones import DE_SESION, CasoDeOrgano, CasoDeSesion


def organos_que_lleva(request: SolicitudCauce, proceso: Proceso) -> list[Organo]:
    """The bodies whose sessions this person may call."""
    momento, ambito = request.momento, request.ambito
    return [
        o
        for o in proceso.organos.all()
        if rechazo_de_rol(DE_SESION["convocar"], CasoDeOrgano(o, momento, ambito)) is None
    ]


def sesion_o_404(proceso: Proceso, pk: int) -> Sesion:
    """A session of the process."""
    return get_object_or_404(
        Sesion.objects.filter(proceso=proceso).select_related("organo", "proceso__instituto"), pk=pk
    )


def la_lleva(request: SolicitudCauce, sesion: Sesion, verbo: str) -> bool:
    """Whether the person's role does this in the sessions of its body."""
    return rechazo_de_rol(DE_CONVOCATORIA[verbo], CasoDeSesion(sesion, request.momento, request.ambito)) is None


def verbos_de(request: SolicitudCauce, sesion: Sesion) -> dict[str, Any]:
    """The rows that this page may offer, by key."""
    caso = CasoDeSesion(sesion, request.momento, request.ambito)
    return {o.verbo.clave: o.verbo for o in opciones(DE_CONVOCATORIA, caso) if o.posible}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def convocar(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Call a session. Its agenda is proposed for the body, the kind of session and the moment that the address says."""
    actual = proceso_o_404(request, proceso)
    organos = organos_que_lleva(request, actual)
    if not organos:
        raise Http404
    with timezone.override(actual.tz):
        para = ParaQueForm(request.GET if "organo" in request.GET else None, organos=organos)
        organo, tipo, inicia_en = _para_que(request, para, organos)
        form = ConvocarForm(request.POST or None, organos=organos, organo=organo, tipo=tipo, inicia_en=inicia_en)
        if request.method == "POST" and form.is_valid():
            datos = form.cleaned_data
            try:
                nueva = servicios.convocar(
                    datos["organo"],
                    tipo=datos["tipo"],
                    inicia_en=datos["inicia_en"],
                    puntos=form.puntos(),
                    nombre=datos["nombre"],
                    lugar=datos["lugar"],
                    motivo=datos["motivo"],
                    distinta_de=datos["distinta_de"],
                    por=request.user,
                    en=request.momento,
                )
            except Rechazo as rechazo:
                decir(form, rechazo)
            else:
                messages.success(request, DE_SESION["convocar"].listo)
                return redirect("sesion", actual.clave, nueva.pk)
        if not para.is_bound:
            para = ParaQueForm(
                None, organos=organos, initial={"organo": organo.clave, "tipo": tipo, "inicia_en": inicia_en}
            )
        return render(
            request,
            "flujos/sesion_convocar.html",
            {
                "proceso": actual,
                "form": form,
                "para": para,
                "organo": organo,
                "anticipacion": organo.anticipacion,
                "limite": limite_para_convocar(organo, tipo, inicia_en),
                "a_tiempo": request.momento <= limite_para_convocar(organo, tipo, inicia_en),
            },
            status=422 if form.errors else 200,
        )


def _para_que(request: SolicitudCauce, para: ParaQueForm, organos: list[Organo]) -> tuple[Organo, str, datetime]:
    """The body, kind and moment that the address asks for; else its first body, as soon as it may be called."""
    datos = para.cleaned_data if para.is_bound and para.is_valid() else {}
    enviado = request.POST.get("organo", "")
    organo = datos.get("organo") or next((o for o in organos if str(o.pk) == enviado), organos[0])
    tipo = datos.get("tipo") or next(
        (t for t in Sesion.Tipo.values if t == request.POST.get("tipo")), Sesion.Tipo.ORDINARIA.value
    )
    if inicia_en := datos.get("inicia_en"):
        return organo, tipo, inicia_en
    # The first morning after its notice.
    pronto = timezone.localtime(request.momento) + timedelta(hours=organo.anticipacion.horas(tipo))
    manana = pronto.replace(hour=10, minute=0, second=0, microsecond=0)
    return organo, tipo, manana if manana >= pronto else manana + timedelta(days=1)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def orden(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """The order of the points: by their numbers, or one place up or down."""
    actual = proceso_o_404(request, proceso)
    objeto = sesion_o_404(actual, pk)
    if not la_lleva(request, objeto, "ordenar"):
        raise Http404
    puntos = list(objeto.puntos.select_related("decision", "acta"))
    form = OrdenForm(request.POST if request.method == "POST" and "mover" not in request.POST else None, puntos=puntos)
    if request.method == "POST":
        numeros = _movido(puntos, request.POST["mover"]) if "mover" in request.POST else None
        if numeros is None and form.is_bound and form.is_valid():
            numeros = form.numeros
        if numeros is not None:
            try:
                servicios.ordenar(objeto, numeros, por=request.user, en=request.momento)
            except Rechazo as rechazo:
                form = OrdenForm({f"numero-{k}": v for k, v in numeros.items()}, puntos=puntos)
                form.is_valid()
                decir(form, rechazo)
            else:
                messages.success(request, DE_CONVOCATORIA["ordenar"].listo)
                return redirect("sesion_orden", actual.clave, objeto.pk)
    return render(
        request,
        "flujos/sesion_orden.html",
        {
            "proceso": actual,
            "sesion": objeto,
            "form": form,
            "renglones": [(p, campo, decidido(p)) for p, campo in form.renglones],
            "puede": verbos_de(request, objeto),
        },
        status=422 if form.errors else 200,
    )


def _movido(puntos: list[PuntoOrden], dicho: str) -> dict[int, int] | None:
    """The numbers after moving one point a place: «12:subir» or «12:bajar». None if it says something else."""
    clave, _, hacia = dicho.partition(":")
    orden = [p.pk for p in puntos]
    if clave not in map(str, orden) or hacia not in ("subir", "bajar"):
        return None
    desde = [str(pk) for pk in orden].index(clave)
    hasta = desde + (1 if hacia == "bajar" else -1)
    if 0 <= hasta < len(orden):
        orden[desde], orden[hasta] = orden[hasta], orden[desde]
    return {pk: n for n, pk in enumerate(orden, start=1)}


# -- What is prepared -------------------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preparar(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Its documents, whom it invites, and another date: each form says in `hacer` what it does."""
    actual = proceso_o_404(request, proceso)
    objeto = sesion_o_404(actual, pk)
    if not la_lleva(request, objeto, "invitar"):
        raise Http404
    with timezone.override(actual.tz):
        hacer = request.POST.get("hacer", "") if request.method == "POST" else ""
        con_acuse = servicios.acuses_de(objeto)
        formularios: dict[str, forms.Form] = {
            "reprogramar": ReprogramarForm(
                request.POST if hacer == "reprogramar" else None,
                initial={"inicia_en": timezone.localtime(objeto.inicia_en), "lugar": objeto.lugar},
            ),
            "invitar": InvitarForm(request.POST if hacer == "invitar" else None),
            "papel": PapelForm(*((request.POST, request.FILES) if hacer == "papel" else ())),
            "acuse": AcuseForm(
                request.POST if hacer == "acuse" else None,
                quienes=[c for c in servicios.sin_cuenta(objeto) if hacer == "acuse" or c.llave not in con_acuse],
                initial={"recibida_en": timezone.localtime(request.momento).replace(second=0, microsecond=0)},
            ),
        }
        if request.method == "POST":
            verbo = _hacer(request, objeto, hacer, formularios.get(hacer))
            if verbo:
                messages.success(request, DE_CONVOCATORIA[verbo].listo)
                return redirect("sesion_preparar", actual.clave, objeto.pk)
        atado = formularios.get(hacer)
        return render(
            request,
            "flujos/sesion_preparar.html",
            {
                "proceso": actual,
                "sesion": objeto,
                "papeles": vigentes_de(objeto),
                "versiones": objeto.papeles.select_related("documento"),
                "invitados": objeto.invitados.all(),
                "convocados": servicios.convocados_de(objeto),
                "puede": verbos_de(request, objeto),
                "atado": atado if atado is not None and atado.errors else None,
                **{f"form_{nombre}": form for nombre, form in formularios.items()},
            },
            status=422 if atado is not None and atado.errors else 200,
        )


def _hacer(request: SolicitudCauce, objeto: Sesion, hacer: str, form: forms.Form | None) -> str:
    """Do it, and answer the key of its verb; empty if it was not done, and the form says why."""
    quien: dict[str, Any] = {"por": request.user, "en": request.momento}
    if hacer.startswith("quitar-"):
        quien_es = hacer.removeprefix("quitar-")
        invitado = next((p for p in objeto.invitados.all() if str(p.pk) == quien_es), None)
        if invitado is None:
            raise Http404
        try:
            servicios.quitar_invitado(invitado, **quien)
        except Rechazo as rechazo:
            messages.error(request, str(rechazo))
            return ""
        return "quitar_invitado"
    if hacer.startswith("reenviar-"):
        try:
            servicios.reenviar(objeto, convocado=hacer.removeprefix("reenviar-"), **quien)
        except Rechazo as rechazo:
            messages.error(request, str(rechazo))
            return ""
        return "reenviar"
    if form is None:
        raise Http404
    if not form.is_valid():
        return ""
    try:
        if hacer == "acuse":
            servicios.anotar_acuse(objeto, **form.cleaned_data, **quien)
            return "anotar_acuse"
        if hacer == "reprogramar":
            servicios.reprogramar(objeto, **form.cleaned_data, **quien)
            return "reprogramar"
        if hacer == "invitar":
            servicios.invitar(objeto, **form.cleaned_data, **quien)
            return "invitar"
        servicios.agregar_papel(objeto, **form.cleaned_data, **quien)
    except (Rechazo, ValidationError) as error:
        if hacer == "acuse" and isinstance(error, YaHecho):
            return "anotar_acuse"
        decir(form, error)
        objeto.refresh_from_db()
        return ""
    return "agregar_papel"


# -- What those called see --------------------------------------------------------------------------------


def convocatoria_o_404(request: SolicitudCauce, proceso: str, pk: int) -> Sesion:
    """A session whose call this person may see: staff of the institute, or who was called to it."""
    actual = get_object_or_404(Proceso.objects.select_related("instituto"), clave=proceso)
    objeto = sesion_o_404(actual, pk)
    if not servicios.ve_la_convocatoria(objeto, request.user, request.ambito):
        raise Http404
    return objeto


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def convocatoria(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """The call as whoever was called sees it: agenda, documents, and whether they will come.

    That they opened it is noted, as the proof that they knew.
    """
    objeto = convocatoria_o_404(request, proceso, pk)
    llamada = servicios.fue_convocado(objeto, request.user, request.ambito)
    if request.method == "POST":
        if not llamada or request.POST.get("asistira") not in ("si", "no"):
            raise Http404
        try:
            servicios.responder(objeto, asistira=request.POST["asistira"] == "si", por=request.user, en=request.momento)
        except Rechazo as rechazo:
            messages.error(request, str(rechazo))
        else:
            messages.success(request, DE_CONVOCATORIA["responder"].listo)
        return redirect("sesion_convocatoria", objeto.proceso.clave, objeto.pk)
    if llamada:
        leer_en(
            "leer_convocatoria",
            objeto,
            objeto.proceso,
            hechos={"campos": ["convocatoria"]},
            por=request.user,
            ambito=request.ambito,
            en=request.momento,
        )
    return render(
        request,
        "flujos/sesion_convocatoria.html",
        {
            "proceso": objeto.proceso,
            "sesion": objeto,
            "puntos": objeto.puntos.select_related("documento"),
            "papeles": vigentes_de(objeto),
            "convocada": llamada,
            "respuesta": objeto.confirmaciones.filter(usuario=request.user).first() if llamada else None,
            "puede_responder": llamada and objeto.estado == Sesion.Estado.CONVOCADA,
            "cambios": _cambios(objeto),
        },
    )


def _cambios(sesion: Sesion) -> list[dict[str, Any]]:
    """What changed of the call since it was made, the latest first."""
    verbos = (
        "reprogramar",
        "agregar_punto",
        "quitar_punto",
        "ordenar",
        "agregar_papel",
        "receso",
        "anunciar_continuacion",
        "reanudar",
        "cancelar",
    )
    actos = Acto.objects.filter(modelo=Sesion._meta.label_lower, objeto=sesion.pk, verbo__in=verbos).order_by("-pk")
    filas = {**DE_SESION, **DE_CONVOCATORIA}
    return [{"en": a.en, "que": filas[a.verbo].hecho, "motivo": a.motivo} for a in actos[:20]]


@login_required
@require_safe
def papel(request: SolicitudCauce, proceso: str, pk: int, documento: int) -> HttpResponseBase:
    """A document of the session or of its agenda, for who sees its call; no other document is given here."""
    objeto = convocatoria_o_404(request, proceso, pk)
    return entregar(
        request,
        get_object_or_404(servicios.papeles_visibles(objeto).select_related("proceso__instituto"), pk=documento),
    )


@login_required
@require_safe
def impreso(request: SolicitudCauce, proceso: str, pk: int, cual: str) -> HttpResponse:
    """The call or the agenda, to be printed."""
    objeto = convocatoria_o_404(request, proceso, pk)
    hacer = {"convocatoria": convocatoria_impresa, "orden-del-dia": orden_del_dia}.get(cual)
    if hacer is None:
        raise Http404
    return imprimir(request, hacer(objeto, request.momento), f"{cual}-{objeto.pk}", request.GET.get("formato", "pdf"))
