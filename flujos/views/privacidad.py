"""The privacy notices: what everybody reads, with every version, and the desk where one is written and published."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import dia_local
from compliance.cara.componentes import Cambio
from compliance.cuestionarios import apartados
from compliance.middleware import SolicitudCauce
from compliance.models import Proceso, VersionDeAviso
from compliance.verbos.tabla import DE_AVISO
from compliance.views.comun import proceso_o_404
from documentos.formatos import aviso_impreso
from documentos.views import imprimir

from ..aviso import (
    borrador_de,
    decision_sobre_el_aviso,
    descartar_aviso,
    huella_de_texto,
    publicar_aviso,
    redactar_aviso,
    texto_general,
    vigente,
)
from ..forms.privacidad import BorradorForm, PublicarForm
from ..forms.rechazos import repartir
from ..transiciones import Rechazo
from ..verbos.supresiones import SUPRIMEN

Clase = VersionDeAviso.Clase

# -- What everybody reads -----------------------------------------------------------------------------------


def _proceso(clave: str) -> Proceso:
    return get_object_or_404(Proceso.objects.select_related("instituto"), clave=clave)


def _clase(clase: str) -> str:
    if clase not in Clase.values:
        raise Http404
    return clase


@require_safe
def publico(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Both notices in force, and every version there was."""
    actual = _proceso(proceso)
    return render(
        request,
        "flujos/aviso_publico.html",
        {
            "proceso": actual,
            "vigentes": [
                (clase, nombre, vigente(actual, clase, request.momento), apartados(texto_general(actual, clase)))
                for clase, nombre in reversed(Clase.choices)
            ],
            "versiones": actual.avisos_de_privacidad.publicadas().order_by("clase", "-numero"),
        },
    )


@require_safe
def publico_de(request: SolicitudCauce, proceso: str, clase: str, numero: int | None = None) -> HttpResponse:
    """A version at its own address, for ever; without a number, the one in force."""
    actual = _proceso(proceso)
    en_vigor = vigente(actual, _clase(clase), request.momento)
    version = en_vigor
    if numero is not None:
        version = get_object_or_404(actual.avisos_de_privacidad.publicadas(), clase=clase, numero=numero)
    elif version is None:
        return redirect("aviso_publico", actual.clave)
    return render(
        request,
        "flujos/aviso_publico_version.html",
        {"proceso": actual, "version": version, "en_vigor": en_vigor},
    )


@require_safe
def publico_pdf(request: SolicitudCauce, proceso: str, clase: str, numero: int) -> HttpResponse:
    """The same, as a file."""
    versiones = _proceso(proceso).avisos_de_privacidad.publicadas().select_related("proceso__instituto")
    version = get_object_or_404(versiones, clase=_clase(clase), numero=numero)
    nombre = f"aviso-de-privacidad-{clase}-v{numero}"
    return imprimir(request, aviso_impreso(version, request.momento), nombre)


# -- The desk -----------------------------------------------------------------------------------------------


def _para_llevarlos(request: SolicitudCauce, clave: str, verbo: str) -> Proceso:
    actual = proceso_o_404(request, clave)
    if not DE_AVISO[verbo].permite(request.ambito, actual.pk):
        raise Http404
    return actual


@login_required
@require_safe
def avisos(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Where each notice stands: the one in force, the draft, and the versions before."""
    actual = proceso_o_404(request, proceso)
    if not request.ambito.tiene(actual.pk, *SUPRIMEN):
        raise Http404
    return render(
        request,
        "flujos/privacidad.html",
        {
            "proceso": actual,
            "avisos": [
                (
                    clase,
                    nombre,
                    vigente(actual, clase, request.momento),
                    actual.avisos_de_privacidad.filter(clase=clase).borradores().first(),
                )
                for clase, nombre in Clase.choices
            ],
            "versiones": actual.avisos_de_privacidad.publicadas().select_related("publicada_por"),
            "puede": DE_AVISO["redactar_aviso"].permite(request.ambito, actual.pk),
            "supresiones": actual.supresiones.abiertas().count(),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def borrador(request: SolicitudCauce, proceso: str, clase: str) -> HttpResponse:
    """Write the next version. What was typed stays on the page if another person saved meanwhile."""
    actual = _para_llevarlos(request, proceso, "redactar_aviso")
    escrito = borrador_de(actual, _clase(clase))
    form = BorradorForm(
        request.POST if request.method == "POST" and "descartar" not in request.POST else None,
        initial={"texto": escrito.texto},
    )
    impedimentos: Sequence[Rechazo] = ()
    visto, cambio = huella_de_texto(escrito), False
    if request.method == "POST" and "descartar" in request.POST:
        try:
            descartar_aviso(actual, clase, por=request.user, en=request.momento)
        except Rechazo as rechazo:
            impedimentos = rechazo.rechazos
        else:
            messages.info(request, DE_AVISO["descartar_aviso"].listo)
            return redirect("privacidad", actual.clave)
    elif request.method == "POST" and form.is_valid():
        try:
            redactar_aviso(
                actual,
                clase,
                texto=form.cleaned_data["texto"],
                visto=request.POST.get("visto", ""),
                por=request.user,
                en=request.momento,
            )
        except Rechazo as rechazo:
            impedimentos = repartir(form, rechazo.rechazos)
            cambio = any(r.guarda == "visto" for r in rechazo.rechazos)
        else:
            messages.success(request, DE_AVISO["redactar_aviso"].listo)
            return redirect("aviso_borrador", actual.clave, clase)
    return render(
        request,
        "flujos/aviso_borrador.html",
        {
            "proceso": actual,
            "clase": clase,
            "version": escrito,
            "form": form,
            "impedimentos": impedimentos,
            "visto": visto,
            "guardado": escrito.texto if cambio else "",
            "diferencias": _diferencias(actual, escrito) if escrito.pk else [],
        },
        status=422 if request.method == "POST" else 200,
    )


def _diferencias(proceso: Proceso, escrito: VersionDeAviso) -> list[Cambio]:
    """What changes from the last published one, by section."""
    ultima = proceso.avisos_de_privacidad.publicadas().filter(clase=escrito.clase).first()
    antes, despues = dict(ultima.apartados if ultima else []), dict(escrito.apartados)
    return [
        Cambio(titulo, antes.get(titulo, ""), despues.get(titulo, ""))
        for titulo in dict.fromkeys([*antes, *despues])
        if antes.get(titulo) != despues.get(titulo)
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publicar(request: SolicitudCauce, proceso: str, clase: str) -> HttpResponse:
    """Publish the draft with the committee's approval: what changes, before it is done."""
    actual = _para_llevarlos(request, proceso, "publicar_aviso")
    escrito = borrador_de(actual, _clase(clase))
    decision = decision_sobre_el_aviso(actual)
    impedimentos: Sequence[Rechazo] = ()
    with timezone.override(actual.tz):
        form = PublicarForm(
            request.POST if request.method == "POST" else None,
            integral=clase == Clase.INTEGRAL,
            initial={
                "rige_desde": dia_local(request.momento, actual.tz),
                "documento": decision.acuerdo if decision else "",
            },
        )
        if request.method == "POST" and form.is_valid():
            try:
                version = publicar_aviso(
                    actual,
                    clase,
                    documento=form.cleaned_data["documento"],
                    rige_desde=form.cleaned_data["rige_desde"],
                    exige_aceptacion=form.cleaned_data.get("exige_aceptacion", False),
                    por=request.user,
                    en=request.momento,
                )
            except Rechazo as rechazo:
                impedimentos = repartir(form, rechazo.rechazos)
            else:
                messages.success(request, DE_AVISO["publicar_aviso"].listo)
                return redirect("aviso_publico_version", actual.clave, clase, version.numero)
    return render(
        request,
        "flujos/aviso_publicar.html",
        {
            "proceso": actual,
            "clase": clase,
            "version": escrito,
            "verbo": DE_AVISO["publicar_aviso"],
            "form": form,
            "decision": decision,
            "impedimentos": impedimentos,
            "diferencias": _diferencias(actual, escrito),
        },
        status=422 if request.method == "POST" else 200,
    )
