"""Show the scanner what was kept while it was away."""

from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from compliance.antivirus import InfectadoError, SinRevisarError, revisar
from compliance.models import ArchivoSinRevisar


class Command(BaseCommand):
    """`revisar_archivos`: ends with an error if something was found, or could not be looked at."""

    help = "Muestra al antivirus los archivos que se recibieron mientras no respondía; dice qué halló."

    def handle(self, *args: Any, **opciones: Any) -> None:
        """What is clean is marked no more; what is gone neither."""
        if not settings.ANTIVIRUS:
            raise CommandError("No hay antivirus: indique CAUCE_ANTIVIRUS.")
        limpios = hallados = pendientes = 0
        for marca in ArchivoSinRevisar.objects.filter(hallazgo=""):
            if not default_storage.exists(marca.nombre):
                marca.delete()
                continue
            try:
                with default_storage.open(marca.nombre) as archivo:
                    revisar(archivo)
            except InfectadoError as error:
                hallados += 1
                marca.hallazgo = str(error)[:200]
                marca.save(update_fields=["hallazgo"])
                self.stdout.write(f"{marca.nombre}: {error}")
            except SinRevisarError as error:
                pendientes += 1
                self.stdout.write(f"{marca.nombre}: sin revisar, {error}")
            else:
                limpios += 1
                marca.delete()
        dicho = f"Limpios: {limpios}. Infectados: {hallados}. Sin revisar: {pendientes}."
        if hallados or pendientes:
            raise CommandError(f"{dicho} Lo infectado ya no se entrega; diga a quien lo envió que lo sustituya.")
        self.stdout.write(dicho)
