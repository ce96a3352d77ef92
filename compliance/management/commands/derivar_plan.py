"""`manage.py derivar_plan CLAVE|ARCHIVO --jornada F --salida F.toml [--json]`: a plan moved to the next process."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from calendario.fechas import fecha_larga
from calendario.plazos import PlazoError, leer_fecha
from compliance.plan.defectos import PlanInvalido
from compliance.plan.derivacion import Derivacion, DerivacionImposibleError, derivar, en_toml
from compliance.plan.esquema import leer_plan, ruta_de_plan

CABEZA = """\
# Plan derivado del de un proceso anterior. Lo que aquel decía está en los campos «origen»; las fechas que ninguna
# regla da están nombradas en «por_confirmar».

"""


class Command(BaseCommand):
    help = "Mueve el plan de un proceso al siguiente y dice qué fechas hay que confirmar. No toca el registro."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which plan, to which election day, in which file, and whether a machine reads the answer."""
        parser.add_argument(
            "plan", metavar="CLAVE|ARCHIVO", help="Clave de un plan incluido en Cauce o ruta de un archivo TOML."
        )
        parser.add_argument("--jornada", required=True, help="Día de la nueva jornada electoral, AAAA-MM-DD.")
        parser.add_argument("--salida", required=True, metavar="F.toml", help="Archivo nuevo para el plan derivado.")
        parser.add_argument(
            "--reemplazar", action="store_true", help="Sustituye el archivo de salida si existe y dice otra cosa."
        )
        parser.add_argument("--json", action="store_true", help="Responde en JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, move, write and tell."""
        try:
            jornada = leer_fecha(options["jornada"])
        except PlazoError as error:
            raise CommandError(f"--jornada: {error}") from error
        try:
            plan, _ = leer_plan(ruta_de_plan(options["plan"]))
            derivacion = derivar(plan, jornada)
        except PlanInvalido as error:
            defectos = "\n".join(f"  {d}" for d in error.defectos)
            raise CommandError(f"El plan no se entiende; no se derivó.\n{defectos}") from error
        except DerivacionImposibleError as error:
            razones = "\n".join(f"  {r}" for r in error.razones)
            raise CommandError(f"El plan no se derivó; no se escribió nada.\n{razones}") from error
        salida = Path(options["salida"])
        escribir(salida, CABEZA + en_toml(derivacion.plan), reemplazar=options["reemplazar"])
        if options["json"]:
            respuesta = {"salida": str(salida), **derivacion.como_dict()}
            self.stdout.write(json.dumps(respuesta, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(resumen(derivacion, salida)))


def escribir(salida: Path, texto: str, *, reemplazar: bool = False) -> None:
    """Write a new file. One that says the same stays; one that says something else, unless it is asked to go."""
    contenido = texto.encode()
    try:
        with salida.open("wb" if reemplazar else "xb") as archivo:
            archivo.write(contenido)
    except FileExistsError as error:
        if not salida.is_file() or salida.read_bytes() != contenido:
            raise CommandError(
                f"{salida} ya existe y dice otra cosa: no se tocó. Indique otro archivo o agregue --reemplazar."
            ) from error
    except FileNotFoundError as error:
        raise CommandError(f"No se puede escribir {salida}: la carpeta no existe.") from error
    except OSError as error:
        raise CommandError(f"No se puede escribir {salida}: revise los permisos y el espacio.") from error


def resumen(derivacion: Derivacion, salida: Path) -> list[str]:
    """The result for a person, in lines."""
    plan = derivacion.plan
    lineas = [
        f"Plan {plan.clave}, jornada del {fecha_larga(plan.proceso.jornada)}: {len(plan.entregables)} entregables "
        f"en {salida}",
        "",
        f"Fechas sin regla, solo movidas: {len(derivacion.por_confirmar)} por confirmar",
    ]
    lineas += [
        f"  {m.clave} · {m.campo}: {fecha_larga(m.antes)} → {fecha_larga(m.despues)}" for m in derivacion.por_confirmar
    ]
    if derivacion.ajustes:
        lineas += ["", f"Deslices del plan anterior que no se repiten: {len(derivacion.ajustes)}"]
        lineas += [
            f"  {a.clave} · {a.campo}: «{a.antes}» → {f'«{a.despues}»' if a.despues else 'nada'}. {a.razon}"
            for a in derivacion.ajustes
        ]
    return lineas
