"""`make auditoria`: whether the libraries of the locks have known faults, told apart from not having been able to ask.

pip-audit answers 0 of a library that its service does not know, and fails alike when there is no network and when it is
called wrong: here each is another status. 0: nothing known. 1: something known. 2: pip-audit did not run. 3: the
service of advisories did not answer, or not for every library, which is not «clean».
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

LIMPIO, CON_FALLAS, NO_CORRIO, SIN_RESPUESTA = range(4)
FIN = Path("var") / "auditoria.fin"
_DE_RED = re.compile(
    r"ConnectionError|NameResolutionError|Timeout|ProxyError|SSLError|ServiceError|Max retries exceeded|HTTPError"
)


def dictamen(salida: str, dicho: str, fin: int) -> tuple[int, list[str]]:
    """What pip-audit's answer (JSON), what it said aloud and its status mean: ours, and the lines that say it."""
    try:
        dependencias = json.loads(salida)["dependencies"]
    except (ValueError, KeyError, TypeError):
        if _DE_RED.search(dicho):
            return SIN_RESPUESTA, ["No se pudo preguntar al servicio de avisos: no se sabe si hay fallas conocidas."]
        ultimo = next(iter(dicho.strip().splitlines()[-1:]), "")
        return NO_CORRIO, [f"pip-audit terminó con {fin} y sin respuesta: {ultimo}"]
    fallas = [
        f"{d['name']} {d['version']}: {f['id']}"
        + (f"; se corrige en {', '.join(f['fix_versions'])}" if f.get("fix_versions") else "; aún sin corrección")
        for d in dependencias
        for f in d.get("vulns", ())
    ]
    sin_respuesta = [d["name"] for d in dependencias if "skip_reason" in d]
    lineas = list(fallas)
    if sin_respuesta:
        lineas.append(
            f"De {len(sin_respuesta)} de {len(dependencias)} bibliotecas el servicio de avisos no dijo nada: "
            f"{', '.join(sin_respuesta[:5])}{'…' if len(sin_respuesta) > 5 else ''}. No es que estén limpias."
        )
    if fallas:
        return CON_FALLAS, lineas
    if sin_respuesta or not dependencias:
        return SIN_RESPUESTA, lineas or ["No se revisó ninguna biblioteca."]
    return LIMPIO, [f"Sin fallas conocidas en {len(dependencias)} bibliotecas."]


_OPCIONES = ["--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json", "--timeout", "15"]


def auditar(archivo: Path) -> tuple[int, list[str]]:
    """One lock."""
    hecho = subprocess.run(
        [sys.executable, "-m", "pip_audit", "--requirement", str(archivo), *_OPCIONES],
        capture_output=True,
        text=True,
        check=False,
    )
    return dictamen(hecho.stdout, hecho.stderr, hecho.returncode)


_PAQUETE = re.compile(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


def sbom(bloqueo: str, version: str) -> dict[str, Any]:
    """A lock as CycloneDX 1.6 lists it: each library with the hashes of its files. The same lock gives the same."""
    partes = _PAQUETE.split(bloqueo)[1:]
    componentes = []
    for nombre, suya, resto in zip(partes[::3], partes[1::3], partes[2::3], strict=True):
        purl = f"pkg:pypi/{nombre.replace('_', '-')}@{suya}"
        componentes.append(
            {
                "type": "library",
                "bom-ref": purl,
                "name": nombre,
                "version": suya,
                "purl": purl,
                "hashes": [{"alg": "SHA-256", "content": h} for h in re.findall(r"sha256:([0-9a-f]{64})", resto)],
            }
        )
    huella = hashlib.sha256(f"{version}\n{bloqueo}".encode()).digest()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{UUID(bytes=huella[:16], version=4)}",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "cauce", "name": "cauce", "version": version}},
        "components": componentes,
        "dependencies": [{"ref": "cauce", "dependsOn": [c["bom-ref"] for c in componentes]}],
    }


def main(argumentos: Sequence[str]) -> int:
    """The worst of the locks: something known before not knowing."""
    pide = argparse.ArgumentParser()
    pide.add_argument("archivos", nargs="+", type=Path)
    pide.add_argument("--sbom", type=Path)
    dado = pide.parse_args(argumentos)
    if dado.sbom:
        version = re.search(r'^version = "([^"]+)"', Path("pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
        lista = sbom(dado.archivos[0].read_text(encoding="utf-8"), version[1] if version else "")
        dado.sbom.write_text(f"{json.dumps(lista, indent=2)}\n", encoding="utf-8")
        sys.stdout.write(f"{dado.sbom}: {len(lista['components'])} bibliotecas.\n")
        return LIMPIO
    fines = []
    for archivo in dado.archivos:
        fin, lineas = auditar(archivo)
        fines.append(fin)
        sys.stdout.write("".join(f"{archivo}: {linea}\n" for linea in lineas))
    fin = next((f for f in (CON_FALLAS, NO_CORRIO, SIN_RESPUESTA) if f in fines), LIMPIO)
    FIN.parent.mkdir(exist_ok=True)
    FIN.write_text(str(fin))
    return fin


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
