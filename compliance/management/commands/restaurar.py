"""`manage.py restaurar F`: an empty installation made from a backup."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from compliance.almacen import sin_espacio
from compliance.cifrado import CifradoError
from compliance.services.respaldo.restauracion import SinTerminarError, restaurar
from compliance.services.respaldo.sobre import Llavero, RespaldoError, esta_cifrado

from .respaldar import frase_de


class Command(BaseCommand):
    """`restaurar F [--frase-archivo A | --llave A]`."""

    help = "Restaura un respaldo en una instalación vacía: lo revisa entero antes de escribir y verifica las cadenas."
    # An installation that is empty yet lacks much of what they look for.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and what opens it."""
        parser.add_argument("archivo", metavar="ARCHIVO", help="El respaldo.")
        parser.add_argument("--frase-archivo", metavar="ARCHIVO", help="Archivo cuya primera línea es la frase.")
        parser.add_argument("--llave", metavar="ARCHIVO", help="Archivo con la llave de age (AGE-SECRET-KEY-1…).")
        parser.add_argument(
            "--sin-llave",
            action="store_true",
            help="Restaura aunque falte la llave maestra: lo que está cifrado no se leerá.",
        )

    def handle(self, *args: Any, **opciones: Any) -> None:
        """Checked whole, written whole, verified."""
        archivo = Path(opciones["archivo"])
        try:
            dicho, verificado = restaurar(
                archivo, self._llavero(archivo, opciones), sin_llave=opciones["sin_llave"], decir=self._avance
            )
        except SinTerminarError as error:
            raise CommandError(str(error)) from error
        except (RespaldoError, CifradoError) as error:
            raise CommandError(f"No se restauró nada. {error}") from error
        except DatabaseError as error:
            raise CommandError(f"No se restauró: la base de datos lo rechazó ({error}).".replace("\n", " ")) from error
        except OSError as error:
            que = "no hay espacio en el disco" if sin_espacio(error) else f"{error.strerror} ({error.filename})"
            raise CommandError(f"No se restauró: {que}.") from error
        cadenas = dicho["cadenas"]
        self.stdout.write(
            f"Restaurado el respaldo de Cauce {dicho['version']} hecho el {dicho['hecho_en']}: "
            f"{sum(dicho['tablas'].values())} registros de {len(dicho['tablas'])} tablas, {cadenas['actos']} actos de "
            f"{cadenas['objetos']} objetos y {dicho['archivos']['cuantos']} archivos. Nadie tiene una sesión abierta."
        )
        for roto in verificado.rotos:
            self.stdout.write(f"ROTO  {roto['objeto']}: {roto['motivo']}")
        if verificado.rotos:
            raise CommandError(f"Se restauró, pero hay {len(verificado.rotos)} roturas en el historial que traía.")
        self.stdout.write(
            f"Verificado: {verificado.actos} actos de {verificado.objetos} objetos y {verificado.sellos} sellos; todo "
            "corresponde.\nSigue: manage.py preparar"
        )

    def _llavero(self, archivo: Path, opciones: dict[str, Any]) -> Llavero:
        if not archivo.is_file():
            raise CommandError(f"No existe {archivo}.")
        frase, llave = opciones["frase_archivo"], opciones["llave"]
        if llave:
            try:
                lineas = Path(llave).read_text(encoding="utf-8").split()
            except (OSError, UnicodeDecodeError) as error:
                raise CommandError(f"--llave: no se puede leer {llave}.") from error
            return Llavero(identidades=tuple(linea for linea in lineas if linea.startswith("AGE-SECRET-KEY-")))
        return Llavero(frase=frase_de(frase, nueva=False) if frase or esta_cifrado(archivo) == "frase" else "")

    def _avance(self, dicho: str) -> None:
        self.stderr.write(dicho)
        self.stderr.flush()
