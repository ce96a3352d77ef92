"""Checks on the reports: what each month owes, before whom and until when."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from calendario.fechas import MESES
from calendario.inhabiles import Modo
from calendario.plazos import PlazoError, calcular, sumar_meses
from calendario.reglas import Cada

from ...textos import plegado
from ..esquema import EntregableDatos
from ..plazos import dia_narrado, fin_del_periodo
from .modelo import Contexto, Hallazgo, dia_del_paso, donde, fecha, leer_regla, nombrada, rotulo


def informe_antes_de_sesion(ctx: Contexto) -> Iterator[Hallazgo]:
    """A monthly report cannot be due before the body that approves it ordinarily meets."""
    for e in ctx.filas:
        vence, fin = e.fecha_plan or ctx.plazos.aprobacion(e.llave), fin_del_periodo(e)
        for etapa in ctx.etapas(e):
            organo = ctx.organos.get(etapa.organo or "")
            if vence is None or fin is None or not (etapa.aprueba and organo and leer_regla(organo.sesion_ordinaria)):
                continue
            try:
                ultimo = calcular(organo.sesion_ordinaria, desde=fin, calendario=ctx.calendario, modo=Modo(e.modo)).dia
            except PlazoError:
                continue
            if vence < ultimo:
                yield Hallazgo(
                    "informe_antes_de_sesion",
                    "aviso",
                    rotulo(e),
                    "regla" if e.regla else "fecha_plan",
                    e.impreso.get("limite") or e.regla or vence.isoformat(),
                    f"{donde(e)} vence el día {vence.day} del mes; «{organo.nombre}», que lo aprueba, sesiona de "
                    f"ordinario hasta el día {ultimo.day} («{organo.sesion_ordinaria}»).",
                    f"Convoque a más tardar el día {vence.day} o a sesión extraordinaria.",
                    e.llave,
                )


def informe_antes_de_fin_de_mes(ctx: Contexto) -> Iterator[Hallazgo]:
    """A session that approves the report of a month before the month ends approves what has not happened yet.

    A working meeting only prepares the draft.
    """
    for e in ctx.filas:
        fin = fin_del_periodo(e)
        for paso in e.subactividades:
            campo, dia = dia_del_paso(paso)
            if fin and dia and dia < fin and ctx.sesiona(e, paso):
                yield Hallazgo(
                    "informe_antes_de_fin_de_mes",
                    "aviso",
                    paso.clave,
                    campo,
                    dia.isoformat(),
                    f"{donde(e)} informa hasta el {fecha(fin)} y esta sesión lo aprueba el {fecha(dia)}.",
                    "Confirme que el informe se completó con los días que faltaban.",
                    e.llave,
                )


def sesion_narrada_antes(ctx: Contexto) -> Iterator[Hallazgo]:
    """A report cannot tell of a session held after the body approved it: what it tells was written before it was."""
    aprobados: dict[str, tuple[EntregableDatos, date]] = {}
    for e in ctx.filas:
        dias = [dia for paso in e.subactividades if ctx.sesiona(e, paso) and (dia := dia_narrado(paso))]
        if e.periodo and dias:
            aprobados.setdefault(e.periodo, (e, min(dias)))
    for t, leida in ctx.leidos:
        if not leida.sesiones or (informe := ctx.informe_de(t)) not in aprobados:
            continue
        fila, aprobado = aprobados[informe]
        for sesion in leida.sesiones:
            dia = next((d for d in sesion.dias if f"{d:%Y-%m}" >= informe and d > aprobado), None)
            if dia and not any(d <= aprobado and f"{d:%Y-%m}" == informe for d in sesion.dias):
                lugar = ctx.sitio(t)
                yield Hallazgo(
                    "sesion_narrada_antes",
                    "aviso",
                    t.clave,
                    t.campo,
                    dia.isoformat(),
                    f"{lugar} narra la {sesion.escrita} celebrada el {fecha(dia)}, y el informe, {nombrada(fila)}, se "
                    f"aprobó el {fecha(aprobado)}.",
                    "Confirme que el informe se completó después de aprobarse.",
                    t.llave,
                )


def recurrencia_sin_fin(ctx: Contexto) -> Iterator[Hallazgo]:
    """What repeats must say until when. Article 11 num. 3 says it for the monthly reports to INE."""
    for e in ctx.filas:
        if not (e.plantilla and e.tipo == "recurrente") or e.numeral == 3:
            continue
        leida = leer_regla(e.regla)
        semanal = leida is not None and isinstance(leida.cuerpo, Cada)
        impreso = " ".join(e.impreso.values())
        if (semanal or e.meses) and " hasta " not in f" {plegado(impreso)} " and e.termina is None:
            yield Hallazgo(
                "recurrencia_sin_fin",
                "aviso",
                rotulo(e),
                "regla" if semanal else "meses",
                e.impreso.get("limite", e.regla),
                f"{donde(e)} se repite y no imprime hasta cuándo.",
                "Confirme la última fecha; se tomó la que dice la nota de la fila.",
                e.llave,
            )


def mes_sin_informe(ctx: Contexto) -> Iterator[Hallazgo]:
    """Monthly reports are of every month (art. 11 num. 3): one missing, or two of the same, is a slip.

    They are presented from eight months before election day to its own month, each of the month before.
    """
    informes = [e for e in ctx.filas if e.numeral == 3]
    if ctx.parcial or not informes:
        return
    meses = Counter(e.periodo for e in informes if e.periodo)
    meses.update(mes for e in informes if e.meses for mes in _de_mes_a_mes(e.meses.desde, e.meses.hasta))
    jornada = ctx.plan.proceso.jornada
    primero, ultimo = f"{sumar_meses(jornada, -9):%Y-%m}", f"{sumar_meses(jornada, -1):%Y-%m}"
    for cual in _de_mes_a_mes(min([primero, *meses]), max([ultimo, *meses])):
        if meses[cual] > 1 or (meses[cual] == 0 and primero <= cual <= ultimo):
            yield Hallazgo(
                "mes_sin_informe",
                "error",
                "numeral 3",
                "periodo",
                cual,
                f"Hay {meses[cual]} informes mensuales de {MESES[int(cual[5:]) - 1]} de {cual[:4]}; debe haber uno.",
                "Agregue el que falta o quite el repetido.",
            )


def _de_mes_a_mes(desde: str, hasta: str) -> Iterator[str]:
    mes = date.fromisoformat(f"{desde}-01")
    while f"{mes:%Y-%m}" <= hasta:
        yield f"{mes:%Y-%m}"
        mes = sumar_meses(mes, 1)
