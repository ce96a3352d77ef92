"""Every date that the rules of a plan give, worked out together. Pure: no ORM, no clock.

A rule of a row counts from its approval, its month, a date of the process, another row or a date. What is approved
counts from the day on which it was, if the plan tells it as done; else from the day planned; else from its rule.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from calendario.dependencias import ReglaDeEvento, Resolucion, resolver
from calendario.inhabiles import CalendarioHabil, Modo
from calendario.plazos import PlazoError, Vencimiento, necesita_hecho, sumar_meses
from calendario.reglas import plegar

from .defectos import Defecto
from .esquema import EntregableDatos, PlanDatos

DEL_PROCESO = ("jornada", "inicio", "fin", "campanas_inicio", "campanas_fin", "publicacion_inicio")
# What a rule may count from, besides another row and a date, as it is called in an explanation.
NOMBRES = {
    "jornada": "la jornada electoral",
    "inicio": "el inicio del proceso",
    "fin": "el fin del proceso",
    "campanas_inicio": "el inicio de las campañas",
    "campanas_fin": "el fin de las campañas",
    "publicacion_inicio": "el inicio de la publicación",
    "periodo": "el mes que se informa",
    "aprobacion": "la aprobación",
    "supuesto": "el hecho que lo origina",
}
_LIMITE = re.compile(r"\ba mas tardar\b|\bhasta el\b")


class ConZona(Protocol):
    """An institute, of the file or of the record."""

    clave: Any
    siglas: Any
    zona_horaria: Any


class ConFechas(Protocol):
    """A process, of the file or of the record."""

    inicio: Any
    fin: Any


def calendario_del_proceso(
    instituto: ConZona, proceso: ConFechas, base: CalendarioHabil | None = None
) -> CalendarioHabil:
    """The working days of an institute in a process: those of `base` (national), in its time zone and its dates."""
    return replace(
        base or CalendarioHabil(clave=instituto.clave, nombre=instituto.siglas),
        zona_horaria=instituto.zona_horaria,
        proceso_desde=proceso.inicio,
        proceso_hasta=proceso.fin,
    )


class PasoDelPlan(Protocol):
    """A step, of the file or of the record."""

    @property
    def texto(self) -> str: ...
    @property
    def fecha_impresa(self) -> date | None: ...
    @property
    def fecha(self) -> date | None: ...


def es_termino(paso: PasoDelPlan) -> bool:
    """Whether a step prints a limit («a más tardar…», «hasta el…») and not the day on which something was done."""
    return _LIMITE.search(plegar(paso.texto)) is not None


def dia_narrado(paso: PasoDelPlan) -> date | None:
    """The day on which a step tells that it was done; None if it tells a limit, or a day that was corrected."""
    corregida = paso.fecha is not None and paso.fecha != paso.fecha_impresa
    return None if corregida or es_termino(paso) else paso.fecha_impresa


class ReglaSinCalcular(NamedTuple):
    """A rule that gives no date and why. `paso` is the place of its step in the row, if it is of one."""

    llave: str
    campo: str
    paso: int | None
    error: PlazoError


@dataclass(frozen=True)
class PlazosDelPlan:
    """What the rules of the plan give, by row."""

    resolucion: Resolucion
    hechos: Mapping[str, date | None]
    narradas: Mapping[str, date]

    def narrada(self, llave: str) -> date | None:
        """Day on which the plan says that the row was approved; None if it is still to be."""
        return self.narradas.get(llave)

    def aprobado(self, llave: str) -> date | None:
        """Day from which whoever counts from the approval of a row counts; None if nothing tells it."""
        return self.hechos[_aprobado(llave)] or self.aprobacion(llave)

    def aprobacion(self, llave: str) -> date | None:
        """Day by which the rule of a row wants it approved; None without a rule, or while its event has no date."""
        return _dia(self.vencimiento(llave))

    def remision(self, llave: str) -> date | None:
        """Day by which the rule of a row wants it sent; None likewise."""
        return _dia(self.vencimiento_de_remision(llave))

    def paso(self, llave: str, lugar: int) -> date | None:
        """Day that the rule of a step gives; `lugar` counts the steps of the row from 0."""
        return _dia(self.vencimiento_de_paso(llave, lugar))

    def sigue_su_regla(self, llave: str, dia: date | None) -> bool:
        """Whether the approval of a row counts from `dia` and that is what its rule gives."""
        return dia is not None and self.hechos[_aprobado(llave)] == dia == self.aprobacion(llave)

    def exigir(self, llave: str, campo: str, lugar: int | None = None) -> Vencimiento | None:
        """What the rule of a field gives (`fecha_plan`, `limite_remision`, or the step `lugar`), with its reasons.

        None without a rule, or while its event has no date. Raises PlazoError if it cannot be worked out.
        """
        if lugar is not None:
            clave = _paso(llave, lugar)
        else:
            clave = _aprobacion(llave) if campo == "fecha_plan" else _remision(llave)
        if clave in self.resolucion.errores:
            raise self.resolucion.errores[clave]
        return self.resolucion.vencimientos.get(clave)

    def vencimiento(self, llave: str) -> Vencimiento | None:
        """The same as `aprobacion`, with its reasons."""
        return self.resolucion.vencimientos.get(_aprobacion(llave))

    def vencimiento_de_remision(self, llave: str) -> Vencimiento | None:
        """The same as `remision`, with its reasons."""
        return self.resolucion.vencimientos.get(_remision(llave))

    def vencimiento_de_paso(self, llave: str, lugar: int) -> Vencimiento | None:
        """The same as `paso`, with its reasons."""
        return self.resolucion.vencimientos.get(_paso(llave, lugar))


def _dia(vencimiento: Vencimiento | None) -> date | None:
    return vencimiento.dia if vencimiento else None


def dia_del_hecho(vencimiento: Vencimiento) -> date | None:
    """The local day of what it counts from; None if it counts from nothing (a fixed date)."""
    hecho = vencimiento.fecha_evento if necesita_hecho(vencimiento.regla) else None
    return hecho.astimezone(vencimiento.tz).date() if isinstance(hecho, datetime) else hecho


def plazos_del_plan(
    plan: PlanDatos,
    *,
    calendario: CalendarioHabil | None = None,
    aprobados: Mapping[str, date] | None = None,
    supuestos: Mapping[str, date] | None = None,
    siguen: Collection[str] = (),
) -> PlazosDelPlan:
    """Evaluate every rule of a plan.

    `aprobados`: days of the approvals that are not the planned ones, by `llave`. `supuestos`: days of the facts that
    opened a row. `siguen`: rows whose approval goes where their rule puts it, whatever day is written, because what
    they count from has moved.
    """
    reales, abiertos = aprobados or {}, supuestos or {}
    hechos: dict[str, Any] = {evento: getattr(plan.proceso, evento) for evento in DEL_PROCESO}
    aprueban = {r.clave: {etapa.clave for etapa in r.etapas if etapa.aprueba} for r in plan.rutas}
    # From what counts whoever counts from the approval of a row: a day that is a fact or planned, or its rule.
    desde: dict[str, str] = {}
    narradas: dict[str, date] = {}
    for e in plan.entregables:
        if narrada := _aprobacion_narrada(e, aprueban.get(e.ruta, set())):
            narradas[e.llave] = narrada
        dia = reales.get(e.llave)
        if dia is None and not (e.regla and e.llave in siguen):
            dia = narrada or e.fecha_plan
        hechos[_aprobado(e.llave)] = dia
        hechos[_periodo(e.llave)] = fin_del_periodo(e)
        hechos[_supuesto(e.llave)] = abiertos.get(e.llave)
        desde[e.llave] = _aprobacion(e.llave) if e.regla and dia is None else _aprobado(e.llave)
        if dia is None and not e.regla:
            # Nobody approves it: what counts from it counts from its remission.
            hechos[e.llave] = e.limite_remision or e.termina

    def con_evento(e: EntregableDatos, regla: str, evento: str) -> ReglaDeEvento:
        nombre = NOMBRES.get(evento, "")
        if evento == "aprobacion":
            nombre = nombre if e.llave in reales else f"{nombre} prevista"
            evento = desde[e.llave]
        elif evento in _DE_LA_FILA:
            evento = _DE_LA_FILA[evento](e.llave)
        elif evento not in hechos:
            evento = desde.get(evento, evento)
        return ReglaDeEvento(regla, evento, Modo(e.modo), e.fundamento, nombre)

    reglas: dict[str, ReglaDeEvento] = {}
    for e in plan.entregables:
        if e.regla:
            reglas[_aprobacion(e.llave)] = con_evento(e, e.regla, e.regla_evento)
        if e.regla_remision:
            evento = e.regla_evento or ("supuesto" if e.llave in abiertos else e.evento_remision)
            reglas[_remision(e.llave)] = con_evento(e, e.regla_remision, evento)
        for lugar, paso in enumerate(e.subactividades):
            if paso.regla:
                reglas[_paso(e.llave, lugar)] = con_evento(e, paso.regla, paso.regla_evento or "aprobacion")
    resolucion = resolver(
        reglas, hechos, calendario=calendario or calendario_del_proceso(plan.instituto, plan.proceso), nombres=NOMBRES
    )
    return PlazosDelPlan(resolucion, hechos, narradas)


def _aprobacion_narrada(e: EntregableDatos, aprueban: Collection[str]) -> date | None:
    """The day on which the plan says that it was approved: a session already held, not one still to be."""
    primero = next((paso for paso in e.subactividades if paso.etapa in aprueban), None)
    return dia_narrado(primero) if primero else None


def siguen_su_regla(plan: PlanDatos, plazos: PlazosDelPlan) -> set[str]:
    """The rows whose planned day is the one that their rule gives."""
    return {e.llave for e in plan.entregables if e.fecha_plan and e.fecha_plan == plazos.aprobacion(e.llave)}


def con_lo_que_dan_las_reglas(plan: PlanDatos, eventos: Collection[str] = ()) -> PlanDatos:
    """The plan with the days that its rules give where nobody wrote one; a template has none of its own.

    With `eventos`, only the rules of a row that counts from one of them.
    """
    plazos = plazos_del_plan(plan)

    def con(e: EntregableDatos) -> EntregableDatos:
        if e.plantilla or (eventos and e.regla_evento not in eventos):
            return e
        aprobacion = e.fecha_plan or plazos.aprobacion(e.llave)
        remision = e.limite_remision or plazos.remision(e.llave)
        pasos = [
            s if s.fecha or s.fecha_impresa else s.model_copy(update={"fecha": plazos.paso(e.llave, lugar)})
            for lugar, s in enumerate(e.subactividades)
        ]
        return e.model_copy(update={"fecha_plan": aprobacion, "limite_remision": remision, "subactividades": pasos})

    return plan.model_copy(update={"entregables": [con(e) for e in plan.entregables]})


_CAMPOS = {"aprobacion": "regla", "remision": "regla_remision"}


def reglas_sin_calcular(plan: PlanDatos) -> Iterator[ReglaSinCalcular]:
    """What keeps a rule from being evaluated: a text not understood, an impossible date, an unknown event, a cycle.

    Whatever days are written: two rules that count from one another are wrong also while both rows have a date.
    """
    plazos = plazos_del_plan(plan, siguen={e.llave for e in plan.entregables})
    for clave, error in plazos.resolucion.errores.items():
        llave, _, cual = clave.partition(".")
        paso = int(cual.rpartition(".")[2]) if cual not in _CAMPOS else None
        yield ReglaSinCalcular(llave, _CAMPOS.get(cual, "regla"), paso, error)


def defectos_de_reglas(plan: PlanDatos) -> list[Defecto]:
    """The same, as defects of the file."""
    return [
        Defecto(
            plan.clave,
            f"entregables ({r.llave})"
            + (f".subactividades[{r.paso + 1}]" if r.paso is not None else "")
            + f".{r.campo}",
            str(r.error),
        )
        for r in reglas_sin_calcular(plan)
    ]


def fin_del_periodo(e: EntregableDatos) -> date | None:
    """Last day of the month reported; of a row printed once, of its first month."""
    mes = e.periodo or (e.meses.desde if e.meses else "")
    return date.fromordinal(sumar_meses(date.fromisoformat(f"{mes}-01"), 1).toordinal() - 1) if mes else None


def _aprobado(llave: str) -> str:
    return f"{llave}.aprobado"


def _aprobacion(llave: str) -> str:
    return f"{llave}.aprobacion"


def _remision(llave: str) -> str:
    return f"{llave}.remision"


def _periodo(llave: str) -> str:
    return f"{llave}.periodo"


def _supuesto(llave: str) -> str:
    return f"{llave}.supuesto"


# Events that each row has of its own.
_DE_LA_FILA = {"periodo": _periodo, "supuesto": _supuesto}


def _paso(llave: str, lugar: int) -> str:
    return f"{llave}.paso.{lugar}"
