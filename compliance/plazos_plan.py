"""Every date that the rules of a plan give, worked out together. Pure: no ORM, no clock.

A rule of a row counts from its approval, its month, a date of the process, another row or a date. What no rule
dates is a fact: the date that the plan says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from calendario.dependencias import ReglaDeEvento, Resolucion, resolver
from calendario.inhabiles import CalendarioHabil, Modo
from calendario.plazos import Vencimiento, sumar_meses

from .esquema_plan import Defecto, EntregableDatos, PlanDatos

DEL_PROCESO = ("jornada", "inicio", "fin", "campanas_inicio", "campanas_fin", "publicacion_inicio")


def calendario_del_plan(plan: PlanDatos) -> CalendarioHabil:
    """The working days of the institute, as far as the file tells: the national ones and the days of the process."""
    return CalendarioHabil(
        clave=plan.clave,
        nombre=plan.instituto.siglas,
        zona_horaria=plan.instituto.zona_horaria,
        proceso_desde=plan.proceso.inicio,
        proceso_hasta=plan.proceso.fin,
    )


@dataclass(frozen=True)
class PlazosDelPlan:
    """What the rules of the plan give, by row."""

    resolucion: Resolucion

    def aprobacion(self, llave: str) -> date | None:
        """Day by which the rule of a row wants it approved; None without a rule, or while its event has no date."""
        return self._dia(_aprobacion(llave))

    def remision(self, llave: str) -> date | None:
        """Day by which the rule of a row wants it sent; None likewise."""
        return self._dia(_remision(llave))

    def paso(self, llave: str, lugar: int) -> date | None:
        """Day that the rule of a step gives; `lugar` counts the steps of the row from 0."""
        return self._dia(_paso(llave, lugar))

    def vencimiento_de_remision(self, llave: str) -> Vencimiento | None:
        """The same as `remision`, with its reasons."""
        return self.resolucion.vencimientos.get(_remision(llave))

    @property
    def errores(self) -> dict[str, str]:
        """What cannot be evaluated, by row and date, with the reason."""
        return {clave: str(error) for clave, error in self.resolucion.errores.items()}

    def _dia(self, clave: str) -> date | None:
        vencimiento = self.resolucion.vencimientos.get(clave)
        return vencimiento.dia if vencimiento else None


def plazos_del_plan(
    plan: PlanDatos, *, calendario: CalendarioHabil | None = None, aprobados: Mapping[str, date] | None = None
) -> PlazosDelPlan:
    """Evaluate every rule of a plan. `aprobados`: days of the approvals that are not the planned ones, by `llave`."""
    reales = aprobados or {}
    hechos: dict[str, Any] = {evento: getattr(plan.proceso, evento) for evento in DEL_PROCESO} | {"supuesto": None}
    # From what counts whoever counts from the approval of a row: its rule, or a day that is a fact.
    desde: dict[str, str] = {}
    for e in plan.entregables:
        con_regla = e.regla and e.llave not in reales
        desde[e.llave] = _aprobacion(e.llave) if con_regla else _aprobado(e.llave)
        hechos[_aprobado(e.llave)] = reales.get(e.llave, e.fecha_plan)
        hechos[_periodo(e.llave)] = _fin_del_periodo(e)
        if not con_regla and hechos[_aprobado(e.llave)] is None:
            # Nobody approves it: what counts from it counts from its remission.
            hechos[e.llave] = e.limite_remision or e.termina

    def con_evento(e: EntregableDatos, regla: str, evento: str) -> ReglaDeEvento:
        if evento == "aprobacion":
            evento = desde[e.llave] if regla != e.regla else _aprobado(e.llave)
        elif evento == "periodo":
            evento = _periodo(e.llave)
        elif evento not in hechos:
            evento = desde.get(evento, evento)
        return ReglaDeEvento(regla, evento, Modo(e.modo), e.fundamento)

    reglas: dict[str, ReglaDeEvento] = {}
    for e in plan.entregables:
        if e.regla:
            reglas[_aprobacion(e.llave)] = con_evento(e, e.regla, e.regla_evento)
        if e.regla_remision:
            reglas[_remision(e.llave)] = con_evento(e, e.regla_remision, e.regla_evento or "aprobacion")
        for lugar, paso in enumerate(e.subactividades):
            if paso.regla:
                reglas[_paso(e.llave, lugar)] = con_evento(e, paso.regla, paso.regla_evento or "aprobacion")
    return PlazosDelPlan(resolver(reglas, hechos, calendario=calendario or calendario_del_plan(plan)))


_CAMPOS = {"aprobacion": "regla", "remision": "regla_remision"}


def defectos_de_reglas(plan: PlanDatos) -> list[Defecto]:
    """What keeps a rule from being evaluated: a text not understood, an impossible date, an unknown event, a cycle."""
    defectos = []
    for clave, error in plazos_del_plan(plan).resolucion.errores.items():
        llave, _, cual = clave.partition(".")
        campo = _CAMPOS.get(cual) or f"subactividades[{int(cual.rpartition('.')[2]) + 1}].regla"
        defectos.append(Defecto(plan.clave, f"entregables ({llave}).{campo}", str(error)))
    return defectos


def _fin_del_periodo(e: EntregableDatos) -> date | None:
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


def _paso(llave: str, lugar: int) -> str:
    return f"{llave}.paso.{lugar}"
