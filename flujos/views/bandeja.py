"""«Mi bandeja»: what waits for this person and for their area."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from calendario.fechas import dia_local
from compliance.ambito import Ambito
from compliance.cara.componentes import Cifra, Pestana
from compliance.cara.listado import Columna, Listado, dato
from compliance.middleware import SolicitudCauce
from compliance.models import Candidatura, Entregable, Proceso
from compliance.roles import INTERNOS, Rol
from compliance.situacion import Clase, Situacion
from compliance.tablero import renglones, urgencia
from compliance.views.comun import proceso_o_404, solo_post

from .. import entregables as servicios
from ..candidaturas import Turno, con_turno
from ..entregables import responsables
from ..entregables.previsto import convocadas, es_suya, tiene_sesiones
from ..entregables.recorrido import Devolucion, devoluciones_de
from ..entregables.tareas import con_quien_lo_tiene, quien_lo_tiene
from ..models import Confirmacion
from ..sesiones.convocados import proximas_de
from ..transiciones import Rechazo
from ..verbos.entregables import DE_ENTREGABLE, verbo_que_sigue
from .comun import entero
from .vistas import vistas_de


@dataclass(frozen=True)
class EntregableEnBandeja:
    """A deliverable that waits, who took its task (`duenio`) and the person who has it.

    `puede`: to do what follows; `puede_pasar`: to make somebody else answer for it.
    """

    entregable: Entregable
    situacion: Situacion
    quien: str
    duenio: int | None
    persona: str
    me_toca: bool
    puede: bool
    puede_pasar: bool
    es_mia: bool
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
        Columna("Lo tiene", lambda p: p.persona, orden="lo_tiene", por=lambda p: p.persona.casefold()),
        dato("Devuelto con", lambda p: p.devolucion.texto if p.devolucion else ""),
    )
)


ETIQUETAS = {
    "area": "Me toca o a mi área",
    "mias": "A mi cargo",
    "vencidas": "Vencidas",
    "espera": "De mi área, en manos de otros",
    "todas": "Todo lo pendiente",
}


@login_required
@require_safe
def bandeja(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """The sessions of one's bodies, and what waits: by turn (`area`), in one's charge (`mias`), and the rest."""
    actual = proceso_o_404(request, proceso, INTERNOS)
    ambito = request.ambito
    hoy = dia_local(request.momento, actual.tz)
    pendientes = _pendientes(request, actual)
    de_uno = [p for p in pendientes if p.me_toca or p.es_mia]
    grupos = {
        "area": [p for p in pendientes if p.me_toca],
        "mias": [p for p in pendientes if p.es_mia],
        "vencidas": [p for p in de_uno if p.situacion.clase is Clase.VENCIDO],
        "espera": [p for p in pendientes if p.entregable.area_id in ambito.areas and not p.me_toca],
        "todas": pendientes,
    }
    if not ambito.areas:
        del grupos["espera"]
    elegido = request.GET.get("de", "area")
    if elegido not in grupos:
        elegido = "area"
    lista = BANDEJA.de(grupos[elegido], request.GET)
    if lista.se_descarga:
        return lista.archivo(f"bandeja-{actual.clave}")
    llamado = {s.pk for s in proximas_de(actual, request.user, ambito, request.momento)}
    return render(
        request,
        "flujos/bandeja.html",
        {
            "proceso": actual,
            "sesiones": [c for c in convocadas(actual, hoy) if c.sesion.pk in llamado or es_suya(c.sesion, ambito)],
            "con_sesiones": bool(llamado) or tiene_sesiones(ambito, actual),
            "llamado": llamado,
            "respondidas": set(
                Confirmacion.objects.filter(usuario=request.user, sesion__in=llamado).values_list("sesion", flat=True)
            ),
            "candidaturas": _candidaturas(actual, ambito, hoy),
            **lista.contexto(),
            **vistas_de(request, actual, "bandeja"),
            "elegido": elegido,
            # Nothing to choose, nothing to do with it.
            "lote": [(clave, nombre) for clave, (nombre, _) in EN_LOTE.items()]
            if any(p.puede or p.es_mia for p in lista.pagina)
            else [],
            "pestanas": [
                Pestana(ETIQUETAS[clave], f"?de={clave}", clave == elegido, len(grupo))
                for clave, grupo in grupos.items()
            ],
        },
    )


def _pendientes(request: SolicitudCauce, proceso: Proceso) -> list[EntregableEnBandeja]:
    """Every deliverable that somebody must move on, the most urgent first."""
    ambito, hoy = request.ambito, dia_local(request.momento, proceso.tz)
    consulta = Entregable.objects.filter(proceso=proceso).exigibles().con_lo_que_se_muestra()
    vivos = [r for r in renglones(con_quien_lo_tiene(consulta, hoy), request.momento) if verbo_que_sigue(r.entregable)]
    devoluciones = devoluciones_de(r.entregable for r in vivos)
    yo = request.user.pk
    return [
        EntregableEnBandeja(
            r.entregable,
            r.situacion,
            responsables.quien_sigue(r.entregable),
            # Annotated by `con_quien_lo_tiene`.
            r.entregable.tomada_por,  # type: ignore[attr-defined]
            quien_lo_tiene(r.entregable),
            responsables.le_toca(r.entregable, ambito),
            responsables.puede_seguir(r.entregable, ambito),
            responsables.puede(DE_ENTREGABLE["encargar"], r.entregable, ambito),
            yo in (r.entregable.tomada_por, r.entregable.encargada),  # type: ignore[attr-defined]
            devoluciones.get(r.entregable.pk),
        )
        for r in sorted(vivos, key=lambda r: (urgencia(r.situacion), r.entregable.orden))
    ]


# What may be done to many at once: nothing that decides, and all of it can be undone.
EN_LOTE: Mapping[str, tuple[str, Callable[..., object]]] = {
    "tomar": ("Tomar", servicios.tomar),
    "soltar": ("Soltar", servicios.soltar),
    "iniciar": ("Iniciar", servicios.iniciar),
}


@login_required
@solo_post
def lote(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Do one thing with the chosen deliverables: first say with which; once confirmed, do it.

    Those refused say why and do not stop the rest.
    """
    actual = proceso_o_404(request, proceso, INTERNOS)
    accion = request.POST.get("accion", "")
    if accion not in EN_LOTE:
        raise Http404
    nombre, servicio = EN_LOTE[accion]
    ids = [pk for dado in request.POST.getlist("ids") if (pk := entero(dado)) is not None][: BANDEJA.por_pagina]
    elegidos = list(
        Entregable.objects.visibles_para(request.ambito).filter(proceso=actual, pk__in=ids).con_lo_que_se_muestra()
    )
    consulta = QueryDict(request.POST.get("consulta", "")).urlencode()
    lista = reverse("bandeja", args=[actual.clave]) + (f"?{consulta}" if consulta else "")
    if not elegidos:
        messages.warning(request, f"Elija al menos un entregable para «{nombre}».")
        return redirect(lista)
    confirmado = "confirmar" in request.POST
    hechos: list[Entregable] = []
    rechazados: list[tuple[Entregable, Rechazo]] = []
    for e in elegidos if confirmado else ():
        try:
            servicio(e, por=request.user, en=request.momento)
        except Rechazo as rechazo:
            rechazados.append((e, rechazo))
        else:
            hechos.append(e)
    return render(
        request,
        "flujos/bandeja_lote.html",
        {
            "proceso": actual,
            "lista": lista,
            "consulta": consulta,
            "accion": accion,
            "nombre": nombre,
            "confirmado": confirmado,
            "elegidos": elegidos,
            "hechos": hechos,
            "rechazados": rechazados,
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
