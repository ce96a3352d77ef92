"""PostgreSQL, Redis and Celery for real: skipped with a reason where they are not, unless they are demanded."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
import redis
from django.conf import settings
from django.db import connection


@pytest.fixture(autouse=True)
def servicios() -> None:
    """Skip, or fail with CAUCE_EXIGE_SERVICIOS=1, where there is no PostgreSQL or no Redis."""
    falta = ""
    if connection.vendor != "postgresql":
        falta = "DATABASE_URL no apunta a PostgreSQL"
    elif not settings.REDIS_URL:
        falta = "falta REDIS_URL"
    else:
        cliente = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2)
        try:
            cliente.ping()
        except redis.RedisError as error:
            falta = f"Redis no responde en REDIS_URL: {error}"
        finally:
            cliente.close()
    if falta and os.environ.get("CAUCE_EXIGE_SERVICIOS") == "1":
        pytest.fail(f"Se exigieron los servicios (CAUCE_EXIGE_SERVICIOS=1) y {falta}.")
    if falta:
        pytest.skip(f"Necesita los servicios (make test-servicios): {falta}.")


def esperar(condicion: Callable[[], bool], que: str | Callable[[], str], segundos: float = 120) -> None:
    """Until `condicion`, or fail saying what never happened, as it is said then."""
    limite = time.monotonic() + segundos
    while not condicion():
        if time.monotonic() > limite:
            pytest.fail(f"No ocurrió en {segundos:.0f} s: {que() if callable(que) else que}")
        time.sleep(0.1)


class Celery:
    """Starts workers and beat on the test database, and ends those that it started."""

    def __init__(self, carpeta: Path) -> None:
        self.correo = carpeta / "correo"
        self._carpeta = carpeta
        self.prefijo = f"cauce-prueba-{uuid.uuid4().hex}:"
        self._procesos: list[subprocess.Popen[bytes]] = []
        base = connection.settings_dict
        credenciales = quote(base["USER"], safe="") + (
            f":{quote(base['PASSWORD'], safe='')}" if base["PASSWORD"] else ""
        )
        # In the middle of the night of 29 March the reminder of 1 April is another one; either will do.
        self.entorno = os.environ | {
            "DATABASE_URL": f"postgres://{credenciales}@{base['HOST']}:{base['PORT'] or 5432}/{base['NAME']}",
            "CAUCE_DATOS": str(carpeta),
            "CAUCE_BARRIDO_SEGUNDOS": "1",
            "CAUCE_LLAVE_MAESTRA": ",".join(settings.LLAVE_MAESTRA),
            "CAUCE_PRUEBA_PREFIJO": self.prefijo,
            "DEMO_FECHA": "2024-03-29",
            "EMAIL_URL": "file://",
        }

    def trabajador(self, nombre: str) -> subprocess.Popen[bytes]:
        """A worker of two processes."""
        return self._arrancar("worker", "-c", "2", "-n", nombre, "--without-gossip", "--without-mingle")

    def beat(self) -> subprocess.Popen[bytes]:
        """The clock."""
        return self._arrancar("beat")

    def _arrancar(self, *argumentos: str) -> subprocess.Popen[bytes]:
        registro = self._carpeta / f"{argumentos[0]}-{len(self._procesos)}.log"
        with registro.open("wb") as salida:
            proceso = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "tests.servicios.aplicacion", *argumentos, "-l", "INFO"],
                cwd=settings.BASE_DIR,
                env=self.entorno,
                stdout=salida,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._procesos.append(proceso)
        return proceso

    def matar(self, proceso: subprocess.Popen[bytes]) -> None:
        """kill -9 to it and its children."""
        with suppress(ProcessLookupError):
            os.killpg(proceso.pid, signal.SIGKILL)
        proceso.wait()

    def hijos(self) -> list[int]:
        """The processes in which the workers that live do their tasks."""
        vivos = [p.pid for p in self._procesos if p.poll() is None]
        return [int(h) for p in vivos for h in Path(f"/proc/{p}/task/{p}/children").read_text().split()]

    def cortar_conexiones(self) -> int:
        """Cut every connection of theirs with the broker; answers how many there were."""
        with redis.Redis.from_url(settings.REDIS_URL) as cliente:
            suyas = [c["id"] for c in cliente.client_list() if c["name"] == self.prefijo]
            return sum(cliente.client_kill_filter(_id=uno) for uno in suyas)

    def olvidar(self) -> int:
        """Take from the broker all that it keeps for them, tasks included; answers how many keys."""
        with redis.Redis.from_url(settings.REDIS_URL) as cliente:
            claves = list(cliente.scan_iter(f"{self.prefijo}*"))
            return int(cliente.delete(*claves)) if claves else 0

    def terminar(self) -> None:
        """Ask each to end; whoever does not within a while is killed."""
        vivos = [p for p in self._procesos if p.poll() is None]
        for proceso in vivos:
            proceso.terminate()
        for proceso in vivos:
            try:
                proceso.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.matar(proceso)

    def registro(self) -> str:
        """What everybody logged."""
        return "\n".join(f.read_text(errors="replace") for f in sorted(self._carpeta.glob("*.log")))


@pytest.fixture
def celery(servicios: None, transactional_db: None, tmp_path: Path) -> Iterator[Celery]:
    """Celery on the test database; nothing of it is left in Redis."""
    celery = Celery(tmp_path)
    yield celery
    celery.terminar()
    celery.olvidar()
