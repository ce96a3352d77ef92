"""Where a list leaves a doubt nobody is taken for another, one place is one, and somebody is told."""

import pytest

from compliance.models import Persona, Proceso, Territorio

from .importado import Importador, cuentas, persona


@pytest.mark.parametrize("falta", [{"EDAD": ""}, {"SEXO": ""}], ids=["sin_edad", "sin_sexo"])
def test_los_homonimos_de_los_que_falta_un_dato_son_varias_personas(
    de_varias_entidades: Proceso, importado: Importador, falta: dict[str, object]
) -> None:
    filas = [
        persona(n, NOMBRE_CANDIDATO="ANA SINTETICA RUIZ", PARTIDO_COALICION=partido, ENTIDAD=entidad, **falta)
        for n, (partido, entidad) in enumerate((("PARTIDO A", "MORELOS"), ("PARTIDO B", "PUEBLA"), ("PC", "OAXACA")), 1)
    ]
    reporte = importado(filas)
    assert (cuentas(reporte), Persona.objects.count()) == ((3, 0, 0, 0), 3)
    assert [n.fila for n in reporte.duplicadas] == [3, 4, 4]
    assert all("quedaron aparte" in n.motivo for n in reporte.duplicadas)


def test_una_ene_no_es_una_ene_con_tilde(importado: Importador) -> None:
    filas = [
        persona(1, NOMBRE_CANDIDATO="ANA PENA RUIZ"),
        persona(2, NOMBRE_CANDIDATO="ANA PEÑA RUIZ", PARTIDO_COALICION="PARTIDO B"),
    ]
    reporte = importado(filas)
    assert sorted(Persona.objects.values_list("nombre", flat=True)) == ["ANA PENA RUIZ", "ANA PEÑA RUIZ"]
    (nota,) = reporte.duplicadas
    assert (nota.fila, "escrita «ANA PENA RUIZ»" in nota.motivo) == (3, True)


def test_la_misma_escrita_de_otro_modo_se_senala_y_no_se_une(importado: Importador) -> None:
    nombres = "MARÍA LUZ PÉREZ RUIZ", "LIC. MA. LUZ PEREZ RUIZ", "PEREZ RUIZ MARIA LUZ"
    filas = [persona(n, NOMBRE_CANDIDATO=x, PARTIDO_COALICION=f"PARTIDO {n}") for n, x in enumerate(nombres, 1)]
    reporte = importado(filas)
    assert Persona.objects.count() == 3
    assert [n.fila for n in reporte.duplicadas] == [3, 4, 4]


def test_una_fila_de_otra_entidad_no_entra(importado: Importador) -> None:
    reporte = importado([persona(1), persona(2, ENTIDAD="HIDALGO")])
    assert cuentas(reporte) == (1, 0, 0, 1)
    assert reporte.rechazadas[0].motivo == "ENTIDAD: es de Hidalgo y este proceso es de Morelos."


def test_un_lugar_es_uno_como_sea_que_se_escriba(de_varias_entidades: Proceso, importado: Importador) -> None:
    antes = set(Territorio.objects.values_list("pk", flat=True))
    distritos = "2", "02", "II", "DISTRITO 02 CUAUTLA", "2–CUAUTLA", "Dtto. II, Cuautla"
    estados = "MEXICO", "ESTADO DE MÉXICO", "Edo. Mex.", "15"
    filas = [persona(n, **{"DISTRITO LOCAL": d}) for n, d in enumerate(distritos, 1)]
    filas += [persona(n, ENTIDAD=e, **{"DISTRITO LOCAL": "3"}) for n, e in enumerate(estados, 20)]
    assert cuentas(importado(filas)) == (10, 0, 0, 0)
    nuevos = Territorio.objects.exclude(pk__in=antes)
    assert sorted(nuevos.values_list("clave", "entidad")) == [("2", "Morelos"), ("3", "Estado de México")]
