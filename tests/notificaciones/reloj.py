"""Whose clock runs in a test, and at what hours its notices leave."""

from datetime import time

from compliance.models import Entregable
from notificaciones.models import HorarioDeAvisos
from notificaciones.plantillas import editar_horario, version_de

from ..elenco import Elenco, momento


def solo(elenco: Elenco, *llaves: str) -> None:
    """Leave only these deliverables with a running clock."""
    Entregable.objects.exclude(llave__in=llaves).update(vence=None)


def poner(elenco: Elenco, en: str = "2024-03-01 09:00", **cambios: object) -> HorarioDeAvisos:
    """From nine to six on working days, or as `cambios` says."""
    actual = HorarioDeAvisos.objects.filter(proceso=elenco.proceso).first() or HorarioDeAvisos(proceso=elenco.proceso)
    datos = {"activo": True, "desde": time(9), "hasta": time(18), "solo_habiles": True} | cambios
    return editar_horario(
        elenco.proceso,
        datos,
        vista=version_de(actual),
        motivo="Oficio 8",
        por=elenco.usuario("administracion"),
        en=momento(en),
    )
