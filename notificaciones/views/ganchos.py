"""The other systems that are told, for whoever administers: added, tried, switched off, and what was told to each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from compliance.cifrado import CifradoError
from compliance.forms.errores import anotar
from compliance.middleware import SolicitudCauce
from compliance.models import Proceso
from compliance.verbos.modelo import Rechazo
from compliance.verbos.tabla import DE_GANCHO
from compliance.views.comun import proceso_o_404

from ..forms import GanchoForm, SecretoForm
from ..ganchos import guardar_gancho, probar, secreto_de
from ..models import TEMAS, Gancho
from ..salida import SalidaError

FILA = DE_GANCHO["agregar_gancho"]
ULTIMAS = 50


@login_required
@require_safe
def ganchos(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Every one of the process."""
    actual = proceso_o_404(request, proceso, FILA.roles)
    return render(
        request,
        "notificaciones/ganchos.html",
        {"proceso": actual, "ganchos": [(g, _temas(g)) for g in Gancho.objects.filter(proceso=actual)]},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def gancho_nuevo(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Add one. The answer is the only place where its secret is shown."""
    actual = proceso_o_404(request, proceso, FILA.roles)
    form = GanchoForm(request.POST if request.method == "POST" else None, instance=Gancho(proceso=actual))
    if form.is_valid():
        try:
            nuevo = guardar_gancho(form.save(commit=False), por=request.user, en=request.momento)
        except (Rechazo, ValidationError) as error:
            anotar(error, form)
        else:
            return _secreto(request, actual, nuevo)
    return render(
        request,
        "notificaciones/gancho_nuevo.html",
        {"proceso": actual, "form": form},
        status=422 if form.errors else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def gancho(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """One of them with its last tellings; its buttons try it, switch it off or on, or give it another secret."""
    actual = proceso_o_404(request, proceso, FILA.roles)
    uno = get_object_or_404(Gancho.objects.select_related("proceso__instituto"), proceso=actual, pk=pk)
    if request.method == "POST":
        return _hacer(request, actual, uno, request.POST.get("hacer", ""))
    entregas = uno.entregas.select_related("aviso__escalon", "aviso__entregable", "aviso__sesion__organo")[:ULTIMAS]
    return render(
        request,
        "notificaciones/gancho.html",
        {"proceso": actual, "gancho": uno, "temas": _temas(uno), "entregas": entregas, "ultimas": ULTIMAS},
    )


def _hacer(request: SolicitudCauce, proceso: Proceso, uno: Gancho, que: str) -> HttpResponse:
    if que == "probar":
        try:
            estado = probar(uno, request.momento)
        except (SalidaError, CifradoError) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"El sistema recibió la prueba: respondió {estado}.")
    elif que in ("apagar", "encender"):
        uno.activo = que == "encender"
        guardar_gancho(uno, por=request.user, en=request.momento)
        messages.success(request, DE_GANCHO["cambiar_gancho"].listo)
    elif que == "secreto":
        uno.vuelta += 1
        guardar_gancho(uno, por=request.user, en=request.momento)
        return _secreto(request, proceso, uno)
    return redirect("gancho", proceso.clave, uno.pk)


def _secreto(request: SolicitudCauce, proceso: Proceso, uno: Gancho) -> HttpResponse:
    form = SecretoForm(initial={"secreto": secreto_de(uno)})
    return render(request, "notificaciones/gancho_secreto.html", {"proceso": proceso, "gancho": uno, "form": form})


def _temas(uno: Gancho) -> str:
    return ", ".join(nombre for clave, nombre in TEMAS if clave in uno.temas)
