"""The keys and the closing calendar of a derived plan, made anew from its table. Pure."""

from collections import defaultdict
from datetime import date

from ..esquema import EntregableDatos, FilaMatrizDatos, PlanDatos
from ..revision.textos import igualar
from .modelo import Ajuste

_SIN_NUMERO = {"sn", ""}


def sin_claves_repetidas(filas: list[EntregableDatos]) -> tuple[list[EntregableDatos], list[Ajuste]]:
    """One printed key for one thing: those of different things take a letter, and their steps with them."""
    nombres: defaultdict[str, list[str]] = defaultdict(list)
    for e in filas:
        if igualar(e.nombre) not in nombres[e.clave] and igualar(e.clave) not in _SIN_NUMERO:
            nombres[e.clave].append(igualar(e.nombre))
    nuevas, ajustes = [], []
    for e in filas:
        cosas = nombres[e.clave]
        if len(cosas) < 2:
            nuevas.append(e)
            continue
        clave = f"{e.clave}{chr(ord('a') + cosas.index(igualar(e.nombre)))}"
        ajustes.append(
            Ajuste(e.llave, "clave", e.clave, clave, f"La clave {e.clave} nombraba {len(cosas)} cosas distintas.")
        )
        pasos = [
            s.model_copy(
                update={
                    "clave": clave + s.clave.removeprefix(e.clave),
                    "origen": {**s.origen, "clave": s.clave},
                }
            )
            if s.clave.startswith(f"{e.clave}.")
            else s
            for s in e.subactividades
        ]
        nuevas.append(
            e.model_copy(update={"clave": clave, "subactividades": pasos, "origen": {**e.origen, "clave": e.clave}})
        )
    return nuevas, ajustes


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
