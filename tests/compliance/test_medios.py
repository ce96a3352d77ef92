"""Contacts become links only when they are plainly an address, and never one that does something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.cuestionarios import medios_publicos
from compliance.cuestionarios.curricular import MEDIOS
from compliance.cuestionarios.medios import enlace_seguro, leer_medio


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
        # Under the name of a network, only what leads there.
        ("facebook", "https://otro.mx/ana"),
        ("facebook", "https://x.com/ana"),
        ("twitter", "https://notwitter.com/ana"),
        ("instagram", "https://instagram.com.otro.mx/ana"),
        ("tiktok", "www.otro.mx"),
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


@pytest.mark.parametrize(
    ("tipo", "valor", "queda", "defecto"),
    [
        ("pagina_web", "www.x.mx", "https://www.x.mx", ""),
        ("pagina_web", "x.mx/propuestas", "https://x.mx/propuestas", ""),
        ("facebook", " @ana.perez ", "https://www.facebook.com/ana.perez", ""),
        ("facebook", "facebook.com/ana", "https://facebook.com/ana", ""),
        ("facebook", "https://m.facebook.com/ana", "https://m.facebook.com/ana", ""),
        ("twitter", "@ana", "https://x.com/ana", ""),
        ("youtube", "@ana", "https://www.youtube.com/@ana", ""),
        ("tiktok", "ana_p", "https://www.tiktok.com/@ana_p", ""),
        ("otra_red", "t.me/ana", "https://t.me/ana", ""),
        ("correo", "mailto:ana@x.mx", "ana@x.mx", ""),
        ("telefono", "777 123 4567 ext. 12", "777 123 4567 ext. 12", ""),
        ("casa_campana", "Av. Juárez 3", "Av. Juárez 3", ""),
        # As a telephone copies it: direction marks around, dashes of its own.
        ("telefono", "\u202a777\u2011123\u20134567\u202c", "777-123-4567", ""),
        ("correo", "ana@x.mx\u200b", "ana@x.mx", ""),
        ("twitter", "@\u200bana", "https://x.com/ana", ""),
        ("casa_campana", "Sin Nombre 5, colonia No Reelección", "Sin Nombre 5, colonia No Reelección", ""),
        ("facebook", "https://x.com/ana", "https://x.com/ana", "no es una dirección de Facebook"),
        ("facebook", "javascript:alert(1)", "javascript:alert(1)", "no es una dirección de Facebook"),
        ("facebook", "Ana Pérez Oficial", "Ana Pérez Oficial", "no es una dirección de Facebook"),
        ("facebook", "https://facebook.com@malo.mx/", "https://facebook.com@malo.mx/", "no es una dirección"),
        ("instagram", "www.ana.mx", "www.ana.mx", "no es una dirección de Instagram"),
        ("pagina_web", "javascript:alert(1)", "javascript:alert(1)", "no es una dirección web"),
        ("otra_red", "@ana", "@ana", "no es una dirección web"),
        ("correo", "ana", "ana", "no es un correo"),
        ("telefono", "066", "066", "no es un teléfono"),
        ("telefono", "no tengo", "no tengo", "déjelo en blanco"),
        ("correo", "NINGUNO", "NINGUNO", "déjelo en blanco"),
        ("casa_campana", "123", "123", "déjelo en blanco"),
        ("casa_campana", "No tengo casa de campaña.", "No tengo casa de campaña.", "déjelo en blanco"),
        ("casa_campana", "Todavía no", "Todavía no", "déjelo en blanco"),
        ("facebook", "Sin cuenta", "Sin cuenta", "déjelo en blanco"),
        ("telefono", "No tengo.\u200b", "No tengo.", "déjelo en blanco"),
    ],
)
def test_lo_que_se_captura_se_completa_o_se_rechaza_con_su_remedio(
    tipo: str, valor: str, queda: str, defecto: str
) -> None:
    leido, dicho = leer_medio(tipo, valor)
    assert leido == queda
    assert defecto in dicho
    assert bool(dicho) == bool(defecto)
    # Saved again, it stays.
    assert defecto or leer_medio(tipo, leido) == (leido, "")


@given(st.sampled_from(sorted(set(MEDIOS) - {"casa_campana"})), st.text(max_size=40))
def test_lo_que_se_acepta_siempre_lleva_a_alguna_parte(tipo: str, valor: str) -> None:
    leido, defecto = leer_medio(tipo, valor)
    assert defecto or not leido or enlace_seguro(tipo, leido)
