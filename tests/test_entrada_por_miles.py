"""Thousands of bad inputs through everything that reads what people hand in, without HTTP: always an answer.

Each reader may only refuse with the error that it names. The examples are the same every time (`derandomize`), and none
may take long: what takes the square of its length is a way to stop the site.
"""

import copy
import io
import pkgutil
import time
import tomllib
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes
from importlib import import_module
from typing import Any
from zipfile import ZipFile

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from xlsxwriter import Workbook

import compliance
import documentos
import flujos
import notificaciones
from calendario.limpieza import en_parrafos, en_una_linea
from calendario.reglas import PlazoError, interpretar, leer_fecha
from compliance import textos, verificador
from compliance.cuestionarios import medios, retrato
from compliance.cuestionarios.foto import defecto_de_archivo
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
    "codificacion", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
@pytest.mark.parametrize("fin", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separador", [",", ";", "\t", "|"])
def test_una_tabla_se_lee_como_la_haya_guardado_su_programa(codificacion: str, fin: str, separador: str) -> None:
    contenido = TABLA.replace("\n", fin).replace(",", separador).encode(codificacion)
    hojas = leer(contenido)
    assert hojas[2][1] == ["ANA PÉREZ", "DIPUTACIÓN", "44"]


def _libro() -> bytes:
    salida = io.BytesIO()
    with Workbook(salida, {"in_memory": True}) as libro:
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


# -- Forms ------------------------------------------------------------------------------------------------


def _formularios() -> list[type[forms.BaseForm]]:
    """Every form of the site that needs nothing but what was sent."""
    for app in (compliance, documentos, flujos, notificaciones):
        for modulo in pkgutil.walk_packages(app.__path__, f"{app.__name__}."):
            if ".form" in modulo.name or ".views" in modulo.name:
                import_module(modulo.name)
    halladas: list[Any] = []
    pendientes: list[Any] = [forms.BaseForm]
    while pendientes:
        clase = pendientes.pop()
        pendientes += clase.__subclasses__()
        if clase.__module__.startswith(DE_CASA) and getattr(clase, "base_fields", None) and _hecho(clase) is not None:
            halladas.append(clase)
    return sorted(set(halladas), key=lambda c: f"{c.__module__}.{c.__name__}")


def _hecho(clase: Any, *enviado: Any) -> Any:
    """The form with what was sent, files too if it takes any; None if it asks for something else."""
    for dados in (enviado or (QueryDict(), MultiValueDict()), (enviado or (QueryDict(),))[:1]):
        try:
            return clase(*dados)
        except (TypeError, AttributeError, ValueError):  # a base of others, or one that asks for more
            continue
    return None


def _enviado(clase: Any, texto: str, veces: int) -> tuple[QueryDict, MultiValueDict[str, Any]]:
    datos, archivos = QueryDict(mutable=True), MultiValueDict[str, Any]()
    for nombre, campo in clase.base_fields.items():
        if isinstance(campo, forms.FileField):
            subido = (texto[:50] or "x", texto.encode("utf-8", "replace"))
            archivos.setlist(nombre, [SimpleUploadedFile(*subido) for _ in range(veces)])
            # A text where a file goes.
            datos.setlist(nombre, [texto])
        elif isinstance(campo.widget, forms.MultiWidget):
            for n in range(len(campo.widget.widgets)):
                datos.setlist(f"{nombre}_{n}", [texto] * veces)
        else:
            datos.setlist(nombre, [texto] * veces)
    return datos, archivos


@pytest.mark.django_db
def test_cada_formulario_contesta_a_cualquier_cosa() -> None:
    clases, casos = _formularios(), 0
    for clase in clases:
        for n, texto in enumerate(TEXTOS):
            datos, archivos = _enviado(clase, texto, 1 + n % 3)
            form = _hecho(clase, datos, archivos)
            casos += 1
            valido = form.is_valid()
            assert valido or form.errors, (clase, texto)
            for campo, errores in form.errors.items():
                assert all(str(e).strip() for e in errores), (clase, campo)
            if valido:
                limpios = [v for v in form.cleaned_data.values() if isinstance(v, str)]
                assert not any("\0" in v for v in limpios), (clase, texto)
    assert len(clases) > 40
    assert casos > 2_000


@given(st.binary(max_size=300))
@settings(max_examples=400, derandomize=True, deadline=None, database=None)
def test_bytes_cualesquiera_no_son_una_tabla_ni_un_plan_ni_una_foto(contenido: bytes) -> None:
    leer(contenido)
    recibir("a.pdf", contenido)
    assert retrato(contenido, 10) is None
    with pytest.raises((PlanInvalido, PerfilInvalido)):
        interpretar_plan(contenido, "p.toml")
