"""Accounts and roles of a process, for its informática: who may do what, from when to when, and by which document.

Nobody types another person's password: an account is opened with an address that works once, shown once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import dia_local

from .. import entrada
from ..actos import escritura
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
from ..services.factores import factores_de
from ..services.lecturas import leer_en
from ..services.sesiones import vivas
from ..textos import normalizar
from ..verbos.caso import opciones, rechazos
from ..verbos.cuentas import DE_CUENTA, DE_PAPEL, DE_VIGENCIA, CasoDeCuenta, CasoDePapel, Papel
from ..verbos.modelo import Rechazo, Verbo
from .comun import anotar_descarga, proceso_o_404

# Whoever may do any of it sees the accounts.
ROLES = frozenset().union(*(v.roles for v in (DE_CUENTA | DE_VIGENCIA).values()))
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


def _cuando(fila: Papel, hoy: date) -> str:
    if fila.hasta is not None and fila.hasta < hoy:
        return "terminadas"
    return "futuras" if fila.desde > hoy else ""


def _caso(request: SolicitudCauce, usuario: Usuario, proceso: Proceso) -> CasoDeCuenta:
    return CasoDeCuenta(usuario, request.momento, request.ambito, por=request.user, en_proceso=proceso)


def _caso_de_papel(request: SolicitudCauce, papel: Papel) -> CasoDePapel:
    return CasoDePapel(papel, request.momento, request.ambito)


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
        anotar_descarga(request, actual, "cuentas")
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


def _se_termina(request: SolicitudCauce, verbo: str, papel: Papel) -> bool:
    return not rechazos(DE_VIGENCIA[verbo], _caso_de_papel(request, papel))


def _anotar_lectura(request: SolicitudCauce, proceso: Proceso, usuario: Usuario) -> None:
    leer_en(
        "leer_cuenta",
        usuario,
        proceso,
        hechos={"campos": ["correo"]},
        por=request.user,
        ambito=request.ambito,
        en=request.momento,
    )


@login_required
@require_safe
def cuenta(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """An account: its data, its roles in this process, its suplencias and what may be done."""
    actual = proceso_o_404(request, proceso, ROLES)
    usuario = _cuenta_o_404(actual, pk)
    _anotar_lectura(request, actual, usuario)
    hoy = _hoy(request, actual)
    detencion = entrada.detenciones([usuario.username], entrada.momento_de(request)).get(usuario.username)
    factores, abiertas = factores_de(usuario), vivas(usuario, request.momento)
    # Of what is kept beside the account there may be nothing to lift, remove or close.
    sobra = {
        verbo
        for verbo, hay in (
            ("levantar_detencion", detencion),
            ("quitar_factores", factores.hay),
            ("cerrar_sesiones", abiertas),
        )
        if not hay
    }
    filas = {v: fila for v, fila in DE_CUENTA.items() if v not in sobra}
    ofrecidas = opciones(filas, _caso(request, usuario, actual))
    posibles = ((o.verbo, _pagina_de(o.verbo, actual, usuario)) for o in ofrecidas if o.posible)
    return render(
        request,
        "compliance/cuenta.html",
        {
            "proceso": actual,
            "cuenta": usuario,
            "posibles": [(verbo, lugar) for verbo, lugar in posibles if lugar],
            "impedidas": [o for o in ofrecidas if not o.posible and not o.de_otro_estado],
            "nombramientos": [
                (n, _cuando(n, hoy), _se_termina(request, "terminar_nombramiento", n))
                for n in _nombramientos(actual).filter(usuario=usuario)
            ],
            "suplencias": [
                (s, _cuando(s, hoy), _se_termina(request, "terminar_suplencia", s))
                for s in (
                    usuario.suplencias.filter(proceso=actual) | usuario.suplencias_recibidas.filter(proceso=actual)
                ).select_related("titular", "suplente")
            ],
            "historial": direccion("historial_objeto", actual.clave, "usuario", usuario.pk),
            "ultimo_enlace": servicios.ultimo_enlace(usuario),
            "dias_enlace": DIAS_ENLACE,
            "detencion": detencion,
            "factores": factores,
            "abiertas": abiertas,
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
            with escritura():
                servicios.abrir_cuenta(nueva, papel, **sello)
                enlace = servicios.emitir_enlace(nueva, actual, **sello)
        except (Rechazo, ValidationError) as error:
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
        except (Rechazo, ValidationError) as error:
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
        except (Rechazo, ValidationError) as error:
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
    fila = DE_CUENTA["cambiar_datos"]
    form = CuentaForm(request.POST if request.method == "POST" else None, instance=usuario)
    if impedimentos := rechazos(fila, _caso(request, usuario, actual)):
        return _confirmar(request, actual, fila, form, impedimentos, str(usuario), usuario)
    if request.method != "POST":
        _anotar_lectura(request, actual, usuario)
    if form.is_valid():
        try:
            servicios.cambiar_datos(usuario, actual, form.cleaned_data, por=request.user, en=request.momento)
        except (Rechazo, ValidationError) as error:
            anotar(error, form, en_vez=_EN_ALCANCE)
        else:
            messages.success(request, DE_CUENTA["cambiar_datos"].listo)
            return redirect("cuenta", actual.clave, usuario.pk)
    return _formulario(request, actual, "Corregir los datos de la cuenta", "Guardar", [form], usuario.username)


# How the verbs that only ask for a reason are called in addresses, and who does them. What is asked, their rows say.
ACCIONES: dict[str, tuple[str, Callable[..., object], type[forms.Form]]] = {
    "enlace": ("emitir_enlace", servicios.emitir_enlace, forms.Form),
    "desactivar": ("desactivar", servicios.desactivar, MotivoForm),
    "reactivar": ("reactivar", servicios.reactivar, MotivoForm),
    "levantar": ("levantar_detencion", servicios.levantar_detencion, MotivoForm),
    "factores": ("quitar_factores", servicios.quitar_factores, MotivoForm),
    "sesiones": ("cerrar_sesiones", servicios.cerrar_sesiones, MotivoForm),
}


def _pagina_de(verbo: Verbo, proceso: Proceso, usuario: Usuario) -> str:
    """Where a verb is asked for about this account; empty if its page is of no account."""
    match verbo.clave:
        case "cambiar_datos":
            return reverse("cuenta_datos", args=[proceso.clave, usuario.pk])
        case "nombrar":
            consulta = urlencode({"cuenta": usuario.username})
            return f"{reverse('cuenta_nombrar', args=[proceso.clave])}?{consulta}"
        case "suplir":
            return f"{reverse('suplencia_nueva', args=[proceso.clave])}?titular={usuario.pk}"
        case clave:
            lugar = next((lugar for lugar, (suya, _, _) in ACCIONES.items() if suya == clave), "")
            return lugar and reverse("cuenta_accion", args=[proceso.clave, usuario.pk, lugar])


def _confirmar(
    request: SolicitudCauce,
    proceso: Proceso,
    verbo: Verbo,
    form: forms.BaseForm,
    impedimentos: Sequence[Rechazo],
    de_quien: str,
    volver: Usuario,
) -> HttpResponse:
    return render(
        request,
        "compliance/cuenta_accion.html",
        {
            "proceso": proceso,
            "verbo": verbo,
            "form": form,
            "impedimentos": [] if form.errors else impedimentos,
            "de_quien": de_quien,
            "cuenta": volver,
        },
        status=422 if form.errors else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cuenta_accion(request: SolicitudCauce, proceso: str, pk: int, verbo: str) -> HttpResponse:
    """Ask and do: a new address for the password, close the account, open it again."""
    if verbo not in ACCIONES:
        raise Http404
    clave, hacer, formulario = ACCIONES[verbo]
    fila = DE_CUENTA[clave]
    actual = proceso_o_404(request, proceso, fila.roles)
    usuario = _cuenta_o_404(actual, pk)
    form = formulario(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            hecho = hacer(usuario, actual, **form.cleaned_data, por=request.user, en=request.momento)
        except (Rechazo, ValidationError) as error:
            anotar(error, form, en_vez=_EN_ALCANCE)
        else:
            if isinstance(hecho, tuple):
                return _mostrar_enlace(request, actual, usuario, hecho)
            messages.success(request, fila.listo)
            return redirect("cuenta", actual.clave, usuario.pk)
    impedimentos = rechazos(fila, _caso(request, usuario, actual))
    return _confirmar(request, actual, fila, form, impedimentos, str(usuario), usuario)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nombramiento_terminar(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Ask for the last day of a role, and write it."""
    fila = DE_VIGENCIA["terminar_nombramiento"]
    actual = proceso_o_404(request, proceso, fila.roles)
    nombramiento = get_object_or_404(
        Nombramiento.objects.filter(proceso=actual).select_related("usuario", "rol", "proceso__instituto"), pk=pk
    )
    de_quien = f"{nombramiento.usuario}: {nombramiento.rol_legible} {nombramiento.alcance or ''}".strip()
    return _terminar(request, actual, nombramiento, fila, servicios.terminar_nombramiento, de_quien)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suplencia_terminar(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Ask for the last day of a suplencia, and write it."""
    fila = DE_VIGENCIA["terminar_suplencia"]
    actual = proceso_o_404(request, proceso, fila.roles)
    suplencia = get_object_or_404(
        Suplencia.objects.filter(proceso=actual).select_related("titular", "suplente", "proceso__instituto"), pk=pk
    )
    de_quien = f"{suplencia.suplente} en lugar de {suplencia.titular}"
    return _terminar(request, actual, suplencia, fila, servicios.terminar_suplencia, de_quien)


def _terminar(
    request: SolicitudCauce,
    proceso: Proceso,
    papel: Papel,
    verbo: Verbo,
    servicio: Callable[..., None],
    de_quien: str,
) -> HttpResponse:
    form = TerminoForm(request.POST if request.method == "POST" else None, initial={"hasta": _hoy(request, proceso)})
    if form.is_valid():
        try:
            servicio(papel, **form.cleaned_data, por=request.user, en=request.momento)
        except (Rechazo, ValidationError) as error:
            anotar(error, form, en_vez=_EN_ALCANCE)
        else:
            messages.success(request, verbo.listo)
            return redirect("cuenta", proceso.clave, papel.recibe.pk)
    impedimentos = rechazos(verbo, _caso_de_papel(request, papel))
    return _confirmar(request, proceso, verbo, form, impedimentos, de_quien, papel.recibe)


# -- Two people -------------------------------------------------------------------------------------------


PAPELES: dict[str, type[Nombramiento] | type[Suplencia]] = {"nombramiento": Nombramiento, "suplencia": Suplencia}
DAR_FE: dict[str, Callable[..., None]] = {
    "proponer": servicios.proponer,
    "confirmar": servicios.confirmar,
    "descartar": servicios.descartar,
}


@dataclass(frozen=True)
class PapelLegible:
    """Something that takes two people, in words, and what may be done with it now."""

    papel: Papel
    clase: str
    que: str
    abre_identidad: bool
    propuesto: bool
    verbos: tuple[Verbo, ...]
    espera: Sequence[Rechazo]


def _papel_legible(papel: Papel, request: SolicitudCauce) -> PapelLegible:
    caso = _caso_de_papel(request, papel)
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
        verbos=tuple(o.verbo for o in opciones(DE_PAPEL, caso) if o.posible),
        espera=rechazos(DE_PAPEL["confirmar"], caso),
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
    if clase not in PAPELES or verbo not in DAR_FE:
        raise Http404
    fila = DE_PAPEL[verbo]
    actual = proceso_o_404(request, proceso, fila.roles)
    papel: Any = get_object_or_404(PAPELES[clase]._default_manager.filter(proceso=actual), pk=pk)
    form = MotivoForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            DAR_FE[verbo](papel, motivo=form.cleaned_data["motivo"], por=request.user, en=request.momento)
        except (Rechazo, ValidationError) as error:
            anotar(error, form, en_vez=_EN_ALCANCE)
        else:
            messages.success(request, fila.listo)
            return redirect("por_confirmar", actual.clave)
    return render(
        request,
        "compliance/papel_accion.html",
        {
            "proceso": actual,
            "verbo": fila,
            "form": form,
            "leido": _papel_legible(papel, request),
            "impedimentos": [] if form.errors else rechazos(fila, _caso_de_papel(request, papel)),
        },
        status=422 if form.errors else 200,
    )
