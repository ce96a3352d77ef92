"""Systems that tell: their address, for them; and who may, for who administers."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from compliance.api import DEMASIADAS
from compliance.cifrado import CifradoError
from compliance.fallos import respuesta_a
from compliance.forms.errores import anotar
from compliance.middleware import SolicitudCauce
from compliance.models import Proceso
from compliance.ritmo import Ritmo
from compliance.verbos.modelo import Rechazo
from compliance.verbos.tabla import DE_FUENTE
from compliance.views.comun import proceso_o_404

from ..forms import FuenteForm, SecretoForm
from ..fuentes import CUERPO_MAXIMO, HECHOS, NoEntra, guardar_fuente, recibir, secreto_de
from ..models import FuenteExterna

FILA = DE_FUENTE["agregar_fuente"]
ULTIMAS = 50


class RitmoDeEntrada(Ritmo):
    """As that of the public API, counted apart."""

    scope = "entra"


@csrf_exempt
def entra(request: Any, pk: int) -> HttpResponse:
    """What another system says, signed. One answer for a source that is not there and one that is switched off."""
    if request.method != "POST":
        respuesta = _error(405, "metodo", "Aquí solo se recibe: use POST.")
        respuesta["Allow"] = "POST"
        return respuesta
    if espera := RitmoDeEntrada(f"{settings.API_POR_MINUTO}/m").espera(request):
        respuesta = _error(429, "ritmo", DEMASIADAS.format(espera))
        respuesta["Retry-After"] = str(espera)
        return respuesta
    fuente = FuenteExterna.objects.filter(pk=pk, activa=True).select_related("proceso__instituto").first()
    try:
        if fuente is None:
            raise NoEntra(404, "fuente", "No hay ningún sistema en esa dirección.")
        cuerpo = _cuerpo(request)
        firmado, llave = request.headers.get("Cauce-Firma", ""), request.headers.get("Cauce-Entrega", "")
        hecho = recibir(fuente, cuerpo, firmado, llave, request.momento)
    except NoEntra as no:
        return _error(no.estado, no.codigo, no.mensaje)
    except Exception as causa:
        conocida = respuesta_a(request, causa)
        if conocida is None:
            raise
        return _error(conocida.status_code, "ahora_no", "No se pudo recibir ahora: envíelo otra vez en unos minutos.")
    return _json(dict(hecho.dicho), hecho.estado)


def _cuerpo(request: HttpRequest) -> bytes:
    largo = request.META.get("CONTENT_LENGTH") or "0"
    if not largo.isdecimal() or int(largo) > CUERPO_MAXIMO:
        raise NoEntra(413, "tamano", f"El cuerpo pesa más de {CUERPO_MAXIMO // 1024} KB.")
    try:
        return request.body
    except UnreadablePostError:
        raise NoEntra(400, "cuerpo", "El cuerpo no llegó completo.") from None


def _json(dicho: dict[str, Any], estado: int) -> JsonResponse:
    # In an order of its own: PostgreSQL gives back what it kept in another.
    respuesta = JsonResponse(dicho, status=estado, json_dumps_params={"ensure_ascii": False, "sort_keys": True})
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta


def _error(estado: int, codigo: str, mensaje: str) -> JsonResponse:
    return _json({"codigo": codigo, "error": mensaje}, estado)


@login_required
@require_safe
def fuentes(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Every one of the process."""
    actual = proceso_o_404(request, proceso, FILA.roles)
    contexto = {"proceso": actual, "fuentes": FuenteExterna.objects.filter(proceso=actual)}
    return render(request, "notificaciones/fuentes.html", contexto)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fuente_nueva(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Add one. The answer is the only place where its secret is shown."""
    actual = proceso_o_404(request, proceso, FILA.roles)
    form = FuenteForm(request.POST if request.method == "POST" else None, instance=FuenteExterna(proceso=actual))
    if form.is_valid():
        try:
            nueva = guardar_fuente(form.save(commit=False), por=request.user, en=request.momento)
        except (Rechazo, ValidationError) as error:
            anotar(error, form)
        else:
            return _secreto(request, actual, nueva)
    contexto = {"proceso": actual, "form": form}
    return render(request, "notificaciones/fuente_nueva.html", contexto, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fuente(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """One of them with the last that it said; its buttons switch it off or on, or give it another secret."""
    actual = proceso_o_404(request, proceso, FILA.roles)
    una = get_object_or_404(FuenteExterna.objects.select_related("proceso__instituto"), proceso=actual, pk=pk)
    if request.method == "POST":
        return _cambiar(request, actual, una, request.POST.get("hacer", ""))
    contexto = {
        "proceso": actual,
        "fuente": una,
        "lugar": settings.SITIO_URL + reverse("entra", args=[una.pk]),
        "hechos": [hecho for dice, hecho in HECHOS if dice == una.dice],
        "entradas": una.entradas.all()[:ULTIMAS],
    }
    return render(request, "notificaciones/fuente.html", contexto)


def _cambiar(request: SolicitudCauce, proceso: Proceso, una: FuenteExterna, que: str) -> HttpResponse:
    if que in ("apagar", "encender"):
        una.activa = que == "encender"
        guardar_fuente(una, por=request.user, en=request.momento)
        messages.success(request, DE_FUENTE["cambiar_fuente"].listo)
    elif que == "secreto":
        una.vuelta += 1
        guardar_fuente(una, por=request.user, en=request.momento)
        return _secreto(request, proceso, una)
    return redirect("fuente_externa", proceso.clave, una.pk)


def _secreto(request: SolicitudCauce, proceso: Proceso, una: FuenteExterna) -> HttpResponse:
    try:
        form = SecretoForm(initial={"secreto": secreto_de(una)})
    except CifradoError as error:
        messages.error(request, str(error))
        return redirect("fuente_externa", proceso.clave, una.pk)
    return render(request, "notificaciones/fuente_secreto.html", {"proceso": proceso, "fuente": una, "form": form})
