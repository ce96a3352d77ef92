"""What the documents give to copy is well made: units of systemd, the compose file, the Dockerfile, nginx."""

import os
import re
import runpy
import shutil
import subprocess
import time
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
    ajustes = (EJEMPLOS / "cauce.env").read_text(encoding="utf-8")
    (carpeta / "cauce.env").write_text(f"{ajustes}POSTGRES_PASSWORD=x\n", encoding="utf-8")
    hecho = subprocess.run(
        ["docker", "compose", "--env-file", "cauce.env", "config", "--quiet"],
        cwd=carpeta,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert hecho.returncode == 0, hecho.stderr


def test_las_cifras_no_van_en_el_disco_que_comparten_dos_nodos(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CAUCE_METRICAS_DESDE", "127.0.0.1")
    monkeypatch.setenv("CAUCE_DATOS", str(tmp_path))
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")
    servidor = runpy.run_path(str(RAIZ / "gunicorn.conf.py"))
    suya = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    vivo = suya.with_name(f"cauce-cifras-{os.getppid()}")
    muerto = suya.with_name("cauce-cifras-999999999")
    for otra in (vivo, muerto):
        otra.mkdir(mode=0o700)
    try:
        servidor["on_starting"](None)
        assert suya.stat().st_mode & 0o777 == 0o700
        assert (vivo.exists(), muerto.exists()) == (True, False)
        servidor["on_exit"](None)
        assert not suya.exists()
    finally:
        vivo.rmdir()
    assert list(tmp_path.iterdir()) == []


def test_los_respaldos_viejos_se_quitan_y_queda_uno_de_cada_mes(tmp_path: Path) -> None:
    """What the unit runs after a backup that went well: a month of nights, a year of months."""
    texto = (EJEMPLOS / "cauce-respaldo.service").read_text(encoding="utf-8")
    (orden,) = re.findall(r"^ExecStartPost=(.*)$", texto, re.MULTILINE)
    dias = {
        "cauce-20270302-023000.age": 1,
        "cauce-20270215-023000.age": 29,
        "cauce-20270110-023000.age": 60,
        "cauce-20270101-023000.age": 61,
        "cauce-20260101-023000.age": 430,
        ".cauce-20270110-023000.age.7.parcial": 60,
        "de-otra-cosa.tar": 900,
    }
    for nombre, edad in dias.items():
        (tmp_path / nombre).touch()
        momento = time.time() - edad * 86400
        os.utime(tmp_path / nombre, (momento, momento))
    subprocess.run([parte.replace("${CAUCE_RESPALDOS}", str(tmp_path)) for parte in orden.split()], check=True)
    assert sorted(a.name for a in tmp_path.iterdir()) == [
        "cauce-20270101-023000.age",
        "cauce-20270215-023000.age",
        "cauce-20270302-023000.age",
        "de-otra-cosa.tar",
    ]


def test_lo_que_el_compose_pide_al_entorno_se_le_da_en_cada_orden() -> None:
    """`env_file` is for the containers: what is between braces comes from `--env-file`."""
    assert "${POSTGRES_PASSWORD" in COMPOSE.read_text(encoding="utf-8")
    textos = [COMPOSE, RAIZ / "docs" / "operacion.md"]
    ordenes = re.findall(r"docker compose (--\S+|\w+) ", " ".join(t.read_text(encoding="utf-8") for t in textos))
    assert ordenes
    assert set(ordenes) == {"--env-file"}


def test_ni_los_secretos_ni_la_llave_del_certificado_van_en_la_imagen_ni_en_git() -> None:
    for lista in (".dockerignore", ".gitignore"):
        ignora = {r.strip("/") for r in (RAIZ / lista).read_text(encoding="utf-8").split()}
        assert {"docs/ejemplos/contenedor/cauce.env", "docs/ejemplos/contenedor/certificados"} <= ignora, lista


def test_el_dockerfile_no_copia_lo_que_no_debe() -> None:
    ignora = (RAIZ / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".git", ".venv", "var"} <= set(ignora)
    dockerfile = (EJEMPLOS / "contenedor" / "Dockerfile").read_text(encoding="utf-8")
    assert "USER cauce" in dockerfile
    assert "--require-hashes" in dockerfile
    for copiado in re.findall(r"^COPY (\S+)", dockerfile, re.MULTILINE):
        assert (RAIZ / copiado).exists(), copiado
