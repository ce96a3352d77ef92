"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def sitio(request: HttpRequest) -> dict[str, Any]:
    """The moment and the reach of the request, and where the source is."""
    return {
        "codigo_url": settings.CODIGO_URL,
        "momento": getattr(request, "momento", None),
        "ambito": getattr(request, "ambito", None),
    }
