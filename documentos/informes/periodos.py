"""What stretch of days each class of report tells, and which ones a process has to write. Pure: the day is an argument.

`periodo` is the month, AAAA-MM, of the monthly and progress reports; of the final one, that of election day; of the
weekly one, the Friday on which its week ends (plan of Yucatán, row 14), AAAA-MM-DD.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from calendario.fechas import fecha_en_prosa
from calendario.plazos import sumar_meses
from compliance.models import Proceso

from ..models import Informe
from .mensual import en_letras, fin_de_mes, leer_mes

SEMANA = timedelta(days=7)
VIERNES = 4
# Months before election day's in which there is something to count.
MESES_DE_CAPTURA = 3


@dataclass(frozen=True)
class Lapso:
    """The first and the last local day that a report tells, and how it is said."""

    desde: date
    hasta: date
    dicho: str


def lapso_de(proceso: Proceso, clase: str, periodo: str) -> Lapso:
    """The days of a report. Raises ValueError that says how its period is written, or that no class is called so."""
    if clase not in Informe.Clase.values:
        raise ValueError(f"No hay informes de la clase «{clase}».")
    if clase == Informe.Clase.SEMANAL:
        viernes = _leer_dia(periodo)
        if viernes.weekday() != VIERNES:
            raise ValueError(f"El {fecha_en_prosa(viernes)} no es viernes: el informe semanal cierra en viernes.")
        return Lapso(viernes - SEMANA + timedelta(days=1), viernes, f"semana que cierra el {fecha_en_prosa(viernes)}")
    mes = leer_mes(periodo)
    if clase == Informe.Clase.FINAL:
        jornada = proceso.jornada
        if mes != jornada.replace(day=1):
            raise ValueError(f"El informe final es el de la jornada: escriba {jornada:%Y-%m}.")
        return Lapso(jornada, sumar_meses(jornada, 4), f"jornada del {fecha_en_prosa(jornada)}")
    return Lapso(mes, fin_de_mes(mes), en_letras(mes))


def _leer_dia(periodo: str) -> date:
    try:
        return date.fromisoformat(periodo)
    except ValueError:
        raise ValueError(f"«{periodo}» no es un día: escriba AAAA-MM-DD, por ejemplo 2024-04-19.") from None


def de_captura_al(proceso: Proceso, hoy: date) -> list[tuple[str, str]]:
    """The capture reports that may be written on a day, each class with its period; the last ones first.

    Of progress, the months from the third before election day's; the final one, from election day; the weeks, while
    there is something published and until election day's (Lineamientos arts. 15 g, 23 to 25).
    """
    jornada, mes = proceso.jornada, hoy.replace(day=1)
    posibles = [sumar_meses(jornada.replace(day=1), -n) for n in range(MESES_DE_CAPTURA + 1)]
    final = [(Informe.Clase.FINAL.value, f"{jornada:%Y-%m}")] if hoy >= jornada else []
    meses = [(Informe.Clase.AVANCE.value, f"{m:%Y-%m}") for m in posibles if m <= mes]
    semanas = [(Informe.Clase.SEMANAL.value, f"{v:%Y-%m-%d}") for v in _viernes(proceso, hoy)]
    return [*final, *meses, *semanas]


def _viernes(proceso: Proceso, hoy: date) -> list[date]:
    if proceso.publicacion_inicio is None:
        return []
    viernes = proceso.publicacion_inicio + timedelta(days=(VIERNES - proceso.publicacion_inicio.weekday()) % 7)
    hallados = []
    while viernes - SEMANA < min(hoy, proceso.jornada):
        hallados.append(viernes)
        viernes += SEMANA
    return hallados[::-1]
