"""What many migrations leave, made once: an empty database does not live their history (decision 0070)."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


def _operaciones(migracion: tuple[str, str]) -> list[Any]:
    app, nombre = migracion
    return list(import_module(f"{app}.migrations.{nombre}").Migration(nombre, app).operations)


class DeUnaVez(Operation):
    """The only operation of a squash: the tables as the migrations that it replaces, in their order, would leave them.

    What they would leave is worked out by themselves, on Django's drawing of the tables alone, so that nothing is written
    twice. Their functions (RunPython) move rows, and there are none: a squash is never applied where one of the migrations
    that it replaces was. One that leaves something on an empty database (RunSQL, rows) cannot be replaced by this.
    """

    reversible = False

    def __init__(self, migraciones: Sequence[tuple[str, str]]) -> None:
        self.migraciones = [*migraciones]

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As Django writes it."""
        return type(self).__name__, [self.migraciones], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """What is drawn is not made into classes at each step, which is what takes long: only at the end, by who asks."""
        state.__dict__.pop("apps", None)
        for migracion in self.migraciones:
            for operacion in _operaciones(migracion):
                operacion.state_forwards(migracion[0], state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Each table that was not there, with its columns in the order in which they came.

        Nothing is left for the end, so that Django notes what it applied in the same transaction: many names, of which
        some and not others would say, to whoever is interrupted between them, that the rest is to be made one by one.
        """
        for modelo in self._nuevos(from_state, to_state):
            if self.allow_migrate_model(schema_editor.connection.alias, modelo):
                schema_editor.create_model(modelo)
        for orden in schema_editor.deferred_sql:
            schema_editor.execute(orden, None)
        schema_editor.deferred_sql.clear()

    def _nuevos(self, antes: ProjectState, despues: ProjectState) -> Iterator[Any]:
        for app, nombre in despues.models:
            if (app, nombre) not in antes.models:
                yield despues.apps.get_model(app, nombre)

    def describe(self) -> str:
        """For who looks at the plan."""
        return f"What {len(self.migraciones)} migrations leave, from nothing"
