"""The answers that a derivation asks for, as its tests give them."""

from datetime import date

from compliance.plan.derivacion import Respuesta
from compliance.plan.esquema import PlanDatos, leer_plan, ruta_de_plan

JORNADA = date(2027, 6, 6)
# As options of a command: what Morelos, Yucatán and Jalisco elect in 2027, when none of the three elects a governor.
OPCIONES = (
    "--cargos",
    "diputaciones,ayuntamientos",
    "--campanas-inicio",
    "por-confirmar",
    "--campanas-fin",
    "2027-06-02",
)


def plan_de(clave: str) -> PlanDatos:
    return leer_plan(ruta_de_plan(clave))[0]


def respuestas(plan: PlanDatos, **otras: Respuesta) -> dict[str, Respuesta]:
    """Every office of the plan but the governor's is elected, and nobody knows the campaigns yet."""
    cargos = [c.clave for c in plan.cargos if c.clave != "gubernatura"]
    return {"cargos": cargos, "campanas_inicio": None, "campanas_fin": None, **otras}
