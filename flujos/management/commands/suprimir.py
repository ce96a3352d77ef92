"""Suppress the identity answers of a process whose term ended."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from calendario.fechas import dia_local
from compliance.models import Proceso
from compliance.reloj import ahora
from compliance.services.llaves import SupresionError, por_suprimir, regla_de

from ...supresion import suprimir_proceso


class Command(BaseCommand):
    """It cannot be undone; it may be interrupted and run again."""

    help = (
        "Suprime las respuestas de identidad de un proceso cuyo plazo de conservación terminó: destruye la llave de "
        "cada candidatura y guarda el certificado. No se puede deshacer."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which process, and whether it is only to see."""
        parser.add_argument("proceso", help="Clave del proceso.")
        parser.add_argument("--simular", action="store_true", help="Dice qué se suprimiría y por qué; no suprime.")

    def handle(self, *args: Any, **opciones: Any) -> None:
        """Tell the rule; do it; certify it."""
        proceso = Proceso.objects.select_related("instituto").filter(clave=opciones["proceso"]).first()
        if proceso is None:
            raise CommandError(f"No hay un proceso «{opciones['proceso']}».")
        en = ahora()
        try:
            self.stdout.write(f"{regla_de(proceso, dia_local(en, proceso.tz))}.")
        except SupresionError as error:
            raise CommandError(str(error)) from error
        if opciones["simular"]:
            self.stdout.write(f"Se suprimirían las de {por_suprimir(proceso).count()} candidaturas. No se hizo nada.")
            return
        hecho = suprimir_proceso(proceso, por=None, en=en)
        if hecho.certificado is not None:
            self.stdout.write("El certificado quedó entre los documentos del proceso.")
        self.stdout.write(
            f"Se suprimieron las de {hecho.candidaturas} candidaturas y se borraron {hecho.archivos} archivos por "
            "importar. Las copias de seguridad de antes se leen con la llave "
            "maestra de entonces: cámbiela (manage.py rotar_llave, después --retirar) y destruya sus copias."
        )
