"""The plan of another process of the institute, derived from the one that rules or made from the norm.

What is answered makes the plan each time: it is seen first (what it says, what is left to be confirmed, what its
revision finds), and opening the process with it asks for the reason. Nothing is kept until then.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ..forms.planes_nuevos import ConMotivo, DerivarForm, NormaForm
from ..middleware import SolicitudCauce
from ..models import Proceso
from ..models.versiones import OrigenDeVersion
from ..plan.defectos import Defecto, PlanInvalido
from ..plan.derivacion import Derivacion, DerivacionImposibleError, derivar, preguntas
from ..plan.derivacion.confirmacion import pendientes
from ..plan.esquema import InstitutoDatos, PlanDatos
from ..plan.hallazgos import Lector
from ..plan.norma import NormaError, plan_de_la_norma
from ..plan.revision import por_gravedad, revisar
from ..plan.versiones import mes_dicho
from ..services.como_plan import columnas_de
from ..services.versiones import abrir_proceso, ensayar_proceso, vigente
from ..verbos.modelo import Rechazo
from ..verbos.tabla import DE_PLAN
from .comun import proceso_o_404
from .versiones import archivo_toml


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def derivar_plan(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """The plan that rules, moved to the next election."""
    actual = proceso_o_404(request, proceso, DE_PLAN["abrir_proceso"].roles)
    ahora = vigente(actual)
    if ahora is None:
        raise Http404
    datos = ahora.plan.datos
    form = DerivarForm(request.POST if request.method == "POST" else None, preguntas(datos))

    def hacer() -> tuple[PlanDatos, Derivacion | None]:
        try:
            derivacion = derivar(datos, form.cleaned_data["jornada"], form.respuestas())
        except DerivacionImposibleError as error:
            for razon in error.razones:
                form.add_error(None, razon)
            raise
        return derivacion.plan, derivacion

    titulo = ("Derivar el plan del proceso siguiente", f"Mueve «{datos.nombre}» a otra jornada electoral.")
    return _pagina(request, actual, form, hacer, OrigenDeVersion.DERIVACION, titulo)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nuevo_plan(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """What the Lineamientos ask of the institute in another process, without any plan before."""
    actual = proceso_o_404(request, proceso, DE_PLAN["abrir_proceso"].roles)
    instituto = actual.instituto
    form = NormaForm(request.POST if request.method == "POST" else None, instituto.entidad)

    def hacer() -> tuple[PlanDatos, Derivacion | None]:
        try:
            plan = plan_de_la_norma(
                entidad=instituto.entidad, siglas=instituto.siglas, nombre=instituto.nombre, **form.argumentos()
            )
        except NormaError as error:
            for campo, razon in error.errores.items():
                form.add_error(campo if campo in form.fields else None, razon)
            raise
        # The institute is the one of the record, as it calls itself.
        clave = plan.clave.replace(plan.instituto.clave, instituto.clave, 1)
        suyo = columnas_de(instituto, InstitutoDatos)
        return plan.model_copy(update={"clave": clave, "instituto": suyo}), None

    titulo = (
        "Plan nuevo, de la norma",
        "Lo que los Lineamientos piden a su instituto en otro proceso, sin partir de otro plan.",
    )
    return _pagina(request, actual, form, hacer, OrigenDeVersion.NORMA, titulo)


def _pagina(
    request: SolicitudCauce,
    proceso: Proceso,
    form: forms.Form,
    hacer: Callable[[], tuple[PlanDatos, Derivacion | None]],
    que: OrigenDeVersion,
    titulo: tuple[str, str],
) -> HttpResponse:
    """The questions; with them answered, the plan that they make; with its reason, the process opened with it."""
    contexto: dict[str, Any] = {"proceso": proceso, "form": form, "titulo": titulo[0], "bajada": titulo[1]}
    hecho = None
    if form.is_bound and form.is_valid() and "corregir" not in request.POST:
        # What is wrong is said on the form.
        with suppress(DerivacionImposibleError, NormaError):
            hecho = hacer()
    if hecho is None:
        return render(request, "compliance/plan_nuevo.html", contexto, status=422 if form.errors else 200)
    plan, derivacion = hecho
    if "descargar" in request.POST:
        return archivo_toml(plan, plan.clave)
    motivo = ConMotivo(request.POST if "abrir" in request.POST else None)
    defectos: list[Defecto] = []
    try:
        if motivo.is_valid():
            abrir_proceso(
                plan,
                que=que,
                motivo=motivo.cleaned_data["motivo"],
                desde=proceso,
                por=request.user,
                en=request.momento,
            )
            messages.success(request, f"Se abrió el proceso «{plan.proceso.nombre}» con su plan. Usted lo administra.")
            return redirect("plan", plan.clave)
        ensayar_proceso(plan, que=que, desde=proceso, por=request.user, en=request.momento)
    except PlanInvalido as error:
        defectos = error.defectos
    except Rechazo as rechazo:
        form.add_error(None, str(rechazo))
        return render(request, "compliance/plan_nuevo.html", contexto, status=422)
    lector = Lector(plan)
    contexto |= {
        "plan": plan,
        "filas": [(e, mes_dicho(e.periodo)) for e in plan.entregables],
        "derivacion": derivacion,
        "motivo": motivo,
        "defectos": defectos,
        "por_confirmar": pendientes(plan, {}),
        "hallazgos": [lector.leer(h) for h in por_gravedad(derivacion.deslices if derivacion else revisar(plan))],
    }
    if derivacion:
        contexto["ajustes"] = [
            (lector.lugar(a.clave, a.antes), lector.con_nombres(a.razon)) for a in derivacion.ajustes
        ]
        contexto["textos"] = [(lector.lugar(t.clave), t.antes, t.despues) for t in derivacion.textos]
    status = 422 if defectos or motivo.errors else 200
    return render(request, "compliance/plan_nuevo_ver.html", contexto, status=status)
