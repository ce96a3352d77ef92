"""«Mi bandeja»: what waits for this person and for their area."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from calendario.fechas import dia_local
from compliance.ambito import INTERNOS, Ambito
from compliance.cara.componentes import Cifra, Pestana
from compliance.cara.descargas import consulta_csv, csv_respuesta
from compliance.middleware import SolicitudCauce
from compliance.models import Candidatura, Entregable, Proceso
from compliance.situacion import Situacion
from compliance.tablero import renglones, urgencia
from compliance.views.comun import proceso_o_404

from ..candidaturas import Turno, con_turno
from ..entregables import responsables
from ..entregables.recorrido import Devolucion, devoluciones_de
from ..verbos.entregables import verbo_que_sigue


@dataclass(frozen=True)
class Pendiente:
    """A deliverable that waits, and who has its task."""

    entregable: Entregable
    situacion: Situacion
    quien: str
    duenio: Any | None
    me_toca: bool
    devolucion: Devolucion | None


ORDENES: Mapping[str, Callable[[Pendiente], Any]] = {
    "clave": lambda p: p.entregable.orden,
    "sigue": lambda p: (p.entregable.etapa.nombre if p.entregable.etapa else "", p.quien),
    "situacion": lambda p: urgencia(p.situacion),
    "vence": lambda p: (p.entregable.vence is None, p.entregable.vence and p.entregable.vence.timestamp()),
}


@login_required
@require_safe
def bandeja(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """By person (`mias`: taken by me), by area (`area`: waits for my role) and everything under way (`todas`)."""
    actual = proceso_o_404(request, proceso, INTERNOS)
    ambito = request.ambito
    consulta = Entregable.objects.filter(proceso=actual).exigibles().con_lo_que_se_muestra()
    vivos = [r for r in renglones(consulta, request.momento) if verbo_que_sigue(r.entregable)]
    duenios = {
        t.process.tramiteentregable.entregable_id: t.owner
        for t in Task.objects.filter(
            process__tramiteentregable__entregable__proceso=actual, status=STATUS.ASSIGNED
        ).select_related("owner", "process__tramiteentregable")
    }
    devoluciones = devoluciones_de(r.entregable for r in vivos)
    pendientes = [
        Pendiente(
            r.entregable,
            r.situacion,
            responsables.quien_sigue(r.entregable),
            duenios.get(r.entregable.pk),
            responsables.le_toca(r.entregable, ambito),
            devoluciones.get(r.entregable.pk),
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
    lista = grupos[elegido]
    orden = request.GET.get("orden", "")
    if orden.lstrip("-") in ORDENES:
        lista.sort(key=ORDENES[orden.lstrip("-")], reverse=orden.startswith("-"))
    if request.GET.get("formato") == "csv":
        return csv_respuesta(
            f"bandeja-{actual.clave}",
            ["Clave", "Entregable", "Qué sigue", "Le toca a", "Situación", "Días", "Vence", "Tarea", "Devuelto con"],
            (
                (
                    p.entregable.clave,
                    p.entregable.titulo,
                    p.entregable.etapa or "Iniciar",
                    p.quien,
                    p.situacion.etiqueta,
                    p.situacion.dias,
                    dia_local(p.entregable.vence, actual.tz) if p.entregable.vence else "",
                    p.duenio,
                    p.devolucion.texto if p.devolucion else "",
                )
                for p in lista
            ),
        )
    etiquetas = {"area": "Me toca o a mi área", "mias": "Las que tomé", "todas": "Todo lo pendiente"}
    return render(
        request,
        "flujos/bandeja.html",
        {
            "proceso": actual,
            "candidaturas": _candidaturas(actual, ambito, dia_local(request.momento, actual.tz)),
            "pagina": Paginator(lista, 50).get_page(request.GET.get("page")),
            "elegido": elegido,
            "csv": consulta_csv(request.GET),
            "pestanas": [
                Pestana(etiquetas[clave], f"?de={clave}", clave == elegido, len(lista))
                for clave, lista in grupos.items()
            ],
        },
    )


# Whose candidacies wait, by role: the same turns by which the list of candidacies filters.
TURNOS_DE_ROL: Mapping[str, tuple[Turno, ...]] = {
    "verificacion": (Turno.VERIFICACION, Turno.PUBLICACION, Turno.MODIFICACION),
    "administracion": (Turno.CUENTAS,),
}


def _candidaturas(proceso: Proceso, ambito: Ambito, hoy: date) -> list[Cifra]:
    """How many candidacies wait for this person, each figure leading to them. One query, or none."""
    turnos = [t for rol in sorted(ambito.roles(proceso.pk)) for t in TURNOS_DE_ROL.get(rol, ())]
    if not turnos:
        return []
    cuenta = dict(
        con_turno(Candidatura.objects.filter(proceso=proceso), proceso, hoy)
        .order_by()
        .values_list("turno")  # type: ignore[misc]  # annotated by con_turno
        .annotate(n=Count("pk"))
    )
    lista = reverse("candidaturas", args=[proceso.clave])
    return [Cifra(t.label, cuenta.get(t.value, 0), f"{lista}?turno={t.value}") for t in turnos]
