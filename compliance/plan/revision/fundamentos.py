"""Checks on the legal basis of each row: its article, its numeral, its items. A wrong one is an error of law."""

import re
from collections.abc import Iterator

from ...textos import plegado
from ..esquema import EntregableDatos
from .menciones import Articulo
from .modelo import Contexto, Hallazgo, donde, rotulo

# Words by which the name of a row is known to be of a numeral of article 11. Numeral 11 is of any other document.
_NOMBRES = {
    1: re.compile(r"instalacion de la comision"),
    2: re.compile(r"(?:designa|ratifica)\w* .*instancia interna"),
    3: re.compile(r"informes? mensual|informe del mes"),
    4: re.compile(r"apoyo de un tercero"),
    5: re.compile(r"plan de trabajo para la implementacion"),
    6: re.compile(r"proceso tecnico operativo"),
    7: re.compile(r"candidaturas (?:aprobadas|que se preven)"),
    8: re.compile(r"prototipo navegable"),
    9: re.compile(r"inicio de la publicacion"),
    10: re.compile(r"modificacion\w* a los documentos"),
    12: re.compile(r"mejor(?:as|ias) en el desarrollo"),
}
# What no numeral of article 11 asks for, by its name: article and items of the Lineamientos.
_OTROS = (
    (re.compile(r"avance cuantitativo|(?:informe|resultados) final(?:es)? (?:sobre|de) la captura"), 15, "g"),
    (re.compile(r"aviso de privacidad"), 15, "c"),
    (re.compile(r"cuentas de acceso"), 14, "cd"),
)
_ACTIVIDAD = re.compile(r"plan integral[^;]*\bactividad (\d+\.\d+)")


def _lineamientos(ctx: Contexto, texto: str) -> list[Articulo]:
    return [a for a in ctx.leer(texto).articulos if not a.ley]


def fundamento_otro_numeral(ctx: Contexto) -> Iterator[Hallazgo]:
    """What a row is of (its numeral) and what it says it is founded on must be one: another is another obligation."""
    for e in ctx.filas:
        citados = _lineamientos(ctx, e.fundamento)
        # What has no numeral may be sent as any other document, by numeral 11.
        suyo = (11, e.numeral or 11)
        otro = next((a for a in citados if a.numeral and (a.articulo, a.numeral) != suyo), None)
        if otro is None and e.numeral and citados and all(a.articulo != 11 for a in citados):
            otro = citados[0]
        if otro is not None:
            debe = f"es del numeral {e.numeral} del artículo 11" if e.numeral else "no dice de qué numeral es"
            yield _mal_fundada(
                e, "fundamento_otro_numeral", "fundamento", otro.escrito, f"{debe} y se funda en «{otro.escrito}»."
            )


def nombre_otro_numeral(ctx: Contexto) -> Iterator[Hallazgo]:
    """A row called «proceso técnico operativo» is of numeral 6, whatever its number says."""
    for e in ctx.filas:
        if e.numeral is None or e.numeral == 11:
            continue
        nombre = ctx.leer(e.nombre).plegado
        suyos = [n for n, palabras in _NOMBRES.items() if palabras.search(nombre)]
        if suyos and e.numeral not in suyos:
            yield _mal_fundada(
                e,
                "nombre_otro_numeral",
                "numeral",
                str(e.numeral),
                f"dice ser del numeral {e.numeral} del artículo 11 y se llama «{e.nombre[:80]}»: es del {suyos[0]}.",
            )


def fundamento_de_otra_cosa(ctx: Contexto) -> Iterator[Hallazgo]:
    """Progress and final reports are of article 15 g), the privacy notice of 15 c), the accounts of 14 c) and d)."""
    for e in ctx.filas:
        citados = _lineamientos(ctx, e.fundamento)
        if e.numeral == 11:
            # Any other document is of numeral 11 too; what is compared is what it cites besides.
            citados = [a for a in citados if a.articulo != 11]
        if e.numeral not in (None, 11) or not citados:
            continue
        nombre = ctx.leer(e.nombre).plegado
        for palabras, articulo, incisos in _OTROS:
            suyo = any(a.articulo == articulo and (not a.incisos or set(a.incisos) & set(incisos)) for a in citados)
            if palabras.search(nombre) and not suyo:
                pide = " o ".join(f"{i})" for i in incisos)
                yield _mal_fundada(
                    e,
                    "fundamento_de_otra_cosa",
                    "fundamento",
                    e.fundamento,
                    f"se funda en «{e.fundamento}»; lo pide el artículo {articulo}, inciso {pide}.",
                )


def fundamento_otra_actividad(ctx: Contexto) -> Iterator[Hallazgo]:
    """The activity of the Plan Integral that a row cites is the one whose number it bears."""
    for e in ctx.filas:
        dicha = _ACTIVIDAD.search(ctx.leer(e.fundamento).plegado)
        if dicha and re.fullmatch(r"\d+\.\d+", e.clave) and dicha[1] != e.clave:
            yield _mal_fundada(
                e,
                "fundamento_otra_actividad",
                "fundamento",
                f"actividad {dicha[1]}",
                f"se funda en la actividad {dicha[1]} del Plan Integral y lleva el número {e.clave}.",
            )


def fundamento_contra_texto(ctx: Contexto) -> Iterator[Hallazgo]:
    """The articles that a row, a duty or a note of the document cites are those of its legal basis."""
    parejas = [(e.llave, rotulo(e), "fundamento", donde(e), e.fundamento, e.desarrollo) for e in ctx.filas]
    parejas += [
        (
            "",
            d.clave,
            "deberes.fundamento",
            f"«{d.fuente}»" if d.fuente else f"El deber {d.clave}",
            d.fundamento,
            d.texto,
        )
        for d in ctx.plan.deberes
    ]
    for t, leida in ctx.leidos:
        fila = ctx.por_llave.get(t.llave)
        if fila and t.campo == "afirmaciones.texto" and leida.articulos:
            parejas.append((t.llave, t.clave, t.campo, t.lugar, t.texto, fila.fundamento))
    for llave, clave, campo, lugar, fundamento, texto in parejas:
        if not fundamento or not texto:
            continue
        suyos, otros = _lineamientos(ctx, fundamento), _lineamientos(ctx, texto)
        if campo == "deberes.fundamento":
            # A duty cites other articles in passing: «lo establecido en el artículo 18».
            otros = [a for a in otros if a.funda]
        if suyos and otros and not any(_concuerdan(a, b) for a in suyos for b in otros):
            yield Hallazgo(
                "fundamento_contra_texto",
                "error",
                clave,
                campo,
                suyos[0].escrito,
                f"{lugar} cita como fundamento «{suyos[0].escrito}» y su texto, «{otros[0].escrito}»."
                if campo != "afirmaciones.texto"
                else f"{lugar} cita «{suyos[0].escrito}»; la fila «{llave}» se funda en «{otros[0].escrito}».",
                "Coteje el artículo con los Lineamientos.",
                llave,
            )


def _concuerdan(a: Articulo, b: Articulo) -> bool:
    """Whether two citations may be of the same: the article, and an item if both say which."""
    return a.articulo == b.articulo and (not a.incisos or not b.incisos or bool(set(a.incisos) & set(b.incisos)))


def _mal_fundada(e: EntregableDatos, codigo: str, campo: str, valor: str, dicho: str) -> Hallazgo:
    return Hallazgo(
        codigo,
        "error",
        rotulo(e),
        campo,
        valor,
        f"{donde(e)} {dicho}",
        "Coteje el artículo y el numeral con los Lineamientos.",
        e.llave,
    )


def ley_con_dos_articulos(ctx: Contexto) -> Iterator[Hallazgo]:
    """An article of another law that one place cites, and no other of those that cite that law: one was copied badly.

    Only where every other place cites the same one: a legal framework cites many.
    """
    leyes: dict[str, list[tuple[int, str, str, str, str, str]]] = {}
    for t, leida in ctx.leidos:
        for a in leida.articulos if t.campo != "nota" else ():
            if a.ley:
                nombre = " ".join(plegado(a.ley).split()[:6])
                leyes.setdefault(nombre, []).append((a.articulo, a.escrito, t.llave, t.clave, t.campo, t.lugar))
    for citas in leyes.values():
        numeros = [c[0] for c in citas]
        # If they tie, the legal basis of a row is the one in doubt: it was written by hand.
        a_mano = {c[0] for c in citas if c[4] == "fundamento"}
        rige = max(numeros, key=lambda n: (numeros.count(n), n not in a_mano))
        raros = [c for c in citas if c[0] != rige]
        if len(set(numeros)) != 2 or len(raros) > 1 or len({c[5] for c in citas}) < 2:
            continue
        _, escrito, llave, clave, campo, lugar = raros[0]
        otra = next(c for c in citas if c[0] == rige)
        e = ctx.por_llave.get(llave)
        yield Hallazgo(
            "ley_con_dos_articulos",
            "error",
            clave,
            campo,
            escrito,
            f"{donde(e) if e else lugar} cita «{escrito}» de una ley de la que {otra[5]} cita «{otra[1]}».",
            "Coteje el artículo con esa ley.",
            llave,
        )
