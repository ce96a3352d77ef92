"""The number of a list or formula, however it is written. Pure."""

import re

from calendario.palabras import NUMEROS, ORDINALES

from ..textos import normalizar

# How the number is called before it is said: «Fórmula 2», «F-2», «Núm. 2», «Posición 2».
_ANTES = re.compile(
    r"^(?:(?:formula|form|f|numero|num|nro|no|n|lista|l|posicion|pos|lugar|de|la)(?![a-z])[\s.:#-]*|#\s*)+(?=\S)"
)
_GLOSA = re.compile(r"\(([^()]*)\)")
_ENTERO = re.compile(r"0*(\d{1,18})(?:[.,]0+)?")
_ROMANO = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_VALORES = {"i": 1, "v": 5, "x": 10}


def comparable(formula: str) -> str:
    """What is compared of it: «2», «02», «2.0», «II», «F-2», «Fórmula 2», «dos» and «2 (dos)» are all «2».

    What is no number is compared as it is written, without accents, signs nor capitals: «1-A», «Única».
    """
    escrito = normalizar(re.sub("[ªº°]", " ", formula)).strip()
    # A parenthesis that says the number again adds nothing; «(2)» is the number.
    dicho = _GLOSA.sub(lambda g: "" if _numero(g[1]) is not None else g[0], escrito).strip() or escrito.strip("() ")
    for texto in (dicho, _ANTES.sub("", dicho)):
        if (numero := _numero(texto)) is not None:
            return str(numero)
    return re.sub(r"\W+", "", dicho) or escrito


def _numero(texto: str) -> int | None:
    texto = texto.strip(" .:-")
    if entero := _ENTERO.fullmatch(texto):
        return int(entero[1])
    if texto and _ROMANO.fullmatch(texto):
        valores = [_VALORES[x] for x in texto]
        return sum(-v if v < max(valores[n:]) else v for n, v in enumerate(valores))
    return NUMEROS.get(texto, ORDINALES.get(texto))
