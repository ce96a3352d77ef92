"""manage.py informe mensual|avance|final|semanal --proceso CLAVE [--mes AAAA-MM] [--salida F.pdf] [--json]."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from compliance.management.commands.estado import momento_de
from compliance.models import Proceso
from compliance.reloj import ahora
from documentos.informes.captura import CLASES, InformeDeCaptura, hoja_de_captura, informe_de_captura
from documentos.informes.mensual import InformeMensual, leer_mes
from documentos.informes.mensual_pdf import hoja
from documentos.papel import LetraSinFuente, en_pdf
from flujos.entregables.informes import informe_mensual


class Command(BaseCommand):
    """Writes the report as PDF, prints it as JSON, or both. Reads only."""

    help = "Genera un informe a partir del registro, con los datos que había al corte."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The report, its process and month, where it goes and its cut-off."""
        parser.add_argument("informe", choices=["mensual", *CLASES], help="Qué informe.")
        parser.add_argument("--proceso", required=True, metavar="CLAVE")
        parser.add_argument("--mes", metavar="AAAA-MM", help="El mes que se informa, del mensual.")
        parser.add_argument("--salida", type=Path, metavar="ARCHIVO.pdf", help="Dónde se escribe el PDF.")
        parser.add_argument("--al", metavar="FECHA", help="Corte, AAAA-MM-DD o AAAA-MM-DDTHH:MM; por omisión, ahora.")
        parser.add_argument("--json", action="store_true", help="Imprime las mismas filas en JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse what cannot be read before anything is written."""
        salida: Path | None = options["salida"]
        if salida is None and not options["json"]:
            raise CommandError("Indique --salida ARCHIVO.pdf, --json o ambos.")
        proceso = Proceso.objects.filter(clave=options["proceso"]).select_related("instituto").first()
        if proceso is None:
            claves = ", ".join(Proceso.objects.order_by("clave").values_list("clave", flat=True))
            raise CommandError(
                f"--proceso: no hay un proceso «{options['proceso']}». Registrados: {claves or 'ninguno'}."
            )
        try:
            al = momento_de(options["al"], proceso.tz) if options["al"] is not None else ahora()
        except ValueError as error:
            raise CommandError(f"--al: {error}") from error
        informe: InformeMensual | InformeDeCaptura
        if options["informe"] == "mensual":
            try:
                informe = informe_mensual(proceso, leer_mes(options["mes"] or ""), al)
            except ValueError as error:
                raise CommandError(f"--mes: {error}") from error
        else:
            informe = informe_de_captura(proceso, options["informe"], al, con_estadisticas=options["al"] is None)
        if salida is not None:
            self._escribir(informe, salida)
        if options["json"]:
            self.stdout.write(json.dumps(informe.como_json(), ensure_ascii=False, indent=2))
        else:
            cuantas = f"{len(informe.filas)} actividades, " if isinstance(informe, InformeMensual) else ""
            self.stdout.write(f"{informe.titulo}: {cuantas}en {salida}")

    def _escribir(self, informe: InformeMensual | InformeDeCaptura, salida: Path) -> None:
        """Compose in memory first, so that a failure leaves no half-written file."""
        try:
            contenido = en_pdf(hoja(informe) if isinstance(informe, InformeMensual) else hoja_de_captura(informe))
        except LetraSinFuente as error:
            raise CommandError(str(error)) from error
        try:
            salida.write_bytes(contenido)
        except OSError as error:
            raise CommandError(f"--salida: no se puede escribir {salida} ({error.strerror}).") from error
