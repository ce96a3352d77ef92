"""Pictures without what the camera writes about itself: where and when, by which device, its preview. Pure.

Nothing of the picture is encoded again: whole segments are left out, so its pixels are the same bit by bit. What
stays is what drawing it needs: the image, its colours and, of all the metadata, which side is up.
"""

import re
import struct
import zlib
from typing import Literal

_SOI, _EOI = b"\xff\xd8", b"\xff\xd9"
_PNG = b"\x89PNG\r\n\x1a\n"
_EXIF = b"Exif\x00\x00"
# After compressed data: anything but a stuffed byte, a restart mark or filling.
_MARCA = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
# Of the application segments of a JPEG: its density, its colour profile and its colour transform.
_APLICACION = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
# Besides the critical chunks of a PNG, those that say how it looks; the rest are texts, dates and the like.
_DE_APARIENCIA = frozenset(b"tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs hIST sPLT acTL fcTL fdAT".split())
_ORIENTACION = 0x0112


def sin_metadatos(contenido: bytes) -> bytes:
    """The same JPEG or PNG without metadata; what follows the end of the picture is left out too.

    Cleaning it again gives the same bytes. Raises ValueError if it is neither, or is damaged.
    """
    if contenido.startswith(_SOI):
        return _jpeg(contenido)
    if contenido.startswith(_PNG):
        return _png(contenido)
    raise ValueError("no es JPEG ni PNG")


def _jpeg(contenido: bytes) -> bytes:
    partes, lugar, orientada, con_imagen = [_SOI], len(_SOI), False, False
    while lugar < len(contenido):
        if contenido[lugar] != 0xFF:
            raise ValueError("un segmento del JPEG no empieza donde debe")
        while contenido[lugar : lugar + 1] == b"\xff":
            lugar += 1
        marca = contenido[lugar : lugar + 1]
        if marca == _EOI[1:]:
            partes.append(_EOI)
            break
        largo = int.from_bytes(contenido[lugar + 1 : lugar + 3], "big")
        cuerpo = contenido[lugar + 1 : lugar + 1 + largo]
        if largo < 2 or len(cuerpo) < largo:
            raise ValueError("un segmento del JPEG está incompleto")
        lugar += 1 + largo
        tipo, datos = marca[0], cuerpo[2:]
        if tipo == 0xE1 and datos.startswith(_EXIF) and not orientada:
            orientada = True
            partes.append(_app1(_orientacion(datos[len(_EXIF) :])))
        elif datos.startswith(_APLICACION[tipo]) if tipo in _APLICACION else not _es_dicho(tipo):
            partes += [b"\xff", marca, cuerpo]
        if tipo == 0xDA:  # start of scan: compressed data up to the next mark, or to the end if it was cut short
            con_imagen = True
            siguiente = _MARCA.search(contenido, lugar)
            fin = siguiente.start() if siguiente else len(contenido)
            partes.append(contenido[lugar:fin])
            lugar = fin
    if not con_imagen:
        raise ValueError("el JPEG no tiene imagen")
    return b"".join(partes)


def _es_dicho(tipo: int) -> bool:
    """Whether a segment of a JPEG is an application's or a comment: not needed to draw it."""
    return 0xE0 <= tipo <= 0xEF or tipo == 0xFE


def _png(contenido: bytes) -> bytes:
    partes, lugar = [_PNG], len(_PNG)
    while True:
        largo, tipo = int.from_bytes(contenido[lugar : lugar + 4], "big"), contenido[lugar + 4 : lugar + 8]
        bloque = contenido[lugar : lugar + 12 + largo]
        if len(bloque) < 12 + largo or not tipo.isalpha():
            raise ValueError("un bloque del PNG está incompleto")
        lugar += len(bloque)
        if tipo == b"eXIf":
            partes.append(_exif_png(_orientacion(bloque[8:-4])))
        elif tipo[:1].isupper() or tipo in _DE_APARIENCIA:
            partes.append(bloque)
        if tipo == b"IEND":
            return b"".join(partes)


def _orientacion(tiff: bytes) -> int:
    """Which side is up, from 2 to 8 as TIFF 6.0 counts them; 1, the usual one, if it is not said or not understood."""
    orden: Literal["little", "big"] = "little" if tiff.startswith(b"II") else "big"
    directorio = int.from_bytes(tiff[4:8], orden)
    for n in range(int.from_bytes(tiff[directorio : directorio + 2], orden)):
        entrada = tiff[directorio + 2 + 12 * n : directorio + 14 + 12 * n]
        if int.from_bytes(entrada[:2], orden) == _ORIENTACION:
            valor = int.from_bytes(entrada[8:10], orden)
            return valor if 2 <= valor <= 8 else 1
    return 1


def _tiff(orientacion: int) -> bytes:
    """The least that says an orientation: one directory with one entry."""
    return b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTACION, 3, 1, orientacion, 0, 0)


def _app1(orientacion: int) -> bytes:
    if orientacion == 1:
        return b""
    datos = _EXIF + _tiff(orientacion)
    return b"\xff\xe1" + struct.pack(">H", len(datos) + 2) + datos


def _exif_png(orientacion: int) -> bytes:
    if orientacion == 1:
        return b""
    datos = b"eXIf" + _tiff(orientacion)
    return struct.pack(">I", len(datos) - 4) + datos + struct.pack(">I", zlib.crc32(datos))
