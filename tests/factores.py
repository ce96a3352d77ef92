"""A second factor as its owner has it: the application that shows codes, the device that keeps a passkey."""

import hashlib
import json
import secrets
from base64 import b32decode
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

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


@dataclass
class Autenticador:
    """A device with one passkey, made by hand: what it signs can be wrong in each way that matters."""

    origen: str = "http://localhost"
    sitio: str = "localhost"
    verifica: bool = True
    cuenta: bytes = b""
    usos: int = 0
    llave: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credencial: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def crear(self, opciones: dict[str, Any]) -> dict[str, Any]:
        """What a browser answers when it is asked to make one."""
        pedido = opciones["publicKey"]
        self.cuenta = websafe_decode(pedido["user"]["id"])
        publica = ES256.from_cryptography_key(self.llave.public_key())
        dato = AttestedCredentialData.create(Aaguid(b"\0" * 16), self.credencial, publica)
        atestado = AttestationObject.create("none", AuthenticatorData(self._autenticador(0x40) + bytes(dato)), {})
        return self._respuesta(
            {"attestationObject": websafe_encode(bytes(atestado))}, self._cliente("webauthn.create", pedido)
        )

    def probar(self, opciones: dict[str, Any]) -> dict[str, Any]:
        """What it answers when it is asked to prove that it has it."""
        self.usos += 1
        autenticador, cliente = self._autenticador(0), self._cliente("webauthn.get", opciones["publicKey"])
        firma = self.llave.sign(autenticador + hashlib.sha256(cliente).digest(), ec.ECDSA(SHA256()))
        partes = {"authenticatorData": autenticador, "signature": firma, "userHandle": self.cuenta}
        return self._respuesta({c: websafe_encode(v) for c, v in partes.items()}, cliente)

    def _autenticador(self, banderas: int) -> bytes:
        banderas |= 0x01 | (0x04 if self.verifica else 0)
        return hashlib.sha256(self.sitio.encode()).digest() + bytes([banderas]) + self.usos.to_bytes(4, "big")

    def _cliente(self, que: str, pedido: dict[str, Any]) -> bytes:
        dicho = {"type": que, "challenge": pedido["challenge"], "origin": self.origen, "crossOrigin": False}
        return json.dumps(dicho).encode()

    def _respuesta(self, partes: dict[str, str], cliente: bytes) -> dict[str, Any]:
        clave = websafe_encode(self.credencial)
        respuesta = {"clientDataJSON": websafe_encode(cliente), **partes}
        return {
            "id": clave,
            "rawId": clave,
            "type": "public-key",
            "clientExtensionResults": {},
            "response": respuesta,
        }
