"""Thousands of bad inputs through everything that reads what people hand in, without HTTP: always an answer.

Each reader may only refuse with the error that it names. The examples are the same every time (`derandomize`), and none
may take long: what takes the square of its length is a way to stop the site.
"""

import copy
import io
import time
import tomllib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from email import message_from_bytes
from typing import Any
from zipfile import ZipFile

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from xlsxwriter import Workbook

from calendario.limpieza import en_parrafos, en_una_linea
from calendario.reglas import PlazoError, interpretar, leer_fecha
from compliance import textos, verificador
from compliance.cuestionarios import medios, retrato
from compliance.cuestionarios.foto import defecto_de_archivo
from compliance.forms.claros import JsonField
from compliance.importacion import lector, valores
from compliance.importacion.perfil import PerfilInvalido, leer_perfil
from compliance.importacion.secciones import dicho_de
from compliance.metadatos import sin_metadatos
from compliance.plan import esquema
from compliance.plan.defectos import PlanInvalido
from compliance.plan.esquema import DIRECTORIO, interpretar_plan
from compliance.registro import curp, formulas, nombres
from compliance.registro import secciones as secciones_de
from compliance.toml import TomlError, leer_toml
from documentos.hojas import hoja_legible
from documentos.services import tipo_real, validar_archivo
from notificaciones.rebotes import rebotes_de

from .documentos.muestras import con_gps, hoja, imagen, paquete
from .hostiles import TEXTOS, comprimido, cualquier_texto, estropeados, pdf_con, png_de

DE_CASA = ("compliance.", "documentos.", "flujos.", "notificaciones.")
# What one reading may take, on a busy machine.
SEGUNDOS = 5.0
MILES = settings(max_examples=120, derandomize=True, deadline=None, database=None)

LECTORES: dict[str, tuple[Callable[[str], Any], tuple[type[Exception], ...]]] = {
    "regla": (interpretar, (PlazoError,)),
    "fecha": (leer_fecha, (PlazoError,)),
    "curp": (curp.leer, (ValueError,)),
    "clave de elector": (curp.defecto_de_clave, ()),
    "nombre": (nombres.defecto_de_nombre, ()),
    "signos": (nombres.signos_ajenos, ()),
    "fórmula": (formulas.comparable, ()),
    "sección": (secciones_de.numero_de_seccion, ()),
    "lugar de una sección": (dicho_de, ()),
    "entidad": (valores.entidad_de, ()),
    "romano": (valores.romano, ()),
    "ordinal": (valores.ordinal, ()),
    "lugar": (valores.lugar_de, ()),
    "calidad": (valores.calidad_de, ()),
    "edad": (valores.edad_de, ()),
    "día": (valores.fecha_de, ()),
    "reparado": (valores.reparado, ()),
    "sospechas": (valores.sospechas_de_nombre, ()),
    "nombre propio": (valores.nombre_propio, ()),
    "apellidos": (valores.en_nombre_y_apellidos, ()),
    "velado": (valores.velado, ()),
    "perfil": (leer_perfil, (PerfilInvalido,)),
    "plan": (lambda t: interpretar_plan(t.encode("utf-8", "surrogatepass"), "p.toml"), (PlanInvalido,)),
    "en una línea": (en_una_linea, ()),
    "en párrafos": (en_parrafos, ()),
    "largo": (textos.largo_sin_espacios, ()),
    "plegado": (textos.plegado, ()),
    "fechas dichas": (textos.decir_fechas, ()),
    **{f"medio {t}": (lambda v, t=t: medios.leer_medio(t, v), ()) for t in medios.MEDIOS},
    **{f"enlace {t}": (lambda v, t=t: medios.enlace_seguro(t, v), ()) for t in medios.MEDIOS},
}


def con_palabras(*dichos: str) -> None:
    """A refusal is an answer: it says something."""
    assert dichos
    assert all(dicho.strip() for dicho in dichos)


@pytest.mark.parametrize("nombre", LECTORES)
def test_cualquier_texto_tiene_respuesta(nombre: str) -> None:
    leer, rechazos = LECTORES[nombre]

    @MILES
    @given(cualquier_texto)
    def probar(texto: str) -> None:
        try:
            leer(texto)
        except rechazos as rechazo:
            con_palabras(str(rechazo))

    probar()
    for texto in TEXTOS:
        try:
            leer(texto)
        except rechazos as rechazo:
            con_palabras(str(rechazo))


# What a cell holds at the most, of each letter that makes some expression go back.
REPETIDOS = [
    "a",
    "1",
    "(",
    "[",
    "@",
    " ",
    "-",
    ".",
    ",",
    '"',
    "<",
    "\n",
    "ñ",
    "I",
    "0",
    "#",
    "a ",
    "1-",
    "a.",
    "a@",
    "/",
    "{",
]


@pytest.mark.parametrize("nombre", LECTORES)
def test_nada_tarda_el_cuadrado_de_lo_que_mide(nombre: str) -> None:
    leer, rechazos = LECTORES[nombre]
    for letra in REPETIDOS:
        for texto in (letra * (lector.CELDA_MAXIMA // len(letra)), "x" + letra * 15_000 + "!"):
            desde = time.process_time()
            with suppress(*rechazos):
                leer(texto)
            assert time.process_time() - desde < SEGUNDOS, (nombre, letra)


def test_lo_limpio_no_vuelve_a_ensuciarse() -> None:
    @MILES
    @given(cualquier_texto)
    def probar(texto: str) -> None:
        linea, parrafos = en_una_linea(texto), en_parrafos(texto)
        assert en_una_linea(linea) == linea
        assert en_parrafos(parrafos) == parrafos
        assert not set(linea) & set("\n\r\t\0\u202e\u2066\u200b\u2028")
        assert not set(parrafos) & set("\r\0\u202e\u2066\u2028")
        (linea + parrafos).encode()

    probar()


# -- TOML -------------------------------------------------------------------------------------------------

PLAN = (DIRECTORIO / "ine-pel-2021-2022.toml").read_bytes()


@pytest.mark.parametrize(
    ("contenido", "dice"),
    [
        (b"x = " + b"[" * 5000 + b"]" * 5000, "una dentro de otra"),
        (b"x = " + b"{a=" * 5000 + b"1" + b"}" * 5000, "una dentro de otra"),
        (b"a = 1\n\n" + b".".join([b"a"] * 200_000) + b" = 1", "línea 3: una clave tiene más de 20 partes"),
        (b"[" + b" . ".join([b'"a"'] * 100_000) + b"]", "una clave tiene más de 20 partes"),
        (b"x = " + b"9" * 5000, "un número demasiado largo"),
        (b'x = """' * 200_000, "no es TOML válido"),
        (b'"\\' * 600_000, "no es TOML válido"),
        (b"a" * 2_000_000, "no es TOML válido"),
        (b"x = 1\nx = 2", "ya estaba escrita"),
        (b"[a]\nx = 1\n[a]\nx = 2", "ya estaba escrita"),
        (b"x: 1\ny: &a [*a, *a]", "no es TOML válido"),
        (b'{"x": 1, "x": 2}', "no es TOML válido"),
        (b"x = 1e999999", "falta"),
        (b"x = nan\ny = -inf\nz = 0x" + b"f" * 4_000, "falta"),
        (b"x = 2024-02-30", "2024-02-30 no existe"),
        (b"\xff\xfex\x00", "no está en UTF-8"),
        (b"", "falta"),
    ],
)
def test_un_plan_imposible_dice_donde_y_por_que_en_poco_tiempo(contenido: bytes, dice: str) -> None:
    desde = time.process_time()
    with pytest.raises(PlanInvalido) as rechazo:
        interpretar_plan(contenido, "plan.toml")
    assert dice in str(rechazo.value)
    assert str(rechazo.value).startswith("plan.toml: ")
    assert time.process_time() - desde < SEGUNDOS


def test_los_puntos_de_un_texto_no_son_de_una_clave() -> None:
    dicho = leer_toml(
        b'\xef\xbb\xbfx = "' + b"a.b" * 500 + b'"\ny = """\n' + b"a.b." * 500 + b'"""\nz = 1 # ' + b"a.b" * 90
    )
    assert sorted(dicho) == ["x", "y", "z"]
    with pytest.raises(TomlError) as rechazo:
        leer_toml(b'y = """\n\n"""\n' + b"a." * 30 + b"b = 1")
    assert rechazo.value.linea == 4


MALOS = ["", "x" * 100_000, -1, 10**30, 1.5, True, [], {}, [[]], [{}], {"a": 1}, "2024-02-30", "\u202e", "=1+1"]


def _lugares(dato: Any, camino: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    hijos = dato.items() if isinstance(dato, dict) else list(enumerate(dato))[:1] if isinstance(dato, list) else ()
    return [lugar for clave, valor in hijos for lugar in [(*camino, clave), *_lugares(valor, (*camino, clave))]]


def _podado(dato: Any) -> Any:
    """Of each list, what comes first: the keys are the same in all."""
    if isinstance(dato, dict):
        return {clave: _podado(valor) for clave, valor in dato.items()}
    return [_podado(v) for v in dato[:1]] if isinstance(dato, list) else dato


def test_cada_clave_de_un_plan_con_otro_tipo_se_rechaza_con_su_lugar_o_se_entiende() -> None:
    bueno, casos = _podado(tomllib.loads((DIRECTORIO / "impepac-2023-2024.toml").read_text(encoding="utf-8"))), 0
    for lugar in _lugares(bueno):
        for malo in MALOS:
            dato = copy.deepcopy(bueno)
            dentro: Any = dato
            for paso in lugar[:-1]:
                dentro = dentro[paso]
            dentro[lugar[-1]] = malo
            casos += 1
            with pytest.MonkeyPatch.context() as parche:
                parche.setattr(esquema, "leer_toml", lambda contenido, dato=dato: dato)
                try:
                    interpretar_plan(b"", "p.toml")
                except PlanInvalido as rechazo:
                    con_palabras(*(d.razon for d in rechazo.defectos))
    assert casos > 500


def test_un_plan_estropeado_tiene_respuesta() -> None:
    rechazados = 0
    for malo in estropeados(PLAN, 400):
        try:
            interpretar_plan(malo, "p.toml")  # a letter of a text may be another
        except PlanInvalido as rechazo:
            rechazados += 1
            con_palabras(str(rechazo))
    assert rechazados > 200


# -- Tables -----------------------------------------------------------------------------------------------


def leer(contenido: bytes) -> Any:
    """As the process apart does, in this one: rows, or why not."""
    try:
        return list(lector.leer(contenido))
    except lector.Ilegible as rechazo:
        con_palabras(*rechazo.defectos)
        return rechazo


TABLA = "NOMBRE,CARGO,EDAD\nANA PÉREZ,DIPUTACIÓN,44\n"


@pytest.mark.parametrize(
    "codificacion", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"]
)
@pytest.mark.parametrize("fin", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separador", [",", ";", "\t", "|"])
def test_una_tabla_se_lee_como_la_haya_guardado_su_programa(codificacion: str, fin: str, separador: str) -> None:
    contenido = TABLA.replace("\n", fin).replace(",", separador).encode(codificacion)
    hojas = leer(contenido)
    assert hojas[2][1] == ["ANA PÉREZ", "DIPUTACIÓN", "44"]


def test_una_tabla_pegada_de_dos_programas_se_lee_renglon_por_renglon() -> None:
    contenido = "\ufeffNOMBRE,CARGO\nMARTÍNEZ,X\n".encode() + "PEÑA,Y\n".encode("cp1252") + "MUÑIZ,Z".encode()
    assert [fila[1][0] for fila in leer(contenido)[2:]] == ["MARTÍNEZ", "PEÑA", "MUÑIZ"]


@pytest.mark.parametrize(
    ("contenido", "dice"),
    [
        # «PÉREZ» as MS-DOS saves it: read as if it were of Windows it would be «PREZ».
        (TABLA.encode("cp850"), "en el renglón 2 hay letras que no son de UTF-8 ni de Windows-1252"),
        # Two systems in one line: neither is guessed.
        (b"x\n" + "MARTÍNEZ,".encode() + "PEÑA".encode("cp1252"), "en el renglón 2 hay letras"),
        (TABLA.encode("utf-16") + b"x", "no es texto"),
        (b"\xff\xfeN\x00\x00\xd8A\x00", "no es texto"),
        ("NOMBRE\0,CARGO".encode("utf-16"), "no es texto"),
        (b"NOMBRE,CARGO\nANA\x00,X\n", "no es texto"),
    ],
)
def test_una_tabla_que_perderia_letras_se_rechaza(contenido: bytes, dice: str) -> None:
    assert dice in str(leer(contenido))


def _ods(*filas: str, antes: str = "") -> bytes:
    """What LibreOffice saves, with these rows."""
    casas = "office:1.0", "text:1.0", "table:1.0"
    nombres = " ".join(f'xmlns:{c.split(":")[0]}="urn:oasis:names:tc:opendocument:xmlns:{c}"' for c in casas)
    tipo = "application/vnd.oasis.opendocument.spreadsheet"
    manifiesto = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return comprimido(
        mimetype=tipo.encode(),
        **{
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifiesto}"><m:file-entry m:full-path="/" '
            f'm:media-type="{tipo}"/></m:manifest>'.encode(),
            "content.xml": f"{antes}<office:document-content {nombres}><office:body><office:spreadsheet><table:table "
            f'table:name="H">{"".join(filas)}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>".encode(),
        },
    )


def _fila_ods(texto: str, columnas: int = 1, filas: int = 1) -> str:
    celda = f'<table:table-cell office:value-type="string" table:number-columns-repeated="{columnas}"><text:p>{texto}'
    return (
        f'<table:table-row table:number-rows-repeated="{filas}">{celda}</text:p></table:table-cell></table:table-row>'
    )


def test_un_ods_se_lee_y_lo_que_dice_tener_de_mas_se_rechaza() -> None:
    assert leer(_ods(_fila_ods("SECCION", 2), _fila_ods("1"))) == [
        ("hoja", "H"),
        (1, ["SECCION", "SECCION"]),
        (2, ["1"]),
    ]
    vacia = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    assert leer(_ods(_fila_ods("x"), vacia)) == [("hoja", "H"), (1, ["x"])]
    for contenido, dice in (
        (_ods(_fila_ods("x", 16_384)), "la celda XFD1 tiene algo escrito"),
        (_ods(_fila_ods("x", 1, 60_000)), "la celda A50001 tiene algo escrito"),
        (_ods(_fila_ods("x", 4_294_967_295, 4_294_967_295)), "está dañado"),
        (_ods(_fila_ods("x", -1)), "está dañado"),
        (_ods(_fila_ods("&z;"), antes='<!DOCTYPE z [<!ENTITY z SYSTEM "file:///etc/passwd">]>'), "está dañado"),
        (_ods(_fila_ods("x" * 100_000)), "la celda A1 tiene más de 32,767 caracteres"),
    ):
        assert dice in str(leer(contenido))
    for malo in estropeados(_ods(_fila_ods("x", 3, 3)), 100):
        leer(malo)


def test_una_celda_de_un_libro_no_es_mas_larga_que_en_excel() -> None:
    partes = _con_parte(_libro(), "xl/sharedStrings.xml", b"DATO 1<", b"x" * 40_000 + b"<")
    assert "la celda A2 tiene más de 32,767 caracteres" in str(leer(partes))


def _libro() -> bytes:
    salida = io.BytesIO()
    with Workbook(salida, {"in_memory": True}) as libro:
        # Or it would be damaged in another way each second.
        libro.set_properties({"created": datetime(2024, 1, 1, tzinfo=UTC)})
        for nombre in ("CANDIDATOS", "Oculta", "Otra"):
            hoja_ = libro.add_worksheet(nombre)
            for n in range(20):
                hoja_.write_row(n, 0, [f"DATO {n}", n, n / 3, n % 2 == 0])
            hoja_.write_formula(21, 0, "=1/0", value="#DIV/0!")
            hoja_.merge_range(22, 0, 25, 2, "COMBINADA")
            if nombre == "Oculta":
                hoja_.hide()
    return salida.getvalue()


def test_un_libro_estropeado_o_de_otra_cosa_tiene_respuesta() -> None:
    libro = _libro()
    assert len(leer(libro)) > 60
    for malo in estropeados(libro, 300):
        leer(malo)
    for otro in (
        b"",
        b"PK\x03\x04",
        b"PK\x03\x04" + b"\0" * 5000,
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\xff" * 4096,
        comprimido(word__document_xml=b"<x/>"),
        comprimido(xl__workbook_xml=b"<x/>"),
        comprimido(content_xml=b"<office/>", mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        comprimido(**{f"p{n}": b"" for n in range(3000)}),
        TABLA.encode("utf-7"),
        b"\xff\xfe" + b"\x00\xd8" * 50,
        b"sep=\r\na,b",
        b'sep="\na"b',
        b'a,"b\n' * 50,
        b"a\x00b,c\n1,2",
        b"<table><tr><td>1</td></tr></table>",
        b'{"a": 1}',
        b"%PDF-1.7",
        png_de(10, 10),
        b"\x1f\x8b\x08",
    ):
        try:
            leer(otro)
        except (ValueError, TypeError) as error:
            # The process apart ends with it, and whoever asked says that the file is damaged.
            pytest.fail(f"{otro[:20]!r}: {error}")


def _con_parte(libro: bytes, parte: str, antes: bytes, despues: bytes) -> bytes:
    salida = io.BytesIO()
    with ZipFile(io.BytesIO(libro)) as de, ZipFile(salida, "w") as a:
        for info in de.infolist():
            datos = de.read(info)
            a.writestr(info, datos.replace(antes, despues, 1) if info.filename == parte else datos)
    return salida.getvalue()


MIL_RISAS = (
    b'<!DOCTYPE z [<!ENTITY a "ja">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)


@pytest.mark.parametrize("parte", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize(
    "bomba",
    [
        MIL_RISAS,
        b'<!DOCTYPE z [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE z SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_las_entidades_de_un_libro_ni_se_inflan_ni_traen_nada_de_fuera(parte: str, bomba: bytes) -> None:
    libro = _con_parte(_libro(), parte, b'standalone="yes"?>', b'standalone="yes"?>' + bomba)
    usada = _con_parte(libro, "xl/sharedStrings.xml", b"DATO 1<", b"&x;&j;<")
    for contenido in (libro, usada):
        desde = time.process_time()
        leido = leer(contenido)
        assert time.process_time() - desde < SEGUNDOS
        assert "root:" not in str(leido)


def test_una_hoja_que_numera_sus_filas_con_otras_cifras_no_salta_los_limites() -> None:
    libro = _con_parte(_libro(), "xl/worksheets/sheet1.xml", b'<row r="1"', '<row r="²"'.encode())
    fila = b'<row r="900000"><c r="A900000"><v>1</v></c></row></sheetData>'
    lejos = _con_parte(libro, "xl/worksheets/sheet1.xml", b"</sheetData>", fila)
    with pytest.raises(lector.Ilegible, match="A900000"):
        lector._medir(lejos, ())


# -- Files ------------------------------------------------------------------------------------------------


def recibir(nombre: str, contenido: bytes) -> str:
    """What is said of a file that is handed in as a document, and as a signed sheet."""
    archivo = ContentFile(contenido, name=nombre)
    try:
        tipo = validar_archivo(archivo)
        hoja_legible(archivo, tipo)
    except ValidationError as rechazo:
        con_palabras(*rechazo.messages)
        return " ".join(rechazo.messages)
    return ""


def _jpeg() -> bytes:
    return con_gps()


@pytest.mark.parametrize(
    ("nombre", "bueno"),
    [
        ("a.jpg", _jpeg()),
        ("a.png", con_gps("PNG")),
        ("a.pdf", hoja().read()),
        ("a.docx", paquete("a.docx", "word/document.xml").read()),
        ("a.xlsx", _libro()),
    ],
)
# Pillow warns of what it skips.
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_un_archivo_estropeado_se_recibe_o_se_rechaza_con_palabras(nombre: str, bueno: bytes) -> None:
    for malo in estropeados(bueno, 250):
        recibir(nombre, malo)
        if nombre.endswith(("jpg", "png")):
            defecto_de_archivo(malo, nombre)
            retrato(malo, 100)
            try:
                sin_metadatos(malo)
            except ValueError as rechazo:
                con_palabras(str(rechazo))


@pytest.mark.parametrize(
    ("nombre", "contenido", "dice"),
    [
        ("a.pdf", b"", "vacío"),
        ("a.pdf", b"MZ\x90\0", "no es PDF"),
        ("a.pdf", b"GIF89a", "no es PDF"),
        ("a.jpg", pdf_con(), "corrija la extensión"),
        ("a.pdf.exe", pdf_con(), "corrija la extensión"),
        ("a.docm", paquete("x", "word/document.xml", "word/vbaProject.bin").read(), "sin macros"),
        ("a.docx", comprimido(**{f"p{n}": b"" for n in range(10_001)}, word__document_xml=b"<x/>"), "no es PDF"),
        ("a.png", png_de(60_000, 60_000), "dañado o es demasiado grande"),
        ("a.pdf", pdf_con().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 1 0 R"), "protegido con contraseña"),
        ("a.pdf", pdf_con()[:200], "no se puede abrir"),
        ("a.pdf", pdf_con().replace(b"/Type /Page ", b"/Type /Nada "), "no tiene ninguna página"),
    ],
)
def test_lo_que_no_es_lo_que_dice_se_dice(nombre: str, contenido: bytes, dice: str) -> None:
    assert dice in recibir(nombre, contenido)


@pytest.mark.parametrize("parte", [b"/OpenAction << /S /Launch /F (cmd.exe) >>", b"/Names << /JavaScript << >> >>"])
def test_un_pdf_con_acciones_se_guarda_como_se_entrego_y_nunca_es_una_pagina(parte: bytes) -> None:
    # It is evidence, kept bit by bit: it leaves as a file, or within a frame whose policy runs nothing.
    assert recibir("a.pdf", pdf_con(parte)) == ""


def test_un_pdf_que_dice_tener_un_millon_de_objetos_no_detiene_a_nadie() -> None:
    relleno = b"/Type /ObjStm stream\n" * 400_000
    malo = pdf_con().replace(b"/Type /Page ", b"/Type /Nada ").replace(b"%PDF-1.7\n", b"%PDF-1.7\n" + relleno)
    fin = malo.rfind(b"xref\n0 4")
    malo = malo[: malo.rfind(b"startxref")] + b"startxref\n%d\n%%%%EOF\n" % fin
    desde = time.process_time()
    assert "ninguna página" in recibir("a.pdf", malo)
    assert time.process_time() - desde < SEGUNDOS


def test_los_de_varias_especies_salen_como_lo_que_son() -> None:
    jpeg = imagen("JPEG", "a.jpg").read()
    for cola in (b"<script>alert(1)</script>", comprimido(x=b"1"), b"%PDF-1.7"):
        archivo = ContentFile(jpeg + cola, name="a.jpg")
        assert tipo_real(archivo) == "image/jpeg"
        assert cola not in sin_metadatos(jpeg + cola)
    assert Image.open(io.BytesIO(sin_metadatos(jpeg + b"cola"))).size == (1, 1)


# -- Days -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dicho", "fecha"),
    [
        ("2024-02-29", "2024-02-29"),
        ("29/02/2024", "2024-02-29"),
        ("2023-02-29", ""),
        ("29/02/1900", ""),
        ("0000-01-01", ""),
        ("01/01/0000", ""),
        ("10000-01-01", ""),
        ("9999-12-31", "9999-12-31"),
        # Digits of another alphabet say the same; signs that turn them, another thing to each reader.
        ("٢٩/٠٢/٢٠٢٤", "2024-02-29"),
        ("\u202e29/02/2024\u202c", ""),
        ("²9/02/2024", ""),
    ],
)
def test_un_dia_que_no_existe_o_no_se_lee_no_es_otro_dia(dicho: str, fecha: str) -> None:
    assert str(valores.fecha_de(dicho) or "") == fecha


# -- Mail that comes back, bundles ------------------------------------------------------------------------

REBOTE = (
    b"Date: Mon, 15 Apr 2024 10:00:00 -0600\r\nContent-Type: multipart/report; boundary=b\r\n"
    b"\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nAction: failed\r\n"
    b"Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 no\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
    b"Message-ID: <a@b.example>\r\n\r\n--b--\r\n"
)


def test_un_rebote_como_venga_se_lee_o_no_es_un_rebote() -> None:
    assert [r.mensaje_id for r in rebotes_de(message_from_bytes(REBOTE))] == ["<a@b.example>"]
    fechas = (b"Mon, 99 Abc 99999 99:99:99 +9999", b"\xff\xfe", b"", b"0", b"Mon, 15 Apr 0000 10:00:00 +0000")
    malos = [REBOTE.replace(b"Mon, 15 Apr 2024 10:00:00 -0600", f) for f in fechas]
    malos += [REBOTE.replace(b"550 no", b"550 \0\x1b[31m no"), REBOTE.replace(b"<a@b", b"<a\0@b")]
    for malo in [*malos, *estropeados(REBOTE, 600)]:
        for rebote in rebotes_de(message_from_bytes(malo)):
            assert not set(rebote.razon + rebote.mensaje_id) & set("\0\r\n\x1b")


def test_un_paquete_del_historial_que_miente_se_dice_incompleto(tmp_path: Any) -> None:
    ruta = tmp_path / "p.zip"
    malos = [
        b"",
        comprimido(x=b""),
        comprimido(**{"historial.json": b"[" * 100_000}),
        comprimido(**{"historial.json": b'{"a":' * 50_000}),
        comprimido(**{"historial.json": b"{}"}),
        comprimido(**{"historial.json": b"null"}),
        *estropeados(comprimido(**{"historial.json": b'{"objeto":"x 1","actos":[],"filas":[]}'}), 200),
    ]
    for malo in malos:
        ruta.write_bytes(malo)
        assert verificador.verificar_paquete(str(ruta))["rotos"]


# -- Whatever it is ---------------------------------------------------------------------------------------


@given(st.binary(max_size=300))
@settings(max_examples=400, derandomize=True, deadline=None, database=None)
def test_bytes_cualesquiera_no_son_una_tabla_ni_un_plan_ni_una_foto(contenido: bytes) -> None:
    leer(contenido)
    recibir("a.pdf", contenido)
    assert retrato(contenido, 10) is None
    with pytest.raises((PlanInvalido, PerfilInvalido)):
        interpretar_plan(contenido, "p.toml")


@pytest.mark.parametrize("texto", ["9" * 5_000, "[" * 200_000, "{", "NaN,", "\x00"])
def test_un_json_que_python_no_lee_se_rechaza_y_vuelve_como_se_escribio(texto: str) -> None:
    class Formulario(forms.Form):
        dicho = JsonField()

    form = Formulario({"dicho": texto}, initial={"dicho": []})
    assert form.errors["dicho"]
    assert form.has_changed()
    assert str(form["dicho"].value()) == texto
