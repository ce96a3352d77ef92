"""Letters, drafts and certificates, each for whoever already sees on a page what it says (decision 0057)."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from compliance.middleware import SolicitudCauce
from compliance.models import ActorPolitico, Candidatura, Entregable, Nombramiento, Proceso, Rol
from compliance.roles import ROLES_DE_HISTORIA
from compliance.seguimiento import INCUMPLEN, RAZONES, Seguimiento, corte_de_vista
from compliance.verbos.lecturas import DE_LECTURA
from compliance.views.comun import anotar_descarga, proceso_o_404
from documentos import cartas
from documentos.papel import EN_PAPEL, Hoja
from documentos.views import imprimir

from ..entregables.proyectos import por_remitirse, proyecto_de, remite
from ..historial import asientos, clase_de, del_objeto, nombre_de_uno
from ..models import Oficio
from ..verbos.candidaturas import ENTREGAN
from .comun import entero, visibles

# Candidacies that a letter lists one by one: some fifty pages. More go as its annex, the file of the page of the vista.
EN_UNA_CARTA = EN_PAPEL
# Letters of account in a file, a page each: what is printed and handed out in one go.
CARTAS_POR_ARCHIVO = 200


def _entregar(request: SolicitudCauce, hoja: Hoja, nombre: str, formato: str = "pdf") -> HttpResponse:
    return imprimir(request, hoja, nombre, request.GET.get("formato", formato))


def _con_personas(
    request: SolicitudCauce, proceso: Proceso, hoja: Hoja, nombre: str, objeto: Model | None = None
) -> HttpResponse:
    """A paper that tells of people: that it was sent is a reading."""
    respuesta = _entregar(request, hoja, nombre)
    if respuesta.status_code == 200:
        anotar_descarga(request, proceso, nombre, objeto)
    return respuesta


# -- Deliverables -----------------------------------------------------------------------------------------


@login_required
@require_safe
def oficio(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """An oficio as a letter: a draft until it is sent. A cancelled number has none; an exhorto, its own."""
    actual = proceso_o_404(request, proceso)
    del_libro = Oficio.objects.filter(proceso=actual, exhorto=None).exclude(estado=Oficio.Estado.CANCELADO)
    objeto = get_object_or_404(del_libro.select_related("proceso__instituto"), pk=pk)
    hoja = cartas.remision(
        actual, remite(objeto, request.ambito, request.momento), objeto.remitido_en or request.momento
    )
    return _entregar(request, hoja, f"oficio-{actual.clave}-{objeto.pk}")


@login_required
@require_safe
def proyecto(request: SolicitudCauce, proceso: str, pk: int, cual: str) -> HttpResponse:
    """The draft of an «acuerdo», a «dictamen» or an oficio about a deliverable: in Word, unless PDF is asked for."""
    actual = proceso_o_404(request, proceso)
    suyos = Entregable.objects.visibles_para(request.ambito).filter(proceso=actual, es_plantilla=False)
    objeto = get_object_or_404(suyos.select_related("proceso__instituto", "ruta"), pk=pk)
    if cual == "remision":
        hoja = cartas.remision(actual, por_remitirse(objeto, request.ambito, request.momento), request.momento)
    elif cual in ("acuerdo", "dictamen"):
        hoja = cartas.proyecto(cual, proyecto_de(objeto, cual), request.momento)
    else:
        raise Http404
    return _entregar(request, hoja, f"{cual}-{objeto.llave}", "docx")


# -- Candidacies ------------------------------------------------------------------------------------------


@login_required
@require_safe
def cuentas(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """The letters of the accounts that were delivered: of a party (`actor`), or of a candidacy (`c`).

    Those that do not fit in a file go in several (`parte`, from 1): without saying which, the page lists them.
    """
    actual = proceso_o_404(request, proceso, ENTREGAN)
    actor, candidatura = entero(request.GET.get("actor", "")), entero(request.GET.get("c", ""))
    entregadas = visibles(request, actual).vivas().filter(cuentas_enviadas_en__isnull=False)
    if candidatura is not None:
        filas = list(entregadas.filter(pk=candidatura))
    elif actor is not None:
        filas = list(entregadas.filter(actor=actor).order_by("cargo__orden", "persona__nombre_busqueda", "pk"))
    else:
        raise Http404
    if not filas:
        raise Http404
    partes = [filas[n : n + CARTAS_POR_ARCHIVO] for n in range(0, len(filas), CARTAS_POR_ARCHIVO)]
    if len(partes) > 1 and "parte" not in request.GET:
        return _en_partes(request, actual, partes)
    parte = entero(request.GET.get("parte", "1"))
    if parte is None or not 1 <= parte <= len(partes):
        raise Http404
    filas = partes[parte - 1]
    papeles = Nombramiento.objects.filter(candidatura__in=filas, rol__name=Rol.CANDIDATURA).order_by("pk")
    nombres = {p.candidatura_id: p.usuario.username for p in papeles.select_related("usuario")}
    hoja = cartas.cuentas(
        actual,
        [cartas.Cuenta(c, nombres.get(c.pk, ""), c.cuentas_enviadas_en) for c in filas],
        f"{settings.SITIO_URL}{reverse('recuperar')}",
        request.momento,
    )
    cual = f"-{parte}-de-{len(partes)}" if len(partes) > 1 else ""
    nombre = f"cartas-de-cuenta-{actual.clave}-{candidatura or actor}{cual}"
    return _con_personas(request, actual, hoja, nombre, filas[0] if candidatura is not None else None)


def _en_partes(request: SolicitudCauce, proceso: Proceso, partes: list[list[Candidatura]]) -> HttpResponse:
    """The page of the files in which the letters of a party go."""
    tramos, desde = [], 1
    for n, parte in enumerate(partes, start=1):
        tramos.append((n, desde, desde + len(parte) - 1))
        desde += len(parte)
    contexto = {"proceso": proceso, "actor": partes[0][0].actor, "cuantas": desde - 1, "tope": CARTAS_POR_ARCHIVO}
    return render(request, "flujos/cartas_en_partes.html", {**contexto, "tramos": tramos})


@login_required
@require_safe
def vista(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """The vista to the council, of every party; 404 while nobody knows when the campaigns end."""
    actual = proceso_o_404(request, proceso)
    corte = corte_de_vista(actual, request.momento)
    if corte is None:
        raise Http404
    seguimiento = Seguimiento(actual, corte, request.ambito, {})
    resumen = [(actor, cargo, sum(cuenta.values())) for actor, cargo, cuenta in seguimiento.resumen_de_vista()]
    if sum(n for *_, n in resumen) > EN_UNA_CARTA and request.GET.get("formato") != "xlsx":
        hoja = cartas.vista(actual, (), corte, request.momento, resumen=resumen)
    else:
        filas = list(seguimiento.vista())
        faltas = seguimiento.faltas(filas)
        dichas = [
            (f.persona.nombre, _candidatura(f), f.actor.nombre, _por_que(f, faltas), RAZONES[f.razon].quien)
            for f in filas
        ]
        hoja = cartas.vista(actual, dichas, corte, request.momento)
    return _con_personas(request, actual, hoja, f"vista-{actual.clave}")


@login_required
@require_safe
def exhorto(request: SolicitudCauce, proceso: str, actor: int) -> HttpResponse:
    """The letter to a party with its people to whom something is missing that is theirs to do."""
    actual = proceso_o_404(request, proceso)
    suyo = get_object_or_404(ActorPolitico.objects.select_related("proceso__instituto"), proceso=actual, pk=actor)
    seguimiento = Seguimiento(actual, request.momento, request.ambito, {})
    filas = list(seguimiento.vista().filter(actor=suyo, razon__in=INCUMPLEN))
    faltas = seguimiento.faltas(filas)
    dichas = [(f.persona.nombre, _candidatura(f), _por_que(f, faltas)) for f in filas]
    nombre = f"exhorto-{actual.clave}-{suyo.pk}"
    return _con_personas(request, actual, cartas.exhorto(suyo, dichas, request.momento), nombre)


def _candidatura(fila: Any) -> str:
    calidad = Candidatura.Calidad(fila.calidad).label.lower()
    return f"{fila.cargo.nombre}, {fila.territorio}. Fórmula {fila.formula}, {calidad}"


def _por_que(fila: Any, faltas: dict[int, str]) -> str:
    detalle = faltas[fila.id]
    return f"{RAZONES[fila.razon].que}: {detalle}" if detalle else RAZONES[fila.razon].que


# -- History ----------------------------------------------------------------------------------------------


@login_required
@require_safe
def historia(request: SolicitudCauce, proceso: str, modelo: str, pk: int) -> HttpResponse:
    """The certificate of what was done to one object, in order; who read it is not told here."""
    actual = proceso_o_404(request, proceso, ROLES_DE_HISTORIA)
    clase = clase_de(modelo)
    if clase is None or clase._meta.model_name != modelo:
        raise Http404
    llave = clase._meta.label_lower
    actos = del_objeto(actual, clase, pk).filter(modelo=llave, objeto=pk).exclude(verbo__in=DE_LECTURA).order_by("pk")
    dichos = [
        cartas.ActoDicho(a.acto.pk, a.acto.en, a.titulo, a.acto.por_nombre, a.acto.huella)
        for a in asientos(list(actos))
    ]
    if not dichos:
        raise Http404
    hoja = cartas.historia(actual, nombre_de_uno(clase, pk), f"{llave}:{pk}", dichos, request.momento)
    return _con_personas(request, actual, hoja, f"historial-{actual.clave}-{modelo}-{pk}", clase(pk=pk))
