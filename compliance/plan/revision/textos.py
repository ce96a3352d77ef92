"""Dates and references inside the texts of a source. Pure."""

import re
from datetime import date

from calendario.fechas import MESES

from ...textos import plegado

_MES = "|".join(MESES)
_DIAS = r"\d{1,2}[°º]?(?:\s*(?:,\s*y|,|y)\s*\d{1,2}[°º]?)*"
_EN_LETRA = re.compile(
    rf"(?<![\d/])(?P<dias>{_DIAS})\s+de\s+(?P<mes>{_MES})(?:\s+del?(?:\s+ano)?\s+(?P<anio>\d{{4}}))?"
)
_EN_CIFRA = re.compile(r"(?<!\d)(?P<dia>\d{1,2})/(?P<mes>\d{1,2})/(?P<anio>\d{4})(?!\d)")
_LOS_DIAS = re.compile(rf"\blos dias\s+(?=(?P<lista>{_DIAS}\s+de\s+(?:{_MES})(?:\s+del?\s+\d{{4}})?))")
_ULTIMOS_DIAS = re.compile(rf"ultimos dias del mes de (?P<mes>{_MES}) del? (?P<anio>\d{{4}})")
_REFERENCIA = re.compile(
    r"\b(?:[A-ZÁÉÍÓÚÑ][^\W_.]*(?:\.[^\W_.]+)*\.?(?:[/_-][^\W_]+)*[/_-]\d{2,4}|[A-Z]{3,4} \d+/(?:\d{4}|\d{2}))\b(?!/)"
)
_ANIO = re.compile(r"/(\d{4}|\d{2})(?:-\d+)?\s*$")
# Characters between an act and the day that is said of it.
_CERCA = 90
_DE_PASO = re.compile(
    r"\b(?:cumplimiento|conform\w+|terminos|relacion|fundamento|virtud|establecid\w+|derivad\w+|modific\w+|previst\w+|"
    r"ordenad\w+|instruid\w+)\b[^.;]*$"
)
_EN_TIEMPO = re.compile(r"con antelacion|en tiempo(?: y forma)?|dentro de los plazos|oportunamente")


def _dia(anio: int, mes: int, dia: int) -> date | None:
    try:
        return date(anio, mes, dia)
    except ValueError:
        return None


def nombradas(doblado: str, anio: int) -> list[tuple[int, str, date | None]]:
    """Every date that a folded text names, where it is: how it is written and the day, or None if none has it."""
    halladas = [
        (h.start(), h[0], _dia(int(h["anio"]), int(h["mes"]), int(h["dia"]))) for h in _EN_CIFRA.finditer(doblado)
    ]
    for h in _EN_LETRA.finditer(doblado):
        resto = doblado[h.end("dias") : h.end()]
        halladas += [
            (h.start(), f"{dia}{resto}", _dia(int(h["anio"] or anio), MESES.index(h["mes"]) + 1, int(dia)))
            for dia in re.findall(r"\d+", h["dias"])
        ]
    return sorted(halladas, key=lambda hallada: hallada[0])


def fechas_en(texto: str, anio: int) -> list[date]:
    """The dates that a text names, in order: «01/03/2024», «09 y 11 de abril», «1° de septiembre de 2023».

    `anio` is the year of those that do not say it. Days that no calendar has are left out.
    """
    return [dia for _, _, dia in nombradas(plegado(texto), anio) if dia]


def dias_enumerados(texto: str, anio: int) -> set[date]:
    """The days of «los días 13, 15 y 18 de abril»: those on which the text says that something was done."""
    return {dia for h in _LOS_DIAS.finditer(plegado(texto)) for dia in fechas_en(h["lista"], anio)}


def ultimos_dias_de_mes(texto: str) -> date | None:
    """The first of «los últimos días del mes de enero de 2024», taken as its last third."""
    hallado = _ULTIMOS_DIAS.search(plegado(texto))
    return date(int(hallado["anio"]), MESES.index(hallado["mes"]) + 1, 21) if hallado else None


def _sin_cortes(texto: str) -> str:
    """The text without the spaces around a slash, or after the dash of a broken line: they are not of a number."""
    return re.sub(r"(?<!\s)\s*+/\s*", "/", re.sub(r"-\s+(?=\d)", "-", texto))


def _partes(impresa: str) -> tuple[str, ...]:
    """Series, number and year of what seems an act; empty if it is none."""
    partes = tuple(re.findall(r"[^\W\d_]+|\d+", impresa.upper()))
    return partes if len(partes) > 2 and partes[-2].isdigit() and partes[-1].isdigit() else ()


def referencias(texto: str) -> dict[str, tuple[str, ...]]:
    """The acts and letters that a text names, with their parts: series, number and year, the last two in digits.

    «INE/CG616/2022» → («INE», «CG», «616», «2022»). Spaces around a slash, or after the dash of a broken line, do not
    count.
    """
    return {h: partes for h in _REFERENCIA.findall(_sin_cortes(texto)) if (partes := _partes(h))}


def antes_del_acto(texto: str, acto: str) -> str:
    """What a text says just before it cites an act, folded: what the act is, or why it is named."""
    limpia = _sin_cortes(texto)
    lugar = limpia.find(acto)
    return plegado(limpia[max(0, lugar - _CERCA) : lugar])


def de_paso(antes: str) -> bool:
    """Whether an act is named because of what follows from it, and not on its own day."""
    return _DE_PASO.search(antes) is not None


def dias_de_los_actos(frase: str, anio: int) -> dict[str, date]:
    """The day of each act of a sentence: the one right after it («…, de fecha 2 de abril»), else the one before.

    No other act is between them, but for «los acuerdos A y B», which are of one day. A day that does not say its year
    is nobody's: that of an act is never guessed.
    """
    limpia = _sin_cortes(frase)
    lugares: list[tuple[int, int, str, date | None]] = [
        (h.start(), h.end(), h[0], None) for h in _REFERENCIA.finditer(limpia) if _partes(h[0])
    ]
    if not lugares:
        return {}
    dichas = nombradas(plegado(limpia), anio)
    lugares += [(lugar, lugar, "", dia) for lugar, escrita, dia in dichas if dia and escrita[-4:].isdigit()]
    lugares.sort(key=lambda lugar: lugar[0])
    dias: dict[str, date] = {}
    for n, (desde, hasta, acto, _) in enumerate(lugares):
        if not acto or de_paso(plegado(limpia[max(0, desde - _CERCA) : desde])):
            continue
        antes, despues = lugares[n - 1] if n else None, lugares[n + 1] if n + 1 < len(lugares) else None
        if despues and despues[3] and despues[0] - hasta < _CERCA:
            dias[acto] = despues[3]
        elif antes and antes[3]:
            dias[acto] = antes[3]
        elif antes and antes[2] in dias and desde - antes[1] < len(" y acumulado "):
            dias[acto] = dias[antes[2]]
    return dias


def forma_de_serie(referencia: str) -> str:
    """How the series of an act or letter is written, without its numbers: «IEEH/PRESIDENCIA_PEL//»."""
    return re.sub(r"\d+", "", referencia)


def afirma_cumplimiento(texto: str) -> bool:
    """Whether a text claims that things were done in time."""
    return _EN_TIEMPO.search(plegado(texto)) is not None


def igualar(texto: str) -> str:
    """A name or number reduced to what must match: no accents, capitals, spaces or punctuation."""
    return re.sub(r"[\W_]+", "", plegado(texto))


def anio_de_numero(numero: str) -> int | None:
    """The year that the number of an act ends with: 2022 in «INE/CG616/2022», 2021 in «RRA 10703/21»."""
    hallado = _ANIO.search(numero)
    if not hallado:
        return None
    return int(hallado[1]) + (2000 if len(hallado[1]) == 2 else 0)
