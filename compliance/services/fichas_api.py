"""Tokens of programs: giving one, revoking it, and telling whose a secret is.

A token is no account: it opens nothing but the API, reaches what the roles chosen for it reach at that moment
(`permisos.acotado_a`) and ends with them, with the account, on its last day or when somebody revokes it.
"""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from calendario.fechas import dia_local

from ..actos import Apunte, Medio, escritura, por_medio_de
from ..ambito import Ambito
from ..historia import guardar_en
from ..models import FichaDeApi, Nombramiento, Proceso, SecretoDeFicha, Usuario
from ..permisos import acotado_a, ambito_en
from ..roles import INTERNOS, ROLES_DE_IDENTIDAD
from ..verbos.modelo import Rechazo
from ..verbos.tabla import DE_FICHA
from .tabla import comenzar

# What tells one in a text where it should not be.
PREFIJO = "cauce_"
# The last use is written once in this while: a program that asks each second does not write each second.
CADA_CUANTO = timedelta(minutes=1)


def nombramientos_de(usuario: Usuario, proceso: Proceso, en: datetime) -> QuerySet[Nombramiento]:
    """Their own roles in force with which a program of theirs may act: those of the institute, confirmed if need be."""
    dia = dia_local(en, proceso.tz)
    return (
        usuario.nombramientos.filter(
            Q(hasta__isnull=True) | Q(hasta__gte=dia), proceso=proceso, desde__lte=dia, rol__name__in=INTERNOS
        )
        .exclude(confirmado_en=None, rol__name__in=ROLES_DE_IDENTIDAD)
        .select_related("rol", "area", "organo", "actor", "candidatura", "proceso__instituto")
    )


@escritura()
def emitir(ficha: FichaDeApi, *, por: Usuario, en: datetime) -> str:
    """Give a token to a program of one's own, and answer its secret, which is kept nowhere.

    Raises Rechazo, also for a role that is not theirs, and ValidationError.
    """
    ficha.usuario, ficha.emitida_en = por, en
    suyos = {n.pk: n for n in nombramientos_de(por, ficha.proceso, en)}
    ajenos = set(ficha.nombramientos) - suyos.keys()
    roles = [
        f"{n.rol_legible}{f': {n.alcance}' if n.alcance else ''}"
        for pk, n in suyos.items()
        if pk in ficha.nombramientos
    ]
    hechos = {"roles": roles, "verbos": ficha.verbos, "vence": ficha.vence_el.isoformat()}
    acto = comenzar(DE_FICHA["emitir_ficha"], ficha, ficha.proceso, por=por, en=en, hechos=hechos)
    if ajenos:
        raise Rechazo("roles", "Uno de los roles no es suyo o ya terminó.", "Elija de nuevo entre los que tiene hoy.")
    guardar_en(acto, ficha, f"Ficha «{ficha.nombre}»")
    secreto = PREFIJO + secrets.token_urlsafe(32)
    SecretoDeFicha.objects.create(ficha=ficha, huella=_huella(secreto))
    return secreto


@escritura()
def revocar(ficha: FichaDeApi, *, por: Usuario | None, en: datetime) -> None:
    """End a token. What is revoked already stays as it is."""
    ficha = FichaDeApi.objects.select_for_update(of=("self",)).select_related("proceso__instituto").get(pk=ficha.pk)
    acto = comenzar(DE_FICHA["revocar_ficha"], ficha, ficha.proceso, por=por, en=en)
    _terminar(ficha, acto)


def revocar_las_de(usuario: Usuario, *, por: Usuario, en: datetime) -> None:
    """End every token of an account that is being closed, or given to its owner again. Inside an `escritura`."""
    suyas = FichaDeApi.objects.filter(usuario=usuario, revocada_en=None).select_related("proceso")
    for ficha in suyas.select_for_update(of=("self",)):
        _terminar(ficha, Apunte("revocar_ficha", ficha, por=por, en=en, motivo="Se cerró lo que abre la cuenta"))


def _terminar(ficha: FichaDeApi, acto: Apunte) -> None:
    if ficha.revocada_en is None:
        ficha.revocada_en = acto.en
        guardar_en(acto, ficha, f"Ficha «{ficha.nombre}» revocada")


def _huella(secreto: str) -> str:
    return hashlib.sha256(secreto.encode()).hexdigest()


def autenticar(secreto: str, en: datetime) -> FichaDeApi | None:
    """Whose secret this is, with its use noted; None for one that is not there, was revoked or is over."""
    guardado = (
        SecretoDeFicha.objects.select_related("ficha__usuario", "ficha__proceso__instituto")
        .filter(huella=_huella(secreto), ficha__usuario__is_active=True)
        .first()
    )
    if guardado is None or not guardado.ficha.sirve(dia_local(en, guardado.ficha.proceso.tz)):
        return None
    if guardado.usada_en is None or en - guardado.usada_en >= CADA_CUANTO:
        SecretoDeFicha.objects.filter(pk=guardado.pk).update(usada_en=en)
    return guardado.ficha


@contextmanager
def actuando_con(ficha: FichaDeApi, en: datetime) -> Iterator[Ambito]:
    """Meanwhile the person reaches what the token does, and their acts say with which one: what it reaches now."""
    dicho = Medio({"api": f"{ficha.nombre} (ficha {ficha.pk})"})
    with acotado_a(ficha.usuario, ficha.nombramientos), por_medio_de(dicho):
        yield ambito_en(ficha.usuario, en)


def situacion(ficha: FichaDeApi, en: datetime) -> str:
    """Where a token stands, in words; empty while it serves."""
    if ficha.revocada_en is not None:
        return "Revocada"
    if not ficha.usuario.is_active:
        return "Sin efecto: la cuenta se cerró"
    if not ficha.sirve(dia_local(en, ficha.proceso.tz)):
        return "Vencida"
    with actuando_con(ficha, en) as ambito:
        return "" if ambito.roles(ficha.proceso_id) else "Sin efecto: sus roles terminaron"


def fichas_de(proceso: Proceso) -> Sequence[FichaDeApi]:
    """Every token of a process, the latest first."""
    return list(FichaDeApi.objects.filter(proceso=proceso).select_related("usuario", "proceso__instituto", "secreto"))
