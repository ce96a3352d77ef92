"""Two nodes of the site and two workers behind nginx, with nothing kept in any of them: what one begins another goes on
with, and one that dies is missed by nobody who only looks.
"""

import itertools
import os
import shutil
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache.backends.redis import RedisCache
from django.utils.module_loading import import_string

from compliance.disparadores import sin_guardas
from compliance.models import Acto, Candidatura
from compliance.services.cadenas import heredar, verificar
from flujos import candidaturas
from flujos.models import Importacion, Trabajo

from ..elenco import Elenco, momento, montar
from ..flujos.importado import persona
from ..libros import identidad_de, libro
from .conftest import Celery, esperar
from .sitio import CORTES, Persona, Respuesta, Sitio, puerto_libre, sesion_de

pytestmark = pytest.mark.servicios

PROCESO = "/p/prueba-2024"
LISTA = "/conoceles/prueba-2024/"
CONTRASENA = "una-frase-larga-91"
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
# Whoever only looks is passed to the other node, and never learns; a form that may have been taken is not sent again.
BLOQUE = """
{usuario}
worker_processes 1;
daemon off;
pid {carpeta}/nginx.pid;
error_log {carpeta}/error.log;
events {{ worker_connections 512; }}
http {{
    log_format nodos "$upstream_addr $upstream_status $request_method $status";
    access_log {carpeta}/nodos.log nodos;
    client_body_temp_path {carpeta}/cuerpo;
    proxy_temp_path {carpeta}/proxy;
    fastcgi_temp_path {carpeta}/fastcgi;
    uwsgi_temp_path {carpeta}/uwsgi;
    scgi_temp_path {carpeta}/scgi;
    client_max_body_size 30m;
    upstream cauce {{
        server 127.0.0.1:{uno} max_fails=1 fail_timeout=2s;
        server 127.0.0.1:{otro} max_fails=1 fail_timeout=2s;
    }}
    server {{
        listen 127.0.0.1:{puerto};
        location / {{
            proxy_pass http://cauce;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_connect_timeout 2s;
            proxy_read_timeout 30s;
            proxy_next_upstream error timeout http_502;
            proxy_next_upstream_tries 2;
        }}
    }}
}}
"""


class Nginx:
    """In front of two sites."""

    def __init__(self, uno: Sitio, otro: Sitio, carpeta: Path) -> None:
        assert NGINX
        self.puerto, self.carpeta = puerto_libre(), carpeta / "nginx"
        self.carpeta.mkdir()
        # As root its processes would be of somebody who cannot write in a folder of the test.
        usuario = "user root;" if os.geteuid() == 0 else ""
        conf = self.carpeta / "nginx.conf"
        conf.write_text(
            BLOQUE.format(usuario=usuario, carpeta=self.carpeta, uno=uno.puerto, otro=otro.puerto, puerto=self.puerto)
        )
        self._proceso = subprocess.Popen([NGINX, "-p", str(self.carpeta), "-c", str(conf)], stderr=subprocess.DEVNULL)

    def listo(self) -> bool:
        """Whether it answers."""
        assert self._proceso.poll() is None, (self.carpeta / "error.log").read_text()
        try:
            return Persona(self.puerto).pedir("/estatico/cauce/cauce.css").estado == 200
        except CORTES:
            return False

    def atendieron(self) -> Counter[str]:
        """How many requests each node ended, by its address."""
        lineas = (self.carpeta / "nodos.log").read_text().splitlines()
        return Counter(linea.rsplit(" ", 3)[0].split(", ")[-1].split(" ")[0] for linea in lineas)

    def terminar(self) -> None:
        """Ask it to end."""
        self._proceso.terminate()
        self._proceso.wait(timeout=20)


@pytest.fixture
def nodos(celery: Celery, tmp_path: Path) -> Iterator[tuple[Sitio, Sitio, Nginx]]:
    if NGINX is None:
        if os.environ.get("CAUCE_EXIGE_SERVICIOS") == "1":
            pytest.fail("Se exigieron los servicios (CAUCE_EXIGE_SERVICIOS=1) y falta nginx (apt install nginx-light).")
        pytest.skip("Falta nginx (apt install nginx-light).")
    celery.entorno |= {"DEMO_FECHA": "2024-04-16", "CAUCE_PROXIES": "1"}
    uno, otro = (Sitio(celery.entorno, tmp_path, nombre) for nombre in ("uno", "otro"))
    nginx = Nginx(uno, otro, tmp_path)
    try:
        for cual in (uno, otro, nginx):
            esperar(cual.listo, "que contesten los dos nodos y nginx")
        yield uno, otro, nginx
    finally:
        nginx.terminar()
        for sitio in (uno, otro):
            sitio.terminar()


@pytest.fixture
def elenco(servicios: None, transactional_db: None) -> Elenco:
    return montar()


def test_lo_que_empieza_en_un_nodo_sigue_en_el_otro(
    elenco: Elenco, nodos: tuple[Sitio, Sitio, Nginx], celery: Celery, tmp_path: Path
) -> None:
    uno, otro, _ = nodos
    celery.trabajador("uno@%h")
    celery.trabajador("dos@%h")
    publicada = elenco.candidatura_en("publicada", "Ana Pública", formula="77")
    quien = elenco.usuario("administracion")
    quien.set_password(CONTRASENA)
    quien.save()
    # Enters in one, works in the other.
    entrada = Persona(uno.puerto).pedir("/entrar/", [("username", quien.username), ("password", CONTRASENA)])
    assert entrada.estado == 302
    assert entrada.sesion
    en_uno, en_otro = (Persona(sitio.puerto, entrada.sesion) for sitio in (uno, otro))
    assert en_otro.pedir(f"{PROCESO}/tablero/").estado == 200
    # What is uploaded to one is confirmed in the other, and loaded by a worker.
    filas = [persona(n) for n in range(1000, 1020)]
    contenido = libro(tmp_path / "base.xlsx", filas, [identidad_de(f) for f in filas]).read_bytes()
    lugar = en_uno.pedir(f"{PROCESO}/importar/", [], ("base.xlsx", contenido)).lleva_a
    assert "Se crearían" in en_otro.pedir(lugar).texto
    assert en_otro.pedir(lugar, []).lleva_a == lugar
    esperar(lambda: Importacion.objects.exclude(terminada_en=None).exists(), "que un trabajador importe")
    assert "Se importó «base.xlsx»." in en_uno.pedir(lugar).texto
    # A file that is asked of one is fetched from the other.
    lugar = en_uno.pedir("/descargas/", [("direccion", f"{PROCESO}/candidaturas/?formato=csv")]).lleva_a
    esperar(lambda: Trabajo.objects.get().estado == Trabajo.Estado.HECHO, "que un trabajador prepare el archivo")
    archivo = en_otro.pedir(f"{lugar}archivo/")
    assert archivo.estado == 200
    assert archivo.texto.count("PERSONA SINTETICA") == 20
    # A copy of a public page holds in both, and in neither once it is another.
    assert issubclass(import_string(settings.CACHES["default"]["BACKEND"]), RedisCache)
    visitas = [Persona(sitio.puerto).pedir(LISTA) for sitio in (uno, otro)]
    assert visitas[0].cabeceras["ETag"] == visitas[1].cabeceras["ETag"]
    assert all("Ana Pública" in v.texto for v in visitas)
    candidaturas.retirar(
        publicada,
        motivo_retiro="renuncia",
        documento="Acuerdo 7",
        por=elenco.usuario("secretaria_ejecutiva"),
        en=momento("2024-04-16 09:00"),
    )
    assert not any("Ana Pública" in Persona(sitio.puerto).pedir(LISTA).texto for sitio in (uno, otro))
    # Leaves one, and is out of the other.
    en_uno.pedir("/salir/", [])
    assert en_otro.pedir(f"{PROCESO}/tablero/").estado == 302
    assert "ERROR" not in celery.registro()


def test_un_nodo_que_muere_no_se_nota_al_mirar_y_lo_enviado_se_puede_repetir(
    elenco: Elenco, nodos: tuple[Sitio, Sitio, Nginx]
) -> None:
    uno, otro, nginx = nodos
    claves = []
    for n in range(24):
        c = elenco.candidatura_en("validada", f"Por Publicar {n}", formula=f"{n}")
        candidaturas.autorizar(c, por=elenco.representacion_de(c), en=momento("2024-04-06 10:00"))
        claves.append(c.pk)
    sesion = sesion_de(elenco.usuario("verificacion"))
    fin, malas, bien = threading.Event(), [], itertools.count()

    def mirar(sesion: str, lugar: str) -> None:
        while not fin.is_set():
            try:
                estado = Persona(nginx.puerto, sesion).pedir(lugar).estado
            except CORTES as corte:
                malas.append(f"{lugar}: {corte!r}")
            else:
                if estado == 200:
                    next(bien)
                else:
                    malas.append(f"{lugar}: {estado}")

    repetidos = []

    def publicar() -> None:
        for pk in claves:
            for intento in itertools.count():
                datos = [("accion", "publicar"), ("confirmar", "1"), ("ids", str(pk))]
                try:
                    estado = Persona(nginx.puerto, sesion).pedir(f"{PROCESO}/candidaturas/lote/", datos).estado
                except CORTES:
                    estado = 0
                if estado == 200:
                    repetidos.extend([pk] * intento)
                    break
                if intento > 20:
                    malas.append(f"publicar {pk}: {estado}")
                    return
                time.sleep(0.2)

    hilos = [
        threading.Thread(target=mirar, args=args)
        for args in (("", LISTA), (sesion, f"{PROCESO}/candidaturas/"), (sesion, f"{PROCESO}/tablero/"))
    ]
    envia = threading.Thread(target=publicar)
    for hilo in (*hilos, envia):
        hilo.start()
    # Until both have answered, one dies in the middle of it; a while later it is back.
    esperar(lambda: len([n for n in nginx.atendieron().values() if n > 5]) == 2, "que atiendan los dos")
    uno.matar()
    de_antes = nginx.atendieron()
    esperar(lambda: nginx.atendieron()[f"127.0.0.1:{otro.puerto}"] > de_antes[f"127.0.0.1:{otro.puerto}"] + 20, "sigue")
    uno.arrancar()
    vuelto = nginx.atendieron()[f"127.0.0.1:{uno.puerto}"]
    esperar(lambda: nginx.atendieron()[f"127.0.0.1:{uno.puerto}"] > vuelto, "que el que volvió atienda")
    envia.join(120)
    fin.set()
    for hilo in hilos:
        hilo.join(60)
    assert malas == []
    assert next(bien) > 40
    assert not Candidatura.objects.filter(pk__in=claves).exclude(estado="publicada").exists()
    veces = Counter(Acto.objects.filter(verbo="publicar", candidatura__in=claves).values_list("candidatura", flat=True))
    assert veces == Counter(claves), repetidos


def test_cincuenta_con_el_mismo_verbo_lo_hacen_una_vez_y_a_nadie_le_falla(
    elenco: Elenco, nodos: tuple[Sitio, Sitio, Nginx]
) -> None:
    _, _, nginx = nodos
    c = elenco.candidatura_en("validada", "Ana Pública", formula="77")
    candidaturas.autorizar(c, por=elenco.representacion_de(c), en=momento("2024-04-06 10:00"))
    # What a test sets by hand leaves no act.
    with sin_guardas():
        heredar(momento("2024-04-16 09:00"))
    lugar = f"{PROCESO}/candidaturas/{c.pk}/publicar/"
    sesiones = [sesion_de(elenco.usuario("verificacion")) for _ in range(50)]
    salida = threading.Barrier(len(sesiones))

    def publicar(sesion: str) -> Respuesta:
        salida.wait(60)
        return Persona(nginx.puerto, sesion).pedir(lugar, [])

    with ThreadPoolExecutor(len(sesiones)) as hilos:
        respuestas = list(hilos.map(publicar, sesiones))
    estados = Counter(r.estado for r in respuestas)
    assert estados == {302: 1, 422: 49}, estados
    assert all("«Publicada»" in r.texto for r in respuestas if r.estado == 422)
    assert Acto.objects.filter(verbo="publicar", candidatura=c.pk).count() == 1
    assert len(nginx.atendieron()) == 2
    assert verificar().rotos == []
