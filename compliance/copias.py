"""Redis as a place of copies that may be missing: while it is away the site goes on, more slowly.

What is in the cache is made again, or waits in the database: pages, sessions, when one was last seen. What counts how
often something is asked counts nothing meanwhile; what stops who guesses passwords is in the database.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

bitacora = logging.getLogger(__name__)
# Seconds that are waited for it: of a machine that is off nobody answers.
ESPERA = 1


def _o_nada(nombre: str, nada: Callable[..., Any]) -> Any:
    """What the client does, or what it would answer of a cache with nothing in it."""
    pedir = getattr(RedisCacheClient, nombre)

    @wraps(pedir)
    def pedir_o_seguir(self: RedisCacheClient, *args: Any, **kwargs: Any) -> Any:
        try:
            return pedir(self, *args, **kwargs)
        except RedisError as error:
            bitacora.warning("Redis no respondió a «%s»: %s", nombre, type(error).__name__)
            return nada(*args, **kwargs)

    return pedir_o_seguir


def _no_esta(clave: str, *resto: Any, **otros: Any) -> int:
    raise ValueError(f"«{clave}» no está.")


class _Cliente(RedisCacheClient):
    add = _o_nada("add", lambda *a, **k: True)
    get = _o_nada("get", lambda clave, nada=None: nada)
    set = _o_nada("set", lambda *a, **k: None)
    touch = _o_nada("touch", lambda *a, **k: False)
    delete = _o_nada("delete", lambda *a, **k: False)
    has_key = _o_nada("has_key", lambda *a, **k: False)
    incr = _o_nada("incr", _no_esta)
    get_many = _o_nada("get_many", lambda *a, **k: {})
    set_many = _o_nada("set_many", lambda *a, **k: None)
    delete_many = _o_nada("delete_many", lambda *a, **k: None)
    clear = _o_nada("clear", lambda *a, **k: False)


class Copias(RedisCache):
    """Django's, whose client says that there is nothing where it cannot ask."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        params = {**params, "OPTIONS": {"socket_connect_timeout": ESPERA, "socket_timeout": ESPERA}}
        super().__init__(server, params)
        self._class = _Cliente
