"""Find the files that a crash or a full disk left without a row."""

from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandParser

from compliance.almacen import huerfanos
from compliance.reloj import ahora


class Command(BaseCommand):
    """`archivos_huerfanos [--borrar]`."""

    help = "Enumera los archivos de hace más de un día que ningún registro nombra; con --borrar, los quita."

    def add_arguments(self, parser: CommandParser) -> None:
        """Nothing is removed unless asked to."""
        parser.add_argument("--borrar", action="store_true", help="quita los que enumera")

    def handle(self, *args: Any, **opciones: Any) -> None:
        """One line for each, and what they add up to."""
        cuantos = octetos = 0
        for nombre in huerfanos(ahora()):
            octetos += default_storage.size(nombre)
            cuantos += 1
            if opciones["borrar"]:
                default_storage.delete(nombre)
            self.stdout.write(nombre)
        hecho = "Se quitaron" if opciones["borrar"] else "Sin registro que los nombre:"
        self.stdout.write(f"{hecho} {cuantos} archivos ({octetos / 1024**2:.1f} MB).")
