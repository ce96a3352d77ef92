"""What is audited, what is part of what, and which acts that are not its own a process looks at all the same.

An act keeps its process when it is written (`compliance.actos.proceso_de`).
"""

from functools import cache, reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from calendario.models import Calendario, Inhabil
from compliance.historia import auditados
from compliance.models import Instituto, Nombramiento, Proceso, Suplencia, Usuario

ClaseDeModelo = type[models.Model]


@cache
def tablas() -> tuple[ClaseDeModelo, ...]:
    """Every audited model, in a fixed order."""
    return tuple(sorted(auditados(), key=lambda m: m._meta.label))


def clase_de(clave: str) -> ClaseDeModelo | None:
    """The audited model with this key: its name, or its label as acts write it."""
    return next((m for m in tablas() if clave in (m._meta.model_name, m._meta.label_lower)), None)


def historia(modelo: ClaseDeModelo) -> QuerySet[Any]:
    """The history rows of a model, in no order."""
    consulta: QuerySet[Any] = modelo.history.order_by()  # type: ignore[attr-defined]
    return consulta


@cache
def partes_de(clase: ClaseDeModelo) -> tuple[tuple[ClaseDeModelo, str], ...]:
    """What is part of an object of this model: each model, and the column that leads from it to the object."""
    return tuple(
        (m, f"{parte_de}_id")
        for m in tablas()
        if (parte_de := getattr(m, "PARTE_DE", "")) and m._meta.get_field(parte_de).related_model is clase
    )


def caminos(proceso: Proceso) -> tuple[Q, ...]:
    """The acts that a process looks at, each in one of these: an index walks the first two; the last are few.

    Its own; those of no process that belong to it; and those on the calendar of its institute, done in another.
    """
    calendarios = historia(Calendario).filter(clave=proceso.instituto.clave).values("id")
    dias = _sobre(Inhabil, historia(Inhabil).filter(calendario_id__in=calendarios).values("id"))
    return (
        Q(proceso=proceso),
        Q(proceso=None) & (_de_la_casa(proceso) | _sobre(Calendario, calendarios) | dias),
        dias & Q(proceso__isnull=False) & ~Q(proceso=proceso),
    )


def alcanzables(proceso: Proceso) -> Q:
    """All the acts that a process looks at."""
    return reduce(or_, caminos(proceso))


def _de_la_casa(proceso: Proceso) -> Q:
    """Its institute and its accounts."""
    # An account belongs wherever it was ever given a role, or acted in another's place.
    nombradas = historia(Nombramiento).filter(proceso_id=proceso.pk).values("usuario_id")
    suplentes = historia(Suplencia).filter(proceso_id=proceso.pk).values("suplente_id")
    return _sobre(Instituto, [proceso.instituto_id]) | _sobre(Usuario, nombradas) | _sobre(Usuario, suplentes)


def _sobre(modelo: ClaseDeModelo, pks: Any) -> Q:
    return Q(modelo=modelo._meta.label_lower, objeto__in=pks)
