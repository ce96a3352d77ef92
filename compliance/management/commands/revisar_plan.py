"""`manage.py revisar_plan CLAVE|ARCHIVO`: what a careful clerk would ask about a plan. Writes nothing."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from compliance.forms.planes import contiene
from compliance.plan.defectos import PlanInvalido
from compliance.plan.esquema import PlanDatos, leer_plan, ruta_de_plan
from compliance.plan.hallazgos import HallazgoVisto, Lector
from compliance.plan.revision import GRAVEDADES, IMPIDEN_CARGAR, Hallazgo, revisar

_TITULOS = {
    "error": ("error", "errores", "no se puede cumplir como está impreso, o contradice la norma"),
    "aviso": ("aviso", "avisos", "una contradicción o un hueco que alguien debe aclarar"),
    "nota": ("nota", "notas", "lo mismo escrito de dos modos, o un plan que se obliga antes que la norma"),
}


class Command(BaseCommand):
    help = (
        "Revisa un plan sin cargarlo. Termina en 0 si no halla nada, en 1 si halla algo y en 2 si no lo entiende o no "
        "podría cargarse."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which plan, which findings, and whether a machine reads the answer."""
        parser.add_argument(
            "plan", metavar="CLAVE|ARCHIVO", help="Clave de un plan incluido en Cauce o ruta de un archivo TOML."
        )
        parser.add_argument("--gravedad", choices=GRAVEDADES, action="append", help="Solo los de esta gravedad.")
        parser.add_argument("--fila", metavar="CLAVE", help="Solo los de esta fila o actividad: 11.6, 11.6.4.")
        parser.add_argument("--busca", metavar="TEXTO", default="", help="Solo los que dicen esto.")
        parser.add_argument("--json", action="store_true", help="Responde en JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check and tell; the exit code says whether there is something to look at."""
        try:
            plan, _ = leer_plan(ruta_de_plan(options["plan"]))
        except PlanInvalido as error:
            defectos = "\n".join(f"  {d}" for d in error.defectos)
            raise CommandError(f"El plan no se entiende; no se revisó.\n{defectos}", returncode=2) from error
        todos = revisar(plan)
        lector = Lector(plan)
        vistos = [(h, lector.leer(h)) for h in todos]
        elegidos = [(h, visto) for h, visto in vistos if _admite(h, visto, options)]
        if options["json"]:
            self.stdout.write(json.dumps([h.como_dict() for h, _ in elegidos], ensure_ascii=False, indent=2))
        elif elegidos:
            self.stdout.write("\n".join(renglones(plan, elegidos, len(todos))))
        else:
            self.stdout.write(f"Plan {plan.clave}: sin hallazgos" + (" con esos filtros." if todos else "."))
        if elegidos:
            sys.exit(2 if any(h.codigo in IMPIDEN_CARGAR for h in todos) else 1)


def _admite(h: Hallazgo, visto: HallazgoVisto, opciones: dict[str, Any]) -> bool:
    """Whether a finding is among those asked for. A row is asked for with its activities."""
    fila = opciones["fila"]
    de_la_fila = not fila or fila in (h.clave, h.llave, visto.fila) or h.clave.startswith(f"{fila}.")
    textos = [h.clave, visto.nombre, visto.campo, visto.valor, visto.mensaje, visto.sugerencia]
    return (
        de_la_fila
        and (not opciones["gravedad"] or h.gravedad in opciones["gravedad"])
        and contiene(opciones["busca"], textos)
    )


def renglones(plan: PlanDatos, elegidos: list[tuple[Hallazgo, HallazgoVisto]], total: int) -> Iterator[str]:
    """The findings for a person, by gravity, in lines, after their count."""
    cuenta = {g: sum(h.gravedad == g for h, _ in elegidos) for g in GRAVEDADES}
    dichas = ", ".join(f"{n} {_TITULOS[g][n != 1]}" for g, n in cuenta.items() if n)
    de_todos = f" de {total}" if len(elegidos) < total else ""
    yield f"Plan {plan.clave}: {len(elegidos)}{de_todos} hallazgo{'s' if total != 1 else ''} ({dichas})."
    if any(h.codigo in IMPIDEN_CARGAR for h, _ in elegidos):
        yield "Así el plan no puede cargarse."
    for gravedad in GRAVEDADES:
        if cuenta[gravedad]:
            _, plural, que = _TITULOS[gravedad]
            yield f"\n{plural.upper()} ({cuenta[gravedad]}): {que}."
        for h, visto in elegidos:
            if h.gravedad == gravedad:
                yield ""
                yield f"  {visto.lugar} · {visto.campo}" + (f": «{visto.valor}»" if visto.valor else "")
                yield f"    {visto.mensaje}"
                yield f"    → {visto.sugerencia}"
