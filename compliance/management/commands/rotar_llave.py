"""Change the master key: every key of a candidacy is wrapped again; what they seal is not touched."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ... import cifrado
from ...reloj import ahora
from ...services.llaves import borrar_rastros_de_llaves, envolver_de_nuevo, hay_por_envolver, retirar_anteriores


class Command(BaseCommand):
    """It may be interrupted and run again; the site goes on meanwhile."""

    help = (
        "Cambia la llave maestra: envuelve de nuevo, por lotes, la llave de cada candidatura. Puede interrumpirse y "
        "repetirse. Con --retirar, al terminar quita del archivo las maestras anteriores."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether the master keys from before end here."""
        parser.add_argument("--retirar", action="store_true", help="Quita del archivo las llaves maestras anteriores.")
        parser.add_argument("--lote", type=int, default=500, help="Cuántas llaves por transacción.")

    def handle(self, *args: Any, **opciones: Any) -> None:
        """A new one, unless a rotation is under way; then every key; then, if asked, the end of those from before."""
        try:
            self._rotar(opciones["lote"], retirar=opciones["retirar"])
        except cifrado.CifradoError as error:
            raise CommandError(str(error)) from error

    def _rotar(self, lote: int, *, retirar: bool) -> None:
        en_variable = bool(settings.LLAVE_MAESTRA)
        if len(cifrado.maestras()) == 1 and not retirar and not hay_por_envolver():
            if en_variable:
                raise CommandError(
                    "Ponga la llave nueva delante de la de ahora, separadas por una coma (CAUCE_LLAVE_MAESTRA=NUEVA,"
                    "ANTERIOR), reinicie el sitio y repita."
                )
            cifrado.anteponer_maestra()
            self.stdout.write("Se hizo una llave maestra nueva.")
        total = 0
        for cuantas in envolver_de_nuevo(en=ahora(), lote=lote):
            total += cuantas
            self.stdout.write(f"  {total} llaves envueltas de nuevo.")
        borrar_rastros_de_llaves()
        if len(cifrado.maestras()) == 1:
            self.stdout.write("Todas las llaves están envueltas con la única llave maestra.")
        elif en_variable:
            self.stdout.write("Quite de CAUCE_LLAVE_MAESTRA la anterior, reinicie el sitio y destruya sus copias.")
        elif retirar:
            retirar_anteriores(en=ahora())
            self.stdout.write("Se quitaron las anteriores. Destruya también las copias que guardó de ellas.")
        else:
            self.stdout.write("Cuando copie el archivo nuevo a su resguardo: manage.py rotar_llave --retirar")
