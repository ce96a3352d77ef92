"""Contacts become links only when they are plainly an address, and never one that does something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.cuestionarios import medios_publicos
from compliance.cuestionarios.curricular import MEDIOS
from compliance.cuestionarios.medios import enlace_seguro


@pytest.mark.parametrize(
    ("tipo", "valor", "enlace"),
    [
        ("facebook", "https://www.facebook.com/ana.perez", "https://www.facebook.com/ana.perez"),
        ("facebook", "facebook.com/ana.perez", "https://facebook.com/ana.perez"),
        ("twitter", "www.x.com", "https://www.x.com"),
        ("pagina_web", "anaperez.mx", "https://anaperez.mx"),
        ("pagina_web", "http://anaperez.mx:8080/x?a=1#b", "http://anaperez.mx:8080/x?a=1#b"),
        ("pagina_web", "https://niñez.mx/", "https://niñez.mx/"),
        ("correo", "ana+voto@example.com", "mailto:ana+voto@example.com"),
        ("telefono", "777 123 4567", "tel:+527771234567"),
        ("telefono", "(777) 123-45.67", "tel:+527771234567"),
        ("telefono", "+52 1 777 123 4567", "tel:+5217771234567"),
    ],
)
def test_una_direccion_es_un_enlace(tipo: str, valor: str, enlace: str) -> None:
    assert enlace_seguro(tipo, valor) == enlace


@pytest.mark.parametrize(
    ("tipo", "valor"),
    [
        ("pagina_web", "javascript:alert(1)"),
        ("pagina_web", "JaVaScRiPt:alert(1)"),
        ("pagina_web", "java\tscript:alert(1)"),
        ("pagina_web", "data:text/html,<script>alert(1)</script>"),
        ("pagina_web", "vbscript:x"),
        ("pagina_web", "file:///etc/passwd"),
        ("pagina_web", "https://facebook.com@malo.example/"),
        ("pagina_web", "https://malo.example\\@facebook.com/"),
        ("pagina_web", "https://"),
        ("pagina_web", "https://localhost/"),
        ("pagina_web", "https://127.0.0.1/"),
        ("pagina_web", "https://[::1]/"),
        ("pagina_web", "https://[malo/"),
        ("pagina_web", "https://a.mx:puerto/"),
        ("pagina_web", "//malo.example/x"),
        ("pagina_web", "https://a.mx/ otra cosa"),
        ("facebook", "ana.perez"),
        ("facebook", "Ana Pérez Oficial"),
        ("instagram", "@ana.perez"),
        ("correo", "ana en example.com"),
        ("correo", "ana@example.com?cc=otra@example.com"),
        ("correo", "ana@example.com\nBcc: otra@example.com"),
        ("telefono", "no tengo"),
        ("telefono", "066"),
        ("telefono", "777 123 4567 y 777 765 4321"),
        ("casa_campana", "https://calle.example/"),
    ],
)
def test_lo_que_no_es_una_direccion_queda_como_texto(tipo: str, valor: str) -> None:
    assert enlace_seguro(tipo, valor) == ""


@given(st.sampled_from(sorted(MEDIOS)), st.text(max_size=60) | st.text("javscript:/@.\\%2 htps", max_size=30))
def test_ningun_enlace_usa_otro_esquema(tipo: str, valor: str) -> None:
    enlace = enlace_seguro(tipo, valor)
    assert enlace == "" or enlace.startswith(("https://", "http://", "mailto:", "tel:"))
    assert not set(enlace) & set(" \t\n\r\\")


def test_lo_que_esta_en_blanco_o_no_es_un_medio_no_aparece() -> None:
    medios = [
        {"tipo": "correo", "valor": "No proporcionó"},
        {"tipo": "telefono", "valor": "  "},
        {"tipo": "fax", "valor": "777 123 4567"},
        {"tipo": "correo"},
        "suelto",
        {"tipo": "twitter", "valor": " https://x.com/ana "},
    ]
    assert [tuple(m) for m in medios_publicos(medios)] == [
        ("X (antes Twitter)", "https://x.com/ana", "https://x.com/ana")
    ]
    assert medios_publicos(None) == []
