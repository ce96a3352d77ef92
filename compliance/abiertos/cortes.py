"""The daily cuts of open data: each is an act on its process, with its hash, its count and its fields.

No file of a past day is kept. What may still be told of it is read again from the history, without whoever is no
longer public; while nobody has withdrawn, that file has the hash that the act kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from ..models import Acto, Proceso

CORTAR = "cortar_datos"


@dataclass(frozen=True)
class Corte:
    """A cut as its act keeps it. `archivos`: by format, `sha256`, `octetos` and `sal`.

    The salt is chance, another for each format (not all say the same), that a file carries while nothing is missing
    from it. Without it, whoever holds all of a day's file but what somebody took back could try answers, or numbers of
    a telephone, until one gave the hash.
    """

    dia: date
    en: datetime
    candidaturas: int
    campos: Sequence[str]
    archivos: Mapping[str, Mapping[str, Any]]
    version: str

    def clave(self, formato: str) -> str:
        """What the rows of the file say while it gives the hash of its day."""
        return clave_de(self.dia, self.archivos[formato]["sal"])


def clave_de(dia: date, sal: str = "") -> str:
    """Which cut a row is of."""
    return f"{dia} {sal}".strip()


def cortes_de(proceso: Proceso) -> list[Corte]:
    """Those of a process, the newest first."""
    return [_de(acto) for acto in _actos(proceso)]


def ultimo_corte(proceso: Proceso) -> Corte | None:
    """The newest one; None before the first."""
    acto = _actos(proceso).first()
    return _de(acto) if acto else None


def corte_del(proceso: Proceso, dia: date) -> Corte | None:
    """That of a local day; None if none was made on it."""
    acto = _actos(proceso).filter(hechos__dia=str(dia)).first()
    return _de(acto) if acto else None


def _actos(proceso: Proceso) -> QuerySet[Acto]:
    # In the chain of the process itself, that its index walks: the acts of its candidacies may be half a million.
    suya = Acto.objects.filter(modelo=proceso._meta.label_lower, objeto=proceso.pk)
    return suya.filter(verbo=CORTAR).order_by("-indice")


def _de(acto: Acto) -> Corte:
    dichos = acto.hechos
    return Corte(
        dia=date.fromisoformat(dichos["dia"]),
        en=acto.en,
        candidaturas=dichos["candidaturas"],
        campos=dichos["campos"],
        archivos=dichos["archivos"],
        version=dichos["version"],
    )
