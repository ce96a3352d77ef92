"""Numbers of oficios and routes on PostgreSQL: two at once never take the same number, nor move one twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from compliance.models import Acto, Entregable
from flujos import entregables
from flujos.entregables import Carta, NuevaRuta
from flujos.models import Oficio, SerieDeOficios
from flujos.transiciones import Rechazo, bloquear

from ..elenco import Elenco, momento, montar
from ..flujos.pasos import hasta_remision
from .conexiones import a_la_vez, en_otra_conexion

pytestmark = [pytest.mark.servicios, pytest.mark.django_db(transaction=True)]

EN = momento("2024-04-15 10:00")
ENVIO = momento("2024-04-04 12:00")


@pytest.fixture
def elenco(servicios: None, transactional_db: None) -> Elenco:
    return montar()


@pytest.fixture
def serie(elenco: Elenco) -> SerieDeOficios:
    nueva = SerieDeOficios(proceso=elenco.proceso, anio=2024, formato="IEPC/SE/{numero}/{anio}")
    return entregables.guardar_en_catalogo(nueva, por=None, en=EN)  # type: ignore[return-value]


def test_los_que_reservan_a_la_vez_reciben_numeros_seguidos(elenco: Elenco, serie: SerieDeOficios) -> None:
    dados = a_la_vez(
        *(lambda n=n: entregables.reservar_oficio(serie, asunto=f"Asunto {n}", por=None, en=EN) for n in range(8))  # type: ignore[misc]
    )
    assert sorted(o.consecutivo for o in dados) == list(range(1, 9))
    serie.refresh_from_db()
    assert serie.ultimo == 8


def test_quien_cambia_la_serie_espera_al_que_reserva(elenco: Elenco, serie: SerieDeOficios) -> None:
    serie.formato = "SE/{numero}/{anio}"
    with ThreadPoolExecutor(1) as hilos:
        with transaction.atomic():
            bloquear(SerieDeOficios, serie.pk)
            futuro = hilos.submit(en_otra_conexion, lambda: entregables.guardar_en_catalogo(serie, por=None, en=EN))
            with pytest.raises(TimeoutError):
                futuro.result(timeout=1)
            suya = SerieDeOficios.objects.get(pk=serie.pk)
            entregables.reservar_oficio(suya, asunto="Uno", por=None, en=EN)
        rechazo = futuro.result(timeout=30)
    # The form was read before the number was given: neither the format nor the number is lost.
    assert isinstance(rechazo, Rechazo)
    assert {r.guarda for r in rechazo.rechazos} == {"formato", "ultimo"}
    assert [o.numero for o in Oficio.objects.all()] == ["IEPC/SE/1/2024"]


def test_dos_que_envian_con_el_mismo_numero_a_la_vez(elenco: Elenco) -> None:
    informe, otro = hasta_remision(elenco), elenco.entregables["remision-abril"]
    cartas = (
        Carta("IEPC/SE/7/2024", ENVIO, ["UTVOPL"]),
        Carta("iepc/se/7/2024", momento("2024-04-05 09:00"), ["UTVOPL"]),
    )
    por = elenco.usuario("secretaria_ejecutiva")
    respuestas = a_la_vez(
        *(
            lambda e=e, c=c: entregables.remitir_juntos([e], c, por=por, en=EN)  # type: ignore[misc]
            for e, c in zip((informe, otro), cartas, strict=True)
        )
    )
    assert sum(isinstance(r, Rechazo) for r in respuestas) == 1
    oficio = Oficio.objects.get()
    assert oficio.remisiones.count() == 1
    assert Entregable.objects.filter(remitido_en__isnull=False).count() == 1


def test_dos_que_cancelan_y_envian_el_mismo_numero(elenco: Elenco, serie: SerieDeOficios) -> None:
    informe = hasta_remision(elenco)
    apartado = entregables.reservar_oficio(serie, asunto="Informe", por=None, en=EN)
    por = elenco.usuario("secretaria_ejecutiva")
    respuestas = a_la_vez(
        lambda: entregables.cancelar_oficio(apartado, motivo="Sobra", por=por, en=EN),
        lambda: entregables.remitir_juntos([informe], Carta(apartado.numero, ENVIO, ["UTVOPL"]), por=por, en=EN),
    )
    assert sum(isinstance(r, Rechazo) for r in respuestas) == 1
    apartado.refresh_from_db()
    informe.refresh_from_db()
    assert (apartado.estado == Oficio.Estado.ENVIADO) == (informe.remitido_en is not None)


def test_dos_que_cambian_la_misma_ruta_a_la_vez(elenco: Elenco) -> None:
    e = elenco.entregables["informe-marzo"]
    (reunion, *_) = [x for x in e.ruta.etapas.all() if x.tipo_sesion == "reunion"]
    nueva = NuevaRuta(e.ruta, frozenset({reunion.clave}))
    vista = entregables.previa(e, nueva).dicha
    por = elenco.usuario("secretaria_tecnica")

    def cambiar() -> Entregable:
        return entregables.cambiar_ruta(e, nueva, vista=vista, motivo="No hay reunión.", por=por, en=EN)

    respuestas = a_la_vez(cambiar, cambiar)
    (rechazo,) = [r for r in respuestas if isinstance(r, Rechazo)]
    assert "cambiaron desde que revisó" in str(rechazo)
    e.refresh_from_db()
    assert (e.rutas_propias.count(), e.ruta.propia_de) == (1, e)
    assert Acto.objects.filter(entregable=e, verbo="cambiar_ruta").count() == 1
