"""How an object stood on a moment, by the history rows that were written until then."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.db.models import Max

from compliance.auditoria import Registro, leer

from .pertenencia import ClaseDeModelo, historia, partes_de


@dataclass(frozen=True)
class Entonces:
    """An object on a moment, and what was part of it. `registro` says what it held; it is None before it existed."""

    momento: datetime
    situacion: Literal["existia", "todavia_no", "ya_no"]
    registro: Registro | None = None
    partes: tuple[Registro, ...] = ()


def como_estaba(clase: ClaseDeModelo, pk: int, momento: datetime, tz: ZoneInfo) -> Entonces:
    """How the object stood on `momento`, inclusive: what it held goes as a change from nothing, with what is protected.

    Of what is part of it, only what was there.
    """
    propias = _ultimas(clase, {"id": pk}, momento)
    if not propias:
        return Entonces(momento, "todavia_no")
    partes = list(_partes(clase, [pk], momento)) if propias[0].history_type != "-" else []
    registro, *suyas = leer([(fila, None) for fila in [*propias, *partes]], tz)
    return Entonces(momento, "existia" if registro.tipo != "Baja" else "ya_no", registro, tuple(suyas))


def _ultimas(clase: ClaseDeModelo, de_quien: dict[str, Any], momento: datetime) -> list[Any]:
    """The last row of each object until `momento`, in the order in which they were written."""
    escritas = historia(clase).filter(history_date__lte=momento)
    ultimas = escritas.filter(**de_quien).values("id").annotate(ultima=Max("history_id")).values("ultima")
    return list(historia(clase).filter(history_id__in=ultimas).order_by("id"))


def _partes(clase: ClaseDeModelo, pks: Iterable[int], momento: datetime) -> Iterator[Any]:
    for modelo, columna in partes_de(clase):
        filas = [f for f in _ultimas(modelo, {f"{columna}__in": pks}, momento) if f.history_type != "-"]
        yield from filas
        if filas:
            yield from _partes(modelo, [f.id for f in filas], momento)
