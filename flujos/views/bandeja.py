"""«Mi bandeja»: what waits for this person and for their area."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from compliance.ambito import INTERNOS, Ambito
from compliance.componentes import Pestana
from compliance.models import Entregable
from compliance.situacion import Situacion
from compliance.tablero import renglones
from compliance.views.comun import proceso_o_404

from .. import responsables


@dataclass(frozen=True)
class Pendiente:
    """A deliverable that waits, and who has its task."""

    entregable: Entregable
    situacion: Situacion
    quien: str
    duenio: Any | None
    me_toca: bool


@login_required
@require_safe
def bandeja(request: HttpRequest, proceso: str) -> HttpResponse:
    """By person (`mias`: taken by me), by area (`area`: waits for my role) and everything under way (`todas`)."""
    actual = proceso_o_404(request, proceso, INTERNOS)
    ambito: Ambito = request.ambito  # type: ignore[attr-defined]
    consulta = Entregable.objects.filter(proceso=actual).exigibles().con_lo_que_se_muestra()
    vivos = [
        r
        for r in renglones(consulta, request.momento)  # type: ignore[attr-defined]
        if responsables.verbo_de_etapa(r.entregable)
    ]
    duenios = {
        t.process.tramiteentregable.entregable_id: t.owner
        for t in Task.objects.filter(
            process__tramiteentregable__entregable__proceso=actual, status=STATUS.ASSIGNED
        ).select_related("owner", "process__tramiteentregable")
    }
    pendientes = [
        Pendiente(
            r.entregable,
            r.situacion,
            responsables.quien_sigue(r.entregable),
            duenios.get(r.entregable.pk),
            responsables.le_toca(r.entregable, ambito),
        )
        for r in vivos
    ]
    grupos = {
        "area": [p for p in pendientes if p.me_toca],
        "mias": [p for p in pendientes if p.duenio == request.user],
        "todas": pendientes,
    }
    elegido = request.GET.get("de", "area")
    if elegido not in grupos:
        elegido = "area"
    etiquetas = {"area": "Me toca o a mi área", "mias": "Las que tomé", "todas": "Todo lo pendiente"}
    return render(
        request,
        "flujos/bandeja.html",
        {
            "proceso": actual,
            "pagina": Paginator(grupos[elegido], 50).get_page(request.GET.get("page")),
            "elegido": elegido,
            "pestanas": [
                Pestana(etiquetas[clave], f"?de={clave}", clave == elegido, len(lista))
                for clave, lista in grupos.items()
            ],
        },
    )
