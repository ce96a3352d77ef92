"""What a commission looks at: the tablero, that of all its processes, and the list of deliverables."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from calendario.fechas import dia_local
from compliance.cara.apariencia import APARIENCIA
from compliance.cara.componentes import Cifra, Pestana
from compliance.cara.listado import Columna, Listado, dato
from compliance.cara.navegacion import direccion, procesos_de
from compliance.middleware import SolicitudCauce
from compliance.models import Area, Entregable, Proceso
from compliance.plan.simulacion.gantt import Gantt, dibujar
from compliance.roles import INTERNOS
from compliance.situacion import ETIQUETAS_DE_CLASE, Clase
from compliance.tablero import RenglonDelTablero, candidaturas_por_estado, renglones, urgencia
from compliance.views.comun import proceso_o_404

from ..entregables.previsto import Panorama, panorama
from ..entregables.responsables import quien_sigue
from ..entregables.tareas import con_quien_lo_tiene, quien_lo_tiene
from .vistas import vistas_de


def _vence(renglon: RenglonDelTablero) -> tuple[bool, float]:
    vence = renglon.entregable.vence
    return vence is None, vence.timestamp() if vence else 0.0


ENTREGABLES: Listado[RenglonDelTablero] = Listado(
    (
        dato("Clave", lambda r: r.entregable.clave, orden="clave", por=lambda r: r.entregable.orden),
        dato("Numeral art. 11", lambda r: r.entregable.numeral),
        Columna(
            "Entregable",
            lambda r: r.entregable.titulo,
            orden="nombre",
            por=lambda r: r.entregable.nombre.casefold(),
        ),
        Columna("Área", lambda r: r.entregable.area, orden="area", por=lambda r: str(r.entregable.area or "")),
        dato("Etapa", lambda r: r.entregable.get_estado_display()),
        dato("Le toca a", lambda r: quien_sigue(r.entregable)),
        dato("Lo tiene", lambda r: quien_lo_tiene(r.entregable)),
        Columna("Situación", lambda r: r.situacion.etiqueta, orden="situacion", por=lambda r: urgencia(r.situacion)),
        Columna("Etapa", orden="etapa", por=lambda r: str(r.entregable.etapa or r.entregable.get_estado_display())),
        Columna("Vence", orden="vence", por=_vence),
        dato("Días", lambda r: r.situacion.dias),
        dato("Fecha del plan", lambda r: r.entregable.fecha_plan),
        dato("Aprobado", lambda r: r.entregable.aprobado_el),
        dato("Acuerdo", lambda r: r.entregable.acuerdo),
        dato("Límite de remisión", lambda r: r.entregable.limite_remision),
        dato("Remitido", lambda r: r.entregable.concluido_el if r.entregable.remitido_en else None),
    )
)


# How many bars of what comes next are drawn before one asks for a block of the plan.
BARRAS = 25


@login_required
@require_safe
def tablero(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """In one sentence how it goes; then what to do before the next session, what is pending and, last, what is done."""
    actual = proceso_o_404(request, proceso)
    visto = panorama(actual, request.momento, request.ambito)
    resumen = visto.tablero
    lista = reverse("entregables", args=[actual.clave])
    cuenta = resumen.cuenta
    cifras = [
        Cifra(
            ETIQUETAS_DE_CLASE[clase],
            cuenta[clase.value],
            f"{lista}?clase={clase.value}",
            APARIENCIA[clase][0] if cuenta[clase.value] else "neutro",
            icono=APARIENCIA[clase][1],
        )
        for clase in (Clase.VENCIDO, Clase.POR_VENCER, Clase.FUTURO, Clase.A_TIEMPO, Clase.TARDE)
    ]
    candidaturas = candidaturas_por_estado(actual, request.momento)
    en_orden = sorted((r.entregable for r in resumen.renglones), key=lambda e: e.orden)
    bloques = list(dict.fromkeys(e.bloque for e in en_orden if e.bloque))
    bloque = request.GET.get("bloque", "")
    return render(
        request,
        "flujos/tablero.html",
        {
            "proceso": actual,
            "lista": ENTREGABLES,
            "visto": visto,
            "resumen": resumen,
            "varios": len(request.ambito.procesos_con(INTERNOS)) > 1,
            "cifras": cifras,
            "clases": list(ETIQUETAS_DE_CLASE.values()),
            "candidaturas": [
                Cifra(
                    estado.capitalize(),
                    n,
                    _con(direccion("candidaturas", actual.clave), estado=estado),
                    icono=APARIENCIA[estado][1],
                )
                for estado, n in candidaturas.items()
            ],
            "total_candidaturas": sum(candidaturas.values()),
            "pendientes": [
                ("Vencidos", "vencidos", resumen.vencidos, False),
                ("Vencen esta semana", "semana", resumen.esta_semana, False),
                ("Vencen este mes", "mes", resumen.este_mes, False),
                ("Después", "despues", resumen.despues, True),
            ],
            "hechos": [
                ("Cumplidos tarde", "tarde", resumen.tarde, True),
                ("Cumplidos a tiempo", "a-tiempo", resumen.a_tiempo, True),
            ],
            "dibujo": _linea(visto, bloque),
            "acercamientos": [
                Pestana("Lo que sigue", "?#linea", not bloque),
                *(Pestana(b, f"{_con('', bloque=b)}#linea", b == bloque) for b in bloques),
                Pestana("Todo", "?bloque=*#linea", bloque == TODO),
            ],
        },
    )


TODO = "*"


def _linea(visto: Panorama, bloque: str) -> Gantt | None:
    """The line of time: of a block of the plan, of all of it, or of what is pending and comes next."""
    if bloque == TODO:
        suyos = visto.tablero.renglones
    elif bloque:
        suyos = [r for r in visto.tablero.renglones if r.entregable.bloque == bloque]
    else:
        suyos = visto.tablero.pendientes[:BARRAS]
    lugar, hoy = visto.proceso.clave, visto.tablero.hoy
    # A block is seen close; the rest, with today and the election, if one still works in the process.
    marcas = [d for d in (hoy, visto.simulacion.jornada) if visto.proceso.abarca(d)]
    return dibujar(
        visto.simulacion,
        hoy=hoy,
        llaves={r.entregable.llave for r in suyos},
        enlaces={r.entregable.llave: reverse("entregable", args=[lugar, r.entregable.pk]) for r in suyos},
        vencidas={r.entregable.llave for r in visto.tablero.vencidos},
        cumplidas={r.entregable.llave for r in (*visto.tablero.a_tiempo, *visto.tablero.tarde)},
        seguras={p.entregable.llave: p.ultimo_dia for p in visto.previsiones},
        abarca=marcas if bloque in ("", TODO) else (),
    )


@login_required
@require_safe
def procesos(request: SolicitudCauce) -> HttpResponse:
    """Each process whose tablero the person sees, in one sentence."""
    suyos = request.ambito.procesos_con(INTERNOS)
    if not suyos:
        raise Http404
    vistos = [
        panorama(p, request.momento, request.ambito)
        for p in procesos_de(request.ambito, request.momento, request, request.procesos)
        if p.pk in suyos
    ]
    return render(request, "flujos/procesos.html", {"vistos": vistos})


def _con(lugar: str, **parametros: str) -> str:
    consulta = QueryDict(mutable=True)
    consulta.update(parametros)
    return f"{lugar}?{consulta.urlencode()}"


class FiltroEntregables(forms.Form):
    """What the list may be narrowed by; it travels in the address."""

    q = forms.CharField(
        label="Buscar",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    clase = forms.ChoiceField(
        label="Situación",
        required=False,
        choices=[("", "Todas"), *((c.value, e) for c, e in ETIQUETAS_DE_CLASE.items())],
    )
    estado = forms.ChoiceField(label="Etapa", required=False, choices=[("", "Todas"), *Entregable.Estado.choices])
    area = forms.ModelChoiceField(
        label="Área", required=False, queryset=Area.objects.none(), to_field_name="clave", empty_label="Todas"
    )

    def __init__(self, datos: QueryDict, proceso: Proceso) -> None:
        super().__init__(datos)
        self.fields["area"].queryset = Area.objects.filter(proceso=proceso)  # type: ignore[attr-defined]


@login_required
@require_safe
def entregables(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Every deliverable of the process, with filters, order, pages and a CSV of exactly what is shown."""
    momento = request.momento
    actual = proceso_o_404(request, proceso)
    filtro = FiltroEntregables(request.GET, actual)
    filtro.is_valid()
    datos: dict[str, Any] = filtro.cleaned_data
    propios = Entregable.objects.filter(proceso=actual, es_plantilla=False).con_lo_que_se_muestra()
    consulta = con_quien_lo_tiene(propios, dia_local(momento, actual.tz))
    if datos.get("q"):
        consulta = consulta.filter(
            Q(nombre__icontains=datos["q"]) | Q(clave__istartswith=datos["q"]) | Q(acuerdo__icontains=datos["q"])
        )
    if datos.get("estado"):
        consulta = consulta.filter(estado=datos["estado"])
    else:
        consulta = consulta.exclude(estado=Entregable.Estado.CANCELADO)
    if datos.get("area"):
        consulta = consulta.filter(area=datos["area"])
    filas = renglones(consulta, momento)
    if datos.get("clase"):
        filas = [r for r in filas if r.situacion.clase == datos["clase"]]
    lista = ENTREGABLES.de(filas, request.GET)
    if lista.se_descarga:
        return lista.archivo(f"entregables-{actual.clave}")
    return render(
        request,
        "flujos/entregables.html",
        {
            "proceso": actual,
            **lista.contexto(),
            "filtro": filtro,
            **vistas_de(request, actual, "entregables"),
            "plantillas": Entregable.objects.filter(proceso=actual).filter(
                Q(es_plantilla=True) | Q(tipo=Entregable.Tipo.POR_EVENTO, plantilla=None)
            ),
        },
    )
