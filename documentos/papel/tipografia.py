"""Blocks laid out as PDF by typst: tagged (PDF/UA-1) and to be kept (PDF/A-2a), with its fonts embedded.

The same document gives the same bytes. Text never reaches typst as markup: it travels as data (`plantilla.typ`).
"""

import json
import re
import unicodedata
from dataclasses import asdict, fields, is_dataclass, replace
from datetime import UTC
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import segno
import typst

from .anexo import en_papel
from .bloques import Bloque, Ficha, Hoja, Imagen, Tabla, en_celda

AQUI = Path(__file__).parent
# Points: a letter sheet, its margins and what a cell leaves at its sides (`plantilla.typ`).
ANCHO, ALTO, MARGENES, RELLENO = 8.5 * 72, 11 * 72, 3.6 / 2.54 * 72, 8
# Letters that a part of a word may have without being cut, and the widest letter of ours over the size of its font.
SIN_PARTIR, MAS_ANCHA = 20, 1.1
# Of heads: their smallest letter, a bold one over the size of its font, and how much of itself the widest column gives.
CABEZA_MINIMA, NEGRITA, CEDE = 6, 0.6, 0.2
# What may break before its end: a long word, and what begins with a sign after a space.
_LARGA = re.compile(r"\S{14,}| [/)\]}!?.,:;]\S{3,}")
_ORILLAS = "«»“”‘’\"'()[]¿?¡!.,:;…"
_SIN_LETRA = re.compile(r"the text `\"?(.+?)\"?` could not be displayed")


class LetraSinFuente(ValueError):  # noqa: N818 (a fact of the document, said to whoever issues it)
    """A letter that no font of ours has: it would vanish from the paper."""

    def __init__(self, texto: str) -> None:
        self.texto = texto
        cuales = ", ".join(f"«{letra}» (U+{ord(letra):04X})" for letra in dict.fromkeys(texto))
        super().__init__(f"No hay con qué imprimir {cuales}: cámbielo en el texto y emita el documento de nuevo.")


def en_pdf(hoja: Hoja) -> bytes:
    """The document as PDF. Raises LetraSinFuente if something in it cannot be printed."""
    archivos: dict[str, bytes] = {}
    archivos["datos.json"] = json.dumps(_datos(en_papel(hoja), archivos), ensure_ascii=False).encode()
    archivos["plantilla.typ"] = (AQUI / "plantilla.typ").read_bytes()
    try:
        with TemporaryDirectory(prefix="cauce-papel-") as carpeta:
            for nombre, contenido in archivos.items():
                Path(carpeta, nombre).write_bytes(contenido)
            pdf: bytes = typst.compile(
                Path(carpeta, "plantilla.typ"),
                font_paths=[AQUI / "fuentes"],
                ignore_system_fonts=True,
                pdf_standards=["a-2a", "ua-1"],
            )
    except typst.TypstError as error:
        if hallada := _SIN_LETRA.search(str(error)):
            raise LetraSinFuente(hallada[1]) from error
        raise
    return pdf


def en_pdf_siempre(hoja: Hoja) -> bytes:
    """The same, of what must come out whatever it says: a letter that no font has is told by its code, [U+1F600]."""
    while True:
        try:
            return en_pdf(hoja)
        except LetraSinFuente as error:
            hoja = _sin_letras(hoja, {ord(letra): f"[U+{ord(letra):04X}]" for letra in error.texto})


def _sin_letras(valor: Any, codigos: dict[int, str]) -> Any:
    """The same document, with those letters told by their code."""
    if isinstance(valor, str):
        return unicodedata.normalize("NFC", valor).translate(codigos)
    if is_dataclass(valor) and not isinstance(valor, type):
        return replace(valor, **{c.name: _sin_letras(getattr(valor, c.name), codigos) for c in fields(valor)})
    return [_sin_letras(v, codigos) for v in valor] if isinstance(valor, list | tuple) else valor


def _datos(hoja: Hoja, archivos: dict[str, bytes]) -> dict[str, Any]:
    membrete = asdict(hoja.membrete)
    membrete["escudo"] = _archivo(hoja.membrete.escudo, archivos) if hoja.membrete.escudo else ""
    datos = {
        campo: getattr(hoja, campo)
        for campo in (
            *("titulo", "bajada", "sobre", "pie", "folio", "marca"),
            *("apaisada", "numerada", "sin_titulo", "apretada", "idioma"),
        )
    }
    if hoja.verificacion is not None:
        datos["verificacion"] = {**asdict(hoja.verificacion), "qr": _qr(hoja.verificacion.direccion, archivos)}
    compuestos: dict[str, Any] = _compuesto(
        {
            **datos,
            "membrete": membrete,
            # typst keeps no zone, and says that it is UTC.
            "creada": list(hoja.creada.astimezone(UTC).timetuple()[:6]),
            "bloques": [_bloque(b, hoja, archivos) for b in hoja.bloques],
        }
    )
    return compuestos


def _bloque(bloque: Bloque, hoja: Hoja, archivos: dict[str, bytes]) -> dict[str, Any]:
    datos = asdict(bloque)
    if isinstance(bloque, Tabla):
        datos |= _tabla(bloque, hoja)
    if isinstance(bloque, Imagen):
        datos["contenido"] = _archivo(bloque.contenido, archivos)
    if isinstance(bloque, Ficha):
        datos["foto"] = _archivo(bloque.foto, archivos) if bloque.foto else ""
        datos["qr"] = _qr(bloque.direccion, archivos)
    return {"clase": type(bloque).__name__.lower(), **datos}


def _tabla(tabla: Tabla, hoja: Hoja) -> dict[str, Any]:
    """Its cells with what could break apart; in points, what each column holds and the size of its letters."""
    cuerpo = 7 if tabla.chica or hoja.apretada else 8
    util = (ALTO if hoja.apaisada else ANCHO) - MARGENES
    utiles, de_cabeza = _anchos(tabla, util, cuerpo)
    filas = [[unicodedata.normalize("NFC", en_celda(c)) for c in fila] for fila in tabla.filas]
    return {
        "filas": [[_celda(c, ancho / cuerpo) for c, ancho in zip(fila, utiles, strict=True)] for fila in filas],
        "largos": [[len(c.encode()) for c in fila] for fila in filas],
        "utiles": utiles,
        "cuerpo": cuerpo,
        "cuerpo_de_cabeza": de_cabeza,
    }


def _anchos(tabla: Tabla, util: float, cuerpo: int) -> tuple[list[float], int]:
    """What each column holds and the size of the heads, in points, so that no word of a head is wider than its column:
    heads may be two points smaller, and the widest column gives others some of its own. Otherwise they hyphenate.
    """
    utiles = [util * a / sum(tabla.anchos) - RELLENO for a in tabla.anchos]
    largos = [max(map(len, c.split()), default=0) for c in tabla.cabeza]
    ancha = utiles.index(max(utiles))
    for de_cabeza in range(cuerpo, CABEZA_MINIMA - 1, -1):
        faltan = [max(0.0, n * NEGRITA * de_cabeza - a) for n, a in zip(largos, utiles, strict=True)]
        if sum(faltan) <= utiles[ancha] * CEDE and not faltan[ancha]:
            anchos = [a + falta for a, falta in zip(utiles, faltan, strict=True)]
            anchos[ancha] -= sum(faltan)
            if largos[ancha] * NEGRITA * de_cabeza <= anchos[ancha]:
                return anchos, de_cabeza
    return utiles, cuerpo


def _celda(texto: str, cuadratines: float) -> str | list[str | tuple[str, bool]]:
    """What a cell says; of one that has words that could break, its pieces: each such word with whether it fits for
    sure in so many times the size of its letters.

    Letters and figures alone break nowhere, and longer than `SIN_PARTIR` they break as a hash does.
    """
    trozos: list[str | tuple[str, bool]] = []
    desde = 0
    for hallada in _LARGA.finditer(texto):
        palabra = hallada[0].lstrip(" ")
        if len(palabra) <= SIN_PARTIR and not hallada[0].startswith(" ") and palabra.strip(_ORILLAS).isalnum():
            continue
        inicio = hallada.end() - len(palabra)
        if inicio > desde:
            trozos.append(texto[desde:inicio])
        trozos.append((palabra, len(palabra) * MAS_ANCHA <= cuadratines))
        desde = hallada.end()
    if not trozos:
        return texto
    return [*trozos, texto[desde:]] if desde < len(texto) else trozos


def _qr(direccion: str, archivos: dict[str, bytes]) -> str:
    codigo = BytesIO()
    segno.make(direccion, error="m", micro=False).save(codigo, kind="svg", border=1, xmldecl=False)
    return _archivo(codigo.getvalue(), archivos)


def _archivo(contenido: bytes, archivos: dict[str, bytes]) -> str:
    extension = "png" if contenido.startswith(b"\x89PNG") else "jpg" if contenido.startswith(b"\xff\xd8") else "svg"
    nombre = f"imagen-{len(archivos)}.{extension}"
    archivos[nombre] = contenido
    return nombre


def _compuesto(valor: Any) -> Any:
    """The same, with its texts composed (NFC): a letter and its accent are one."""
    if isinstance(valor, str):
        return unicodedata.normalize("NFC", valor)
    if isinstance(valor, dict):
        return {clave: _compuesto(v) for clave, v in valor.items()}
    return [_compuesto(v) for v in valor] if isinstance(valor, list | tuple) else valor
