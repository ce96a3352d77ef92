"""Take out the history of one object, so that somebody else verifies it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...almacen import sin_espacio
from ...reloj import ahora
from ...services.cadenas import exportar
from ...services.lecturas import anotar_exportacion


class Command(BaseCommand):
    """A bundle that is verified offline by the file that comes in it."""

    help = (
        "Exporta la cadena de actos de un objeto con sus filas, su sello y el verificador que la comprueba sin Cauce."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which object, and where to."""
        parser.add_argument("--objeto", required=True, metavar="MODELO:PK", help="Por ejemplo compliance.candidatura:7")
        parser.add_argument("--salida", required=True, type=Path, metavar="F.zip", help="Archivo que se escribe.")

    def handle(self, *args: Any, **opciones: Any) -> None:
        """Write the bundle; nothing is left of one that could not be finished."""
        salida: Path = opciones["salida"]
        try:
            with salida.open("xb") as archivo:
                anotar_exportacion(opciones["objeto"], ahora())
                exportar(opciones["objeto"], archivo)
        except FileExistsError as error:
            raise CommandError(f"{salida} ya existe: borre ese archivo o elija otro nombre.") from error
        except LookupError as error:
            salida.unlink()
            raise CommandError(
                f"«{error.args[0]}» no dejó ningún acto. Escriba el modelo y la llave, como compliance.candidatura:7."
            ) from error
        except OSError as error:
            salida.unlink(missing_ok=True)
            motivo = "no queda espacio en el disco" if sin_espacio(error) else error.strerror
            raise CommandError(f"No se pudo escribir {salida}: {motivo}.") from error
        self.stdout.write(f"{salida}: para verificarlo, python3 verificador.py {salida}")
