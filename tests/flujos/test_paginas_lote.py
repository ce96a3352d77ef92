"""What is done with several candidacies at once, from their list."""

import re
from typing import Any

import pytest

from compliance.models import Candidatura

from ..elenco import Elenco
from ..paginas import entrar, ver
from .lugares import LISTA

pytestmark = pytest.mark.usefixtures("quince_de_abril")

LOTE = f"{LISTA}lote/"
FILTRO = "turno=verificacion&orden=-persona"


def test_autorizar_varias_avisa_confirma_y_dice_cada_rechazo(elenco: Elenco) -> None:
    listas = [elenco.candidatura_en("capturada", f"Lista {n}", formula=str(n)) for n in range(2)]
    asignada = elenco.candidatura("Atrasada Sin Capturar", formula="9")
    cliente = entrar(elenco.usuario("partido"))
    datos: dict[str, Any] = {"accion": "autorizar", "ids": [c.pk for c in (*listas, asignada)]}

    antes = cliente.post(LOTE, datos).content.decode()
    assert "<strong>2 candidaturas</strong>" in antes
    assert "Atrasada Sin Capturar" in antes
    assert "No procede en su estado actual: «Asignada»" in antes
    assert not Candidatura.objects.filter(autorizada_en__isnull=False).exists()

    despues = cliente.post(LOTE, {**datos, "confirmar": "1"}).content.decode()
    assert "2 de 3 candidaturas" in despues
    assert "1 de 3 candidaturas" in despues
    assert Candidatura.objects.filter(autorizada_en__isnull=False).count() == 2
    for c in listas:
        ultima = c.actos.last()
        assert ultima is not None
        assert ultima.por == elenco.usuario("partido")


def test_lo_que_se_lee_no_se_valida_en_lote(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    cliente = entrar(elenco.usuario("verificacion"))
    assert 'value="validar"' not in ver(cliente, LISTA)
    assert cliente.post(LOTE, {"accion": "validar", "ids": [c.pk], "confirmar": "1"}).status_code == 404


def test_de_varias_solo_se_tocan_las_propias_y_lo_permitido(elenco: Elenco) -> None:
    propia = elenco.candidatura_en("capturada", "Ana Pérez Ñuño")
    ajena = elenco.candidatura_en("capturada", "Bea Ruiz", formula="2", actor=elenco.partido_b)
    cliente = entrar(elenco.usuario("partido"))
    ids = [propia.pk, ajena.pk]
    assert cliente.post(LOTE, {"accion": "validar", "ids": ids}).status_code == 404
    assert cliente.post(LOTE, {"accion": "retirar", "ids": ids}).status_code == 404
    pagina = cliente.post(LOTE, {"accion": "autorizar", "ids": ids, "confirmar": "1"}).content.decode()
    assert "Bea Ruiz" not in pagina
    propia.refresh_from_db()
    ajena.refresh_from_db()
    assert propia.autorizada_en is not None
    assert ajena.autorizada_en is None


@pytest.mark.parametrize("ids", ["x", "9" * 30, "9" * 5000, "²"])
def test_sin_elegir_ninguna_se_vuelve_a_la_lista(elenco: Elenco, ids: str) -> None:
    cliente = entrar(elenco.usuario("verificacion"))
    assert cliente.post(LOTE, {"accion": "publicar", "ids": [ids]})["Location"] == LISTA


def test_sin_elegir_ninguna_se_dice_y_se_vuelve_a_la_misma_lista(elenco: Elenco) -> None:
    elenco.candidatura_en("capturada")
    cliente = entrar(elenco.usuario("verificacion"))
    respuesta = cliente.post(LOTE, {"accion": "publicar", "consulta": FILTRO}, follow=True)
    assert respuesta.redirect_chain == [(f"{LISTA}?{FILTRO}", 302)]
    assert "Elija al menos una candidatura" in respuesta.content.decode()


def test_cancelar_y_volver_conservan_filtros_orden_y_pagina(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    cliente = entrar(elenco.usuario("partido"))
    assert 'name="consulta" value="turno=verificacion&amp;orden=-persona"' in ver(cliente, f"{LISTA}?{FILTRO}")
    datos = {"accion": "autorizar", "ids": [c.pk], "consulta": FILTRO}
    volver = f'href="{LISTA}?{FILTRO}"'.replace("&", "&amp;")
    antes = cliente.post(LOTE, datos).content.decode()
    assert volver in antes
    assert 'name="consulta" value="turno=verificacion&amp;orden=-persona"' in antes
    assert volver in cliente.post(LOTE, {**datos, "confirmar": "1"}).content.decode()


def test_la_vuelta_siempre_es_a_la_lista(elenco: Elenco) -> None:
    cliente = entrar(elenco.usuario("verificacion"))
    respuesta = cliente.post(LOTE, {"accion": "publicar", "consulta": "https://otro.example/"})
    assert respuesta["Location"].startswith(f"{LISTA}?")


def test_solo_se_eligen_las_que_algo_espera(elenco: Elenco) -> None:
    estados = ("asignada", "capturada", "validada", "publicada", "retirada")
    todas = [elenco.candidatura_en(e, f"Persona {n}", formula=str(n)) for n, e in enumerate(estados)]
    elegibles = re.findall(r'name="ids" value="(\d+)"', ver(entrar(elenco.usuario("verificacion")), LISTA))
    assert sorted(elegibles) == sorted(str(c.pk) for c in todas[1:3])
    assert "data-lote" not in ver(entrar(elenco.usuario("verificacion")), f"{LISTA}?estado=retirada")


def test_elegir_todas_dice_que_son_las_de_la_pagina(elenco: Elenco) -> None:
    elenco.candidatura_en("capturada")
    cliente = entrar(elenco.usuario("verificacion"))
    assert "de esta página" not in ver(cliente, LISTA)
    for numero in range(50):
        elenco.candidatura(f"Persona {numero}", formula=str(100 + numero))
    assert "«Todas» elige solo las de esta página" in ver(cliente, LISTA)
