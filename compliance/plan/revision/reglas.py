"""Checks on the dates against the rules of the plan and the terms of the Lineamientos."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from calendario.dependencias import CicloDeReglasError
from calendario.inhabiles import Modo
from calendario.plazos import EventoDesconocidoError, PlazoError, Vencimiento, calcular, interpretar
from calendario.reglas import Primeros, Termino, Unidad

from ...textos import plegado
from ..esquema import EntregableDatos
from ..plazos import dia_del_hecho, es_termino, reglas_sin_calcular
from ..registro import no_caben
from .campos import campo_en_palabras
from .cobertura import pide_informe
from .modelo import Contexto, Gravedad, Hallazgo, donde, fecha, leer_regla, nombrada, paso_de_remision, rotulo

# Días naturales that article 11 gives to send each numeral. Numerals 3 and 7 have terms of their own.
DIAS_PARA_REMITIR = dict.fromkeys((1, 2, 4, 5, 6, 8, 9, 10, 11), 5) | {12: 3}


def no_cabe_en_el_registro(ctx: Contexto) -> Iterator[Hallazgo]:
    """What the record cannot hold refuses the whole load: better told before, with everything else."""
    for n in no_caben(ctx.plan):
        lugar = donde(ctx.por_llave[n.llave]) + "," if n.llave else f"{n.tipo.capitalize()} «{n.clave}»,"
        campo = n.campo if n.tipo == "entregables" else f"{n.tipo}.{n.campo}"
        yield Hallazgo(
            "no_cabe_en_el_registro",
            "error",
            n.clave,
            campo,
            n.valor,
            f"{lugar} {campo_en_palabras(campo).lower()}: {n.razon}.",
            "Acórtelo o corríjalo: así el plan no puede cargarse.",
            n.llave,
        )


def regla_ilegible(ctx: Contexto) -> Iterator[Hallazgo]:
    """A rule that cannot be read computes nothing, and the date it should watch over goes unwatched."""
    reglas = [
        (clave, campo, texto, e.llave)
        for e in ctx.filas
        for clave, campo, texto in (
            (rotulo(e), "regla", e.regla),
            (rotulo(e), "regla_remision", e.regla_remision),
            *((s.clave, "subactividades.regla", s.regla) for s in e.subactividades),
        )
    ]
    reglas += [(o.clave, "organos.sesion_ordinaria", o.sesion_ordinaria, "") for o in ctx.plan.organos]
    for clave, campo, texto, llave in reglas:
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
                llave,
            )


def regla_sin_calcular(ctx: Contexto) -> Iterator[Hallazgo]:
    """A rule that counts from an unknown event, or in a circle, gives no date: a load would refuse the plan."""
    for r in reglas_sin_calcular(ctx.plan):
        e = ctx.por_llave[r.llave]
        paso = e.subactividades[r.paso] if r.paso is not None else None
        regla, evento = (paso.regla, paso.regla_evento) if paso else (getattr(e, r.campo), e.regla_evento)
        if leer_regla(regla) is None:
            continue
        del_evento = bool(evento) and isinstance(r.error, EventoDesconocidoError | CicloDeReglasError)
        yield Hallazgo(
            "regla_sin_calcular",
            "error",
            paso.clave if paso else rotulo(e),
            ("subactividades." if paso else "") + ("regla_evento" if del_evento else r.campo),
            evento if del_evento else regla,
            f"{donde(e)}, regla «{regla}»: {r.error}",
            "Corrija la regla o el hecho desde el que cuenta: así el plan no puede cargarse.",
            e.llave,
        )


def _contra_regla(
    e: EntregableDatos, clave: str, campo: str, impresa: date, vencimiento: Vencimiento | None
) -> Iterator[Hallazgo]:
    if vencimiento is None or vencimiento.dia == impresa:
        return
    esperada, desde = vencimiento.dia, dia_del_hecho(vencimiento)
    tarde = impresa > esperada
    # Due before the fact from which it counts: it cannot be met at all.
    imposible = desde is not None and impresa < desde < esperada
    gravedad: Gravedad = "error" if tarde or imposible else "nota"
    contado = f", contado desde el {fecha(desde)}," if desde else ""
    regla, verbo = str(vencimiento.regla), "se rige por" if campo == "limite_remision" else "imprime"
    yield Hallazgo(
        "no_sigue_su_regla",
        gravedad,
        clave,
        campo,
        impresa.isoformat(),
        f"{donde(e)} {verbo} el {fecha(impresa)}; la regla «{regla}»{contado} da el {fecha(esperada)}.",
        f"¿Es el {fecha(esperada)}?"
        if gravedad == "error"
        else f"Confirme si el plan se obliga antes del {fecha(esperada)}.",
        e.llave,
    )


def no_sigue_su_regla(ctx: Contexto) -> Iterator[Hallazgo]:
    """Where a date follows from a rule, both must say the same. Days told as facts are not terms.

    Printed later, the term would be missed by who trusts the plan; earlier, the institute gave days away.
    """
    for e in ctx.filas:
        if e.plantilla:
            continue
        propia = e.termina or e.fecha_plan
        if propia:
            campo = "termina" if e.termina else "fecha_plan"
            yield from _contra_regla(e, rotulo(e), campo, propia, ctx.plazos.vencimiento(e.llave))
        remision = ctx.plazos.vencimiento_de_remision(e.llave)
        if e.remision_impresa and not paso_de_remision(ctx, e):
            yield from _contra_regla(e, rotulo(e), "remision_impresa", e.remision_impresa, remision)
        if e.limite_remision and e.limite_remision != e.remision_impresa:
            yield from _contra_regla(e, rotulo(e), "limite_remision", e.limite_remision, remision)
        for lugar, paso in enumerate(e.subactividades):
            if paso.fecha_impresa and es_termino(paso):
                campo, vencimiento = "subactividades.fecha_impresa", ctx.plazos.vencimiento_de_paso(e.llave, lugar)
                yield from _contra_regla(e, paso.clave, campo, paso.fecha_impresa, vencimiento)


def plazo_impreso_excede(ctx: Contexto) -> Iterator[Hallazgo]:
    """A term printed in words may end after the one that rules (art. 11 num. 3: the first five days of the month)."""
    for e in ctx.filas:
        texto, rige = e.impreso.get("remision", ""), e.limite_remision or ctx.plazos.remision(e.llave)
        aprobacion = ctx.plazos.aprobado(e.llave)
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
                e.llave,
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
                e.llave,
            )


def remision_impresa_antes_de_aprobacion(ctx: Contexto) -> Iterator[Hallazgo]:
    """Nothing is printed as sent, or to be sent, before the day on which it is approved."""
    for e in ctx.filas:
        aprobado, impresa = ctx.plazos.aprobado(e.llave), e.remision_impresa
        if impresa and aprobado and impresa < aprobado and not paso_de_remision(ctx, e):
            yield Hallazgo(
                "remision_impresa_antes_de_aprobacion",
                "error",
                rotulo(e),
                "remision_impresa",
                impresa.isoformat(),
                f"{donde(e)} imprime que se remite el {fecha(impresa)} y se aprueba el {fecha(aprobado)}.",
                "Revise ambas fechas.",
                e.llave,
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
                e.llave,
            )


def remision_tras_la_norma(ctx: Contexto) -> Iterator[Hallazgo]:
    """What the institute is held to may be stricter than article 11, never laxer: five días to send, three for num. 12.

    A progress or final report (art. 15 inciso g) has no days more: its own date is the last one to send it.
    """
    for e in ctx.filas:
        dias = DIAS_PARA_REMITIR.get(e.numeral or 0)
        leida = leer_regla(e.regla_remision)
        if dias and leida and isinstance(leida.cuerpo, Termino) and _mas_largo(leida.cuerpo, dias):
            yield _laxa(e, "regla_remision", e.regla_remision, f"{dias} días naturales")
        de_mas = dias if dias is not None else (0 if pide_informe(e) else None)
        if e.fecha_ine and e.limite_remision and de_mas is not None:
            ultimo = e.fecha_ine + timedelta(days=de_mas)
            if e.limite_remision > ultimo and not (e.fecha_plan and e.fecha_plan > e.fecha_ine):
                yield _laxa(e, "limite_remision", e.limite_remision.isoformat(), f"hasta el {fecha(ultimo)}")


def _mas_largo(termino: Termino, dias: int) -> bool:
    """Whether a term is surely longer than some días naturales: hábiles are at least as many."""
    return termino.unidad is Unidad.MESES or termino.cantidad > (dias * 24 if termino.unidad is Unidad.HORAS else dias)


def _laxa(e: EntregableDatos, campo: str, valor: str, norma: str) -> Hallazgo:
    dicho = fecha(date.fromisoformat(valor)) if campo == "limite_remision" else f"«{valor}»"
    return Hallazgo(
        "remision_tras_la_norma",
        "error",
        rotulo(e),
        campo,
        valor,
        f"{donde(e)} da para remitir {dicho}; los Lineamientos dan {norma}.",
        "Acorte el término al de la norma.",
        e.llave,
    )


def _cuenta(regla: str) -> int | None:
    """The days of a rule that counts days; None if it does not."""
    leida = leer_regla(regla)
    return leida.cuerpo.cantidad if leida and isinstance(leida.cuerpo, Termino | Primeros) else None


def misma_regla_dos_fechas(ctx: Contexto) -> Iterator[Hallazgo]:
    """So many days from the same day give one date: two mean that one was counted badly, or by another rule.

    If each follows its own rule («5 días después» and «primeros 5 días del mes»), who reads them side by side must
    still know that they do not fall due together.
    """
    grupos: defaultdict[tuple[date, int], list[tuple[EntregableDatos, str, str, date]]] = defaultdict(list)
    for e in ctx.filas:
        dias, desde = _cuenta(e.regla_remision), ctx.plazos.aprobado(e.llave)
        if dias is None or desde is None or e.remision_impresa is None or e.remision_impresa < desde:
            continue
        paso = paso_de_remision(ctx, e)
        if paso and not es_termino(paso):
            continue
        lugar = (paso.clave, "subactividades.fecha_impresa") if paso else (rotulo(e), "remision_impresa")
        grupos[desde, dias].append((e, *lugar, e.remision_impresa))
    for (desde, dias), filas in grupos.items():
        primera, clave_primera, _, dia_primera = min(filas, key=lambda fila: fila[3])
        for e, clave, campo, dia in filas:
            if dia == dia_primera:
                continue
            cada_una = dia == ctx.plazos.remision(e.llave) and dia_primera == ctx.plazos.remision(primera.llave)
            yield Hallazgo(
                "misma_regla_dos_fechas",
                "nota" if cada_una else "aviso",
                clave,
                campo,
                dia.isoformat(),
                f"{donde(e)} imprime el {fecha(dia)} («{e.regla_remision}») y {clave_primera}, {nombrada(primera)}, el "
                f"{fecha(dia_primera)} («{primera.regla_remision}»): las dos dan {dias} días a partir de lo que "
                f"se aprueba el {fecha(desde)}.",
                "Cada una sigue su regla; confirme que deben vencer en días distintos."
                if cada_una
                else "Cuente igual en las dos filas.",
                e.llave,
            )


def dos_dias_de_una_aprobacion(ctx: Contexto) -> Iterator[Hallazgo]:
    """What counts from the approval of the candidacies of one office counts from one day: a session of two days too."""
    cargos = [(plegado(c.nombre).split()[0], c.nombre) for c in ctx.plan.cargos]
    dias: defaultdict[str, list[tuple[EntregableDatos, date]]] = defaultdict(list)
    for e in ctx.filas:
        desde = _dia_escrito(e.regla_evento)
        entre_parentesis = plegado(e.fuente.partition("(")[2])
        nombrados = {c for c, _ in cargos if c in entre_parentesis} or {c for c, _ in cargos if c in plegado(e.nombre)}
        if desde and len(nombrados) == 1:
            dias[nombrados.pop()].append((e, desde))
    for cargo, filas in dias.items():
        ultima, rige = max(filas, key=lambda fila: fila[1])
        for e, desde in filas:
            if desde != rige:
                yield Hallazgo(
                    "dos_dias_de_una_aprobacion",
                    "aviso",
                    rotulo(e),
                    "regla_evento",
                    desde.isoformat(),
                    f"{donde(e)} cuenta desde el {fecha(desde)}, y {nombrada(ultima)}, desde el {fecha(rige)}: las dos "
                    f"cuentan desde la aprobación de las candidaturas de {cargo}.",
                    f"Aclare si la aprobación fue el {fecha(desde)} o el {fecha(rige)}.",
                    e.llave,
                )


def _dia_escrito(evento: str) -> date | None:
    try:
        return date.fromisoformat(evento)
    except ValueError:
        return None


def rige_otra_fecha(ctx: Contexto) -> Iterator[Hallazgo]:
    """Whoever wrote the file corrected the printed date: the reader must see that, whatever the reason.

    A remission told as a fact is no limit: another day rules, and nothing was corrected.
    """
    for e in ctx.filas:
        if e.termina and e.fecha_plan and e.termina != e.fecha_plan:
            yield _corregida(e, rotulo(e), "termina", e.termina, e.fecha_plan, e.nota)
        paso = paso_de_remision(ctx, e)
        impresa, rige = e.remision_impresa, e.limite_remision
        if impresa and rige and impresa != rige and (paso is None or (es_termino(paso) and paso.fecha is None)):
            lugar = (paso.clave, "subactividades.fecha_impresa") if paso else (rotulo(e), "remision_impresa")
            yield _corregida(e, *lugar, impresa, rige, e.nota)
        for s in e.subactividades:
            if s.fecha_impresa and s.fecha and s.fecha_impresa != s.fecha:
                yield _corregida(e, s.clave, "subactividades.fecha_impresa", s.fecha_impresa, s.fecha, s.nota)


def _corregida(e: EntregableDatos, clave: str, campo: str, impresa: date, rige: date, nota: str) -> Hallazgo:
    return Hallazgo(
        "rige_otra_fecha",
        "nota",
        clave,
        campo,
        impresa.isoformat(),
        f"{donde(e)} imprime el {fecha(impresa)} y en Cauce rige el {fecha(rige)}. {nota}",
        "Confirme la fecha que rige.",
        e.llave,
    )
