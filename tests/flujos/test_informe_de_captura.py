"""The quantitative reports: what they count, and that they say of identity no more than what is published."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from compliance.models import Candidatura, Persona
from documentos.informes.captura import CLASES, hoja_de_captura, informe_de_captura
from documentos.papel import Grafica, Parrafo, Tabla, en_pdf, en_word

from ..elenco import Elenco, momento

EN = momento("2024-04-15 10:00")


def tabla(hoja: Any, cabeza: str) -> Tabla:
    (suya,) = [b for b in hoja.bloques if isinstance(b, Tabla) and b.cabeza[0] == cabeza]
    return suya


def test_el_de_avance_cuenta_por_quien_postula_cargo_sexo_y_cuestionario(elenco: Elenco) -> None:
    elenco.candidatura("ANA PEREZ NUÑO", formula="1", actor=elenco.partido_a)
    elenco.candidatura("LUIS PEREZ NUÑO", formula="2", actor=elenco.partido_b)
    informe = informe_de_captura(elenco.proceso, "avance", EN, con_estadisticas=True)
    hoja = hoja_de_captura(informe)
    suya = tabla(hoja, "Por quien postula")
    assert [fila[0] for fila in suya.filas] == [*(f.nombre for f in informe.por["actor"]), "Total"]
    assert suya.filas[-1][1] == str(sum(f.numeros["registradas"] for f in informe.por["actor"]))
    assert tabla(hoja, "Por cargo").filas[-1][1:] == suya.filas[-1][1:]
    assert [f[0] for f in tabla(hoja, "Cuestionario").filas] == [c.nombre for c in informe.cuestionarios]
    assert any(isinstance(b, Grafica) for b in hoja.bloques)
    assert en_pdf(hoja).startswith(b"%PDF-")


@pytest.mark.parametrize(("hombres", "reservado"), [(5, False), (4, True)])
def test_de_un_sexo_de_pocas_personas_solo_se_dice_lo_que_consta_por_su_nombre(
    elenco: Elenco, hombres: int, reservado: bool
) -> None:
    for n in range(5 + hombres):
        elenco.candidatura(f"PERSONA {n}", formula=str(n))
    Persona.objects.filter(nombre__in=[f"PERSONA {n}" for n in range(hombres)]).update(sexo="H")
    informe = informe_de_captura(elenco.proceso, "avance", EN, con_estadisticas=True)
    suya = tabla(hoja_de_captura(informe), "Por sexo")
    assert sorted(int(f[1]) for f in suya.filas) == sorted([5, hombres, 5 + hombres])
    assert (list(suya.cabeza) == ["Por sexo", "Registradas", "Publicadas", "Retiradas", "Cumplimiento"]) is reservado
    # Neither the paper nor the file.
    assert ("capturadas" in informe.como_json()["por"]["sexo"][0]) is not reservado
    assert "capturadas" in informe.como_json()["por"]["cargo"][0]


def test_lo_que_se_calla_en_las_estadisticas_se_calla_en_el_informe(elenco: Elenco) -> None:
    informe = informe_de_captura(elenco.proceso, "final", EN, con_estadisticas=True)
    dichas = {(f.categoria, f.n) for t in informe.publicas for f in t.filas}
    assert all(n is None or n == 0 or n >= 5 for _, n in dichas)
    # Of an earlier cut-off there are none: they are those of today.
    assert informe_de_captura(elenco.proceso, "final", EN, con_estadisticas=False).publicas == []


def test_el_semanal_compara_con_la_semana_anterior(elenco: Elenco) -> None:
    elenco.candidatura("ANA PEREZ NUÑO", formula="1", actor=elenco.partido_a)
    informe = informe_de_captura(elenco.proceso, "semanal", momento("2024-04-19 18:00"), con_estadisticas=True)
    assert informe.titulo == "Seguimiento semanal de la publicación, semana que terminó el viernes 19 de abril de 2024"
    assert informe.publicas == []
    hoja = hoja_de_captura(informe)
    assert en_pdf(hoja).startswith(b"%PDF-")
    suya = tabla(hoja, "Postula")
    for fila in suya.filas:
        assert int(fila[1]) == int(fila[5]) + int(fila[6])


@pytest.mark.parametrize("clase", CLASES)
def test_sin_candidaturas_lo_dice_y_se_imprime(elenco: Elenco, clase: str) -> None:
    assert not Candidatura.objects.exists()
    hoja = hoja_de_captura(informe_de_captura(elenco.proceso, clase, EN, con_estadisticas=True))
    assert any(isinstance(b, Parrafo) and "No hay candidaturas" in b.texto for b in hoja.bloques)
    assert en_pdf(hoja) == en_pdf(hoja)
    assert en_word(hoja).startswith(b"PK")


def test_el_comando_lo_hace_al_corte(elenco: Elenco) -> None:
    salida = StringIO()
    call_command("informe", "avance", "--proceso=prueba-2024", "--al=2024-04-30T12:00", "--json", stdout=salida)
    dicho = json.loads(salida.getvalue())
    assert (dicho["informe"], dicho["corte"][:16]) == ("avance", "2024-04-30T12:00")
    assert set(dicho["por"]) == {"actor", "cargo", "sexo"}
    with pytest.raises(CommandError, match="--mes"):
        call_command("informe", "mensual", "--proceso=prueba-2024", "--json")


def test_se_descarga_en_pdf_y_en_word(elenco: Elenco) -> None:
    cliente = Client()
    cliente.force_login(elenco.usuario("comision"), backend="django.contrib.auth.backends.ModelBackend")
    lugar = reverse("informe_de_captura", args=["prueba-2024", "semanal"])
    assert cliente.get(lugar).content.startswith(b"%PDF-")
    assert cliente.get(lugar, {"formato": "docx"}).content.startswith(b"PK")
    assert cliente.get(reverse("informe_de_captura", args=["prueba-2024", "diario"])).status_code == 404
