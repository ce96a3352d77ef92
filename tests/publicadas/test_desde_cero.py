"""An empty database is made at once, and whoever has some migrations goes on with them one by one (decision 0070)."""

import tomllib
from collections.abc import Callable, Collection
from pathlib import Path

import pytest
from django.db import connection, models
from django.db import migrations as m
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from compliance.paros import riesgos

NUESTRAS = {"calendario", "compliance", "documentos", "flujos", "notificaciones"}
Nombre = tuple[str, str]


@pytest.fixture(scope="module")
def una_por_una() -> MigrationLoader:
    """Every migration, those that stand for others too."""
    return MigrationLoader(None, replace_migrations=False)


def _de_antes(cargador: MigrationLoader) -> list[Nombre]:
    """What the migrations that stand for others replace."""
    return [n for junta in cargador.replacements.values() for n in junta.replaces]


def test_de_una_vez_queda_lo_mismo_que_una_por_una(una_por_una: MigrationLoader) -> None:
    """Tables, columns and their order, indexes, constraints: as Django draws them."""
    juntas = una_por_una.replacements
    reemplazadas = _de_antes(una_por_una)
    assert {app for app, _ in reemplazadas} == NUESTRAS
    assert len(reemplazadas) == len(set(reemplazadas))
    nodos = una_por_una.graph.nodes
    antes = una_por_una.project_state([n for n in nodos if n in reemplazadas])
    despues = MigrationLoader(None).project_state([*juntas])
    for nombre in antes.models.keys() | despues.models.keys():
        assert antes.models.get(nombre) == despues.models.get(nombre), nombre
        assert [*antes.models[nombre].fields] == [*despues.models[nombre].fields], nombre


def test_lo_reemplazado_no_deja_nada_que_los_modelos_no_digan(una_por_una: MigrationLoader) -> None:
    """Of SQL by hand nobody would know; functions move rows, and there are none."""
    operaciones = {type(o) for n in _de_antes(una_por_una) for o in una_por_una.graph.nodes[n].operations}
    assert m.RunPython in operaciones
    assert operaciones & {m.RunSQL, m.SeparateDatabaseAndState} == set()
    assert {o.__module__.rpartition(".")[0] for o in operaciones} == {"django.db.migrations.operations"}


def test_nada_de_lo_que_se_hace_de_una_vez_pide_parar_el_sitio() -> None:
    cargador = MigrationLoader(None)
    plan: dict[Nombre, None] = {}
    for hoja in sorted(cargador.graph.leaf_nodes()):
        plan |= dict.fromkeys(cargador.graph.forwards_plan(hoja))
    nuestras = [cargador.graph.nodes[n] for n in plan if n[0] in NUESTRAS]
    assert cargador.replacements.keys() <= {(x.app_label, x.name) for x in nuestras}
    assert riesgos(nuestras, ProjectState()) == {}
    # An index on a table that was made at once, by one that comes after.
    despues = m.Migration("9999_prueba", "compliance")
    despues.operations = [m.AddIndex("proceso", models.Index(fields=["jornada"], name="i"))]
    assert riesgos([*nuestras, despues], ProjectState()) == {}


Plan = Callable[[Collection[Nombre]], list[m.Migration]]


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> Plan:
    """What Django would apply on a database that has those."""

    def pedir(aplicadas: Collection[Nombre]) -> list[m.Migration]:
        monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _: dict.fromkeys(aplicadas))
        ejecutor = MigrationExecutor(connection)
        ejecutor.loader.check_consistent_history(connection)
        return [x for x, _ in ejecutor.migration_plan(ejecutor.loader.graph.leaf_nodes())]

    return pedir


def _hechas(plan: Collection[m.Migration]) -> list[Nombre]:
    """What the database says that was applied."""
    return [n for x in plan for n in x.replaces or [(x.app_label, x.name)]]


def test_quien_tiene_una_version_o_se_quedo_a_medias_sigue_una_por_una(
    una_por_una: MigrationLoader, plan: Plan
) -> None:
    nodos = una_por_una.graph.nodes
    publicadas = tomllib.loads(Path(__file__).with_name("migraciones.toml").read_text(encoding="utf-8"))
    de_0_1_0 = {(archivo.split("/")[0], Path(archivo).stem) for archivo in publicadas["0.1.0"]}
    de_otros = {n for n in nodos if n[0] not in NUESTRAS}
    faltan = plan(de_0_1_0 | de_otros)
    assert [x for x in faltan if x.replaces] == []
    assert {n for n, x in nodos.items() if not x.replaces} == {*_hechas(faltan), *de_0_1_0, *de_otros}
    # Interrupted after any of them, what was left is what it goes on with.
    for cuantas in range(1, len(faltan) + 1):
        assert plan({*de_0_1_0, *de_otros, *_hechas(faltan[:cuantas])}) == faltan[cuantas:]


def test_quien_empezo_de_cero_y_se_quedo_a_medias_sigue_donde_iba(una_por_una: MigrationLoader, plan: Plan) -> None:
    enteras = plan(())
    assert {(x.app_label, x.name) for x in enteras} >= una_por_una.replacements.keys()
    for cuantas in range(len(enteras) + 1):
        assert plan(_hechas(enteras[:cuantas])) == enteras[cuantas:]


def test_quien_empezo_de_cero_antes_de_que_las_hubiera_no_hace_una_tabla_dos_veces(
    una_por_una: MigrationLoader, plan: Plan
) -> None:
    """A database made one by one, whole or cut short, of the code before."""
    sueltas = {n for n, x in una_por_una.graph.nodes.items() if not x.replaces}
    orden: dict[Nombre, None] = {}
    for hoja in sorted(sueltas):
        orden |= dict.fromkeys(n for n in una_por_una.graph.forwards_plan(hoja) if n in sueltas)
    for cuantas in range(len(orden) + 1):
        hay = [*orden][:cuantas]
        hechas = _hechas(plan(hay))
        assert sorted([*hay, *hechas]) == sorted(sueltas)
