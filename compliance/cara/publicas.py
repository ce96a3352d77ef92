"""Copies of the public pages, right the moment something is withdrawn.

Each is kept under the version of its process (`derivados`), which another transaction moved if the public sees another
thing: one query says whether a copy, here or of whom asks by `ETag`, still holds. A copy is never older than its
version, because the version is read before the page is made.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

from ..models.listas import version_publica

V = TypeVar("V")
# What makes a page of somebody in particular. Without any, whoever asks is answered the same.
DE_ALGUIEN = (settings.SESSION_COOKIE_NAME, "messages")
# Seconds. A copy whose version is another is never shown, yet it is there: what was suppressed must not stay long.
DURA = 5 * 60


def con_version(*campos: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Of a page of a process that depends on these fields of the address and on nothing else of the request.

    An address that brings another field (what somebody typed has no end), or a person who entered, is answered anew.
    The view is given the version besides, for the parts that it keeps (`recordado`).
    """
    permitidos = set(campos)

    def envolver(vista: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(vista)
        def con_copia(request: HttpRequest, proceso: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            version = version_publica(proceso)
            if version is None:
                raise Http404
            pedidos = {campo for campo, valor in request.GET.items() if valor}
            if pedidos - permitidos or any(nombre in request.COOKIES for nombre in DE_ALGUIEN):
                return _sin_guardar(vista(request, proceso, version, *args, **kwargs))
            llave = _llave(version, request.get_full_path())
            etag = quote_etag(llave)
            # Of what was withdrawn the version is another.
            respuesta: HttpResponseBase | None = sin_cambios(request, etag)
            if respuesta is None:
                guardada = cache.get(llave)
                if guardada is None:
                    hecha = vista(request, proceso, version, *args, **kwargs)
                    if not isinstance(hecha, HttpResponse) or hecha.status_code != 200:
                        return _sin_guardar(hecha)
                    guardada = hecha.content, dict(hecha.headers)
                    cache.set(llave, guardada, DURA)
                contenido, cabeceras = guardada
                respuesta = HttpResponse(contenido, headers=cabeceras)
            respuesta["ETag"] = etag
            # Going back shows what the browser kept without asking, unless it may keep nothing.
            respuesta["Cache-Control"] = "private, no-store"
            patch_vary_headers(respuesta, ["Cookie"])
            return respuesta

        return con_copia

    return envolver


def sin_cambios(request: HttpRequest, etag: str) -> HttpResponse | None:
    """«No es otra», said before anything is looked for; None if it must be looked for.

    «*» asks whether there is anything at all, which the version does not know: what was withdrawn is not there.
    """
    if request.headers.get("If-None-Match", "").strip() == "*":
        return None
    respuesta: HttpResponse | None = get_conditional_response(request, etag=etag)
    if respuesta is not None:
        respuesta["ETag"] = etag
    return respuesta


def recordado(version: str, que: str, hacer: Callable[[], V]) -> V:
    """What `hacer` answers, made once for each version of a process.

    Not for each language: it holds texts as they are in Spanish, and the page that shows them translates them.
    """
    llave = _llave(version, que)
    hecho: V | None = cache.get(llave)
    if hecho is None:
        hecho = hacer()
        cache.set(llave, hecho, DURA)
    return hecho


def _llave(version: str, que: str) -> str:
    """Another one when the software is another."""
    return "publica:" + sha256(f"{settings.VERSION} {version} {que}".encode()).hexdigest()


def _sin_guardar(respuesta: HttpResponseBase) -> HttpResponseBase:
    """What is of one occasion, or of one person, nobody keeps."""
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta
