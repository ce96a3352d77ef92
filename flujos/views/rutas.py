"""The page that changes the route of one deliverable: choose, see what it would do, apply it with its reason."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from compliance.middleware import SolicitudCauce
from compliance.models import Ruta
from compliance.verbos.caso import Opcion, rechazo_de_rol, rechazos
from compliance.views.comun import proceso_o_404

from ..entregables.cambio_de_ruta import PreviaPasada, cambiar_ruta, previa
from ..forms.rechazos import decir
from ..forms.rutas import RutaForm
from ..transiciones import Rechazo
from ..verbos.entregables import DE_ENTREGABLE, CasoDeEntregable
from .entregables import entregable_o_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cambiar(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Ask (GET, with `ruta` the one to look at), show what it would do and do it (POST, once it was seen)."""
    actual = proceso_o_404(request, proceso)
    objeto = entregable_o_404(request, actual, pk)
    fila, caso = DE_ENTREGABLE["cambiar_ruta"], CasoDeEntregable(objeto, request.momento, request.ambito)
    if rechazo_de_rol(fila, caso):
        raise Http404
    opcion = Opcion(fila, rechazos(fila, caso))
    if opcion.de_otro_estado:
        messages.warning(request, f"«{fila.nombre}» ya no procede. {opcion.rechazos[0]}")
        return redirect("entregable", actual.clave, objeto.pk)
    rutas = Ruta.objects.filter(Q(propia_de=None) | Q(propia_de=objeto), proceso=actual)
    elegida = request.POST.get("ruta") or request.GET.get("ruta")
    ruta = get_object_or_404(rutas, clave=elegida) if elegida else objeto.ruta
    form = RutaForm(request.POST if request.method == "POST" else None, entregable=objeto, ruta=ruta)
    contexto = {}
    if request.method == "POST":
        if "aplicar" not in request.POST:
            # Only to see it, no reason is needed yet.
            form.fields["motivo"].required = False
        valido = form.is_valid()
        form.fields["motivo"].required = True
        if valido:
            try:
                # As a field sends it back.
                vista = form.cleaned_data["vista"].replace("\r\n", "\n")
                if "aplicar" in request.POST:
                    cambiar_ruta(
                        objeto,
                        form.nueva,
                        vista=vista,
                        motivo=form.cleaned_data["motivo"],
                        por=request.user,
                        en=request.momento,
                    )
                    messages.success(request, fila.listo)
                    return redirect("entregable", actual.clave, objeto.pk)
                contexto["previa"] = previa(objeto, form.nueva)
            except PreviaPasada as pasada:
                decir(form, pasada)
                contexto |= {"previa": pasada.ahora, "vista_antes": vista}
            except (Rechazo, ValidationError) as error:
                decir(form, error)
    return render(
        request,
        "flujos/entregable_ruta.html",
        {
            "proceso": actual,
            "entregable": objeto,
            "verbo": fila,
            "form": form,
            "rutas": rutas.order_by("nombre"),
            "ruta": ruta,
            **contexto,
        },
        status=422 if form.errors else 200,
    )
