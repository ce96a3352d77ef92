"""What sources print and several tests play: Hidalgo's report of April 2024, the days of a plan of the norm alone."""

from datetime import date
from pathlib import Path

DORADO = Path(__file__).parent / "dorados" / "informe-ieeh-2024-04.tsv"
# What INE receives or a body decides has its moments; the rest of the report is noted as done.
CON_RUTA = {"informe-mensual-2024-03", "listado-ayuntamientos", "avance-abril", "remision-avance-abril"}

JORNADA = date(2027, 6, 6)
# What the norm leaves to the calendar of the process.
REGISTROS = date(2027, 4, 3)
AVISO = date(2027, 2, 26)
CAMPANAS = (date(2027, 4, 4), date(2027, 6, 2))


def dorado() -> list[list[str]]:
    """The rows of the golden table, without its header."""
    return [fila.split("\t") for fila in DORADO.read_text(encoding="utf-8").splitlines()[1:]]
