"""A notice before it is addressed: which rung, about what, for whom."""

from dataclasses import dataclass
from datetime import datetime

from compliance.models import Acto, Entregable

from .models import Escalon


@dataclass(frozen=True)
class Propuesta:
    """One thing to tell. Its `grupo` is the same however often it is proposed.

    `vence` is None of news, and of candidacies whose days differ; `reune` are the groups that it tells besides its own.
    """

    escalon: Escalon
    grupo: str
    vence: datetime | None = None
    entregable: Entregable | None = None
    candidaturas: tuple[int, ...] = ()
    actor: int | None = None
    actos: tuple[Acto, ...] = ()
    reune: tuple[str, ...] = ()


def de_quien(escalon: Escalon, *, actor: int, candidatura: int) -> str:
    """What gathers candidacies in one notice: the party, the candidacy itself, or the whole process.

    A party with forty pending candidacies hears once, with the forty listed.
    """
    if escalon.destinatario == Escalon.Destinatario.PARTIDO:
        return f"actor:{actor}"
    if escalon.destinatario == Escalon.Destinatario.CANDIDATURA:
        return f"candidatura:{candidatura}"
    return f"proceso:{escalon.proceso_id}"
