"""Not having been able to ask is neither «clean» nor a fault."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from . import auditoria

RAIZ = Path(__file__).resolve().parent.parent
LIMPIA: dict[str, Any] = {"name": "django", "version": "5.2.1", "vulns": []}
MALA = {"name": "pillow", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}
CALLADA = {"name": "amqp", "skip_reason": "Dependency not found and could not be audited"}
SIN_RED = "requests.exceptions.ConnectionError: Max retries exceeded with url: /v1/query (Failed to resolve)"


@pytest.mark.parametrize(
    ("salida", "dicho", "fin", "dice"),
    [
        ({"dependencies": [LIMPIA]}, "", auditoria.LIMPIO, "Sin fallas conocidas en 1"),
        ({"dependencies": [LIMPIA, MALA]}, "", auditoria.CON_FALLAS, "pillow 1: CVE-1; se corrige en 2"),
        # A fault is a fault, whatever could not be asked.
        ({"dependencies": [CALLADA, MALA]}, "", auditoria.CON_FALLAS, "pillow 1: CVE-1"),
        ({"dependencies": [LIMPIA, CALLADA]}, "", auditoria.SIN_RESPUESTA, "No es que estén limpias"),
        ({"dependencies": []}, "", auditoria.SIN_RESPUESTA, "No se revisó ninguna"),
        (None, SIN_RED, auditoria.SIN_RESPUESTA, "no se sabe si hay fallas"),
        (None, "No module named pip_audit", auditoria.NO_CORRIO, "No module named pip_audit"),
    ],
)
def test_cada_respuesta_termina_de_otro_modo(salida: Any, dicho: str, fin: int, dice: str) -> None:
    obtenido, lineas = auditoria.dictamen(json.dumps(salida) if salida else "", dicho, 1)
    assert obtenido == fin
    assert dice in "\n".join(lineas)


def test_manda_lo_peor_de_los_archivos(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(auditoria, "FIN", tmp_path / "fin")
    for fines, esperado in (((0, 0), 0), ((0, 3), 3), ((3, 1), 1), ((3, 2), 2)):
        cola = list(fines)
        monkeypatch.setattr(auditoria, "auditar", lambda archivo, cola=cola: (cola.pop(0), []))
        assert auditoria.main(["a", "b"]) == esperado
        assert (tmp_path / "fin").read_text() == str(esperado)


def test_la_lista_de_bibliotecas_es_la_del_bloqueo_con_sus_huellas(tmp_path: Path) -> None:
    bloqueo = (RAIZ / "requisitos" / "produccion.txt").read_text()
    lista = auditoria.sbom(bloqueo, "1.0")
    assert [(c["name"], c["version"]) for c in lista["components"]] == re.findall(
        r"^([a-z0-9._-]+)(?:\[.*?\])?==([^\s;\\]+)", bloqueo, re.MULTILINE
    )
    assert sum(len(c["hashes"]) for c in lista["components"]) == bloqueo.count("--hash=sha256:")
    assert lista == auditoria.sbom(bloqueo, "1.0") != auditoria.sbom(bloqueo, "1.1")
