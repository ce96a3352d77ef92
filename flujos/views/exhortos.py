"""Letters to those whose people lack something: campaigns, each letter, and what a representation receives."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import dia_local, fecha_en_prosa, fin_del_dia
from compliance.cara.listado import Columna, Listado, dato
from compliance.middleware import SolicitudCauce
from compliance.models import ActorPolitico, Candidatura, Cargo, Proceso
from compliance.roles import ACTORES, INTERNOS
from compliance.verbos.caso import opciones, rechazo_de_rol
from compliance.verbos.modelo import Verbo
from compliance.verbos.tabla import LLEVAN_LA_PAPELERIA
from compliance.views.comun import anotar_descarga, proceso_o_404
from documentos.views import entregar, imprimir

from .. import exhortos as servicios
from ..exhortos.campanas import candidatura_dicha, hoja_de
from ..exhortos.faltas import FALTAS, PLAZOS, Eleccion, cumplidas, elegir, resumir
from ..forms.entregables import MotivoForm
from ..forms.exhortos import (
    AcuseForm,
    AprobarForm,
    CampanaForm,
    CampanaVistaForm,
    EleccionForm,
    ExcluirForm,
    FiltroDeCampanas,
    RespuestaForm,
)
from ..forms.rechazos import decir
from ..historial.linea import linea_de
from ..models import CampanaDeExhortos, Exhorto, FilaDeExhorto
from ..tasks import aparte, emitir_exhortos
from ..transiciones import Rechazo
from ..verbos.exhortos import DE_EXHORTO, CasoDeExhorto
from .oficios import series_de

VEN = INTERNOS | ACTORES
VAN = Q(cartas__motivo_fuera="", cartas__filas__isnull=False)


def _local(objeto: Any, momento: datetime | None) -> datetime | None:
    return momento.astimezone(objeto.proceso.tz) if momento else None


CAMPANAS: Listado[Any] = Listado(
    (
        Columna("Campaña", lambda c: c.nombre, orden="nombre", por=("nombre",)),
        Columna("Estado", lambda c: c.get_estado_display(), orden="estado", por=("estado",)),
        dato("Corte", lambda c: _local(c, c.corte)),
        Columna("Preparada", lambda c: _local(c, c.preparada_en), orden="preparada", por=("preparada_en",)),
        Columna("Aprobada", lambda c: _local(c, c.aprobada_en), orden="aprobada", por=("aprobada_en",)),
        dato("Firma", lambda c: c.firma_nombre),
        dato("En suplencia de", lambda c: c.firma_en_suplencia_de),
        Columna("Cartas", lambda c: c.van, numero=True),
        Columna("Nombradas", lambda c: c.nombradas, numero=True),
        Columna("Con acuse", lambda c: c.acusadas, numero=True),
        Columna("Respondidas", lambda c: c.respondidas, numero=True),
        Columna("Responder a más tardar", lambda c: c.responder_hasta, orden="limite", por=("responder_hasta",)),
        dato("Por qué se descartó", lambda c: c.motivo_descarte),
    ),
    desempate=("-pk",),
)
RECIBIDOS: Listado[Any] = Listado(
    (
        Columna("Exhorto", lambda e: e.oficio.numero, orden="numero", por=("oficio__numero",)),
        Columna("Fecha", lambda e: e.oficio.fecha, orden="fecha", por=("oficio__fecha",)),
        Columna("Dirigido a", lambda e: e.actor, orden="actor", por=("actor__nombre",)),
        Columna("Ya no les falta nada", lambda e: f"{e.ya} de {e.total}"),
        Columna(
            "Responder a más tardar",
            lambda e: e.campana.responder_hasta,
            orden="limite",
            por=("campana__responder_hasta",),
        ),
        Columna("Estado", lambda e: e.get_estado_display()),
        dato("Se recibió", lambda e: _local(e, e.acusado_en)),
        dato("Se respondió", lambda e: _local(e, e.respondido_en)),
    ),
    desempate=("-pk",),
)
CARTAS: Listado[Any] = Listado(
    (
        Columna("Quien postula", lambda e: e.actor),
        Columna("Oficio", lambda e: e.oficio or ""),
        Columna("Estado", lambda e: e.get_estado_display()),
        Columna("Nombradas", lambda e: e.total),
        Columna("Ya no les falta nada", lambda e: e.ya),
        Columna("Por qué queda fuera", lambda e: e.motivo_fuera),
        Columna("Emitido", lambda e: _local(e, e.emitido_en)),
        Columna("SHA-256", lambda e: e.documento.sha256 if e.documento else ""),
        Columna("Se recibió", lambda e: _local(e, e.acusado_en)),
        Columna("Cómo consta", lambda e: e.acuse_como),
        Columna("Se respondió", lambda e: _local(e, e.respondido_en)),
        Columna("Respuesta", lambda e: e.respuesta),
    )
)
FILAS: Listado[Any] = Listado(
    (
        Columna(
            "Persona",
            lambda f: f.candidatura.persona.nombre,
            orden="persona",
            por=("candidatura__persona__nombre_busqueda",),
        ),
        Columna("Candidatura", lambda f: candidatura_dicha(f.candidatura), orden="orden", por=("orden",)),
        Columna("Qué le faltaba", lambda f: f.dicho),
        Columna("Hoy", lambda f: f.hoy),
    )
)


# -- Campaigns --------------------------------------------------------------------------------------------


@login_required
@require_safe
def exhortos(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Every campaign, for the institute; for a representation, the letters that it received."""
    actual = proceso_o_404(request, proceso, VEN)
    if not request.ambito.tiene(actual.pk, *INTERNOS):
        return _recibidos(request, actual)
    filtro = FiltroDeCampanas(request.GET)
    campanas = CampanaDeExhortos.objects.filter(proceso=actual).select_related("proceso__instituto")
    if filtro.is_valid():
        campanas = campanas.filter(nombre__icontains=filtro.cleaned_data["q"])
        if estado := filtro.cleaned_data["estado"]:
            campanas = campanas.filter(estado=estado)
    contadas = campanas.annotate(
        van=Count("cartas", filter=VAN, distinct=True),
        nombradas=Count("cartas__filas", filter=VAN, distinct=True),
        acusadas=Count("cartas", filter=Q(cartas__acusado_en__isnull=False), distinct=True),
        respondidas=Count("cartas", filter=Q(cartas__respondido_en__isnull=False), distinct=True),
    ).order_by("-pk")
    lista = CAMPANAS.de(contadas, request.GET)
    if lista.se_descarga:
        return lista.archivo(f"exhortos-{actual.clave}")
    return render(
        request,
        "flujos/exhortos.html",
        {
            "proceso": actual,
            "filtro": filtro,
            "filtrada": any(request.GET.get(campo) for campo in filtro.fields),
            "prepara": DE_EXHORTO["preparar_exhortos"].permite(request.ambito, actual.pk),
            **lista.contexto(),
        },
        status=200 if filtro.is_valid() else 422,
    )


def _recibidos(request: SolicitudCauce, proceso: Proceso) -> HttpResponseBase:
    suyos = Exhorto.objects.visibles_para(request.ambito).filter(campana__proceso=proceso)
    con_lo_suyo = suyos.select_related("campana__proceso__instituto", "actor", "oficio")
    lista = RECIBIDOS.de(con_lo_suyo.order_by("-pk"), request.GET)
    if lista.se_descarga:
        todos = _medidas(list(lista.filas), proceso, request.momento)
        return RECIBIDOS.de(todos, _sin_orden(request)).archivo(f"exhortos-{proceso.clave}")
    _medidas(list(lista.pagina), proceso, request.momento)
    return render(request, "flujos/exhortos_recibidos.html", {"proceso": proceso, **lista.contexto()})


def _medidas(cartas: list[Exhorto], proceso: Proceso, al: datetime) -> list[Exhorto]:
    """Each with how many it names (`total`), to how many nothing of it is missing at `al` (`ya`) and until when."""
    filas = list(FilaDeExhorto.objects.filter(exhorto__in=cartas).only("exhorto", "candidatura", "faltas"))
    ya = cumplidas(proceso, filas, al)
    for carta in cartas:
        suyas = [f for f in filas if f.exhorto_id == carta.pk]
        medida: Any = carta
        medida.total, medida.ya = len(suyas), sum(f.pk in ya for f in suyas)
        medida.vence = fin_del_dia(carta.campana.responder_hasta, proceso.tz)
    return cartas


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preparar(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Who would be named, by whoever postulates, before anything is written; then, the campaign."""
    actual = proceso_o_404(request, proceso)
    fila = DE_EXHORTO["preparar_exhortos"]
    if not fila.permite(request.ambito, actual.pk):
        raise Http404
    filtro = EleccionForm(request.GET, actual)
    hoy = dia_local(request.momento, actual.tz)
    form = CampanaForm(
        request.POST if request.method == "POST" else None, initial={"nombre": f"Exhorto del {fecha_en_prosa(hoy)}"}
    )
    if filtro.is_valid() and form.is_valid():
        try:
            campana = servicios.preparar_exhortos(
                actual, filtro.eleccion, **form.cleaned_data, por=request.user, en=request.momento
            )
        except (Rechazo, ValidationError) as error:
            decir(form, error)
        else:
            messages.success(request, fila.listo)
            return redirect("exhortos_campana", actual.clave, campana.pk)
    resumen = resumir(elegir(actual, filtro.eleccion, request.momento)) if filtro.is_valid() else []
    return render(
        request,
        "flujos/exhortos_preparar.html",
        {
            "proceso": actual,
            "filtro": filtro,
            "form": form,
            "verbo": fila,
            "resumen": resumen,
            "personas": sum(r.personas for r in resumen),
            "candidaturas": sum(r.candidaturas for r in resumen),
            "textos": _papeleria(request, actual),
        },
        status=422 if form.errors or not filtro.is_valid() else 200,
    )


def _papeleria(request: SolicitudCauce, proceso: Proceso) -> bool:
    """Whether this person writes the words of the letter."""
    return request.ambito.tiene(proceso.pk, *LLEVAN_LA_PAPELERIA)


def _campana_o_404(proceso: Proceso, pk: int) -> CampanaDeExhortos:
    campanas = CampanaDeExhortos.objects.select_related("proceso__instituto", "preparada_por", "aprobada_por")
    return get_object_or_404(campanas, proceso=proceso, pk=pk)


def _cartas(campana: CampanaDeExhortos, al: datetime) -> list[Exhorto]:
    cartas = campana.cartas.select_related("actor", "oficio", "documento", "campana__proceso__instituto")
    return _medidas(list(cartas), campana.proceso, al)


def _puede(request: SolicitudCauce, objeto: Any) -> dict[str, Verbo]:
    """What this person may do now with a campaign or a letter, by its key."""
    caso = CasoDeExhorto(objeto, request.momento, request.ambito)
    de_cartas = isinstance(objeto, Exhorto)
    return {
        o.verbo.clave: o.verbo
        for o in opciones(DE_EXHORTO, caso)
        if o.posible and o.verbo.estados and ("exhortos" in o.verbo.clave) != de_cartas
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def campana(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponseBase:
    """A campaign: its letters, what is left to do and how its sending goes; each form says in `hacer` what it does."""
    actual = proceso_o_404(request, proceso)
    suya = _campana_o_404(actual, pk)
    hacer, _, cual = request.POST.get("hacer", "").partition(":")
    if request.method == "POST" and (
        hacer not in _DE_CAMPANA
        or rechazo_de_rol(DE_EXHORTO[hacer], CasoDeExhorto(suya, request.momento, request.ambito))
    ):
        raise Http404
    formas = _formas(request, suya, hacer)
    if request.method == "POST":
        form = formas.get(hacer)
        if form is None or form.is_valid():
            try:
                _DE_CAMPANA[hacer](suya, form.cleaned_data if form else {}, cual, request)
            except (Rechazo, ValidationError) as error:
                decir(form, error) if form else messages.error(request, str(error))
                if form and "version" in form.fields:
                    # From here on, over the one that they are shown.
                    form.data = {**form.data.dict(), "version": _campana_o_404(actual, pk).version}
            else:
                messages.success(request, DE_EXHORTO[hacer].listo)
                if hacer == "aprobar_exhortos":
                    aparte(emitir_exhortos)
                return redirect("exhortos_campana", actual.clave, suya.pk)
        suya = _campana_o_404(actual, pk)
    cartas = _cartas(suya, request.momento)
    lista = CARTAS.de(cartas, request.GET)
    if lista.se_descarga:
        return lista.archivo(f"exhortos-{actual.clave}-{suya.pk}")
    van = [c for c in cartas if not c.motivo_fuera]
    por_aprobar = suya.estado == CampanaDeExhortos.Estado.PREPARADA
    medidas: Any = van
    return render(
        request,
        "flujos/exhortos_campana.html",
        {
            "proceso": actual,
            "campana": suya,
            "eleccion": _dicha(suya),
            "cartas": cartas,
            "csv": lista.csv,
            "total": sum(c.total for c in medidas),
            "ya": sum(c.ya for c in medidas),
            "puede": _puede(request, suya),
            "formas": formas,
            "perdido": _perdido(formas.get(hacer), not por_aprobar, "nombre", "parrafo", "motivo"),
            "excluibles": por_aprobar and bool(van),
            "sin_series": not series_de(request, actual).exists(),
            "textos": _papeleria(request, actual),
            "sucesos": linea_de(suya),
        },
        status=422 if request.method == "POST" else 200,
    )


def _formas(request: SolicitudCauce, suya: CampanaDeExhortos, hacer: str) -> dict[str, Any]:
    """The forms of a campaign, by what they do; only the one that was sent has what was typed."""

    def de(clave: str) -> Any:
        return request.POST if clave == hacer else None

    version = {"version": suya.version}
    dicho = {"nombre": suya.nombre, "responder_hasta": suya.responder_hasta, "parrafo": suya.parrafo}
    motivo = MotivoForm(de("descartar_exhortos"), prefix=None, auto_id="id_descartar_%s")
    fuera = [(str(c.pk), str(c.actor)) for c in suya.cartas.filter(motivo_fuera="").select_related("actor")]
    return {
        "cambiar_exhortos": CampanaVistaForm(de("cambiar_exhortos"), initial={**dicho, **version}),
        "aprobar_exhortos": AprobarForm(
            de("aprobar_exhortos"),
            initial=version,
            series=series_de(request, suya.proceso),
            auto_id="id_aprobar_%s",
        ),
        "descartar_exhortos": motivo,
        "excluir_exhorto": ExcluirForm(de("excluir_exhorto"), cartas=fuera, auto_id="id_excluir_%s"),
    }


def _perdido(form: Form | None, sin_lugar: bool, *campos: str) -> list[tuple[str, str]]:
    """What was typed in a form that the page does not offer any more: each field by its name."""
    if form is None or not sin_lugar:
        return []
    dichos = [(str(form[c].label), str(form[c].value() or "")) for c in campos if c in form.fields]
    return [(que, dicho) for que, dicho in dichos if dicho]


Hacer = Callable[[CampanaDeExhortos, Mapping[str, Any], str, SolicitudCauce], object]


def _quien(request: SolicitudCauce) -> dict[str, Any]:
    return {"por": request.user, "en": request.momento}


def _carta_de(suya: CampanaDeExhortos, cual: str) -> Exhorto:
    if not cual.isdecimal() or len(cual) > 18:
        raise Http404
    return get_object_or_404(suya.cartas, pk=cual)


# What each form of a campaign does.
_DE_CAMPANA: Mapping[str, Hacer] = {
    "cambiar_exhortos": lambda c, d, _, r: servicios.cambiar_exhortos(c, **d, **_quien(r)),
    "actualizar_exhortos": lambda c, d, _, r: servicios.actualizar_exhortos(c, **_quien(r)),
    "aprobar_exhortos": lambda c, d, _, r: servicios.aprobar_exhortos(c, **d, **_quien(r)),
    "descartar_exhortos": lambda c, d, _, r: servicios.descartar_exhortos(c, **d, **_quien(r)),
    "excluir_exhorto": lambda c, d, _, r: servicios.excluir_exhorto(
        _carta_de(c, d["carta"]), motivo=d["motivo"], **_quien(r)
    ),
    "incluir_exhorto": lambda c, d, cual, r: servicios.incluir_exhorto(_carta_de(c, cual), **_quien(r)),
}


def _dicha(suya: CampanaDeExhortos) -> list[tuple[str, str]]:
    """What was chosen, in words."""
    eleccion = Eleccion.de(suya)

    def dicho(modelo: Any, pk: str) -> str:
        return str(modelo.objects.filter(proceso=suya.proceso, pk=pk).first()) if pk else "Todos"

    plazo = PLAZOS[eleccion.plazo]
    return [
        ("Qué les falta", "; ".join(FALTAS[clave].nombre for clave in eleccion.faltas)),
        ("Quien postula", dicho(ActorPolitico, eleccion.actor)),
        ("Cargo", dicho(Cargo, eleccion.cargo)),
        ("Su plazo", f"{plazo} {fecha_en_prosa(eleccion.dia)}" if eleccion.dia else plazo),
    ]


# -- A letter ---------------------------------------------------------------------------------------------


def _carta_o_404(request: SolicitudCauce, clave: str, pk: int) -> tuple[Proceso, Exhorto]:
    actual = proceso_o_404(request, clave, VEN)
    cartas = Exhorto.objects.visibles_para(request.ambito).filter(campana__proceso=actual)
    con_lo_suyo = cartas.select_related(
        "campana__proceso__instituto",
        "actor__proceso__instituto",
        "oficio",
        *(f"{d}__proceso__instituto" for d in ("documento", "anexo", "acuse_documento", "respuesta_documento")),
        *("acusado_por", "respondido_por"),
    )
    return actual, get_object_or_404(con_lo_suyo, pk=pk)


def _ve_lo_que_dice(request: SolicitudCauce, carta: Exhorto) -> bool:
    """The institute always; who receives it, once they said that they did."""
    return request.ambito.tiene(carta.proceso.pk, *INTERNOS) or carta.acusado_en is not None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def carta(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponseBase:
    """A letter: whom it names and how each stands today; that it was received, and its answer."""
    actual, suya = _carta_o_404(request, proceso, pk)
    hacer = request.POST.get("hacer", "")
    if request.method == "POST" and (
        hacer not in _DE_CARTA
        or rechazo_de_rol(DE_EXHORTO[hacer], CasoDeExhorto(suya, request.momento, request.ambito))
    ):
        raise Http404
    formas: dict[str, Form] = {
        "anotar_acuse_exhorto": AcuseForm(
            *((request.POST, request.FILES) if hacer == "anotar_acuse_exhorto" else ()), auto_id="id_acuse_%s"
        ),
        "responder_exhorto": RespuestaForm(*((request.POST, request.FILES) if hacer == "responder_exhorto" else ())),
    }
    if request.method == "POST":
        form = formas.get(hacer)
        if form is None or form.is_valid():
            try:
                _DE_CARTA[hacer](suya, **(form.cleaned_data if form else {}), **_quien(request))
            except (Rechazo, ValidationError) as error:
                decir(form, error) if form else messages.error(request, str(error))
            else:
                messages.success(request, DE_EXHORTO[hacer].listo)
                return redirect("exhortos_carta", actual.clave, suya.pk)
        actual, suya = _carta_o_404(request, proceso, pk)
    puede = _puede(request, suya)
    filas: QuerySet[FilaDeExhorto] | list[FilaDeExhorto] = []
    ve = _ve_lo_que_dice(request, suya)
    if ve:
        filas = suya.filas.select_related("candidatura__persona", "candidatura__cargo", "candidatura__territorio")
    lista = FILAS.de(filas, request.GET)
    _medidas([suya], actual, request.momento)
    if lista.se_descarga and ve:
        anotar_descarga(request, actual, f"{suya}: personas que nombra", suya)
        todas = _como_estan(list(lista.filas), actual, request.momento)
        return FILAS.de(todas, _sin_orden(request)).archivo(f"exhorto-{actual.clave}-{suya.pk}")
    return render(
        request,
        "flujos/exhortos_carta.html",
        {
            "proceso": actual,
            "carta": suya,
            "interno": request.ambito.tiene(actual.pk, *INTERNOS),
            "ve": ve,
            "formas": formas,
            "perdido": _perdido(formas.get(hacer), hacer not in puede, "respuesta", "como"),
            "puede": puede,
            **lista.contexto(),
            "filas": _como_estan(list(lista.pagina), actual, request.momento),
            "sucesos": linea_de(suya),
        },
        status=422 if request.method == "POST" else 200,
    )


_DE_CARTA: Mapping[str, Any] = {
    "acusar_exhorto": servicios.acusar_exhorto,
    "anotar_acuse_exhorto": servicios.anotar_acuse_exhorto,
    "responder_exhorto": servicios.responder_exhorto,
}


def _sin_orden(request: SolicitudCauce) -> Any:
    consulta = request.GET.copy()
    consulta.pop("orden", None)
    return consulta


def _como_estan(filas: list[FilaDeExhorto], proceso: Proceso, al: datetime) -> list[FilaDeExhorto]:
    """Each with how it stands at `al` (`hoy`)."""
    ya = cumplidas(proceso, filas, al)
    for f in filas:
        retirada = f.candidatura.estado == Candidatura.Estado.RETIRADA
        medida: Any = f
        medida.hoy = "Retirada" if retirada else "Ya no le falta" if f.pk in ya else "Le falta"
    return filas


@login_required
@require_safe
def archivo(request: SolicitudCauce, proceso: str, pk: int, cual: str) -> HttpResponseBase:
    """The letter, its annex, its acuse or its answer, as a file; until it is issued, its draft."""
    actual, suya = _carta_o_404(request, proceso, pk)
    documentos = {
        "carta": suya.documento,
        "anexo": suya.anexo,
        "acuse": suya.acuse_documento,
        "respuesta": suya.respuesta_documento,
    }
    if cual not in documentos:
        raise Http404
    if not _ve_lo_que_dice(request, suya):
        messages.info(request, "Primero acuse de recibido el exhorto.")
        return redirect("exhortos_carta", actual.clave, suya.pk)
    if (documento := documentos[cual]) is not None:
        return entregar(request, documento)
    if cual != "carta":
        raise Http404
    respuesta = imprimir(request, hoja_de(suya, request.momento), f"exhorto-{actual.clave}-{suya.pk}")
    if respuesta.status_code == 200:
        anotar_descarga(request, actual, f"{suya}, borrador", suya)
    return respuesta
