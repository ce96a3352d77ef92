"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def sitio(request: HttpRequest) -> dict[str, Any]:
    """The demonstration's banner, the moment of the request and where the source is."""
    return {
        "codigo_url": settings.CODIGO_URL,
        "demo_fecha": settings.DEMO_FECHA,
        "momento": getattr(request, "momento", None),
        "ambito": getattr(request, "ambito", None),
    }
