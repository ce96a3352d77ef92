"""manage.py estado --proceso CLAVE [--al FECHA] --json: the tablero's figures."""

import json
import re
from argparse import ArgumentParser
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError

from calendario.fechas import fin_del_dia
from compliance.models import Candidatura, Proceso
from compliance.reloj import ahora
from compliance.situacion import ETIQUETAS_DE_CLASE, Clase
from compliance.tablero import estado

# ISO 8601 has many more forms; each that is not what it seems (20240415 is midnight) would be a figure of another day.
_MOMENTO = re.compile(r"\d{4}-\d\d-\d\d(?P<hora>T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)


def momento_de(texto: str, tz: ZoneInfo) -> datetime:
    """A day (its last second: the whole day counts) or a date and time, local to `tz` unless it says otherwise."""
    try:
        if (escrito := _MOMENTO.fullmatch(texto)) is None:
            raise ValueError(texto)
        if escrito["hora"] is None:
            momento = fin_del_dia(date.fromisoformat(texto), tz)
        else:
            momento = datetime.fromisoformat(texto)
            momento = momento if momento.tzinfo else momento.replace(tzinfo=tz)
        momento.astimezone(UTC)  # or OverflowError: no database holds it
    except (ValueError, OverflowError) as error:
        raise CommandError(f"--al: «{texto}» no es una fecha AAAA-MM-DD ni AAAA-MM-DDTHH:MM.") from error
    return momento


class Command(BaseCommand):
    """Prints the tablero's figures at a moment."""

    help = "Cifras del tablero de un proceso en un momento dado."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--al takes a local day of the institute, or a date and time."""
        parser.add_argument("--proceso", required=True, metavar="CLAVE")
        parser.add_argument("--al", metavar="FECHA", help="AAAA-MM-DD o AAAA-MM-DDTHH:MM; por omisión, ahora.")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read only."""
        proceso = Proceso.objects.filter(clave=options["proceso"]).select_related("instituto").first()
        if proceso is None:
            claves = ", ".join(Proceso.objects.values_list("clave", flat=True)) or "ninguno"
            raise CommandError(f"No hay un proceso «{options['proceso']}». Procesos cargados: {claves}.")
        al = momento_de(options["al"], proceso.tz) if options["al"] is not None else ahora()
        cifras = estado(proceso, al)
        if options["json"]:
            self.stdout.write(json.dumps(cifras, ensure_ascii=False))
            return
        self.stdout.write(f"{proceso} al {al.astimezone(proceso.tz):%d/%m/%Y %H:%M}")
        self.stdout.write(f"Entregables: {cifras['entregables']['total']}")
        for clase in Clase:
            self.stdout.write(f"  {ETIQUETAS_DE_CLASE[clase]}: {cifras['entregables'][clase.value]}")
        self.stdout.write(f"Candidaturas: {sum(cifras['candidaturas'].values())}")
        for valor, etiqueta in Candidatura.Estado.choices:
            self.stdout.write(f"  {etiqueta}: {cifras['candidaturas'][valor]}")
