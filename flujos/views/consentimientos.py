"""Consents: the step of each person, the sheets of many at once, the desk where they are looked at, and the address
with which a person revokes without an account.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from csp.constants import HEADER, SELF
from csp.utils import build_policy
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from calendario.fechas import fecha_hora
from compliance.actos import escritura
from compliance.cara.componentes import Tono
from compliance.cara.listado import Columna, Listado, dato
from compliance.cuestionarios import FORMATO_DE_CONSENTIMIENTO
from compliance.forms.errores import anotar
from compliance.middleware import SolicitudCauce
from compliance.models import Candidatura, Consentimiento, HojaPorPresentar, Proceso, Rol, Usuario
from compliance.services.lecturas import leer
from compliance.verbos.caso import rechazo_de_rol, rechazos
from documentos.formatos import DeQuien, formatos_de_consentimiento
from documentos.models import Documento
from documentos.services import guardar_documento, huella, verificar
from documentos.views import imprimir

from .. import candidaturas as servicios
from ..aviso import aviso_de
from ..candidaturas.consentimientos import (
    POR_EL_ENLACE,
    candidatura_de_llave,
    descartar_hojas,
    folio_de,
    guardar_hojas,
    por_revisar,
)
from ..forms.candidaturas import ConsentirForm, RechazarConsentimientoForm, RevisarConsentimientoForm
from ..forms.consentimientos import FiltroConsentimientos, HojaForm, SubirHojasForm
from ..forms.rechazos import repartir
from ..guardas import CasoDeCandidatura
from ..transiciones import Rechazo
from ..verbos.candidaturas import DE_CANDIDATURA
from .comun import candidatura_o_404, entero, proceso_de_candidaturas, visibles

Finalidad = Consentimiento.Finalidad
# Sheets of one PDF: more is printed in several, by its filters.
FORMATOS_MAXIMOS = 400
QUIENES_VEN = DE_CANDIDATURA["presentar_consentimiento"].roles | DE_CANDIDATURA["aceptar_consentimiento"].roles


# -- Of one person ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Situacion:
    """Where a purpose stands for a person, in words."""

    finalidad: str
    nombre: str
    texto: str
    tono: Tono
    corto: str
    dicho: str
    abierto: bool


def situacion_de(c: Candidatura) -> list[Situacion]:
    """The three purposes, each as its last consent left it."""
    ultimos = {x.finalidad: x for x in sorted(c.consentimientos.all(), key=lambda x: x.pk)}
    return [_situacion(c, Finalidad(f), ultimos.get(f)) for f in Finalidad.values]


def _situacion(c: Candidatura, finalidad: Finalidad, x: Consentimiento | None) -> Situacion:
    tz = c.proceso.tz
    tono: Tono = "neutro"
    if x is None:
        corto = dicho = "No se ha consentido"
    elif x.revocado_en:
        corto, dicho = "Revocado", f"Revocado el {fecha_hora(x.revocado_en, tz)}"
    elif x.rechazado_en:
        tono, corto, dicho = "mal", "Rechazado", f"Rechazado: {x.motivo_rechazo}"
    elif x.otorgado_en:
        tono, corto, dicho = "bien", "En vigor", f"En vigor desde el {fecha_hora(x.otorgado_en, tz)}"
    elif x.aceptado_en:
        tono, corto = "atencion", "Aceptado, por avisar"
        dicho = "Aceptado; surte efecto cuando salga el aviso al correo de la persona"
    else:
        tono, corto, dicho = "atencion", "En revisión", "Presentado; espera que verificación lo revise"
    texto = FORMATO_DE_CONSENTIMIENTO.finalidades[finalidad.value]
    abierto = x is not None and not (x.revocado_en or x.rechazado_en)
    return Situacion(finalidad.value, str(finalidad.label), texto, tono, corto, dicho, abierto)


def consentir(c: Candidatura, form: ConsentirForm, por: Usuario, en: datetime) -> None:
    """Each purpose of the signed sheet, given by its person."""
    with escritura():
        for finalidad in form.cleaned_data["finalidad"]:
            servicios.otorgar_consentimiento(
                c, finalidad=finalidad, **_nombrada(form.cleaned_data["archivo"]), por=por, en=en
            )
        _guardar_hoja(c, form.cleaned_data["archivo"], form.cleaned_data["finalidad"], por, en)


def presentar(c: Candidatura, form: ConsentirForm, por: Usuario, en: datetime) -> None:
    """One signed sheet for several purposes, handed in by whoever postulates or by the staff."""
    _presentar(c, form.cleaned_data["archivo"], form.cleaned_data["finalidad"], por, en)


def _presentar(c: Candidatura, archivo: File[bytes], finalidades: Sequence[str], por: Usuario, en: datetime) -> None:
    with escritura():
        servicios.presentar_consentimiento(c, finalidades=finalidades, **_nombrada(archivo), por=por, en=en)
        _guardar_hoja(c, archivo, finalidades, por, en)


def _nombrada(archivo: File[bytes]) -> dict[str, str]:
    """How a consent names the signed file: its name and its hash."""
    return {"documento": str(archivo.name)[:150], "huella": huella(archivo)}


def _guardar_hoja(c: Candidatura, archivo: File[bytes], finalidades: Sequence[str], por: Usuario, en: datetime) -> None:
    """Kept last: a refusal leaves no file behind."""
    guardar_documento(
        archivo,
        proceso=c.proceso,
        candidatura=c,
        tipo=Documento.Tipo.CONSENTIMIENTO,
        titulo="Consentimiento: " + ", ".join(finalidades),
        por=por,
        en=en,
    )


def entrega_hojas(caso: CasoDeCandidatura) -> str:
    """Which verb hands in a sheet here: the person gives it, whoever represents them presents the paper; or none."""
    for verbo in ("otorgar_consentimiento", "presentar_consentimiento"):
        if rechazo_de_rol(DE_CANDIDATURA[verbo], caso) is None:
            return verbo
    return ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paso(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """The step of consents: the format, where each purpose stands, one signed sheet for several, and revoking."""
    actual = proceso_de_candidaturas(request, proceso)
    c = candidatura_o_404(request, actual, pk)
    caso = CasoDeCandidatura(c, request.momento, request.ambito)
    clave = entrega_hojas(caso)
    if not clave:
        raise Http404
    fila = DE_CANDIDATURA[clave]
    impedimentos: Sequence[Rechazo] = rechazos(fila, caso)
    form = ConsentirForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        candidatura=c,
        momento=request.momento,
    )
    situaciones = situacion_de(c)
    form.fields["finalidad"].choices = [  # type: ignore[attr-defined]
        (s.finalidad, f"{s.nombre}. {capfirst(s.texto.partition(': ')[2])}") for s in situaciones if not s.abierto
    ]
    if request.method == "POST" and form.is_valid():
        hacer = consentir if clave == "otorgar_consentimiento" else presentar
        try:
            hacer(c, form, request.user, request.momento)
        except Rechazo as rechazo:
            impedimentos = repartir(form, rechazo.rechazos)
        except ValidationError as error:
            anotar(error, form)
        else:
            messages.success(request, fila.listo)
            return redirect("candidatura_consentimientos", actual.clave, c.pk)
    revocar = rechazos(DE_CANDIDATURA["revocar_consentimiento"], caso)
    return render(
        request,
        "flujos/candidatura_consentimientos.html",
        {
            "proceso": actual,
            "candidatura": c,
            "verbo": fila,
            "form": form,
            "impedimentos": impedimentos,
            "situaciones": situaciones,
            "queda": any(not s.abierto for s in situaciones),
            "puede_revocar": not revocar,
            "folio": folio_de(c),
        },
        status=422 if request.method == "POST" else 200,
    )


@login_required
@require_safe
def formato(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """The sheet to be signed, filled with the data of its person."""
    actual = proceso_de_candidaturas(request, proceso)
    c = candidatura_o_404(request, actual, pk)
    if not entrega_hojas(CasoDeCandidatura(c, request.momento, request.ambito)):
        raise Http404
    return _pdf(request, actual, [c], f"{folio_de(c)} {c.persona.nombre}")


def _pdf(request: SolicitudCauce, actual: Proceso, cuales: Sequence[Candidatura], nombre: str) -> HttpResponse:
    aviso = aviso_de(actual, request.momento)
    version = str(aviso.fila) if aviso.fila else "Aviso de privacidad integral"
    hoja = formatos_de_consentimiento([DeQuien(c, folio_de(c)) for c in cuales], actual, version, request.momento)
    return imprimir(request, hoja, nombre)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consentimientos(request: SolicitudCauce, llave: str) -> HttpResponse:
    """Show the consents of the candidacy that the address is of (GET) and revoke one, or all (POST)."""
    pk = candidatura_de_llave(llave)
    if pk is None:
        raise Http404
    c = get_object_or_404(Candidatura.objects.select_related("proceso__instituto", "persona", "cargo"), pk=pk)
    if request.method == "POST":
        try:
            with escritura():
                for finalidad in request.POST.getlist("finalidad") or [""]:
                    servicios.revocar_consentimiento(
                        c, finalidad=finalidad, motivo=POR_EL_ENLACE, por=None, en=request.momento
                    )
        except Rechazo as rechazo:
            messages.error(request, str(rechazo))
        else:
            messages.success(request, "Quedó revocado: lo que dependía de ese consentimiento ya no es público.")
        return redirect("consentimientos_de_titular", llave)
    return render(
        request,
        "flujos/consentimientos.html",
        {
            "candidatura": c,
            "proceso": c.proceso,
            "abiertos": c.consentimientos.abiertos().select_related("presentado_por").order_by("finalidad"),
        },
    )


# -- Of many ----------------------------------------------------------------------------------------------


def _dicho(finalidad: str, c: Any) -> str:
    return next(s.dicho for s in situacion_de(c) if s.finalidad == finalidad)


PERSONAS: Listado[Candidatura] = Listado(
    (
        Columna("Persona", lambda c: c.persona.nombre),
        dato("Folio", folio_de),
        Columna("Postula", lambda c: c.actor),
        dato("Cargo", lambda c: c.cargo),
        *(Columna(str(f.label), partial(_dicho, f.value)) for f in Finalidad),
    )
)


def _proceso_o_404(request: SolicitudCauce, clave: str, roles: frozenset[str]) -> Proceso:
    actual = proceso_de_candidaturas(request, clave)
    if not request.ambito.tiene(actual.pk, *roles):
        raise Http404
    return actual


def _suyas(request: SolicitudCauce, actual: Proceso) -> QuerySet[Candidatura]:
    """The live candidacies whose sheets this person sees."""
    vivas = visibles(request, actual).vivas()
    return vivas.order_by("actor__nombre", "persona__nombre_busqueda", "pk").prefetch_related("consentimientos")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def personas(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Everybody whose sheet one hands in or looks at, by what they lack; and several sheets at once."""
    actual = _proceso_o_404(request, proceso, QUIENES_VEN)
    puede = DE_CANDIDATURA["presentar_consentimiento"].permite(request.ambito, actual.pk)
    subir = SubirHojasForm(
        request.POST if request.method == "POST" else None, request.FILES if request.method == "POST" else None
    )
    if request.method == "POST":
        if not puede:
            raise Http404
        if subir.is_valid():
            guardar_hojas(
                subir.cleaned_data["archivos"],
                actual,
                _presentables(request, actual),
                finalidades=subir.cleaned_data["finalidades"],
                por=request.user,
                en=request.momento,
            )
            return redirect("consentimientos_por_presentar", actual.clave)
    filtro = FiltroConsentimientos(request.GET, _suyas(request, actual))
    lista = PERSONAS.de(filtro.aplicar(_suyas(request, actual)), request.GET)
    if lista.se_descarga:
        return lista.archivo(f"consentimientos-{actual.clave}")
    return render(
        request,
        "flujos/consentimientos_personas.html",
        {
            "proceso": actual,
            "filtro": filtro,
            "filtrada": any(request.GET.get(campo) for campo in filtro.fields),
            **lista.contexto(),
            "filas": [(c, folio_de(c), situacion_de(c)) for c in lista.pagina],
            "finalidades": Finalidad.choices,
            "subir": subir if puede else None,
            "plegada": not subir.is_bound,
            "maximo": FORMATOS_MAXIMOS,
            "por_presentar": _sin_presentar(request, actual).count() if puede else 0,
            "por_revisar": por_revisar(actual, request.user).values("candidatura").distinct().count()
            if DE_CANDIDATURA["aceptar_consentimiento"].permite(request.ambito, actual.pk)
            else 0,
        },
        status=422 if request.method == "POST" else 200,
    )


def _presentables(request: SolicitudCauce, actual: Proceso) -> QuerySet[Candidatura]:
    """Those whose sheets this person may hand in: all, for the staff; those of their parties otherwise."""
    fila = DE_CANDIDATURA["presentar_consentimiento"]
    suyas = visibles(request, actual).vivas()
    if request.ambito.tiene(actual.pk, *(fila.roles - {Rol.PARTIDO.value})):
        return suyas
    return suyas.filter(actor__in=request.ambito.actores)


@login_required
@require_safe
def formatos(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """The sheets of everybody in the list as it is narrowed, in one PDF."""
    actual = _proceso_o_404(request, proceso, QUIENES_VEN)
    cuales = list(FiltroConsentimientos(request.GET, _suyas(request, actual)).aplicar(_suyas(request, actual)))
    if not 0 < len(cuales) <= FORMATOS_MAXIMOS:
        messages.warning(
            request,
            f"Son {len(cuales)} personas y un archivo lleva hasta {FORMATOS_MAXIMOS}: use los filtros.",
        )
        return redirect(f"{reverse('consentimientos', args=[actual.clave])}?{request.GET.urlencode()}")
    return _pdf(request, actual, cuales, f"consentimientos-{actual.clave}")


def _sin_presentar(request: SolicitudCauce, actual: Proceso) -> QuerySet[HojaPorPresentar]:
    return HojaPorPresentar.objects.filter(proceso=actual, usuario=request.user)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def por_presentar(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """The rehearsal: whose each dropped sheet is. Nothing is handed in until it is confirmed here.

    Those with a person and a purpose are handed in; the rest stay, each with what it lacks.
    """
    actual = _proceso_o_404(request, proceso, DE_CANDIDATURA["presentar_consentimiento"].roles)
    if request.method == "POST" and "descartar" in request.POST:
        cual = request.POST["descartar"]
        suyas = _sin_presentar(request, actual)
        descartar_hojas(suyas if cual == "todas" else suyas.filter(pk=entero(cual) or 0))
        messages.info(request, "Se descartó. No se presentó nada.")
    datos = request.POST if request.method == "POST" and "confirmar" in request.POST else None
    hojas = list(_sin_presentar(request, actual))
    personas = [
        (c.pk, f"{c.persona.nombre} ({c.actor}; {c.cargo}) {folio_de(c)}")
        for c in _presentables(request, actual).order_by("persona__nombre_busqueda", "pk")
    ]
    filas = [(h, HojaForm(datos, hoja=h, personas=personas) if not h.defecto else None) for h in hojas]
    hechas: set[int] = set()
    if datos is not None:
        for hoja, form in filas:
            con_persona = form is not None and form.is_valid() and form.cleaned_data["candidatura"]
            if form is not None and con_persona and _presentar_una(request, actual, hoja, form):
                hechas.add(hoja.pk)
        if hechas:
            cuantas = "1 hoja" if len(hechas) == 1 else f"{len(hechas)} hojas"
            messages.success(request, f"Se presentó {cuantas}. Verificación la revisará y se avisará a cada persona.")
    quedan = [(h, f) for h, f in filas if h.pk not in hechas]
    if not quedan and request.method == "POST":
        return redirect("consentimientos", actual.clave)
    if request.method == "POST" and datos is None:
        return redirect("consentimientos_por_presentar", actual.clave)
    return render(
        request,
        "flujos/consentimientos_por_presentar.html",
        {
            "proceso": actual,
            "listas": [(h, f) for h, f in quedan if f and h.candidatura_id],
            "sin_persona": [(h, f) for h, f in quedan if f and not h.candidatura_id],
            "ilegibles": [h for h, f in quedan if f is None],
        },
        status=422 if datos is not None and not hechas else 200,
    )


def _presentar_una(request: SolicitudCauce, actual: Proceso, hoja: HojaPorPresentar, form: HojaForm) -> bool:
    c = get_object_or_404(_presentables(request, actual), pk=form.cleaned_data["candidatura"])
    with hoja.archivo.open("rb") as abierto:
        nombre = f"{hoja.nombre.rsplit('.', 1)[0]}.{str(hoja.archivo.name).rsplit('.', 1)[-1]}"
        archivo = ContentFile(abierto.read(), name=nombre)
    try:
        _presentar(c, archivo, form.cleaned_data["finalidades"], request.user, request.momento)
    except Rechazo as rechazo:
        form.add_error(None, str(rechazo))
        return False
    except ValidationError as error:
        anotar(error, form)
        return False
    descartar_hojas(HojaPorPresentar.objects.filter(pk=hoja.pk))
    return True


# -- The desk ---------------------------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revisar(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """One sheet after another, the oldest first: what it looks like beside what it is said to consent to."""
    actual = _proceso_o_404(request, proceso, DE_CANDIDATURA["aceptar_consentimiento"].roles)
    saltadas = [pk for dado in request.GET.getlist("salta") if (pk := entero(dado)) is not None]
    cola = por_revisar(actual, request.user)
    quedan = list(dict.fromkeys(cola.values_list("candidatura", flat=True)))
    pendientes = [pk for pk in quedan if pk not in saltadas]
    elegida = entero(request.POST.get("candidatura", "")) if request.method == "POST" else None
    pk = elegida if elegida in quedan else next(iter(pendientes), None)
    contexto: dict[str, Any] = {"proceso": actual, "cuantas": len(quedan), "saltadas": len(quedan) - len(pendientes)}
    if pk is None:
        return render(request, "flujos/consentimientos_revisar.html", contexto)
    c = candidatura_o_404(request, actual, pk)
    verbo = "rechazar_consentimiento" if "rechazar" in request.POST else "aceptar_consentimiento"
    enviado = request.POST if request.method == "POST" and elegida == pk else None
    clase = RechazarConsentimientoForm if verbo == "rechazar_consentimiento" else RevisarConsentimientoForm
    form: Any = clase(enviado, candidatura=c, momento=request.momento)
    form.fields["finalidad"].initial = [x.finalidad for x in form.en_espera]
    impedimentos: Sequence[Rechazo] = ()
    if enviado is not None and form.is_valid():
        try:
            _resolver(verbo, c, form, request.user, request.momento)
        except Rechazo as rechazo:
            impedimentos = repartir(form, rechazo.rechazos)
        else:
            messages.success(request, f"{c.persona.nombre}: {DE_CANDIDATURA[verbo].listo}")
            return redirect(f"{request.path}?{request.GET.urlencode()}" if saltadas else request.path)
    if enviado is None:
        impedimentos = rechazos(
            DE_CANDIDATURA["aceptar_consentimiento"], CasoDeCandidatura(c, request.momento, request.ambito)
        )
    salto = request.GET.copy()
    salto.appendlist("salta", str(pk))
    if "motivo" not in form.fields:
        form.fields["motivo"] = RechazarConsentimientoForm.base_fields["motivo"]
    form.fields["motivo"].required = False
    respuesta = render(
        request,
        "flujos/consentimientos_revisar.html",
        {
            **contexto,
            "candidatura": c,
            "folio": folio_de(c),
            "form": form,
            "impedimentos": impedimentos,
            "hojas": form.hojas(),
            "en_espera": form.en_espera,
            "textos": FORMATO_DE_CONSENTIMIENTO.finalidades,
            "saltar": f"?{salto.urlencode()}",
        },
        status=200 if enviado is None else 422,
    )
    respuesta.headers[HEADER] = build_policy(update={"frame-src": [SELF]})
    return respuesta


def _resolver(verbo: str, c: Candidatura, form: Any, por: Usuario, en: datetime) -> None:
    finalidades = form.cleaned_data["finalidad"]
    if verbo == "aceptar_consentimiento":
        servicios.aceptar_consentimiento(c, finalidades=finalidades, por=por, en=en)
    else:
        servicios.rechazar_consentimiento(
            c, finalidades=finalidades, motivo=form.cleaned_data["motivo"], por=por, en=en
        )


@login_required
@require_safe
def hoja(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponseBase:
    """A signed sheet inside the page of whoever looks at it. Opening it is a reading, as downloading it is."""
    actual = _proceso_o_404(request, proceso, DE_CANDIDATURA["aceptar_consentimiento"].roles)
    documento = get_object_or_404(
        Documento.objects.visibles_para(request.ambito).select_related("candidatura"),
        pk=pk,
        proceso=actual,
        tipo=Documento.Tipo.CONSENTIMIENTO,
        tipo_contenido__in=("application/pdf", "image/jpeg", "image/png"),
    )
    if documento.candidatura is None or not verificar(documento):
        raise Http404
    leer(
        "leer_documento",
        documento.candidatura,
        campos=["documento"],
        documento=f"{documento.get_tipo_display()}, versión {documento.version} (SHA-256 {documento.sha256[:16]})",
        por=request.user,
        ambito=request.ambito,
        en=request.momento,
    )
    with documento.archivo.open("rb") as abierto:
        respuesta = HttpResponse(abierto.read(), content_type=documento.tipo_contenido)
    respuesta.headers["X-Content-Type-Options"] = "nosniff"
    respuesta.headers["X-Frame-Options"] = "SAMEORIGIN"
    respuesta.headers[HEADER] = build_policy(replace={"frame-ancestors": [SELF]})
    return respuesta
