"""What the cells of lists mean, however they are written: states, districts, sexes, ages, calidades, names. Pure.

A value that is not understood is never guessed: whoever calls tells it. The spellings are data (valores.toml).
"""

import html
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..cuestionarios.curricular import en_blanco
from ..plan.norma import NormaError, buscar_entidad
from ..registro.nombres import palabras_de, signos_ajenos
from ..textos import normalizar

_VALORES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("valores.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=4096)
def plano(texto: str) -> str:
    """Lower case without accents, signs nor what only dresses a number: «1.º» is «1o», «N.L.» is «nl»."""
    # Full stops join initials; any other sign parts words.
    return " ".join(re.sub(r"[^a-z0-9]+", " ", normalizar(texto).replace(".", "")).split())


def _al_reves(grupos: dict[str, list[str]]) -> dict[str, str]:
    return {plano(escrito): valor for valor, escritos in grupos.items() for escrito in escritos}


_ENTIDADES = _al_reves(_VALORES["entidades"])
_SEXOS = _al_reves(_VALORES["sexos"])
_CALIDADES = _al_reves(_VALORES["calidades"])
_SIN_DATO = frozenset(map(plano, _VALORES["rellenos"]["datos"]))


def sin_dato(texto: str) -> bool:
    """Whether a cell says nothing: blank, INE's sentinel, a dash, «N/D», «#N/A»."""
    return en_blanco(texto) or (len(texto) < 20 and (not plano(texto) or plano(texto) in _SIN_DATO))


# A place is not told in more letters: what is looked for in a longer cell takes long, and is not there.
LUGAR_MAXIMO = 300

# -- States ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def entidad_de(texto: str) -> str:
    """The usual name of one of the 32 states, by any of its names, initials or its number; empty if it is none."""
    if len(texto) > LUGAR_MAXIMO:
        return ""
    dicho = plano(texto)
    clave = dicho.lstrip("0") if dicho.isdecimal() else dicho
    nombre = re.sub(r"^(?:estado libre y soberano|estado|edo|entidad) (?:de )?", "", clave)
    for escrito in (clave, nombre, clave.replace(" ", "")):
        if escrito in _ENTIDADES:
            return _ENTIDADES[escrito]
        with suppress(NormaError):
            return buscar_entidad(escrito).nombre
    # «23-QUINTANA ROO», «QUINTANA ROO (23)».
    nombre = re.sub(r"^\d{1,2}\s+|\s+\d{1,2}$", "", clave)
    if nombre != clave:
        return entidad_de(nombre)
    return ""


# -- Places ------------------------------------------------------------------------------------------------

_ROMANO = re.compile(r"(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})", re.IGNORECASE)
_UNIDADES = ("primer", "segund", "tercer", "cuart", "quint", "sext", "septim", "octav", "noven")
_DECENAS = {
    "decim": 10,
    "undecim": 11,
    "duodecim": 12,
    "vigesim": 20,
    "trigesim": 30,
    "cuadragesim": 40,
    "quincuagesim": 50,
}
_CARDINALES = {
    n: i
    for i, n in enumerate(
        [
            "uno",
            "dos",
            "tres",
            "cuatro",
            "cinco",
            "seis",
            "siete",
            "ocho",
            "nueve",
            "diez",
            "once",
            "doce",
            "trece",
            "catorce",
            "quince",
            "dieciseis",
            "diecisiete",
            "dieciocho",
            "diecinueve",
            "veinte",
        ],
        start=1,
    )
}
_CLASE = (
    r"(?:distritos?|dttos?|dto|dist|dtt|d|circunscripcion(?:es)?|circ|municipios?|mpio|mun)"
    r"(?:\s+(?:electoral(?:es)?|local(?:es)?|uninominal(?:es)?|plurinominal(?:es)?|estatal(?:es)?|numero|num|no|nro))*"
)
_PALABRA_DE_CLASE = re.compile(rf"^{_CLASE}\b\.?\s*", re.IGNORECASE)
_CLASE_AL_FINAL = re.compile(rf"\s+{_CLASE}\.?$", re.IGNORECASE)
_ADORNO = re.compile(r"^(?:con\s+)?(?:cabecera|sede)(?:\s+distrital)?(?:\s+en)?\s*[:,\-–—]?\s*", re.IGNORECASE)
_SEPARADOR = r"\s*[-–—−‐‑_:.,/|)]+\s*"


def romano(texto: str) -> int:
    """The value of a Roman numeral up to LXXXIX; 0 if it is none."""
    hallado = _ROMANO.fullmatch(texto)
    if not texto or hallado is None:
        return 0
    valores = {"i": 1, "v": 5, "x": 10, "l": 50}
    cifras = [valores[c] for c in texto.casefold()]
    return sum(-a if a < b else a for a, b in zip(cifras, [*cifras[1:], 0], strict=True))


def ordinal(texto: str) -> int:
    """The value of an ordinal or cardinal in words, «décimo segundo», «vigésima»; 0 if it is none."""
    total = 0
    palabras = plano(texto).split()
    for palabra in palabras:
        if palabra in _CARDINALES and len(palabras) == 1:
            return _CARDINALES[palabra]
        resto = palabra
        for inicio, valor in sorted(_DECENAS.items(), key=lambda d: -len(d[0])):
            if resto.startswith(inicio):
                total += valor
                resto = re.sub(r"^[oa]", "", resto.removeprefix(inicio))
                break
        if resto:
            unidad = next((i for i, u in enumerate(_UNIDADES, start=1) if re.fullmatch(rf"{u}[oa]?", resto)), 0)
            if not unidad:
                return 0
            total += unidad
    return total


@lru_cache(maxsize=4096)
def lugar_de(texto: str) -> tuple[str, str]:
    """Number and seat of a district or circunscripción, each empty if it is not said.

    «2-CANCUN», «DISTRITO 02 CANCÚN», «II», «Segundo distrito», «CANCÚN (02)» are number 2.
    """
    dicho = " ".join(texto.split()).strip(" .,;")
    if len(dicho) > LUGAR_MAXIMO:
        return "", dicho
    con_clase = _PALABRA_DE_CLASE.match(_sin_acentos(dicho))
    al_final = None if con_clase else _CLASE_AL_FINAL.search(_sin_acentos(dicho))
    if con_clase:
        resto = dicho[con_clase.end() :].strip(" .,-–—:#")
    elif al_final:
        resto = dicho[: al_final.start()]
    else:
        resto = dicho
    resto = resto or dicho
    nombrado = bool(con_clase or al_final)
    numero, cabecera = _numero_y_cabecera(resto, nombrado)
    return (str(numero), _cabecera(cabecera)) if numero else ("", dicho)


def _sin_acentos(texto: str) -> str:
    """The same length, letter by letter."""
    return "".join(unicodedata.normalize("NFD", c)[0] for c in texto)


def _cabecera(texto: str) -> str:
    limpia = texto.strip(" ()[]\"«»“”'.,;:-–—")
    if clase := re.match(r"(?:distrito|dttos?|circunscripci[oó]n)\b\.?\s*", limpia, re.IGNORECASE):
        limpia = limpia[clase.end() :]
    return _ADORNO.sub("", limpia).strip(" ()\"«»“”'.,;:-–—")


def _numero_y_cabecera(texto: str, nombrado: bool) -> tuple[int, str]:
    # Arabic, first or last: «02», «2o. CANCÚN», «2°-CANCÚN», «CANCÚN 02», «CANCÚN (2)».
    hallado = re.fullmatch(
        rf"(?:n[uú]m(?:ero)?\.?|no\.|#)?\s*(\d+)(?:\.?\s?(?:[ºª°]|(?:er|do|ro|to|mo|vo|no|o|a)\b\.?))?(?:({_SEPARADOR}|\s+|\s*\()(.*))?",
        texto,
        re.IGNORECASE,
    )
    if hallado and int(hallado[1]):
        return int(hallado[1]), hallado[3] or ""
    # Roman: «II», «II-CANCÚN», «II CANCÚN». One letter and a full stop may be a name: «V. CARRANZA».
    hallado = re.fullmatch(rf"([IVXLivxl]+)(?:({_SEPARADOR}|\s+|\s*\()(.*))?", texto)
    if hallado and romano(hallado[1]) and (hallado[1].isupper() or nombrado or not hallado[3]):
        suelta = len(hallado[1]) == 1 and (hallado[2] or "").strip() in (".", ",") and hallado[3]
        if nombrado or not suelta:
            return romano(hallado[1]), hallado[3] or ""
    # Words: «Segundo», «DÉCIMO SEGUNDO, CANCÚN».
    palabras = texto.split()
    for cuantas in (2, 1):
        if numero := ordinal(" ".join(palabras[:cuantas])) if len(palabras) >= cuantas else 0:
            resto = " ".join(palabras[cuantas:])
            # «TERCERA SECCIÓN» is a name; «Tercero», «Tercer distrito Cancún» a number.
            if nombrado or not resto or palabras[cuantas - 1].endswith((",", ".", "-", ":")):
                return numero, resto
            if clase := _PALABRA_DE_CLASE.match(_sin_acentos(resto)):
                return numero, resto[clase.end() :]
    if plano(texto) in ("unico", "unica"):
        return 1, ""
    hallado = re.fullmatch(r"(.+?)[\s(\[\-–—,]+(?:no\.|n[uú]m\.?|#)?\s*0*(\d{1,3})\s*[)\]]?", texto, re.IGNORECASE)
    if hallado and int(hallado[2]):
        return int(hallado[2]), hallado[1]
    hallado = re.fullmatch(r"(.+?)\s+([IVXL]{2,}|\(\s*[IVXL]+\s*\))", texto)
    if hallado and (numero := romano(hallado[2].strip("() "))):
        return numero, hallado[1]
    return 0, ""


# -- People ------------------------------------------------------------------------------------------------


def emes_de(celdas: Iterable[str]) -> str:
    """What «M» alone says in a column of sexes, by the rest of it: «M» mujer, «H» hombre, empty if it does not tell."""
    dichos = {plano(celda) for celda in celdas}
    if "m" not in dichos:
        return ""
    de_hombre, de_mujer = bool(dichos & {"h"}), bool(dichos & {"f", "fem"})
    if not (de_hombre or de_mujer) and "mujer" not in dichos:
        de_hombre, de_mujer = "hombre" in dichos, "femenino" in dichos
    if de_hombre == de_mujer:
        return ""
    return "M" if de_hombre else "H"


def sexo_de(texto: str, eme: str) -> str:
    """As the record keeps it; empty if it is not known. `eme`: what «M» alone says."""
    dicho = plano(texto)
    return eme if dicho == "m" else _SEXOS.get(dicho, "")


def calidad_de(texto: str) -> str:
    """«propietaria» or «suplente»; empty if it says neither."""
    dicho = plano(re.sub(r"\(.*\)", "", texto)) or plano(texto)
    if dicho in _CALIDADES:
        return _CALIDADES[dicho]
    for inicio, calidad in (("propietari", "propietaria"), ("titular", "propietaria"), ("suplente", "suplente")):
        if dicho.startswith(inicio):
            return calidad
    return ""


# What a spreadsheet shows of a small number once its cell has the format of a date.
_ANTES_DEL_DIA_INEXISTENTE = date(1899, 12, 31)
_FECHA = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00(?::00)?)?")


def edad_de(texto: str) -> tuple[int | None, str]:
    """Whole years, and what is to be said of the cell; None if it says no age."""
    if sin_dato(texto):
        return None, ""
    dicho = unicodedata.normalize("NFKC", texto) if not set(texto) & set("²³¹") else texto
    hallada = re.fullmatch(
        r"\s*(\d{1,3})(?:\.0+|,0+)?\s*(?:a[ñn]os?|a[ñn]os? cumplidos|a\.?)?\s*\.?\s*", dicho, re.IGNORECASE
    )
    if hallada and hallada[1].isascii():
        return int(hallada[1]), ""
    fecha = fecha_de(texto)
    if fecha is not None and fecha.year == 1900 and fecha < date(1900, 5, 1):
        edad = (fecha - _ANTES_DEL_DIA_INEXISTENTE).days + (fecha >= date(1900, 3, 1))
        return edad, f"EDAD tiene formato de fecha: se leyó {edad}."
    if fecha is not None:
        return None, "EDAD es una fecha, no una edad; quedó sin dato."
    return None, "EDAD no es un número entero; quedó sin dato."


_MESES = {
    m: n
    for n, m in enumerate(["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"], start=1)
}


def fecha_de(texto: str) -> date | None:
    """A day written «1980-05-02», «02/05/1980» (day first, as in Mexico) or «2-may-1980»; None if it is none."""
    dicho = texto.strip()
    hallada = _FECHA.fullmatch(dicho)
    if hallada:
        partes = (hallada[1], hallada[2], hallada[3])
    elif hallada := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", dicho):
        partes = (hallada[3], hallada[2], hallada[1])
    elif hallada := re.fullmatch(
        r"(\d{1,2})[\s/.-](?:de )?([a-záéíóú]{3})[a-z]*\.?[\s/.-](?:de(?:l)? )?(\d{4})", dicho, re.IGNORECASE
    ):
        partes = (hallada[3], str(_MESES.get(normalizar(hallada[2]), 0)), hallada[1])
    else:
        return None
    try:
        return date(*map(int, partes))
    except ValueError:
        return None


def parece_fecha(texto: str) -> bool:
    """Whether a spreadsheet made a date of what was a number of list: «2-5» becomes «2024-05-02» or «02-may»."""
    dicho = texto.strip()
    mes = rf"(?:{'|'.join(_MESES)}|jan|apr|aug|dec)[a-z]*\.?"
    return fecha_de(dicho) is not None or bool(
        re.fullmatch(rf"\d{{1,2}}[\s/-]{mes}(?:[\s/-]\d{{2,4}})?|{mes}[\s/-]\d{{1,4}}", dicho, re.IGNORECASE)
        or re.fullmatch(r"\d{1,2}/\d{1,2}/\d{2}|\d{4}-\d\d-\d\d.*", dicho)
    )


# -- Names -------------------------------------------------------------------------------------------------

_MAL_LEIDO = re.compile(r"[ÃÂ][\u0080-\u00bf\u0152-\u0192\u02c6-\u2122]|ï¿½|â€")


def reparado(texto: str) -> str:
    """What was UTF-8 and was read as Windows-1252 («PEÃ‘A»), or entities of a page («PE&Ntilde;A»), as it was meant."""
    dicho = html.unescape(texto) if "&" in texto else texto
    if not _MAL_LEIDO.search(dicho):
        return dicho
    for codificacion in ("cp1252", "latin-1"):
        with suppress(UnicodeError):
            return dicho.encode(codificacion).decode("utf-8")
    # Some of its bytes have no letter in Windows-1252: those stayed as they were.
    with suppress(UnicodeError):
        crudo = b"".join(c.encode("cp1252") if c not in _SIN_LETRA else c.encode("latin-1") for c in dicho)
        return crudo.decode("utf-8")
    return dicho


_SIN_LETRA = frozenset("\x81\x8d\x8f\x90\x9d")


def sospechas_de_nombre(nombre: str) -> str:
    """What to tell of a name with signs that no name has; empty if it has none."""
    defecto = signos_ajenos(nombre)
    if not defecto:
        return ""
    como = reparado(nombre)
    quiza = f" Quizá es «{como}»." if como != nombre and not signos_ajenos(como) else ""
    return f"El nombre «{nombre}» {defecto}.{quiza} Revíselo en su fuente."


def nombre_suelto(nombre: str) -> str:
    """How a name is compared to find the same person written in another way (`palabras_de`).

    Two with the same one may be one person; it never proves that they are.
    """
    return " ".join(palabras_de(nombre))


def nombre_propio(nombre: str) -> str:
    """How names are compared to take two rows for one person: accents and capitals apart, «ñ» is not «n»."""
    return normalizar(re.sub("[ñÑ]", "\u1780", unicodedata.normalize("NFC", nombre)))


_PARTICULAS = frozenset(
    ["de", "del", "la", "las", "los", "y", "e", "san", "santa", "mac", "mc", "von", "van", "da", "do", "dos", "di"]
)


def en_nombre_y_apellidos(nombre: str) -> str:
    """A name written with its surnames first, as it is said: «PRUEBA UNO ANA» and «Prueba Uno, Ana» is Ana Prueba Uno.

    Two surnames, each with the particles before it; of one with no more words than that, nothing is guessed.
    """
    apellidos, coma, nombres = nombre.partition(",")
    if coma:
        return f"{nombres.strip()} {apellidos.strip()}" if nombres.strip() else apellidos.strip()
    palabras = nombre.split()
    hasta = 0
    for _ in range(2):
        while hasta < len(palabras) and plano(palabras[hasta]) in _PARTICULAS:
            hasta += 1
        hasta += 1
    return " ".join([*palabras[hasta:], *palabras[:hasta]]) if 2 <= hasta < len(palabras) else nombre


_VELO = "••••••••"
_CLAVES = re.compile(r"\b([A-ZÑ]{4})(?:[A-ZÑ]{2}[\s-]?\d{8}|[\s-]?\d{6})[\s-]?[A-ZÑ\d]{4,8}\b", re.IGNORECASE)
# From the beginning of what could be one, once: a cell without «@» is not tried at each of its letters.
_CORREOS = re.compile(r"(?<![^\s@<>,;:])([^\s@<>,;:]?)[^\s@<>,;:]*@[^\s<>,;]*")


def velado(valor: str, *, entero: bool = False) -> str:
    """A cell to be looked at, without what identifies somebody or reaches them: «GOMC••••••••».

    `entero`: all of it does, whatever it looks like.
    """
    if entero:
        return f"{valor[: 1 if '@' in valor else min(4, len(valor) // 3)]}{_VELO}"
    return _CLAVES.sub(rf"\1{_VELO}", _CORREOS.sub(rf"\1{_VELO}", valor))
