"""Why a mail did not arrive, in words, from what mail servers say of it (RFC 3463 and RFC 5321). Pure."""

import re
from typing import NamedTuple


class Razon(NamedTuple):
    """What happened and what can be done about it."""

    que: str
    remedio: str


NO_EXISTE = Razon("La dirección no existe o ya no se usa.", "Corríjala y envíe el aviso otra vez.")
DOMINIO = Razon("El dominio de la dirección no existe o no recibe correo.", "Corríjala y envíe el aviso otra vez.")
LLENO = Razon("El buzón está lleno.", "Avise a la persona por otro medio y envíe el aviso otra vez.")
GRANDE = Razon("El mensaje es más grande de lo que el buzón admite.", "Entregue los documentos por otro medio.")
RECHAZADO = Razon(
    "El servidor que lo recibe lo rechazó por sus políticas.",
    "Pida a informática que revise el correo del instituto (SPF, DKIM, DMARC) y envíe el aviso otra vez.",
)
SIN_RESPUESTA = Razon("El servidor que lo recibe no respondió a tiempo.", "Envíe el aviso otra vez.")
OTRA = Razon("El correo no se pudo entregar.", "Revise la dirección y envíe el aviso otra vez.")

# The status is more precise than the code that goes with it, where there is one.
_POR_ESTADO = (
    (r"5\.1\.2|5\.4\.4|5\.1\.10", DOMINIO),
    (r"5\.1\.\d+|5\.2\.1", NO_EXISTE),
    (r"[45]\.2\.2", LLENO),
    (r"5\.2\.3|5\.3\.4", GRANDE),
    (r"5\.7\.\d+", RECHAZADO),
    (r"4\.\d+\.\d+|5\.4\.\d+", SIN_RESPUESTA),
)
_POR_CODIGO = {"550": NO_EXISTE, "551": NO_EXISTE, "553": NO_EXISTE, "552": LLENO, "554": RECHAZADO}


def en_palabras(error: str) -> Razon:
    """The reason that an error of a mail server tells."""
    for patron, razon in _POR_ESTADO:
        if re.search(rf"(?<![\d.])(?:{patron})(?![\d.])", error):
            return razon
    codigo = re.search(r"\b(55[01234])\b", error)
    if codigo:
        return _POR_CODIGO.get(codigo.group(1), OTRA)
    return SIN_RESPUESTA if re.search(r"timeout|timed out|\b4[25]\d\b", error, re.IGNORECASE) else OTRA
