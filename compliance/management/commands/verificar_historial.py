"""Verify every chain of acts, every row of the history and every seal."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from ...services.cadenas import verificar


class Command(BaseCommand):
    """Answers how much was verified and what is broken; exit 1 if something is, 2 if it could not be read."""

    help = "Verifica las cadenas de actos, las filas del historial y los sellos; sale con 1 si algo está roto."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--json`, for whoever reads it by machine."""
        parser.add_argument("--json", action="store_true", help="Contesta en JSON.")

    def handle(self, *args: Any, **opciones: Any) -> None:
        """Verify and tell."""
        try:
            v = verificar()
        except DatabaseError as error:
            raise CommandError(
                f"No se verificó nada: la base de datos no se pudo leer ({error}).", returncode=2
            ) from error
        if opciones["json"]:
            self.stdout.write(json.dumps(v.como_datos(), ensure_ascii=False))
        else:
            self.stdout.write(f"{v.actos} actos de {v.objetos} objetos y {v.sellos} sellos.")
            for roto in v.rotos:
                acto = f", acto {roto['acto']}" if roto["acto"] else ""
                self.stdout.write(f"ROTO  {roto['objeto']}{acto}: {roto['motivo']}")
        if v.rotos:
            raise CommandError(f"Hay {len(v.rotos)} roturas en el historial.", returncode=1)
        if not opciones["json"]:
            self.stdout.write("Todo corresponde.")
