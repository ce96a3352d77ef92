"""Files are kept by their hash, told by their bytes, and proved untouched."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from documentos.models import Documento
from documentos.services import guardar_documento, huella, tipo_real, validar_archivo, verificar

from ..elenco import Elenco, momento
from .muestras import con_gps, imagen, paquete, pdf

EN = momento("2024-03-27 10:00")


def guardar(e: Elenco, archivo: Any, **campos: Any) -> Documento:
    return guardar_documento(
        archivo,
        **{
            "proceso": e.proceso,
            "tipo": Documento.Tipo.PROYECTO,
            "titulo": "Informe de marzo",
            "entregable": e.entregables["informe-marzo"],
            "por": e.usuario("area"),
            "en": EN,
            **campos,
        },
    )


def test_se_guarda_con_su_huella_su_autora_y_su_historia(elenco: Elenco) -> None:
    archivo = pdf("contenido")
    documento = guardar(elenco, archivo)
    esperado = hashlib.sha256(archivo.file.getvalue()).hexdigest()
    assert documento.sha256 == esperado
    assert documento.archivo.name == f"documentos/{elenco.proceso.pk}/{esperado[:2]}/{esperado}"
    assert (documento.version, documento.tamano, documento.tipo_contenido) == (1, archivo.size, "application/pdf")
    historia = documento.history.get()
    assert (historia.history_user, historia.history_date) == (elenco.usuario("area"), EN)
    assert historia.history_change_reason == "Versión 1 de «Informe de marzo»"


def test_cada_version_de_un_entregable_conserva_las_anteriores(elenco: Elenco) -> None:
    primera, segunda = guardar(elenco, pdf("uno")), guardar(elenco, pdf("dos"))
    acuse = guardar(elenco, pdf("acuse"), tipo=Documento.Tipo.ACUSE)
    assert [primera.version, segunda.version, acuse.version] == [1, 2, 1]
    assert verificar(primera)
    assert verificar(segunda)


def test_el_mismo_contenido_se_guarda_una_sola_vez_en_disco(elenco: Elenco, settings: Any) -> None:
    primera, segunda = guardar(elenco, pdf("igual")), guardar(elenco, pdf("igual"))
    assert primera.archivo.name == segunda.archivo.name
    assert segunda.version == 2
    assert len([f for f in Path(settings.MEDIA_ROOT).rglob("*") if f.is_file()]) == 1


def test_lo_que_un_corte_dejo_a_medias_se_vuelve_a_escribir(elenco: Elenco, settings: Any) -> None:
    primera = guardar(elenco, pdf("entero"))
    (Path(settings.MEDIA_ROOT) / primera.archivo.name).write_bytes(b"%PDF")
    segunda = guardar(elenco, pdf("entero"))
    assert verificar(segunda)
    assert segunda.archivo.name == primera.archivo.name


def test_verificar_nota_un_archivo_cambiado_o_perdido(elenco: Elenco, settings: Any) -> None:
    documento = guardar(elenco, pdf())
    archivo = Path(settings.MEDIA_ROOT) / documento.archivo.name
    contenido = archivo.read_bytes()
    archivo.write_bytes(contenido[:-1] + b"X")
    assert not verificar(documento)
    archivo.unlink()
    assert not verificar(documento)


@pytest.mark.parametrize(
    ("archivo", "tipo"),
    [
        (pdf(), "application/pdf"),
        (imagen("JPEG", "foto.jpeg"), "image/jpeg"),
        (imagen("PNG", "FOTO.PNG"), "image/png"),
        (
            paquete("oficio.docx", "word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            paquete("lista.xlsx", "xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_se_admiten_cinco_tipos_por_su_contenido(archivo: ContentFile[bytes], tipo: str) -> None:
    assert validar_archivo(archivo) == tipo


@pytest.mark.parametrize(
    ("archivo", "codigo"),
    [
        (ContentFile(b"", name="vacio.pdf"), "vacio"),
        (ContentFile(b"MZ\x90\x00", name="programa.pdf"), "tipo"),
        (ContentFile(b"<script>alert(1)</script>", name="pagina.pdf"), "tipo"),
        (ContentFile(b"PK\x03\x04roto", name="roto.docx"), "tipo"),
        (paquete("cosas.zip", "leeme.txt"), "tipo"),
        (paquete("macros.docx", "word/document.xml", "word/vbaProject.bin"), "tipo"),
        (pdf(nombre="informe.docx"), "extension"),
        (imagen("PNG", "informe.pdf"), "extension"),
        (ContentFile(b"\xff\xd8\xff<script>alert(1)</script>", name="acuse.jpg"), "danado"),
        (ContentFile(con_gps("PNG")[:300], name="acuse.png"), "danado"),
        (pdf(nombre="sin-extension"), "extension"),
    ],
)
def test_lo_demas_se_rechaza_antes_de_escribir_nada(
    elenco: Elenco, settings: Any, archivo: ContentFile[bytes], codigo: str
) -> None:
    with pytest.raises(ValidationError) as rechazo:
        guardar(elenco, archivo)
    assert rechazo.value.code == codigo
    assert f"«{archivo.name}»" in rechazo.value.messages[0]
    assert not Documento.objects.exists()
    assert not Path(settings.MEDIA_ROOT).exists()


@pytest.mark.parametrize("formato", ["JPEG", "PNG"])
def test_una_imagen_se_guarda_y_se_firma_sin_lo_que_la_camara_escribio(elenco: Elenco, formato: str) -> None:
    archivo = ContentFile(con_gps(formato), name=f"acuse.{formato.lower()}")
    anunciada = huella(archivo)
    documento = guardar(elenco, archivo)
    with documento.archivo.open() as guardado:
        contenido = guardado.read()
    assert b"SECRETO" not in contenido
    assert documento.sha256 == anunciada == hashlib.sha256(contenido).hexdigest()
    assert documento.tamano == len(contenido)
    assert documento.nombre_original == archivo.name
    # The same picture, downloaded and handed in again, is the same document.
    assert guardar(elenco, ContentFile(contenido, name="otra.jpeg" if formato == "JPEG" else "otra.png")).sha256 == (
        documento.sha256
    )


def test_un_archivo_mayor_que_el_limite_se_rechaza_con_su_peso(elenco: Elenco, settings: Any) -> None:
    settings.ARCHIVO_MAXIMO_MB = 1
    with pytest.raises(ValidationError, match=r"pesa 1\.5 MB y el máximo son 1 MB"):
        guardar(elenco, ContentFile(b"%PDF-" + b"0" * 1_572_859, name="pesado.pdf"))


def test_el_nombre_original_no_trae_carpetas(elenco: Elenco) -> None:
    assert guardar(elenco, pdf(nombre="../../etc/informe final.pdf")).nombre_original == "informe final.pdf"


@given(st.binary(max_size=200))
def test_ningun_contenido_tumba_la_revision(contenido: bytes) -> None:
    for cabecera in (b"", b"PK\x03\x04", b"PK\x03\x04" + contenido + b"PK\x05\x06"):
        tipo_real(ContentFile(cabecera + contenido, name="x"))
