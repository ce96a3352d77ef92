"""What whoever looks after the server asks: whether it is alive, whether it is ready, and its figures (decision 0064).

These answers come before everything else (`middleware.PeticionMiddleware`): without the name of the site, https, a
session or, for `/salud/`, a database. Apps to the right add what they know when they load: nobody imports them from
here. There is nothing in them of a person, of a key or of where things are kept.
"""

import hmac
import logging
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from ipaddress import ip_address, ip_network
from typing import Any, NamedTuple

import redis
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from .models import Acto, Sello
from .reloj import ahora

bitacora = logging.getLogger(__name__)

ESPERA = 2.0
# With less than this nothing big is received any more, and a database soon stops.
DISCO_MINIMO_MB = 500
METODOS = frozenset({"GET", "HEAD", "POST"})


class Medida(NamedTuple):
    """A figure of now: its name, what it is, its value and, if there are several, the label and the value of it."""

    nombre: str
    ayuda: str
    valor: float
    etiqueta: str = ""
    de: str = ""


class _Revision(NamedTuple):
    hacer: Callable[[datetime], str]
    con_base: bool


_REVISIONES: dict[str, _Revision] = {}
_MEDIDAS: list[Callable[[datetime], Iterable[Medida]]] = []


def revisa(nombre: str, *, con_base: bool = False) -> Callable[[Callable[[datetime], str]], Callable[[datetime], str]]:
    """Something without which the site is not ready: it answers what is wrong in Spanish, or nothing."""

    def anotar(hacer: Callable[[datetime], str]) -> Callable[[datetime], str]:
        _REVISIONES[nombre] = _Revision(hacer, con_base)
        return hacer

    return anotar


def mide(hacer: Callable[[datetime], Iterable[Medida]]) -> Callable[[datetime], Iterable[Medida]]:
    """Figures that the database says."""
    _MEDIDAS.append(hacer)
    return hacer


# -- Ready ------------------------------------------------------------------------------------------------


@revisa("base")
def _base(en: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


_al_dia: list[bool] = []


@revisa("migraciones", con_base=True)
def _migraciones(en: datetime) -> str:
    """Once applied, they are: it is asked until they are."""
    if not _al_dia:
        ejecutor = MigrationExecutor(connection)
        if faltan := len(ejecutor.migration_plan(ejecutor.loader.graph.leaf_nodes())):
            return f"faltan {faltan} migraciones: manage.py actualizar"
        _al_dia.append(True)
    return ""


@revisa("cache")
def _cache(en: datetime) -> str:
    cache.set("salud", 1, 10)
    return "" if cache.get("salud") == 1 else "no devuelve lo que se guarda"


@revisa("intermediario")
def _intermediario(en: datetime) -> str:
    if settings.HAY_INTERMEDIARIO:
        with current_app.connection_for_read() as conexion:
            conexion.ensure_connection(max_retries=1, timeout=ESPERA)
    return ""


@revisa("almacen")
def _almacen(en: datetime) -> str:
    default_storage.exists("salud")
    if settings.ALMACEN_S3:
        return ""
    raiz = settings.MEDIA_ROOT if os.path.isdir(settings.MEDIA_ROOT) else settings.DATOS
    return "" if os.access(raiz, os.W_OK) else "no se puede escribir en la carpeta de los archivos"


@revisa("disco")
def _disco(en: datetime) -> str:
    libres = shutil.disk_usage(settings.DATOS).free >> 20
    return "" if libres >= DISCO_MINIMO_MB else f"quedan {libres} MB libres en CAUCE_DATOS"


def revisar(en: datetime) -> dict[str, dict[str, Any]]:
    """Each thing that was looked at: whether it is well, why not, and how long it took."""
    dicho: dict[str, dict[str, Any]] = {}
    for nombre, revision in _REVISIONES.items():
        desde = time.monotonic()
        if revision.con_base and not dicho["base"]["bien"]:
            falla = "no se revisó: la base de datos no responde"
        else:
            try:
                falla = revision.hacer(en)
            except Exception as error:  # whatever it was, it is not ready; what it says may name where things are
                bitacora.warning("No está listo: %s", nombre, exc_info=True, extra={"datos": {"revision": nombre}})
                falla = f"no responde ({type(error).__name__})"
        dicho[nombre] = {"bien": not falla, "ms": round((time.monotonic() - desde) * 1000, 1)}
        if falla:
            dicho[nombre]["falla"] = falla
    return dicho


# -- Figures ----------------------------------------------------------------------------------------------

_PETICIONES = Counter("cauce_peticiones", "Peticiones atendidas, por vista y estado.", ["vista", "metodo", "estado"])
_SEGUNDOS = Histogram(
    "cauce_peticion_segundos",
    "Lo que tardó cada petición.",
    ["vista"],
    buckets=(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
# Of the connections that the threads of each process share (DATABASE_POOL): how often one had to be waited for.
_ESPERAS = Counter("cauce_pool_esperas", "Veces que hubo que esperar una conexión compartida.")
_ESPERADO = Counter("cauce_pool_espera_segundos", "Lo que se esperó, entre todas.")
_SIN_CONEXION = Counter("cauce_pool_sin_conexion", "Veces que ninguna se desocupó a tiempo.")


def hay_medidas() -> bool:
    """Whether somebody may ask for the figures."""
    return bool(settings.METRICAS_DESDE or settings.METRICAS_LLAVE)


def contar(metodo: str, vista: str, estado: int, segundos: float) -> None:
    """One request. Labels are names of ours: what a visitor writes makes no series."""
    if hay_medidas():
        _PETICIONES.labels(vista, metodo if metodo in METODOS else "otro", estado).inc()
        _SEGUNDOS.labels(vista).observe(segundos)
        _contar_esperas()


def _contar_esperas() -> None:
    """What the pool of this process counted since it was last asked; nothing where there is none."""
    if (pool := getattr(connection, "pool", None)) is not None:
        dicho = pool.pop_stats()
        _ESPERAS.inc(dicho.get("requests_queued", 0))
        _ESPERADO.inc(dicho.get("requests_wait_ms", 0) / 1000)
        _SIN_CONEXION.inc(dicho.get("requests_errors", 0))


@mide
def _cadena(en: datetime) -> Iterator[Medida]:
    ultimo = Acto.objects.order_by("-pk").values_list("pk", flat=True).first()
    yield Medida("cauce_ultimo_acto", "Número del último acto.", ultimo or 0)
    sello = Sello.objects.order_by("-dia").values_list("hecho_en", flat=True).first()
    if sello is not None:
        yield Medida("cauce_sello_edad_segundos", "Desde el último sello.", (en - sello).total_seconds())


@mide
def _conexiones(en: datetime) -> Iterator[Medida]:
    """Of the whole server, whoever has them: when there is none left, nobody enters."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sum(numbackends), current_setting('max_connections')::integer "
                "- current_setting('superuser_reserved_connections')::integer FROM pg_stat_database"
            )
            hay, caben = cursor.fetchone()
        yield Medida("cauce_base_conexiones", "Conexiones abiertas con el servidor de la base de datos.", hay)
        yield Medida("cauce_base_conexiones_maximo", "Las que admite a la vez.", caben)


def _de_este_equipo(en: datetime) -> Iterator[Medida]:
    """What is known without the database."""
    yield Medida("cauce_disco_libre_bytes", "Libres en CAUCE_DATOS.", shutil.disk_usage(settings.DATOS).free)
    if settings.ULTIMO_RESPALDO.exists():
        # By the clock of the machine, which is that of the file.
        edad = time.time() - settings.ULTIMO_RESPALDO.stat().st_mtime
        yield Medida("cauce_respaldo_edad_segundos", "Desde el último respaldo hecho en este equipo.", edad)
    if settings.CELERY_BROKER_URL.startswith("redis"):
        try:
            with redis.Redis.from_url(
                settings.CELERY_BROKER_URL, socket_timeout=ESPERA, socket_connect_timeout=ESPERA
            ) as cliente:
                cola = current_app.conf.task_default_queue
                yield Medida("cauce_tareas_en_espera", "Tareas que esperan a un trabajador.", cliente.llen(cola))
        except redis.RedisError:
            bitacora.warning("El intermediario no dice cuántas tareas esperan.")


class _DeAhora:
    """Asked when they are collected: nothing is kept of them."""

    def collect(self) -> Iterator[Metric]:
        """What each says; if the database is not there, that it is not."""
        en, responde = ahora(), 1
        medidas = list(_de_este_equipo(en))
        try:
            _base(en)
            for hacer in _MEDIDAS:
                medidas += hacer(en)
        except Exception:  # that it failed is a figure too
            bitacora.warning("La base de datos no dio sus cifras.", exc_info=True)
            responde = 0
        medidas.append(Medida("cauce_base_responde", "Si la base de datos responde.", responde))
        familias: dict[str, GaugeMetricFamily] = {}
        for m in medidas:
            etiquetas = [m.etiqueta] if m.etiqueta else None
            familia = familias.setdefault(m.nombre, GaugeMetricFamily(m.nombre, m.ayuda, labels=etiquetas))
            familia.add_metric([m.de] if m.etiqueta else [], m.valor)
        yield from familias.values()


def _puede_medir(request: HttpRequest, desde: str) -> bool:
    """By the address it comes from, or by its key."""
    esquema, _, llave = request.headers.get("Authorization", "").partition(" ")
    if settings.METRICAS_LLAVE and esquema == "Bearer":
        return hmac.compare_digest(llave.strip().encode(), settings.METRICAS_LLAVE.encode())
    try:
        direccion = ip_address(desde)
    except ValueError:
        return False
    return any(direccion in ip_network(red) for red in settings.METRICAS_DESDE)


# -- Pages ------------------------------------------------------------------------------------------------


def salud(request: HttpRequest) -> HttpResponse:
    """The process attends. Nothing is asked."""
    return _sin_guardar(HttpResponse("bien\n", content_type="text/plain; charset=utf-8"))


def lista(request: HttpRequest) -> HttpResponse:
    """Whether all that is needed is there; 503 if anything is missing."""
    dicho = revisar(ahora())
    bien = all(r["bien"] for r in dicho.values())
    respuesta = JsonResponse(
        {"lista": bien, "version": settings.VERSION, "revisiones": dicho},
        status=200 if bien else 503,
        json_dumps_params={"ensure_ascii": False},
    )
    if not bien:
        respuesta["Retry-After"] = "10"
    return _sin_guardar(respuesta)


def metricas(request: HttpRequest, desde: str = "") -> HttpResponse:
    """The figures of all the processes of this server, for Prometheus; to anybody else there is no such page."""
    if not _puede_medir(request, desde):
        return _sin_guardar(HttpResponse(status=404))
    registro = CollectorRegistry(auto_describe=False)
    registro.register(_DeAhora())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registro)  # type: ignore[no-untyped-call]
        texto = generate_latest(registro)
    else:
        texto = generate_latest(REGISTRY) + generate_latest(registro)
    return _sin_guardar(HttpResponse(texto, content_type=CONTENT_TYPE_LATEST))


def _sin_guardar(respuesta: HttpResponse) -> HttpResponse:
    respuesta["Cache-Control"] = "no-store"
    return respuesta


def atender(request: HttpRequest, desde: str) -> HttpResponse | None:
    """The answer of one of these addresses; None of any other."""
    if request.method not in ("GET", "HEAD"):
        return None
    match request.path_info:
        case "/salud/":
            return salud(request)
        case "/salud/lista/":
            return lista(request)
        case "/metricas/":
            return metricas(request, desde)
    return None
