"""The public site: who the published candidates are, in their own words. Nobody needs an account to read it.

What leaves the site (withdrawn, sent back to verification, consent revoked) leaves at once: nobody keeps a page
(`cara.publicas`), and a photograph that a browser keeps is asked about again each time it is shown.
"""

import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.core.paginator import Page
from django.db.models import F
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.functional import Promise
from django.utils.http import quote_etag
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..cara.componentes import Pestana
from ..cara.descargas import DE_PAGINA
from ..cara.listado import Columna, ListadoPorLlave, dato
from ..cara.publicas import con_version
from ..cara.sitio import direccion_de_comparar
from ..cuestionarios import retrato
from ..forms.conoceles import FiltroPublico
from ..middleware import SolicitudCauce
from ..models import Candidatura, CuentaDeLista, Proceso, RenglonDeLista, Territorio
from ..models.candidaturas import CandidaturaQuerySet
from ..publicacion import accion_publica, calidad_publica, cargo_publico

CONOCELES: ListadoPorLlave[Candidatura] = ListadoPorLlave(
    (
        Columna("Nombre", lambda c: c.persona.nombre, orden="nombre", por=("nombre",)),
        dato("Cargo", lambda c: cargo_publico(c.cargo)),
        dato("Dónde se elige", lambda c: c.territorio),
        dato("Entidad", lambda c: c.territorio.entidad),
        Columna("Postula", lambda c: c.actor, orden="postula", por=("postula", "boleta")),
        dato("Fórmula", lambda c: c.formula),
        dato("Lugar en la fórmula", calidad_publica),
        dato("Acción afirmativa", accion_publica),
    ),
    por_pagina=24,
    natural=("boleta",),
)
ORDENES: dict[str, str | Promise] = {
    "": _("Por cargo y lugar"),
    "nombre": _("Por nombre"),
    "postula": _("Por quien postula"),
}
# Where an office is of one place, only its own candidacies are compared.
DE_UN_LUGAR = (Territorio.Tipo.DISTRITO, Territorio.Tipo.MUNICIPIO)
# Widths in pixels: twice what the page draws, for dense screens.
ANCHO_FICHA, ANCHO_TARJETA = 480, 144


@dataclass(frozen=True)
class Tarjeta:
    """What a card of the list shows."""

    nombre: str
    enlace: str
    foto: str
    sobre: str
    detalle: str
    nota: str


def _proceso_o_404(clave: str) -> Proceso:
    return get_object_or_404(Proceso.objects.select_related("instituto"), clave=clave)


def publicas_de(proceso: str) -> CandidaturaQuerySet:
    """What every page shows of them."""
    return (
        Candidatura.objects.publicas()
        .filter(proceso__clave=proceso)
        .select_related("persona", "actor", "cargo", "territorio")
        .order_by("renglon__boleta", "pk")
    )


def de_que(c: Candidatura) -> tuple[int, int | None]:
    """What two must share to be compared: the office, and the place where it is of one."""
    return c.cargo_id, c.territorio_id if c.territorio.tipo in DE_UN_LUGAR else None


def _comparar(proceso: str, pagina: Page[Candidatura]) -> str:
    """The page that compares a list that is of one office and is seen whole: with one of each who postulates."""
    de_cada_quien: dict[int, int] = {}
    for c in pagina:
        de_cada_quien.setdefault(c.actor_id, c.pk)
    de_lo_mismo = len({de_que(c) for c in pagina}) == 1 and not pagina.has_other_pages()
    return direccion_de_comparar(proceso, de_cada_quien.values()) if de_lo_mismo and len(de_cada_quien) > 1 else ""


def _con(request: SolicitudCauce, **cambios: str) -> str:
    """The filters of the address with these changes (empty: without that one), from the first page."""
    consulta = request.GET.copy()
    for lugar in DE_PAGINA:
        consulta.pop(lugar, None)
    for clave, valor in cambios.items():
        if valor:
            consulta[clave] = valor
        else:
            consulta.pop(clave, None)
    return consulta.urlencode()


def _orden(request: SolicitudCauce, actual: str, clave: str, nombre: str) -> Pestana:
    """An order of the list; the one in force says its sense and leads to the opposite."""
    if not clave or actual.removeprefix("-") != clave:
        return Pestana(nombre, f"?{_con(request, orden=clave)}", clave == actual)
    sentido, siguiente = gettext("de la Z a la A"), clave
    if actual == clave:
        sentido, siguiente = gettext("de la A a la Z"), f"-{clave}"
    return Pestana(f"{nombre}, {sentido}", f"?{_con(request, orden=siguiente)}", actual=True)


def _sin(request: SolicitudCauce, campo: str) -> str:
    """The address of the list without this filter."""
    return f"{request.path}?{consulta}" if (consulta := _con(request, **{campo: ""})) else request.path


@require_safe
@con_version(
    "cargo", "territorio", "actor", "calidad", "sexo", "edad", "grado", "accion", "orden", "page", "tras", "antes"
)
def lista(request: SolicitudCauce, proceso: str, version: str) -> HttpResponseBase:
    """The published candidacies of a process as cards, with search and filters in the address."""
    actual = _proceso_o_404(proceso)
    filtro = FiltroPublico(request.GET, actual, version)
    llaves = filtro.aplicar(RenglonDeLista.objects.publicos().filter(proceso=actual))
    cuantas = filtro.cuantas(CuentaDeLista.objects.publicas().filter(proceso=actual))
    lista = CONOCELES.por_llave(publicas_de(proceso).annotate(foto=F("curricular__foto")), llaves, request.GET, cuantas)
    if lista.se_descarga:
        return lista.archivo(f"conoceles-{actual.clave}")
    return render(
        request,
        "conoceles/lista.html",
        {
            "proceso": actual,
            **lista.contexto(),
            "tarjetas": [
                Tarjeta(
                    nombre=c.persona.nombre,
                    enlace=reverse("conoceles_candidatura", args=[proceso, c.pk]),
                    foto=reverse("conoceles_foto_chica", args=[proceso, c.pk]) if c.foto else "",
                    sobre=f"{c.cargo}, {c.territorio}",
                    detalle=str(c.actor),
                    nota=" · ".join(n for n in (calidad_publica(c), accion_publica(c)) if n),
                )
                for c in lista.pagina
            ],
            "comparar": _comparar(proceso, lista.pagina),
            "ordenes": [_orden(request, lista.orden, clave, str(nombre)) for clave, nombre in ORDENES.items()],
            "filtro": filtro,
            "filtrada": any(request.GET.get(campo) for campo in filtro.fields),
            "en_vigor": [
                (gettext("Búsqueda") if campo == "q" else etiqueta, dicho, _sin(request, campo))
                for campo, etiqueta, dicho in filtro.en_vigor
            ],
            "facetas": [
                (
                    faceta.nombre,
                    [
                        Pestana(str(nombre), f"?{_con(request, **{faceta.campo: valor})}", elegida, cuantas)
                        for valor, nombre, cuantas in faceta.opciones
                        if cuantas != 0
                        for elegida in [request.GET.get(faceta.campo) == valor]
                    ],
                )
                for faceta in filtro.facetas
            ],
        },
    )


@require_safe
def foto(request: SolicitudCauce, proceso: str, pk: int, ancho: int = ANCHO_FICHA) -> HttpResponse:
    """The photograph of a published candidacy, drawn again at `ancho` pixels; browsers ask each time they show it."""
    archivo = get_object_or_404(
        Candidatura.objects.publicas().filter(proceso__clave=proceso).select_related("curricular"), pk=pk
    ).curricular.foto
    if not archivo:
        raise Http404
    try:
        modificado = archivo.storage.get_modified_time(str(archivo.name))
        huella = hashlib.sha256(f"{archivo.name}:{modificado.timestamp()}:{ancho}".encode()).hexdigest()
        respuesta = get_conditional_response(request, etag=quote_etag(huella))
        if respuesta is None:
            imagen = cache.get(f"retrato:{huella}")
            if imagen is None:
                with archivo.open("rb") as abierto:
                    imagen = retrato(abierto.read(), ancho)
                cache.set(f"retrato:{huella}", imagen)
            if imagen is None:
                return _silueta()
            respuesta = HttpResponse(imagen, content_type="image/jpeg")
    except FileNotFoundError:
        return _silueta()
    respuesta["ETag"] = quote_etag(huella)
    respuesta["Cache-Control"] = "private, no-cache"
    respuesta["X-Content-Type-Options"] = "nosniff"
    return respuesta


def _silueta() -> HttpResponse:
    """In the place of a photograph that cannot be drawn: the page of the candidacy says so to whoever can mend it."""
    respuesta = redirect(static("cauce/silueta.svg"))
    respuesta["Cache-Control"] = "private, no-cache"
    return respuesta


def foto_chica(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """The photograph as the cards of the list draw it: two dozen of them must load on a cheap phone."""
    return foto(request, proceso, pk, ANCHO_TARJETA)
