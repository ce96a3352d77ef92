"""Checks on the steps of a row: their order along the route and the row's due date."""

from collections.abc import Iterator
from datetime import date

from ...textos import plegado
from ..esquema import EntregableDatos, SubactividadDatos
from .modelo import Contexto, Hallazgo, dia_del_paso, donde, fecha, rotulo
from .textos import ultimos_dias_de_mes


def _fechados(ctx: Contexto, e: EntregableDatos) -> list[tuple[int, date, SubactividadDatos]]:
    """The steps with a date, each with the place of its stage on the route.

    «Los últimos días del mes» is a date too: no earlier than its last third. Only the first step of a stage
    counts: what comes again (substitutions) comes after.
    """
    lugar = {etapa.clave: n for n, etapa in enumerate(ctx.etapas(e))}
    vistos: dict[str, tuple[int, date, SubactividadDatos]] = {}
    for paso in e.subactividades:
        dia = dia_del_paso(paso)[1] or ultimos_dias_de_mes(paso.texto)
        if paso.etapa and dia and paso.etapa not in vistos:
            vistos[paso.etapa] = (lugar[paso.etapa], dia, paso)
    return sorted(vistos.values(), key=lambda fila: fila[0])


def pasos_fuera_de_orden(ctx: Contexto) -> Iterator[Hallazgo]:
    """Nobody decides before what is decided is ready: commission before council, approval before remission.

    The culprit is the step that contradicts most of the others; of two, the one past the due date, else the later
    on the route. A step with a date of its own is preferred.
    """
    for e in ctx.filas:
        pasos = _fechados(ctx, e)
        while choques := [(a, b) for n, a in enumerate(pasos) for b in pasos[n + 1 :] if a[1] > b[1]]:
            veces = {id(p[2]): sum(p in par for par in choques) for p in pasos}
            implicados = [p for par in choques for p in par]
            candidatos = [p for p in implicados if dia_del_paso(p[2])[1]] or implicados
            culpable = max(
                candidatos,
                key=lambda p: (veces[id(p[2])], e.termina is not None and p[1] > e.termina, p[0]),
            )
            otro = next(a if b is culpable else b for a, b in choques if culpable in (a, b))
            pasos.remove(culpable)
            antes = culpable[0] > otro[0]
            yield Hallazgo(
                "pasos_fuera_de_orden",
                "error",
                culpable[2].clave,
                dia_del_paso(culpable[2])[0],
                culpable[1].isoformat(),
                f"{donde(e)}: este paso es del {fecha(culpable[1])} y {otro[2].clave}, que va "
                f"{'antes' if antes else 'después'} en la ruta, {_cuando(otro)}.",
                "Revise el día y el mes de este paso.",
                e.llave,
            )


def _cuando(fila: tuple[int, date, SubactividadDatos]) -> str:
    _, dia, paso = fila
    return f"del {fecha(dia)}" if dia_del_paso(paso)[1] else f"de los últimos días del mes (desde el {fecha(dia)})"


def sesion_despues_del_vencimiento(ctx: Contexto) -> Iterator[Hallazgo]:
    """A session held after the due date decides late, however the plan is kept.

    A second session of the same body (substitutions) has its own term: it is not this row's.
    """
    for e in ctx.filas:
        vence = e.termina or e.fecha_plan
        if vence is None or e.plantilla:
            continue
        for _, dia, paso in _fechados(ctx, e):
            campo, propio = dia_del_paso(paso)
            if ctx.tipo_etapa(e, paso) == "decidir" and propio and dia > vence:
                yield Hallazgo(
                    "sesion_despues_del_vencimiento",
                    "error",
                    paso.clave,
                    campo,
                    dia.isoformat(),
                    f"{donde(e)} vence el {fecha(vence)} y esta sesión puede celebrarse hasta el {fecha(dia)}.",
                    f"La sesión debe ser a más tardar el {fecha(vence)}.",
                    e.llave,
                )


def remision_no_cabe(ctx: Contexto) -> Iterator[Hallazgo]:
    """A row named «Remisión…» is due when it is sent: the approval it waits for must leave room for that."""
    for e in ctx.filas:
        if not plegado(e.nombre).startswith("remision") or e.fecha_plan is None or e.termina is None:
            continue
        ultimo = ctx.plazos.remision(e.llave)
        if ultimo and ultimo > e.termina:
            yield Hallazgo(
                "remision_no_cabe",
                "error",
                rotulo(e),
                "termina",
                e.termina.isoformat(),
                f"{donde(e)} termina el {fecha(e.termina)}; aprobado el {fecha(e.fecha_plan)}, se remite a más "
                f"tardar el {fecha(ultimo)} («{e.regla_remision}»).",
                "Adelante la aprobación o amplíe el periodo.",
                e.llave,
            )
