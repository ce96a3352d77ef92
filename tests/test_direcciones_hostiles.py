"""What an address, a heading or a cookie holds that nobody gave: the same answer as what is not there, never a 500.

The addresses are those of the site: whoever adds one has it tried here with each of its parts.
"""

import json
import re
from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import given
from hypothesis import settings as ajustes
from hypothesis import strategies as st

from compliance.models import Acto, FichaDeApi
from compliance.services.fichas_api import emitir
from notificaciones.fuentes import guardar_fuente
from notificaciones.models import FuenteExterna

from .elenco import Elenco, momento
from .flujos.pasos import hasta_remision, remitir
from .hostiles import TEXTOS
from .paginas import entrar

AL = momento("2024-04-02 12:00")
# What a person would be told; 405, of what is only sent.
RESPUESTAS = {200, 204, 301, 302, 304, 400, 401, 403, 404, 405, 410, 415, 422, 429}
# As a browser sends them: escaped, and also escaped wrong, twice, or with bytes that are no text.
ESCAPADOS = (
    "%00",
    "a%00b",
    "%ff%fe",
    "%c0%ae%c0%ae",
    "%E2%80%AE%E2%81%A6",
    "%0d%0aX-Otra:%20cabecera",
    "%1b%5b31m",
    "%2500",
    "%zz%",
    "%ed%a0%80",
    "%F0%9F%98%80%E0%B7%B4",
    "..%2f..%2fetc%2fpasswd",
    "a:b:c",
    "é" * 300,
    "9" * 5000,
    "A" * 20_000,
    "-",
    "%D9%A3%C2%B2",
)
POR_TIPO = {"str": ESCAPADOS, "path": ESCAPADOS, "slug": ("a" * 5000, "-_-", "9" * 25), "int": ("0", "9" * 23)}
_PARTE = re.compile(r"<(?:(\w+):)?(\w+)>")


def rutas(patrones: list[URLPattern | URLResolver] | None = None, antes: str = "/") -> Iterator[str]:
    """The addresses that have a part, as they are written, but for those of the catalogues."""
    for patron in patrones if patrones is not None else get_resolver().url_patterns:
        ruta = antes + str(patron.pattern)
        if isinstance(patron, URLResolver):
            if patron.app_name != "admin":
                yield from rutas(patron.url_patterns, ruta)
        elif "<" in ruta:
            yield ruta


def lugares(ruta: str) -> Iterator[str]:
    """The address with each of its parts as nobody gave it, and the others as they may be."""
    partes = list(_PARTE.finditer(ruta))
    for esta in partes:
        for malo in POR_TIPO[esta[1] or "str"]:
            if esta[2] == "proceso" and malo != POR_TIPO["slug"][0]:
                continue
            yield _PARTE.sub(
                lambda h, esta=esta, malo=malo: (  # type: ignore[misc]
                    malo if h[2] == esta[2] else {"proceso": "prueba-2024"}.get(h[2], "1")
                ),
                ruta,
            )


def visitar(cliente: Client, lugar: str, **otros: Any) -> int:
    """The address as it is sent: the client of the tests would escape it again."""
    camino, _, consulta = lugar.partition("?")
    respuesta = cliente.get("/", PATH_INFO=_crudo(camino), QUERY_STRING=consulta, **otros)
    if respuesta.status_code == 200 and respuesta.streaming:
        b"".join(respuesta.streaming_content)  # type: ignore[arg-type, attr-defined]
    return respuesta.status_code


def _crudo(camino: str) -> str:
    """What a server gives of it: its bytes, each one as a letter (PEP 3333)."""
    return unquote_to_bytes(camino.encode()).decode("latin-1")


@pytest.fixture
def sitio(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> Elenco:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AL)
    cache.clear()
    return elenco


def test_cada_parte_de_cada_direccion_puede_ser_cualquier_cosa(sitio: Elenco) -> None:
    clientes, fallas, visitas = [Client(), entrar(sitio.usuario("secretaria_tecnica"), confirmo=AL)], [], 0
    for cliente in clientes:
        cliente.raise_request_exception = False
    guardar_fuente(
        FuenteExterna(proceso=sitio.proceso, nombre="O", dice="acuse"), por=sitio.usuario("administracion"), en=AL
    )
    for ruta in rutas():
        # Of what is the same for everybody, once.
        for cliente in clientes[1:] if ruta.startswith("/p/") else clientes[:1]:
            for lugar in lugares(ruta):
                visitas += 1
                if (estado := visitar(cliente, lugar)) not in RESPUESTAS:
                    fallas.append(f"{lugar[:120]} → {estado}")
    assert not fallas, "\n".join(fallas)
    assert visitas > 500


@pytest.mark.parametrize("ruta", ["/v/{}/", "/ical/{}.ics", "/consentimientos/{}/", "/cuenta/{}/{}/", "/cuenta/MQ/{}/"])
def test_un_enlace_que_nadie_dio_no_existe(sitio: Elenco, settings: Any, ruta: str) -> None:
    cliente = Client()

    @ajustes(max_examples=40, derandomize=True, deadline=None, database=None)
    @given(st.one_of(st.text(st.characters(exclude_categories=("Cs",)), max_size=60), st.sampled_from(TEXTOS)))
    def probar(texto: str) -> None:
        # Whoever guesses without end is told to wait: it is an answer too.
        cache.clear()
        dicho = texto.replace("/", "").replace("?", "").encode("utf-8", "replace").decode("latin-1")
        respuesta = cliente.get("/", PATH_INFO=ruta.format(*[dicho or "x"] * 2))
        # Of a link that does not serve its page says so; of anything else, there is nothing.
        assert respuesta.status_code in (404, 410), texto
        assert respuesta.status_code == 404 or "enlace" in respuesta.content.decode()

    probar()


CABEZAS = (
    {"HTTP_AUTHORIZATION": "Bearer " + "A" * 20_000},
    {"HTTP_AUTHORIZATION": "Bearer \xff\x00\u202e"},
    {"HTTP_AUTHORIZATION": "Bearer"},
    {"HTTP_AUTHORIZATION": "Basic \x00"},
    {"HTTP_AUTHORIZATION": " "},
    {"HTTP_IF_NONE_MATCH": '"' * 5000},
    {"HTTP_IF_MODIFIED_SINCE": "Mon, 99 Abc 99999 99:99:99 GMT"},
    {"HTTP_RANGE": "bytes=-9999999999999999999999-"},
    {"HTTP_ACCEPT_LANGUAGE": "nah-" * 2000},
    {"HTTP_ACCEPT_ENCODING": "gzip;q=" + "9" * 5000},
    {"HTTP_X_FORWARDED_FOR": "\x00, 999.1.1.1, [::zz%25]"},
    {"HTTP_X_REQUEST_ID": "\x1b[31m" * 50},
    {"HTTP_USER_AGENT": "\x00\xff" * 4000},
    {"HTTP_REFERER": "http://[::1"},
    {"HTTP_ORIGIN": "http://[::1"},
    {"HTTP_CAUCE_FIRMA": "t=" + "9" * 500},
    {"HTTP_IDEMPOTENCY_KEY": "\xff" * 500},
    {"CONTENT_LENGTH": "²"},
    {"CONTENT_TYPE": "multipart/form-data; boundary=" + "x" * 5000},
    {"HTTP_COOKIE": 'sessionid="\\000\\000aaaaaaaaaaaa"; csrftoken="\\377"'},
    {"HTTP_COOKIE": "sessionid=" + "9" * 5000},
    {"HTTP_COOKIE": 'sessionid="\\u202e"; messages="\\000"; ' + "a=b; " * 500},
    {"HTTP_COOKIE": ";;;=; sessionid"},
)


@pytest.mark.parametrize("cabeza", CABEZAS, ids=lambda c: next(iter(c)))
def test_ninguna_cabeza_de_una_peticion_rompe_nada(sitio: Elenco, cabeza: dict[str, str]) -> None:
    for lugar in ("/", "/mi-cuenta/", "/api/v1/procesos", "/api/interna/v1/yo", "/conoceles/prueba-2024/", "/entra/1/"):
        for cliente in (Client(), entrar(sitio.usuario("administracion"))):
            assert cliente.get(lugar, **cabeza).status_code in RESPUESTAS, lugar  # type: ignore[arg-type]
            assert cliente.post(lugar, **cabeza).status_code in RESPUESTAS, lugar  # type: ignore[arg-type]


CUERPOS: tuple[Any, ...] = (
    b"",
    b"\xff\xfe",
    b"[" * 50_000,
    b'{"dias": ' + b"9" * 5000 + b"}",
    {"dias": ["0001-01-01"], "texto": "a\0b"},
    {"dias": ["9999-12-31"], "texto": "\ud800"},
    {"dias": ["2023-02-29"], "texto": "\u202e" * 50},
    {"dias": ["٢٠٢٤-٠٤-٠١"], "texto": "x"},
    {"dias": "2024-04-01", "texto": ["x"]},
    {"validada_en": "0001-01-01T00:00+14:00"},
    {"validada_en": "9999-12-31T23:59-14:00"},
    {"validada_en": "0001-01-01T00:00"},
    {"observada_en": "0001-01-01T00:00+14:00", "texto": "x"},
    {"validada_en": 1e300},
    {"observada_en": "9999-12-31T23:59", "texto": "\0"},
    {"entregables": ["\0", "\ud800"], "oficio": "\0", "remitida_en": "0001-01-01T00:00+14:00", "para": ["\0"]},
    {"asunto": "\ud800"},
    {"asunto": "\0"},
    {"asunto": "x" * 100_000},
    {"serie": 10**30, "asunto": "x"},
)


RAIZ = "/api/interna/v1/procesos/prueba-2024/"
CAMINOS = (
    ("secretaria_tecnica", "entregables/informe-marzo/hechos"),
    ("secretaria_ejecutiva", "entregables/informe-marzo/validacion"),
    ("secretaria_ejecutiva", "entregables/informe-marzo/observacion"),
    ("secretaria_ejecutiva", "remisiones"),
    ("secretaria_ejecutiva", "oficios"),
)


def ficha_de(e: Elenco, quien: str) -> dict[str, str]:
    """The heading of a program of somebody, with all that the API does."""
    usuario = e.usuario(quien)
    verbos = ["registrar_hecho", "remitir", "observar_ine", "validar", "reservar_oficio"]
    roles = list(usuario.nombramientos.values_list("pk", flat=True))
    ficha = FichaDeApi(proceso=e.proceso, nombre="X", nombramientos=roles, verbos=verbos, vence_el=AL.date())
    return {"Authorization": f"Bearer {emitir(ficha, por=usuario, en=AL)}"}


def test_un_programa_que_envia_cualquier_cosa_recibe_un_problema_y_no_cambia_nada(sitio: Elenco) -> None:
    remitir(sitio, hasta_remision(sitio), "2024-04-02 10:00")
    cabezas = {quien: ficha_de(sitio, quien) for quien in ("secretaria_ejecutiva", "secretaria_tecnica")}
    antes = Acto.objects.count()
    for (quien, camino), cuerpo in product(CAMINOS, CUERPOS):
        enviado = cuerpo if isinstance(cuerpo, bytes) else json.dumps(cuerpo).encode()
        respuesta = Client().post(
            f"/api/interna/v1/procesos/prueba-2024/{camino}",
            enviado,
            content_type="application/json",
            headers=cabezas[quien],
        )
        assert respuesta.status_code in (400, 404, 409, 413, 422), (camino, cuerpo, respuesta.content)
        assert respuesta["Content-Type"] == "application/problem+json", (camino, cuerpo)
        assert respuesta.json()["title"], (camino, cuerpo)
    assert Acto.objects.count() == antes
    largo = "9" * 5000
    consultas = ("q=%00", "q=%ff", "tras=%E2%80%AE", f"tras={largo}", f"cuantos={largo}", "desde=9999-99-99")
    for lista, consulta in product(("entregables", "oficios", "sesiones", "candidaturas"), consultas):
        respuesta = Client().get(
            f"/api/interna/v1/procesos/prueba-2024/{lista}?{consulta}", headers=cabezas["secretaria_tecnica"]
        )
        assert respuesta.status_code in (200, 404, 422), (lista, consulta)


def test_las_direcciones_que_se_prueban_son_las_del_sitio() -> None:
    todas = set(rutas())
    assert len(todas) > 150
    assert {(_PARTE.search(r) or ["", ""])[1] for r in todas} <= {*POR_TIPO, None}
    assert settings.APPEND_SLASH
