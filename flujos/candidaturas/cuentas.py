"""The accounts with which questionnaires are captured: opened and sent, received, sent again, revoked.

The account of a person travels to their registered address and no other: whoever uses it may consent (decisions 0024
and 0039). What is mailed is a link that works once; the capture clock starts when it is used, or its delivery is
proven.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from compliance.actos import escritura
from compliance.models import ActorPolitico, Candidatura, EnlaceDeAcceso, Nombramiento, Persona, Proceso, Rol, Usuario
from compliance.models.candidaturas import PIDE_CUENTA, CandidaturaQuerySet
from compliance.senales import AccesoPorDecir, CuentaUsada
from compliance.services import enlaces
from compliance.services.cuentas import avisar_al_correo_anterior, bloquear_cuenta
from compliance.verbos.caso import CasoDeTabla
from compliance.verbos.cuentas import desde_el

from ..acto import Acto, alcance, comenzar
from ..guardas import Estado
from ..transiciones import Rechazo, bloquear
from ..verbos.candidaturas import DE_ACTOR
from .acto import abrir, falta_texto, hechos_de, plazo

# Without those that are taken for others when they are read aloud.
_LETRAS = "abcdefghjkmnpqrstuvwxyz23456789"


# -- One person -------------------------------------------------------------------------------------------


@escritura()
def entregar_cuentas(
    candidatura: Candidatura, *, por: Usuario | None, en: datetime, acuerdo: str = "", motivo: str = ""
) -> Candidatura:
    """Open the account of its person and send them a link that works once. No capture clock runs until they use it.

    Somebody with two candidacies has one account that opens both. Whether the institute was in time is judged by this
    moment: 3 días naturales counted from the day after the approval (Lineamientos art. 14 inc. c and d). `acuerdo` is
    the council's; `motivo`, who confirmed that an address which another person has too is theirs.
    """
    acto = abrir("entregar_cuentas", candidatura, por=por, en=en, motivo=motivo)
    acto.exigir()
    c = acto.objeto
    a_tiempo = c.cuentas_vencen is None or en <= c.cuentas_vencen
    usuario, nueva = _cuenta(acto, c, acuerdo)
    c.cuentas_enviadas_en, c.vence = en, None
    acto.escribir()
    acto.anotar(hechos={"a_tiempo": a_tiempo, "acuerdo": acuerdo, "cuenta_nueva": nueva})
    _enviar(acto, usuario, (c,))
    return c


@escritura()
def reenviar_cuenta(candidatura: Candidatura, *, por: Usuario | None, en: datetime, motivo: str = "") -> Candidatura:
    """Send another link to whoever has not received their account; the former dies. No clock moves.

    Of a delivery of 0.1.0, which opened no account, it opens it.
    """
    acto = abrir("reenviar_cuenta", candidatura, por=por, en=en, motivo=motivo)
    acto.exigir()
    usuario, nueva = _cuenta(acto, acto.objeto, "")
    acto.anotar(hechos={"cuenta_nueva": nueva})
    _enviar(acto, usuario, (acto.objeto,))
    return acto.objeto


@escritura()
def revocar_enlace(candidatura: Candidatura, *, motivo: str, por: Usuario, en: datetime) -> Candidatura:
    """End the link that was sent, with its reason. The account stays open, without a password."""
    acto = abrir("revocar_enlace", candidatura, por=por, en=en, motivo=motivo)
    acto.exigir(falta_texto("motivo", motivo, "Falta la razón.", "Diga por qué se revoca el enlace."))
    for usuario in Usuario.objects.filter(nombramientos__candidatura=acto.objeto).distinct().order_by("pk"):
        enlaces.revocar(acto.asentado(), usuario)
    acto.anotar()
    return acto.objeto


def revocar_enlaces_de(acto: Acto[Any], persona: Persona) -> None:
    """What was sent to an address that is no longer the person's opens nothing."""
    suyos = Nombramiento.objects.filter(rol__name=Rol.CANDIDATURA, candidatura__persona=persona)
    for usuario in Usuario.objects.filter(pk__in=suyos.values("usuario")).order_by("pk"):
        enlaces.revocar(acto.asentado(), usuario)


@escritura()
def recibir_cuentas(
    candidatura: Candidatura,
    *,
    por: Usuario | None,
    en: datetime,
    recibidas_en: datetime | None = None,
    documento: str = "",
    huella: str = "",
) -> Candidatura:
    """Start the capture clock: 15 días naturales, 5 for a substitution, from the day of the reception (art. 16 inc. f).

    By the system, when the account is used (`recibir_al_usar`); by the institute, with the `documento` that proves when
    it was received and the hash of its file. Only once; if its delivery started the clock (until 0.1.0), only while it
    still runs, so that nobody reopens a lapsed term.
    """
    recibidas_en = recibidas_en or en
    acto = abrir("recibir_cuentas", candidatura, por=por, en=en)
    c = acto.objeto
    enviadas = c.cuentas_enviadas_en
    fuera = enviadas is not None and not enviadas <= recibidas_en <= en
    acto.exigir(
        Rechazo(
            "fecha",
            "La recepción no puede ser anterior a la entrega ni estar en el futuro.",
            "Corrija la fecha de recepción.",
        )
        if fuera
        else None,
        falta_texto(
            "documento",
            documento,
            "Falta el documento que prueba la recepción.",
            "Escriba el número del oficio o acuse y adjunte el archivo.",
        )
        if por is not None
        else None,
    )
    vencimiento = plazo(acto, desde=recibidas_en)
    c.cuentas_recibidas_en, c.vence = recibidas_en, vencimiento.vence
    acto.escribir()
    prueba = {"documento": documento.strip(), "sha256": huella} if documento else {"uso": "su titular entró con ella"}
    acto.anotar(hechos={"recibidas_en": recibidas_en.isoformat(), **prueba, **hechos_de(vencimiento)})
    return c


def recibir_al_usar(uso: CuentaUsada, **kwargs: Any) -> None:
    """Whoever enters with their own account has received it. Receiver of `cuenta_usada`; one query if nothing waits."""
    suyas = Candidatura.objects.filter(
        pk__in=uso.usuario.nombramientos.filter(rol__name=Rol.CANDIDATURA).values("candidatura"),
        estado=Estado.ASIGNADA,
        cuentas_enviadas_en__lte=uso.en,
        cuentas_recibidas_en=None,
    )
    for candidatura in suyas.order_by("pk"):
        try:
            recibir_cuentas(candidatura, por=None, en=uso.en)
        except Rechazo:
            # Somebody else said so first, or it is too late to: they enter all the same.
            continue


def _cuenta(acto: Acto[Candidatura], c: Candidatura, acuerdo: str) -> tuple[Usuario, bool]:
    """The account of its person, with its role over this candidacy; and whether it is new."""
    hoy = acto.dia
    suyos = Nombramiento.objects.filter(desde_el(hoy), rol__name=Rol.CANDIDATURA, candidatura__persona=c.persona_id)
    usuario = Usuario.objects.filter(pk__in=suyos.values("usuario")).order_by("-is_active", "pk").first()
    nueva = usuario is None
    if usuario is None:
        usuario = _nueva(acto, c.persona.nombre, c.persona.correo)
    else:
        bloquear_cuenta(usuario)
        acto.exigir(
            None
            if usuario.is_active
            else Rechazo(
                "desactivada",
                f"La cuenta de la persona («{usuario.username}») está desactivada.",
                "Reactívela en «Cuentas y roles» si procede.",
            )
        )
        if not usuario.has_usable_password() and usuario.email != c.persona.correo:
            anterior, usuario.email = usuario.email, c.persona.correo
            acto.escribir(usuario, "El correo es el que hoy está registrado")
            if acto.por is not None:
                avisar_al_correo_anterior(usuario, anterior, por=acto.por, en=acto.en)
    if not c.nombramientos.filter(desde_el(hoy), usuario=usuario, rol__name=Rol.CANDIDATURA).exists():
        _nombrar(acto, usuario, Rol.CANDIDATURA, acuerdo, candidatura=c)
    return usuario, nueva


def _nueva(acto: Acto[Any], nombre: str, correo: str) -> Usuario:
    """An account without a password. Its name is no secret, and yet nobody who knows the person can guess it: whoever
    could would keep it stopped at the entrance.
    """
    base = slugify(nombre.split()[0])[:20] or "cuenta"
    usuario = Usuario(email=correo, first_name=nombre[:150], date_joined=acto.en)
    usuario.username = f"{base}-{get_random_string(6, _LETRAS)}"
    usuario.set_unusable_password()
    acto.escribir(usuario, "Alta de la cuenta")
    return usuario


def _nombrar(acto: Acto[Any], usuario: Usuario, rol: Rol, acuerdo: str, **alcance_: Any) -> None:
    """Its role, given by one person as 0027 says. Whom it concerns hears by the mail that says how to enter."""
    papel = Nombramiento(
        usuario=usuario,
        rol=Group.objects.get(name=rol.value),
        proceso=acto.objeto.proceso,
        desde=acto.dia,
        documento=acuerdo[:200] or "Entrega de cuentas",
        **alcance_,
    )
    acto.escribir(papel, f"Nombramiento: {rol.label}")


def _enviar(acto: Acto[Any], usuario: Usuario, candidaturas: tuple[Candidatura, ...] = ()) -> None:
    """Have its owner told how to enter: with a link, unless they have a password already."""
    proceso: Proceso = acto.objeto.proceso
    actor = acto.objeto if isinstance(acto.objeto, ActorPolitico) else None
    correo = actor.correo if actor else candidaturas[0].persona.correo
    enlace = None
    if not usuario.has_usable_password():
        enlace = enlaces.emitir(acto.asentado(), usuario, proceso, EnlaceDeAcceso.Clase.ENTREGA)
    AccesoPorDecir(usuario, proceso, correo, acto.por, acto.en, enlace, candidaturas, actor).avisar()


# -- Whoever postulates -----------------------------------------------------------------------------------


@escritura()
def entregar_representacion(
    actor: ActorPolitico, *, por: Usuario | None, en: datetime, acuerdo: str = ""
) -> ActorPolitico:
    """Open the generic account of a representation and send it a link; sent again, the former link dies."""
    actor = bloquear(ActorPolitico.objects.select_related("proceso__instituto"), actor.pk)
    caso = CasoDeTabla(actor, en, alcance(por, actor.proceso, en), en_proceso=actor.proceso)
    acto = comenzar(DE_ACTOR["entregar_representacion"], caso, por=por)
    acto.exigir()
    usuario = (
        Usuario.objects.filter(nombramientos__actor=actor, nombramientos__rol__name=Rol.PARTIDO, is_active=True)
        .distinct()
        .order_by("pk")
        .first()
    )
    nueva = usuario is None
    if usuario is None:
        usuario = _nueva(acto, f"{actor.siglas or actor.nombre}", actor.correo)
        usuario.first_name, usuario.last_name = "Representación de", actor.nombre[:150]
        acto.escribir(usuario, "Alta de la cuenta")
        _nombrar(acto, usuario, Rol.PARTIDO, acuerdo, actor=actor)
    else:
        bloquear_cuenta(usuario)
    acto.anotar(hechos={"acuerdo": acuerdo, "cuenta_nueva": nueva})
    _enviar(acto, usuario)
    return actor


def representaciones(proceso: Proceso) -> list[ActorPolitico]:
    """Who should have a generic account: each party that postulates, by itself or with others, and each coalition that
    says of no parties. Independent candidacies enter with the account of their person.
    """
    postulan = set(Candidatura.objects.vivas().filter(proceso=proceso).values_list("actor", flat=True))
    actores = {a.pk: a for a in proceso.actores.prefetch_related("integrantes")}
    suyas: dict[int, ActorPolitico] = {}
    for actor in actores.values():
        if actor.pk not in postulan or actor.tipo == ActorPolitico.Tipo.INDEPENDIENTE:
            continue
        for parte in [*actor.integrantes.all()] or [actor]:
            suyas[parte.pk] = parte
    return sorted(suyas.values(), key=lambda a: a.nombre)


# -- Addresses --------------------------------------------------------------------------------------------


@escritura()
def proponer_correo(candidatura: Candidatura, *, correo: str, por: Usuario, en: datetime) -> Candidatura:
    """Keep the address that a representation proposes for who has none. Nothing is sent there until accepted."""
    acto = abrir("proponer_correo", candidatura, por=por, en=en)
    persona = bloquear(Persona, acto.objeto.persona_id)
    acto.exigir(falta_texto("correo", correo, "Falta el correo.", "Escríbalo."))
    persona.correo_propuesto = correo.strip()
    acto.escribir(persona, "Correo que propone su representación")
    acto.anotar(hechos={"campos": ["correo_propuesto"]})
    return acto.objeto


@escritura()
def aceptar_correo(candidatura: Candidatura, *, por: Usuario, en: datetime) -> Candidatura:
    """Register the proposed address. Consents given with an account told there are not taken (decision 0039)."""
    acto = abrir("aceptar_correo", candidatura, por=por, en=en)
    persona = bloquear(Persona, acto.objeto.persona_id)
    acto.objeto.persona = persona
    acto.exigir()
    persona.correo, persona.correo_propuesto, persona.correo_de_su_parte = persona.correo_propuesto, "", True
    acto.escribir(persona, "Correo que propuso su representación")
    acto.anotar(hechos={"campos": ["correo"]})
    return acto.objeto


@escritura()
def rechazar_correo(candidatura: Candidatura, *, motivo: str, por: Usuario, en: datetime) -> Candidatura:
    """Refuse the proposed address, with a reason. Another one may be proposed."""
    acto = abrir("rechazar_correo", candidatura, por=por, en=en, motivo=motivo)
    persona = bloquear(Persona, acto.objeto.persona_id)
    acto.objeto.persona = persona
    acto.exigir(falta_texto("motivo", motivo, "Falta la razón.", "Diga por qué no se acepta."))
    persona.correo_propuesto = ""
    acto.escribir(persona)
    acto.anotar()
    return acto.objeto


# -- Lists ------------------------------------------------------------------------------------------------


def por_entregar(candidaturas: CandidaturaQuerySet) -> CandidaturaQuerySet:
    """Those whose account is still to be sent."""
    return candidaturas.filter(PIDE_CUENTA, estado=Estado.ASIGNADA, cuentas_enviadas_en=None)


def sin_recibir(candidaturas: CandidaturaQuerySet) -> CandidaturaQuerySet:
    """Those whose account was sent, and whose person has not entered with it."""
    return candidaturas.vivas().filter(PIDE_CUENTA, cuentas_enviadas_en__isnull=False, cuentas_recibidas_en=None)


def correos_compartidos(proceso: Proceso) -> dict[str, list[tuple[int | None, str]]]:
    """By address in lower case, who has it: the key of a person (None: it is of who postulates, or of an account of the
    institute) and their name. Three queries.
    """
    quienes: dict[str, list[tuple[int | None, str]]] = {}
    for pk, nombre, correo in proceso.personas.exclude(correo="").values_list("pk", "nombre", "correo"):
        quienes.setdefault(correo.lower(), []).append((pk, nombre))
    for nombre, correo in proceso.actores.exclude(correo="").values_list("nombre", "correo"):
        quienes.setdefault(correo.lower(), []).append((None, nombre))
    otras = Usuario.objects.filter(is_active=True).exclude(email="").exclude(nombramientos__rol__name=Rol.CANDIDATURA)
    for usuario in otras.distinct():
        if usuario.email.lower() in quienes:
            quienes[usuario.email.lower()].append((None, str(usuario)))
    return quienes
