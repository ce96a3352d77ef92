"""Which migrations ask for the site to be stopped: those that break the version that still runs, or hold a table long.

While several servers are updated one by one, the version before works on the new tables. It cannot if what it reads is
gone, if a column that it does not know wants a value, or if a rule refuses what it writes; and nobody can write while
PostgreSQL goes over a big table under a lock. `tests/publicadas/paros.toml` lists the migrations that do, each
with its reason; `manage.py actualizar` does not run them while somebody uses the database. What is done to a table that
did not exist before harms nobody.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import connection
from django.db.migrations import Migration, operations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_SIN_CANDADO = (AddIndexConcurrently, RemoveIndexConcurrently)
# Only words, or what nothing in the database knows.
_DE_NADIE = (operations.AlterModelOptions, operations.AlterModelManagers)


def riesgos(migraciones: Iterable[Migration], antes: ProjectState) -> dict[str, list[str]]:
    """Of these migrations, in order, those that ask for a stop, with why. `antes`: the tables of who still runs."""
    estado, nuevas, hallados = antes.clone(), set[tuple[str, str]](), {}
    for migracion in migraciones:
        if migracion.replaces:
            # It stands for others and is applied where none of them was: nobody uses its tables yet (decision 0070).
            ya = set(estado.models)
            migracion.mutate_state(estado, preserve=False)
            nuevas |= set(estado.models) - ya
            continue
        suyos = []
        for operacion in migracion.operations:
            for una in _partes(operacion):
                suyos += [f"{_que(una)}: {porque}" for porque in _de(una, migracion.app_label, estado, nuevas)]
            operacion.state_forwards(migracion.app_label, estado)
        if suyos:
            hallados[f"{migracion.app_label}.{migracion.name}"] = suyos
    return hallados


def _partes(operacion: Operation) -> list[Any]:
    """What is done to the database: of one that says both apart, what it does there."""
    if isinstance(operacion, operations.SeparateDatabaseAndState):
        return list(operacion.database_operations)
    return [operacion]


def _que(operacion: Any) -> str:
    nombre = getattr(operacion, "model_name", None) or getattr(operacion, "name", "")
    campo = getattr(operacion, "name", "") if getattr(operacion, "model_name", None) else ""
    return " ".join(filter(None, (type(operacion).__name__, nombre, campo)))


def _de(operacion: Any, app: str, estado: ProjectState, nuevas: set[tuple[str, str]]) -> Iterator[str]:
    if isinstance(operacion, operations.CreateModel):
        nuevas.add((app, operacion.name.lower()))
        return
    if isinstance(operacion, (*_DE_NADIE, *_SIN_CANDADO)):
        return
    if isinstance(operacion, operations.RunPython | operations.RunSQL):
        yield "mueve datos de un modo que nadie puede juzgar por su forma"
        return
    modelo = (app, (getattr(operacion, "model_name", "") or operacion.name).lower())
    if modelo in nuevas:
        return
    match operacion:
        case operations.DeleteModel() | operations.RenameModel() | operations.AlterModelTable():
            yield "la versión anterior usa esa tabla"
        case operations.RemoveField() | operations.RenameField():
            yield "la versión anterior usa esa columna"
        case operations.AddField(field=campo):
            yield from _al_agregar(campo)
        case operations.AlterField(field=campo):
            yield from _al_cambiar(estado.models[modelo].fields[operacion.name], campo)
        case operations.AddIndex():
            yield "hace un índice con la tabla cerrada: use AddIndexConcurrently, en una migración sin transacción"
        case operations.RemoveIndex() | operations.RemoveConstraint() | operations.RenameIndex():
            return
        case operations.AddConstraint():
            yield "la versión anterior puede escribir lo que la regla rechaza, y la tabla se recorre cerrada"
        case operations.AlterUniqueTogether() | operations.AlterIndexTogether():
            yield "hace un índice con la tabla cerrada"
        case _:
            yield "no se sabe qué hace"


def _tipo(campo: Any) -> str | None:
    campo.set_attributes_from_name(campo.name or "campo")
    try:
        return str(campo.db_type(connection))
    except (AttributeError, ValueError):
        return None  # of a relation that is not resolved here


def _al_agregar(campo: Any) -> Iterator[str]:
    if campo.many_to_many:
        return
    if not campo.null and not campo.has_db_default():
        yield "la columna quiere un valor que la versión anterior no da: use null=True o db_default"
    # That of a foreign key among them.
    if campo.unique or campo.db_index:
        yield "hace un índice con la tabla cerrada: use db_index=False y, aparte, AddIndexConcurrently"


def _al_cambiar(antes: Any, despues: Any) -> Iterator[str]:
    if antes.many_to_many or despues.many_to_many:
        return
    if antes.null and not despues.null and not despues.has_db_default():
        yield "la columna deja de admitir el vacío que la versión anterior escribe"
    if despues.unique and not antes.unique:
        yield "la versión anterior puede repetir el valor, y el índice se hace con la tabla cerrada"
    elif despues.db_index and not antes.db_index and not despues.unique:
        yield "hace un índice con la tabla cerrada: use AddIndexConcurrently"
    if type(antes) is not type(despues):
        if _tipo(antes) != _tipo(despues):
            yield "cambia el tipo de la columna, y la tabla se escribe de nuevo cerrada"
    elif (getattr(antes, "max_length", None) or 0) > (getattr(despues, "max_length", None) or 1 << 30):
        yield "la columna se acorta: la versión anterior escribe textos que ya no caben"
