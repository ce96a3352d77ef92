"""Puts on each request the moment (taken once) and the person's reach."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from .ambito import Ambito
from .permisos import ambito_de
from .reloj import ahora


class SolicitudCauce(HttpRequest):
    """A request as Cauce's views receive it (for types only)."""

    momento: datetime
    ambito: Ambito


class AmbitoMiddleware:
    """Sets `request.momento` (aware) and `request.ambito` (lazy: a public page asks for none)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Take the clock once."""
        momento = ahora()
        request.momento = momento  # type: ignore[attr-defined]
        request.ambito = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: ambito_de(request.user, timezone.localdate(momento))
        )
        return self.get_response(request)


def es_demostracion() -> bool:
    """Whether this installation lives on a chosen day."""
    return settings.DEMO_FECHA is not None
