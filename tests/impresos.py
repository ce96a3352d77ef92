"""What is printed, as it is given to the printer."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from documentos import papel
from documentos.papel import Hoja
from documentos.views import FORMATOS


@dataclass(frozen=True)
class Impreso:
    """A document that was composed: what its margins say, and its texts, a line each."""

    instituto: str
    marca: str
    texto: str


def textos(valor: Any) -> Iterator[str]:
    """Every text of a document or of a part of it, in order."""
    if isinstance(valor, str):
        yield valor
    elif is_dataclass(valor):
        for campo in fields(valor):
            yield from textos(getattr(valor, campo.name))
    elif isinstance(valor, list | tuple):
        for parte in valor:
            yield from textos(parte)


def abierto(contenido: bytes) -> PdfReader:
    """A PDF, read strictly."""
    return PdfReader(BytesIO(contenido), strict=True)


def texto_de(contenido: bytes) -> str:
    """What a PDF says, in a line."""
    return " ".join(" ".join(pagina.extract_text() for pagina in abierto(contenido).pages).split())


def al_imprimir(monkeypatch: pytest.MonkeyPatch) -> list[Impreso]:
    """Every document printed from here on, besides printing it."""
    impresos: list[Impreso] = []

    def anotando(hacer: Any) -> Any:
        def anotar(hoja: Hoja) -> bytes:
            impresos.append(Impreso(hoja.membrete.instituto, hoja.marca, "\n".join(textos(list(hoja.bloques)))))
            contenido: bytes = hacer(hoja)
            return contenido

        return anotar

    monkeypatch.setattr("notificaciones.sesiones.en_pdf", anotando(papel.en_pdf))
    monkeypatch.setattr("documentos.supresion.en_pdf_siempre", anotando(papel.en_pdf_siempre))
    monkeypatch.setitem(FORMATOS, "pdf", ("application/pdf", anotando(papel.en_pdf)))
    return impresos
