"""The number of an electoral section, as a voting card prints it: up to four digits."""

import re

MAXIMA = 9999
_NUMERO = re.compile(r"0*(\d{1,4})")


def numero_de_seccion(escrito: str) -> int | None:
    """The number that a text is, zeros in front or not; None if it is none."""
    hallado = _NUMERO.fullmatch(escrito.strip())
    return int(hallado[1]) or None if hallado else None
