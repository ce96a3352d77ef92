"""Checks on what INE asks for and the plan should hold: rows, routes, areas, offices, reports, milestones."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from calendario.fechas import MESES
from calendario.plazos import sumar_meses

from ...textos import plegado
from ..esquema import EntregableDatos, HitoDatos, puede_existir
from .modelo import Contexto, Hallazgo, donde, fecha, nombrada, rotulo

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
# What is released waits for these numerals, if its name has the word.
_DE_LO_LIBERADO = {6: "", 8: "publicacion"}
_CASI_LISTO = re.compile(r"prueba|liberacion")
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


def remision_sin_esperar(ctx: Contexto) -> Iterator[Hallazgo]:
    """What sends what another row presents waits for it, or it may be sent before there is anything to send."""
    filas = {e.llave: e for e in ctx.filas}
    for e in ctx.filas:
        presenta = filas.get(e.regla_evento)
        if presenta is not None and ctx.remite(e) and e.espera_a != presenta.llave:
            yield Hallazgo(
                "remision_sin_esperar",
                "aviso",
                rotulo(e),
                "espera_a",
                e.espera_a or "nada",
                f"{donde(e)} remite lo que presenta {nombrada(presenta)} y no la espera: podría remitirse antes.",
                f"Escriba espera_a = «{presenta.llave}».",
                e.llave,
            )


def etapa_que_nadie_recorre(ctx: Contexto) -> Iterator[Hallazgo]:
    """A stage whose condition holds for no row of its route is never walked: the condition, or the rows, are wrong."""
    for ruta in ctx.plan.rutas:
        suyas = [e for e in ctx.filas if e.ruta == ruta.clave]
        for etapa in ruta.etapas:
            if suyas and not any(puede_existir(etapa, e) for e in suyas):
                yield Hallazgo(
                    "etapa_que_nadie_recorre",
                    "aviso",
                    ruta.clave,
                    etapa.clave,
                    "al_ine",
                    f"La etapa «{etapa.nombre}» de la ruta «{ruta.nombre}» no existe para ninguno de sus entregables.",
                    "Revise su condición o «al_ine» de los entregables.",
                    "",
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
    return _INCISO_G.search(plegado(e.fundamento)) is not None


def informes_de_avance(ctx: Contexto) -> Iterator[Hallazgo]:
    """Article 15 inciso g) asks for a progress report in April, one in May, and a final one within four months.

    The months are those of an ordinary election, held in June (LGIPE art. 22).
    """
    if ctx.parcial or not ctx.filas:
        return
    filas = [e for e in ctx.filas if pide_informe(e)]
    fechas = [dia for e in filas if (dia := e.termina or e.fecha_plan)]
    jornada = ctx.plan.proceso.jornada
    limite = sumar_meses(jornada, 4)
    pedidos = {
        f"informe de avance de {MESES[mes - 1]}": any((d.year, d.month) == (jornada.year, mes) for d in fechas)
        for mes in ((4, 5) if jornada.month == 6 else ())
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


def sin_aviso_de_privacidad(ctx: Contexto) -> Iterator[Hallazgo]:
    """Article 15 inciso c) asks for a privacy notice: without a row and a day nobody has it when the capture begins."""
    if ctx.parcial or not ctx.filas or any("aviso de privacidad" in plegado(e.nombre) for e in ctx.filas):
        return
    deber = next((d for d in ctx.plan.deberes if "aviso de privacidad" in plegado(d.texto)), None)
    yield Hallazgo(
        "sin_aviso_de_privacidad",
        "aviso",
        deber.clave if deber else "artículo 15",
        "deberes.texto" if deber else "nombre",
        "",
        "El plan no tiene una fila, con su fecha, para el aviso de privacidad que pide el artículo 15, inciso c)"
        + (f"; solo lo menciona {deber.fuente or f'el deber {deber.clave}'}." if deber else "."),
        "Agregue el aviso de privacidad con su fecha.",
    )


def una_fecha_para_todas(ctx: Contexto) -> Iterator[Hallazgo]:
    """Accounts and lists count from each approval (arts. 11 num. 7 and 14 c), and each office has its own.

    One date for all of them is late for some and impossible for others.
    """
    if ctx.parcial or len(ctx.plan.cargos) < 2:
        return
    filas = [e for e in ctx.filas if e.numeral == 7 or (not e.numeral and "cuentas de acceso" in plegado(e.nombre))]
    for e in filas:
        hermanas = sum(o.clave == e.clave or (e.numeral == 7 == o.numeral) for o in filas)
        if e.tipo != "por_evento" and not e.plantilla and e.termina and hermanas == 1:
            yield Hallazgo(
                "una_fecha_para_todas",
                "aviso",
                rotulo(e),
                "termina",
                e.termina.isoformat(),
                f"{donde(e)} imprime una sola fecha, el {fecha(e.termina)}, para lo que cuenta desde cada aprobación.",
                "Dé una fecha por cada aprobación o diga que cuenta desde cada una.",
                e.llave,
            )


def campanas(ctx: Contexto) -> tuple[date, bool]:
    """The day on which campaigns begin, and whether the plan says it.

    Unsaid, the last one that the law allows: of governor they last 60 days at least, others 30 (Constitución art. 116
    fracción IV inciso j), and all end three days before election day.
    """
    dicha = ctx.plan.proceso.campanas_inicio
    if dicha:
        return dicha, True
    gubernatura = any("gubernatura" in plegado(c.nombre) for c in ctx.plan.cargos)
    return ctx.plan.proceso.jornada - timedelta(days=63 if gubernatura else 33), False


def capacitacion_tardia(ctx: Contexto) -> Iterator[Hallazgo]:
    """Who captures is trained before campaigns begin (Lineamientos, Instancia Interna): later, pages stay empty."""
    inicio, dicho = campanas(ctx)
    cosas: list[tuple[str, str, str, str, date | None, date | None]] = [
        (h.clave, f"{h.grupo}: «{h.nombre}»", "", "hitos.", h.inicia, h.termina)
        for h in ctx.plan.hitos
        if "capacita" in plegado(f"{h.grupo} {h.nombre}")
    ]
    cosas += [
        (rotulo(e), donde(e), e.llave, "", e.inicia, e.termina or e.fecha_plan)
        for e in ctx.filas
        if plegado(e.nombre).startswith("capacita")
    ]
    for clave, lugar, llave, prefijo, inicia, termina in cosas:
        if termina is None or (termina <= inicio and (inicia or termina) < inicio):
            continue
        tarde = inicia if inicia and inicia >= inicio else termina
        yield Hallazgo(
            "capacitacion_tardia",
            "aviso",
            clave,
            f"{prefijo}{'inicia' if tarde == inicia else 'termina'}",
            tarde.isoformat(),
            f"{lugar} es del {fecha(tarde)}; las campañas empiezan {'' if dicho else 'a más tardar '}el {fecha(inicio)}"
            + ("." if dicho else " (Constitución, art. 116, fracción IV, inciso j)."),
            "Capacite antes de que empiecen las campañas.",
            llave,
        )


def capacitacion_antes_del_sistema(ctx: Contexto) -> Iterator[Hallazgo]:
    """Nobody is trained in what has not been tested and released yet."""
    grupos = _grupos(ctx)
    listos = [h for grupo, hitos in grupos.items() if _CASI_LISTO.search(plegado(grupo)) for h in hitos]
    ultimo = max(listos, key=lambda h: h.termina, default=None)
    for h in ctx.plan.hitos:
        dia = h.inicia or h.termina
        if ultimo and dia < ultimo.termina and "capacita" in plegado(f"{h.grupo} {h.nombre}"):
            yield Hallazgo(
                "capacitacion_antes_del_sistema",
                "aviso",
                h.clave,
                "hitos.inicia" if h.inicia else "hitos.termina",
                dia.isoformat(),
                f"{h.grupo}: «{h.nombre}» es del {fecha(dia)}, antes de que termine «{ultimo.nombre}» ({ultimo.grupo}, "
                f"{fecha(ultimo.termina)}).",
                "Capacite con el sistema probado y completo, o aclare en qué se capacita.",
            )


def sin_pruebas(ctx: Contexto) -> Iterator[Hallazgo]:
    """Article 8 asks for tests before anything is released: a plan that dates the releases dates the tests too."""
    liberados = [h for h in ctx.plan.hitos if "liberacion" in plegado(h.grupo)]
    if not liberados or any(
        p in plegado(f"{h.grupo} {h.nombre}") for h in ctx.plan.hitos for p in ("prueba", "simulacro")
    ):
        return
    yield Hallazgo(
        "sin_pruebas",
        "aviso",
        liberados[0].clave,
        "hitos.grupo",
        liberados[0].grupo,
        f"{liberados[0].grupo}: el plan fecha {len(liberados)} liberaciones y ninguna prueba, que el artículo 8 de los "
        "Lineamientos pide antes.",
        "Agregue las pruebas con sus fechas.",
    )


def de_lo_liberado(filas: Iterable[EntregableDatos]) -> list[tuple[EntregableDatos, date]]:
    """The rows that what is released waits for, with their day."""
    return [
        (e, dia)
        for e in filas
        if e.numeral in _DE_LO_LIBERADO and (dia := e.fecha_plan or e.termina or e.limite_remision)
    ]


def espera(hito: HitoDatos, e: EntregableDatos) -> bool:
    """Whether what is released waits for a row: all of it for the process, the site for its prototype."""
    return _DE_LO_LIBERADO[e.numeral or 0] in plegado(hito.nombre)


def liberado_antes_de_lo_suyo(ctx: Contexto) -> Iterator[Hallazgo]:
    """An interface implements a process and follows a prototype: before them, it implements what is not yet."""
    liberados = [h for h in ctx.plan.hitos if "liberacion" in plegado(h.grupo)]
    prototipos = [h for h in ctx.plan.hitos if "prototipo" in plegado(h.nombre) and h not in liberados]
    esperas = [(f"«{h.nombre}» ({h.grupo})", h.termina, liberados) for h in prototipos]
    esperas += [(nombrada(e), dia, [h for h in liberados if espera(h, e)]) for e, dia in de_lo_liberado(ctx.filas)]
    for que, dia, quienes in esperas:
        antes = [h for h in quienes if h.termina < dia]
        if antes:
            yield Hallazgo(
                "liberado_antes_de_lo_suyo",
                "aviso",
                antes[0].clave,
                "hitos.termina",
                ", ".join(h.termina.isoformat() for h in antes),
                f"{antes[0].grupo}: {', '.join(f'«{h.nombre}» ({fecha(h.termina)})' for h in antes)} se "
                f"libera{'n' if len(antes) > 1 else ''} antes de {que}, del {fecha(dia)}.",
                "Libere después lo que depende de ello o aclare que es una versión de prueba.",
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
        etapa = next((e for e in ETAPAS if e in plegado(hito.grupo)), None)
        if etapa and "liberacion" not in plegado(hito.grupo):
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
    pruebas = [h for grupo, hitos in grupos.items() if "prueba" in plegado(grupo) for h in hitos]
    if not pruebas:
        return
    fin = max(pruebas, key=lambda h: h.termina)
    for grupo, hitos in grupos.items():
        antes = [h for h in hitos if h.termina < fin.termina]
        if "liberacion" in plegado(grupo) and antes:
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
