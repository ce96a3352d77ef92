"""The privacy notices with which a process begins, and what the format of a consent says. Pure.

Drafts, to be read by a lawyer of the institute before they are published. Source: Lineamientos (Anexo 24.2 del
Reglamento de Elecciones), art. 4 num. 6 and art. 15 inc. c); plan de trabajo del IEPC Jalisco (2023-2024), apartado
III. An institute writes its own versions on screen (`VersionDeAviso`).
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

_AQUI = Path(__file__)
_GENERAL = _AQUI.with_name("aviso_privacidad.txt").read_text(encoding="utf-8")
_SIMPLIFICADO = _AQUI.with_name("aviso_simplificado.txt").read_text(encoding="utf-8")


def aviso_general(instituto: str) -> str:
    """The integral text, in the name of whoever answers for the data."""
    return _GENERAL.replace("{instituto}", instituto)


def aviso_simplificado(instituto: str) -> str:
    """The simplified one."""
    return _SIMPLIFICADO.replace("{instituto}", instituto)


def apartados(texto: str) -> list[tuple[str, str]]:
    """The sections of a notice, as title and text: separated by a blank line, the title on the first one."""
    bloques = [bloque.strip().partition("\n") for bloque in texto.replace("\r\n", "\n").split("\n\n")]
    return [(titulo.strip(), cuerpo.strip()) for titulo, _, cuerpo in bloques if titulo]


@dataclass(frozen=True)
class FormatoDeConsentimiento:
    """The words of the sheet that is printed and signed. `finalidades`: by key, what each one consents to."""

    titulo: str
    declaracion: str
    instruccion: str
    finalidades: dict[str, str]
    revocacion: str
    firma: str


FORMATO_DE_CONSENTIMIENTO = FormatoDeConsentimiento(
    **tomllib.loads(_AQUI.with_name("consentimiento.toml").read_text(encoding="utf-8"))
)
