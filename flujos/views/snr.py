"""The connection with INE's registry: what it is, when it was last read and what had changed; and reading it."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from compliance.forms.claros import ConAvisosClaros
from compliance.forms.errores import anotar
from compliance.middleware import SolicitudCauce
from compliance.models import Proceso
from compliance.verbos.modelo import Rechazo
from compliance.views.comun import proceso_o_404

from ..importacion.snr import falta_contrasena, guardar_conexion, leer_y_ensayar
from ..models import ConexionSNR
from ..tasks import aparte, seguir_ensayo
from ..verbos.importacion import DE_SNR

ULTIMAS = 20


class ConexionForm(ConAvisosClaros, forms.ModelForm[ConexionSNR]):
    """What INE gave in writing, but the password."""

    direccion = forms.URLField(
        label="Vínculo al servicio",
        max_length=500,
        assume_scheme="https",
        help_text="El que dio la UTSI del INE, con https.",
    )

    class Meta:
        model = ConexionSNR
        fields = ["direccion", "usuario", "id_proceso"]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def snr(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Say where it is read from, or read it: what comes goes on at the rehearsal, as a file."""
    actual = proceso_o_404(request, proceso, DE_SNR["leer_snr"].roles)
    conexion = ConexionSNR.objects.filter(proceso=actual).select_related("proceso__instituto").first()
    if request.method == "POST" and request.POST.get("hacer") == "leer" and conexion is not None:
        return _leer(request, actual, conexion)
    form = ConexionForm(
        request.POST if request.method == "POST" else None, instance=conexion or ConexionSNR(proceso=actual)
    )
    if form.is_valid():
        try:
            guardar_conexion(form.save(commit=False), por=request.user, en=request.momento)
        except (Rechazo, ValidationError) as error:
            anotar(error, form)
        else:
            messages.success(request, DE_SNR["conectar_snr"].listo)
            return redirect("snr", actual.clave)
    contexto = {
        "proceso": actual,
        "conexion": conexion,
        "form": form,
        "sin_contrasena": falta_contrasena(),
        "lecturas": conexion.lecturas.all()[:ULTIMAS] if conexion else [],
    }
    return render(request, "flujos/snr.html", contexto, status=422 if form.errors else 200)


def _leer(request: SolicitudCauce, proceso: Proceso, conexion: ConexionSNR) -> HttpResponse:
    try:
        carga = leer_y_ensayar(conexion, por=request.user, en=request.momento)
    except Rechazo as rechazo:
        messages.error(request, str(rechazo))
        return redirect("snr", proceso.clave)
    if carga.ensayando:
        aparte(seguir_ensayo, proceso.pk, carga.sha256, request.user.pk)
    return redirect("importacion_columnas" if carga.por_mapear else "importacion", proceso.clave, carga.sha256)
