"""One flow for every route.

The route is data: an ordered list of stages. The flow has one node for each thing that can be done with a
deliverable and a switch that asks the route which comes next, so a new route needs no code. Services drive it
(flujos.entregables); its pages are Cauce's own.

viewflow stores the dotted path of this class and the names of its nodes in rows: they do not change.
"""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from viewflow import this
from viewflow.workflow import flow, lock
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from calendario.fechas import dia_local
from compliance.models import Entregable, EtapaRuta

from .models import TramiteEntregable


def _en_etapa(tipo: EtapaRuta.Tipo) -> Any:
    """Condition of the switch: the process stands on a stage of this kind."""
    return lambda activation: activation.process.etapa is not None and activation.process.etapa.tipo == tipo


class FlujoEntregable(flow.Flow):
    """elaborar → decidir (as many bodies as the route has) → remitir → validar por el INE."""

    process_class = TramiteEntregable
    process_title = "Entregable"
    # NOWAIT with retries would surprise a person; here whoever comes second waits for the first.
    lock_impl = lock.SelectForUpdateLock(nowait=False, attempts=1)

    inicio = flow.StartHandle(this.abrir).Next(this.siguiente)
    siguiente = (
        flow.Switch()
        .Case(this.elaborar, _en_etapa(EtapaRuta.Tipo.ELABORAR))
        .Case(this.decidir, _en_etapa(EtapaRuta.Tipo.DECIDIR))
        .Case(this.remitir, _en_etapa(EtapaRuta.Tipo.REMITIR))
        .Case(this.validar, _en_etapa(EtapaRuta.Tipo.VALIDAR))
        .Default(this.fin)
    )
    elaborar = flow.View(None).Next(this.siguiente)
    decidir = flow.View(None).Next(this.siguiente)
    remitir = flow.View(None).Next(this.siguiente)
    validar = flow.View(None).Next(this.siguiente)
    fin = flow.End()

    def abrir(self, activation: Any, entregable: Entregable, etapa: EtapaRuta) -> Any:
        """Open the process of a deliverable at the first stage of its route."""
        activation.process.entregable = entregable
        activation.process.etapa = etapa
        return activation.process


ABIERTAS = (STATUS.NEW, STATUS.ASSIGNED)


def tareas_de(entregable: Entregable) -> QuerySet[Task]:
    """The tasks of its flow that somebody does, in order: neither its beginning nor its switches nor its end."""
    suyas: QuerySet[Task] = Task.objects.filter(process__tramiteentregable__entregable=entregable)
    return suyas.filter(flow_task_type="HUMAN").order_by("pk")


def tarea_abierta(entregable: Entregable) -> Task | None:
    """The task that waits for somebody, if any."""
    return tareas_de(entregable).filter(status__in=ABIERTAS).first()


def reabrir(entregable: Entregable, etapa: EtapaRuta) -> None:
    """Open again the task that was done last, at `etapa`: what it opened is cancelled, and the flow's end undone."""
    ultima = tareas_de(entregable).filter(status=STATUS.DONE).last()
    if ultima is None:
        raise RuntimeError(f"El entregable {entregable.pk} no tiene una tarea hecha que reabrir.")
    # What came of it, the last one first: an open task is cancelled; what the flow did by itself, undone.
    for tarea in ultima.process.task_set.filter(pk__gt=ultima.pk).exclude(status=STATUS.CANCELED).order_by("-pk"):
        with tarea.activation() as activacion:
            activacion.cancel() if tarea.status in ABIERTAS else activacion.undo()
    with ultima.activation() as activacion:
        activacion.process.etapa = etapa
        activacion.process.save(update_fields=["etapa"])
        activacion.undo()
        activacion.revive()


def fechar(entregable: Entregable, etapa: EtapaRuta | None, *, hecha: Task | None, en: datetime) -> None:
    """Give its tasks their true days: what was done ended at `en`, when it happened; what follows waits since then.

    viewflow dates them by the clock of whoever records it, perhaps days later. The open one says at which stage it is.
    """
    desde = en
    if hecha is not None:
        hecha.created, hecha.finished = min(hecha.created, en), en
        if entregable.etapa is not None:
            # Of several open at once, the one that was done; the others have waited since it was opened.
            hecha.data = {**(hecha.data or {}), "etapa": entregable.etapa.clave}
            desde = hecha.created if etapa is not None and etapa.va_con(entregable.etapa) else en
        hecha.save(update_fields=["created", "finished", "data"])
    abierta = tarea_abierta(entregable)
    if abierta is not None and etapa is not None:
        abierta.created, abierta.data = desde, {"etapa": etapa.clave}
        abierta.save(update_fields=["created", "data"])


def dias_por_etapa(entregable: Entregable, al: datetime) -> dict[str, int]:
    """How many local days each stage has taken until the moment `al`, by its key; several passes are added."""
    dias: dict[str, int] = {}
    tz = entregable.proceso.tz
    for tarea in tareas_de(entregable).exclude(status=STATUS.CANCELED):
        clave = tarea.data.get("etapa")
        if clave:
            paso = dia_local(tarea.finished or al, tz) - dia_local(tarea.created, tz)
            dias[clave] = dias.get(clave, 0) + max(paso.days, 0)
    return dias
