"""What a commission looks at: the tablero, the list of deliverables and the calendar."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from calendario.fechas import dia_local

from ..cara.apariencia import APARIENCIA
from ..cara.componentes import Cifra, FilaMatriz, Marca, Matriz
from ..cara.descargas import archivo, formato_de
from ..cara.listado import Columna, Listado, dato
from ..cara.navegacion import direccion
from ..middleware import SolicitudCauce
from ..models import Area, Entregable, Proceso
from ..situacion import ETIQUETAS_DE_CLASE, Clase, Obligacion
from ..tablero import RenglonDelTablero, candidaturas_por_estado, renglones, urgencia
from ..tablero import tablero as hacer_tablero
from .comun import proceso_o_404


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


@login_required
@require_safe
def tablero(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """What is late, due this week, due this month, done in time and done late, and by area."""
    momento = request.momento
    actual = proceso_o_404(request, proceso)
    resumen = hacer_tablero(actual, momento)
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
    candidaturas = candidaturas_por_estado(actual, momento)
    return render(
        request,
        "compliance/tablero.html",
        {
            "proceso": actual,
            "lista": ENTREGABLES,
            "resumen": resumen,
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
            "grupos": [
                ("Vencidos", "vencidos", resumen.vencidos, False),
                ("Vencen esta semana", "semana", resumen.esta_semana, False),
                ("Vencen este mes", "mes", resumen.este_mes, False),
                ("Cumplidos tarde", "tarde", resumen.tarde, False),
                ("Cumplidos a tiempo", "a-tiempo", resumen.a_tiempo, True),
            ],
        },
    )


def _con(lugar: str, **parametros: str) -> str:
    consulta = QueryDict(mutable=True)
    consulta.update(parametros)
    return f"{lugar}?{consulta.urlencode()}" if lugar else ""


class FiltroEntregables(forms.Form):
    """What the list may be narrowed by; it travels in the address."""

    q = forms.CharField(
        label="Buscar", required=False, widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
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
    consulta = Entregable.objects.filter(proceso=actual, es_plantilla=False).con_lo_que_se_muestra()
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
        "compliance/entregables.html",
        {
            "proceso": actual,
            **lista.contexto(),
            "filtro": filtro,
            "plantillas": Entregable.objects.filter(proceso=actual).filter(
                Q(es_plantilla=True) | Q(tipo=Entregable.Tipo.POR_EVENTO, plantilla=None)
            ),
        },
    )


@login_required
@require_safe
def calendario(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """The matrix of months and day numbers with which the work plans end, with how each date stands."""
    momento = request.momento
    actual = proceso_o_404(request, proceso)
    consulta = Entregable.objects.filter(proceso=actual).exigibles().con_lo_que_se_muestra().select_related("plantilla")
    fechas = [(e, o) for e in consulta.order_by("orden") for o in e.obligaciones(momento)]
    if formato_de(request.GET):
        return archivo(
            request.GET,
            f"calendario-{actual.clave}",
            ["Clave", "Entregable", "Obligación", "Fecha", "Situación", "Días"],
            ((e.clave, e.titulo, o.nombre, o.dia, o.situacion.etiqueta, o.situacion.dias) for e, o in fechas),
        )
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
    return render(
        request,
        "compliance/calendario.html",
        {
            "proceso": actual,
            "matriz": Matriz(
                filas,
                hoy=dia_local(momento, actual.tz),
                leyenda=[(*APARIENCIA[clase], texto) for clase, texto in ETIQUETAS_DE_CLASE.items()],
                letras=[("A", "Aprobación"), ("R", "Remisión")],
            ),
            "fuera": [(e, o) for e, o in fechas if not actual.abarca(o.dia)],
            "hitos": actual.hitos.all(),
        },
    )
