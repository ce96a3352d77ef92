"""INE's registry, as it is assumed to answer: read, rehearsed as a file, and each failure told. The answers are made by
hand, of nobody: they prove what Cauce does, not what INE answers.
"""

import base64
import datetime as dt
import ipaddress
import json
import ssl
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from compliance.importacion import snr as adaptador
from compliance.models import Acto, Candidatura
from compliance.verbos.modelo import Rechazo
from flujos.importacion import cargas
from flujos.importacion.snr import guardar_conexion, leer_y_ensayar
from flujos.models import ConexionSNR, LecturaDelSNR

from ..elenco import Elenco, momento
from ..paginas import entrar, plana, ver

AL = momento("2024-04-02 12:00")
CLAVE = "secreta-del-snr"
PERSONA = {
    "nombreCargo": "Diputación local MR",
    "entidad": "Morelos",
    "distrito": "1",
    "actorPolitico": "Partido A",
    "numeroLista": 1,
    "tipoCandidatura": "PROPIETARIA",
    "nombre": "Zenaida",
    "primerApellido": "Demo",
    "segundoApellido": "Prueba",
    "sexo": "MUJER",
    "fechaNacimiento": "05/05/1980",
    "correoElectronico": "zenaida@example.com",
}
SUPLENTE = PERSONA | {"tipoCandidatura": "SUPLENTE", "nombre": "Yolanda", "correoElectronico": "yolanda@example.com"}
BUENA = json.dumps({"candidatos": [PERSONA, SUPLENTE]}).encode()
EN_XML = (
    "<?xml version='1.0' encoding='UTF-8'?><respuesta xmlns='urn:x'><candidatos><candidato>"
    + "".join(f"<{c}>{v}</{c}>" for c, v in PERSONA.items())
    + "</candidato></candidatos></respuesta>"
).encode()


EN_UTF_16 = (
    '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "Zenaida">]>'
    "<candidatos><candidato><nombre>&a;</nombre></candidato></candidatos>"
).encode("utf-16")


class Servicio:
    """What it was asked, and what it answers."""

    def __init__(self) -> None:
        self.pedidos: list[tuple[str, dict[str, Any]]] = []
        self.respuestas: list[tuple[int, bytes, str]] = []
        self.puerto = 0
        self.certificado = ""


def _certificado(carpeta: Path) -> Path:
    llave = rsa.generate_private_key(65537, 2048)
    nombre = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    hecho = (
        x509.CertificateBuilder()
        .subject_name(nombre)
        .issuer_name(nombre)
        .public_key(llave.public_key())
        .serial_number(1)
        .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2040, 1, 1, tzinfo=dt.UTC))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(llave, hashes.SHA256())
    )
    archivo = carpeta / "servicio.pem"
    plana_ = llave.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    archivo.write_bytes(plana_ + hecho.public_bytes(Encoding.PEM))
    return archivo


@pytest.fixture
def servicio(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Servicio]:
    """The registry on loopback, with a certificate that these tests believe."""
    suyo = Servicio()

    class Manejador(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            cuerpo = self.rfile.read(int(self.headers["Content-Length"]))
            suyo.pedidos.append((self.headers["Authorization"], json.loads(cuerpo)))
            estado, contenido, tipo = suyo.respuestas.pop(0) if suyo.respuestas else (200, BUENA, "application/json")
            self.send_response(estado)
            self.send_header("Content-Type", tipo)
            self.end_headers()
            self.wfile.write(contenido)

        def log_message(self, *args: Any) -> None:
            pass

    archivo = _certificado(tmp_path)
    suyo.certificado = str(archivo)
    contexto = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    contexto.load_cert_chain(archivo)
    settings.SNR_SERVIDORES, settings.SNR_CONTRASENA = ["localhost"], CLAVE
    monkeypatch.setattr(adaptador, "ESPERAS", (0.0,))
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AL)
    monkeypatch.setattr(adaptador, "_contexto", lambda: ssl.create_default_context(cafile=suyo.certificado))
    with HTTPServer(("127.0.0.1", 0), Manejador) as servidor:
        servidor.socket = contexto.wrap_socket(servidor.socket, server_side=True)
        hilo = threading.Thread(target=servidor.serve_forever, args=(0.05,), daemon=True)
        hilo.start()
        suyo.puerto = servidor.server_address[1]
        yield suyo
        servidor.shutdown()
        hilo.join()


@pytest.fixture
def conexion(elenco: Elenco, servicio: Servicio) -> ConexionSNR:
    nueva = ConexionSNR(
        proceso=elenco.proceso,
        direccion=f"https://localhost:{servicio.puerto}/snr/candidatos",
        usuario="ople-mor",
        id_proceso="204",
    )
    return guardar_conexion(nueva, por=elenco.usuario("administracion"), en=AL)


def leer(e: Elenco, conexion: ConexionSNR, en: Any = AL) -> cargas.Carga:
    return leer_y_ensayar(conexion, por=e.usuario("administracion"), en=en)


def test_lo_que_se_lee_se_ensaya_y_se_carga_como_un_archivo(
    elenco: Elenco, conexion: ConexionSNR, servicio: Servicio
) -> None:
    carga = leer(elenco, conexion)
    ((autorizacion, pedido),) = servicio.pedidos
    assert base64.b64decode(autorizacion.removeprefix("Basic ")).decode() == f"ople-mor:{CLAVE}"
    assert pedido == {"idProceso": "204"}
    # By the profile of the service: nobody has to say which column is which.
    assert not carga.por_mapear
    assert not Candidatura.objects.exists()
    assert carga.reporte["rechazadas"] == []
    admin = elenco.usuario("administracion")
    cargas.seguir(cargas.empezar(carga, elenco.proceso, por=admin, en=AL), por=admin, en=AL)
    nombres = set(Candidatura.objects.values_list("persona__nombre", flat=True))
    assert nombres == {"Zenaida Demo Prueba", "Yolanda Demo Prueba"}


def test_dice_cuando_se_leyo_y_que_cambio_sin_datos_de_nadie(
    elenco: Elenco, conexion: ConexionSNR, servicio: Servicio
) -> None:
    leer(elenco, conexion)
    otra = json.dumps([PERSONA | {"primerApellido": "Otra"}]).encode()
    servicio.respuestas = [(200, otra, "application/json"), (200, EN_XML, "application/xml; charset=utf-8")]
    leer(elenco, conexion, AL + timedelta(hours=1))
    ultima, primera = conexion.lecturas.all()
    assert (primera.filas, primera.nuevas, primera.ausentes) == (2, 2, 0)
    assert (ultima.filas, ultima.nuevas, ultima.ausentes) == (1, 1, 2)
    leer(elenco, conexion, AL + timedelta(hours=2))
    assert conexion.lecturas.first().filas == 1  # type: ignore[union-attr]
    pagina = ver(entrar(elenco.usuario("administracion")), "/p/prueba-2024/importar/snr/")
    assert "Leído y ensayado" in pagina
    assert "No trae las candidaturas independientes" in pagina
    assert "/candidaturas/nueva/" in pagina
    guardado = str([*LecturaDelSNR.objects.values(), *ConexionSNR.history.values(), *Acto.objects.values()]) + pagina
    for dato in (CLAVE, "Zenaida", "zenaida@example.com", "1980"):
        assert dato not in guardado
    assert Acto.objects.filter(verbo="leer_snr").count() == 3


@pytest.mark.parametrize(
    ("respuestas", "codigo"),
    [
        ([(401, b"", "text/plain")], "credenciales"),
        ([(403, b"", "text/plain")], "credenciales"),
        ([(404, b"", "text/html")], "direccion"),
        ([(500, b"", ""), (502, b"", "")], "servicio"),
        ([(302, b"", "")], "estado"),
        ([(200, b"", "application/json")], "formato"),
        ([(200, b"<html><body>Mantenimiento", "text/html")], "formato"),
        ([(200, b'{"candidatos": "no"}', "application/json")], "formato"),
        ([(200, b'{"otra": []}', "application/json")], "formato"),
        ([(200, b"[1, 2]", "application/json")], "formato"),
        ([(200, b"[" * 100_000, "application/json")], "formato"),
        ([(200, b'{"candidatos": []}', "application/json")], "vacio"),
        ([(200, b"<candidatos></candidatos>", "application/xml")], "vacio"),
        ([(200, b'<!DOCTYPE x [<!ENTITY a "b">]><candidatos/>', "application/xml")], "formato"),
        ([(200, EN_UTF_16, "application/xml")], "formato"),
        ([(200, b'{"error": "Proceso inexistente: 204"}', "application/json")], "servicio_dice"),
    ],
)
def test_cada_falla_tiene_su_respuesta_y_no_deja_nada_ensayado(
    elenco: Elenco, conexion: ConexionSNR, servicio: Servicio, respuestas: Any, codigo: str
) -> None:
    servicio.respuestas = list(respuestas)
    with pytest.raises(Rechazo) as info:
        leer(elenco, conexion)
    assert info.value.guarda == codigo
    assert CLAVE not in str(info.value)
    assert conexion.lecturas.get().falla
    assert cargas.carga_de(elenco.proceso, elenco.usuario("administracion")) is None
    pagina = ver(entrar(elenco.usuario("administracion")), "/p/prueba-2024/importar/snr/")
    assert "No se pudo leer" in pagina


def test_lo_que_es_de_un_momento_se_intenta_otra_vez(elenco: Elenco, conexion: ConexionSNR, servicio: Servicio) -> None:
    servicio.respuestas = [(503, b"", "")]
    leer(elenco, conexion)
    assert len(servicio.pedidos) == 2
    # What will not change is asked once.
    servicio.respuestas = [(401, b"", ""), (401, b"", "")]
    with pytest.raises(Rechazo):
        leer(elenco, conexion)
    assert len(servicio.pedidos) == 3


def test_quien_responde_sin_terminar_nunca_no_detiene_a_nadie(
    elenco: Elenco, conexion: ConexionSNR, servicio: Servicio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adaptador, "EN_TOTAL", 0)
    with pytest.raises(Rechazo, match="no terminó de responder") as info:
        leer(elenco, conexion)
    assert info.value.guarda == "lento"
    assert len(servicio.pedidos) == 1


def test_un_certificado_que_no_es_de_confianza_detiene_antes_de_enviar_la_contrasena(
    elenco: Elenco, conexion: ConexionSNR, servicio: Servicio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adaptador, "_contexto", ssl.create_default_context)
    with pytest.raises(Rechazo) as info:
        leer(elenco, conexion)
    assert info.value.guarda == "tls"
    assert servicio.pedidos == []


def test_sin_servicio_sin_contrasena_o_de_otro_servidor_se_dice(
    elenco: Elenco, conexion: ConexionSNR, servicio: Servicio, settings: Any
) -> None:
    admin = elenco.usuario("administracion")
    for ajena in ("https://127.0.0.1/snr", "https://otro.example/snr", "https://localhost.otro.example/"):
        conexion.direccion = ajena
        with pytest.raises(Rechazo, match="debe estar en"):
            guardar_conexion(conexion, por=admin, en=AL)
    conexion.refresh_from_db()
    settings.SNR_CONTRASENA = ""
    with pytest.raises(Rechazo, match="CAUCE_SNR_CONTRASENA"):
        leer(elenco, conexion)
    settings.SNR_CONTRASENA = CLAVE
    conexion.direccion = "https://localhost:1/snr"
    guardar_conexion(conexion, por=admin, en=AL)
    with pytest.raises(Rechazo) as info:
        leer(elenco, conexion)
    assert info.value.guarda == "red"
    with pytest.raises(Rechazo):
        leer_y_ensayar(conexion, por=elenco.usuario("secretaria_tecnica"), en=AL)
    assert servicio.pedidos == []


def test_unos_campos_que_nadie_conoce_llevan_a_decir_cual_es_cual(
    elenco: Elenco, conexion: ConexionSNR, servicio: Servicio
) -> None:
    raros = [{"campoUno": "Zenaida", "campoDos": "Diputación", "campoTres": {"a": 1}}]
    servicio.respuestas = [(200, json.dumps({"data": {"registros": raros}}).encode(), "application/json")]
    cliente = entrar(elenco.usuario("administracion"))
    respuesta = cliente.post("/p/prueba-2024/importar/snr/", {"hacer": "leer"})
    assert respuesta.status_code == 302
    assert respuesta["Location"].endswith("/columnas/")
    mala = cliente.post(
        "/p/prueba-2024/importar/snr/", {"direccion": "https://otro.example/", "usuario": "u", "id_proceso": "1"}
    )
    assert mala.status_code == 422
    assert "debe estar en" in plana(mala)
