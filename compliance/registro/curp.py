"""CURP and clave de elector: whether they are well formed, and what a CURP says of its person. Pure.

CURP: Instructivo normativo para la asignación de la Clave Única de Registro de Población (RENAPO). Clave de elector:
eighteen characters that INE prints on the credential.
"""

import re
from dataclasses import dataclass
from datetime import date

ENTIDADES = {
    "AS": "Aguascalientes",
    "BC": "Baja California",
    "BS": "Baja California Sur",
    "CC": "Campeche",
    "CL": "Coahuila",
    "CM": "Colima",
    "CS": "Chiapas",
    "CH": "Chihuahua",
    "DF": "Ciudad de México",
    "DG": "Durango",
    "GT": "Guanajuato",
    "GR": "Guerrero",
    "HG": "Hidalgo",
    "JC": "Jalisco",
    "MC": "México",
    "MN": "Michoacán",
    "MS": "Morelos",
    "NT": "Nayarit",
    "NL": "Nuevo León",
    "OC": "Oaxaca",
    "PL": "Puebla",
    "QT": "Querétaro",
    "QR": "Quintana Roo",
    "SP": "San Luis Potosí",
    "SL": "Sinaloa",
    "SR": "Sonora",
    "TC": "Tabasco",
    "TS": "Tamaulipas",
    "TL": "Tlaxcala",
    "VZ": "Veracruz",
    "YN": "Yucatán",
    "ZS": "Zacatecas",
    "NE": "el extranjero",
}
# As the record keeps the sex. X: non binary.
SEXOS = {"M": "M", "H": "H", "X": "NB"}
_EN_PALABRAS = {"M": "mujer", "H": "hombre", "NB": "no binaria"}
_CURP = re.compile(r"([A-Z][AEIOUX][A-Z]{2})(\d{6})([HMX])([A-Z]{2})([B-DF-HJ-NP-TV-Z]{3})([A-Z\d])(\d)")
_CLAVE = re.compile(r"[A-Z]{6}\d{6}\d{2}[HMX]\d{3}")
_ALFABETO = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"


def como_se_guarda(clave: str) -> str:
    """In capitals, without the blanks and dashes with which people write it."""
    return re.sub(r"[\s-]+", "", clave).upper()


def digito(curp: str) -> int:
    """The check digit of the first seventeen characters."""
    return -sum(_ALFABETO.index(letra) * (18 - n) for n, letra in enumerate(curp[:17])) % 10


@dataclass(frozen=True)
class DeUnaCurp:
    """What a CURP says of whoever has it. `entidad`: where they were born."""

    nacimiento: date
    sexo: str
    entidad: str


def leer(curp: str) -> DeUnaCurp:
    """What a CURP, as it is kept, says. Raises ValueError, in Spanish, if it is not one."""
    partes = _CURP.fullmatch(curp)
    if partes is None:
        raise ValueError("La CURP tiene 18 letras y números, como en PEXA800505MMSRXN09: revise que esté completa.")
    _, dia, sexo, entidad, _, siglo, _ = partes.groups()
    if entidad not in ENTIDADES:
        raise ValueError(f"«{entidad}», en las posiciones 12 y 13 de la CURP, no es la clave de una entidad.")
    # The seventeenth is a number for those born until 1999, and a letter afterwards.
    anio = (1900 if siglo.isdigit() else 2000) + int(dia[:2])
    try:
        nacimiento = date(anio, int(dia[2:4]), int(dia[4:]))
    except ValueError:
        raise ValueError(f"«{dia}», la fecha que trae la CURP, no es un día que exista.") from None
    if int(curp[17]) != digito(curp):
        raise ValueError("El último dígito de la CURP no corresponde a los demás: alguno está mal escrito.")
    return DeUnaCurp(nacimiento, SEXOS[sexo], ENTIDADES[entidad])


def defecto_de_clave(clave: str) -> str:
    """Why it is no clave de elector, in Spanish; empty if it may be one."""
    if _CLAVE.fullmatch(clave):
        return ""
    return "La clave de elector tiene 18 letras y números, como en PRXXAN80050517M100: revise que esté completa."


def defecto_de(campo: str, valor: str) -> str:
    """Why a CURP or a clave de elector, as it is kept, is not one; empty if it is, or there is none."""
    if not valor or campo == "clave_elector":
        return defecto_de_clave(valor) if valor else ""
    try:
        leer(valor)
    except ValueError as error:
        return str(error)
    return ""


def contradicciones(curp: str, *, nacimiento: date | None, sexo: str) -> list[str]:
    """What a well formed CURP says otherwise than the record, in Spanish. Without a datum there is nothing to tell."""
    if not curp:
        return []
    dicho, faltas = leer(curp), []
    if nacimiento is not None and nacimiento != dicho.nacimiento:
        faltas.append(f"La CURP es de alguien que nació el {dicho.nacimiento:%d/%m/%Y}, no el {nacimiento:%d/%m/%Y}.")
    if sexo and sexo != dicho.sexo:
        faltas.append(f"La CURP es de una persona registrada como {_EN_PALABRAS[dicho.sexo]}.")
    return faltas


def contradicciones_de_clave(clave: str, *, nacimiento: date | None, sexo: str) -> list[str]:
    """The same of a clave de elector, which brings the day (without its century) and the sex."""
    if not clave or defecto_de_clave(clave):
        return []
    faltas = []
    if nacimiento is not None and clave[6:12] != f"{nacimiento:%y%m%d}":
        faltas.append(f"La clave de elector trae otra fecha de nacimiento que {nacimiento:%d/%m/%Y}.")
    if sexo and SEXOS[clave[14]] != sexo:
        faltas.append(f"La clave de elector es de una persona registrada como {_EN_PALABRAS[SEXOS[clave[14]]]}.")
    return faltas
