"""What is pointed at in a questionnaire, and what changed in it word by word: pure."""

import pytest

from compliance.comparacion import por_palabras
from compliance.cuestionarios.senales import (
    huella_de_contacto,
    huella_de_texto,
    senales_de_iguales,
    senales_de_parecidos,
    senales_de_texto,
)

LARGO = "Abriré tres centros de día para personas mayores en los barrios del norte antes de que termine el segundo año."


@pytest.mark.parametrize(
    ("texto", "dicho"),
    [
        ("PROPONGO ABRIR TRES CENTROS DE DÍA", "mayúsculas"),
        ("OPL e INE", ""),
        ("Lorem ipsum dolor sit amet", "llenar"),
        (".", "llenar"),
        ("aaaa aaaa", "llenar"),
        ("bla bla bla bla bla", "llenar"),
        ("Pendiente", "llenar"),
        ("Este 2 de junio vota por mí", "«vota», «este 2 de junio»"),
        ("Con Partido Alba llegaremos", "«partido alba»"),
        ("La propuesta se vota en el cabildo cada año", "«vota»"),
        (LARGO, ""),
    ],
)
def test_lo_que_un_texto_deja_ver(texto: str, dicho: str) -> None:
    dichas = " ".join(s.que for s in senales_de_texto({"propuesta_1": texto}, ["Partido Alba", "PA"]))
    assert dicho in dichas if dicho else dichas == ""


def test_un_parrafo_repetido_dice_donde_estaba() -> None:
    senales = senales_de_texto({"propuesta_1": LARGO, "propuesta_2": f"Otra cosa.\n{LARGO.upper()[:1]}{LARGO[1:]}"})
    assert [(s.rubro, s.que) for s in senales] == [
        ("propuesta_2", "Repite un párrafo que ya está en «Primera propuesta principal».")
    ]


def test_la_huella_es_la_misma_aunque_se_escriba_de_otro_modo() -> None:
    assert huella_de_texto("Añó, después:  del año") == huella_de_texto("ano despues del\nAÑO.")
    assert huella_de_texto("uno") != huella_de_texto("dos")
    assert 0 <= huella_de_texto(LARGO) < 2**63
    assert huella_de_contacto("telefono", "+52 777 123 4567") == huella_de_contacto("telefono", "(777) 123-4567")
    assert huella_de_contacto("facebook", "https://www.facebook.com/ana/") == huella_de_contacto("facebook", "@Ana")
    assert huella_de_contacto("correo", "ana@a.mx") != huella_de_contacto("correo", "ana@b.mx")


def test_lo_igual_y_lo_casi_igual_dicen_de_quien() -> None:
    datos = {"propuesta_1": LARGO, "medios": [{"tipo": "telefono", "valor": "7771234567"}]}
    telefono = huella_de_contacto("telefono", "7771234567")
    iguales = senales_de_iguales(datos, {huella_de_texto(LARGO): [7], telefono: [8]})
    assert {(s.rubro, s.candidaturas) for s in iguales} == {("propuesta_1", (7,)), ("medios", (8,))}
    # What many share is the party's.
    assert senales_de_iguales(datos, {telefono: [1, 2, 3, 4]}) == []
    otras = [(7, datos), (9, {"propuesta_1": LARGO.replace("norte", "sur")}), (10, {"propuesta_1": "Muy otra cosa."})]
    assert [(s.rubro, s.candidaturas) for s in senales_de_parecidos(datos, otras, iguales)] == [("propuesta_1", (9,))]


def test_lo_que_cambio_palabra_por_palabra() -> None:
    assert [(t.que, t.texto) for t in por_palabras("uno dos tres", "uno cuatro tres")] == [
        ("igual", "uno "),
        ("quita", "dos "),
        ("pone", "cuatro "),
        ("igual", "tres"),
    ]
    assert [t.que for t in por_palabras("", "nuevo")] == ["pone"]
    assert [t.que for t in por_palabras("viejo", "")] == ["quita"]
    assert por_palabras("", "") == []
    assert [t.que for t in por_palabras("igual  a", "igual a")] == ["igual"]
