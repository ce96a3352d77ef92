"""The days on which an institute does not work: everybody inside sees them, informática changes them.

A change is confirmed on a page that shows which due dates it would move; what is confirmed is what is done, and if
something else changed meanwhile the page is shown again.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from calendario.inhabiles import PRIMER_ANIO, ULTIMO_ANIO, dias_nacionales
from calendario.models import Inhabil
from calendario.plazos import PlazoError

from ..cara.listado import Columna, Listado, dato
from ..forms.errores import anotar
from ..forms.inhabiles import FiltroInhabiles, InhabilForm
from ..middleware import SolicitudCauce
from ..models import Proceso
from ..roles import ROLES_DE_ENTREGABLES
from ..services.inhabiles import (
    CalendarioCambioError,
    Movimiento,
    exigir_otros_dias,
    guardar_inhabil,
    huella,
    movimientos,
    periodos_con,
    periodos_sin,
    quitar_inhabil,
)
from ..verbos.tabla import DE_INHABIL
from .comun import proceso_o_404


@dataclass(frozen=True)
class RenglonDeInhabiles:
    """A row of the list: a national day, or a period of the institute."""

    desde: date
    hasta: date
    motivo: str
    documento: str
    inhabil: Inhabil | None = None

    @property
    def origen(self) -> str:
        """Where it comes from."""
        return "Acuerdo del instituto" if self.inhabil else "Ley Federal del Trabajo"


def _dias(renglon: RenglonDeInhabiles) -> tuple[date, date]:
    return renglon.desde, renglon.hasta


INHABILES: Listado[RenglonDeInhabiles] = Listado(
    (
        Columna("Motivo", orden="motivo", por=lambda r: r.motivo.casefold()),
        Columna("Días", orden="desde", por=_dias),
        dato("Desde", lambda r: r.desde),
        dato("Hasta", lambda r: r.hasta),
        dato("Motivo", lambda r: r.motivo),
        Columna("Documento", lambda r: r.documento),
        Columna("Origen", lambda r: r.origen, orden="origen", por=lambda r: (r.origen, r.desde)),
    ),
    inicial="desde",
)


@login_required
@require_safe
def inhabiles(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """National days and the institute's periods, in order, with filters and a CSV of exactly what is shown."""
    actual = proceso_o_404(request, proceso)
    propios = list(_propios(actual))
    anios = _anios(actual, propios)
    filtro = FiltroInhabiles(request.GET, anios)
    filtro.is_valid()
    lista = INHABILES.de(_renglones(propios, anios, filtro.cleaned_data), request.GET)
    if lista.se_descarga:
        return lista.archivo(f"inhabiles-{actual.instituto.clave}")
    return render(
        request,
        "compliance/inhabiles.html",
        {
            "proceso": actual,
            **lista.contexto(),
            "filtro": filtro,
            "edita": _edita(request, actual),
        },
    )


def _propios(proceso: Proceso) -> Any:
    return Inhabil.objects.filter(calendario__clave=proceso.instituto.clave)


def _edita(request: SolicitudCauce, proceso: Proceso) -> bool:
    return DE_INHABIL["guardar"].permite(request.ambito, proceso.pk)


def _anios(proceso: Proceso, propios: list[Inhabil]) -> range:
    """The years of the process, and those of the institute's own periods."""
    anios = {proceso.jornada.year, (proceso.inicio or proceso.jornada).year, (proceso.fin or proceso.jornada).year}
    anios |= {p.desde.year for p in propios} | {p.hasta.year for p in propios}
    return range(max(min(anios), PRIMER_ANIO), min(max(anios), ULTIMO_ANIO) + 1)


def _renglones(propios: list[Inhabil], anios: range, datos: dict[str, Any]) -> list[RenglonDeInhabiles]:
    if elegido := datos.get("anio"):
        anios = range(elegido, elegido + 1)
    filas: list[RenglonDeInhabiles] = []
    if datos.get("origen") != "instituto":
        filas += [
            RenglonDeInhabiles(dia.desde, dia.hasta, dia.motivo, dia.documento)
            for anio in anios
            for dia in dias_nacionales(anio).values()
        ]
    if datos.get("origen") != "nacional":
        filas += [
            RenglonDeInhabiles(p.desde, p.hasta, p.motivo, p.documento, p)
            for p in propios
            if p.desde.year <= anios[-1] and p.hasta.year >= anios[0]
        ]
    return filas


# -- Changes ----------------------------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def editar(request: SolicitudCauce, proceso: str, pk: int | None = None) -> HttpResponse:
    """Add a period (no `pk`) or change one: the form, then the confirmation, then it is done."""
    actual = proceso_o_404(request, proceso, DE_INHABIL["guardar"].roles)
    instancia = get_object_or_404(_propios(actual), pk=pk) if pk else Inhabil()
    form = InhabilForm(request.POST or None, instance=instancia)
    if request.method == "POST" and form.is_valid() and "corregir" not in request.POST:
        inhabil = form.save(commit=False)
        confirmado = request.POST.get("huella", "")
        try:
            if confirmado:
                movidos = guardar_inhabil(
                    actual,
                    inhabil,
                    esperado=confirmado,
                    por=request.user,
                    en=request.momento,
                )
                return _hecho(request, actual, f"Se guardó «{inhabil.motivo}».", movidos)
            exigir_otros_dias(actual.instituto, inhabil)
            previstos = movimientos(actual.instituto, periodos_con(actual.instituto, inhabil))
        except CalendarioCambioError as cambio:
            return _confirmar(request, actual, inhabil, cambio.vigentes, form=form, cambio=True)
        except PlazoError as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            anotar(error, form)
        else:
            return _confirmar(request, actual, inhabil, previstos, form=form)
    return render(
        request,
        "compliance/inhabil.html",
        {"proceso": actual, "form": form, "inhabil": instancia},
        status=422 if form.errors else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def quitar(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Ask, showing what would move, and take a period away."""
    actual = proceso_o_404(request, proceso, DE_INHABIL["quitar"].roles)
    inhabil = get_object_or_404(_propios(actual), pk=pk)
    if request.method != "POST":
        previstos = movimientos(actual.instituto, periodos_sin(actual.instituto, inhabil))
        return _confirmar(request, actual, inhabil, previstos)
    motivo = inhabil.motivo
    try:
        movidos = quitar_inhabil(
            actual,
            inhabil,
            esperado=request.POST.get("huella", ""),
            por=request.user,
            en=request.momento,
        )
    except CalendarioCambioError as cambio:
        return _confirmar(request, actual, inhabil, cambio.vigentes, cambio=True)
    return _hecho(request, actual, f"Se quitó «{motivo}».", movidos)


def _confirmar(
    request: SolicitudCauce,
    proceso: Proceso,
    inhabil: Inhabil,
    movidos: Any,
    *,
    form: InhabilForm | None = None,
    cambio: bool = False,
) -> HttpResponse:
    """The page that asks. A person sees the dates of their own processes; of others, only how many move."""
    visibles = request.ambito.procesos_con(ROLES_DE_ENTREGABLES)
    propios = [m for m in movidos if m.entregable.proceso_id in visibles]
    return render(
        request,
        "compliance/inhabil_confirmar.html",
        {
            "proceso": proceso,
            "inhabil": inhabil,
            "form": form,
            "movimientos": propios,
            "ajenos": len(movidos) - len(propios),
            "huella": huella(movidos),
            "cambio": cambio,
        },
        status=409 if cambio else 200,
    )


def _hecho(request: SolicitudCauce, proceso: Proceso, texto: str, movidos: list[Movimiento]) -> HttpResponse:
    cuantos = {0: "Ningún vencimiento se movió.", 1: "Se movió 1 vencimiento."}.get(
        len(movidos), f"Se movieron {len(movidos)} vencimientos."
    )
    messages.success(request, f"{texto} {cuantos}")
    return redirect("inhabiles", proceso.clave)
