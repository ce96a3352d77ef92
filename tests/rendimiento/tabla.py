"""The table of `make bench`: what each thing costs against a stated baseline, both measured in the same run.

Every measure adds its `Fila`; a second run (on the other database) replaces only its own. `python -m
tests.rendimiento.tabla` shows what `var/bench.json` holds.
"""

import gc
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from django.db import connection

ARCHIVO = Path(__file__).resolve().parents[2] / "var" / "bench.json"
SIN_BASE = "ninguna"


@dataclass(frozen=True)
class Fila:
    """A row. `que` says what is measured and against what; `base`, on which database.

    `nuestro`, `pareja` (the peer) and `limite` (what cannot be beaten, or may be spent at most) are in milliseconds of
    one operation. `razon` is ours over the peer, or over the limit without one; `meta`, the most that it may be.
    """

    que: str
    base: str
    nuestro: float
    pareja: float | None
    limite: float | None
    razon: float
    meta: float | None
    cumple: bool | None


def anotar(
    que: str,
    nuestro: float,
    *,
    pareja: float | None = None,
    limite: float | None = None,
    meta: float | None = None,
    base: str | None = None,
) -> Fila:
    """Add a row, or replace the one of the same `que` and `base` (by default, the database in use). In milliseconds."""
    contra = limite if pareja is None else pareja
    if not contra:
        raise ValueError(f"«{que}» no dice contra qué se compara.")
    razon = nuestro / contra
    fila = Fila(
        que=que,
        base=connection.vendor if base is None else base,
        nuestro=round(nuestro, 4),
        pareja=None if pareja is None else round(pareja, 4),
        limite=None if limite is None else round(limite, 4),
        razon=round(razon, 3),
        meta=meta,
        cumple=None if meta is None else razon <= meta,
    )
    filas = {(f.que, f.base): f for f in leer()} | {(fila.que, fila.base): fila}
    ARCHIVO.parent.mkdir(exist_ok=True)
    ARCHIVO.write_text(json.dumps([asdict(f) for f in filas.values()], ensure_ascii=False, indent=1) + "\n")
    print("\n" + en_texto([fila]), flush=True)
    return fila


def leer() -> list[Fila]:
    """The rows written so far."""
    return [Fila(**f) for f in json.loads(ARCHIVO.read_text())] if ARCHIVO.exists() else []


def en_texto(filas: Iterable[Fila]) -> str:
    """The rows for a terminal."""

    def ms(valor: float | None) -> str:
        return "—" if valor is None else f"{valor:.3f}" if valor < 100 else f"{valor:,.0f}"

    cabeza = ("qué (contra qué)", "base", "nuestro ms", "pareja ms", "límite ms", "razón", "meta", "cumple")
    celdas = [
        (
            f.que,
            f.base,
            ms(f.nuestro),
            ms(f.pareja),
            ms(f.limite),
            f"{f.razon:.2f}",
            "—" if f.meta is None else f"{f.meta:g}",
            "—" if f.cumple is None else "sí" if f.cumple else "NO",
        )
        for f in filas
    ]
    anchos = [max(len(fila[i]) for fila in (cabeza, *celdas)) for i in range(len(cabeza))]
    return "\n".join(
        "  ".join(
            celda.ljust(ancho) if i < 2 else celda.rjust(ancho)
            for i, (celda, ancho) in enumerate(zip(fila, anchos, strict=True))
        ).rstrip()
        for fila in (cabeza, *celdas)
    )


def alternar(acciones: Mapping[str, Callable[[], object]], veces: int) -> dict[str, float]:
    """Milliseconds that each action takes: the median of several, in turns, so that all meet the same machine."""
    tiempos: dict[str, list[float]] = {nombre: [] for nombre in acciones}
    for _ in range(veces):
        for nombre, accion in acciones.items():
            inicio = costo()
            accion()
            tiempos[nombre].append((costo() - inicio) * 1000)
    return {nombre: median(suyos) for nombre, suyos in tiempos.items()}


def costo() -> float:
    """Seconds of processor spent so far, by this process and by the server's process that works for it.

    The machine may be doing other things: the clock on the wall would tell about them. It is used when the server's
    process is on another machine, where nobody can ask it.
    """
    if connection.vendor != "postgresql" or connection.connection is None:
        return process_time()
    try:
        servidor = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
    except OSError:
        return perf_counter()
    return process_time() + int(servidor.split()[0]) / 1e9


def desde_aqui() -> float:
    """From here on, the peak of memory is what follows; answers the processor spent so far."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    return costo()


def megas() -> float:
    """The peak of memory of this process since `desde_aqui`, in MB."""
    estado = dict(linea.split(":", 1) for linea in Path("/proc/self/status").read_text().splitlines())
    return int(estado["VmHWM"].split()[0]) / 1024


if __name__ == "__main__":
    sys.stdout.write(en_texto(leer()) + "\n")
