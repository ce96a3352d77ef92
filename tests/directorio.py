"""The directory of an institute, made by hand: an issuer of OpenID Connect on loopback, with a key of its own."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

CLIENTE, SECRETO = "cauce", "un-secreto-de-prueba"


def _texto(dato: bytes) -> str:
    return base64.urlsafe_b64encode(dato).rstrip(b"=").decode()


def _numero(n: int) -> str:
    return _texto(n.to_bytes((n.bit_length() + 7) // 8, "big"))


@dataclass
class Directorio:
    """What it answers, and what is changed of it to lie (`cambios` of the token, `firma`, `emisor_dicho`)."""

    emisor: str = ""
    identidad: dict[str, Any] = field(default_factory=lambda: {"sub": "u-1", "email": "x@y.mx", "email_verified": True})
    cambios: dict[str, Any] = field(default_factory=dict)
    quita: tuple[str, ...] = ()
    firma: str = "RS256"
    emisor_dicho: str = ""
    llave: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    otra_llave: rsa.RSAPrivateKey | None = None
    # What it says of itself, and what it gives for a code, in place of the right thing.
    de_si: dict[str, Any] | None = None
    da: dict[str, Any] | None = None
    pedidos: dict[str, dict[str, str]] = field(default_factory=dict)
    canjes: list[dict[str, str]] = field(default_factory=list)

    def autorizar(self, direccion: str) -> dict[str, str]:
        """What its page does when somebody enters in it: a code, for the state and the nonce that were sent."""
        pedido = {clave: valores[0] for clave, valores in parse_qs(urlsplit(direccion).query).items()}
        codigo = f"codigo-{len(self.pedidos)}"
        self.pedidos[codigo] = pedido
        return {"code": codigo, "state": pedido["state"]}

    def documento(self) -> dict[str, Any]:
        """Its discovery."""
        dicho: dict[str, Any] = {
            "issuer": self.emisor_dicho or self.emisor,
            "authorization_endpoint": f"{self.emisor}/autorizar",
            "token_endpoint": f"{self.emisor}/token",
            "jwks_uri": f"{self.emisor}/llaves",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }
        return {clave: valor for clave, valor in (dicho | (self.de_si or {})).items() if valor != "no está"}

    def llaves(self) -> dict[str, Any]:
        """The public half."""
        n = self.llave.public_key().public_numbers()
        return {
            "keys": [{"kty": "RSA", "kid": "1", "use": "sig", "alg": "RS256", "n": _numero(n.n), "e": _numero(n.e)}]
        }

    def token(self, datos: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Whoever has the code and its proof gets the identity; once."""
        self.canjes.append(datos)
        pedido = self.pedidos.pop(datos.get("code", ""), None)
        prueba = _texto(hashlib.sha256(datos.get("code_verifier", "").encode()).digest())
        if pedido is None or pedido.get("code_challenge_method") != "S256" or pedido["code_challenge"] != prueba:
            return 400, {"error": "invalid_grant"}
        if self.da is not None:
            return 200, self.da
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": self.firmado(pedido["nonce"])}

    def firmado(self, nonce: str) -> str:
        """The token of identity."""
        ahora = int(time.time())
        dicho = {"iss": self.emisor, "aud": CLIENTE, "iat": ahora, "exp": ahora + 300, "nonce": nonce}
        dicho |= self.identidad | self.cambios
        dicho = {clave: valor for clave, valor in dicho.items() if clave not in self.quita}
        cabeza = {"alg": self.firma, "kid": "1", "typ": "JWT"}
        partes = ".".join(_texto(json.dumps(x).encode()) for x in (cabeza, dicho))
        if self.firma == "none":
            return f"{partes}."
        if self.firma == "HS256":
            return f"{partes}.{_texto(hmac.new(SECRETO.encode(), partes.encode(), 'sha256').digest())}"
        llave = self.otra_llave or self.llave
        return f"{partes}.{_texto(llave.sign(partes.encode(), padding.PKCS1v15(), SHA256()))}"


@contextmanager
def servir() -> Iterator[Directorio]:
    """One that answers on loopback meanwhile."""
    directorio = Directorio()

    class Atiende(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            rutas = {"/.well-known/openid-configuration": directorio.documento, "/llaves": directorio.llaves}
            hacer = rutas.get(self.path)
            self._responder(*((200, hacer()) if hacer else (404, {})))

        def do_POST(self) -> None:
            cuerpo = self.rfile.read(int(self.headers["Content-Length"])).decode()
            datos = {clave: valores[0] for clave, valores in parse_qs(cuerpo).items()}
            basica = base64.b64encode(f"{CLIENTE}:{SECRETO}".encode()).decode()
            if self.headers.get("Authorization") != f"Basic {basica}":
                self._responder(401, {"error": "invalid_client"})
                return
            self._responder(*directorio.token(datos))

        def _responder(self, estado: int, dicho: dict[str, Any]) -> None:
            cuerpo = json.dumps(dicho).encode()
            self.send_response(estado)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(cuerpo)))
            self.end_headers()
            self.wfile.write(cuerpo)

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    servidor = ThreadingHTTPServer(("127.0.0.1", 0), Atiende)
    directorio.emisor = f"http://127.0.0.1:{servidor.server_port}"
    hilo = threading.Thread(target=servidor.serve_forever, daemon=True)
    hilo.start()
    try:
        yield directorio
    finally:
        servidor.shutdown()
        hilo.join()
        servidor.server_close()
