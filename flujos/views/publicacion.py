"""What would be published, what could not be and why; and what the system published on each day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from calendario.fechas import dia_local, fecha_larga, inicio_del_dia
from compliance.cara.componentes import Cifra, Pestana
from compliance.cara.listado import Columna, Listado
from compliance.middleware import SolicitudCauce
from compliance.models import Acto, Candidatura, Proceso
from compliance.verbos.caso import rechazos
from compliance.verbos.modelo import Rechazo
from compliance.views.comun import proceso_o_404, solo_post

from .. import candidaturas as servicios
from ..guardas import CasoDeCandidatura
from ..verbos.candidaturas import DE_CANDIDATURA
from .comun import CON_LO_QUE_SE_MUESTRA

PUBLICABLES: Listado[Candidatura] = Listado((Columna("Persona"), Columna("Cargo"), Columna("Postula")))
IMPEDIDAS: Listado[Candidatura] = Listado((Columna("Persona"), Columna("Cargo"), Columna("Por qué no, y qué hacer")))
DEL_DIA: Listado[Acto] = Listado((Columna("Persona"), Columna("Cargo"), Columna("Qué pasó"), Columna("Hoy")))
# How many one press of the button publishes: what a page may take.
DE_UNA_VEZ = 500


@dataclass(frozen=True)
class Dia:
    """What the system did on a local day."""

    dia: date
    publicadas: int
    negadas: int


def _del_sistema(proceso: Proceso) -> QuerySet[Acto]:
    return Acto.objects.filter(proceso=proceso, verbo__in=("publicar", "no_publicar"), por=None)


def dias_de(proceso: Proceso) -> list[Dia]:
    """The local days on which the system published or could not, the last one first."""
    por_dia = (
        _del_sistema(proceso)
        .annotate(dia=TruncDate("en", tzinfo=proceso.tz))
        .order_by()
        .values("dia")
        .annotate(
            publicadas=Count("pk", filter=Q(verbo="publicar")), negadas=Count("pk", filter=Q(verbo="no_publicar"))
        )
    )
    return [Dia(**fila) for fila in por_dia.order_by("-dia")]


def _momento(proceso: Proceso, dia: date, ahora: datetime) -> datetime:
    """When what is ready would be published."""
    return max(ahora, inicio_del_dia(dia, proceso.tz))


def razones_de(c: Candidatura, en: datetime) -> Sequence[Rechazo]:
    """Why the system would not publish it at `en`."""
    return rechazos(DE_CANDIDATURA["publicar"], CasoDeCandidatura(c, en, None))


@login_required
@require_safe
def publicacion(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """What would be published on the start date or today, and what not; and what was, by day (`?dia=2024-04-10`)."""
    actual = proceso_o_404(request, proceso)
    if "dia" in request.GET:
        return _de_un_dia(request, actual)
    dia = servicios.dia_de_publicacion(actual, dia_local(request.momento, actual.tz))
    dias = dias_de(actual)
    contexto: dict[str, Any] = {"proceso": actual, "dia": dia, "dias": dias}
    if dia is not None:
        todas, impedida = servicios.por_publicar(actual), servicios.impedimento(actual, dia)
        impedidas, listas = todas.filter(impedida), todas.exclude(impedida)
        cuantas, cuantas_no = listas.count(), impedidas.count()
        con_que = request.GET.get("que", "si")
        listado = IMPEDIDAS if con_que == "no" else PUBLICABLES
        filas = (impedidas if con_que == "no" else listas).select_related(*CON_LO_QUE_SE_MUESTRA)
        lista = listado.de(filas.order_by("renglon__boleta", "pk"), request.GET)
        en = _momento(actual, dia, request.momento)
        contexto |= {
            **lista.contexto(),
            "con_que": con_que,
            "filas": [(c, razones_de(c, en) if con_que == "no" else ()) for c in lista.pagina],
            "listas": cuantas,
            "pestanas": [
                Pestana("Se publicarían", "?que=si", con_que != "no", cuantas),
                Pestana("No, y por qué", "?que=no", con_que == "no", cuantas_no),
            ],
            "puede": dia_local(request.momento, actual.tz) >= dia
            and DE_CANDIDATURA["publicar"].permite(request.ambito, actual.pk),
            "antes": _antes(actual),
        }
    return render(request, "flujos/publicacion.html", contexto)


def _antes(proceso: Proceso) -> list[Cifra]:
    """How many have not got as far as waiting for their publication, each figure leading to them."""
    estados = Candidatura.Estado
    cuenta = dict(
        Candidatura.objects.vivas()
        .filter(proceso=proceso)
        .exclude(pk__in=servicios.por_publicar(proceso).values("pk"))
        .order_by()
        .values_list("estado")
        .annotate(n=Count("pk"))
    )
    lista = reverse("candidaturas", args=[proceso.clave])
    return [
        Cifra(str(e.label), cuenta.get(e.value, 0), f"{lista}?estado={e.value}")
        for e in (estados.ASIGNADA, estados.CAPTURADA, estados.OBSERVADA, estados.PUBLICADA)
    ]


def _de_un_dia(request: SolicitudCauce, proceso: Proceso) -> HttpResponse:
    """What the system published on a local day, and what it could not, with its reasons then and its state today."""
    try:
        dia = date.fromisoformat(request.GET["dia"])
    except ValueError as error:
        raise Http404 from error
    desde = inicio_del_dia(dia, proceso.tz)
    actos = _del_sistema(proceso).filter(en__gte=desde, en__lt=inicio_del_dia(dia + timedelta(days=1), proceso.tz))
    cuenta = dict(actos.order_by().values_list("verbo").annotate(n=Count("pk")))
    con_que = request.GET.get("que", "no")
    verbo = "publicar" if con_que == "si" else "no_publicar"
    filas = actos.filter(verbo=verbo).select_related("candidatura__persona", "candidatura__cargo").order_by("pk")
    lista = DEL_DIA.de(filas, request.GET)
    ir = f"?dia={dia.isoformat()}"
    publicadas, negadas = cuenta.get("publicar", 0), cuenta.get("no_publicar", 0)
    return render(
        request,
        "flujos/publicacion_dia.html",
        {
            "proceso": proceso,
            "titulo": f"Publicación del {fecha_larga(dia)}",
            "resumen": f"{publicadas} publicada{'' if publicadas == 1 else 's'}, {negadas} no.",
            **lista.contexto(),
            "pestanas": [
                Pestana("No, y por qué", f"{ir}&que=no", verbo == "no_publicar", negadas),
                Pestana("Publicadas", f"{ir}&que=si", verbo == "publicar", publicadas),
            ],
        },
    )


@login_required
@solo_post
def publicar(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Publish what is ready, by hand: first say what would be done; once confirmed, do it."""
    actual = proceso_o_404(request, proceso)
    if not DE_CANDIDATURA["publicar"].permite(request.ambito, actual.pk):
        raise Http404
    hoy = dia_local(request.momento, actual.tz)
    listas = servicios.por_publicar(actual).exclude(servicios.impedimento(actual, hoy))
    claves = list(listas.order_by("pk").values_list("pk", flat=True)[:DE_UNA_VEZ])
    if "confirmar" not in request.POST:
        return render(request, "flujos/publicacion_confirmar.html", {"proceso": actual, "cuantas": len(claves)})
    hecho = servicios.hacer_en_lote("publicar", claves, por=request.user, en=request.momento)
    if hecho.hechas:
        messages.success(request, f"Candidaturas publicadas: {len(hecho.hechas)}.")
    if hecho.rechazadas:
        razones = sorted({r.mensaje for dichas in hecho.rechazadas.values() for r in dichas})
        messages.warning(request, f"No pudieron publicarse {len(hecho.rechazadas)}. {' '.join(razones[:3])}")
    if not claves:
        messages.info(request, "No hay nada listo que publicar.")
    return redirect("publicacion", actual.clave)
