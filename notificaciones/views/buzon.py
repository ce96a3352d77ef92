"""«Mis avisos»: what each person was told, what they have not read yet, and when they want it by mail. A visit reads
nothing: a button does.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from compliance.cara.listado import Columna, Listado
from compliance.middleware import SolicitudCauce
from compliance.views.comun import solo_post

from ..buzon import marcar_leidos, marcar_sin_leer, recibidos_de
from ..forms import FiltroBuzon, PreferenciaForm
from ..models import PreferenciaDeAvisos, Recibido
from ..turnos import elegir

BUZON: Listado[Recibido] = Listado(
    (
        Columna("Aviso", lambda r: r.aviso.asunto, orden="asunto", por=("aviso__asunto",)),
        Columna("Proceso", lambda r: r.aviso.proceso.nombre),
        Columna("Por qué", lambda r: r.aviso.motivo),
        Columna(
            "Recibido",
            lambda r: r.aviso.creado_en.astimezone(r.aviso.proceso.tz).isoformat(timespec="seconds"),
            orden="recibido",
            por=("aviso__creado_en",),
        ),
        Columna("Lectura", lambda r: "Leído" if r.leido_en else "Sin leer"),
    ),
    desempate=("-pk",),
)


@login_required
@require_safe
def mis_avisos(request: SolicitudCauce) -> HttpResponseBase:
    """What was addressed to one's account: the unread first, then the latest."""
    suyos = recibidos_de(request.user)
    filtro = FiltroBuzon(request.GET, request.procesos)
    filas = filtro.aplicar(suyos).select_related("aviso__proceso__instituto")
    lista = BUZON.de(filas.order_by(F("leido_en").asc(nulls_first=True), "-aviso__creado_en", "-pk"), request.GET)
    if lista.se_descarga:
        return lista.archivo("mis-avisos")
    return render(
        request,
        "notificaciones/mis_avisos.html",
        {**lista.contexto(), "filtro": filtro, "sin_leer": suyos.filter(leido_en=None).count()},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mi_aviso(request: SolicitudCauce, pk: int) -> HttpResponse:
    """One of them, whole; its button marks it as read, or as still to be read."""
    suyos = recibidos_de(request.user)
    recibido = get_object_or_404(suyos.select_related("aviso__proceso__instituto"), pk=pk)
    if request.method == "POST":
        este = suyos.filter(pk=pk)
        if "despues" in request.POST:
            marcar_sin_leer(este)
        else:
            marcar_leidos(este, request.momento)
        return redirect("mis_avisos")
    return render(request, "notificaciones/mi_aviso.html", {"recibido": recibido, "aviso": recibido.aviso})


@login_required
@solo_post
def leer_todos(request: SolicitudCauce) -> HttpResponse:
    """Mark everything that one was told as read."""
    cuantos = marcar_leidos(recibidos_de(request.user), request.momento)
    if cuantos:
        messages.success(request, "1 aviso quedó leído." if cuantos == 1 else f"{cuantos} avisos quedaron leídos.")
    return redirect("mis_avisos")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferencia(request: SolicitudCauce) -> HttpResponse:
    """How one wants to hear by mail what is not legal."""
    suya = PreferenciaDeAvisos.objects.filter(usuario=request.user).first()
    form = PreferenciaForm(request.POST if request.method == "POST" else None, instance=suya)
    if form.is_valid():
        elegir(request.user, form.cleaned_data["modo"], form.cleaned_data["hora"], request.momento)
        messages.success(request, "Su elección quedó guardada: vale también para lo que todavía no sale.")
        return redirect(reverse("mi_cuenta") + "#avisos")
    return render(request, "notificaciones/preferencia.html", {"form": form}, status=422 if form.errors else 200)
