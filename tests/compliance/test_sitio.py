"""The frame of the public site: its door, its pages, what it tells to programs, and what the public says of it."""

import gzip
import re
import struct
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client, RequestFactory
from django.urls import reverse

from compliance.cara import lenguas
from compliance.importacion.secciones import FilaDeSeccion
from compliance.models import Opinion, Proceso, Territorio
from compliance.services.opiniones import POR_RED, SE_CONSERVAN, olvidar_opiniones, opinar
from compliance.services.secciones import cargar_secciones
from flujos import candidaturas as servicios
from notificaciones.services import barrer

from ..direcciones import AHORA, MATRIZ, PUBLICO, poblar
from ..elenco import Elenco, momento
from ..paginas import entrar, plana, ver

PROCESO = "prueba-2024"
LISTA = f"/conoceles/{PROCESO}/"
OPINION = f"{LISTA}opinion/"
PAGINAS = ["/", LISTA, *(f"{LISTA}{p}/" for p in ("preguntas", "quejas", "acerca", "accesibilidad"))]
EN = momento("2024-04-20 10:00")


@pytest.fixture(autouse=True)
def en_campania(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)


def otro_proceso(e: Elenco) -> Proceso:
    return Proceso.objects.create(
        instituto=e.instituto, clave="otro-2027", nombre="Otra elección", jornada=date(2027, 6, 6)
    )


def publicar_en(e: Elenco, proceso: Proceso) -> None:
    """Something to read of another process, straight to the tables."""
    c = e.candidatura_en("publicada", "Otra Persona", formula="31")
    persona, actor, cargo, territorio = c.persona, c.actor, c.cargo, c.territorio
    for objeto in (persona, actor, cargo, territorio):
        objeto.pk, objeto.proceso = None, proceso
        objeto.save(force_insert=True)
    c.pk, c.proceso = None, proceso
    c.persona, c.actor, c.cargo, c.territorio = persona, actor, cargo, territorio
    c.save(force_insert=True)


@pytest.fixture
def sin_cerrar() -> Iterator[None]:
    """A server gives its connection back with each request; a test's holds what the test wrote."""
    senales = (request_started, request_finished)
    for senal in senales:
        assert senal.disconnect(close_old_connections)
    yield
    for senal in senales:
        senal.connect(close_old_connections)


@pytest.mark.parametrize(
    ("lugar", "estado"),
    [
        (LISTA, "200 OK"),
        (f"{LISTA}datos/candidaturas.csv", "200 OK"),
        (f"/api/v1/procesos/{PROCESO}", "200 OK"),
        ("/estatico/cauce/silueta.svg", "200 OK"),
        ("/no/", "404 Not Found"),
    ],
)
def test_de_un_head_solo_se_responde_la_cabeza(elenco: Elenco, sin_cerrar: None, lugar: str, estado: str) -> None:
    """As a server sees it: Django's client takes the body away by itself."""
    elenco.candidatura_en("publicada")
    dichas: dict[str, list[Any]] = {}

    def pedir(metodo: str) -> bytes:
        environ = RequestFactory().generic(metodo, lugar).environ
        respuesta = WSGIHandler()(environ, lambda estado, cabeceras: dichas.update({metodo: [estado, *cabeceras]}))
        try:
            return b"".join(respuesta)
        finally:
            respuesta.close()

    assert pedir("GET")
    assert pedir("HEAD") == b""
    assert dichas["GET"][0] == estado
    # Each request has its own number.
    cabezas = {m: [c for c in dicha if c[0] != "X-Request-ID"] for m, dicha in dichas.items()}
    assert cabezas["HEAD"] == cabezas["GET"]


# -- The door ---------------------------------------------------------------------------------------------


def test_la_portada_de_un_proceso_busca_cuenta_y_dice_que_hacer(elenco: Elenco, client: Client) -> None:
    elenco.candidatura_en("publicada")
    elenco.candidatura_en("publicada", "Beto López", actor=elenco.partido_b)
    elenco.candidatura_en("validada", "Por Publicar", formula="2")
    pagina = plana(client.get("/"))
    assert f'action="{LISTA}" role="search"' in pagina
    assert "Hay 2 candidaturas publicadas." in pagina
    assert "Cargos distintos: 1." in pagina
    assert "candidaturas independientes que postulan: 2." in pagina
    assert "Vote el <time" in pagina
    assert client.get(LISTA, {"q": "beto"}).status_code == 200


@pytest.mark.parametrize(
    ("cuando", "dicho"),
    [
        ("2024-06-02 08:00", "Vote: la jornada electoral es hoy."),
        ("2024-06-03 08:00", "La jornada electoral fue el"),
    ],
)
def test_la_portada_no_llama_a_votar_cuando_ya_paso(
    elenco: Elenco, client: Client, monkeypatch: pytest.MonkeyPatch, cuando: str, dicho: str
) -> None:
    assert elenco.proceso.jornada == date(2024, 6, 2)
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento(cuando))
    elenco.candidatura_en("publicada")
    assert dicho in plana(client.get("/"))


def test_sin_boleta_la_portada_no_la_ofrece_y_con_ella_es_lo_primero(
    elenco: Elenco, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    elenco.candidatura_en("publicada")
    municipio = Territorio.objects.create(
        proceso=elenco.proceso, tipo="municipio", entidad="Morelos", clave="7", nombre="Cuernavaca"
    )
    monkeypatch.setattr("compliance.views.sitio.direccion", lambda nombre, *args: "")
    assert "¿Dónde vota?" not in plana(client.get("/"))
    monkeypatch.setattr("compliance.views.sitio.direccion", lambda nombre, *args: f"{LISTA}boleta/")
    pagina = plana(client.get("/"))
    assert f'method="get" action="{LISTA}boleta/"' in pagina
    assert f'<option value="{municipio.pk}">Cuernavaca</option>' in pagina
    assert pagina.index("¿Dónde vota?") < pagina.index("¿Busca a alguien?")


def test_la_portada_pregunta_por_la_seccion_si_hay_tabla_y_en_el_orden_de_la_boleta(
    elenco: Elenco, client: Client
) -> None:
    elenco.candidatura_en("publicada")
    # Without municipalities there is no ballot: it is not offered.
    assert "¿Dónde vota?" not in plana(client.get("/"))
    _, dos = (
        Territorio.objects.create(proceso=elenco.proceso, tipo="municipio", entidad="Morelos", clave=c, nombre=n)
        for c, n in (("10", "Jiutepec"), ("2", "Zacatepec"))
    )
    cache.clear()
    pagina = plana(client.get("/"))
    assert pagina.index("Zacatepec") < pagina.index("Jiutepec")
    assert 'name="seccion"' not in pagina
    fila = FilaDeSeccion(12, dos.pk, elenco.distrito.pk)
    cargar_secciones(elenco.proceso, [fila], archivo="secciones.csv", fuente="INE", por=None, en=EN)
    assert 'name="seccion"' in plana(client.get("/"))
    # As the form sends it, with the municipality that was not chosen.
    assert "Su boleta en <strong>Zacatepec</strong>" in plana(
        client.get(f"{LISTA}boleta/", {"seccion": "0012", "municipio": ""})
    )


def test_con_varios_procesos_se_elige_y_la_direccion_lo_recuerda(elenco: Elenco, client: Client) -> None:
    elenco.candidatura_en("publicada")
    publicar_en(elenco, otro_proceso(elenco))
    pagina = plana(client.get("/"))
    assert "Elija su elección" in pagina
    assert 'href="?proceso=otro-2027"' in pagina
    elegida = plana(client.get("/", {"proceso": "otro-2027"}))
    assert 'action="/conoceles/otro-2027/" role="search"' in elegida
    assert "Hay 1 candidatura publicada." in elegida
    assert "Elija su elección" in plana(client.get("/", {"proceso": "ninguno"}))


# -- Its pages --------------------------------------------------------------------------------------------


def test_el_menu_lleva_a_lo_que_hay_y_dice_donde_se_esta(elenco: Elenco, client: Client) -> None:
    pagina = plana(client.get(f"{LISTA}preguntas/"))
    barra = pagina[pagina.index('<nav class="barra"') :].partition("</nav>")[0]
    assert f'<a href="{LISTA}preguntas/" aria-current="page">Preguntas</a>' in barra
    assert f'<a href="{LISTA}">Candidaturas</a>' in barra
    for lugar in re.findall(r'href="([^"]+)"', barra):
        assert client.get(lugar).status_code == 200, lugar


def test_a_quien_acudir_lo_dice_el_instituto_y_sin_dato_no_se_inventa(elenco: Elenco, client: Client) -> None:
    lugares = [f"{LISTA}{p}/" for p in ("quejas", "acerca", "accesibilidad")]
    for lugar in lugares:
        assert "oficialía de partes del Instituto Electoral de Prueba" in plana(client.get(lugar)), lugar
    instituto = elenco.instituto
    instituto.correo, instituto.telefono = "atencion@iepc.example", "777 000 0000"
    instituto.area_de_quejas, instituto.como_quejarse = "Unidad de lo Contencioso", "De lunes a viernes."
    instituto.save()
    for lugar in lugares:
        pagina = plana(client.get(lugar))
        assert '<a href="mailto:atencion@iepc.example">' in pagina, lugar
        assert "oficialía de partes" not in pagina, lugar
    assert "La recibe: Unidad de lo Contencioso. De lunes a viernes." in plana(client.get(lugares[0]))


@pytest.mark.parametrize(
    ("orden", "dicho"),
    [
        ("ambas", "lo autoriza quien postula y lo revisa el instituto"),
        ("partido", "lo autoriza quien postula."),
        ("verificacion", "lo revisa el instituto electoral."),
    ],
)
def test_las_preguntas_se_responden_como_funciona_el_proceso(
    elenco: Elenco, client: Client, orden: str, dicho: str
) -> None:
    Proceso.objects.filter(pk=elenco.proceso.pk).update(orden_autorizacion=orden)
    assert f"Antes de publicarse {dicho}" in plana(client.get(f"{LISTA}preguntas/"))


def test_ninguna_pagina_publica_da_una_galleta_ni_pide_nada_a_otros_sitios(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    for lugar in (*PAGINAS, f"{LISTA}{c.pk}/"):
        respuesta = client.get(lugar)
        assert respuesta.status_code == 200, lugar
        assert respuesta.cookies == {}, lugar
        pedidas = re.findall(r'<(?:link|script|img|iframe)[^>]+(?:href|src)="([^"]+)"', respuesta.content.decode())
        ajenas = [p for p in pedidas if not p.startswith("/") and 'rel="canonical"' not in p]
        assert [p for p in ajenas if not p.startswith("http://127.0.0.1:8000/")] == [], lugar


# -- In one question --------------------------------------------------------------------------------------


def responder(cliente: Client, **datos: str) -> Any:
    return cliente.post(OPINION, {"encontro": "no", "visita": str(uuid4()), "de": "conoceles", **datos})


def test_cada_pagina_pregunta_con_enlaces_y_visitarlos_no_guarda_nada(elenco: Elenco, client: Client) -> None:
    pagina = plana(client.get(f"{LISTA}preguntas/"))
    enlace = f"{OPINION}?encontro=no&amp;de=conoceles_preguntas"
    assert f'href="{enlace}"' in pagina
    respuesta = client.get(enlace.replace("&amp;", "&"))
    assert 'value="no" required id="id_encontro_1" checked' in plana(respuesta)
    assert 'name="de" value="conoceles_preguntas"' in plana(respuesta)
    assert not Opinion.objects.exists()


def test_se_responde_sin_cuenta_y_nada_de_lo_guardado_dice_quien(elenco: Elenco) -> None:
    cliente = Client(enforce_csrf_checks=True)
    pagina = cliente.get(f"{OPINION}?encontro=si&de=conoceles")
    ocultos = dict(re.findall(r'name="(csrfmiddlewaretoken|visita|de)" value="([^"]*)"', pagina.content.decode()))
    enviada = cliente.post(OPINION, {**ocultos, "encontro": "si", "texto": " Todo claro.\r\nGracias. "})
    assert enviada["Location"] == f"{OPINION}?enviada=1"
    assert "Su respuesta quedó guardada, sin su nombre." in plana(cliente.get(enviada["Location"]))
    opinion = Opinion.objects.get()
    assert (opinion.encontro, opinion.texto, opinion.pagina) == (True, "Todo claro.\nGracias.", "conoceles")
    assert opinion.en == EN
    campos = {campo.name for campo in Opinion._meta.fields}
    assert campos == {"id", "proceso", "visita", "encontro", "texto", "pagina", "en"}
    assert cliente.post(OPINION, {"encontro": "si"}, HTTP_COOKIE="").status_code == 403


def test_lo_que_se_envia_dos_veces_es_una_sola_respuesta(elenco: Elenco, client: Client) -> None:
    visita = str(uuid4())
    responder(client, visita=visita)
    responder(client, visita=visita, encontro="si", texto="Ya lo hallé.")
    opinion = Opinion.objects.get()
    assert (opinion.encontro, opinion.texto) == (True, "Ya lo hallé.")


def test_sin_elegir_o_con_mucho_texto_se_dice_y_no_se_pierde_nada(elenco: Elenco, client: Client) -> None:
    respuesta = client.post(OPINION, {"texto": "Falta el municipio."})
    assert respuesta.status_code == 422
    pagina = plana(respuesta)
    assert "Elija «Sí» o «No»." in pagina
    assert "Falta el municipio." in pagina
    largo = responder(client, texto="x" * 501)
    assert "Son 501 caracteres; caben 500. Acórtelo." in plana(largo)
    assert "x" * 501 in plana(largo)
    assert not Opinion.objects.exists()


def test_un_programa_que_llena_lo_que_nadie_ve_no_deja_nada(elenco: Elenco, client: Client) -> None:
    assert responder(client, apellido="Comprar ahora").status_code == 302
    assert not Opinion.objects.exists()


def test_la_pagina_de_donde_viene_es_una_del_sitio_o_ninguna(elenco: Elenco, client: Client) -> None:
    responder(client, de="https://otro.example/?quien=yo")
    assert Opinion.objects.get().pagina == ""


def test_desde_una_conexion_no_llegan_sin_fin_y_desde_otra_si(elenco: Elenco, client: Client) -> None:
    for _ in range(POR_RED):
        assert responder(client).status_code == 302
    detenida = responder(client, texto="Esto lo escribí yo.")
    assert detenida.status_code == 422
    assert "muchas opiniones en la última hora" in plana(detenida)
    assert "Esto lo escribí yo." in plana(detenida)
    assert client.post(OPINION, {"encontro": "si"}, REMOTE_ADDR="198.51.100.7").status_code == 302
    assert Opinion.objects.count() == POR_RED + 1


def opina(e: Elenco, encontro: bool, texto: str = "", pagina: str = "conoceles", dias: int = 0) -> None:
    opinar(
        e.proceso,
        visita=uuid4(),
        encontro=encontro,
        texto=texto,
        pagina=pagina,
        red=str(uuid4()),
        en=EN - timedelta(days=dias),
    )


def test_el_personal_lee_cuantos_encontraron_donde_no_y_que_dijeron(elenco: Elenco) -> None:
    opina(elenco, True)
    opina(elenco, False, "No está mi distrito.")
    opina(elenco, False, "=SUMA(A1)", pagina="conoceles_candidatura")
    verifica = entrar(elenco.usuario("verificacion"))
    lugar = reverse("opiniones", args=[PROCESO])
    pagina = ver(verifica, lugar)
    assert "67 %" in pagina
    assert '<th scope="row">Lista de candidaturas</th><td class="numero" data-etiqueta="Sí">1</td>' in pagina.replace(
        "> <", "><"
    )
    assert "No está mi distrito." in ver(verifica, f"{lugar}?con_texto=si")
    assert "No está mi distrito." not in ver(verifica, f"{lugar}?encontro=si")
    archivo = verifica.get(f"{lugar}?formato=csv&encontro=no").content.decode()
    assert len(archivo.splitlines()) == 3
    assert "'=SUMA(A1)" in archivo


def test_de_otro_proceso_no_se_lee_ninguna(elenco: Elenco) -> None:
    opinar(otro_proceso(elenco), visita=UUID(int=5), encontro=True, texto="De allá", pagina="", red="x", en=EN)
    assert "De allá" not in ver(entrar(elenco.usuario("verificacion")), reverse("opiniones", args=[PROCESO]))


def test_al_cumplir_un_anio_se_borra_y_el_barrido_lo_hace(elenco: Elenco) -> None:
    opina(elenco, True, "De hace más de un año", dias=SE_CONSERVAN.days + 1)
    opina(elenco, True, "De hace menos", dias=SE_CONSERVAN.days - 1)
    barrer(EN)
    assert [o.texto for o in Opinion.objects.all()] == ["De hace menos"]
    assert olvidar_opiniones(EN) == 0


# -- What programs are told -------------------------------------------------------------------------------


def lugares_de(cliente: Client, lugar: str) -> list[str]:
    respuesta = cliente.get(lugar)
    assert (respuesta.status_code, respuesta["Content-Type"]) == (200, "application/xml"), lugar
    return re.findall(r"<loc>([^<]+)</loc>", respuesta.content.decode())


def test_el_mapa_lleva_a_todo_lo_publico_y_a_nada_mas(elenco: Elenco, client: Client, settings: Any) -> None:
    settings.SITIO_URL = "https://conoceles.example"
    elenco.candidatura_en("publicada")
    elenco.candidatura_en("validada", "Por Publicar", formula="2")
    otro_proceso(elenco)
    partes = lugares_de(client, "/sitemap.xml")
    assert len(partes) == 2
    paginas = [p for parte in partes for p in lugares_de(client, parte.removeprefix("https://conoceles.example"))]
    assert all(p.startswith("https://conoceles.example/") for p in paginas)
    assert sum(re.search(r"/conoceles/prueba-2024/\d+/$", p) is not None for p in paginas) == 1
    for pagina in paginas:
        assert client.get(pagina.removeprefix("https://conoceles.example")).status_code == 200, pagina


def test_lo_retirado_sale_del_mapa_en_ese_momento(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura_en("publicada")
    elenco.candidatura_en("publicada", "Beto López", formula="2")
    lugar = f"/sitemap-candidaturas-{PROCESO}.xml"
    assert client.get(lugar)["Cache-Control"] == "private, no-cache"
    assert any(p.endswith(f"/{c.pk}/") for p in lugares_de(client, lugar))
    servicios.retirar(
        c, motivo_retiro="renuncia", documento="Acuerdo 9", por=elenco.usuario("secretaria_ejecutiva"), en=EN
    )
    assert not any(p.endswith(f"/{c.pk}/") for p in lugares_de(client, lugar))


def test_el_mapa_de_muchas_va_en_partes(elenco: Elenco, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.cara.mapa.MapaDeCandidaturas.limit", 2)
    for n in range(3):
        elenco.candidatura_en("publicada", f"Persona {n}", formula=str(n))
    partes = [p for p in lugares_de(client, "/sitemap.xml") if "candidaturas" in p]
    assert [p.rpartition("/")[2] for p in partes] == [
        f"sitemap-candidaturas-{PROCESO}.xml",
        f"sitemap-candidaturas-{PROCESO}.xml?p=2",
    ]
    assert [len(lugares_de(client, p.removeprefix("http://127.0.0.1:8000"))) for p in partes] == [2, 1]
    for mala in ("3", "0", "x"):
        assert client.get(f"/sitemap-candidaturas-{PROCESO}.xml?p={mala}").status_code == 404
    assert client.get("/sitemap-candidaturas-ninguno.xml").status_code == 404


def test_los_buscadores_no_entran_a_lo_que_no_es_de_todos(
    elenco: Elenco, client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO_FECHA = None
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AHORA)
    poblado = poblar(elenco)
    reglas = RobotFileParser()
    reglas.parse(client.get("/robots.txt").content.decode().splitlines())
    fallas = [
        clave
        for clave, quien in MATRIZ.items()
        if quien != PUBLICO and reglas.can_fetch("*", f"http://127.0.0.1:8000{poblado.lugar(clave)}")
    ]
    assert fallas == []
    for lugar in (*PAGINAS, "/estilo/prueba-2024.css", "/estatico/cauce/cauce.css"):
        assert reglas.can_fetch("*", f"http://127.0.0.1:8000{lugar}"), lugar
    assert reglas.site_maps() == ["http://127.0.0.1:8000/sitemap.xml"]


def test_a_personas_que_no_existen_no_las_encuentra_un_buscador(client: Client, settings: Any) -> None:
    settings.DEMO_FECHA = date(2024, 4, 15)
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_a_quien_decir_una_debilidad_lo_dice_quien_instala_y_siempre_por_vencer(client: Client, settings: Any) -> None:
    settings.CONTACTO_DE_SEGURIDAD = ""
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.CONTACTO_DE_SEGURIDAD = "mailto:seguridad@iepc.example"
    respuesta = client.get("/.well-known/security.txt")
    assert respuesta["Content-Type"] == "text/plain; charset=utf-8"
    renglones = respuesta.content.decode().splitlines()
    assert "Contact: mailto:seguridad@iepc.example" in renglones
    assert "Expires: 2024-10-17T16:00:00Z" in renglones
    assert "Canonical: http://127.0.0.1:8000/.well-known/security.txt" in renglones


# -- Languages --------------------------------------------------------------------------------------------


def catalogo(textos: dict[str, str]) -> bytes:
    """A compiled catalogue, as gettext writes it."""
    pares = sorted({"": "Content-Type: text/plain; charset=UTF-8\n", **textos}.items())
    originales, traducidos = ([p[i].encode() for p in pares] for i in (0, 1))
    inicio = 28 + 16 * len(pares)
    tabla, cuerpo = b"", b""
    for grupo in (originales, traducidos):
        for texto in grupo:
            tabla += struct.pack("<2I", len(texto), inicio + len(cuerpo))
            cuerpo += texto + b"\0"
    encabezado = struct.pack("<7I", 0x950412DE, 0, len(pares), 28, 28 + 8 * len(pares), 0, 0)
    return encabezado + tabla + cuerpo


# A text of each page: of its template, of its form, of its view, and of what is kept for every language.
EN_MAYA = {
    "Más filtros": "Maya lista",
    "Por cargo y lugar": "Maya orden",
    "Elija su municipio": "Maya boleta",
    "Medios de contacto": "Maya ficha",
    "Propuestas": "Maya atajo",
    "Comparar candidaturas": "Maya comparar",
    "Por cargo": "Maya cifras",
    "Cuántas": "Maya columna",
    "Lo mismo para programas, con las listas como listas.": "Maya datos",
}
DE_CADA_PAGINA = {
    "": ("Más filtros", "Por cargo y lugar"),
    "boleta/": ("Elija su municipio",),
    "{pk}/": ("Medios de contacto", "Propuestas"),
    "comparar/": ("Comparar candidaturas",),
    "estadisticas/": ("Por cargo", "Cuántas"),
    "datos/": ("Lo mismo para programas, con las listas como listas.",),
}


@pytest.fixture
def en_maya(settings: Any, tmp_path: Path) -> Any:
    """An installation to whose catalogue somebody added texts in Maya. They are invented: they are only seen."""
    archivo = tmp_path / "yua" / "LC_MESSAGES" / "django.mo"
    archivo.parent.mkdir(parents=True)
    archivo.write_bytes(catalogo({"Preguntas frecuentes": "K'áat chi'ob", **EN_MAYA}))
    settings.LOCALE_PATHS = [tmp_path]
    lenguas.traducida.cache_clear()
    yield
    lenguas.traducida.cache_clear()


def test_una_lengua_sin_traducir_se_lee_en_espanol_y_lo_dice(elenco: Elenco, client: Client) -> None:
    for lengua in ("nah", "yua"):
        pagina = plana(client.get(f"/{lengua}{LISTA}preguntas/"))
        assert "<h1>Preguntas frecuentes</h1>" in pagina
        assert '<html lang="es-MX">' in pagina
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{LISTA}preguntas/">' in pagina
        # Who is there stays there.
        assert f'href="/{lengua}{LISTA}quejas/"' in pagina
        assert "hreflang" not in pagina


def test_una_lengua_traducida_se_ofrece_y_cada_direccion_dice_lo_suyo(
    elenco: Elenco, client: Client, en_maya: None
) -> None:
    for _ in range(2):  # anew, and from the copy
        maya = plana(client.get(f"/yua{LISTA}preguntas/"))
        espanol = plana(client.get(f"{LISTA}preguntas/", HTTP_ACCEPT_LANGUAGE="yua"))
        assert "<h1>K&#x27;áat chi&#x27;ob</h1>" in maya or "<h1>K'áat chi'ob</h1>" in maya
        assert '<html lang="yua">' in maya
        assert "¿Quién escribió lo que se lee aquí?" in maya
        assert f'<link rel="canonical" href="http://127.0.0.1:8000/yua{LISTA}preguntas/">' in maya
        assert "<h1>Preguntas frecuentes</h1>" in espanol
        assert f'<link rel="alternate" hreflang="yua" href="http://127.0.0.1:8000/yua{LISTA}preguntas/">' in espanol
        assert f'href="/yua{LISTA}preguntas/" hreflang="yua" lang="yua">Maya</a>' in espanol


@pytest.mark.parametrize("primero", ["", "/yua"])
@pytest.mark.parametrize("pagina", DE_CADA_PAGINA)
def test_ninguna_copia_mezcla_lenguas(elenco: Elenco, client: Client, en_maya: None, pagina: str, primero: str) -> None:
    """Whichever is asked for first, what is kept of it is not shown in another language."""
    candidatura = elenco.candidatura_en("publicada")
    elenco.candidatura_en("publicada", "Beto López", actor=elenco.partido_b)
    Territorio.objects.create(
        proceso=elenco.proceso, entidad=candidatura.territorio.entidad, tipo="municipio", clave="m-1", nombre="Uno"
    )
    lugar = LISTA + pagina.format(pk=candidatura.pk)
    otro = "" if primero else "/yua"
    for prefijo in (primero, otro, primero, otro):
        leida = ver(client, prefijo + lugar)
        for texto in DE_CADA_PAGINA[pagina]:
            dicho, callado = (EN_MAYA[texto], texto) if prefijo else (texto, EN_MAYA[texto])
            assert re.search(rf"[>\"]\s*{re.escape(dicho)}\s*[<\"]", leida), (prefijo, dicho)
            assert not re.search(rf"[>\"]\s*{re.escape(callado)}\s*[<\"]", leida), (prefijo, callado)
        assert f'href="{prefijo}{LISTA}quejas/"' in leida


def test_lo_que_se_descarga_es_lo_mismo_en_cada_lengua(elenco: Elenco, client: Client, en_maya: None) -> None:
    elenco.candidatura_en("publicada")
    cifras = f"{LISTA}estadisticas/?formato=csv"
    assert client.get(f"/yua{cifras}").content == client.get(cifras).content
    assert b"Por cargo" in client.get(cifras).content


def test_lo_del_personal_no_tiene_otra_lengua(elenco: Elenco) -> None:
    cliente = entrar(elenco.usuario("verificacion"))
    assert cliente.get(f"/nah{reverse('opiniones', args=[PROCESO])}").status_code == 404
    assert cliente.get("/nah/entrar/").status_code == 404


# -- What it weighs ---------------------------------------------------------------------------------------


def leer(respuesta: Any) -> bytes:
    """To its end, and without what closing an answer does to the connection of a test."""
    contenido: bytes = respuesta.getvalue()
    for cerrar in respuesta._resource_closers:
        cerrar()
    return contenido


def codificacion(cliente: Client, lugar: str, **encabezados: str) -> str:
    """How an answer travels."""
    respuesta = cliente.get(lugar, **encabezados)  # type: ignore[arg-type]
    leer(respuesta)
    return respuesta.headers.get("Content-Encoding", "")


def test_lo_de_todos_va_comprimido_y_lo_de_alguien_no(elenco: Elenco, client: Client) -> None:
    elenco.candidatura_en("publicada")
    for lugar in (*PAGINAS, "/estatico/cauce/cauce.css", f"/sitemap-paginas-{PROCESO}.xml"):
        assert codificacion(client, lugar, HTTP_ACCEPT_ENCODING="gzip") == "gzip", lugar
        assert codificacion(client, lugar) == "", lugar
    # A form has a secret of whoever asked for it; so has every page of who entered.
    assert codificacion(client, OPINION, HTTP_ACCEPT_ENCODING="gzip") == ""
    dentro = entrar(elenco.usuario("verificacion"))
    for lugar in (LISTA, reverse("candidaturas", args=[PROCESO])):
        assert codificacion(dentro, lugar, HTTP_ACCEPT_ENCODING="gzip") == "", lugar


def test_quien_opino_sigue_recibiendo_comprimido_lo_que_es_de_todos(elenco: Elenco, client: Client) -> None:
    client.get(OPINION)
    assert client.cookies
    assert codificacion(client, LISTA, HTTP_ACCEPT_ENCODING="gzip") == "gzip"


def test_una_copia_comprimida_se_reconoce_por_su_etiqueta(elenco: Elenco, client: Client) -> None:
    primera = client.get(LISTA, HTTP_ACCEPT_ENCODING="gzip")
    otra = client.get(LISTA, HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=primera["ETag"])
    assert otra.status_code == 304


def test_una_primera_visita_pesa_menos_de_60_kb(elenco: Elenco, client: Client) -> None:
    """HTML and style sheets as they travel, of the pages where a visitor lands."""
    for n in range(24):
        c = elenco.candidatura_en("publicada", f"Persona Número {n}", formula=str(n))
    for lugar in (*PAGINAS, f"{LISTA}{c.pk}/"):
        respuesta = client.get(lugar, HTTP_ACCEPT_ENCODING="gzip")
        hojas = re.findall(r'rel="stylesheet" href="([^"]+)"', gzip.decompress(respuesta.content).decode())
        assert hojas, lugar
        pesos = [len(respuesta.content)]
        for hoja in hojas:
            archivo = client.get(hoja, HTTP_ACCEPT_ENCODING="gzip")
            pesos.append(len(leer(archivo)))
        assert sum(pesos) < 60_000, (lugar, pesos)
