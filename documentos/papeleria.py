"""The desk of the institute's papers: the letterhead, who signs, and what each one says, with its versions."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import dia_local
from compliance.forms.errores import anotar
from compliance.middleware import SolicitudCauce
from compliance.models import Proceso
from compliance.verbos.modelo import Rechazo
from compliance.verbos.tabla import DE_PAPELERIA, LLEVAN_LA_PAPELERIA
from compliance.views.comun import proceso_o_404

from . import cartas
from .forms import FirmanteForm, MembreteForm, PapelForm, QuitarEscudoForm
from .informes import requerimiento
from .membrete import en_hoja, texto_de
from .models import Firmante, Membrete
from .papel import Hoja
from .services import guardar_firmante, guardar_membrete, quitar_escudo, redactar_papel, restaurar_papel, versiones_de
from .textos import NOMBRES, PAPELES, Papel
from .views import imprimir

# With which the letterhead is tried.
DE_MUESTRA = "remision"
CIFRAS_DE_VERSION = 9


def _muestra(proceso: Proceso, clave: str, textos: Mapping[str, str], en: datetime) -> Hoja:
    """A paper with these texts, saved or not, and samples of what its markers say."""
    if clave == requerimiento.CLAVE:
        return requerimiento.muestra(proceso, textos, en)
    return cartas.muestra(proceso, clave, textos, en)


def _guardado(request: SolicitudCauce, form: Any, verbo: str, hacer: Callable[[], object]) -> bool:
    """Whether it was done; otherwise the form says why not."""
    try:
        hacer()
    except (Rechazo, ValidationError) as error:
        anotar(error, form)
        return False
    messages.success(request, DE_PAPELERIA[verbo].listo)
    return True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def papeleria(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """The letterhead, to be changed and tried; who signs; and the papers."""
    actual = proceso_o_404(request, proceso, LLEVAN_LA_PAPELERIA)
    suyo = Membrete.objects.filter(instituto=actual.instituto).first() or Membrete(instituto=actual.instituto)
    hacer = request.POST.get("hacer", "")
    quitar = QuitarEscudoForm(request.POST if hacer == "quitar_escudo" else None)
    form = MembreteForm(
        *((None, None) if quitar.is_bound else (request.POST or None, request.FILES or None)), instance=suyo
    )
    if quitar.is_bound:
        if quitar.is_valid() and _guardado(
            request,
            quitar,
            "quitar_escudo",
            lambda: quitar_escudo(actual, **quitar.cleaned_data, por=request.user, en=request.momento),
        ):
            return redirect("papeleria", actual.clave)
    elif request.method == "POST" and form.is_valid():
        if hacer == "ver":
            hoja = _muestra(actual, DE_MUESTRA, texto_de(actual, DE_MUESTRA).textos, request.momento)
            return imprimir(request, replace(hoja, membrete=en_hoja(form.instance)), "muestra")
        if _guardado(
            request,
            form,
            "guardar_membrete",
            lambda: guardar_membrete(actual, form.instance, por=request.user, en=request.momento),
        ):
            return redirect("papeleria", actual.clave)
    hoy = dia_local(request.momento, actual.tz)
    return render(
        request,
        "documentos/papeleria.html",
        {
            "proceso": actual,
            "form": form,
            "firmantes": [(f, f.desde <= hoy and (f.hasta is None or hoy <= f.hasta)) for f in actual.firmantes.all()],
            "papeles": [(p, texto_de(actual, p.clave).version) for p in PAPELES.values()],
            "demas_procesos": actual.instituto.procesos.count() - 1,
            "con_escudo": Membrete.objects.filter(instituto=actual.instituto).exclude(escudo="").exists(),
            "form_escudo": quitar,
            "verbo_escudo": DE_PAPELERIA["quitar_escudo"],
        },
        status=422 if form.errors or quitar.errors else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def firmante(request: SolicitudCauce, proceso: str, pk: int | None = None) -> HttpResponse:
    """Ask (GET) and keep (POST) who signs: another one, or what changes of one."""
    actual = proceso_o_404(request, proceso, LLEVAN_LA_PAPELERIA)
    objeto = get_object_or_404(actual.firmantes.all(), pk=pk) if pk else Firmante(proceso=actual)
    sobre = str(objeto) if pk else "Agregar a quien firma"
    form = FirmanteForm(request.POST or None, instance=objeto)
    if (
        request.method == "POST"
        and form.is_valid()
        and _guardado(
            request,
            form,
            "guardar_firmante",
            lambda: guardar_firmante(form.instance, por=request.user, en=request.momento),
        )
    ):
        return redirect("papeleria", actual.clave)
    return render(
        request,
        "documentos/firmante.html",
        {"proceso": actual, "sobre": sobre, "form": form},
        status=422 if form.errors else 200,
    )


def _numero(texto: str) -> int | None:
    return int(texto) if texto.isdecimal() and len(texto) <= CIFRAS_DE_VERSION else None


def _papel_o_404(clave: str) -> Papel:
    if clave not in PAPELES:
        raise Http404
    return PAPELES[clave]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def papel(request: SolicitudCauce, proceso: str, clave: str) -> HttpResponse:
    """What a paper says: try it, save it, and go back to a version. What was typed stays if it is not accepted."""
    actual, cual = proceso_o_404(request, proceso, LLEVAN_LA_PAPELERIA), _papel_o_404(clave)
    escrito, versiones = texto_de(actual, clave), versiones_de(actual, clave)
    sello: dict[str, Any] = {"por": request.user, "en": request.momento}
    hacer = request.POST.get("hacer", "")
    # Whoever does not say which version they read has read none.
    sobre = escrito.version if request.method != "POST" else _numero(request.POST.get("version", "")) or 0
    rechazo, hecho = "", ""
    # To go back to a version sends no text: nothing is judged of it.
    enviado = request.POST if request.method == "POST" and hacer != "restaurar" else None
    form = PapelForm(enviado, papel=cual, initial=escrito.textos)
    try:
        if hacer == "restaurar":
            elegida = _numero(request.POST.get("cual", ""))
            if elegida is None or elegida not in {0, *versiones}:
                raise Http404
            restaurar_papel(actual, clave, cual=elegida, version=sobre, **sello)
            hecho = "restaurar_papel"
        elif form.is_valid() and hacer == "ver":
            escrito.textos = form.cleaned_data
            escrito.clean()
            # As a file: what was typed stays on the page.
            hoja = _muestra(actual, clave, form.cleaned_data, request.momento)
            return imprimir(request, hoja, f"muestra-{clave}")
        elif form.is_valid():
            redactar_papel(actual, clave, textos=form.cleaned_data, version=sobre, **sello)
            hecho = "redactar_papel"
    except ValidationError as error:
        anotar(error, form)
    except Rechazo as error:
        rechazo = str(error)
    if hecho:
        messages.success(request, DE_PAPELERIA[hecho].listo)
        return redirect("papel", actual.clave, clave)
    guardado = texto_de(actual, clave)
    return render(
        request,
        "documentos/papel.html",
        {
            "proceso": actual,
            "papel": cual,
            "form": form,
            "rechazo": rechazo,
            "verbo": DE_PAPELERIA["redactar_papel"],
            "guardado": [(NOMBRES[que], guardado.textos.get(que, "")) for que in cual.textos]
            if guardado.version != sobre
            else [],
            # Whoever was refused has both texts before them: what they save next is over the one that they read.
            "version": guardado.version,
            "marcadores": cual.marcadores.items(),
            "versiones": [
                (v.version, v.history_date, v.autor, [(NOMBRES[que], v.textos.get(que, "")) for que in cual.textos])
                for v in versiones.values()
            ],
            "de_origen": [(NOMBRES[que], texto) for que, texto in cual.textos.items()],
        },
        status=422 if form.errors or rechazo else 200,
    )


@login_required
@require_safe
def papel_muestra(request: SolicitudCauce, proceso: str, clave: str) -> HttpResponse:
    """A paper as it would be printed today, with samples of what its markers say."""
    actual = proceso_o_404(request, proceso, LLEVAN_LA_PAPELERIA)
    textos = texto_de(actual, _papel_o_404(clave).clave).textos
    return imprimir(request, _muestra(actual, clave, textos, request.momento), f"muestra-{clave}", en_linea=True)
