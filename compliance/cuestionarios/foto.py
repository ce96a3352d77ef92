"""The photograph of the public questionnaire. Pure: bytes and dates in, reasons out.

That it shows one person and carries no party logo or slogan is for whoever verifies it.
"""

import io
import warnings
from datetime import date

from PIL import Image, ImageOps, UnidentifiedImageError

from calendario.plazos import sumar_meses

from ..metadatos import sin_metadatos
from .faltas import Falta

# «Menor a 700Kb»: counted as file managers show it, in KB of 1,024 bytes; exactly 700 KB is already too much.
PESO_MAXIMO = 700 * 1024
MESES_DE_ANTIGUEDAD = 3
FORMATOS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}
# A picture is only accepted up to this size: it takes 200 MB while it is drawn, and a phone's has a quarter of it.
PIXELES_MAXIMOS = 50_000_000
# 0.1.0 accepted up to what Pillow does not warn of: those stored then are drawn too, from fewer of their pixels.
PIXELES_DE_ANTES = 89_478_485
CALIDAD_DE_RETRATO = 82
# Of what is kept: the first one that weighs little enough.
CALIDADES = (90, 80, 65)
# A portrait is 4:5. Wider or taller than this, nobody would be recognised in it.
PROPORCION_MAXIMA = 2
# What Pillow raises on bytes that are no image, are broken, or would fill the memory.
_ILEGIBLE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError)


def faltas_foto(contenido: bytes, nombre: str, tomada_el: date | None, publicacion: date) -> list[Falta]:
    """What keeps a photograph taken on `tomada_el` from being published on `publicacion`, local days.

    Its content must really be the JPEG or PNG that the extension of `nombre` says, under 700 KB and not older
    than three months at publication. Source: Lineamientos, as transcribed in Jalisco's plan.
    """
    faltas = []
    if defecto := defecto_de_archivo(contenido, nombre):
        faltas.append(Falta("foto", defecto))
    if len(contenido) >= PESO_MAXIMO:
        faltas.append(Falta("foto", f"pesa {-(-len(contenido) // 1024)} KB; debe pesar menos de 700 KB"))
    if tomada_el is None:
        faltas.append(Falta("foto_tomada_el", "falta la fecha en que se tomó la fotografía"))
    elif tomada_el > publicacion:
        faltas.append(Falta("foto_tomada_el", "la fecha de la fotografía es posterior a su publicación"))
    elif tomada_el < tomada_desde(publicacion):
        faltas.append(
            Falta("foto_tomada_el", f"la fotografía tiene más de {MESES_DE_ANTIGUEDAD} meses a su publicación")
        )
    return faltas


def tomada_desde(publicacion: date) -> date:
    """The first day on which a photograph that is published on that day may have been taken."""
    return sumar_meses(publicacion, -MESES_DE_ANTIGUEDAD)


def defecto_de_archivo(contenido: bytes, nombre: str) -> str:
    """Why a file is not the readable JPEG or PNG that its name says; empty if it is. Its weight is another matter."""
    extension = nombre.rsplit(".", 1)[-1].lower() if "." in nombre else ""
    if extension not in FORMATOS:
        return "el archivo debe terminar en .jpg, .jpeg o .png"
    return _defecto(contenido, FORMATOS[extension])


def preparar(contenido: bytes, *, minimo: int, maximo: int) -> tuple[bytes, str]:
    """A readable photograph as it is kept, and why it cannot be (empty: it can).

    Drawn again from its pixels, upright, at most `maximo` pixels on its longest side and under 700 KB: nothing else
    that the camera wrote stays. Refused if its shortest side has fewer than `minimo`, or one is over twice the other.
    The same bytes give the same bytes.
    """
    with Image.open(io.BytesIO(contenido), formats=("JPEG", "PNG")) as imagen:
        menor, mayor = sorted(imagen.size)
        if menor < minimo:
            return b"", f"mide {imagen.width} × {imagen.height} píxeles; su lado menor debe medir al menos {minimo}"
        if mayor > menor * PROPORCION_MAXIMA:
            return b"", (
                f"mide {imagen.width} × {imagen.height} píxeles: un lado es más del doble del otro; recórtela para "
                "que muestre el rostro y los hombros"
            )
        perfil = imagen.info.get("icc_profile")
        imagen.draft("RGB", (maximo, maximo))
        derecha = ImageOps.exif_transpose(imagen)
    if derecha.mode != "RGB":
        capa = derecha.convert("RGBA")
        derecha = Image.new("RGB", capa.size, "white")
        derecha.paste(capa, mask=capa)
    # Pillow would write again what it read beside the pixels, such as comments.
    derecha.info = {}
    lado = maximo
    while True:
        derecha.thumbnail((lado, lado), Image.Resampling.LANCZOS)
        for calidad in CALIDADES:
            salida = io.BytesIO()
            derecha.save(salida, "JPEG", quality=calidad, icc_profile=perfil)
            if salida.tell() < PESO_MAXIMO:
                return salida.getvalue(), ""
        # Noise does not compress: a smaller picture does.
        perfil, lado = None, lado * 3 // 4


def retrato(contenido: bytes, ancho: int) -> bytes | None:
    """The photograph as a JPEG at most `ancho` pixels wide; None if the bytes are no readable JPEG or PNG.

    It is drawn again from its pixels: nothing else of the file goes out, such as where the picture was taken.
    """
    try:
        with Image.open(io.BytesIO(contenido), formats=("JPEG", "PNG")) as imagen:
            if imagen.width * imagen.height > PIXELES_DE_ANTES:
                return None
            imagen.draft("RGB", (ancho, ancho))
            if _descomunal(imagen):
                # A JPEG is already read smaller. Of a PNG some pixels are taken before any copy is made of it.
                imagen.thumbnail((ancho * 4, ancho * 8), Image.Resampling.NEAREST)
            derecha = ImageOps.exif_transpose(imagen).convert("RGBA")
    except _ILEGIBLE:
        return None
    derecha.thumbnail((ancho, ancho * 2))
    lienzo = Image.new("RGB", derecha.size, "white")
    lienzo.paste(derecha, mask=derecha)
    salida = io.BytesIO()
    lienzo.save(salida, "JPEG", quality=CALIDAD_DE_RETRATO, optimize=True, progressive=True)
    return salida.getvalue()


def _descomunal(imagen: Image.Image) -> bool:
    return imagen.width * imagen.height > PIXELES_MAXIMOS


def _defecto(contenido: bytes, formato: str) -> str:
    """Why the bytes are no picture of that format that can be drawn; empty if they are."""
    grande = (
        f"mide más de {PIXELES_MAXIMOS // 1_000_000} millones de píxeles; redúzcala, por ejemplo a 3000 × 4000 píxeles"
    )
    try:
        with warnings.catch_warnings():
            # Pillow warns of less than what it refuses; the limit is ours.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(contenido), formats=("JPEG", "PNG")) as imagen:
                if _descomunal(imagen):
                    return grande
                legible = imagen.format == formato
                imagen.verify()
            # verify() leaves the pixels unread; a truncated file only shows when they are decoded.
            with Image.open(io.BytesIO(contenido), formats=("JPEG", "PNG")) as imagen:
                imagen.load()
        sin_metadatos(contenido)
    except Image.DecompressionBombError:
        return grande
    except _ILEGIBLE:
        legible = False
    return "" if legible else f"el contenido no es una imagen {formato} legible, como dice su nombre"
