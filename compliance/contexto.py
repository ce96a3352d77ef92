"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def sitio(request: HttpRequest) -> dict[str, Any]:
    """The demonstration's banner and the moment of the request."""
    return {
        "demo_fecha": settings.DEMO_FECHA,
        "momento": getattr(request, "momento", None),
        "ambito": getattr(request, "ambito", None),
    }
