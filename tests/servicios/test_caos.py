"""Web and workers killed, and the database cut off, at random while people publish, deliver accounts, import, send
letters, seal and download: afterwards nothing is lost, nothing is done twice, and the whole history verifies.

`CAUCE_CAIDAS` says how many accidents; the suite has a few, always the same ones.
"""

import csv
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Count

from compliance.disparadores import sin_guardas
from compliance.historia import guardar
from compliance.models import Acto, ActorPolitico, Candidatura, EntregaDeCuentas, Persona, Sello
from compliance.services.cadenas import heredar, verificar
from flujos import candidaturas, entregables, exhortos
from flujos.exhortos.faltas import Eleccion
from flujos.importacion.cargas import FILAS_EN_LA_PAGINA, ensayar
from flujos.models import SIN_AVANCE, Exhorto, Importacion, Oficio, SerieDeOficios, Trabajo

from ..elenco import Elenco, momento, montar
from ..flujos.importado import persona
from ..libros import identidad_de, libro
from .conftest import Celery, esperar
from .intermedio import Intermedio
from .sitio import CORTES, Respuesta, Sitio, sesion_de
from .sitio import Persona as Visitante

pytestmark = pytest.mark.servicios

CAIDAS = int(os.environ.get("CAUCE_CAIDAS", "16"))
# More work for more accidents, so that there is always something to interrupt.
VECES = max(1, CAIDAS // 25)
# As the day begins: at whatever hour this runs, what others do on that day by their clocks comes later.
EN = momento("2024-04-16 00:00")
POR_PUBLICAR, POR_ENTREGAR, CARTAS = 12 * VECES, 24 * VECES, 6 * VECES
# Beyond so many rows, somebody would have to ask for the rehearsal first.
FILAS = min(750 * VECES, FILAS_EN_LA_PAGINA)
DE_UNA_VEZ = 4
# Longer than a step takes on a slow machine: what did not move for so long was in the hands of somebody who died.
MUERTO = 12.0
PROCESO = "/p/prueba-2024"


def test_entre_caidas_nada_se_pierde_ni_se_repite(celery: Celery, tmp_path: Path) -> None:
    celery.entorno["DEMO_FECHA"] = "2024-04-16"
    e = montar()
    cosas = _Cosas(e, tmp_path)
    # What a test sets by hand leaves no act.
    with sin_guardas():
        heredar(EN)
    assert verificar().rotos == []
    azar = random.Random(2024)  # noqa: S311 (accidents, not secrets)
    intermedio = _ponerse_en_medio(celery)
    sitio = Sitio(celery.entorno, tmp_path)
    caos = _Caos(celery, sitio, intermedio, azar)
    try:
        esperar(sitio.listo, "que el sitio conteste")
        celery.beat()
        with caos, cosas.gente(sitio.puerto) as gente:
            a_medias = 0
            for _ in range(CAIDAS):
                cosas.esperar_que_algo_se_haga()
                time.sleep(azar.uniform(0, 0.5))
                a_medias += not cosas.terminaron()
                caos.una()
            assert a_medias >= CAIDAS // 2, "había terminado pronto: la prueba probó poco"
            esperar(sitio.listo, "que el sitio vuelva")

            def todo() -> bool:
                cosas.dar_por_muertos()
                caos.reponer()
                return not any(h.is_alive() for h in gente) and cosas.terminaron()

            esperar(todo, lambda: f"que todo terminara ({cosas.falta()})", 300 + 10 * CAIDAS)
    finally:
        sitio.terminar()
        celery.terminar()
        intermedio.cerrar()
    assert caos.hechas.total() == CAIDAS
    assert cosas.fallos == []
    cosas.comprobar()
    v = verificar()
    assert v.rotos == []
    assert v.actos > 0
    dias = list(Sello.objects.values_list("dia", flat=True))
    assert len(dias) == len(set(dias)) > 1


def _ponerse_en_medio(celery: Celery) -> Intermedio:
    """Between everybody but the test and the database, so that it goes away for all of them at once."""
    base = connection.settings_dict
    intermedio = Intermedio(base["HOST"] or "127.0.0.1", int(base["PORT"] or 5432))
    intermedio.abrir()
    partes = urlsplit(celery.entorno["DATABASE_URL"])
    credenciales = partes.netloc.rpartition("@")[0]
    por_aqui = partes._replace(netloc=f"{credenciales}@127.0.0.1:{intermedio.puerto}")
    celery.entorno["DATABASE_URL"] = urlunsplit(por_aqui)
    return intermedio


class _Caos:
    """Accidents, each of its kind in turn and each on somebody at random; and whoever seals, started again."""

    def __init__(self, celery: Celery, sitio: Sitio, intermedio: Intermedio, azar: random.Random) -> None:
        self.celery, self.sitio, self.intermedio, self.azar = celery, sitio, intermedio, azar
        self.hechas: Counter[str] = Counter()
        self.clases: dict[str, Callable[[], bool]] = {
            "web": lambda: self._matar(sitio.hijos()),
            "trabajo": lambda: self._matar(celery.hijos()),
            "una conexión con la base": self._cortar_una_conexion,
            "intermediario": lambda: celery.cortar_conexiones() > 0,
            "sellos": self._sellador,
            "trabajador": self._trabajador,
            "la base": self._quitar_la_base,
            "sitio": self._sitio,
        }
        self._turno = 0
        self._otros = 0

    def __enter__(self) -> None:
        self.trabajador = self.celery.trabajador("uno@%h")
        self.sella = self._sellar()

    def __exit__(self, *_: object) -> None:
        self.sella.kill()
        self.sella.wait()

    def una(self) -> None:
        """The next one, as soon as there is somebody to befall: whoever died takes a while to be back."""
        cual = list(self.clases)[self._turno % len(self.clases)]
        self._turno += 1
        esperar(self.clases[cual], f"a quién le ocurra: {cual}")
        self.hechas[cual] += 1
        self.reponer()

    def reponer(self) -> None:
        """What systemd does: whoever ended by itself is started again."""
        if self.sella.poll() is not None:
            self.sella = self._sellar()
        if self.trabajador.poll() is not None:
            self._otro_trabajador()

    def _otro_trabajador(self) -> None:
        self._otros += 1
        self.trabajador = self.celery.trabajador(f"otro{self._otros}@%h")

    def _matar(self, quienes: list[int]) -> bool:
        if not quienes:
            return False
        with suppress(ProcessLookupError):
            os.kill(self.azar.choice(quienes), signal.SIGKILL)
            return True
        return False

    def _quitar_la_base(self) -> bool:
        """As when its server dies: whoever was in is cut, and nobody comes in until it is back."""
        cortadas = self.intermedio.cerrar()
        time.sleep(self.azar.uniform(0.5, 3))
        self.intermedio.abrir()
        return cortadas > 0

    def _cortar_una_conexion(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
                "AND backend_type = 'client backend' ORDER BY state = 'idle', pid"
            )
            otras = [pid for (pid,) in cursor.fetchall()]
            if not otras:
                return False
            # Of those who are doing something, if anybody is.
            cursor.execute("SELECT pg_terminate_backend(%s)", [self.azar.choice(otras[:3])])
            return bool(cursor.fetchone()[0])

    def _sellador(self) -> bool:
        self.sella.kill()
        self.sella.wait()
        return True

    def _trabajador(self) -> bool:
        self.celery.matar(self.trabajador)
        self._otro_trabajador()
        return True

    def _sitio(self) -> bool:
        self.sitio.matar()
        self.sitio.arrancar()
        return True

    def _sellar(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "tests.servicios.sellador"],
            cwd=settings.BASE_DIR,
            env=self.celery.entorno | {"DJANGO_SETTINGS_MODULE": "compliance.settings"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


class _Cosas:
    """What is to be done, by whom, and how it must have ended."""

    def __init__(self, e: Elenco, carpeta: Path) -> None:
        self.e = e
        self.publicar = [self._lista(n) for n in range(POR_PUBLICAR)]
        self.entregar = [self._con_correo(n) for n in range(POR_ENTREGAR)]
        self.campana, self.cartas = self._campana()
        datos = [persona(n) for n in range(1000, 1000 + FILAS)]
        contenido = libro(carpeta / "base.xlsx", datos, [identidad_de(f) for f in datos]).read_bytes()
        self.informatica = e.usuario("administracion")
        self.sha256 = ensayar(contenido, "base.xlsx", e.proceso, por=self.informatica, en=EN).sha256
        self.de_antes = Candidatura.objects.count()
        self.fallos: list[str] = []
        self.descargas: list[int] = []
        self.fin = threading.Event()
        self._visto: dict[tuple[str, int, datetime], float] = {}
        self._sesiones = {
            rol: sesion_de(e.usuario(rol)) for rol in ("verificacion", "administracion", "secretaria_tecnica")
        }

    def _lista(self, n: int) -> int:
        c = self.e.candidatura_en("validada", f"Por Publicar {n}", formula=f"p{n}")
        candidaturas.autorizar(c, por=self.e.representacion_de(c), en=momento("2024-04-06 10:00"))
        return c.pk

    def _con_correo(self, n: int) -> int:
        c = self.e.candidatura(f"Por Entregar {n}", formula=f"e{n}")
        c.persona.correo = f"entregar{n}@example.com"
        guardar(c.persona, por=None, en=momento("2024-04-01 09:00"), motivo="Correo propio")
        return c.pk

    def _campana(self) -> tuple[Any, int]:
        serie = SerieDeOficios(proceso=self.e.proceso, anio=2024, formato="IEPC/ST/{numero}/{anio}", ultimo=0)
        entregables.guardar_en_catalogo(serie, por=None, en=EN)
        for n in range(CARTAS):
            actor = ActorPolitico.objects.create(proceso=self.e.proceso, clave=f"caos-{n}", nombre=f"Partido Caos {n}")
            c = self.e.candidatura(f"Le Falta {n}", actor=actor, formula=f"c{n}")
            candidaturas.entregar_cuentas(c, por=None, en=momento("2024-04-02 09:00"))
        campana = exhortos.preparar_exhortos(
            self.e.proceso,
            Eleccion(("captura",)),
            nombre="Abril",
            responder_hasta=date(2024, 4, 22),
            por=self.e.usuario("verificacion"),
            en=EN,
        )
        por = self.e.usuario("secretaria_tecnica")
        campana = exhortos.aprobar_exhortos(campana, version=campana.version, serie=serie, por=por, en=EN)
        return campana, campana.cartas.count()

    # -- Who does it ------------------------------------------------------------------------------------------

    @contextmanager
    def gente(self, puerto: int) -> Iterator[list[threading.Thread]]:
        """Each in a thread, until it is done; the rest download until everything is."""

        def con(rol: str, hacer: Callable[[Visitante], None]) -> threading.Thread:
            def correr() -> None:
                try:
                    hacer(Visitante(puerto, self._sesiones[rol], espera=30))
                except Exception as fallo:
                    self.fallos.append(f"{hacer.__name__}: {fallo!r}")

            hilo = threading.Thread(target=correr, name=hacer.__name__)
            hilo.start()
            return hilo

        todos = [
            con("verificacion", self._publican),
            con("secretaria_tecnica", self._entregan),
            con("administracion", self._importan),
        ]
        baja = con("verificacion", self._bajan)
        try:
            yield todos
        finally:
            self.fin.set()
            for hilo in (*todos, baja):
                hilo.join(60)

    def _insistir(self, quien: Visitante, direccion: str, *datos: tuple[str, str], visita: bool = False) -> Respuesta:
        """Ask, and ask again as a person does, while the server is not there or says that it cannot now."""
        while True:
            try:
                respuesta = quien.pedir(direccion, None if visita else list(datos))
            except CORTES:
                respuesta = None
            if respuesta is not None and respuesta.estado == 500:
                self.fallos.append(f"500 en {direccion}")
            if respuesta is not None and respuesta.estado not in (500, 502, 503, 504):
                return respuesta
            if self.fin.is_set():
                raise TimeoutError(direccion)
            time.sleep(0.2)

    def _publican(self, quien: Visitante) -> None:
        for desde in range(0, len(self.publicar), DE_UNA_VEZ):
            ids = [("ids", str(pk)) for pk in self.publicar[desde : desde + DE_UNA_VEZ]]
            r = self._insistir(quien, f"{PROCESO}/candidaturas/lote/", ("accion", "publicar"), ("confirmar", "1"), *ids)
            assert r.estado == 200, r.estado
            time.sleep(0.3)

    def _entregan(self, quien: Visitante) -> None:
        for desde in range(0, len(self.entregar), DE_UNA_VEZ):
            ids = [("ids", str(pk)) for pk in self.entregar[desde : desde + DE_UNA_VEZ]]
            r = self._insistir(quien, f"{PROCESO}/accesos/", ("acuerdo", "IEPC/1/2024"), *ids)
            # Sent twice, the second one may have nobody left to deliver to.
            assert r.estado in (302, 422), r.estado
            time.sleep(0.3)
            while r.estado == 302 and "data-se-actualiza" in self._insistir(quien, r.lleva_a, visita=True).texto:
                # It is under way: once it is given up for dead, whoever looks goes on with it.
                time.sleep(0.3)
                self._insistir(quien, r.lleva_a)

    def _importan(self, quien: Visitante) -> None:
        lugar = f"{PROCESO}/importar/{self.sha256}/"
        while "Se importó" not in self._insistir(quien, lugar, visita=True).texto:
            self._insistir(quien, lugar)
            time.sleep(0.5)

    def _bajan(self, quien: Visitante) -> None:
        while not self.fin.is_set():
            with suppress(TimeoutError):
                self._una_descarga(quien)

    def _una_descarga(self, quien: Visitante) -> None:
        pedida = self._insistir(quien, "/descargas/", ("direccion", f"{PROCESO}/candidaturas/?formato=csv"))
        lugar = pedida.lleva_a
        while "data-se-actualiza" in (r := self._insistir(quien, lugar, visita=True)).texto:
            if self.fin.is_set():
                return
            time.sleep(0.3)
        if "Descargar" in r.texto:
            archivo = self._insistir(quien, f"{lugar}archivo/", visita=True)
            if archivo.estado == 200:
                self.descargas.append(len(list(csv.reader(archivo.contenido.decode("utf-8-sig").splitlines()))) - 1)

    # -- How it goes ------------------------------------------------------------------------------------------

    def dar_por_muertos(self) -> None:
        """As if what has not moved for a while had not since the day began, and longer: whoever had it is dead."""
        ya, visto = time.monotonic(), {}
        parados: list[tuple[Any, Any]] = [
            (Importacion, Importacion.objects.filter(terminada_en=None)),
            (EntregaDeCuentas, EntregaDeCuentas.objects.filter(terminada_en=None)),
            (Trabajo, Trabajo.objects.filter(estado__in=(Trabajo.Estado.PEDIDO, Trabajo.Estado.HACIENDO))),
        ]
        for clase, consulta in parados:
            for pk, en in consulta.values_list("pk", "avance_en"):
                llave = (clase.__name__, pk, en)
                visto[llave] = self._visto.get(llave, ya)
                if ya - visto[llave] > MUERTO:
                    clase.objects.filter(pk=pk, avance_en=en).update(avance_en=EN - SIN_AVANCE)
        self._visto = visto

    def esperar_que_algo_se_haga(self) -> None:
        """Until somebody does something more, but for sealing, which never ends: on a slow machine accidents would only
        befall those who begin.
        """
        hechos, limite = Acto.objects.exclude(verbo="sellar"), time.monotonic() + 30
        habia = hechos.count()
        while hechos.count() == habia and not self.terminaron() and time.monotonic() < limite:
            self.dar_por_muertos()
            time.sleep(0.1)

    def falta(self) -> dict[str, int]:
        """How much of each is left."""
        return {
            "publicar": Candidatura.objects.filter(pk__in=self.publicar).exclude(estado="publicada").count(),
            "entregar": Candidatura.objects.filter(pk__in=self.entregar, cuentas_enviadas_en=None).count(),
            "entregas": EntregaDeCuentas.objects.filter(terminada_en=None).count(),
            "exhortos": Exhorto.objects.filter(documento=None).count(),
            "filas": FILAS + self.de_antes - Candidatura.objects.count(),
            "importaciones": Importacion.objects.filter(terminada_en=None).count(),
        }

    def terminaron(self) -> bool:
        """Whether nothing is left."""
        return not any(self.falta().values())

    def comprobar(self) -> None:
        """Each thing was done, and once."""
        assert self.falta() == dict.fromkeys(self.falta(), 0)
        for verbo, claves in (("publicar", self.publicar), ("entregar_cuentas", self.entregar)):
            veces = Counter(
                Acto.objects.filter(verbo=verbo, candidatura__in=claves).values_list("candidatura", flat=True)
            )
            assert veces == Counter(claves), verbo
        # One account each.
        cuentas = Candidatura.objects.filter(pk__in=self.entregar).annotate(n=Count("nombramientos"))
        assert set(cuentas.values_list("n", flat=True)) == {1}
        assert Importacion.objects.filter(sha256=self.sha256).exclude(terminada_en=None).count() == 1
        lotes = Importacion.objects.get(sha256=self.sha256).lotes.values_list("hasta", "filas")
        assert sum(filas for _, filas in lotes) == FILAS
        assert len({hasta for hasta, _ in lotes}) == len(lotes)
        nombres = Persona.objects.filter(nombre__startswith="PERSONA SINTETICA").values_list("nombre", flat=True)
        assert len(nombres) == len(set(nombres)) == FILAS
        numeros = Oficio.objects.filter(exhorto__campana=self.campana).values_list("numero", flat=True)
        assert len(set(numeros)) == len(numeros) == self.cartas
        emitidos = Acto.objects.filter(verbo="emitir_exhorto").values_list("objeto", flat=True)
        assert Counter(emitidos) == Counter(self.campana.cartas.values_list("pk", flat=True))
        for carta in self.campana.cartas.select_related("documento"):
            with carta.documento.archivo.open("rb") as papel:
                assert papel.read(5) == b"%PDF-"
        # Whole files: of a moment, and never fewer than there were.
        assert self.descargas, "nadie descargó nada"
        assert all(self.de_antes <= n <= self.de_antes + FILAS for n in self.descargas), self.descargas
