"""Who signed a document with a certificate: signing it here, taking what was signed elsewhere, and proving it later.

The document that was frozen never changes: each signature leaves another file, by its hash, that begins with its bytes.
The private key that somebody brings lives in this process while one signature is made, and is written nowhere.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile

from compliance.actos import Apunte, asentar, escritura
from compliance.historia import guardar_en
from compliance.models import Usuario
from compliance.services.tabla import comenzar
from compliance.verbos.modelo import Rechazo, YaHecho
from compliance.verbos.tabla import DE_FIRMA

from .efirma import (
    Autoridades,
    Firmado,
    FirmaError,
    abrir_identidad,
    autoridad_de_sellos,
    exigir_mismo,
    firmar,
    firmas_de,
    leer_autoridades,
)
from .models import Documento, FirmaElectronica
from .services import guardar_documento, verificar

bitacora = logging.getLogger(__name__)
# What is issued and may be signed. A consent is signed by who gives it; an acuse is of somebody else.
SE_FIRMAN = (Documento.Tipo.PROYECTO, Documento.Tipo.INFORME, Documento.Tipo.OTRO)


@dataclass(frozen=True)
class Comprobada:
    """A signature, and what is wrong with it now; empty if it holds."""

    firma: FirmaElectronica
    falla: str


def autoridades() -> Autoridades:
    """Those that the institute believes, read once; none if it has said none. Raises FirmaError."""
    return _leidas(settings.EFIRMA_AUTORIDADES)


@cache
def _leidas(carpeta: str) -> Autoridades:
    try:
        return leer_autoridades(Path(carpeta) if carpeta else None)
    except (ValueError, OSError) as error:
        bitacora.exception("No se pudo leer CAUCE_EFIRMA: nada se firma ni se comprueba.")
        raise FirmaError(
            "autoridades", "No se pudo leer qué autoridades acepta el instituto.", "Avise a informática."
        ) from error


def firmables() -> tuple[str, ...]:
    """The kinds of document that may be signed here; none where no authority is believed."""
    return tuple(SE_FIRMAN) if settings.EFIRMA_AUTORIDADES else ()


def se_firma(documento: Documento) -> bool:
    """Whether this document may bear signatures: a PDF of the institute, of nobody's candidacy."""
    return (
        documento.tipo in SE_FIRMAN
        and documento.tipo_contenido == "application/pdf"
        and documento.candidatura_id is None
    )


@escritura()
def firmar_aqui(
    documento: Documento, *, cer: bytes, llave: bytes, contrasena: str, por: Usuario, en: datetime
) -> FirmaElectronica:
    """Sign with a certificate and its key, which are forgotten. Raises Rechazo."""
    documento, acto = _abrir(documento, por=por, en=en)
    previas = list(documento.firmas.all())
    anterior = _leer(previas[-1].firmado if previas else documento)
    try:
        identidad = abrir_identidad(cer, llave, contrasena, autoridades(), en)
        firmado = firmar(
            anterior,
            identidad,
            campo=f"Firma{len(previas) + 1}",
            motivo=documento.titulo,
            sellos=autoridad_de_sellos(settings.SELLO_TIEMPO),
        )
        nueva = firmas_de(firmado, autoridades(), en, _recibidas(previas))[-1]
    except FirmaError as error:
        raise _rechazo(error) from None
    return _guardar(documento, acto, nueva, firmado)


@escritura()
def recibir_firmado(documento: Documento, *, firmado: bytes, por: Usuario, en: datetime) -> list[FirmaElectronica]:
    """Take the document as somebody signed it elsewhere: the same one, with signatures that hold. Raises Rechazo."""
    documento, acto = _abrir(documento, por=por, en=en)
    previas = list(documento.firmas.all())
    anterior = _leer(previas[-1].firmado) if previas else b""
    try:
        exigir_mismo(_leer(documento), firmado, tras=anterior)
        halladas = firmas_de(firmado, autoridades(), en, _recibidas(previas))
    except FirmaError as error:
        raise _rechazo(error) from None
    if len(halladas) <= len(previas):
        raise YaHecho("firma", "El archivo no trae ninguna firma nueva.", "Fírmelo y súbalo de nuevo.")
    if len(halladas) > len(previas) + 1:
        raise Rechazo("firma", "El archivo trae varias firmas nuevas.", "Suba el archivo después de cada firma.")
    return [_guardar(documento, acto, halladas[-1], firmado)]


def _abrir(documento: Documento, *, por: Usuario, en: datetime) -> tuple[Documento, Apunte]:
    """Lock the document, whole as it was kept, and begin the act."""
    suyo = Documento.objects.select_for_update(of=("self",)).select_related("proceso__instituto").get(pk=documento.pk)
    acto = comenzar(DE_FIRMA["firmar_documento"], suyo, suyo.proceso, por=por, en=en)
    if not se_firma(suyo):
        raise Rechazo("documento", "Este documento no se firma electrónicamente.", "Elija un PDF del instituto.")
    if not firmables():
        raise Rechazo("sin_autoridades", "Aquí todavía no se firma.", "Pida a informática que diga qué firmas acepta.")
    if not verificar(suyo):
        raise Rechazo("alterado", "El archivo guardado no coincide con su huella.", "Avise a informática.")
    return suyo, acto


def _guardar(documento: Documento, acto: Apunte, nueva: Firmado, firmado: bytes) -> FirmaElectronica:
    if documento.firmas.filter(serie=nueva.serie, emisor=nueva.emisor).exists():
        raise YaHecho("firma", "Ese certificado ya firmó este documento.", "Descárguelo firmado de esta página.")
    # One act: of the file, and of the signature that it bears.
    asentar(acto)
    papel = guardar_documento(
        ContentFile(firmado, name=f"firmado-{documento.nombre_original}"[-240:]),
        proceso=documento.proceso,
        tipo=Documento.Tipo.FIRMADO,
        titulo=documento.titulo,
        entregable=documento.entregable,
        por=acto.por,
        en=acto.momento,
        acto=acto,
    )
    firma = FirmaElectronica(
        documento=documento,
        firmado=papel,
        nombre=nueva.nombre,
        serie=nueva.serie,
        emisor=nueva.emisor,
        firmada_en=acto.momento,
        sello_en=nueva.sello_en,
        por=acto.por,
    )
    acto.hechos = {"nombre": nueva.nombre, "serie": nueva.serie, "sha256": papel.sha256}
    acto.notable = True
    guardar_en(acto, firma, f"Firma de {nueva.nombre}")
    return firma


def comprobadas(documento: Documento) -> list[Comprobada]:
    """The signatures of a document, each proved again on its file, at the moment when it was received."""
    firmas = list(documento.firmas.select_related("firmado").order_by("pk"))
    return [Comprobada(f, _falla(f, _recibidas(firmas[:n]))) for n, f in enumerate(firmas)]


def _recibidas(firmas: Sequence[FirmaElectronica]) -> list[datetime]:
    """When each was received: what befell its certificate afterwards does not undo it."""
    return [f.firmada_en for f in firmas]


def _falla(firma: FirmaElectronica, recibidas: Sequence[datetime]) -> str:
    if not verificar(firma.firmado):
        return "El archivo firmado no coincide con su huella."
    try:
        halladas = firmas_de(_leer(firma.firmado), autoridades(), firma.firmada_en, recibidas)
    except FirmaError as error:
        return error.mensaje
    return "" if any(h.serie == firma.serie for h in halladas) else "La firma no está en su archivo."


def es_el_firmado(documento: Documento, sha256: str) -> bool:
    """Whether these are the bytes of the document with signatures."""
    firmados: Sequence[str] = list(documento.firmas.values_list("firmado__sha256", flat=True))
    return sha256 in firmados


def _leer(documento: Documento) -> bytes:
    with documento.archivo.open("rb") as archivo:
        contenido: bytes = archivo.read()
    return contenido


_CAMPO = {"contrasena": "password_llave", "llave": "llave", "llave_abierta": "llave", "otra_llave": "llave"}


def _rechazo(error: FirmaError) -> Rechazo:
    campo = _CAMPO.get(error.codigo, "")
    return Rechazo(error.codigo, error.mensaje, error.remedio, {campo: str(error)} if campo else None)
