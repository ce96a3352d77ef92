"""Load candidacies and their questionnaires from INE's public data base."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from compliance.importacion import ExportInvalido, Nota, leer_export
from compliance.models import Proceso
from compliance.reloj import ahora

from ...importacion.escritura import FALTA_EL_LIBRO, Reporte, importar


class Command(BaseCommand):
    """`importar_candidaturas ARCHIVO --proceso CLAVE [--simular] [--json]`."""

    help = "Importa candidaturas y cuestionarios de la base de datos pública del INE (.xls, .xlsx o .csv)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file and the process; nothing else decides what is loaded."""
        parser.add_argument("archivo", type=Path, help="libro con sus dos hojas, o el CSV de la primera")
        parser.add_argument("--proceso", required=True, metavar="CLAVE", help="clave del proceso electoral")
        parser.add_argument("--simular", action="store_true", help="informa lo que haría, sin escribir nada")
        parser.add_argument("--json", action="store_true", help="informa en JSON")

    def handle(self, *args: Any, **opciones: Any) -> None:
        """Read, load and report. Fails with nothing written if the file is not what it must be."""
        try:
            proceso = Proceso.objects.get(clave=opciones["proceso"])
        except Proceso.DoesNotExist:
            claves = ", ".join(Proceso.objects.values_list("clave", flat=True)) or "ninguno"
            raise CommandError(
                f"--proceso: no existe «{opciones['proceso']}». Los que hay: {claves}. Cargue su plan con cargar_plan."
            ) from None
        try:
            export = leer_export(opciones["archivo"])
        except ExportInvalido as error:
            raise CommandError(f"No se importó nada.\n{error}") from error
        reporte = importar(export, proceso, por=None, en=ahora(), simular=opciones["simular"])
        if opciones["json"]:
            # The agreed keys; the rest is for people.
            datos = {c: v for c, v in reporte.como_datos().items() if c not in ("hojas", "sin_calidad")}
            self.stdout.write(json.dumps(datos, ensure_ascii=False, indent=2))
        else:
            self._contar(reporte, simulado=opciones["simular"])

    def _contar(self, reporte: Reporte, *, simulado: bool) -> None:
        hojas = "; ".join(f"«{hoja}»: {filas} filas" for hoja, filas in reporte.hojas.items())
        self.stdout.write(f"Leídas: {reporte.leidas} ({hojas})")
        if reporte.sin_calidad:
            self.stdout.write(self.style.WARNING(FALTA_EL_LIBRO.format(reporte.sin_calidad)))
        for titulo, cuantas in (
            ("Creadas", reporte.creadas),
            ("Actualizadas", reporte.actualizadas),
            ("Sin cambio", reporte.sin_cambio),
        ):
            self.stdout.write(f"{titulo}: {cuantas}")
        for titulo, notas in (
            ("Rechazadas", reporte.rechazadas),
            ("Posibles duplicadas", reporte.duplicadas),
            ("Advertencias", reporte.advertencias),
        ):
            self.stdout.write(f"{titulo}: {len(notas)}")
            for motivo, filas in _por_motivo(notas).items():
                rotulo = "fila" if len(filas) == 1 else "filas"
                self.stdout.write(f"  {rotulo} {', '.join(map(str, filas))}: {motivo}")
        if simulado:
            self.stdout.write(self.style.WARNING("Simulación: no se escribió nada."))


def _por_motivo(notas: list[Nota]) -> dict[str, list[int]]:
    motivos: dict[str, list[int]] = defaultdict(list)
    for nota in notas:
        motivos[nota.motivo].append(nota.fila)
    return motivos
