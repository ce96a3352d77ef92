"""manage.py plazo: when a term is due, and why."""

import json
from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from ...fechas import fecha_larga
from ...inhabiles import NACIONAL, CalendarioHabil
from ...models import Calendario
from ...plazos import EventoDesconocidoError, FechaImposibleError, PlazoError, Vencimiento, leer_fecha, ocurrencias
from ...services import calendario_habil


class Command(BaseCommand):
    """Evaluates one rule. See docs/plazos.md."""

    help = "Calcula cuándo vence un plazo y explica por qué."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The rule, the fact and the calendar."""
        # What is missing is told by whoever reads it, in Spanish: argparse would say so in English.
        parser.add_argument(
            "regla", metavar="REGLA", nargs="?", default="", help="por ejemplo «3 días naturales después»"
        )
        parser.add_argument(
            "--desde",
            metavar="FECHA",
            nargs="?",
            help="fecha del hecho, AAAA-MM-DD, o su momento, AAAA-MM-DDTHH:MM (hora local)",
        )
        parser.add_argument("--calendario", metavar="CLAVE", default=NACIONAL.clave, help="calendario del instituto")
        parser.add_argument("--json", action="store_true", help="responde en JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the due moment, or say what could not be understood."""
        try:
            calendario = self._calendario(options["calendario"])
            desde = _leer_desde(options["desde"], calendario.tz) if options["desde"] else None
            vencimientos = ocurrencias(options["regla"], desde=desde, calendario=calendario)
        except EventoDesconocidoError as error:
            raise CommandError(f"{error} Indíquela con --desde.") from error
        except PlazoError as error:
            raise CommandError(str(error)) from error
        escribir = self._json if options["json"] else self._texto
        self.stdout.write(escribir(vencimientos))

    def _calendario(self, clave: str) -> CalendarioHabil:
        if clave == NACIONAL.clave:
            return NACIONAL
        try:
            claves = [NACIONAL.clave, *Calendario.objects.order_by("clave").values_list("clave", flat=True)]
        except DatabaseError as error:
            raise CommandError(
                f"No se puede leer el calendario «{clave}»: la base de datos no está lista (manage.py migrate la "
                "prepara). Sin --calendario se usa el nacional."
            ) from error
        if clave not in claves:
            raise CommandError(f"No hay un calendario «{clave}». Hay: {', '.join(claves)}.")
        return calendario_habil(clave)

    def _json(self, vencimientos: tuple[Vencimiento, ...]) -> str:
        datos = vencimientos[0].como_dict()
        if len(vencimientos) > 1:
            datos["ocurrencias"] = [v.vence.isoformat() for v in vencimientos]
        return json.dumps(datos, ensure_ascii=False, indent=2)

    def _texto(self, vencimientos: tuple[Vencimiento, ...]) -> str:
        primero = vencimientos[0]
        lineas = [primero.explicacion, ""]
        if len(vencimientos) > 1:
            lineas += [f"{n:4}  {fecha_larga(v.dia)}" for n, v in enumerate(vencimientos, start=1)]
        else:
            lineas += [
                f"{fila.numero or '–':>4}  {fecha_larga(fila.fecha):16}  {fila.motivo}".rstrip()
                for fila in primero.tabla
            ]
        return "\n".join(lineas)


def _leer_desde(texto: str, tz: ZoneInfo) -> date | datetime:
    """A day as rules write it, or an ISO moment, local if it names no offset. Raises FechaImposibleError."""
    try:
        return leer_fecha(texto)
    except FechaImposibleError as error:
        try:
            momento = datetime.fromisoformat(texto)
        except ValueError:
            raise FechaImposibleError(f"--desde: {error} Con hora se escribe 2024-02-01T14:30.") from error
        return momento if momento.tzinfo else momento.replace(tzinfo=tz)
