"""The minutes of a session: read by whoever sees it, written by whoever keeps it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from compliance.actos import SISTEMA
from compliance.middleware import SolicitudCauce
from compliance.views.comun import proceso_o_404
from documentos.views import imprimir

from .. import sesiones as servicios
from ..forms.convocatoria import ActaForm, FirmadaForm, SometerForm
from ..forms.entregables import MotivoForm
from ..forms.rechazos import decir
from ..models import Acta, Sesion
from ..sesiones.impresos import acta_impresa
from ..transiciones import PorConfirmar, Rechazo
from ..verbos.convocatoria import DE_CONVOCATORIA
from .sesion_convocatoria import la_lleva, sesion_o_404, verbos_de

# How many of its last versions the page shows whole; the history has them all.
VERSIONES = 15


@dataclass(frozen=True)
class Version:
    """The text that the minutes had, who saved it and when."""

    numero: int
    texto: str
    quien: str
    en: datetime
    que: str


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def acta(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """The minutes, their versions and what may be done with them: each form says in `hacer` what it does."""
    actual = proceso_o_404(request, proceso)
    objeto = sesion_o_404(actual, pk)
    lleva = la_lleva(request, objeto, "guardar_acta")
    hacer = request.POST.get("hacer", "") if request.method == "POST" else ""
    if request.method == "POST" and not lleva:
        raise Http404
    with timezone.override(actual.tz):
        suya = Acta.objects.filter(sesion=objeto).select_related("sesion__organo", "firmada").first()
        formularios = _formularios(request, objeto, suya, hacer)
        otra: Version | None = None
        pregunta = False
        if request.method == "POST":
            try:
                hecho = _hacer(request, objeto, hacer, formularios)
            except PorConfirmar:
                hecho, pregunta = "", True
            if hecho:
                messages.success(request, DE_CONVOCATORIA[hecho].listo)
                return redirect("sesion_acta", actual.clave, objeto.pk)
            suya = Acta.objects.filter(sesion=objeto).select_related("sesion__organo", "firmada").first()
            otra = _la_otra(suya, formularios["guardar_acta"] if hacer == "guardar_acta" else None)
        atado = formularios.get(hacer)
        con_error = pregunta or (atado is not None and bool(atado.errors))
        return render(
            request,
            "flujos/sesion_acta.html",
            {
                "proceso": actual,
                "sesion": objeto,
                "acta": suya,
                "parrafos": suya.texto.split("\n\n") if suya else [],
                "versiones": versiones_de(suya) if suya else [],
                "puede": verbos_de(request, objeto),
                "en_orden": suya.puntos.select_related("sesion__organo").order_by("-pk").first() if suya else None,
                "otra": otra,
                "pregunta": pregunta,
                "lleva": lleva,
                "atado": atado if atado is not None and atado.errors else None,
                **{f"form_{nombre}": form for nombre, form in formularios.items()},
            },
            status=422 if con_error else 200,
        )


def _formularios(request: SolicitudCauce, objeto: Sesion, suya: Acta | None, hacer: str) -> dict[str, forms.Form]:
    datos: Any = request.POST
    return {
        "guardar_acta": ActaForm(
            datos if hacer == "guardar_acta" else None,
            initial={"texto": suya.texto, "version": suya.version} if suya else None,
        ),
        "someter_acta": SometerForm(datos if hacer == "someter_acta" else None, sesion=objeto),
        "devolver_acta": MotivoForm(datos if hacer == "devolver_acta" else None),
        "firmar_acta": FirmadaForm(*((datos, request.FILES) if hacer == "firmar_acta" else ())),
    }


def _hacer(request: SolicitudCauce, objeto: Sesion, hacer: str, formularios: dict[str, forms.Form]) -> str:
    """Do it, and answer its key; empty if it was refused, and its form says why. Raises PorConfirmar to be asked."""
    quien: dict[str, Any] = {"por": request.user, "en": request.momento}
    if hacer == "redactar_acta":
        dicha = request.POST.get("reemplaza", "")
        try:
            servicios.redactar_acta(
                objeto, reemplaza=int(dicha) if dicha.isdecimal() and len(dicha) < 6 else None, **quien
            )
        except PorConfirmar:
            raise
        except Rechazo as rechazo:
            messages.error(request, str(rechazo))
            return ""
        return hacer
    form = formularios.get(hacer)
    if form is None:
        raise Http404
    if not form.is_valid():
        return ""
    datos = form.cleaned_data
    try:
        if hacer == "guardar_acta":
            servicios.guardar_acta(objeto, texto=datos["texto"], version=datos["version"], **quien)
        elif hacer == "someter_acta":
            servicios.someter_acta(objeto, en_sesion=datos["en_sesion"], **quien)
        elif hacer == "devolver_acta":
            servicios.devolver_acta(objeto, motivo=datos["motivo"], **quien)
        else:
            servicios.firmar_acta(objeto, datos["archivo"], **quien)
    except (Rechazo, ValidationError) as error:
        decir(form, error)
        return ""
    return hacer


def _la_otra(suya: Acta | None, form: forms.Form | None) -> Version | None:
    """The version that was saved while somebody wrote theirs; from here on, theirs is written over it."""
    if suya is None or not isinstance(form, ActaForm) or not form.is_bound:
        return None
    if str(suya.version) == form.data.get("version"):
        return None
    datos: Any = form.data
    form.data = {**datos.dict(), "version": suya.version}
    return versiones_de(suya)[0]


def versiones_de(suya: Acta) -> list[Version]:
    """Its last texts, the newest first: those of its history in which the text changed."""
    versiones: dict[int, Version] = {}
    for fila in suya.history.order_by("history_id"):
        versiones.setdefault(
            fila.version,
            Version(fila.version, fila.texto, fila.autor or SISTEMA, fila.history_date, fila.history_change_reason),
        )
    return sorted(versiones.values(), key=lambda v: -v.numero)[:VERSIONES]


@login_required
@require_safe
def acta_pdf(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """The minutes, to be printed; as a draft, while they are one."""
    actual = proceso_o_404(request, proceso)
    objeto = sesion_o_404(actual, pk)
    suya = get_object_or_404(Acta.objects.select_related("sesion__organo", "sesion__proceso__instituto"), sesion=objeto)
    hoja = acta_impresa(suya, request.momento)
    return imprimir(request, hoja, f"acta-{objeto.pk}", request.GET.get("formato", "pdf"))
