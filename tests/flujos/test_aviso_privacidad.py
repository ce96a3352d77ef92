"""The privacy notice: read whole by whoever accepts it, in the version that the committee approved."""

from datetime import timedelta
from hashlib import sha256
from itertools import count

import pytest
from django.test import Client
from django.urls import reverse

from compliance.models import Candidatura, VersionDeAviso
from compliance.services.cadenas import verificar
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


def test_una_version_se_redacta_se_publica_y_se_acepta_de_nuevo_solo_si_lo_exige(
    elenco: Elenco, monkeypatch: pytest.MonkeyPatch
) -> None:
    minutos = count()
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN + timedelta(minutes=next(minutos)))
    c = elenco.candidatura()
    persona, publico = entrar(elenco.cuenta_de(c)), Client()
    indice = reverse("aviso_publico", args=[PROCESO])
    assert "Texto general, por aprobar" in ver(publico, indice)
    assert aceptar(persona, c) == 302  # the general text
    mesa = entrar(elenco.usuario("comite_transparencia"))
    lugares = {v: reverse(v, args=[PROCESO, "integral"]) for v in ("aviso_borrador", "aviso_publicar")}

    def publicar(texto: str, **datos: str) -> int:
        visto = mesa.get(lugares["aviso_borrador"]).context["visto"]
        assert mesa.post(lugares["aviso_borrador"], {"texto": texto, "visto": visto}).status_code == 302
        otra = mesa.post(lugares["aviso_borrador"], {"texto": "Tarde", "visto": visto})
        assert otra.status_code == 422  # what was typed stays beside what was saved
        assert "Tarde" in otra.content.decode()
        assert mesa.post(lugares["aviso_publicar"], {"documento": "", "rige_desde": "2024-04-15"}).status_code == 422
        datos = {"documento": "ACT-CT-4/2024", "rige_desde": "2024-04-15", **datos}
        return mesa.post(lugares["aviso_publicar"], datos).status_code

    assert publicar("Quién responde\nLa unidad {instituto}.\n\nDerechos\nAcuda a la unidad.") == 302
    primera = VersionDeAviso.objects.get(numero=1)
    assert primera.huella == sha256(primera.texto.encode()).hexdigest()
    propia = reverse("aviso_publico_version", args=[PROCESO, "integral", 1])
    assert "La unidad {instituto}." in ver(publico, propia)
    assert publico.get(f"{propia}pdf/").content.startswith(b"%PDF-")
    assert "ACT-CT-4/2024" in ver(publico, indice)
    # It does not ask to be accepted again, and what one accepted is told apart.
    assert "Hay una versión por aceptar" not in ver(persona, ficha(c))

    assert publicar("Quién responde\nOtra unidad.", exige_aceptacion="on") == 302
    assert "La unidad {instituto}." in ver(publico, propia)  # for ever
    assert "no es la que rige hoy" in ver(publico, propia)
    assert "Hay una versión por aceptar" in ver(persona, ficha(c))
    assert c.actos.filter(verbo="pedir_aceptacion").count() == 1
    assert aceptar(persona, c) == 302
    assert "versión 2" in " ".join(ver(persona, ficha(c)).split())
    assert aceptar(persona, c) == 422
    ajena = entrar(elenco.usuario("partido"))
    assert [ajena.get(lugar).status_code for lugar in lugares.values()] == [404, 404]
    # A draft that nobody wants is forgotten; what was published stays.
    visto = mesa.get(lugares["aviso_borrador"]).context["visto"]
    mesa.post(lugares["aviso_borrador"], {"texto": "Borrador\nTres.", "visto": visto})
    assert mesa.post(lugares["aviso_borrador"], {"descartar": "1"}).status_code == 302
    assert list(VersionDeAviso.objects.values_list("numero", flat=True)) == [2, 1]
    assert not [h for h in verificar().rotos if "versiondeaviso" in str(h)]


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
