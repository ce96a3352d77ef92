"""INE is told of every modification of the plan that it was sent (Lineamientos art. 11 num. 10)."""

from typing import Any

from django.db.models import Q

from calendario.fechas import fecha_en_prosa
from compliance.models import Entregable, Proceso
from compliance.senales import ModificacionDePlan

from .eventos import registrar_evento

# Article 11: the work plan, and any modification of what was sent.
PLAN, MODIFICACION = 5, 10


def informar_modificacion(cambio: ModificacionDePlan, **_: Any) -> tuple[Entregable | None, str]:
    """Open the deliverable that tells INE of it, in the transaction of the change; or say why none is owed.

    Receiver of `modificacion_de_plan`. The system opens it, whoever changed the plan: its term runs by itself.
    """
    proceso = cambio.proceso
    if not _remitido(proceso, cambio):
        return None, "El plan de trabajo no se había remitido al INE: no hay modificación que informar."
    if not proceso.abarca(cambio.ocurrio_el):
        dia = fecha_en_prosa(cambio.ocurrio_el)
        return None, f"El {dia} ya no es de este proceso: no se abrió entregable del numeral 10."
    plantilla = (
        Entregable.objects.filter(proceso=proceso, numeral=MODIFICACION, plantilla=None)
        .filter(Q(es_plantilla=True, tipo=Entregable.Tipo.CONTINGENTE) | Q(tipo=Entregable.Tipo.POR_EVENTO))
        .order_by("orden")
        .first()
    )
    if plantilla is None:
        return None, (
            "El plan ya se remitió al INE y no tiene fila del numeral 10: agréguela, o informe de la modificación a "
            "más tardar 5 días después por otro medio."
        )
    descripcion = f"Modificación del plan, versión {cambio.numero}: {cambio.motivo}"
    return registrar_evento(plantilla, evento_el=cambio.ocurrio_el, descripcion=descripcion, por=None, en=cambio.en), ""


def _remitido(proceso: Proceso, cambio: ModificacionDePlan) -> bool:
    """Whether INE had the plan: its row of numeral 5 was sent, or the one that sends what that row approves."""
    suyos = Entregable.objects.filter(proceso=proceso, numeral=PLAN)
    return Entregable.objects.filter(
        Q(numeral=PLAN) | Q(regla_evento__in=suyos.values("llave")),
        proceso=proceso,
        remitido_en__lte=cambio.en,
    ).exists()
