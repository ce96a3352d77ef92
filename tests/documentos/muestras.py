"""Small files of each kind, made here."""

import io
from zipfile import ZipFile

from django.core.files.base import ContentFile
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo


def pdf(texto: str = "uno", nombre: str = "informe.pdf") -> ContentFile[bytes]:
    """The least that begins like a PDF."""
    return ContentFile(b"%PDF-1.7\n" + texto.encode(), name=nombre)


def imagen(formato: str, nombre: str) -> ContentFile[bytes]:
    """A real one-pixel picture."""
    salida = io.BytesIO()
    Image.new("RGB", (1, 1)).save(salida, formato)
    return ContentFile(salida.getvalue(), name=nombre)


def con_gps(formato: str = "JPEG", orientacion: int = 6, tamano: tuple[int, int] = (64, 48)) -> bytes:
    """A picture as a phone leaves it: place, device, preview, comments and something after its end; lying on its side.

    All that must not stay says «SECRETO».
    """
    exif = Image.Exif()
    exif[0x0112] = orientacion
    exif[0x010F] = "SECRETO del teléfono"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (19.0, 26.0, 7.0)
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0SECRETO"
    salida = io.BytesIO()
    lienzo = Image.effect_noise(tamano, 90).convert("RGB")
    perfil = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if formato == "JPEG":
        xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRETO</x:xmpmeta>"
        lienzo.save(
            salida, "JPEG", exif=exif, xmp=xmp, comment="SECRETO", icc_profile=perfil, dpi=(300, 300), progressive=True
        )
    else:
        textos = PngInfo()
        textos.add_itxt("XML:com.adobe.xmp", "SECRETO")
        textos.add_text("Comment", "SECRETO", zip=False)
        lienzo.save(salida, "PNG", exif=exif, pnginfo=textos, icc_profile=perfil, dpi=(300, 300))
    return salida.getvalue() + b"\xff\xd8SECRETO\xff\xd9"


def paquete(nombre: str, *partes: str) -> ContentFile[bytes]:
    """A ZIP with these parts: what an Office document is."""
    salida = io.BytesIO()
    with ZipFile(salida, "w") as zip_:
        for parte in ("[Content_Types].xml", *partes):
            zip_.writestr(parte, "<x/>")
    return ContentFile(salida.getvalue(), name=nombre)


def hoja(texto: str = "uno", nombre: str = "hoja.pdf") -> ContentFile[bytes]:
    """A PDF of one page that any reader opens."""
    partes = [
        b"%PDF-1.4\n",
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>\nendobj\n% " + texto.encode() + b"\n",
    ]
    lugares = [sum(map(len, partes[:n])) for n in range(1, 4)]
    tabla = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % lugar for lugar in lugares)
    final = b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % sum(map(len, partes))
    return ContentFile(b"".join(partes) + tabla + final, name=nombre)
