"""The history tells facts in words."""

import re

import pytest
from django.test import Client

from compliance.cuestionarios import DIMENSIONES
from compliance.models import Acto
from flujos.verbos.candidaturas import DE_CANDIDATURA
from flujos.verbos.entregables import DE_ENTREGABLE
from notificaciones.escalones import cargar_escalones

from ..elenco import Elenco, momento
from ..paginas import entrar, plana
from .lugares import HISTORIAL, ficha

pytestmark = pytest.mark.usefixtures("veinte_de_abril")


def test_cada_verbo_de_la_tabla_se_cuenta_como_un_hecho() -> None:
    contados = DE_CANDIDATURA.values()
    assert all(v.hecho.startswith("Se ") for v in contados)
    assert all(v.hecho for v in DE_ENTREGABLE.values())


@pytest.fixture
def escalera(elenco: Elenco, auditoria: Client) -> str:
    """Every page of the act that copied the ladder, one after another."""
    cargar_escalones(momento("2024-04-01 10:00"))
    acto = Acto.objects.get(verbo="copiar_escalera")
    paginas = [auditoria.get(f"{HISTORIAL}actos/{acto.pk}/", {"page": n}) for n in (1, 2, 3)]
    return "".join(plana(p) for p in paginas)


def test_un_registro_nuevo_no_dice_que_algo_cambio(escalera: str) -> None:
    assert "<h3>Alta: escalón " in escalera
    assert not re.search(r"<del|Antes|sin que cambiara", escalera)


def test_la_historia_de_un_aviso_lo_nombra_en_palabras(escalera: str) -> None:
    titulos = re.findall(r"<h3>.*?</h3>", escalera)
    assert any("Partido o coalición: candidatura, se rechazó la modificación" in t for t in titulos)
    assert "rechazar-modificacion" not in "".join(re.sub(r"<a href.*?>", "", t) for t in titulos)


def test_lo_que_se_consulto_se_nombra_y_no_se_dice_su_clave(elenco: Elenco, auditoria: Client) -> None:
    c = elenco.candidatura_en("capturada")
    entrar(elenco.usuario("administracion")).post(ficha(c, "datos"), {"motivo": "Revisar el expediente"})
    entrar(elenco.usuario("verificacion")).get(ficha(c, "identidad"))
    paginas = [
        plana(auditoria.get(f"{HISTORIAL}actos/{a.pk}/"))
        for a in Acto.objects.filter(verbo__in=("leer_datos", "leer_identidad")).order_by("verbo")
    ]
    assert "clave de elector" in paginas[0]
    assert DIMENSIONES["mayor"].nombre in paginas[1]
    assert not re.search(r"clave_elector|fecha_nacimiento|\bsocioeconomico\b", "".join(paginas))
