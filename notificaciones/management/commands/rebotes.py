"""manage.py rebotes: take note of the mails that came back."""

import json
import mailbox
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from compliance.reloj import ahora
from notificaciones.rebotes import anotar_rebotes


class Command(BaseCommand):
    """Reads a mailbox and changes nothing in it: it may be run as often as wanted."""

    help = "Anota los avisos cuyo correo rebotó, según los mensajes (RFC 3464) de un buzón Maildir o mbox."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where, and the form of the answer."""
        parser.add_argument("buzon", metavar="BUZÓN", help="Carpeta Maildir o archivo mbox que recibe los rebotes.")
        parser.add_argument("--json", action="store_true", help="Responde en JSON.")

    def handle(self, *args: Any, **opciones: Any) -> None:
        """Read it and say what was noted."""
        lugar = Path(opciones["buzon"])
        if not lugar.exists():
            raise CommandError(
                f"No existe {lugar}: indique la carpeta Maildir o el archivo mbox que recibe los rebotes."
            )
        if lugar.is_dir() and not (lugar / "cur").is_dir():
            raise CommandError(f"{lugar} no es una carpeta Maildir: le falta «cur».")
        buzon: Any = mailbox.Maildir(lugar, create=False) if lugar.is_dir() else mailbox.mbox(lugar, create=False)
        try:
            hecho = anotar_rebotes(buzon, ahora())
        finally:
            buzon.close()
        if opciones["json"]:
            self.stdout.write(json.dumps(asdict(hecho)))
        else:
            self.stdout.write(
                f"{hecho.leidos} mensajes leídos: {hecho.rebotes} rebotes, {hecho.anotados} avisos anotados, "
                f"{hecho.ajenos} de correos que no son avisos."
            )
