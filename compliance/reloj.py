"""The only place that asks what time it is.

Rules and services take the moment as an argument; views, commands and tasks take it here once and pass it on.
"""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def ahora() -> datetime:
    """The present moment, aware, in UTC.

    In a demonstration (`DEMO_FECHA`) it is the same time of day on the chosen date, so that clocks still run.
    """
    real = timezone.now()
    if settings.DEMO_FECHA is None:
        return real
    local = timezone.localtime(real)
    return local.replace(year=settings.DEMO_FECHA.year, month=settings.DEMO_FECHA.month, day=settings.DEMO_FECHA.day)


def hoy() -> date:
    """The present day in the time zone of the installation: what something begins with when nobody says a day."""
    return timezone.localtime(ahora()).date()
