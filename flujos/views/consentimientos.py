"""Where a person revokes a consent without an account: the address that their notice carries."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from compliance.middleware import SolicitudCauce
from compliance.models import Candidatura

from .. import candidaturas as servicios
from ..candidaturas.consentimientos import POR_EL_ENLACE, candidatura_de_llave
from ..transiciones import Rechazo


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consentimientos(request: SolicitudCauce, llave: str) -> HttpResponse:
    """Show the consents of the candidacy that the address is of (GET) and revoke one (POST)."""
    pk = candidatura_de_llave(llave)
    if pk is None:
        raise Http404
    c = get_object_or_404(Candidatura.objects.select_related("proceso__instituto", "persona", "cargo"), pk=pk)
    if request.method == "POST":
        try:
            servicios.revocar_consentimiento(
                c, finalidad=request.POST.get("finalidad", ""), motivo=POR_EL_ENLACE, por=None, en=request.momento
            )
        except Rechazo as rechazo:
            messages.error(request, str(rechazo))
        else:
            messages.success(request, "Quedó revocado: lo que dependía de ese consentimiento ya no es público.")
        return redirect("consentimientos_de_titular", llave)
    return render(
        request,
        "flujos/consentimientos.html",
        {
            "candidatura": c,
            "proceso": c.proceso,
            "abiertos": c.consentimientos.abiertos().select_related("presentado_por").order_by("finalidad"),
        },
    )
