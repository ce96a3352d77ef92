"""Which history rows belong to a process: every audited model, and how it leads there."""

from functools import cache
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from calendario.models import Calendario, Inhabil
from compliance.historia import auditados
from compliance.models import (
    Consentimiento,
    CuestionarioCurricular,
    CuestionarioIdentidad,
    EtapaRuta,
    Instituto,
    Integracion,
    Nombramiento,
    Observacion,
    Proceso,
    SolicitudModificacion,
    Subactividad,
    Suplencia,
    Usuario,
)

from ..models import Asistencia, Decision, Hecho, PuntoOrden, Remision, Voto

ClaseDeModelo = type[models.Model]

# Audited models that say to which process they belong through another one: the field that leads to it. A model with
# a `proceso` of its own needs no line here.
PADRES: dict[ClaseDeModelo, str] = {
    Asistencia: "sesion",
    Consentimiento: "candidatura",
    CuestionarioCurricular: "candidatura",
    CuestionarioIdentidad: "candidatura",
    Decision: "punto",
    EtapaRuta: "ruta",
    Hecho: "entregable",
    Inhabil: "calendario",
    Integracion: "organo",
    Observacion: "candidatura",
    PuntoOrden: "sesion",
    Remision: "entregable",
    SolicitudModificacion: "candidatura",
    Subactividad: "entregable",
    Voto: "decision",
}


@cache
def tablas() -> tuple[ClaseDeModelo, ...]:
    """Every audited model, in a fixed order."""
    return tuple(sorted(auditados(), key=lambda m: m._meta.label))


def del_proceso(modelo: ClaseDeModelo, proceso: Proceso) -> Q:
    """The condition by which the history rows of `modelo` belong to a process.

    It asks the history of its parents, not their tables: what was deleted with its parent still belongs. Raises
    LookupError for a model that says nothing of its process.
    """
    if modelo is Proceso:
        return Q(id=proceso.pk)
    if modelo is Instituto:
        return Q(id=proceso.instituto_id)
    if modelo is Calendario:
        return Q(clave=proceso.instituto.clave)
    if modelo is Usuario:
        # An account belongs wherever it was ever given a role, or acted in another's place.
        nombradas = historia(Nombramiento, proceso).values("usuario_id")
        return Q(id__in=nombradas) | Q(id__in=historia(Suplencia, proceso).values("suplente_id"))
    if modelo in PADRES:
        campo = PADRES[modelo]
        padre = modelo._meta.get_field(campo).related_model
        return Q(**{f"{campo}_id__in": historia(padre, proceso).values("id")})  # type: ignore[arg-type]
    if any(f.name == "proceso" for f in modelo._meta.fields):
        return Q(proceso_id=proceso.pk)
    raise LookupError(f"{modelo._meta.label}: falta decir a qué proceso pertenece su historial (PADRES).")


def historia(modelo: ClaseDeModelo, proceso: Proceso) -> QuerySet[Any]:
    """The history rows of a model in a process, in no order."""
    consulta: QuerySet[Any] = modelo.history.filter(del_proceso(modelo, proceso))  # type: ignore[attr-defined]
    return consulta.order_by()


def clase_de(clave: str) -> ClaseDeModelo | None:
    """The audited model with this key."""
    return next((m for m in tablas() if m._meta.model_name == clave), None)
