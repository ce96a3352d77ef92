"""What the threat model names exists: each test, each file, each decision that is already written."""

import ast
import re
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
PAPEL = (RAIZ / "docs" / "seguridad.md").read_text(encoding="utf-8")
NOMBRADA = re.compile(r"`(tests/[\w/]+\.py)(?:::([\w:]+))?`")


def _pruebas(archivo: Path) -> set[str]:
    """The tests of a module, those of a class as «Class::name»."""
    halladas = set()
    for nodo in ast.parse(archivo.read_text(encoding="utf-8")).body:
        if isinstance(nodo, ast.FunctionDef):
            halladas.add(nodo.name)
        if isinstance(nodo, ast.ClassDef):
            halladas |= {f"{nodo.name}::{f.name}" for f in nodo.body if isinstance(f, ast.FunctionDef)}
    return {n for n in halladas if n.rpartition(":")[2].startswith("test_")}


def test_cada_prueba_que_se_nombra_existe() -> None:
    nombradas = NOMBRADA.findall(PAPEL)
    assert len(nombradas) > 50
    faltan = [
        f"{archivo}::{prueba}"
        for archivo, prueba in nombradas
        if not (RAIZ / archivo).is_file() or (prueba and prueba not in _pruebas(RAIZ / archivo))
    ]
    assert faltan == []


def test_cada_amenaza_dice_que_la_detiene_y_con_que_prueba() -> None:
    amenazas = PAPEL.partition("## Threats")[2].partition("## What is not covered")[0]
    filas = [f.strip("| ").split(" | ") for f in amenazas.splitlines() if f.startswith("| ") and "Threat |" not in f]
    assert len(filas) > 45
    assert [f[0] for f in filas if len(f) != 3 or not f[1].strip() or not NOMBRADA.search(f[2])] == []


def test_la_tabla_de_asvs_dice_de_cada_capitulo_si_se_cumple_y_donde() -> None:
    tabla = PAPEL.partition("## ASVS")[2]
    filas = [f.strip("| ").split(" | ") for f in tabla.splitlines() if f.startswith("| V")]
    assert {int(re.match(r"V(\d+)", f[0])[1]) for f in filas} == set(range(1, 18))  # type: ignore[index]
    assert {"Holds", "Part"} <= {f[2] for f in filas} <= {"Holds", "Part", "No", "—"}
    assert all(f[3].strip() for f in filas)
    assert [
        a for a in re.findall(r"`((?:compliance|docs|calendario)/[\w./-]+)`", PAPEL) if not (RAIZ / a).exists()
    ] == []
