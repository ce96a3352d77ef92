"""A way to the database that a test cuts: a TCP proxy of its own, before a server that nobody stops."""

import socket
import threading
from contextlib import suppress


class Intermedio:
    """Listens on a port of the loopback and passes all on to (`host`, `puerto`) while it is open."""

    def __init__(self, host: str, puerto: int) -> None:
        self._destino = (host, puerto)
        self._vivas: set[socket.socket] = set()
        self._candado = threading.Lock()
        self._oye: socket.socket | None = None
        with socket.socket() as libre:
            libre.bind(("127.0.0.1", 0))
            self.puerto: int = libre.getsockname()[1]

    def abrir(self) -> None:
        """Whoever comes is let through."""
        self._oye = socket.create_server(("127.0.0.1", self.puerto))
        threading.Thread(target=self._aceptar, args=(self._oye,), daemon=True).start()

    def cerrar(self) -> int:
        """Nobody comes in any more, and who was in is cut in the middle of whatever it said. Answers how many were."""
        if self._oye is not None:
            with suppress(OSError):
                self._oye.shutdown(socket.SHUT_RDWR)
            self._oye.close()
            self._oye = None
        with self._candado:
            vivas, self._vivas = self._vivas, set()
        for una in vivas:
            with suppress(OSError):
                una.shutdown(socket.SHUT_RDWR)
            una.close()
        return len(vivas) // 2

    def _aceptar(self, oye: socket.socket) -> None:
        with suppress(OSError):
            while True:
                suya, _ = oye.accept()
                try:
                    de_la_base = socket.create_connection(self._destino)
                except OSError:
                    suya.close()
                    continue
                with self._candado:
                    self._vivas |= {suya, de_la_base}
                for de, a in ((suya, de_la_base), (de_la_base, suya)):
                    threading.Thread(target=self._pasar, args=(de, a), daemon=True).start()

    def _pasar(self, de: socket.socket, a: socket.socket) -> None:
        with suppress(OSError):
            while datos := de.recv(65536):
                a.sendall(datos)
        for una in (de, a):
            with suppress(OSError):
                una.shutdown(socket.SHUT_RDWR)
            una.close()
        with self._candado:
            self._vivas -= {de, a}
