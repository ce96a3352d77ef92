"""Row locks: two people on one candidacy act one after the other."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from compliance.historia import guardar
from compliance.models import Acto, Candidatura, Entregable, LlaveDeAcceso, Proceso, Revision, Usuario
from compliance.permisos import ambito_en
from compliance.services import factores
from flujos import candidaturas, entregables, trabajos
from flujos.candidaturas import NuevaObservacion
from flujos.candidaturas.mesa import por_leer
from flujos.models import Importacion, Trabajo
from flujos.transiciones import Rechazo, bloquear

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento, montar
from .conexiones import en_otra_conexion
from .conftest import esperar

pytestmark = [pytest.mark.servicios, pytest.mark.django_db(transaction=True)]

EN = momento("2024-04-06 10:00")


@pytest.fixture
def elenco(servicios: None, transactional_db: None) -> Elenco:
    return montar()


def validar(elenco: Elenco, c: Candidatura) -> Candidatura:
    return candidaturas.validar(c, por=elenco.usuario("verificacion"), en=EN)


def observar(elenco: Elenco, c: Candidatura) -> Candidatura:
    una = NuevaObservacion("propuesta_1", ["incompleto"], "Falta la meta.")
    return candidaturas.observar(c, observaciones=[una], por=elenco.usuario("verificacion"), en=EN)


def test_de_dos_personas_a_la_vez_una_gana_y_la_otra_oye_por_que_no(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    salida = threading.Barrier(2)

    def correr(_: int) -> Any:
        salida.wait()
        return en_otra_conexion(lambda: observar(elenco, c))

    with ThreadPoolExecutor(2) as hilos:
        resultados = list(hilos.map(correr, range(2)))
    rechazos = [r for r in resultados if isinstance(r, Rechazo)]
    assert [r.guarda for r in rechazos] == ["estado"]
    assert Acto.objects.filter(candidatura=c, verbo="observar").count() == 1
    assert c.observaciones.count() == 1


def test_quien_llega_segundo_espera_a_que_el_primero_termine(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    empezado, terminado = threading.Event(), threading.Event()

    def segundo() -> Any:
        empezado.set()
        resultado = en_otra_conexion(lambda: validar(elenco, c))
        terminado.set()
        return resultado

    with ThreadPoolExecutor(1) as hilos:
        with transaction.atomic():
            bloquear(Candidatura, c.pk)
            futuro = hilos.submit(segundo)
            assert empezado.wait(10)
            assert not terminado.wait(1), "no esperó al candado"
            observar(elenco, c)
        rechazo = futuro.result(timeout=30)
    assert isinstance(rechazo, Rechazo)
    assert rechazo.guarda == "estado"


def test_quien_espera_lo_lee_donde_quedo(elenco: Elenco) -> None:
    informe, empezado = elenco.entregables["informe-marzo"], threading.Event()
    entregables.iniciar(informe, por=elenco.usuario("area"), en=EN)

    def segundo() -> Any:
        empezado.set()
        with transaction.atomic():
            e = bloquear(Entregable.objects.con_lo_que_se_muestra(), informe.pk)
            return e.etapa and e.etapa.clave, e.etapa_id

    with ThreadPoolExecutor(1) as hilos:
        with transaction.atomic():
            bloquear(Entregable, informe.pk)
            futuro = hilos.submit(en_otra_conexion, segundo)
            assert empezado.wait(10)
            with pytest.raises(TimeoutError):
                futuro.result(timeout=1)
            entregables.presentar(informe, pdf(), por=elenco.usuario("area"), en=EN)
        visto = futuro.result(timeout=30)
    informe.refresh_from_db()
    assert informe.etapa is not None
    assert visto == (informe.etapa.clave, informe.etapa_id)


def test_quien_espera_halla_la_candidatura_de_otra_persona(elenco: Elenco) -> None:
    c, otra = elenco.candidatura_en("capturada"), elenco.candidatura("Otra Persona", formula="2")
    empezado = threading.Event()

    def segundo() -> Any:
        empezado.set()
        return en_otra_conexion(lambda: validar(elenco, c))

    with ThreadPoolExecutor(1) as hilos:
        with transaction.atomic():
            suya = bloquear(Candidatura, c.pk)
            futuro = hilos.submit(segundo)
            assert empezado.wait(10)
            with pytest.raises(TimeoutError):
                futuro.result(timeout=1)
            suya.persona = otra.persona
            guardar(suya, por=None, en=EN, motivo="Era la misma")
        validada = futuro.result(timeout=30)
    assert validada.persona == otra.persona


def test_dos_que_toman_a_la_vez_reciben_cada_una_otra(elenco: Elenco) -> None:
    esperan = [elenco.candidatura_en("capturada", f"Persona {n}", formula=str(n)) for n in (1, 2, 3)]
    otra = Usuario.objects.create_user("verificacion_dos")
    elenco.nombrar(otra, "verificacion")
    salida = threading.Barrier(2)

    def correr(por: Usuario) -> Any:
        salida.wait()
        return en_otra_conexion(
            lambda: candidaturas.tomar_siguiente(elenco.proceso, por_leer(elenco.proceso), por=por, en=EN)
        )

    with ThreadPoolExecutor(2) as hilos:
        tomadas = list(hilos.map(correr, [elenco.usuario("verificacion"), otra]))
    assert len({c.pk for c in tomadas}) == 2
    assert {c.pk for c in tomadas} < {c.pk for c in esperan}
    assert Revision.objects.tomadas(EN).count() == 2


def esperan() -> int:
    """How many wait for somebody else's lock."""
    with connection.cursor() as cursor:
        # Within a transaction what was seen once would be seen forever.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


def test_de_dos_factores_quitados_a_la_vez_queda_el_que_su_rol_pide(elenco: Elenco) -> None:
    quien = elenco.usuario("administracion")
    suyas = [
        LlaveDeAcceso.objects.create(usuario=quien, nombre=n, credencial=n, publica="x", contador=0, creada_en=EN).pk
        for n in ("USB", "Teléfono")
    ]
    exige = factores.Exigencia(EN.date(), True, "Administración", "prueba-2024")

    def quitar(pk: int) -> Any:
        return en_otra_conexion(lambda: factores.quitar(quien, "llave", pk, exige=exige, en=EN))

    with ThreadPoolExecutor(2) as hilos:
        with transaction.atomic():
            Usuario.objects.select_for_update().get(pk=quien.pk)
            futuros = [hilos.submit(quitar, pk) for pk in suyas]
            esperar(lambda: esperan() == 2, "que las dos esperen")
        resultados = [f.result(timeout=30) for f in futuros]
    assert [r.guarda for r in resultados if isinstance(r, Rechazo)] == ["ultimo"]
    assert LlaveDeAcceso.objects.filter(usuario=quien).count() == 1


def test_pedir_un_archivo_no_se_traba_con_lo_que_la_misma_persona_importa(elenco: Elenco) -> None:
    """Each would wait for the other: the one for the process, the other for the account that its rows name."""
    quien = elenco.usuario("administracion")
    lista = "/p/prueba-2024/candidaturas/?formato=csv"

    with ThreadPoolExecutor(1) as hilos:
        with transaction.atomic():
            proceso = bloquear(Proceso, elenco.proceso.pk)
            futuro = hilos.submit(
                en_otra_conexion, lambda: trabajos.pedir(lista, por=quien, ambito=ambito_en(quien, EN), en=EN)
            )
            esperar(lambda: esperan() == 1, "que quien pide espere al proceso")
            Importacion.objects.create(
                proceso=proceso, archivo="a.xlsx", sha256="0" * 64, en=EN, avance_en=EN, por=quien, por_nombre="Alguien"
            )
        assert futuro.result(timeout=60) == Trabajo.objects.get()
    assert Importacion.objects.count() == 1
