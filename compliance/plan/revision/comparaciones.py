"""Checks that compare what two texts of the plan mention: acts, days, sessions, names, counts, processes."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import TypeVar

from calendario.fechas import DIAS, MESES
from calendario.palabras import NUMEROS, SEMANA

from ...textos import plegado
from ..esquema import EntregableDatos
from .campos import campo_en_palabras
from .menciones import CABEZAS, ENLACES, Mencion, Texto, mencion
from .modelo import Contexto, Gravedad, Hallazgo, donde, fecha, rotulo
from .textos import antes_del_acto, de_paso, forma_de_serie, igualar

_Valor = TypeVar("_Valor", bound=Hashable)

# Two words that are one but for a slip of the pen.
_MISMA_PALABRA = 0.7
# The same, when all that is known is which word was due.
_PARECIDA = 0.8
_CORTA = 2
# Words that a name must have, besides links, to be compared with another that lacks one of them.
_BASTANTES = 3
# With or without one of these, a law or a body is another.
_AMBITOS = frozenset({"general", "federal", "nacional", "local", "estatal", "municipal"})
# The most that two ways of writing one name differ in: two words, in each.
_DISTINTAS = 4


def _hallazgo(
    ctx: Contexto, t: Texto, codigo: str, gravedad: Gravedad, valor: str, dicho: str, sugerencia: str
) -> Hallazgo:
    campo = "citas.fecha" if t.campo == "citas.numero" and codigo == "acto_con_dos_fechas" else t.campo
    return Hallazgo(codigo, gravedad, t.clave, campo, valor, f"{ctx.sitio(t)} {dicho}", sugerencia, t.llave)


def _en_otros(lugares: int) -> str:
    return f"en {lugares} lugares" if lugares > 1 else "en otro lugar"


def _y_mas(veces: int) -> str:
    """How many times more, after the first."""
    return "" if veces < 2 else " (y otra vez)" if veces == 2 else f" (y {veces - 1} veces más)"


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
                yield _hallazgo(
                    ctx,
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
                yield _hallazgo(
                    ctx,
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
                yield _hallazgo(
                    ctx,
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
                yield _hallazgo(
                    ctx,
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
            yield _hallazgo(
                ctx,
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
                yield _hallazgo(
                    ctx,
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
            yield _hallazgo(
                ctx,
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
    return _hallazgo(
        ctx,
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
            yield _hallazgo(
                ctx,
                m.texto,
                "serie_de_otra_forma",
                "nota",
                m.impresa,
                f"escribe «{m.impresa}», y en otros lugares del plan se escribe como «{rige}».",
                "Escríbalo siempre de una sola forma.",
            )


# -- Names ------------------------------------------------------------------------------------------------


def nombre_de_otra_forma(ctx: Contexto) -> Iterator[Hallazgo]:
    """One body, unit or law, one name: a letter or a word more or less may name another.

    The reference is what the plan calls its bodies and units, or what most places write. A name that is only cut short
    («Comisión Ejecutiva Temporal») says nothing else.
    """
    lugares: defaultdict[str, list[Texto]] = defaultdict(list)
    escritos: dict[str, str] = {}
    siguen: dict[tuple[str, str], Texto] = {}
    for t, leida in ctx.leidos:
        for escrito, siguiente in dict.fromkeys(leida.nombres):
            nombre = _nombre(escrito)
            lugares[nombre].append(t)
            escritos.setdefault(nombre, " ".join(escrito.split()))
            if siguiente:
                siguen.setdefault((nombre, siguiente), t)
    # How much a way of writing a name is worth: the plan's own, the most written, the first.
    peso = {
        nombre: (any(t.campo in _PROPIOS for t in textos), len(textos), -orden)
        for orden, (nombre, textos) in enumerate(lugares.items())
    }
    propias = {nombre: _propias(nombre) for nombre in lugares}
    conocidos = [n for n in lugares if n.split()[0] in CABEZAS and len(propias[n]) > 1]
    for nombre, textos in lugares.items():
        suyas = set(propias[nombre])
        mejores = [
            (peso[otro], otro)
            for otro in conocidos
            if peso[otro] > peso[nombre]
            # But for a word or two, they share all.
            and len(suyas.symmetric_difference(propias[otro])) <= _DISTINTAS
            and _parecido(nombre, otro)
        ]
        if not mejores:
            continue
        _, otro = max(mejores)
        veces = _y_mas(len(textos))
        yield _hallazgo(
            ctx,
            textos[0],
            "nombre_de_otra_forma",
            "nota",
            escritos[nombre],
            f"escribe «{escritos[nombre]}»{veces}; {lugares[otro][0].lugar}, «{escritos[otro]}».",
            "Confirme si es lo mismo y nómbrelo siempre igual.",
        )

    # «Consejo Estatal lectoral»: the slip took the capital, and the name was cut there.
    for (nombre, siguiente), t in siguen.items():
        entero = next((n for n in conocidos if len(lugares[n]) > 1 and n.startswith(f"{nombre} ")), "")
        if dichas := _hasta_la_errata(siguiente.split(), entero.removeprefix(f"{nombre} ").split()):
            yield _hallazgo(
                ctx,
                t,
                "nombre_de_otra_forma",
                "nota",
                f"{escritos[nombre]} {dichas}",
                f"escribe «{escritos[nombre]} {dichas}»; {lugares[entero][0].lugar}, «{escritos[entero]}».",
                "Confirme si es lo mismo y nómbrelo siempre igual.",
            )


_PROPIOS = ("organos.nombre", "areas.nombre")


def _hasta_la_errata(dichas: list[str], debidas: list[str]) -> str:
    """The words said up to the first that is the one due but for a letter; empty if another one comes before it."""
    for n, (dicha, debida) in enumerate(zip(map(plegado, dichas), debidas, strict=False)):
        if dicha != debida:
            casi = (
                len(dicha) > _CORTA
                and abs(len(dicha) - len(debida)) < _CORTA
                and not _otra_forma(dicha, debida)
                and SequenceMatcher(None, dicha, debida, autojunk=False).ratio() > _PARECIDA
            )
            return " ".join(dichas[: n + 1]) if casi else ""
    return ""


def _nombre(escrito: str) -> str:
    """A name reduced to its words; the links that a title in capitals leaves at its end are not of it."""
    palabras = plegado(escrito).split()
    while palabras[-1] in ENLACES:
        palabras.pop()
    return " ".join(palabras)


def _propias(nombre: str) -> list[str]:
    return [palabra for palabra in nombre.split() if palabra not in ENLACES]


def _parecido(nombre: str, otro: str) -> bool:
    """Whether a name seems to be the other written otherwise: a link, a letter or a word more or less."""
    a, b = _propias(nombre), _propias(otro)
    if a == b:
        return len(a) > _BASTANTES
    if len(a) == len(b):
        distintas = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
        bastan = len(distintas) <= (2 if len(a) > _BASTANTES else 1)
        letras = [(x, y) for x, y in distintas if not _otra_forma(x, y)]
        return bastan and bool(letras) and all(_misma(x, y) for x, y in letras)
    if a == b[1:] and len(a) >= _BASTANTES and a[0] not in CABEZAS:
        # «La Temporal de Supervisión…»: the word that says what it is was lost.
        return True
    corto, largo = sorted((a, b), key=len)
    if corto[0] != largo[0] or len(largo) - len(corto) != 1 or len(corto) < _BASTANTES:
        return False
    if corto == largo[:-1]:
        # Cut short, it says the same; but one more adjective and nothing else makes another name of it.
        return max((nombre, otro), key=len).split()[-2] not in ENLACES
    if _AMBITOS & (set(largo) - set(corto)):
        return False
    quedan = iter(largo)
    return all(palabra in quedan for palabra in corto)


def _otra_forma(x: str, y: str) -> bool:
    """Whether a word is the plural or the other gender of the other."""
    return x.rstrip("aeos") == y.rstrip("aeos")


def _misma(x: str, y: str) -> bool:
    """Whether two words are one with a slip of the pen."""
    if {x, y} <= _AMBITOS or min(len(x), len(y)) < 5 or abs(len(x) - len(y)) > 2:
        return False
    return SequenceMatcher(None, x, y, autojunk=False).ratio() >= _MISMA_PALABRA


def sigla_de_otra_forma(ctx: Contexto) -> Iterator[Hallazgo]:
    """«UTVOP» and «UTVOPL»: an acronym with a letter more or less is the same one, written badly."""
    lugares = siglas(ctx)
    for mal, bien in siglas_mal_escritas(lugares).items():
        yield _hallazgo(
            ctx,
            lugares[mal][0],
            "sigla_de_otra_forma",
            "nota",
            mal,
            f"escribe «{mal}»; {lugares[bien][0].lugar}, «{bien}».",
            f"¿Es «{bien}»?",
        )


def siglas(ctx: Contexto) -> dict[str, list[Texto]]:
    """The acronyms that the plan uses, with the texts that use each."""
    lugares: defaultdict[str, list[Texto]] = defaultdict(list)
    for t, leida in ctx.leidos:
        for sigla in dict.fromkeys(leida.siglas):
            lugares[sigla].append(t)
    return lugares


def siglas_mal_escritas(lugares: Mapping[str, list[Texto]]) -> dict[str, str]:
    """Each acronym that is another but for a letter, and that one: what most places write or, of as many, the first."""
    orden = sorted(lugares, key=lambda sigla: -len(lugares[sigla]))
    return {
        sigla: bien
        for n, sigla in enumerate(orden)
        if (bien := next((antes for antes in orden[:n] if _una_letra(sigla, antes)), None))
    }


def _una_letra(a: str, b: str) -> bool:
    """Whether two words differ in one letter: another, one more or one less. A plural is the same."""
    corta, larga = sorted((a, b), key=len)
    if len(corta) == len(larga):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    if len(larga) - len(corta) != 1 or larga == f"{corta}S":
        return False
    return any(larga[:n] + larga[n + 1 :] == corta for n in range(len(larga)))


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
                yield _hallazgo(
                    ctx,
                    t,
                    "conteo_distinto",
                    "aviso",
                    t.texto if t.campo == "citas.numero" else dicho.escrito,
                    f"dice «{dicho.escrito}»; el plan tiene {hay}.",
                    "Cuente las filas y corrija el texto o la tabla.",
                )
        for dicho, incisos in leida.enumeraciones:
            if dicho.cuantos != incisos:
                yield _hallazgo(
                    ctx,
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
                yield _hallazgo(
                    ctx,
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
                yield _hallazgo(
                    ctx,
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
                yield _hallazgo(
                    ctx,
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
        otras = _y_mas(veces)
        yield _hallazgo(
            ctx,
            t,
            "cargo_distinto",
            "aviso",
            escrito,
            f"dice «{escrito}»{otras}; los cargos del plan son {cargos}.",
            f"Aclare si el Sistema comprende {cargo}.",
        )
