"""Accounts and roles: opening, giving, ending, substituting. Every change leaves its history.

Who may is in `verbos.tabla.DE_CUENTA`, which the views read; what may be done is answered here:

- nobody changes what they themselves may do;
- a process that has somebody in charge of its accounts is never left without;
- whoever changes an account as a whole (its access, its name) administers every process in which it holds a role.

Whoever changes an account waits for whoever is changing it and starts from what they left; accounts are locked before
processes. Every refusal is a ValidationError that says what is wrong and what to do. Days are local to the institute.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from calendario.fechas import dia_local, fecha_larga

from ..historia import guardar
from ..models import Nombramiento, Proceso, Rol, Suplencia, Usuario
from ..permisos import ambito_de
from ..verbos.tabla import ADMINISTRA


def cuentas_de(proceso: Proceso) -> QuerySet[Usuario]:
    """The accounts that hold, held or will hold a role in the process, their own or another's."""
    return Usuario.objects.filter(Q(nombramientos__proceso=proceso) | Q(suplencias__proceso=proceso)).distinct()


def procesos_de_la_cuenta(usuario: Usuario, al: date) -> frozenset[int]:
    """Primary keys of the processes where the account holds a role on the local day `al` or later."""
    propios = usuario.nombramientos.filter(_desde_hoy(al)).values_list("proceso", flat=True)
    ajenos = usuario.suplencias.filter(hasta__gte=al).values_list("proceso", flat=True)
    return frozenset([*propios, *ajenos])


def rechazo_de_cuenta(usuario: Usuario, *, por: Usuario, al: date) -> str:
    """Why `por` may not change the account as a whole on the local day `al`; empty if they may."""
    if usuario.pk == por.pk:
        return "Es su propia cuenta: pida el cambio a otra persona de informática."
    if por.is_superuser:
        return ""
    if usuario.is_superuser:
        return "Es la cuenta de quien administra toda la instalación: solo ella puede cambiarla."
    if procesos_de_la_cuenta(usuario, al) - ambito_de(por, al).procesos_con(ADMINISTRA):
        return (
            "La cuenta también tiene roles en otro proceso que usted no administra. Puede terminar sus nombramientos "
            "de este proceso; lo demás lo cambia quien administra la instalación."
        )
    return ""


def _desde_hoy(al: date) -> Q:
    return Q(hasta__isnull=True) | Q(hasta__gte=al)


def bloquear_cuenta(usuario: Usuario) -> None:
    """Wait for whoever is changing the account, and see it as they left it. Inside a transaction."""
    usuario.refresh_from_db(from_queryset=Usuario.objects.select_for_update())


def _exigir_cuenta(usuario: Usuario, por: Usuario, en: datetime, proceso: Proceso) -> None:
    bloquear_cuenta(usuario)
    if rechazo := rechazo_de_cuenta(usuario, por=por, al=dia_local(en, proceso.tz)):
        raise ValidationError(rechazo, code="cuenta")


def _bloquear(procesos: Iterable[int]) -> None:
    """Whoever changes the roles of a process waits for whoever is changing them."""
    list(Proceso.objects.select_for_update(of=("self",)).filter(pk__in=procesos).order_by("pk"))


def _exigir_otra_administracion(nombramientos: Iterable[Nombramiento], desde: date) -> None:
    """Refuse if, without these, some process had nobody in charge of its accounts from the local day `desde` on."""
    perdidos = [n for n in nombramientos if n.rol.name in ADMINISTRA]
    for n in perdidos:
        queda = (
            Nombramiento.objects.filter(
                proceso=n.proceso, rol=n.rol, usuario__is_active=True, desde__lte=desde, hasta__isnull=True
            )
            .exclude(pk__in=[x.pk for x in perdidos])
            .exists()
        )
        if not queda:
            raise ValidationError(
                f"Nadie más tiene el rol de administración en «{n.proceso}» sin fecha de término: quedaría sin quien "
                "maneje sus cuentas. Nombre primero a otra persona.",
                code="ultima_administracion",
            )


# -- Accounts ---------------------------------------------------------------------------------------------


@transaction.atomic
def abrir_cuenta(usuario: Usuario, papel: Nombramiento | Suplencia, *, por: Usuario, en: datetime) -> None:
    """Open a new account with its first role, or to act in another's place. Its password: see `emitir_enlace`."""
    usuario.set_unusable_password()
    guardar(usuario, por=por, en=en, motivo="Alta de la cuenta")
    if isinstance(papel, Suplencia):
        papel.suplente = usuario
        suplir(papel, por=por, en=en)
    else:
        papel.usuario = usuario
        nombrar(papel, por=por, en=en)


@transaction.atomic
def cambiar_datos(usuario: Usuario, proceso: Proceso, datos: Mapping[str, str], *, por: Usuario, en: datetime) -> None:
    """Write the name and the e-mail in `datos`."""
    _exigir_cuenta(usuario, por, en, proceso)
    for campo, valor in datos.items():
        setattr(usuario, campo, valor)
    guardar(usuario, por=por, en=en, motivo="Corrección de los datos de la cuenta")


@transaction.atomic
def emitir_enlace(usuario: Usuario, proceso: Proceso, *, por: Usuario, en: datetime) -> tuple[str, str]:
    """Close the access of the account until its owner sets a password: (identifier, token) of the address to do it.

    The address works once, for settings.PASSWORD_RESET_TIMEOUT seconds, and any earlier one stops working; so do the
    former password and the open sessions, so that nobody enters in another's name unnoticed.
    """
    _exigir_cuenta(usuario, por, en, proceso)
    if not usuario.is_active:
        raise ValidationError("La cuenta está desactivada: reactívela primero.", code="inactiva")
    usuario.set_unusable_password()
    guardar(usuario, por=por, en=en, motivo="Enlace para fijar la contraseña")
    return urlsafe_base64_encode(force_bytes(usuario.pk)), default_token_generator.make_token(usuario)


@transaction.atomic
def desactivar(usuario: Usuario, proceso: Proceso, *, motivo: str, por: Usuario, en: datetime) -> None:
    """Close an account at once, open sessions included. Its roles and all it did stay on record."""
    _exigir_cuenta(usuario, por, en, proceso)
    hoy = dia_local(en, proceso.tz)
    vigentes = list(usuario.nombramientos.filter(_desde_hoy(hoy)).select_related("rol", "proceso"))
    _bloquear({n.proceso_id for n in vigentes})
    _exigir_otra_administracion(vigentes, hoy)
    usuario.is_active = False
    guardar(usuario, por=por, en=en, motivo=motivo)


@transaction.atomic
def reactivar(usuario: Usuario, proceso: Proceso, *, motivo: str, por: Usuario, en: datetime) -> None:
    """Open a closed account again, with the password it had."""
    _exigir_cuenta(usuario, por, en, proceso)
    usuario.is_active = True
    guardar(usuario, por=por, en=en, motivo=motivo)


# -- Roles ------------------------------------------------------------------------------------------------


@transaction.atomic
def nombrar(nombramiento: Nombramiento, *, por: Usuario, en: datetime) -> None:
    """Give a role. Whoever gets «administracion» may also enter the catalogues."""
    usuario, rol = nombramiento.usuario, Rol(nombramiento.rol.name)
    if usuario.pk == por.pk:
        raise ValidationError("Nadie se da roles: pídalo a otra persona de informática.", code="propio")
    bloquear_cuenta(usuario)
    if not usuario.is_active:
        raise ValidationError("La cuenta está desactivada: reactívela primero.", code="inactiva")
    _bloquear([nombramiento.proceso_id])
    mismo = Nombramiento.objects.filter(
        Q(hasta__isnull=True) | Q(hasta__gte=nombramiento.desde),
        usuario=usuario,
        rol=nombramiento.rol,
        proceso=nombramiento.proceso,
        area=nombramiento.area,
        organo=nombramiento.organo,
        actor=nombramiento.actor,
        candidatura=nombramiento.candidatura,
    )
    if nombramiento.hasta is not None:
        mismo = mismo.filter(desde__lte=nombramiento.hasta)
    if otro := mismo.first():
        termino = f" al {fecha_larga(otro.hasta)}" if otro.hasta else " en adelante"
        raise ValidationError(
            f"Ya tiene ese rol del {fecha_larga(otro.desde)}{termino}. Termine antes ese nombramiento o cambie las "
            "fechas.",
            code="repetido",
        )
    guardar(nombramiento, por=por, en=en, motivo=f"Nombramiento: {rol.label}")
    if rol == Rol.ADMINISTRACION and not usuario.is_staff:
        usuario.is_staff = True
        guardar(usuario, por=por, en=en, motivo="Entra a los catálogos por su rol de administración")


@transaction.atomic
def terminar_nombramiento(nombramiento: Nombramiento, *, hasta: date, motivo: str, por: Usuario, en: datetime) -> None:
    """Put an end to a role: the local day `hasta` is its last one."""
    if nombramiento.usuario_id == por.pk:
        raise ValidationError("Nadie cambia sus propios nombramientos: pídalo a otra persona.", code="propio")
    _bloquear([nombramiento.proceso_id])
    nombramiento.refresh_from_db(fields=["desde", "hasta"])
    _exigir_termino(nombramiento, hasta, en)
    _exigir_otra_administracion([nombramiento], hasta + timedelta(days=1))
    nombramiento.hasta = hasta
    guardar(nombramiento, por=por, en=en, motivo=motivo)


def _exigir_termino(fila: Nombramiento | Suplencia, hasta: date, en: datetime) -> None:
    """A new last day that shortens what is left: what was in force until yesterday was in force."""
    ayer = dia_local(en, fila.proceso.tz) - timedelta(days=1)
    if fila.hasta is not None and fila.hasta <= ayer:
        raise ValidationError(f"Ya había terminado el {fecha_larga(fila.hasta)}.", code="terminado")
    if hasta < fila.desde:
        raise ValidationError({"hasta": f"Empezó el {fecha_larga(fila.desde)}: no puede terminar antes."})
    if hasta < ayer:
        raise ValidationError(
            {"hasta": f"Lo que ya ocurrió no se cambia: el último día puede ser desde el {fecha_larga(ayer)}."}
        )
    if fila.hasta is not None and hasta > fila.hasta:
        raise ValidationError(
            {"hasta": f"Ya tiene término el {fecha_larga(fila.hasta)}: para alargarlo registre uno nuevo."}
        )


@transaction.atomic
def suplir(suplencia: Suplencia, *, por: Usuario, en: datetime) -> None:
    """Let someone act in another's place, with the document that orders it."""
    titular, suplente = suplencia.titular, suplencia.suplente
    if suplente.pk == por.pk:
        raise ValidationError(
            {"suplente": "Nadie se da roles: la suplencia que usted ejercerá la registra otra persona."}
        )
    bloquear_cuenta(suplente)
    _bloquear([suplencia.proceso_id])
    if not suplente.is_active:
        raise ValidationError({"suplente": "La cuenta está desactivada: reactívela primero."})
    vigentes = titular.nombramientos.filter(
        Q(hasta__isnull=True) | Q(hasta__gte=suplencia.desde), proceso=suplencia.proceso, desde__lte=suplencia.hasta
    )
    if not vigentes.exists():
        raise ValidationError({"titular": "No tiene ningún rol que suplir en este proceso durante esas fechas."})
    misma = titular.suplencias_recibidas.filter(
        suplente=suplente, proceso=suplencia.proceso, desde__lte=suplencia.hasta, hasta__gte=suplencia.desde
    ).first()
    if misma is not None:
        raise ValidationError(
            f"Ya suple a {titular} del {fecha_larga(misma.desde)} al {fecha_larga(misma.hasta)}. Termine antes esa "
            "suplencia o cambie las fechas.",
            code="repetida",
        )
    if suplencia.hasta < dia_local(en, suplencia.proceso.tz):
        raise ValidationError({"hasta": "La suplencia ya habría terminado: revise las fechas."})
    guardar(suplencia, por=por, en=en, motivo=f"Suplencia: {suplencia.documento}")


@transaction.atomic
def terminar_suplencia(suplencia: Suplencia, *, hasta: date, motivo: str, por: Usuario, en: datetime) -> None:
    """Bring forward the end of a suplencia: the local day `hasta` is its last one."""
    if suplencia.suplente_id == por.pk:
        raise ValidationError("Nadie cambia sus propias suplencias: pídalo a otra persona.", code="propio")
    _bloquear([suplencia.proceso_id])
    suplencia.refresh_from_db(fields=["desde", "hasta"])
    _exigir_termino(suplencia, hasta, en)
    suplencia.hasta = hasta
    guardar(suplencia, por=por, en=en, motivo=motivo)
