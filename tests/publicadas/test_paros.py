"""A version is put in while the one before still runs: what cannot be done so is known, listed and refused."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations as m
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from compliance.paros import riesgos

CARPETA = Path(__file__).parent
NUESTRAS = {"calendario", "compliance", "documentos", "flujos", "notificaciones"}


def _sin_publicar() -> tuple[list[Any], ProjectState]:
    """The migrations that no release has, in order, and the tables of the last release.

    One by one, as who has a release applies them: not those that stand for others where there is nothing.
    """
    cargador = MigrationLoader(None, replace_migrations=False)
    publicadas = tomllib.loads((CARPETA / "migraciones.toml").read_text(encoding="utf-8"))
    archivos = {archivo for version in publicadas.values() for archivo in version}
    orden: dict[tuple[str, str], None] = {}
    for hoja in sorted(cargador.graph.leaf_nodes()):
        orden |= dict.fromkeys(n for n in cargador.graph.forwards_plan(hoja) if not cargador.graph.nodes[n].replaces)
    nuevas = [n for n in orden if n[0] in NUESTRAS and f"{n[0]}/migrations/{n[1]}.py" not in archivos]
    estado = cargador.project_state([n for n in orden if n not in nuevas])
    return [cargador.graph.nodes[n] for n in nuevas], estado


def test_cada_migracion_que_pide_parar_el_sitio_esta_listada_con_su_razon() -> None:
    nuevas, estado = _sin_publicar()
    assert nuevas
    hallados = riesgos(nuevas, estado)
    razones = tomllib.loads((CARPETA / "paros.toml").read_text(encoding="utf-8"))
    listadas = {nombre: razon for version in razones.values() for nombre, razon in version.items()}
    sin_listar = {nombre: porque for nombre, porque in hallados.items() if nombre not in listadas}
    assert sin_listar == {}, (
        "Estas migraciones rompen la versión que corre todavía, o cierran una tabla. Hágalas en dos (una agrega, "
        "otra quita) o lístelas con su razón en tests/publicadas/paros.toml"
    )
    assert sorted(set(listadas) - set(hallados)) == [], "ya no piden parar, o no existen: quítelas de paros.toml"
    assert [nombre for nombre, razon in listadas.items() if len(razon) < 20] == []


@pytest.fixture
def estado() -> ProjectState:
    """A table that is there, and another that points to it."""
    antes = ProjectState()
    crear = m.CreateModel(
        "Cosa",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("nombre", models.CharField(max_length=20)),
            ("nota", models.TextField(null=True)),
        ],
    )
    crear.state_forwards("app", antes)
    return antes


def _migracion(*operaciones: Any) -> Any:
    migracion = m.Migration("0002_prueba", "app")
    migracion.operations = list(operaciones)
    return migracion


PIDEN: list[tuple[Callable[[], Any], str]] = [
    (lambda: m.RemoveField("cosa", "nombre"), "columna"),
    (lambda: m.RenameField("cosa", "nombre", "titulo"), "columna"),
    (lambda: m.DeleteModel("Cosa"), "tabla"),
    (lambda: m.RenameModel("Cosa", "Otra"), "tabla"),
    (lambda: m.AlterModelTable("cosa", "otra"), "tabla"),
    (lambda: m.AddField("cosa", "nueva", models.CharField(max_length=5, default="")), "db_default"),
    (lambda: m.AddField("cosa", "otra", models.ForeignKey("app.cosa", models.CASCADE, null=True)), "Concurrently"),
    (lambda: m.AddField("cosa", "nueva", models.CharField(max_length=5, null=True, unique=True)), "Concurrently"),
    (lambda: m.AlterField("cosa", "nota", models.TextField(default="")), "vacío"),
    (lambda: m.AlterField("cosa", "nombre", models.CharField(max_length=10)), "se acorta"),
    (lambda: m.AlterField("cosa", "nombre", models.IntegerField()), "tipo"),
    (lambda: m.AlterField("cosa", "nombre", models.CharField(max_length=20, unique=True)), "repetir"),
    (lambda: m.AlterField("cosa", "nombre", models.CharField(max_length=20, db_index=True)), "Concurrently"),
    (lambda: m.AddIndex("cosa", models.Index(fields=["nombre"], name="i")), "Concurrently"),
    (
        lambda: m.AddConstraint("cosa", models.CheckConstraint(condition=~models.Q(nombre=""), name="c")),
        "rechaza",
    ),
    (lambda: m.RunPython(lambda apps, editor: None), "mueve datos"),
    (lambda: m.RunSQL("SELECT 1"), "mueve datos"),
    (
        lambda: m.SeparateDatabaseAndState(database_operations=[m.RemoveField("cosa", "nombre")]),
        "columna",
    ),
]


@pytest.mark.parametrize(("operacion", "porque"), PIDEN)
def test_lo_que_rompe_a_la_version_anterior_se_halla(
    estado: ProjectState, operacion: Callable[[], Any], porque: str
) -> None:
    (razones,) = riesgos([_migracion(operacion())], estado).values()
    assert porque in razones[0]


NO_PIDEN: list[Callable[[], list[Any]]] = [
    lambda: [m.AddField("cosa", "nueva", models.CharField(max_length=5, null=True))],
    lambda: [m.AddField("cosa", "nueva", models.CharField(max_length=5, db_default=""))],
    lambda: [m.AddField("cosa", "otras", models.ManyToManyField("app.cosa"))],
    lambda: [m.AddField("cosa", "otra", models.ForeignKey("app.cosa", models.CASCADE, null=True, db_index=False))],
    lambda: [m.AlterField("cosa", "nombre", models.CharField("el nombre", max_length=40))],
    lambda: [m.AlterField("cosa", "nombre", models.CharField(max_length=20, null=True))],
    lambda: [m.AlterModelOptions("cosa", {"ordering": ["nombre"]})],
    lambda: [AddIndexConcurrently("cosa", models.Index(fields=["nombre"], name="i"))],
    lambda: [m.SeparateDatabaseAndState(state_operations=[m.RemoveField("cosa", "nombre")])],
    # A table that did not exist before: nobody uses it yet.
    lambda: [
        m.CreateModel("Nueva", [("id", models.BigAutoField(primary_key=True)), ("a", models.TextField())]),
        m.AddIndex("nueva", models.Index(fields=["a"], name="i")),
        m.RemoveField("nueva", "a"),
    ],
]


@pytest.mark.parametrize("operaciones", NO_PIDEN)
def test_lo_que_la_version_anterior_ni_nota_no_pide_nada(
    estado: ProjectState, operaciones: Callable[[], list[Any]]
) -> None:
    assert riesgos([_migracion(*operaciones())], estado) == {}
