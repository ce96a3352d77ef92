"""The frame of the public site: its door, its questions, whom to complain to, and what the public says of it."""

from typing import Any
from uuid import uuid4

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import dia_local

from ..cara.navegacion import direccion
from ..cara.publicas import con_version, recordado
from ..cara.sitio import PAGINAS
from ..forms.conoceles import BoletaForm
from ..forms.sitio import OpinionForm
from ..middleware import SolicitudAbierta, SolicitudCauce, direccion_del_cliente
from ..models import CuentaDeLista, Proceso, Territorio
from ..models.listas import version_publica
from ..services.boleta import municipios_de
from ..services.opiniones import opinar
from ..verbos.modelo import Rechazo


def _proceso(clave: str) -> Proceso:
    return get_object_or_404(Proceso.objects.select_related("instituto"), clave=clave)


def procesos_publicos() -> list[tuple[Proceso, int]]:
    """Those of which a voter can read something, with of how many candidacies."""
    publicas = CuentaDeLista.objects.publicas().order_by().values_list("proceso").annotate(total=Sum("n"))
    cuantas = dict(publicas.filter(total__gt=0))
    return [(p, cuantas[p.pk]) for p in Proceso.objects.select_related("instituto").filter(pk__in=cuantas)]


def portada(request: SolicitudAbierta) -> HttpResponse:
    """The door of whoever has not entered: of the only process there is to read, or of the one that they choose."""
    procesos = procesos_publicos()
    pedido = request.GET.get("proceso", "")
    elegidos = [(p, n) for p, n in procesos if len(procesos) == 1 or p.clave == pedido]
    contexto: dict[str, Any] = {"procesos": procesos}
    for proceso, publicadas in elegidos:
        contexto |= {**_de_un_proceso(request, proceso), "publicadas": publicadas}
    return render(request, "conoceles/portada.html", contexto)


def _de_un_proceso(request: SolicitudAbierta, proceso: Proceso) -> dict[str, Any]:
    version = version_publica(proceso.clave) or ""
    boleta = direccion("conoceles_boleta", proceso.clave)
    hoy = dia_local(request.momento, proceso.tz)
    municipios, con_secciones = recordado(version, "donde_vota", lambda: _donde_vota(proceso))
    return {
        "proceso": proceso,
        "boleta": boleta,
        # Without municipalities there is no ballot to show.
        "donde_vota": BoletaForm(None, proceso, municipios, con_secciones=con_secciones) if municipios else None,
        "cuantos": recordado(version, "cuantos", lambda: _cuantos(proceso)),
        "por_venir": hoy <= proceso.jornada,
        "es_hoy": hoy == proceso.jornada,
    }


def _donde_vota(proceso: Proceso) -> tuple[list[Territorio], bool]:
    """The municipalities, and whether there is a table of sections."""
    return municipios_de(proceso), proceso.secciones.exists()


def _cuantos(proceso: Proceso) -> dict[str, int]:
    """How many offices are elected and how many parties and independents postulate, of what is public."""
    publicas = CuentaDeLista.objects.publicas().filter(proceso=proceso)
    vivas = list(publicas.order_by().values("cargo", "actor").annotate(total=Sum("n")).filter(total__gt=0))
    return {"cargos": len({v["cargo"] for v in vivas}), "actores": len({v["actor"] for v in vivas})}


@require_safe
@con_version()
def preguntas(request: SolicitudCauce, proceso: str, version: str) -> HttpResponse:
    """What people ask, answered as this process works."""
    return render(request, "conoceles/preguntas.html", {"proceso": _proceso(proceso)})


@require_safe
@con_version()
def quejas(request: SolicitudCauce, proceso: str, version: str) -> HttpResponse:
    """How to complain about what is published, and how whoever it is about rectifies it."""
    return render(request, "conoceles/quejas.html", {"proceso": _proceso(proceso)})


@require_safe
@con_version()
def acerca(request: SolicitudCauce, proceso: str, version: str) -> HttpResponse:
    """What this site is, who answers for it and what it is made of."""
    return render(request, "conoceles/acerca.html", {"proceso": _proceso(proceso)})


@require_safe
@con_version()
def accesibilidad(request: SolicitudCauce, proceso: str, version: str) -> HttpResponse:
    """The accessibility statement, with whom to tell in this institute."""
    return render(request, "cuentas/accesibilidad.html", {"proceso": _proceso(proceso)})


@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: SolicitudAbierta, proceso: str) -> HttpResponse:
    """One question. It is asked of nobody in particular and keeps nothing of who answers."""
    actual = _proceso(proceso)
    if request.method == "POST":
        form = OpinionForm(request.POST)
        if form.es_de_un_programa or (form.is_valid() and _guardada(request, actual, form)):
            return redirect(f"{reverse('conoceles_opinion', args=[actual.clave])}?enviada=1")
    else:
        inicial = {"encontro": request.GET.get("encontro", ""), "de": request.GET.get("de", ""), "visita": uuid4()}
        form = OpinionForm(initial=inicial)
    return render(
        request,
        "conoceles/opinion.html",
        {
            "proceso": actual,
            "form": form,
            "enviada": request.GET.get("enviada") == "1" and request.method != "POST",
        },
        status=422 if form.errors else 200,
    )


def _guardada(request: SolicitudAbierta, proceso: Proceso, form: OpinionForm) -> bool:
    de = form.cleaned_data["de"]
    try:
        opinar(
            proceso,
            visita=form.cleaned_data["visita"] or uuid4(),
            encontro=form.cleaned_data["encontro"] == "si",
            texto=form.cleaned_data["texto"],
            pagina=de if de in PAGINAS else "",
            red=direccion_del_cliente(request),
            en=request.momento,
        )
    except Rechazo as rechazo:
        form.add_error(None, str(rechazo))
        return False
    return True
