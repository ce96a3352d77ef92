"""History on every audited model: who, when, what changed and why.

simple-history writes a row per save. Two habits make those rows evidence: the name of the author is copied
into the row (an account may disappear, the name must not) and every write goes through `guardar`, which takes
the author, the moment and the reason as arguments.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.signals import ModelSignal
from django.dispatch import receiver
from django_fsm import FSMFieldMixin
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from calendario.models import HistoriaConAutoria, TextoLimpio


class Auditado(TextoLimpio):
    """A model whose every change leaves a history row."""

    # Relations that its name reads: whoever names many objects asks for them together.
    NOMBRE_CON: ClassVar[tuple[str, ...]] = ()

    history = HistoricalRecords(bases=[HistoriaConAutoria], inherit=True)

    class Meta:
        abstract = True


def auditados() -> list[type[models.Model]]:
    """Every model that has history."""
    return [m for m in apps.get_models() if hasattr(m._meta, "simple_history_manager_attribute")]


@receiver(pre_create_historical_record)
def copiar_nombre_del_autor(sender: type[models.Model], signal: ModelSignal, **kwargs: Any) -> None:
    """Copy the author's name into the history row."""
    usuario = kwargs.get("history_user")
    if usuario is not None:
        kwargs["history_instance"].autor = str(usuario)


class ALaVezError(ValidationError):
    """Somebody else saved the same between the validation of a row and its writing. It says what, if it can."""


def guardar(objeto: models.Model, *, por: Any | None, en: datetime, motivo: str) -> None:
    """Validate and save `objeto`, leaving a history row by `por`, at `en`, because of `motivo`.

    `por` is the user, or None when the system itself acts. Raises ValidationError before anything is written, and
    ALaVezError, which is one too, if the database refuses the row: then the transaction must end.
    """
    protegidos = _protegidos(objeto)
    objeto.full_clean(exclude=protegidos)
    firmar(objeto, por, en, motivo)
    es_nuevo = objeto._state.adding
    try:
        # Under a savepoint, the database can still be asked what took the place of a new row.
        with transaction.atomic() if es_nuevo else nullcontext():
            objeto.save()
    except IntegrityError as error:
        raise _ganado_por_otra(objeto, protegidos if es_nuevo else None) from error


def _ganado_por_otra(objeto: models.Model, protegidos: set[str] | None) -> ALaVezError:
    """About no field: the row may be one that the form does not ask for."""
    mensajes = ["Otra persona guardó lo mismo en este momento: recargue la página y revise cómo quedó."]
    if protegidos is not None:
        try:
            objeto.full_clean(exclude=protegidos)
            # Those that look at a protected state, too.
            objeto.validate_constraints()
        except ValidationError as error:
            mensajes = error.messages
    return ALaVezError({NON_FIELD_ERRORS: mensajes})


Modelo = TypeVar("Modelo", bound=models.Model)


def limpiar_nuevo(objeto: models.Model) -> None:
    """Validate a new object that `crear_varios` will insert: all that can be told without asking the database.

    That its relations exist and that it is unique is for the caller to know, and for the database to enforce.
    """
    relaciones = {f.name for f in objeto._meta.fields if f.is_relation}
    objeto.clean_fields(exclude=_protegidos(objeto) | relaciones)
    objeto.clean()


def crear_varios(objetos: Sequence[Modelo], *, por: Any | None, en: datetime, motivo: str) -> None:
    """Insert new objects of one model with their history, set by set. See `limpiar_nuevo`."""
    if objetos:
        for objeto in objetos:
            firmar(objeto, por, en, motivo)
        bulk_create_with_history(objetos, type(objetos[0]), custom_historical_attrs=_autoria(por))


def cambiar_varios(
    objetos: Sequence[Modelo], campos: Sequence[str], *, por: Any | None, en: datetime, motivo: str
) -> None:
    """Save these fields of objects of one model with their history, set by set. The caller has validated them."""
    if objetos:
        for objeto in objetos:
            firmar(objeto, por, en, motivo)
        bulk_update_with_history(objetos, type(objetos[0]), campos, custom_historical_attrs=_autoria(por))


def _protegidos(objeto: models.Model) -> set[str]:
    """Validation assigns each cleaned value, and a protected state refuses assignment: only its transitions set it."""
    return {f.name for f in objeto._meta.fields if isinstance(f, FSMFieldMixin) and f.protected}


def firmar(objeto: Any, por: Any | None, en: datetime, motivo: str) -> None:
    """Say whose the next save of `objeto` is, for what saves by itself; everything else goes through `guardar`."""
    objeto._history_user = por
    objeto._history_date = en
    objeto._change_reason = motivo


def _autoria(por: Any | None) -> dict[str, str]:
    # The signal that copies the name is not sent for rows written in bulk.
    return {"autor": "" if por is None else str(por)}
