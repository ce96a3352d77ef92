"""Entering with the directory of an institute (OpenID Connect, authorization code with PKCE).

The protocol is authlib's: discovery, state, nonce, the signature of the token by the keys that the issuer publishes,
its audience and its term. Here is what an identity opens: an account that exists, and no role. It is found by the `sub`
that was linked to it or, the first time, by an e-mail that the issuer has verified; the linking is an act.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError
from requests import RequestException

from ..actos import Apunte, escritura
from ..models import IdentidadExterna, Usuario
from ..senales import CambioDeAcceso
from ..verbos.cuentas import Papel
from ..verbos.modelo import Rechazo
from .cuentas import bloquear_cuenta, bloquear_procesos, quedar_por_confirmar
from .enlaces import de_dos_personas, sin_quien_confirme
from .sesiones import anotar

CON_DIRECTORIO = "el directorio de su instituto"
# What the issuer may sign with: only what is checked with a key that everybody may have. Never «none», nor our secret.
FIRMAS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
# What a directory says of how somebody entered (RFC 8176), by what each proves: what they know, have, or are. By SMS or
# by telephone is not what our own second factor admits.
_PRUEBAS = (
    frozenset({"pwd", "pin", "kba"}),
    frozenset({"otp", "hwk", "swk", "sc"}),
    frozenset({"fpt", "face", "iris", "retina", "vbm"}),
)
ESPERA = 10

NO_RESPONDE = Rechazo(
    "directorio", "El directorio de su instituto no responde.", "Inténtelo en unos minutos o entre con su contraseña."
)
NO_ES_SUYO = Rechazo(
    "identidad",
    "No se pudo comprobar lo que respondió el directorio de su instituto.",
    "Vuelva a empezar desde la página de entrada; si se repite, avise a la unidad de informática.",
)
SIN_CUENTA = Rechazo(
    "sin_cuenta",
    "Ninguna cuenta abierta corresponde a su identidad.",
    "Pida a la unidad de informática que abra su cuenta con el mismo correo de su directorio.",
)

SIN_OTRA_PERSONA = Rechazo(
    "ultima_confirmacion",
    "El correo de su cuenta cambió desde que se confirmó su rol, y nadie más puede confirmarlo otra vez.",
    "Entre como acostumbra, o pida a quien trabaja en el servidor que lo confirme (manage.py confirmar_rol).",
)


def hay() -> bool:
    """Whether this installation has one."""
    return bool(settings.OIDC_EMISOR)


def _cliente() -> Any:
    """What talks to the issuer; made each time, so that it follows the settings and the keys of now.

    Raises Rechazo if the issuer says to be another, or signs with nothing that can be checked.
    """
    cliente = OAuth().register(
        "directorio",
        client_id=settings.OIDC_CLIENTE,
        client_secret=settings.OIDC_SECRETO,
        server_metadata_url=f"{settings.OIDC_EMISOR}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256", "default_timeout": ESPERA},
    )
    try:
        datos = cliente.load_server_metadata()
        emisor, firmas = datos.get("issuer"), datos.get("id_token_signing_alg_values_supported", ["RS256"])
        datos["id_token_signing_alg_values_supported"] = [f for f in firmas if f in FIRMAS] or ["RS256"]
    except (AuthlibBaseError, RequestException, ValueError, TypeError, AttributeError) as error:
        raise NO_RESPONDE from error
    if str(emisor).rstrip("/") != settings.OIDC_EMISOR:
        raise NO_ES_SUYO
    return cliente


def mandar(request: HttpRequest, vuelta: str) -> HttpResponse:
    """Send whoever wants to enter to the issuer, which sends them back to `vuelta`. Raises Rechazo."""
    cliente = _cliente()
    try:
        respuesta: HttpResponse = cliente.authorize_redirect(request, vuelta)
    except (AuthlibBaseError, ValueError, TypeError, AttributeError, RuntimeError) as error:
        # It says of itself not even where one enters.
        raise NO_RESPONDE from error
    return respuesta


def reclamos(request: HttpRequest) -> Mapping[str, Any]:
    """What the issuer says of whoever came back, once it is proved that it says so. Raises Rechazo."""
    cliente = _cliente()
    try:
        fichas = cliente.authorize_access_token(request)
        # What comes beside the token of identity, nobody signed.
        dicho = fichas.get("userinfo") if "id_token" in fichas else None
    except RequestException as error:
        raise NO_RESPONDE from error
    except (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError, AttributeError, RuntimeError) as error:
        raise NO_ES_SUYO from error
    if not dicho or not dicho.get("sub") or dicho.get("iss", "").rstrip("/") != settings.OIDC_EMISOR:
        raise NO_ES_SUYO
    return dicho  # type: ignore[no-any-return]


def con_dos_factores(dicho: Mapping[str, Any]) -> bool:
    """Whether the issuer says that it asked for a second factor: in so many words, or two proofs of different kinds."""
    dichas = dicho.get("amr")
    como = {str(c) for c in dichas} if isinstance(dichas, list) else set()
    return "mfa" in como or sum(bool(como & prueba) for prueba in _PRUEBAS) > 1


@escritura()
def cuenta_de(dicho: Mapping[str, Any], *, en: datetime) -> Usuario:
    """The open account of that identity, linked to it now if it was not. Raises Rechazo.

    Who administers the whole installation does not enter from a directory: it would open every institute's.
    """
    emisor, sub = settings.OIDC_EMISOR, str(dicho["sub"])[:255]
    suya = IdentidadExterna.objects.filter(emisor=emisor, sub=sub).select_related("usuario").first()
    if suya is not None:
        if not suya.usuario.is_active or suya.usuario.is_superuser:
            raise SIN_CUENTA
        return suya.usuario
    correo = str(dicho.get("email") or "")
    if not correo or dicho.get("email_verified") is not True:
        raise SIN_CUENTA
    cuentas = Usuario.objects.filter(is_active=True, is_superuser=False, email__iexact=correo)
    usuarios = list(cuentas.exclude(identidades__emisor=emisor)[:2])
    if len(usuarios) != 1:
        raise SIN_CUENTA
    usuario = usuarios[0]
    bloquear_cuenta(usuario)
    IdentidadExterna.objects.create(usuario=usuario, emisor=emisor, sub=sub, vinculada_en=en)
    acto = anotar(
        "vincular_identidad",
        usuario,
        por=usuario,
        en=en,
        hechos={"emisor": emisor, "sub": sub},
        suceso="vinculada",
        dicho=f"de {emisor}",
    )
    _confirmar_de_nuevo(acto, usuario)
    return usuario


def _confirmar_de_nuevo(acto: Apunte, usuario: Usuario) -> None:
    """Undo what two people confirmed while the account had another e-mail: whoever changes one could read through it.

    Raises Rechazo if then nobody confirmed.
    """
    papeles = [p for p in de_dos_personas(usuario, acto.momento) if _tenia_otro_correo(usuario, p)]
    if not papeles:
        return
    bloquear_procesos({papel.proceso_id for papel in papeles})
    if sin_quien_confirme(papeles, acto.momento) is not None:
        raise SIN_OTRA_PERSONA
    for papel in papeles:
        motivo = "Se vinculó con el directorio con otro correo que cuando se confirmó: hay que confirmarlo otra vez"
        quedar_por_confirmar(papel, acto, motivo, avisa=False)
    CambioDeAcceso("vinculada_con_otro", usuario, papeles[0].proceso, usuario, acto.momento).avisar()


def _tenia_otro_correo(usuario: Usuario, papel: Papel) -> bool:
    filas = usuario.history.order_by("history_id").values_list("history_date", "email")
    antes = [correo for cuando, correo in filas if cuando <= papel.confirmado_en]
    despues = [correo for cuando, correo in filas if cuando > papel.confirmado_en]
    dicho = [*antes[-1:], *despues]
    return bool(dicho) and dicho[0].casefold() != dicho[-1].casefold()


def entra_solo_por_el(usuario: Usuario) -> bool:
    """Whether the account enters through the directory and no other way."""
    return (
        hay()
        and settings.OIDC_SIN_CONTRASENA
        and IdentidadExterna.objects.filter(usuario=usuario, emisor=settings.OIDC_EMISOR).exists()
    )
