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
            "bloques": [_bloque(b, archivos) for b in hoja.bloques],
        }
    )
    return compuestos


def _bloque(bloque: Bloque, archivos: dict[str, bytes]) -> dict[str, Any]:
    datos = asdict(bloque)
    if isinstance(bloque, Tabla):
        datos["filas"] = [[en_celda(c) for c in fila] for fila in bloque.filas]
    if isinstance(bloque, Imagen):
        datos["contenido"] = _archivo(bloque.contenido, archivos)
    if isinstance(bloque, Ficha):
        datos["foto"] = _archivo(bloque.foto, archivos) if bloque.foto else ""
        datos["qr"] = _qr(bloque.direccion, archivos)
    return {"clase": type(bloque).__name__.lower(), **datos}


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
