"""`manage.py cargar_plan CLAVE|ARCHIVO [--json]`: load a plan file, as often as wanted."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from compliance.plan.defectos import PlanInvalido
from compliance.plan.esquema import PlanDatos, leer_plan, ruta_de_plan
from compliance.plan.hallazgos import Lector
from compliance.plan.ocurrencias import expandir
from compliance.plan.revision import por_gravedad
from compliance.reloj import ahora
from compliance.services.planes import Encargo, ResultadoCarga, cargar_plan
from compliance.services.versiones import rotulo_de

ROTULOS_DE_TIPO = {
    "instituto": "Instituto",
    "proceso": "Proceso",
    "organos": "Órganos",
    "integraciones": "Integraciones",
    "areas": "Áreas",
    "cargos": "Cargos",
    "limites": "Límites de texto",
    "rutas": "Rutas",
    "etapas": "Etapas de ruta",
    "entregables": "Entregables",
    "subactividades": "Subactividades",
    "hitos": "Hitos",
    "plan": "Plan",
}


class Command(BaseCommand):
    help = "Carga un plan de trabajo. Puede repetirse: solo escribe lo que cambió."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which plan, and whether a machine reads the answer."""
        parser.add_argument(
            "plan", metavar="CLAVE|ARCHIVO", help="Clave de un plan incluido en Cauce o ruta de un archivo TOML."
        )
        parser.add_argument("--motivo", default="", help="Por qué se carga; queda en la versión del plan.")
        parser.add_argument("--json", action="store_true", help="Responde en JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, load and tell. A file with a defect is refused whole."""
        archivo = ruta_de_plan(options["plan"])
        try:
            plan, sha256 = leer_plan(archivo)
            encargo = Encargo(motivo=options["motivo"].strip())
            resultado = cargar_plan(plan, sha256, encargo=encargo, por=None, en=ahora())
        except PlanInvalido as error:
            defectos = "\n".join(f"  {d}" for d in error.defectos)
            raise CommandError(f"El plan {archivo.name} no se cargó; nada cambió.\n{defectos}") from error
        if options["json"]:
            self.stdout.write(json.dumps(asdict(resultado), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(resumen(plan, resultado, options["plan"])))


def resumen(plan: PlanDatos, resultado: ResultadoCarga, dicho_asi: str) -> list[str]:
    """The result for a person, in lines. `dicho_asi`: the plan as the command was given it."""
    lector = Lector(expandir(plan))
    lineas = [f"Plan {resultado.plan}" + ("" if resultado.escribio else ": sin cambios")]
    lineas.append(f"{'':18}{'creados':>9}{'cambiados':>11}{'sin cambio':>12}{'sobran':>8}")
    for tipo, rotulo in ROTULOS_DE_TIPO.items():
        creados, cambiados, sin_cambio, sobran = (
            len(grupo.get(tipo, []))
            for grupo in (resultado.creados, resultado.cambiados, resultado.sin_cambio, resultado.sobran)
        )
        if creados or cambiados or sin_cambio or sobran:
            lineas.append(f"{rotulo:18}{creados:9}{cambiados:11}{sin_cambio:12}{sobran:8}")
    lineas += _apartado(
        "Cambió:",
        [
            f"{ROTULOS_DE_TIPO[tipo]} · {cambio.clave}: {', '.join(cambio.campos)}"
            for tipo, cambios in resultado.cambiados.items()
            for cambio in cambios
        ],
    )
    lineas += _apartado(
        "Se conserva como está en el registro:",
        [f"{lector.lugar(c.clave)} · {rotulo_de(c.campo)}: {c.razon}" for c in resultado.conservados],
    )
    lineas += _apartado(
        "Está en el registro y ya no en el archivo (no se borró):",
        [f"{ROTULOS_DE_TIPO[tipo]} · {clave}" for tipo, claves in resultado.sobran.items() for clave in claves],
    )
    lineas += _apartado("Advertencias:", [lector.con_nombres(a) for a in resultado.advertencias])
    if resultado.version:
        informe = f"se abrió «{resultado.informe}», del numeral 10" if resultado.informe else resultado.sin_informe
        lineas += _apartado("Versión del plan:", [f"{resultado.version}. Informe al INE: {informe}"])
    return lineas + _apartado(
        f"Revisión del plan, hallazgos: {len(resultado.hallazgos)} (detalle: manage.py revisar_plan {dicho_asi})",
        [
            f"{h.gravedad:6} {visto.lugar} · {visto.campo}: {visto.mensaje}"
            for h, visto in ((h, lector.leer(h)) for h in por_gravedad(resultado.hallazgos))
        ],
    )


def _apartado(titulo: str, renglones: list[str]) -> list[str]:
    return ["", titulo, *(f"  {r}" for r in renglones)] if renglones else []
