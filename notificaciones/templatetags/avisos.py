"""Pieces that other pages show: the alarm of a sweep that stopped, one's calendar addresses, who got a call."""

from datetime import timedelta
from typing import Any

from django import template
from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce
from django.template import Context

from calendario.models import SuscripcionCalendario
from compliance.models import Usuario
from flujos.models import CampanaDeExhortos, Exhorto, Sesion

from ..alcances import nombres
from ..buzon import recibidos_de
from ..correo import parrafos
from ..exhortos import envios_de
from ..forms import PreferenciaForm, SuscripcionForm
from ..horario import en_palabras
from ..models import ROLES_DE_TODOS, Aviso, AvisoQuerySet, Latido, PreferenciaDeAvisos
from ..sesiones import recibieron

register = template.Library()


@register.inclusion_tag("notificaciones/latido.html", takes_context=True)
def latido(context: Context) -> dict[str, Any]:
    """An alarm if notices are not going out (the sweep stopped, the mail server cannot be reached, the queue grows) or
    do not arrive. One query.
    """
    proceso, ambito = context.get("proceso"), context["ambito"]
    suyos = Aviso.objects.filter(proceso=proceso)
    con_cuentas = Latido.objects.annotate(
        en_cola=_cuantos(suyos.atrasados(context["momento"])), sin_entregar=_cuantos(suyos.sin_entregar())
    )
    ultimo = con_cuentas.filter(pk=Latido.UNICO).first()
    ve_todos = proceso is not None and ambito.tiene(proceso.pk, *ROLES_DE_TODOS)
    return {
        "proceso": proceso,
        "en_cola": ultimo.en_cola if ultimo else 0,
        "sin_entregar": ultimo.sin_entregar if ultimo and ve_todos else 0,
        "ultimo": ultimo,
        "atrasado": ultimo is None or ultimo.atrasado(context["momento"]),
        "tz": proceso.tz if proceso else None,
    }


def _cuantos(avisos: AvisoQuerySet) -> Coalesce:
    """How many there are of one process, as a column."""
    return Coalesce(Subquery(avisos.order_by().values("proceso").annotate(n=Count("pk")).values("n")), 0)


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


# While letters are made and sent, for so long at most, their page is asked for again by itself.
MIENTRAS = timedelta(hours=1)


@register.inclusion_tag("notificaciones/_exhortos.html", takes_context=True)
def cartas_de_exhortos(context: Context, campana: CampanaDeExhortos, cartas: list[Any]) -> dict[str, Any]:
    """The letters of a campaign: how far each went, and while they are being made and sent, how many already."""
    envios = envios_de(cartas)
    con_numero = [c for c in cartas if c.oficio_id]
    todos = [envios[c.pk] for c in con_numero]
    por_hacer = sum(c.documento_id is None for c in con_numero)
    faltan = por_hacer or any(not e.avisos for e in todos) or any(e.en_camino for e in todos)
    reciente = campana.aprobada_en is not None and context["momento"] - campana.aprobada_en < MIENTRAS
    return {
        "proceso": campana.proceso,
        "campana": campana,
        "cartas": [(c, envios[c.pk]) for c in cartas],
        "aprobada": campana.aprobada_en is not None,
        "sigue": bool(faltan) and reciente,
        "hechas": len(con_numero) - por_hacer,
        "total": len(con_numero),
        "por_hacer": por_hacer,
        "acusadas": sum(c.acusado_en is not None for c in con_numero),
        "respondidas": sum(c.respondido_en is not None for c in con_numero),
        "enviados": sum(e.enviados for e in todos),
        "correos": sum(e.total for e in todos),
        "fallidos": sum(e.fallidos for e in todos),
        "sin_correo": sum(e.sin_correo for e in todos),
        "puede_incluir": "cambiar_exhortos" in context["puede"],
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("notificaciones/_correos_de_exhorto.html", takes_context=True)
def correos_de_exhorto(context: Context, carta: Exhorto) -> dict[str, Any]:
    """To whom a letter was mailed and what became of each."""
    return {"proceso": carta.proceso, "envio": envios_de([carta])[carta.pk], "tz": carta.proceso.tz}


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
