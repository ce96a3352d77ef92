"""Checks that compare two places of the same source: keys, the closing matrix, what `citas` keeps of two places."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from itertools import pairwise

from calendario.fechas import MESES
from calendario.palabras import NUMEROS

from ...textos import plegado
from ..esquema import Cita, EntregableDatos, FilaMatrizDatos
from .modelo import Contexto, Hallazgo, donde, fecha, nombrada, rotulo
from .textos import anio_de_numero, forma_de_serie, igualar

_SIN_NUMERO = {"sn", ""}
# Two names of the same thing, but for a word or two.
_PARECIDO = 0.85
_HOJAS = re.compile(r"\bhojas? (\d+)(?: y (\d+))?")


def clave_repetida(ctx: Contexto) -> Iterator[Hallazgo]:
    """One key must name one thing: «11.3» cannot be a monthly report and also a session of another document.

    A row that repeats each month under the same name is one thing.
    """
    cosas: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for e in ctx.filas:
        if igualar(e.clave) not in _SIN_NUMERO:
            cosas[e.clave].setdefault(igualar(e.nombre), nombrada(e))
    for e, paso in ctx.pasos():
        if paso.clave in cosas:
            cosas[paso.clave].setdefault(f"paso de {igualar(e.nombre)}", f"una actividad de {nombrada(e)}")
    for clave, nombradas in cosas.items():
        if len(nombradas) > 1:
            yield Hallazgo(
                "clave_repetida",
                "aviso",
                clave,
                "clave",
                clave,
                f"La clave {clave} nombra {len(nombradas)} cosas: {'; '.join(nombradas.values())}.",
                "Cítela siempre con su nombre o su bloque.",
            )


def _filas_de(ctx: Contexto, fila: FilaMatrizDatos) -> list[EntregableDatos]:
    if fila.llave:
        return [e for e in (ctx.por_llave.get(fila.llave),) if e]
    return [e for e in ctx.filas if e.clave == fila.clave]


def _marcas(inicia: date | None, termina: date) -> list[str]:
    """How a cell may say the dates of a row: «9-24», or the day on which it ends."""
    periodo = [f"{inicia.day}-{termina.day}"] if inicia and inicia != termina else []
    return [*periodo, str(termina.day)]


def matriz_discrepa(ctx: Contexto) -> Iterator[Hallazgo]:
    """The closing calendar is what people pin to the wall: a day or a month that differs from the table misleads.

    A period may be marked whole («9-24») or by the day on which it ends.
    """
    for fila in ctx.plan.matriz:
        if not _filas_de(ctx, fila):
            yield _discrepa(fila, "matriz.clave", fila.clave, f"tiene la fila {fila.clave}", "nada de ella", False)
        esperadas = {f"{e.termina:%Y-%m}": _marcas(e.inicia, e.termina) for e in _filas_de(ctx, fila) if e.termina}
        if not esperadas:
            continue
        tabla = "; ".join(f"{marcas[0]} de {_mes(mes)}" for mes, marcas in esperadas.items())
        for mes, celda in fila.celdas.items():
            if celda.replace(" ", "") not in esperadas.get(mes, []):
                que = f"marca «{celda}» en {_mes(mes)}"
                yield _discrepa(fila, f"matriz.{mes}", celda, que, tabla, en_mes=mes in esperadas)
        for mes in esperadas.keys() - fila.celdas.keys():
            # A month that is missing because the mark is in another one is that slip, already told.
            if not fila.celdas or len(fila.celdas) < len(esperadas):
                yield _discrepa(fila, f"matriz.{mes}", "", f"no marca nada en {_mes(mes)}", tabla)


def _mes(mes: str) -> str:
    return f"{MESES[int(mes[5:]) - 1]} de {mes[:4]}"


def _discrepa(fila: FilaMatrizDatos, campo: str, valor: str, que: str, tabla: str, en_mes: bool = True) -> Hallazgo:
    return Hallazgo(
        "matriz_discrepa",
        "error" if valor and not en_mes else "aviso",
        fila.clave,
        campo,
        valor,
        f"La matriz final {que} ({fila.fuente}); la tabla dice {tabla}.",
        "Rige la tabla; corrija la matriz." if valor else "Confirme si la fila tiene fecha.",
    )


def falta_en_la_matriz(ctx: Contexto) -> Iterator[Hallazgo]:
    """What the table asks for and the calendar on the wall does not show is forgotten.

    Not so what a sheet that our text of the calendar lacks may hold: nobody can tell.
    """
    if not ctx.plan.matriz or ctx.parcial:
        return
    presentes = {e.llave for fila in ctx.plan.matriz for e in _filas_de(ctx, fila)}
    presentes |= _en_hojas_que_faltan(ctx)
    for e in ctx.filas:
        if e.llave not in presentes:
            yield Hallazgo(
                "falta_en_la_matriz",
                "aviso",
                rotulo(e),
                "matriz.clave",
                "",
                f"{donde(e)}: «{e.nombre[:100]}» no tiene fila en la matriz final.",
                "Agréguela a la matriz o coteje si le falta una hoja.",
                e.llave,
            )


def _en_hojas_que_faltan(ctx: Contexto) -> set[str]:
    """The rows of the table between the last of the sheet before a missing one and the first of the sheet after it."""
    orden = {e.llave: n for n, e in enumerate(ctx.filas)}
    hojas: defaultdict[int, list[int]] = defaultdict(list)
    for fila in ctx.plan.matriz:
        lugares = [orden[e.llave] for e in _filas_de(ctx, fila) if e.llave in orden]
        dicha = _HOJAS.search(fila.fuente)
        if dicha and len(lugares) == 1:
            hojas[int(dicha[2] or dicha[1])].append(lugares[0])
    faltan: set[str] = set()
    for antes, despues in pairwise(sorted(hojas)):
        if despues - antes > 1:
            desde, hasta = hojas[antes][-1], hojas[despues][0]
            faltan |= {e.llave for e in ctx.filas[desde + 1 : hasta]}
    return faltan


def matriz_otro_nombre(ctx: Contexto) -> Iterator[Hallazgo]:
    """One row, one name: the matrix may add something that the table does not ask for, or be of another thing.

    A name that the matrix cuts short says nothing else.
    """
    for fila in ctx.plan.matriz:
        for e in _filas_de(ctx, fila)[:1]:
            tabla, matriz = igualar(e.nombre), igualar(fila.nombre)
            if tabla.startswith(matriz):
                continue
            agrega = matriz.startswith(tabla)
            parejas = SequenceMatcher(None, tabla, matriz)
            parecidos = parejas.quick_ratio() > _PARECIDO < parejas.ratio()
            yield Hallazgo(
                "matriz_otro_nombre",
                "nota" if parecidos and not agrega else "aviso",
                fila.clave,
                "matriz.nombre",
                fila.nombre,
                f"La matriz final nombra «{fila.nombre}» ({fila.fuente}); la tabla, «{e.nombre}»"
                + (f", con el documento «{e.producto}»." if e.producto and not fila.producto else "."),
                "Aclare si el entregable comprende lo que la matriz agrega." if agrega else "Nómbrelo igual en ambas.",
                e.llave,
            )


def matriz_otro_producto(ctx: Contexto) -> Iterator[Hallazgo]:
    """The document that proves the row is one, in the table and in the matrix. The number of an act may be left out."""
    for fila in ctx.plan.matriz:
        for e in _filas_de(ctx, fila)[:1]:
            sin_numero = e.producto
            for numero in ctx.leer(e.producto).actos:
                sin_numero = sin_numero.replace(numero, "")
            if igualar(fila.producto) not in (igualar(e.producto), igualar(sin_numero)):
                yield Hallazgo(
                    "matriz_otro_producto",
                    "aviso",
                    fila.clave,
                    "matriz.producto",
                    fila.producto,
                    f"La matriz final {f'pide «{fila.producto}»' if fila.producto else 'no dice el producto'} "
                    f"({fila.fuente}); la tabla, «{e.producto}».",
                    "Aclare con qué documento se cumple.",
                    e.llave,
                )


def citas_discrepan(ctx: Contexto) -> Iterator[Hallazgo]:
    """What no text of the plan holds and the document says in two ways: `citas` keeps both places.

    The reference is what most places say; if they tie, the first. An act is named as the plan most writes it.
    """
    grupos: defaultdict[str, list[Cita]] = defaultdict(list)
    for cita in ctx.plan.citas:
        grupos[cita.sobre].append(cita)
    for sobre, citas in grupos.items():
        numeros = [c for c in citas if c.numero]
        veces = Counter(_numero(c.numero) for c in numeros)
        rige = max(numeros, key=lambda c: veces[_numero(c.numero)], default=None)
        for cita in numeros:
            if rige and _numero(cita.numero) != _numero(rige.numero):
                yield _cita(
                    sobre, "citas.numero", cita.numero, cita.lugar, _como_se_escribe(ctx, rige.numero), rige.lugar
                )
        fechadas = [(c, c.fecha) for c in citas if c.fecha]
        cuantas = Counter(dia for _, dia in fechadas)
        regla = max(fechadas, key=lambda par: cuantas[par[1]], default=None)
        for cita, dia in fechadas:
            if regla and dia != regla[1]:
                yield _cita(sobre, "citas.fecha", dia.isoformat(), cita.lugar, fecha(regla[1]), regla[0].lugar)


def _como_se_escribe(ctx: Contexto, numero: str) -> str:
    """The number of an act, its series as most places of the plan write it; what is no act stays as it is."""
    citado = next((m for m in ctx.menciones if m.texto.texto == numero), None)
    if citado is None:
        return numero
    formas = Counter(forma_de_serie(m.impresa) for m in ctx.menciones if m.partes[:-2] == citado.partes[:-2])
    escritos = dict.fromkeys(m.impresa for m in ctx.menciones if m.acto == citado.acto)
    return max(escritos, key=lambda impresa: formas[forma_de_serie(impresa)])


def _numero(numero: str) -> str:
    """What two ways of writing a number share: the year with two digits or four is the same year; «cuatro» is 4."""
    anio = anio_de_numero(numero)
    cabeza = numero[: numero.rindex("/")] if anio else numero
    return f"{igualar(cabeza)}/{anio}" if anio else str(NUMEROS.get(plegado(numero), "")) or igualar(numero)


def _cita(sobre: str, campo: str, valor: str, lugar: str, otro: str, otro_lugar: str) -> Hallazgo:
    dicho = fecha(date.fromisoformat(valor)) if campo == "citas.fecha" else valor
    exacto = any(letra.isdigit() for letra in otro)
    return Hallazgo(
        "cita_discrepante",
        # A wrong legal basis is an error of law.
        "error" if valor.startswith("artículo") else "aviso",
        sobre,
        campo,
        valor,
        f"{sobre}: «{lugar}» dice «{dicho}» y «{otro_lugar}», «{otro}».",
        f"¿Es «{otro}»?"
        if exacto
        else f"Aclare cuál rige: «{dicho}» u «{otro}»."
        if otro[:1] in "Oo"
        else f"Aclare cuál rige: «{dicho}» o «{otro}».",
    )


def oficio_de_dos_actos(ctx: Contexto) -> Iterator[Hallazgo]:
    """A letter sends one act: two rows with different documents that cite the same letter took it from one another."""
    oficios: defaultdict[tuple[str, ...], list[tuple[EntregableDatos, str, str]]] = defaultdict(list)
    for e, paso in ctx.pasos():
        if ctx.tipo_etapa(e, paso) == "remitir":
            for impresa, partes in ctx.oficios(paso).items():
                oficios[partes].append((e, paso.clave, impresa))
    for menciones in oficios.values():
        primera, clave_primera, _ = menciones[0]
        for e, clave, impresa in menciones[1:]:
            if igualar(e.producto) != igualar(primera.producto):
                yield Hallazgo(
                    "oficio_de_dos_actos",
                    "aviso",
                    clave,
                    "subactividades.texto",
                    impresa,
                    f"{donde(e)} se remite con «{impresa}», el mismo oficio con que {clave_primera} remite "
                    f"«{primera.producto}».",
                    "Coteje el número con los acuses.",
                    e.llave,
                )
