"""The versions of a plan and what becomes one: a file, an earlier version, a row changed on screen.

What is proposed is shown before anything is written; applying it asks for the reason, and is what was shown or nothing.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import dia_local

from ..cara.listado import Columna, Listado, dato
from ..forms.errores import anotar
from ..forms.versiones import AplicarForm, ArchivoDePlanForm, VersionConOtraForm
from ..middleware import SolicitudCauce
from ..models import Entregable, Proceso, PropuestaDePlan, VersionDePlan
from ..models.versiones import OrigenDeVersion
from ..plan.defectos import PlanInvalido
from ..plan.esquema import PlanDatos, en_toml
from ..plan.hallazgos import HallazgoVisto, Lector
from ..plan.versiones import diferencias, mes_dicho
from ..services.versiones import (
    PlanCambioError,
    aplicar,
    descartar,
    ensayar_otra_vez,
    lado_a_lado,
    leer_subido,
    poner_al_dia,
    proponer,
    propuesta_de,
    regresar,
    rotulo_de,
    vigente,
)
from ..verbos.modelo import Rechazo
from ..verbos.tabla import DE_PLAN
from .comun import proceso_o_404, solo_post
from .planes import contexto_del_plan


def proceso_que_lleva(request: SolicitudCauce, clave: str) -> Proceso:
    """The process, for whoever keeps its plan; for anybody else there is no such page."""
    return proceso_o_404(request, clave, DE_PLAN["cargar"].roles)


VERSIONES: Listado[VersionDePlan] = Listado(
    (
        Columna("Versión", lambda v: v.numero, orden="numero", por=lambda v: v.numero),
        Columna("Qué se hizo", lambda v: v.get_que_display()),
        Columna("Motivo", lambda v: v.motivo),
        Columna("Quién", lambda v: v.por_nombre, orden="quien", por=lambda v: v.por_nombre.casefold()),
        Columna("Registrada", lambda v: v.en, orden="en", por=lambda v: v.en),
        dato("Día de la modificación", lambda v: v.ocurrio_el),
        Columna("Informe al INE", lambda v: v.informe.llave if v.informe else v.sin_informe),
        dato("SHA-256", lambda v: v.sha256),
    ),
    inicial="-numero",
)


@login_required
@require_safe
def versiones(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Every version, the last one first."""
    contexto = contexto_del_plan(request, proceso)
    lista = VERSIONES.de(list(contexto["plan"].versiones.select_related("informe").defer("contenido")), request.GET)
    if lista.se_descarga:
        return lista.archivo(f"versiones-{contexto['proceso'].clave}")
    return render(request, "compliance/plan_versiones.html", contexto | lista.contexto())


@login_required
@require_safe
def version(request: SolicitudCauce, proceso: str, numero: int) -> HttpResponse:
    """One version: who, when, why, what it kept as it was, and how it differs from the one before or from another."""
    contexto = contexto_del_plan(request, proceso)
    suyas = contexto["plan"].versiones
    esta = get_object_or_404(suyas.select_related("informe"), numero=numero)
    if request.GET.get("formato") == "toml":
        return archivo_toml(esta.datos, f"{esta.plan.clave}-version-{numero}")
    otras = list(suyas.exclude(numero=numero).defer("contenido"))
    form = VersionConOtraForm(request.GET, otras, contexto["proceso"])
    elegida = form.cleaned_data["con"] if form.is_valid() and form.cleaned_data["con"] else numero - 1
    otra = suyas.filter(numero=elegida).first()
    antes, despues = (otra, esta) if otra is None or otra.numero < numero else (esta, otra)
    return render(
        request,
        "compliance/plan_version.html",
        contexto
        | {
            "version": esta,
            "es_vigente": not suyas.filter(numero__gt=numero).exists(),
            "filtro": form if otras else None,
            "antes": antes,
            "despues": despues,
            "diferencias": diferencias(antes.datos, despues.datos) if antes else [],
            "conservados": _conservados(contexto["proceso"], esta),
        },
    )


def archivo_toml(plan: PlanDatos, nombre: str) -> HttpResponse:
    """A plan as the file that it is read from."""
    respuesta = HttpResponse(en_toml(plan), content_type="application/toml; charset=utf-8")
    respuesta["Content-Disposition"] = f'attachment; filename="{nombre}.toml"'
    return respuesta


def _conservados(proceso: Proceso, version: VersionDePlan) -> list[tuple[Entregable | None, str, str]]:
    """What the record kept as it was: of which deliverable, which field, and why."""
    llaves = [c["clave"] for c in version.conservados]
    suyos = {e.llave: e for e in Entregable.objects.filter(proceso=proceso, llave__in=llaves)}
    return [(suyos.get(c["clave"]), rotulo_de(c["campo"]), c["razon"]) for c in version.conservados]


@login_required
@solo_post
def revertir(request: SolicitudCauce, proceso: str, numero: int) -> HttpResponse:
    """Propose to go back to a version: it is shown, and confirmed, as any other change."""
    actual = proceso_que_lleva(request, proceso)
    suyas = VersionDePlan.objects.select_related("plan__proceso__instituto")
    anterior = get_object_or_404(suyas, plan__proceso=actual, numero=numero)
    try:
        regresar(anterior, por=request.user, en=request.momento)
    except PlanInvalido as error:
        messages.error(request, f"No se puede regresar a la versión {numero}: {error}")
        return redirect("plan_version", actual.clave, numero)
    return redirect("plan_propuesta", actual.clave)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cargar(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """A file: read and rehearsed, with everything that is wrong in it and where, or shown before it is applied."""
    actual = proceso_que_lleva(request, proceso)
    form = ArchivoDePlanForm(request.POST, request.FILES) if request.method == "POST" else ArchivoDePlanForm()
    defectos = []
    if form.is_valid():
        archivo = form.cleaned_data["archivo"]
        try:
            plan, sha256 = leer_subido(archivo.read(), archivo.name)
            proponer(
                actual,
                plan,
                que=OrigenDeVersion.CARGA,
                de=archivo.name,
                sha256=sha256,
                por=request.user,
                en=request.momento,
            )
        except PlanInvalido as error:
            defectos = error.defectos
            cuantos = "un defecto" if len(defectos) == 1 else f"{len(defectos)} defectos"
            form.add_error("archivo", f"El archivo tiene {cuantos}; nada cambió. Corríjalo y súbalo otra vez.")
        else:
            return redirect("plan_propuesta", actual.clave)
    return render(
        request,
        "compliance/plan_cargar.html",
        {
            "proceso": actual,
            "form": form,
            "defectos": defectos,
            "vigente": vigente(actual),
            "pendiente": propuesta_de(actual, request.user),
        },
        status=422 if form.errors else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propuesta(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """What somebody proposes, beside what rules: apply it, bring what others changed meanwhile, or discard it."""
    actual = proceso_que_lleva(request, proceso)
    suya = propuesta_de(actual, request.user)
    if suya is None:
        return _sin_propuesta(request, actual)
    if request.method != "POST":
        return _mostrar(request, suya, AplicarForm(None, suya, dia_local(request.momento, actual.tz)))
    if "descartar" in request.POST:
        descartar(suya)
        messages.info(request, "Se descartaron los cambios; el plan sigue como estaba.")
        return redirect("plan", actual.clave)
    if "al_dia" in request.POST:
        return _poner_al_dia(request, suya)
    form = AplicarForm(request.POST, suya, dia_local(request.momento, actual.tz))
    if not form.is_valid():
        return _mostrar(request, suya, form, status=422)
    return _aplicar(request, suya, form)


def _sin_propuesta(request: SolicitudCauce, proceso: Proceso) -> HttpResponse:
    """Nothing is proposed; to what was sent twice, that it was done or discarded already."""
    repetida = request.method == "POST"
    contexto = {"proceso": proceso, "propuesta": None, "repetida": repetida}
    return render(request, "compliance/plan_propuesta.html", contexto, status=409 if repetida else 200)


def _aplicar(request: SolicitudCauce, suya: PropuestaDePlan, form: AplicarForm) -> HttpResponse:
    datos = form.cleaned_data
    try:
        resultado = aplicar(
            suya,
            motivo=datos["motivo"],
            ocurrio_el=datos["ocurrio_el"],
            aplica=frozenset(datos["aplica"]),
            razon_de_dejar=datos.get("razon_de_dejar", ""),
            esperado=datos["huella"],
            por=request.user,
            en=request.momento,
        )
    except PlanCambioError:
        return _otra_vez(request, suya)
    except Rechazo as rechazo:
        anotar(rechazo, form)
    except PlanInvalido as error:
        form.add_error(None, str(error))
    else:
        hecho = f"Quedó la versión {resultado.version}." if resultado.version else "Se aplicó; el plan dice lo mismo."
        if resultado.informe:
            hecho += " Se abrió el entregable del numeral 10 para informar al INE."
        messages.success(request, hecho)
        if resultado.version and resultado.version > 1 and resultado.sin_informe:
            messages.info(request, resultado.sin_informe)
        if resultado.version:
            return redirect("plan_version", suya.proceso.clave, resultado.version)
        return redirect("plan", suya.proceso.clave)
    return _mostrar(request, suya, form, status=422)


def _otra_vez(request: SolicitudCauce, suya: PropuestaDePlan) -> HttpResponse:
    """What was shown is no longer so: rehearsed again, with the reason as it was written."""
    if propuesta_de(suya.proceso, request.user) is None:
        return _sin_propuesta(request, suya.proceso)
    hoy = dia_local(request.momento, suya.proceso.tz)
    try:
        suya = ensayar_otra_vez(suya, por=request.user, en=request.momento)
    except PlanInvalido as error:
        form = AplicarForm(None, suya, hoy)
        return _mostrar(request, suya, form, status=409, cambio=True, defectos=error.defectos)
    return _mostrar(request, suya, _con_lo_escrito(request, suya), status=409, cambio=True)


def _con_lo_escrito(request: SolicitudCauce, suya: PropuestaDePlan) -> AplicarForm:
    """The form of what is proposed now, with what was already written in it."""
    form = AplicarForm(None, suya, dia_local(request.momento, suya.proceso.tz))
    form.initial.update({c: request.POST[c] for c in ("motivo", "ocurrio_el", "razon_de_dejar") if c in request.POST})
    return form


def _poner_al_dia(request: SolicitudCauce, suya: PropuestaDePlan) -> HttpResponse:
    try:
        reunion = poner_al_dia(suya, por=request.user, en=request.momento)
    except PlanInvalido as error:
        messages.error(request, f"No se pudieron reunir: {error}")
    else:
        messages.success(request, "Sus cambios quedaron sobre la versión vigente. Revise lo que se mueve.")
        for dicho in reunion.encontrados:
            messages.warning(request, f"{dicho}: alguien también lo cambió. Quedó lo que usted escribió; revíselo.")
    suya = propuesta_de(suya.proceso, request.user) or suya
    return _mostrar(request, suya, _con_lo_escrito(request, suya))


def _mostrar(
    request: SolicitudCauce, suya: PropuestaDePlan, form: AplicarForm, *, status: int = 200, **mas: Any
) -> HttpResponse:
    ahora = vigente(suya.proceso)
    datos, previa = suya.datos, suya.previa
    otras = []
    if ahora and ahora.numero != suya.base:
        otras = list(ahora.plan.versiones.filter(numero__gt=suya.base).defer("contenido"))
    nombres = {
        e.llave: f"{e.clave} {e.nombre}" + (f", {mes}" if (mes := mes_dicho(e.periodo)) else "")
        for e in datos.entregables
    }
    distintas = diferencias(*lados) if (lados := lado_a_lado(suya)) else []
    en_curso, juzgados = _en_curso(previa["movimientos"], {d.clave for d in distintas if d.lista == "entregables"})
    return render(
        request,
        "compliance/plan_propuesta.html",
        {
            "proceso": suya.proceso,
            "propuesta": suya,
            "form": form,
            "mientras": otras,
            "diferencias": distintas,
            "corriendo": en_curso,
            "juzgados": juzgados,
            "programados": [m for m in previa["movimientos"] if not m["en_curso"]],
            "marcados": form.marcados(),
            "nuevos": [nombres.get(c, c) for c in previa["creados"].get("entregables", [])],
            "salen": _salen(suya),
            "hallazgos": _hallazgos(datos, previa),
            "informara": previa["informe"],
            "primera": [] if ahora else list(nombres.values()),
            "lugar_de_edicion": reverse("plan_editar", args=[suya.proceso.clave]) if ahora else "",
            **mas,
        },
        status=status,
    )


Movidos = list[dict[str, Any]]


def _en_curso(movimientos: Movidos, tocados: set[str]) -> tuple[Movidos, Movidos]:
    """The deliverables under way that somebody decides on, or whose row is changed; and those that already differed."""

    def cambia(llave: str) -> bool:
        # What was born of a row that repeats has its key and more.
        return llave in tocados or any(llave.startswith(f"{t}-") for t in tocados)

    en_curso = [m for m in movimientos if m["en_curso"]]
    vistos = [m for m in en_curso if cambia(m["llave"]) or any(c["decide"] for c in m["cambios"])]
    return vistos, [m for m in en_curso if m not in vistos]


def _hallazgos(datos: PlanDatos, previa: dict[str, Any]) -> list[HallazgoVisto]:
    """What the revision finds in what is proposed and not in what rules, the gravest first."""
    lector, orden = Lector(datos), ["error", "aviso", "nota"]
    return [lector.ver(h) for h in sorted(previa["hallazgos"], key=lambda h: orden.index(h["gravedad"]))]


def _salen(suya: PropuestaDePlan) -> list[Entregable]:
    """Deliverables that the plan would no longer have: they stay in the record."""
    llaves = suya.previa["sobran"].get("entregables", [])
    return list(Entregable.objects.filter(proceso=suya.proceso, llave__in=llaves))
