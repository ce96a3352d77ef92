"""The privacy notice that whoever captures reads before accepting it. Pure.

Source of the standing text: Lineamientos (Anexo 24.2 del Reglamento de Elecciones), art. 4 num. 6 and art. 15 inc. c);
plan de trabajo del IEPC Jalisco (2023-2024), apartado III. An institute writes its own in `Proceso.aviso_privacidad`.
"""

from pathlib import Path

_GENERAL = Path(__file__).with_name("aviso_privacidad.txt").read_text(encoding="utf-8")


def aviso_general(instituto: str) -> str:
    """The standing text, in the name of whoever answers for the data."""
    return _GENERAL.replace("{instituto}", instituto)


def apartados(texto: str) -> list[tuple[str, str]]:
    """The sections of a notice, as title and text: separated by a blank line, the title on the first one."""
    bloques = [bloque.strip().partition("\n") for bloque in texto.replace("\r\n", "\n").split("\n\n")]
    return [(titulo.strip(), cuerpo.strip()) for titulo, _, cuerpo in bloques if titulo]
