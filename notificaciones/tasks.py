"""The sweep as a Celery task. Late or repeated, it does no harm: what it does is claimed once."""

from typing import Any

from celery import shared_task

from compliance.reloj import ahora

from . import services


@shared_task  # type: ignore[untyped-decorator]  # celery ships no types
def barrer() -> dict[str, Any]:
    """Sweep now."""
    return services.barrer(ahora()).como_json()
