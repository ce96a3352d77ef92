"""The page of a candidacy, its code and its PDF: who it is first, nothing that the page does not show, gone at once."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from compliance.models import ActorPolitico, Candidatura
from compliance.models.listas import version_publica
from flujos import candidaturas as servicios
from notificaciones.services import barrer

from ..elenco import Elenco, momento
from ..impresos import abierto, texto_de
from ..paginas import plana, ver

PROCESO = "prueba-2024"
AL_DIA = "2024-04-20 10:00"


@pytest.fixture(autouse=True)
def en_campania(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento(AL_DIA))


def lugar(c: Candidatura, que: str = "candidatura") -> str:
    return reverse(f"conoceles_{que}", args=[PROCESO, c.pk])


def en_pdf(client: Client, c: Candidatura) -> str:
    respuesta = client.get(lugar(c, "pdf"))
    assert respuesta.status_code == 200
    return texto_de(respuesta.content)


def persona_ld(respuesta: HttpResponse) -> dict[str, object]:
    hallado = re.search(r'<script type="application/ld\+json">(.*?)</script>', respuesta.content.decode(), re.S)
    assert hallado
    dicho: dict[str, object] = json.loads(hallado[1])
    return dicho


# -- The page -------------------------------------------------------------------------------------------------


def test_primero_quien_es_luego_sus_propuestas_su_historia_el_contacto_y_los_estudios(
    elenco: Elenco, client: Client
) -> None:
    c = elenco.candidatura_en("publicada")
    pagina = ver(client, lugar(c))
    orden = [
        pagina.index(f'id="{que}"')
        for que in ("datos", "propuesta_1", "propuesta_2", "propuesta_genero", "historia_profesional", "contacto")
    ]
    assert orden == sorted(orden)
    assert pagina.index('id="contacto"') < pagina.index('id="estudios"') < pagina.index('id="compartir"')


def test_de_una_coalicion_se_nombra_a_quienes_la_integran_y_un_cambio_se_ve_al_momento(
    elenco: Elenco, client: Client
) -> None:
    coalicion = ActorPolitico.objects.create(
        proceso=elenco.proceso, clave="juntos", nombre="Coalición Juntas y Juntos", tipo="coalicion"
    )
    coalicion.integrantes.add(elenco.partido_a)
    c = elenco.candidatura_en("publicada")
    Candidatura.objects.filter(pk=c.pk).update(actor=coalicion)
    assert "La integran: Partido A." in ver(client, lugar(c))
    coalicion.integrantes.add(elenco.partido_b)
    assert "La integran: Partido A, Partido B." in ver(client, lugar(c))
    elenco.partido_b.nombre = "Partido Be"
    elenco.partido_b.save()
    assert "La integran: Partido A, Partido Be." in ver(client, lugar(c))
    coalicion.integrantes.remove(elenco.partido_a)
    assert "La integran: Partido Be." in ver(client, lugar(c))
    antes = version_publica(PROCESO)
    elenco.partido_a.nombre = "Partido que ya no integra nada"
    elenco.partido_a.save()
    assert version_publica(PROCESO) == antes


def test_la_edad_es_la_del_dia_de_la_eleccion_y_la_fecha_de_nacimiento_no_sale(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    edad = "<dt>Edad el día de la elección</dt><dd>{} años</dd>"
    pagina = ver(client, lugar(c)).replace("</dt> <dd>", "</dt><dd>")
    assert edad.format(44) in pagina
    assert "1980" not in pagina
    persona = c.persona
    persona.fecha_nacimiento, persona.edad = None, 51
    persona.save()
    assert edad.format(51) in ver(client, lugar(c)).replace("</dt> <dd>", "</dt><dd>")
    persona.edad = None
    persona.save()
    assert "Edad el día" not in ver(client, lugar(c))


def test_lo_que_no_contesto_se_dice_y_se_cuenta(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    pagina = ver(client, lugar(c))
    assert "6 de 6" in pagina
    assert "No contestó esta pregunta." not in pagina
    c.curricular.propuesta_2, c.curricular.motivo_cargo = "No proporcionó", "  "
    c.curricular.save()
    pagina = ver(client, lugar(c))
    assert "4 de 6" in pagina
    assert pagina.count("No contestó esta pregunta.") == 2
    assert en_pdf(client, c).count("esta pregunta.") == 2


# -- Sharing --------------------------------------------------------------------------------------------------


def test_se_comparte_con_enlaces_que_llevan_la_direccion_entera(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada", "Ana & Cía Núñez")
    pagina = ver(client, lugar(c))
    direccion = f"{settings.SITIO_URL}{lugar(c)}"
    assert f'<link rel="canonical" href="{direccion}">' in pagina
    cifrada = direccion.replace(":", "%3A").replace("/", "%2F")
    whatsapp = re.search(r'href="(https://wa\.me/[^"]*)"', pagina)
    correo = re.search(r'href="(mailto:\?[^"]*)"', pagina)
    assert whatsapp
    assert correo
    for enlace in (whatsapp[1], correo[1]):
        assert cifrada in enlace
        assert "Ana+%26" in enlace or "Ana%20%26" in enlace
    assert "+" not in correo[1]


def test_el_codigo_lleva_a_la_ficha_y_dice_su_direccion(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    for _ in range(2):
        respuesta = client.get(lugar(c, "qr"))
        assert respuesta["Content-Type"] == "image/svg+xml"
        assert respuesta["X-Content-Type-Options"] == "nosniff"
        dibujo = ElementTree.fromstring(respuesta.content)  # noqa: S314 (ours)
        assert dibujo.findtext("{http://www.w3.org/2000/svg}title") == f"{settings.SITIO_URL}{lugar(c)}"
    assert f'src="{lugar(c, "qr")}"' in ver(client, lugar(c))


def test_lo_que_lee_una_maquina_es_lo_que_muestra_la_pagina(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada", accion_afirmativa="indigena")
    c.curricular.medios = [
        {"tipo": "facebook", "valor": "https://facebook.com/ana"},
        {"tipo": "correo", "valor": "ana@campania.example"},
        {"tipo": "telefono", "valor": "777 123 4567"},
        {"tipo": "pagina_web", "valor": "javascript:alert(1)"},
    ]
    c.curricular.save()
    dicho = persona_ld(client.get(lugar(c)))
    direccion = f"{settings.SITIO_URL}{lugar(c)}"
    assert dicho == {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": "Ana Pérez Ñuño",
        "url": direccion,
        "description": "Ana Pérez Ñuño, candidatura a Diputación local MR por Partido A (Distrito local 1 Cuernavaca)",
        "sameAs": ["https://facebook.com/ana"],
        "email": ["ana@campania.example"],
        "telephone": ["777 123 4567"],
        "image": f"{direccion}foto",
        "affiliation": {"@type": "Organization", "name": "Partido A"},
    }


def test_un_nombre_no_sale_de_lo_que_lee_una_maquina(elenco: Elenco, client: Client) -> None:
    malo = 'Ana </script><script>alert(1)</script> "Núñez"'
    c = elenco.candidatura_en("publicada", malo)
    respuesta = client.get(lugar(c))
    assert "<script>alert" not in respuesta.content.decode()
    assert persona_ld(respuesta)["name"] == malo


def test_asi_se_vera_no_ofrece_compartir_lo_que_no_es_publico(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("asignada")
    client.force_login(elenco.cuenta_de(c), backend="django.contrib.auth.backends.ModelBackend")
    servicios.entregar_cuentas(c, por=None, en=momento("2024-04-20 09:00"))
    servicios.recibir_cuentas(c, por=None, en=momento("2024-04-20 09:00"))
    pagina = ver(client, reverse("candidatura_captura_asi_se_vera", args=[PROCESO, c.pk]))
    assert "Así se verá su página" in pagina
    for ajeno in ("wa.me", "qr.svg", "ficha.pdf", "comparar", "ld+json"):
        assert ajeno not in pagina


# -- The PDF --------------------------------------------------------------------------------------------------


def test_la_ficha_en_pdf_cabe_en_una_hoja_y_dice_cuando_se_hizo(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada", "Ana Lopez Luna")
    respuesta = client.get(lugar(c, "pdf"))
    assert respuesta["Content-Type"] == "application/pdf"
    assert f"candidatura-{c.pk}.pdf" in respuesta["Content-Disposition"]
    assert respuesta["Cache-Control"] == "private, no-store"
    contenido = respuesta.content
    pdf = abierto(contenido)
    assert pdf.root_object["/Lang"] == "es-MX"
    assert pdf.metadata is not None
    assert str(pdf.metadata.title).startswith("Ana Lopez Luna, candidatura a ")
    [pagina] = pdf.pages
    # The code is drawn.
    assert len(pagina.images) == 1
    texto = texto_de(contenido)
    assert "Hecha el " in texto
    assert "20 abr 2024, 10:00" in texto
    assert f"{settings.SITIO_URL}{lugar(c)}" in texto
    assert "Ana Lopez Luna" in texto
    assert "1980" not in texto
    # Nobody makes it again until something changes, nor does a copy lose what it is.
    otra = client.get(lugar(c, "pdf"))
    assert otra.content == contenido
    assert otra["Content-Type"] == "application/pdf"
    assert otra["X-Content-Type-Options"] == "nosniff"
    assert client.get(lugar(c, "pdf"), headers={"if-none-match": respuesta["ETag"]}).status_code == 304


def test_lo_largo_sigue_en_otra_hoja_y_una_foto_que_falta_no_la_impide(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    for campo in c.curricular.TEXTOS:
        setattr(c.curricular, campo, "palabra <b>& " * 500 + "x" * 900)
    c.curricular.save()
    default_storage.delete(c.curricular.foto.name)
    contenido = client.get(lugar(c, "pdf")).content
    pdf = abierto(contenido)
    assert len(pdf.pages) > 1
    assert not pdf.pages[0].images
    # As text: nothing of it is markup.
    assert "palabra <b>& palabra" in texto_de(contenido)


def con_identidad(e: Elenco, **campos: object) -> Candidatura:
    c = e.candidatura_en("publicada", **campos)
    c.identidad.respuestas |= {"indigena": "Sí", "pueblo_indigena": "Nahua", "afromexicana": "Sí"}
    c.identidad.save()
    return c


def test_del_pdf_no_sale_una_respuesta_de_identidad_sin_permiso_y_al_revocarlo_se_va(
    elenco: Elenco, client: Client
) -> None:
    c = con_identidad(elenco)
    cuenta = elenco.cuenta_de(c)
    assert "Nahua" not in en_pdf(client, c)
    servicios.otorgar_consentimiento(
        c, finalidad="publicacion", documento="c.pdf", por=cuenta, en=momento("2024-04-16 10:00")
    )
    assert "Nahua" not in en_pdf(client, c)
    barrer(momento("2024-04-16 10:01"))
    dado = client.get(lugar(c, "pdf"))
    for dicho in ("Nahua", "afromexicana"):
        assert dicho in texto_de(dado.content)
    servicios.revocar_consentimiento(c, finalidad="publicacion", por=cuenta, en=momento("2024-04-17 10:00"))
    despues = client.get(lugar(c, "pdf"), headers={"if-none-match": dado["ETag"]})
    assert despues.status_code == 200
    for dicho in ("Nahua", "afromexicana"):
        assert dicho not in texto_de(despues.content)


def test_del_pdf_sale_la_dimension_de_la_accion_afirmativa_y_ninguna_otra(elenco: Elenco, client: Client) -> None:
    texto = en_pdf(client, con_identidad(elenco, accion_afirmativa="indigena"))
    assert "Nahua" in texto
    assert "afromexicana" not in texto


# -- Gone at once ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("que", ["pdf", "qr"])
@pytest.mark.parametrize("estado", ["asignada", "capturada", "observada", "validada", "retirada"])
def test_de_lo_que_no_esta_publicado_no_hay_ni_codigo_ni_pdf(
    elenco: Elenco, client: Client, estado: str, que: str
) -> None:
    c = elenco.candidatura_en(estado)
    assert client.get(lugar(c, que)).status_code == 404
    assert client.get(reverse(f"conoceles_{que}", args=["no-hay", c.pk])).status_code == 404


def test_al_retirarla_se_van_el_codigo_y_el_pdf_tambien_de_quien_ya_los_tenia(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    tenia = {que: client.get(lugar(c, que))["ETag"] for que in ("pdf", "qr")}
    servicios.retirar(
        c,
        motivo_retiro="renuncia",
        documento="Acuerdo 9",
        por=elenco.usuario("secretaria_ejecutiva"),
        en=momento("2024-04-20 09:00"),
    )
    for que, etag in tenia.items():
        for cabeceras in ({}, {"if-none-match": etag}):
            assert client.get(lugar(c, que), headers=cabeceras).status_code == 404


def test_el_pdf_y_el_codigo_de_una_sustituida_responden_lo_que_su_pagina(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada", "Ana Sale Antes")
    nueva = elenco.candidatura_en("publicada", "Berta Entra Luego", formula="9")
    servicios.retirar(
        c,
        motivo_retiro="renuncia",
        documento="Acuerdo 9",
        por=elenco.usuario("secretaria_ejecutiva"),
        en=momento("2024-04-20 09:00"),
    )
    Candidatura.objects.filter(pk=nueva.pk).update(sustituye_a=c)
    for que in ("candidatura", "pdf", "qr"):
        respuesta = client.get(lugar(c, que))
        assert respuesta.status_code == 410
        pagina = plana(respuesta)
        assert "Berta Entra Luego" in pagina
        assert "Ana Sale Antes" not in pagina
