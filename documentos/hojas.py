"""A signed sheet that comes in: really a PDF that opens, or a photograph that is drawn again and made smaller.

Unlike what a decision is bound to, which is kept bit by bit (decision 0025), the photograph of a sheet is redrawn: it
loses what the camera wrote and whatever else the file held, and a phone's picture weighs a tenth (decision 0042).
"""

import io
import re
import zlib
from itertools import islice
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from PIL import Image

from compliance.cuestionarios import retrato

# Pixels: of the width to which it is drawn, enough to read a signature on letter paper at some 150 per inch; and the
# least that its longest side may have.
ANCHO, LADO_MINIMO = 1600, 600
_COLA = 4096
_INFLADO_MAXIMO = 8_000_000
_FLUJOS_MAXIMOS, _FLUJO_MAXIMO = 2_000, 1_000_000
_FINAL = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*[^%]{0,1024}\Z", re.S)
_PAGINA = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
_OBJSTM = re.compile(rb"/Type\s*/ObjStm.{0,400}?stream\r?\n", re.S)


def hoja_legible(archivo: File[bytes], tipo: str) -> ContentFile[bytes]:
    """The sheet as it will be kept: a PDF as it came, a picture drawn again. Raises ValidationError.

    `tipo` is what its bytes say that it is (`services.tipo_real`).
    """
    nombre = PurePath(archivo.name or "hoja").name
    archivo.seek(0)
    contenido = archivo.read()
    archivo.seek(0)
    if tipo == "application/pdf":
        if defecto := _defecto_de_pdf(contenido):
            raise ValidationError(f"«{nombre}» {defecto}", code="danado")
        return ContentFile(contenido, name=nombre)
    if tipo not in ("image/jpeg", "image/png"):
        raise ValidationError(f"«{nombre}» no es PDF, JPEG ni PNG. Suba la hoja escaneada o su foto.", code="tipo")
    dibujada = retrato(contenido, ANCHO)
    if dibujada is None:
        raise ValidationError(
            f"«{nombre}» está dañado o es demasiado grande para leerse. Tome la foto otra vez.", code="danado"
        )
    with Image.open(io.BytesIO(dibujada)) as imagen:
        if max(imagen.size) < LADO_MINIMO:
            raise ValidationError(
                f"«{nombre}» mide {imagen.width} × {imagen.height} píxeles: no se alcanza a leer. Suba una foto más "
                "grande, tomada de cerca y con luz.",
                code="chica",
            )
    return ContentFile(dibujada, name=f"{PurePath(nombre).stem}.jpg")


def _defecto_de_pdf(contenido: bytes) -> str:
    """Why these bytes are no PDF that a person could open and look at; empty if they are."""
    roto = "no se puede abrir: está incompleto o no es un PDF. Escanéelo o expórtelo de nuevo."
    inicio, final = contenido.find(b"%PDF-", 0, 1024), _FINAL.search(contenido[-_COLA:])
    if inicio < 0 or final is None:
        return roto
    donde = inicio + int(final[1])
    tabla = contenido[donde : donde + 64].lstrip()
    if not (tabla.startswith(b"xref") or re.match(rb"\d+\s+\d+\s+obj", tabla)) or b"/Root" not in contenido:
        return roto
    if b"/Encrypt" in contenido:
        return "está protegido con contraseña. Guárdelo sin ella y súbalo de nuevo."
    return "" if _PAGINA.search(contenido) or _paginas_comprimidas(contenido) else "no tiene ninguna página."


def _paginas_comprimidas(contenido: bytes) -> bool:
    """Whether some page is inside a compressed stream of objects.

    Neither one stream nor all of them are inflated beyond some megabytes, nor looked for without end: a file may say
    that it has a million.
    """
    queda = _INFLADO_MAXIMO
    for hallado in islice(_OBJSTM.finditer(contenido), _FLUJOS_MAXIMOS):
        try:
            inflado = zlib.decompressobj().decompress(
                contenido[hallado.end() : hallado.end() + _FLUJO_MAXIMO], queda or 1
            )
        except zlib.error:
            continue
        if _PAGINA.search(inflado):
            return True
        queda = max(queda - len(inflado), 0)
    return False
