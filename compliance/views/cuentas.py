"""Entrance, exit, one's own account, and the door of the site."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.contrib.auth.hashers import make_password
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import (
    INTERNAL_RESET_SESSION_TOKEN,
    LoginView,
    LogoutView,
    PasswordChangeView,
    PasswordResetConfirmView,
    redirect_to_login,
)
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import Resolver404, resolve, reverse, reverse_lazy
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import dia_local, fecha_larga
from calendario.models import SuscripcionCalendario

from ..actos import Apunte, escritura
from ..ambito import Ambito
from ..cara.navegacion import portada, procesos_de
from ..entrada import momento_de
from ..forms.claros import ConAvisosClaros
from ..forms.cuentas import RecuperarForm
from ..historia import firmar
from ..middleware import ENTRO, FACTOR, SESION, SolicitudAbierta, SolicitudCauce, exigencia_de
from ..models import ActorPolitico, Area, Candidatura, Nombramiento, Organo, Proceso, Rol, Suplencia, Usuario
from ..permisos import ambito_en
from ..roles import INTERNOS, ROLES_DE_IDENTIDAD
from ..senales import CuentaUsada
from ..services import enlaces, sesiones
from ..services.cuentas import bloquear_cuenta
from ..services.directorio import entra_solo_por_el
from ..services.directorio import hay as hay_directorio
from ..services.enlaces import Llaves, fijar_contrasena
from ..services.factores import comprobar_codigo, factores_de
from ..services.lecturas import consultas_de_la_cuenta
from ..services.llaves_de_acceso import Sitio
from ..verbos.modelo import Rechazo
from . import sitio
from .comun import no_se_visita, recibe_visitas

SUSCRIPCION = "cuentas/_suscripcion.html"
# The last ones: the auditor has them all.
CONSULTAS = 20
# In the session: who showed the first factor and not the second yet, and when they last proved to be who they are.
POR_ENTRAR, CONFIRMO = "por_entrar", "confirmo"
# What somebody has to find their telephone.
PARA_EL_SEGUNDO = timedelta(minutes=10)


class FormaEntrar(ConAvisosClaros, AuthenticationForm):
    """Name and password. One answer for every failure: it tells nobody which accounts exist."""

    error_messages = {
        "invalid_login": ("El nombre de usuario y la contraseña no corresponden. Revise mayúsculas y minúsculas."),
        "inactive": "Esta cuenta está desactivada.",
        "directorio": "Su cuenta entra con el directorio de su instituto, no con contraseña.",
    }

    # Asked where nobody can be taken to another page: of what was typed when a session ended.
    codigo = forms.CharField(
        label="Código de su segundo factor",
        required=False,
        max_length=40,
        help_text="Solo si su cuenta lo usa: el de su aplicación o uno de recuperación.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text"}),
    )

    def confirm_login_allowed(self, user: Any) -> None:
        """Open, and not one that the directory opens alone."""
        super().confirm_login_allowed(user)
        if entra_solo_por_el(user):
            raise ValidationError(self.error_messages["directorio"], code="directorio")


class FormaFijar(ConAvisosClaros, SetPasswordForm):  # type: ignore[type-arg]  # not subscriptable
    """A new password, by the names that the page gives its fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = "Contraseña nueva"
        self.fields["new_password2"].label = "Contraseña nueva, otra vez"


class FormaCambiar(FormaFijar, PasswordChangeForm):
    """The same, with the present one."""

    error_messages = {**PasswordChangeForm.error_messages, "password_incorrect": "Esa no es su contraseña actual."}

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["old_password"].label = "Contraseña actual"

    def clean_old_password(self) -> str:
        """Asked as at the entrance, so that its failures count there and its limits stop them."""
        actual: str = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.get_username(), password=actual) is None:
            raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return actual


CON_CONTRASENA = "contraseña"
FALTA_CODIGO = "Escriba el código de su segundo factor: el de su aplicación o uno de recuperación."


def abrir_sesion(request: SolicitudAbierta, usuario: Usuario, con: str = CON_CONTRASENA, factor: str = "") -> None:
    """Enter. The moment of the entrance is that of the site's clock, which a demonstration sets.

    `con` says how, for its owner; `factor`, with which second factor, if with one.
    """
    request.session.pop(POR_ENTRAR, None)
    ultima, previa = usuario.last_login, request.session.pop(SESION, None)
    if request.user.is_authenticated and request.user.pk == usuario.pk:
        # Inside without the second factor until now: Django would leave the session its key.
        request.session.cycle_key()
    if previa:
        sesiones.terminar(previa)
    # Said, because of who entered without a password nobody asked a backend.
    login(request, usuario, backend="django.contrib.auth.backends.ModelBackend")
    usuario.last_login = request.momento
    usuario.save(update_fields=["last_login"])
    momento_de(request)
    fila = sesiones.abrir(
        usuario,
        request.session.session_key or "",
        agente=request.headers.get("User-Agent", ""),
        direccion=request.axes_ip_address,  # type: ignore[attr-defined]
        con=f"{con} y {factor}" if factor and factor != con else con,
        en=request.momento,
        ultima=ultima,
    )
    request.session[SESION] = fila.pk
    request.session[ENTRO] = request.momento.isoformat()
    request.session[CONFIRMO] = request.momento.isoformat()
    if factor:
        request.session[FACTOR] = factor
    CuentaUsada(usuario, request.momento).avisar()


def renovar_sesion(request: SolicitudCauce) -> None:
    """Another key for the session of whoever proved again who they are: one that was seen before opens nothing."""
    request.session.cycle_key()
    if esta := request.session.get(SESION):
        sesiones.seguir(esta, request.session.session_key or "")


def comprobar_segundo(request: SolicitudAbierta, usuario: Usuario, codigo: str) -> str:
    """With which code it is; empty if with none, which counts at the entrance and is stopped by its limits."""
    credenciales = {"username": usuario.get_username()}
    maquina = momento_de(request)
    if not AxesProxyHandler.is_allowed(request, credenciales):
        request.axes_locked_out = True  # type: ignore[attr-defined]
        return ""
    if con := comprobar_codigo(usuario, codigo, en=request.momento, maquina=maquina):
        return con
    fallo_de_segundo(request, usuario)
    return ""


def fallo_de_segundo(request: SolicitudAbierta, usuario: Usuario) -> None:
    """Count it where those of passwords are."""
    user_login_failed.send(sender=__name__, credentials={"username": usuario.get_username()}, request=request)


def entrar_aqui(request: SolicitudAbierta, form: FormaEntrar) -> bool:
    """Enter in place, with the code that came beside the password; False, and why in the form, if it does not."""
    usuario: Any = form.get_user()
    factor = ""
    if factores_de(usuario).hay:
        codigo = form.cleaned_data.get("codigo", "")
        factor = comprobar_segundo(request, usuario, codigo) if codigo else ""
        if not factor:
            form.add_error("codigo", "Ese código no corresponde o ya se usó." if codigo else FALTA_CODIGO)
            return False
    abrir_sesion(request, usuario, factor=factor)
    return True


def sesion_en_json(request: SolicitudAbierta) -> JsonResponse:
    """Who has entered (nobody: null) and the token of their forms, for a page that stayed open meanwhile."""
    quien = request.user.pk if request.user.is_authenticated else None
    respuesta = JsonResponse({"cuenta": quien, "ficha": get_token(request)})
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta


@require_safe
def sesion(request: SolicitudAbierta) -> JsonResponse:
    """Whose session this browser has."""
    return sesion_en_json(request)


def sitio_de(request: HttpRequest) -> Sitio:
    """Where the browser is, for its passkeys."""
    return Sitio(request.scheme or "", request.get_host())


def dejar_por_entrar(request: SolicitudAbierta, usuario: Usuario, lugar: str, con: str = CON_CONTRASENA) -> None:
    """Remember who showed the first factor, for a few minutes: nobody has entered yet."""
    request.session.cycle_key()
    request.session[POR_ENTRAR] = {
        "cuenta": usuario.pk,
        "hash": usuario.get_session_auth_hash(),
        "en": request.momento.isoformat(),
        "lugar": lugar,
        "con": con,
    }


def por_entrar(request: SolicitudAbierta) -> tuple[Usuario, dict[str, Any]] | None:
    """Whoever showed the first factor and has still time to show the second."""
    dicho = request.session.get(POR_ENTRAR)
    if not dicho or request.momento - datetime.fromisoformat(dicho["en"]) > PARA_EL_SEGUNDO:
        return None
    usuario = Usuario.objects.filter(pk=dicho["cuenta"], is_active=True).first()
    # A password that changed meanwhile ends it.
    if usuario is None or not constant_time_compare(dicho["hash"], usuario.get_session_auth_hash()):
        return None
    return usuario, dicho


def decir_lo_que_falta(request: Any) -> None:
    """Say, on entering, until when one enters without a second factor."""
    tras_entrar(request)
    pide = exigencia_de(request)
    if pide is not None and not pide.rige and not factores_de(request.user).hay:
        messages.warning(
            request,
            f"Su rol {pide} necesitará un segundo factor desde el {fecha_larga(pide.desde)}: agréguelo en «Mi cuenta».",
        )


def tras_entrar(request: Any) -> None:
    """What a request reaches, once it is of whoever has just entered."""
    request.ambito = ambito_en(request.user, request.momento)
    request.procesos = list(Proceso.objects.filter(pk__in=request.ambito.procesos).select_related("instituto"))


class Entrar(LoginView):
    """The entrance. django-axes counts the failures. To a page that asks in place, it answers in JSON."""

    form_class = FormaEntrar
    template_name = "cuentas/entrar.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the other ways to enter."""
        otras = {
            "directorio": settings.OIDC_NOMBRE if hay_directorio() else "",
            "llaves": sitio_de(self.request).admite,
        }
        return super().get_context_data(**kwargs) | otras

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Where one was going, or who entered; before, the second factor, if the account has one."""
        request: Any = self.request
        if self.en_json:
            entro = entrar_aqui(request, form)  # type: ignore[arg-type]
            return sesion_en_json(request) if entro else self.form_invalid(form)
        usuario: Any = form.get_user()
        if factores_de(usuario).hay:
            dejar_por_entrar(request, usuario, self.get_redirect_url())
            return redirect("entrar_segundo")
        abrir_sesion(request, usuario)
        decir_lo_que_falta(request)
        return redirect(self.get_success_url())

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Why not."""
        if not self.en_json:
            return super().form_invalid(form)
        errores = [e for errores in form.errors.values() for e in errores]
        return JsonResponse({"errores": errores, "codigo": "codigo" in form.errors}, status=422)

    @property
    def en_json(self) -> bool:
        """Whether a page asks, in which somebody goes on."""
        return self.request.headers.get("Accept") == "application/json"

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        """Where one was going when asked to enter, unless nobody can land there."""
        lugar = super().get_redirect_url()
        try:
            return lugar if recibe_visitas(resolve(urlsplit(lugar).path).func) else ""
        except Resolver404:
            return lugar


@require_safe
def entrar_a_administracion(request: SolicitudAbierta) -> HttpResponse:
    """The catalogues have no door of their own: the entrance above, with its lock, serves them too."""
    if request.user.is_authenticated:
        raise PermissionDenied("Los catálogos los administra la unidad de informática.")
    return redirect_to_login(reverse("admin:index"))


class Salir(LogoutView):
    """The exit. POST only."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """It is no longer among the sessions of the account."""
        if sesion := request.session.get(SESION):
            sesiones.terminar(sesion)
        return super().post(request, *args, **kwargs)

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A visit is told so in words."""
        return no_se_visita(request)


class CambiarContrasena(PasswordChangeView):
    """One's own password."""

    form_class = FormaCambiar
    template_name = "cuentas/cambiar_contrasena.html"
    success_url = reverse_lazy("mi_cuenta")

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the request: where somebody fails from counts."""
        return {**super().get_form_kwargs(), "request": self.request}

    @escritura()
    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Say that it changed: Django closes the other sessions by itself."""
        bloquear_cuenta(form.user)
        en = self.request.momento  # type: ignore[attr-defined]
        acto = Apunte("cambiar_contrasena", form.user, por=form.user, en=en, motivo="Cambió su contraseña")
        firmar(form.user, por=form.user, en=en, motivo=acto.motivo, acto=acto)
        esta = self.request.session.get(SESION)
        sesiones.cerrar_todas(form.user, salvo=esta)
        respuesta = super().form_valid(form)
        if esta:
            sesiones.seguir(esta, self.request.session.session_key or "")
        messages.success(self.request, "Su contraseña cambió. Las demás sesiones abiertas con su cuenta se cerraron.")
        if SuscripcionCalendario.objects.vigentes().filter(usuario=form.user.pk).exists():
            messages.info(
                self.request,
                "Sus direcciones de calendario siguen funcionando. Si alguien más pudo verlas, revóquelas aquí.",
            )
        return respuesta


class FijarContrasena(PasswordResetConfirmView):
    """The first password of an account, or a new one, with an address that works once.

    Visiting it consumes nothing: filters of mail do before people. Only setting the password does.
    """

    form_class = FormaFijar
    template_name = "cuentas/fijar_contrasena.html"
    reset_url_token = "fijar"  # noqa: S105 (part of the address, no secret)
    success_url = reverse_lazy("entrar")

    @property
    def token_generator(self) -> Llaves:
        """What tells an address that works, at the moment of the request."""
        return Llaves(self.request.momento)  # type: ignore[attr-defined]

    def get_user(self, uidb64: str) -> Usuario | None:
        """Whose it is; nobody's when the account is closed."""
        usuario = super().get_user(uidb64)
        return usuario if isinstance(usuario, Usuario) and usuario.is_active else None

    def form_valid(self, form: "SetPasswordForm[Usuario]") -> HttpResponse:
        """Say that it is done, and leave in the history that the owner did it."""
        try:
            self.validlink = fijar_contrasena(
                form.user,
                make_password(form.cleaned_data["new_password1"]),
                llave=self.request.session.get(INTERNAL_RESET_SESSION_TOKEN, ""),
                en=self.request.momento,  # type: ignore[attr-defined]
            )
        except Rechazo as rechazo:
            form.add_error(None, str(rechazo))
            return self.form_invalid(form)
        if not self.validlink:
            return self.render_to_response(self.get_context_data())
        del self.request.session[INTERNAL_RESET_SESSION_TOKEN]
        messages.success(
            self.request, f"Su contraseña quedó guardada. Entre con su nombre de usuario: {form.user.username}"
        )
        return redirect(self.get_success_url())

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """An address that no longer works answers that it is gone."""
        return super().render_to_response(context, status=200 if self.validlink else 410, **kwargs)


@require_http_methods(["GET", "HEAD", "POST"])
def recuperar(request: SolicitudAbierta) -> HttpResponse:
    """Ask for a link to set another password. It answers the same whether or not there is such an account."""
    form = RecuperarForm(request.POST if request.method == "POST" else None)
    pedida = False
    if form.is_valid():
        momento_de(request)  # so that axes says where it comes from, behind our proxies too
        red = request.axes_ip_address  # type: ignore[attr-defined]
        pedida = enlaces.pedir(form.cleaned_data["quien"], red, en=request.momento)
        if not pedida:
            form.add_error(
                None,
                "Desde su conexión se pidieron muchos enlaces en la última hora. Espere una hora o pídalo desde otra.",
            )
    return render(
        request,
        "cuentas/recuperar.html",
        {"form": form, "pedida": pedida},
        status=422 if form.errors else 200,
    )


@require_safe
def inicio(request: SolicitudAbierta) -> HttpResponse:
    """To one's work, by role, when one has entered; the door of the public site otherwise."""
    if request.user.is_authenticated:
        for proceso in procesos_de(request.ambito, request.momento, request):
            if lugar := portada(request.ambito, proceso):
                return redirect(lugar)
        return redirect("mi_cuenta")
    return sitio.portada(request)


@require_safe
def accesibilidad(request: SolicitudCauce) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "cuentas/accesibilidad.html")


@dataclass(frozen=True)
class CargoLegible:
    """A role in force, in words."""

    rol: str
    proceso: str
    alcance: str
    en_suplencia_de: str


def _cargos_legibles(ambito: Ambito) -> list[CargoLegible]:
    """The roles of `ambito` with the names of what they reach. Five queries at most."""
    procesos = {p.pk: str(p) for p in Proceso.objects.filter(pk__in=ambito.procesos)}
    areas = {a.pk: str(a) for a in Area.objects.filter(pk__in=ambito.areas)}
    organos = {o.pk: str(o) for o in Organo.objects.filter(pk__in=ambito.organos)}
    actores = {a.pk: str(a) for a in ActorPolitico.objects.filter(pk__in=ambito.actores)}
    candidaturas = {
        c.pk: str(c) for c in Candidatura.objects.filter(pk__in=ambito.candidaturas).select_related("persona", "cargo")
    }
    return [
        CargoLegible(
            rol=Rol(c.rol).label if c.rol in Rol.values else c.rol,
            proceso=procesos[c.proceso],
            alcance=areas.get(c.area or 0)
            or organos.get(c.organo or 0)
            or actores.get(c.actor or 0)
            or candidaturas.get(c.candidatura or 0, ""),
            en_suplencia_de=c.en_suplencia_de,
        )
        for c in ambito.funciones
    ]


def _plantilla(nombre: str) -> str:
    """The name of a template that another app may offer, or empty."""
    try:
        get_template(nombre)
    except TemplateDoesNotExist:
        return ""
    return nombre


def _esperan(request: SolicitudCauce) -> list[Nombramiento]:
    """One's roles that open nothing until somebody else confirms them."""
    propios = request.user.nombramientos.filter(confirmado_en=None, rol__name__in=ROLES_DE_IDENTIDAD)
    return [
        n
        for n in propios.select_related("rol", "proceso__instituto")
        if n.hasta is None or n.hasta >= dia_local(request.momento, n.proceso.tz)
    ]


@login_required
@require_safe
def mi_cuenta(request: SolicitudCauce) -> HttpResponse:
    """One's roles in force today, suplencias given and received, and what hangs from the account."""
    suplencias = (
        Suplencia.objects.filter(Q(titular=request.user) | Q(suplente=request.user))
        .select_related("titular", "suplente", "proceso__instituto")
        .order_by("desde")
    )
    return render(
        request,
        "cuentas/mi_cuenta.html",
        {
            "cargos": _cargos_legibles(request.ambito),
            "suplencias": [s for s in suplencias if s.hasta >= dia_local(request.momento, s.proceso.tz)],
            "suscripcion": _plantilla(SUSCRIPCION),
            "esperan": _esperan(request),
            "con_fichas": [p for p in request.procesos if p.pk in request.ambito.procesos_con(INTERNOS)],
            "consultas": consultas_de_la_cuenta(request.user)[:CONSULTAS],
            "factores": factores_de(request.user),
            "pide_factor": exigencia_de(request),
            "sesiones": sesiones.vivas(request.user, request.momento),
            "esta_sesion": request.session.get(SESION),
        },
    )
