"""The catalogues of each process, for its informática. Accounts and roles have their own page (`views.administracion`).

Nothing with history is deleted here, and no state or fact is edited: candidacies, deliverables, sessions and decisions
move through their services. Whoever has the role «administracion» sees the catalogues of their processes and no
others; accounts, roles, institutes and new processes are for whoever administers the whole installation.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin
from viewflow.workflow.models import Process, Task

from .actos import Apunte, escritura
from .cuestionarios import DIMENSIONES, ETIQUETAS
from .forms.claros import JsonField
from .historia import guardar_en
from .models import (
    ActorPolitico,
    Area,
    Cargo,
    CausaDeObservacion,
    Instituto,
    Integracion,
    LimiteTexto,
    Nombramiento,
    Organo,
    Proceso,
    Rol,
    Suplencia,
    SuplenciaDeAsiento,
    Territorio,
    Usuario,
    VariableDeCalificacion,
)
from .services.cuentas import (
    avisar_al_correo_anterior,
    cerrar_accesos,
    exigir_relevo_al_terminar,
    exigir_relevo_de,
    registrar,
)
from .services.lecturas import leer_en
from .verbos.tabla import DE_CATALOGO

ALTA = "Alta en los catálogos"
# Of one level, before its weight.
PUNTOS_MAXIMOS = 100
# A filter that offers only processes with rows that the person sees.
DE_SUS_PROCESOS = ("proceso", admin.RelatedOnlyFieldListFilter)


class ConMotivo(forms.ModelForm[Any]):
    """Every change says why."""

    motivo = forms.CharField(label="Motivo del cambio", max_length=300, help_text="Quedará en el historial.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Of something new, that it is new is reason enough.
        self.fields["motivo"].required = self.instance.pk is not None

    def clean(self) -> Any:
        """A row like another one is the same form sent twice."""
        datos = super().clean()
        _exigir_otra(self.instance, self.cleaned_data)
        return datos


class VariableConMotivo(ConMotivo):
    """A variable of the scoring: its section exists, and its levels are what the desk offers."""

    def clean_rubro(self) -> str:
        """One of the sections of the questionnaires."""
        rubro: str = self.cleaned_data["rubro"]
        if rubro not in ETIQUETAS and rubro not in DIMENSIONES:
            raise ValidationError(f"No hay una sección «{rubro}». Las hay: {', '.join([*ETIQUETAS, *DIMENSIONES])}.")
        return rubro

    def clean_niveles(self) -> Any:
        """Each with its points, all different, and its name."""
        niveles = self.cleaned_data["niveles"]
        bien = (
            isinstance(niveles, list)
            and len(niveles) > 1
            and all(
                isinstance(n, dict)
                and set(n) == {"puntos", "nombre"}
                and type(n["puntos"]) is int
                and 0 <= n["puntos"] <= PUNTOS_MAXIMOS
                and isinstance(n["nombre"], str)
                and n["nombre"].strip()
                for n in niveles
            )
            and len({n["puntos"] for n in niveles}) == len(niveles)
        )
        if not bien:
            raise ValidationError(
                'Escriba dos niveles o más, así: [{"puntos": 0, "nombre": "No lo dice"}, {"puntos": 7, "nombre": '
                f'"Lo dice"}}]. Los puntos van de 0 a {PUNTOS_MAXIMOS}, sin repetir.'
            )
        return niveles


class CuentaConMotivo(ConMotivo):
    """An account: no process is left without whom it needs."""

    class Meta:
        # Django says «es staff», «es superusuario».
        labels: ClassVar = {"is_staff": "Entra a los catálogos", "is_superuser": "Administra toda la instalación"}
        help_texts: ClassVar = {"is_staff": "", "is_superuser": "Puede todo en los catálogos de todos los institutos."}

    momento: datetime

    def clean(self) -> Any:
        """Closing it, as on its page."""
        datos = super().clean()
        if "is_active" in self.changed_data and not datos.get("is_active"):
            exigir_relevo_de(self.instance, self.momento)
        return datos


class NombramientoConMotivo(ConMotivo):
    """A role: the same."""

    def clean(self) -> Any:
        """Bringing its end forward, as on its page."""
        datos = super().clean()
        if self.instance.pk and "hasta" in self.changed_data and datos.get("hasta"):
            exigir_relevo_al_terminar(self.instance, datos["hasta"])
        return datos


# What makes two rows the same, of the catalogues that no constraint of the database keeps from repeating.
IGUALES: dict[type[models.Model], tuple[str, ...]] = {
    Integracion: ("organo", "nombre", "desde"),
    Nombramiento: ("usuario", "rol", "proceso", "area", "organo", "actor", "candidatura", "desde"),
    Suplencia: ("titular", "suplente", "proceso", "desde"),
}


def _exigir_otra(fila: models.Model, datos: Mapping[str, Any]) -> None:
    campos = IGUALES.get(type(fila), ())
    if fila.pk is not None or not campos or any(campo not in datos for campo in campos):
        return
    if type(fila)._default_manager.filter(**{campo: datos[campo] for campo in campos}).exists():
        raise ValidationError("Ya hay un renglón igual. Si es otro, cambie lo que los distingue.", code="repetido")


class AdminAuditado(SimpleHistoryAdmin):
    """A catalogue bounded by the person's processes, saved with author, moment and reason. Nothing is deleted.

    `al_proceso` is the path from a row to its process; `solo_general` leaves the changes to superusers.
    """

    form: Any = ConMotivo
    # What a row is known by: it is said once.
    fijos: ClassVar[tuple[str, ...]] = ("proceso", "clave")
    al_proceso: ClassVar[str] = "proceso"
    solo_general: ClassVar[bool] = False
    list_per_page = 50
    formfield_overrides: ClassVar[Mapping[Any, Any]] = {models.JSONField: {"form_class": JsonField}}
    object_history_list_template = "admin/historia.html"

    # -- Who --

    def _procesos(self, request: HttpRequest) -> QuerySet[Proceso]:
        todos = Proceso.objects.all()
        if _es_general(request):
            return todos
        return todos.filter(pk__in=request.ambito.procesos_con(DE_CATALOGO["editar"].roles))  # type: ignore[attr-defined]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows of the person's processes."""
        filas: QuerySet[Any] = super().get_queryset(request)
        if _es_general(request):
            return filas
        return filas.filter(**{f"{self.al_proceso}__in": self._procesos(request)}).distinct()

    def _alcanza(self, request: HttpRequest, obj: models.Model | None) -> bool:
        if not request.user.is_active or not request.user.is_staff:
            return False
        if obj is None:
            return _es_general(request) or self._procesos(request).exists()
        return self.get_queryset(request).filter(pk=obj.pk).exists()

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever administers some process."""
        return self._alcanza(request, None)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """The rows of the person's processes."""
        return self._alcanza(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """The same, but for what is only for superusers."""
        return self._alcanza(request, obj) and (_es_general(request) or not self.solo_general)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The same."""
        return self.has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Never: the record keeps everything."""
        return False

    # -- What --

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What other rows, plans and addresses know it by does not change."""
        propios = {f.name for f in self.model._meta.fields}
        fijos = [f for f in self.fijos if f in propios] if obj is not None else []
        return [*super().get_readonly_fields(request, obj), *fijos]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only rows of the person's processes may be chosen."""
        kwargs.setdefault("queryset", self._opciones(db_field.related_model, request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The same."""
        kwargs.setdefault("queryset", self._opciones(db_field.related_model, request))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _opciones(self, modelo: type[models.Model], request: HttpRequest) -> QuerySet[Any]:
        procesos = self._procesos(request)
        if modelo is Proceso:
            return procesos
        filas: QuerySet[Any] = modelo._default_manager.all()
        if modelo is Usuario:
            # An account that belongs to other processes alone is none of theirs.
            return filas if _es_general(request) else filas.filter(nombramientos__proceso__in=procesos).distinct()
        if modelo is Integracion:
            return filas.filter(organo__proceso__in=procesos)
        if modelo is Instituto:
            return filas.filter(procesos__in=procesos).distinct()
        if any(f.name == "proceso" for f in modelo._meta.fields):
            return filas.filter(proceso__in=procesos)
        return filas

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the history: author, moment and reason."""
        acto = self._acto(request, obj, form)
        if type(obj) in IGUALES:
            # Those who add one to the same process wait for each other, and see what was added meanwhile.
            proceso = obj.organo.proceso_id if isinstance(obj, Integracion) else obj.proceso_id
            Proceso.objects.select_for_update(of=("self",)).get(pk=proceso)
            _exigir_otra(obj, form.cleaned_data)
        guardar_en(acto, obj)

    def _acto(self, request: HttpRequest, obj: Any, form: Any) -> Apunte:
        return Apunte(
            "agregar" if obj._state.adding else "editar",
            obj,
            por=request.user,
            en=request.momento,  # type: ignore[attr-defined]
            motivo=form.cleaned_data.get("motivo") or ALTA,
            proceso_id=_proceso_de(obj),
        )

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """Add or change. Whoever was faster between the form's checks and the saving has finished when it fails:
        checked again, the form says beside its field what is taken."""
        try:
            with escritura():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError:
            with escritura():
                return super().changeform_view(request, object_id, form_url, extra_context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """A past version is read; going back to it is a change like any other, made in the form."""
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        respuesta: HttpResponse = super().history_form_view(request, object_id, version_id, extra_context)
        return respuesta

    def revert_disabled(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """See `history_form_view`."""
        return True


def _proceso_de(fila: Any) -> int | None:
    """The process of a row of the catalogues; None of what is of the whole installation."""
    if isinstance(fila, Proceso):
        return fila.pk
    if isinstance(fila, SuplenciaDeAsiento):
        fila = fila.integracion
    return fila.organo.proceso_id if isinstance(fila, Integracion) else getattr(fila, "proceso_id", None)


def _es_general(request: HttpRequest) -> bool:
    return bool(request.user.is_superuser)


@admin.register(Instituto)
class InstitutoAdmin(AdminAuditado):
    """The institutes."""

    al_proceso = "procesos"
    solo_general = True
    list_display = ("siglas", "nombre", "entidad", "zona_horaria")
    search_fields = ("siglas", "nombre", "entidad")


@admin.register(Proceso)
class ProcesoAdmin(AdminAuditado):
    """The dates and the terms of a process."""

    al_proceso = "pk"
    fijos = ("instituto", "clave")
    list_display = ("nombre", "instituto", "jornada")
    list_filter = (("instituto", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("nombre", "clave")
    readonly_fields = ("es_demostracion",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Roles are ticked by their names, not written by their keys."""
        if db_field.name == "segundo_factor_roles":
            return forms.MultipleChoiceField(
                label=db_field.verbose_name.capitalize(),
                choices=Rol.choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="Para los demás es voluntario.",
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A new process belongs to nobody yet."""
        return _es_general(request) and super().has_add_permission(request)


@admin.register(Organo)
class OrganoAdmin(AdminAuditado):
    """The bodies that decide."""

    list_display = ("nombre", "tipo", "quorum", "proceso")
    list_filter = (DE_SUS_PROCESOS, "tipo")
    search_fields = ("nombre",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """What nobody said of how it votes is as usual of its kind."""
        campo = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, models.BooleanField) and db_field.null:
            campo.widget.choices = [("unknown", "Lo usual de su tipo"), ("true", "Sí"), ("false", "No")]
        return campo


@admin.register(Integracion)
class IntegracionAdmin(AdminAuditado):
    """Who sits in each body."""

    al_proceso = "organo__proceso"
    list_display = ("nombre", "cargo", "organo", "preside", "con_voto", "desde", "hasta")
    list_filter = (("organo", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("nombre", "cargo")


@admin.register(SuplenciaDeAsiento)
class SuplenciaDeAsientoAdmin(AdminAuditado):
    """Who sits for the owner of a seat, and until when."""

    al_proceso = "integracion__organo__proceso"
    fijos = ("integracion",)
    list_display = ("nombre", "integracion", "desde", "hasta", "documento")
    list_filter = (("integracion__organo", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("integracion",)
    search_fields = ("nombre", "integracion__nombre", "documento")


@admin.register(Area)
class AreaAdmin(AdminAuditado):
    """The areas that produce deliverables, and where they are told."""

    list_display = ("nombre", "correo", "proceso")
    list_filter = (DE_SUS_PROCESOS,)
    search_fields = ("nombre",)


@admin.register(ActorPolitico)
class ActorPoliticoAdmin(AdminAuditado):
    """Parties, coalitions, candidaturas comunes and independents."""

    list_display = ("nombre", "siglas", "tipo", "correo", "proceso")
    list_filter = (DE_SUS_PROCESOS, "tipo")
    search_fields = ("nombre", "siglas")


@admin.register(Cargo)
class CargoAdmin(AdminAuditado):
    """The offices that are elected."""

    list_display = ("nombre", "principio", "orden", "proceso")
    list_filter = (DE_SUS_PROCESOS, "principio")
    search_fields = ("nombre",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The kinds of territory, to be ticked."""
        if db_field.name != "se_elige_en":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return forms.MultipleChoiceField(
            label="Se elige en",
            choices=Territorio.Tipo.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=db_field.help_text,
        )


@admin.register(Territorio)
class TerritorioAdmin(AdminAuditado):
    """Where each office is elected."""

    fijos = ("proceso",)
    list_display = ("nombre", "tipo", "clave", "entidad", "proceso")
    list_filter = (DE_SUS_PROCESOS, "tipo")
    search_fields = ("nombre", "clave")


@admin.register(LimiteTexto)
class LimiteTextoAdmin(AdminAuditado):
    """How long the texts of the curricular questionnaire may be."""

    list_display = ("campo", "minimo", "maximo", "proceso")
    list_filter = (DE_SUS_PROCESOS,)


class AdminDeVerificacion(AdminAuditado):
    """What a process verifies with. What has a name keeps it: what was observed says it."""

    fijos: ClassVar[tuple[str, ...]] = ("proceso", "clave", "nombre")
    list_filter = (DE_SUS_PROCESOS,)
    search_fields = ("nombre", "clave")


@admin.register(CausaDeObservacion)
class CausaDeObservacionAdmin(AdminDeVerificacion):
    """Why a section is observed, and the words that are offered for it."""

    list_display = ("nombre", "orden", "hasta", "proceso")


@admin.register(VariableDeCalificacion)
class VariableDeCalificacionAdmin(AdminDeVerificacion):
    """What is scored, with its weight and its levels."""

    form = VariableConMotivo
    fijos = ("proceso", "clave", "nombre", "rubro")
    list_display = ("nombre", "rubro", "peso", "orden", "hasta", "proceso")


class AdminDePapeles(AdminAuditado):
    """Roles and suplencias: read here, changed on their page. What a superuser adds takes two people there too.

    Of one that exists only its last day and its document change; with a later last day it is confirmed again.
    """

    solo_general = True

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Proposed, if it is of those that somebody else confirms."""
        antes = form.initial.get("hasta")
        if change and (obj.hasta == antes or antes is None or (obj.hasta is not None and obj.hasta < antes)):
            super().save_model(request, obj, form, change)
            return
        registrar(obj, self._acto(request, obj, form))


@admin.register(Nombramiento)
class NombramientoAdmin(AdminDePapeles):
    """Who holds which role; only a superuser gives a process its first one."""

    form = NombramientoConMotivo

    fijos = ("usuario", "rol", "proceso", "area", "organo", "actor", "candidatura", "desde")
    list_display = ("usuario", "rol", "proceso", "desde", "hasta", "confirmado_en")
    list_filter = (DE_SUS_PROCESOS, "rol")
    search_fields = ("usuario__username", "usuario__first_name", "usuario__last_name")
    list_select_related = ("usuario", "rol", "proceso")
    raw_id_fields = ("usuario", "candidatura")


@admin.register(Suplencia)
class SuplenciaAdmin(AdminDePapeles):
    """Who acts for whom."""

    fijos = ("titular", "suplente", "proceso", "desde")
    list_display = ("suplente", "titular", "proceso", "desde", "hasta", "documento", "confirmado_en")
    list_filter = (DE_SUS_PROCESOS,)
    list_select_related = ("suplente", "titular", "proceso")
    raw_id_fields = ("titular", "suplente")


@admin.register(Usuario)
class UsuarioAdmin(AdminAuditado):
    """Accounts: opened on their page, never deleted; nobody types, reads or guesses a password here."""

    form = CuentaConMotivo

    al_proceso = "nombramientos__proceso"
    solo_general = True
    list_display = ("username", "first_name", "last_name", "is_active", "catalogos", "last_login")
    list_filter = ("is_active",)
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    fieldsets = (
        (None, {"fields": ("username",)}),
        ("Datos de la persona", {"fields": ("first_name", "last_name", "email")}),
        ("Acceso", {"fields": ("is_active", "is_staff", "is_superuser", "motivo")}),
        ("Fechas", {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")

    @admin.display(description="Catálogos", boolean=True, ordering="is_staff")
    def catalogos(self, usuario: Usuario) -> bool:
        """Whether they enter here."""
        return usuario.is_staff

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Opening one shows its e-mail: it is a reading."""
        usuario = super().get_object(request, object_id, from_field)
        if usuario is not None and self.has_view_permission(request, usuario):
            leer_en(
                "leer_cuenta",
                usuario,
                None,
                hechos={"campos": ["correo"]},
                por=request.user,  # type: ignore[arg-type]
                ambito=request.ambito,  # type: ignore[attr-defined]
                en=request.momento,  # type: ignore[attr-defined]
                al_escribir=request.method == "POST",
            )
        return usuario

    def render_history_view(self, request: HttpRequest, template: str, context: Any, **kwargs: Any) -> HttpResponse:
        """Its history shows the e-mails that it had: it is the same reading."""
        self.get_object(request, str((context.get("object") or context["original"]).pk))
        respuesta: HttpResponse = super().render_history_view(request, template, context, **kwargs)
        return respuesta

    def has_add_permission(self, request: HttpRequest) -> bool:
        """See `services.cuentas.abrir_cuenta`."""
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """With the moment of the request."""
        form = super().get_form(request, obj, change, **kwargs)
        form.momento = request.momento  # type: ignore[attr-defined]
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """As on its page: closing it ends all that opens it, and a former e-mail hears of the new one."""
        en = request.momento  # type: ignore[attr-defined]
        if "is_active" in form.changed_data:
            cerrar_accesos(obj, por=request.user, en=en)  # type: ignore[arg-type]
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            avisar_al_correo_anterior(obj, form.initial["email"], por=request.user, en=en)  # type: ignore[arg-type]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """A filter typed in the address does not ask for passwords, letter by letter."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)


# Roles are fixed: they are what the code knows (see `compliance.roles`). Viewflow's rows move with their deliverable.
for modelo in (Group, Process, Task):
    admin.site.unregister(modelo)
