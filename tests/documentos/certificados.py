"""An authority, certificates shaped like SAT's e.firma and lists of revoked ones, made here: of nobody."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

RFC, CURP = "PEÑA800505XX1", "PEXA800505MMSRXN09"
CONTRASENA = "una contraseña larga"
DESDE, HASTA = datetime(2023, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
_UNICO = ObjectIdentifier("2.5.4.45")


def _llave() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@dataclass
class Par:
    """A certificate and its key, as files."""

    certificado: x509.Certificate
    llave: rsa.RSAPrivateKey

    @property
    def cer(self) -> bytes:
        return self.certificado.public_bytes(Encoding.DER)

    @property
    def key(self) -> bytes:
        return self.llave.private_bytes(Encoding.DER, PrivateFormat.PKCS8, BestAvailableEncryption(CONTRASENA.encode()))

    @property
    def abierta(self) -> bytes:
        return self.llave.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


class Autoridad:
    """One that issues, and revokes."""

    def __init__(self, nombre: str = "AC DE PRUEBA") -> None:
        self.llave = _llave()
        self.nombre = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, nombre)])
        self.certificado = (
            self._base(self.nombre, self.llave, 1, DESDE, datetime(2040, 1, 1, tzinfo=UTC))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(_usos(key_cert_sign=True, crl_sign=True), critical=True)
            .sign(self.llave, hashes.SHA256())
        )
        self.revocadas: list[int] = []

    def _base(self, sujeto: Any, llave: Any, serie: int, desde: datetime, hasta: datetime) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(sujeto)
            .issuer_name(self.nombre)
            .public_key(llave.public_key())
            .serial_number(serie)
            .not_valid_before(desde)
            .not_valid_after(hasta)
        )

    def efirma(
        self,
        nombre: str = "ANA PÉREZ ÑUÑO",
        serie: str = "00001000000512345678",
        *,
        desde: datetime = DESDE,
        hasta: datetime = HASTA,
        **usos: bool,
    ) -> Par:
        """As SAT issues it: RFC in x500UniqueIdentifier, CURP in serialNumber, and the serial in letters."""
        llave = _llave()
        sujeto = x509.Name(
            [
                x509.NameAttribute(NameOID.COMMON_NAME, nombre),
                x509.NameAttribute(_UNICO, RFC),
                x509.NameAttribute(NameOID.SERIAL_NUMBER, CURP),
            ]
        )
        de_persona = usos or {"content_commitment": True, "data_encipherment": True, "key_agreement": True}
        hecho = (
            self._base(sujeto, llave, int.from_bytes(serie.encode(), "big"), desde, hasta)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usos(digital_signature=True, **de_persona), critical=False)
            .sign(self.llave, hashes.SHA256())
        )
        return Par(hecho, llave)

    def de_sellos(self) -> Par:
        """Of an authority of time stamps."""
        llave = _llave()
        sujeto = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "TSA DE PRUEBA")])
        hecho = (
            self._base(sujeto, llave, 77, DESDE, HASTA)
            .add_extension(_usos(digital_signature=True), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
            .sign(self.llave, hashes.SHA256())
        )
        return Par(hecho, llave)

    def en_carpeta(self, carpeta: Path) -> Path:
        """What an institute keeps of it."""
        carpeta.mkdir(exist_ok=True)
        (carpeta / "ac.cer").write_bytes(self.certificado.public_bytes(Encoding.DER))
        if self.revocadas:
            (carpeta / "lista.crl").write_bytes(self.lista())
        return carpeta

    def lista(self) -> bytes:
        """The certificates that it revoked."""
        constructor = x509.CertificateRevocationListBuilder().issuer_name(self.nombre)
        constructor = constructor.last_update(DESDE).next_update(HASTA)
        for serie in self.revocadas:
            una = x509.RevokedCertificateBuilder().serial_number(serie).revocation_date(DESDE + timedelta(days=1))
            constructor = constructor.add_revoked_certificate(una.build())
        return constructor.sign(self.llave, hashes.SHA256()).public_bytes(Encoding.DER)


def _usos(**cuales: bool) -> x509.KeyUsage:
    todos = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(**(todos | cuales))
