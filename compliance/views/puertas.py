"""The other ways to enter: the second factor, a passkey by itself, and the directory of an institute."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..entrada import momento_de
from ..forms.puertas import CodigoForm, RespuestaForm
from ..middleware import FACTOR, SolicitudAbierta
from ..models import Usuario
from ..services import directorio, llaves_de_acceso
from ..services.factores import CON_LLAVE, factores_de
from ..verbos.modelo import Rechazo
from .cuentas import (
    CON_CONTRASENA,
    abrir_sesion,
    comprobar_segundo,
    decir_lo_que_falta,
    dejar_por_entrar,
    fallo_de_segundo,
    por_entrar,
    sitio_de,
)

# In the session: what the browser was asked to prove, and for what.
RETO = "reto_de_llave"
LUGAR = "lugar_del_directorio"


def _lugar(request: SolicitudAbierta, dicho: str) -> str:
    """Where one was going, if it is of this site."""
    propio = url_has_allowed_host_and_scheme(dicho, {request.get_host()}, require_https=request.is_secure())
    return dicho if dicho and propio else reverse(settings.LOGIN_REDIRECT_URL)


def _entra(request: SolicitudAbierta, usuario: Usuario, con: str, factor: str, lugar: str) -> HttpResponse:
    abrir_sesion(request, usuario, con, factor)
    decir_lo_que_falta(request)
    return redirect(_lugar(request, lugar))


# -- The second factor ------------------------------------------------------------------------------------


def _de_quien(request: SolicitudAbierta) -> tuple[Usuario, dict[str, Any]] | None:
    """Who has still to show it: between the two factors, or inside without having shown it."""
    if (espera := por_entrar(request)) is not None:
        return espera
    if request.user.is_authenticated and not request.session.get(FACTOR) and factores_de(request.user).hay:
        return request.user, {"lugar": request.GET.get("next", ""), "con": CON_CONTRASENA}
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def segundo(request: SolicitudAbierta) -> HttpResponse:
    """Ask for the second factor of whoever showed the first: a code, or a passkey."""
    quien = _de_quien(request)
    if quien is None:
        if not request.user.is_authenticated and request.method == "POST":
            messages.warning(request, "Pasó el tiempo para el segundo factor: vuelva a escribir su contraseña.")
        return redirect("inicio" if request.user.is_authenticated else "entrar")
    usuario, dicho = quien
    form = CodigoForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if con := comprobar_segundo(request, usuario, form.cleaned_data["codigo"]):
            return _entra(request, usuario, dicho["con"], con, dicho["lugar"])
        form.add_error("codigo", "Ese código no corresponde o ya se usó. Espere al siguiente de su aplicación.")
    return _pagina(request, usuario, form)


def _pagina(request: SolicitudAbierta, usuario: Usuario, form: CodigoForm, rechazo: str = "") -> HttpResponse:
    tiene = factores_de(usuario)
    contexto = {
        "form": form,
        "de": usuario,
        "factores": tiene,
        "con_llave": bool(tiene.llaves) and sitio_de(request).admite,
        "rechazo": rechazo,
    }
    return render(request, "cuentas/segundo.html", contexto, status=422 if form.errors or rechazo else 200)


# -- Passkeys ---------------------------------------------------------------------------------------------


def retar(request: SolicitudAbierta, para: str, estado: Any) -> None:
    """Remember what a browser was asked: to enter alone its owner must be verified, and elsewhere not."""
    request.session[RETO] = {"para": para, "estado": dict(estado)}


def reto(request: SolicitudAbierta, para: str) -> Any:
    """What it was asked, once, and only for the same; None if nothing was."""
    dicho = request.session.pop(RETO, None) or {}
    return dicho.get("estado") if dicho.get("para") == para else None


def _para(quien: tuple[Usuario, dict[str, Any]] | None) -> str:
    return f"segundo-{quien[0].pk}" if quien else "sola"


@require_POST
def opciones(request: SolicitudAbierta) -> JsonResponse:
    """What the browser is asked to prove: of who is between two factors, or of whoever it may be."""
    quien = _de_quien(request)
    pedido, estado = llaves_de_acceso.pedir_prueba(sitio_de(request), quien[0] if quien else None)
    retar(request, _para(quien), estado)
    return JsonResponse(pedido)


@require_POST
def llave(request: SolicitudAbierta) -> HttpResponse:
    """Enter with a passkey: as the second factor, or by itself, if its device proved who used it."""
    quien = _de_quien(request)
    estado = reto(request, _para(quien))
    if request.user.is_authenticated and quien is None:
        return redirect("inicio")
    form = RespuestaForm(request.POST)
    try:
        if not form.is_valid() or estado is None:
            raise llaves_de_acceso.NO_SE_RECONOCE
        usuario = llaves_de_acceso.probar(
            sitio_de(request),
            quien[0] if quien else None,
            estado,
            form.cleaned_data["respuesta"],
            en=request.momento,
        )
        if directorio.entra_solo_por_el(usuario) and quien is None:
            raise Rechazo("directorio", "Su cuenta entra con el directorio de su instituto.")
    except Rechazo as rechazo:
        if quien is None:
            messages.error(request, str(rechazo))
            return redirect("entrar")
        fallo_de_segundo(request, quien[0])
        return _pagina(request, quien[0], CodigoForm(), str(rechazo))
    con, lugar = (quien[1]["con"], quien[1]["lugar"]) if quien else (CON_LLAVE, request.POST.get("next", ""))
    return _entra(request, usuario, con, CON_LLAVE, lugar)


# -- The directory of the institute -----------------------------------------------------------------------


@require_safe
def entrar_directorio(request: SolicitudAbierta) -> HttpResponse:
    """Send whoever asks to the issuer: by a link, since our policy lets no form end in another site."""
    if not directorio.hay():
        raise Http404
    request.session[LUGAR] = request.GET.get("next", "")
    try:
        return directorio.mandar(request, f"{settings.SITIO_URL}{reverse('directorio_vuelta')}")
    except Rechazo as rechazo:
        messages.error(request, str(rechazo))
        return redirect("entrar")


@require_safe
def directorio_vuelta(request: SolicitudAbierta) -> HttpResponse:
    """Who comes back from the issuer enters with the account that is theirs, and shows its second factor if it has one.

    Not if the directory says that it asked for one. A visit: it does nothing without what the issuer signed for it.
    """
    if not directorio.hay():
        raise Http404
    if request.user.is_authenticated:
        return redirect("inicio")
    momento_de(request)
    try:
        dicho = directorio.reclamos(request)
        usuario = directorio.cuenta_de(dicho, en=request.momento)
    except Rechazo as rechazo:
        messages.error(request, str(rechazo))
        return redirect("entrar")
    lugar = request.session.pop(LUGAR, "")
    if directorio.con_dos_factores(dicho):
        return _entra(request, usuario, directorio.CON_DIRECTORIO, "su segundo factor", lugar)
    if factores_de(usuario).hay:
        dejar_por_entrar(request, usuario, lugar, directorio.CON_DIRECTORIO)
        return redirect("entrar_segundo")
    return _entra(request, usuario, directorio.CON_DIRECTORIO, "", lugar)
