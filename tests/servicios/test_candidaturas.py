"""Two people press the button at the same moment: one does it, the other is told why not."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, connections, transaction

from compliance.models import Candidatura, Persona
from flujos import candidaturas as servicios
from flujos.transiciones import Rechazo

from ..elenco import Elenco, momento, montar

pytestmark = [pytest.mark.servicios, pytest.mark.django_db(transaction=True)]
EN = momento("2024-04-16 10:00")


@pytest.fixture
def elenco(servicios: None, transactional_db: None) -> Elenco:
    return montar()


def _a_la_vez(*actos: Callable[[], object]) -> list[str]:
    """What each act ended in: «hecho» or the guard that refused it."""
    salida = Barrier(len(actos))

    def correr(acto: Callable[[], object]) -> str:
        try:
            salida.wait(timeout=10)
            acto()
        except Rechazo as rechazo:
            return rechazo.guarda
        finally:
            connections.close_all()
        return "hecho"

    with ThreadPoolExecutor(len(actos)) as hilos:
        return sorted(hilos.map(correr, actos))


def test_publicar_y_retirar_a_la_vez_nunca_dejan_publica_a_una_retirada(elenco: Elenco) -> None:
    c = elenco.candidatura_en("validada")
    servicios.autorizar(c, por=elenco.usuario("partido"), en=EN)
    verificacion, secretaria = elenco.usuario("verificacion"), elenco.usuario("secretaria_ejecutiva")
    _a_la_vez(
        lambda: servicios.publicar(c, por=verificacion, en=EN),
        lambda: servicios.retirar(c, motivo_retiro="renuncia", documento="Escrito", por=secretaria, en=EN),
    )
    assert Candidatura.objects.get().estado == "retirada"
    assert not Candidatura.objects.publicas().exists()


def test_dos_solicitudes_de_modificacion_dejan_una(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    partido = elenco.usuario("partido")
    cambios = {"propuesta_1": c.curricular.propuesta_1 + " y más"}
    servicios.preparar_modificacion(c, cambios=cambios, por=partido, en=EN)

    def solicitar() -> object:
        return servicios.solicitar_modificacion(c, motivo="x", por=partido, en=EN)

    assert _a_la_vez(solicitar, solicitar) == ["hecho", "modificacion_unica"]


def test_dos_borradores_de_secciones_distintas_se_guardan_ambos(elenco: Elenco) -> None:
    c = elenco.candidatura()
    cuenta, partido = elenco.cuenta_de(c), elenco.usuario("partido")
    assert (
        _a_la_vez(
            lambda: servicios.guardar_borrador(c, curricular={"propuesta_1": "Agua"}, por=cuenta, en=EN),
            lambda: servicios.guardar_borrador(c, curricular={"propuesta_2": "Luz"}, por=partido, en=EN),
            lambda: servicios.guardar_borrador(c, identidad={"indigena": "No"}, por=partido, en=EN),
            lambda: servicios.guardar_borrador(c, identidad={"discapacidad": "No"}, por=cuenta, en=EN),
        )
        == ["hecho"] * 4
    )
    c = Candidatura.objects.get()
    assert (c.curricular.propuesta_1, c.curricular.propuesta_2) == ("Agua", "Luz")
    assert c.identidad.respuestas["indigena"] == c.identidad.respuestas["discapacidad"] == "No"


def _registrar(elenco: Elenco, nombre: str) -> Candidatura:
    return servicios.registrar(
        proceso=elenco.proceso,
        persona=Persona(proceso=elenco.proceso, nombre=nombre),
        actor=elenco.partido_a,
        cargo=elenco.diputacion,
        territorio=elenco.distrito,
        formula="1",
        calidad="propietaria",
        aprobada_el=EN.date(),
        por=None,
        en=EN,
    )


def test_de_dos_registros_en_el_mismo_lugar_queda_uno_y_el_otro_lo_oye(elenco: Elenco) -> None:
    escrita = Event()

    def primera() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            _registrar(elenco, "Ana")
            escrita.set()
            # Commit only when the second has passed its guards and waits for this one's row.
            for _ in range(200):
                cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
                if cursor.fetchone()[0]:
                    return
                time.sleep(0.05)

    def segunda() -> None:
        escrita.wait(timeout=10)
        _registrar(elenco, "Bea")

    assert _a_la_vez(primera, segunda) == ["a_la_vez", "hecho"]
    assert Candidatura.objects.get().persona.nombre == "Ana"
    assert not Persona.objects.filter(nombre="Bea").exists()
