"""CURP and clave de elector that come in a list: sealed, filling only what is blank, told nowhere, undone with it."""

import json
from pathlib import Path

import pytest

from compliance import cifrado
from compliance.historia import guardar
from compliance.importacion.lectura import Export, abrir, aplicar
from compliance.importacion.perfil import conjeturar
from compliance.models import Acto, Identificacion, LlaveDeCotejo, LlaveDePersona, Persona, Proceso
from compliance.services.cadenas import verificar
from flujos.candidaturas.cotejos import posibles
from flujos.importacion import deshacer as servicio
from flujos.importacion import escritura
from flujos.importacion.deshacer import deshacer, lo_que_se_ira
from flujos.importacion.escritura import Reporte, importar
from flujos.models import Importacion
from flujos.transiciones import Rechazo

from ..elenco import Elenco, momento
from .importado import EN

CURP, OTRA_CURP, CLAVE = "PEXA800505MMSRXN09", "LOXM850301HMSPXR00", "PRXXAN80050517M100"
TITULOS = ["PARTIDO", "CARGO", "DISTRITO", "FORMULA", "CALIDAD", "NOMBRE", "SEXO", "EDAD", "CURP", "CLAVE DE ELECTOR"]


LUEGO = momento("2024-07-02 10:00")


def export(filas: list[list[str]], carpeta: Path) -> Export:
    leido = abrir("\n".join(",".join(f) for f in (TITULOS, *filas)).encode(), "lista.csv")
    return aplicar(leido, perfil=conjeturar(TITULOS))


def fila(formula: str, nombre: str, curp: str = "", clave: str = "", edad: str = "43") -> list[str]:
    return ["PARTIDO A", "DIPUTACIÓN LOCAL MR", "1", formula, "PROPIETARIA", nombre, "MUJER", edad, curp, clave]


def dichos(reporte: Reporte) -> str:
    return json.dumps(reporte.como_datos(), ensure_ascii=False)


def test_la_curp_de_una_lista_entra_cifrada_no_se_dice_y_se_deshace(
    sin_limites: Proceso, elenco: Elenco, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(escritura, "LOTE", 2)
    monkeypatch.setattr(escritura, "RESPIRO", 0)
    monkeypatch.setattr(servicio, "RESPIRO", 0)
    rotos = verificar().rotos
    # On record before, without a CURP.
    importar(export([fila("1", "ANA PRUEBA RUIZ")], tmp_path), sin_limites, por=None, en=momento("2024-06-30 10:00"))
    ana = Persona.objects.get(nombre="ANA PRUEBA RUIZ")
    filas = [
        fila("1", "ANA PRUEBA RUIZ", CURP.lower()),
        fila("2", "BEA PRUEBA RUIZ", f" {CURP} ", CLAVE),
        fila("3", "CARLA PRUEBA RUIZ", "PEXA800505MMSRXN01"),
        fila("4", "DORA PRUEBA RUIZ", OTRA_CURP),
    ]
    leido = export(filas, tmp_path)
    ensayo = importar(leido, sin_limites, por=None, en=EN, simular=True)
    assert not Identificacion.objects.exists()
    assert not LlaveDeCotejo.objects.exists()
    hecho = importar(leido, sin_limites, por=elenco.usuario("administracion"), en=EN)
    assert hecho.como_datos() == ensayo.como_datos()
    assert (hecho.creadas, hecho.actualizadas, hecho.rechazadas) == (3, 1, [])
    de = {i.persona.nombre.split()[0]: i for i in Identificacion.objects.select_related("persona")}
    assert {n: (i.curp, i.clave_elector) for n, i in de.items()} == {
        "ANA": (CURP, ""),
        "BEA": (CURP, CLAVE),
        "DORA": (OTRA_CURP, ""),
    }
    with cifrado.sellados():
        assert Identificacion.objects.get(persona=ana).curp.startswith(f"c1.p{ana.pk}.")
    # Who has the CURP of another is asked about, as anybody registered by hand.
    assert any({ana.pk, de["BEA"].persona_id} <= set(g.personas) for g in posibles(sin_limites))
    # What is wrong is told by its row, without a piece of it; nor is it in any act.
    assert [n.fila for n in hecho.advertencias if "CURP" in n.motivo] == [4, 5]
    actos = "".join(f"{a.hechos}{a.motivo}" for a in Acto.objects.all())
    lotes = json.dumps(list(Importacion.objects.latest("pk").lotes.values_list("reporte", flat=True)))
    for dato in (CURP, OTRA_CURP, CLAVE, "800505", "PEXA"):
        assert dato not in dichos(hecho) + actos + lotes + repr(leido.perfil)

    # A file never changes what is on record; one that differs is told, and a namesake with another one stays apart.
    otra = export([fila("1", "ANA PRUEBA RUIZ", OTRA_CURP), fila("9", "BEA PRUEBA RUIZ", OTRA_CURP)], tmp_path)
    ensayo = importar(otra, sin_limites, por=None, en=EN, simular=True)
    assert (ensayo.creadas, ensayo.sin_cambio) == (1, 1)
    assert "Conservada: la CURP registrada difiere de la del archivo." in dichos(ensayo)
    assert "quedaron aparte" in dichos(ensayo)

    importacion = Importacion.objects.latest("pk")
    assert (lo_que_se_ira(importacion).candidaturas, lo_que_se_ira(importacion).cambiadas) == (3, 1)
    deshacer(importacion, por=elenco.usuario("administracion"), en=LUEGO)
    assert not Identificacion.objects.exists()
    assert set(LlaveDePersona.objects.values_list("persona", flat=True)) == {ana.pk}
    assert verificar().rotos == rotos


def test_una_clave_escrita_despues_no_deja_deshacer(sin_limites: Proceso, elenco: Elenco, tmp_path: Path) -> None:
    importar(export([fila("1", "ANA PRUEBA RUIZ")], tmp_path), sin_limites, por=None, en=EN)
    importacion = Importacion.objects.latest("pk")
    guardar(
        Identificacion(persona=Persona.objects.get(nombre="ANA PRUEBA RUIZ"), curp=CURP), por=None, en=LUEGO, motivo="X"
    )
    with pytest.raises(Rechazo, match="Identificación de ANA"):
        deshacer(importacion, por=elenco.usuario("administracion"), en=LUEGO)
