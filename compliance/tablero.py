"""The tablero's figures: what is late, what comes next, what was done. How capture goes is in `seguimiento`.

Everything is derived at a given moment from dates that are stored as facts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Sum

from calendario.fechas import dia_local

from .historia import como_estaban
from .models import Candidatura, CuentaDeLista, Entregable, Proceso
from .situacion import ETIQUETAS_DE_CLASE, Clase, Situacion


@dataclass(frozen=True)
class RenglonDelTablero:
    """A deliverable with what its dates say."""

    entregable: Entregable
    situacion: Situacion


@dataclass(frozen=True)
class Tablero:
    """Deliverables of a process at a moment, in the groups in which a commission reads them."""

    renglones: Sequence[RenglonDelTablero]
    hoy: date
    fin_semana: date
    fin_mes: date

    def de_clase(self, *clases: Clase) -> list[RenglonDelTablero]:
        """Rows of these classes, the most urgent first."""
        return [r for r in self.renglones if r.situacion.clase in clases]

    @property
    def vencidos(self) -> list[RenglonDelTablero]:
        """Pending and past their day."""
        return self.de_clase(Clase.VENCIDO)

    def _pendientes(self, desde: date, hasta: date) -> list[RenglonDelTablero]:
        return [
            r
            for r in self.de_clase(Clase.POR_VENCER, Clase.FUTURO)
            if r.entregable.vence is not None
            and desde <= dia_local(r.entregable.vence, r.entregable.proceso.tz) <= hasta
        ]

    @property
    def esta_semana(self) -> list[RenglonDelTablero]:
        """Pending, due from today to Sunday."""
        return self._pendientes(self.hoy, self.fin_semana)

    @property
    def este_mes(self) -> list[RenglonDelTablero]:
        """Pending, due after Sunday and before the month ends."""
        return self._pendientes(self.fin_semana + timedelta(days=1), self.fin_mes)

    @property
    def a_tiempo(self) -> list[RenglonDelTablero]:
        """Done in time."""
        return self.de_clase(Clase.A_TIEMPO)

    @property
    def tarde(self) -> list[RenglonDelTablero]:
        """Done late, with their days."""
        return self.de_clase(Clase.TARDE)

    @property
    def cuenta(self) -> dict[str, int]:
        """How many in each class, and in all."""
        cuenta = {"total": len(self.renglones)} | {c.value: 0 for c in Clase}
        for renglon in self.renglones:
            cuenta[renglon.situacion.clase.value] += 1
        return cuenta

    @property
    def por_area(self) -> list["CuentaArea"]:
        """The same count, area by area."""
        areas: dict[str, CuentaArea] = {}
        for renglon in self.renglones:
            nombre = str(renglon.entregable.area or "Sin área")
            areas.setdefault(nombre, CuentaArea(nombre)).sumar(renglon.situacion.clase)
        return [areas[nombre] for nombre in sorted(areas)]


@dataclass
class CuentaArea:
    """How an area stands."""

    nombre: str
    clases: dict[str, int] = field(default_factory=lambda: {c.value: 0 for c in Clase})

    def sumar(self, clase: Clase) -> None:
        """One more of this class."""
        self.clases[clase.value] += 1

    @property
    def columnas(self) -> list[tuple[str, int]]:
        """Label and count of each class, in the tablero's order."""
        return [(ETIQUETAS_DE_CLASE[Clase(clase)], cuantos) for clase, cuantos in self.clases.items()]

    @property
    def total(self) -> int:
        """All of its deliverables."""
        return sum(self.clases.values())


# From what asks for attention now to what no longer does.
URGENCIA = (Clase.VENCIDO, Clase.POR_VENCER, Clase.FUTURO, Clase.TARDE, Clase.A_TIEMPO)


def urgencia(situacion: Situacion) -> tuple[int, int]:
    """What a list is sorted by: the longest overdue first, then what has the fewest days left."""
    dias = situacion.dias if situacion.clase in (Clase.POR_VENCER, Clase.FUTURO) else -situacion.dias
    return URGENCIA.index(situacion.clase), dias


def renglones(entregables: Iterable[Entregable], al: datetime) -> list[RenglonDelTablero]:
    """Each deliverable judged at `al`; pending ones first by their due moment."""
    filas = [RenglonDelTablero(e, e.situacion(al)) for e in entregables]
    return sorted(filas, key=lambda r: (r.entregable.vence is None, r.entregable.vence or al, r.entregable.orden))


def exigibles_al(proceso: Proceso, al: datetime) -> list[Entregable]:
    """The deliverables that the institute owed at `al`, in the order of the plan. Five queries, whatever their number.

    An event that had not happened had not opened its deliverable. What was undone after `al` (a cancellation, an
    approval that a return left without effect) still stood then, as history tells.
    """
    hoy = dia_local(al, proceso.tz)
    historia = Entregable.history.filter(proceso=proceso)
    tocados = set(historia.filter(history_date__gt=al).values_list("id", flat=True))
    ultimas = historia.filter(id__in=tocados, history_date__lte=al).values("id").annotate(ultima=Max("history_id"))
    previas = {p.id: p for p in Entregable.history.filter(history_id__in=ultimas.values("ultima"))} if tocados else {}
    exigibles = []
    for e in Entregable.objects.filter(proceso=proceso, es_plantilla=False).con_lo_que_se_muestra():
        previa = previas.get(e.pk)
        cancelado = e.estado == Entregable.Estado.CANCELADO
        if cancelado and (previa is None or previa.estado == Entregable.Estado.CANCELADO):
            continue
        if e.evento_el is not None and e.evento_el > hoy:
            continue
        if previa is not None and (cancelado or (previa.aprobado_el and previa.aprobado_el != e.aprobado_el)):
            for campo in ("aprobado_el", "acuerdo", "limite_remision", "vence"):
                setattr(e, campo, getattr(previa, campo))
        exigibles.append(e)
    return exigibles


def tablero(proceso: Proceso, al: datetime) -> Tablero:
    """The tablero of a process at the moment `al`. The same queries, whatever the number of its rows."""
    hoy = dia_local(al, proceso.tz)
    siguiente_mes = (hoy.replace(day=28) + timedelta(days=4)).replace(day=1)
    return Tablero(
        renglones=renglones(exigibles_al(proceso, al), al),
        hoy=hoy,
        fin_semana=hoy + timedelta(days=6 - hoy.weekday()),
        fin_mes=siguiente_mes - timedelta(days=1),
    )


def estado(proceso: Proceso, al: datetime) -> dict[str, dict[str, int]]:
    """The tablero's figures as `manage.py estado --json` prints them.

    Deliverables are judged at `al`. Candidacies are counted by the state they were in at `al`, from history.
    """
    return {"entregables": tablero(proceso, al).cuenta, "candidaturas": candidaturas_por_estado(proceso, al)}


def candidaturas_por_estado(proceso: Proceso, al: datetime) -> dict[str, int]:
    """How many candidacies were in each of the six states at `al`.

    Those of today are counted by the database as they change. Of a day after which something was written, by the last
    history row of each until then: it costs more, and more the more history there is.
    """
    entonces = como_estaban(Candidatura, al, proceso=proceso)
    if entonces is not None:
        filas = entonces.values_list("estado").annotate(n=Count("history_id"))
    else:
        filas = CuentaDeLista.objects.filter(proceso=proceso).values_list("estado").annotate(cuantas=Sum("n"))
    return {e.value: 0 for e in Candidatura.Estado} | dict(filas)
