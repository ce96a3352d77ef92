"""The frame of the public site: where its menu leads, and what its pages are called."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Proceso
from .componentes import Enlace
from .lenguas import lenguas_ofrecidas, traducida
from .navegacion import direccion

# The name of an address of a process and what the menu calls it. One that this installation lacks is skipped.
MENU: tuple[tuple[str, str | Promise], ...] = (
    ("conoceles_boleta", _("Mi boleta")),
    ("conoceles", _("Candidaturas")),
    ("conoceles_estadisticas", _("Estadísticas")),
    ("datos", _("Datos abiertos")),
    ("conoceles_preguntas", _("Preguntas")),
)
PIE: tuple[tuple[str, str | Promise], ...] = (
    ("conoceles_acerca", _("Acerca de este sitio")),
    ("conoceles_quejas", _("Quejas y rectificaciones")),
    ("aviso_publico", _("Aviso de privacidad")),
    ("conoceles_accesibilidad", _("Accesibilidad")),
)
# On which of them a page counts as the current one.
FAMILIA = {"conoceles_candidatura": "conoceles", "conoceles_comparar": "conoceles"}
# What those who read the opinions see of where each was given.
PAGINAS = {
    "inicio": "Portada",
    "conoceles": "Lista de candidaturas",
    "conoceles_candidatura": "Página de una candidatura",
    "conoceles_comparar": "Comparación",
    "conoceles_boleta": "Mi boleta",
    "conoceles_estadisticas": "Estadísticas",
    "datos": "Datos abiertos",
    "conoceles_preguntas": "Preguntas",
    "conoceles_acerca": "Acerca de este sitio",
    "conoceles_quejas": "Quejas y rectificaciones",
    "conoceles_accesibilidad": "Accesibilidad",
}
OTRA = "Otra página"


def enlaces(lista: tuple[tuple[str, str | Promise], ...], proceso: Proceso, actual: str) -> list[Enlace]:
    """Those of `lista` that this installation has; `actual` is the name of the page shown."""
    actual = FAMILIA.get(actual, actual)
    return [
        Enlace(str(etiqueta), lugar, actual=nombre == actual)
        for nombre, etiqueta in lista
        if (lugar := direccion(nombre, proceso.clave))
    ]


def direccion_de_comparar(proceso: str, pks: Iterable[int]) -> str:
    """The page that compares these candidacies of a process."""
    return f"{reverse('conoceles_comparar', args=[proceso])}?{urlencode([('c', pk) for pk in pks])}"


def absoluta(lugar: str) -> str:
    """The whole address of a place of the site, as search engines are told it."""
    return f"{settings.SITIO_URL}{lugar}"


def canonica(request: HttpRequest) -> str:
    """The address by which a page is known, whatever filters or words it was asked with.

    In a language that nobody has translated yet it is the same page as in Spanish.
    """
    lengua = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    if lengua != settings.LANGUAGE_CODE and not traducida(lengua):
        return absoluta(translate_url(request.path, settings.LANGUAGE_CODE))
    return absoluta(request.path)


def en_otras_lenguas(request: HttpRequest) -> list[Enlace]:
    """The same page in each language that is offered."""
    return [
        Enlace(nombre, translate_url(request.path, codigo), nota=codigo, actual=codigo == request.LANGUAGE_CODE)
        for codigo, nombre in lenguas_ofrecidas()
    ]
