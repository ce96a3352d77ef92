"""What is somebody's: its own pages, so that opening it is an act, and the page where one sees who opened one's own.

These are the only visits that write (decision 0031): one row that says who read what, or nothing is shown.
"""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import fecha_en_prosa
from compliance.auditoria import registros_de
from compliance.cuestionarios import DIMENSIONES, PREGUNTAS
from compliance.middleware import SolicitudCauce
from compliance.models import Candidatura, Identificacion, Proceso
from compliance.services.lecturas import consultas_de, leer
from compliance.verbos.caso import rechazo_de_rol
from compliance.verbos.lecturas import DE_LECTURA, CasoDeLectura

from ..candidaturas import IDENTIFICAN, contradicciones_de, identificacion_de, lo_que_falta
from ..forms.lecturas import MotivoDeLecturaForm
from ..historial.asientos import en_palabras
from ..transiciones import Rechazo
from .comun import candidatura_o_404, proceso_de_candidaturas

DATOS = ("correo", "fecha_nacimiento", *IDENTIFICAN)


def respuestas_de(candidatura: Candidatura) -> list[tuple[str, list[tuple[str, str]]]]:
    """The identity answers by dimension. Only for who may read them."""
    dadas = candidatura.identidad.respuestas
    grupos = [
        (
            d.nombre,
            [
                (p.texto, p.rotulo(dadas[p.clave]))
                for p in PREGUNTAS.values()
                if p.dimension == clave and p.clave in dadas
            ],
        )
        for clave, d in DIMENSIONES.items()
    ]
    return [(nombre, respuestas) for nombre, respuestas in grupos if respuestas]


def anotar_lectura(
    request: SolicitudCauce, verbo: str, c: Candidatura, campos: list[str] | tuple[str, ...], motivo: str = ""
) -> None:
    """Note that whoever asks is going to be shown this. See `leer`."""
    leer(
        verbo,
        c,
        campos=campos,
        por=request.user,
        ambito=request.ambito,
        en=request.momento,
        motivo=motivo,
        al_escribir=request.method == "POST",
    )


def _sin_constancia(
    request: SolicitudCauce, actual: Proceso, c: Candidatura, verbo: str, campos: list[str] | tuple[str, ...]
) -> HttpResponse | None:
    """What is answered instead of the page: the form of the reason, or the way back once it was given."""
    enviado = request.method == "POST"
    form = MotivoDeLecturaForm(request.POST if enviado else None)
    advertencia = ""
    try:
        if not enviado or form.is_valid():
            anotar_lectura(request, verbo, c, campos, form.cleaned_data["motivo"] if enviado else "")
            return redirect(request.path) if enviado else None
    except Rechazo as rechazo:
        advertencia = str(rechazo)
    return render(
        request,
        "flujos/candidatura_motivo_lectura.html",
        {"proceso": actual, "candidatura": c, "verbo": DE_LECTURA[verbo], "form": form, "advertencia": advertencia},
        status=422 if enviado else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def identidad(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """The identity answers, what they lack and what was observed about them."""
    actual = proceso_de_candidaturas(request, proceso)
    c = candidatura_o_404(request, actual, pk)
    if not c.identidad_visible_para(request.ambito):
        raise Http404
    if respuesta := _sin_constancia(request, actual, c, "leer_identidad", [*DIMENSIONES, "observaciones"]):
        return respuesta
    return render(
        request,
        "flujos/candidatura_identidad.html",
        {
            "proceso": actual,
            "candidatura": c,
            "identidad": respuestas_de(c),
            "falta": [p for p in lo_que_falta(c, request.momento) if p.reservado and p.detalle],
            "observaciones": [
                (o, DIMENSIONES[o.rubro].nombre)
                for o in c.observaciones.select_related("hecha_por").order_by("-hecha_en", "pk")
                if o.rubro in DIMENSIONES
            ],
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def datos(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Birth date, e-mail and what identifies the person, and how they changed: for those who may correct them."""
    actual = proceso_de_candidaturas(request, proceso)
    c = candidatura_o_404(request, actual, pk)
    caso = CasoDeLectura(c, request.momento, request.ambito)
    if rechazo_de_rol(DE_LECTURA["leer_datos"], caso):
        raise Http404
    if respuesta := _sin_constancia(request, actual, c, "leer_datos", DATOS):
        return respuesta
    suyos = [c.persona, *Identificacion.objects.filter(persona=c.persona)]
    cambios = sorted(
        (r for r in registros_de(suyos, actual.tz, ve_datos=True) if r.cambios), key=lambda r: r.momento, reverse=True
    )
    identificacion = identificacion_de(c.persona)
    contexto: dict[str, Any] = {
        "proceso": actual,
        "candidatura": c,
        "registros": cambios,
        **identificacion,
        "contradicciones": contradicciones_de(c.persona, identificacion),
    }
    return render(request, "flujos/candidatura_datos.html", contexto)


@login_required
@require_safe
def consultas(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Who read one's own data, when and why: for the person whose they are."""
    actual = proceso_de_candidaturas(request, proceso)
    c = candidatura_o_404(request, actual, pk)
    if c.pk not in request.ambito.candidaturas:
        raise Http404
    filas = [(a, DE_LECTURA[a.verbo].hecho, _que(a.hechos)) for a in consultas_de(c)]
    return render(request, "flujos/candidatura_consultas.html", {"proceso": actual, "candidatura": c, "filas": filas})


def _que(hechos: dict[str, Any]) -> str:
    """What was read, in words."""
    if "documento" in hechos:
        return str(hechos["documento"])
    if "archivo" in hechos:
        return str(hechos["archivo"])
    if "dia" in hechos:
        return f"lo que era público el {fecha_en_prosa(date.fromisoformat(hechos['dia']))}"
    if set(DIMENSIONES) <= set(hechos["campos"]):
        return "el cuestionario completo"
    return en_palabras(hechos["campos"])


def ve_datos(request: SolicitudCauce, c: Candidatura) -> bool:
    """Whether the page of the candidacy leads to the personal data."""
    return rechazo_de_rol(DE_LECTURA["leer_datos"], CasoDeLectura(c, request.momento, request.ambito)) is None
