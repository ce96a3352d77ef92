"""The words of the rules: numbers written out, and what is wrong with a text that is none. Pure: no ORM, no clock."""

import re
import unicodedata
from collections.abc import Container
from difflib import get_close_matches

from .fechas import DIAS, MESES

_CARDINALES = (
    "un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiún veintidós veintitrés veinticuatro veinticinco veintiséis "
    "veintisiete veintiocho veintinueve"
)
_DECENAS = {
    "treinta": 30,
    "cuarenta": 40,
    "cincuenta": 50,
    "sesenta": 60,
    "setenta": 70,
    "ochenta": 80,
    "noventa": 90,
}


def plegar(texto: str) -> str:
    """Lower case without accents, character by character, so that positions still match the original."""
    return "".join(unicodedata.normalize("NFD", letra)[0].lower()[0] for letra in texto)


def contadas(cuantas: int) -> str:
    """How many activities, in words: «una», «cuatro», «veintiuna», «treinta y dos»; with figures from a hundred on."""
    palabras = ("ninguna", *_CARDINALES.split())
    if cuantas < len(palabras):
        dicho = palabras[cuantas]
    elif cuantas < 100:
        decena = next(palabra for palabra, valor in _DECENAS.items() if valor == cuantas // 10 * 10)
        dicho = f"{decena} y {palabras[cuantas % 10]}" if cuantas % 10 else decena
    else:
        return str(cuantas)
    return {"veintiún": "veintiuna"}.get(dicho, f"{dicho}a" if dicho.split()[-1] == "un" else dicho)


def _numeros() -> dict[str, int]:
    numeros = {plegar(palabra): n for n, palabra in enumerate(_CARDINALES.split(), start=1)}
    numeros |= {"uno": 1, "una": 1, "veintiuno": 21, "veintiuna": 21}
    for decena, valor in _DECENAS.items():
        numeros[decena] = valor
        for unidad in (*list(numeros)[:9], "una", "uno"):
            numeros[f"{decena} y {unidad}"] = valor + numeros[unidad]
    return numeros


# Whole numbers in words below a hundred, without accents.
NUMEROS = _numeros()
_CENTENAS = dict(
    zip(("dosc", "tresc", "cuatroc", "quin", "seisc", "setec", "ochoc", "novec"), range(200, 1000, 100), strict=True)
)
SEMANA = {plegar(dia): n for n, dia in enumerate(DIAS)}
ORDINALES = {
    forma: n
    for n, formas in enumerate(
        (
            "primer primero primera 1er 1er. 1ro 1ro. 1ra 1ra. 1°",
            "segundo segunda 2do 2do. 2da 2da. 2°",
            "tercer tercero tercera 3er 3er. 3ro 3ro. 3ra 3ra. 3°",
            "cuarto cuarta 4to 4to. 4ta 4ta. 4°",
            "quinto quinta 5to 5to. 5ta 5ta. 5°",
            "sexto sexta",
            "septimo septima",
            "octavo octava",
            "noveno novena",
            "decimo decima",
        ),
        start=1,
    )
    for forma in formas.split()
}
# As regular expressions, over folded text.
_MENOR = "|".join(sorted(NUMEROS, key=len, reverse=True))
_CENTENA = rf"(?:(?:{'|'.join(_CENTENAS)})ient[oa]s|ciento)"
EN_LETRA = rf"(?:{_CENTENA} (?:{_MENOR})|(?:{'|'.join(_CENTENAS)})ient[oa]s|cien|{_MENOR})"
LARGO_DE_CIFRAS = 4
NUMERO = rf"(?:\d{{1,{LARGO_DE_CIFRAS}}}|{EN_LETRA})"
ORDINAL = "|".join(sorted(ORDINALES, key=len, reverse=True))
ANIO = rf"(?:\d{{4}}|dos mil(?: (?:{_MENOR}))?)"


def numero(texto: str) -> int:
    """The value of a number that matches NUMERO."""
    if texto.isdigit():
        return int(texto)
    if texto in NUMEROS:
        return NUMEROS[texto]
    centena, _, resto = texto.partition(" ")
    valor = 100 if centena in ("cien", "ciento") else _CENTENAS[centena[:-6]]
    return valor + (NUMEROS[resto] if resto else 0)


def anio(texto: str) -> int:
    """The value of a year that matches ANIO."""
    if texto.isdigit():
        return int(texto)
    resto = texto.removeprefix("dos mil").strip()
    return 2000 + (NUMEROS[resto] if resto else 0)


# -- What a text that is not a rule has wrong -------------------------------------------------------------

_PALABRAS = (
    "a al antes anterior anteriores anticipación antelación año años cada con contadas contados contado corridos "
    "calendario dentro después del de desde día días durante el en entre hábil hábiles hasta hora horas inmediato la "
    "laborables las los más mes meses mismo natural naturales partir plazo posterior posteriores previo previos primer "
    "primero primera primeros último últimos que quincena semana semanas siguiente siguientes tardar término todos un y"
)
# Each word that the language knows, folded, and as it is written.
_CONOCIDAS = (*" ".join(NUMEROS).split(), *_CARDINALES.split(), *_PALABRAS.split(), *ORDINALES, *DIAS, *MESES)
_VOCABULARIO = {plegar(palabra): palabra for palabra in _CONOCIDAS}
_CIFRA = re.compile(r"(?<![\w/-])(?P<cifra>[-−–]?\d[\d.,]*) (?:dias?|horas?|mes|meses|anos?)\b")
_MAYOR = re.compile(r"\bmil\b")


def _corta(cifra: str) -> str:
    return cifra if len(cifra) <= 20 else f"{cifra[:20]}…"


def diagnostico(original: str, de_hechos: Container[str]) -> str:
    """Why a text is not a rule: an amount that cannot be, or the first word not known with the nearest one that is.

    `de_hechos`: the words with which facts are named.
    """
    texto = plegar(original)
    if hallado := _CIFRA.search(texto):
        cifra = hallado["cifra"]
        if not cifra[0].isdigit():
            return f"la cantidad no puede ser negativa («{cifra}»): para contar hacia atrás escriba «antes»"
        if not cifra.isdigit():
            return f"la cantidad debe ser un número entero, sin puntos ni comas («{cifra}»)"
        if len(cifra) > LARGO_DE_CIFRAS:
            return f"la cantidad es demasiado grande («{_corta(cifra)}»): puede ser hasta {10**LARGO_DE_CIFRAS - 1}"
    if hallado := _MAYOR.search(texto):
        return (
            f"«{hallado[0]}»: con palabras se llega hasta novecientos noventa y nueve; escriba la cantidad con cifras"
        )
    for hallada in re.finditer(r"[a-z]+", texto):
        if hallada[0] not in _VOCABULARIO and hallada[0] not in de_hechos:
            # Two or three letters look like too many words.
            parecidas = get_close_matches(hallada[0], _VOCABULARIO, n=1, cutoff=0.7) if len(hallada[0]) > 3 else []
            sugerencia = f" (¿quiso decir «{_VOCABULARIO[parecidas[0]]}»?)" if parecidas else ""
            return f"no se reconoce «{original[hallada.start() : hallada.end()]}»{sugerencia}"
    if larga := re.search(rf"\d{{{LARGO_DE_CIFRAS + 1},}}", texto):
        return f"«{_corta(larga[0])}» es demasiado grande para una cantidad o un año"
    if (mes := re.search(rf"\b(?:{'|'.join(MESES)})\b(?! (?:de|del) )", texto)) and not re.search(r"\d{4}", texto):
        return f"falta el año de «{mes[0]}»"
    if not re.search(r"\d", texto) and not any(palabra in NUMEROS for palabra in texto.split()):
        return "falta la cantidad o la fecha"
    return "las palabras se conocen, pero no en ese orden"
