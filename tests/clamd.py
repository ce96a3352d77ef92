"""A clamd made by hand, on loopback: INSTREAM and PING of its protocol, as its manual page tells them."""

import socketserver
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# The industry's harmless test file, in two pieces so that no scanner takes this one for it.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()


class _Conversacion(socketserver.StreamRequestHandler):
    """One command. `modo`: «bien», «tarda», «gotea», «cuelga», «habla» (what is no answer)."""

    def handle(self) -> None:
        """Read it whole before the answer, but for a limit that is passed."""
        servidor: Any = self.server
        orden = self._hasta_cero()
        if orden == b"zPING":
            self.wfile.write(b"PONG\0")
            return
        if orden != b"zINSTREAM" or servidor.modo == "cuelga":
            return
        recibido = b""
        while largo := struct.unpack(">I", self.rfile.read(4))[0]:
            recibido += self.rfile.read(largo)
            if len(recibido) > servidor.limite:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        servidor.recibidos.append(recibido)
        if servidor.modo == "habla":
            self.wfile.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        elif servidor.modo == "tarda":
            servidor.libre.wait(20)
        elif servidor.modo == "gotea":
            while not servidor.libre.is_set():
                try:
                    self.wfile.write(b"s")
                except OSError:
                    return
                time.sleep(0.1)
        else:
            self.wfile.write(b"stream: Eicar-Signature FOUND\0" if EICAR in recibido else b"stream: OK\0")

    def _hasta_cero(self) -> bytes:
        dicho = b""
        while (octeto := self.rfile.read(1)) not in (b"", b"\0"):
            dicho += octeto
        return dicho


class _PorRed(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


class _PorSocket(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@contextmanager
def clamd(modo: str = "bien", *, limite: int = 10**8, enchufe: Path | None = None) -> Iterator[Any]:
    """It listens while the block lasts; `.direccion` is its CAUCE_ANTIVIRUS, `.recibidos` what it was shown."""
    servidor: Any = _PorSocket(str(enchufe), _Conversacion) if enchufe else _PorRed(("127.0.0.1", 0), _Conversacion)
    servidor.modo, servidor.limite, servidor.recibidos, servidor.libre = modo, limite, [], threading.Event()
    servidor.direccion = f"clamd://{enchufe}" if enchufe else f"clamd://127.0.0.1:{servidor.server_address[1]}"
    hilo = threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.05})
    hilo.start()
    try:
        yield servidor
    finally:
        servidor.libre.set()
        servidor.shutdown()
        hilo.join()
        servidor.server_close()
