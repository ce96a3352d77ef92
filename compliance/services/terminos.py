"""The terms of the deliverables: what each date follows from, by the rules of its plan.

A deliverable has up to two obligations with a rule (approval and remission) and its steps may have one each. Their
dates are stored, because the institute is held to them; this module asks the evaluator of the plans
(`compliance.plan.plazos`) which follow from their rule, and why.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from calendario.inhabiles import CalendarioHabil
from calendario.plazos import PlazoError, Vencimiento
from calendario.services import calendario_habil

from ..models import Entregable, Proceso, Subactividad
from ..plan.esquema import Fuente, PlanDatos
from ..plan.plazos import NOMBRES, ConFechas, ConZona, PlazosDelPlan, calendario_del_proceso, plazos_del_plan
from .como_plan import entregable_de, ruta_de


@dataclass(frozen=True)
class FechaConRegla:
    """A date that a rule gives: of the approval or the remission of a deliverable, or of one of its steps.

    `campo` is the stored field of `objeto`; `evento` the key of what the rule counts from; `lugar` the place of the
    step among those of its deliverable, from 0.
    """

    entregable: Entregable
    objeto: Entregable | Subactividad
    campo: str
    nombre: str
    regla: str
    evento: str
    lugar: int | None = None

    @property
    def fecha(self) -> date | None:
        """The date that rules today, as stored."""
        fecha: date | None = getattr(self.objeto, self.campo)
        return fecha

    @property
    def clave(self) -> tuple[str, int, str]:
        """What tells it apart from the others."""
        return type(self.objeto).__name__, self.objeto.pk, self.campo

    def vencimiento(self, plazos: PlazosDelPlan) -> Vencimiento | None:
        """What its rule gives; None while its fact has no date. Raises PlazoError."""
        return plazos.exigir(self.entregable.llave, self.campo, self.lugar)


def calendario_de(instituto: ConZona, proceso: ConFechas) -> CalendarioHabil:
    """The working calendar of a process, of the record or of a file: that which its institute keeps. One query.

    An institute that keeps none has the national days.
    """
    propio = calendario_habil(instituto.clave, zona_horaria=instituto.zona_horaria)
    return calendario_del_proceso(instituto, proceso, propio)


def fechas_con_regla(entregable: Entregable) -> list[FechaConRegla]:
    """Those with a rule, the approval first. Steps come from `entregable.subactividades` (prefetch them).

    One that is not saved yet has no steps.
    """
    e = entregable
    lista = [
        FechaConRegla(e, e, "fecha_plan", "Aprobación", e.regla, e.regla_evento),
        FechaConRegla(e, e, "limite_remision", "Remisión", e.regla_remision, e.evento_remision),
    ]
    lista += [
        FechaConRegla(e, s, "fecha", f"Actividad {s.clave}", s.regla, s.regla_evento or "aprobacion", lugar)
        for lugar, s in enumerate(e.subactividades.all() if e.pk else ())
    ]
    return [f for f in lista if f.regla]


def plazos_de(
    proceso: Proceso, entregables: Iterable[Entregable], *, calendario: CalendarioHabil, siguen: Collection[str] = ()
) -> PlazosDelPlan:
    """What the rules of these deliverables give with that calendar. They bring the rows that they count from.

    Approvals and facts are those of the record. `siguen` as in `plazos_del_plan`. Needs their ruta with its etapas and
    their subactividades with its etapa.
    """
    todos = list(entregables)
    rutas = {e.ruta_id: e.ruta for e in todos}
    plan = PlanDatos.model_construct(
        esquema=1,
        clave=proceso.clave,
        nombre=proceso.nombre,
        fuente=Fuente(documento=proceso.nombre),
        instituto=proceso.instituto,
        proceso=proceso,
        rutas=[ruta_de(r) for r in rutas.values()],
        entregables=[entregable_de(e) for e in todos],
    )
    return plazos_del_plan(
        plan,
        calendario=calendario,
        aprobados={e.llave: e.aprobado_el for e in todos if e.aprobado_el},
        supuestos={e.llave: e.evento_el for e in todos if e.evento_el},
        siguen=siguen,
    )


def _con_lo_que_nombran(entregable: Entregable) -> list[Entregable]:
    """The deliverable and the rows that its rules count from, those that these count from, and so on."""
    filas, nuevas = {entregable.llave: entregable}, [entregable]
    while nuevas:
        eventos = {f.evento for f in chain.from_iterable(fechas_con_regla(e) for e in nuevas)}
        if not (faltan := eventos - set(filas) - set(NOMBRES) - {""}):
            break
        nuevas = list(Entregable.objects.filter(proceso=entregable.proceso, llave__in=faltan).con_sus_reglas())
        filas.update((e.llave, e) for e in nuevas)
    return list(filas.values())


def limite_de_remision(entregable: Entregable) -> date | None:
    """The last day to send that its rule gives from its approval or from the fact that opened it; None without one.

    With the working days of its institute and in its time zone. Raises PlazoError.
    """
    remision = next((f for f in fechas_con_regla(entregable) if f.campo == "limite_remision"), None)
    if remision is None:
        return None
    vencimiento = remision.vencimiento(_plazos_de_uno(entregable))
    return vencimiento.dia if vencimiento else None


def _plazos_de_uno(entregable: Entregable) -> PlazosDelPlan:
    proceso = entregable.proceso
    calendario = calendario_de(proceso.instituto, proceso)
    return plazos_de(proceso, _con_lo_que_nombran(entregable), calendario=calendario)


@dataclass(frozen=True)
class TerminoExplicado:
    """A date shown with its reasons: what its rule gives, or why it gives nothing."""

    fecha_con_regla: FechaConRegla
    vencimiento: Vencimiento | None
    error: str = ""

    @property
    def pendiente(self) -> str:
        """What the count waits for, in words."""
        evento = self.fecha_con_regla.evento
        return f"a contar desde {NOMBRES.get(evento, f'«{evento}»')}, que aún no tiene fecha"

    @property
    def coincide(self) -> bool:
        """Whether the date that rules is the one that the rule gives."""
        return self.vencimiento is not None and self.vencimiento.dia == self.fecha_con_regla.fecha


def terminos_de(entregable: Entregable) -> list[TerminoExplicado]:
    """The terms of the approval and the remission of a deliverable, explained."""
    plazos = _plazos_de_uno(entregable)
    terminos = []
    for fecha in fechas_con_regla(entregable):
        if fecha.objeto is not entregable:
            continue
        try:
            terminos.append(TerminoExplicado(fecha, fecha.vencimiento(plazos)))
        except PlazoError as error:
            terminos.append(TerminoExplicado(fecha, None, str(error)))
    return terminos
