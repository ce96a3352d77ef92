"""`manage.py nuevo_plan --entidad E --siglas S --jornada F --salida F.toml`: any institute's plan, from the norm."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError

from calendario.fechas import dia_local, fecha_larga
from compliance.plan.derivacion.confirmacion import pendientes
from compliance.plan.esquema import PlanDatos, en_toml
from compliance.plan.norma import NormaError, plan_de_la_norma
from compliance.reloj import ahora

from .derivar_plan import escribir, leer_dia

CABEZA = """\
# Plan hecho con lo que piden los Lineamientos (Anexo 24.2 del Reglamento de Elecciones), artículos 11, 14 y 15. Ponga
# los nombres de su instituto, de sus órganos y de sus áreas, y agregue lo que su plan de trabajo prevea; la guía de
# cada clave es docs/planes.md. «por_confirmar» nombra lo que aún no tiene fecha.

"""
# The option of each argument that the norm may refuse.
_OPCIONES = {"campanas_inicio": "--campanas-inicio", "campanas_fin": "--campanas-fin"}


class Command(BaseCommand):
    help = "Hace el plan de cualquier instituto con lo que piden los Lineamientos. No toca el registro."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Of which institute, for which election, in which file."""
        parser.add_argument("--entidad", required=True, help="Entidad federativa; no importan acentos ni mayúsculas.")
        parser.add_argument("--siglas", required=True, help="Siglas del instituto, por ejemplo IEEQ.")
        parser.add_argument("--jornada", required=True, metavar="AAAA-MM-DD", help="Día de la jornada electoral.")
        parser.add_argument("--nombre", default="", help="Nombre del instituto; también puede ponerse en el archivo.")
        parser.add_argument(
            "--cargos",
            default="",
            metavar="A,B",
            help="Qué se elige, separado por comas: gubernatura, diputaciones, ayuntamientos… Sin él, diputaciones y "
            "ayuntamientos.",
        )
        parser.add_argument("--campanas-inicio", metavar="AAAA-MM-DD", help="Primer día de campañas, si ya se sabe.")
        parser.add_argument("--campanas-fin", metavar="AAAA-MM-DD", help="Último día de campañas, si ya se sabe.")
        parser.add_argument("--salida", required=True, metavar="F.toml", help="Archivo nuevo para el plan.")
        parser.add_argument(
            "--reemplazar", action="store_true", help="Sustituye el archivo de salida si existe y dice otra cosa."
        )
        parser.add_argument("--json", action="store_true", help="Responde en JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make, write and tell."""
        cargos = [c for c in options["cargos"].split(",") if c.strip()]
        try:
            plan = plan_de_la_norma(
                entidad=options["entidad"],
                siglas=options["siglas"],
                nombre=options["nombre"],
                cargos=cargos,
                jornada=leer_dia("--jornada", options["jornada"]),
                campanas_inicio=options["campanas_inicio"]
                and leer_dia("--campanas-inicio", options["campanas_inicio"]),
                campanas_fin=options["campanas_fin"] and leer_dia("--campanas-fin", options["campanas_fin"]),
            )
        except NormaError as error:
            razones = "\n".join(f"  {_OPCIONES.get(c, f'--{c}')}: {razon}" for c, razon in error.errores.items())
            raise CommandError(f"El plan no se hizo; no se escribió nada.\n{razones}") from error
        salida = Path(options["salida"])
        escribir(salida, CABEZA + en_toml(plan), reemplazar=options["reemplazar"])
        if options["json"]:
            respuesta = {
                "salida": str(salida),
                "plan": plan.clave,
                "jornada": plan.proceso.jornada.isoformat(),
                "zona_horaria": plan.instituto.zona_horaria,
                "cargos": [c.clave for c in plan.cargos],
                "cargos_supuestos": not cargos,
                "entregables": len(plan.entregables),
                "deberes": len(plan.deberes),
                "por_confirmar": [p.clave for p in pendientes(plan, {})],
            }
            self.stdout.write(json.dumps(respuesta, ensure_ascii=False, indent=2))
        else:
            resumen = _resumen(
                plan, salida, supuestos=not cargos, hoy=dia_local(ahora(), ZoneInfo(plan.instituto.zona_horaria))
            )
            self.stdout.write("\n".join(resumen))


def _resumen(plan: PlanDatos, salida: Path, *, supuestos: bool, hoy: date) -> list[str]:
    """The result for a person, in lines."""
    nombres = ", ".join(c.nombre.casefold() for c in plan.cargos)
    lineas = [
        f"Plan {plan.clave}, jornada del {fecha_larga(plan.proceso.jornada)}: {len(plan.entregables)} entregables y "
        f"{len(plan.deberes)} deberes en {salida}",
        f"Instituto: {plan.instituto.nombre} ({plan.instituto.siglas}), hora de {plan.instituto.zona_horaria}.",
        f"Cargos: {nombres}."
        + (" Nadie los indicó: si se eligen otros, repita con --cargos y --reemplazar." if supuestos else ""),
    ]
    if plan.proceso.jornada < hoy:
        lineas.append("Esa jornada ya pasó: revise el año, si no es el que quería.")
    if faltan := pendientes(plan, {}):
        lineas += ["", f"Sin fecha hasta que se sepa: {len(faltan)} por confirmar"]
        lineas += [f"  {p.nombre} · {p.que}" for p in faltan]
    return [
        *lineas,
        "",
        f"Sigue: revíselo (manage.py revisar_plan {salida}), juéguelo (manage.py simular {salida}) y cárguelo "
        f"(manage.py cargar_plan {salida}); las fechas que faltan se dan en el sitio, en «Por confirmar».",
    ]
