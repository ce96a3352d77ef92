"""Small files in the shape of INE's public data base, with synthetic people: workbooks and CSV."""

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from compliance.cuestionarios import PREGUNTAS
from compliance.importacion.lectura import CANDIDATOS, COLUMNAS, IDENTIDAD

Fila = dict[str, object]

_BASE: Fila = {
    "PARTIDO_COALICION": "PARTIDO A",
    "CARGO": "DIPUTACIÓN LOCAL MR",
    "ENTIDAD": "MORELOS",
    "DISTRITO LOCAL": "1-CUERNAVACA",
    "CIRCUNSCRIPCION": "No aplica",
    "MUNICIPIO": "No aplica",
    "NUM_LISTA_O_FORMULA": 101.0,
    "NOMBRE_CANDIDATO": "ANA SINTETICA A",
    "TIPO_CANDIDATO": "PROPIETARIA",
    "EDAD": 44.0,
    "SEXO": "MUJER",
}
_CURRICULAR: Fila = {
    "DIRECCION_CASA_CAMPAÑA": "No proporcionó",
    "TELEFONO": "5500000000",
    "CORREO_ELECTRONICO": "ana@example.com",
    "PAGINA_WEB": "No proporcionó",
    "REDES": "https://www.facebook.com/ana, https://twitter.com/ana",
    "ESCOLARIDAD": "Licenciatura",
    "ESTATUS_ESCOLARIDAD": "Título",
    "CURSOS": "Sin cursos",
    "HISTORIA_PROFESIONAL": "Historia de prueba.",
    "TRAYECTORIA_POLITICA": "Trayectoria de prueba.",
    "MOTIVO_CARGO_PUBLICO": "Motivo de prueba.",
    "PROPUESTA_1": "Primera propuesta de prueba.",
    "PROPUESTA_2": "Segunda propuesta de prueba.",
    "PROPUESTA_GENERO": "Propuesta de género de prueba.",
}
_NO = {"indigena", "lengua_indigena", "discapacidad", "afromexicana", "diversidad", "migrante", "joven", "mayor"}
_OTRAS = {"ingresos": "No recibe ingresos", "fuente_ingresos": "Salario", "entidad_nacimiento": "Morelos"}


def en_letras(numero: int) -> str:
    """A number as a word that a name may have: 1 is «A», 27 is «AA»."""
    letras = ""
    while numero:
        numero, resto = divmod(numero - 1, 26)
        letras = chr(ord("A") + resto) + letras
    return letras


def candidata(**cambios: object) -> Fila:
    """A row of the candidates sheet with its curricular questionnaire complete."""
    return {**_BASE, **_CURRICULAR, **cambios}


def en_blanco(**cambios: object) -> Fila:
    """A row whose curricular questionnaire was not captured, as INE prints it."""
    vacias = dict.fromkeys(_CURRICULAR, "") | {"TELEFONO": "No proporcionó", "REDES": "No proporcionó"}
    return {**_BASE, **vacias, **cambios}


def identidad_de(fila: Fila, *, tipo: str = "", **respuestas: str) -> Fila:
    """The identity row of the same person: «No» to everything but for `respuestas` (by question key)."""
    base = {columna: fila[columna] for columna in _BASE} | ({"TIPO_CANDIDATO": tipo} if tipo else {})
    todas = dict.fromkeys(_NO, "No") | _OTRAS | respuestas
    return base | {p.encabezado: todas.get(p.clave, " ") for p in PREGUNTAS.values() if p.ine}


def identidad_en_blanco(fila: Fila, *, tipo: str = "") -> Fila:
    """The identity row of somebody who answered nothing: INE prints a space."""
    return identidad_de(fila, tipo=tipo) | {p.encabezado: " " for p in PREGUNTAS.values() if p.ine}


def tabla(hoja: str, filas: Sequence[Fila]) -> list[list[object]]:
    """Header and rows of a sheet. INE heads the district column of the second sheet without its space."""
    columnas = COLUMNAS[hoja]
    encabezado: list[object] = list(columnas)
    if hoja == IDENTIDAD:
        encabezado = ["DISTRITOLOCAL" if c == "DISTRITO LOCAL" else c for c in columnas]
    return [encabezado, *([fila.get(c, "") for c in columnas] for fila in filas)]


def libro(ruta: Path, candidatas: Sequence[Fila], identidades: Sequence[Fila] | None = None) -> Path:
    """A workbook with both sheets; without `identidades`, everybody answered the second one."""
    if identidades is None:
        identidades = [identidad_de(fila) for fila in candidatas]
    hojas = {CANDIDATOS: tabla(CANDIDATOS, candidatas), IDENTIDAD: tabla(IDENTIDAD, identidades)}
    return libro_con_hojas(ruta, hojas)


def libro_con_hojas(ruta: Path, hojas: dict[str, list[list[object]]]) -> Path:
    """A minimal .xlsx."""
    tipos = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n in range(1, len(hojas) + 1)
    )
    relacion = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    paquete = "http://schemas.openxmlformats.org/package/2006/relationships"
    principal = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(ruta, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            f"{tipos}</Types>",
        )
        z.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{paquete}"><Relationship Id="r1" Type="{relacion}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        nombres = "".join(
            f'<sheet name="{escape(nombre)}" sheetId="{n}" r:id="r{n}"/>' for n, nombre in enumerate(hojas, start=1)
        )
        z.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{principal}" xmlns:r="{relacion}"><sheets>{nombres}</sheets></workbook>',
        )
        z.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{paquete}">'
            + "".join(
                f'<Relationship Id="r{n}" Type="{relacion}/worksheet" Target="worksheets/sheet{n}.xml"/>'
                for n in range(1, len(hojas) + 1)
            )
            + "</Relationships>",
        )
        for n, filas in enumerate(hojas.values(), start=1):
            cuerpo = "".join(
                f'<row r="{numero}">{"".join(map(_celda, fila))}</row>' for numero, fila in enumerate(filas, start=1)
            )
            z.writestr(
                f"xl/worksheets/sheet{n}.xml",
                f'<worksheet xmlns="{principal}"><sheetData>{cuerpo}</sheetData></worksheet>',
            )
    return ruta


def libro_retocado(ruta: Path, parte: str, antes: str, despues: str) -> bytes:
    """The workbook at `ruta` with a text of one of its parts replaced: what a program, or an attacker, leaves in it."""
    salida = io.BytesIO()
    with zipfile.ZipFile(ruta) as original, zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as z:
        for nombre in original.namelist():
            texto = original.read(nombre).decode()
            z.writestr(nombre, texto.replace(antes, despues) if nombre == parte else texto)
    return salida.getvalue()


def con_celda_lejana(ruta: Path, celda: str, cuerpo: str = "<v>1</v>") -> bytes:
    """The workbook at `ruta` with one more cell in its first sheet, as far away as its address says."""
    fila = celda.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    suelta = f'<row r="{fila}"><c r="{celda}" s="0">{cuerpo}</c></row></sheetData>'
    return libro_retocado(ruta, "xl/worksheets/sheet1.xml", "</sheetData>", suelta)


def bomba_de_textos(ruta: Path) -> bytes:
    """The workbook at `ruta` with sixteen million empty shared strings: 0.3 MB that want 0.8 GB."""
    libro = io.BytesIO(ruta.read_bytes())
    tipo = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    relacion = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    with zipfile.ZipFile(libro) as original:
        tipos = original.read("[Content_Types].xml").decode()
        relaciones = original.read("xl/_rels/workbook.xml.rels").decode()
        demas = {n: original.read(n) for n in original.namelist() if n.startswith(("_rels", "xl/work"))}
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as z:
        suyo = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{tipo}"/></Types>'
        z.writestr("[Content_Types].xml", tipos.replace("</Types>", suyo))
        suya = f'<Relationship Id="rT" Type="{relacion}" Target="sharedStrings.xml"/></Relationships>'
        z.writestr("xl/_rels/workbook.xml.rels", relaciones.replace("</Relationships>", suya))
        for nombre, contenido in demas.items():
            z.writestr(nombre, contenido)
        with z.open("xl/sharedStrings.xml", "w") as textos:
            textos.write(b"<sst>")
            for _ in range(168):
                textos.write(b"<si><t/></si>" * 100_000)
            textos.write(b"</sst>")
    return salida.getvalue()


def _celda(valor: object) -> str:
    if isinstance(valor, float):
        return f"<c><v>{valor}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(str(valor))}</t></is></c>'


def archivo_csv(ruta: Path, candidatas: Sequence[Fila], *, codificacion: str = "utf-8", separador: str = ",") -> Path:
    """The CSV of the first sheet. Numbers as a spreadsheet writes them, without decimals."""
    salida = io.StringIO(newline="")
    filas = tabla(CANDIDATOS, candidatas)
    csv.writer(salida, delimiter=separador).writerows(
        [int(v) if isinstance(v, float) else v for v in fila] for fila in filas
    )
    ruta.write_bytes(salida.getvalue().encode(codificacion))
    return ruta
