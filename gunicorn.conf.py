"""What gunicorn reads by itself when it starts here: the figures of several processes, and its own lines in the log.

Each server (each master process) adds up the figures of its workers in a folder of its own, so that two on one machine
do not mix; what a server that died left goes when another starts. It is in memory (/dev/shm): in CAUCE_DATOS, which two
containers may share, both would be process 1; and a worker that counts in a file of a full disk is killed by it.
"""

import os
import shutil
from pathlib import Path
from typing import Any

_AQUI = Path(__file__).resolve().parent
_MEMORIA = Path("/dev/shm")  # noqa: S108 (each folder in it is made closed, or not at all)
_CIFRAS = _MEMORIA if os.access(_MEMORIA, os.W_OK) else Path(os.environ.get("CAUCE_DATOS") or _AQUI / "var")
_NOMBRE = "cauce-cifras-"
_MIDE = bool(os.environ.get("CAUCE_METRICAS_DESDE") or os.environ.get("CAUCE_METRICAS_LLAVE"))

if _MIDE:
    # Before anything imports prometheus_client, which decides by it. Workers inherit it.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_CIFRAS / f"{_NOMBRE}{os.getpid()}")

# Nobody asks through it, and two servers of one account would fight for its only place.
control_socket_disable = True

if os.environ.get("CAUCE_LOG_FORMATO") == "json":
    logconfig_dict = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "compliance.bitacora.EnJson"}},
        "handlers": {"consola": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"level": "INFO", "handlers": ["consola"]},
        "loggers": {"gunicorn.error": {"level": "INFO", "handlers": ["consola"], "propagate": False}},
    }


def _vive(proceso: str) -> bool:
    return proceso.isdecimal() and Path(f"/proc/{proceso}").exists()


def on_starting(server: Any) -> None:
    """Before the first worker."""
    if not _MIDE:
        return
    for carpeta in _CIFRAS.glob(f"{_NOMBRE}*"):
        proceso = carpeta.name.removeprefix(_NOMBRE)
        # Those of another account stay: it is not let.
        if not _vive(proceso) or proceso == str(os.getpid()):
            shutil.rmtree(carpeta, ignore_errors=True)
    Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).mkdir(mode=0o700)


def child_exit(server: Any, worker: Any) -> None:
    """A worker ended: what it counted stays, what it said of itself alone goes."""
    if _MIDE:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    """The server ended: nobody will ask."""
    if _MIDE:
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
