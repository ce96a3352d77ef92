"""A live session run by keyboard alone, and followed by whoever sits in the body."""

from typing import Any

from playwright.sync_api import Page, expect

from flujos import entregables, sesiones
from flujos.models import BorradorDePunto, Decision, Sesion
from flujos.sesiones import Punto, Sentido

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento
from .ayudas import entrar_como, foto, sin_violaciones


def abierta(e: Elenco, cuantos: int = 6) -> Sesion:
    """The commission meets on 2 April, the day of the site, with two deliverables and other matters."""
    for llave in ("publicacion", "avance-abril"):
        entregables.presentar(e.entregables[llave], pdf(llave), por=None, en=momento("2024-03-27 10:00"))
    otros = ["Lectura del orden del día", "Acta anterior", "Correspondencia", "Asuntos generales"]
    puntos = [Punto("", e.entregables["publicacion"]), Punto("", e.entregables["avance-abril"])]
    puntos += [Punto(otro) for otro in otros]
    quien = e.usuario("secretaria_tecnica")
    sesion = sesiones.convocar(
        e.comision,
        tipo="ordinaria",
        inicia_en=momento("2024-04-02 00:00"),
        puntos=puntos[:cuantos],
        por=quien,
        en=momento("2024-03-28 09:00"),
    )
    return sesiones.instalar(
        sesion, presentes=e.comision.integraciones.all(), por=quien, en=momento("2024-04-02 00:00")
    )


def teclear(pagina: Page, *teclas: str) -> None:
    for tecla in teclas:
        pagina.keyboard.press(tecla)


def guardar(pagina: Page) -> None:
    with pagina.expect_navigation():
        pagina.keyboard.press("g")
    pagina.wait_for_load_state()


def test_seis_puntos_con_el_puro_teclado(pagina: Page, elenco: Elenco) -> None:
    sesion = abierta(elenco)
    entrar_como(pagina, elenco.usuario("secretaria_tecnica"))
    pagina.goto(f"/p/prueba-2024/sesiones/{sesion.pk}/en-vivo/")
    sin_violaciones(pagina)
    foto(pagina, "sesion-en-vivo")
    # 1: unanimity. 2: one against, which ends the unanimity. 3 to 5: what is about no deliverable.
    teclear(pagina, "a", "u")
    guardar(pagina)
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("11.13")
    teclear(pagina, "d", "u", "2", "c", "o")
    pagina.keyboard.type("Falta el anexo.")
    teclear(pagina, "Escape")
    expect(pagina.get_by_text("Borrador guardado")).to_be_visible()
    foto(pagina, "sesion-en-vivo-votada")
    guardar(pagina)
    teclear(pagina, "a", "1", "f", "f", "x")
    guardar(pagina)
    teclear(pagina, "a", "u")
    guardar(pagina)
    teclear(pagina, "e")
    guardar(pagina)
    # 6: the wrong outcome, undone with its reason and recorded again.
    teclear(pagina, "r")
    guardar(pagina)
    teclear(pagina, "q")
    pagina.keyboard.type("Sí se trató.")
    teclear(pagina, "Tab")
    with pagina.expect_navigation():
        pagina.keyboard.press("Enter")
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Asuntos generales")
    teclear(pagina, "e")
    guardar(pagina)
    sin_violaciones(pagina)
    foto(pagina, "sesion-en-vivo-terminada")
    decididos = list(Decision.objects.order_by("punto__orden").values_list("punto__orden", "resultado"))
    esperado = ["aprobado", "devuelto", "aprobado", "aprobado", "enterado", "enterado"]
    assert decididos == list(enumerate(esperado, start=1))
    segundo = Decision.objects.get(punto__orden=2)
    assert segundo.observaciones == "Falta el anexo."
    assert sorted(segundo.votos.values_list("sentido", flat=True)) == ["contra", "favor", "favor"]
    tercero = Decision.objects.get(punto__orden=3)
    assert sorted(tercero.votos.values_list("sentido", flat=True)) == ["excusa", "favor", "favor"]
    assert not BorradorDePunto.objects.exists()


def test_el_puro_teclado_lleva_del_primer_punto_a_la_clausura(pagina: Page, elenco: Elenco) -> None:
    sesion = abierta(elenco, cuantos=2)
    firma: dict[str, Any] = {"por": elenco.usuario("secretaria_tecnica"), "en": momento("2024-04-02 00:00")}
    asistencia = sesiones.agregar_punto(sesion, Punto("Lista de asistencia", tipo="asistencia"), **firma)
    sesiones.agregar_punto(sesion, Punto("Clausura", tipo="clausura"), **firma)
    sesiones.ordenar(sesion, {asistencia.pk: 0}, **firma)
    entrar_como(pagina, elenco.usuario("secretaria_tecnica"))
    pagina.goto(f"/p/prueba-2024/sesiones/{sesion.pk}/en-vivo/")
    titulo = pagina.get_by_role("heading", level=1)
    expect(titulo).to_contain_text("Lista de asistencia")
    teclear(pagina, "n")
    expect(titulo).to_contain_text("11.12")
    for _ in range(2):
        teclear(pagina, "a", "u")
        guardar(pagina)
    expect(titulo).to_contain_text("Clausura")
    sin_violaciones(pagina)
    foto(pagina, "sesion-en-vivo-clausura")
    teclear(pagina, "l")
    with pagina.expect_navigation():
        pagina.keyboard.press("Enter")
    expect(pagina.get_by_text("La sesión quedó concluida.")).to_be_visible()
    sesion.refresh_from_db()
    assert sesion.estado == "concluida"


def test_lo_que_se_escribe_se_guarda_solo_y_sigue_al_volver(escritorio: Page, elenco: Elenco) -> None:
    sesion = abierta(elenco)
    entrar_como(escritorio, elenco.usuario("secretaria_tecnica"))
    lugar = f"/p/prueba-2024/sesiones/{sesion.pk}/en-vivo/"
    escritorio.goto(lugar)
    teclear(escritorio, "d", "2", "c", "o")
    escritorio.keyboard.type("Falta el anexo")
    teclear(escritorio, "Escape", "n")
    expect(escritorio.get_by_role("heading", level=1)).to_contain_text("11.13")
    teclear(escritorio, "p")
    expect(escritorio.get_by_role("textbox", name="Observaciones")).to_have_value("Falta el anexo")
    expect(escritorio.get_by_label("Devuelto con observaciones")).to_be_checked()
    # Meanwhile somebody else decides it: both are told.
    quien, hora = elenco.usuario("secretaria_tecnica"), momento("2024-04-02 00:00")
    sesiones.decidir(
        sesion, [Sentido(sesion.puntos.get(orden=1), "aprobado", unanimidad=True)], decidida_en=hora, por=None, en=hora
    )
    guardar(escritorio)
    expect(escritorio.get_by_text("ya había registrado «Aprobado»").first).to_be_visible()
    expect(escritorio.get_by_text("Observaciones: Falta el anexo")).to_be_visible()
    foto(escritorio, "sesion-en-vivo-dos-personas")
    assert Decision.objects.get().resultado == "aprobado"
    assert BorradorDePunto.objects.filter(por=quien).exists()


def test_quien_integra_el_organo_sigue_el_punto_en_curso(abrir_pagina: Any, elenco: Elenco) -> None:
    sesion = abierta(elenco)
    de_quien_lleva, de_quien_sigue = abrir_pagina("escritorio"), abrir_pagina("telefono")
    entrar_como(de_quien_lleva, elenco.usuario("secretaria_tecnica"))
    entrar_como(de_quien_sigue, elenco.usuario("comision"))
    de_quien_lleva.goto(f"/p/prueba-2024/sesiones/{sesion.pk}/en-vivo/")
    de_quien_sigue.goto(f"/p/prueba-2024/sesiones/{sesion.pk}/seguir/")
    en_curso = de_quien_sigue.locator("#en-curso")
    expect(en_curso).to_contain_text("1.")
    sin_violaciones(de_quien_sigue)
    teclear(de_quien_lleva, "n")
    expect(en_curso).to_contain_text("2.")
    foto(de_quien_sigue, "sesion-seguir")
