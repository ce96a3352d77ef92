"""What is printed, as it is given to the printer."""

from dataclasses import dataclass
from typing import Any

import pytest

from documentos import pdf


@dataclass(frozen=True)
class Impreso:
    """A document that was composed: what its margins say, and the text of its paragraphs."""

    instituto: str
    marca: str
    texto: str


def al_imprimir(monkeypatch: pytest.MonkeyPatch) -> list[Impreso]:
    """Every document printed from here on, besides printing it."""
    impresos: list[Impreso] = []
    escribir = pdf.escribir

    def anotar(marco: pdf.Marco, contenido: pdf.Contenido, salida: Any) -> None:
        texto = "\n".join(f.getPlainText() for f in contenido() if hasattr(f, "getPlainText"))
        impresos.append(Impreso(marco.instituto, marco.marca, texto))
        escribir(marco, contenido, salida)

    monkeypatch.setattr("documentos.pdf.escribir", anotar)
    return impresos
