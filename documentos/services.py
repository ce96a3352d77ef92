"""Files come in, are kept by their SHA-256 and can be proved untouched."""

import hashlib
import struct
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db.models import Max
from django.urls import reverse
from django.utils.crypto import get_random_string

from calendario.limpieza import en_parrafos
from compliance.actos import Apunte, asentar, escritura
from compliance.historia import guardar_en
from compliance.metadatos import sin_metadatos
from compliance.models import Candidatura, Entregable, Proceso, Usuario
from compliance.services.tabla import comenzar
from compliance.verbos.modelo import Rechazo, YaHecho
from compliance.verbos.tabla import DE_PAPELERIA

from .membrete import texto_de
from .models import Documento, Firmante, Membrete, TextoDePapel, ruta_documento
from .papel import Verificacion
from .textos import PAPELES

# Without those that are read for one another: 0 and O, 1, I and L.
_LETRAS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

# Real type → extensions that may announce it.
ADMITIDOS: dict[str, tuple[str, ...]] = {
    "application/pdf": ("pdf",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
}
_FIRMAS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
# A long report with hundreds of pictures has some hundreds of parts.
_ENTRADAS_MAXIMAS = 10_000
_PARTES_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}


def _tipo_office(archivo: File[bytes]) -> str:
    """Type of an Office document by the parts inside it, or empty. One with macros is none of ours."""
    # Each entry of its directory takes ten times its bytes once it is read.
    if archivo.read().count(b"PK\x01\x02") > _ENTRADAS_MAXIMAS:
        return ""
    archivo.seek(0)
    try:
        with ZipFile(archivo) as paquete:
            partes = set(paquete.namelist())
    except (BadZipFile, NotImplementedError, ValueError, OSError, OverflowError, struct.error):  # a damaged directory
        return ""
    if any(parte.endswith("vbaProject.bin") for parte in partes):
        return ""
    extension = next((e for parte, e in _PARTES_OFFICE.items() if parte in partes), "")
    return next((tipo for tipo, extensiones in ADMITIDOS.items() if extension in extensiones), "")


def tipo_real(archivo: File[bytes]) -> str:
    """MIME type told by the bytes of `archivo`, never by its name; empty if it is not one that is kept."""
    archivo.seek(0)
    cabecera = archivo.read(8)
    archivo.seek(0)
    if cabecera.startswith(b"PK\x03\x04"):
        tipo = _tipo_office(archivo)
        archivo.seek(0)
        return tipo
    return next((tipo for firma, tipo in _FIRMAS.items() if cabecera.startswith(firma)), "")


def validar_archivo(archivo: File[bytes]) -> str:
    """Type of a file that may be kept. Raises ValidationError that says what is wrong and how to mend it."""
    nombre = PurePath(archivo.name or "").name
    if not archivo.size:
        raise ValidationError(f"El archivo «{nombre}» está vacío.", code="vacio")
    if archivo.size > settings.ARCHIVO_MAXIMO_MB * 1024 * 1024:
        raise ValidationError(
            f"El archivo «{nombre}» pesa {archivo.size / 1024 / 1024:.1f} MB y el máximo son "
            f"{settings.ARCHIVO_MAXIMO_MB} MB. Reduzca su tamaño o divídalo.",
            code="tamano",
        )
    tipo = tipo_real(archivo)
    if not tipo:
        raise ValidationError(
            f"El contenido de «{nombre}» no es PDF, Word (.docx), Excel (.xlsx) sin macros, JPEG ni PNG. "
            "Guárdelo en uno de esos formatos.",
            code="tipo",
        )
    if PurePath(nombre).suffix.lower().lstrip(".") not in ADMITIDOS[tipo]:
        raise ValidationError(
            f"«{nombre}» contiene en realidad un archivo .{ADMITIDOS[tipo][0]}: corrija la extensión del nombre.",
            code="extension",
        )
    _como_se_guarda(archivo, tipo)
    return tipo


def _como_se_guarda(archivo: File[bytes], tipo: str) -> File[bytes]:
    """The file itself, or a picture without what its camera wrote (compliance.metadatos). Raises ValidationError."""
    if tipo not in ("image/jpeg", "image/png"):
        return archivo
    archivo.seek(0)
    contenido = archivo.read()
    archivo.seek(0)
    try:
        return ContentFile(sin_metadatos(contenido), name=archivo.name)
    except ValueError as error:
        raise ValidationError(
            f"«{PurePath(archivo.name or '').name}» está dañado ({error}). Escanéelo o expórtelo de nuevo.",
            code="danado",
        ) from error


def huella(archivo: File[bytes]) -> str:
    """SHA-256 that a file will have once it is kept: of a picture, without its metadata. Raises ValidationError."""
    return sha256_de(_como_se_guarda(archivo, tipo_real(archivo)))


def sha256_de(archivo: File[bytes]) -> str:
    """SHA-256 of the bytes as they are."""
    suma = hashlib.sha256()
    for trozo in archivo.chunks():
        suma.update(trozo)
    return suma.hexdigest()


def _intacto(ruta: str, sha256: str) -> bool:
    """Whether the storage holds at `ruta` exactly the bytes with that hash."""
    if not default_storage.exists(ruta):
        return False
    with default_storage.open(ruta) as archivo:
        return sha256_de(archivo) == sha256


def _almacenar(archivo: File[bytes], documento: Documento) -> str:
    """Put the bytes in the storage, unless a row of the process already keeps them; answers under which name.

    What a crash damaged is written again in its place. A file that no row names is let be: it may be of a transaction
    that is still under way, and goes with it if it fails.
    """
    iguales = Documento.objects.filter(proceso=documento.proceso, sha256=documento.sha256)
    ruta: str | None = iguales.values_list("archivo", flat=True).first()
    if ruta is None:
        return str(default_storage.save(ruta_documento(documento, ""), archivo))
    if not _intacto(ruta, documento.sha256):
        default_storage.delete(ruta)
        default_storage.save(ruta, archivo)
    return ruta


@escritura()
def guardar_documento(
    archivo: File[bytes],
    *,
    proceso: Proceso,
    tipo: str,
    titulo: str,
    entregable: Entregable | None = None,
    candidatura: Candidatura | None = None,
    por: Usuario | None,
    en: datetime,
    acto: Apunte | None = None,
) -> Documento:
    """Keep `archivo` as the next version of its kind, uploaded by `por` (None: the system) at `en`, within `acto`.

    Versions count per deliverable (or candidacy) and kind; uploads to one deliverable wait for each other. A picture
    is kept, and hashed, without the metadata of its camera. Raises ValidationError if the file may not be kept, before
    anything is written.
    """
    tipo_contenido = validar_archivo(archivo)
    archivo = _como_se_guarda(archivo, tipo_contenido)
    sha256 = sha256_de(archivo)
    if entregable is not None:
        Entregable.objects.select_for_update(of=("self",)).get(pk=entregable.pk)
    elif candidatura is not None:
        Candidatura.objects.select_for_update(of=("self",)).get(pk=candidatura.pk)
    anterior = 0
    if entregable is not None or candidatura is not None:
        previos = Documento.objects.filter(entregable=entregable, candidatura=candidatura, tipo=tipo)
        anterior = previos.aggregate(ultima=Max("version"))["ultima"] or 0
    documento = Documento(
        proceso=proceso,
        entregable=entregable,
        candidatura=candidatura,
        tipo=tipo,
        titulo=titulo[:250],
        nombre_original=PurePath(archivo.name or "").name[-250:],
        tipo_contenido=tipo_contenido,
        tamano=archivo.size,
        sha256=sha256,
        version=anterior + 1,
        subido_en=en,
        subido_por=por,
    )
    documento.archivo.name = _almacenar(archivo, documento)
    acto = acto or Apunte("adjuntar", documento, por=por, en=en)
    guardar_en(acto, documento, f"Versión {documento.version} de «{documento.titulo}»")
    return documento


def verificar(documento: Documento) -> bool:
    """Whether the stored bytes are still the ones that were uploaded; False too when they are gone."""
    return _intacto(documento.archivo.name or "", documento.sha256)


# -- Papers -----------------------------------------------------------------------------------------------


@escritura()
def guardar_membrete(proceso: Proceso, membrete: Membrete, *, por: Usuario | None, en: datetime) -> Membrete:
    """Keep the letterhead of the institute of a process: all of its processes bear it."""
    acto = comenzar(DE_PAPELERIA["guardar_membrete"], membrete, proceso, por=por, en=en)
    guardar_en(acto, membrete, "Membrete")
    asentar(acto)
    return membrete


@escritura()
def quitar_escudo(proceso: Proceso, *, motivo: str, por: Usuario | None, en: datetime) -> Membrete:
    """Leave the letterhead of the institute of a process without its crest, with the reason.

    Its file stays: the history names it.
    """
    membrete = Membrete.objects.select_for_update(of=("self",)).filter(instituto=proceso.instituto).first()
    suyo = membrete or Membrete(instituto=proceso.instituto)
    acto = comenzar(DE_PAPELERIA["quitar_escudo"], suyo, proceso, por=por, en=en, motivo=motivo.strip())
    if not suyo.escudo:
        raise YaHecho("escudo", "El membrete no tiene escudo.", "No hay nada que quitar.")
    if not acto.motivo:
        raise Rechazo("motivo", "Falta el motivo.", "Diga por qué se quita.", {"motivo": "Diga por qué se quita."})
    suyo.escudo, suyo.escudo_dice = "", ""
    guardar_en(acto, suyo)
    asentar(acto)
    return suyo


@escritura()
def guardar_firmante(firmante: Firmante, *, por: Usuario | None, en: datetime) -> Firmante:
    """Keep who signs, and since when. Raises ValidationError."""
    acto = comenzar(DE_PAPELERIA["guardar_firmante"], firmante, firmante.proceso, por=por, en=en)
    guardar_en(acto, firmante, "Quién firma")
    asentar(acto)
    return firmante


def codigo_nuevo() -> str:
    """With which a paper is checked: «K7MN-4PQR-2XWT»."""
    return "-".join(get_random_string(4, _LETRAS) for _ in range(3))


def donde_se_comprueba(codigo: str) -> Verificacion:
    """What a paper prints of its code, and the address of its QR."""
    return Verificacion(settings.SITIO_URL + reverse("verificar", args=[codigo]), codigo)


@escritura()
def redactar_papel(
    proceso: Proceso, clave: str, *, textos: Mapping[str, str], version: int, por: Usuario | None, en: datetime
) -> TextoDePapel:
    """Save what a paper says, written over `version` (0: as it came with Cauce).

    Refused as «version» if another one was saved meanwhile. Raises ValidationError of each text that is not right.
    """
    return _redactar("redactar_papel", proceso, clave, textos, version, por, en)


@escritura()
def restaurar_papel(
    proceso: Proceso, clave: str, *, cual: int, version: int, por: Usuario | None, en: datetime
) -> TextoDePapel:
    """Say again what version `cual` said (0: what came with Cauce), as a new version over `version`."""
    textos = {} if cual == 0 else versiones_de(proceso, clave)[cual].textos
    # A text that the paper did not have yet is as it came.
    return _redactar("restaurar_papel", proceso, clave, {**PAPELES[clave].textos, **textos}, version, por, en)


def versiones_de(proceso: Proceso, clave: str) -> dict[int, Any]:
    """The rows of history of a paper by their version, the newest first."""
    return {h.version: h for h in TextoDePapel.history.filter(proceso=proceso, clave=clave).order_by("-history_id")}


def _redactar(
    verbo: str,
    proceso: Proceso,
    clave: str,
    textos: Mapping[str, str],
    version: int,
    por: Usuario | None,
    en: datetime,
) -> TextoDePapel:
    Proceso.objects.select_for_update(of=("self",)).get(pk=proceso.pk)
    escrito = texto_de(proceso, clave)
    limpios = {que: en_parrafos(textos.get(que, "")).strip() for que in PAPELES[clave].textos}
    acto = comenzar(DE_PAPELERIA[verbo], escrito, proceso, por=por, en=en, hechos={"papel": clave})
    if escrito.textos == limpios:
        return escrito
    if escrito.version != version:
        raise Rechazo(
            "version",
            "Alguien guardó otra versión mientras usted escribía.",
            "Compare los dos textos, deje el suyo como deba quedar y guárdelo de nuevo.",
        )
    escrito.textos, escrito.version = limpios, escrito.version + 1
    guardar_en(acto, escrito, f"Versión {escrito.version}")
    asentar(acto)
    return escrito
