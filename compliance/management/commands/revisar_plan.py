"""`manage.py revisar_plan CLAVE|ARCHIVO [--json]`: what a careful clerk would ask about a plan. Writes nothing."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from compliance.plan.defectos import PlanInvalido
from compliance.plan.esquema import leer_plan, ruta_de_plan
from compliance.plan.revision import Hallazgo, revisar


class Command(BaseCommand):
    help = "Revisa un plan sin cargarlo. Termina en 0 si no halla nada, en 1 si halla algo y en 2 si no lo entiende."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which plan, and whether a machine reads the answer."""
        parser.add_argument(
            "plan", metavar="CLAVE|ARCHIVO", help="Clave de un plan incluido en Cauce o ruta de un archivo TOML."
        )
        parser.add_argument("--json", action="store_true", help="Responde en JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check and tell; the exit code says whether there is something to look at."""
        try:
            plan, _ = leer_plan(ruta_de_plan(options["plan"]))
        except PlanInvalido as error:
            defectos = "\n".join(f"  {d}" for d in error.defectos)
            raise CommandError(f"El plan no se entiende; no se revisó.\n{defectos}", returncode=2) from error
        hallazgos = revisar(plan)
        if options["json"]:
            self.stdout.write(json.dumps([h.como_dict() for h in hallazgos], ensure_ascii=False, indent=2))
        elif hallazgos:
            self.stdout.write("\n".join(renglones(hallazgos)))
        else:
            self.stdout.write(f"Plan {plan.clave}: sin hallazgos.")
        if hallazgos:
            sys.exit(1)


def renglones(hallazgos: list[Hallazgo]) -> list[str]:
    """The findings for a person, in lines, with their count at the end."""
    lineas = []
    for h in hallazgos:
        impreso = f" «{h.valor}»" if h.valor else ""
        lineas += [
            f"[{h.gravedad}] {h.clave} · {h.campo}{impreso} ({h.codigo})",
            f"    {h.mensaje}",
            f"    → {h.sugerencia}",
        ]
    cuenta = {g: sum(h.gravedad == g for h in hallazgos) for g in ("error", "aviso", "nota")}
    return [*lineas, "", f"{len(hallazgos)} hallazgos: " + ", ".join(f"{n} de {g}" for g, n in cuenta.items() if n)]
