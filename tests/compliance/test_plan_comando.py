"""manage.py cargar_plan: what it answers, to a person and to a program."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from compliance.models import Proceso

from .plan_cargado import MUEVE_LIMITE, empezar, informe
from .plan_minimo import PLAN, con

pytestmark = pytest.mark.django_db


def mandar(archivo: Path, *opciones: str) -> str:
    salida = StringIO()
    call_command("cargar_plan", str(archivo), *opciones, stdout=salida)
    return salida.getvalue()


@pytest.fixture
def archivo(tmp_path: Path) -> Path:
    ruta = tmp_path / "opl.toml"
    ruta.write_text(PLAN)
    return ruta


def test_el_comando_responde_json_con_las_claves_de_cada_tipo(archivo: Path) -> None:
    primera = json.loads(mandar(archivo, "--json"))
    assert set(primera) == {
        "plan",
        "creados",
        "cambiados",
        "sin_cambio",
        "conservados",
        "sobran",
        "advertencias",
        "hallazgos",
        "movimientos",
        "version",
        "informe",
        "sin_informe",
    }
    assert primera["creados"]["entregables"] == ["otro", "informe-marzo", "listado"]
    archivo.write_text(con(MUEVE_LIMITE))
    segunda = json.loads(mandar(archivo, "--json"))
    assert segunda["cambiados"]["entregables"] == [{"clave": "informe-marzo", "campos": ["limite_remision"]}]
    assert segunda["creados"] == {}


def test_el_comando_le_dice_a_una_persona_que_cambio_que_queda_y_por_que(archivo: Path) -> None:
    mandar(archivo)
    empezar(informe())
    archivo.write_text(con(MUEVE_LIMITE, ("Listado de gubernatura", "Listado")))
    dicho = mandar(archivo)
    assert "Entregables · listado: nombre" in dicho
    assert "Informe de marzo · Límite de remisión: ya está en trámite («En elaboración»)" in dicho
    archivo.write_text(PLAN.replace("[[hitos]]", "[[hitos]]\n#").replace('#\nclave = "interfaz"', 'clave = "otro"'))
    assert "Hitos · interfaz" in mandar(archivo)


def test_el_comando_nombra_las_filas_y_los_campos_y_no_sus_llaves(archivo: Path) -> None:
    archivo.write_text(con(("limite_remision = 2024-04-05", "limite_remision = 2024-03-05")))
    dicho = mandar(archivo)
    assert "Informe de marzo" in dicho
    assert "Fila 11.3, Informe de marzo · Límite de remisión: La fila 11.3" in dicho
    for llave in ("«informe-marzo»", "«listado»", "termina:"):
        assert llave not in dicho
    assert f"manage.py revisar_plan {archivo}" in dicho


def test_lo_que_no_cabe_en_el_registro_se_dice_todo_de_una_vez(archivo: Path) -> None:
    archivo.write_text(
        con(('nombre = "Informe de marzo"', f'nombre = "{"x" * 501}"'), ('siglas = "OPL"', f'siglas = "{"S" * 21}"'))
    )
    with pytest.raises(CommandError) as refutado:
        mandar(archivo)
    assert "instituto (opl).siglas: tiene 21 caracteres y caben 20" in str(refutado.value)
    assert "entregables (informe-marzo).nombre: tiene 501 caracteres y caben 500" in str(refutado.value)
    assert not Proceso.objects.exists()


def test_un_archivo_guardado_con_marca_de_orden_se_lee(archivo: Path) -> None:
    archivo.write_bytes(b"\xef\xbb\xbf" + PLAN.encode())
    assert "Plan opl-2024" in mandar(archivo)


def test_el_comando_dice_cuando_nada_cambio(archivo: Path) -> None:
    mandar(archivo)
    assert mandar(archivo).startswith("Plan opl-2024: sin cambios\n")


def test_el_comando_rechaza_un_archivo_malformado_con_archivo_clave_y_razon(archivo: Path) -> None:
    archivo.write_text(con(("jornada = 2024-06-02", "")))
    with pytest.raises(CommandError) as refutado:
        mandar(archivo)
    assert refutado.value.returncode == 1
    assert str(refutado.value) == "El plan opl.toml no se cargó; nada cambió.\n  opl.toml: proceso.jornada: falta"
    assert not Proceso.objects.exists()
