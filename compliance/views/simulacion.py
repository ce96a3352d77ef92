"""The page that plays a whole process with what a person supposes. Nothing is written: GET only."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..cara.componentes import Cifra
from ..cara.descargas import archivo, consulta_csv, formato_de
from ..forms.simulacion import SupuestosForm
from ..middleware import SolicitudCauce
from ..models import Proceso
from ..plan.simulacion import Cambios, Simulacion
from ..plan.simulacion import simular as jugar
from ..plan.simulacion.gantt import dibujar
from ..services.simulacion import instantanea
from .comun import proceso_o_404


@login_required
@require_safe
def simular(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """What becomes late, what slack is left, which session decides what, before and after."""
    actual = proceso_o_404(request, proceso)
    plan, hechos, calendario = instantanea(actual)
    base = jugar(plan, Cambios(), hechos, calendario)
    form = SupuestosForm(request.GET, plan, hechos, base)
    supuesto = form.supuesto
    simulacion = jugar(plan, supuesto, hechos, calendario) if supuesto else base
    if formato_de(request.GET):
        return _archivo(request.GET, actual, simulacion)
    titulos = {f.antes.llave: f"{f.antes.clave} {f.antes.titulo}" for f in simulacion.filas}
    sin_margen = len(simulacion.sesiones_pasadas)
    return render(
        request,
        "compliance/simular.html",
        {
            "proceso": actual,
            "form": form.para_seguir(),
            "movidos": form.movidos(),
            "csv": consulta_csv(request.GET),
            "simulacion": simulacion,
            "supuesto": bool(supuesto),
            "tras_la_jornada": simulacion.tras_la_jornada,
            "dibujo": dibujar(simulacion),
            "sesiones": [(s, [titulos[llave] for llave in s.decide]) for s in simulacion.sesiones],
            "cifras": [
                Cifra("Se atrasan", len(simulacion.se_atrasan), "#atrasos", "mal" if simulacion.se_atrasan else "bien"),
                Cifra("Ya estaban tarde", len(simulacion.ya_tarde), "#atrasos", "neutro"),
                Cifra("Cambian de fecha", sum(f.cambia for f in simulacion.filas), "#entregables", "info"),
                Cifra("Sesiones sin margen", sin_margen, "#sesiones", "atencion" if sin_margen else "bien"),
            ],
        },
        status=422 if form.is_bound and form.errors else 200,
    )


def _archivo(consulta: QueryDict, proceso: Proceso, simulacion: Simulacion) -> HttpResponseBase:
    return archivo(
        consulta,
        f"simulacion-{proceso.clave}",
        [
            "Clave",
            "Entregable",
            "Se aprueba, antes",
            "Se aprueba, después",
            "Límite de aprobación",
            "Puede remitirse, antes",
            "Puede remitirse, después",
            "Límite de remisión",
            "Holgura antes",
            "Holgura después",
        ],
        (
            (
                f.antes.clave,
                f.antes.titulo,
                f.antes.aprobacion,
                f.despues.aprobacion,
                f.despues.limite_aprobacion,
                f.antes.remision,
                f.despues.remision,
                f.despues.limite_remision,
                f.antes.holgura,
                f.despues.holgura,
            )
            for f in simulacion.filas
        ),
    )
