"""The one way to write a change of state: lock the row, refuse with reasons, leave a transition row.

Every service of this app has the same shape, inside one transaction: `bloquear` → collect refusals →
`exigir` → change → `mover` (state, history and transition row together) or `anotar` (the verb leaves the
state where it was). Whoever must react (notices, the audit page) reads `Transicion` after the commit.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import connections, models
from django.db.models import QuerySet
from django_fsm import can_proceed

from compliance.historia import ALaVezError, guardar
from compliance.models import Candidatura, Entregable, Proceso, Usuario

from .models import Transicion

SISTEMA = "Sistema"

Modelo = TypeVar("Modelo", bound=models.Model)


class Rechazo(Exception):  # noqa: N818 (a refusal is an answer, not an error)
    """A refusal: which guard (`guarda`, a stable code), what is wrong and what to do about it, in Spanish.

    `campos`: the reason of each field that it is about, so that a page can say it beside the field.
    """

    def __init__(self, guarda: str, mensaje: str, remedio: str = "", campos: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{mensaje} {remedio}".strip())
        self.guarda = guarda
        self.mensaje = mensaje
        self.remedio = remedio
        self.campos = dict(campos or {})

    @property
    def rechazos(self) -> tuple["Rechazo", ...]:
        """Every refusal told at once: itself alone."""
        return (self,)


class YaHecho(Rechazo):
    """A refusal because it is done already: there is nothing to mend."""


class YaHay(Rechazo):
    """A refusal because there is one alike, `otra`: whoever acts is asked whether theirs is another one.

    Who says that it is sends the key of `otra` back. The same answer sent twice is asked again: its first sending made
    a newer one, which nobody has been shown.
    """

    def __init__(self, mensaje: str, otra: models.Model) -> None:
        super().__init__("ya_hay", mensaje, "Si es la misma, ya está hecha. Si es otra, dígalo y envíelo de nuevo.")
        self.otra = otra


class Rechazos(Rechazo):
    """Several refusals at once, so that a person mends everything in one go. `guarda` is the first one's."""

    def __init__(self, rechazos: Iterable[Rechazo]) -> None:
        todos = tuple(rechazos)
        super().__init__(todos[0].guarda, " ".join(str(r) for r in todos))
        self._rechazos = todos

    @property
    def rechazos(self) -> tuple[Rechazo, ...]:
        """Each refusal, in the order of the guards."""
        return self._rechazos


def exigir(rechazos: Iterable[Rechazo | None]) -> None:
    """Raise what the guards said: nothing, one `Rechazo`, or all of them as `Rechazos`."""
    dichos = [r for r in rechazos if r is not None]
    if len(dichos) == 1:
        raise dichos[0]
    if dichos:
        raise Rechazos(dichos)


def fuera_del_proceso(dia: date, proceso: Proceso) -> Rechazo | None:
    """Refuses an act of a year that cannot be of this process (see `Proceso.abarca`)."""
    if proceso.abarca(dia):
        return None
    return Rechazo(
        "fecha",
        f"El {dia:%d/%m/%Y} no puede ser de este proceso, cuya jornada es el {proceso.jornada:%d/%m/%Y}.",
        "Revise el año.",
    )


def bloquear(origen: type[Modelo] | QuerySet[Modelo], pk: Any) -> Modelo:
    """The row as it is now, locked until the transaction ends. Raises DoesNotExist.

    PostgreSQL locks the row; SQLite has nothing to emit, since its transactions take the write lock at BEGIN.
    Raises RuntimeError outside a transaction, where a lock would guard nothing.
    """
    consulta = origen if isinstance(origen, QuerySet) else origen._default_manager.all()
    if not connections[consulta.db].in_atomic_block:
        raise RuntimeError("bloquear() necesita una transacción abierta.")
    return consulta.select_for_update(of=("self",)).get(pk=pk)


def anotar(
    objeto: Candidatura | Entregable,
    *,
    verbo: str,
    de: str,
    a: str,
    por: Usuario | None,
    en: datetime,
    motivo: str = "",
    hechos: Mapping[str, Any] | None = None,
    suplencia: str = "",
) -> Transicion:
    """Write the append-only row of a verb done on `objeto` by `por` (None: the system itself) at `en`.

    `hechos` is what the guards saw, as JSON: enough to show later why it was allowed. It never holds answers
    of the identity questionnaire. `suplencia` names the titular in whose place the person acted.
    """
    transicion = renglon(
        objeto, verbo=verbo, de=de, a=a, por=por, en=en, motivo=motivo, hechos=hechos, suplencia=suplencia
    )
    transicion.save(force_insert=True)
    return transicion


def renglon(
    objeto: Candidatura | Entregable,
    *,
    verbo: str,
    de: str,
    a: str,
    por: Usuario | None,
    en: datetime,
    motivo: str = "",
    hechos: Mapping[str, Any] | None = None,
    suplencia: str = "",
) -> Transicion:
    """The row that `anotar` writes, not yet written."""
    return Transicion(
        proceso_id=objeto.proceso_id,
        candidatura=objeto if isinstance(objeto, Candidatura) else None,
        entregable=objeto if isinstance(objeto, Entregable) else None,
        verbo=verbo,
        de=de,
        a=a,
        por=por,
        por_nombre=str(por) if por is not None else SISTEMA,
        en_suplencia_de=suplencia,
        en=en,
        motivo=motivo,
        hechos=dict(hechos or {}),
    )


def rechazo_de_estado(objeto: Candidatura | Entregable, metodo: str) -> Rechazo | None:
    """Why the FSM method `metodo` cannot run now: the state and where one may go from it. None if it can."""
    if can_proceed(getattr(objeto, metodo)):
        return None
    return rechazo_por_estado(objeto)


def rechazo_por_estado(objeto: Candidatura | Entregable) -> Rechazo:
    """The refusal of whatever does not apply in the present state of `objeto`."""
    etiquetas = {valor: str(etiqueta) for valor, etiqueta in type(objeto).Estado.choices}
    siguientes = objeto.get_available_estado_transitions()  # type: ignore[union-attr]  # added by FSMField
    destinos = {str(t.target) for t in siguientes}
    posibles = ", ".join(f"«{nombre}»" for valor, nombre in etiquetas.items() if valor in destinos)
    return Rechazo(
        "estado",
        f"No procede en su estado actual: «{etiquetas[objeto.estado]}».",
        f"Desde ahí puede pasar a {posibles}." if posibles else "Es un estado final: ya no cambia.",
    )


def mover(
    objeto: Candidatura | Entregable,
    metodo: str,
    *,
    verbo: str,
    por: Usuario | None,
    en: datetime,
    motivo: str = "",
    hechos: Mapping[str, Any] | None = None,
    suplencia: str = "",
) -> Transicion:
    """Run the FSM method `metodo` of a locked `objeto`; write its history and its transition row.

    Raises Rechazo("estado") when the state does not allow it and Rechazo("datos") when the result would not
    be valid. The reason of the history row is the given one, or else the verb.
    """
    exigir([rechazo_de_estado(objeto, metodo)])
    de = str(objeto.estado)
    getattr(objeto, metodo)()
    escribir(objeto, por=por, en=en, motivo=motivo or verbo)
    return anotar(
        objeto,
        verbo=verbo,
        de=de,
        a=str(objeto.estado),
        por=por,
        en=en,
        motivo=motivo,
        hechos=hechos,
        suplencia=suplencia,
    )


def escribir(objeto: models.Model, *, por: Usuario | None, en: datetime, motivo: str) -> None:
    """`historia.guardar`, with what it finds wrong told as Rechazo("datos"), and a lost race as Rechazo("a_la_vez").

    Either way the transaction must end: services leave their atomic block with the refusal.
    """
    try:
        guardar(objeto, por=por, en=en, motivo=motivo)
    except ALaVezError as error:
        # Another transaction took the place between this one's guards and its insert.
        raise Rechazo("a_la_vez", " ".join(error.messages)) from error
    except ValidationError as error:
        raise rechazo_de_datos(error) from error


def rechazo_de_datos(error: ValidationError) -> Rechazo:
    """A validation error as a refusal that says which fields are wrong."""
    return Rechazo("datos", " ".join(error.messages), "Corrija el dato y vuelva a intentarlo.")
