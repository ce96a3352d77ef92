"""Both questionnaires: what applies, what is missing, what may be published."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from compliance.cuestionarios import (
    DIMENSIONES,
    NO,
    NO_APLICA,
    NO_CONTESTA,
    PREGUNTAS,
    SI,
    Limite,
    contradicciones_edad,
    depurar,
    edad_en,
    faltantes_curricular,
    faltantes_identidad,
    faltas_foto,
    publicables,
    retrato,
    validar_respuestas,
)
from compliance.cuestionarios.curricular import OBLIGATORIOS
from compliance.textos import largo_sin_espacios, normalizar

LIMITES = {campo: Limite(280, 1600) for campo in OBLIGATORIOS[2:]} | {"otra_formacion": Limite(0, 250)}
RANGOS = {"joven_desde": 18, "joven_hasta": 29, "mayor_desde": 60}


def todo_no() -> dict[str, str]:
    """A complete identity questionnaire of someone in no group."""
    si_no = ("indigena", "lengua_indigena", "discapacidad", "afromexicana", "diversidad", "migrante")
    return depurar(
        dict.fromkeys((*si_no, "joven", "mayor"), NO)
        | {"ingresos": "No recibe ingresos", "fuente_ingresos": "Salario", "entidad_nacimiento": "Jalisco"}
    )


def curricular(**cambios: object) -> dict[str, object]:
    """A complete curricular questionnaire."""
    return {
        "foto": "foto.png",
        "foto_tomada_el": date(2024, 3, 1),
        "grado_estudios": "Licenciatura",
        "estatus_estudios": "Título",
        **dict.fromkeys(OBLIGATORIOS[2:], "a" * 280),
        "otra_formacion": ["b" * 250],
    } | cambios


class TestDatos:
    """The questionnaire as data."""

    def test_ine_numbers_its_twenty_questions(self) -> None:
        assert [p.ine for p in PREGUNTAS.values() if p.ine] == list(range(1, 21))
        assert all(p.encabezado.startswith(f"{p.ine}. ") for p in PREGUNTAS.values() if p.ine)

    def test_references_exist(self) -> None:
        for pregunta in PREGUNTAS.values():
            assert pregunta.dimension in DIMENSIONES
            assert not pregunta.excluye or PREGUNTAS[pregunta.excluye].excluye == pregunta.clave
            if pregunta.depende_de:
                madre = PREGUNTAS[pregunta.depende_de]
                assert pregunta.depende_respuesta in madre.opciones
                assert madre.dimension == pregunta.dimension

    def test_every_question_with_options_lets_one_not_answer(self) -> None:
        con_opciones = [p for p in PREGUNTAS.values() if p.ine]
        assert all(NO_CONTESTA in p.opciones for p in con_opciones)

    def test_an_answer_is_recognised_without_accents(self) -> None:
        assert PREGUNTAS["indigena"].canonica(" SI ") == SI
        assert PREGUNTAS["entidad_nacimiento"].canonica("michoacan de ocampo") == "Michoacán de Ocampo"
        assert PREGUNTAS["pueblo_indigena"].canonica("Uno nuevo") == "Uno nuevo"


class TestDependencias:
    """Questions that another answer makes pointless."""

    def test_the_dependents_of_a_no_become_no_aplica(self) -> None:
        limpias = depurar({"discapacidad": NO, "discapacidad_tipo": "Física", "discapacidad_tipo_otra": "x"})
        assert limpias == {
            "discapacidad": NO,
            "discapacidad_duracion": NO_APLICA,
            "discapacidad_tipo": NO_APLICA,
            "discapacidad_dificultad": NO_APLICA,
        }

    def test_the_dependents_of_a_question_without_answer_stay_blank(self) -> None:
        assert depurar({"migrante_pais": "Canadá"}) == {}

    def test_being_young_makes_the_other_age_pointless_but_erases_no_answer(self) -> None:
        assert depurar({"joven": SI}) == {"joven": SI, "mayor": NO_APLICA}
        assert depurar({"joven": SI, "mayor": NO}) == {"joven": SI, "mayor": NO}
        assert depurar({"joven": SI, "mayor": SI}) == {"joven": SI, "mayor": SI}

    @given(
        st.fixed_dictionaries(
            {}, optional={p.clave: st.sampled_from(["", NO_APLICA, *p.opciones]) for p in PREGUNTAS.values()}
        )
    )
    def test_cleaning_twice_changes_nothing(self, respuestas: dict[str, str]) -> None:
        una_vez = depurar(respuestas)
        assert depurar(una_vez) == una_vez


class TestCompletitud:
    """What is missing."""

    def test_a_person_in_no_group_completes_it(self) -> None:
        assert faltantes_identidad(todo_no()) == []

    def test_blank_asks_for_every_question_that_depends_on_none(self) -> None:
        esperadas = [p.clave for p in PREGUNTAS.values() if not p.depende_de]
        assert [f.campo for f in faltantes_identidad({})] == esperadas

    def test_a_yes_opens_its_dependents(self) -> None:
        faltan = faltantes_identidad(todo_no() | {"migrante": SI} | dict.fromkeys(["migrante_pais"], ""))
        assert "migrante_pais" in [f.campo for f in faltan]

    def test_not_answering_one_age_is_complete_when_the_other_is_yes(self) -> None:
        respuestas = {k: v for k, v in todo_no().items() if k != "joven"} | {"mayor": SI}
        assert faltantes_identidad(respuestas) == []

    def test_the_text_of_another_is_not_required(self) -> None:
        respuestas = depurar(todo_no() | {"indigena": SI, "pueblo_indigena": "Otro"})
        assert faltantes_identidad(respuestas) == []

    @pytest.mark.parametrize(
        ("respuestas", "campo"),
        [
            ({"invento": SI}, "invento"),
            ({"indigena": "Quizá"}, "indigena"),
            ({"indigena": NO, "pueblo_indigena": "Maya"}, "pueblo_indigena"),
            ({"joven": SI, "mayor": SI}, "mayor"),
            ({"indigena": ["Sí"]}, "indigena"),
            ({"afromexicana": NO_APLICA}, "afromexicana"),
            ({"entidad_nacimiento": "x" * 201}, "entidad_nacimiento"),
        ],
    )
    def test_what_is_no_answer_is_refused_without_repeating_it(self, respuestas: dict[str, object], campo: str) -> None:
        faltas = validar_respuestas(respuestas)
        assert [f.campo for f in faltas] == [campo]
        assert str(respuestas[campo]) not in faltas[0].razon or campo == "mayor"


class TestEdad:
    """The answers about age against the age."""

    @pytest.mark.parametrize(
        ("edad", "respuestas", "campos"),
        [
            (59, {"mayor": SI}, ["mayor"]),
            (60, {"mayor": SI, "joven": NO_APLICA}, []),
            (61, {"mayor": NO, "joven": NO}, ["mayor"]),
            (30, {"joven": SI}, ["joven"]),
            (29, {"joven": NO, "mayor": NO}, ["joven"]),
            (18, {"joven": SI}, []),
            (40, {"joven": NO_CONTESTA, "mayor": NO_CONTESTA}, []),
            (None, {"mayor": SI}, []),
        ],
    )
    def test_a_contradiction_is_named_not_mended(
        self, edad: int | None, respuestas: dict[str, str], campos: list[str]
    ) -> None:
        antes = dict(respuestas)
        assert [f.campo for f in contradicciones_edad(respuestas, edad, **RANGOS)] == campos
        assert respuestas == antes

    def test_the_range_is_the_process_s(self) -> None:
        assert contradicciones_edad({"joven": SI}, 20, **RANGOS | {"joven_desde": 21})

    def test_whole_years(self) -> None:
        assert edad_en(date(2004, 6, 3), date(2024, 6, 2)) == 19
        assert edad_en(date(2004, 6, 2), date(2024, 6, 2)) == 20
        assert edad_en(date(2004, 2, 29), date(2024, 2, 28)) == 19


class TestPublicacion:
    """Which identity answers are public."""

    def test_without_accion_afirmativa_nor_consent_nothing_is(self) -> None:
        assert publicables(PREGUNTAS.values(), todo_no(), "", False) == {}

    def test_the_group_under_which_one_was_registered_is_public_and_no_other(self) -> None:
        respuestas = depurar(todo_no() | {"indigena": SI, "pueblo_indigena": "Maya"})
        publicas = publicables(PREGUNTAS.values(), respuestas, "indigena", False)
        assert publicas == {"indigena": SI, "lengua_indigena": NO, "pueblo_indigena": "Maya"}

    def test_with_consent_the_questionnaire_is_public_without_what_does_not_apply(self) -> None:
        publicas = publicables(PREGUNTAS.values(), todo_no(), "", True)
        assert publicas == {k: v for k, v in todo_no().items() if v != NO_APLICA}
        assert "discapacidad_tipo" not in publicas

    @pytest.mark.parametrize("clave", ["socioeconomico", "generales", "inexistente"])
    def test_only_a_group_of_the_law_is_an_accion_afirmativa(self, clave: str) -> None:
        assert publicables(PREGUNTAS.values(), todo_no(), clave, False) == {}


class TestCurricular:
    """The public questionnaire."""

    def test_complete(self) -> None:
        assert faltantes_curricular(curricular(), LIMITES, exige_foto=True) == []

    def test_279_characters_are_too_few_however_many_spaces_there_are(self) -> None:
        texto = "a \n\t\u00a0\u200b" * 279
        faltas = faltantes_curricular(curricular(motivo_cargo=texto), LIMITES, exige_foto=True)
        assert faltas == [("motivo_cargo", "tiene 279 caracteres sin espacios; falta 1 para el mínimo")]

    def test_one_too_many(self) -> None:
        faltas = faltantes_curricular(curricular(propuesta_1="a" * 1601), LIMITES, exige_foto=True)
        assert faltas == [("propuesta_1", "tiene 1601 caracteres sin espacios; sobra 1 para el máximo")]

    def test_each_entry_of_other_training_is_measured_by_itself(self) -> None:
        datos = curricular(otra_formacion=["a" * 200, "b" * 251])
        assert faltantes_curricular(datos, LIMITES, exige_foto=True) == [
            ("otra_formacion", "el registro 2 tiene 251 caracteres sin espacios; sobra 1 para el máximo")
        ]

    @pytest.mark.parametrize("vacio", ["", "   \n", "No proporcionó", "NO PROPORCIONO", None])
    def test_a_blank_or_its_sentinel_is_missing_even_without_limits(self, vacio: str | None) -> None:
        faltas = faltantes_curricular(curricular(propuesta_genero=vacio), {}, exige_foto=False)
        assert faltas == [("propuesta_genero", "falta responder")]

    def test_without_limits_a_short_text_will_do(self) -> None:
        assert faltantes_curricular(curricular(propuesta_genero="Sí."), {}, exige_foto=False) == []

    def test_the_photograph_and_its_date_are_required_where_the_process_says_so(self) -> None:
        sin_foto = curricular(foto="", foto_tomada_el=None)
        assert [f.campo for f in faltantes_curricular(sin_foto, LIMITES, exige_foto=True)] == ["foto"]
        assert faltantes_curricular(sin_foto, LIMITES, exige_foto=False) == []
        sin_fecha = curricular(foto_tomada_el=None)
        assert [f.campo for f in faltantes_curricular(sin_fecha, LIMITES, exige_foto=True)] == ["foto_tomada_el"]

    @given(st.text())
    def test_spaces_never_count(self, texto: str) -> None:
        largo = largo_sin_espacios(texto)
        assert largo == largo_sin_espacios(" \u00a0\n".join(texto.split()))
        assert largo_sin_espacios(f"  {texto}\u200b\t") == largo

    def test_an_accent_counts_once_however_it_is_encoded(self) -> None:
        assert largo_sin_espacios("e\u0301 ñ") == largo_sin_espacios("é n\u0303") == 2

    def test_names_are_compared_without_accents(self) -> None:
        assert normalizar("  MUÑOZ   Ávila") == "munoz avila"


def imagen(formato: str, lado: int = 20) -> bytes:
    """A small picture."""
    salida = io.BytesIO()
    Image.new("RGB", (lado, lado), "#5b2a86").save(salida, formato)
    return salida.getvalue()


PUBLICACION = date(2024, 5, 31)


class TestFoto:
    """The photograph."""

    @pytest.mark.parametrize(("nombre", "formato"), [("a.jpg", "JPEG"), ("a.JPEG", "JPEG"), ("mi.foto.png", "PNG")])
    def test_accepted(self, nombre: str, formato: str) -> None:
        assert faltas_foto(imagen(formato), nombre, date(2024, 3, 1), PUBLICACION) == []

    @pytest.mark.parametrize(
        ("contenido", "nombre"),
        [
            (b"<svg onload='alert(1)'/>", "foto.png"),
            (imagen("PNG"), "foto.jpg"),
            (imagen("GIF"), "foto.png"),
            (imagen("PNG"), "foto.gif"),
            (imagen("PNG"), "foto"),
            (imagen("JPEG")[:200], "foto.jpg"),
            (b"", "foto.png"),
        ],
        ids=["svg", "png as jpg", "gif as png", "gif", "no extension", "truncated", "empty"],
    )
    def test_only_a_real_jpeg_or_png_is_one(self, contenido: bytes, nombre: str) -> None:
        faltas = faltas_foto(contenido, nombre, date(2024, 3, 1), PUBLICACION)
        assert [f.campo for f in faltas] == ["foto"]

    def test_700_kb_is_already_too_much(self) -> None:
        base = imagen("PNG")
        justo = base + b"\0" * (700 * 1024 - len(base))
        assert [f.razon for f in faltas_foto(justo, "a.png", date(2024, 3, 1), PUBLICACION)] == [
            "pesa 700 KB; debe pesar menos de 700 KB"
        ]
        assert faltas_foto(justo[:-1], "a.png", date(2024, 3, 1), PUBLICACION) == []

    @pytest.mark.parametrize("lado", [7100, 9400, 14000])
    def test_a_picture_that_could_not_be_drawn_is_refused_in_words(self, lado: int) -> None:
        salida = io.BytesIO()
        Image.new("1", (lado, lado)).save(salida, "PNG")
        assert [f.razon for f in faltas_foto(salida.getvalue(), "a.png", date(2024, 3, 1), PUBLICACION)] == [
            "mide más de 50 millones de píxeles; redúzcala, por ejemplo a 3000 × 4000 píxeles"
        ]
        assert retrato(salida.getvalue(), 144) is None

    def test_whatever_is_accepted_is_drawn(self) -> None:
        salida = io.BytesIO()
        Image.new("1", (7000, 7000)).save(salida, "PNG")
        assert faltas_foto(salida.getvalue(), "a.png", date(2024, 3, 1), PUBLICACION) == []
        assert retrato(salida.getvalue(), 144) is not None

    @pytest.mark.parametrize(
        ("tomada_el", "razon"),
        [
            (None, "falta la fecha"),
            (date(2024, 6, 1), "posterior"),
            (date(2024, 2, 28), "más de 3 meses"),
            (date(2024, 2, 29), ""),
            (date(2024, 5, 31), ""),
        ],
    )
    def test_three_months_to_the_day(self, tomada_el: date | None, razon: str) -> None:
        faltas = faltas_foto(imagen("PNG"), "a.png", tomada_el, PUBLICACION)
        assert bool(faltas) == bool(razon)
        assert all(razon in f.razon for f in faltas)
