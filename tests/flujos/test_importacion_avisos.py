"""What an import tells somebody to look at, and never an identity answer."""

import json

import pytest

from compliance.cuestionarios import PREGUNTAS
from compliance.models import Candidatura, Persona, Territorio

from ..libros import Fila, identidad_de
from .importado import Importador, cuentas, persona

# A list of proportional representation is of no district.
LISTA = {"CARGO": "DIPUTACIÓN LOCAL RP", "DISTRITO LOCAL": "No aplica", "CIRCUNSCRIPCION": 1.0}


class TestAvisos:
    """What someone should look at."""

    def test_una_persona_postulada_por_dos_partidos_es_un_posible_duplicado(self, importado: Importador) -> None:
        reporte = importado([persona(1), persona(2, NOMBRE_CANDIDATO="Persona Sintética  A", PARTIDO_COALICION="PB")])
        assert cuentas(reporte) == (2, 0, 0, 0)
        (nota,) = reporte.duplicadas
        assert nota.fila == 3
        assert nota.motivo == ("Posible duplicado: el mismo nombre y cargo que la de la fila 2, que postula Partido A.")
        assert Persona.objects.count() == 1

    def test_los_triplicados_nombran_cada_fila_anterior(self, importado: Importador) -> None:
        nombre = {"NOMBRE_CANDIDATO": "LA MISMA"}
        reporte = importado([persona(n, PARTIDO_COALICION=f"PARTIDO {n}", **nombre) for n in (1, 2, 3)])
        assert [n.fila for n in reporte.duplicadas] == [3, 4, 4]

    def test_se_dice_el_duplicado_de_alguien_ya_registrado(self, importado: Importador) -> None:
        importado([persona(1)])
        reporte = importado(
            [
                persona(
                    2,
                    NOMBRE_CANDIDATO="PERSONA SINTETICA A",
                    PARTIDO_COALICION="PB",
                )
            ]
        )
        assert "otra ya registrada" in reporte.duplicadas[0].motivo

    def test_mr_y_rp_son_dos_candidaturas_de_una_persona_y_no_un_duplicado(self, importado: Importador) -> None:
        rp = persona(
            2,
            NOMBRE_CANDIDATO="PERSONA SINTETICA A",
            CARGO="DIPUTACIÓN LOCAL RP",
            CIRCUNSCRIPCION=1.0,
            **{"DISTRITO LOCAL": "No aplica"},
        )
        reporte = importado([persona(1), rp])
        assert (cuentas(reporte), reporte.duplicadas) == ((2, 0, 0, 0), [])
        assert [(n.fila, "El mismo nombre en dos cargos" in n.motivo) for n in reporte.advertencias] == [(3, True)]
        assert Persona.objects.get().candidaturas.count() == 2
        assert Territorio.objects.filter(tipo="circunscripcion").count() == 1

    def test_el_mismo_nombre_con_otra_edad_no_se_toma_por_la_misma_persona(self, importado: Importador) -> None:
        rp = persona(2, NOMBRE_CANDIDATO="PERSONA SINTETICA A", **LISTA, EDAD=53.0)
        reporte = importado([persona(1), rp])
        assert "verifique si es la misma persona" in reporte.advertencias[0].motivo
        assert sorted(Persona.objects.values_list("edad", flat=True)) == [44, 53]
        assert cuentas(importado([persona(1), rp])) == (0, 0, 2, 0)

    def test_una_persona_compartida_no_la_cambia_una_de_sus_filas(self, importado: Importador) -> None:
        def filas(edad_rp: float) -> list[Fila]:
            nombre = {"NOMBRE_CANDIDATO": "PERSONA SINTETICA A"}
            return [persona(1), persona(2, **nombre, **LISTA, EDAD=edad_rp)]

        importado(filas(44.0))
        for _ in range(2):
            reporte = importado(filas(45.0))
            assert cuentas(reporte) == (0, 0, 2, 0)
            assert any("Conservada: edad" in n.motivo for n in reporte.advertencias)
        assert Persona.objects.get().edad == 44

    def test_una_respuesta_de_edad_contradicha_se_dice_sin_la_respuesta(self, importado: Importador) -> None:
        fila = persona(1)
        reporte = importado([fila], [identidad_de(fila, mayor="Sí", joven=" ")])
        assert [n.motivo for n in reporte.advertencias] == [
            "Hay un dato de edad por aclarar en el cuestionario de identidad."
        ]
        assert Candidatura.objects.get().identidad.respuestas["mayor"] == "Sí"

    def test_ninguna_respuesta_de_identidad_se_dice_jamas(self, importado: Importador) -> None:
        fila = persona(1)
        secreta = identidad_de(
            fila, indigena="Sí", pueblo_indigena="Tepehuano del sur", diversidad="Algo raro", ingresos=" ", joven="Sí"
        )
        texto = json.dumps(importado([fila], [secreta]).como_datos(), ensure_ascii=False)
        for palabra in ("Tepehuano", "Algo raro", PREGUNTAS["indigena"].texto):
            assert palabra not in texto

    @pytest.mark.parametrize(
        "respuestas",
        [
            {"indigena": "Sí", "pueblo_indigena": " ", "lengua_indigena": "No"},
            {"pueblo_indigena": "Tepehuano del sur"},
            {"joven": "Sí", "mayor": "Sí"},
            {"mayor": "Sí", "joven": " "},
        ],
    )
    def test_tampoco_se_dice_la_pregunta_que_delataria_otra_respuesta(
        self, importado: Importador, respuestas: dict[str, str]
    ) -> None:
        fila = persona(1)
        reporte = importado([fila], [identidad_de(fila, **respuestas)])
        assert reporte.advertencias
        assert not [n.motivo for n in reporte.advertencias if "pregunta" in n.motivo or "joven" in n.motivo]
