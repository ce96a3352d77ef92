"""What the staff's views share."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest

from ..ambito import INTERNOS, Ambito
from ..models import Proceso


def proceso_o_404(request: HttpRequest, clave: str, roles: Iterable[str] = INTERNOS) -> Proceso:
    """The process with this key, if the person holds one of `roles` in it; otherwise it does not exist."""
    ambito: Ambito = request.ambito  # type: ignore[attr-defined]
    proceso = Proceso.objects.filter(clave=clave, pk__in=ambito.procesos_con(roles)).select_related("instituto").first()
    if proceso is None:
        raise Http404
    return proceso
