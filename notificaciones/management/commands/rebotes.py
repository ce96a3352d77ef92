"""manage.py rebotes: take note of the mails that came back, and of what calendars answered."""

import json
import mailbox
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from compliance.reloj import ahora
from notificaciones.rebotes import Correos, anotar_rebotes
from notificaciones.respuestas import anotar_respuestas


class Command(BaseCommand):
    """Reads a mailbox and changes nothing in it: it may be run as often as wanted."""

    help = (
        "Anota los avisos cuyo correo rebotó (RFC 3464) y lo que los calendarios respondieron a las convocatorias "
        "(RFC 5546), según los mensajes de un buzón Maildir o mbox."
    )

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
            al, correos = ahora(), Correos(buzon)
            hecho = anotar_rebotes(correos, al)
            respuestas = anotar_respuestas(correos, al)
        finally:
            buzon.close()
        if opciones["json"]:
            dicho = asdict(hecho) | {"ilegibles": len(correos.ilegibles), "respuestas": respuestas}
            self.stdout.write(json.dumps(dicho, ensure_ascii=False))
        else:
            self.stdout.write(
                f"{hecho.leidos} mensajes leídos: {hecho.rebotes} rebotes, {hecho.anotados} avisos anotados, "
                f"{hecho.ajenos} de correos que no son avisos."
            )
            if correos.ilegibles:
                self.stdout.write(
                    f"Sin leer: {len(correos.ilegibles)}, con más partes una dentro de otra de las que se leen. "
                    "Si alguno es un rebote, véalo a mano."
                )
            for final, cuantas in sorted(respuestas.items()):
                self.stdout.write(f"Respuestas a convocatorias: {cuantas}, {final}.")
