"""The privacy notice: read whole by whoever accepts it, in the version that the committee approved."""

from hashlib import sha256

import pytest
from django.test import Client

from compliance.models import Candidatura
from flujos import candidaturas as servicios
from flujos.aviso import aviso_de

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento
from ..paginas import entrar, ver
from .lugares import PROCESO, ficha
from .pasos import hasta_remision

pytestmark = pytest.mark.usefixtures("quince_de_abril")

DESCARGA = f"/p/{PROCESO}/aviso-de-privacidad/"
EN = momento("2024-04-15 10:00")


def aceptar(cliente: Client, c: Candidatura, **cambios: str) -> int:
    version = cliente.get(ficha(c, "aceptar_aviso")).context["aviso"].version
    return cliente.post(ficha(c, "aceptar_aviso"), {"acepto": "on", "version": version, **cambios}).status_code


def test_el_texto_general_se_lee_completo_antes_de_aceptar(elenco: Elenco) -> None:
    c = elenco.candidatura()
    pagina = ver(entrar(elenco.cuenta_de(c)), ficha(c, "aceptar_aviso"))
    assert elenco.instituto.nombre in pagina
    assert "derechos ARCO" in pagina
    assert "{instituto}" not in pagina
    assert DESCARGA not in pagina


def test_el_texto_propio_del_proceso_sustituye_al_general(elenco: Elenco) -> None:
    elenco.proceso.aviso_privacidad = "Quién responde\nLa unidad de prueba {instituto}.\n\nDerechos\nAcuda a la unidad."
    elenco.proceso.save()
    c = elenco.candidatura()
    pagina = ver(entrar(elenco.cuenta_de(c)), ficha(c, "aceptar_aviso"))
    assert "<h3>Quién responde</h3>" in pagina
    assert "La unidad de prueba {instituto}." in pagina
    assert "Plataforma Nacional" not in pagina


def test_el_documento_aprobado_lo_descarga_quien_debe_aceptarlo_y_nadie_mas(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    c = elenco.candidatura()
    cliente = entrar(elenco.cuenta_de(c))
    assert cliente.get(DESCARGA).status_code == 404
    elenco.proceso.entregable_aviso = informe.llave
    elenco.proceso.save()
    assert DESCARGA in ver(cliente, ficha(c, "aceptar_aviso"))
    for quien in (cliente, entrar(elenco.usuario("partido")), entrar(elenco.usuario("comite_transparencia"))):
        respuesta = quien.get(DESCARGA)
        assert respuesta.status_code == 200
        assert b"".join(respuesta.streaming_content) == pdf().read()  # type: ignore[attr-defined]
    assert entrar(elenco.usuario("ajena")).get(DESCARGA).status_code == 404
    assert Client().get(DESCARGA).status_code == 302


def test_se_guarda_que_version_se_acepto(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    elenco.proceso.entregable_aviso = informe.llave
    elenco.proceso.save()
    c = elenco.candidatura()
    assert aceptar(entrar(elenco.cuenta_de(c)), c) == 302
    hechos = c.actos.get(verbo="aceptar_aviso").hechos
    assert hechos["sha256"] == sha256(pdf().read()).hexdigest()
    assert hechos["aviso"] == sha256(aviso_de(elenco.proceso, EN).texto.encode()).hexdigest()


def test_no_se_acepta_un_aviso_que_cambio_mientras_se_leia(elenco: Elenco) -> None:
    c = elenco.candidatura()
    cliente = entrar(elenco.cuenta_de(c))
    assert aceptar(cliente, c, version="la de antes") == 422
    assert not Candidatura.objects.get(pk=c.pk).aviso_aceptado_en
    assert aceptar(cliente, c) == 302


def test_una_version_sin_aprobar_no_es_el_aviso(elenco: Elenco) -> None:
    elenco.proceso.entregable_aviso = "informe-marzo"
    elenco.proceso.save()
    assert aviso_de(elenco.proceso, EN).documento is None
    servicios.aceptar_aviso(c := elenco.candidatura(), por=elenco.cuenta_de(c), en=EN)
    assert c.actos.get(verbo="aceptar_aviso").hechos["documento"] is None
