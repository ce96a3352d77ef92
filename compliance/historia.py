"""History on every audited model: who, when, what changed and why.

simple-history writes a row per save. Two habits make those rows evidence: the name of the author is copied
into the row (an account may disappear, the name must not) and every write goes through `guardar`, which takes
the author, the moment and the reason as arguments.
"""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models.signals import ModelSignal
from django.dispatch import receiver
from django_fsm import FSMFieldMixin
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record


class HistoriaBase(models.Model):
    """Columns that each history table carries besides simple-history's own."""

    autor = models.CharField("autoría", max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True


class Auditado(models.Model):
    """A model whose every change leaves a history row."""

    history = HistoricalRecords(bases=[HistoriaBase], inherit=True)

    class Meta:
        abstract = True


@receiver(pre_create_historical_record)
def copiar_nombre_del_autor(sender: type[models.Model], signal: ModelSignal, **kwargs: Any) -> None:
    """Copy the author's name into the history row."""
    usuario = kwargs.get("history_user")
    if usuario is not None:
        kwargs["history_instance"].autor = str(usuario)


def guardar(objeto: models.Model, *, por: Any | None, en: datetime, motivo: str) -> None:
    """Validate and save `objeto`, leaving a history row by `por`, at `en`, because of `motivo`.

    `por` is the user, or None when the system itself acts. Raises ValidationError before anything is written.
    """
    # Validation assigns each cleaned value, and a protected state refuses assignment: only its transitions set it.
    protegidos = {f.name for f in objeto._meta.fields if isinstance(f, FSMFieldMixin) and f.protected}
    objeto.full_clean(exclude=protegidos)
    objeto._history_user = por  # type: ignore[attr-defined]
    objeto._history_date = en  # type: ignore[attr-defined]
    objeto._change_reason = motivo  # type: ignore[attr-defined]
    objeto.save()
