"""Checks that compare what two texts of the plan mention: acts, days, sessions, counts, processes."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from datetime import date, timedelta
from typing import TypeVar

from calendario.fechas import DIAS, MESES
from calendario.palabras import NUMEROS, SEMANA

from ...textos import plegado
from ..esquema import EntregableDatos
from .campos import campo_en_palabras
from .menciones import Mencion, Texto, mencion
from .modelo import Contexto, Hallazgo, donde, fecha, rotulo, y_mas
from .textos import antes_del_acto, de_paso, forma_de_serie, igualar

_Valor = TypeVar("_Valor", bound=Hashable)


def _en_otros(lugares: int) -> str:
    return f"en {lugares} lugares" if lugares > 1 else "en otro lugar"


def _en_duda(veces: Mapping[_Valor, int]) -> dict[_Valor, _Valor]:
    """Each value that is in doubt, with the one that denies it: those that fewer places say or, of as many, all."""
    mas = max(veces.values(), default=0)
    empatan = [valor for valor in veces if veces[valor] == mas]
    if len(veces) < 2:
        return {}
    return {
        valor: next(otro for otro in empatan if otro != valor)
        for valor in veces
        if len(empatan) > 1 or valor not in empatan
    }


# -- Days -------------------------------------------------------------------------------------------------


def dia_de_otra_semana(ctx: Contexto) -> Iterator[Hallazgo]:
    """«Lunes 1 de marzo» of a year in which it was a Friday: one of the two is wrong, and nobody knows which to obey.

    A day without its year may be of either of the two that a process spans.
    """
    for t, leida in ctx.leidos:
        for dicho in leida.con_semana:
            if dicho.dias and all(dia.weekday() != dicho.semana for dia in dicho.dias):
                cae = " o ".join(dict.fromkeys(DIAS[dia.weekday()] for dia in dicho.dias))
                yield ctx.hallazgo(
                    t,
                    "dia_de_otra_semana",
                    "error",
                    dicho.escrito,
                    f"dice «{dicho.escrito}», y ese día es {cae}.",
                    "Coteje cuál es: el día de la semana o la fecha.",
                )
    for e in ctx.filas:
        rige = {dia for dia in SEMANA if dia in plegado(e.regla)} if e.regla else set()
        for columna, celda in e.impreso.items() if rige else ():
            impresos = {dia for dia in SEMANA if dia in ctx.leer(celda).plegado}
            if impresos and impresos != rige:
                yield Hallazgo(
                    "dia_de_otra_semana",
                    "error",
                    rotulo(e),
                    f"impreso.{columna}",
                    celda,
                    f"{donde(e)} imprime «{celda}» y se rige por «{e.regla}».",
                    "Coteje el día de la semana en el documento.",
                    e.llave,
                )


def sesion_con_dos_fechas(ctx: Contexto) -> Iterator[Hallazgo]:
    """A session is held on one day. «Primera Sesión Extraordinaria» is one; without its number, one that is told
    elsewhere as held the day before or after, of the same body, is most surely that one.
    """
    contadas: defaultdict[tuple[str, str], defaultdict[date, list[Texto]]] = defaultdict(lambda: defaultdict(list))
    numeradas: set[tuple[str, str]] = set()
    escritas: dict[tuple[str, str], str] = {}
    for t, leida in ctx.leidos:
        for sesion in leida.sesiones:
            escritas.setdefault((sesion.cual, sesion.organo), sesion.escrita)
            if len(sesion.dias) == 1:
                contadas[sesion.cual, sesion.organo][sesion.dias[0]].append(t)
            if sesion.ordinal:
                numeradas.add((sesion.cual, sesion.organo))
    for cual, dias in contadas.items():
        if cual in numeradas:
            dudosos = _en_duda({dia: len(lugares) for dia, lugares in dias.items()})
        else:
            dudosos = {
                dia: vecino
                for dia, lugares in dias.items()
                for vecino in (dia - timedelta(days=1), dia + timedelta(days=1))
                if len(lugares) == 1 < len(dias.get(vecino, []))
            }
        for dia, rige in dudosos.items():
            for t in dias[dia]:
                yield ctx.hallazgo(
                    t,
                    "sesion_con_dos_fechas",
                    "aviso",
                    dia.isoformat(),
                    f"dice que la {escritas[cual]} se celebró el {fecha(dia)}; {_en_otros(len(dias[rige]))} "
                    f"({dias[rige][0].lugar}) se dice que fue el {fecha(rige)}.",
                    "Coteje con el acta de la sesión.",
                )


# -- Acts and letters -------------------------------------------------------------------------------------

Partes = tuple[str, ...]


def acto_con_dos_anios(ctx: Contexto) -> Iterator[Hallazgo]:
    """The same series and number with two years: one of them is a slip. What most places say is the reference."""
    actos: defaultdict[Partes, list[Mencion]] = defaultdict(list)
    for m in ctx.menciones:
        actos[m.partes[:-1]].append(m)
    for menciones in actos.values():
        anios = Counter(m.anio for m in menciones)
        if len(anios) == 1:
            continue
        # Three digits are no year: never the reference.
        comun = max(anios, key=lambda anio: (anio is not None, anios[anio]))
        rige = next(m.impresa for m in menciones if m.anio == comun)
        for m in menciones:
            if m.anio != comun:
                yield ctx.hallazgo(
                    m.texto,
                    "acto_con_dos_anios",
                    "aviso",
                    m.impresa,
                    f"cita «{m.impresa}»; {_en_otros(anios[comun])} del plan se cita «{rige}».",
                    f"¿Es «{rige}»?",
                )


def acto_con_dos_fechas(ctx: Contexto) -> Iterator[Hallazgo]:
    """An act or a letter is of one day. What most places say is the reference; if they tie, all are in doubt."""
    dias: defaultdict[Partes, defaultdict[date, list[Mencion]]] = defaultdict(lambda: defaultdict(list))
    for m, dia in ctx.actos_fechados:
        dias[m.acto][dia].append(m)
    for dichos in dias.values():
        for dia, rige in _en_duda({dia: len(menciones) for dia, menciones in dichos.items()}).items():
            for m in dichos[dia]:
                yield ctx.hallazgo(
                    m.texto,
                    "acto_con_dos_fechas",
                    "aviso",
                    dia.isoformat(),
                    f"fecha «{m.impresa}» el {fecha(dia)}; {_en_otros(len(dichos[rige]))} "
                    f"({dichos[rige][0].texto.lugar}), el {fecha(rige)}.",
                    "Coteje la fecha con el documento que se cita.",
                )


def acto_de_otro_anio(ctx: Contexto) -> Iterator[Hallazgo]:
    """No act is dated before the year of its number; those of the institute are of that very year."""
    siglas = igualar(ctx.plan.instituto.siglas)
    for m, dia in ctx.actos_fechados:
        anio = m.anio
        propio = igualar(m.partes[0]) == siglas
        if anio and (dia.year < anio or (propio and dia.year > anio)):
            cuando = "antes del" if dia.year < anio else "después del"
            yield ctx.hallazgo(
                m.texto,
                "acto_de_otro_anio",
                "error" if dia.year < anio else "aviso",
                m.impresa,
                f"fecha «{m.impresa}» el {fecha(dia)}, {cuando} año de su número.",
                "Coteje el número y la fecha.",
            )


def otro_acto_con_su_nombre(ctx: Contexto) -> Iterator[Hallazgo]:
    """«Plan Integral (INE/CG446/2023)»: what has a name has one number. What most places say is the reference."""
    nombrados: defaultdict[str, list[tuple[Texto, str]]] = defaultdict(list)
    for t, leida in ctx.leidos:
        for nombre, acto in leida.con_nombre:
            nombrados[igualar(nombre)].append((t, acto))
    for lugares in nombrados.values():
        veces = Counter(igualar(acto) for _, acto in lugares)
        rige = max(lugares, key=lambda lugar: veces[igualar(lugar[1])])[1]
        for t, acto in lugares:
            if igualar(acto) != igualar(rige):
                yield ctx.hallazgo(
                    t,
                    "otro_acto_con_su_nombre",
                    "error" if t.campo == "fundamento" else "aviso",
                    acto,
                    f"cita «{acto}» con el nombre que {_en_otros(veces[igualar(rige)])} lleva «{rige}».",
                    f"¿Es «{rige}»?",
                )


def dos_actos_de_creacion(ctx: Contexto) -> Iterator[Hallazgo]:
    """One act creates the commission and gives it its powers: who cites another cannot show where they come from.

    Only where the plan has one commission. The reference is the act that most places of the plan cite.
    """
    if sum(o.tipo == "comision" for o in ctx.plan.organos) != 1:
        return
    creadores = [mencion(t, acto, leida.actos[acto]) for t, leida in ctx.leidos for acto in leida.creadores]
    rige = max(creadores, key=lambda m: ctx.veces[m.acto], default=None)
    for m in creadores:
        if rige and m.acto != rige.acto:
            yield ctx.hallazgo(
                m.texto,
                "dos_actos_de_creacion",
                "aviso",
                m.impresa,
                f"dice que la Comisión viene de «{m.impresa}»; {rige.texto.lugar}, que de «{rige.impresa}».",
                "Aclare qué acuerdo la creó.",
            )


def oficio_distinto(ctx: Contexto) -> Iterator[Hallazgo]:
    """One act or letter, one number: what the document column of a row names and what its texts cite must match.

    The number that fewer places of the plan cite is the one in doubt; if they tie, that of the column.
    """
    de_la_fila: defaultdict[str, list[Mencion]] = defaultdict(list)
    for m in ctx.menciones:
        if m.texto.campo in ("producto", "desarrollo", "subactividades.texto"):
            de_la_fila[m.texto.llave].append(m)
    for menciones in de_la_fila.values():
        producto = [m for m in menciones if m.texto.campo == "producto"]
        citados = [
            m
            for m in menciones
            if m.texto.campo != "producto" and not de_paso(antes_del_acto(m.texto.texto, m.impresa))
        ]
        for impreso in producto:
            serie = [m for m in citados if m.partes[:-2] == impreso.partes[:-2]]
            if serie and all(m.partes != impreso.partes for m in serie):
                otro = serie[0]
                m, rige = (otro, impreso) if ctx.veces[impreso.acto] > ctx.veces[otro.acto] else (impreso, otro)
                yield _otro_numero(ctx, m, rige)
        de_la_columna = {m.acto: m for m in producto}
        for m in citados:
            hermanos = [p for p in producto if p.partes[:-2] == m.partes[:-2]]
            if hermanos and m.acto not in de_la_columna and any(c.acto in de_la_columna for c in citados):
                yield _otro_numero(ctx, m, hermanos[0])


def _otro_numero(ctx: Contexto, m: Mencion, rige: Mencion) -> Hallazgo:
    misma = (m.texto.llave, m.texto.clave) == (rige.texto.llave, rige.texto.clave)
    lugar = f"su {campo_en_palabras(rige.texto.campo).lower()}" if misma else rige.texto.lugar
    return ctx.hallazgo(
        m.texto,
        "oficio_distinto",
        "aviso",
        m.impresa,
        f"dice «{m.impresa}»; {lugar}, «{rige.impresa}».",
        f"¿Es «{rige.impresa}»?",
    )


def dos_oficios_de_un_acto(ctx: Contexto) -> Iterator[Hallazgo]:
    """Rows fulfilled with one agreement are sent with one letter: what most say; if they tie, all are in doubt."""
    filas: defaultdict[Partes, list[EntregableDatos]] = defaultdict(list)
    for e in ctx.filas:
        if len(actos := ctx.leer(e.producto).actos) == 1:
            filas[next(iter(actos.values()))].append(e)
    for hermanas in filas.values():
        oficios: defaultdict[Partes, list[tuple[EntregableDatos, str, str]]] = defaultdict(list)
        for e in hermanas if len(hermanas) > 1 else ():
            for paso in e.subactividades:
                if ctx.tipo_etapa(e, paso) == "remitir":
                    for impreso, partes in ctx.oficios(paso).items():
                        oficios[partes].append((e, paso.clave, impreso))
        for dudoso, rige in _en_duda({partes: len(lugares) for partes, lugares in oficios.items()}).items():
            _, otra, bien = oficios[rige][0]
            for e, clave, impreso in oficios[dudoso]:
                yield Hallazgo(
                    "dos_oficios_de_un_acto",
                    "aviso",
                    clave,
                    "subactividades.texto",
                    impreso,
                    f"{donde(e)}, actividad {clave}, remite con «{impreso}» lo que la actividad {otra} remite con "
                    f"«{bien}»: las dos filas se cumplen con «{e.producto}».",
                    f"¿Es «{bien}»?",
                    e.llave,
                )


def serie_de_otra_forma(ctx: Contexto) -> Iterator[Hallazgo]:
    """One series of acts or letters is written in one way, and so is its year; what most places write rules."""
    series: defaultdict[Partes, defaultdict[str, list[Mencion]]] = defaultdict(lambda: defaultdict(list))
    for m in ctx.menciones:
        series[m.partes[:-2]][forma_de_serie(m.impresa)].append(m)
    numeros: defaultdict[Partes, defaultdict[str, list[Mencion]]] = defaultdict(lambda: defaultdict(list))
    for m in sorted(ctx.menciones, key=lambda m: -len(m.partes[-1])):
        # A year of four digits says more than one of two: of as many, it comes first.
        numeros[m.acto][str(len(m.partes[-1]))].append(m)
    for escritas in (*series.values(), *numeros.values()):
        comun = max(escritas, key=lambda forma: len(escritas[forma]))
        rige = escritas[comun][0].impresa
        for m in (menciones[0] for forma, menciones in escritas.items() if forma != comun):
            yield ctx.hallazgo(
                m.texto,
                "serie_de_otra_forma",
                "nota",
                m.impresa,
                f"escribe «{m.impresa}», y en otros lugares del plan se escribe como «{rige}».",
                "Escríbalo siempre de una sola forma.",
            )


# -- Counts and the rest ----------------------------------------------------------------------------------

# Texts that speak of the whole document; elsewhere «dos actividades» are those of the row.
_ENTREGABLES = ("actividades", "entregables")
_DEL_DOCUMENTO = ("afirmaciones.texto", "citas.numero", "nombre", "fuente.documento")


def _cuentas(ctx: Contexto, que: str) -> set[int]:
    """How many of something the plan has: more than one answer where its rows may be counted in several ways."""
    if que.startswith(("interfa", "modulo")):
        grupos = Counter(h.grupo for h in ctx.plan.hitos if que[:6] in plegado(h.grupo))
        return set(grupos.values())
    if que == "informes mensuales":
        return set() if ctx.parcial else {n for n in (sum(e.numeral == 3 for e in ctx.filas),) if n > 1}
    claves = {e.clave for e in ctx.filas}
    principales = {c for c in claves if c.isdigit()}
    secundarias = {c for c in claves if "." in c}
    if "principales" in que:
        return {len(principales)} - {0}
    if "secundarias" in que:
        return {len(secundarias)} - {0}
    return {len(ctx.filas), len(claves), len(principales), len(secundarias)} if ctx.filas else set()


def conteo_distinto(ctx: Contexto) -> Iterator[Hallazgo]:
    """«Cuatro actividades» before five rows: whoever counts with the text leaves one out."""
    for t, leida in ctx.leidos:
        lecturas = leida.conteos
        if t.campo == "citas.numero" and (t.texto.isdigit() or plegado(t.texto) in NUMEROS):
            lecturas = ctx.leer(f"{t.texto} {t.clave}").conteos
        for dicho in lecturas:
            de_la_fila = t.campo == "desarrollo" or t.campo.endswith("nota")
            if de_la_fila or (dicho.que.startswith(_ENTREGABLES) and t.campo not in _DEL_DOCUMENTO):
                continue
            cuentas = _cuentas(ctx, dicho.que)
            if cuentas and dicho.cuantos not in cuentas:
                hay = " o ".join(str(n) for n in sorted(cuentas))
                yield ctx.hallazgo(
                    t,
                    "conteo_distinto",
                    "aviso",
                    t.texto if t.campo == "citas.numero" else dicho.escrito,
                    f"dice «{dicho.escrito}»; el plan tiene {hay}.",
                    "Cuente las filas y corrija el texto o la tabla.",
                )
        for dicho, incisos in leida.enumeraciones:
            if dicho.cuantos != incisos:
                yield ctx.hallazgo(
                    t,
                    "conteo_distinto",
                    "aviso",
                    dicho.escrito,
                    f"anuncia «{dicho.escrito}» y enumera {incisos}.",
                    "Cuente lo que se enumera.",
                )


def proceso_distinto(ctx: Contexto) -> Iterator[Hallazgo]:
    """A plan is of one process: another one, named as its own, was copied from an older document."""
    jornada = ctx.plan.proceso.jornada.year
    anios = {(ctx.desde.year, jornada), (jornada - 1, jornada)}
    for t, leida in ctx.leidos:
        for escrito, desde, hasta in leida.procesos:
            if (desde, hasta) not in anios:
                yield ctx.hallazgo(
                    t,
                    "proceso_distinto",
                    "aviso",
                    escrito,
                    f"dice «{escrito}»; el plan es del proceso {jornada - 1}-{jornada}.",
                    f"¿Es {jornada - 1}-{jornada}?",
                )


def meses_de_avance(ctx: Contexto) -> Iterator[Hallazgo]:
    """Article 15 inciso g) asks for the progress reports in April and in May: other months were copied badly."""
    for t, leida in ctx.leidos:
        for escrito, meses in leida.meses_de_avance:
            if meses != {4, 5}:
                dichos = " y ".join(MESES[mes - 1] for mes in sorted(meses))
                yield ctx.hallazgo(
                    t,
                    "meses_de_avance",
                    "error",
                    escrito,
                    f"pone los informes de avance en {dichos}; el artículo 15, inciso g), los pide en abril y en mayo.",
                    "¿Son abril y mayo?",
                )


def otro_documento(ctx: Contexto) -> Iterator[Hallazgo]:
    """«El presente programa de trabajo», in a report: a sentence carried over from another document."""
    for t, leida in ctx.leidos:
        for dicho in leida.presentes if t.campo in ("desarrollo", "afirmaciones.texto") else ():
            informe = bool(ctx.informe_de(t) or ctx.plan.periodo)
            if informe != dicho.startswith("informe"):
                yield ctx.hallazgo(
                    t,
                    "otro_documento",
                    "aviso",
                    dicho,
                    f"dice «el presente {dicho}», y su texto es de un {'informe mensual' if informe else 'plan'}.",
                    "Corrija cómo se llama el documento.",
                )


def cargo_distinto(ctx: Contexto) -> Iterator[Hallazgo]:
    """The offices that a text enumerates are those that are elected."""
    elegidos = igualar(" ".join(c.nombre for c in ctx.plan.cargos))
    vistos: dict[str, tuple[Texto, str, int]] = {}
    for t, leida in ctx.leidos:
        for escrito, cargo in leida.cargos:
            if elegidos and igualar(cargo.split()[0]) not in elegidos:
                primero, dicho, veces = vistos.get(cargo, (t, escrito, 0))
                vistos[cargo] = primero, dicho, veces + 1
    for cargo, (t, escrito, veces) in vistos.items():
        cargos = ", ".join(c.nombre for c in ctx.plan.cargos)
        otras = y_mas(veces)
        yield ctx.hallazgo(
            t,
            "cargo_distinto",
            "aviso",
            escrito,
            f"dice «{escrito}»{otras}; los cargos del plan son {cargos}.",
            f"Aclare si el Sistema comprende {cargo}.",
        )
