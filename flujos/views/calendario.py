"""The calendar of a process: the matrix with which the plans end, a month, and the agenda of a month."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from calendario.fechas import DIAS, MESES, dia_local
from calendario.inhabiles import PRIMER_ANIO, ULTIMO_ANIO
from calendario.plazos import sumar_meses
from compliance.cara.apariencia import APARIENCIA
from compliance.cara.componentes import FilaMatriz, Marca, Matriz, Pestana, Tono
from compliance.cara.descargas import archivo, formato_de
from compliance.cara.navegacion import direccion
from compliance.middleware import SolicitudCauce
from compliance.models import Entregable, Proceso
from compliance.situacion import ETIQUETAS_DE_CLASE, Obligacion
from compliance.views.comun import hitos_de, proceso_o_404
from documentos.matriz import matriz_en_pdf
from documentos.views import archivo_pdf

from ..entregables.previsto import es_suya
from ..entregables.responsables import le_toca
from ..entregables.tareas import con_quien_lo_tiene
from ..models import Sesion

VISTAS = {"matriz": "Matriz", "mes": "Mes", "agenda": "Agenda"}
Fechas = Sequence[tuple[Entregable, Obligacion]]


@dataclass(frozen=True)
class Evento:
    """Something of a day: what it is, how it stands and where it leads."""

    dia: date
    titulo: str
    clase: str
    enlace: str = ""
    tono: Tono = "neutro"
    icono: str = "circulo"
    hora: str = ""


@dataclass(frozen=True)
class Dia:
    """A day of the month. `fuera`: of the month before, or of the one after."""

    dia: date
    eventos: Sequence[Evento]
    fuera: bool
    hoy: bool


@login_required
@require_safe
def calendario(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """The same dates in three ways: `?vista=matriz`, `mes` or `agenda`; `?de=mio`, only one's own."""
    actual = proceso_o_404(request, proceso)
    momento, hoy = request.momento, dia_local(request.momento, actual.tz)
    consulta = Entregable.objects.filter(proceso=actual).exigibles().con_lo_que_se_muestra().select_related("plantilla")
    entregables = list(con_quien_lo_tiene(consulta, hoy).order_by("orden"))
    mio = request.GET.get("de") == "mio"
    if mio:
        entregables = [e for e in entregables if _es_suyo(e, request)]
    fechas = [(e, o) for e in entregables for o in e.obligaciones(momento)]
    if request.GET.get("formato") == "pdf":
        matriz = _en_matriz(actual, fechas, momento)["matriz"]
        return archivo_pdf(matriz_en_pdf(actual, matriz, momento), f"calendario-{actual.clave}")
    if formato_de(request.GET):
        return archivo(
            request.GET,
            f"calendario-{actual.clave}",
            ["Clave", "Entregable", "Obligación", "Fecha", "Situación", "Días"],
            ((e.clave, e.titulo, o.nombre, o.dia, o.situacion.etiqueta, o.situacion.dias) for e, o in fechas),
        )
    vista = request.GET.get("vista", "")
    vista = vista if vista in VISTAS else "matriz"
    primero = _mes(request.GET.get("mes", "")) or hoy.replace(day=1)
    de = "&de=mio" if mio else ""
    return render(
        request,
        "flujos/calendario.html",
        {
            "proceso": actual,
            "vista": vista,
            "mio": mio,
            "en_pdf": f"?formato=pdf{de}",
            "pestanas": [
                Pestana(nombre, f"?vista={clave}&mes={primero:%Y-%m}{de}", clave == vista)
                for clave, nombre in VISTAS.items()
            ],
            "de_quien": [
                Pestana("Todo el proceso", f"?vista={vista}&mes={primero:%Y-%m}", not mio),
                Pestana("Lo mío", f"?vista={vista}&mes={primero:%Y-%m}&de=mio", mio),
            ],
            **(
                _en_matriz(actual, fechas, momento)
                if vista == "matriz"
                else _en_mes(request, actual, fechas, primero, hoy)
            ),
        },
    )


def _es_suyo(e: Entregable, request: SolicitudCauce) -> bool:
    """Of one's area, one's turn, or in one's charge."""
    suya = e.area_id is not None and e.area_id in request.ambito.areas
    # Annotated by `con_quien_lo_tiene`.
    personas = (e.tomada_por, e.encargada)  # type: ignore[attr-defined]
    return suya or request.user.pk in personas or le_toca(e, request.ambito)


def _mes(texto: str) -> date | None:
    """The first day of a month written AAAA-MM; None if it is not one, or of a year that no calendar knows."""
    try:
        primero = datetime.strptime(texto, "%Y-%m").date()  # noqa: DTZ007 (a month of the institute, with no time)
    except ValueError:
        return None
    return primero if PRIMER_ANIO <= primero.year <= ULTIMO_ANIO else None


def _en_mes(request: SolicitudCauce, proceso: Proceso, fechas: Fechas, primero: date, hoy: date) -> dict[str, Any]:
    """A month day by day, with what each deliverable owes, the sessions and the milestones."""
    por_dia: dict[date, list[Evento]] = defaultdict(list)
    for evento in (*_de_sesiones(request, proceso), *_de_fechas(proceso, fechas), *_de_hitos(proceso)):
        por_dia[evento.dia].append(evento)
    semanas = [
        [Dia(d, por_dia.get(d, ()), d.month != primero.month, d == hoy) for d in semana]
        for semana in Calendar().monthdatescalendar(primero.year, primero.month)
    ]
    return {
        "mes": f"{MESES[primero.month - 1].capitalize()} de {primero.year}",
        "anterior": f"{sumar_meses(primero, -1):%Y-%m}",
        "siguiente": f"{sumar_meses(primero, 1):%Y-%m}",
        "este": "" if hoy.replace(day=1) == primero else f"{hoy:%Y-%m}",
        "dias": DIAS,
        "semanas": semanas,
        "con_algo": [d for semana in semanas for d in semana if d.eventos and not d.fuera],
    }


def _de_sesiones(request: SolicitudCauce, proceso: Proceso) -> list[Evento]:
    """A session, each day on which it meets; one in recess, also that on which it was said to go on."""
    sesiones = Sesion.objects.filter(proceso=proceso).exclude(estado=Sesion.Estado.CANCELADA)
    mio = request.GET.get("de") == "mio"
    return [
        Evento(
            dia,
            str(s),
            "Sesión" if dia == dia_local(s.inicia_en, proceso.tz) else "Continúa la sesión",
            reverse("sesion", args=[proceso.clave, s.pk]),
            "marca",
            "mazo",
            f"{s.inicia_en.astimezone(proceso.tz):%H:%M}" if dia == dia_local(s.inicia_en, proceso.tz) else "",
        )
        for s in sesiones.select_related("organo", "proceso__instituto")
        .prefetch_related("recesos")
        .order_by("inicia_en")
        if not mio or es_suya(s, request.ambito)
        for dia in _dias(s, proceso)
    ]


def _dias(sesion: Sesion, proceso: Proceso) -> list[date]:
    anunciados = [r.continua_en for r in sesion.recesos.all() if r.hasta is None and r.continua_en]
    return sorted({*sesion.dias, *(dia_local(m, proceso.tz) for m in anunciados)})


def _de_fechas(proceso: Proceso, fechas: Fechas) -> list[Evento]:
    return [
        Evento(
            o.dia,
            f"{e.clave} {e.titulo}",
            o.nombre.capitalize(),
            reverse("entregable", args=[proceso.clave, e.pk]),
            *APARIENCIA[o.situacion.clase],
        )
        for e, o in fechas
    ]


def _de_hitos(proceso: Proceso) -> list[Evento]:
    plan = direccion("plan", proceso.clave)
    hitos = [
        Evento(h.termina, h.nombre, "Hito", direccion("hito", proceso.clave, h.pk), "info", "calendario")
        for h in proceso.hitos.all()
    ]
    return [*hitos, Evento(proceso.jornada, "Jornada electoral", "Hito", plan, "marca", "calendario")]


def _en_matriz(actual: Proceso, fechas: Fechas, al: datetime) -> dict[str, Any]:
    """The matrix of months and day numbers with which the work plans end, with how each date stands."""
    por_clave: dict[tuple[str, str], list[tuple[Entregable, Obligacion]]] = {}
    for e, obligacion in fechas:
        if actual.abarca(obligacion.dia):
            grupo = (e.clave, e.plantilla.nombre if e.plantilla else e.nombre)
            por_clave.setdefault(grupo, []).append((e, obligacion))
    filas = [
        FilaMatriz(
            etiqueta=nombre,
            clave=clave,
            enlace=direccion("entregable", actual.clave, marcas[0][0].pk) if len(marcas) <= 2 else "",
            marcas=[
                Marca(
                    o.dia,
                    f"{o.nombre.capitalize()}: {e.titulo}. {o.situacion.etiqueta}",
                    APARIENCIA[o.situacion.clase][0],
                    direccion("entregable", actual.clave, e.pk),
                    APARIENCIA[o.situacion.clase][1],
                    o.nombre[0].upper(),
                )
                for e, o in marcas
            ],
        )
        for (clave, nombre), marcas in por_clave.items()
    ]
    return {
        "matriz": Matriz(
            filas,
            hoy=dia_local(al, actual.tz),
            leyenda=[(*APARIENCIA[clase], texto) for clase, texto in ETIQUETAS_DE_CLASE.items()],
            letras=[("A", "Aprobación"), ("R", "Remisión")],
        ),
        "fuera": [(e, o) for e, o in fechas if not actual.abarca(o.dia)],
        "hitos": hitos_de(actual, al),
    }
