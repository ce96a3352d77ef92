"""The last night of capture, in minutes and on this machine alone: `python -m tests.rendimiento.noche --minutos 10`.

Starts a site of its own (gunicorn; with REDIS_URL, a worker of Celery and beat; without, the sweep in a process) on a
database of its own (SQLite, or one that it makes on the PostgreSQL of DATABASE_URL and drops) and a folder that it
removes, and lets loose on it whoever is there that night. Tells, of each kind of thing, how many there were, how many
failed and how long half and 95 in a hundred took, on the clock on the wall; and the memory of each process as it began,
halfway and as it ended. Exits with 1 if something failed.
"""

import argparse
import itertools
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

HOY = "2024-04-16"
PROCESO, PUBLICO = "/p/prueba-2024", "/conoceles/prueba-2024"
POR_LEER, POR_CAPTURAR = 60, 40
MINUTOS_MAXIMO, PERSONAS_MAXIMO, CANDIDATURAS_MAXIMO = 30, 64, 100_000


class Noche:
    """What was asked, and what was answered."""

    def __init__(self, puerto: int, sesiones: dict[str, str], claves: dict[str, list[int]], hasta: float) -> None:
        self.puerto, self.sesiones, self.claves, self.hasta = puerto, sesiones, claves, hasta
        self.tiempos: dict[str, list[float]] = defaultdict(list)
        self.errores: dict[str, list[str]] = defaultdict(list)
        self._cerrojo = threading.Lock()
        self._visitas = itertools.count()

    @property
    def sigue(self) -> bool:
        """Whether the night is not over."""
        return time.monotonic() < self.hasta

    def pedir(self, que: str, rol: str, direccion: str, *resto: Any, bien: tuple[int, ...] = (200,)) -> Any:
        """Ask as somebody of that role (empty: of nobody); anything but `bien` is an error."""
        from tests.servicios.sitio import CORTES, Persona

        # The public come each from an address of their own, as through nginx: what each may ask in a minute is theirs.
        lugar = "" if rol else str(ip_address("10.0.0.0") + next(self._visitas) % 65_536)
        quien = Persona(self.puerto, self.sesiones.get(rol, ""), espera=60, desde=lugar)
        desde = time.perf_counter()
        try:
            respuesta = quien.pedir(direccion, *resto)
            fallo = "" if respuesta.estado in bien else f"{respuesta.estado} {direccion}"
        except CORTES as corte:
            respuesta, fallo = None, f"{corte!r} {direccion}"
        tomo = time.perf_counter() - desde
        with self._cerrojo:
            self.tiempos[que].append(tomo)
            if fallo:
                self.errores[que].append(fallo)
        return respuesta

    # -- Who is there -----------------------------------------------------------------------------------------

    def publico(self, azar: random.Random) -> None:
        """Looks for its candidacies: a third goes on to the page of somebody."""
        n = azar.randrange(40)
        cual = azar.random()
        if cual < 0.35:
            self.pedir("público: lista", "", f"{PUBLICO}/" + azar.choice(["", f"?page={n}", "?sexo=M", "?q=rios"]))
        elif cual < 0.7:
            self.pedir("público: ficha", "", f"{PUBLICO}/{azar.choice(self.claves['publicadas'])}/")
        elif cual < 0.8:
            self.pedir("público: boleta", "", f"{PUBLICO}/boleta/")
        elif cual < 0.9:
            self.pedir("público: estadísticas", "", f"{PUBLICO}/estadisticas/")
        else:
            self.pedir("público: API", "", f"/api/v1/procesos/prueba-2024/candidaturas?cuantas={n + 1}")

    def partido(self, azar: random.Random) -> None:
        """Captures: opens a section and saves it."""
        lugar = f"{PROCESO}/candidaturas/{azar.choice(self.claves['por_capturar'])}/captura/historia/"
        pagina = self.pedir("captura: abrir una sección", "partido", lugar)
        visto = re.search(r'name="visto" value="(\w+)"', pagina.texto) if pagina else None
        if visto:
            datos = [("historia_profesional", f"Trabajó {azar.randrange(10**6)} días. " * 12), ("visto", visto[1])]
            # Somebody of the same party may have saved it meanwhile: it is said, and nothing is lost.
            self.pedir("captura: guardarla", "partido", lugar, datos, bien=(302, 200, 409, 422))
        if azar.random() < 0.2:
            self.pedir("captura: su lista", "partido", f"{PROCESO}/candidaturas/?page={azar.randrange(1, 9)}")

    def verificacion(self, azar: random.Random, quien: str) -> None:
        """Takes the next one, reads it, and validates it or observes it; with none left, looks at the desk."""
        tomada = self.pedir("verificación: tomar", quien, f"{PROCESO}/verificacion/tomar/", [], bien=(302,))
        lugar = tomada.lleva_a if tomada else ""
        if not re.search(r"/verificacion/\d+/$", lugar):
            self.pedir("verificación: la mesa", quien, f"{PROCESO}/verificacion/")
            time.sleep(azar.uniform(0.5, 1.5))
            return
        self.pedir("verificación: leer", quien, lugar)
        datos = [("accion", "terminar"), ("lo_demas", "1")]
        que = "verificación: validar"
        if azar.random() < 0.4:
            que = "verificación: observar"
            datos += [
                ("m-propuesta_1", "no"),
                ("n-propuesta_1", "0"),
                ("c-propuesta_1", "incompleto"),
                ("t-propuesta_1", "Falta decir a quién beneficia."),
            ]
        self.pedir(que, quien, lugar, datos, bien=(302,))

    def interna(self, azar: random.Random) -> None:
        """The staff looks at how it goes, and takes lists out."""
        lugar = azar.choice(["tablero", "candidaturas", "avance", "entregables", "historial", "mesa"])
        lugar = {"mesa": "verificacion"}.get(lugar, lugar)
        self.pedir(f"personal: {lugar}", "administracion", f"{PROCESO}/{lugar}/")
        time.sleep(azar.uniform(0.2, 0.8))

    def exportar(self, azar: random.Random) -> None:
        """A long list, made apart, and fetched."""
        formato = azar.choice(["csv", "xlsx"])
        datos = [("direccion", f"{PROCESO}/candidaturas/?formato={formato}")]
        pedida = self.pedir("exportar: pedir", "administracion", "/descargas/", datos, bien=(302,))
        desde = time.perf_counter()
        while pedida and self.sigue:
            pagina = self.pedir("exportar: cómo va", "administracion", pedida.lleva_a)
            if pagina and "data-se-actualiza" not in pagina.texto:
                self.tiempos[f"exportar: {formato} listo"].append(time.perf_counter() - desde)
                self.pedir("exportar: descargar", "administracion", f"{pedida.lleva_a}archivo/")
                self.pedir("exportar: quitar", "administracion", pedida.lleva_a, [("quitar", "1")], bien=(302,))
                break
            time.sleep(1)
        time.sleep(azar.uniform(3, 6))

    def importar(self, azar: random.Random, vez: Iterator[int], carpeta: Path) -> None:
        """A late list of a party: rehearsed, confirmed, loaded."""
        from tests.flujos.importado import persona
        from tests.libros import identidad_de, libro

        n = 100_000 + 1_000 * next(vez)
        filas = [persona(i) for i in range(n, n + 60)]
        contenido = libro(carpeta / "tarde.xlsx", filas, [identidad_de(f) for f in filas]).read_bytes()
        ensayo = self.pedir(
            "importar: ensayar", "administracion", f"{PROCESO}/importar/", [], ("tarde.xlsx", contenido), bien=(302,)
        )
        if not ensayo:
            return
        self.pedir("importar: confirmar", "administracion", ensayo.lleva_a, [], bien=(302,))
        desde = time.perf_counter()
        while self.sigue:
            pagina = self.pedir("importar: cómo va", "administracion", ensayo.lleva_a)
            if pagina and "Se importó" in pagina.texto:
                self.tiempos["importar: 60 filas cargadas"].append(time.perf_counter() - desde)
                break
            time.sleep(1)
        time.sleep(azar.uniform(5, 10))


def correr(noche: Noche, personas: int, carpeta: Path, *, solo_publico: bool = False) -> None:
    """Everybody at once, until it is over. Of each ten, five are of the public, two of a party, two verify."""
    vez, mesas = itertools.count(), itertools.cycle(q for q in noche.sesiones if q.startswith("verificacion"))

    def diez() -> list[Callable[[random.Random], None]]:
        # Each with a desk of their own: what one reads no other has taken.
        verifican = [partial(noche.verificacion, quien=next(mesas)) for _ in range(2)]
        return [*verifican, noche.partido, noche.partido, noche.interna, *[noche.publico] * 5]

    todos = list(itertools.chain.from_iterable(diez() for _ in range(0, personas, 10)))[:personas]
    if solo_publico:
        todos = [noche.publico] * personas
    todos += [] if solo_publico else [noche.exportar, lambda azar: noche.importar(azar, vez, carpeta)]

    def vivir(n: int, hacer: Callable[[random.Random], None]) -> None:
        azar = random.Random(n)  # noqa: S311 (who looks at what, not a secret)
        while noche.sigue:
            try:
                hacer(azar)
            except Exception as error:
                noche.errores["de quien mide"].append(repr(error))
                time.sleep(1)
            time.sleep(0 if solo_publico else azar.uniform(0.05, 0.4))

    hilos = [threading.Thread(target=vivir, args=args, daemon=True) for args in enumerate(todos)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()


# -- What it is done on ---------------------------------------------------------------------------------------------


@contextmanager
def base_propia(carpeta: Path, plantilla: str) -> Iterator[str]:
    """A database that is there while it lasts: on the server of DATABASE_URL, or a file.

    `plantilla`: one of that server of which it is a copy, migrated and without anybody in it; migrating takes a while.
    """
    dada = os.environ.get("DATABASE_URL", "")
    if not dada.startswith("postgres"):
        yield f"sqlite:///{carpeta / 'noche.sqlite3'}"
        return
    import psycopg

    partes = urlsplit(dada)
    nombre = f"cauce_noche_{os.getpid()}"
    with psycopg.connect(urlunsplit(partes._replace(path="/postgres")), autocommit=True) as servidor:
        servidor.execute(f'CREATE DATABASE "{nombre}"' + f' TEMPLATE "{plantilla}"' * bool(plantilla))
        try:
            yield urlunsplit(partes._replace(path=f"/{nombre}"))
        finally:
            servidor.execute(f'DROP DATABASE "{nombre}" WITH (FORCE)')


def llenar_la_base(cuantas: int) -> tuple[dict[str, str], dict[str, list[int]]]:
    """The cast, whoever captures and waits to be read, and `cuantas` candidacies besides: sessions and keys."""
    from django.core.management import call_command

    from compliance import historia
    from compliance.models import Candidatura, Usuario
    from flujos import candidaturas
    from tests.elenco import momento, montar
    from tests.rendimiento.llenar import llenar
    from tests.servicios.sitio import sesion_de

    call_command("migrate", verbosity=0)
    # The cast is set by hand, as in the tests; the site that is measured keeps its guard.
    historia.negar_sin_acto = lambda *_: None
    e = montar()
    capturan = []
    for n in range(POR_CAPTURAR):
        c = e.candidatura(f"Por Capturar {n}", formula=f"{500 + n}")
        candidaturas.entregar_cuentas(c, por=None, en=momento("2024-04-15 09:00"))
        candidaturas.recibir_cuentas(c, por=None, en=momento("2024-04-15 09:00"))
        capturan.append(c.pk)
    for n in range(POR_LEER):
        e.candidatura_en("capturada", f"Por Leer {n}", formula=f"{700 + n}")
    llenar(e.proceso, cuantas)
    # What was filled in bulk has no answers to be read: it waits for nobody.
    Candidatura.objects.filter(estado="capturada", capturada_en=None).update(estado="asignada")
    publicadas = list(Candidatura.objects.filter(estado="publicada").order_by("pk").values_list("pk", flat=True)[:2000])
    quienes = {rol: e.usuario(rol) for rol in ("administracion", "verificacion", "partido")}
    for n in range(2, 2 + PERSONAS_MAXIMO // 5):
        quienes[f"verificacion {n}"] = Usuario.objects.create_user(f"verificacion_{n}", first_name=f"Verificación {n}")
        e.nombrar(quienes[f"verificacion {n}"], "verificacion")
    sesiones = {cual: sesion_de(quien) for cual, quien in quienes.items()}
    return sesiones, {"publicadas": publicadas, "por_capturar": capturan}


def memoria(procesos: dict[str, list[int]]) -> dict[str, float]:
    """Megabytes that each process has in memory, by its name."""
    dichas = {}
    for nombre, pids in procesos.items():
        for n, pid in enumerate(pids, 1):
            try:
                estado = Path(f"/proc/{pid}/status").read_text()
            except FileNotFoundError:
                continue
            hallada = re.search(r"VmRSS:\s+(\d+) kB", estado)
            if hallada:
                dichas[f"{nombre} {n}"] = int(hallada[1]) / 1024
    return dichas


def procesador(pids: list[int]) -> float:
    """Seconds of processor that these processes have taken, those that they waited for excluded."""
    suma = 0
    for pid in pids:
        try:
            campos = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except FileNotFoundError:
            continue
        suma += int(campos[11]) + int(campos[12])
    return suma / os.sysconf("SC_CLK_TCK")


def hijos_de(pid: int) -> list[int]:
    """Its children, in order."""
    try:
        return sorted(int(h) for h in Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    except FileNotFoundError:
        return []


def contar(noche: Noche, segundos: float, visto: list[dict[str, float]]) -> int:
    """Print the figures; answers how many errors there were."""
    total = sum(map(len, noche.tiempos.values()))
    errores = sum(map(len, noche.errores.values()))
    print(f"\n{total} peticiones en {segundos:.0f} s ({total / segundos:.0f} por segundo), {errores} errores\n")
    print(f"{'':38}{'veces':>8}{'errores':>9}{'p50 ms':>9}{'p95 ms':>9}")
    for que in sorted(noche.tiempos):
        tiempos = sorted(noche.tiempos[que])
        p95 = tiempos[min(len(tiempos) - 1, int(0.95 * len(tiempos)))]
        cuantos = len(noche.errores.get(que, ()))
        print(f"{que:38}{len(tiempos):>8}{cuantos:>9}{statistics.median(tiempos) * 1e3:>9.0f}{p95 * 1e3:>9.0f}")
    print(f"\n{'memoria, MB':38}{'al empezar':>12}{'a la mitad':>12}{'al terminar':>12}")
    for nombre in sorted(set().union(*visto)):
        print(f"{nombre:38}" + "".join(f"{medida.get(nombre, 0):>12.0f}" for medida in visto))
    for que, dichos in noche.errores.items():
        for dicho in dichos[:5]:
            print(f"ERROR {que}: {dicho}")
    return errores


def main() -> int:
    """Everything, and everything removed at the end."""
    entrada = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    entrada.add_argument("--minutos", type=float, default=10)
    entrada.add_argument("--personas", type=int, default=10)
    entrada.add_argument("--candidaturas", type=int, default=4_000)
    entrada.add_argument("--solo-publico", action="store_true", help="nobody but the public, without resting")
    entrada.add_argument("--plantilla", default="", help="a database of PostgreSQL, migrated and empty, to begin from")
    dado = entrada.parse_args()
    minutos = min(max(dado.minutos, 0.2), MINUTOS_MAXIMO)
    personas = min(max(dado.personas, 1), PERSONAS_MAXIMO)
    with ExitStack() as todo:
        carpeta = Path(todo.enter_context(tempfile.TemporaryDirectory(prefix="cauce-noche-")))
        os.environ |= {
            "DATABASE_URL": todo.enter_context(base_propia(carpeta, dado.plantilla)),
            "CAUCE_DATOS": str(carpeta / "datos"),
            "CAUCE_PROXIES": "1",
            "DEMO_FECHA": HOY,
            "EMAIL_URL": "file://",
            "CAUCE_BARRIDO_SEGUNDOS": "15",
            "CAUCE_PRUEBA_PREFIJO": f"cauce-noche-{os.getpid()}:",
            "DJANGO_SETTINGS_MODULE": "compliance.settings",
        }
        import django

        django.setup()
        from django.conf import settings
        from django.db import connection

        from tests.servicios.sitio import Sitio

        desde = time.monotonic()
        sesiones, claves = llenar_la_base(min(dado.candidaturas, CANDIDATURAS_MAXIMO))
        vendor = connection.vendor
        connection.close()
        print(
            f"{vendor}, {'con' if settings.HAY_INTERMEDIARIO else 'sin'} Redis; {dado.candidaturas} candidaturas, "
            f"{personas} personas; preparada en {time.monotonic() - desde:.0f} s"
        )

        def otro(*orden: str) -> "subprocess.Popen[bytes]":
            registro = todo.enter_context((carpeta / f"{orden[0]}-{len(orden)}.log").open("wb"))
            proceso = subprocess.Popen(
                [sys.executable, *orden], cwd=settings.BASE_DIR, stdout=registro, stderr=subprocess.STDOUT
            )
            todo.callback(proceso.wait, 60)
            todo.callback(proceso.terminate)
            return proceso

        sitio = Sitio(os.environ, carpeta)
        todo.callback(sitio.terminar)
        procesos: dict[str, Callable[[], list[int]]] = {"gunicorn": sitio.hijos}
        if settings.HAY_INTERMEDIARIO:
            celery = ("-m", "celery", "-A", "tests.servicios.aplicacion")
            trabajador = otro(*celery, "worker", "-c", "2", "--without-gossip", "--without-mingle")
            otro(*celery, "beat")
            procesos["trabajador"] = lambda: hijos_de(trabajador.pid)
        else:
            barrido = otro("manage.py", "barrer", "--continuo")
            procesos["barrido"] = lambda: [barrido.pid]
        while not sitio.listo():
            time.sleep(0.3)
        # A tenth of the night, a minute at most, to fill what is kept in memory: then the figures begin.
        calienta = min(60.0, minutos * 6)
        correr(
            Noche(sitio.puerto, sesiones, claves, time.monotonic() + calienta),
            personas,
            carpeta,
            solo_publico=dado.solo_publico,
        )

        def ya() -> dict[str, float]:
            return memoria({nombre: pids() for nombre, pids in procesos.items()})

        visto = [ya()]
        a_la_mitad = threading.Timer(minutos * 30, lambda: visto.append(ya()))
        a_la_mitad.start()
        desde, usado = time.monotonic(), procesador(sitio.hijos())
        noche = Noche(sitio.puerto, sesiones, claves, desde + minutos * 60)
        correr(noche, personas, carpeta, solo_publico=dado.solo_publico)
        segundos, usado = time.monotonic() - desde, procesador(sitio.hijos()) - usado
        a_la_mitad.join()
        errores = contar(noche, segundos, [*visto, ya()])
        hechas = sum(map(len, noche.tiempos.values()))
        print(f"\nprocesador de gunicorn: {usado:.1f} s, {usado / max(hechas, 1) * 1e3:.2f} ms por petición")
        for registro in carpeta.glob("*.log"):
            dicho = registro.read_text(errors="replace")
            for linea in [x for x in dicho.splitlines() if "ERROR" in x or "Traceback" in x][:5]:
                print(f"{registro.name}: {linea}")
    return 1 if errores else 0


if __name__ == "__main__":
    sys.exit(main())
