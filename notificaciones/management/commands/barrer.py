"""manage.py barrer: do what time makes due."""

import json
import logging
import signal
import sys
import threading
from argparse import ArgumentParser
from contextlib import AbstractContextManager, nullcontext, redirect_stdout
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from compliance.management.commands.estado import momento_de
from compliance.reloj import ahora
from notificaciones.services import ResultadoBarrido, barrer

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Sweeps once, or over and over in its own process."""

    help = "Envía los recordatorios y avisos que corresponden a este momento, una sola vez cada uno."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The moment, the form of the answer, and whether to go on."""
        parser.add_argument(
            "--al", metavar="FECHA-HORA", help="AAAA-MM-DDTHH:MM, o AAAA-MM-DD (el día entero); por omisión, ahora."
        )
        parser.add_argument("--json", action="store_true", help="Responde en JSON.")
        parser.add_argument(
            "--continuo",
            action="store_true",
            help=f"Barre cada {settings.BARRIDO_SEGUNDOS} segundos hasta recibir SIGTERM o Ctrl-C.",
        )

    def handle(self, *args: Any, **opciones: Any) -> None:
        """Sweep and say what was done."""
        if opciones["continuo"]:
            if opciones["al"]:
                raise CommandError("--continuo barre en el momento presente: no lo combine con --al.")
            self._continuo(como_json=opciones["json"])
        elif opciones["al"] and settings.PRODUCCION:
            raise CommandError("--al sirve para pruebas: en producción cada aviso dice cuándo salió de verdad.")
        else:
            al = momento_de(opciones["al"], timezone.get_default_timezone()) if opciones["al"] else ahora()
            with self._sin_mezclar(como_json=opciones["json"]):
                resultado = barrer(al)
            self._decir(resultado, como_json=opciones["json"])
            if resultado.error:
                raise CommandError(f"{resultado.error}. Los avisos pendientes esperan al siguiente barrido.")

    def _continuo(self, *, como_json: bool) -> None:
        """A sweep that fails says why and the next one tries again: the process only ends when told to."""
        parar = threading.Event()
        for senal in (signal.SIGTERM, signal.SIGINT):
            signal.signal(senal, lambda *_: parar.set())
        while not parar.is_set():
            close_old_connections()
            try:
                with self._sin_mezclar(como_json=como_json):
                    resultado = barrer(ahora())
                self._decir(resultado, como_json=como_json)
                if resultado.error:
                    self.stderr.write(resultado.error)
            except Exception:  # whatever it was, the next sweep must come
                logger.exception("El barrido falló y se repetirá")
            parar.wait(settings.BARRIDO_SEGUNDOS)

    def _sin_mezclar(self, *, como_json: bool) -> AbstractContextManager[object]:
        """Mail sent to the console goes to the error output when the other must hold only JSON."""
        return redirect_stdout(sys.stderr) if como_json else nullcontext()

    def _decir(self, resultado: ResultadoBarrido, *, como_json: bool) -> None:
        if como_json:
            self.stdout.write(json.dumps(resultado.como_json()))
        else:
            self.stdout.write(
                f"Barrido al {timezone.localtime(resultado.al):%Y-%m-%d %H:%M:%S}: {resultado.creados} creados, "
                f"{resultado.enviados} enviados, {resultado.fallidos} fallidos, "
                f"{resultado.omitidos} sin correo registrado"
                f"{f', {resultado.publicadas} candidaturas publicadas' * bool(resultado.publicadas)}."
            )
        self.stdout.flush()
