"""Puts on each request the moment (taken once) and the person's reach; answers numbers and dates beyond any use."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.views.defaults import bad_request

from .ambito import Ambito
from .permisos import ambito_en
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
        request.ambito = SimpleLazyObject(lambda: ambito_en(request.user, momento))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A year 9999 has no day after it, and a key of thirty digits fits in no database: neither is ours to mend."""
        return bad_request(request, exception) if isinstance(exception, OverflowError) else None
