"""The record proves itself: whatever is altered, removed, inserted or reordered is refused, and then named."""

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from compliance import verificador
from compliance.actos import Apunte, asentar, escritura
from compliance.disparadores import asegurar, faltantes, sin_guardas, tablas_que_solo_crecen
from compliance.historia import guardar
from compliance.models import Acto, Candidatura, Persona, Sello
from compliance.services.cadenas import exportar, heredar, sellar, verificar
from flujos import candidaturas as servicios

from ..elenco import Elenco, momento

EN = momento("2024-04-02 10:00")


def heredar_todo() -> None:
    with sin_guardas():
        heredar(EN)


@pytest.fixture
def elenco(elenco: Elenco) -> Elenco:
    """The cast is set without services: it is taken for what was there before acts."""
    heredar_todo()
    return elenco


@pytest.fixture
def validada(elenco: Elenco) -> Candidatura:
    """One with several acts in its chain."""
    c = elenco.candidatura_en("validada")
    heredar_todo()
    return c


def motivos() -> list[str]:
    """What is broken, without what the database itself lacks."""
    return [r["motivo"] for r in verificar().rotos if "disparadores" not in r["motivo"]]


def sql(orden: str, *datos: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(orden, datos)


def a_la_fuerza(orden: str, *datos: Any) -> None:
    """As the owner of the database, who takes the guards away."""
    with sin_guardas():
        sql(orden, *datos)


def test_lo_que_hacen_los_servicios_se_verifica(validada: Candidatura) -> None:
    v = verificar()
    assert v.rotos == []
    assert v.actos == Acto.objects.count() > 5
    assert [a.indice for a in validada.actos.order_by("indice")] == list(range(1, validada.actos.count() + 1))


def test_cada_fila_del_historial_apunta_a_su_acto(validada: Candidatura) -> None:
    validar = validada.actos.get(verbo="validar")
    fila = validada.history.get(acto=validar.pk)
    assert (fila.estado, fila.history_date) == ("validada", validar.en)
    assert ["compliance.candidatura", fila.history_id] in [f[:2] for f in validar.filas]


@pytest.mark.parametrize(
    "orden",
    [
        "UPDATE compliance_acto SET motivo = 'otro'",
        "DELETE FROM compliance_acto",
        "UPDATE compliance_historicalcandidatura SET estado = 'asignada'",
        "DELETE FROM compliance_historicalpersona",
    ],
)
def test_la_base_se_niega_a_cambiar_lo_escrito(validada: Candidatura, orden: str) -> None:
    with pytest.raises(DatabaseError, match="no se modifica ni se borra"), transaction.atomic():
        sql(orden)
    assert motivos() == []


def test_todas_las_tablas_de_actos_e_historial_estan_protegidas(db: None) -> None:
    assert faltantes() == []
    assert {"compliance_acto", "compliance_sello", "compliance_historicalcandidatura", "flujos_historicalvoto"} <= set(
        tablas_que_solo_crecen()
    )


def test_una_guarda_quitada_se_dice_y_migrar_la_repone(db: None) -> None:
    with sin_guardas():
        assert any(r["objeto"] == "compliance_acto" and "disparadores" in r["motivo"] for r in verificar().rotos)
    asegurar()
    assert verificar().rotos == []


def test_un_acto_alterado_se_nombra(validada: Candidatura) -> None:
    acto = validada.actos.get(verbo="validar")
    a_la_fuerza("UPDATE compliance_acto SET por_nombre = 'Otra persona' WHERE id = %s", acto.pk)
    assert [(r["objeto"], r["acto"]) for r in verificar().rotos] == [(f"compliance.candidatura:{validada.pk}", acto.pk)]
    assert "alterado" in motivos()[0]


def test_un_acto_quitado_se_nombra(validada: Candidatura) -> None:
    acto = validada.actos.get(verbo="enviar_captura")
    a_la_fuerza("DELETE FROM compliance_acto WHERE id = %s", acto.pk)
    assert any("Falta o sobra un acto" in m for m in motivos())


def test_el_ultimo_acto_quitado_lo_dicen_las_filas_que_dejo(validada: Candidatura) -> None:
    acto = validada.actos.get(verbo="validar")
    a_la_fuerza("DELETE FROM compliance_acto WHERE id = %s", acto.pk)
    assert {r["acto"] for r in verificar().rotos} == {acto.pk}


def test_un_acto_insertado_se_nombra(validada: Candidatura) -> None:
    ultimo = validada.actos.order_by("-indice")[0]
    falso = Acto(
        **{c.attname: getattr(ultimo, c.attname) for c in Acto._meta.concrete_fields if c.attname != "id"}
        | {"indice": ultimo.indice + 1, "verbo": "retirar", "filas": []}
    )
    falso.save()
    assert any("no sigue al anterior" in m or "alterado" in m for m in motivos())


def test_dos_actos_en_otro_orden_se_nombran(validada: Candidatura) -> None:
    uno, otro = validada.actos.order_by("indice")[1:3]
    a_la_fuerza("UPDATE compliance_acto SET indice = 999 WHERE id = %s", uno.pk)
    a_la_fuerza("UPDATE compliance_acto SET indice = %s WHERE id = %s", uno.indice, otro.pk)
    a_la_fuerza("UPDATE compliance_acto SET indice = %s WHERE id = %s", otro.indice, uno.pk)
    rotos = {r["acto"] for r in verificar().rotos}
    assert {uno.pk, otro.pk} <= rotos


@pytest.mark.parametrize(
    ("orden", "dicho"),
    [
        ("UPDATE compliance_historicalcandidatura SET formula = '99' WHERE history_id = %s", "Se alteró una fila"),
        ("DELETE FROM compliance_historicalcandidatura WHERE history_id = %s", "Se quitó una fila"),
    ],
)
def test_una_fila_alterada_o_quitada_se_nombra(validada: Candidatura, orden: str, dicho: str) -> None:
    fila = validada.history.first()
    assert fila is not None
    a_la_fuerza(orden, fila.history_id)
    [roto] = verificar().rotos
    assert roto["acto"] == fila.acto
    assert dicho in roto["motivo"]


def test_una_fila_insertada_se_nombra(validada: Candidatura) -> None:
    fila = validada.history.first()
    assert fila is not None
    fila.history_id = None
    fila.formula = "99"
    fila.save(force_insert=True)
    assert ["Se insertó una fila" in m for m in motivos()] == [True]


def test_lo_que_se_guarda_por_fuera_de_un_acto_se_nombra(elenco: Elenco) -> None:
    elenco.instituto.save()
    assert ["Se insertó una fila" in m for m in motivos()] == [True]


def _guardar_y_fallar(c: Candidatura) -> None:
    guardar(c.persona, por=None, en=EN, motivo="Prueba")
    raise RuntimeError("se deshace")


def test_nada_queda_de_lo_que_se_deshizo(elenco: Elenco) -> None:
    c = elenco.candidatura()
    heredar_todo()
    antes = Acto.objects.count()
    with pytest.raises(RuntimeError, match="se deshace"), escritura():
        _guardar_y_fallar(c)
    assert Acto.objects.count() == antes
    assert verificar().rotos == []


def test_un_acto_necesita_una_escritura(db: None) -> None:
    with pytest.raises(RuntimeError, match="escritura"):
        asentar(Apunte("alta"))


def test_lo_de_antes_de_los_actos_recibe_el_suyo(elenco: Elenco) -> None:
    persona = Persona(proceso=elenco.proceso, nombre="De antes", sexo="M")
    persona.save()
    persona.nombre = "De antes, corregida"
    persona.save()
    with sin_guardas():
        heredar(EN)
    acto = Acto.objects.get(modelo="compliance.persona", objeto=persona.pk)
    assert (acto.verbo, len(acto.filas), acto.proceso_id) == ("heredar", 2, elenco.proceso.pk)
    assert verificar().rotos == []


def test_el_comando_sale_con_uno_si_algo_esta_roto(validada: Candidatura) -> None:
    dicho = io.StringIO()
    call_command("verificar_historial", json=True, stdout=dicho)
    assert json.loads(dicho.getvalue())["rotos"] == []
    a_la_fuerza("UPDATE compliance_acto SET motivo = 'otro' WHERE id = %s", validada.actos.last().pk)
    dicho = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("verificar_historial", json=True, stdout=dicho)
    assert error.value.returncode == 1
    assert set(json.loads(dicho.getvalue())["rotos"][0]) == {"objeto", "acto", "motivo"}


# -- Seals ------------------------------------------------------------------------------------------------


def test_un_sello_al_dia_y_cada_uno_sigue_al_anterior(validada: Candidatura, elenco: Elenco) -> None:
    primero = sellar(date(2024, 4, 2), EN)
    assert primero is not None
    assert sellar(date(2024, 4, 2), EN) is None
    servicios.retirar(
        validada, motivo_retiro="renuncia", documento="Oficio 9", por=elenco.usuario("secretaria_tecnica"), en=EN
    )
    segundo = sellar(date(2024, 4, 3), EN)
    assert segundo is not None
    assert (segundo.previo, segundo.objetos) == (primero.huella, primero.objetos)
    assert segundo.raiz != primero.raiz
    v = verificar()
    assert (v.sellos, v.rotos) == (2, [])


def test_quien_reescribe_la_cadena_entera_no_puede_con_el_sello(validada: Candidatura) -> None:
    sellar(date(2024, 4, 2), EN)
    acto = validada.actos.order_by("-indice")[0]
    acto.motivo = "Reescrito"
    nueva = verificador.huella_de_acto(acto.canonico())
    a_la_fuerza("UPDATE compliance_acto SET motivo = 'Reescrito', huella = %s WHERE id = %s", nueva, acto.pk)
    assert motivos() == ["Las cadenas no son las que se sellaron ese día."]


def test_un_sello_alterado_se_nombra(validada: Candidatura) -> None:
    sellar(date(2024, 4, 2), EN)
    a_la_fuerza("UPDATE compliance_sello SET actos = 1")
    assert "El sello fue alterado." in motivos()


def test_lo_que_se_escribia_mientras_se_sellaba_no_rompe_el_sello(elenco: Elenco) -> None:
    c = elenco.candidatura()
    heredar_todo()
    ultimo = Acto.objects.order_by("-pk")[0].pk
    guardar(c.persona, por=None, en=EN, motivo="Prueba")
    sello = sellar(date(2024, 4, 2), EN)
    assert sello is not None
    assert sello.ultimo_acto > ultimo
    guardar(c.persona, por=None, en=EN, motivo="Después")
    assert motivos() == []
    assert Sello.objects.count() == 1


# -- Bundles ----------------------------------------------------------------------------------------------


@pytest.fixture
def paquete(validada: Candidatura, tmp_path: Path) -> Path:
    """The bundle of a sealed candidacy."""
    sellar(date(2024, 4, 2), EN)
    ruta = tmp_path / "historial.zip"
    call_command("exportar_historial", objeto=f"compliance.candidatura:{validada.pk}", salida=ruta)
    return ruta


def verificar_fuera(ruta: Path) -> tuple[int, dict[str, Any]]:
    """With the file that comes in the bundle, and nothing of Cauce within reach."""
    subprocess.run([sys.executable, "-m", "zipfile", "-e", ruta.name, "fuera"], cwd=ruta.parent, check=True)
    hecho = subprocess.run(
        [sys.executable, "-I", "-S", "fuera/verificador.py", ruta.name],
        cwd=ruta.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return hecho.returncode, json.loads(hecho.stdout)


def test_un_paquete_se_verifica_sin_cauce(paquete: Path, validada: Candidatura) -> None:
    codigo, dicho = verificar_fuera(paquete)
    assert (codigo, dicho["rotos"], dicho["sellos"]) == (0, [], 1)
    assert dicho["actos"] == validada.actos.count()


def test_un_paquete_de_algo_alterado_lo_nombra_fuera(validada: Candidatura, tmp_path: Path) -> None:
    fila = validada.history.first()
    assert fila is not None
    a_la_fuerza("UPDATE compliance_historicalcandidatura SET formula = '99' WHERE history_id = %s", fila.history_id)
    ruta = tmp_path / "historial.zip"
    with ruta.open("wb") as salida:
        exportar(f"compliance.candidatura:{validada.pk}", salida)
    codigo, dicho = verificar_fuera(ruta)
    assert codigo == 1
    assert [r["acto"] for r in dicho["rotos"]] == [fila.acto]


@pytest.mark.parametrize("objeto", ["compliance.candidatura:0", "no.existe:1", "compliance.candidatura", "x:y"])
def test_de_lo_que_no_dejo_actos_no_hay_paquete(db: None, tmp_path: Path, objeto: str) -> None:
    with pytest.raises(CommandError, match="no dejó ningún acto"):
        call_command("exportar_historial", objeto=objeto, salida=tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()
