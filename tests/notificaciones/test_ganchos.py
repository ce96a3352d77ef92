"""Another system is told: each fact once, signed, nobody's data, and never anything inside the network."""

import hashlib
import hmac
import http.client
import json
import re
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.test import Client

from compliance.models import Acto, LlaveDeCotejo
from compliance.verbos.modelo import Rechazo
from notificaciones import salida
from notificaciones.ganchos import firma, guardar_gancho, secreto_de
from notificaciones.models import Aviso, EntregaDeGancho, Gancho
from notificaciones.salida import SalidaError, publica, revisar
from notificaciones.services import barrer
from notificaciones.tiempos import ESPERAS, PLAZO_DE_ENVIO

from ..elenco import Elenco, momento
from ..paginas import entrar, plana

AL = momento("2024-04-01 09:00")
LISTA = "/p/prueba-2024/avisos/sistemas/"
TEMAS = ["entregable", "captura"]


class Receptor:
    """What the other system got, and what it answers."""

    def __init__(self) -> None:
        self.recibidos: list[tuple[Any, bytes]] = []
        self.responde = 200
        self.puerto = 0


@pytest.fixture
def receptor(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receptor]:
    """Another system on loopback, which only these tests reach: theirs is the connection, not the guarded one."""
    suyo = Receptor()

    class Manejador(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            cuerpo = self.rfile.read(int(self.headers["Content-Length"]))
            suyo.recibidos.append((self.headers, cuerpo))
            self.send_response(suyo.responde)
            self.send_header("Location", "http://127.0.0.1/otra")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Manejador) as servidor:
        hilo = threading.Thread(target=servidor.serve_forever, args=(0.05,), daemon=True)
        hilo.start()
        suyo.puerto = servidor.server_address[1]
        monkeypatch.setattr(
            salida,
            "_Conexion",
            lambda anfitrion, puerto: http.client.HTTPConnection("127.0.0.1", suyo.puerto, timeout=5),
        )
        yield suyo
        servidor.shutdown()
        hilo.join()


@pytest.fixture
def gancho(elenco: Elenco, receptor: Receptor) -> Gancho:
    """One that asks for deliverables and captures, where there is something of both to tell."""
    for n in (1, 2):
        elenco.candidatura(
            f"Zenaida {n}",
            formula=str(n),
            cuentas_enviadas_en=momento("2024-03-17 10:00"),
            vence=momento("2024-04-01 23:59:59"),
        )
    nuevo = Gancho(proceso=elenco.proceso, nombre="Otro", direccion="https://otro.example/cauce", temas=TEMAS)
    return guardar_gancho(nuevo, por=elenco.usuario("administracion"), en=AL - timedelta(days=1))


def test_cada_hecho_se_dice_una_vez_firmado_y_sin_datos_de_nadie(
    elenco: Elenco, gancho: Gancho, receptor: Receptor
) -> None:
    barrer(AL)
    barrer(AL + timedelta(minutes=5))
    hechos = set(Aviso.objects.filter(escalon__objeto__in=TEMAS).values_list("grupo", flat=True))
    assert len(receptor.recibidos) == len(hechos) > 2
    secreto = secreto_de(gancho)
    for cabezas, cuerpo in receptor.recibidos:
        t, v1 = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", cabezas["Cauce-Firma"]).groups()  # type: ignore[union-attr]
        assert v1 == hmac.new(secreto.encode(), f"{t}.".encode() + cuerpo, hashlib.sha256).hexdigest()
        assert 0 <= int(t) - AL.timestamp() < 120
        dicho = json.loads(cuerpo)
        assert cabezas["Cauce-Entrega"] == str(dicho["id"])
        assert dicho.keys() == {"id", "proceso", "hecho", "objeto", "vence", "en", "enlace"}
        assert dicho["objeto"]["tipo"] in ("entregable", "candidatura")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", dicho["vence"])
        assert not re.search(rb"Zenaida|@|Partido", cuerpo)
    assert set(EntregaDeGancho.objects.values_list("estado", flat=True)) == {"enviado"}


def test_de_lo_que_no_pidio_de_otro_proceso_o_apagado_no_se_le_dice(
    elenco: Elenco, gancho: Gancho, receptor: Receptor
) -> None:
    gancho.activo = False
    guardar_gancho(gancho, por=elenco.usuario("administracion"), en=AL)
    barrer(AL)
    assert receptor.recibidos == []
    assert not EntregaDeGancho.objects.exists()


def test_lo_que_falla_se_reintenta_cada_vez_mas_tarde_y_no_detiene_el_correo(
    elenco: Elenco, gancho: Gancho, receptor: Receptor
) -> None:
    receptor.responde = 302
    al = AL
    assert barrer(al).enviados > 0
    # One attempt: an address that fails is left alone until the next sweep.
    assert len(receptor.recibidos) == 1
    primera = EntregaDeGancho.objects.get(intentos=1)
    EntregaDeGancho.objects.exclude(pk=primera.pk).delete()
    for espera in ESPERAS:
        primera.refresh_from_db()
        assert (primera.estado, primera.siguiente_en) == ("pendiente", al + espera)
        assert primera.error == "El servidor respondió 302; se esperaba 200."
        al += espera
        barrer(al)
    primera.refresh_from_db()
    assert (primera.estado, primera.intentos) == ("fallido", 5)


def test_lo_que_un_proceso_muerto_habia_tomado_se_entrega_despues(
    elenco: Elenco, gancho: Gancho, receptor: Receptor
) -> None:
    barrer(AL)
    uno = EntregaDeGancho.objects.earliest("pk")
    EntregaDeGancho.objects.filter(pk=uno.pk).update(estado="enviando", tomado_en=AL)
    receptor.recibidos.clear()
    barrer(AL + PLAZO_DE_ENVIO)
    assert receptor.recibidos == []
    barrer(AL + PLAZO_DE_ENVIO + timedelta(seconds=1))
    assert [json.loads(c)["id"] for _, c in receptor.recibidos] == [uno.pk]


def test_sin_la_llave_del_proceso_no_hay_secreto_ni_envio(elenco: Elenco, gancho: Gancho, receptor: Receptor) -> None:
    secreto_de(gancho)
    LlaveDeCotejo.objects.update(envoltura="", maestra="", destruida_en=AL)
    barrer(AL)
    assert receptor.recibidos == []
    assert EntregaDeGancho.objects.filter(estado="pendiente", intentos=1).exists()


def test_la_firma_ata_el_momento_y_el_contenido() -> None:
    una = firma("s", b"{}", AL)
    assert una != firma("s", b"{ }", AL)
    assert una != firma("s", b"{}", AL + timedelta(seconds=1))
    assert una != firma("z", b"{}", AL)


# -- Where it may go ----------------------------------------------------------------------------------------


def resuelve(monkeypatch: pytest.MonkeyPatch, *direcciones: str) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [(None, None, None, "", (d, 443)) for d in direcciones])


@pytest.mark.parametrize(
    "interna",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
    ],
)
def test_ninguna_direccion_de_dentro_se_alcanza(monkeypatch: pytest.MonkeyPatch, interna: str) -> None:
    resuelve(monkeypatch, interna)
    with pytest.raises(SalidaError, match="es una dirección interna"):
        publica("otro.example", 443)
    # Not even when it hides among public ones.
    resuelve(monkeypatch, "93.184.215.14", interna)
    with pytest.raises(SalidaError, match="es una dirección interna"):
        publica("otro.example", 443)


def test_se_conecta_a_la_direccion_que_se_reviso(monkeypatch: pytest.MonkeyPatch) -> None:
    resuelve(monkeypatch, "93.184.215.14")
    pedidas: list[Any] = []

    def conectar(destino: Any, **kwargs: Any) -> Any:
        pedidas.append(destino)
        raise TimeoutError("tarda")

    monkeypatch.setattr(socket, "create_connection", conectar)
    with pytest.raises(SalidaError, match=r"otro\.example no respondió a tiempo"):
        salida.enviar("https://otro.example/x", b"{}", {})
    assert pedidas == [("93.184.215.14", 443)]


@pytest.mark.parametrize(
    "direccion",
    [
        "http://otro.example/",
        "ftp://otro.example/",
        "https:///x",
        "https://ana:clave@otro.example/",
        "https://otro.example:puerto/",
        "https://otro.example/a b",
        "https://otro.example/\r\nX: 1",
        "https://otro.example/ñ",
        "otro.example",
    ],
)
def test_lo_que_no_es_una_direccion_https_se_rechaza(direccion: str) -> None:
    with pytest.raises(SalidaError):
        revisar(direccion)


# -- The page -----------------------------------------------------------------------------------------------


@pytest.fixture
def informatica(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Who administers."""
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AL)
    resuelve(monkeypatch, "93.184.215.14")
    return entrar(elenco.usuario("administracion"))


def test_se_agrega_y_su_secreto_se_ve_una_sola_vez(elenco: Elenco, informatica: Client) -> None:
    datos = {"nombre": "Otro", "direccion": "https://otro.example/cauce", "temas": ["entregable", "sesion"]}
    html = plana(informatica.post(f"{LISTA}nuevo/", datos))
    gancho = Gancho.objects.get()
    secreto = secreto_de(gancho)
    assert secreto in html
    assert Acto.objects.latest("pk").verbo == "agregar_gancho"
    for lugar in (LISTA, f"{LISTA}{gancho.pk}/"):
        assert secreto not in plana(informatica.get(lugar))
    assert secreto not in str(list(Gancho.history.values()))
    assert "Ya se avisa a esa dirección" in plana(informatica.post(f"{LISTA}nuevo/", datos))

    otro = plana(informatica.post(f"{LISTA}{gancho.pk}/", {"hacer": "secreto"}))
    gancho.refresh_from_db()
    assert secreto_de(gancho) in otro
    assert secreto_de(gancho) != secreto
    informatica.post(f"{LISTA}{gancho.pk}/", {"hacer": "apagar"})
    gancho.refresh_from_db()
    assert not gancho.activo


@pytest.mark.parametrize(
    ("cambio", "dice"),
    [
        ({"direccion": "http://otro.example/"}, "debe empezar con https://"),
        ({"direccion": "https://ana:x@otro.example/"}, "no puede llevar usuario"),
        ({"temas": []}, "Elija de qué se avisa."),
        ({"temas": ["acceso"]}, "acceso"),
        ({"nombre": ""}, "Este campo es obligatorio"),
    ],
)
def test_lo_mal_escrito_se_dice(elenco: Elenco, informatica: Client, cambio: dict[str, Any], dice: str) -> None:
    datos = {"nombre": "Otro", "direccion": "https://otro.example/", "temas": ["sesion"]} | cambio
    respuesta = informatica.post(f"{LISTA}nuevo/", datos)
    assert respuesta.status_code == 422
    assert dice in plana(respuesta)
    assert not Gancho.objects.exists()


def test_una_direccion_de_dentro_no_se_agrega(
    elenco: Elenco, informatica: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    resuelve(monkeypatch, "10.0.0.7")
    datos = {"nombre": "Otro", "direccion": "https://intranet.example/", "temas": ["sesion"]}
    assert "es una dirección interna" in plana(informatica.post(f"{LISTA}nuevo/", datos))
    assert not Gancho.objects.exists()


def test_se_prueba_y_se_dice_lo_que_paso(elenco: Elenco, gancho: Gancho, receptor: Receptor) -> None:
    informatica = entrar(elenco.usuario("administracion"))
    lugar = f"{LISTA}{gancho.pk}/"
    assert "respondió 200" in plana(informatica.post(lugar, {"hacer": "probar"}, follow=True))
    ((cabezas, cuerpo),) = receptor.recibidos
    assert json.loads(cuerpo) == {"prueba": True, "proceso": "prueba-2024"}
    assert cabezas["Cauce-Entrega"] == "prueba"
    receptor.responde = 500
    assert "El servidor respondió 500" in plana(informatica.post(lugar, {"hacer": "probar"}, follow=True))


def test_solo_quien_administra_lo_agrega(elenco: Elenco) -> None:
    nuevo = Gancho(proceso=elenco.proceso, nombre="Otro", direccion="https://otro.example/", temas=TEMAS)
    with pytest.raises(Rechazo):
        guardar_gancho(nuevo, por=elenco.usuario("secretaria_tecnica"), en=AL)
