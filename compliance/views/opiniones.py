"""What the public says of the site, for those who mend it."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..cara.componentes import Cifra
from ..cara.listado import Columna, Listado
from ..cara.sitio import OTRA, PAGINAS
from ..forms.sitio import FiltroOpiniones
from ..middleware import SolicitudCauce
from ..models import Opinion
from ..roles import ROLES_DE_OPINIONES
from .comun import proceso_o_404


def _pagina(opinion: Opinion) -> str:
    return PAGINAS.get(opinion.pagina, OTRA)


OPINIONES: Listado[Opinion] = Listado(
    (
        Columna("Cuándo", lambda o: o.en.astimezone(o.proceso.tz), orden="cuando", por=("en",)),
        Columna("Encontró", lambda o: "Sí" if o.encontro else "No", orden="encontro", por=("encontro",)),
        Columna("Dónde se le preguntó", _pagina),
        Columna("Qué dijo", lambda o: o.texto),
    ),
    inicial="-cuando",
)


@login_required
@require_safe
def opiniones(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """How many found what they looked for, page by page, and what they wrote."""
    actual = proceso_o_404(request, proceso, ROLES_DE_OPINIONES)
    todas = Opinion.objects.filter(proceso=actual)
    filtro = FiltroOpiniones(request.GET)
    filtro.is_valid()
    lista = OPINIONES.de(_filtradas(todas, filtro.cleaned_data), request.GET)
    if lista.se_descarga:
        return lista.archivo(f"opiniones-{actual.clave}")
    por_pagina = list(
        todas.order_by().values("pagina").annotate(n=Count("pk"), si=Count("pk", filter=Q(encontro=True)))
    )
    total, si = sum(f["n"] for f in por_pagina), sum(f["si"] for f in por_pagina)
    return render(
        request,
        "compliance/opiniones.html",
        {
            "proceso": actual,
            **lista.contexto(),
            "filtro": filtro,
            "opiniones": [(o, _pagina(o)) for o in lista.pagina],
            "cifras": [
                Cifra("Respuestas", total),
                Cifra("Encontraron lo que buscaban", si, "?encontro=si", "bien", _de_cada_cien(si, total)),
                Cifra("No lo encontraron", total - si, "?encontro=no", "atencion", _de_cada_cien(total - si, total)),
            ],
            "por_pagina": sorted(
                ((PAGINAS.get(f["pagina"], OTRA), f["si"], f["n"] - f["si"], f["n"]) for f in por_pagina),
                key=lambda fila: (-fila[2], fila[0]),
            ),
        },
    )


def _de_cada_cien(cuantos: int, total: int) -> str:
    return f"{round(100 * cuantos / total)} %" if total else ""


def _filtradas(todas: "QuerySet[Opinion]", dicho: dict[str, str]) -> "QuerySet[Opinion]":
    filtradas = todas.select_related("proceso__instituto")
    if dicho.get("encontro"):
        filtradas = filtradas.filter(encontro=dicho["encontro"] == "si")
    return filtradas.exclude(texto="") if dicho.get("con_texto") else filtradas
