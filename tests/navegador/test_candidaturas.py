"""A candidacy from the phone of the candidate to the public site, as people click it."""

from playwright.sync_api import Page, expect

from flujos import candidaturas as servicios

from ..elenco import Elenco, curricular_completo, identidad_completa, momento, texto
from .ayudas import entrar_como, foto, pulsar, seguir, sin_violaciones

LISTA = "/p/prueba-2024/candidaturas/"
MESA = "/p/prueba-2024/verificacion/"


def test_las_paginas_de_cada_estado_se_leen_sin_tropiezos(pagina: Page, elenco: Elenco) -> None:
    todas = [
        elenco.candidatura_en(estado, f"Persona {estado.title()}", formula=str(n))
        for n, estado in enumerate(("asignada", "capturada", "observada", "validada", "publicada", "retirada"))
    ]
    elenco.pedir_modificacion(todas[4])
    entrar_como(pagina, elenco.usuario("verificacion"))
    pagina.goto(LISTA)
    sin_violaciones(pagina)
    foto(pagina, "candidaturas")
    for c in todas:
        pagina.goto(f"{LISTA}{c.pk}/")
        expect(pagina.get_by_role("heading", level=1)).to_have_text(c.persona.nombre)
        sin_violaciones(pagina)
        foto(pagina, f"candidatura-{c.estado}")
    for lugar in (f"{todas[1].pk}/observar/", f"{todas[1].pk}/validar/", f"{todas[4].pk}/modificacion/revisar/"):
        pagina.goto(f"{LISTA}{lugar}")
        sin_violaciones(pagina)
    entrar_como(pagina, elenco.usuario("secretaria_ejecutiva"))
    for lugar in ("nueva/", f"{todas[0].pk}/retirar/", f"{todas[0].pk}/sustituir/"):
        pagina.goto(f"{LISTA}{lugar}")
        sin_violaciones(pagina)


def test_quien_ya_esta_registrada_se_reconoce_y_sus_datos_se_corrigen(pagina: Page, elenco: Elenco) -> None:
    c = elenco.candidatura()
    entrar_como(pagina, elenco.usuario("administracion"))
    pagina.goto(f"{LISTA}nueva/")
    pagina.get_by_label("Nombre completo").fill("ana perez ñuño")
    pagina.get_by_label("Quien postula").select_option("Partido A")
    pagina.get_by_label("Cargo").select_option("Gubernatura")
    pagina.get_by_label("Dónde se elige").select_option("Morelos")
    pagina.get_by_label("Número de lista o fórmula").fill("1")
    pagina.get_by_label("Día en que el consejo la aprobó").fill("2024-03-30")
    pagina.get_by_role("button", name="Registrar candidatura").click()
    sin_violaciones(pagina)
    foto(pagina, "candidatura-ya-registrada")
    pagina.get_by_label("Sí, es Ana Pérez Ñuño").check()
    pagina.get_by_role("button", name="Registrar candidatura").click()
    expect(pagina.get_by_text("La candidatura quedó registrada.")).to_be_visible()
    pagina.goto(f"{LISTA}{c.pk}/")
    pagina.get_by_role("link", name="Corregir datos de registro").click()
    pagina.get_by_label("Correo electrónico").fill("nueva@example.com")
    pagina.get_by_label("Acción afirmativa").first.select_option("indigena")
    pagina.get_by_label("Razón de la corrección").fill("Se verificó con la persona.")
    pagina.get_by_role("button", name="Corregir datos de registro").click()
    sin_violaciones(pagina)
    foto(pagina, "candidatura-corregir")
    pagina.get_by_label("Documento que sustenta").fill("CEE/90/2024")
    pagina.get_by_role("button", name="Corregir datos de registro").click()
    expect(pagina.get_by_text("Los datos quedaron corregidos.")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "candidatura-corregida")


def test_la_candidata_captura_desde_su_telefono(pagina: Page, elenco: Elenco) -> None:
    c = elenco.candidatura()
    servicios.entregar_cuentas(c, por=None, en=momento("2024-04-01 10:00"))
    servicios.recibir_cuentas(c, por=None, en=momento("2024-04-01 10:00"))
    entrar_como(pagina, elenco.cuenta_de(c))
    pagina.goto("/p/prueba-2024/captura/")
    sin_violaciones(pagina)
    foto(pagina, "captura")
    pagina.get_by_role("link", name="¿Por qué quiere ocupar un cargo público?").click()
    pagina.get_by_role("textbox").fill(texto(100))
    expect(pagina.get_by_text("faltan 180")).to_be_visible()
    pagina.get_by_role("textbox").fill(texto(280))
    expect(pagina.get_by_text("dentro del límite")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "captura-motivo")
    pagina.get_by_role("button", name="Guardar y continuar").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Sus dos principales propuestas")
    pagina.goto(f"{LISTA}{c.pk}/captura/identidad-indigena/")
    pagina.get_by_role("group", name="¿Se identifica").get_by_label("Sí").check()
    expect(pagina.get_by_label("¿A qué pueblo")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "captura-identidad")
    for seccion in ("fotografia", "contacto", "estudios", "propuestas"):
        pagina.goto(f"{LISTA}{c.pk}/captura/{seccion}/")
        sin_violaciones(pagina)
    pagina.goto(f"{LISTA}{c.pk}/enviar_captura/")
    expect(pagina.get_by_role("heading", name="Pasos que faltan")).to_be_visible()
    sin_violaciones(pagina)


def test_de_la_captura_al_sitio_publico(pagina: Page, elenco: Elenco) -> None:
    c = elenco.candidatura()
    cuenta = elenco.cuenta_de(c)
    elenco.proceso.publicacion_inicio = elenco.proceso.inicio
    elenco.proceso.save()
    servicios.guardar_borrador(
        c,
        curricular=curricular_completo(),
        identidad=identidad_completa(),
        por=cuenta,
        en=momento("2024-04-01 10:00"),
    )
    entrar_como(pagina, cuenta)
    pagina.goto(f"{LISTA}{c.pk}/captura/")
    pagina.get_by_role("link", name="Leer y aceptar el aviso de privacidad").click()
    pagina.get_by_label("Leí el aviso").check()
    pagina.get_by_role("button", name="Aceptar aviso de privacidad").click()
    pagina.get_by_role("link", name="Enviar a verificación").click()
    pagina.get_by_role("button", name="Enviar cuestionarios").click()
    expect(pagina.get_by_text("Los cuestionarios se enviaron a verificación.")).to_be_visible()

    entrar_como(pagina, elenco.usuario("partido"))
    pagina.goto(f"{LISTA}{c.pk}/")
    seguir(pagina, "Autorizar publicación")
    pulsar(pagina, "Autorizar publicación")
    expect(pagina.get_by_text("La publicación quedó autorizada.")).to_be_visible()

    entrar_como(pagina, elenco.usuario("verificacion"))
    # At the desk: the first section by its key, which saves itself; the rest, by a word.
    pagina.goto(MESA)
    pagina.get_by_role("button", name="Tomar la siguiente").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text(c.persona.nombre)
    sin_violaciones(pagina)
    foto(pagina, "mesa-leer")
    pagina.keyboard.press("1")
    pagina.keyboard.press("c")
    expect(pagina.locator("#s-foto [role=status]")).to_have_text("Guardado")
    pagina.get_by_label("Leí las demás, y cumplen").check()
    pagina.get_by_role("button", name="Terminar y leer la siguiente").click()
    expect(pagina.get_by_text("quedó validada")).to_be_visible()
    pagina.goto(LISTA)
    pagina.get_by_label("Elegir a Ana").check()
    with pagina.expect_navigation():
        pagina.get_by_role("button", name="Publicar").click()
    sin_violaciones(pagina)
    foto(pagina, "candidaturas-publicar")
    pagina.get_by_role("button", name="Publicar").click()
    expect(pagina.get_by_text("1 de 1 candidatura.")).to_be_visible()
    sin_violaciones(pagina)
    pagina.goto(f"{LISTA}{c.pk}/")
    pagina.get_by_role("link", name="Ver su página pública").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text(c.persona.nombre)
