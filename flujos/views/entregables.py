"""The page of a deliverable and what may be done from it."""

from collections.abc import Callable, Mapping
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
from compliance.models import Entregable, Proceso, Usuario
from compliance.services.terminos import terminos_de
from compliance.services.versiones import lo_dejado
from compliance.verbos.caso import Opcion, advertencias, opciones, rechazo_de_rol, rechazos
from compliance.views.comun import proceso_o_404, solo_post

from .. import entregables as servicios
from ..entregables import responsables, tareas
from ..entregables.recorrido import Devolucion, Recorrido, devoluciones_de, recorrido_de
from ..flows import dias_por_etapa, tarea_abierta
from ..forms.entregables import (
    AcuseForm,
    ConfirmarForm,
    CorregirHechoForm,
    EventoForm,
    HechoForm,
    MotivoForm,
    PresentarActividadForm,
    PresentarForm,
    RemitirForm,
    ValidarForm,
)
from ..forms.rechazos import decir
from ..historial.linea import linea_de
from ..models import Decision, Hecho, PuntoOrden
from ..transiciones import Rechazo
from ..verbos.entregables import DE_ENTREGABLE, CasoDeEntregable, etapa_actual, verbo_que_sigue

Datos = dict[str, Any]


@dataclass(frozen=True)
class Pagina:
    """How a verb is asked for and done from its page. What the page says is in its row."""

    formulario: type[forms.Form]
    hacer: Callable[[Entregable, Datos, Usuario, datetime], object]


PAGINAS: Mapping[str, Pagina] = {
    "iniciar": Pagina(ConfirmarForm, lambda e, d, por, en: servicios.iniciar(e, por=por, en=en)),
    "presentar": Pagina(
        PresentarForm, lambda e, d, por, en: servicios.presentar(e, d.pop("archivo"), **d, por=por, en=en)
    ),
    "adjuntar": Pagina(
        PresentarForm, lambda e, d, por, en: servicios.adjuntar(e, d["archivo"], nota=d["nota"], por=por, en=en)
    ),
    "remitir": Pagina(RemitirForm, lambda e, d, por, en: servicios.remitir(e, **d, por=por, en=en)),
    "registrar_acuse": Pagina(
        AcuseForm, lambda e, d, por, en: servicios.registrar_acuse(e, d["archivo"], nota=d["nota"], por=por, en=en)
    ),
    "validar": Pagina(ValidarForm, lambda e, d, por, en: servicios.validar_por_ine(e, **d, por=por, en=en)),
    "devolver": Pagina(MotivoForm, lambda e, d, por, en: servicios.devolver(e, **d, por=por, en=en)),
    "cancelar": Pagina(MotivoForm, lambda e, d, por, en: servicios.cancelar(e, **d, por=por, en=en)),
    "registrar_hecho": Pagina(HechoForm, lambda e, d, por, en: servicios.registrar_hecho(e, **d, por=por, en=en)),
    "registrar_evento": Pagina(EventoForm, lambda e, d, por, en: servicios.registrar_evento(e, **d, por=por, en=en)),
}


def _formulario(clave: str, entregable: Entregable) -> type[forms.Form]:
    """What a verb asks for; where handing in is what fulfils an activity, also when it was done."""
    etapa = etapa_actual(entregable)
    if clave == "presentar" and etapa is not None and etapa.aprueba:
        return PresentarActividadForm
    return PAGINAS[clave].formulario


def acciones_de(entregable: Entregable, ambito: Ambito, en: datetime) -> list[Opcion]:
    """What this person's roles let them do with it where it stands; first what moves it on."""
    sigue = verbo_que_sigue(entregable)
    suyas = opciones(DE_ENTREGABLE, CasoDeEntregable(entregable, en, ambito))
    return sorted(
        (o for o in suyas if o.verbo.clave in PAGINAS and not o.de_otro_estado), key=lambda o: o.verbo is not sigue
    )


def pasos_de(
    entregable: Entregable, recorrido: Recorrido, devolucion: Devolucion | None, dias: Mapping[str, int]
) -> list[Paso]:
    """The route drawn where the deliverable stands: the day on which a stage was done, or the plan's while it waits.

    `dias`: how many days each stage has taken, by its key.
    """
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
                quien=responsables.quien_hace(etapa, entregable),
                fecha=fecha,
                detalle=_en_palabras(dias.get(etapa.clave)) if estado != "pendiente" else "",
            )
        )
    return pasos


def _en_palabras(dias: int | None) -> str:
    if dias is None:
        return ""
    return f"{dias} día{'' if dias == 1 else 's'} en esta etapa" if dias else "el mismo día"


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
    acciones = acciones_de(objeto, ambito, request.momento)
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
            "pasos": pasos_de(objeto, recorrido, devolucion, dias_por_etapa(objeto, request.momento)),
            "devolucion": devolucion,
            "quien": responsables.quien_sigue(objeto),
            "me_toca": responsables.le_toca(objeto, ambito),
            "tarea": tarea,
            "acciones": [o.verbo for o in acciones if o.posible],
            "impedidas": [o for o in acciones if not o.posible],
            # What moves it on; of a template, what opens another.
            "sigue": verbo_que_sigue(objeto) or DE_ENTREGABLE["registrar_evento"],
            "realizado": objeto.hechos.select_related("documento", "registrado_por"),
            "corrige": not rechazos(DE_ENTREGABLE["corregir_hecho"], CasoDeEntregable(objeto, request.momento, ambito)),
            "terminos": terminos_de(objeto),
            "dejado": lo_dejado(actual).get(objeto.llave, []),
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
    momento = request.momento
    # Addresses are written with hyphens.
    clave = verbo.replace("-", "_")
    elegida, caso = PAGINAS.get(clave), CasoDeEntregable(objeto, momento, request.ambito)
    if elegida is None or "_" in verbo or rechazo_de_rol(DE_ENTREGABLE[clave], caso):
        raise Http404
    fila = DE_ENTREGABLE[clave]
    opcion = Opcion(fila, rechazos(fila, caso))
    if opcion.de_otro_estado:
        messages.warning(request, f"«{fila.nombre}» ya no procede. {opcion.rechazos[0]}")
        return redirect("entregable", actual.clave, objeto.pk)
    with timezone.override(actual.tz):
        if request.method == "POST":
            form = _formulario(clave, objeto)(request.POST, request.FILES)
            if form.is_valid():
                try:
                    resultado = elegida.hacer(objeto, dict(form.cleaned_data), request.user, momento)
                except (Rechazo, ValidationError) as error:
                    decir(form, error)
                else:
                    messages.success(request, fila.listo)
                    destino = resultado.pk if isinstance(resultado, Entregable) else objeto.pk
                    return redirect("entregable", actual.clave, destino)
        else:
            form = _formulario(clave, objeto)()
        return render(
            request,
            "flujos/entregable_accion.html",
            {
                "proceso": actual,
                "entregable": objeto,
                "verbo": fila,
                "form": form,
                "impedimentos": opcion.rechazos,
                "advertencias": advertencias(fila, caso),
                "devolucion": devoluciones_de([objeto]).get(objeto.pk),
            },
            status=422 if form.errors else 200,
        )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def corregir_hecho(request: SolicitudCauce, proceso: str, pk: int, hecho: int) -> HttpResponse:
    """Ask (GET) and mend (POST) something noted as done."""
    actual = proceso_o_404(request, proceso)
    objeto = _entregable_o_404(request, actual, pk)
    anotado = get_object_or_404(Hecho, pk=hecho, entregable=objeto)
    fila, caso = DE_ENTREGABLE["corregir_hecho"], CasoDeEntregable(objeto, request.momento, request.ambito)
    if rechazo_de_rol(fila, caso):
        raise Http404
    if request.method == "POST":
        form = CorregirHechoForm(request.POST)
        if form.is_valid():
            try:
                servicios.corregir_hecho(anotado, **form.cleaned_data, por=request.user, en=request.momento)
            except (Rechazo, ValidationError) as error:
                decir(form, error)
            else:
                messages.success(request, fila.listo)
                return redirect("entregable", actual.clave, objeto.pk)
    else:
        form = CorregirHechoForm(
            initial={"dias": anotado.fechas, "texto": anotado.texto, "participantes": anotado.participantes}
        )
    return render(
        request,
        "flujos/entregable_accion.html",
        {
            "proceso": actual,
            "entregable": objeto,
            "verbo": fila,
            "form": form,
            "impedimentos": rechazos(fila, caso),
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
