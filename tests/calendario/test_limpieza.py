"""Control characters do not enter names."""

import pytest

from calendario.limpieza import en_parrafos, en_una_linea, sin_invisibles

SALTOS = ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("salto", SALTOS)
def test_un_salto_de_linea_es_un_espacio_en_un_nombre_y_un_renglon_en_un_texto(salto: str) -> None:
    assert en_una_linea(f"Comisión {salto} de{salto}{salto}Quejas{salto}") == "Comisión de Quejas"
    assert en_parrafos(f"uno{salto}{salto}dos{salto}") == "uno\n\ndos\n"


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x1f", "\x7f", "\x80", "\x9f"])
def test_los_demas_caracteres_de_control_se_van(control: str) -> None:
    assert en_una_linea(f"Comi{control}sión") == en_parrafos(f"Comi{control}sión") == "Comisión"


def test_lo_demas_queda_como_estaba() -> None:
    for texto in ("  dos  espacios ", "a\u200db «ñ» 日本 🗳️", ""):
        assert en_una_linea(texto) == en_parrafos(texto) == texto
    assert (en_una_linea("a\tb"), en_parrafos("a\tb")) == ("a b", "a\tb")


@pytest.mark.parametrize("signo", ["\u00ad", "\u200b", "\u200e", "\u2060", "\ufeff"])
def test_lo_que_nadie_ve_no_entra_en_un_nombre_y_se_queda_en_un_texto(signo: str) -> None:
    assert en_una_linea(f"{signo}Ma{signo}ría O’Neill {signo}") == "María O’Neill"
    assert en_una_linea(f"Ma{signo}ría\ndos") == "María dos"
    assert en_parrafos(f"uno{signo}\n dos") == f"uno{signo}\n dos"
    # What joins several signs in one is seen.
    assert sin_invisibles(f"{signo}\U0001f469\u200d\U0001f467") == "\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    "signo", ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2068", "\u2069", "\ud800"]
)
def test_lo_que_cambia_el_orden_en_que_se_lee_no_entra_en_ningun_texto(signo: str) -> None:
    assert en_una_linea(f"Ana{signo}txt.exe") == en_parrafos(f"Ana{signo}txt.exe") == "Anatxt.exe"
    # A name in Hebrew or Arabic is a name: its letters say by themselves how they are read.
    assert en_una_linea("יוסף كريم") == "יוסף كريم"
