"""The last day to send, fixed by the rule of the plan when what it counts from happens."""

from datetime import date

from calendario.plazos import PlazoError
from compliance.models import Entregable
from compliance.services.terminos import limite_de_remision

from ..transiciones import Rechazo


def aprobar(entregable: Entregable, dia: date) -> None:
    """Note its approval and, where the rule of its remission counts from it, the last day to send it."""
    entregable.aprobado_el = dia
    if entregable.remite_desde_aprobacion:
        fijar_limite_de_remision(entregable)


def fijar_limite_de_remision(entregable: Entregable) -> None:
    """Give a locked deliverable the limit that its rule yields now. Refused if the rule cannot be evaluated."""
    try:
        entregable.limite_remision = limite_de_remision(entregable)
    except PlazoError as error:
        raise Rechazo(
            guarda="regla_remision",
            mensaje=f"No se puede calcular el límite para remitir al INE: {error}",
            remedio="Corrija la regla de remisión en el archivo del plan y cárguelo otra vez.",
        ) from error
