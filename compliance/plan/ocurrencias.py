"""The deliverables that run of a row printed once: one per month reported, or one per week. Pure: no ORM, no clock.

The printed row stays as the template, with its place in the source; each occurrence points back to it with
`plantilla_de`, keeps its printed texts and has the dates that the rules give.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from calendario.inhabiles import CalendarioHabil, Modo
from calendario.plazos import PlazoError, Vencimiento, calcular, ocurrencias, se_repite, sumar_meses
from calendario.reglas import FechaFija, Rango, Regla

from .esquema import EntregableDatos, MesesDatos, PlanDatos
from .plazos import calendario_del_proceso


def expandir(plan: PlanDatos, calendario: CalendarioHabil | None = None) -> PlanDatos:
    """The plan with the occurrences of its recurring templates, each after its template.

    A rule that cannot be evaluated gives no date, and the load says that the deliverable will never be due. Without
    `calendario`, the working days are those that the file tells.
    """
    dias = calendario or calendario_del_proceso(plan.instituto, plan.proceso)
    filas: list[EntregableDatos] = []
    for e in plan.entregables:
        filas.append(e)
        if e.plantilla and e.tipo == "recurrente":
            filas.extend(_ocurrencias(e, dias))
    return plan.model_copy(update={"entregables": filas})


def _ocurrencias(e: EntregableDatos, calendario: CalendarioHabil) -> Iterator[EntregableDatos]:
    if e.meses:
        for mes in _meses(e.meses):
            fin = date.fromordinal(sumar_meses(mes, 1).toordinal() - 1)
            yield _ocurrencia(
                e,
                f"{mes:%Y-%m}",
                periodo=f"{mes:%Y-%m}",
                fecha_plan=_fecha(e, e.regla, fin, calendario),
                limite_remision=_fecha(e, e.regla_remision, fin, calendario),
            )
    elif e.regla and se_repite(e.regla):
        for vencimiento in ocurrencias(e.regla, calendario=calendario, modo=Modo(e.modo)):
            # Its own date, and why: the rule of the row would give the first one again.
            yield _ocurrencia(
                e,
                vencimiento.dia.isoformat(),
                fecha_plan=vencimiento.dia,
                regla=str(_suya(vencimiento, f"fila {e.clave}: {e.regla}")),
            )


def _suya(vencimiento: Vencimiento, de: str) -> Regla:
    """The rule of one time of a rule that repeats: its day, or its days, with the same hour."""
    abre = vencimiento.abre.astimezone(vencimiento.tz).date() if vencimiento.abre else None
    cuerpo = Rango(abre, vencimiento.dia) if abre else FechaFija(vencimiento.dia)
    return Regla(cuerpo, hora=vencimiento.regla.hora, fundamento=de)


def _ocurrencia(e: EntregableDatos, turno: str, **valores: Any) -> EntregableDatos:
    de_la_fila = {"llave": f"{e.llave}-{turno}", "plantilla": False, "plantilla_de": e.llave, "meses": None}
    return e.model_copy(update={**de_la_fila, "inicia": None, "termina": None, **valores})


def _meses(meses: MesesDatos) -> Iterator[date]:
    mes, ultimo = (date.fromisoformat(f"{m}-01") for m in (meses.desde, meses.hasta))
    while mes <= ultimo:
        yield mes
        mes = sumar_meses(mes, 1)


def _fecha(e: EntregableDatos, regla: str, hecho: date, calendario: CalendarioHabil) -> date | None:
    """What a rule that counts from the month reported gives; None without a rule."""
    try:
        return calcular(regla, desde=hecho, calendario=calendario, modo=Modo(e.modo)).dia if regla else None
    except PlazoError:
        return None
