"""Letters, drafts and constancias: from nothing, from the longest names, and what each one says."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from compliance.permisos import ambito_en
from documentos import cartas
from documentos.cartas import ActoDicho, Cuenta, Proyecto, Remite
from documentos.models import Firmante
from documentos.papel import Hoja, en_pdf, en_word
from documentos.services import guardar_firmante, redactar_papel
from documentos.textos import PAPELES
from flujos import entregables
from flujos.entregables.proyectos import proyecto_de, remite
from flujos.models import Oficio

from ..elenco import Elenco, momento
from ..flujos.pasos import hasta_remision
from ..impresos import textos
from .muestras import pdf

EN = momento("2024-06-03 10:00")
LARGO = "María de los Ángeles Xóchitl Guadalupe Tzitzimitzin Hernández-Montes de Oca y Villaseñor de la Garza " * 2
HUELLA = "0123456789abcdef" * 4


def dicho(hoja: Hoja) -> str:
    return "\n".join(textos(list(hoja.bloques)))


def de_todo(e: Elenco, *, lleno: bool) -> Iterator[Hoja]:
    """Each paper, without anything to say or with the longest."""
    informe, c = e.entregables["informe-marzo"], e.candidatura()
    if lleno:
        c.persona.nombre = LARGO
        informe.nombre = LARGO
        e.partido_a.nombre = LARGO
    nombre = LARGO if lleno else "Ana"
    cuantas = 60 if lleno else 0
    yield cartas.remision(
        e.proceso,
        Remite(
            date(2024, 6, 3),
            [(informe, [])] * cuantas,
            [nombre] if lleno else [],
            [nombre] * (3 if lleno else 0),
            "IEE/SE/DEOEPC/00001/2024" if lleno else "",
            nombre if lleno else "",
            nombre if lleno else "",
        ),
        EN,
    )
    yield cartas.cuentas(
        e.proceso, [Cuenta(c, "usuario" * 15, EN)] * min(cuantas, 3), "https://ejemplo.mx/recuperar/", EN
    )
    yield cartas.vista(e.proceso, [(nombre, nombre, nombre, nombre * 3, nombre)] * cuantas, EN, EN)
    for clave in ("acuerdo", "dictamen"):
        yield cartas.proyecto(clave, Proyecto(informe, nombre, [f"El 3 de junio: {nombre} {HUELLA}."] * cuantas), EN)
    yield cartas.exhorto(e.partido_a, [(nombre, nombre, nombre * 2)] * cuantas, EN, numero="X/1/2024" if lleno else "")
    actos = [ActoDicho(n, EN, nombre, nombre, HUELLA) for n in range(cuantas)]
    yield cartas.historia(e.proceso, nombre, "compliance.entregable:1", actos, EN)
    avisos = [("03/06/2024 10:00", nombre, f"{nombre}\na@b.mx", "Enviado", f"<{HUELLA}@ejemplo.mx>")] * cuantas
    yield cartas.constancia(e.proceso, e.partido_a, avisos, EN)
    for clave in PAPELES:
        yield cartas.muestra(e.proceso, clave, PAPELES[clave].textos, EN)


@pytest.mark.parametrize("lleno", [False, True], ids=["sin nada", "lo más largo"])
def test_cada_papel_se_imprime_sin_nada_y_con_lo_mas_largo(elenco: Elenco, lleno: bool) -> None:
    hojas = list(de_todo(elenco, lleno=lleno))
    assert len(hojas) == 8 + len(PAPELES)
    for hoja in hojas:
        assert en_pdf(hoja)[:5] == b"%PDF-", hoja.titulo
        assert Document(BytesIO(en_word(hoja))).paragraphs, hoja.titulo
        assert "{" not in dicho(hoja), hoja.titulo


def test_el_oficio_dice_su_numero_a_quien_y_la_huella_de_lo_que_lleva(elenco: Elenco) -> None:
    informe = hasta_remision(elenco)
    guardar_firmante(
        Firmante(proceso=elenco.proceso, nombre="Ana Ruiz", cargo="Secretaria Ejecutiva", desde=date(2024, 1, 1)),
        por=elenco.usuario("administracion"),
        en=EN,
    )
    entregables.remitir(
        informe,
        oficio="IEPC/SE/1/2024",
        remitida_en=momento("2024-04-04 12:00"),
        destinatario="UTVOPL",
        copia="UTTyPDP",
        acuse=pdf("acuse"),
        por=elenco.usuario("secretaria_ejecutiva"),
        en=momento("2024-04-04 13:00"),
    )
    ambito = ambito_en(elenco.usuario("secretaria_ejecutiva"), EN)
    carta = cartas.remision(elenco.proceso, remite(Oficio.objects.get(), ambito, EN), EN)
    texto = dicho(carta)
    ultima = informe.documentos.filter(tipo="proyecto").latest("version")
    for parte in ("4 de abril de 2024", "IEPC/SE/1/2024", "UTVOPL", "Con copia: UTTyPDP", ultima.sha256, "Ana Ruiz"):
        assert parte.casefold() in texto.casefold(), parte
    assert (carta.folio, carta.marca) == ("IEPC/SE/1/2024", "")
    assert en_pdf(carta) == en_pdf(carta)
    # What is already on record of it becomes the antecedents of a draft, in its order.
    proyecto = proyecto_de(informe, "acuerdo")
    antecedentes = " ".join(proyecto.antecedentes)
    assert ultima.sha256 in antecedentes
    assert "con el oficio IEPC/SE/1/2024" in antecedentes
    assert antecedentes.index("se presentó") < antecedentes.index("se remitió")
    borrador = cartas.proyecto("acuerdo", proyecto, EN)
    assert borrador.marca == "BORRADOR"
    assert "PRIMERO. Se aprueba" in dicho(borrador)


def test_cada_papel_dice_lo_del_instituto_y_lo_que_esta_en_sus_datos_no_es_marcador(elenco: Elenco) -> None:
    redactar_papel(
        elenco.proceso,
        "exhorto",
        textos={
            "asunto": "Urge a {actor}",
            "cuerpo": "Faltan {total}.",
            "plazo": "Hasta el {limite}.",
            "cierre": "Gracias.",
        },
        version=0,
        por=elenco.usuario("administracion"),
        en=EN,
    )
    elenco.partido_a.nombre = "Partido {total}"
    carta = cartas.exhorto(elenco.partido_a, [("Ana {x}", "Diputación", "Todo")], EN)
    texto = dicho(carta)
    assert "Asunto: Urge a Partido {total}" in texto
    assert "Faltan 1." in texto
    assert "Ana {x}" in texto
    assert "Hasta el" not in texto
    assert carta.marca == "BORRADOR"
    con_plazo = cartas.exhorto(elenco.partido_a, [], EN, limite=date(2024, 4, 22), parrafo="Sin {marcadores}.")
    assert "Sin {marcadores}." in dicho(con_plazo)
    assert "Hasta el lunes 22 de abril de 2024." in dicho(con_plazo)


def test_la_vista_es_borrador_hasta_que_terminan_las_campanas(elenco: Elenco) -> None:
    corte = momento("2024-05-29 23:59")
    assert cartas.vista(elenco.proceso, [], corte, corte).marca == "BORRADOR"
    definitiva = cartas.vista(elenco.proceso, [("Ana", "x", "y", "z", "w")], corte, EN)
    assert definitiva.marca == ""
    assert "al miércoles 29 de mayo de 2024, a las 23:59 horas: 1 en total" in dicho(definitiva)


def test_lo_citado_que_termina_en_punto_no_lo_duplica(elenco: Elenco) -> None:
    redactar_papel(
        elenco.proceso,
        "historia",
        textos={"cuerpo": "Actos de «{objeto}».", "cierre": "Nada más…"},
        version=0,
        por=elenco.usuario("administracion"),
        en=EN,
    )
    texto = dicho(cartas.historia(elenco.proceso, "Informe del mes.", "compliance.entregable:1", [], EN))
    assert "Actos de «Informe del mes»." in texto
    assert "Nada más…" in texto


def test_la_carta_de_cuenta_dice_a_quien_y_no_lleva_secretos(elenco: Elenco) -> None:
    c = elenco.candidatura()
    carta: Any = cartas.cuentas(elenco.proceso, [Cuenta(c, "ana.ruiz", None)] * 2, "https://ejemplo.mx/recuperar/", EN)
    texto = dicho(carta)
    assert texto.count("Recibí") == 2
    assert "ana.ruiz" in texto
    assert "https://ejemplo.mx/recuperar/" in texto
    assert c.persona.nombre in texto
