"""What a verb costs, whole (roles, lock, guards, change, act, history, chain), against plain django-fsm with
simple-history on the same model. Run by `make bench`.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction

from compliance.models import Acto, Candidatura
from flujos import candidaturas as servicios

from ..elenco import Elenco, momento, montar
from .tabla import alternar, anotar

EN = momento("2024-04-05 10:00")
VECES = 31


@pytest.mark.django_db(transaction=True)
def test_validar() -> None:
    """Each on candidacies of its own, all alike, in transactions that commit."""
    elenco = montar()
    por = elenco.usuario("verificacion")
    propias, ajenas = _capturadas(elenco, "n"), _capturadas(elenco, "p")
    antes = Acto.objects.count()

    def fsm_y_simple_history() -> None:
        with transaction.atomic():
            c = Candidatura.objects.select_for_update().get(pk=next(ajenas).pk)
            c._history_user = por
            c.validada_en = EN
            c.a_validada()
            c.save()

    def validar() -> None:
        servicios.validar(next(propias), por=por, en=EN)

    medidas = alternar({"validar": validar, "pareja": fsm_y_simple_history}, VECES)
    assert Acto.objects.count() == antes + VECES
    anotar("validar / django-fsm con simple-history", medidas["validar"], pareja=medidas["pareja"], meta=1)


def _capturadas(elenco: Elenco, serie: str) -> Iterator[Candidatura]:
    return iter([elenco.candidatura_en("capturada", formula=f"{serie}{n}") for n in range(VECES)])
