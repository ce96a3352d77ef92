"""How often something dear, or that may be tried many times, is answered in a minute (settings.POR_MINUTO).

By account of whoever has entered, so that an institute that goes out through one address is not one; by address of the
rest. Past it the answer is 429, which says when to go on. The public API counts its own (settings.API_POR_MINUTO), and
what fails at the entrance is counted apart (`entrada`): that stops, this only slows down.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja.throttling import SimpleRateThrottle

from .middleware import direccion_del_cliente

# What the public searches, filters or compares: without a question they are plain pages.
BUSCAN = frozenset({"conoceles", "conoceles_boleta", "conoceles_estadisticas", "conoceles_comparar"})
OPINAN = frozenset({"conoceles_opinion"})
# Doors but for the password, whose failures stop the entrance.
ENTRAN = frozenset(
    {
        "recuperar",
        "entrar_segundo",
        "entrar_llave",
        "llave_opciones",
        "confirmar_identidad",
        "factor_aplicacion",
        "factor_llave",
        "factor_llave_opciones",
    }
)


# What is made or packed for each that asks, and says no format in its address; it is what it is called.
BAJAN = frozenset(
    {
        "accesos_cartas",
        "aviso_privacidad",
        "avisos_constancia",
        "candidatura_formato",
        "candidatura_requerimiento",
        "consentimientos_formatos",
        "descarga_archivo",
        "documento",
        "entregable_paquete",
        "entregable_proyecto",
        "exhorto",
        "exhortos_archivo",
        "historial_constancia",
        "historial_paquete",
        "informe_de_captura",
        "informe_redactado",
        "oficio_carta",
        "oficio_paquete",
        "papel_muestra",
        "sesion_impreso",
        "sesion_papel",
        "vista_carta",
    }
)
# What asks the issuer of a directory, which answers to our address.
PREGUNTAN = frozenset({"entrar_directorio", "directorio_vuelta"})


class Ritmo(SimpleRateThrottle):
    """How much somebody may ask in a minute."""

    scope = "api"

    def get_cache_key(self, request: HttpRequest) -> str:
        """Every request counts, with an account or without."""
        return self.cache_format % {"scope": self.scope, "ident": self.quien(request)}

    def quien(self, request: HttpRequest) -> str:
        """By where they come from."""
        return direccion_del_cliente(request)

    def espera(self, request: HttpRequest) -> int:
        """Count this request. How many seconds it must wait; none, if it may be answered."""
        return 0 if self.allow_request(request) else max(1, round(self.wait() or 1))


class RitmoDePagina(Ritmo):
    """The same of a page: whoever has entered, by their account."""

    def __init__(self, clave: str) -> None:
        super().__init__(f"{settings.POR_MINUTO[clave]}/m")
        self.scope = clave

    def quien(self, request: HttpRequest) -> str:
        """Of who comes without a session nobody is asked who they are."""
        con_sesion = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        return f"cuenta-{request.user.pk}" if con_sesion else super().quien(request)


def clave_de(request: HttpRequest, nombre: str, argumentos: Mapping[str, Any]) -> str:
    """What a request is, of what has a pace; empty if it has none."""
    envia = request.method == "POST"
    casos: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("entrada", lambda: (nombre in ENTRAN and envia) or nombre in PREGUNTAN),
        ("opiniones", lambda: nombre in OPINAN and envia),
        ("cargas", lambda: envia and bool(request.FILES)),
        ("descargas", lambda: not envia and ("formato" in request.GET or "formato" in argumentos)),
        ("descargas", lambda: not envia and (nombre in BAJAN or nombre.endswith("_pdf"))),
        ("busqueda", lambda: nombre in BUSCAN and not envia and bool(request.GET)),
    )
    return next((clave for clave, es in casos if es()), "")


class RitmoMiddleware:
    """Counts what has a pace before its view does anything."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Only views are looked at."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, vista: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """None if it may go on. What programs send has a pace of its own, and is read by its view alone."""
        if getattr(vista, "csrf_exempt", False):
            return None
        nombre = (request.resolver_match.url_name if request.resolver_match else "") or ""
        clave = clave_de(request, nombre, kwargs)
        espera = RitmoDePagina(clave).espera(request) if clave else 0
        if not espera:
            return None
        respuesta = render(request, "429.html", {"espera": espera}, status=429)
        respuesta["Retry-After"] = str(espera)
        return respuesta
