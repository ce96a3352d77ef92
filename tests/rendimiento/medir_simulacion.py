"""How long the largest plan takes to be moved and to be played. Run by `make bench`.

Baseline: reading that same plan file and checking it. A simulation must take under 200 ms.
"""

from collections.abc import Callable
from datetime import date
from statistics import median
from time import perf_counter

from compliance.plan.derivacion import derivar, en_toml
from compliance.plan.esquema import DIRECTORIO, leer_plan, ruta_de_plan
from compliance.plan.ocurrencias import expandir
from compliance.plan.simulacion import leer_cambios, simular

VECES = 11
LIMITE = 0.2
# No institute has a plan this large: it shows how the time grows.
COPIAS = 10


def tarda(que: Callable[[], object]) -> float:
    """Seconds, the median of several times."""
    tiempos = []
    for _ in range(VECES):
        inicio = perf_counter()
        que()
        tiempos.append(perf_counter() - inicio)
    return median(tiempos)


def test_derivar_y_simular() -> None:
    plan = max(
        (leer_plan(archivo)[0] for archivo in DIRECTORIO.glob("*.toml")),
        key=lambda p: sum(1 + len(e.subactividades) for e in expandir(p).entregables),
    )
    base = tarda(lambda: leer_plan(ruta_de_plan(plan.clave)))
    cambios = leer_cambios(plan, jornada="2024-05-26", mover=["plan-de-trabajo=2023-11-06"], cancelar=["2024-02-01"])
    copias = [
        e.model_copy(update={"llave": f"{e.llave}-copia-{n}"}) for n in range(COPIAS - 1) for e in plan.entregables
    ]
    grande = plan.model_copy(update={"entregables": [*plan.entregables, *copias]})
    derivado = derivar(plan, date(2027, 6, 6)).plan
    medidas = {
        "simulation": tarda(lambda: simular(plan, cambios)),
        f"simulation, {COPIAS} times as large": tarda(lambda: simular(grande, cambios)),
        "derivation, checked by the revision": tarda(lambda: derivar(plan, date(2027, 6, 6))),
        "writing it as TOML": tarda(lambda: en_toml(derivado)),
    }
    print(f"\n{plan.clave}: reading and checking the file {base * 1000:.1f} ms")
    for que, segundos in medidas.items():
        print(f"  {que}: {segundos * 1000:.1f} ms, {segundos / base:.2f} of the reading")
    assert medidas["simulation"] < LIMITE
