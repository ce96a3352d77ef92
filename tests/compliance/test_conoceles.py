"""The public site shows what is published, to everybody, and nothing else to anybody."""

import io
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from compliance.cuestionarios import retrato
from compliance.models import (
    ActorPolitico,
    Candidatura,
    CuestionarioCurricular,
    Instituto,
    Persona,
    Proceso,
    Territorio,
)
from compliance.models.listas import version_publica
from compliance.publicacion import identidad_publica
from compliance.textos import normalizar
from flujos import candidaturas as servicios
from notificaciones.services import barrer

from ..elenco import Elenco, foto, momento
from ..paginas import plana

PROCESO = "prueba-2024"
LISTA = f"/conoceles/{PROCESO}/"


@pytest.fixture(autouse=True)
def en_campania(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-20 10:00"))


def ficha(c: Candidatura) -> str:
    return reverse("conoceles_candidatura", args=[PROCESO, c.pk])


def nombres(respuesta: HttpResponse) -> list[str]:
    """The names on the cards, in their order."""
    return re.findall(r'tarjeta-persona__nombre"><a [^>]*>([^<]+)<', plana(respuesta))


def publicar_varias(e: Elenco, desde: int, hasta: int) -> None:
    """Published candidacies, numbered, straight to the tables: what counts is how many there are."""
    numeros = range(desde, hasta)
    personas = Persona.objects.bulk_create(
        Persona(proceso=e.proceso, nombre=f"Persona {n}", nombre_busqueda=f"persona {n}") for n in numeros
    )
    distritos = Territorio.objects.bulk_create(
        Territorio(proceso=e.proceso, tipo="distrito", entidad="Morelos", clave=str(n), nombre=f"Distrito {n}")
        for n in range(9 + desde, 9 + hasta, 20)
    )
    candidaturas = Candidatura.objects.bulk_create(
        Candidatura(
            proceso=e.proceso,
            persona=persona,
            actor=(e.partido_a, e.partido_b)[n % 5 == 0],
            cargo=(e.gubernatura, e.diputacion)[n % 2],
            territorio=distritos[n % len(distritos)],
            formula=str(n),
            calidad=("propietaria", "suplente")[n % 3 == 0],
            estado="publicada",
        )
        for n, persona in zip(numeros, personas, strict=True)
    )
    CuestionarioCurricular.objects.bulk_create(
        CuestionarioCurricular(candidatura=c, foto="fotos/x.jpg") for c in candidaturas
    )


# -- What is on the site --------------------------------------------------------------------------------------


@pytest.mark.parametrize("estado", ["asignada", "capturada", "observada", "validada", "retirada"])
def test_lo_que_no_esta_publicado_no_existe(elenco: Elenco, client: Client, estado: str) -> None:
    c = elenco.candidatura_en(estado, "Brenda Reservada Luna", actor=elenco.independiente)
    for lugar in (ficha(c), f"{ficha(c)}foto", f"{ficha(c)}foto/chica"):
        assert client.get(lugar).status_code == 404
    for lugar in ("/", LISTA):
        pagina = client.get(lugar).content.decode()
        assert "Brenda" not in pagina
        assert "Candidatura independiente 1" not in pagina


def test_una_publicada_se_lee_sin_cuenta(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    assert nombres(client.get(LISTA)) == ["Ana Pérez Ñuño"]
    respuesta = client.get(ficha(c))
    pagina = plana(respuesta)
    assert respuesta.status_code == 200
    for texto in ("Ana Pérez Ñuño", "Partido A", "Diputación local MR", "Licenciatura", "mailto:ana@example.com"):
        assert texto in pagina
    assert c.curricular.propuesta_1 in pagina
    assert "<title>Ana Pérez Ñuño, candidatura a Diputación local MR por Partido A" in pagina
    assert '<meta name="description" content="Ana Pérez Ñuño' in pagina
    # Neither the birth date nor the private e-mail of the record, nor who captured it.
    assert "1980" not in pagina
    assert f"candidatura-{c.pk}" not in pagina


def test_la_ficha_dice_el_cargo_una_vez_y_el_lugar_en_el_genero_de_la_persona(elenco: Elenco, client: Client) -> None:
    elenco.diputacion.nombre = "Diputaciones de mayoría relativa"
    elenco.diputacion.save()
    c = elenco.candidatura_en("publicada", "Luis Núñez")
    for sexo, lugar in (("H", "Propietario"), ("M", "Propietaria"), ("NB", "Propietaria"), ("", "Propietaria")):
        Persona.objects.filter(pk=c.persona_id).update(sexo=sexo)
        pagina = client.get(ficha(c)).content.decode()
        assert "(mayoría relativa)" not in pagina
        assert f"<dd>{lugar}</dd>" in pagina
        assert lugar in client.get(LISTA).content.decode()


def test_la_lista_se_ordena_y_se_descarga_como_se_ve(elenco: Elenco, client: Client) -> None:
    for numero, nombre in enumerate(("Zoe Ríos", "Ana Pérez", "Ñico Vela"), start=1):
        elenco.candidatura_en("publicada", nombre, formula=str(numero))
    elenco.candidatura_en("validada", "Brenda Reservada", formula="9")
    assert nombres(client.get(LISTA)) == ["Zoe Ríos", "Ana Pérez", "Ñico Vela"]
    assert nombres(client.get(f"{LISTA}?orden=nombre")) == ["Ana Pérez", "Ñico Vela", "Zoe Ríos"]
    assert nombres(client.get(f"{LISTA}?orden=-nombre")) == ["Zoe Ríos", "Ñico Vela", "Ana Pérez"]
    assert 'href="?orden=-nombre" aria-current="page"' in client.get(f"{LISTA}?orden=nombre").content.decode()
    assert 'href="?q=o&amp;orden=nombre"' in client.get(f"{LISTA}?q=o").content.decode()
    assert 'href="?orden=nombre&amp;formato=csv"' in client.get(f"{LISTA}?orden=nombre").content.decode()
    respuesta = client.get(f"{LISTA}?q=o&orden=nombre&formato=csv")
    renglones = respuesta.content.decode("utf-8-sig").splitlines()
    assert renglones[0] == "Nombre,Cargo,Dónde se elige,Entidad,Postula,Fórmula,Lugar en la fórmula,Acción afirmativa"
    assert [r.split(",")[0] for r in renglones[1:]] == ["Ñico Vela", "Zoe Ríos"]
    assert "no-store" in respuesta["Cache-Control"]


def test_quien_tiene_cuenta_lee_lo_mismo(elenco: Elenco, client: Client) -> None:
    publicada, validada = elenco.candidatura_en("publicada"), elenco.candidatura_en("validada", "Otra", formula="2")
    for nombre in ("verificacion", "partido", "ajena"):
        client.force_login(elenco.usuario(nombre))
        assert nombres(client.get(LISTA)) == ["Ana Pérez Ñuño"]
        assert client.get(ficha(publicada)).status_code == 200
        assert client.get(ficha(validada)).status_code == 404


def test_retirarla_la_quita_al_momento(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    antes = client.get(f"{ficha(c)}foto")
    servicios.retirar(
        c,
        motivo_retiro="renuncia",
        documento="Acuerdo 9",
        por=elenco.usuario("secretaria_ejecutiva"),
        en=momento("2024-04-20 09:00"),
    )
    assert client.get(ficha(c)).status_code == 404
    assert client.get(f"{ficha(c)}foto", headers={"if-none-match": antes["ETag"]}).status_code == 404
    assert nombres(client.get(LISTA)) == []
    assert "Todavía no hay candidaturas publicadas" in client.get("/").content.decode()


def test_una_modificacion_cambia_la_pagina_al_aprobarse_y_nunca_la_quita(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    propuesta, antes = "La propuesta corregida " * 20, client.get(ficha(c)).content
    foto_antes = client.get(f"{ficha(c)}foto")["ETag"]
    elenco.pedir_modificacion(
        c, "2024-04-18 09:00", propuesta_1=propuesta, foto=foto("otra.jpg"), foto_tomada_el=date(2024, 4, 1)
    )
    assert client.get(ficha(c)).content == antes
    servicios.aplicar_modificacion(
        c, campos=["propuesta_1", "foto"], por=elenco.usuario("verificacion"), en=momento("2024-04-19 09:00")
    )
    assert "propuesta corregida" in client.get(ficha(c)).content.decode()
    assert client.get(f"{ficha(c)}foto")["ETag"] != foto_antes


def test_en_el_lugar_de_una_sustituida_se_dice_quien_lo_ocupa_cuando_ya_es_publica(
    elenco: Elenco, client: Client
) -> None:
    c = elenco.candidatura_en("publicada")
    nueva = servicios.sustituir(
        c,
        persona=Persona(proceso=c.proceso, nombre="Bea Ruiz", correo="bea@example.com"),
        aprobada_el=date(2024, 4, 20),
        documento="CEE/101/2024",
        por=elenco.usuario("secretaria_ejecutiva"),
        en=momento("2024-04-20 12:00"),
    )
    assert client.get(ficha(c)).status_code == 404
    Candidatura.objects.filter(pk=nueva.pk).update(estado="publicada", publicada_en=momento("2024-04-25 12:00"))
    ida = client.get(ficha(c))
    assert ida.status_code == 410
    assert ficha(nueva) in ida.content.decode()
    assert c.persona.nombre not in ida.content.decode()


def test_otra_llave_de_proceso_no_la_muestra(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    Proceso.objects.create(instituto=elenco.instituto, clave="otro", nombre="Otro", jornada=elenco.proceso.jornada)
    assert client.get(f"/conoceles/otro/{c.pk}/").status_code == 404
    assert client.get(f"/conoceles/otro/{c.pk}/foto").status_code == 404
    assert client.get("/conoceles/ninguno/").status_code == 404
    assert nombres(client.get("/conoceles/otro/")) == []


def test_un_proceso_sin_publicadas_dice_cuando_inicia(elenco: Elenco, client: Client) -> None:
    pagina = client.get(LISTA).content.decode()
    assert "Todavía no hay candidaturas publicadas" in pagina
    assert "La publicación inicia el" in pagina
    assert "mié 10 abr 2024" in pagina


def test_la_portada_lista_solo_procesos_con_algo_publico(elenco: Elenco, client: Client) -> None:
    Proceso.objects.create(instituto=elenco.instituto, clave="otro", nombre="Proceso vacío", jornada="2027-06-06")
    assert "Proceso de prueba" not in client.get("/").content.decode()
    elenco.candidatura_en("publicada")
    elenco.candidatura_en("validada", "Otra", formula="2")
    pagina = client.get("/").content.decode()
    assert f'href="{LISTA}"' in pagina
    assert "1 candidatura publicada" in pagina
    assert "Proceso vacío" not in pagina


def test_lo_sintetico_se_dice_aunque_el_sitio_viva_en_la_fecha_real(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    assert "datos sintéticos" not in client.get(ficha(c)).content.decode()
    elenco.proceso.es_demostracion = True
    elenco.proceso.save()
    for lugar in (LISTA, ficha(c)):
        assert "Demostración con personas y datos sintéticos" in client.get(lugar).content.decode()


def test_las_paginas_solo_se_leen(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    for lugar in (LISTA, ficha(c), f"{ficha(c)}foto", f"{ficha(c)}foto/chica"):
        assert client.post(lugar).status_code == 405


# -- Search and filters ---------------------------------------------------------------------------------------


def test_se_busca_por_nombre_sin_acentos_y_en_cualquier_orden(elenco: Elenco, client: Client) -> None:
    elenco.candidatura_en("publicada")
    elenco.candidatura_en("publicada", "Beto López", formula="2")
    for q in ("perez nuno", "ÑUÑO ana", "  pér "):
        assert nombres(client.get(LISTA, {"q": q})) == ["Ana Pérez Ñuño"]
    respuesta = client.get(LISTA, {"q": "nadie"})
    assert nombres(respuesta) == []
    assert "Ninguna candidatura publicada coincide" in respuesta.content.decode()


def test_cada_filtro_va_en_la_direccion(elenco: Elenco, client: Client) -> None:
    elenco.candidatura_en("publicada", "Ana Uno")
    elenco.candidatura_en("publicada", "Beto Dos", actor=elenco.partido_b, calidad="suplente")
    for filtro, esperado in (
        ({"actor": "partido-b"}, ["Beto Dos"]),
        ({"calidad": "propietaria"}, ["Ana Uno"]),
        ({"cargo": "diputacion-mr"}, ["Ana Uno", "Beto Dos"]),
        ({"territorio": elenco.distrito.pk}, ["Ana Uno", "Beto Dos"]),
        ({"actor": "partido-b", "calidad": "propietaria"}, []),
    ):
        assert nombres(client.get(LISTA, filtro)) == esperado


@pytest.mark.parametrize(
    "filtro",
    [{"actor": "ci-1"}, {"cargo": "gubernatura"}, {"territorio": "0"}, {"territorio": "x"}, {"calidad": "otra"}],
)
def test_un_filtro_que_nombra_lo_que_no_esta_no_muestra_todo(
    elenco: Elenco, client: Client, filtro: dict[str, str]
) -> None:
    elenco.candidatura_en("publicada")
    respuesta = client.get(LISTA, filtro)
    assert nombres(respuesta) == []
    assert "Ninguna candidatura publicada tiene ese dato." in respuesta.content.decode()


def test_se_busca_por_partido_por_lugar_y_por_cargo_en_cualquier_orden(elenco: Elenco, client: Client) -> None:
    elenco.candidatura_en("publicada", "Ana Uno")
    elenco.candidatura_en("publicada", "Beto Dos", actor=elenco.partido_b)
    for q, esperado in (
        ("partido b", ["Beto Dos"]),
        ("PB", ["Beto Dos"]),
        ("cuernaváca diputacion", ["Ana Uno", "Beto Dos"]),
        ("dip local beto", ["Beto Dos"]),
        ("diputada ana", ["Ana Uno"]),
        ("diputados", ["Ana Uno", "Beto Dos"]),
        ("gobernador", []),
        ("distrito 1 partido a", ["Ana Uno"]),
        ("distrito 2", []),
        ("ana pb", []),
    ):
        assert nombres(client.get(LISTA, {"q": q})) == esperado, q


def coalicion_de(e: Elenco) -> ActorPolitico:
    coalicion = ActorPolitico.objects.create(
        proceso=e.proceso, clave="juntos", nombre="Juntos por Prueba", tipo="coalicion"
    )
    coalicion.integrantes.set([e.partido_a, e.partido_b])
    return coalicion


def test_un_partido_trae_sus_coaliciones_y_sus_candidaturas_comunes(elenco: Elenco, client: Client) -> None:
    juntas = elenco.candidatura_en("publicada", "Juana Juntos")
    Candidatura.objects.filter(pk=juntas.pk).update(actor=coalicion_de(elenco))
    elenco.candidatura_en("publicada", "Ana Sola")
    assert nombres(client.get(LISTA, {"actor": "partido-a"})) == ["Juana Juntos", "Ana Sola"]
    # A party that only goes with others is offered too.
    assert nombres(client.get(LISTA, {"actor": "partido-b"})) == ["Juana Juntos"]
    assert nombres(client.get(LISTA, {"actor": "juntos"})) == ["Juana Juntos"]
    assert nombres(client.get(LISTA, {"q": "partido b"})) == ["Juana Juntos"]
    pagina = plana(client.get(LISTA))
    assert '<a href="?actor=partido-a">Partido A</a> <span class="cuenta">2</span>' in pagina
    assert '<a href="?actor=juntos">Juntos por Prueba</a> <span class="cuenta">1</span>' in pagina


def test_se_filtra_por_sexo_tambien_no_binaria_y_el_proceso_puede_no_ofrecerlo(elenco: Elenco, client: Client) -> None:
    for numero, (nombre, sexo) in enumerate((("Ana", "M"), ("Beto", "H"), ("Noa", "NB")), start=1):
        c = elenco.candidatura_en("publicada", f"{nombre} Ruiz", formula=str(numero))
        Persona.objects.filter(pk=c.persona_id).update(sexo=sexo)
        assert nombres(client.get(LISTA, {"sexo": sexo})) == [f"{nombre} Ruiz"]
    assert 'href="?sexo=NB"' in client.get(LISTA).content.decode()
    Proceso.objects.filter(pk=elenco.proceso.pk).update(filtra_por_sexo=False)
    assert 'name="sexo"' not in client.get(LISTA).content.decode()
    assert "?sexo=" not in client.get(LISTA).content.decode()
    assert nombres(client.get(LISTA, {"sexo": "M"})) == []


def test_la_edad_es_la_del_dia_de_la_jornada_o_la_que_se_declaro(elenco: Elenco, client: Client) -> None:
    # The election is on 2 June 2024.
    for numero, (nombre, nacida, declarada) in enumerate(
        (
            ("Cumple Ese Dia", date(1999, 6, 2), None),
            ("Cumple Al Siguiente", date(1999, 6, 3), None),
            ("Declara Treinta", None, 30),
            ("Nacida Gana", date(1950, 1, 1), 30),
            ("Zoe Ignota", None, None),
        ),
        start=1,
    ):
        c = elenco.candidatura_en("publicada", nombre, formula=str(numero))
        Persona.objects.filter(pk=c.persona_id).update(fecha_nacimiento=nacida, edad=declarada)
    for edad, esperado in (
        ("18-24", ["Cumple Al Siguiente"]),
        ("25-34", ["Cumple Ese Dia", "Declara Treinta"]),
        ("65", ["Nacida Gana"]),
        ("35-44", []),
    ):
        assert nombres(client.get(LISTA, {"edad": edad})) == esperado, edad


def test_se_filtra_por_grado_de_estudios_como_venga_escrito(elenco: Elenco, client: Client) -> None:
    for numero, grado in enumerate(("Maestría", "MAESTRIA", "Licenciatura"), start=1):
        c = elenco.candidatura_en("publicada", f"Persona {grado}", formula=str(numero))
        CuestionarioCurricular.objects.filter(candidatura=c).update(grado_estudios=grado)
    assert nombres(client.get(LISTA, {"grado": "Maestría"})) == ["Persona Maestría", "Persona MAESTRIA"]


def test_por_accion_afirmativa_sale_quien_se_registro_asi_y_no_quien_lo_contesto(
    elenco: Elenco, client: Client
) -> None:
    con_identidad(elenco, nombre="Contesta Que Sí")
    elenco.candidatura_en("publicada", "Registrada Así", formula="2", accion_afirmativa="indigena")
    assert nombres(client.get(LISTA, {"accion": "indigena"})) == ["Registrada Así"]
    assert nombres(client.get(LISTA, {"accion": "afromexicana"})) == []


@pytest.mark.parametrize("estado", ["asignada", "capturada", "observada", "validada", "retirada"])
def test_ningun_filtro_trae_ni_cuenta_lo_que_no_esta_publicado(elenco: Elenco, client: Client, estado: str) -> None:
    c = elenco.candidatura("Brenda Reservada", accion_afirmativa="indigena")
    CuestionarioCurricular.objects.filter(candidatura=c).update(grado_estudios="Doctorado")
    retiro = {"motivo_retiro": "renuncia", "documento_retiro": "Acuerdo 7"} if estado == "retirada" else {}
    Candidatura.objects.filter(pk=c.pk).update(estado=estado, **retiro)
    elenco.candidatura_en("publicada", "Ana Publicada", formula="2")
    for filtro in ({"sexo": "M"}, {"edad": "35-44"}, {"grado": "Doctorado"}, {"accion": "indigena"}, {"q": "distrito"}):
        respuesta = client.get(LISTA, filtro)
        assert "Brenda" not in respuesta.content.decode()
        assert nombres(respuesta) in ([], ["Ana Publicada"])
    assert "Brenda" not in client.get(LISTA, {"sexo": "M", "formato": "csv"}).content.decode()


def test_lo_que_se_ofrece_de_las_personas_es_lo_mismo_haya_quien_haya(elenco: Elenco, client: Client) -> None:
    def ofrecido() -> list[str]:
        return re.findall(r"\?(?:sexo|edad|grado|accion)=[^\"&]+", client.get(LISTA).content.decode())

    c = elenco.candidatura_en("publicada")
    antes = ofrecido()
    assert len(antes) > 20
    Persona.objects.filter(pk=c.persona_id).update(sexo="NB", fecha_nacimiento=date(1950, 1, 1))
    Candidatura.objects.filter(pk=c.pk).update(accion_afirmativa="discapacidad")
    assert ofrecido() == antes


def test_los_filtros_en_vigor_se_quitan_uno_por_uno(elenco: Elenco, client: Client) -> None:
    elenco.candidatura_en("publicada")
    pagina = plana(client.get(LISTA, {"q": "ana", "actor": "partido-a", "orden": "nombre", "page": "1"}))
    assert "Búsqueda: <strong>ana</strong>" in pagina
    assert "Partido o quien postula: <strong>Partido A</strong>" in pagina
    assert f'href="{LISTA}?actor=partido-a&amp;orden=nombre"' in pagina
    assert f'href="{LISTA}?q=ana&amp;orden=nombre"' in pagina
    assert "en-vigor" not in plana(client.get(LISTA))


def test_un_valor_escrito_a_mano_en_un_filtro_no_se_ejecuta(elenco: Elenco, client: Client) -> None:
    elenco.candidatura_en("publicada")
    malo = '"><script>alert(1)</script>'
    for campo in ("q", "actor", "sexo", "edad", "grado", "accion", "territorio"):
        respuesta = client.get(LISTA, {campo: malo})
        assert "<script>alert" not in respuesta.content.decode()
        assert nombres(respuesta) == []


def test_los_filtros_no_anuncian_lo_que_falta_por_publicar(elenco: Elenco, client: Client) -> None:
    ActorPolitico.objects.filter(pk=elenco.independiente.pk).update(nombre="Candidatura de Brenda Reservada")
    elenco.candidatura_en("publicada")
    elenco.candidatura_en("validada", "Brenda Reservada", actor=ActorPolitico.objects.get(pk=elenco.independiente.pk))
    pagina = client.get(LISTA).content.decode()
    assert "Partido A" in pagina
    assert "Brenda" not in pagina
    assert "Partido B" not in pagina
    assert "Gubernatura" not in pagina


def test_el_orden_es_el_de_las_boletas_y_no_se_repite_entre_paginas(elenco: Elenco, client: Client) -> None:
    publicar_varias(elenco, 0, 60)
    vistas = [n for pagina in (1, 2, 3) for n in nombres(client.get(LISTA, {"page": pagina}))]
    assert sorted(vistas, key=normalizar) == sorted((f"Persona {n}" for n in range(60)), key=normalizar)
    primera = client.get(LISTA).content.decode()
    assert "1 a 24 de 60" in primera
    assert primera.index("Gubernatura, Distrito local 9<") < primera.index("Gubernatura, Distrito local 29<")


def test_la_lista_cuesta_lo_mismo_con_diez_que_con_mil(elenco: Elenco, client: Client) -> None:
    def consultas(**filtro: str) -> int:
        with CaptureQueriesContext(connection) as hechas:
            assert client.get(LISTA, filtro).status_code == 200
        return len(hechas)

    publicar_varias(elenco, 0, 10)
    con_diez = consultas(), consultas(q="persona", actor="partido-a")
    publicar_varias(elenco, 10, 1000)
    assert Candidatura.objects.publicas().count() == 1000
    assert (consultas(), consultas(q="persona", actor="partido-a")) == con_diez
    # The choices of the filters are asked for once, until something changes.
    assert con_diez == (10, 5)


def test_la_ficha_cuesta_un_numero_fijo_de_consultas(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    elenco.candidatura_en("publicada", "Ana Suplente", calidad="suplente")
    with CaptureQueriesContext(connection) as hechas:
        pagina = client.get(ficha(c)).content.decode()
    assert "Ana Suplente" in pagina
    assert len(hechas) == 4
    with CaptureQueriesContext(connection) as hechas:
        assert client.get(ficha(c)).content.decode() == pagina
    assert len(hechas) == 1


# -- Identity -------------------------------------------------------------------------------------------------


def con_identidad(e: Elenco, **campos: object) -> Candidatura:
    c = e.candidatura_en("publicada", **campos)
    c.identidad.respuestas |= {"indigena": "Sí", "pueblo_indigena": "Nahua", "afromexicana": "Sí"}
    c.identidad.save()
    return c


def test_sin_consentimiento_ninguna_respuesta_sale(elenco: Elenco, client: Client) -> None:
    c = con_identidad(elenco)
    pagina = client.get(ficha(c)).content.decode()
    assert "Nahua" not in pagina
    assert "indígena" not in pagina
    assert "afromexicana" not in pagina
    assert 'id="identidad"' not in pagina


def test_de_una_accion_afirmativa_sale_solo_su_dimension(elenco: Elenco, client: Client) -> None:
    c = con_identidad(elenco, accion_afirmativa="indigena")
    pagina = client.get(ficha(c)).content.decode()
    assert "Nahua" in pagina
    assert "afromexicana" not in pagina


@pytest.mark.parametrize("finalidad", ["tratamiento", "estadistica"])
def test_otro_consentimiento_no_publica(elenco: Elenco, client: Client, finalidad: str) -> None:
    c = con_identidad(elenco)
    servicios.otorgar_consentimiento(
        c, finalidad=finalidad, documento="c.pdf", por=elenco.cuenta_de(c), en=momento("2024-04-16 10:00")
    )
    barrer(momento("2024-04-16 10:01"))
    assert c.consentimientos.vigentes().exists()
    assert "Nahua" not in client.get(ficha(c)).content.decode()


def test_revocar_el_consentimiento_las_quita_al_momento(elenco: Elenco, client: Client) -> None:
    c = con_identidad(elenco)
    cuenta = elenco.cuenta_de(c)
    servicios.otorgar_consentimiento(
        c, finalidad="publicacion", documento="c.pdf", por=cuenta, en=momento("2024-04-16 10:00")
    )
    assert "Nahua" not in client.get(ficha(c)).content.decode()
    barrer(momento("2024-04-16 10:01"))
    pagina = client.get(ficha(c)).content.decode()
    assert "Nahua" in pagina
    assert "afromexicana" in pagina
    servicios.revocar_consentimiento(c, finalidad="publicacion", por=cuenta, en=momento("2024-04-17 10:00"))
    assert "Nahua" not in client.get(ficha(c)).content.decode()


def test_ni_la_regla_misma_responde_por_lo_que_no_esta_publicado(elenco: Elenco) -> None:
    c = elenco.candidatura_en("validada", accion_afirmativa="indigena")
    c.identidad.respuestas |= {"indigena": "Sí"}
    c.identidad.save()
    assert identidad_publica(c) == []


# -- What a person typed --------------------------------------------------------------------------------------


def test_lo_escrito_no_se_ejecuta(elenco: Elenco, client: Client) -> None:
    malo = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
    c = elenco.candidatura_en("publicada", f"Ana {malo}")
    cuestionario = c.curricular
    for campo in CuestionarioCurricular.TEXTOS:
        setattr(cuestionario, campo, malo)
    cuestionario.grado_estudios = cuestionario.estatus_estudios = malo[:60]
    cuestionario.otra_formacion = [malo]
    cuestionario.medios = [
        {"tipo": "pagina_web", "valor": "javascript:alert(3)"},
        {"tipo": "pagina_web", "valor": 'https://a.example/"onmouseover="alert(4)'},
        {"tipo": "twitter", "valor": malo},
    ]
    cuestionario.save()
    for lugar in (LISTA, ficha(c)):
        pagina = client.get(lugar).content.decode()
        assert "<script>alert" not in pagina
        assert "<img src=x" not in pagina
        assert 'href="javascript' not in pagina
        assert '"onmouseover' not in pagina
    assert "javascript:alert(3)" in client.get(ficha(c)).content.decode()


def test_los_enlaces_de_contacto_no_dan_confianza_ni_acceso(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    c.curricular.medios = [{"tipo": "facebook", "valor": "https://facebook.com/ana"}]
    c.curricular.save()
    pagina = client.get(ficha(c)).content.decode()
    assert '<a href="https://facebook.com/ana" rel="noopener nofollow ugc">' in pagina


def test_lo_que_no_se_proporciono_se_dice(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    c.curricular.propuesta_2 = "No proporcionó"
    c.curricular.medios = []
    c.curricular.save()
    pagina = client.get(ficha(c)).content.decode()
    assert "No contestó esta pregunta." in pagina
    assert "No proporcionó medios de contacto." in pagina


# -- Keeping --------------------------------------------------------------------------------------------------


def test_nadie_guarda_las_paginas_y_quien_trae_su_version_oye_que_es_la_misma(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    for lugar in (LISTA, ficha(c)):
        respuesta = client.get(lugar)
        assert respuesta["Cache-Control"] == "private, no-store"
        otra_vez = client.get(lugar, headers={"if-none-match": respuesta["ETag"]})
        assert otra_vez.status_code == 304
        assert otra_vez["Cache-Control"] == "private, no-store"
        assert otra_vez.content == b""
    for lugar in (f"{LISTA}?q=ana", f"{LISTA}?formato=csv"):
        assert client.get(lugar)["Cache-Control"] == "private, no-store"


def test_de_quien_entro_no_queda_copia_ni_se_le_da_la_de_otra_persona(elenco: Elenco, client: Client) -> None:
    elenco.candidatura_en("publicada")
    suya = Client()
    suya.force_login(elenco.usuario("verificacion"), backend="django.contrib.auth.backends.ModelBackend")
    for _ in range(2):
        assert "Entrar" in client.get(LISTA).content.decode()
        respuesta = suya.get(LISTA)
        assert "Salir" in respuesta.content.decode()
        assert "no-store" in respuesta["Cache-Control"]
        assert "ETag" not in respuesta


def _retirar(e: Elenco, c: Candidatura) -> None:
    servicios.retirar(
        c,
        motivo_retiro="renuncia",
        documento="Acuerdo 9",
        por=e.usuario("secretaria_ejecutiva"),
        en=momento("2024-04-20 09:00"),
    )


def test_ni_una_copia_ni_un_navegador_muestran_lo_que_se_retiro(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    otra = elenco.candidatura_en("publicada", "Beto Dos", calidad="suplente")
    lugares = (LISTA, f"{LISTA}?orden=nombre", ficha(otra), ficha(c))
    antes = [client.get(lugar) for lugar in lugares]
    assert all(c.persona.nombre in respuesta.content.decode() for respuesta in antes)
    _retirar(elenco, c)
    for lugar, respuesta in zip(lugares, antes, strict=True):
        for cabeceras in ({}, {"if-none-match": respuesta["ETag"]}, {"if-none-match": "*"}):
            despues = client.get(lugar, headers=cabeceras)
            assert despues.status_code == (404 if lugar == ficha(c) else 200)
            assert c.persona.nombre not in despues.content.decode()


def test_lo_que_se_deshizo_no_cambia_la_version(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    antes = version_publica(PROCESO)
    with transaction.atomic():
        _retirar(elenco, c)
        assert version_publica(PROCESO) != antes
        transaction.set_rollback(True)
    assert version_publica(PROCESO) == antes


def test_la_version_cambia_con_lo_que_el_publico_ve_y_solo_con_eso(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    validada = elenco.candidatura_en("validada", "Otra", formula="2")

    def cambia(tabla: QuerySet[Any], **campos: Any) -> bool:
        antes = version_publica(PROCESO)
        assert tabla.update(**campos) == 1
        return version_publica(PROCESO) != antes

    for de, esperado in ((c, True), (validada, False)):
        suyas = CuestionarioCurricular.objects.filter(candidatura=de)
        assert cambia(suyas, propuesta_1="Otra cosa") is esperado
        assert cambia(suyas, foto="fotos/otra.jpg") is esperado
        antes = version_publica(PROCESO)
        de.identidad.respuestas = {"indigena": "Sí"}
        de.identidad.save()
        assert (version_publica(PROCESO) != antes) is esperado
        assert cambia(Persona.objects.filter(pk=de.persona_id), nombre="Otro nombre") is esperado
        assert cambia(Candidatura.objects.filter(pk=de.pk), formula="7" if esperado else "8") is esperado
        antes = version_publica(PROCESO)
        de.consentimientos.create(finalidad="publicacion", documento="c.pdf", otorgado_en=momento("2024-04-16 10:00"))
        assert (version_publica(PROCESO) != antes) is esperado
        assert cambia(de.consentimientos.all(), revocado_en=momento("2024-04-17 10:00")) is esperado
    for tabla in (
        ActorPolitico.objects.filter(pk=c.actor_id),
        Territorio.objects.filter(pk=c.territorio_id),
        Proceso.objects.filter(pk=c.proceso_id),
        Instituto.objects.filter(pk=c.proceso.instituto_id),
    ):
        assert cambia(tabla, nombre="Otro nombre")
    assert not cambia(ActorPolitico.objects.filter(pk=elenco.partido_b.pk), nombre="Sin nada publicado")
    assert cambia(Candidatura.objects.filter(pk=c.pk), estado="validada")
    assert not cambia(Candidatura.objects.filter(pk=c.pk), vence=None)


def test_la_foto_se_vuelve_a_preguntar_cada_vez(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    respuesta = client.get(f"{ficha(c)}foto")
    assert respuesta["Content-Type"] == "image/jpeg"
    assert respuesta["X-Content-Type-Options"] == "nosniff"
    assert respuesta["Cache-Control"] == "private, no-cache"
    otra_vez = client.get(f"{ficha(c)}foto", headers={"if-none-match": respuesta["ETag"]})
    assert otra_vez.status_code == 304
    assert otra_vez["Cache-Control"] == "private, no-cache"
    chica = client.get(f"{ficha(c)}foto/chica", headers={"if-none-match": respuesta["ETag"]})
    assert chica.status_code == 200


def test_una_foto_nueva_se_ve_enseguida(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    antes = client.get(f"{ficha(c)}foto")
    c.curricular.foto.delete(save=False)
    grande = io.BytesIO()
    Image.new("RGB", (90, 120), "#ff0000").save(grande, "PNG")
    c.curricular.foto.save("otra.png", ContentFile(grande.getvalue()))
    despues = client.get(f"{ficha(c)}foto", headers={"if-none-match": antes["ETag"]})
    assert despues.status_code == 200
    assert Image.open(io.BytesIO(despues.content)).size == (90, 120)


def test_una_foto_que_no_se_puede_dibujar_es_una_silueta_y_su_ficha_lo_dice(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    ruta = c.curricular.foto.name
    default_storage.delete(ruta)
    verificacion = Client()
    verificacion.force_login(elenco.usuario("verificacion"), backend="django.contrib.auth.backends.ModelBackend")
    for contenido in (None, b"<html><script>alert(1)</script>"):
        if contenido:
            default_storage.save(ruta, ContentFile(contenido))
        for lugar in ("foto", "foto/chica"):
            assert client.get(f"{ficha(c)}{lugar}")["Location"].endswith("cauce/silueta.svg")
        suya = verificacion.get(f"/p/prueba-2024/candidaturas/{c.pk}/")
        assert "La fotografía no se puede mostrar" in suya.content.decode()
    assert client.get(ficha(c)).status_code == 200
    c.curricular.foto = ""
    c.curricular.save()
    assert client.get(f"{ficha(c)}foto").status_code == 404
    assert f"{ficha(c)}foto" not in client.get(ficha(c)).content.decode()


def test_la_foto_sale_sin_lo_que_el_telefono_le_puso() -> None:
    original = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "Marca del teléfono"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (800, 600), "#336699").save(original, "JPEG", exif=exif)
    resultado = retrato(original.getvalue(), 480)
    assert resultado is not None
    assert b"Marca" not in resultado
    imagen = Image.open(io.BytesIO(resultado))
    assert dict(imagen.getexif()) == {}
    assert imagen.size == (480, 640)


def test_una_foto_transparente_sale_sobre_blanco_y_una_chica_no_crece() -> None:
    original = io.BytesIO()
    Image.new("RGBA", (50, 60), (255, 0, 0, 0)).save(original, "PNG")
    resultado = retrato(original.getvalue(), 144)
    assert resultado is not None
    imagen = Image.open(io.BytesIO(resultado))
    assert imagen.size == (50, 60)
    assert imagen.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("contenido", [b"", b"GIF89a", b"\xff\xd8\xff\xe0" + b"0" * 50])
def test_lo_que_no_es_jpeg_ni_png_no_se_dibuja(contenido: bytes) -> None:
    assert retrato(contenido, 144) is None


def test_una_imagen_descomunal_no_se_abre(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.cuestionarios.foto.PIXELES_DE_ANTES", 60 * 75 - 1)
    assert retrato(foto().read(), 144) is None


@pytest.mark.parametrize("formato", ["JPEG", "PNG"])
def test_una_foto_que_0_1_0_acepto_y_hoy_seria_demasiado_grande_se_dibuja(formato: str) -> None:
    original = io.BytesIO()
    Image.new("L", (7000, 8000), 90).save(original, formato)
    resultado = retrato(original.getvalue(), 144)
    assert resultado is not None
    imagen = Image.open(io.BytesIO(resultado))
    assert imagen.width == 144
    assert imagen.getpixel((70, 70)) == (90, 90, 90)
