"""The page of a deliverable and what may be done from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from csp.constants import HEADER, SELF
from csp.utils import build_policy
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
from compliance.services.versiones import lo_dejado
from compliance.verbos.caso import Opcion, advertencias, opciones, rechazo_de_rol, rechazos
from compliance.views.comun import proceso_o_404, solo_post
from documentos.firmas import firmables

from .. import entregables as servicios
from ..entregables import responsables, tareas
from ..entregables.hechos import clases
from ..entregables.recorrido import Devolucion, Recorrido, devoluciones_de, recorrido_de
from ..flows import dias_por_etapa, tarea_abierta
from ..forms.entregables import (
    AcuseDeOficioForm,
    ConfirmarForm,
    CorregirHechoForm,
    DeEntregable,
    EncargarForm,
    EventoForm,
    HechoForm,
    ModificarRemitidoForm,
    MotivoForm,
    NotaForm,
    ObservarForm,
    PresentarActividadForm,
    PresentarForm,
    RazonForm,
    RemitirForm,
    ResponderForm,
    ValidarForm,
)
from ..forms.rechazos import decir
from ..historial.linea import linea_de
from ..models import CausaDeEntregable, Decision, Hecho, PuntoOrden
from ..transiciones import Rechazo
from ..verbos.entregables import DE_ENTREGABLE, CasoDeEntregable, abiertas, etapa_actual, etapas_de, verbo_que_sigue

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
    "remitir": Pagina(
        RemitirForm,
        lambda e, d, por, en: servicios.remitir_juntos(
            d["entregables"], d["carta"], acuse=d["acuse"], nota=d["nota"], por=por, en=en
        ),
    ),
    "registrar_acuse": Pagina(
        AcuseDeOficioForm, lambda e, d, por, en: servicios.registrar_acuse(e, d.pop("archivo"), **d, por=por, en=en)
    ),
    "observar_ine": Pagina(ObservarForm, lambda e, d, por, en: servicios.observar_por_ine(e, **d, por=por, en=en)),
    "responder_ine": Pagina(ResponderForm, lambda e, d, por, en: servicios.responder_al_ine(e, **d, por=por, en=en)),
    "modificar_remitido": Pagina(
        ModificarRemitidoForm,
        lambda e, d, por, en: servicios.modificar_remitido(e, d.pop("archivo"), **d, por=por, en=en),
    ),
    "explicar_atraso": Pagina(RazonForm, lambda e, d, por, en: servicios.explicar_atraso(e, **d, por=por, en=en)),
    "validar": Pagina(ValidarForm, lambda e, d, por, en: servicios.validar_por_ine(e, **d, por=por, en=en)),
    "devolver": Pagina(MotivoForm, lambda e, d, por, en: servicios.devolver(e, **d, por=por, en=en)),
    "cancelar": Pagina(MotivoForm, lambda e, d, por, en: servicios.cancelar(e, **d, por=por, en=en)),
    "registrar_hecho": Pagina(HechoForm, lambda e, d, por, en: servicios.registrar_hecho(e, **d, por=por, en=en)),
    "encargar": Pagina(EncargarForm, lambda e, d, por, en: servicios.encargar(e, **d, por=por, en=en)),
    "anotar": Pagina(NotaForm, lambda e, d, por, en: servicios.anotar(e, **d, por=por, en=en)),
    "registrar_evento": Pagina(EventoForm, lambda e, d, por, en: servicios.registrar_evento(e, **d, por=por, en=en)),
}

# One has a page of its own, `rutas.cambiar`, at the address of its verb.
CON_PAGINA = PAGINAS.keys() | {"cambiar_ruta"}


def _formulario(clave: str, entregable: Entregable, dia: date) -> Callable[..., forms.Form]:
    """What a verb asks for; where handing in is what fulfils an activity, also when it was done.

    `dia`: the local day on which people are asked for.
    """
    if clave == "encargar":
        return partial(EncargarForm, personas=tareas.a_quienes_se_encarga(entregable, dia))
    if clave == "anotar":
        return partial(NotaForm, personas=tareas.quienes_ven(entregable, dia))
    formulario = PAGINAS[clave].formulario
    if issubclass(formulario, DeEntregable):
        return partial(formulario, entregable=entregable)
    etapa = etapa_actual(entregable)
    if clave == "presentar" and etapa is not None and etapa.aprueba:
        return PresentarActividadForm
    return formulario


def acciones_de(entregable: Entregable, ambito: Ambito, en: datetime) -> list[Opcion]:
    """What this person's roles let them do with it where it stands; first what moves it on."""
    sigue = verbo_que_sigue(entregable)
    suyas = opciones(DE_ENTREGABLE, CasoDeEntregable(entregable, en, ambito))
    return sorted(
        (o for o in suyas if o.verbo.clave in CON_PAGINA and not o.de_otro_estado), key=lambda o: o.verbo is not sigue
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
    en_curso = abiertas(entregable) if entregable.etapa is not None else []
    pasos = []
    for etapa in etapas_de(entregable):
        fecha = previstas.get(etapa.pk)
        if etapa in en_curso:
            estado = "actual"
            if devolucion is not None:
                estado, fecha = "devuelto", dia_local(devolucion.en, entregable.proceso.tz)
        elif etapa.clave in entregable.hechas or (terminado and etapa.clave in recorrido.hechas):
            estado, fecha = "hecho", recorrido.hechas.get(etapa.clave)
        elif terminado or (entregable.etapa is not None and etapa.orden < en_curso[0].orden):
            # Left out: of those open at once, others were enough.
            continue
        else:
            estado = "pendiente"
        detalle = _en_palabras(dias.get(etapa.clave)) if estado != "pendiente" else _condicion(etapa, entregable)
        pasos.append(
            Paso(
                nombre=etapa.nombre,
                estado=estado,  # type: ignore[arg-type]
                quien=responsables.quien_hace(etapa, entregable),
                fecha=fecha,
                detalle=". ".join(filter(None, (detalle, _a_la_vez(etapa, entregable)))),
            )
        )
    return pasos


def _condicion(etapa: EtapaRuta, entregable: Entregable) -> str:
    """What has to be decided for a stage to exist, while it is not."""
    if etapa.existe_para(entregable) is not None:
        return ""
    mira = next((e.nombre for e in entregable.ruta.etapas.all() if e.clave == etapa.si["etapa"]), "")
    sentidos = " o ".join(f"«{Decision.Resultado(r).label}»" for r in etapa.si["resultados"])
    return f"solo si en «{mira}» se decide {sentidos}"


def _a_la_vez(etapa: EtapaRuta, entregable: Entregable) -> str:
    """With how many others it is open at once, and how many are enough."""
    juntas = [e for e in etapas_de(entregable) if e.va_con(etapa)]
    if len(juntas) < 2:
        return ""
    bastan = entregable.ruta.bastan.get(etapa.grupo, len(juntas))
    return f"a la vez que otra{'' if len(juntas) == 2 else 's'}" + (
        f"; bastan {bastan} de {len(juntas)}" if bastan < len(juntas) else ""
    )


def _en_palabras(dias: int | None) -> str:
    if dias is None:
        return ""
    return f"{dias} día{'' if dias == 1 else 's'} en esta etapa" if dias else "el mismo día"


def entregable_o_404(request: SolicitudCauce, proceso: Proceso, pk: int) -> Entregable:
    """A deliverable of the process that this person may see."""
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
    objeto = entregable_o_404(request, actual, pk)
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
    respuesta = render(
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
            "puede_seguir": responsables.puede_seguir(objeto, ambito),
            "encargo": tareas.vigentes(dia_local(request.momento, actual.tz))
            .filter(entregable=objeto)
            .select_related("persona", "encargado_por")
            .first(),
            "notas": objeto.notas.select_related("autoria"),
            "tarea": tarea,
            "acciones": [o.verbo for o in acciones if o.posible],
            "impedidas": [o for o in acciones if not o.posible],
            # What moves it on; of a template, what opens another.
            "sigue": verbo_que_sigue(objeto) or DE_ENTREGABLE["registrar_evento"],
            "realizado": objeto.hechos.select_related("documento", "registrado_por", "subactividad", "area"),
            "clases": clases(),
            "causa": CausaDeEntregable.objects.filter(entregable=objeto)
            .select_related("de_entregable", "decision__punto__sesion", "candidatura__persona")
            .first(),
            "consecuencias": objeto.consecuencias.select_related("entregable"),
            "corrige": not rechazos(DE_ENTREGABLE["corregir_hecho"], CasoDeEntregable(objeto, request.momento, ambito)),
            "terminos": terminos_de(objeto),
            "dejado": lo_dejado(actual).get(objeto.llave, []),
            "subactividades": objeto.subactividades.select_related("etapa"),
            "se_firman": firmables(),
            "documentos": objeto.documentos.select_related("subido_por"),
            "decisiones": [(d, d.punto.sesion_id in recorrido.sin_efecto) for d in decisiones],
            "convocado": PuntoOrden.objects.filter(entregable=objeto, decision=None)
            .filter(sesion__estado__in=["convocada", "instalada"])
            .select_related("sesion__organo"),
            "remisiones": objeto.remisiones.select_related("acuse").prefetch_related("observaciones"),
            "ocurrencias": objeto.ocurrencias.all(),
            "sucesos": linea_de(objeto),
        },
    )
    # Its documents are seen in place.
    respuesta.headers[HEADER] = build_policy(update={"frame-src": [SELF]})
    return respuesta


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accion(request: SolicitudCauce, proceso: str, pk: int, verbo: str) -> HttpResponse:
    """Ask (GET) and do (POST) one of the actions. What was typed stays on the page when it is refused."""
    actual = proceso_o_404(request, proceso)
    objeto = entregable_o_404(request, actual, pk)
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
            form = _formulario(clave, objeto, caso.dia)(request.POST, request.FILES)
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
            # An oficio leads here with its number.
            dado = {"oficio": request.GET.get("oficio", "")} if clave == "remitir" else {}
            form = _formulario(clave, objeto, caso.dia)(initial=dado)
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
    objeto = entregable_o_404(request, actual, pk)
    anotado = get_object_or_404(Hecho, pk=hecho, entregable=objeto)
    fila, caso = DE_ENTREGABLE["corregir_hecho"], CasoDeEntregable(objeto, request.momento, request.ambito)
    if rechazo_de_rol(fila, caso):
        raise Http404
    if request.method == "POST":
        form = CorregirHechoForm(request.POST, entregable=objeto)
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
            entregable=objeto,
            initial={
                "dias": anotado.fechas,
                "texto": anotado.texto,
                "participantes": anotado.participantes,
                "clase": anotado.clase,
                "subactividad": anotado.subactividad_id,
                "area": anotado.area_id,
            },
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
@require_http_methods(["GET", "HEAD", "POST"])
def quitar_hecho(request: SolicitudCauce, proceso: str, pk: int, hecho: int) -> HttpResponse:
    """Ask (GET) and take away (POST) something noted by mistake."""
    actual = proceso_o_404(request, proceso)
    objeto = entregable_o_404(request, actual, pk)
    anotado = get_object_or_404(Hecho, pk=hecho, entregable=objeto)
    fila, caso = DE_ENTREGABLE["quitar_hecho"], CasoDeEntregable(objeto, request.momento, request.ambito)
    if rechazo_de_rol(fila, caso):
        raise Http404
    form = MotivoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            servicios.quitar_hecho(anotado, **form.cleaned_data, por=request.user, en=request.momento)
        except Rechazo as error:
            decir(form, error)
        else:
            messages.success(request, fila.listo)
            return redirect("entregable", actual.clave, objeto.pk)
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
    objeto = entregable_o_404(request, actual, pk)
    servicio = tareas.soltar if request.POST.get("soltar") else tareas.tomar
    try:
        servicio(objeto, por=request.user, en=request.momento)
    except Rechazo as rechazo:
        messages.error(request, str(rechazo))
    if request.POST.get("volver") == "bandeja":
        return redirect("bandeja", actual.clave)
    return redirect("entregable", actual.clave, objeto.pk)
