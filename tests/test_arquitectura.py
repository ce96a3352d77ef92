"""The architecture, as checks: what points where, who writes, who asks the time, what text may not say."""

import ast
import hashlib
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Model

from compliance.historia import auditados

RAIZ = Path(__file__).resolve().parent.parent
# Left to right: each app may point only to itself and to those before it.
CAPAS = ("calendario", "compliance", "documentos", "flujos", "notificaciones")
# Columns of a line of a template; a tag of Django cannot be broken and may be longer.
PLANTILLA_MAXIMO = 160
# Calls of `update` or `bulk_update` on audited models, with the reason: they leave no history by themselves.
SIN_HISTORIA: dict[str, str] = {}


@cache
def _rastreados() -> tuple[Path, ...]:
    """The files of the project, as git knows them."""
    try:
        salida = subprocess.run(["git", "ls-files", "-z"], cwd=RAIZ, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no es una copia de trabajo de git")
    return tuple(RAIZ / nombre for nombre in salida.decode().split("\0") if nombre and (RAIZ / nombre).is_file())


def _textos() -> Iterator[tuple[str, str]]:
    for archivo in _rastreados():
        try:
            yield str(archivo.relative_to(RAIZ)), archivo.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def _modulos() -> list[Path]:
    return [
        a
        for capa in CAPAS
        for a in sorted((RAIZ / capa).rglob("*.py"))
        if "migrations" not in a.relative_to(RAIZ).parts
    ]


def test_las_llaves_foraneas_solo_apuntan_hacia_la_izquierda() -> None:
    usuario = get_user_model()  # named by a setting, not imported: any app may point to it
    malas = [
        f"{modelo._meta.label}.{campo.name} → {campo.related_model._meta.label}"
        for modelo in apps.get_models(include_auto_created=True)
        if modelo._meta.app_label in CAPAS
        for campo in modelo._meta.get_fields()
        if campo.is_relation
        and not campo.auto_created
        and campo.related_model is not usuario
        and isinstance(campo.related_model, type)
        and campo.related_model._meta.app_label in CAPAS
        and CAPAS.index(campo.related_model._meta.app_label) > CAPAS.index(modelo._meta.app_label)
    ]
    assert malas == []


def _cadena(nodo: ast.expr) -> tuple[str, set[str]]:
    """Root name and attributes of a chain of calls: `Area.objects.filter(…)` → («Area», {objects, filter})."""
    atributos: set[str] = set()
    while True:
        if isinstance(nodo, ast.Call):
            nodo = nodo.func
        elif isinstance(nodo, ast.Attribute):
            atributos.add(nodo.attr)
            nodo = nodo.value
        else:
            return (nodo.id if isinstance(nodo, ast.Name) else ""), atributos


def test_nada_escribe_en_un_modelo_auditado_sin_dejar_historia() -> None:
    modelos: dict[str, type[Model]] = {m.__name__: m for m in apps.get_models() if m._meta.app_label in CAPAS}
    de_consulta = {"objects", "_default_manager", "filter", "exclude", "all"}
    halladas = []
    # The bulk service itself, what gives history to the acts, and what destroys keys (whose act is on the candidacy).
    escriben_la_historia = {"compliance/historia.py", "compliance/services/cadenas.py", "compliance/services/llaves.py"}
    for modulo in _modulos():
        if str(modulo.relative_to(RAIZ)) in escriben_la_historia:
            continue
        for nodo in ast.walk(ast.parse(modulo.read_text(encoding="utf-8"))):
            if not (isinstance(nodo, ast.Call) and isinstance(nodo.func, ast.Attribute)):
                continue
            if nodo.func.attr not in {"update", "bulk_update"}:
                continue
            raiz, atributos = _cadena(nodo.func.value)
            modelo = modelos.get(raiz)
            if atributos & de_consulta and (modelo is None or modelo in auditados()):
                lugar = f"{modulo.relative_to(RAIZ)}: {ast.unparse(nodo)[:80]}"
                if not any(lugar.startswith(permitida) for permitida in SIN_HISTORIA):
                    halladas.append(lugar)
    assert halladas == []


def test_toda_relacion_multiple_de_un_modelo_auditado_tiene_historia() -> None:
    sin_historia = [
        f"{modelo._meta.label}.{campo.name}"
        for modelo in auditados()
        for campo in modelo._meta.many_to_many
        # Groups and permissions of auth grant nothing here: roles are nombramientos.
        if campo.related_model._meta.app_label in CAPAS and campo.name not in getattr(modelo, "_history_m2m_fields", [])
    ]
    assert sin_historia == []


def test_solo_el_reloj_pregunta_la_hora() -> None:
    pregunta = re.compile(r"\b(timezone\.now|datetime\.(now|today|utcnow)|date\.today|localdate\(\)|localtime\(\))")
    halladas = [
        str(m.relative_to(RAIZ))
        for m in _modulos()
        if pregunta.search(m.read_text(encoding="utf-8")) and m != RAIZ / "compliance" / "reloj.py"
    ]
    assert halladas == []


def test_las_lineas_de_las_plantillas_se_leen_sin_recorrerlas() -> None:
    largas = [
        f"{nombre}:{numero}"
        for nombre, texto in _textos()
        if nombre.endswith(".html")
        for numero, linea in enumerate(texto.splitlines(), start=1)
        if len(linea) > PLANTILLA_MAXIMO and not re.fullmatch(r"\s*\{%[^%]*%\}\s*", linea)
    ]
    assert largas == []


def test_ningun_texto_guarda_las_marcas_de_una_mezcla() -> None:
    marcados = [nombre for nombre, texto in _textos() if re.search(r"^(<{7}|>{7}) ", texto, flags=re.M)]
    assert marcados == []


def test_ningun_texto_nombra_un_indice_de_paquetes_ni_una_ruta_de_una_maquina() -> None:
    anfitriones = [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com")]
    prohibido = re.compile(
        "|".join(
            [
                *(rf"\b{a}\.{b}\b" for a, b in anfitriones),
                r"--(extra-)?index-url",
                *(f"/{c}/" for c in ("root", "work")),
            ]
        )
    )
    halladas = [
        f"{nombre}: {hallazgo.group()}"
        for nombre, texto in _textos()
        if nombre != "tests/test_arquitectura.py"
        for hallazgo in prohibido.finditer(texto)
    ]
    assert halladas == []


def test_solo_la_integracion_continua_mira_fuera_del_proyecto() -> None:
    afuera = "../" + "shared"
    assert [nombre for nombre, texto in _textos() if afuera in texto and nombre != ".ci/run"] == []


def test_ninguna_prueba_importa_de_otra() -> None:
    """What two modules of tests share lives beside them; a fixture, in their `conftest.py`."""
    halladas = []
    for archivo in sorted((RAIZ / "tests").rglob("*.py")):
        for nodo in ast.walk(ast.parse(archivo.read_text(encoding="utf-8"))):
            if isinstance(nodo, ast.Import | ast.ImportFrom):
                nombres = [*(getattr(nodo, "module", None) or "").split("."), *(a.name for a in nodo.names)]
                if any(parte.startswith("test_") for nombre in nombres for parte in nombre.split(".")):
                    halladas.append(f"{archivo.relative_to(RAIZ)}: {ast.unparse(nodo)}")
    assert halladas == []


def test_lo_que_se_nombra_en_las_migas_no_se_usa_fuera_de_ellas() -> None:
    """A name that a block of a template gives is gone at its end: a link with it would lead nowhere."""
    halladas = []
    for archivo in sorted(RAIZ.glob("*/templates/**/*.html")):
        texto = archivo.read_text(encoding="utf-8")
        migas = re.search(r"{% block migas %}(.*?){% endblock %}", texto, re.DOTALL)
        if migas is None:
            continue
        fuera = texto[: migas.start()] + texto[migas.end() :]
        for nombre in re.findall(r"{% url [^%]* as (\w+) %}", migas.group(1)):
            propio = re.search(rf"\bas {nombre} %}}|{{% for [^%]*\b{nombre}\b[^%]* in ", fuera)
            if re.search(rf"{{{{[^}}]*\b{nombre}\b|enlace={nombre}\b", fuera) and not propio:
                halladas.append(f"{archivo.relative_to(RAIZ)}: {nombre}")
    assert halladas == []


@pytest.mark.parametrize("nombre", ["produccion", "desarrollo"])
def test_el_archivo_de_bloqueo_fija_todo_con_su_huella(nombre: str) -> None:
    texto = (RAIZ / "requisitos" / f"{nombre}.txt").read_text()
    paquetes = re.split(r"\n(?=\S)", texto.strip())
    assert len(paquetes) > 40
    for paquete in paquetes:
        assert re.match(r"[a-z0-9._-]+(\[[a-z0-9,_-]+\])?==\S+", paquete), paquete[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", paquete), paquete[:80]


def test_cada_dependencia_tiene_su_razon_escrita() -> None:
    proyecto = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))
    pedidas = [*proyecto["project"]["dependencies"], *proyecto["dependency-groups"]["dev"]]
    razones = (RAIZ / "docs" / "decisiones" / "0007-bibliotecas.md").read_text(encoding="utf-8").lower()
    nombres = [re.split(r"[\[<>=]", pedida)[0] for pedida in pedidas]
    assert [nombre for nombre in nombres if nombre.removeprefix("django-") not in razones] == []


def test_el_bloqueo_de_desarrollo_contiene_al_de_produccion() -> None:
    versiones = [
        set(re.findall(r"^([a-z0-9._-]+==\S+)", (RAIZ / "requisitos" / f"{n}.txt").read_text(), re.MULTILINE))
        for n in ("produccion", "desarrollo")
    ]
    assert versiones[0] < versiones[1]


def test_una_migracion_publicada_no_cambia() -> None:
    """Whoever installed a release has it applied: what came after goes in a new one. See decision 0020."""
    publicadas = tomllib.loads((RAIZ / "tests" / "publicadas" / "migraciones.toml").read_text(encoding="utf-8"))
    huellas = {archivo: huella for version in publicadas.values() for archivo, huella in version.items()}
    assert huellas
    assert {
        archivo: hashlib.sha256((RAIZ / archivo).read_bytes()).hexdigest() if (RAIZ / archivo).is_file() else "falta"
        for archivo in huellas
    } == huellas
