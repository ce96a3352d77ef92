"""A second factor as its owner has it: the application that shows codes."""

from base64 import b32decode
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from compliance.models import Usuario
from compliance.services import factores


class Telefono:
    """An application of codes, which knows the secret that it was shown."""

    def __init__(self, secreto: bytes) -> None:
        self._totp = TOTP(secreto, 6, SHA1(), 30)  # noqa: S303

    @classmethod
    def de_letras(cls, letras: str) -> "Telefono":
        """Of the secret as it is typed."""
        junto = letras.replace(" ", "")
        return cls(b32decode(junto + "=" * (-len(junto) % 8)))

    def codigo(self, a: datetime) -> str:
        """What it shows at that moment."""
        return self._totp.generate(int(a.timestamp())).decode()


def con_aplicacion(usuario: Usuario, a: datetime) -> tuple[Telefono, list[str]]:
    """Put an application in the account at that moment of the machine; answers it and the recovery codes."""
    propuesta = factores.Propuesta.nueva(usuario)
    telefono = Telefono(propuesta.secreto(usuario))
    codigos = factores.poner_aplicacion(usuario, propuesta, telefono.codigo(a), en=a, maquina=a)
    return telefono, codigos


def sesion_con_factor(cliente: Any) -> None:
    """As if whoever is in had shown it."""
    sesion = cliente.session
    sesion["factor"] = "código de la aplicación"
    sesion.save()
