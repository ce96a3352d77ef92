"""The page of a deliverable and what may be done from it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import dia_local
from compliance.ambito import Ambito
from compliance.cara.componentes import Paso
from compliance.middleware import SolicitudCauce
from compliance.models import Entregable, EtapaRuta, Proceso, Usuario
from compliance.services.terminos import terminos_de
from compliance.views.comun import proceso_o_404, solo_post

from .. import entregables as servicios
from ..entregables import eventos, remisiones, responsables, tareas
from ..entregables.recorrido import Devolucion, Recorrido, devoluciones_de, recorrido_de
from ..flows import tarea_abierta
from ..forms.entregables import (
    AcuseForm,
    ConfirmarForm,
    EventoForm,
    MotivoForm,
    PresentarForm,
    RemitirForm,
    ValidarForm,
)
from ..forms.rechazos import decir
from ..historial.linea import linea_de
from ..models import Decision, PuntoOrden
from ..transiciones import Rechazo

Datos = dict[str, Any]


@dataclass(frozen=True)
class Accion:
    """Something a person may do with a deliverable: its page asks, its service does."""

    verbo: str
    permiso: str
    etiqueta: str
    explicacion: str
    formulario: type[forms.Form]
    disponible: Callable[[Entregable], bool]
    hacer: Callable[[Entregable, Datos, Usuario, datetime], object]
    hecho: str
    deshacer: str = ""
    peligro: bool = False


def _en(*tipos: EtapaRuta.Tipo) -> Callable[[Entregable], bool]:
    return lambda e: e.etapa is not None and e.etapa.tipo in tipos


def _presenta(e: Entregable) -> bool:
    return responsables.verbo_de_etapa(e) == "presentar"


ACCIONES = {
    a.verbo: a
    for a in (
        Accion(
            "iniciar",
            "iniciar",
            "Iniciar",
            "El entregable pasará a su primera etapa y aparecerá en la bandeja de quien la atiende.",
            ConfirmarForm,
            lambda e: (
                responsables.verbo_de_etapa(e) in ("iniciar", "presentar") and e.estado == Entregable.Estado.PROGRAMADO
            ),
            lambda e, d, por, en: servicios.iniciar(e, por=por, en=en),
            "El entregable quedó iniciado.",
            deshacer="Si se inició por error, la secretaría técnica puede cancelarlo.",
        ),
        Accion(
            "presentar",
            "presentar",
            "Presentar el documento",
            "El documento se guarda con su huella SHA-256 y el entregable avanza a la siguiente etapa.",
            PresentarForm,
            _presenta,
            lambda e, d, por, en: servicios.presentar(e, d["archivo"], nota=d["nota"], por=por, en=en),
            "El documento se recibió y el entregable avanzó.",
            deshacer="Si falta algo, el órgano o la secretaría pueden devolverlo con observaciones.",
        ),
        Accion(
            "adjuntar",
            "adjuntar",
            "Agregar una versión del documento",
            "El entregable no se mueve. Lo decidido sobre una versión anterior no cubre a la nueva.",
            PresentarForm,
            servicios.puede_adjuntarse,
            lambda e, d, por, en: servicios.adjuntar(e, d["archivo"], nota=d["nota"], por=por, en=en),
            "La versión quedó guardada con su huella.",
        ),
        Accion(
            "remitir",
            "remitir",
            "Registrar la remisión al INE",
            "Suba antes el documento en SIVOPLE; aquí queda la constancia con su oficio y su acuse.",
            RemitirForm,
            lambda e: responsables.verbo_de_etapa(e) == "remitir",
            lambda e, d, por, en: servicios.remitir(
                e,
                oficio=d["oficio"],
                remitida_en=d["remitida_en"],
                destinatario=d["destinatario"],
                copia=d["copia"],
                acuse=d["acuse"],
                por=por,
                en=en,
            ),
            "La remisión quedó registrada.",
            deshacer="Una remisión no se borra: un error se corrige con un oficio de alcance.",
        ),
        Accion(
            "registrar-acuse",
            "registrar_acuse",
            "Agregar el acuse",
            "La remisión se registró sin su acuse de SIVOPLE; aquí se agrega, una sola vez.",
            AcuseForm,
            lambda e: remisiones.remision_sin_acuse(e) is not None,
            lambda e, d, por, en: remisiones.registrar_acuse(e, d["archivo"], nota=d["nota"], por=por, en=en),
            "El acuse quedó guardado con su huella.",
        ),
        Accion(
            "validar",
            "validar",
            "Registrar la validación del INE",
            "El INE validó la remisión en SIVOPLE; con esto concluye la ruta.",
            ValidarForm,
            _en(EtapaRuta.Tipo.VALIDAR),
            lambda e, d, por, en: servicios.validar_por_ine(
                e, validada_en=d["validada_en"], nota=d["nota"], por=por, en=en
            ),
            "La validación del INE quedó registrada.",
        ),
        Accion(
            "devolver",
            "devolver",
            "Regresar a elaboración",
            "El área recibirá el motivo. Una aprobación anterior deja de contar: el órgano decidirá otra vez.",
            MotivoForm,
            lambda e: (
                e.estado in (Entregable.Estado.EN_DECISION, Entregable.Estado.POR_REMITIR)
                and any(x.tipo == EtapaRuta.Tipo.ELABORAR for x in e.ruta.etapas.all())
            ),
            lambda e, d, por, en: servicios.devolver(e, motivo=d["motivo"], por=por, en=en),
            "El entregable regresó a elaboración.",
            deshacer="El área puede volver a presentarlo en cualquier momento.",
        ),
        Accion(
            "cancelar",
            "cancelar",
            "Cancelar el entregable",
            "Dejará de contar en el tablero y en los informes. Su historial se conserva.",
            MotivoForm,
            lambda e: (
                not e.es_plantilla
                and e.estado
                not in (Entregable.Estado.REMITIDO, Entregable.Estado.CONCLUIDO, Entregable.Estado.CANCELADO)
            ),
            lambda e, d, por, en: servicios.cancelar(e, motivo=d["motivo"], por=por, en=en),
            "El entregable quedó cancelado.",
            peligro=True,
        ),
        Accion(
            "registrar-evento",
            "registrar_evento",
            "Registrar el hecho",
            "Se abrirá un entregable con su plazo, contado desde el día siguiente al hecho.",
            EventoForm,
            lambda e: e.plantilla_id is None and (e.es_plantilla or e.tipo == Entregable.Tipo.POR_EVENTO),
            lambda e, d, por, en: eventos.registrar_evento(
                e,
                evento_el=d["evento_el"],
                descripcion=d["descripcion"],
                distinta_de=d["distinta_de"],
                por=por,
                en=en,
            ),
            "El entregable quedó abierto con su plazo.",
            deshacer="Si el hecho no ocurrió, cancele el entregable que se abrió.",
        ),
    )
}


def acciones_de(entregable: Entregable, ambito: Ambito) -> list[Accion]:
    """What this person can do with it now; first what moves it on from where it stands."""
    permiso = _permiso_que_sigue(entregable)
    posibles = [
        a for a in ACCIONES.values() if a.disponible(entregable) and responsables.puede(a.permiso, entregable, ambito)
    ]
    return sorted(posibles, key=lambda a: a.permiso != permiso)


def _permiso_que_sigue(entregable: Entregable) -> str:
    return responsables.verbo_de_etapa(entregable) or "registrar_evento"


def pasos_de(entregable: Entregable, recorrido: Recorrido, devolucion: Devolucion | None) -> list[Paso]:
    """The route drawn where the deliverable stands: the day on which a stage was done, or the plan's while it waits."""
    previstas: dict[int, date] = {}
    for paso in entregable.subactividades.all():
        dia = paso.fecha or paso.fecha_impresa
        if paso.etapa_id is not None and dia is not None:
            # A plan may print several steps for one stage: the first is the one that opens it.
            previstas.setdefault(paso.etapa_id, dia)
    terminado = entregable.estado == Entregable.Estado.CONCLUIDO
    pasos = []
    for etapa in entregable.ruta.etapas.all():
        fecha = previstas.get(etapa.pk)
        if entregable.etapa_id == etapa.pk:
            estado = "actual"
            if devolucion is not None:
                estado, fecha = "devuelto", dia_local(devolucion.en, entregable.proceso.tz)
        elif (
            terminado
            or etapa.clave in recorrido.hechas
            or (entregable.etapa is not None and etapa.orden < entregable.etapa.orden)
        ):
            estado, fecha = "hecho", recorrido.hechas.get(etapa.clave)
        else:
            estado = "pendiente"
        pasos.append(
            Paso(
                nombre=etapa.nombre,
                estado=estado,  # type: ignore[arg-type]
                quien=str(etapa.organo or (entregable.area if etapa.tipo == EtapaRuta.Tipo.ELABORAR else "") or ""),
                fecha=fecha,
            )
        )
    return pasos


def _entregable_o_404(request: SolicitudCauce, proceso: Proceso, pk: int) -> Entregable:
    return get_object_or_404(
        Entregable.objects.visibles_para(request.ambito)
        .filter(proceso=proceso)
        .con_lo_que_se_muestra()
        .select_related("plantilla"),
        pk=pk,
    )


@login_required
@require_safe
def entregable(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Where it is on its route, what is missing, who must act, its documents, decisions and whole history."""
    actual = proceso_o_404(request, proceso)
    objeto = _entregable_o_404(request, actual, pk)
    ambito = request.ambito
    tarea = tarea_abierta(objeto)
    decisiones = (
        Decision.objects.filter(punto__entregable=objeto)
        .select_related("punto__sesion__organo", "etapa")
        .prefetch_related("votos__integracion")
    )
    recorrido = recorrido_de(objeto, decisiones)
    devolucion = devoluciones_de([objeto]).get(objeto.pk)
    return render(
        request,
        "flujos/entregable.html",
        {
            "proceso": actual,
            "entregable": objeto,
            "situacion": objeto.situacion(request.momento),
            "pasos": pasos_de(objeto, recorrido, devolucion),
            "devolucion": devolucion,
            "quien": responsables.quien_sigue(objeto),
            "me_toca": responsables.le_toca(objeto, ambito),
            "tarea": tarea,
            "acciones": [(a, a.permiso == _permiso_que_sigue(objeto)) for a in acciones_de(objeto, ambito)],
            "terminos": terminos_de(objeto),
            "subactividades": objeto.subactividades.select_related("etapa"),
            "documentos": objeto.documentos.select_related("subido_por"),
            "decisiones": [(d, d.punto.sesion_id in recorrido.sin_efecto) for d in decisiones],
            "convocado": PuntoOrden.objects.filter(entregable=objeto, decision=None)
            .filter(sesion__estado__in=["convocada", "instalada"])
            .select_related("sesion__organo"),
            "remisiones": objeto.remisiones.select_related("acuse"),
            "ocurrencias": objeto.ocurrencias.all(),
            "sucesos": linea_de(objeto),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accion(request: SolicitudCauce, proceso: str, pk: int, verbo: str) -> HttpResponse:
    """Ask (GET) and do (POST) one of the actions. What was typed stays on the page when it is refused."""
    actual = proceso_o_404(request, proceso)
    objeto = _entregable_o_404(request, actual, pk)
    ambito = request.ambito
    elegida = ACCIONES.get(verbo)
    if elegida is None or not responsables.puede(elegida.permiso, objeto, ambito):
        raise Http404
    momento = request.momento
    if not elegida.disponible(objeto):
        messages.warning(request, f"«{elegida.etiqueta}» ya no procede: el entregable cambió de etapa.")
        return redirect("entregable", actual.clave, objeto.pk)
    with timezone.override(actual.tz):
        if request.method == "POST":
            form = elegida.formulario(request.POST, request.FILES)
            if form.is_valid():
                try:
                    resultado = elegida.hacer(objeto, form.cleaned_data, request.user, momento)
                except (Rechazo, ValidationError) as error:
                    decir(form, error)
                else:
                    messages.success(request, elegida.hecho)
                    destino = resultado.pk if isinstance(resultado, Entregable) else objeto.pk
                    return redirect("entregable", actual.clave, destino)
        else:
            form = elegida.formulario()
        return render(
            request,
            "flujos/entregable_accion.html",
            {
                "proceso": actual,
                "entregable": objeto,
                "accion": elegida,
                "form": form,
                "devolucion": devoluciones_de([objeto]).get(objeto.pk),
            },
            status=422 if form.errors else 200,
        )


@login_required
@solo_post
def tarea(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Take the open task for oneself, or give it back to the area."""
    actual = proceso_o_404(request, proceso)
    objeto = _entregable_o_404(request, actual, pk)
    servicio = tareas.soltar if request.POST.get("soltar") else tareas.tomar
    try:
        servicio(objeto, por=request.user, en=request.momento)
    except Rechazo as rechazo:
        messages.error(request, str(rechazo))
    if request.POST.get("volver") == "bandeja":
        return redirect("bandeja", actual.clave)
    return redirect("entregable", actual.clave, objeto.pk)
