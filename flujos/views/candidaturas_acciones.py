"""The pages from which a candidacy is moved: each asks, its service does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from calendario.fechas import dia_local
from compliance.actos import escritura
from compliance.cuestionarios import DIMENSIONES
from compliance.forms.errores import anotar
from compliance.middleware import SolicitudCauce
from compliance.models import Candidatura, Proceso, Usuario
from compliance.verbos.caso import rechazo_de_rol, rechazos
from documentos.models import Documento
from documentos.services import guardar_documento, huella

from .. import candidaturas as servicios
from ..forms.candidaturas import (
    AccionForm,
    AceptarCorreoForm,
    AtenderForm,
    AvisoForm,
    ConsentirForm,
    CorregirForm,
    EntregarForm,
    EnviarCuentaForm,
    MotivoForm,
    ObservacionForm,
    PersonaForm,
    ProponerCorreoForm,
    RazonForm,
    RecepcionForm,
    RechazarConsentimientoForm,
    ReenviarForm,
    RegistrarForm,
    RespuestaForm,
    RetirarForm,
    RevisarConsentimientoForm,
    RevocarForm,
    SolicitarForm,
    SustituirForm,
)
from ..forms.rechazos import repartir
from ..guardas import CasoDeCandidatura, causas_vigentes
from ..transiciones import Rechazo, YaHecho
from ..verbos.candidaturas import DE_CANDIDATURA, EN_CAPTURA
from .captura import avances_de
from .comun import candidatura_o_404, entero, proceso_de_candidaturas
from .consentimientos import consentir, presentar
from .lecturas import DATOS, anotar_lectura
from .modificaciones import propuesta_visible, rubros_de

Hacer = Callable[[Candidatura, Any, Usuario, datetime], object]


@dataclass(frozen=True)
class Pagina:
    """How a verb is asked for and done from its page. What the page says is in its row."""

    hacer: Hacer
    formulario: type[AccionForm] = AccionForm


def _simple(servicio: Callable[..., object]) -> Hacer:
    return lambda c, form, por, en: servicio(c, por=por, en=en)


def _con_lo_dicho(servicio: Callable[..., object]) -> Hacer:
    """The service takes each field by its name."""
    return lambda c, form, por, en: servicio(c, **form.cleaned_data, por=por, en=en)


def _recibir(c: Candidatura, form: RecepcionForm, por: Usuario, en: datetime) -> None:
    datos = form.cleaned_data
    with escritura():
        servicios.recibir_cuentas(
            c,
            recibidas_en=datos["recibidas_en"],
            documento=datos["documento"],
            huella=huella(datos["archivo"]),
            por=por,
            en=en,
        )
        guardar_documento(
            datos["archivo"],
            proceso=c.proceso,
            candidatura=c,
            tipo=Documento.Tipo.OTRO,
            titulo=f"Recepción de la cuenta: {datos['documento']}",
            por=por,
            en=en,
        )


def _responder(c: Candidatura, form: RespuestaForm, por: Usuario, en: datetime) -> None:
    with escritura():
        for observacion, respuesta in form.respuestas(form.cleaned_data):
            servicios.responder_observacion(observacion, respuesta=respuesta, por=por, en=en)


def _retirar(c: Candidatura, form: RetirarForm, por: Usuario, en: datetime) -> None:
    datos = form.cleaned_data
    with escritura():
        servicios.retirar(
            c,
            motivo_retiro=datos["motivo_retiro"],
            documento=datos["documento"],
            motivo=datos["motivo"],
            aprobado_el=datos["aprobado_el"],
            ratificacion=datos["ratificacion"],
            tambien=form.tambien(),
            por=por,
            en=en,
        )
        if datos["archivo"]:
            guardar_documento(
                datos["archivo"],
                proceso=c.proceso,
                candidatura=c,
                tipo=Documento.Tipo.RETIRO,
                titulo=f"Retiro: {datos['documento']}",
                por=por,
                en=en,
            )


def _sustituir(c: Candidatura, form: SustituirForm, por: Usuario, en: datetime) -> object:
    datos = form.cleaned_data
    with escritura():
        nueva = servicios.sustituir(
            c,
            persona=form.persona(),
            aprobada_el=datos["aprobada_el"],
            documento=datos["documento"],
            accion_afirmativa=datos["accion_afirmativa"],
            tambien=form.tambien(),
            identificacion=form.identificacion(),
            confirmadas=form.confirmadas,
            por=por,
            en=en,
        )
        return _con_lo_tecleado(nueva, form, por, en)


def _con_lo_tecleado(nueva: Candidatura, form: PersonaForm, por: Usuario, en: datetime) -> Candidatura:
    """Registered somebody who was on record: what was typed of them and differs is a correction of their data."""
    datos = form.por_corregir()
    if not datos:
        return nueva
    return servicios.corregir_registro(
        nueva,
        datos=datos,
        accion_afirmativa=nueva.accion_afirmativa,
        motivo="Datos que se capturaron al registrar otra candidatura suya",
        confirmadas=form.confirmadas,
        por=por,
        en=en,
    )


def _corregir(c: Candidatura, form: CorregirForm, por: Usuario, en: datetime) -> None:
    datos = form.cleaned_data
    servicios.corregir_registro(
        c,
        datos=form.datos(),
        accion_afirmativa=datos["accion_afirmativa"],
        documento=datos["documento"],
        motivo=datos["motivo"],
        confirmadas=form.confirmadas,
        por=por,
        en=en,
    )


def _revocar(c: Candidatura, form: RevocarForm, por: Usuario, en: datetime) -> None:
    with escritura():
        for finalidad in form.cleaned_data["finalidad"]:
            servicios.revocar_consentimiento(c, finalidad=finalidad, motivo=form.cleaned_data["motivo"], por=por, en=en)


PAGINAS: dict[str, Pagina] = {
    "entregar_cuentas": Pagina(_con_lo_dicho(servicios.entregar_cuentas), EntregarForm),
    "recibir_cuentas": Pagina(_recibir, RecepcionForm),
    "reenviar_cuenta": Pagina(_con_lo_dicho(servicios.reenviar_cuenta), EnviarCuentaForm),
    "revocar_enlace": Pagina(_con_lo_dicho(servicios.revocar_enlace), MotivoForm),
    "proponer_correo": Pagina(_con_lo_dicho(servicios.proponer_correo), ProponerCorreoForm),
    "aceptar_correo": Pagina(_simple(servicios.aceptar_correo), AceptarCorreoForm),
    "rechazar_correo": Pagina(_con_lo_dicho(servicios.rechazar_correo), MotivoForm),
    "aceptar_aviso": Pagina(_simple(servicios.aceptar_aviso), AvisoForm),
    "enviar_captura": Pagina(_simple(servicios.enviar_captura)),
    "responder_observacion": Pagina(_responder, RespuestaForm),
    "atender_observaciones": Pagina(
        lambda c, form, por, en: servicios.atender_observaciones(
            c, observaciones=form.cleaned_data["observaciones"], por=por, en=en
        ),
        AtenderForm,
    ),
    "validar": Pagina(_simple(servicios.validar)),
    "autorizar": Pagina(_simple(servicios.autorizar)),
    "revocar_autorizacion": Pagina(_simple(servicios.revocar_autorizacion)),
    "publicar": Pagina(_simple(servicios.publicar)),
    "solicitar_modificacion": Pagina(
        lambda c, form, por, en: servicios.solicitar_modificacion(
            c, motivo=form.cleaned_data["motivo"], por=por, en=en
        ),
        SolicitarForm,
    ),
    "reenviar_modificacion": Pagina(
        lambda c, form, por, en: servicios.reenviar_modificacion(
            c, respuesta=form.cleaned_data["respuesta"], por=por, en=en
        ),
        ReenviarForm,
    ),
    "descartar_modificacion": Pagina(_simple(servicios.descartar_modificacion)),
    "rechazar_modificacion": Pagina(
        lambda c, form, por, en: servicios.rechazar_modificacion(c, razon=form.cleaned_data["razon"], por=por, en=en),
        RazonForm,
    ),
    "retirar": Pagina(_retirar, RetirarForm),
    "sustituir": Pagina(_sustituir, SustituirForm),
    "otorgar_consentimiento": Pagina(consentir, ConsentirForm),
    "presentar_consentimiento": Pagina(presentar, ConsentirForm),
    "aceptar_consentimiento": Pagina(
        lambda c, form, por, en: servicios.aceptar_consentimiento(
            c, finalidades=form.cleaned_data["finalidad"], por=por, en=en
        ),
        RevisarConsentimientoForm,
    ),
    "rechazar_consentimiento": Pagina(
        lambda c, form, por, en: servicios.rechazar_consentimiento(
            c, finalidades=form.cleaned_data["finalidad"], motivo=form.cleaned_data["motivo"], por=por, en=en
        ),
        RechazarConsentimientoForm,
    ),
    "revocar_consentimiento": Pagina(_revocar, RevocarForm),
    "corregir_registro": Pagina(_corregir, CorregirForm),
}


def _de_vuelta(verbo: str, c: Candidatura, *, sigue: bool = True) -> str:
    """Where one goes back to: the steps of the capture, for what is part of it and while it goes on.

    Of a modification, to what it would change.
    """
    if verbo in ("solicitar_modificacion", "reenviar_modificacion", "descartar_modificacion"):
        return reverse("candidatura_modificacion", args=[c.proceso.clave, c.pk])
    de_captura = verbo in ("aceptar_aviso", "enviar_captura", "responder_observacion") and c.estado in EN_CAPTURA
    return reverse("candidatura_captura" if de_captura and sigue else "candidatura", args=[c.proceso.clave, c.pk])


def _consecuencias(c: Candidatura, en: datetime, verbo: str) -> list[tuple[str, list[str]]]:
    """All that the verb would bring about, told before it is done."""
    if verbo not in ("retirar", "sustituir"):
        return []
    return servicios.consecuencias(c, en, sustituye=verbo == "sustituir").grupos


def _anotar_parecidas(request: SolicitudCauce, form: Any) -> None:
    """The page that asks whether it is the same person tells their birth dates."""
    for persona in getattr(form, "parecidas", ()):
        for c in persona.candidaturas.select_related("proceso"):
            anotar_lectura(request, "leer_datos", c, ["fecha_nacimiento"], "Distinguir a dos personas del mismo nombre")


def _anotar_lo_que_muestra(request: SolicitudCauce, verbo: str, c: Candidatura) -> None:
    """Some verbs show what only some may read, and are themselves the reason to read it."""
    motivo = DE_CANDIDATURA[verbo].nombre
    if verbo == "corregir_registro":
        anotar_lectura(request, "leer_datos", c, DATOS, motivo)
    elif verbo == "aceptar_correo" and c.persona.correo_propuesto:
        anotar_lectura(request, "leer_datos", c, ["correo"], motivo)
    elif verbo == "enviar_captura" and c.identidad.respuestas:
        anotar_lectura(request, "leer_identidad", c, ["avance"], motivo)
    elif verbo in ("responder_observacion", "atender_observaciones") and (
        c.observaciones.filter(atendida_en__isnull=True, rubro__in=DIMENSIONES).exists()
    ):
        anotar_lectura(request, "leer_identidad", c, ["observaciones"], motivo)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accion(request: SolicitudCauce, proceso: str, pk: int, verbo: str) -> HttpResponse:
    """Ask (GET) and do (POST). What was typed stays on the page when it is refused."""
    actual = proceso_de_candidaturas(request, proceso)
    c = candidatura_o_404(request, actual, pk)
    if verbo == "enviar_captura" and c.estado in EN_CAPTURA:
        c = servicios.con_borradores(c)
    elegida, caso = PAGINAS.get(verbo), CasoDeCandidatura(c, request.momento, request.ambito)
    if elegida is None or rechazo_de_rol(DE_CANDIDATURA[verbo], caso):
        raise Http404
    fila = DE_CANDIDATURA[verbo]
    impedimentos = rechazos(fila, caso)
    _anotar_lo_que_muestra(request, verbo, c)
    with timezone.override(actual.tz):
        form = elegida.formulario(
            request.POST if request.method == "POST" else None,
            request.FILES if request.method == "POST" else None,
            candidatura=c,
            momento=request.momento,
            # What the link was of.
            initial={"finalidad": elegidas} if (elegidas := request.GET.getlist("finalidad")) else None,
        )
        if request.method == "POST" and form.is_valid():
            try:
                resultado = elegida.hacer(c, form, request.user, request.momento)
            except Rechazo as rechazo:
                impedimentos = repartir(form, rechazo.rechazos)
            except ValidationError as error:
                anotar(error, form)
            else:
                messages.success(request, fila.listo)
                if isinstance(resultado, Candidatura) and resultado.pk != c.pk:
                    return redirect("candidatura", actual.clave, resultado.pk)
                return redirect(_de_vuelta(verbo, c, sigue=verbo != "enviar_captura"))
        _anotar_parecidas(request, form)
        solicitud = propuesta_visible(caso) if "modificacion" in verbo else None
        # What a capture lacks is told step by step, each with its way there, instead of in a paragraph.
        incompletos = [r for r in impedimentos if r.guarda in ("curricular", "identidad") and verbo == "enviar_captura"]
        return render(
            request,
            "flujos/candidatura_accion.html",
            {
                "proceso": actual,
                "candidatura": c,
                "verbo": fila,
                "form": form,
                "impedimentos": [r for r in impedimentos if r not in incompletos],
                "ya_hecho": bool(impedimentos) and all(isinstance(r, YaHecho) for r in impedimentos),
                "falta_aviso": verbo == "enviar_captura" and any(r.guarda == "aviso" for r in impedimentos),
                "sin_respuesta": verbo == "enviar_captura" and any(r.guarda == "sin_cambio" for r in impedimentos),
                "avances": [a for a in avances_de(c, caso.dia) if a.faltas] if incompletos else [],
                "volver": _de_vuelta(verbo, c),
                "aviso": form.aviso if isinstance(form, AvisoForm) else None,
                "solicitud": solicitud,
                "propuesto": rubros_de(solicitud) if solicitud else [],
                "consecuencias": _consecuencias(c, request.momento, verbo) if not impedimentos else [],
                "hojas": form.hojas() if isinstance(form, RevisarConsentimientoForm) else [],
            },
            status=422 if request.method == "POST" else 200,
        )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def observar(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Send it back with as many observations as needed; «agregar» gives another blank one and keeps what was typed."""
    actual = proceso_de_candidaturas(request, proceso)
    c = candidatura_o_404(request, actual, pk)
    caso = CasoDeCandidatura(c, request.momento, request.ambito)
    verbo = DE_CANDIDATURA["observar"]
    if rechazo_de_rol(verbo, caso):
        raise Http404
    impedimentos = rechazos(verbo, caso)
    vigentes = causas_vigentes(actual, dia_local(request.momento, actual.tz)).values()
    fabrica = partial(
        forms.formset_factory(ObservacionForm, extra=1, max_num=30, absolute_max=30),
        form_kwargs={"causas": [(causa.clave, causa.nombre) for causa in vigentes]},
    )
    if request.method != "POST":
        filas = fabrica(prefix="observaciones")
    elif "agregar" in request.POST:
        datos = request.POST.copy()
        total = entero(datos.get("observaciones-TOTAL_FORMS", ""))
        datos["observaciones-TOTAL_FORMS"] = str(min((total or 0) + 1, 30))
        filas = fabrica(datos, prefix="observaciones")
    else:
        filas = fabrica(request.POST, prefix="observaciones")
        for fila in filas.forms[:1]:
            # With nothing typed in any, the first one says what is missing.
            fila.empty_permitted = any(f.has_changed() for f in filas)
        if filas.is_valid():
            try:
                servicios.observar(
                    c,
                    observaciones=[f.nueva() for f in filas if f.has_changed()],
                    por=request.user,
                    en=request.momento,
                )
            except Rechazo as rechazo:
                impedimentos = rechazo.rechazos
            else:
                messages.success(request, verbo.listo)
                return redirect("candidatura", actual.clave, c.pk)
    return render(
        request,
        "flujos/candidatura_observar.html",
        {
            "proceso": actual,
            "candidatura": c,
            "filas": filas,
            "revisadas": request.method == "POST" and "agregar" not in request.POST,
            "impedimentos": impedimentos,
        },
        status=422 if request.method == "POST" and "agregar" not in request.POST else 200,
    )


def _registrar(proceso: Proceso, form: RegistrarForm, por: Usuario, en: datetime) -> Candidatura:
    campos = ("actor", "cargo", "territorio", "formula", "calidad", "aprobada_el", "accion_afirmativa")
    with escritura():
        nueva = servicios.registrar(
            proceso=proceso,
            persona=form.persona(),
            **{campo: form.cleaned_data[campo] for campo in campos},
            identificacion=form.identificacion(),
            confirmadas=form.confirmadas,
            por=por,
            en=en,
        )
        return _con_lo_tecleado(nueva, form, por, en)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def registrar(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """A candidacy that the council approved."""
    actual = proceso_de_candidaturas(request, proceso)
    fila = DE_CANDIDATURA["registrar"]
    if not fila.permite(request.ambito, actual.pk):
        raise Http404
    form = RegistrarForm(request.POST if request.method == "POST" else None, proceso=actual)
    impedimentos: list[Rechazo] = []
    if request.method == "POST" and form.is_valid():
        try:
            nueva = _registrar(actual, form, request.user, request.momento)
        except Rechazo as rechazo:
            impedimentos = repartir(form, rechazo.rechazos)
        else:
            messages.success(request, fila.listo)
            return redirect("candidatura", actual.clave, nueva.pk)
    _anotar_parecidas(request, form)
    return render(
        request,
        "flujos/candidatura_registrar.html",
        {"proceso": actual, "form": form, "impedimentos": impedimentos},
        status=422 if request.method == "POST" else 200,
    )
