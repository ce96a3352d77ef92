"""Files in an object store: the same as on disk, in a bucket that nobody else opens."""

import hashlib
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest
from django.conf import settings as ajustes
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.urls import reverse
from environs import ValidationError

from compliance.almacen import huerfanos, sin_huerfanos, todos
from compliance.entorno import cubeta
from documentos.models import Documento
from documentos.services import guardar_documento, verificar

from .documentos.muestras import pdf
from .elenco import Elenco, momento

EN = momento("2024-04-03 10:00")
LLAVE, SECRETO = "LLAVEDEPRUEBA", "secreto/con+signos"


class _Cubeta(BaseHTTPRequestHandler):
    """What this product asks of S3, kept in memory: objects, uploads in parts, lists of a folder."""

    server: "Servidor"
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        """Quiet."""

    def _responder(self, estado: int, cuerpo: bytes = b"", **encabezados: str) -> None:
        self.send_response(estado)
        for nombre, valor in {"Content-Length": str(len(cuerpo)), **encabezados}.items():
            self.send_header(nombre.replace("_", "-"), valor)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(cuerpo)

    def _atender(self) -> None:
        partes = urlsplit(self.path)
        consulta = parse_qs(partes.query, keep_blank_values=True)
        nombre = unquote(partes.path).removeprefix("/archivos").removeprefix("/")
        cuerpo = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.pedidas.append((self.command, nombre, dict(self.headers)))
        if not re.match(rf"AWS4-HMAC-SHA256 Credential={LLAVE}/", self.headers.get("Authorization", "")):
            self._responder(403, b"<Error><Code>AccessDenied</Code></Error>")
        elif self.server.caido:
            self._responder(503, b"<Error><Code>ServiceUnavailable</Code></Error>")
        elif self.command == "POST":
            self._partes(nombre, consulta)
        elif self.command == "PUT":
            self._guardar(nombre, consulta, cuerpo)
        elif self.command == "DELETE":
            self.server.objetos.pop(nombre, None)
            self._responder(204)
        elif "list-type" in consulta or "prefix" in consulta:
            self._lista(consulta.get("prefix", [""])[0])
        elif nombre not in self.server.objetos:
            self._responder(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            self._dar(self.server.objetos[nombre])

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _atender  # noqa: N815 (as the library asks)

    def _dar(self, datos: bytes) -> None:
        rango = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        fecha = "Wed, 03 Apr 2024 10:00:00 GMT"
        if rango is None:
            self._responder(200, datos, Last_Modified=fecha, ETag='"x"')
            return
        desde, hasta = int(rango[1]), int(rango[2] or len(datos) - 1)
        dicho = f"bytes {desde}-{hasta}/{len(datos)}"
        self._responder(206, datos[desde : hasta + 1], Last_Modified=fecha, ETag='"x"', Content_Range=dicho)

    def _guardar(self, nombre: str, consulta: dict[str, list[str]], cuerpo: bytes) -> None:
        if "partNumber" in consulta:
            self.server.subidas[consulta["uploadId"][0]][int(consulta["partNumber"][0])] = cuerpo
        else:
            self.server.objetos[nombre] = cuerpo
        self._responder(200, ETag='"x"')

    def _partes(self, nombre: str, consulta: dict[str, list[str]]) -> None:
        if "uploads" in consulta:
            self.server.subidas["1"] = {}
            dicho = "<UploadId>1</UploadId>"
            self._responder(200, f"<InitiateMultipartUploadResult>{dicho}</InitiateMultipartUploadResult>".encode())
        else:
            suyas = self.server.subidas.pop(consulta["uploadId"][0])
            self.server.objetos[nombre] = b"".join(suyas[n] for n in sorted(suyas))
            self._responder(200, b"<CompleteMultipartUploadResult/>")

    def _lista(self, prefijo: str) -> None:
        nombres = sorted(n for n in self.server.objetos if n.startswith(prefijo))
        carpetas = sorted(
            {prefijo + n[len(prefijo) :].split("/")[0] + "/" for n in nombres if "/" in n[len(prefijo) :]}
        )
        hojas = [n for n in nombres if "/" not in n[len(prefijo) :]]
        dicho = "".join(
            [
                "<IsTruncated>false</IsTruncated>",
                *(
                    f"<Contents><Key>{escape(n)}</Key><Size>1</Size>"
                    "<LastModified>2024-04-01T10:00:00.000Z</LastModified></Contents>"
                    for n in hojas
                ),
                *(f"<CommonPrefixes><Prefix>{escape(c)}</Prefix></CommonPrefixes>" for c in carpetas),
            ]
        )
        self._responder(200, f"<ListBucketResult>{dicho}</ListBucketResult>".encode(), Content_Type="application/xml")


class Servidor(ThreadingHTTPServer):
    """A server of one bucket on the loopback."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Cubeta)
        self.objetos: dict[str, bytes] = {}
        self.subidas: dict[str, dict[int, bytes]] = {}
        self.pedidas: list[tuple[str, str, dict[str, str]]] = []
        self.caido = False


@pytest.fixture
def cubo(settings: Any) -> Iterator[Servidor]:
    """The storage of the product is a bucket."""
    servidor = Servidor()
    threading.Thread(target=servidor.serve_forever, daemon=True).start()
    direccion = f"s3://{LLAVE}:{SECRETO.replace('/', '%2F').replace('+', '%2B')}@127.0.0.1:{servidor.server_port}"
    opciones = cubeta(f"{direccion}/archivos/cauce?http=1&region=mx-1")
    settings.ALMACEN_S3 = opciones
    settings.STORAGES = {
        **ajustes.STORAGES,
        "default": {"BACKEND": "compliance.almacen_s3.AlmacenS3", "OPTIONS": opciones},
    }
    yield servidor
    servidor.shutdown()
    servidor.server_close()


def _documento(e: Elenco, texto: str = "uno") -> Documento:
    return guardar_documento(
        pdf(texto),
        proceso=e.proceso,
        tipo=Documento.Tipo.PROYECTO,
        titulo="Informe",
        entregable=e.entregables["informe-marzo"],
        por=None,
        en=EN,
    )


def test_se_guarda_se_lee_se_enumera_y_se_quita(cubo: Servidor) -> None:
    nombre = default_storage.save("documentos/ab/uno", ContentFile(b"uno"))
    assert cubo.objetos == {"cauce/documentos/ab/uno": b"uno"}
    with default_storage.open(nombre) as archivo:
        assert archivo.read() == b"uno"
    otro = default_storage.save("documentos/ab/uno", ContentFile(b"otro"))
    assert otro != nombre
    assert cubo.objetos["cauce/documentos/ab/uno"] == b"uno"
    assert default_storage.size(nombre) == 3
    assert sorted(todos()) == sorted([nombre, otro])
    default_storage.delete(otro)
    assert not default_storage.exists(otro)
    assert default_storage.exists(nombre)


def test_lo_grande_sube_por_partes(cubo: Servidor) -> None:
    datos = bytes(range(256)) * (20 << 12)
    default_storage.save("documentos/grande", ContentFile(datos))
    assert hashlib.sha256(cubo.objetos["cauce/documentos/grande"]).digest() == hashlib.sha256(datos).digest()


def test_nadie_recibe_permiso_ni_direccion_de_la_cubeta(cubo: Servidor, elenco: Elenco, monkeypatch: Any) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)
    documento = _documento(elenco)
    assert not [e for _, _, enc in cubo.pedidas for e in enc if e.lower() == "x-amz-acl"]
    cliente = Client()
    cliente.force_login(elenco.usuario("secretaria_ejecutiva"), backend="django.contrib.auth.backends.ModelBackend")
    respuesta = cliente.get(reverse("documento", args=[elenco.proceso.clave, documento.pk]))
    assert respuesta.status_code == 200
    assert hashlib.sha256(respuesta.getvalue()).hexdigest() == documento.sha256
    assert "Location" not in respuesta.headers
    # Without the key, the server answers nothing.
    import urllib.error
    import urllib.request

    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(f"http://127.0.0.1:{cubo.server_port}/archivos/cauce/{documento.archivo.name}")


def test_lo_que_cambio_en_la_cubeta_no_se_entrega(cubo: Servidor, elenco: Elenco, monkeypatch: Any) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)
    documento = _documento(elenco)
    assert verificar(documento)
    (clave,) = cubo.objetos
    cubo.objetos[clave] = cubo.objetos[clave][:-1] + b"?"
    assert not verificar(documento)
    cliente = Client(raise_request_exception=False)
    cliente.force_login(elenco.usuario("secretaria_ejecutiva"), backend="django.contrib.auth.backends.ModelBackend")
    assert cliente.get(reverse("documento", args=[elenco.proceso.clave, documento.pk])).status_code != 200


def test_lo_que_se_deshace_no_deja_nada_en_la_cubeta(cubo: Servidor, elenco: Elenco) -> None:
    with pytest.raises(RuntimeError), sin_huerfanos(), transaction.atomic():  # noqa: PT012 (undone on purpose)
        _documento(elenco)
        assert cubo.objetos
        raise RuntimeError
    assert cubo.objetos == {}
    default_storage.save("documentos/olvidado", ContentFile(b"x"))
    assert list(huerfanos(EN.replace(year=2030))) == ["documentos/olvidado"]


def test_una_cubeta_que_no_responde_se_dice(cubo: Servidor, elenco: Elenco) -> None:
    cubo.caido = True
    dicho = Client().get("/salud/lista/").json()["revisiones"]["almacen"]
    assert not dicho["bien"]
    assert SECRETO not in str(dicho)


@pytest.mark.parametrize(
    ("direccion", "opciones"),
    [
        ("", {}),
        ("s3:///cubeta", {"bucket_name": "cubeta", "location": ""}),
        (
            "s3://k:s%2Fs@minio.opl.example:9000/cubeta/cauce?http=1",
            {
                "bucket_name": "cubeta",
                "location": "cauce",
                "endpoint_url": "http://minio.opl.example:9000",
                "access_key": "k",
                "secret_key": "s/s",
            },
        ),
        (
            "s3://objetos.example/cubeta?region=us-east-1",
            {
                "bucket_name": "cubeta",
                "location": "",
                "endpoint_url": "https://objetos.example",
                "region_name": "us-east-1",
            },
        ),
    ],
)
def test_la_direccion_de_una_cubeta_se_entiende(direccion: str, opciones: dict[str, str]) -> None:
    assert cubeta(direccion) == opciones


@pytest.mark.parametrize(
    "direccion",
    [
        "http://x/y",
        "s3://servidor",
        "s3://servidor/",
        "s3://k@servidor/cubeta",
        "s3://servidor/Cubeta",
        "s3://servidor/cubeta?acl=public",
        "s3://servidor/cubeta?http=0",
    ],
)
def test_una_que_no_se_entiende_se_rechaza_sin_repetirla(direccion: str) -> None:
    with pytest.raises((ValidationError, ImproperlyConfigured)) as dicho:
        cubeta(direccion)
    assert direccion not in str(dicho.value)
