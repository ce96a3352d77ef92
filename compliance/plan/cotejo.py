"""A plan seen two ways: its rows as printed beside the dates that rule, and several plans by article 11. Pure.

No ORM, no clock.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .esquema import EntregableDatos, PlanDatos
from .ocurrencias import expandir
from .revision.cobertura import NUMERALES, pide_informe

ROTULOS = {
    "inicia": "Inicia",
    "termina": "Termina",
    "limite": "Límite",
    "fecha_ine": "Máximo del INE",
    "remision": "Remisión",
    "conclusion": "Conclusión",
}
INFORMES = "Artículo 15, inciso g): informes de avance y final"
SIN_NUMERAL = "Sin numeral: lo que el instituto agrega"


@dataclass(frozen=True)
class Cotejo:
    """A row of the plan: what its cells print, verbatim, and the dates that the institute is held to."""

    fila: EntregableDatos
    impreso: tuple[tuple[str, str], ...]
    rige: tuple[tuple[str, date], ...]
    difiere: bool
    ocurrencias: int


def cotejar(plan: PlanDatos) -> list[Cotejo]:
    """The rows in printed order. A template has no dates of its own: it says how many occurrences it runs."""
    expandido = expandir(plan).entregables
    return [
        Cotejo(
            fila=e,
            impreso=tuple(_impreso(e)),
            rige=() if e.plantilla else tuple(_rige(e)),
            difiere=_difiere(e),
            ocurrencias=sum(otra.plantilla_de == e.llave for otra in expandido),
        )
        for e in plan.entregables
    ]


def _impreso(e: EntregableDatos) -> Iterator[tuple[str, str]]:
    for columna, texto in e.impreso.items():
        if columna == "inicia" and texto == e.impreso.get("termina"):
            continue
        yield ROTULOS.get(columna, columna.replace("_", " ").capitalize()), texto
    if e.remision_impresa and not {"remision", "fecha_ine"} & e.impreso.keys():
        yield ROTULOS["remision"], f"{e.remision_impresa:%d/%m/%Y}"


def _rige(e: EntregableDatos) -> Iterator[tuple[str, date]]:
    if e.fecha_plan:
        yield "Aprobar", e.fecha_plan
    if e.limite_remision:
        yield "Remitir", e.limite_remision


def _difiere(e: EntregableDatos) -> bool:
    """Whether a printed date is not the one that rules."""
    return bool(
        (e.termina and e.fecha_plan and e.termina != e.fecha_plan)
        or (e.remision_impresa and e.limite_remision and e.remision_impresa != e.limite_remision)
        or any(s.fecha and s.fecha_impresa and s.fecha != s.fecha_impresa for s in e.subactividades)
    )


@dataclass(frozen=True)
class Correspondencia:
    """What one institute calls a numeral: its key, its name and the dates of its rows, in order."""

    clave: str
    nombre: str
    fechas: tuple[date, ...]
    al_ocurrir: bool


@dataclass(frozen=True)
class FilaComparada:
    """A numeral of article 11, and what each institute has for it, in the order of the plans."""

    nombre: str
    celdas: tuple[tuple[Correspondencia, ...], ...]


def comparar(planes: Sequence[PlanDatos]) -> list[FilaComparada]:
    """The cross-walk from article 11 to the keys of each plan; then article 15 g), then the rest.

    A row's date is that of its approval or, if nobody approves it, the limit to send it.
    """
    filas = [[e for e in expandir(plan).entregables if not _se_repite(e)] for plan in planes]

    def fila(nombre: str, elegidas: Iterable[list[EntregableDatos]]) -> FilaComparada:
        return FilaComparada(nombre, tuple(tuple(_por_clave(e)) for e in elegidas))

    return [
        *(
            fila(f"Numeral {n}: {que}", ([e for e in plan if e.numeral == n] for plan in filas))
            for n, que in NUMERALES.items()
        ),
        fila(INFORMES, ([e for e in plan if not e.numeral and pide_informe(e)] for plan in filas)),
        fila(SIN_NUMERAL, ([e for e in plan if not e.numeral and not pide_informe(e)] for plan in filas)),
    ]


def _se_repite(e: EntregableDatos) -> bool:
    """A recurring template speaks through its occurrences."""
    return e.plantilla and e.tipo == "recurrente"


def _por_clave(entregables: Iterable[EntregableDatos]) -> Iterator[Correspondencia]:
    grupos: dict[tuple[str, str], list[EntregableDatos]] = {}
    for e in entregables:
        grupos.setdefault((e.clave, e.nombre), []).append(e)
    for (clave, nombre), suyos in grupos.items():
        fechas = sorted(dia for e in suyos if (dia := e.fecha_plan or e.limite_remision) and not e.plantilla)
        yield Correspondencia(clave, nombre, tuple(fechas), al_ocurrir=all(e.plantilla for e in suyos))
