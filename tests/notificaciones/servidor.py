"""A mail server on loopback that takes nothing but what RFC 5321 asks of the oldest of them."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import ClassVar


class _Estricto(socketserver.StreamRequestHandler):
    """No 8BITMIME, no SMTPUTF8: seven bits, CRLF, lines of 998 at most. What it refuses, it refuses with its reason."""

    recibidos: ClassVar[list[bytes]]
    tarda: ClassVar[float]

    def handle(self) -> None:
        """One connection."""
        self._di(b"220 estricto ESMTP")
        while linea := self.rfile.readline():
            verbo = linea.split(b" ")[0].strip().upper()
            if not linea.endswith(b"\r\n") or not linea.isascii() or len(linea) > 512:
                self._di(b"500 orden mal escrita")
            elif verbo == b"DATA":
                self._di(b"354 adelante")
                if not self._datos():
                    return
            elif verbo == b"QUIT":
                self._di(b"221 adios")
                return
            else:
                self._di(b"250 bien")

    def _datos(self) -> bool:
        """Take a mail, whole; answers whether whoever sends it is still there."""
        lineas, defecto = [], b""
        while (linea := self.rfile.readline()) != b".\r\n":
            if not linea:
                return False
            if not linea.endswith(b"\r\n") or b"\r" in linea[:-2]:
                defecto = b"salto de linea suelto"
            elif not linea.isascii() or b"\0" in linea:
                defecto = b"ocho bits"
            elif len(linea) > 1000:
                defecto = b"linea larga"
            lineas.append(linea.removeprefix(b".") if linea.startswith(b"..") else linea)
        if defecto:
            self._di(b"554 " + defecto)
        else:
            self.recibidos.append(b"".join(lineas))
            time.sleep(self.tarda)
            self._di(b"250 recibido")
        return True

    def _di(self, linea: bytes) -> None:
        # Whoever died before the answer does not hear it.
        with suppress(ConnectionError):
            self.wfile.write(linea + b"\r\n")


@contextmanager
def estricto(tarda: float = 0) -> Iterator[tuple[int, list[bytes]]]:
    """Its port, and the mails that it took, as they came. `tarda`: seconds between taking one and saying so."""
    recibidos: list[bytes] = []
    manejador = type("Manejador", (_Estricto,), {"recibidos": recibidos, "tarda": tarda})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), manejador) as servidor:
        hilo = threading.Thread(target=servidor.serve_forever, args=(0.05,), daemon=True)
        hilo.start()
        try:
            yield servidor.server_address[1], recibidos
        finally:
            servidor.shutdown()
            hilo.join()
