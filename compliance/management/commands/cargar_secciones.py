"""`manage.py cargar_secciones --proceso CLAVE ARCHIVO [--ensayo]`: load the table of electoral sections, whole."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from compliance.importacion.secciones import TablaInvalida
from compliance.models import Proceso
from compliance.reloj import ahora
from compliance.services.secciones import Cambios, cargar_secciones, comparar, leer_tabla


class Command(BaseCommand):
    help = "Carga la tabla de secciones electorales de un proceso. Queda la del archivo, entera, o nada cambia."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which process, which file, and whether it is only rehearsed."""
        parser.add_argument("archivo", type=Path, metavar="ARCHIVO", help="CSV o libro de cálculo.")
        parser.add_argument("--proceso", required=True, metavar="CLAVE", help="Clave del proceso.")
        parser.add_argument("--fuente", default="", help="De qué documento es la tabla; por omisión, el archivo.")
        parser.add_argument("--ensayo", action="store_true", help="Dice qué cambiaría y no escribe nada.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, compare and load. A table with a defect is refused whole."""
        archivo: Path = options["archivo"]
        proceso = Proceso.objects.filter(clave=options["proceso"]).first()
        if proceso is None:
            claves = ", ".join(Proceso.objects.values_list("clave", flat=True))
            raise CommandError(f"No hay un proceso «{options['proceso']}». Los hay: {claves or 'ninguno'}.")
        try:
            filas = leer_tabla(archivo.read_bytes(), archivo.name, proceso)
        except OSError as error:
            raise CommandError(f"{archivo}: no se puede leer ({error.strerror}).") from error
        except TablaInvalida as error:
            defectos = "\n".join(f"  {d}" for d in error.defectos)
            raise CommandError(f"La tabla {archivo.name} no se cargó; nada cambió.\n{defectos}") from error
        if options["ensayo"]:
            self.stdout.write(_dicho("Ensayo, no se escribió nada", comparar(proceso, filas)))
            return
        fuente = options["fuente"].strip() or archivo.name
        cambios = cargar_secciones(proceso, filas, archivo=archivo.name, fuente=fuente, por=None, en=ahora())
        self.stdout.write(_dicho("Tabla de secciones cargada" if cambios else "Sin cambios", cambios))


def _dicho(que: str, cambios: Cambios) -> str:
    return (
        f"{que}: {len(cambios.agrega)} nuevas, {len(cambios.cambia)} cambian, {len(cambios.quita)} se quitan, "
        f"{cambios.iguales} quedan igual."
    )
