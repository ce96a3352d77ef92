"""Checks that compare two places of the same source: keys, the closing matrix, the acts it mentions."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from calendario.fechas import MESES

from ..esquema_plan import Cita, EntregableDatos, FilaMatriz
from .modelo import Contexto, Hallazgo, donde, fecha, rotulo
from .textos import anio_de_numero, igualar, referencias

_SIN_NUMERO = {"sn", ""}


def clave_repetida(ctx: Contexto) -> Iterator[Hallazgo]:
    """One key must name one thing: «11.3» cannot be a monthly report and also a session of another document.

    A row that repeats each month under the same name is one thing.
    """
    cosas: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for e in ctx.filas:
        if igualar(e.clave) not in _SIN_NUMERO:
            cosas[e.clave].setdefault(igualar(e.nombre), f"{donde(e)}: {e.nombre[:80]}")
    for e, paso in ctx.pasos():
        if paso.clave in cosas:
            cosas[paso.clave].setdefault(f"paso de {igualar(e.nombre)}", f"paso de {donde(e)}")
    for clave, nombradas in cosas.items():
        if len(nombradas) > 1:
            yield Hallazgo(
                "clave_repetida",
                "aviso",
                clave,
                "clave",
                clave,
                f"La clave {clave} nombra {len(nombradas)} cosas: {' | '.join(nombradas.values())}.",
                "Cítela siempre con el nombre o el bloque; en Cauce cada una tiene su llave.",
            )


def _filas_de(ctx: Contexto, fila: FilaMatriz) -> list[EntregableDatos]:
    if fila.llave:
        return [ctx.por_llave[fila.llave]]
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


def _discrepa(fila: FilaMatriz, campo: str, valor: str, que: str, tabla: str, en_mes: bool = True) -> Hallazgo:
    return Hallazgo(
        "matriz_discrepa",
        "error" if valor and not en_mes else "aviso",
        fila.clave,
        campo,
        valor,
        f"La matriz final {que} ({fila.fuente}); la tabla dice {tabla}.",
        "Rige la tabla; corrija la matriz." if valor else "Confirme si la fila tiene fecha.",
    )


def matriz_otro_nombre(ctx: Contexto) -> Iterator[Hallazgo]:
    """The same number with more in its name: the matrix adds something that the table does not ask for."""
    for fila in ctx.plan.matriz:
        for e in _filas_de(ctx, fila)[:1]:
            corto, largo = igualar(e.nombre), igualar(fila.nombre)
            if fila.clave == e.clave and largo != corto and largo.startswith(corto):
                yield Hallazgo(
                    "matriz_otro_nombre",
                    "aviso",
                    fila.clave,
                    "matriz.nombre",
                    fila.nombre,
                    f"La matriz final nombra «{fila.nombre}» ({fila.fuente}); la tabla, «{e.nombre}».",
                    "Aclare si el entregable comprende lo que la matriz agrega.",
                )


def citas_discrepan(ctx: Contexto) -> Iterator[Hallazgo]:
    """One act has one number and one date. The reference is what most places say; if they tie, the first."""
    grupos: defaultdict[str, list[Cita]] = defaultdict(list)
    for cita in ctx.plan.citas:
        grupos[cita.sobre].append(cita)
    for sobre, citas in grupos.items():
        numeros = [c for c in citas if c.numero]
        if numeros:
            veces = Counter(_numero(c.numero) for c in numeros)
            rige = max(numeros, key=lambda c: veces[_numero(c.numero)])
            for cita in numeros:
                if _numero(cita.numero) != _numero(rige.numero):
                    yield _cita(sobre, "citas.numero", cita.numero, cita.lugar, rige.numero, rige.lugar)
                elif _escrito(cita.numero) != _escrito(rige.numero):
                    yield Hallazgo(
                        "cita_de_otra_forma",
                        "nota",
                        sobre,
                        "citas.numero",
                        cita.numero,
                        f"«{cita.lugar}» escribe «{cita.numero}» y «{rige.lugar}» «{rige.numero}»: es el mismo acto.",
                        f"Cítelo siempre como «{rige.numero}».",
                    )
        fechadas = [(c, c.fecha) for c in citas if c.fecha]
        if fechadas:
            cuantas = Counter(dia for _, dia in fechadas)
            regla = max(fechadas, key=lambda par: cuantas[par[1]])
            for cita, dia in fechadas:
                if dia != regla[1]:
                    yield _cita(sobre, "citas.fecha", dia.isoformat(), cita.lugar, fecha(regla[1]), regla[0].lugar)


def _numero(numero: str) -> str:
    """What two ways of writing a number share: the year with two digits or four is the same year."""
    anio = anio_de_numero(numero)
    cabeza = numero[: numero.rindex("/")] if anio else numero
    return f"{igualar(cabeza)}/{anio}" if anio else igualar(numero)


def _escrito(numero: str) -> str:
    """A number as written, but for the spaces and dashes that a line break leaves."""
    return igualar(numero)


def _cita(sobre: str, campo: str, valor: str, lugar: str, otro: str, otro_lugar: str) -> Hallazgo:
    return Hallazgo(
        "cita_discrepante",
        "aviso",
        sobre,
        campo,
        valor,
        f"{sobre}: «{lugar}» dice «{valor}» y «{otro_lugar}», «{otro}».",
        f"¿Es «{otro}»?",
    )


def cita_imposible(ctx: Contexto) -> Iterator[Hallazgo]:
    """No act is dated before the year of its own number."""
    for cita in ctx.plan.citas:
        anio = anio_de_numero(cita.numero)
        if anio and cita.fecha and cita.fecha.year < anio:
            yield Hallazgo(
                "cita_imposible",
                "error",
                cita.sobre,
                "citas.numero",
                cita.numero,
                f"«{cita.lugar}» fecha «{cita.numero}» el {fecha(cita.fecha)}, antes del año de su número.",
                f"Coteje el número y la fecha; ¿es {anio}?",
            )


def _citadas(ctx: Contexto) -> Iterator[tuple[str, str, str]]:
    """Every text of the source that may cite an act: (key as printed, field, text)."""
    for e in ctx.filas:
        for campo in ("nombre", "producto", "desarrollo", "fundamento"):
            yield rotulo(e), campo, getattr(e, campo)
        for paso in e.subactividades:
            yield paso.clave, "subactividades.texto", paso.texto
    for cita in ctx.plan.citas:
        yield cita.sobre, "citas.numero", cita.numero


def acto_con_dos_anios(ctx: Contexto) -> Iterator[Hallazgo]:
    """The same series and number with two years: one of them is a slip. What most places say is the reference."""
    actos: defaultdict[tuple[str, ...], list[tuple[str, str, str]]] = defaultdict(list)
    for clave, campo, texto in _citadas(ctx):
        for impresa, partes in referencias(texto).items():
            actos[partes[:-1]].append((clave, campo, impresa))
    for menciones in actos.values():
        anios = Counter(anio_de_numero(impresa) for _, _, impresa in menciones)
        if len(anios) == 1:
            continue
        # Three digits are no year: never the reference.
        comun = max(anios, key=lambda anio: (anio is not None, anios[anio]))
        rige = next(impresa for _, _, impresa in menciones if anio_de_numero(impresa) == comun)
        for clave, campo, impresa in menciones:
            if anio_de_numero(impresa) != comun:
                yield Hallazgo(
                    "acto_con_dos_anios",
                    "aviso",
                    clave,
                    campo,
                    impresa,
                    f"Aquí se cita «{impresa}»; en {anios[comun]} lugar{'es' if anios[comun] > 1 else ''} del plan, "
                    f"«{rige}».",
                    f"¿Es «{rige}»?",
                )
