"""How long the largest plan takes to be revised, moved and played. Run by `make bench`.

Baseline: reading that same plan file and checking it. A simulation must take under 200 ms.
"""

from datetime import date

from compliance.plan.derivacion import derivar, en_toml
from compliance.plan.esquema import DIRECTORIO, leer_plan, ruta_de_plan
from compliance.plan.ocurrencias import expandir
from compliance.plan.revision import revisar
from compliance.plan.simulacion import leer_cambios, simular

from .tabla import SIN_BASE, alternar, anotar

VECES = 11
LIMITE = 200.0
# No institute has a plan this large: it shows how the time grows.
COPIAS = 10


def test_revisar_derivar_y_simular() -> None:
    plan = max(
        (leer_plan(archivo)[0] for archivo in DIRECTORIO.glob("*.toml")),
        key=lambda p: sum(1 + len(e.subactividades) for e in expandir(p).entregables),
    )
    cambios = leer_cambios(plan, jornada="2024-05-26", mover=["plan-de-trabajo=2023-11-06"], cancelar=["2024-02-01"])
    copias = [
        e.model_copy(update={"llave": f"{e.llave}-copia-{n}"}) for n in range(COPIAS - 1) for e in plan.entregables
    ]
    grande = plan.model_copy(update={"entregables": [*plan.entregables, *copias]})
    contestado = {"cargos": [c.clave for c in plan.cargos], "campanas_inicio": None, "campanas_fin": None}
    derivado = derivar(plan, date(2027, 6, 6), contestado).plan
    medidas = alternar(
        {
            "leer": lambda: leer_plan(ruta_de_plan(plan.clave)),
            "revisar un plan": lambda: revisar(plan),
            "simular un plan": lambda: simular(plan, cambios),
            f"simular uno {COPIAS} veces mayor": lambda: simular(grande, cambios),
            "derivar un plan": lambda: derivar(plan, date(2027, 6, 6), contestado),
            "escribirlo como TOML": lambda: en_toml(derivado),
        },
        VECES,
    )
    leer = medidas.pop("leer")
    for que, nuestro in medidas.items():
        anotar(f"{que} / leerlo", nuestro, pareja=leer, base=SIN_BASE)
    anotar("simular un plan / 200 ms", medidas["simular un plan"], limite=LIMITE, meta=1, base=SIN_BASE)
