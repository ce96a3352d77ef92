"""Pieces that other pages show: the alarm of a sweep that stopped, and one's calendar addresses."""

from typing import Any

from django import template
from django.template import Context

from calendario.models import SuscripcionCalendario

from ..models import Latido

register = template.Library()


@register.inclusion_tag("notificaciones/latido.html", takes_context=True)
def latido(context: Context) -> dict[str, Any]:
    """An alarm if notices are not going out: the sweep stopped, or the mail server cannot be reached."""
    ultimo = Latido.objects.filter(pk=Latido.UNICO).first()
    return {
        "ultimo": ultimo,
        "atrasado": ultimo is None or ultimo.atrasado(context["momento"]),
        "tz": context["proceso"].tz if "proceso" in context else None,
    }


@register.inclusion_tag("notificaciones/suscripciones.html", takes_context=True)
def suscripciones(context: Context) -> dict[str, Any]:
    """One's calendar addresses in force, with the buttons to create one and to revoke each."""
    vigentes = SuscripcionCalendario.objects.vigentes().filter(usuario=context["user"].pk)
    return {"suscripciones": vigentes, "csrf_token": context.get("csrf_token"), "request": context["request"]}
