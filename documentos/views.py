"""Stored files go out through here, to whoever may see what they prove."""

import logging
from typing import Any

from csp.constants import HEADER, SELF
from csp.utils import build_policy
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from compliance.api import DEMASIADAS
from compliance.cara.libro import TIPO as LIBRO
from compliance.cara.publicas import con_version
from compliance.cuestionarios import retrato
from compliance.forms.errores import anotar
from compliance.middleware import SolicitudAbierta, SolicitudCauce
from compliance.models import Candidatura
from compliance.publicacion import identidad_publica
from compliance.ritmo import Ritmo
from compliance.roles import INTERNOS
from compliance.services.lecturas import leer
from compliance.verbos.modelo import Rechazo
from compliance.verbos.tabla import DE_FIRMA
from compliance.views.comun import anotar_descarga
from compliance.views.conoceles import ANCHO_FICHA
from compliance.views.fichas import contexto_de_ficha, direccion_de, publicada, sustituida

from .fichas import ficha_impresa
from .firmas import comprobadas, es_el_firmado, firmables, firmar_aqui, recibir_firmado, se_firma
from .forms import ComprobarForm, ConEfirmaForm, YaFirmadoForm
from .informes.periodos import lapso_de
from .models import Comprobante, Documento, Informe
from .papel import Hoja, LetraSinFuente, en_libro, en_pdf, en_word, lleva_tablas
from .services import sha256_de, verificar

# What a page shows as it is.
SE_VEN = ("application/pdf", "image/jpeg", "image/png")
VERIFICACIONES_POR_MINUTO = 30
bitacora = logging.getLogger(__name__)


@login_required
@require_safe
def documento(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponseBase:
    """Download one version, as a file and never inside the page."""
    visibles = Documento.objects.visibles_para(request.ambito).select_related("proceso__instituto")
    return entregar(request, get_object_or_404(visibles, pk=pk, proceso__clave=proceso))


@login_required
@require_safe
def vista(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponseBase:
    """A version of a deliverable's document, inside the page of the deliverable: a PDF or a picture, as it was kept."""
    visibles = Documento.objects.visibles_para(request.ambito)
    doc = get_object_or_404(
        visibles, pk=pk, proceso__clave=proceso, entregable__isnull=False, tipo_contenido__in=SE_VEN
    )
    if not verificar(doc) or doc.revision:
        return entregar(request, doc)
    return FileResponse(
        doc.archivo.open("rb"),
        content_type=doc.tipo_contenido,
        headers={
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "SAMEORIGIN",
            HEADER: build_policy(replace={"frame-ancestors": [SELF]}),
        },
    )


FORMATOS = {
    "pdf": ("application/pdf", en_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", en_word),
    "xlsx": (LIBRO, en_libro),
}


def imprimir(
    request: SolicitudCauce, hoja: Hoja, nombre: str, formato: str = "pdf", *, en_linea: bool = False
) -> HttpResponse:
    """A document made now, as a file: PDF, DOCX for what is still to be written, or its tables as a workbook.

    Http404 of any other format, and of a workbook of a document without tables.

    What cannot be printed whole is not: the answer says which letters, and where to mend them.
    """
    if formato not in FORMATOS or (formato == "xlsx" and not lleva_tablas(hoja)):
        raise Http404
    tipo, hacer = FORMATOS[formato]
    try:
        contenido = hacer(hoja)
    except LetraSinFuente as error:
        return render(request, "documentos/sin_letra.html", {"hoja": hoja, "error": error}, status=422)
    return _archivo(contenido, tipo, f"{nombre}.{formato}", en_linea=en_linea)


def archivo_pdf(contenido: bytes, nombre: str) -> HttpResponse:
    """A PDF made now that is no `Hoja`."""
    return _archivo(contenido, "application/pdf", f"{nombre}.pdf")


def _archivo(contenido: bytes, tipo: str, nombre: str, *, en_linea: bool = False) -> HttpResponse:
    return HttpResponse(
        contenido,
        content_type=tipo,
        headers={
            "Content-Disposition": content_disposition_header(not en_linea, nombre) or "attachment",
            "X-Content-Type-Options": "nosniff",
        },
    )


def entregar(request: SolicitudCauce, doc: Documento) -> HttpResponseBase:
    """The file of a document whose reader was already checked. One that no longer matches its hash stays here."""
    if not verificar(doc):
        if doc.candidatura is not None and doc.candidatura.suprimida:
            return render(request, "documentos/suprimido.html", {"proceso": doc.proceso, "documento": doc}, status=410)
        bitacora.error("El documento %s falta en el almacén o no coincide con su huella %s", doc.pk, doc.sha256)
        return render(request, "documentos/alterado.html", {"proceso": doc.proceso, "documento": doc}, status=500)
    if doc.infectado:
        return render(request, "documentos/infectado.html", {"proceso": doc.proceso, "documento": doc}, status=403)
    if doc.candidatura is not None:
        nombre = f"{doc.get_tipo_display()}, versión {doc.version} (SHA-256 {doc.sha256[:16]})"
        leer(
            "leer_documento",
            doc.candidatura,
            campos=["documento"],
            documento=nombre,
            por=request.user,
            ambito=request.ambito,
            en=request.momento,
        )
    elif doc.entregable is None:
        # Of no deliverable: it tells of people, as the certificate of what was suppressed does.
        anotar_descarga(request, doc.proceso, f"{doc.titulo} (SHA-256 {doc.sha256[:16]})", doc)
    return FileResponse(
        doc.archivo.open("rb"),
        as_attachment=True,
        # Whoever opens it later, far from the page, reads it too.
        filename=f"SIN REVISAR {doc.nombre_original}" if doc.revision else doc.nombre_original,
        content_type=doc.tipo_contenido,
        headers={"X-Content-Type-Options": "nosniff"},
    )


@require_safe
@con_version()
def ficha(request: SolicitudCauce, proceso: str, version: str, pk: int) -> HttpResponse:
    """The page of a published candidacy, to be printed or sent. Of one that left, what its page answers."""
    candidatura = publicada(proceso, pk)
    if candidatura is None:
        return sustituida(request, proceso, pk)
    hoja = ficha_impresa(
        candidatura,
        contexto_de_ficha(candidatura, identidad_publica(candidatura)),
        direccion_de(candidatura),
        _retrato_de(candidatura),
        request.momento,
    )
    respuesta = imprimir(request, hoja, f"candidatura-{candidatura.pk}", en_linea=True)
    respuesta["X-Robots-Tag"] = "noindex, noarchive"
    return respuesta


def _retrato_de(candidatura: Candidatura) -> bytes | None:
    """The photograph as the site draws it; None if there is none, or none that can be drawn."""
    archivo = candidatura.curricular.foto
    if not archivo:
        return None
    try:
        with archivo.open("rb") as abierto:
            return retrato(abierto.read(), ANCHO_FICHA)
    except FileNotFoundError:
        return None


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def firmas(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Who signed a document, each signature proved again; and signing it, here or with what was signed elsewhere."""
    visibles = Documento.objects.visibles_para(request.ambito).select_related("proceso__instituto", "entregable")
    doc = get_object_or_404(visibles, pk=pk, proceso__clave=proceso)
    if not se_firma(doc) or not request.ambito.roles(doc.proceso_id) & INTERNOS:
        raise Http404
    puede = DE_FIRMA["firmar_documento"].permite(request.ambito, doc.proceso_id)
    if request.method == "POST" and not puede:
        raise Http404
    aqui, afuera = ConEfirmaForm(), YaFirmadoForm()
    if request.method == "POST":
        fuera = request.POST.get("hacer") == "subir"
        form: ConEfirmaForm | YaFirmadoForm = (YaFirmadoForm if fuera else ConEfirmaForm)(request.POST, request.FILES)
        if form.is_valid() and _firmado(request, doc, form):
            messages.success(request, DE_FIRMA["firmar_documento"].listo)
            return redirect("documento_firmas", proceso, pk)
        aqui, afuera = (aqui, form) if isinstance(form, YaFirmadoForm) else (form, afuera)
    contexto = {
        "proceso": doc.proceso,
        "documento": doc,
        "firmas": comprobadas(doc),
        "puede": puede and bool(firmables()),
        "aqui": aqui,
        "afuera": afuera,
        "verbo": DE_FIRMA["firmar_documento"],
    }
    mal = aqui.is_bound or afuera.is_bound
    return render(request, "documentos/firmas.html", contexto, status=422 if mal else 200)


@sensitive_variables()
def _firmado(request: SolicitudCauce, doc: Documento, form: ConEfirmaForm | YaFirmadoForm) -> bool:
    """Whether it was signed; otherwise the form says why not."""
    d, quien = form.cleaned_data, {"por": request.user, "en": request.momento}
    try:
        if isinstance(form, YaFirmadoForm):
            recibir_firmado(doc, firmado=d["firmado"].read(), **quien)  # type: ignore[arg-type]
        else:
            firmar_aqui(
                doc,
                cer=d["cer"].read(),
                llave=d["llave"].read(),
                contrasena=d["password_llave"],
                **quien,  # type: ignore[arg-type]
            )
    except (Rechazo, ValidationError) as error:
        anotar(error, form)
        return False
    return True


class RitmoDeVerificacion(Ritmo):
    """Codes are not to be guessed, nor files sent without end."""

    scope = "verificacion"


def _de_que_informa(informe: Informe) -> str:
    clase = informe.get_clase_display()
    if informe.clase == Informe.Clase.FINAL:
        # Its period is that of election day, and the paper stays as it was though that day moves.
        return clase
    return f"{clase}, {lapso_de(informe.proceso, informe.clase, informe.periodo).dicho}"


def _emitido_o_404(codigo: str) -> dict[str, Any]:
    """What the page says of a report or a letter: what it is, whose, its folio, when and its hash; nothing else."""
    carta = Comprobante.objects.select_related("documento__proceso__instituto").filter(codigo=codigo).first()
    informes = Informe.objects.select_related("documento__proceso__instituto", "proceso").exclude(documento=None)
    emitido: Any = carta or get_object_or_404(informes, codigo=codigo)
    documento = emitido.documento
    que = carta.que if carta else _de_que_informa(emitido)
    return {
        "que": que,
        "proceso": documento.proceso,
        "folio": emitido.folio,
        "emitido_en": emitido.emitido_en,
        "codigo": emitido.codigo,
        "sha256": documento.sha256,
        "documento": documento,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def verificacion(request: SolicitudAbierta, codigo: str) -> HttpResponse:
    """What was issued under a code, for anybody who holds the paper; with a file, whether it is that same one.

    The file is hashed and not kept. A code that was never given answers 404, like any page that does not exist.
    """
    if espera := RitmoDeVerificacion(f"{VERIFICACIONES_POR_MINUTO}/m").espera(request):
        return HttpResponse(
            DEMASIADAS.format(espera),
            status=429,
            content_type="text/plain; charset=utf-8",
            headers={"Retry-After": str(espera)},
        )
    emitido = _emitido_o_404(codigo.upper())
    form = ComprobarForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    igual = con_firmas = None
    documento = emitido["documento"]
    if form.is_bound and form.is_valid():
        suma = sha256_de(form.cleaned_data["archivo"])
        con_firmas = es_el_firmado(documento, suma)
        igual = con_firmas or suma == documento.sha256
    respuesta = render(
        request,
        "documentos/verificacion.html",
        {**emitido, "form": form, "igual": igual, "con_firmas": con_firmas, "firmas": comprobadas(documento)},
        status=422 if form.errors else 200,
    )
    respuesta["X-Robots-Tag"] = "noindex, noarchive"
    return respuesta
