"""Accounts and roles of a process, for its informática: who may do what, from when to when, and by which document.

Nobody types another person's password: an account is opened with an address that works once, shown once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import dia_local

from .. import entrada
from ..cara.listado import Columna, Listado, dato
from ..cara.navegacion import direccion
from ..forms.cuentas import (
    CuentaExistenteForm,
    CuentaForm,
    FiltroCuentas,
    MotivoForm,
    NombramientoForm,
    SuplenciaForm,
    SuplenteForm,
    TerminoForm,
)
from ..forms.errores import anotar
from ..middleware import SolicitudCauce
from ..models import Nombramiento, Proceso, Rol, Suplencia, Usuario
from ..roles import ROLES_DE_IDENTIDAD, ROLES_POR_CONFIRMAR
from ..services import cuentas as servicios
from ..textos import normalizar
from ..verbos.tabla import DE_CUENTA, DE_PAPEL
from .comun import proceso_o_404

# Whoever may do any of it sees the accounts.
ROLES = frozenset().union(*(v.roles for v in DE_CUENTA.values()))
CONFIRMAN = frozenset().union(*(v.roles for v in DE_PAPEL.values()))
# Who a nomination is for is asked in one field, «alcance»; the row keeps it in one of four.
_EN_ALCANCE = dict.fromkeys(("area", "organo", "actor", "candidatura"), "alcance")
DESCRIPCIONES: dict[str, str] = {
    Rol.COMISION: "Consejerías de la comisión: siguen el tablero y deciden en sesión.",
    Rol.CONSEJO: "Consejerías del consejo: deciden lo que la comisión les pasa.",
    Rol.SECRETARIA_TECNICA: "Prepara las sesiones y da seguimiento a todo.",
    Rol.SECRETARIA_EJECUTIVA: "Remite al INE por SIVOPLE y registra el acuse.",
    Rol.AREA: "Elabora los entregables de su área.",
    Rol.VERIFICACION: "Observa, valida y publica los cuestionarios; lee los de identidad.",
    Rol.COMITE_TRANSPARENCIA: "Aprueba el aviso de privacidad.",
    Rol.PARTIDO: "Autoriza y responde por las candidaturas de su partido o coalición.",
    Rol.CANDIDATURA: "Captura sus cuestionarios y decide sobre sus datos.",
    Rol.AUDITORIA: "Lee todo y no cambia nada.",
    Rol.ADMINISTRACION: "Cuentas, catálogos e importaciones.",
}
SUPLENCIA = "suplencia"
DIAS_ENLACE = settings.PASSWORD_RESET_TIMEOUT // 86400
NOMBRAMIENTOS: Listado[Nombramiento] = Listado(
    (
        Columna("Persona", lambda n: n.usuario, orden="persona", por=lambda n: normalizar(str(n.usuario))),
        dato("Nombre de usuario", lambda n: n.usuario.username),
        dato("Correo", lambda n: n.usuario.email),
        Columna("Rol", lambda n: n.rol_legible, orden="rol", por=lambda n: (n.rol_legible, normalizar(str(n.usuario)))),
        Columna("Alcance", lambda n: n.alcance),
        Columna("Desde", lambda n: n.desde, orden="desde", por=lambda n: n.desde),
        Columna("Hasta", lambda n: n.hasta, orden="hasta", por=lambda n: n.hasta or date.max),
        dato("Documento", lambda n: n.documento),
        Columna("Cuenta", lambda n: "activa" if n.usuario.is_active else "desactivada"),
    ),
    inicial="persona",
)


def _hoy(request: SolicitudCauce, proceso: Proceso) -> date:
    return dia_local(request.momento, proceso.tz)


def _cuenta_o_404(proceso: Proceso, pk: int) -> Usuario:
    return get_object_or_404(servicios.cuentas_de(proceso), pk=pk)


def _nombramientos(proceso: Proceso) -> QuerySet[Nombramiento]:
    return Nombramiento.objects.filter(proceso=proceso).select_related(
        "usuario", "rol", "area", "organo", "actor", "candidatura__persona", "candidatura__cargo"
    )


def _cuando(fila: Nombramiento | Suplencia, hoy: date) -> str:
    if fila.hasta is not None and fila.hasta < hoy:
        return "terminadas"
    return "futuras" if fila.desde > hoy else ""


@login_required
@require_safe
def cuentas(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Who holds which role, with filters and a CSV of exactly what is shown; and who acts for whom."""
    actual = proceso_o_404(request, proceso, ROLES)
    hoy = _hoy(request, actual)
    filtro = FiltroCuentas(request.GET)
    filtro.is_valid()
    datos = filtro.cleaned_data
    palabras = normalizar(datos.get("q", "")).split()
    cuando = datos.get("cuando", "")
    filas = [
        n
        for n in _nombramientos(actual)
        if (cuando == "todas" or _cuando(n, hoy) == cuando)
        and (not datos.get("rol") or n.rol.name == datos["rol"])
        and all(p in normalizar(f"{n.usuario} {n.usuario.username} {n.usuario.email}") for p in palabras)
    ]
    lista = NOMBRAMIENTOS.de(filas, request.GET)
    if lista.se_descarga:
        return lista.archivo(f"cuentas-{actual.clave}")
    suplencias = actual.suplencias.filter(hasta__gte=hoy).select_related("titular", "suplente").order_by("desde")
    ahora = entrada.momento_de(request)
    personas = {u.username: u for u in servicios.cuentas_de(actual)}
    return render(
        request,
        "compliance/cuentas.html",
        {
            "proceso": actual,
            "filtro": filtro,
            **lista.contexto(),
            "suplencias": suplencias,
            "por_confirmar": servicios.por_confirmar(actual, hoy),
            "detenidas": [(personas[n], d) for n, d in entrada.detenciones(personas, ahora).items()],
            "direcciones_detenidas": entrada.direcciones_detenidas(ahora),
        },
    )


@login_required
@require_safe
def cuenta(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """An account: its data, its roles in this process, its suplencias and what may be done."""
    actual = proceso_o_404(request, proceso, ROLES)
    usuario = _cuenta_o_404(actual, pk)
    hoy = _hoy(request, actual)
    return render(
        request,
        "compliance/cuenta.html",
        {
            "proceso": actual,
            "cuenta": usuario,
            "propia": usuario.pk == request.user.pk,
            "rechazo": servicios.rechazo_de_cuenta(usuario, por=request.user, al=hoy),
            "nombramientos": [(n, _cuando(n, hoy)) for n in _nombramientos(actual) if n.usuario_id == usuario.pk],
            "suplencias": [
                (s, _cuando(s, hoy))
                for s in (
                    usuario.suplencias.filter(proceso=actual) | usuario.suplencias_recibidas.filter(proceso=actual)
                ).select_related("titular", "suplente")
            ],
            "historial": direccion("historial_objeto", actual.clave, "usuario", usuario.pk),
            "ultimo_enlace": servicios.ultimo_enlace(usuario),
            "dias_enlace": DIAS_ENLACE,
            "detencion": entrada.detenciones([usuario.username], entrada.momento_de(request)).get(usuario.username),
        },
    )


# -- New ones ---------------------------------------------------------------------------------------------


def _elegir_rol(request: SolicitudCauce, proceso: Proceso, titulo: str, *, suplir: bool) -> HttpResponse:
    opciones = [(rol.value, rol.label, DESCRIPCIONES[rol]) for rol in Rol]
    if suplir:
        opciones.append((SUPLENCIA, "Solo para suplir a otra persona", "Sin rol propio: actuará en lugar de alguien."))
    consulta = request.GET.copy()
    consulta.pop("rol", None)
    return render(
        request,
        "compliance/cuenta_rol.html",
        {"proceso": proceso, "titulo": titulo, "opciones": opciones, "resto": consulta.urlencode()},
    )


def _formulario(
    request: SolicitudCauce,
    proceso: Proceso,
    titulo: str,
    boton: str,
    formularios: list[forms.BaseForm],
    sobre: str = "",
) -> HttpResponse:
    return render(
        request,
        "compliance/cuenta_formulario.html",
        {"proceso": proceso, "titulo": titulo, "boton": boton, "formularios": formularios, "sobre": sobre},
        status=422 if any(f.errors for f in formularios) else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cuenta_nueva(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Open an account with its first role, or only to act in another's place; then show its address once."""
    actual = proceso_o_404(request, proceso, DE_CUENTA["abrir"].roles)
    rol = request.GET.get("rol", "")
    if rol not in (*Rol.values, SUPLENCIA):
        return _elegir_rol(request, actual, "Abrir una cuenta", suplir=True)
    hoy = _hoy(request, actual)
    envio = request.POST if request.method == "POST" else None
    cuenta_form = CuentaForm(envio)
    segundo: NombramientoForm | SuplenciaForm = (
        SuplenciaForm(envio, proceso=actual, hoy=hoy)
        if rol == SUPLENCIA
        else NombramientoForm(envio, rol=Rol(rol), proceso=actual, hoy=hoy)
    )
    sello: dict[str, Any] = {"por": request.user, "en": request.momento}
    # Both are judged, so that everything wrong is told at once.
    if all([cuenta_form.is_valid(), segundo.is_valid()]):
        nueva = cuenta_form.save(commit=False)
        papel = segundo.instance if isinstance(segundo, SuplenciaForm) else segundo.nombramiento(nueva)
        try:
            with transaction.atomic():
                servicios.abrir_cuenta(nueva, papel, **sello)
                enlace = servicios.emitir_enlace(nueva, actual, **sello)
        except ValidationError as error:
            anotar(error, cuenta_form, segundo, en_vez=_EN_ALCANCE)
        else:
            return _mostrar_enlace(request, actual, nueva, enlace)
    sobre = "Solo para suplir" if rol == SUPLENCIA else f"Rol: {Rol(rol).label}"
    return _formulario(request, actual, "Abrir una cuenta", "Abrir la cuenta", [cuenta_form, segundo], sobre)


def _mostrar_enlace(
    request: SolicitudCauce, proceso: Proceso, usuario: Usuario, enlace: tuple[str, str]
) -> HttpResponse:
    """The only page on which the address is ever seen."""
    return render(
        request,
        "compliance/cuenta_enlace.html",
        {
            "proceso": proceso,
            "cuenta": usuario,
            "enlace": f"{settings.SITIO_URL}{reverse('fijar_contrasena', args=enlace)}",
            "dias": DIAS_ENLACE,
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cuenta_nombrar(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Give a role to an account that exists."""
    actual = proceso_o_404(request, proceso, DE_CUENTA["nombrar"].roles)
    rol = request.GET.get("rol", "")
    if rol not in Rol.values:
        return _elegir_rol(request, actual, "Dar un rol a una cuenta que ya existe", suplir=False)
    envio = request.POST if request.method == "POST" else None
    quien = CuentaExistenteForm(envio, initial={"usuario": request.GET.get("cuenta", "")})
    nombramiento_form = NombramientoForm(envio, rol=Rol(rol), proceso=actual, hoy=_hoy(request, actual))
    if all([quien.is_valid(), nombramiento_form.is_valid()]):
        usuario = quien.cleaned_data["usuario"]
        try:
            servicios.nombrar(nombramiento_form.nombramiento(usuario), por=request.user, en=request.momento)
        except ValidationError as error:
            anotar(error, quien, nombramiento_form, en_vez=_EN_ALCANCE)
        else:
            espera = " Falta que otra persona lo confirme." if rol in ROLES_POR_CONFIRMAR else ""
            messages.success(request, f"{usuario} tiene el rol «{Rol(rol).label}».{espera}")
            return redirect("cuenta", actual.clave, usuario.pk)
    return _formulario(
        request,
        actual,
        "Dar un rol a una cuenta que ya existe",
        "Dar el rol",
        [quien, nombramiento_form],
        f"Rol: {Rol(rol).label}",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suplencia_nueva(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Let somebody act in another's place."""
    actual = proceso_o_404(request, proceso, DE_CUENTA["suplir"].roles)
    hoy = _hoy(request, actual)
    envio = request.POST if request.method == "POST" else None
    form = SuplenciaForm(envio, proceso=actual, hoy=hoy, titular=request.GET.get("titular", ""))
    quien = SuplenteForm(envio)
    if all([quien.is_valid(), form.is_valid()]):
        suplencia = form.instance
        suplencia.suplente = quien.cleaned_data["suplente"]
        try:
            servicios.suplir(suplencia, por=request.user, en=request.momento)
        except ValidationError as error:
            anotar(error, quien, form, en_vez=_EN_ALCANCE)
        else:
            espera = " Falta que otra persona lo confirme." if suplencia.por_confirmar else ""
            messages.success(request, f"{suplencia.suplente} podrá actuar en lugar de {suplencia.titular}.{espera}")
            return redirect("cuenta", actual.clave, suplencia.suplente.pk)
    return _formulario(request, actual, "Registrar una suplencia", "Registrar la suplencia", [quien, form])


# -- Changes ----------------------------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cuenta_datos(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Mend the name or the e-mail of an account."""
    actual = proceso_o_404(request, proceso, DE_CUENTA["cambiar_datos"].roles)
    usuario = _cuenta_o_404(actual, pk)
    form = CuentaForm(request.POST if request.method == "POST" else None, instance=usuario)
    if form.is_valid():
        try:
            servicios.cambiar_datos(usuario, actual, form.cleaned_data, por=request.user, en=request.momento)
        except ValidationError as error:
            anotar(error, form, en_vez=_EN_ALCANCE)
        else:
            messages.success(request, "Los datos de la cuenta quedaron guardados.")
            return redirect("cuenta", actual.clave, usuario.pk)
    return _formulario(request, actual, "Corregir los datos de la cuenta", "Guardar", [form], usuario.username)


@dataclass(frozen=True)
class Accion:
    """Something that is done to an account, a role or a suplencia: its page asks, its service does."""

    titulo: str
    boton: str
    explicacion: str
    deshacer: str
    hecho: str
    formulario: type[forms.Form] = MotivoForm
    peligro: bool = True


ACCIONES = {
    "enlace": Accion(
        "Emitir un enlace para fijar la contraseña",
        "Emitir el enlace",
        "La contraseña que tenga, sus sesiones y sus direcciones de calendario dejarán de servir. Usted verá, una sola "
        "vez, la dirección que debe entregarle para que fije la suya. La persona recibirá un aviso por correo, y los "
        "roles que confirman dos personas quedarán por confirmar otra vez.",
        "La persona fija su contraseña con el enlace. Si se pierde, se emite otro.",
        "",
        forms.Form,
    ),
    "desactivar": Accion(
        "Desactivar la cuenta",
        "Desactivar",
        "Ya no podrá entrar. Su contraseña, sus sesiones y sus direcciones de calendario dejan de servir para siempre, "
        "y quienes suplen a esta persona dejan de actuar por ella. Lo que hizo y sus nombramientos se conservan.",
        "Puede reactivarla cuando haga falta; la persona entrará con un enlace nuevo.",
        "La cuenta quedó desactivada.",
    ),
    "reactivar": Accion(
        "Reactivar la cuenta",
        "Reactivar",
        "Podrá entrar otra vez, con los roles que sigan vigentes, cuando fije una contraseña con un enlace nuevo: "
        "emítalo después.",
        "Puede desactivarla de nuevo.",
        "La cuenta quedó activa.",
        peligro=False,
    ),
    "levantar": Accion(
        "Levantar la detención de la entrada",
        "Levantar la detención",
        "La cuenta podrá intentarse otra vez, desde cualquier lugar. Hágalo si la persona se equivocó y no puede "
        "esperar; si los intentos son de alguien más, la detención la protege y termina sola.",
        "Si vuelve a haber demasiados intentos, la entrada se detiene otra vez.",
        "La entrada con esta cuenta ya no está detenida.",
    ),
}
HACER: dict[str, Callable[..., None]] = {
    "desactivar": servicios.desactivar,
    "reactivar": servicios.reactivar,
    "levantar": servicios.levantar_detencion,
}
TERMINAR_NOMBRAMIENTO = Accion(
    "Terminar el nombramiento",
    "Terminar",
    "Después del último día ya no podrá actuar con este rol. La cuenta sigue abierta.",
    "Un nombramiento terminado no se reabre: se registra uno nuevo.",
    "El nombramiento tiene fecha de término.",
    TerminoForm,
)
TERMINAR_SUPLENCIA = Accion(
    "Terminar la suplencia",
    "Terminar",
    "Después del último día ya no podrá actuar en lugar de la persona titular.",
    "Una suplencia terminada no se reabre: se registra una nueva.",
    "La suplencia tiene nueva fecha de término.",
    TerminoForm,
)


def _confirmar(
    request: SolicitudCauce, proceso: Proceso, accion: Accion, form: forms.Form, de_quien: str, volver: Usuario
) -> HttpResponse:
    return render(
        request,
        "compliance/cuenta_accion.html",
        {"proceso": proceso, "accion": accion, "form": form, "de_quien": de_quien, "cuenta": volver},
        status=422 if form.errors else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cuenta_accion(request: SolicitudCauce, proceso: str, pk: int, verbo: str) -> HttpResponse:
    """Ask and do: a new address for the password, close the account, open it again."""
    actual = proceso_o_404(request, proceso, ROLES)
    usuario = _cuenta_o_404(actual, pk)
    accion = ACCIONES.get(verbo)
    if accion is None:
        raise Http404
    form = accion.formulario(request.POST if request.method == "POST" else None)
    sello: dict[str, Any] = {"por": request.user, "en": request.momento}
    if form.is_valid():
        try:
            if verbo == "enlace":
                return _mostrar_enlace(request, actual, usuario, servicios.emitir_enlace(usuario, actual, **sello))
            HACER[verbo](usuario, actual, motivo=form.cleaned_data["motivo"], **sello)
        except ValidationError as error:
            anotar(error, form, en_vez=_EN_ALCANCE)
        else:
            messages.success(request, accion.hecho)
            return redirect("cuenta", actual.clave, usuario.pk)
    return _confirmar(request, actual, accion, form, str(usuario), usuario)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nombramiento_terminar(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Ask for the last day of a role, and write it."""
    actual = proceso_o_404(request, proceso, DE_CUENTA["terminar_nombramiento"].roles)
    nombramiento = get_object_or_404(
        Nombramiento.objects.filter(proceso=actual).select_related("usuario", "rol", "proceso__instituto"), pk=pk
    )
    de_quien = f"{nombramiento.usuario}: {nombramiento.rol_legible} {nombramiento.alcance or ''}".strip()
    return _terminar(request, actual, nombramiento, TERMINAR_NOMBRAMIENTO, servicios.terminar_nombramiento, de_quien)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suplencia_terminar(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Ask for the last day of a suplencia, and write it."""
    actual = proceso_o_404(request, proceso, DE_CUENTA["terminar_suplencia"].roles)
    suplencia = get_object_or_404(
        Suplencia.objects.filter(proceso=actual).select_related("titular", "suplente", "proceso__instituto"), pk=pk
    )
    de_quien = f"{suplencia.suplente} en lugar de {suplencia.titular}"
    return _terminar(request, actual, suplencia, TERMINAR_SUPLENCIA, servicios.terminar_suplencia, de_quien)


def _terminar(
    request: SolicitudCauce,
    proceso: Proceso,
    fila: Nombramiento | Suplencia,
    accion: Accion,
    servicio: Callable[..., None],
    de_quien: str,
) -> HttpResponse:
    persona = fila.usuario if isinstance(fila, Nombramiento) else fila.suplente
    form = accion.formulario(
        request.POST if request.method == "POST" else None, initial={"hasta": _hoy(request, proceso)}
    )
    if form.is_valid():
        try:
            servicio(fila, **form.cleaned_data, por=request.user, en=request.momento)
        except ValidationError as error:
            anotar(error, form, en_vez=_EN_ALCANCE)
        else:
            messages.success(request, accion.hecho)
            return redirect("cuenta", proceso.clave, persona.pk)
    return _confirmar(request, proceso, accion, form, de_quien, persona)


# -- Two people -------------------------------------------------------------------------------------------


PAPELES: dict[str, type[Nombramiento] | type[Suplencia]] = {"nombramiento": Nombramiento, "suplencia": Suplencia}
VERBOS_DE_PAPEL: dict[str, tuple[Accion, Callable[..., str], Callable[..., None]]] = {
    "proponer": (
        Accion(
            "Proponer que se confirme",
            "Proponer",
            "Otra persona de administración o de la secretaría ejecutiva lo verá y decidirá. Recibirán un aviso.",
            "Puede retirar la propuesta mientras no se confirme.",
            "Quedó propuesto: espera a que otra persona lo confirme.",
            peligro=False,
        ),
        servicios.rechazo_de_proponer,
        servicios.proponer,
    ),
    "confirmar": (
        Accion(
            "Confirmar",
            "Confirmar",
            "Compruebe antes con la persona, por un medio que no sea este sistema, que es ella, que entró con la "
            "contraseña que ella fijó y que el documento lo ordena. Recibirán aviso ella y quienes pueden confirmar.",
            "Un nombramiento o una suplencia se termina en «Cuentas y roles».",
            "Quedó confirmado.",
            peligro=False,
        ),
        servicios.rechazo_de_confirmar,
        servicios.confirmar,
    ),
    "descartar": (
        Accion(
            "Descartar la propuesta",
            "Descartar",
            "No se confirma. El nombramiento o la suplencia sigue registrado, sin lo que hacía falta confirmar.",
            "Puede proponerse otra vez.",
            "La propuesta quedó descartada.",
        ),
        servicios.rechazo_de_descartar,
        servicios.descartar,
    ),
}


@dataclass(frozen=True)
class PapelLegible:
    """Something that takes two people, in words, and what may be done with it now."""

    papel: Nombramiento | Suplencia
    clase: str
    que: str
    abre_identidad: bool
    propuesto: bool
    verbos: tuple[tuple[str, str], ...]
    espera: str


def _papel_legible(papel: Nombramiento | Suplencia, request: SolicitudCauce) -> PapelLegible:
    sello: dict[str, Any] = {"por": request.user, "en": request.momento}
    rechazos = {verbo: rechazo(papel, **sello) for verbo, (_, rechazo, _) in VERBOS_DE_PAPEL.items()}
    if isinstance(papel, Nombramiento):
        clase, que, abre = "nombramiento", Rol(papel.rol.name).label, papel.rol.name in ROLES_DE_IDENTIDAD
    else:
        clase, que, abre = "suplencia", f"Suplencia de {papel.titular}", papel.presta(ROLES_DE_IDENTIDAD)
    return PapelLegible(
        papel=papel,
        clase=clase,
        que=que,
        abre_identidad=abre,
        propuesto=papel.propuesto(request.momento),
        verbos=tuple((v, VERBOS_DE_PAPEL[v][0].boton) for v, rechazo in rechazos.items() if not rechazo),
        espera=rechazos["confirmar"],
    )


@login_required
@require_safe
def por_confirmar(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """What one person gave and another has to confirm, with why one may not."""
    actual = proceso_o_404(request, proceso, CONFIRMAN)
    papeles = servicios.por_confirmar(actual, _hoy(request, actual))
    return render(
        request,
        "compliance/por_confirmar.html",
        {
            "proceso": actual,
            "papeles": [_papel_legible(p, request) for p in papeles],
            "administra": request.ambito.tiene(actual.pk, *ROLES),
            "confirma": request.ambito.tiene_confirmado(actual.pk, *CONFIRMAN),
            "dias": Nombramiento.VIGENCIA.days,
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def papel_accion(request: SolicitudCauce, proceso: str, clase: str, pk: int, verbo: str) -> HttpResponse:
    """Ask for the reason, and propose, confirm or discard."""
    if clase not in PAPELES or verbo not in VERBOS_DE_PAPEL:
        raise Http404
    actual = proceso_o_404(request, proceso, DE_PAPEL[verbo].roles)
    papel: Any = get_object_or_404(PAPELES[clase]._default_manager.filter(proceso=actual), pk=pk)
    accion, rechazo, hacer = VERBOS_DE_PAPEL[verbo]
    form = MotivoForm(request.POST if request.method == "POST" else None)
    sello: dict[str, Any] = {"por": request.user, "en": request.momento}
    if form.is_valid():
        try:
            hacer(papel, motivo=form.cleaned_data["motivo"], **sello)
        except ValidationError as error:
            anotar(error, form, en_vez=_EN_ALCANCE)
        else:
            messages.success(request, accion.hecho)
            return redirect("por_confirmar", actual.clave)
    return render(
        request,
        "compliance/papel_accion.html",
        {
            "proceso": actual,
            "accion": accion,
            "form": form,
            "leido": _papel_legible(papel, request),
            "rechazo": "" if form.errors else rechazo(papel, **sello),
        },
        status=422 if form.errors else 200,
    )
