"""What the site tells to programs that visit it: search engines, and whoever finds a weakness."""

from datetime import UTC, timedelta

from django.conf import settings
from django.contrib.sitemaps.views import SitemapIndexItem
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..cara.mapa import MAPAS
from ..cara.publicas import recordado
from ..cara.sitio import absoluta
from ..middleware import SolicitudAbierta
from ..models import Proceso
from ..models.listas import version_publica
from .sitio import procesos_publicos

# Of the staff and of each person: there is nothing there for a search engine.
CERRADAS = (
    "/p/",
    "/administracion/",
    "/entrar/",
    "/salir/",
    "/sesion/",
    "/recuperar/",
    "/cuenta/",
    "/mi-cuenta/",
    "/procesos/",
    "/planes/",
    "/ical/",
    "/consentimientos/",
    "/componentes/",
    "/descargas/",
    "/api/interna/",
)
XML = "application/xml"
TEXTO = "text/plain; charset=utf-8"
# A year at most, says RFC 9116; whoever stops looking after the site stops saying it sooner.
VIGENCIA = timedelta(days=180)


@require_safe
def mapa(request: SolicitudAbierta) -> HttpResponse:
    """The index: two maps of each process of which something is published."""
    partes = [
        SitemapIndexItem(f"{absoluta(reverse(nombre, args=[p.clave]))}{'' if n == 1 else f'?p={n}'}")
        for p, _ in procesos_publicos()
        for nombre, clase in MAPAS.items()
        for n in clase(p).paginator.page_range
    ]
    return render(request, "sitemap_index.xml", {"sitemaps": partes}, content_type=XML)


@require_safe
def mapa_de(request: SolicitudAbierta, proceso: str, cual: str) -> HttpResponse:
    """One of them, made once for each version of what is public: what is withdrawn leaves it at once."""
    version = version_publica(proceso)
    if version is None:
        raise Http404
    dicha = request.GET.get("p", "1")
    numero = int(dicha) if dicha.isdecimal() and len(dicha) < 6 else 0

    def hacer() -> str:
        suyo = MAPAS[cual](get_object_or_404(Proceso, clave=proceso))
        if numero not in suyo.paginator.page_range:
            raise Http404
        return render_to_string("sitemap.xml", {"urlset": suyo.get_urls(numero)})

    respuesta = HttpResponse(recordado(version, f"{cual}:{numero}", hacer), content_type=XML)
    # Nobody on the way keeps the addresses of who may withdraw.
    respuesta["Cache-Control"] = "private, no-cache"
    return respuesta


@require_safe
def robots(request: SolicitudAbierta) -> HttpResponse:
    """Where search engines need not go. People who do not exist are found by none."""
    if settings.DEMO_FECHA:
        return HttpResponse("User-agent: *\nDisallow: /\n", content_type=TEXTO)
    cerradas = "".join(f"Disallow: {lugar}\n" for lugar in CERRADAS)
    return HttpResponse(f"User-agent: *\n{cerradas}\nSitemap: {absoluta(reverse('mapa'))}\n", content_type=TEXTO)


@require_safe
def seguridad(request: SolicitudAbierta) -> HttpResponse:
    """Whom to tell that the site is weak somewhere (RFC 9116), if this installation says whom."""
    if not settings.CONTACTO_DE_SEGURIDAD:
        raise Http404
    vence = (request.momento + VIGENCIA).astimezone(UTC).replace(microsecond=0)
    renglones = (
        f"Contact: {settings.CONTACTO_DE_SEGURIDAD}",
        f"Expires: {vence:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: es",
        f"Canonical: {absoluta(reverse('seguridad_txt'))}",
    )
    return HttpResponse("\n".join(renglones) + "\n", content_type=TEXTO)
