"""The plan of a process as it was loaded, what its revision finds, and the plans of several institutes side by side."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ..ambito import INTERNOS, Ambito
from ..componentes import Cifra, Pestana, Tono
from ..cotejo import Cotejo, comparar, cotejar
from ..derivacion.confirmacion import pendientes
from ..descargas import csv_respuesta, en_csv
from ..esquema_plan import DIRECTORIO, PlanDatos, leer_plan
from ..forms.planes import GRAVEDADES, ConfirmarFechaForm, FiltroFilas, FiltroHallazgos
from ..models import Entregable, Plan
from ..services.planes import ConfirmacionInvalidaError, confirmar_fecha
from .comun import proceso_o_404

POR_PAGINA = 50
CONFIRMAN = ("administracion", "secretaria_tecnica")
PLURALES = {"error": "Errores", "aviso": "Avisos", "nota": "Notas"}
TONOS: dict[str, Tono] = {"error": "mal", "aviso": "atencion", "nota": "info"}


def _contexto(request: HttpRequest, clave: str) -> dict[str, Any]:
    """The plan of the process, its content as loaded and the tabs of its pages."""
    proceso = proceso_o_404(request, clave)
    plan = get_object_or_404(Plan, proceso=proceso)
    datos = plan.datos
    paginas = [("plan", "Filas", len(datos.entregables)), ("plan_revision", "Revisión", len(plan.hallazgos))]
    if por_confirmar := pendientes(datos, plan.confirmadas):
        paginas.append(("plan_confirmar", "Por confirmar", len(por_confirmar)))
    if datos.deberes:
        paginas.append(("plan_deberes", "Deberes", len(datos.deberes)))
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
        "csv": en_csv(request.GET),
    }


def _ordenar(filas: list[Any], orden: str, ordenes: dict[str, Callable[[Any], Any]]) -> None:
    if orden.lstrip("-") in ordenes:
        filas.sort(key=ordenes[orden.lstrip("-")], reverse=orden.startswith("-"))


def _primera(cotejo: Cotejo) -> Any:
    fechas = [dia for _, dia in cotejo.rige]
    return (not fechas, fechas[:1])


@login_required
@require_safe
def plan(request: HttpRequest, proceso: str) -> HttpResponse:
    """The rows as printed beside the dates that rule, with where the plan comes from and which bytes were loaded."""
    contexto = _contexto(request, proceso)
    filtro = FiltroFilas(request.GET)
    filtro.is_valid()
    filas = [
        c
        for c in cotejar(contexto["datos"])
        if filtro.admite(textos=[c.fila.clave, c.fila.nombre, c.fila.producto, c.fila.nota], difiere=c.difiere)
    ]
    _ordenar(filas, request.GET.get("orden", ""), {"nombre": lambda c: c.fila.nombre.casefold(), "rige": _primera})
    if request.GET.get("formato") == "csv":
        return _csv_filas(contexto["proceso"].clave, filas)
    registros = dict(Entregable.objects.filter(proceso=contexto["proceso"]).values_list("llave", "pk"))
    pagina = Paginator(filas, POR_PAGINA).get_page(request.GET.get("page"))
    return render(
        request,
        "compliance/plan.html",
        contexto | {"filtro": filtro, "pagina": pagina, "filas": [(c, registros.get(c.fila.llave)) for c in pagina]},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirmar(request: HttpRequest, proceso: str) -> HttpResponse:
    """The dates of a derived plan that only moved with the election: each is confirmed, or given another day."""
    contexto = _contexto(request, proceso)
    if request.method == "POST":
        contexto["proceso"] = proceso_o_404(request, proceso, CONFIRMAN)
    if request.GET.get("formato") == "csv":
        renglones = ([p.clave, p.nombre, p.que, p.fecha] for p in contexto["por_confirmar"])
        return csv_respuesta(f"por-confirmar-{proceso}", ["Clave", "De qué es", "Fecha", "Movida al"], renglones)
    pagina = Paginator(contexto["por_confirmar"], POR_PAGINA).get_page(request.GET.get("page"))
    filas = [(p, ConfirmarFechaForm(p, contexto["proceso"], None)) for p in pagina]
    estado = 200
    if request.method == "POST":
        clave = request.POST.get("clave", "")
        pendiente = next((p for p in contexto["por_confirmar"] if p.clave == clave), None)
        form = ConfirmarFechaForm(pendiente, contexto["proceso"], request.POST) if pendiente else None
        try:
            if form is None:
                raise ConfirmacionInvalidaError("Esa fecha ya no está por confirmar.")
            if form.is_valid():
                fecha = form.cleaned_data["fecha"]
                momento = request.momento  # type: ignore[attr-defined]
                confirmar_fecha(contexto["plan"], clave, fecha, por=request.user, en=momento)  # type: ignore[arg-type]
                messages.success(request, f"Se confirmó «{form.pendiente.que}» de {form.pendiente.nombre[:80]}.")
                return redirect(f"{request.path}?{request.GET.urlencode()}")
        except ConfirmacionInvalidaError as error:
            if form is None:
                messages.error(request, str(error))
                return redirect(request.path)
            form.add_error(None, str(error))
        filas = [(p, form if form and p.clave == clave else suyo) for p, suyo in filas]
        contexto["form"], estado = form, 422
    ambito: Ambito = request.ambito  # type: ignore[attr-defined]
    contexto |= {"pagina": pagina, "filas": filas, "confirma": ambito.tiene(contexto["proceso"].pk, *CONFIRMAN)}
    return render(request, "compliance/plan_confirmar.html", contexto, status=estado)


def _csv_filas(clave: str, filas: list[Cotejo]) -> HttpResponse:
    return csv_respuesta(
        f"plan-{clave}",
        [
            "Clave",
            "Numeral art. 11",
            "Entregable",
            "Se imprime",
            "Aprobar",
            "Remitir",
            "Regla",
            "Regla de remisión",
            "Fundamento",
            "Lugar en la fuente",
            "Nota",
        ],
        (
            (
                c.fila.clave,
                c.fila.numeral,
                c.fila.nombre,
                "; ".join(f"{que}: {texto}" for que, texto in c.impreso),
                dict(c.rige).get("Aprobar"),
                dict(c.rige).get("Remitir"),
                c.fila.regla,
                c.fila.regla_remision,
                c.fila.fundamento,
                c.fila.fuente,
                c.fila.nota,
            )
            for c in filas
        ),
    )


@login_required
@require_safe
def revision(request: HttpRequest, proceso: str) -> HttpResponse:
    """What a careful clerk would ask about the plan, as it was found when the plan was loaded."""
    contexto = _contexto(request, proceso)
    filtro = FiltroHallazgos(request.GET)
    filtro.is_valid()
    todos: list[dict[str, str]] = contexto["plan"].hallazgos
    filas = [h for h in todos if filtro.admite(h)]
    gravedades = list(GRAVEDADES)
    ordenes = {"clave": lambda h: h["clave"], "gravedad": lambda h: gravedades.index(h["gravedad"])}
    _ordenar(filas, request.GET.get("orden", ""), ordenes)
    if request.GET.get("formato") == "csv":
        campos = ("codigo", "gravedad", "clave", "campo", "valor", "mensaje", "sugerencia")
        encabezados = ["Código", "Gravedad", "Clave", "Campo", "Valor", "Hallazgo", "Sugerencia"]
        nombre = f"revision-{contexto['proceso'].clave}"
        return csv_respuesta(nombre, encabezados, ([h[campo] for campo in campos] for h in filas))
    cuenta = {g: sum(h["gravedad"] == g for h in todos) for g in GRAVEDADES}
    return render(
        request,
        "compliance/plan_revision.html",
        contexto
        | {
            "filtro": filtro,
            "pagina": Paginator(filas, POR_PAGINA).get_page(request.GET.get("page")),
            "cifras": [Cifra(PLURALES[g], n, f"?gravedad={g}", TONOS[g] if n else "neutro") for g, n in cuenta.items()],
        },
    )


@login_required
@require_safe
def deberes(request: HttpRequest, proceso: str) -> HttpResponse:
    """Duties without a date, and the units that answer for each one."""
    contexto = _contexto(request, proceso)
    datos: PlanDatos = contexto["datos"]
    areas = {a.clave: a.nombre for a in datos.areas}
    filas = [(d, [areas[a] for a in d.areas]) for d in datos.deberes]
    if request.GET.get("formato") == "csv":
        return csv_respuesta(
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
def comparacion(request: HttpRequest) -> HttpResponse:
    """Article 11, numeral by numeral, with the key and the date that each institute's plan gives it."""
    ambito: Ambito = request.ambito  # type: ignore[attr-defined]
    if not ambito.procesos_con(INTERNOS):
        raise Http404
    planes = _planes_incluidos()
    filas = comparar(planes)
    if request.GET.get("formato") == "csv":
        return csv_respuesta(
            "planes-comparados",
            ["Artículo 11", "Instituto", "Clave", "Entregable", "Fechas"],
            (
                (fila.nombre, plan.instituto.siglas, c.clave, c.nombre, " ".join(str(dia) for dia in c.fechas))
                for fila in filas
                for plan, celda in zip(planes, fila.celdas, strict=True)
                for c in celda
            ),
        )
    columnas = [(p.instituto.siglas, p.instituto.entidad, p.periodo) for p in planes]
    return render(
        request,
        "compliance/planes_comparar.html",
        {
            "planes": columnas,
            "filas": [(f.nombre, list(zip(columnas, f.celdas, strict=True))) for f in filas],
        },
    )
