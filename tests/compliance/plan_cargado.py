"""The smallest plan, loaded, and one of its deliverables under way."""

from compliance.historia import guardar
from compliance.models import Entregable, Usuario
from compliance.services.planes import ResultadoCarga, cargar_plan

from ..elenco import momento
from .plan_minimo import leido

PRIMERA = momento("2023-11-01 10:00")
MUEVE_LIMITE = ("limite_remision = 2024-04-05", "limite_remision = 2024-04-09")


def cargar(*cambios: tuple[str, str], en: object = PRIMERA, por: Usuario | None = None) -> ResultadoCarga:
    plan, sha256 = leido(*cambios)
    return cargar_plan(plan, sha256, por=por, en=en)  # type: ignore[arg-type]


def informe() -> Entregable:
    return Entregable.objects.get(llave="informe-marzo")


def empezar(entregable: Entregable, **hechos: object) -> None:
    """Put a deliverable under way with the facts given, as the flow's services would."""
    entregable.a_elaboracion()
    entregable.etapa = entregable.ruta.etapas.get(clave="elaborar")
    for campo, valor in hechos.items():
        setattr(entregable, campo, valor)
    entregable.vence = entregable.vencimiento_pendiente()
    guardar(entregable, por=None, en=PRIMERA, motivo="En marcha")
