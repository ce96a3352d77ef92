"""The terms of the deliverables: what each date follows from, by the rules of its plan.

A deliverable has up to two obligations with a rule (approval and remission) and its steps may have one each. Their
dates are stored, because the institute is held to them; this module says which follow from their rule, and why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from calendario.inhabiles import CalendarioHabil, Modo
from calendario.plazos import PlazoError, Vencimiento, calcular, leer_fecha, necesita_hecho, sumar_meses
from calendario.services import calendario_habil

from ..models import Entregable, Instituto, Proceso, Subactividad
from ..plan.esquema import PlanDatos
from ..plan.plazos import DEL_PROCESO, NOMBRES, dia_narrado


@dataclass(frozen=True)
class Obligacion:
    """A date that a rule gives: of the approval or the remission of a deliverable, or of one of its steps.

    `campo` is the stored field of `objeto`; `evento` the key of what the rule counts from.
    """

    entregable: Entregable
    objeto: Entregable | Subactividad
    campo: str
    nombre: str
    regla: str
    evento: str

    @property
    def fecha(self) -> date | None:
        """The date that rules today, as stored."""
        fecha: date | None = getattr(self.objeto, self.campo)
        return fecha

    @property
    def clave(self) -> tuple[str, int, str]:
        """What tells it apart from the others."""
        return type(self.objeto).__name__, self.objeto.pk, self.campo


def calendario_de(proceso: Proceso) -> CalendarioHabil:
    """The working calendar of the process: its institute's, bounded by its own dates. Two queries."""
    return acotar(calendario_del_instituto(proceso.instituto), proceso)


def calendario_del_instituto(instituto: Instituto) -> CalendarioHabil:
    """The working calendar of an institute: that of its key or, if it keeps none, the national days."""
    return calendario_habil(instituto.clave, zona_horaria=instituto.zona_horaria)


def acotar(calendario: CalendarioHabil, proceso: Proceso) -> CalendarioHabil:
    """The same calendar, knowing when the process runs and in which time zone its days end."""
    return replace(
        calendario,
        zona_horaria=proceso.instituto.zona_horaria,
        proceso_desde=proceso.inicio,
        proceso_hasta=proceso.fin,
    )


def calendario_para(plan: PlanDatos) -> CalendarioHabil:
    """The working calendar of a plan that is about to be loaded: what its institute keeps on record, if it does."""
    return replace(
        calendario_habil(plan.instituto.clave, zona_horaria=plan.instituto.zona_horaria),
        zona_horaria=plan.instituto.zona_horaria,
        proceso_desde=plan.proceso.inicio,
        proceso_hasta=plan.proceso.fin,
    )


def obligaciones_de(entregable: Entregable) -> list[Obligacion]:
    """Those with a rule, the approval first. Steps come from `entregable.subactividades` (prefetch them)."""
    e = entregable
    lista = [
        Obligacion(e, e, "fecha_plan", "Aprobación", e.regla, e.regla_evento),
        _remision(e),
    ]
    lista += [
        Obligacion(e, s, "fecha", f"Actividad {s.clave}", s.regla, s.regla_evento or "aprobacion")
        for s in e.subactividades.all()
    ]
    return [o for o in lista if o.regla]


def _remision(e: Entregable) -> Obligacion:
    return Obligacion(e, e, "limite_remision", "Remisión", e.regla_remision, e.evento_remision)


def vencimiento_de(
    obligacion: Obligacion, calendario: CalendarioHabil, fechas: Mapping[str, date | None]
) -> Vencimiento | None:
    """What its rule gives with that calendar; None while its fact has no date.

    `fechas` are those of the deliverables of its process by `llave` (`planeadas`), for what counts from one of them.
    Raises PlazoError if the rule or its event cannot be understood.
    """
    desde = _fecha_del_hecho(obligacion, fechas)
    if desde is None and obligacion.evento and necesita_hecho(obligacion.regla):
        return None
    return calcular(
        obligacion.regla,
        desde=desde,
        calendario=calendario,
        modo=Modo(obligacion.entregable.modo),
        evento=_nombre_del_hecho(obligacion),
        fundamento=obligacion.entregable.fundamento,
    )


def limite_de_remision(entregable: Entregable) -> date | None:
    """The last day to send that its rule gives from its approval or from the fact that opened it; None without one.

    With the working days of its institute and in its time zone. Two queries. Raises PlazoError.
    """
    remision = _remision(entregable)
    if not remision.regla:
        return None
    vencimiento = vencimiento_de(remision, calendario_de(entregable.proceso), {})
    return vencimiento.dia if vencimiento else None


def _nombre_del_hecho(obligacion: Obligacion) -> str:
    if obligacion.evento == "aprobacion" and obligacion.entregable.aprobado_el is None:
        return "la aprobación prevista"
    return NOMBRES.get(obligacion.evento, "")


def _fecha_del_hecho(obligacion: Obligacion, fechas: Mapping[str, date | None]) -> date | None:
    e, evento = obligacion.entregable, obligacion.evento
    if not evento:
        return None
    if evento == "aprobacion":
        # An approval cannot count from itself; what is not approved yet counts from the day planned.
        previsto = e.fecha_plan is not None and obligacion.campo != "fecha_plan"
        return e.aprobado_el or (fechas.get(e.llave) if previsto else None)
    if evento == "supuesto":
        return e.evento_el
    if evento == "periodo":
        # Its last day, as for whoever loads the plan.
        return sumar_meses(date.fromisoformat(f"{e.periodo}-01"), 1) - timedelta(days=1) if e.periodo else None
    if evento in DEL_PROCESO:
        fecha: date | None = getattr(e.proceso, evento)
        return fecha
    if evento in fechas:
        return fechas[evento]
    return leer_fecha(evento)


@dataclass(frozen=True)
class Termino:
    """An obligation shown with its reasons: what its rule gives, or why it gives nothing."""

    obligacion: Obligacion
    vencimiento: Vencimiento | None
    error: str = ""

    @property
    def pendiente(self) -> str:
        """What the count waits for, in words."""
        evento = self.obligacion.evento
        return f"a contar desde {NOMBRES.get(evento, f'«{evento}»')}, que aún no tiene fecha"

    @property
    def coincide(self) -> bool:
        """Whether the date that rules is the one that the rule gives."""
        return self.vencimiento is not None and self.vencimiento.dia == self.obligacion.fecha


def terminos_de(entregable: Entregable) -> list[Termino]:
    """The terms of the approval and the remission of a deliverable, explained. Four queries at most."""
    calendario = calendario_de(entregable.proceso)
    fechas = planeadas([entregable.proceso])[entregable.proceso_id]
    terminos = []
    for obligacion in obligaciones_de(entregable):
        if obligacion.objeto is not entregable:
            continue
        try:
            terminos.append(Termino(obligacion, vencimiento_de(obligacion, calendario, fechas)))
        except PlazoError as error:
            terminos.append(Termino(obligacion, None, str(error)))
    return terminos


def planeadas(procesos: Iterable[Proceso]) -> dict[int, dict[str, date | None]]:
    """The date of each deliverable as others count from it (approval or else remission), by process and key.

    An approval still to be recorded counts from the session that the plan tells as held, or else from the day planned.
    """
    narradas = _narradas(procesos)
    filas: Any = Entregable.objects.filter(proceso__in=list(procesos)).values_list(
        "proceso_id", "pk", "llave", "aprobado_el", "fecha_plan", "limite_remision"
    )
    fechas: dict[int, dict[str, date | None]] = {proceso.pk: {} for proceso in procesos}
    for proceso, pk, llave, aprobado, plan, remision in filas:
        fechas[proceso][llave] = aprobado or narradas.get(pk) or plan or remision
    return fechas


def _narradas(procesos: Iterable[Proceso]) -> dict[int, date]:
    """The day on which each deliverable was approved as its plan tells it, by primary key."""
    pasos = Subactividad.objects.filter(entregable__proceso__in=list(procesos), etapa__aprueba=True)
    primeros: dict[int, Subactividad] = {}
    for paso in pasos.order_by("orden"):
        primeros.setdefault(paso.entregable_id, paso)
    return {pk: dia for pk, paso in primeros.items() if (dia := dia_narrado(paso))}
