"""Checks on single dates: the year, the process, the month, the rule, the working days."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from calendario.fechas import DIAS, MESES
from calendario.inhabiles import Modo
from calendario.plazos import PlazoError, calcular, interpretar
from calendario.reglas import Cada, FechaFija, Primeros, Termino, plegar

from ..esquema_plan import EntregableDatos, SubactividadDatos
from .modelo import Contexto, Gravedad, Hallazgo, dia_del_paso, donde, fecha, leer_regla, rotulo
from .textos import fechas_en


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
        if e.remision_impresa and not _paso_de_remision(ctx, e):
            yield e, rotulo(e), "remision_impresa", e.remision_impresa
        for paso in e.subactividades:
            campo, dia = dia_del_paso(paso)
            if dia:
                yield e, paso.clave, campo, dia


def _paso_de_remision(ctx: Contexto, e: EntregableDatos) -> SubactividadDatos | None:
    """The step that prints the same remission date as its row, if there is one: it is reported there."""
    return next(
        (s for s in e.subactividades if ctx.tipo_etapa(e, s) == "remitir" and s.fecha_impresa == e.remision_impresa),
        None,
    )


def es_termino(paso: SubactividadDatos) -> bool:
    """Whether a step prints a limit («a más tardar…») and not the day on which something was done."""
    return "a mas tardar" in plegar(paso.texto)


def _mes_del_bloque(bloque: str) -> date | None:
    """«Enero 2024» → 2024-01-01; None for a block that is not a month."""
    mes, _, anio = plegar(bloque).partition(" ")
    return date(int(anio), MESES.index(mes) + 1, 1) if mes in MESES and anio.isdigit() else None


def regla_ilegible(ctx: Contexto) -> Iterator[Hallazgo]:
    """A rule that cannot be read computes nothing, and the date it should watch over goes unwatched."""
    reglas = [
        (clave, campo, texto)
        for e in ctx.filas
        for clave, campo, texto in (
            (rotulo(e), "regla", e.regla),
            (rotulo(e), "regla_remision", e.regla_remision),
            *((s.clave, "subactividades.regla", s.regla) for s in e.subactividades),
        )
    ]
    reglas += [(o.clave, "organos.sesion_ordinaria", o.sesion_ordinaria) for o in ctx.plan.organos]
    for clave, campo, texto in reglas:
        try:
            if texto:
                interpretar(texto)
        except PlazoError as error:
            yield Hallazgo(
                "regla_ilegible",
                "error",
                clave,
                campo,
                texto,
                str(error).partition(" Ejemplos")[0],
                "Escríbala como en la guía de plazos: «5 días naturales después», «primer día del mes siguiente»…",
            )


def anio_imposible(ctx: Contexto) -> Iterator[Hallazgo]:
    """A process spans two years, and a row printed under «Enero 2024» is not of 2023: the pen slips in January."""
    anios = (ctx.desde.year, ctx.plan.proceso.jornada.year)
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
            s.clave == clave and ctx.fecha_por_regla(e, s.regla, s.regla_evento) == dia for s in e.subactividades
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
            )


def _contra_regla(
    ctx: Contexto, e: EntregableDatos, clave: str, campo: str, impresa: date, regla: str, evento: str
) -> Iterator[Hallazgo]:
    esperada = ctx.fecha_por_regla(e, regla, evento)
    if esperada is None or esperada == impresa:
        return
    leida = leer_regla(regla)
    desde = None if leida and isinstance(leida.cuerpo, FechaFija) else ctx.fecha_de_hecho(e, evento)
    tarde = impresa > esperada
    # Due before the fact from which it counts: it cannot be met at all.
    imposible = desde is not None and impresa < desde < esperada
    gravedad: Gravedad = "error" if tarde or imposible else "aviso"
    contado = f", contado desde el {fecha(desde)}," if desde else ""
    yield Hallazgo(
        "no_sigue_su_regla",
        gravedad,
        clave,
        campo,
        impresa.isoformat(),
        f"{donde(e)} imprime el {fecha(impresa)}; la regla «{regla}»{contado} da el {fecha(esperada)}.",
        f"¿Es el {fecha(esperada)}?"
        if gravedad == "error"
        else f"Confirme si el plan se obliga antes del {fecha(esperada)}.",
    )


def no_sigue_su_regla(ctx: Contexto) -> Iterator[Hallazgo]:
    """Where a date follows from a rule, both must say the same. Days told as facts are not terms.

    Printed later, the term would be missed by who trusts the plan; earlier, the institute gave days away.
    """
    for e in ctx.filas:
        if e.plantilla:
            continue
        propia = e.termina or e.fecha_plan
        if propia and e.regla:
            campo = "termina" if e.termina else "fecha_plan"
            yield from _contra_regla(ctx, e, rotulo(e), campo, propia, e.regla, e.regla_evento)
        remision = e.remision_impresa or e.limite_remision
        if remision and e.regla_remision and not _paso_de_remision(ctx, e):
            campo = "remision_impresa" if e.remision_impresa else "limite_remision"
            yield from _contra_regla(ctx, e, rotulo(e), campo, remision, e.regla_remision, e.regla_evento)
        for paso in e.subactividades:
            if paso.fecha_impresa and paso.regla and es_termino(paso):
                yield from _contra_regla(
                    ctx,
                    e,
                    paso.clave,
                    "subactividades.fecha_impresa",
                    paso.fecha_impresa,
                    paso.regla,
                    paso.regla_evento,
                )


def plazo_impreso_excede(ctx: Contexto) -> Iterator[Hallazgo]:
    """A term printed in words may end after the one that rules (art. 11 num. 3: the first five days of the month)."""
    for e in ctx.filas:
        texto, rige = e.impreso.get("remision", ""), ctx.limite_de_remision(e)
        aprobacion = ctx.fecha_de_hecho(e, "aprobacion")
        if rige is None or aprobacion is None:
            continue
        try:
            impreso = calcular(texto, desde=aprobacion, calendario=ctx.calendario, modo=Modo(e.modo)).dia
        except PlazoError:
            continue
        leida = leer_regla(texto)
        if leida and isinstance(leida.cuerpo, Termino) and impreso > rige:
            yield Hallazgo(
                "plazo_impreso_excede",
                "error",
                rotulo(e),
                "impreso.remision",
                texto,
                f"{donde(e)} da «{texto}»: aprobado el {fecha(aprobacion)}, llega al {fecha(impreso)}; la norma "
                f"da hasta el {fecha(rige)} («{e.regla_remision}»).",
                f"Remita a más tardar según «{e.regla_remision}».",
            )


def remision_antes_de_aprobacion(ctx: Contexto) -> Iterator[Hallazgo]:
    """Nothing is due at INE before it has to be approved."""
    for e in ctx.filas:
        if e.limite_remision and e.fecha_plan and e.limite_remision < e.fecha_plan:
            yield Hallazgo(
                "remision_antes_de_aprobacion",
                "error",
                rotulo(e),
                "limite_remision",
                e.limite_remision.isoformat(),
                f"{donde(e)} se remite a más tardar el {fecha(e.limite_remision)} y se aprueba a más tardar el "
                f"{fecha(e.fecha_plan)}.",
                "Revise ambas fechas.",
            )


def despues_de_los_lineamientos(ctx: Contexto) -> Iterator[Hallazgo]:
    """The plan may oblige itself earlier than article 11, never later."""
    for e in ctx.filas:
        dia = e.termina or e.fecha_plan
        if e.fecha_ine and dia and dia > e.fecha_ine:
            yield Hallazgo(
                "despues_de_los_lineamientos",
                "error",
                rotulo(e),
                "termina",
                dia.isoformat(),
                f"{donde(e)} imprime el {fecha(dia)}; los Lineamientos dan hasta el {fecha(e.fecha_ine)}.",
                f"Corrija la fecha o haga constar el retraso respecto del {fecha(e.fecha_ine)}.",
            )


def _cuenta(regla: str) -> int | None:
    """The days of a rule that counts days; None if it does not."""
    leida = leer_regla(regla)
    return leida.cuerpo.cantidad if leida and isinstance(leida.cuerpo, Termino | Primeros) else None


def misma_regla_dos_fechas(ctx: Contexto) -> Iterator[Hallazgo]:
    """The same number of days from the same day gives one date: two mean that one was counted badly."""
    grupos: defaultdict[tuple[date, int], list[tuple[EntregableDatos, str, str, date]]] = defaultdict(list)
    for e in ctx.filas:
        dias = _cuenta(e.regla_remision)
        if dias is None or e.fecha_plan is None or e.remision_impresa is None or e.remision_impresa < e.fecha_plan:
            continue
        paso = _paso_de_remision(ctx, e)
        if paso and not es_termino(paso):
            continue
        lugar = (paso.clave, "subactividades.fecha_impresa") if paso else (rotulo(e), "remision_impresa")
        grupos[e.fecha_plan, dias].append((e, *lugar, e.remision_impresa))
    for (desde, dias), filas in grupos.items():
        primera = min(filas, key=lambda fila: fila[3])
        for e, clave, campo, dia in filas:
            if dia != primera[3]:
                yield Hallazgo(
                    "misma_regla_dos_fechas",
                    "aviso",
                    clave,
                    campo,
                    dia.isoformat(),
                    f"{donde(e)} imprime el {fecha(dia)} y {primera[1]} el {fecha(primera[3])}: ambas son {dias} "
                    f"días contados desde el {fecha(desde)}.",
                    "Cuente igual en las dos filas.",
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
                )


def transcripcion(ctx: Contexto) -> Iterator[Hallazgo]:
    """The date of the file must be one that the printed text names: whoever copies a plan also slips."""
    anio = ctx.plan.proceso.jornada.year
    columnas = {"inicia": "inicia", "termina": "termina", "limite": "termina", "remision": "remision_impresa"}
    for e in ctx.filas:
        for columna, campo in columnas.items():
            dia: date | None = getattr(e, campo)
            nombradas = fechas_en(e.impreso.get(columna, ""), anio)
            if dia and nombradas and dia not in nombradas:
                yield _mal_copiada(e, rotulo(e), campo, dia, e.impreso[columna])
        dia, texto = e.conclusion_impresa, e.impreso.get("conclusion", "")
        nombradas = fechas_en(texto, anio)
        if dia and nombradas and dia not in nombradas:
            yield _mal_copiada(e, rotulo(e), "conclusion_impresa", dia, texto)
    for e, paso in ctx.pasos():
        nombradas = fechas_en(paso.texto, anio)
        if paso.fecha_impresa and nombradas and paso.fecha_impresa not in nombradas:
            yield _mal_copiada(e, paso.clave, "subactividades.fecha_impresa", paso.fecha_impresa, paso.texto)


def rige_otra_fecha(ctx: Contexto) -> Iterator[Hallazgo]:
    """Whoever wrote the file corrected the printed date: the reader must see that, whatever the reason."""
    for e in ctx.filas:
        if e.termina and e.fecha_plan and e.termina != e.fecha_plan:
            yield _corregida(e, rotulo(e), "termina", e.termina, e.fecha_plan, e.nota)
        for paso in e.subactividades:
            if paso.fecha_impresa and paso.fecha and paso.fecha_impresa != paso.fecha:
                campo = "subactividades.fecha_impresa"
                yield _corregida(e, paso.clave, campo, paso.fecha_impresa, paso.fecha, paso.nota)


def _corregida(e: EntregableDatos, clave: str, campo: str, impresa: date, rige: date, nota: str) -> Hallazgo:
    return Hallazgo(
        "rige_otra_fecha",
        "nota",
        clave,
        campo,
        impresa.isoformat(),
        f"{donde(e)} imprime el {fecha(impresa)} y en Cauce rige el {fecha(rige)}. {nota}",
        "Confirme la fecha que rige.",
    )


def _mal_copiada(e: EntregableDatos, clave: str, campo: str, dia: date, texto: str) -> Hallazgo:
    return Hallazgo(
        "transcripcion",
        "error",
        clave,
        campo,
        dia.isoformat(),
        f"{donde(e)} dice {fecha(dia)}, pero el texto copiado del documento no: «{texto[:160]}».",
        "Corrija en el archivo la fecha o el texto, según el documento.",
    )


def informe_antes_de_sesion(ctx: Contexto) -> Iterator[Hallazgo]:
    """A monthly report cannot be due before the body that approves it ordinarily meets."""
    for e in ctx.filas:
        if not (e.periodo or e.meses):
            continue
        vence = e.fecha_plan or ctx.fecha_por_regla(e, e.regla, e.regla_evento)
        for etapa in ctx.etapas(e):
            organo = ctx.organos.get(etapa.organo or "")
            if vence is None or not (etapa.aprueba and organo and organo.sesion_ordinaria):
                continue
            ultimo = ctx.fecha_por_regla(e, organo.sesion_ordinaria, "periodo")
            if ultimo and vence < ultimo:
                yield Hallazgo(
                    "informe_antes_de_sesion",
                    "aviso",
                    rotulo(e),
                    "regla" if e.regla else "fecha_plan",
                    e.impreso.get("limite") or e.regla or vence.isoformat(),
                    f"{donde(e)} vence el día {vence.day} del mes; «{organo.nombre}», que lo aprueba, sesiona de "
                    f"ordinario hasta el día {ultimo.day} («{organo.sesion_ordinaria}»).",
                    f"Convoque a más tardar el día {vence.day} o a sesión extraordinaria.",
                )


def recurrencia_sin_fin(ctx: Contexto) -> Iterator[Hallazgo]:
    """What repeats must say until when. Article 11 num. 3 says it for the monthly reports to INE."""
    for e in ctx.filas:
        if not (e.plantilla and e.tipo == "recurrente") or e.numeral == 3:
            continue
        leida = leer_regla(e.regla)
        semanal = leida is not None and isinstance(leida.cuerpo, Cada)
        impreso = " ".join(e.impreso.values())
        if (semanal or e.meses) and " hasta " not in f" {plegar(impreso)} " and e.termina is None:
            yield Hallazgo(
                "recurrencia_sin_fin",
                "aviso",
                rotulo(e),
                "regla" if semanal else "meses",
                e.impreso.get("limite", e.regla),
                f"{donde(e)} se repite y no imprime hasta cuándo.",
                "Confirme la última fecha; se tomó la que dice la nota de la fila.",
            )


def mes_sin_informe(ctx: Contexto) -> Iterator[Hallazgo]:
    """Monthly reports are of every month (art. 11 num. 3): one missing, or two of the same, is a slip."""
    meses = Counter(e.periodo for e in ctx.filas if e.numeral == 3 and e.periodo)
    if ctx.parcial or not meses:
        return
    primero, ultimo = min(meses), max(meses)
    anio, mes = int(primero[:4]), int(primero[5:])
    while f"{anio}-{mes:02}" <= ultimo:
        cual = f"{anio}-{mes:02}"
        if meses[cual] != 1:
            yield Hallazgo(
                "mes_sin_informe",
                "error",
                "numeral 3",
                "periodo",
                cual,
                f"Hay {meses[cual]} informes mensuales de {MESES[mes - 1]} de {anio}; debe haber uno.",
                "Agregue el que falta o quite el repetido.",
            )
        anio, mes = (anio + 1, 1) if mes == 12 else (anio, mes + 1)
