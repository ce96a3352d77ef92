"""The second factor of an account: an application of codes, passkeys, and the codes that stand in for either once.

Codes are TOTP (RFC 6238): six digits, SHA-1, thirty seconds, which is what every application takes. One period before
and one after are admitted, for clocks that differ; a code that was taken, and those before it, are never taken again.
They follow the clock of the machine (`maquina`), in a demonstration too: phones know no other. Failures are counted by
whoever asks (`views.puertas`), where those of passwords are.
"""

import hashlib
import hmac
import re
import secrets
from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from calendario.fechas import dia_local, fecha_larga
from calendario.limpieza import en_una_linea

from .. import cifrado
from ..actos import escritura
from ..ambito import Ambito
from ..models import AplicacionDeCodigos, CodigoDeRecuperacion, LlaveDeAcceso, Proceso, Rol, Usuario
from ..verbos.modelo import Rechazo
from .sesiones import anotar

PASO = 30
_DIGITOS, _HOLGURA, _SECRETO, _RECUPERACION = 6, 1, 20, 15
CUANTOS_CODIGOS = 10
LLAVES_MAXIMAS = 10
CON_APLICACION, CON_RECUPERACION, CON_LLAVE = "código de la aplicación", "código de recuperación", "llave de acceso"


# -- Whether it is needed ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Exigencia:
    """That the roles of somebody need a second factor: from which local day on, and whether it has come."""

    desde: date
    rige: bool
    rol: str
    proceso: str

    def __str__(self) -> str:
        return f"«{self.rol}» en {self.proceso}"


def exigencia(
    ambito: Ambito, procesos: Sequence[Proceso], en: datetime, *, superusuario: bool = False
) -> Exigencia | None:
    """The first one of the roles held, own and by suplencia; who administers them all needs it where anybody does."""
    halladas = []
    for proceso in procesos:
        desde = proceso.segundo_factor_exigible
        suyos = ambito.roles(proceso.pk) | ({Rol.ADMINISTRACION.value} if superusuario else set())
        piden = sorted(suyos & set(proceso.segundo_factor_roles))
        if desde is not None and piden:
            rige = dia_local(en, proceso.tz) >= desde
            halladas.append(Exigencia(desde, rige, str(Rol(piden[0]).label), str(proceso)))
    return min(halladas, key=lambda e: e.desde, default=None)


@dataclass(frozen=True)
class Factores:
    """What an account has."""

    aplicacion: AplicacionDeCodigos | None
    llaves: Sequence[LlaveDeAcceso]
    # Not used yet.
    codigos: int

    @property
    def hay(self) -> bool:
        """Whether it enters with two factors. Recovery codes are none by themselves."""
        return self.aplicacion is not None or bool(self.llaves)


def factores_de(usuario: Usuario) -> Factores:
    """Three queries."""
    return Factores(
        AplicacionDeCodigos.objects.filter(usuario=usuario).first(),
        list(LlaveDeAcceso.objects.filter(usuario=usuario)),
        CodigoDeRecuperacion.objects.filter(usuario=usuario, usado_en=None).count(),
    )


# -- An application of codes ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Propuesta:
    """A secret that its owner has not proved to have yet, as it rests meanwhile in their session."""

    envoltura: str
    maestra: str

    @classmethod
    def nueva(cls, usuario: Usuario) -> "Propuesta":
        """Twenty random bytes."""
        maestra = cifrado.maestras()[0]
        return cls(cifrado.envolver(secrets.token_bytes(_SECRETO), _dueno(usuario), maestra), maestra.nombre)

    def secreto(self, usuario: Usuario) -> bytes:
        """Raises CifradoError."""
        return cifrado.desenvolver(self.envoltura, _dueno(usuario), self.maestra)


def _dueno(usuario: Usuario) -> str:
    return f"s{usuario.pk}"


def en_letras(secreto: bytes) -> str:
    """A secret to be typed by hand."""
    letras = b32encode(secreto).decode().rstrip("=")
    return " ".join(letras[n : n + 4] for n in range(0, len(letras), 4))


def direccion_para(secreto: bytes, usuario: Usuario, sitio: str) -> str:
    """What the QR says to an application: `otpauth://…`."""
    return _totp(secreto).get_provisioning_uri(usuario.username, sitio)


def _totp(secreto: bytes) -> TOTP:
    return TOTP(secreto, _DIGITOS, SHA1(), PASO)  # noqa: S303 (as the standard and every application have it)


def _paso_de(secreto: bytes, codigo: str, maquina: datetime) -> int | None:
    """The period to which a code corresponds, among those that are admitted now."""
    totp, ahora = _totp(secreto), int(maquina.timestamp()) // PASO
    hallados = [
        paso
        for paso in range(ahora - _HOLGURA, ahora + _HOLGURA + 1)
        if hmac.compare_digest(totp.generate(paso * PASO), codigo.encode())
    ]
    return hallados[-1] if hallados else None


NO_CORRESPONDE = Rechazo(
    "codigo",
    "Ese código no corresponde o ya se usó.",
    "Espere al siguiente en su aplicación y escríbalo; si tampoco sirve, ponga en hora el reloj de su teléfono.",
)


@escritura()
def poner_aplicacion(
    usuario: Usuario, propuesta: Propuesta, codigo: str, *, en: datetime, maquina: datetime
) -> list[str]:
    """Keep an application whose owner shows a code of it, in place of the one that there was.

    Answers the recovery codes that were made with it: none, if the account had some. Raises Rechazo.
    """
    paso = _paso_de(propuesta.secreto(usuario), _digitos(codigo), maquina)
    if paso is None:
        raise NO_CORRESPONDE
    AplicacionDeCodigos.objects.update_or_create(
        usuario=usuario,
        defaults={
            "envoltura": propuesta.envoltura,
            "maestra": propuesta.maestra,
            "ultimo_paso": paso,
            "creada_en": en,
            "usada_en": en,
        },
    )
    _anotar_factor("poner_factor", usuario, "una aplicación de códigos", en)
    return _con_codigos(usuario)


# -- Passkeys ---------------------------------------------------------------------------------------------


@escritura()
def poner_llave(
    usuario: Usuario, *, nombre: str, credencial: str, publica: str, contador: int, en: datetime
) -> list[str]:
    """Keep a passkey. Answers the recovery codes that were made with it, if the account had none. Raises Rechazo."""
    nombre = en_una_linea(nombre).strip() or "Llave"
    if LlaveDeAcceso.objects.filter(credencial=credencial).exists():
        raise Rechazo("repetida", "Esa llave ya está en una cuenta.", "Use otra, o quítela antes de donde está.")
    if LlaveDeAcceso.objects.filter(usuario=usuario).count() >= LLAVES_MAXIMAS:
        raise Rechazo("muchas", f"Ya tiene {LLAVES_MAXIMAS} llaves.", "Quite alguna que no use.")
    LlaveDeAcceso.objects.create(
        usuario=usuario, nombre=nombre, credencial=credencial, publica=publica, contador=contador, creada_en=en
    )
    _anotar_factor("poner_factor", usuario, f"la llave de acceso «{nombre}»", en)
    return _con_codigos(usuario)


def usar_llave(llave: LlaveDeAcceso, contador: int, *, en: datetime) -> bool:
    """Note that it was used; False if its counter went back: somebody may have copied it.

    A counter of zero is of a device that keeps none.
    """
    avanzan = LlaveDeAcceso.objects.filter(pk=llave.pk)
    if contador or llave.contador:
        avanzan = avanzan.filter(contador__lt=contador)
    return avanzan.update(contador=contador, usada_en=en) == 1


# -- Recovery codes ---------------------------------------------------------------------------------------


def _con_codigos(usuario: Usuario) -> list[str]:
    if CodigoDeRecuperacion.objects.filter(usuario=usuario, usado_en=None).exists():
        return []
    return _hacer_codigos(usuario)


def _hacer_codigos(usuario: Usuario) -> list[str]:
    """A hundred and twenty random bits each: nobody guesses one, so that a plain hash keeps it."""
    CodigoDeRecuperacion.objects.filter(usuario=usuario).delete()
    codigos = [b32encode(secrets.token_bytes(_RECUPERACION)).decode() for _ in range(CUANTOS_CODIGOS)]
    CodigoDeRecuperacion.objects.bulk_create(
        [CodigoDeRecuperacion(usuario=usuario, huella=_huella(usuario, codigo)) for codigo in codigos]
    )
    return ["-".join(c[n : n + 4] for n in range(0, len(c), 4)) for c in codigos]


def _huella(usuario: Usuario, codigo: str) -> str:
    return hashlib.sha256(f"cauce-recuperacion|{usuario.pk}|{codigo}".encode()).hexdigest()


@escritura()
def nuevos_codigos(usuario: Usuario, *, en: datetime) -> list[str]:
    """Others, that are told once; those from before no longer work. Raises Rechazo."""
    if not factores_de(usuario).hay:
        raise Rechazo(
            "sin_factor", "Su cuenta no tiene un segundo factor.", "Agregue una aplicación de códigos o una llave."
        )
    _anotar_factor("renovar_codigos", usuario, "otros códigos de recuperación", en)
    return _hacer_codigos(usuario)


# -- Entering with them -----------------------------------------------------------------------------------


def _digitos(texto: str) -> str:
    return re.sub(r"[\s-]", "", texto)


@escritura()
def comprobar_codigo(usuario: Usuario, texto: str, *, en: datetime, maquina: datetime) -> str:
    """With what somebody enters: a code of their application, or of recovery; empty if it is neither, or was used."""
    junto = _digitos(texto).upper()
    if len(junto) == _DIGITOS and junto.isascii() and junto.isdecimal():
        aplicacion = AplicacionDeCodigos.objects.filter(usuario=usuario).first()
        if aplicacion is None:
            return ""
        propuesta = Propuesta(aplicacion.envoltura, aplicacion.maestra)
        paso = _paso_de(propuesta.secreto(usuario), junto, maquina)
        tomado = paso is not None and AplicacionDeCodigos.objects.filter(usuario=usuario, ultimo_paso__lt=paso).update(
            ultimo_paso=paso, usada_en=en
        )
        return CON_APLICACION if tomado else ""
    # What a hand writes for what a code does not have.
    huella = _huella(usuario, junto.translate(str.maketrans("018", "OIB")))
    if not CodigoDeRecuperacion.objects.filter(usuario=usuario, huella=huella, usado_en=None).update(usado_en=en):
        return ""
    quedan = CodigoDeRecuperacion.objects.filter(usuario=usuario, usado_en=None).count()
    dicho = f"Le quedan {quedan}." if quedan else "Era el último: haga otros en «Mi cuenta»."
    anotar("usar_codigo", usuario, por=usuario, en=en, hechos={"quedan": quedan}, suceso="codigo_usado", dicho=dicho)
    return CON_RECUPERACION


# -- Removing them ----------------------------------------------------------------------------------------


@escritura()
def quitar(usuario: Usuario, clase: str, pk: int, *, exige: Exigencia | None, en: datetime) -> bool:
    """Its owner removes one; False if there is no such. Raises Rechazo for the last one, where their roles need it."""
    # Of two who remove one each at once, the second finds that hers is the last.
    Usuario.objects.select_for_update().get(pk=usuario.pk)
    tiene = factores_de(usuario)
    suyas: dict[str, Any] = {
        "aplicacion": AplicacionDeCodigos.objects.filter(usuario=usuario),
        "llave": LlaveDeAcceso.objects.filter(usuario=usuario, pk=pk),
    }
    cual = suyas[clase].first() if clase in suyas else None
    if cual is None:
        return False
    ultimo = len(tiene.llaves) + (tiene.aplicacion is not None) == 1
    if ultimo and exige is not None:
        raise Rechazo(
            "ultimo",
            f"Es su único segundo factor, y su rol {exige} lo pide desde el {fecha_larga(exige.desde)}.",
            "Agregue antes otro.",
        )
    que = f"la llave de acceso «{cual}»" if clase == "llave" else "la aplicación de códigos"
    cual.delete()
    if ultimo:
        CodigoDeRecuperacion.objects.filter(usuario=usuario).delete()
    _anotar_factor("quitar_factor", usuario, que, en)
    return True


def vaciar(usuario: Usuario) -> bool:
    """Remove all that an account has, as part of what others do to it; False if it had nothing."""
    borrados = sum(
        modelo.objects.filter(usuario=usuario).delete()[0]
        for modelo in (AplicacionDeCodigos, LlaveDeAcceso, CodigoDeRecuperacion)
    )
    return borrados > 0


@escritura()
def quitar_en_el_servidor(usuario: Usuario, *, motivo: str, en: datetime) -> bool:
    """Whoever works on the server removes them; False if there was nothing. The owner hears of it."""
    if not vaciar(usuario):
        return False
    anotar("quitar_factores", usuario, por=None, en=en, motivo=motivo, suceso="factores_quitados")
    return True


def _anotar_factor(verbo: str, usuario: Usuario, que: str, en: datetime) -> None:
    anotar(verbo, usuario, por=usuario, en=en, hechos={"que": que}, suceso=verbo, dicho=que)
