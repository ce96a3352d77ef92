"""The one way to write a change of state: lock the row, refuse with reasons, leave a transition row.

Every service of this app has the same shape, inside one transaction: it opens its act (which locks, and refuses who may
not and where it has no place), `Acto.exigir` the guards, changes, and `Acto.mover` (state, history and transition row
together) or `Acto.anotar` (the verb leaves the state where it was). Here is what all that rests on. Whoever must react
(notices, the audit page) reads `Acto` after the commit.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import connection, models
from django.db.models import QuerySet
from django_fsm import can_proceed

from compliance.actos import Apunte
from compliance.historia import ALaVezError, guardar, leido, validar_todo
from compliance.models import Candidatura, Entregable, Proceso, Usuario
from compliance.sentencias import Preparada
from compliance.verbos.modelo import FueraDeLugar, Rechazo, Rechazos, YaHecho, exigir

__all__ = [
    "FueraDeLugar",
    "PorConfirmar",
    "Rechazo",
    "Rechazos",
    "YaHay",
    "YaHecho",
    "bloquear",
    "con_cerrojo",
    "escribir",
    "exigir",
    "fuera_del_proceso",
    "rechazo_de_datos",
    "rechazo_de_estado",
    "rechazo_por_estado",
    "salvo_confirmados",
    "validar",
]


Modelo = TypeVar("Modelo", bound=models.Model)


class YaHay(Rechazo):
    """A refusal because there is one alike, `otra`: whoever acts is asked whether theirs is another one.

    Who says that it is sends the key of `otra` back. The same answer sent twice is asked again: its first sending made
    a newer one, which nobody has been shown.
    """

    def __init__(self, mensaje: str, otra: models.Model) -> None:
        super().__init__("ya_hay", mensaje, "Si es la misma, ya está hecha. Si es otra, dígalo y envíelo de nuevo.")
        self.otra = otra


class PorConfirmar(Rechazo):
    """A warning: it gives way once whoever acts has read it and confirms it, naming its `guarda`."""


def salvo_confirmados(confirmadas: Collection[str], *rechazos: Rechazo | None) -> list[Rechazo | None]:
    """What is refused, but for the warnings that were confirmed."""
    return [r for r in rechazos if not (isinstance(r, PorConfirmar) and r.guarda in confirmadas)]


def fuera_del_proceso(dia: date, proceso: Proceso) -> Rechazo | None:
    """Refuses an act of a year that cannot be of this process (see `Proceso.abarca`)."""
    if proceso.abarca(dia):
        return None
    return Rechazo(
        "fecha",
        f"El {dia:%d/%m/%Y} no puede ser de este proceso, cuya jornada es el {proceso.jornada:%d/%m/%Y}.",
        "Revise el año.",
    )


def bloquear(origen: type[Modelo] | QuerySet[Modelo] | Preparada[Modelo], pk: Any) -> Modelo:
    """The row as it is now, locked until the transaction ends. Raises DoesNotExist.

    PostgreSQL locks the row; SQLite has nothing to emit, since its transactions take the write lock at BEGIN.
    Raises RuntimeError outside a transaction, where a lock would guard nothing.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("bloquear() necesita una transacción abierta.")
    if isinstance(origen, Preparada):
        try:
            objeto = origen.una(pk)
        except ObjectDoesNotExist:
            # It waited, and what the row points to changed meanwhile: asked again, it is as it was left.
            objeto = origen.una(pk)
    else:
        consulta = origen if isinstance(origen, QuerySet) else origen._default_manager.all()
        if consulta.query.select_related and connection.features.has_select_for_update:
            # First the lock alone: after waiting for it, PostgreSQL would join the row as it is now with what it
            # pointed to before, and find nothing.
            con_cerrojo(consulta.select_related(None).prefetch_related(None)).values_list("pk").get(pk=pk)
            objeto = consulta.get(pk=pk)
        else:
            objeto = con_cerrojo(consulta).get(pk=pk)
    leido(objeto)
    return objeto


def con_cerrojo(consulta: QuerySet[Modelo]) -> QuerySet[Modelo]:
    """The query that `bloquear` asks: it locks the object itself, not what is read with it."""
    return consulta.select_for_update(of=("self",))


def rechazo_de_estado(objeto: Candidatura | Entregable, metodo: str) -> Rechazo | None:
    """Why the FSM method `metodo` cannot run now: the state and where one may go from it. None if it can."""
    if can_proceed(getattr(objeto, metodo)):
        return None
    return rechazo_por_estado(objeto)


def rechazo_por_estado(objeto: Candidatura | Entregable, remedio: str = "") -> Rechazo:
    """The refusal of whatever does not apply in the present state of `objeto`. `remedio`: what to do instead."""
    etiquetas = {valor: str(etiqueta) for valor, etiqueta in type(objeto).Estado.choices}
    siguientes = objeto.get_available_estado_transitions()  # type: ignore[union-attr]  # added by FSMField
    destinos = {str(t.target) for t in siguientes}
    posibles = ", ".join(f"«{nombre}»" for valor, nombre in etiquetas.items() if valor in destinos)
    return FueraDeLugar(
        "estado",
        f"No procede en su estado actual: «{etiquetas[objeto.estado]}».",
        remedio or (f"Desde ahí puede pasar a {posibles}." if posibles else "Es un estado final: ya no cambia."),
    )


def escribir(objeto: models.Model, *, por: Usuario | None, en: datetime, motivo: str, acto: Apunte) -> None:
    """`historia.guardar`, with what it finds wrong told as Rechazo("datos"), and a lost race as Rechazo("a_la_vez").

    Either way the transaction must end: services leave their atomic block with the refusal.
    """
    try:
        guardar(objeto, por=por, en=en, motivo=motivo, acto=acto)
    except ALaVezError as error:
        # Another transaction took the place between this one's guards and its insert.
        raise Rechazo("a_la_vez", " ".join(error.messages)) from error
    except ValidationError as error:
        raise rechazo_de_datos(error) from error


def validar(objeto: models.Model) -> None:
    """What `escribir` finds wrong before it writes."""
    try:
        validar_todo(objeto)
    except ValidationError as error:
        raise rechazo_de_datos(error) from error


def rechazo_de_datos(error: ValidationError) -> Rechazo:
    """A validation error as a refusal that says which fields are wrong."""
    return Rechazo("datos", " ".join(error.messages), "Corrija el dato y vuelva a intentarlo.")
