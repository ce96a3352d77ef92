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
    """A cut as its act keeps it. `archivos`: by format, `sha256` and `octetos`."""

    dia: date
    en: datetime
    candidaturas: int
    campos: Sequence[str]
    archivos: Mapping[str, Mapping[str, Any]]
    version: str


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
