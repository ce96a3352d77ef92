"""The plan of a process as it was loaded, what its revision finds, and the plans of several institutes side by side."""

from functools import cache
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ..actos import escritura
from ..cara.componentes import Cifra, Pestana, Tono
from ..cara.descargas import archivo, consulta_csv, formato_de
from ..cara.listado import Columna, Listado, dato
from ..forms.planes import GRAVEDADES, CompararForm, ConfirmarFechaForm, FiltroFilas, FiltroHallazgos, campo_de
from ..middleware import SolicitudCauce
from ..models import Entregable, Plan, Proceso
from ..plan.cotejo import Cotejo, comparar, cotejar
from ..plan.derivacion.confirmacion import FechaPorConfirmar, confirmadas_de, pendientes
from ..plan.esquema import DIRECTORIO, PlanDatos, leer_plan
from ..plan.hallazgos import HallazgoVisto, Lector
from ..roles import INTERNOS
from ..services.planes import ConfirmacionInvalidaError, confirmar_fecha
from ..services.versiones import lo_dejado, propuesta_de, versiones_a_la_vista
from ..verbos.tabla import DE_PLAN
from .comun import hitos_de, proceso_o_404

# Each date that is confirmed loads the plan again: a page of them in one go takes a few seconds.
POR_CONFIRMAR = 25
PLURALES = {"error": "Errores", "aviso": "Avisos", "nota": "Notas"}
TONOS_DE_GRAVEDAD: dict[str, Tono] = {"error": "mal", "aviso": "atencion", "nota": "info"}


def contexto_del_plan(request: SolicitudCauce, clave: str) -> dict[str, Any]:
    """The plan of the process, its content as loaded and the tabs of its pages."""
    proceso = proceso_o_404(request, clave)
    plan = get_object_or_404(Plan, proceso=proceso)
    datos = plan.datos
    paginas = [("plan", "Filas", len(datos.entregables)), ("plan_revision", "Revisión", len(plan.hallazgos))]
    por_confirmar = pendientes(datos, plan.confirmadas)
    if por_confirmar or plan.confirmadas:
        paginas.append(("plan_confirmar", "Por confirmar", len(por_confirmar)))
    if datos.deberes:
        paginas.append(("plan_deberes", "Deberes", len(datos.deberes)))
    paginas.append(("plan_versiones", "Versiones", plan.versiones.count()))
    actual = request.resolver_match.url_name if request.resolver_match else ""
    return {
        "proceso": proceso,
        "plan": plan,
        "datos": datos,
        "por_confirmar": por_confirmar,
        "pestanas": [
            Pestana(etiqueta, reverse(nombre, args=[proceso.clave]), nombre == actual, cuenta)
            for nombre, etiqueta, cuenta in paginas
        ],
        "csv": consulta_csv(request.GET),
        **_lo_que_cambia(request, proceso),
    }


def _lo_que_cambia(request: SolicitudCauce, proceso: Proceso) -> dict[str, Any]:
    """For whoever keeps the plan: that they may change it, and what they have proposed and not applied."""
    lleva = DE_PLAN["cambiar"].permite(request.ambito, proceso.pk)
    return {"lleva": lleva, "pendiente": propuesta_de(proceso, request.user) if lleva else None}


def _primera(cotejo: Cotejo) -> Any:
    fechas = [dia for _, dia in cotejo.rige]
    return (not fechas, fechas[:1])


FILAS: Listado[Cotejo] = Listado(
    (
        dato("Clave", lambda c: c.fila.clave),
        dato("Numeral art. 11", lambda c: c.fila.numeral),
        Columna("Entregable", lambda c: c.fila.nombre, orden="nombre", por=lambda c: c.fila.nombre.casefold()),
        Columna("Se imprime", lambda c: "; ".join(f"{que}: {texto}" for que, texto in c.impreso)),
        Columna("Rige", orden="rige", por=_primera),
        dato("Aprobar", lambda c: dict(c.rige).get("Aprobar")),
        dato("Remitir", lambda c: dict(c.rige).get("Remitir")),
        Columna("De dónde sale"),
        dato("Regla", lambda c: c.fila.regla),
        dato("Regla de remisión", lambda c: c.fila.regla_remision),
        dato("Fundamento", lambda c: c.fila.fundamento),
        dato("Lugar en la fuente", lambda c: c.fila.fuente),
        dato("Nota", lambda c: c.fila.nota),
    )
)
# A finding as it was written down, and as it is read.
HALLAZGOS: Listado[tuple[dict[str, str], HallazgoVisto]] = Listado(
    (
        dato("Código", lambda f: f[0]["codigo"]),
        Columna("De qué fila es", orden="clave", por=lambda f: f[0]["clave"]),
        Columna(
            "Gravedad",
            lambda f: GRAVEDADES[f[1].gravedad],
            orden="gravedad",
            por=lambda f: list(GRAVEDADES).index(f[1].gravedad),
        ),
        dato("Clave", lambda f: f[0]["clave"]),
        dato("Campo", lambda f: f[1].campo),
        dato("Valor", lambda f: f[0]["valor"]),
        Columna("Se imprime"),
        Columna("Por qué llama la atención"),
        Columna("Qué revisar"),
        dato("Hallazgo", lambda f: f[1].mensaje),
        dato("Sugerencia", lambda f: f[1].sugerencia),
    ),
    inicial="gravedad",
)


@login_required
@require_safe
def plan(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """The rows as printed beside the dates that rule, with where the plan comes from and which bytes were loaded."""
    try:
        contexto = contexto_del_plan(request, proceso)
    except Http404:
        return _sin_plan(request, proceso)
    filtro = FiltroFilas(request.GET)
    filtro.is_valid()
    filas = [
        c
        for c in cotejar(contexto["datos"])
        if filtro.admite(textos=[c.fila.clave, c.fila.nombre, c.fila.producto, c.fila.nota], difiere=c.difiere)
    ]
    lista = FILAS.de(filas, request.GET)
    if lista.se_descarga:
        return lista.archivo(f"plan-{contexto['proceso'].clave}")
    registros = dict(Entregable.objects.filter(proceso=contexto["proceso"]).values_list("llave", "pk"))
    dejados = lo_dejado(contexto["proceso"])
    filas_vistas = [(c, registros.get(c.fila.llave), dejados.get(c.fila.llave, [])) for c in lista.pagina]
    contexto |= lista.contexto() | {
        "filtro": filtro,
        "filas": filas_vistas,
        "hitos": hitos_de(contexto["proceso"], request.momento),
    }
    return render(request, "compliance/plan.html", contexto)


def _sin_plan(request: SolicitudCauce, clave: str) -> HttpResponse:
    """A process that has no plan yet: whoever keeps it may load one. Without a process, 404."""
    proceso = proceso_o_404(request, clave)
    contexto = {"proceso": proceso, **_lo_que_cambia(request, proceso)}
    return render(request, "compliance/plan_vacio.html", contexto)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirmar(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """The dates of a derived plan that only moved with the election: each is confirmed, or given another day."""
    contexto = contexto_del_plan(request, proceso)
    if request.method == "POST":
        contexto["proceso"] = proceso_o_404(request, proceso, DE_PLAN["confirmar_fecha"].roles)
    if formato_de(request.GET):
        renglones = ([p.clave, p.nombre, p.que, p.antes, p.fecha] for p in contexto["por_confirmar"])
        encabezados = ["Clave", "De qué es", "Fecha", "En el plan anterior", "Movida al"]
        return archivo(request.GET, f"por-confirmar-{proceso}", encabezados, renglones)
    pagina = Paginator(contexto["por_confirmar"], POR_CONFIRMAR).get_page(request.GET.get("page"))
    datos = request.POST if request.method == "POST" else None
    # What was sent, wherever it is now: whoever confirms others moves the rows from page to page.
    filas = [
        ConfirmarFechaForm(p, contexto["proceso"], datos) for p in (contexto["por_confirmar"] if datos else pagina)
    ]
    if datos:
        filas = [f for f in filas if f.is_bound]
    confirmadas = confirmadas_de(contexto["datos"], contexto["plan"].confirmadas)
    ajenas = _confirmadas_de_otro_modo(confirmadas, datos) if datos else []
    elegidas = [f for f in filas if f.is_bound and request.POST.get("clave", f.pendiente.clave) == f.pendiente.clave]
    if "todas" in request.POST:
        # What nobody knows yet is left for later.
        elegidas = [f for f in elegidas if f.pendiente.fecha or f["fecha"].value()]
    por_confirmar: list[ConfirmarFechaForm] = []
    if request.method == "POST":
        if not elegidas and not ajenas:
            messages.info(request, "Ya estaba confirmado: no quedaba nada que confirmar.")
            return redirect(request.path)
        # Reading the errors of a form checks it: the page shows those of all at once.
        validas = not [f for f in elegidas if f.errors] and not ajenas
        if validas and "todas" in request.POST:
            por_confirmar = elegidas
        elif validas and _confirmadas(request, contexto["plan"], elegidas):
            return redirect(request.get_full_path())
    errores = [f for f in elegidas if f.errors]
    contexto |= {
        "pagina": pagina,
        "filas": filas,
        "errores": errores,
        "elegidas": por_confirmar,
        "ajenas": ajenas,
        "confirmadas": confirmadas,
        "confirma": DE_PLAN["confirmar_fecha"].permite(request.ambito, contexto["proceso"].pk),
    }
    return render(request, "compliance/plan_confirmar.html", contexto, status=422 if errores or ajenas else 200)


def _confirmadas_de_otro_modo(
    confirmadas: list[FechaPorConfirmar], datos: QueryDict
) -> list[tuple[FechaPorConfirmar, str]]:
    """Dates that somebody confirmed while this page was open, with the other one that was written in it."""
    solo = datos.get("clave")
    return [
        (p, str(datos[campo_de(p)]))
        for p in confirmadas
        if solo in (None, p.clave) and datos.get(campo_de(p), str(p.fecha)) != str(p.fecha)
    ]


def _confirmadas(request: SolicitudCauce, plan: Plan, elegidas: list[ConfirmarFechaForm]) -> bool:
    """Confirm each date, or none if one is refused, which is said beside it."""
    with escritura():
        for form in elegidas:
            try:
                confirmar_fecha(
                    plan,
                    form.pendiente.clave,
                    form.cleaned_data["fecha"],
                    por=request.user,
                    en=request.momento,
                )
            except ConfirmacionInvalidaError as error:
                form.add_error("fecha", str(error))
        hecho = not any(f.errors for f in elegidas)
        transaction.set_rollback(not hecho)
    if hecho:
        p = elegidas[0].pendiente
        una = f"Se confirmó «{p.que}» de {p.nombre}."
        messages.success(request, una if len(elegidas) == 1 else f"Se confirmaron {len(elegidas)} fechas.")
    return hecho


@login_required
@require_safe
def revision(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """What a careful clerk would ask about the plan, as it was found when the plan was loaded."""
    contexto = contexto_del_plan(request, proceso)
    filtro = FiltroHallazgos(request.GET)
    filtro.is_valid()
    todos: list[dict[str, str]] = contexto["plan"].hallazgos
    lector = Lector(contexto["datos"])
    lista = HALLAZGOS.de([(h, lector.ver(h)) for h in todos if filtro.admite(h)], request.GET)
    if lista.se_descarga:
        return lista.archivo(f"revision-{contexto['proceso'].clave}")
    registros = dict(Entregable.objects.filter(proceso=contexto["proceso"]).values_list("llave", "pk"))
    cuenta = {g: sum(h["gravedad"] == g for h in todos) for g in GRAVEDADES}
    return render(
        request,
        "compliance/plan_revision.html",
        contexto
        | lista.contexto()
        | {
            "filtro": filtro,
            "hallazgos": [(visto, registros.get(visto.llave)) for _, visto in lista.pagina],
            "cifras": [
                Cifra(PLURALES[g], n, f"?gravedad={g}", TONOS_DE_GRAVEDAD[g] if n else "neutro")
                for g, n in cuenta.items()
            ],
        },
    )


@login_required
@require_safe
def deberes(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Duties without a date, and the units that answer for each one."""
    contexto = contexto_del_plan(request, proceso)
    datos: PlanDatos = contexto["datos"]
    areas = {a.clave: a.nombre for a in datos.areas}
    filas = [(d, [areas[a] for a in d.areas]) for d in datos.deberes]
    if formato_de(request.GET):
        return archivo(
            request.GET,
            f"deberes-{contexto['proceso'].clave}",
            ["Clave", "Deber", "Responde", "Fundamento", "Lugar en la fuente", "Nota"],
            ((d.clave, d.texto, "; ".join(quienes), d.fundamento, d.fuente, d.nota) for d, quienes in filas),
        )
    return render(request, "compliance/plan_deberes.html", contexto | {"filas": filas})


@cache
def _planes_incluidos() -> tuple[PlanDatos, ...]:
    """The plan files that come with Cauce and have deliverables: public documents, the same while it runs."""
    planes = (leer_plan(archivo)[0] for archivo in sorted(DIRECTORIO.glob("*.toml")))
    return tuple(plan for plan in planes if plan.entregables)


@login_required
@require_safe
def comparacion(request: SolicitudCauce) -> HttpResponseBase:
    """Article 11, numeral by numeral, with the key and the date that each institute's plan gives it."""
    ambito = request.ambito
    if not ambito.procesos_con(INTERNOS):
        raise Http404
    form = CompararForm(request.GET, versiones_a_la_vista(ambito.procesos_con(INTERNOS)))
    elegidas = form.elegidas() if form.is_valid() else []
    planes = (*_planes_incluidos(), *(v.datos for v in elegidas))
    filas = comparar(planes)
    que_son = [""] * (len(planes) - len(elegidas)) + [f"{v.plan.proceso}, versión {v.numero}" for v in elegidas]
    if formato_de(request.GET):
        siglas_de = [
            f"{p.instituto.siglas} ({q})" if q else p.instituto.siglas for p, q in zip(planes, que_son, strict=True)
        ]
        return archivo(
            request.GET,
            "planes-comparados",
            ["Artículo 11", "Instituto", "Clave", "Entregable", "Fechas"],
            (
                (fila.nombre, siglas, c.clave, c.nombre, " ".join(str(dia) for dia in c.fechas))
                for fila in filas
                for siglas, celda in zip(siglas_de, fila.celdas, strict=True)
                for c in celda
            ),
        )
    columnas = [(p.instituto.siglas, p.instituto.entidad, p.periodo, q) for p, q in zip(planes, que_son, strict=True)]
    return render(
        request,
        "compliance/planes_comparar.html",
        {
            "planes": columnas,
            "form": form,
            "csv": consulta_csv(request.GET),
            "filas": [(f.nombre, list(zip(columnas, f.celdas, strict=True))) for f in filas],
        },
    )
