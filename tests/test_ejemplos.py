"""What the documents give to copy is well made: units of systemd, the compose file, the Dockerfile, nginx."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

RAIZ = Path(__file__).resolve().parent.parent
EJEMPLOS = RAIZ / "docs" / "ejemplos"
UNIDADES = sorted(a.name for a in EJEMPLOS.glob("*.service")) + sorted(a.name for a in EJEMPLOS.glob("*.timer"))
COMPOSE = EJEMPLOS / "contenedor" / "compose.yaml"


@pytest.mark.parametrize("nombre", UNIDADES)
def test_systemd_entiende_cada_unidad(nombre: str, tmp_path: Path) -> None:
    analiza = shutil.which("systemd-analyze")
    if analiza is None:
        pytest.skip("no está systemd-analyze")
    for archivo in EJEMPLOS.glob("cauce*.*"):
        # What it runs is not installed here; that it starts, tests/servicios/test_ejemplos.py looks.
        texto = archivo.read_text(encoding="utf-8").replace("/opt/cauce/.venv/bin/", "/bin/true ")
        (tmp_path / archivo.name).write_text(texto.replace("WorkingDirectory=/opt/cauce", "WorkingDirectory=/"))
    unidad = nombre.replace("@.", "@worker.")
    dicho = subprocess.run(
        [analiza, "verify", "--man=no", "--recursive-errors=no", str(tmp_path / unidad)], capture_output=True, text=True
    )
    quejas = [r for r in dicho.stderr.splitlines() if unidad.split(".")[0].split("@")[0] in r]
    assert quejas == [], dicho.stderr


def test_cada_unidad_corre_sin_privilegios_y_con_los_mismos_ajustes() -> None:
    for nombre in UNIDADES:
        if not nombre.endswith(".service"):
            continue
        texto = (EJEMPLOS / nombre).read_text(encoding="utf-8")
        for renglon in (
            "User=cauce",
            "NoNewPrivileges=yes",
            "ProtectSystem=strict",
            "UMask=0077",
            "WorkingDirectory=/opt/cauce",
            "EnvironmentFile=/etc/cauce/cauce.env",
        ):
            assert f"\n{renglon}\n" in texto, (nombre, renglon)


def _compose() -> dict[str, dict[str, object]]:
    dicho: dict[str, dict[str, object]] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return dicho


def test_el_compose_tiene_lo_que_una_instalacion_necesita() -> None:
    dicho = _compose()
    servicios: dict[str, dict[str, object]] = dicho["services"]  # type: ignore[assignment]
    assert set(servicios) == {"base", "cola", "preparar", "web1", "web2", "trabajador", "reloj", "puerta"}
    for nombre, servicio in servicios.items():
        assert ("build" in servicio) or re.fullmatch(r"[a-z]+:\d+(\.\d+)?-bookworm", str(servicio["image"])), nombre
        for volumen in servicio.get("volumes", []):  # type: ignore[union-attr]
            origen = str(volumen).split(":")[0]
            assert origen in dicho["volumes"] or origen.startswith("./"), volumen
        for red in servicio["networks"]:  # type: ignore[union-attr]
            assert red in dicho["networks"], nombre
        for otro in servicio.get("depends_on", {}):  # type: ignore[union-attr]
            assert otro in servicios, (nombre, otro)
    # Only the door is reached from outside; the two web nodes are the same.
    assert [n for n, s in servicios.items() if "ports" in s] == ["puerta"]
    assert servicios["web1"] == servicios["web2"]


def test_lo_que_el_compose_nombra_esta() -> None:
    texto = COMPOSE.read_text(encoding="utf-8")
    assert (EJEMPLOS / "contenedor" / "nginx.conf").is_file()
    for orden in re.findall(r"manage\.py, (\w+)", texto):
        assert list(RAIZ.glob(f"*/management/commands/{orden}.py")), orden
    nginx = (EJEMPLOS / "contenedor" / "nginx.conf").read_text(encoding="utf-8")
    assert re.findall(r"server (\w+):8000", nginx) == ["web1", "web2"]
    # The same block as outside of containers, but for where things are.
    fuera = (EJEMPLOS / "nginx.conf").read_text(encoding="utf-8")
    assert nginx.split("server {", 1)[1].replace("/etc/ssl/cauce/", "") == fuera.split("server {", 1)[1].replace(
        "/etc/ssl/certs/", ""
    ).replace("/etc/ssl/private/", "")


def test_docker_entiende_el_compose(tmp_path: Path) -> None:
    if (
        shutil.which("docker") is None
        or subprocess.run(["docker", "compose", "version"], capture_output=True).returncode
    ):
        pytest.skip("no está docker compose")
    carpeta = tmp_path / "docs" / "ejemplos" / "contenedor"
    shutil.copytree(COMPOSE.parent, carpeta)
    shutil.copy(EJEMPLOS / "cauce.env", carpeta / "cauce.env")
    hecho = subprocess.run(
        ["docker", "compose", "--file", str(carpeta / "compose.yaml"), "config", "--quiet"],
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "POSTGRES_PASSWORD": "x"},
        capture_output=True,
        text=True,
    )
    assert hecho.returncode == 0, hecho.stderr


def test_el_dockerfile_no_copia_lo_que_no_debe() -> None:
    ignora = (RAIZ / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".git", ".venv", "var"} <= set(ignora)
    dockerfile = (EJEMPLOS / "contenedor" / "Dockerfile").read_text(encoding="utf-8")
    assert "USER cauce" in dockerfile
    assert "--require-hashes" in dockerfile
    for copiado in re.findall(r"^COPY (\S+)", dockerfile, re.MULTILINE):
        assert (RAIZ / copiado).exists(), copiado
