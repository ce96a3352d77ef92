"""Take back a whole import, while nothing moved since."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from compliance.models import Proceso
from compliance.reloj import ahora

from ...importacion.deshacer import deshacer, lo_que_se_ira
from ...models import Importacion
from ...transiciones import Rechazo


class Command(BaseCommand):
    """`deshacer_importacion PROCESO [IMPORTACIÓN] [--simular]`."""

    help = "Deshace una importación completa mientras nada se haya movido. Sin su número, las lista."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which one; without it, which there are."""
        parser.add_argument("proceso", metavar="PROCESO", help="clave del proceso electoral")
        parser.add_argument("importacion", nargs="?", type=int, metavar="NÚMERO", help="número de la importación")
        parser.add_argument("--simular", action="store_true", help="dice qué se iría, sin quitar nada")

    def handle(self, *args: Any, **opciones: Any) -> None:
        """Tell what there is, what would go, or take it back. Interrupted, the same command goes on."""
        proceso = Proceso.objects.filter(clave=opciones["proceso"]).first()
        if proceso is None:
            claves = ", ".join(Proceso.objects.values_list("clave", flat=True)) or "ninguno"
            raise CommandError(f"No existe el proceso «{opciones['proceso']}». Los que hay: {claves}.")
        if opciones["importacion"] is None:
            for i in proceso.importaciones.all():
                estado = "deshecha" if i.deshecha_en else "importada" if i.terminada_en else "a medias"
                self.stdout.write(f"{i.pk}\t{i.en:%Y-%m-%d %H:%M}\t{i.archivo}\t{i.por_nombre}\t{estado}")
            return
        importacion = proceso.importaciones.filter(pk=opciones["importacion"]).first()
        if importacion is None:
            raise CommandError(f"El proceso «{proceso.clave}» no tiene la importación {opciones['importacion']}.")
        self._contar(importacion)
        if opciones["simular"]:
            self.stdout.write(self.style.WARNING("Simulación: no se quitó nada."))
            return
        try:
            deshacer(importacion, por=None, en=ahora())
        except Rechazo as rechazo:
            raise CommandError(str(rechazo)) from rechazo
        self.stdout.write(self.style.SUCCESS(f"Se deshizo la importación de «{importacion}»."))

    def _contar(self, importacion: Importacion) -> None:
        ira = lo_que_se_ira(importacion)
        self.stdout.write(f"Candidaturas que se quitan: {ira.candidaturas}; personas: {ira.personas}")
        self.stdout.write(f"Candidaturas que vuelven a como estaban: {ira.cambiadas}")
        for titulo, nombres in (("De los catálogos se quitan", ira.catalogos), ("Se quedan", ira.se_quedan)):
            if nombres:
                self.stdout.write(f"{titulo}: {', '.join(nombres)}")
