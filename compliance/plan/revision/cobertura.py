"""Checks on what INE asks for and the plan should hold: rows, routes, areas, offices, reports, milestones."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from calendario.fechas import MESES
from calendario.plazos import sumar_meses
from calendario.reglas import plegar

from ..esquema import EntregableDatos, HitoDatos
from .modelo import Contexto, Hallazgo, donde, fecha, rotulo

# Article 11 of the Lineamientos (Anexo 24.2), in few words.
NUMERALES = {
    1: "instalación de la comisión",
    2: "designación de la instancia interna",
    3: "informes mensuales",
    4: "implementación propia o con apoyo de un tercero",
    5: "plan de trabajo",
    6: "proceso técnico operativo",
    7: "listados de candidaturas aprobadas",
    8: "prototipo navegable y formato de base de datos",
    9: "fecha de inicio de la publicación",
    10: "modificaciones a los documentos",
    11: "cualquier otro documento emitido",
    12: "mejoras y adiciones a los cuestionarios",
}
# The stages of the system (Lineamientos art. 8), by the word that names each.
ETAPAS = ("analisis", "diseno", "construccion", "prueba")
_INCISO_G = re.compile(r"\b15\b,?\s*incisos?\s[^;.]*\bg\)")


def sin_remision(ctx: Contexto) -> Iterator[Hallazgo]:
    """What article 11 lists goes to INE: a row that stays inside is a breach waiting to happen."""
    for e in ctx.filas:
        if e.numeral and not ctx.remite(e):
            yield Hallazgo(
                "sin_remision",
                "error",
                rotulo(e),
                "ruta",
                e.impreso.get("remision", e.ruta),
                f"{donde(e)} no se remite al INE, y el artículo 11, numeral {e.numeral} "
                f"({NUMERALES[e.numeral]}), lo pide.",
                "Agregue la remisión y su límite a la ruta.",
                e.llave,
            )


def sin_limite_de_remision(ctx: Contexto) -> Iterator[Hallazgo]:
    """A remission without a limit is never late."""
    for e in ctx.filas:
        if ctx.remite(e) and not (e.limite_remision or e.regla_remision):
            yield Hallazgo(
                "sin_limite_de_remision",
                "aviso",
                rotulo(e),
                "limite_remision",
                "",
                f"{donde(e)} se remite al INE sin límite impreso.",
                "Fije el límite que dan los Lineamientos (artículo 11)."
                if e.numeral
                else "Diga hasta cuándo se remite.",
                e.llave,
            )


def sin_area(ctx: Contexto) -> Iterator[Hallazgo]:
    """What nobody is named to produce, nobody produces."""
    for e in ctx.filas:
        if e.area is None:
            yield Hallazgo(
                "sin_area",
                "aviso",
                rotulo(e),
                "area",
                "",
                f"{donde(e)}: el plan no dice qué área lo elabora.",
                "Asigne el área responsable.",
                e.llave,
            )


def sin_decision_ni_remision(ctx: Contexto) -> Iterator[Hallazgo]:
    """A deliverable of article 11 that no body decides and nobody sends has no route."""
    for e in ctx.filas:
        if e.numeral and {etapa.tipo for etapa in ctx.etapas(e)} <= {"elaborar", "validar"}:
            yield Hallazgo(
                "sin_ruta",
                "error",
                rotulo(e),
                "ruta",
                e.ruta,
                f"{donde(e)}: ningún órgano lo decide y nadie lo remite.",
                "Diga qué órgano lo aprueba y quién lo remite.",
                e.llave,
            )


def numeral_sin_fila(ctx: Contexto) -> Iterator[Hallazgo]:
    """A plan holds every numeral of article 11, also those that exist only if their event happens."""
    if ctx.parcial or not ctx.filas:
        return
    presentes = {e.numeral for e in ctx.filas}
    for numeral, que in NUMERALES.items():
        if numeral not in presentes:
            yield Hallazgo(
                "numeral_sin_fila",
                "error",
                f"numeral {numeral}",
                "numeral",
                "",
                f"Ninguna fila del plan corresponde al artículo 11, numeral {numeral} ({que}).",
                "Agregue el entregable con su fecha.",
            )


def cargo_sin_listado(ctx: Contexto) -> Iterator[Hallazgo]:
    """Each office that is elected has its own list (art. 11 num. 7)."""
    if ctx.parcial or not any(e.numeral == 7 for e in ctx.filas):
        return
    for cargo in ctx.plan.cargos:
        if not cargo.entregable_listado:
            yield Hallazgo(
                "cargo_sin_listado",
                "error",
                "numeral 7",
                f"cargos ({cargo.clave}).entregable_listado",
                "",
                f"El plan no da fecha para el listado de {cargo.nombre} y sí para otros cargos.",
                "Agregue el listado de ese cargo (artículo 11, numeral 7).",
            )


def pide_informe(e: EntregableDatos) -> bool:
    """Whether its legal basis is article 15 inciso g): progress and final reports."""
    return _INCISO_G.search(plegar(e.fundamento)) is not None


def informes_de_avance(ctx: Contexto) -> Iterator[Hallazgo]:
    """Article 15 inciso g) asks for a progress report in April, one in May, and a final one within four months."""
    if ctx.parcial or not ctx.filas:
        return
    filas = [e for e in ctx.filas if pide_informe(e)]
    fechas = [dia for e in filas if (dia := e.termina or e.fecha_plan)]
    jornada = ctx.plan.proceso.jornada
    limite = sumar_meses(jornada, 4)
    pedidos = {
        f"informe de avance de {MESES[mes - 1]}": any((d.year, d.month) == (jornada.year, mes) for d in fechas)
        for mes in (4, 5)
    }
    pedidos["informe final"] = any(jornada < d <= limite for d in fechas)
    avances = [d for d in fechas if d <= jornada]
    for que, esta in pedidos.items():
        if not esta:
            cuales = fechas if que == "informe final" else avances
            yield Hallazgo(
                "sin_informe_de_avance",
                "error",
                next((rotulo(e) for e in filas), "artículo 15"),
                "termina",
                ", ".join(d.isoformat() for d in cuales),
                f"El plan no fecha el {que} que pide el artículo 15, inciso g)"
                + (f"; imprime {', '.join(fecha(d) for d in cuales)}." if cuales else "."),
                f"Agregue el {que} o corrija el mes impreso.",
            )


def sin_fecha_impresa(ctx: Contexto) -> Iterator[Hallazgo]:
    """What INE asks for and the plan mentions without a date is easily forgotten. Contingent rows have none."""
    for e in ctx.filas:
        if e.tipo == "contingente":
            continue
        if (e.numeral or pide_informe(e)) and not (e.termina or e.impreso or e.subactividades):
            yield Hallazgo(
                "sin_fecha_impresa",
                "aviso",
                rotulo(e),
                "termina",
                "",
                f"{donde(e)}: «{e.nombre[:100]}» es un deber sin fila ni fecha en la tabla de entregables.",
                "Agréguelo a la tabla con su fecha.",
                e.llave,
            )


def _grupos(ctx: Contexto) -> dict[str, list[HitoDatos]]:
    grupos: defaultdict[str, list[HitoDatos]] = defaultdict(list)
    for hito in ctx.plan.hitos:
        grupos[hito.grupo].append(hito)
    return grupos


def hitos_fuera_de_orden(ctx: Contexto) -> Iterator[Hallazgo]:
    """Milestones are listed in the order in which the work goes: one that jumps back deserves a question."""
    for grupo, hitos in _grupos(ctx).items():
        ultimo: tuple[date, str] | None = None
        for hito in hitos:
            dia = hito.inicia or hito.termina
            if ultimo and dia < ultimo[0]:
                yield Hallazgo(
                    "hito_fuera_de_orden",
                    "aviso",
                    hito.clave,
                    "hitos.inicia" if hito.inicia else "hitos.termina",
                    dia.isoformat(),
                    f"{grupo}: «{hito.nombre}» es del {fecha(dia)} y «{ultimo[1]}», que la lista imprime antes, del "
                    f"{fecha(ultimo[0])}.",
                    "Confirme que puede ir antes.",
                )
            else:
                ultimo = (dia, hito.nombre)


def hito_al_reves(ctx: Contexto) -> Iterator[Hallazgo]:
    """A milestone that ends before it begins, or outside the process, cannot be."""
    for hito in ctx.plan.hitos:
        if hito.inicia and hito.termina < hito.inicia:
            razon = f"termina el {fecha(hito.termina)}, antes de iniciar el {fecha(hito.inicia)}"
        elif not ctx.desde <= (hito.inicia or hito.termina) <= hito.termina <= ctx.hasta:
            razon = f"cae fuera del proceso ({fecha(ctx.desde)} a {fecha(ctx.hasta)})"
        else:
            continue
        yield Hallazgo(
            "hito_imposible",
            "error",
            hito.clave,
            "hitos.termina",
            hito.termina.isoformat(),
            f"{hito.grupo}: «{hito.nombre}» {razon}.",
            "Revise sus fechas en el documento.",
        )


def por_etapas(hitos: Iterable[HitoDatos]) -> list[list[HitoDatos]]:
    """The milestones of each stage of article 8 that the plan dates, in the order of the article."""
    etapas: defaultdict[str, list[HitoDatos]] = defaultdict(list)
    for hito in hitos:
        etapa = next((e for e in ETAPAS if e in plegar(hito.grupo)), None)
        if etapa and "liberacion" not in plegar(hito.grupo):
            etapas[etapa].append(hito)
    return [etapas[e] for e in ETAPAS if e in etapas]


def etapas_traslapadas(ctx: Contexto) -> Iterator[Hallazgo]:
    """Each stage of article 8 works with what the one before left: analysis, design, construction, tests."""
    for antes, despues in pairwise(por_etapas(ctx.plan.hitos)):
        fin = max(antes, key=lambda h: h.termina)
        primero = min(despues, key=lambda h: h.inicia or h.termina)
        if primero.inicia and primero.inicia < fin.termina:
            yield Hallazgo(
                "etapas_traslapadas",
                "aviso",
                primero.clave,
                "hitos.inicia",
                primero.inicia.isoformat(),
                f"{primero.grupo}: «{primero.nombre}» empieza el {fecha(primero.inicia)}, antes de que termine "
                f"«{fin.nombre}» ({fin.grupo}, {fecha(fin.termina)}).",
                "Confirme que puede empezar con lo que esté listo.",
            )


def liberado_antes_de_probar(ctx: Contexto) -> Iterator[Hallazgo]:
    """Article 8 of the Lineamientos: analysis, design, construction and tests come before what is released."""
    grupos = _grupos(ctx)
    pruebas = [h for grupo, hitos in grupos.items() if "prueba" in plegar(grupo) for h in hitos]
    if not pruebas:
        return
    fin = max(pruebas, key=lambda h: h.termina)
    for grupo, hitos in grupos.items():
        antes = [h for h in hitos if h.termina < fin.termina]
        if "liberacion" in plegar(grupo) and antes:
            yield Hallazgo(
                "liberado_antes_de_probar",
                "aviso",
                antes[0].clave,
                "hitos.termina",
                ", ".join(h.termina.isoformat() for h in antes),
                f"{grupo}: {len(antes)} de {len(hitos)} se liberan antes de que terminen las pruebas («{fin.nombre}», "
                f"{fecha(fin.termina)}): {', '.join(h.nombre for h in antes)}.",
                "Confirme que se liberan versiones de prueba.",
            )
