"""Passkeys (WebAuthn, W3C Level 2): what is asked of a browser, and whether what it answers is true.

The cryptography is fido2's. A passkey belongs to the name of the site (`Sitio.anfitrion`), never to an address of IP.
"""

import json
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from fido2 import cbor
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from ..models import LlaveDeAcceso, Usuario
from ..verbos.modelo import Rechazo
from .factores import poner_llave, usar_llave

# What a browser that answers nonsense, another site, or a forged signature is told.
NO_SE_RECONOCE = Rechazo("llave", "No se reconoció la llave de acceso.", "Inténtelo otra vez, o entre de otra manera.")
Dicho = Mapping[str, Any]
# What is read of an answer, and how long the name of a key may be (WebAuthn, 6.5.1).
_PARTES = ("clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle")
CREDENCIAL_MAXIMA = 1023


@dataclass(frozen=True)
class Sitio:
    """Where the browser is: the scheme, the name and the port that Django answered for."""

    esquema: str
    direccion: str

    @property
    def anfitrion(self) -> str:
        """Without its port."""
        return self.direccion.rsplit(":", 1)[0] if not self.direccion.endswith("]") else self.direccion

    @property
    def admite(self) -> bool:
        """Whether browsers keep passkeys of it: those of a name, over https or on the same machine."""
        try:
            ip_address(self.anfitrion.strip("[]"))
        except ValueError:
            return self.esquema == "https" or self.anfitrion == "localhost"
        return False

    def servidor(self) -> Fido2Server:
        """Who asks."""
        origen = f"{self.esquema}://{self.direccion}"
        return Fido2Server(
            PublicKeyCredentialRpEntity(name="Cauce", id=self.anfitrion), verify_origin=lambda dicho: dicho == origen
        )


def _de_la_cuenta(usuario: Usuario) -> bytes:
    """How the authenticator names the account: nothing that tells who it is."""
    return f"cauce-{usuario.pk}".encode()


def _publicas(usuario: Usuario) -> list[AttestedCredentialData]:
    return [_publica(llave) for llave in LlaveDeAcceso.objects.filter(usuario=usuario)]


def _publica(llave: LlaveDeAcceso) -> AttestedCredentialData:
    return AttestedCredentialData(urlsafe_b64decode(llave.publica))


def pedir_registro(sitio: Sitio, usuario: Usuario) -> tuple[Dicho, Dicho]:
    """What the browser is asked to make a passkey, and what is remembered of it."""
    opciones, estado = sitio.servidor().register_begin(
        PublicKeyCredentialUserEntity(id=_de_la_cuenta(usuario), name=usuario.username, display_name=str(usuario)),
        _publicas(usuario),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return dict(opciones), dict(estado)


def registrar(
    sitio: Sitio, usuario: Usuario, nombre: str, estado: Dicho, respuesta: Dicho, *, en: datetime
) -> list[str]:
    """Keep the passkey that the browser made; answers the recovery codes made with it. Raises Rechazo."""
    dato = _sin_tropiezos(lambda: sitio.servidor().register_complete(estado, _en_su_forma(respuesta)))
    if not isinstance(dato, AuthenticatorData) or dato.credential_data is None:
        raise NO_SE_RECONOCE
    if len(dato.credential_data.credential_id) > CREDENCIAL_MAXIMA:
        raise NO_SE_RECONOCE
    return poner_llave(
        usuario,
        nombre=nombre,
        credencial=websafe_encode(dato.credential_data.credential_id),
        publica=urlsafe_b64encode(bytes(dato.credential_data)).decode(),
        contador=dato.counter,
        en=en,
    )


def pedir_prueba(sitio: Sitio, usuario: Usuario | None) -> tuple[Dicho, Dicho]:
    """What the browser is asked to prove: of one account, that it is there; of nobody yet, that it is its owner too."""
    opciones, estado = sitio.servidor().authenticate_begin(
        _publicas(usuario) if usuario else None,
        user_verification=UserVerificationRequirement.PREFERRED if usuario else UserVerificationRequirement.REQUIRED,
    )
    return dict(opciones), dict(estado)


def probar(sitio: Sitio, usuario: Usuario | None, estado: Dicho, respuesta: Dicho, *, en: datetime) -> Usuario:
    """Whose passkey it was, of `usuario` if one is given. Raises Rechazo."""
    dicho = _sin_tropiezos(lambda: AuthenticationResponse.from_dict(_en_su_forma(respuesta)))
    if not isinstance(dicho, AuthenticationResponse):
        raise NO_SE_RECONOCE
    suyas = LlaveDeAcceso.objects.filter(usuario__is_active=True).select_related("usuario")
    llave = suyas.filter(credencial=websafe_encode(dicho.raw_id)).first()
    if llave is None or (usuario is not None and llave.usuario_id != usuario.pk):
        raise NO_SE_RECONOCE
    # Who has not said their name is said by the device: it must say the same.
    quien = dicho.response.user_handle
    if (quien is not None or usuario is None) and quien != _de_la_cuenta(llave.usuario):
        raise NO_SE_RECONOCE
    _sin_tropiezos(lambda: sitio.servidor().authenticate_complete(estado, [_publica(llave)], dicho))
    if not usar_llave(llave, dicho.response.authenticator_data.counter, en=en):
        raise Rechazo(
            "copiada",
            f"La llave «{llave}» dijo haberse usado menos veces que antes: puede ser una copia.",
            "No la use. Entre de otra manera, quítela en «Mi cuenta» y avise a su instituto.",
        )
    return llave.usuario


def _exigir_textos(*dichos: Any) -> None:
    if not all(isinstance(dicho, str) for dicho in dichos):
        raise NO_SE_RECONOCE


def _en_su_forma(respuesta: Dicho) -> Dicho:
    """Of an answer, what is read, once it is seen to be texts: of a number fido2 would make as many bytes.

    Raises whatever `_sin_tropiezos` takes for a refusal.
    """
    partes = {parte: respuesta["response"][parte] for parte in _PARTES if respuesta["response"].get(parte) is not None}
    clave = respuesta["rawId"]
    _exigir_textos(clave, *partes.values())
    cliente = json.loads(websafe_decode(partes["clientDataJSON"]))
    _exigir_textos(cliente["type"], cliente["challenge"], cliente["origin"])
    if "attestationObject" in partes:
        atestado: Any = cbor.decode(websafe_decode(partes["attestationObject"]))
        if not isinstance(atestado["authData"], bytes):
            raise NO_SE_RECONOCE
    return {"id": respuesta.get("id", clave), "rawId": clave, "response": partes}


# What fido2 and cryptography raise of what is damaged, nested without end, or of a kind that they do not know.
_TROPIEZOS = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RuntimeError,
    struct.error,
    UnsupportedAlgorithm,
)


def _sin_tropiezos(hacer: Any) -> Any:
    """What comes from a browser may be anything: whatever is wrong with it is one refusal."""
    try:
        return hacer()
    except Rechazo:
        raise
    except _TROPIEZOS as error:
        raise NO_SE_RECONOCE from error
