"""How often one may fail at the entrance before it stops: from one address, against one account, and both together.

django-axes counts every password that does not correspond (at the entrance, and as the present one of who changes it)
and forgets each after settings.AXES_COOLOFF_TIME. It has one limit; these are three. Its moments are those of the
machine's clock, in a demonstration too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db.models import Max, Q, Sum
from django.http import HttpRequest

# Against one account from anywhere: who tries with many addresses.
POR_CUENTA = 10
# From one address against anybody: who tries with many accounts. A whole institute may go out through one address, so
# it is wide, and what somebody fails before entering does not count against the others.
POR_DIRECCION = 30
# From where somebody entered in these days, strangers that stop their account do not stop them.
CONOCIDA = timedelta(days=30)


class LimitesDeEntrada(AxesDatabaseHandler):
    """The three limits. Which one was reached stays in `request.detenida_por`: «par», «cuenta» or «direccion»."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Failures of this account from this address, or as many as stop it when another limit was reached."""
        nombre = get_client_username(request, credentials)
        direccion = request.axes_ip_address  # type: ignore[attr-defined]
        desde = get_cool_off_threshold(request)
        de_la_cuenta, de_aqui = Q(username=nombre), Q(ip_address=direccion)
        fallos = AccessAttempt.objects.filter(de_la_cuenta | de_aqui, attempt_time__gte=desde).aggregate(
            par=Sum("failures_since_start", filter=de_la_cuenta & de_aqui, default=0),
            cuenta=Sum("failures_since_start", filter=de_la_cuenta, default=0),
            direccion=Sum("failures_since_start", filter=de_aqui, default=0),
        )
        por = ""
        if fallos["par"] >= settings.AXES_FAILURE_LIMIT:
            por = "par"
        elif fallos["direccion"] >= POR_DIRECCION:
            por = "direccion"
        elif fallos["cuenta"] >= POR_CUENTA and not _conocida(nombre, direccion, desde):
            por = "cuenta"
        request.detenida_por = por  # type: ignore[attr-defined]
        return settings.AXES_FAILURE_LIMIT if por else int(fallos["par"])


def _conocida(nombre: str | None, direccion: str, al: datetime) -> bool:
    """Whether somebody entered with this account from this address of late."""
    return AccessLog.objects.filter(  # type: ignore[no-any-return]
        username=nombre, ip_address=direccion, attempt_time__gte=al - CONOCIDA
    ).exists()


def momento_de(request: HttpRequest) -> datetime:
    """The moment of a request by the clock that counts the failures."""
    AxesProxyHandler.update_request(request)
    momento: datetime = request.axes_attempt_time  # type: ignore[attr-defined]
    return momento


@dataclass(frozen=True)
class Detencion:
    """An entrance that is stopped: after how many failures, from how many addresses, and until when at the latest."""

    fallos: int
    direcciones: int
    hasta: datetime
    # From anywhere but where its owner enters, or only from the addresses that failed.
    de_la_cuenta: bool


def detenciones(nombres: Iterable[str], al: datetime) -> dict[str, Detencion]:
    """The accounts of `nombres` whose entrance is stopped at the moment `al` of the machine. One query."""
    espera = get_cool_off()
    filas: dict[str, list[tuple[int, datetime]]] = {}
    for nombre, fallos, ultimo in (
        AccessAttempt.objects.filter(username__in=list(nombres), attempt_time__gte=al - espera)
        .order_by()
        .values("username", "ip_address")
        .annotate(fallos=Sum("failures_since_start"), ultimo=Max("attempt_time"))
        .values_list("username", "fallos", "ultimo")
    ):
        filas.setdefault(nombre, []).append((fallos, ultimo))
    return {
        nombre: Detencion(
            fallos=sum(n for n, _ in intentos),
            direcciones=len(intentos),
            hasta=max(ultimo for _, ultimo in intentos) + espera,
            de_la_cuenta=sum(n for n, _ in intentos) >= POR_CUENTA,
        )
        for nombre, intentos in filas.items()
        if sum(n for n, _ in intentos) >= POR_CUENTA or any(n >= settings.AXES_FAILURE_LIMIT for n, _ in intentos)
    }


def direcciones_detenidas(al: datetime) -> list[str]:
    """The addresses from which nobody enters at the moment `al` of the machine. One query."""
    return list(
        AccessAttempt.objects.filter(attempt_time__gte=al - get_cool_off())
        .order_by()
        .values("ip_address")
        .annotate(fallos=Sum("failures_since_start"))
        .filter(fallos__gte=POR_DIRECCION)
        .values_list("ip_address", flat=True)
    )
