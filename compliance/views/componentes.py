"""The institute's colours as a style sheet, and the living page of components."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ..cara.color import ColoresDeMarca, marca
from ..cara.muestra import contexto
from ..middleware import SolicitudCauce
from ..models import Proceso


def _reglas(m: ColoresDeMarca) -> str:
    return (
        f":root{{--banda:{m.banda};--sobre-banda:{m.sobre_banda};--acento:{m.acento};--sobre-acento:{m.sobre_acento}}}"
    )


@require_safe
@cache_control(max_age=300, public=True)
def estilo(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """The colours of a process's institute, readable in both themes (the policy bans inline style)."""
    color = get_object_or_404(Proceso.objects.select_related("instituto"), clave=proceso).instituto.color
    css = (
        f"{_reglas(marca(color, oscuro=False))}"
        f"@media screen and (prefers-color-scheme:dark){{{_reglas(marca(color, oscuro=True))}}}"
    )
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@require_safe
def muestrario(request: SolicitudCauce) -> HttpResponse:
    """Every component with sample data. Not in production."""
    return render(request, "componentes/muestrario.html", contexto(request.momento, request.GET))
