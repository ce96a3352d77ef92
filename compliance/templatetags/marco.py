"""The frame of every page: process, menu, messages and version. Only base.html and its kin load it."""

from datetime import date

from django import template
from django.conf import settings
from django.template import Context

from ..cara.apariencia import TONO_DE_MENSAJE
from ..cara.componentes import Enlace, Navegacion
from ..cara.lenguas import lengua_del_texto
from ..cara.navegacion import menu_de, portada, procesos_de, recordar
from ..cara.sitio import MENU, PAGINAS, PIE, absoluta, canonica, en_otras_lenguas, enlaces
from ..models import Proceso

register = template.Library()


@register.simple_tag(takes_context=True)
def proceso_en_curso(context: Context) -> Proceso | None:
    """The process of the page; on a page of no process, the one in which the person was working."""
    proceso, ambito = context.get("proceso"), context.get("ambito")
    if isinstance(proceso, Proceso):
        if ambito and proceso.pk in ambito.procesos:
            recordar(context["request"], proceso)
        return proceso
    if not ambito or not ambito.procesos:
        return None
    return next(iter(procesos_de(ambito, context["momento"], context["request"])), None)


@register.simple_tag(takes_context=True)
def navegacion(context: Context, proceso: Proceso | None) -> Navegacion:
    """Where this person may go from here, and their other processes."""
    ambito = context.get("ambito")
    if not ambito or proceso is None:
        return Navegacion()
    request = context.get("request")
    coincidencia = getattr(request, "resolver_match", None)
    actual = coincidencia.url_name if coincidencia else ""
    leidos = getattr(request, "procesos", None)
    varios = procesos_de(ambito, context["momento"], leidos=leidos) if len(ambito.procesos) > 1 else ()
    otros = [
        Enlace(p.nombre, lugar, nota=p.instituto.siglas, actual=p.pk == proceso.pk)
        for p in varios
        if (lugar := portada(ambito, p))
    ]
    return Navegacion(tuple(menu_de(ambito, proceso, actual)), tuple(otros))


@register.filter
def tono_de_mensaje(etiquetas: str) -> str:
    """The tone of a message of Django's."""
    return next((TONO_DE_MENSAJE[e] for e in etiquetas.split() if e in TONO_DE_MENSAJE), "info")


@register.simple_tag
def dia_de_demostracion() -> date | None:
    """The day on which a demonstration lives. From the settings: an error page has no context."""
    dia: date | None = settings.DEMO_FECHA
    return dia


@register.simple_tag
def version() -> str:
    """The version of the product."""
    return str(settings.VERSION)


# -- The public site ------------------------------------------------------------------------------------------


register.simple_tag(lengua_del_texto)
register.simple_tag(absoluta)


def _actual(context: Context) -> str:
    coincidencia = getattr(context.get("request"), "resolver_match", None)
    return coincidencia.url_name or "" if coincidencia else ""


@register.simple_tag(takes_context=True)
def menu_publico(context: Context, proceso: Proceso) -> list[Enlace]:
    """What may be read of a process."""
    return enlaces(MENU, proceso, _actual(context))


@register.simple_tag(takes_context=True)
def pie_publico(context: Context, proceso: Proceso) -> list[Enlace]:
    """What stands at the foot of its pages."""
    return enlaces(PIE, proceso, _actual(context))


@register.simple_tag(takes_context=True)
def pagina_que_pregunta(context: Context) -> str:
    """The name of the page, if it asks whether one found what one was looking for; empty otherwise."""
    actual = _actual(context)
    return actual if actual in PAGINAS else ""


@register.simple_tag(takes_context=True)
def direccion_canonica(context: Context) -> str:
    """The address by which the page is known."""
    return canonica(context["request"])


@register.simple_tag(takes_context=True)
def otras_lenguas(context: Context) -> list[Enlace]:
    """The same page in each language that is offered; none while there is only Spanish."""
    return en_otras_lenguas(context["request"])
