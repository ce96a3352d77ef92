"""A package of documents for INE: each file as it was kept, an index and their hashes. Made as it is sent.

The same documents give the same bytes: in order, with the moments at which they came in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, RawIOBase
from pathlib import PurePath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zoneinfo import ZoneInfo

from compliance.cara.libro import escribir_libro

from .models import Documento

INDICE, HUELLAS = "INDICE.xlsx", "SHA256SUMS"
_COLUMNAS = ("Archivo", "Documento", "Tipo", "Versión", "Recibido", "Tamaño en bytes", "SHA-256", "De qué es")
_HECHO = (1980, 1, 1, 0, 0, 0)
_DE_UNA_VEZ = 65536


@dataclass(frozen=True)
class Pieza:
    """A document of the package, and what it is of."""

    documento: Documento
    de: str


class _Tubo(RawIOBase):
    """What is written to it is taken out as it comes: the archive never is in memory whole."""

    def __init__(self) -> None:
        self._partes: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, datos: bytes) -> int:  # type: ignore[override]
        self._partes.append(bytes(datos))
        return len(datos)

    def sacar(self) -> bytes:
        partes, self._partes = self._partes, []
        return b"".join(partes)


def nombre_en_paquete(numero: int, documento: Documento) -> str:
    """«01-proyecto-v2-informe.pdf»: in order, and safe in any system."""
    original = PurePath(documento.nombre_original)
    limpio = re.sub(r"[^\w.-]+", "-", original.stem).strip("-.")[:60] or "documento"
    extension = re.sub(r"[^a-z0-9.]", "", original.suffix.lower())
    return f"{numero:02}-{documento.tipo}-v{documento.version}-{limpio}{extension}"


def paquete(piezas: Sequence[Pieza], tz: ZoneInfo) -> Iterator[bytes]:
    """The ZIP, in parts. The index has texts as texts and moments as moments, local to `tz`."""
    nombres = [nombre_en_paquete(n, p.documento) for n, p in enumerate(piezas, start=1)]
    indice = BytesIO()
    escribir_libro(
        indice,
        "Índice",
        _COLUMNAS,
        [
            (
                nombre,
                p.documento.titulo,
                p.documento.get_tipo_display(),
                p.documento.version,
                p.documento.subido_en.astimezone(tz),
                p.documento.tamano,
                p.documento.sha256,
                p.de,
            )
            for nombre, p in zip(nombres, piezas, strict=True)
        ],
    )
    huellas = "".join(f"{p.documento.sha256}  {nombre}\n" for nombre, p in zip(nombres, piezas, strict=True))
    tubo = _Tubo()
    with ZipFile(tubo, "w", ZIP_DEFLATED) as archivo:
        for nombre, contenido in ((INDICE, indice.getvalue()), (HUELLAS, huellas.encode())):
            archivo.writestr(_entrada(nombre, _HECHO), contenido)
            yield tubo.sacar()
        for nombre, p in zip(nombres, piezas, strict=True):
            recibido = p.documento.subido_en.astimezone(tz).timetuple()[:6]
            with archivo.open(_entrada(nombre, recibido), "w") as destino, p.documento.archivo.open("rb") as origen:
                for parte in origen.chunks(_DE_UNA_VEZ):
                    destino.write(parte)
                    yield tubo.sacar()
            yield tubo.sacar()
    yield tubo.sacar()


def _entrada(nombre: str, cuando: tuple[int, ...]) -> ZipInfo:
    entrada = ZipInfo(nombre, (cuando[0], cuando[1], cuando[2], cuando[3], cuando[4], cuando[5]))
    entrada.compress_type, entrada.external_attr = ZIP_DEFLATED, 0o644 << 16
    return entrada
