"""What the pages of candidacies say in their own words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from compliance.cara.componentes import Tono
from compliance.models import Candidatura, Proceso
from compliance.verbos.caso import Opcion

from ..candidaturas import Turno
from ..guardas import RUBROS, causas_de

register = template.Library()


@register.filter
def turno(candidatura: Any) -> str:
    """Whose turn it is, of a candidacy that came with `con_turno`."""
    return str(Turno(candidatura.turno).label)


@register.filter
def causas(claves: Iterable[str], proceso: Proceso) -> str:
    """The causes of an observation of this process, in words."""
    nombres = causas_de(proceso)
    return "; ".join(nombres[clave].nombre if clave in nombres else clave for clave in claves)


@register.simple_tag
def extemporanea(candidatura: Candidatura) -> SafeString:
    """The chip of a capture out of its term, with its days; nothing if it was in time."""
    dias = candidatura.dias_extemporanea
    if not dias:
        return SafeString("")
    tono: Tono = "atencion"
    return render_to_string(
        "componentes/ficha.html",
        {"etiqueta": f"Extemporánea, {dias} día{'' if dias == 1 else 's'}", "tono": tono, "icono": "reloj"},
    )


@register.simple_tag
def enlace_de_accion(opcion: Opcion, proceso: Proceso, candidatura: Candidatura) -> str:
    """The page from which a verb is done."""
    paginas = {
        "guardar_borrador": "candidatura_captura",
        "observar": "candidatura_observar",
        "preparar_modificacion": "candidatura_modificacion",
        "aplicar_modificacion": "candidatura_modificacion_revisar",
        "observar_modificacion": "candidatura_modificacion_revisar",
    }
    if opcion.verbo.clave in paginas:
        return reverse(paginas[opcion.verbo.clave], args=[proceso.clave, candidatura.pk])
    return reverse("candidatura_accion", args=[proceso.clave, candidatura.pk, opcion.verbo.clave])


@register.simple_tag
def limite_de(limites: Mapping[str, Any], campo: str) -> Any:
    """The limit of a text in this process, if it has one."""
    return limites.get(campo)


@register.simple_tag
def con_consulta(lugar: str, consulta: str) -> str:
    """An address with what a list was narrowed by, if it was."""
    return f"{lugar}?{consulta}" if consulta else lugar


@register.filter
def para_rubro(texto: str, rubro: str) -> str:
    """The ready-made wording of a cause, about a section."""
    return texto.replace("{rubro}", RUBROS[rubro])


@register.simple_tag
def otra_de(otras: Mapping[int, Candidatura], pk: int) -> Candidatura | None:
    """One of the candidacies that a signal is about."""
    return otras.get(pk)


@register.simple_tag
def puntos_de(marca: Mapping[str, Any], variable: str) -> Any:
    """The points that a mark gives to a variable; None without them."""
    return marca.get("puntos", {}).get(variable)
