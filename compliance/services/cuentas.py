"""Accounts and roles: opening, giving, ending, substituting. Every change leaves its history.

Who may, from where and under which guards is in `verbos.cuentas`, which the pages read too; about what is asked for
(a date, a role held already) it is answered here. A new link to enter undoes the confirmation of what two people gave:
whoever issued it may have kept it.

Whoever changes an account waits for whoever is changing it and starts from what they left; accounts are locked before
processes. A refusal of the table is a `Rechazo`; of what was asked for, a ValidationError. Both say what to do.
Days are local to the institute.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from calendario.fechas import dia_local, fecha_larga
from calendario.models import SuscripcionCalendario
from calendario.services import revocar_suscripcion

from ..actos import Apunte, escritura
from ..ambito import Ambito
from ..historia import guardar_en
from ..models import Candidatura, Nombramiento, Proceso, Rol, Suplencia, Usuario
from ..permisos import ambito_en
from ..roles import ROLES_DE_IDENTIDAD, ROLES_POR_CONFIRMAR, ROLES_QUE_CONFIRMAN
from ..senales import CambioDeAcceso
from ..verbos.caso import rechazos
from ..verbos.cuentas import (
    DE_CUENTA,
    DE_PAPEL,
    DE_VIGENCIA,
    CasoDeCuenta,
    CasoDePapel,
    Papel,
    desde_el,
    procesos_de_la_cuenta,
    sin_relevo,
)
from ..verbos.modelo import Rechazo, Verbo, exigir
from .factores import vaciar
from .fichas_api import revocar_las_de
from .sesiones import cerrar_todas

ENLACE = "Enlace para fijar la contraseña"


def cuentas_de(proceso: Proceso) -> QuerySet[Usuario]:
    """The accounts that hold, held or will hold a role in the process, their own or another's."""
    return Usuario.objects.filter(Q(nombramientos__proceso=proceso) | Q(suplencias__proceso=proceso)).distinct()


def caso_de_cuenta(
    usuario: Usuario, proceso: Proceso, *, por: Usuario, en: datetime, ambito: Ambito | None = None
) -> CasoDeCuenta:
    """What the rows of `DE_CUENTA` look at."""
    return CasoDeCuenta(usuario, en, ambito or ambito_en(por, en), por=por, en_proceso=proceso)


def caso_de_papel(papel: Papel, *, por: Usuario | None, en: datetime) -> CasoDePapel:
    """What the rows of `DE_PAPEL` and `DE_VIGENCIA` look at."""
    return CasoDePapel(papel, en, ambito_en(por, en) if por else None)


def bloquear_cuenta(usuario: Usuario) -> None:
    """Wait for whoever is changing the account, and see it as they left it. Inside a transaction."""
    usuario.refresh_from_db(from_queryset=Usuario.objects.select_for_update())


def _abrir(
    verbo: str,
    usuario: Usuario,
    proceso: Proceso,
    *,
    por: Usuario,
    en: datetime,
    motivo: str = "",
    papel: Papel | None = None,
) -> Apunte:
    """The act of doing this to an account, or of giving `papel` with it, once its row allows it."""
    caso = caso_de_cuenta(usuario, proceso, por=por, en=en)
    fila = DE_CUENTA[verbo]
    exigir(rechazos(fila, caso))
    suplencia = caso.suplencia(fila)
    return Apunte(verbo, papel or usuario, por=por, en=en, motivo=motivo, suplencia=suplencia, proceso_id=proceso.pk)


def _abrir_papel(fila: Verbo, papel: Papel, *, por: Usuario | None, en: datetime, motivo: str) -> Apunte:
    """The act of doing this to a role or a suplencia, once its row allows it to whoever does it."""
    caso = caso_de_papel(papel, por=por, en=en)
    if por is not None:
        exigir(rechazos(fila, caso))
    return Apunte(fila.clave, papel, por=por, en=en, motivo=motivo, suplencia=caso.suplencia(fila))


def bloquear_procesos(procesos: Iterable[int]) -> None:
    """Whoever changes the roles of a process waits for whoever is changing them."""
    list(Proceso.objects.select_for_update(of=("self",)).filter(pk__in=procesos).order_by("pk"))


def exigir_relevo_de(usuario: Usuario, en: datetime) -> None:
    """Raise ValidationError if, with the account closed, some process were left without whom it needs."""
    suyos = list(usuario.nombramientos.select_related("rol", "proceso__instituto"))
    bloquear_procesos({n.proceso_id for n in suyos})
    for proceso in {n.proceso for n in suyos}:
        dia = dia_local(en, proceso.tz)
        _decir(sin_relevo([n for n in suyos if n.proceso == proceso and (n.hasta is None or n.hasta >= dia)], dia))


def exigir_relevo_al_terminar(nombramiento: Nombramiento, hasta: date) -> None:
    """Raise ValidationError if, with the role ended on the local day `hasta`, its process lacked whom it needs."""
    bloquear_procesos([nombramiento.proceso_id])
    _decir(sin_relevo([nombramiento], hasta + timedelta(days=1)))


def _decir(rechazos: Iterable[Rechazo | None]) -> None:
    """For the forms of the catalogues, which know no table."""
    dichos = [ValidationError(str(r), code=r.guarda) for r in rechazos if r is not None]
    if dichos:
        raise ValidationError(dichos)


# -- Accounts ---------------------------------------------------------------------------------------------


@escritura()
def abrir_cuenta(usuario: Usuario, papel: Nombramiento | Suplencia, *, por: Usuario, en: datetime) -> None:
    """Open a new account with its first role, or to act in another's place. Its password: see `emitir_enlace`."""
    acto = _abrir("abrir", usuario, papel.proceso, por=por, en=en)
    usuario.set_unusable_password()
    guardar_en(acto, usuario, "Alta de la cuenta")
    if isinstance(papel, Suplencia):
        papel.suplente = usuario
        _abrir("suplir", papel.titular, papel.proceso, por=por, en=en)
        _suplir(papel, acto)
    else:
        papel.usuario = usuario
        _nombrar(papel, acto)


@escritura()
def cambiar_datos(usuario: Usuario, proceso: Proceso, datos: Mapping[str, str], *, por: Usuario, en: datetime) -> None:
    """Write the name and the e-mail in `datos`. A former e-mail hears of it."""
    bloquear_cuenta(usuario)
    acto = _abrir("cambiar_datos", usuario, proceso, por=por, en=en)
    anterior = usuario.email
    for campo, valor in datos.items():
        setattr(usuario, campo, valor)
    guardar_en(acto, usuario, "Corrección de los datos de la cuenta")
    avisar_al_correo_anterior(usuario, anterior, por=por, en=en)


def avisar_al_correo_anterior(usuario: Usuario, anterior: str, *, por: Usuario, en: datetime) -> None:
    """Whoever reads the former e-mail of an account hears that it is another. Inside the transaction of the change."""
    proceso = Proceso.objects.filter(pk__in=procesos_de_la_cuenta(usuario, en.date())).order_by("pk").first()
    if proceso is not None and anterior and anterior.lower() != usuario.email.lower():
        CambioDeAcceso("correo", usuario, proceso, por, en, correo=anterior).avisar()


@escritura()
def emitir_enlace(usuario: Usuario, proceso: Proceso, *, por: Usuario, en: datetime) -> tuple[str, str]:
    """Close the access of the account until its owner sets a password: (identifier, token) of the address to do it.

    The address works once, for settings.PASSWORD_RESET_TIMEOUT seconds, and any earlier one stops working; so do the
    former password, the open sessions and the calendar addresses, so that nobody enters in another's name unnoticed.
    The owner hears of it, and what took two people to give takes two again.
    """
    hoy = dia_local(en, proceso.tz)
    bloquear_cuenta(usuario)
    bloquear_procesos(procesos_de_la_cuenta(usuario, hoy))
    acto = _abrir("emitir_enlace", usuario, proceso, por=por, en=en)
    cerrar_accesos(usuario, por=por, en=en)
    guardar_en(acto, usuario, ENLACE)
    _confirmar_otra_vez(usuario, hoy, acto, "Se emitió un enlace para entrar: hay que confirmarlo otra vez")
    CambioDeAcceso("enlace", usuario, proceso, por, en).avisar()
    return urlsafe_base64_encode(force_bytes(usuario.pk)), default_token_generator.make_token(usuario)


def _confirmar_otra_vez(usuario: Usuario, hoy: date, acto: Apunte, motivo: str) -> None:
    """What took two people to give takes two again, since somebody else may enter with the account."""
    for papel in (
        *usuario.nombramientos.filter(desde_el(hoy), confirmado_en__isnull=False, rol__name__in=ROLES_POR_CONFIRMAR),
        *usuario.suplencias.filter(hasta__gte=hoy, confirmado_en__isnull=False),
    ):
        quedar_por_confirmar(papel, acto, motivo)


def cerrar_accesos(usuario: Usuario, *, por: Usuario, en: datetime) -> None:
    """End for good what opens an account: password, sessions, links to set one, calendar addresses, tokens of programs.

    The account itself is not saved yet.

    Sessions and links hang from the password: without it none of them comes back, not even with the account. The second
    factor stays: whoever gets a link still needs it.
    """
    usuario.set_unusable_password()
    cerrar_todas(usuario)
    for suscripcion in SuscripcionCalendario.objects.vigentes().filter(usuario=usuario.pk):
        revocar_suscripcion(suscripcion, en)
    revocar_las_de(usuario, por=por, en=en)


@escritura()
def desactivar(usuario: Usuario, proceso: Proceso, *, motivo: str, por: Usuario, en: datetime) -> None:
    """Close an account at once and for good, with all that opens it. Its roles and all it did stay on record.

    Whoever acts in its place stops too: see `permisos`.
    """
    bloquear_cuenta(usuario)
    bloquear_procesos(procesos_de_la_cuenta(usuario, dia_local(en, proceso.tz)))
    acto = _abrir("desactivar", usuario, proceso, por=por, en=en, motivo=motivo)
    usuario.is_active = False
    cerrar_accesos(usuario, por=por, en=en)
    guardar_en(acto, usuario)


@escritura()
def reactivar(usuario: Usuario, proceso: Proceso, *, motivo: str, por: Usuario, en: datetime) -> None:
    """Open a closed account again. Its owner enters with a new link: however it was closed, nothing of then serves."""
    bloquear_cuenta(usuario)
    acto = _abrir("reactivar", usuario, proceso, por=por, en=en, motivo=motivo)
    usuario.is_active = True
    cerrar_accesos(usuario, por=por, en=en)
    guardar_en(acto, usuario)


@escritura()
def levantar_detencion(usuario: Usuario, proceso: Proceso, *, motivo: str, por: Usuario, en: datetime) -> None:
    """Let an account be tried again before its wait is over: its failures are forgotten, this stays in the history."""
    bloquear_cuenta(usuario)
    acto = _abrir("levantar_detencion", usuario, proceso, por=por, en=en, motivo=motivo)
    AxesProxyHandler.reset_attempts(username=usuario.username)
    guardar_en(acto, usuario, f"Levanta la detención de la entrada: {motivo}")


@escritura()
def quitar_factores(usuario: Usuario, proceso: Proceso, *, motivo: str, por: Usuario, en: datetime) -> None:
    """Remove every second factor of an account, and its recovery codes, and close its sessions.

    The owner hears of it, and what took two people to give takes two again: whoever removed it may know the password.
    """
    hoy = dia_local(en, proceso.tz)
    bloquear_cuenta(usuario)
    bloquear_procesos(procesos_de_la_cuenta(usuario, hoy))
    acto = _abrir("quitar_factores", usuario, proceso, por=por, en=en, motivo=motivo)
    if not vaciar(usuario):
        raise ValidationError("La cuenta no tiene segundo factor: no hay nada que quitar.", code="sin_factor")
    cerrar_todas(usuario)
    guardar_en(acto, usuario, f"Quita el segundo factor: {motivo}")
    _confirmar_otra_vez(usuario, hoy, acto, "Se quitó su segundo factor: hay que confirmarlo otra vez")
    CambioDeAcceso("factores_quitados", usuario, proceso, por, en, motivo=motivo).avisar()


@escritura()
def cerrar_sesiones(usuario: Usuario, proceso: Proceso, *, motivo: str, por: Usuario, en: datetime) -> None:
    """Close an account wherever it is open. The owner hears of it."""
    bloquear_cuenta(usuario)
    acto = _abrir("cerrar_sesiones", usuario, proceso, por=por, en=en, motivo=motivo)
    acto.hechos = {"cuantas": cerrar_todas(usuario)}
    guardar_en(acto, usuario, f"Cierra sus sesiones: {motivo}")
    CambioDeAcceso("sesiones_cerradas", usuario, proceso, por, en, motivo=motivo).avisar()


# -- Roles ------------------------------------------------------------------------------------------------


@escritura()
def nombrar(nombramiento: Nombramiento, *, por: Usuario, en: datetime) -> None:
    """Give a role, or propose it if it takes two people. Whoever gets «administracion» also enters the catalogues."""
    usuario = nombramiento.usuario
    bloquear_cuenta(usuario)
    _nombrar(nombramiento, _abrir("nombrar", usuario, nombramiento.proceso, por=por, en=en, papel=nombramiento))


def _nombrar(nombramiento: Nombramiento, acto: Apunte) -> None:
    usuario, rol = nombramiento.usuario, Rol(nombramiento.rol.name)
    bloquear_procesos([nombramiento.proceso_id])
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
            "fechas; si le falta que alguien lo confirme, propóngalo desde la página de su cuenta.",
            code="repetido",
        )
    registrar(nombramiento, acto, f"Nombramiento: {rol.label}")
    if rol == Rol.ADMINISTRACION and not usuario.is_staff:
        usuario.is_staff = True
        guardar_en(acto, usuario, "Entra a los catálogos por su rol de administración")


@escritura()
def terminar_nombramiento(
    nombramiento: Nombramiento, *, hasta: date, motivo: str, por: Usuario | None, en: datetime
) -> None:
    """Put an end to a role: the local day `hasta` is its last one. The system ends those of a candidacy that leaves."""
    bloquear_procesos([nombramiento.proceso_id])
    nombramiento.refresh_from_db(fields=["desde", "hasta"])
    acto = _abrir_papel(DE_VIGENCIA["terminar_nombramiento"], nombramiento, por=por, en=en, motivo=motivo)
    _exigir_termino(nombramiento, hasta, en)
    exigir(sin_relevo([nombramiento], hasta + timedelta(days=1)))
    nombramiento.hasta = hasta
    guardar_en(acto, nombramiento)


def _exigir_termino(fila: Nombramiento | Suplencia, hasta: date, en: datetime) -> None:
    """A new last day that shortens what is left: what was in force until yesterday was in force."""
    ayer = dia_local(en, fila.proceso.tz) - timedelta(days=1)
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


@escritura()
def suplir(suplencia: Suplencia, *, por: Usuario, en: datetime) -> None:
    """Let someone act in another's place, with the document that orders it."""
    _suplir(suplencia, _abrir("suplir", suplencia.titular, suplencia.proceso, por=por, en=en, papel=suplencia))


def _suplir(suplencia: Suplencia, acto: Apunte) -> None:
    titular, suplente = suplencia.titular, suplencia.suplente
    if suplente.pk == acto.por.pk:
        raise ValidationError(
            {"suplente": "Nadie se da roles: la suplencia que usted ejercerá la registra otra persona."}
        )
    bloquear_cuenta(suplente)
    bloquear_procesos([suplencia.proceso_id])
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
    if suplencia.hasta < dia_local(acto.momento, suplencia.proceso.tz):
        raise ValidationError({"hasta": "La suplencia ya habría terminado: revise las fechas."})
    registrar(suplencia, acto, f"Suplencia: {suplencia.documento}")


@escritura()
def terminar_suplencia(suplencia: Suplencia, *, hasta: date, motivo: str, por: Usuario, en: datetime) -> None:
    """Bring forward the end of a suplencia: the local day `hasta` is its last one."""
    bloquear_procesos([suplencia.proceso_id])
    suplencia.refresh_from_db(fields=["desde", "hasta"])
    acto = _abrir_papel(DE_VIGENCIA["terminar_suplencia"], suplencia, por=por, en=en, motivo=motivo)
    _exigir_termino(suplencia, hasta, en)
    suplencia.hasta = hasta
    guardar_en(acto, suplencia)


# -- A candidacy that goes on in another record ----------------------------------------------------------------


def mudar_cuentas(de: Candidatura, a: Candidatura, acto: Apunte) -> dict[str, list[int]]:
    """End the accounts of a candidacy that leaves; to the one that stays goes the first, if it has none. Within `acto`.

    Answers the roles that ended and the one that was given, by their keys: `restituir_cuentas` takes them.
    """
    hoy = dia_local(acto.momento, de.proceso.tz)
    hecho: dict[str, list[int]] = {"terminadas": [], "nuevas": []}
    for suyo in de.nombramientos.filter(desde_el(hoy), rol__name=Rol.CANDIDATURA).order_by("pk"):
        suyo.hasta = max(hoy - timedelta(days=1), suyo.desde)
        guardar_en(acto, suyo)
        hecho["terminadas"].append(suyo.pk)
        if not a.nombramientos.filter(desde_el(hoy), rol__name=Rol.CANDIDATURA).exists():
            nuevo = Nombramiento(usuario=suyo.usuario, rol=suyo.rol, proceso=a.proceso, candidatura=a, desde=hoy)
            registrar(nuevo, acto)
            hecho["nuevas"].append(nuevo.pk)
    return hecho


def restituir_cuentas(de: Candidatura, hecho: Mapping[str, list[int]], acto: Apunte) -> None:
    """Give their candidacy back to the accounts that `mudar_cuentas` ended, and end what it gave. Within `acto`."""
    hoy = dia_local(acto.momento, de.proceso.tz)
    for dado in Nombramiento.objects.filter(desde_el(hoy), pk__in=hecho.get("nuevas", [])):
        dado.hasta = max(hoy - timedelta(days=1), dado.desde)
        guardar_en(acto, dado)
    for era in Nombramiento.objects.filter(pk__in=hecho.get("terminadas", [])):
        registrar(Nombramiento(usuario=era.usuario, rol=era.rol, proceso=de.proceso, candidatura=de, desde=hoy), acto)


# -- Two people -------------------------------------------------------------------------------------------


def registrar(papel: Papel, acto: Apunte, motivo: str = "") -> None:
    """Save a new role or suplencia, as part of `acto`: in force as it is, or proposed if it takes two people.

    Of what takes one and opens the identity answers of a party's candidacies, or of one's own, the party or the
    candidate hears; of a suplencia, whoever is acted for. Inside a transaction.
    """
    if isinstance(papel, Suplencia) or papel.rol.name in ROLES_POR_CONFIRMAR:
        papel.confirmado_por = papel.confirmado_en = None
        if papel.por_confirmar:
            quedar_por_confirmar(papel, acto, motivo)
        else:
            guardar_en(acto, papel, motivo)
            if isinstance(papel, Suplencia):
                CambioDeAcceso("suplido", papel.suplente, papel.proceso, acto.por, acto.momento, papel).avisar()
    else:
        guardar_en(acto, papel, motivo)
        interesada = (
            papel.actor.correo if papel.actor else papel.candidatura.persona.correo if papel.candidatura else ""
        )
        if papel.actor or papel.candidatura:
            CambioDeAcceso(
                "dado", papel.usuario, papel.proceso, acto.por, acto.momento, papel, correo=interesada
            ).avisar()
    if isinstance(papel, Nombramiento) and papel.rol.name in ROLES_DE_IDENTIDAD:
        # Whoever acts for them was confirmed for less.
        for suplencia in papel.usuario.suplencias_recibidas.filter(
            proceso=papel.proceso_id, hasta__gte=papel.desde, confirmado_en__isnull=False
        ):
            quedar_por_confirmar(suplencia, acto, "La persona titular recibió un rol que lee datos de identidad")


def quedar_por_confirmar(papel: Papel, acto: Apunte, motivo: str, *, avisa: bool = True) -> None:
    """Leave it waiting for a second person; for a first one too, if whoever acts has not been confirmed.

    Those who must hear of it do, unless whoever calls tells them (`avisa`).
    """
    por, en = acto.por, acto.momento
    papel.confirmado_por = papel.confirmado_en = None
    puede = ambito_en(por, en).tiene_confirmado(papel.proceso_id, *ROLES_QUE_CONFIRMAN) and papel.recibe.pk != por.pk
    papel.propuesto_por, papel.propuesto_en = (por, en) if puede else (None, None)
    guardar_en(acto, papel, motivo)
    if avisa:
        CambioDeAcceso("propuesto", papel.recibe, papel.proceso, por, en, papel).avisar()


def _releer(papel: Papel) -> None:
    """Wait for whoever is changing the roles of the process, and see the row as they left it. Inside a transaction."""
    bloquear_cuenta(papel.recibe)
    bloquear_procesos([papel.proceso_id])
    papel.refresh_from_db()


@escritura()
def proponer(papel: Papel, *, motivo: str, por: Usuario, en: datetime) -> None:
    """Ask for it again: it lapsed, was refused, or who gave it could not propose it."""
    _releer(papel)
    acto = _abrir_papel(DE_PAPEL["proponer"], papel, por=por, en=en, motivo=motivo)
    quedar_por_confirmar(papel, acto, f"Propone: {motivo}")


@escritura()
def confirmar(papel: Papel, *, motivo: str, por: Usuario | None, en: datetime) -> None:
    """Be the second person. Without `por`, whoever works on the server is: it asks for no proposal."""
    _releer(papel)
    acto = _abrir_papel(DE_PAPEL["confirmar"], papel, por=por, en=en, motivo=motivo)
    papel.confirmado_por, papel.confirmado_en = por, en
    guardar_en(acto, papel, f"Confirma: {motivo}")
    CambioDeAcceso("confirmado", papel.recibe, papel.proceso, por, en, papel, motivo=motivo).avisar()


@escritura()
def descartar(papel: Papel, *, motivo: str, por: Usuario, en: datetime) -> None:
    """Refuse what another proposed, or withdraw what one did. It may be proposed again."""
    _releer(papel)
    acto = _abrir_papel(DE_PAPEL["descartar"], papel, por=por, en=en, motivo=motivo)
    que = "Retira la propuesta" if papel.propuesto_por_id == por.pk else "No confirma"
    papel.propuesto_por = papel.propuesto_en = None
    guardar_en(acto, papel, f"{que}: {motivo}")
    CambioDeAcceso("descartado", papel.recibe, papel.proceso, por, en, papel, motivo=motivo).avisar()


def por_confirmar(proceso: Proceso, al: date) -> list[Papel]:
    """What takes two people in the process, is not over on the local day `al` and has had no second one."""
    nombramientos = (
        Nombramiento.objects.filter(
            desde_el(al),
            proceso=proceso,
            confirmado_en__isnull=True,
            rol__name__in=ROLES_POR_CONFIRMAR,
            usuario__is_active=True,
        )
        .select_related("usuario", "rol", "organo", "propuesto_por", "proceso__instituto")
        .order_by("propuesto_en", "pk")
    )
    suplencias = (
        Suplencia.objects.filter(
            proceso=proceso,
            hasta__gte=al,
            confirmado_en__isnull=True,
            titular__is_active=True,
            suplente__is_active=True,
        )
        .select_related("titular", "suplente", "propuesto_por", "proceso__instituto")
        .order_by("propuesto_en", "pk")
    )
    return [*nombramientos, *(s for s in suplencias if s.por_confirmar)]


def ultimo_enlace(usuario: Usuario) -> tuple[str, datetime] | None:
    """Who issued the last link to enter, and when; None if its owner has used it since. One query."""
    if usuario.has_usable_password():
        return None
    fila = usuario.history.filter(history_change_reason=ENLACE).order_by("-history_date", "-history_id").first()
    return (fila.autor, fila.history_date) if fila else None
