"""A picture keeps its pixels, its colours and which side is up, and nothing of what its camera wrote."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from compliance.metadatos import sin_metadatos

from ..documentos.muestras import con_gps

AMBOS = pytest.mark.parametrize("formato", ["JPEG", "PNG"])


def abrir(contenido: bytes) -> Image.Image:
    imagen = Image.open(io.BytesIO(contenido))
    imagen.load()
    return imagen


@AMBOS
@pytest.mark.parametrize("orientacion", range(1, 9))
def test_los_pixeles_son_los_mismos_y_del_lado_en_que_estaban(formato: str, orientacion: int) -> None:
    original = con_gps(formato, orientacion)
    limpia = sin_metadatos(original)
    antes, despues = abrir(original), abrir(limpia)
    assert despues.tobytes() == antes.tobytes()
    assert despues.getexif().get(0x0112, 1) == orientacion
    assert ImageOps.exif_transpose(despues).tobytes() == ImageOps.exif_transpose(antes).tobytes()
    assert despues.info["icc_profile"] == antes.info["icc_profile"]
    assert [round(n) for n in despues.info["dpi"]] == [300, 300]


@AMBOS
def test_de_lo_demas_no_queda_nada(formato: str) -> None:
    original = con_gps(formato)
    assert original.count(b"SECRETO") >= 4
    limpia = sin_metadatos(original)
    assert b"SECRETO" not in limpia
    assert dict(abrir(limpia).getexif()) == {0x0112: 6}
    assert abrir(limpia).getexif().get_ifd(0x8825) == {}
    assert sin_metadatos(limpia) == limpia


@pytest.mark.parametrize("modo", ["L", "CMYK", "RGB"])
def test_un_jpeg_de_escaner_queda_igual(modo: str) -> None:
    salida = io.BytesIO()
    Image.effect_noise((40, 30), 90).convert(modo).save(salida, "JPEG", restart_marker_blocks=1)
    assert sin_metadatos(salida.getvalue()) == salida.getvalue()


def test_a_un_jpeg_que_se_corto_al_final_no_se_le_quita_mas() -> None:
    original = con_gps()
    cortado = original[: original.rindex(b"\xff\xd9", 0, -10) - 40]
    limpio = sin_metadatos(cortado)
    assert cortado.endswith(limpio[-200:])
    assert b"SECRETO" not in limpio


@pytest.mark.parametrize(
    "contenido",
    [
        b"",
        b"%PDF-1.7",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0" + b"0" * 50,
        b"\xff\xd8<script>alert(1)</script>",
        b"\xff\xd8\xff\xd9",
        b"\x89PNG\r\n\x1a\n",
        con_gps("PNG")[:300],
    ],
)
def test_lo_que_no_es_una_imagen_entera_se_rechaza(contenido: bytes) -> None:
    with pytest.raises(ValueError, match=r"JPEG|PNG"):
        sin_metadatos(contenido)


@AMBOS
@given(lugar=st.integers(0, 1500), cambio=st.binary(min_size=1, max_size=8))
def test_una_imagen_danada_se_limpia_o_se_rechaza(formato: str, lugar: int, cambio: bytes) -> None:
    original = bytearray(con_gps(formato))
    original[lugar : lugar + len(cambio)] = cambio
    try:
        limpia = sin_metadatos(bytes(original))
    except ValueError:
        return
    assert sin_metadatos(limpia) == limpia
