"""Checks on single dates: the year, the process, the month, the working days, the copy of what is printed."""

from collections.abc import Iterator
from datetime import date, timedelta

from calendario.fechas import DIAS, MESES
from calendario.inhabiles import Modo

from ...textos import plegado
from ..esquema import EntregableDatos
from ..plazos import fin_del_periodo
from .modelo import Contexto, Hallazgo, dia_del_paso, donde, fecha, paso_de_remision, rotulo

# Columns of the source, as `impreso` keeps them, and the keys that copy their dates.
_COLUMNAS = {
    "inicia": ["inicia"],
    "termina": ["termina"],
    "limite": ["termina"],
    "remision": ["remision_impresa"],
    "fecha_ine": ["fecha_ine", "termina", "remision_impresa"],
    "conclusion": ["conclusion_impresa"],
}


def _terminos(ctx: Contexto) -> Iterator[tuple[EntregableDatos, str, str, date]]:
    """Every date of the plan: (row, key as printed, field, date). The one that rules, where none is printed."""
    for e in ctx.filas:
        if e.inicia and e.inicia != e.termina:
            yield e, rotulo(e), "inicia", e.inicia
        if e.termina:
            yield e, rotulo(e), "termina", e.termina
        elif e.fecha_plan:
            yield e, rotulo(e), "fecha_plan", e.fecha_plan
        if e.remision_impresa is None and e.limite_remision:
            yield e, rotulo(e), "limite_remision", e.limite_remision
        if e.remision_impresa and not paso_de_remision(ctx, e):
            yield e, rotulo(e), "remision_impresa", e.remision_impresa
        for paso in e.subactividades:
            campo, dia = dia_del_paso(paso)
            if dia:
                yield e, paso.clave, campo, dia


def _mes_del_bloque(bloque: str) -> date | None:
    """«Enero 2024» → 2024-01-01; None for a block that is not a month."""
    mes, _, anio = plegado(bloque).partition(" ")
    return date(int(anio), MESES.index(mes) + 1, 1) if mes in MESES and anio.isdigit() else None


def anio_imposible(ctx: Contexto) -> Iterator[Hallazgo]:
    """A process spans two years (one of autumn, to its final report), and a row printed under «Enero 2024» is not of
    2023: the pen slips in January.
    """
    anios = (ctx.desde.year, ctx.hasta.year)
    for e, clave, campo, dia in _terminos(ctx):
        bloque = _mes_del_bloque(e.bloque)
        otro_anio = bloque is not None and dia.month == bloque.month and dia.year != bloque.year
        if otro_anio or not anios[0] <= dia.year <= anios[1]:
            propuesto = bloque.year if bloque else min(max(dia.year, anios[0]), anios[1])
            yield Hallazgo(
                "anio_imposible",
                "error",
                clave,
                campo,
                dia.isoformat(),
                f"{donde(e)} imprime el {fecha(dia)}: el año {dia.year} no es "
                + (f"el de su bloque, {e.bloque}." if otro_anio else "de este proceso."),
                f"¿Es el año {propuesto}?",
                e.llave,
            )


def fuera_del_proceso(ctx: Contexto) -> Iterator[Hallazgo]:
    """Nothing is due before the process begins or after the final report (arts. 11 num. 1 and 15 inciso g)."""
    for e, clave, campo, dia in _terminos(ctx):
        if not ctx.desde <= dia <= ctx.hasta:
            yield Hallazgo(
                "fuera_del_proceso",
                "error",
                clave,
                campo,
                dia.isoformat(),
                f"{donde(e)} imprime el {fecha(dia)}, fuera del proceso ({fecha(ctx.desde)} a {fecha(ctx.hasta)}).",
                "Revise el día, el mes y el año en el documento.",
                e.llave,
            )


def fuera_de_su_mes(ctx: Contexto) -> Iterator[Hallazgo]:
    """A plan is read month by month: what is dated in another month than its block will be missed.

    A working meeting may be in the last third of the month before; what a rule gives is where the rule puts it.
    """
    for e, clave, campo, dia in _terminos(ctx):
        bloque = _mes_del_bloque(e.bloque)
        if bloque is None or (dia.year, dia.month) == (bloque.year, bloque.month):
            continue
        if campo in ("limite_remision", "remision_impresa") and dia > bloque:
            continue
        if campo != "termina" and bloque - timedelta(days=11) <= dia < bloque:
            continue
        if campo.startswith("subactividades") and any(
            s.clave == clave and ctx.plazos.paso(e.llave, lugar) == dia for lugar, s in enumerate(e.subactividades)
        ):
            continue
        yield Hallazgo(
            "fuera_de_su_mes",
            "aviso",
            clave,
            campo,
            dia.isoformat(),
            f"{donde(e)} está en el bloque «{e.bloque}» e imprime el {fecha(dia)}.",
            f"¿Debe decir {MESES[bloque.month - 1]}?",
            e.llave,
        )


def periodo_al_reves(ctx: Contexto) -> Iterator[Hallazgo]:
    """A period that ends before it begins cannot be kept."""
    for e in ctx.filas:
        if e.inicia and e.termina and e.termina < e.inicia:
            yield Hallazgo(
                "periodo_al_reves",
                "error",
                rotulo(e),
                "termina",
                e.termina.isoformat(),
                f"{donde(e)} termina el {fecha(e.termina)}, antes de iniciar el {fecha(e.inicia)}.",
                "Revise ambas fechas en el documento.",
                e.llave,
            )


def concluye_antes_de_fin_de_mes(ctx: Contexto) -> Iterator[Hallazgo]:
    """The report of a month cannot be concluded while the month goes on."""
    for e in ctx.filas:
        dia, fin, periodo = e.conclusion_impresa, fin_del_periodo(e), ctx.plan.periodo
        if dia and fin and dia < fin:
            fuera = periodo is not None and not periodo.desde <= dia <= periodo.hasta
            yield Hallazgo(
                "concluye_antes_de_fin_de_mes",
                "error",
                rotulo(e),
                "conclusion_impresa",
                dia.isoformat(),
                f"{donde(e)} informa hasta el {fecha(fin)} y concluye el {fecha(dia)}, antes de que el mes termine"
                + (" y fuera de los días de que informa el documento." if fuera else "."),
                "Revise si la fila es de otro informe o si el mes está equivocado.",
                e.llave,
            )


def fuera_del_periodo_informado(ctx: Contexto) -> Iterator[Hallazgo]:
    """A report of a month tells what was done in that month."""
    periodo = ctx.plan.periodo
    if periodo is None:
        return
    for e in ctx.filas:
        dia = e.conclusion_impresa
        if dia and not periodo.desde <= dia <= periodo.hasta:
            yield Hallazgo(
                "fuera_del_periodo_informado",
                "error",
                rotulo(e),
                "conclusion_impresa",
                dia.isoformat(),
                f"{donde(e)} concluye el {fecha(dia)}; el documento informa del {fecha(periodo.desde)} al "
                f"{fecha(periodo.hasta)}.",
                "Revise si la fila es de otro informe o si el mes está equivocado.",
                e.llave,
            )


def vence_en_inhabil(ctx: Contexto) -> Iterator[Hallazgo]:
    """An act of ordinary mode cannot fall due on a day on which nobody works."""
    for e in ctx.filas:
        for campo, dia in (("fecha_plan", e.fecha_plan), ("limite_remision", e.limite_remision)):
            if dia and not ctx.calendario.es_habil(dia, Modo(e.modo)):
                motivo = ctx.calendario.motivo(dia, Modo(e.modo))
                yield Hallazgo(
                    "vence_en_inhabil",
                    "error",
                    rotulo(e),
                    campo,
                    dia.isoformat(),
                    f"{donde(e)} vence el {DIAS[dia.weekday()]} {fecha(dia)}, inhábil para este acto ({motivo}).",
                    "Pase al día hábil que corresponda o aclare si el acto corre en días naturales.",
                    e.llave,
                )


def transcripcion(ctx: Contexto) -> Iterator[Hallazgo]:
    """The date of the file must be one that the printed text names: whoever copies a plan also slips."""
    for e in ctx.filas:
        for columna, campos in _COLUMNAS.items():
            nombradas = ctx.leer(e.impreso.get(columna, "")).fechas
            for campo in campos:
                dia: date | None = getattr(e, campo)
                if dia and nombradas and dia not in nombradas:
                    yield _mal_copiada(e, rotulo(e), campo, dia.isoformat(), e.impreso[columna])
    for e, paso in ctx.pasos():
        nombradas = ctx.leer(paso.texto).fechas
        copiada = paso.fecha_impresa
        if nombradas and (copiada not in nombradas if copiada else paso.fecha is None):
            valor = copiada.isoformat() if copiada else ""
            yield _mal_copiada(e, paso.clave, "subactividades.fecha_impresa", valor, paso.texto)


def _mal_copiada(e: EntregableDatos, clave: str, campo: str, valor: str, texto: str) -> Hallazgo:
    dicho = f"dice {fecha(date.fromisoformat(valor))}, pero" if valor else "no trae la fecha que imprime:"
    return Hallazgo(
        "transcripcion",
        "error",
        clave,
        campo,
        valor,
        f"{donde(e)} {dicho} el texto copiado del documento {'no' if valor else 'la nombra'}: «{texto[:160]}».",
        "Corrija en el archivo la fecha o el texto, según el documento.",
        e.llave,
    )


def dia_inexistente(ctx: Contexto) -> Iterator[Hallazgo]:
    """A day that no calendar has («31 de febrero») was printed or copied badly, and nothing can be compared with it."""
    for t, leida in ctx.leidos:
        for escrito in leida.imposibles if t.campo != "nota" else ():
            yield Hallazgo(
                "dia_inexistente",
                "error",
                t.clave,
                t.campo,
                escrito,
                f"{ctx.sitio(t)} imprime «{escrito}», un día que no existe.",
                "Revise el día y el mes en el documento.",
                t.llave,
            )
