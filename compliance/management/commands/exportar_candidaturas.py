"""manage.py exportar_candidaturas --proceso CLAVE --salida F.xlsx|csv|json [--json]: the published candidacies."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...abiertos import FORMATOS, Archivo, publicadas
from ...abiertos.archivos import hacer
from ...almacen import sin_espacio
from ...models import Proceso
from ...reloj import ahora
from ...services.cortes import cortar


class Command(BaseCommand):
    """Writes the same file that the site gives, or makes the cut of today."""

    help = "Exporta las candidaturas publicadas como datos abiertos; con --corte, hace el corte de hoy."

    def add_arguments(self, parser: CommandParser) -> None:
        """The process, where to, and how it is told."""
        parser.add_argument("--proceso", required=True, metavar="CLAVE", help="Clave del proceso electoral.")
        parser.add_argument(
            "--salida",
            type=Path,
            metavar="F.xlsx|csv|json",
            help="Archivo que se escribe; su extensión dice el formato.",
        )
        parser.add_argument(
            "--corte", action="store_true", help="Hace el corte de hoy, si algo cambió desde el último."
        )
        parser.add_argument("--json", action="store_true", help="Informa en JSON.")

    def handle(self, *args: Any, **opciones: Any) -> None:
        """Refuse what cannot be done before anything is written."""
        salida: Path | None = opciones["salida"]
        if salida is None and not opciones["corte"]:
            raise CommandError("Indique --salida ARCHIVO.xlsx (o .csv, o .json), --corte o ambos.")
        formato = salida.suffix.removeprefix(".").lower() if salida else ""
        if salida is not None and formato not in FORMATOS:
            formatos = ", ".join(f".{f}" for f in FORMATOS)
            raise CommandError(
                f"--salida: «{salida.name}» no dice en qué formato. Termínelo en uno de estos: {formatos}."
            )
        proceso = Proceso.objects.filter(clave=opciones["proceso"]).select_related("instituto").first()
        if proceso is None:
            claves = ", ".join(Proceso.objects.order_by("clave").values_list("clave", flat=True))
            raise CommandError(
                f"--proceso: no hay un proceso «{opciones['proceso']}». Registrados: {claves or 'ninguno'}."
            )
        dicho: dict[str, Any] = {"proceso": proceso.clave}
        lineas = []
        if salida is not None:
            archivo = self._escribir(proceso, formato, salida)
            dicho |= {
                "archivo": str(salida),
                "formato": formato,
                "candidaturas": archivo.candidaturas,
                "octetos": archivo.octetos,
                "sha256": archivo.sha256,
            }
            lineas.append(
                f"{salida}: {archivo.candidaturas} candidaturas publicadas, {archivo.octetos} bytes, "
                f"SHA-256 {archivo.sha256}"
            )
        if opciones["corte"]:
            corte = cortar(proceso, en=ahora())
            dicho["corte"] = str(corte.dia) if corte else None
            lineas.append(
                f"Corte del {corte.dia:%d/%m/%Y}: {corte.candidaturas} candidaturas."
                if corte
                else "No se hizo corte: el de hoy ya está, o nada cambió desde el último."
            )
        self.stdout.write(json.dumps(dicho, ensure_ascii=False, indent=2) if opciones["json"] else "\n".join(lineas))

    def _escribir(self, proceso: Proceso, formato: str, salida: Path) -> Archivo:
        """Nothing is left of one that could not be finished; the one that was there stays until then."""
        try:
            archivo = hacer(salida, formato, proceso, publicadas(proceso), en=ahora())
            # What is public may be read by whoever uses the machine.
            salida.chmod(0o644)
        except OSError as error:
            motivo = "no queda espacio en el disco" if sin_espacio(error) else error.strerror
            raise CommandError(f"--salida: no se puede escribir {salida} ({motivo}).") from error
        return archivo
