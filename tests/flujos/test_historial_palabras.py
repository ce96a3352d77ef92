"""The history tells facts in words."""

import re

import pytest
from django.test import Client

from flujos.verbos.candidaturas import DE_CANDIDATURA
from flujos.verbos.entregables import DE_ENTREGABLE
from notificaciones.escalones import cargar_escalones

from ..elenco import Elenco, momento
from ..paginas import plana
from .lugares import HISTORIAL

pytestmark = pytest.mark.usefixtures("veinte_de_abril")


def test_cada_verbo_de_la_tabla_se_cuenta_como_un_hecho() -> None:
    contados = [v for v in DE_CANDIDATURA.values() if v.clave != "guardar_borrador"]  # a draft leaves no transition
    assert all(v.hecho.startswith("Se ") for v in contados)
    assert all(v.hecho for v in DE_ENTREGABLE.values())


def test_un_registro_nuevo_no_dice_que_algo_cambio(elenco: Elenco, auditoria: Client) -> None:
    elenco.candidatura()
    alta = plana(auditoria.get(HISTORIAL, {"clase": "candidatura", "tipo": "+"}))
    assert re.search(r"\d+ datos</summary>", alta)
    assert "cambiaron" not in alta


def test_la_historia_de_un_aviso_lo_nombra_en_palabras(elenco: Elenco, auditoria: Client) -> None:
    cargar_escalones(momento("2024-04-01 10:00"))
    pagina = auditoria.get(HISTORIAL, {"clase": "escalon"}).content.decode()
    assert "Partido o coalición: candidatura, se rechazó la modificación" in pagina
    assert "rechazar-modificacion" not in re.sub(r"<details.*?</details>", "", pagina, flags=re.S)
