"""The suppression of what is sensitive: what is due, what was asked for, and what was done, with its certificates."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import dia_local
from compliance.cara.listado import Columna, Listado
from compliance.middleware import SolicitudCauce
from compliance.models import Proceso, Supresion
from compliance.views.comun import proceso_o_404

from ..forms.privacidad import ConfirmarSupresionForm, DescartarSupresionForm, PedirSupresionForm
from ..forms.rechazos import repartir
from ..supresion import (
    SIN_PLAZO,
    certificado_de_supresion,
    confirmar_supresion,
    descartar_supresion,
    ensayo_de,
    pedir_supresion,
    regla_de_retiro,
    terminar_supresion,
    ultimo_acto,
    vencidas,
)
from ..transiciones import Rechazo
from ..verbos.supresiones import DE_SUPRESION, SUPRIMEN
from .comun import entero

HECHAS: Listado[Supresion] = Listado(
    (Columna("Folio"), Columna("De quién"), Columna("Causa"), Columna("Cómo quedó"), Columna("Cuándo"))
)


def _proceso(request: SolicitudCauce, clave: str) -> Proceso:
    actual = proceso_o_404(request, clave)
    if not request.ambito.tiene(actual.pk, *SUPRIMEN):
        raise Http404
    return actual


@login_required
@require_safe
def supresiones(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """What is due and waits to be asked for, what waits for a second person, and what was done."""
    actual = _proceso(request, proceso)
    todas = actual.supresiones.select_related(
        "candidatura__persona", "candidatura__cargo", "pedida_por", "confirmada_por"
    )
    abiertas = todas.abiertas()
    por_pedir = vencidas(actual, dia_local(request.momento, actual.tz)).exclude(
        supresiones__in=abiertas.filter(pedida_en__isnull=False)
    )
    return render(
        request,
        "flujos/supresiones.html",
        {
            "proceso": actual,
            "por_pedir": por_pedir[:100],
            "cuantas_por_pedir": por_pedir.count(),
            "del_proceso": abiertas.filter(candidatura=None, pedida_en=None).first(),
            "por_confirmar": abiertas.filter(pedida_en__isnull=False),
            "sin_terminar": todas.sin_terminar(),
            "regla": regla_de_retiro(actual),
            "sin_plazo": SIN_PLAZO,
            **HECHAS.de(todas.exclude(pk__in=abiertas.values("pk")), request.GET).contexto(),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pedir(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Ask for one; the address may say of whom and why."""
    actual = _proceso(request, proceso)
    dada = entero(request.GET.get("candidatura", ""))
    form = PedirSupresionForm(
        request.POST if request.method == "POST" else None,
        candidaturas=actual.candidaturas.select_related("persona", "cargo").order_by("persona__nombre_busqueda"),
        initial={"candidatura": dada, "causa": request.GET.get("causa", "")},
    )
    impedimentos: Sequence[Rechazo] = ()
    if request.method == "POST" and form.is_valid():
        datos = form.cleaned_data
        try:
            pedida = pedir_supresion(
                actual,
                candidatura=datos["candidatura"],
                causa=datos["causa"],
                documento=datos["documento"],
                solicitada_el=datos["solicitada_el"],
                por=request.user,
                en=request.momento,
            )
        except Rechazo as rechazo:
            impedimentos = repartir(form, rechazo.rechazos)
        else:
            messages.success(request, DE_SUPRESION["pedir_supresion"].listo)
            return redirect("supresion", actual.clave, pedida.pk)
    return render(
        request,
        "flujos/supresion_pedir.html",
        {"proceso": actual, "form": form, "verbo": DE_SUPRESION["pedir_supresion"], "impedimentos": impedimentos},
        status=422 if request.method == "POST" else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def supresion(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """One of them: what would go and confirming it, or discarding it; once done, its certificate."""
    actual = _proceso(request, proceso)
    consulta = actual.supresiones.select_related(
        "candidatura__persona", "candidatura__cargo", "candidatura__curricular", "pedida_por", "confirmada_por"
    )
    s = get_object_or_404(consulta, pk=pk)
    accion = next((a for a in ("confirmar", "descartar", "terminar") if a in request.POST), "")
    enviado = request.POST if request.method == "POST" else None
    confirmar = ConfirmarSupresionForm(enviado if accion == "confirmar" else None, supresion=s)
    descartar = DescartarSupresionForm(enviado if accion == "descartar" else None)
    impedimentos: Sequence[Rechazo] = ()
    form: Any = {"confirmar": confirmar, "descartar": descartar}.get(accion)
    if accion and (form is None or form.is_valid()):
        try:
            if accion == "confirmar":
                confirmar_supresion(
                    s, resolucion=form.cleaned_data.get("resolucion", ""), por=request.user, en=request.momento
                )
            elif accion == "descartar":
                descartar_supresion(s, motivo=form.cleaned_data["motivo"], por=request.user, en=request.momento)
            else:
                terminar_supresion(s, por=request.user, en=request.momento)
        except Rechazo as rechazo:
            impedimentos = repartir(form, rechazo.rechazos) if form else rechazo.rechazos
        else:
            listo = DE_SUPRESION["descartar_supresion" if accion == "descartar" else "suprimir"].listo
            messages.success(request, listo)
            return redirect("supresion", actual.clave, s.pk)
    abierta = s.confirmada_en is None and s.descartada_en is None
    return render(
        request,
        "flujos/supresion.html",
        {
            "proceso": actual,
            "supresion": s,
            "verbo": DE_SUPRESION["suprimir"],
            "abierta": abierta,
            "es_mia": s.pedida_por_id == request.user.pk,
            "ensayo": ensayo_de(actual, s.candidatura) if abierta else None,
            "confirmar": confirmar,
            "descartar": descartar,
            "impedimentos": impedimentos,
            "certificado": certificado_de_supresion(s),
            "acto": ultimo_acto(s),
        },
        status=422 if request.method == "POST" else 200,
    )
