"""The rows of a plan, changed on screen by whoever writes no file.

Each change is kept in what the person proposes, over what they had already proposed: several are applied together, as
one version.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from calendario.plazos import PlazoError

from ..forms.versiones import FilaForm, PasoForm
from ..middleware import SolicitudCauce
from ..models import Plan, Proceso, VersionDePlan
from ..models.versiones import OrigenDeVersion
from ..plan.defectos import Defecto, PlanInvalido
from ..plan.derivacion.confirmacion import con_confirmadas
from ..plan.esquema import EntregableDatos, PlanDatos, en_toml, interpretar_plan
from ..plan.plazos import PlazosDelPlan, plazos_del_plan
from ..plan.versiones import diferencias, mes_dicho
from ..services.terminos import calendario_de
from ..services.versiones import proponer, propuesta_de, vigente
from ..verbos.tabla import DE_PLAN
from .versiones import proceso_que_lleva

# How many steps may be added each time that the page is sent.
PASOS_NUEVOS = 2


@dataclass(frozen=True)
class Base:
    """What somebody changes: the plan as it rules, or as they have proposed it, and the version it was made from."""

    proceso: Proceso
    plan: Plan
    datos: PlanDatos
    numero: int
    que: OrigenDeVersion = OrigenDeVersion.EDICION
    de: str = ""
    confirmadas: Mapping[str, str] | None = None

    @property
    def a_la_vista(self) -> PlanDatos:
        """With the dates as they were confirmed."""
        return con_confirmadas(self.datos, self.plan.confirmadas if self.confirmadas is None else self.confirmadas)


def _base(request: SolicitudCauce, proceso: Proceso, numero: int | None = None) -> Base:
    """Of a proposal, what it says; without one, the version with that number (by default, the one that rules)."""
    ahora, suya = vigente(proceso), propuesta_de(proceso, request.user)
    if ahora is None:
        raise Http404
    if suya is not None:
        return Base(proceso, ahora.plan, suya.datos, suya.base, OrigenDeVersion(suya.que), suya.de, suya.confirmadas)
    if numero is not None and numero != ahora.numero:
        antes = VersionDePlan.objects.filter(plan=ahora.plan, numero=numero).first()
        if antes is not None:
            return Base(proceso, ahora.plan, antes.datos, numero)
    return Base(proceso, ahora.plan, ahora.plan.datos, ahora.numero)


@login_required
@require_safe
def editar(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """The rows, each with its page, and which of them the person has already changed."""
    actual = proceso_que_lleva(request, proceso)
    base = _base(request, actual)
    pendiente = propuesta_de(actual, request.user)
    distintas = diferencias(base.plan.datos, base.datos) if pendiente else []
    cambios = {f.clave: f.que for f in distintas if f.lista == "entregables"}
    return render(
        request,
        "compliance/plan_editar.html",
        {
            "proceso": actual,
            "pendiente": pendiente,
            "filas": [(e, mes_dicho(e.periodo), cambios.get(e.llave, "")) for e in base.a_la_vista.entregables],
            "abre": DE_PLAN["abrir_proceso"].permite(request.ambito, actual.pk),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fila(request: SolicitudCauce, proceso: str, llave: str = "") -> HttpResponse:
    """One row: what it says, what its rules give and why. Without `llave`, a new one."""
    actual = proceso_que_lleva(request, proceso)
    numero = request.POST.get("base", "")
    base = _base(request, actual, int(numero) if numero.isdecimal() and len(numero) < 9 else None)
    vista = base.a_la_vista
    esta = next((e for e in vista.entregables if e.llave == llave), None)
    if llave and esta is None:
        raise Http404
    if "quitar" in request.POST and esta is not None:
        return _quitar(request, base, esta)
    datos = request.POST if request.method == "POST" else None
    form = FilaForm(datos, vista, esta, base=base.numero)
    suyos = esta.subactividades if esta else []
    pasos = [PasoForm(datos, vista, p, n) for n, p in enumerate([*suyos, *[None] * PASOS_NUEVOS])]
    formularios = [form, *pasos]
    defectos: list[Defecto] = []
    nueva = None
    # Each of them is checked, so that the page says at once everything that is wrong.
    if datos and not [f for f in formularios if not f.is_valid()]:
        nueva = form.con_cambios([r for p in pasos if (r := p.resultado()) is not None])
        if "calcular" not in datos:
            defectos = _proponer(request, base, _con(base.datos, esta, nueva))
            if not defectos:
                return _guardada(request, actual, nueva)
            defectos = _en_su_campo(defectos, nueva.llave, form)
    return render(
        request,
        "compliance/plan_fila.html",
        {
            "proceso": actual,
            "fila": esta,
            "form": form,
            "pasos": pasos,
            "formularios": formularios,
            "defectos": defectos,
            "reglas": _lo_que_dan(base, vista, esta, nueva),
        },
        status=422 if defectos or any(f.is_bound and f.errors for f in formularios) else 200,
    )


def _guardada(request: SolicitudCauce, proceso: Proceso, fila: EntregableDatos) -> HttpResponse:
    messages.success(request, f"«{fila.clave} {fila.nombre}» quedó entre sus cambios, sin aplicar todavía.")
    return redirect("plan_editar" if "otra" in request.POST else "plan_propuesta", proceso.clave)


def _quitar(request: SolicitudCauce, base: Base, fila: EntregableDatos) -> HttpResponse:
    sin_ella = [e for e in base.datos.entregables if e.llave != fila.llave]
    defectos = _proponer(request, base, base.datos.model_copy(update={"entregables": sin_ella}))
    if defectos:
        dicho = " ".join(f"{d.clave}: {d.razon}." for d in defectos)
        messages.error(request, f"«{fila.clave}» no se puede quitar: {dicho}")
        return redirect("plan_fila", base.proceso.clave, fila.llave)
    messages.success(request, f"«{fila.clave} {fila.nombre}» saldrá del plan cuando aplique los cambios.")
    return redirect("plan_propuesta", base.proceso.clave)


def _con(plan: PlanDatos, antes: EntregableDatos | None, nueva: EntregableDatos) -> PlanDatos:
    """The plan with the row in its place; a new one, at the end."""
    if antes is None:
        return plan.model_copy(update={"entregables": [*plan.entregables, nueva]})
    return plan.model_copy(update={"entregables": [nueva if e.llave == nueva.llave else e for e in plan.entregables]})


def _proponer(request: SolicitudCauce, base: Base, plan: PlanDatos) -> list[Defecto]:
    """Keep it among what the person proposes; what is wrong with it, if something is."""
    try:
        leido = interpretar_plan(en_toml(plan).encode(), plan.clave)
        proponer(
            base.proceso,
            leido,
            que=base.que,
            de=base.de,
            base=base.numero,
            confirmadas=base.confirmadas,
            por=request.user,
            en=request.momento,
        )
    except PlanInvalido as error:
        return error.defectos
    return []


def _en_su_campo(defectos: Iterable[Defecto], llave: str, form: FilaForm) -> list[Defecto]:
    """Put on the form what is about it; answers what is wrong elsewhere."""
    otros = []
    for d in defectos:
        lugar, _, campo = d.clave.rpartition(".")
        if lugar == f"entregables ({llave})" and campo in form.fields:
            form.add_error(campo, f"{d.razon[:1].upper()}{d.razon[1:]}.")
        else:
            otros.append(d)
    return otros


@dataclass(frozen=True)
class LoQueDa:
    """What a rule of the row gives, and why; `escrita`, the day that the row says; `abre`, from when it may be done."""

    que: str
    dia: date | None
    razon: str
    escrita: date | None
    abre: date | None = None
    tono: str = "info"


def _lo_que_dan(
    base: Base, plan: PlanDatos, antes: EntregableDatos | None, nueva: EntregableDatos | None
) -> list[LoQueDa]:
    """What the rules of the row give as it is written now."""
    fila = nueva or antes
    if fila is None:
        return []
    plan = _con(plan, antes, fila)
    plazos = plazos_del_plan(plan, calendario=calendario_de(plan.instituto, plan.proceso))
    reglas = [("fecha_plan", "Aprobación", fila.regla), ("limite_remision", "Remisión", fila.regla_remision)]
    return [_da(plazos, fila, campo, que) for campo, que, regla in reglas if regla]


def _da(plazos: PlazosDelPlan, fila: EntregableDatos, campo: str, que: str) -> LoQueDa:
    escrita: date | None = getattr(fila, campo)
    try:
        vencimiento = plazos.exigir(fila.llave, campo)
    except PlazoError as error:
        return LoQueDa(que, None, str(error).rstrip("."), escrita, tono="atencion")
    if vencimiento is None:
        return LoQueDa(que, None, "se cuenta desde un hecho que aún no tiene fecha", escrita)
    abre = vencimiento.abre.astimezone(vencimiento.tz).date() if vencimiento.abre else None
    return LoQueDa(que, vencimiento.dia, vencimiento.razon, escrita, abre)
