"""One's own second factor and sessions: putting them, removing them, closing them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import quote

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..entorno import anfitrion_de
from ..entrada import momento_de
from ..forms.puertas import CodigoDeAplicacionForm, ConfirmarForm, LlaveNuevaForm
from ..middleware import FACTOR, SESION, SolicitudCauce, exigencia_de
from ..services import factores, llaves_de_acceso, sesiones
from ..verbos.cuentas import DE_LA_PROPIA
from ..verbos.modelo import Rechazo
from .cuentas import CONFIRMO, renovar_sesion, sitio_de
from .puertas import retar, reto

# How long what one proved of oneself lasts, to change how one enters.
RECIENTE = timedelta(minutes=15)
PROPUESTA = "aplicacion_propuesta"
PARA_AGREGAR = "agregar"
P = ParamSpec("P")


def confirmo_hace_poco(request: SolicitudCauce) -> bool:
    """Whether they entered or said their password within `RECIENTE`: an open browser is not enough."""
    dicho = request.session.get(CONFIRMO)
    return dicho is not None and request.momento - datetime.fromisoformat(dicho) <= RECIENTE


def a_confirmar(request: SolicitudCauce) -> str:
    """Where they say who they are, to come back here."""
    return f"{reverse('confirmar_identidad')}?{urlencode({'next': request.path})}"


def recien_confirmado(
    vista: Callable[Concatenate[SolicitudCauce, P], HttpResponse],
) -> Callable[Concatenate[SolicitudCauce, P], HttpResponse]:
    """Whoever changes how one enters has just said who they are (`confirmo_hace_poco`)."""

    @wraps(vista)
    def con_prueba(request: SolicitudCauce, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if confirmo_hace_poco(request):
            return vista(request, *args, **kwargs)
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"error": "Pasó el tiempo: recargue la página y escriba su contraseña."}, status=403)
        return redirect(a_confirmar(request))

    return con_prueba


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirmar(request: SolicitudCauce) -> HttpResponse:
    """Ask for the password of whoever is in, before they change how they enter."""
    form = ConfirmarForm(request.POST if request.method == "POST" else None, request=request, usuario=request.user)
    lugar = request.POST.get("next", request.GET.get("next", ""))
    if not url_has_allowed_host_and_scheme(lugar, {request.get_host()}, require_https=request.is_secure()):
        lugar = reverse("seguridad")
    if form.is_valid():
        renovar_sesion(request)
        request.session[CONFIRMO] = request.momento.isoformat()
        return redirect(lugar)
    contexto = {"form": form, "lugar": lugar, "con_contrasena": request.user.has_usable_password()}
    return render(request, "cuentas/confirmar.html", contexto, status=422 if form.errors else 200)


@login_required
@require_safe
def seguridad(request: SolicitudCauce) -> HttpResponse:
    """What one has to enter with, besides the password, and what may be added."""
    contexto = {
        "factores": factores.factores_de(request.user),
        "pide": exigencia_de(request),
        "sin_mostrar": not request.session.get(FACTOR),
        "admite_llaves": sitio_de(request).admite,
    }
    return render(request, "cuentas/seguridad.html", contexto)


def _listo(request: SolicitudCauce, factor: str, codigos: list[str], dicho: str, *, tenia: bool) -> HttpResponse:
    """The factor that was put counts as shown; its recovery codes are seen now and never again.

    With the first one (`tenia`: whether there were others), whoever else is in with the password alone is out.
    """
    renovar_sesion(request)
    era_el_primero = not tenia or not request.session.get(FACTOR)
    request.session[FACTOR] = factor
    if era_el_primero and sesiones.cerrar_las_demas(
        request.user, salvo=request.session.get(SESION), en=request.momento
    ):
        dicho += " Las demás sesiones de su cuenta se cerraron: habían entrado sin él."
    if not codigos:
        messages.success(request, dicho)
        return redirect("seguridad")
    return _codigos(request, codigos, dicho)


def _codigos(request: SolicitudCauce, codigos: list[str], dicho: str) -> HttpResponse:
    sitio = anfitrion_de(settings.SITIO_URL)
    texto = "\r\n".join([f"Códigos de recuperación de {request.user.username} en {sitio}", "", *codigos, ""])
    contexto = {"codigos": codigos, "dicho": dicho, "archivo": f"data:text/plain;charset=utf-8,{quote(texto)}"}
    respuesta = render(request, "cuentas/codigos.html", contexto)
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta


# -- An application of codes ------------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@recien_confirmado
def aplicacion(request: SolicitudCauce) -> HttpResponse:
    """Show a secret, as a QR and to be typed, and keep it once a code of it is shown. A visit makes none."""
    if request.method != "POST":
        return _aplicacion(request, CodigoDeAplicacionForm(), request.session.get(PROPUESTA))
    guardada = request.session.get(PROPUESTA)
    if "empezar" in request.POST or guardada is None:
        nueva = factores.Propuesta.nueva(request.user)
        request.session[PROPUESTA] = [nueva.envoltura, nueva.maestra]
        return redirect("factor_aplicacion")
    form, tenia = CodigoDeAplicacionForm(request.POST), factores.factores_de(request.user).hay
    if form.is_valid():
        try:
            codigos = factores.poner_aplicacion(
                request.user,
                factores.Propuesta(*guardada),
                form.cleaned_data["codigo"],
                en=request.momento,
                maquina=momento_de(request),
            )
        except Rechazo as rechazo:
            form.add_error("codigo", str(rechazo))
        else:
            del request.session[PROPUESTA]
            return _listo(
                request, factores.CON_APLICACION, codigos, "Su aplicación de códigos quedó agregada.", tenia=tenia
            )
    return _aplicacion(request, form, guardada)


def _aplicacion(request: SolicitudCauce, form: CodigoDeAplicacionForm, guardada: Any) -> HttpResponse:
    contexto: dict[str, Any] = {"form": form, "tiene": factores.factores_de(request.user).aplicacion is not None}
    if guardada is not None:
        secreto = factores.Propuesta(*guardada).secreto(request.user)
        lugar = factores.direccion_para(secreto, request.user, f"Cauce {anfitrion_de(settings.SITIO_URL)}")
        contexto |= {
            "qr": segno.make(lugar, error="m").svg_data_uri(scale=5, dark="#000", light="#fff", border=4),
            "secreto": factores.en_letras(secreto),
            "direccion": lugar,
        }
    return render(request, "cuentas/aplicacion.html", contexto, status=422 if form.errors else 200)


# -- Passkeys ---------------------------------------------------------------------------------------------


@login_required
@require_POST
@recien_confirmado
def llave_opciones(request: SolicitudCauce) -> HttpResponse:
    """What the browser is asked to make."""
    pedido, estado = llaves_de_acceso.pedir_registro(sitio_de(request), request.user)
    retar(request, PARA_AGREGAR, estado)
    return JsonResponse(dict(pedido))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@recien_confirmado
def llave(request: SolicitudCauce) -> HttpResponse:
    """Make a passkey and keep its public half."""
    form = LlaveNuevaForm(
        request.POST if request.method == "POST" else None,
        initial={"nombre": sesiones.dispositivo_de(request.headers.get("User-Agent", ""))},
    )
    if request.method == "POST" and form.is_valid():
        estado, tenia = reto(request, PARA_AGREGAR), factores.factores_de(request.user).hay
        try:
            if estado is None:
                raise llaves_de_acceso.NO_SE_RECONOCE
            codigos = llaves_de_acceso.registrar(
                sitio_de(request),
                request.user,
                form.cleaned_data["nombre"],
                estado,
                form.cleaned_data["respuesta"],
                en=request.momento,
            )
        except Rechazo as rechazo:
            form.add_error(None, str(rechazo))
        else:
            return _listo(request, factores.CON_LLAVE, codigos, "Su llave de acceso quedó agregada.", tenia=tenia)
    contexto = {"form": form, "admite": sitio_de(request).admite}
    return render(request, "cuentas/llave.html", contexto, status=422 if form.errors else 200)


# -- Recovery codes, and removing -------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@recien_confirmado
def codigos(request: SolicitudCauce) -> HttpResponse:
    """Ask, and make others."""
    verbo = DE_LA_PROPIA["renovar_codigos"]
    rechazo = ""
    if request.method == "POST":
        try:
            nuevos = factores.nuevos_codigos(request.user, en=request.momento)
        except Rechazo as dicho:
            rechazo = str(dicho)
        else:
            return _codigos(request, nuevos, "Los códigos de antes ya no sirven.")
    elif not factores.factores_de(request.user).hay:
        raise Http404
    contexto = {"verbo": verbo, "que": "Sus códigos de recuperación", "rechazo": rechazo}
    return render(request, "cuentas/factor_accion.html", contexto, status=422 if rechazo else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@recien_confirmado
def quitar(request: SolicitudCauce, clase: str, pk: int) -> HttpResponse:
    """Ask, and remove one's own. Another's answers 404."""
    tiene = factores.factores_de(request.user)
    if clase == "aplicacion" and tiene.aplicacion is not None and pk == request.user.pk:
        que = "La aplicación de códigos"
    elif clase == "llave" and (suya := next((ll for ll in tiene.llaves if ll.pk == pk), None)):
        que = f"La llave de acceso «{suya}»"
    else:
        raise Http404
    rechazo = ""
    if request.method == "POST":
        try:
            factores.quitar(request.user, clase, pk, exige=exigencia_de(request), en=request.momento)
        except Rechazo as dicho:
            rechazo = str(dicho)
        else:
            if not factores.factores_de(request.user).hay:
                request.session.pop(FACTOR, None)
            messages.success(request, f"{que} quedó quitada de su cuenta.")
            return redirect("seguridad")
    contexto = {"verbo": DE_LA_PROPIA["quitar_factor"], "que": que, "rechazo": rechazo}
    return render(request, "cuentas/factor_accion.html", contexto, status=422 if rechazo else 200)


# -- Sessions ---------------------------------------------------------------------------------------------


@login_required
@require_POST
def sesion_cerrar(request: SolicitudCauce, pk: int) -> HttpResponse:
    """Close one of one's own sessions; another's, or one that is over, answers 404."""
    if not sesiones.cerrar_una(request.user, pk, en=request.momento):
        raise Http404
    if pk == request.session.get(SESION):
        return redirect("entrar")
    messages.success(request, "Esa sesión quedó cerrada.")
    return redirect("mi_cuenta")


@login_required
@require_POST
def sesiones_cerrar(request: SolicitudCauce) -> HttpResponse:
    """Close all but this one."""
    cuantas = sesiones.cerrar_las_demas(request.user, salvo=request.session.get(SESION), en=request.momento)
    if cuantas:
        messages.success(request, "Las demás sesiones quedaron cerradas.")
    else:
        messages.info(request, "No había otra sesión abierta.")
    return redirect("mi_cuenta")
