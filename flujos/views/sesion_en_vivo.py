"""A session as it is held: for whoever runs it, a point a screen; for whoever follows it, the point in course."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import dia_local
from compliance.middleware import SolicitudCauce
from compliance.models import Proceso
from compliance.roles import INTERNOS
from compliance.verbos.caso import rechazo_de_rol
from compliance.views.comun import proceso_o_404, solo_post

from .. import sesiones as servicios
from ..forms.sesiones import EnVivoForm, MomentoEnVivoForm, MomentoForm
from ..models import BorradorDePunto, PuntoOrden, Sesion
from ..transiciones import Rechazo
from ..verbos.entregables import etapa_ante
from ..verbos.sesiones import DE_SESION, CasoDeSesion
from .sesiones import (
    en_palabras,
    escrito_de_puntos,
    hora_que_sigue,
    lejos_de,
    sesion_o_404,
    sin_registrar,
    todas_o_ninguna,
    votantes_de,
)


def _suya(request: SolicitudCauce, clave: str, pk: int) -> tuple[Proceso, Sesion]:
    """The session, for whoever records it; for anybody else this page does not exist."""
    proceso = proceso_o_404(request, clave)
    sesion = sesion_o_404(proceso, pk)
    if rechazo_de_rol(DE_SESION["decidir"], CasoDeSesion(sesion, request.momento, request.ambito)):
        raise Http404
    return proceso, sesion


def _punto_de(sesion: Sesion, texto: str) -> PuntoOrden:
    """The point that was asked for, or that the session is at. Another session's does not exist here."""
    puntos = sesion.puntos.select_related("entregable__etapa", "entregable__proceso", "sesion__organo", "documento")
    en_curso = servicios.en_curso(sesion)
    if texto and not texto.isdigit():
        raise Http404
    pk = int(texto[:18]) if texto else en_curso.pk if en_curso else None
    punto = puntos.filter(pk=pk).first() if pk else puntos.first()
    if punto is None:
        raise Http404
    return punto


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def en_vivo(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """One point: how it is decided and how each votes, by keys. What is typed saves itself as a draft."""
    actual, sesion = _suya(request, proceso, pk)
    with timezone.override(actual.tz):
        punto = _punto_de(sesion, (request.POST if request.method == "POST" else request.GET).get("punto", ""))
        if request.method == "POST":
            return _decidir(request, actual, sesion, punto)
        if sesion.estado != Sesion.Estado.INSTALADA:
            messages.info(request, f"La sesión está {sesion.get_estado_display().lower()}.")
            return redirect("sesion", actual.clave, sesion.pk)
        return _pagina(request, actual, sesion, punto)


def _pagina(
    request: SolicitudCauce,
    proceso: Proceso,
    sesion: Sesion,
    punto: PuntoOrden,
    form: EnVivoForm | None = None,
    cuando: MomentoEnVivoForm | None = None,
    perdidos: Any = (),
) -> HttpResponse:
    """The screen of a point: as it was sent, or as this person left it."""
    borrador = servicios.borrador_de(punto, request.user)
    presentes = servicios.presentes_en(sesion, request.momento)
    puntos = list(sesion.puntos.select_related("decision", "entregable"))
    lugar = next(n for n, p in enumerate(puntos) if p.pk == punto.pk)
    decision = getattr(punto, "decision", None)
    contenido = dict(borrador.contenido) if borrador else {}
    hoy = dia_local(request.momento, proceso.tz)
    ultimo = servicios.ultimo_momento(sesion)
    # In a session of another day the hour is said; in one of today, it is that of saving.
    momento = "" if dia_local(ultimo, proceso.tz) == hoy else timezone.localtime(ultimo)
    nombres = {str(i.pk): i.nombre for i in sesion.organo.integraciones.all()}
    return render(
        request,
        "flujos/sesion_en_vivo.html",
        {
            "proceso": proceso,
            "sesion": sesion,
            "punto": punto,
            "puntos": puntos,
            "anterior": puntos[lugar - 1] if lugar else None,
            "siguiente": puntos[lugar + 1] if lugar + 1 < len(puntos) else None,
            "decision": decision,
            "quien_decidio": servicios.en_palabras(decision, "registró") if decision else "",
            "se_decide": decision is None and _se_decide(sesion, punto),
            "form": form or EnVivoForm(None, punto=punto, votantes=votantes_de(sesion), initial=contenido),
            "cuando": cuando or MomentoEnVivoForm(initial={"momento": contenido.get("momento") or momento}),
            "presentes": set(presentes),
            "quorum": servicios.quorum_en(sesion, request.momento),
            "borrador": borrador,
            "cambio": servicios.quien_lo_cambio(punto)
            if borrador and not decision and borrador.del_punto != punto.version
            else "",
            "escrito": en_palabras(contenido, nombres) if decision and contenido else (),
            "sin_registrar": perdidos,
            "deshacer": DE_SESION["deshacer"],
            "donde_esta": lejos_de(sesion, request.momento).get(punto.pk, "") if decision is None else "",
            **_clausura(request, sesion, punto, puntos),
        },
        status=422 if perdidos or (form is not None and (form.errors or (cuando and cuando.errors))) else 200,
    )


def _clausura(
    request: SolicitudCauce, sesion: Sesion, punto: PuntoOrden, puntos: Sequence[PuntoOrden]
) -> dict[str, Any]:
    """The close of the session, at its own point, or else at the last one; and what would be left undecided."""
    suyo = next((p for p in puntos if p.tipo == PuntoOrden.Tipo.CLAUSURA), puntos[-1])
    if suyo.pk != punto.pk:
        return {}
    ahora = timezone.localtime(hora_que_sigue(sesion, request.momento))
    return {
        "concluir": DE_SESION["concluir"],
        "clausura": MomentoForm(prefix="clausura", initial={"momento": ahora.replace(second=0, microsecond=0)}),
        "sin_decidir": [
            p
            for p in puntos
            if p.pk != punto.pk and not hasattr(p, "decision") and p.tipo not in PuntoOrden.SIN_SENTIDO
        ],
    }


def _se_decide(sesion: Sesion, punto: PuntoOrden) -> bool:
    """Whether it is this body that decides it now."""
    if punto.entregable is None:
        return punto.tipo not in PuntoOrden.SIN_SENTIDO
    return etapa_ante(punto.entregable, sesion.organo) is not None


def _decidir(request: SolicitudCauce, proceso: Proceso, sesion: Sesion, punto: PuntoOrden) -> HttpResponse:
    if perdidos := sin_registrar(sesion, request.POST, {punto.pk} if not hasattr(punto, "decision") else set()):
        return _pagina(request, proceso, sesion, punto, perdidos=perdidos)
    if hasattr(punto, "decision"):
        messages.info(request, "Esa decisión ya estaba registrada así.")
        return _al_que_sigue(request, proceso, sesion, punto)
    form = EnVivoForm(request.POST, punto=punto, votantes=votantes_de(sesion))
    cuando = MomentoEnVivoForm(request.POST)
    if all([form.is_valid(), cuando.is_valid()]):
        sentido = form.sentido
        # To the minute, as every hour that is typed: what follows it may be of the same one.
        este = request.momento.replace(second=0, microsecond=0)
        cuando.cleaned_data["momento"] = cuando.cleaned_data["momento"] or max(este, sesion.inicia_en)
        if sentido is None:
            form.add_error("resultado", "No eligió el sentido.")
        elif todas_o_ninguna(request, sesion, cuando, [(form, sentido)]):
            messages.success(request, f"Punto {punto.orden}: la decisión quedó registrada.")
            return _al_que_sigue(request, proceso, sesion, punto)
    return _pagina(request, proceso, sesion, punto, form, cuando)


def _al_que_sigue(request: SolicitudCauce, proceso: Proceso, sesion: Sesion, punto: PuntoOrden) -> HttpResponse:
    """On to the next undecided point, the following ones first; with none left, this one."""
    libres = list(sesion.puntos.filter(decision=None))
    # Nothing is decided of the attendance: one does not return to it.
    antes = (p for p in libres if p.tipo not in PuntoOrden.SIN_SENTIDO)
    sigue = next((p for p in libres if p.orden > punto.orden), next(antes, punto))
    servicios.poner_en_curso(sigue, por=request.user, en=request.momento)
    return redirect(f"{reverse('sesion_en_vivo', args=[proceso.clave, sesion.pk])}?punto={sigue.pk}")


@login_required
@solo_post
def borrador(request: SolicitudCauce, proceso: str, pk: int) -> JsonResponse:
    """Keep what is being typed of a point; the session is at it meanwhile. Answers the version that it left."""
    actual, sesion = _suya(request, proceso, pk)
    with timezone.override(actual.tz):
        punto = _punto_de(sesion, request.POST.get("punto", ""))
        escrito = escrito_de_puntos(request.POST).get(punto.pk, {})
        if momento := request.POST.get("momento", "").strip():
            escrito["momento"] = momento[:40]
        try:
            guardado = servicios.guardar_borrador(
                punto,
                escrito,
                version=_entero(request.POST, "borrador"),
                del_punto=_entero(request.POST, f"punto-{punto.pk}-version"),
                por=request.user,
                en=request.momento,
            )
        except servicios.OtraVersion as otra:
            return JsonResponse(_lo_otro(sesion, otra.vigente, str(otra)), status=409)
        except Rechazo as rechazo:
            return JsonResponse({"error": str(rechazo)}, status=422)
        return JsonResponse({"version": guardado.version, "hora": f"{timezone.localtime(guardado.en):%H:%M:%S}"})


def _entero(datos: Mapping[str, Any], campo: str) -> int:
    texto = str(datos.get(campo, ""))
    return int(texto) if texto.isdigit() and len(texto) < 9 else 0


def _lo_otro(sesion: Sesion, vigente: BorradorDePunto, error: str) -> dict[str, Any]:
    """What the other page of the same person wrote, in words, and its version."""
    nombres = {str(i.pk): i.nombre for i in sesion.organo.integraciones.all()}
    return {"version": vigente.version, "escrito": en_palabras(vigente.contenido, nombres), "error": error}


@login_required
@solo_post
def curso(request: SolicitudCauce, proceso: str, pk: int) -> JsonResponse:
    """Say at which point the session is, for whoever follows it."""
    _, sesion = _suya(request, proceso, pk)
    punto = _punto_de(sesion, request.POST.get("punto", ""))
    try:
        servicios.poner_en_curso(punto, por=request.user, en=request.momento)
    except Rechazo as rechazo:
        return JsonResponse({"error": str(rechazo)}, status=422)
    return JsonResponse({"punto": punto.pk})


@login_required
@require_safe
def seguir(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """The point in course, read only: for whoever sees the session or sits in its body. `?parte`: only what moves."""
    actual, sesion = _que_sigue(request, proceso, pk)
    punto = servicios.en_curso(sesion) if sesion.abierta else None
    with timezone.override(actual.tz):
        return render(
            request,
            "flujos/_sesion_seguir.html" if "parte" in request.GET else "flujos/sesion_seguir.html",
            {
                "proceso": actual,
                "sesion": sesion,
                "punto": punto,
                "puntos": sesion.puntos.select_related("decision", "entregable", "documento").prefetch_related(
                    "decision__votos__integracion", "decision__votos__suplencia__integracion"
                ),
                "quorum": servicios.quorum_en(sesion, request.momento) if sesion.abierta else None,
                "receso": sesion.recesos.filter(hasta=None).first(),
                "lee_papeles": request.ambito.tiene(actual.pk, *INTERNOS),
            },
        )


def _que_sigue(request: SolicitudCauce, clave: str, pk: int) -> tuple[Proceso, Sesion]:
    """The session, for whoever sees those of the process, was called to it, or has a seat in the body on its day, their
    own or lent.
    """
    try:
        proceso = proceso_o_404(request, clave)
        return proceso, sesion_o_404(proceso, pk)
    except Http404:
        sesion = (
            Sesion.objects.filter(proceso__clave=clave, pk=pk).select_related("organo", "proceso__instituto").first()
        )
        if sesion is None:
            raise
        dia = dia_local(max(sesion.inicia_en, request.momento), sesion.proceso.tz)
        propios = {i.usuario_id for i in servicios.integrantes_de(sesion, max(sesion.inicia_en, request.momento))}
        prestados = sesion.organo.integraciones.filter(
            suplencias__usuario=request.user, suplencias__desde__lte=dia, suplencias__hasta__gte=dia
        )
        sentada = request.user.pk in propios or prestados.exists()
        if not sentada and not servicios.fue_convocado(sesion, request.user, request.ambito):
            raise
        return sesion.proceso, sesion
