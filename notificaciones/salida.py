"""A POST to an address of somebody else that can only reach the internet: never this machine nor its network. No ORM.

The name is resolved once, every address that it has must be public, and the connection is opened to one of those: what
the name says later, to lead inside, is not asked. Redirections are not followed.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit

# For each step, and for all of them.
SEGUNDOS = 5
MAXIMO = 15
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class SalidaError(Exception):
    """It was not sent, or was not taken: says in Spanish why."""


def revisar(direccion: str) -> tuple[str, int, str]:
    """The host, the port and the path of an address to which something may be sent. Raises SalidaError."""
    try:
        partes = urlsplit(direccion)
        anfitrion, puerto = partes.hostname or "", partes.port or 443
    except ValueError:
        raise SalidaError(
            "La dirección no se entiende: escríbala completa, como https://sistema.example.mx/avisos."
        ) from None
    if partes.scheme != "https" or not anfitrion:
        raise SalidaError("La dirección debe empezar con https://.")
    if partes.username is not None or partes.password is not None:
        raise SalidaError("La dirección no puede llevar usuario ni contraseña.")
    try:
        anfitrion = anfitrion.encode("idna").decode()
    except UnicodeError:
        raise SalidaError("El nombre del servidor no se entiende.") from None
    camino = (partes.path or "/") + (f"?{partes.query}" if partes.query else "")
    if not camino.isascii() or any(ord(c) <= 32 or ord(c) == 127 for c in camino):
        raise SalidaError("La dirección lleva letras que no se admiten.")
    return anfitrion, puerto, camino


def publica(anfitrion: str, puerto: int) -> str:
    """An address of the host, once all that it has are public. Raises SalidaError."""
    try:
        halladas = {str(h[4][0]) for h in socket.getaddrinfo(anfitrion, puerto, type=socket.SOCK_STREAM)}
    except OSError:
        raise SalidaError(f"No se encuentra el servidor {anfitrion}: revise cómo está escrito.") from None
    if not all(map(_es_publica, halladas)):
        raise SalidaError(f"{anfitrion} es una dirección interna: solo se envía a direcciones públicas.")
    return min(halladas)


def _es_publica(direccion: str) -> bool:
    ip = ipaddress.ip_address(direccion.partition("%")[0])
    # An address of IPv6 may lead to the one of IPv4 that it holds.
    dentro = [getattr(ip, "ipv4_mapped", None), getattr(ip, "sixtofour", None)]
    if ip in _NAT64:
        dentro.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return all(uno.is_global and not uno.is_multicast for uno in (ip, *dentro) if uno is not None)


class _Conexion(http.client.HTTPSConnection):
    """To the address that was looked at, with the certificate of the name that was asked for."""

    def __init__(self, anfitrion: str, puerto: int) -> None:
        self._certificado = ssl.create_default_context()
        super().__init__(anfitrion, puerto, timeout=SEGUNDOS, context=self._certificado)

    def connect(self) -> None:
        """Open it."""
        destino = publica(self.host, self.port)
        self.sock = self._certificado.wrap_socket(
            socket.create_connection((destino, self.port), timeout=SEGUNDOS), server_hostname=self.host
        )


def _cortar(conexion: http.client.HTTPConnection) -> None:
    if conexion.sock is not None:
        with suppress(OSError):
            conexion.sock.shutdown(socket.SHUT_RDWR)


def enviar(direccion: str, cuerpo: bytes, encabezados: Mapping[str, str]) -> int:
    """POST and answer the status, always of the 200s. Raises SalidaError, also for a redirection."""
    anfitrion, puerto, camino = revisar(direccion)
    conexion = _Conexion(anfitrion, puerto)
    # Who answers letter by letter does not keep the others waiting either.
    limite = threading.Timer(MAXIMO, _cortar, [conexion])
    limite.start()
    try:
        conexion.request("POST", camino, body=cuerpo, headers=dict(encabezados))
        with conexion.getresponse() as respuesta:
            estado = respuesta.status
    except ssl.SSLCertVerificationError as error:
        raise SalidaError(
            f"El certificado de {anfitrion} no es de confianza o no es suyo: avise a quien lo administra."
        ) from error
    except TimeoutError as error:
        raise SalidaError(f"{anfitrion} no respondió a tiempo.") from error
    except (OSError, http.client.HTTPException) as error:
        raise SalidaError(f"No hubo conexión con {anfitrion} ({type(error).__name__}): revise que atienda.") from error
    finally:
        limite.cancel()
        conexion.close()
    if not 200 <= estado < 300:
        raise SalidaError(f"El servidor respondió {estado}; se esperaba 200.")
    return estado
