"""Signing a PDF with a certificate and a key, and telling whether a signed one is the same document. No ORM, no clock.

PAdES (ETSI EN 319 142), as an incremental update: the signed file begins with the bytes of the one that was signed, so
that whoever has both sees that nothing of it changed. The signature draws nothing: the paper stays tagged as it was.

Nothing of a private key is kept: it is opened, used once and forgotten. Which authorities are believed, and which
certificates they revoked, is what `Autoridades` read from a folder; nobody is asked over the network.
"""

import asyncio
import http.client
import re
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from asn1crypto import keys, tsp, x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_pem_private_key,
)
from cryptography.x509 import load_der_x509_certificate, load_der_x509_crl
from pyhanko.keys import load_certs_from_pemder, load_certs_from_pemder_data
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    NotYetValidError,
    PathBuildingError,
    PathError,
    ValidationError,
)
from pyhanko_certvalidator.registry import SimpleCertificateStore

# A certificate or a key has a few kilobytes.
LARGO = 64 * 1024
# What an authority of time stamps may take, and answer.
SEGUNDOS, SELLO_MAXIMO = 10, 256 * 1024
# What signs for a person: e.firma has both.
USOS = frozenset({"digital_signature", "non_repudiation"})
_ROTOS = (PdfError, SignatureValidationError, ValueError, KeyError, IndexError, TypeError, AttributeError)


# SAT writes the RFC of a person as text where X.520 has a string of bits, and asn1crypto, that reads only the latter,
# refuses the whole certificate: it is read as any other name.
x509.NameTypeAndValue._oid_specs["unique_identifier"] = x509.DirectoryString


class FirmaError(Exception):
    """It cannot be signed, or the signature does not count: `codigo` is stable; why and what to do, in Spanish."""

    def __init__(self, codigo: str, mensaje: str, remedio: str) -> None:
        super().__init__(f"{mensaje} {remedio}")
        self.codigo, self.mensaje, self.remedio = codigo, mensaje, remedio


@dataclass(frozen=True)
class Autoridades:
    """Whose certificates are believed, and what they revoked."""

    raices: Sequence[Any] = ()
    intermedias: Sequence[Any] = ()
    # By the name of who issued it and its serial: from when.
    revocados: Mapping[tuple[bytes, int], datetime] = field(default_factory=dict)

    def contexto(self, en: datetime) -> Any:
        """What a certificate is judged with at the moment `en`."""
        return ValidationContext(
            trust_roots=list(self.raices),
            other_certs=list(self.intermedias),
            moment=en,
            allow_fetching=False,
            revocation_mode="soft-fail",
        )


@dataclass(frozen=True)
class Identidad:
    """A certificate and its key, open: for one signature."""

    certificado: Any
    llave: Any = field(repr=False)

    @property
    def nombre(self) -> str:
        """Whose it is."""
        return nombre_de(self.certificado)


@dataclass(frozen=True)
class Firmado:
    """One signature of a file: whose, with which certificate, when it says, whether a third party stamped the time."""

    nombre: str
    serie: str
    emisor: str
    en: datetime | None
    sello_en: datetime | None


def leer_autoridades(carpeta: Path | None) -> Autoridades:
    """What is in a folder: certificates (`.cer`, `.crt`, `.pem`) and lists of revoked ones (`.crl`).

    Raises ValueError with the name of a file that cannot be read.
    """
    if carpeta is None:
        return Autoridades()
    certificados: list[Any] = []
    listas: list[tuple[str, Any]] = []
    for archivo in sorted(carpeta.iterdir()):
        try:
            if archivo.suffix.lower() in (".cer", ".crt", ".pem"):
                certificados += list(load_certs_from_pemder([str(archivo)]))
            elif archivo.suffix.lower() == ".crl":
                listas.append((archivo.name, load_der_x509_crl(archivo.read_bytes())))
        except (ValueError, OSError) as error:
            raise ValueError(f"{archivo.name}: no es un certificado ni una lista de revocados.") from error
    propias = [c for c in certificados if c.self_issued]
    revocados: dict[tuple[bytes, int], datetime] = {}
    for nombre, lista in listas:
        # An authority that renews its certificate keeps its name.
        suyos = [c for c in certificados if c.subject.dump() == lista.issuer.public_bytes()]
        if not any(_firmo(lista, emisor) for emisor in suyos):
            raise ValueError(f"{nombre}: la lista de revocados no es de ninguna de las autoridades de la carpeta.")
        revocados |= {(lista.issuer.public_bytes(), r.serial_number): r.revocation_date_utc for r in lista}
    return Autoridades(propias, [c for c in certificados if not c.self_issued], revocados)


def _firmo(lista: Any, emisor: Any) -> bool:
    llave: Any = load_der_x509_certificate(emisor.dump()).public_key()
    try:
        return bool(lista.is_signature_valid(llave))
    except TypeError:  # of a kind of key with which nothing is signed
        return False


def nombre_de(certificado: Any) -> str:
    """The name in a certificate: never its RFC nor its CURP, which are apart."""
    return str(certificado.subject.native.get("common_name", "")).strip()[:200] or "Sin nombre"


def serie_de(certificado: Any) -> str:
    """Its serial number: SAT writes its twenty digits as letters; others, as a number."""
    numero = certificado.serial_number
    letras = numero.to_bytes((numero.bit_length() + 7) // 8, "big")
    return letras.decode() if re.fullmatch(rb"\d{20}", letras) else f"{numero:x}"


# -- Opening what somebody brings -------------------------------------------------------------------------


def abrir_identidad(cer: bytes, llave: bytes, contrasena: str, autoridades: Autoridades, en: datetime) -> Identidad:
    """The certificate and its key, once they are of each other and believed at `en`. Raises FirmaError."""
    try:
        certificado = next(iter(load_certs_from_pemder_data(cer)))
    except (ValueError, StopIteration, TypeError):
        raise FirmaError(
            "certificado", "El archivo no es un certificado.", "Elija el .cer de su e.firma vigente."
        ) from None
    abierta = _abrir_llave(llave, contrasena)
    publica = load_der_x509_certificate(certificado.dump()).public_key()
    forma = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    if publica.public_bytes(*forma) != abierta.public_key().public_bytes(*forma):
        raise FirmaError(
            "otra_llave", "La llave no es la de ese certificado.", "Elija el .cer y el .key del mismo par."
        )
    exigir_vigente(certificado, autoridades, en)
    plana = abierta.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return Identidad(certificado, keys.PrivateKeyInfo.load(plana))


def _abrir_llave(llave: bytes, contrasena: str) -> Any:
    leer = load_pem_private_key if llave.lstrip().startswith(b"-----") else load_der_private_key
    try:
        return leer(llave, contrasena.encode())
    except TypeError:
        raise FirmaError(
            "llave_abierta", "La llave no está protegida con contraseña.", "Use la que le dio la autoridad."
        ) from None
    except (ValueError, UnsupportedAlgorithm) as error:
        if "could not deserialize" in str(error).lower() or isinstance(error, UnsupportedAlgorithm):
            raise FirmaError(
                "llave", "El archivo no es una llave privada, o la contraseña no es la suya.", "Revise ambos."
            ) from None
        raise FirmaError(
            "contrasena", "La contraseña no abre esa llave.", "Escríbala de nuevo: es la de su llave, no la de Cauce."
        ) from None


def exigir_vigente(certificado: Any, autoridades: Autoridades, en: datetime) -> None:
    """Raise FirmaError unless it signs for a person, an authority that is believed issued it, and it stands at `en`."""
    desde = autoridades.revocados.get((certificado.issuer.dump(), certificado.serial_number))
    if desde is not None and desde <= en:
        raise FirmaError(
            "revocado",
            f"El certificado fue revocado el {desde:%d/%m/%Y} por quien lo emitió.",
            "Obtenga uno nuevo y firme con él.",
        )
    try:
        revisor = CertificateValidator(certificado, validation_context=autoridades.contexto(en))
        asyncio.run(revisor.async_validate_usage(set(USOS)))
    except ExpiredError:
        hasta = certificado.not_valid_after
        raise FirmaError(
            "vencido", f"El certificado venció el {hasta:%d/%m/%Y}.", "Renuévelo y firme con el nuevo."
        ) from None
    except NotYetValidError:
        empieza = certificado.not_valid_before
        raise FirmaError("aun_no", f"El certificado rige desde el {empieza:%d/%m/%Y}.", "Revise la fecha.") from None
    except PathBuildingError:
        raise FirmaError(
            "autoridad",
            "El certificado no es de una autoridad que este instituto acepte.",
            "Firme con su e.firma; si lo es, pida a informática que agregue la autoridad que lo emitió.",
        ) from None
    except (PathError, ValidationError):
        raise FirmaError(
            "uso", "El certificado no sirve para firmar por una persona.", "Use el de su e.firma, no un sello digital."
        ) from None


# -- Time stamps ------------------------------------------------------------------------------------------


class AutoridadDeSellos(TimeStamper):
    """An authority of RFC 3161 time stamps, by its address."""

    def __init__(self, direccion: str) -> None:
        super().__init__()
        self.direccion = direccion

    async def async_request_tsa_response(self, req: Any) -> Any:
        """Ask it. Raises TimestampRequestError."""
        partes = urlsplit(self.direccion)
        clase: Any = http.client.HTTPSConnection if partes.scheme == "https" else http.client.HTTPConnection
        opciones = {"context": ssl.create_default_context()} if partes.scheme == "https" else {}
        conexion = clase(partes.hostname, partes.port, timeout=SEGUNDOS, **opciones)
        try:
            camino = (partes.path or "/") + (f"?{partes.query}" if partes.query else "")
            conexion.request("POST", camino, req.dump(), {"Content-Type": "application/timestamp-query"})
            with conexion.getresponse() as respuesta:
                cuerpo = respuesta.read(SELLO_MAXIMO)
            if respuesta.status != 200:
                raise TimestampRequestError(f"La autoridad de sellos respondió {respuesta.status}.")
            return tsp.TimeStampResp.load(cuerpo)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise TimestampRequestError(f"{type(error).__name__}: {error}") from error
        finally:
            conexion.close()


def autoridad_de_sellos(direccion: str) -> AutoridadDeSellos | None:
    """That of this address; None without one."""
    return AutoridadDeSellos(direccion) if direccion else None


# -- Signing ----------------------------------------------------------------------------------------------


def firmar(pdf: bytes, identidad: Identidad, *, campo: str, motivo: str, sellos: TimeStamper | None = None) -> bytes:
    """The same document with one signature more, in a field of its own. Raises FirmaError."""
    certificados = SimpleCertificateStore()
    firmante = signers.SimpleSigner(identidad.certificado, identidad.llave, certificados)
    try:
        escritor = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
        firmado: Any = signers.PdfSigner(
            signers.PdfSignatureMetadata(
                field_name=campo,
                md_algorithm="sha256",
                subfilter=fields.SigSeedSubFilter.PADES,
                name=identidad.nombre,
                reason=motivo,
            ),
            firmante,
            timestamper=sellos,
            new_field_spec=fields.SigFieldSpec(
                campo,
                # Nothing is drawn, and whoever listens to the document hears whose signature it is.
                invis_sig_settings=fields.InvisSigSettings(set_print_flag=False, set_hidden_flag=True),
                readable_field_name=f"Firma electrónica de {identidad.nombre}",
            ),
        ).sign_pdf(escritor)
    except TimestampRequestError:
        raise FirmaError(
            "sello", "La autoridad de sellos de tiempo no respondió.", "Inténtelo en unos minutos; nada quedó firmado."
        ) from None
    except (SigningError, *_ROTOS):
        raise FirmaError(
            "pdf", "El documento no admite firmas.", "Avise a informática: el PDF no se pudo leer."
        ) from None
    return bytes(firmado.getvalue())


def exigir_mismo(original: bytes, firmado: bytes, *, tras: bytes = b"") -> None:
    """Raise FirmaError unless `firmado` is the same document with nothing but signatures added after it.

    `tras`: what others signed already, after which the new signature goes.
    """
    otro = FirmaError(
        "otro_documento",
        "El archivo no es el mismo documento: no empieza con los bytes del que se firmó.",
        "Descargue el documento de aquí, fírmelo sin abrirlo en otro programa y suba ese archivo.",
    )
    if not firmado.startswith(original) or not firmado.startswith(tras):
        raise otro
    try:
        antes = PdfFileReader(BytesIO(original), strict=False).xrefs.total_revisions
        lector = PdfFileReader(BytesIO(firmado), strict=False)
        # In the form where signatures hang, XFA would be shown in place of the pages.
        intacto = _solo_firmas(lector, antes - 1) and "/XFA" not in _dicho(lector.root, "/AcroForm", {})
    except _ROTOS:
        raise otro from None
    if not intacto:
        raise FirmaError(
            "cambiado", "Al documento se le agregó algo más que firmas.", "Descárguelo de aquí y fírmelo de nuevo."
        )


# What a signature writes of the catalogue of a document and of a page: everything else stays as it was.
_DEL_CATALOGO = frozenset({"/AcroForm", "/DSS", "/Extensions", "/Perms", "/Version"})
_DE_LA_PAGINA = frozenset({"/Annots"})


def _solo_firmas(lector: Any, base: int) -> bool:
    """Whether nothing that there was in the revision `base` was written again, but to hang signatures from it.

    What comes after a signature is judged with it (`validate_pdf_signature`).
    """
    previo = lector.get_historical_resolver(base)
    raiz = lector.root_ref
    # What tells when the file was last written: Info and XMP.
    fechas = {
        _bytes_de(donde.raw_get(clave))
        for donde, clave in ((lector.trailer, "/Info"), (previo.root, "/Metadata"))
        if clave in donde
    }
    reescritas = set()
    for revision in range(base + 1, lector.xrefs.total_revisions):
        reescritas |= set(lector.xrefs.explicit_refs_in_revision(revision))
    for referencia in reescritas:
        try:
            antes = previo(referencia)
        except (PdfError, KeyError):
            continue
        if isinstance(antes, generic.NullObject) or f"{referencia.idnum} {referencia.generation} R".encode() in fechas:
            continue
        ahora = lector.get_object(referencia)
        if not isinstance(antes, generic.DictionaryObject) or not isinstance(ahora, generic.DictionaryObject):
            return False
        if (raiz.idnum, raiz.generation) == (referencia.idnum, referencia.generation):
            libres = _DEL_CATALOGO
        elif antes.get("/Type") == "/Page":
            libres = _DE_LA_PAGINA
        else:
            return False
        if any(_bytes(antes, clave) != _bytes(ahora, clave) for clave in (antes.keys() | ahora.keys()) - libres):
            return False
        if not _solo_campos_de_firma(_dicho(antes, "/Annots", []), _dicho(ahora, "/Annots", [])):
            return False
    return True


def _solo_campos_de_firma(antes: Any, ahora: Any) -> bool:
    """Whether a page has the annotations that it had, and besides only fields of signatures."""
    viejas, nuevas = ([_bytes_de(a) for a in anotaciones] for anotaciones in (antes, ahora))
    if nuevas[: len(viejas)] != viejas:
        return False
    agregadas = [a.get_object() if isinstance(a, generic.IndirectObject) else a for a in list(ahora)[len(viejas) :]]
    return all(a.get("/Subtype") == "/Widget" and a.get("/FT") == "/Sig" for a in agregadas)


def _dicho(objeto: Any, clave: str, nada: Any) -> Any:
    """What it says there, be it itself or by reference, which is what `get` would answer."""
    return objeto[clave] if clave in objeto else nada  # noqa: SIM401 (see above)


def _bytes(objeto: Any, clave: str) -> bytes:
    return _bytes_de(objeto.raw_get(clave)) if clave in objeto else b""


def _bytes_de(valor: Any) -> bytes:
    salida = BytesIO()
    valor.write_to_stream(salida, None)
    return salida.getvalue()


def firmas_de(
    firmado: bytes, autoridades: Autoridades, en: datetime, recibidas: Sequence[datetime] = ()
) -> list[Firmado]:
    """The signatures of a file, once all of them hold: of its bytes, of believed authorities, in force at `en`.

    `recibidas`: when the first ones were received, at which each of them is judged. A signature with a time stamp, at
    the moment that it says. Raises FirmaError: also if there is none.
    """
    try:
        lector = PdfFileReader(BytesIO(firmado), strict=False)
        incrustadas = list(lector.embedded_regular_signatures)
    except _ROTOS:
        raise FirmaError("pdf", "El archivo no es un PDF que se pueda leer.", "Suba el PDF firmado.") from None
    if not incrustadas:
        raise FirmaError("sin_firma", "El archivo no lleva ninguna firma electrónica.", "Fírmelo y súbalo de nuevo.")
    momentos = [*recibidas[: len(incrustadas)], *[en] * (len(incrustadas) - len(recibidas))]
    return [_firma(*una, autoridades) for una in zip(incrustadas, momentos, strict=True)]


def _firma(incrustada: Any, en: datetime, autoridades: Autoridades) -> Firmado:
    certificado = incrustada.signer_cert
    try:
        sellada = _hora_del_sello(incrustada.signer_info)
        contexto = autoridades.contexto(sellada or en)
        estado = validate_pdf_signature(incrustada, contexto, contexto)
    except _ROTOS:
        raise FirmaError("rota", "Una firma del archivo no se puede leer.", "Fírmelo de nuevo.") from None
    exigir_vigente(certificado, autoridades, sellada or en)
    cambio = estado.modification_level
    if not (estado.intact and estado.valid) or (cambio is not None and cambio > ModificationLevel.FORM_FILLING):
        raise FirmaError("rota", "El archivo cambió después de firmarse.", "Pida el original o fírmelo de nuevo.")
    if not estado.trusted:
        raise FirmaError("autoridad", "Una firma no es de una autoridad aceptada.", "Firme con su e.firma.")
    sello = estado.timestamp_validity
    # Of several stamps, that which was believed must be the one by whose moment all this was judged.
    if sellada is not None and not (
        sello is not None and sello.intact and sello.valid and sello.trusted and sello.timestamp == sellada
    ):
        raise FirmaError("sello", "El sello de tiempo de una firma no corresponde.", "Fírmelo de nuevo.")
    return Firmado(
        nombre_de(certificado),
        serie_de(certificado),
        str(certificado.issuer.native.get("common_name", ""))[:200],
        incrustada.self_reported_timestamp,
        sellada,
    )


def _hora_del_sello(firmante: Any) -> datetime | None:
    """The moment that the time stamp of a signature says; None without one."""
    for atributo in firmante["unsigned_attrs"] or ():
        if atributo["type"].native == "signature_time_stamp_token":
            contenido: Any = atributo["values"][0]["content"]["encap_content_info"]["content"].parsed
            hora: datetime = contenido["gen_time"].native
            return hora
    return None


__all__ = [
    "Autoridades",
    "FirmaError",
    "Firmado",
    "Identidad",
    "abrir_identidad",
    "autoridad_de_sellos",
    "exigir_mismo",
    "exigir_vigente",
    "firmar",
    "firmas_de",
    "leer_autoridades",
]
