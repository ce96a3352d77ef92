"""The tablero's figures: what is late, what comes next, what was done. How capture goes is in `seguimiento`.

Everything is derived at a given moment from dates that are stored as facts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, Exists, OuterRef, Subquery, Sum, Value, When

from calendario.fechas import MESES, dia_local

from .historia import como_estaban
from .models import Candidatura, CuentaDeLista, Entregable, Proceso
from .models.entregables import EntregableQuerySet
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
    def despues(self) -> list[RenglonDelTablero]:
        """Pending, due after the month ends or without a day."""
        ya = {id(r) for r in (*self.esta_semana, *self.este_mes)}
        return [r for r in self.de_clase(Clase.POR_VENCER, Clase.FUTURO) if id(r) not in ya]

    @property
    def pendientes(self) -> list[RenglonDelTablero]:
        """With an obligation still to be met, the longest overdue first."""
        return self.de_clase(Clase.VENCIDO, Clase.POR_VENCER, Clase.FUTURO)

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

    @property
    def por_mes(self) -> list["CuentaMes"]:
        """What was done in each month, from the first with something to this one: in time and late."""
        hechos = [
            (dia, r.situacion.clase)
            for r in self.de_clase(Clase.A_TIEMPO, Clase.TARDE)
            if (dia := r.entregable.concluido_el) is not None
        ]
        if not hechos:
            return []
        primero = min(dia for dia, _ in hechos)
        numeros = range(primero.year * 12 + primero.month - 1, self.hoy.year * 12 + self.hoy.month)
        meses = {n: CuentaMes(n // 12, n % 12 + 1) for n in numeros}
        for dia, clase in hechos:
            mes = meses[dia.year * 12 + dia.month - 1]
            if clase is Clase.TARDE:
                mes.tarde += 1
            else:
                mes.a_tiempo += 1
        return list(meses.values())


@dataclass
class CuentaMes:
    """What was done in a month."""

    anio: int
    mes: int
    a_tiempo: int = 0
    tarde: int = 0

    @property
    def nombre(self) -> str:
        """«abril de 2024»."""
        return f"{MESES[self.mes - 1]} de {self.anio}"

    @property
    def total(self) -> int:
        """All of it."""
        return self.a_tiempo + self.tarde


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


def exigibles_al(proceso: Proceso, al: datetime, consulta: EntregableQuerySet | None = None) -> list[Entregable]:
    """The deliverables that the institute owed at `al`, in the order of the plan. Two queries, whatever their number.

    An event that had not happened had not opened its deliverable. What was undone after `al` (a cancellation, an
    approval that a return left without effect) still stood then, as history tells: one query more, if there is any.
    `consulta` reads the deliverables with something else besides.
    """
    hoy = dia_local(al, proceso.tz)
    base = Entregable.objects.all() if consulta is None else consulta
    historia = Entregable.history.filter(proceso=proceso, id=OuterRef("pk")).order_by("-history_id")
    # The last row until then, of those that were written of since.
    entonces = Case(
        When(
            Exists(historia.filter(history_date__gt=al)),
            then=Subquery(historia.filter(history_date__lte=al).values("history_id")[:1]),
        )
    )
    propios = base.filter(proceso=proceso, es_plantilla=False).con_lo_que_se_muestra()
    todos = list(propios.annotate(entonces=entonces).order_by("orden", "pk"))
    # Annotated above.
    numeros = [n for e in todos if (n := e.entonces) is not None]  # type: ignore[attr-defined]
    previas = {p.id: p for p in Entregable.history.filter(history_id__in=numeros)} if numeros else {}
    exigibles = []
    for e in todos:
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


def tablero(proceso: Proceso, al: datetime, consulta: EntregableQuerySet | None = None) -> Tablero:
    """The tablero of a process at the moment `al`. The same queries, whatever the number of its rows."""
    hoy = dia_local(al, proceso.tz)
    siguiente_mes = (hoy.replace(day=28) + timedelta(days=4)).replace(day=1)
    return Tablero(
        renglones=renglones(exigibles_al(proceso, al, consulta), al),
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
    despues = Candidatura.history.filter(proceso=proceso, history_date__gt=al).order_by()
    ahora = CuentaDeLista.objects.filter(proceso=proceso).values_list("estado", Exists(despues))
    filas = list(ahora.annotate(cuantas=Sum("n")))
    if any(cambio for _, cambio, _ in filas):
        entonces = como_estaban(Candidatura, al, proceso=proceso)
        if entonces is not None:
            filas = list(entonces.values_list("estado", Value(True)).annotate(n=Count("history_id")))
    return {e.value: 0 for e in Candidatura.Estado} | {estado: n for estado, _, n in filas}
