"""The closing calendar of a derived plan, drawn anew from its table. Pure."""

from collections import defaultdict
from datetime import date

from ..esquema import EntregableDatos, FilaMatrizDatos, PlanDatos
from ..revision.textos import igualar


def matriz_de(plan: PlanDatos) -> list[FilaMatrizDatos]:
    """The closing calendar drawn from the table: a row for each thing, a mark on the day on which it ends."""
    filas: defaultdict[tuple[str, str], list[EntregableDatos]] = defaultdict(list)
    for e in plan.entregables:
        filas[e.clave, igualar(e.nombre)].append(e)
    return [
        FilaMatrizDatos(
            clave=primera.clave,
            nombre=primera.nombre,
            producto=primera.producto,
            llave=primera.llave if len(suyas) == 1 else None,
            celdas={f"{dia:%Y-%m}": _marca(e.inicia, dia) for e in suyas if (dia := e.termina or e.fecha_plan)},
        )
        for suyas in filas.values()
        for primera in suyas[:1]
    ]


def _marca(inicia: date | None, dia: date) -> str:
    """«17-30» for what begins earlier in the same month, else the day."""
    en_el_mes = inicia is not None and inicia < dia and (inicia.year, inicia.month) == (dia.year, dia.month)
    return f"{inicia.day}-{dia.day}" if inicia and en_el_mes else str(dia.day)
