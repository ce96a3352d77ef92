"""«Mi bandeja»: what waits for this person and for their area."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from calendario.fechas import dia_local
from compliance.ambito import Ambito
from compliance.cara.componentes import Cifra, Pestana
from compliance.cara.listado import Columna, Listado, dato
from compliance.middleware import SolicitudCauce
from compliance.models import Candidatura, Entregable, Proceso
from compliance.roles import INTERNOS, Rol
from compliance.situacion import Situacion
from compliance.tablero import renglones, urgencia
from compliance.views.comun import proceso_o_404

from ..candidaturas import Turno, con_turno
from ..entregables import responsables
from ..entregables.recorrido import Devolucion, devoluciones_de
from ..verbos.entregables import verbo_que_sigue


@dataclass(frozen=True)
class EntregableEnBandeja:
    """A deliverable that waits, and who has its task."""

    entregable: Entregable
    situacion: Situacion
    quien: str
    duenio: Any | None
    me_toca: bool
    devolucion: Devolucion | None


def _vence(pendiente: EntregableEnBandeja) -> tuple[bool, float]:
    vence = pendiente.entregable.vence
    return vence is None, vence.timestamp() if vence else 0.0


def _dia(pendiente: EntregableEnBandeja) -> date | None:
    e = pendiente.entregable
    return dia_local(e.vence, e.proceso.tz) if e.vence else None


BANDEJA: Listado[EntregableEnBandeja] = Listado(
    (
        dato("Clave", lambda p: p.entregable.clave),
        Columna("Entregable", lambda p: p.entregable.titulo, orden="clave", por=lambda p: p.entregable.orden),
        Columna(
            "Qué sigue",
            lambda p: p.entregable.etapa or "Iniciar",
            orden="sigue",
            por=lambda p: (p.entregable.etapa.nombre if p.entregable.etapa else "", p.quien),
        ),
        dato("Le toca a", lambda p: p.quien),
        Columna("Situación", lambda p: p.situacion.etiqueta, orden="situacion", por=lambda p: urgencia(p.situacion)),
        dato("Días", lambda p: p.situacion.dias),
        Columna("Vence", _dia, orden="vence", por=_vence),
        Columna("Tarea", lambda p: p.duenio),
        dato("Devuelto con", lambda p: p.devolucion.texto if p.devolucion else ""),
    )
)


@login_required
@require_safe
def bandeja(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
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
        EntregableEnBandeja(
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
    lista = BANDEJA.de(grupos[elegido], request.GET)
    if lista.se_descarga:
        return lista.archivo(f"bandeja-{actual.clave}")
    etiquetas = {"area": "Me toca o a mi área", "mias": "Las que tomé", "todas": "Todo lo pendiente"}
    return render(
        request,
        "flujos/bandeja.html",
        {
            "proceso": actual,
            "candidaturas": _candidaturas(actual, ambito, dia_local(request.momento, actual.tz)),
            **lista.contexto(),
            "elegido": elegido,
            "pestanas": [
                Pestana(etiquetas[clave], f"?de={clave}", clave == elegido, len(grupo))
                for clave, grupo in grupos.items()
            ],
        },
    )


# Whose candidacies wait, by role: the same turns by which the list of candidacies filters.
# Where a turn is attended to many at once; the rest, in the list of candidacies.
LUGARES: Mapping[Turno, str] = {Turno.CUENTAS: "accesos", Turno.RECEPCION: "accesos_sin_recibir"}
TURNOS_DE_ROL: Mapping[str, tuple[Turno, ...]] = {
    Rol.VERIFICACION: (Turno.VERIFICACION, Turno.PUBLICACION, Turno.MODIFICACION),
    Rol.ADMINISTRACION: (Turno.CUENTAS, Turno.RECEPCION),
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
    lugares = {t: reverse(LUGARES[t], args=[proceso.clave]) if t in LUGARES else f"{lista}?turno={t}" for t in turnos}
    return [Cifra(t.label, cuenta.get(t.value, 0), lugares[t]) for t in turnos]
