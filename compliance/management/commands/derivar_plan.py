"""`manage.py derivar_plan CLAVE|ARCHIVO --jornada F --cargos A,B --salida F.toml`: a plan moved to the next process."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from calendario.fechas import fecha_larga
from calendario.plazos import PlazoError, leer_fecha
from compliance.plan.defectos import PlanInvalido
from compliance.plan.derivacion import (
    POR_CONFIRMAR,
    Derivacion,
    DerivacionImposibleError,
    Pregunta,
    Respuesta,
    derivar,
    en_toml,
    exigir_jornada,
    preguntas,
)
from compliance.plan.derivacion.confirmacion import CAMPOS_POR_CONFIRMAR
from compliance.plan.esquema import PlanDatos, leer_plan, ruta_de_plan
from compliance.plan.hallazgos import Lector
from compliance.plan.revision import por_gravedad
from compliance.plan.versiones import rotulo
from compliance.textos import decir_fechas

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
        agregar_respuestas(parser)
        parser.add_argument("--salida", required=True, metavar="F.toml", help="Archivo nuevo para el plan derivado.")
        parser.add_argument(
            "--reemplazar", action="store_true", help="Sustituye el archivo de salida si existe y dice otra cosa."
        )
        parser.add_argument("--json", action="store_true", help="Responde en JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, move, write and tell."""
        jornada = leer_dia("--jornada", options["jornada"])
        try:
            plan, _ = leer_plan(ruta_de_plan(options["plan"]))
            exigir_jornada(plan, jornada)
            derivacion = derivar(plan, jornada, respuestas_de(plan, options))
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


def agregar_respuestas(parser: ArgumentParser) -> None:
    """The options with which what a derivation asks is answered."""
    parser.add_argument(
        "--cargos", metavar="A,B", help="Qué cargos se eligen, separados por comas: ninguno viene sin que se diga."
    )
    for opcion, cual in (("--campanas-inicio", "Primer"), ("--campanas-fin", "Último")):
        parser.add_argument(
            opcion, metavar=f"AAAA-MM-DD|{POR_CONFIRMAR}", help=f"{cual} día de campañas, o que aún no se sabe."
        )
    parser.add_argument(
        "--respuesta",
        action="append",
        default=[],
        metavar="CLAVE=VALOR",
        help="Algo que al plan anterior le falta, por la clave con que se pregunta; puede repetirse.",
    )


def respuestas_de(plan: PlanDatos, options: dict[str, Any]) -> dict[str, Respuesta]:
    """The answers given by the options; at a terminal, what is left is asked."""
    hechas = {p.clave: p for p in preguntas(plan)}
    escritas = {
        clave: options[clave] for clave in ("cargos", "campanas_inicio", "campanas_fin") if options[clave] is not None
    }
    for dicha in options["respuesta"]:
        clave, igual, valor = dicha.partition("=")
        if not igual or clave not in hechas:
            claves = ", ".join(hechas)
            raise CommandError(f"--respuesta {dicha}: escriba CLAVE=VALOR; de este plan se pregunta {claves}.")
        escritas[clave] = valor
    dadas = {clave: _leer(hechas[clave], escrita) for clave, escrita in escritas.items()}
    if sys.stdin.isatty() and sys.stdout.isatty():
        for pregunta in hechas.values():
            if pregunta.clave not in dadas and (escrita := _preguntar(pregunta)):
                dadas[pregunta.clave] = _leer(pregunta, escrita)
    return dadas


def _preguntar(pregunta: Pregunta) -> str:
    """Ask at the terminal; nothing typed leaves it unanswered."""
    opciones = [f"  {o.clave}: {o.nombre}{' (en el plan anterior)' if o.antes else ''}" for o in pregunta.opciones]
    como = {"opciones": "separados por comas", "opcion": "uno", "fecha": f"AAAA-MM-DD o {POR_CONFIRMAR}"}[pregunta.tipo]
    dejar = "" if pregunta.obligatoria else ", o Entrar para dejarlo"
    print("", pregunta.texto, pregunta.por_que, *opciones, sep="\n")  # noqa: T201 (the prompt of a terminal)
    try:
        return input(f"({como}{dejar}) ").strip()
    except EOFError:
        return ""


def _leer(pregunta: Pregunta, escrita: str) -> Respuesta:
    if pregunta.tipo == "opciones":
        return [parte.strip() for parte in escrita.split(",") if parte.strip()]
    if pregunta.tipo == "opcion":
        return escrita.strip()
    sin_saber = escrita.strip().casefold().replace(" ", "-") == POR_CONFIRMAR
    return None if sin_saber else leer_dia(pregunta.como.split()[0], escrita)


def leer_dia(opcion: str, escrito: str) -> date:
    """A day written in an option. Raises CommandError, which names it."""
    try:
        return leer_fecha(escrito)
    except PlazoError as error:
        raise CommandError(f"{opcion}: {error}") from error


def escribir(salida: Path, texto: str, *, reemplazar: bool = False) -> None:
    """Write a new file. One that says the same stays; one that says something else, unless it is asked to go."""
    contenido = texto.encode()
    if salida.is_dir():
        raise CommandError(f"{salida} es una carpeta: indique el archivo, por ejemplo {salida / 'plan.toml'}.")
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
    """The result for a person, in lines: rows by their name, fields and days in words."""
    plan = derivacion.plan
    lector = Lector(plan)
    lineas = [
        f"Plan {plan.clave}, jornada del {fecha_larga(plan.proceso.jornada)}: {len(plan.entregables)} entregables "
        f"en {salida}",
        *([derivacion.parcial] if derivacion.parcial else []),
        "",
        f"Fechas que ninguna regla da: {len(derivacion.por_confirmar)} por confirmar",
    ]
    lineas += [
        f"  {lector.lugar(m.clave)} · {CAMPOS_POR_CONFIRMAR[m.campo]}: {_dicho(m.antes)} → {_dicho(m.despues)}"
        for m in derivacion.por_confirmar
    ]
    lineas += _apartado(
        "Lo que al plan anterior le falta y nadie respondió; se responde con --reemplazar",
        (f"{p.texto} Responda con {p.como}." for p in derivacion.sin_responder),
    )
    lineas += _apartado(
        "Lo que no viene igual que en el plan anterior",
        (
            f"{lector.lugar(a.clave, a.antes)} · {rotulo(a.campo)}: {_citado(a.antes)} → {_citado(a.despues)}. "
            + lector.con_nombres(a.razon)
            for a in derivacion.ajustes
        ),
    )
    lineas += _apartado(
        "Deslices que el plan conserva; la revisión los señala",
        (
            f"[{h.gravedad}] {h.lugar} · {h.campo}: {h.mensaje} {h.sugerencia}"
            for h in map(lector.leer, por_gravedad(derivacion.deslices))
        ),
    )
    return lineas + _apartado(
        "Textos que nombran días: revise que digan lo que deben",
        (
            f"{lector.lugar(t.clave)} · {rotulo(t.campo)}: este texto decía «{t.antes}»"
            + (f" y dice «{t.despues}»" if t.despues else "; ya no lo dice")
            for t in derivacion.textos
        ),
    )


def _dicho(dia: date | None) -> str:
    return fecha_larga(dia) if dia else "sin fecha"


def _citado(texto: str) -> str:
    return f"«{decir_fechas(texto)}»" if texto else "nada"


def _apartado(titulo: str, renglones: Iterator[str]) -> list[str]:
    """A heading with how many lines it has, and the lines; nothing without them."""
    dichos = [f"  {renglon}" for renglon in renglones]
    return ["", f"{titulo}: {len(dichos)}", *dichos] if dichos else []
