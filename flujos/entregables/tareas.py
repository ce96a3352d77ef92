"""Who has a task: a person takes it for themselves or gives it back to the area."""

from datetime import datetime

from calendario.fechas import dia_local
from compliance.actos import escritura
from compliance.models import Entregable, Usuario
from compliance.permisos import ambito_de

from ..flows import tarea_abierta
from ..transiciones import Rechazo, bloquear
from .responsables import le_toca


@escritura()
def tomar(entregable: Entregable, *, por: Usuario, en: datetime) -> None:
    """Take the open task for oneself, so that others of the area see who has it."""
    entregable = bloquear(Entregable, entregable.pk)
    tarea = tarea_abierta(entregable)
    if tarea is None or not le_toca(entregable, ambito_de(por, dia_local(en, entregable.proceso.tz))):
        raise Rechazo("rol", "Esta tarea no espera por usted.", "Revise a quién le toca en la página del entregable.")
    if tarea.owner_id not in (None, por.pk):
        raise Rechazo("tomada", f"La tarea ya la tiene {tarea.owner}.", "Pídale que la suelte.")
    with tarea.activation() as activacion:
        if activacion.assign.can_proceed():
            activacion.assign(por)
    tarea.assigned = en
    tarea.save(update_fields=["assigned"])


@escritura()
def soltar(entregable: Entregable, *, por: Usuario, en: datetime) -> None:
    """Give back to the area a task that one had taken."""
    entregable = bloquear(Entregable, entregable.pk)
    tarea = tarea_abierta(entregable)
    if tarea is None or tarea.owner_id != por.pk:
        raise Rechazo("tomada", "Usted no tiene esta tarea.", "Solo quien la tomó puede soltarla.")
    with tarea.activation() as activacion:
        activacion.unassign()
    tarea.assigned = None
    tarea.save(update_fields=["assigned"])
