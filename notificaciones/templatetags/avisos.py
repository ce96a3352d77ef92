"""Pieces that other pages show: the alarm of a sweep that stopped, one's calendar addresses, who got a call."""

from typing import Any

from django import template
from django.template import Context

from calendario.models import SuscripcionCalendario
from compliance.models import Usuario
from flujos.models import Sesion

from ..alcances import nombres
from ..buzon import recibidos_de
from ..correo import parrafos
from ..forms import PreferenciaForm, SuscripcionForm
from ..horario import en_palabras
from ..models import ROLES_DE_TODOS, Aviso, Latido, PreferenciaDeAvisos
from ..sesiones import recibieron

register = template.Library()


@register.inclusion_tag("notificaciones/latido.html", takes_context=True)
def latido(context: Context) -> dict[str, Any]:
    """An alarm if notices are not going out (the sweep stopped, the mail server cannot be reached, the queue grows) or
    do not arrive.
    """
    ultimo = Latido.objects.filter(pk=Latido.UNICO).first()
    proceso, ambito = context.get("proceso"), context["ambito"]
    ve_todos = proceso is not None and ambito.tiene(proceso.pk, *ROLES_DE_TODOS)
    return {
        "proceso": proceso,
        "en_cola": Aviso.objects.filter(proceso=proceso).atrasados(context["momento"]).count(),
        "sin_entregar": Aviso.objects.filter(proceso=proceso).sin_entregar().count() if ve_todos else 0,
        "ultimo": ultimo,
        "atrasado": ultimo is None or ultimo.atrasado(context["momento"]),
        "tz": proceso.tz if proceso else None,
    }


register.filter("con_enlaces", parrafos)


@register.simple_tag(takes_context=True)
def por_leer(context: Context) -> int:
    """How many notices wait in the inbox of whoever looks at the page. One query."""
    usuario = context.get("user")
    return recibidos_de(usuario).filter(leido_en=None).count() if isinstance(usuario, Usuario) else 0


register.filter("dia_y_hora", en_palabras)


@register.inclusion_tag("notificaciones/_preferencia.html", takes_context=True)
def preferencia(context: Context) -> dict[str, Any]:
    """How one wants to hear what is not legal, to be changed."""
    suya = PreferenciaDeAvisos.objects.filter(usuario=context["user"].pk).first()
    return {"form": PreferenciaForm(instance=suya), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("notificaciones/suscripciones.html", takes_context=True)
def suscripciones(context: Context) -> dict[str, Any]:
    """One's calendar addresses in force, with what each shows and the buttons to create one and to revoke each."""
    request = context["request"]
    vigentes = list(SuscripcionCalendario.objects.vigentes().filter(usuario=context["user"].pk))
    form = SuscripcionForm(None, request.ambito)
    ofrecidos = dict(form.fields["alcance"].choices)  # type: ignore[attr-defined]
    terminados = nombres({s.alcance for s in vigentes} - ofrecidos.keys())
    return {
        "suscripciones": [
            {
                "pk": s.pk,
                "creada_en": s.creada_en,
                "muestra": ofrecidos.get(s.alcance) or terminados.get(s.alcance, "Algo que ya no existe"),
                "terminado": s.alcance not in ofrecidos,
            }
            for s in vigentes
        ],
        "form": form,
        "csrf_token": context.get("csrf_token"),
        "request": request,
    }


@register.inclusion_tag("notificaciones/_recibieron.html", takes_context=True)
def recibos(context: Context, sesion: Sesion) -> dict[str, Any]:
    """Who was called to a session, whether each got its call and, where it may be, how to send it again."""
    return {
        "recibos": recibieron(sesion),
        "sesion": sesion,
        "tz": sesion.proceso.tz,
        "reenviar": context["puede"].get("reenviar"),
        "csrf_token": context.get("csrf_token"),
        "request": context["request"],
    }
