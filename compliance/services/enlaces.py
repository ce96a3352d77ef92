"""Links with which the owner of an account sets its password, once, and self-service recovery.

The secret of a link is made of its row and of the password that the account has, with the key of the installation: it
is kept nowhere, whoever reads the database cannot make it, and any change of the password ends it. Only setting the
password consumes it: mail filters visit every link before people do.
"""

from datetime import datetime, timedelta

from django.contrib.auth.tokens import default_token_generator
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from calendario.fechas import dia_local, fin_del_dia

from ..actos import Apunte, asentar, escritura
from ..historia import firmar, guardar_en
from ..models import EnlaceDeAcceso, PeticionDeAcceso, Proceso, Usuario
from ..roles import ROLES_POR_CONFIRMAR
from ..senales import AccesoPorDecir, CambioDeAcceso, CuentaUsada
from ..verbos.cuentas import Papel, desde_el, sin_relevo
from ..verbos.modelo import Rechazo, exigir
from .cuentas import bloquear_cuenta, bloquear_procesos, quedar_por_confirmar
from .sesiones import cerrar_todas

Clase = EnlaceDeAcceso.Clase

# How long a link to recover works: who asked for it is waiting for it.
DE_RECUPERACION = timedelta(hours=24)
# Requests that one address may make in `VENTANA`, as many as failures at the entrance: a whole institute may go out
# through one. And links that one account is sent in it, whoever asks.
POR_DIRECCION = 30
POR_CUENTA = 3
VENTANA = timedelta(hours=1)
# The requests tell who was looked for from where no longer than this.
SE_OLVIDAN = timedelta(days=1)


# -- A link -----------------------------------------------------------------------------------------------


def emitir(acto: Apunte, usuario: Usuario, proceso: Proceso, clase: str) -> EnlaceDeAcceso:
    """Issue a link as part of `acto`; the one that was not used dies. The account is locked by whoever calls.

    Of a delivery it works until the end of a local day (`Proceso.dias_enlace`).
    """
    en = acto.momento
    revocar(acto, usuario)
    if clase == Clase.ENTREGA:
        vence = fin_del_dia(dia_local(en, proceso.tz) + timedelta(days=proceso.dias_enlace), proceso.tz)
    else:
        vence = en + DE_RECUPERACION
    enlace = EnlaceDeAcceso(proceso=proceso, usuario=usuario, clase=clase, emitido_en=en, vence_en=vence)
    guardar_en(acto, enlace, str(enlace.get_clase_display()))
    return enlace


def revocar(acto: Apunte, usuario: Usuario) -> EnlaceDeAcceso | None:
    """End the link that the account had not used, as part of `acto`; answers it, if there was one."""
    enlace = EnlaceDeAcceso.objects.select_for_update().filter(usuario=usuario).sin_usar().first()
    if enlace is not None:
        enlace.revocado_en = acto.momento
        guardar_en(acto, enlace, acto.motivo or "Se emitió otro")
    return enlace


def direccion_de(enlace: EnlaceDeAcceso) -> str:
    """Its address in the site. Only a mail to its owner says it."""
    quien = urlsafe_base64_encode(force_bytes(enlace.usuario_id))
    return reverse("fijar_contrasena", args=[quien, llave_de(enlace)])


def llave_de(enlace: EnlaceDeAcceso) -> str:
    """What whoever has the link shows."""
    return f"{enlace.pk}.{_secreto(enlace, enlace.usuario)}"


def _secreto(enlace: EnlaceDeAcceso, usuario: Usuario) -> str:
    dicho = f"{enlace.pk}|{usuario.pk}|{usuario.password}|{enlace.vence_en.timestamp()}"
    return salted_hmac("cauce.enlace", dicho, algorithm="sha256").hexdigest()[:43]


class Llaves:
    """What the page that sets a password asks about an address: ours, or the one that informática handed over."""

    def __init__(self, en: datetime) -> None:
        self.en = en

    def check_token(self, usuario: Usuario | None, llave: str | None) -> bool:
        """Whether `llave` opens the account at this moment."""
        if usuario is None or not llave:
            return False
        if "." not in llave:
            return bool(default_token_generator.check_token(usuario, llave))
        enlace = enlace_de(usuario, llave)
        return enlace is not None and enlace.sirve(self.en)


def enlace_de(usuario: Usuario, llave: str) -> EnlaceDeAcceso | None:
    """The link that `llave` is the secret of, whether or not it still works."""
    numero, _, secreto = llave.partition(".")
    if not numero.isdecimal() or len(numero) > 18:
        return None
    enlace = EnlaceDeAcceso.objects.filter(pk=int(numero), usuario=usuario).first()
    if enlace is None or not constant_time_compare(secreto, _secreto(enlace, usuario)):
        return None
    return enlace


@escritura()
def fijar_contrasena(usuario: Usuario, cifrada: str, *, llave: str, en: datetime) -> bool:
    """Set the password (`cifrada`, as it is kept) with which its owner enters; False if `llave` no longer works.

    It consumes the link. What took two people to give takes two again if its owner recovered it by mail, as with a link
    that informática hands over: whoever reads that mailbox may be another. Raises Rechazo if then nobody confirmed.
    """
    bloquear_cuenta(usuario)
    if not usuario.is_active or not Llaves(en).check_token(usuario, llave):
        return False
    acto = Apunte("fijar_contrasena", usuario, por=usuario, en=en, motivo="Fijó su contraseña")
    enlace = enlace_de(usuario, llave) if "." in llave else None
    if enlace is not None:
        enlace.usado_en = en
        guardar_en(acto, enlace, "Su titular lo usó")
        if enlace.clase == Clase.RECUPERACION:
            _confirmar_de_nuevo(acto, usuario, enlace.proceso)
    usuario.password = cifrada
    cerrar_todas(usuario)
    firmar(usuario, por=usuario, en=en, motivo=acto.motivo, acto=acto)
    usuario.save()
    CuentaUsada(usuario, en).avisar()
    return True


def _confirmar_de_nuevo(acto: Apunte, usuario: Usuario, proceso: Proceso) -> None:
    """Undo what two people confirmed; everybody who confirms hears of it."""
    papeles = de_dos_personas(usuario, acto.momento)
    bloquear_procesos({papel.proceso_id for papel in papeles})
    exigir([sin_quien_confirme(papeles, acto.momento)])
    for papel in papeles:
        quedar_por_confirmar(
            papel, acto, "Su titular recuperó la entrada por correo: hay que confirmarlo otra vez", avisa=False
        )
    if papeles:
        CambioDeAcceso("recuperado", usuario, proceso, usuario, acto.momento).avisar()


def de_dos_personas(usuario: Usuario, en: datetime) -> list[Papel]:
    """What two people gave the account, confirmed and not over."""
    hoy = en.date() - timedelta(days=1)
    return [
        *usuario.nombramientos.filter(
            desde_el(hoy), confirmado_en__isnull=False, rol__name__in=ROLES_POR_CONFIRMAR
        ).select_related("rol", "proceso__instituto"),
        *usuario.suplencias.filter(hasta__gte=hoy, confirmado_en__isnull=False).select_related("proceso__instituto"),
    ]


def sin_quien_confirme(papeles: list[Papel], en: datetime) -> Rechazo | None:
    """Why an account is not recovered by mail: without these, nobody else would confirm."""
    propios = [p for p in papeles if hasattr(p, "rol_id")]
    for proceso in {p.proceso for p in propios}:
        suyos = [p for p in propios if p.proceso_id == proceso.pk]
        dichos = sin_relevo(suyos, dia_local(en, proceso.tz))  # type: ignore[arg-type]
        if rechazo := next((d for d in dichos if d is not None and d.guarda == "ultima_confirmacion"), None):
            return Rechazo(
                rechazo.guarda,
                "Con su cuenta se confirman los roles del proceso y nadie más puede hacerlo: recuperarla por correo "
                "los dejaría sin quien los confirme.",
                "Pida un enlace a quien trabaja en el servidor de su instituto (manage.py changepassword).",
            )
    return None


# -- Somebody forgot their password -----------------------------------------------------------------------


def pedir(quien: str, red: str, *, en: datetime) -> bool:
    """Keep a request for whoever this may be; False if too many came from there.

    It looks for no account: to do so now, or later, would take another time when there is one.
    """
    huella = salted_hmac("cauce.red", red).hexdigest()[:32]
    if PeticionDeAcceso.objects.filter(red=huella, en__gt=en - VENTANA).count() >= POR_DIRECCION:
        return False
    PeticionDeAcceso.objects.create(quien=quien.strip()[:254], red=huella, en=en)
    return True


def atender_peticiones(en: datetime) -> int:
    """Issue a link for each account that somebody asked for, to its own address; answers how many requests there were.

    An account that is closed, has no address, holds no role or administers the whole installation gets none.
    """
    pendientes = list(PeticionDeAcceso.objects.filter(atendida_en=None, en__lte=en).order_by("pk"))
    for peticion in pendientes:
        with escritura():
            # Claimed by whoever does it first.
            if not PeticionDeAcceso.objects.filter(pk=peticion.pk, atendida_en=None).update(atendida_en=en, quien=""):
                continue
            for usuario in _cuentas(peticion.quien):
                _recuperar(usuario, en)
    PeticionDeAcceso.objects.filter(en__lt=en - SE_OLVIDAN).delete()
    return len(pendientes)


def _cuentas(quien: str) -> list[Usuario]:
    suyas = Usuario.objects.filter(is_active=True, is_superuser=False).exclude(email="")
    return list(suyas.filter(Q(username__iexact=quien) | Q(email__iexact=quien)).order_by("pk")) if quien else []


def _recuperar(usuario: Usuario, en: datetime) -> None:
    bloquear_cuenta(usuario)
    recientes = usuario.enlaces.filter(clase=Clase.RECUPERACION, emitido_en__gt=en - VENTANA)
    proceso = (
        Proceso.objects.filter(nombramientos__in=usuario.nombramientos.filter(desde_el(en.date() - timedelta(days=1))))
        .select_related("instituto")
        .order_by("-jornada", "pk")
        .first()
    )
    if not usuario.is_active or proceso is None or recientes.count() >= POR_CUENTA:
        return
    negado = sin_quien_confirme(de_dos_personas(usuario, en), en)
    acto = Apunte("recuperar", usuario, por=None, en=en, proceso_id=proceso.pk, notable=True)
    if negado is not None:
        asentar(acto)
        AccesoPorDecir(usuario, proceso, usuario.email, None, en, negado=str(negado)).avisar()
        return
    enlace = emitir(acto, usuario, proceso, Clase.RECUPERACION)
    AccesoPorDecir(usuario, proceso, usuario.email, None, en, enlace=enlace).avisar()
