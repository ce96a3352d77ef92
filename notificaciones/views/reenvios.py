"""What did not arrive: why, where it is corrected, and the button that sends it again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from compliance.cara.listado import Columna, Listado, dato
from compliance.middleware import SolicitudCauce
from compliance.verbos.cuentas import DE_CUENTA
from compliance.verbos.modelo import Rechazo
from compliance.views.comun import anotar_descarga, proceso_o_404, solo_post
from flujos.verbos.candidaturas import DE_CANDIDATURA

from .. import reenvios as servicio
from ..forms import FiltroSinEntregar
from ..models import ROLES_DE_TODOS, Aviso
from .avisos import momento_de

SIN_ENTREGAR: Listado[Aviso] = Listado(
    (
        Columna("Aviso", lambda a: a.asunto, orden="asunto", por=("asunto",)),
        Columna("Destinatario", lambda a: a.destinatario_nombre, orden="destinatario", por=("destinatario_nombre",)),
        Columna("Creado", momento_de("creado_en"), orden="creado", por=("creado_en",)),
        Columna("Qué pasó", lambda a: servicio.razon_de(a).que),
        Columna("Qué hacer", lambda a: servicio.razon_de(a).remedio),
        dato("Estado", lambda a: a.get_estado_display()),
    ),
    desempate=("-pk",),
)


@login_required
@require_safe
def sin_entregar(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Every notice of the process that reached nobody and that nothing has replaced, the latest first."""
    actual = proceso_o_404(request, proceso, ROLES_DE_TODOS)
    filtro = FiltroSinEntregar(request.GET)
    avisos = filtro.aplicar(Aviso.objects.filter(proceso=actual).sin_entregar())
    avisos = avisos.select_related("proceso__instituto", "area", "actor", "sesion")
    lista = SIN_ENTREGAR.de(avisos.prefetch_related("recibidos__usuario", "candidaturas__persona"), request.GET)
    if lista.se_descarga:
        anotar_descarga(request, actual, "avisos_sin_entregar")
        return lista.archivo(f"avisos-sin-entregar-{actual.clave}")
    reenvia = servicio.FILA.permite(request.ambito, actual.pk)
    return render(
        request,
        "notificaciones/sin_entregar.html",
        {
            "proceso": actual,
            **lista.contexto(),
            "filtro": filtro,
            "verbo": servicio.FILA,
            "filas": [
                {
                    "aviso": a,
                    "razon": servicio.razon_de(a),
                    "destino": servicio.destino_de(a),
                    "corrige": _corrige(request, a),
                    "reenvia": reenvia and servicio.se_reenvia(a),
                }
                for a in lista.pagina
            ],
        },
    )


def _corrige(request: SolicitudCauce, aviso: Aviso) -> bool:
    """Whether the page on which its address is corrected opens for this person."""
    enlace = servicio.destino_de(aviso).enlace
    if "/candidaturas/" in enlace:
        return DE_CANDIDATURA["corregir_registro"].permite(request.ambito, aviso.proceso_id)
    if "/cuentas/" in enlace:
        return DE_CUENTA["abrir"].permite(request.ambito, aviso.proceso_id)
    return request.user.is_staff


@login_required
@solo_post
def reenviar(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Send one of them again, and go back to the list."""
    actual = proceso_o_404(request, proceso, servicio.FILA.roles)
    aviso = get_object_or_404(Aviso.objects.filter(proceso=actual).select_related("proceso__instituto"), pk=pk)
    try:
        servicio.reenviar(aviso, por=request.user, en=request.momento)
    except Rechazo as rechazo:
        messages.error(request, str(rechazo))
    else:
        messages.success(request, servicio.FILA.listo)
    return redirect("avisos_sin_entregar", actual.clave)
