"""A whole candidacy on telephones: captured on a bad day, observed, published, modified, revoked and substituted.

At every turn what somebody typed is compared whole with what the next person reads: no character is lost.
"""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from compliance.models import Candidatura
from flujos import candidaturas as servicios
from notificaciones.services import barrer

from ..elenco import Elenco, curricular_completo, identidad_completa, momento, texto
from .ayudas import entrar_como, foto, pulsar, seguir, sin_violaciones

P = "/p/prueba-2024"
CLAVE = "una-clave-larga-1"
# What texts lose on their way when somebody is careless: accents, quotes, signs of HTML, paragraphs, emoji of several
# code points, letters of other tongues.
RARO = (
    "Diré «sí» a la niñez: \"agua\", 'luz' & <b>salud</b> — 50 % más; 2 < 3 &amp; 1\u00a0000 pesos.\n\n"
    "Segundo párrafo:  ñandú, pingüino, k’óoben, Wixárika, 👩🏽‍🌾 y 🇲🇽.\n- Uno\n- Dos\n\nFin."
)
MOTIVO = f"{RARO} {texto(280)}"
CORREGIDO = f"{RARO}\n\nCorregido: {texto(300)}"
PROPUESTA = f"{texto(320)}\n{RARO}"


class Reloj:
    """The moment at which everybody's pages live."""

    def __init__(self) -> None:
        self.ahora: datetime = momento("2024-04-02 10:00")

    def __call__(self, cuando: str) -> datetime:
        self.ahora = momento(cuando)
        return self.ahora


@pytest.fixture
def reloj(monkeypatch: pytest.MonkeyPatch) -> Reloj:
    """The clock of the site."""
    nuevo = Reloj()
    monkeypatch.setattr("compliance.middleware.ahora", lambda: nuevo.ahora)
    return nuevo


@pytest.fixture
def provocados() -> str:
    """Pages that are not public, a session and a text that are not the last ones, and no network."""
    return r"status of (401|403|404|409)|ERR_INTERNET_DISCONNECTED"


def guardado(pagina: Page, hora: str) -> None:
    """What was typed is on the server since `hora`."""
    expect(pagina.locator("[data-guardado]")).to_have_text(f"Guardado {hora}")


def motivo(c: Candidatura) -> str:
    """As whoever captures has it on the server."""
    fresca = Candidatura.objects.select_related("proceso__instituto").get(pk=c.pk)
    return str(servicios.con_borradores(fresca).curricular.motivo_cargo)


def parrafos(lugar: Locator) -> str:
    """A text that is shown line by line."""
    return "\n".join(t or "" for t in lugar.locator("p").all_text_contents())


def codigo(respuesta: Response | None) -> int:
    """The status of the answer."""
    assert respuesta is not None
    return respuesta.status


def publicado(pagina: Page, campo: str) -> str:
    """A text as the public page has it now."""
    pagina.reload()
    return pagina.locator(f"#{campo} p.texto").text_content() or ""


def con_palabras(diferencia: Locator, *, sin: str) -> str:
    """A difference by words without what was taken out, which is the new text; or without what was put in.

    Without what was put in, it is the old one but for white space, which is that of the new.
    """
    return str(
        diferencia.evaluate(
            """(p, sin) => {
                const copia = p.cloneNode(true);
                copia.querySelectorAll(`${sin}, .solo-lector`).forEach((x) => x.remove());
                return copia.textContent;
            }""",
            sin,
        )
    )


def test_una_candidatura_se_recorre_entera_en_telefonos_sin_perder_un_caracter(
    abrir_pagina: Callable[[str], Page], elenco: Elenco, reloj: Reloj
) -> None:
    c = elenco.candidatura()
    elenco.proceso.publicacion_inicio = elenco.proceso.inicio
    elenco.proceso.save()
    servicios.entregar_cuentas(c, por=None, en=momento("2024-04-01 10:00"))
    servicios.recibir_cuentas(c, por=None, en=momento("2024-04-01 10:00"))
    cuenta = elenco.cuenta_de(c)
    for quien in (cuenta, elenco.usuario("partido")):
        quien.set_password(CLAVE)
        quien.save()
    candidata, partido, verificadora, publica = (abrir_pagina("telefono") for _ in range(4))
    entrar_como(candidata, cuenta)
    entrar_como(partido, elenco.usuario("partido"))
    entrar_como(verificadora, elenco.usuario("verificacion"))
    ficha = f"{P}/candidaturas/{c.pk}/"
    visible = f"/conoceles/prueba-2024/{c.pk}/"

    captura_en_un_mal_dia(candidata, c, reloj)
    envia_lo_demas(candidata, elenco, c)
    observada_y_corregida(candidata, verificadora, c, reloj)

    # Whoever postulates authorises; verification publishes; anybody reads what was typed.
    reloj("2024-04-04 10:00")
    partido.goto(ficha)
    seguir(partido, "Autorizar publicación")
    pulsar(partido, "Autorizar publicación")
    expect(partido.get_by_text("La publicación quedó autorizada.")).to_be_visible()
    assert codigo(publica.goto(visible)) == 404
    verificadora.goto(ficha)
    seguir(verificadora, "Publicar")
    pulsar(verificadora, "Publicar")
    expect(verificadora.get_by_text("La candidatura ya es pública.")).to_be_visible()
    assert publicado(publica, "motivo_cargo") == CORREGIDO
    sin_violaciones(publica)
    foto(publica, "recorrido-publicada")

    modificada(partido, verificadora, publica, c, reloj)
    revocada(candidata, publica, elenco, c, reloj)
    assert publicado(publica, "motivo_cargo") == CORREGIDO
    assert publicado(publica, "propuesta_1") == PROPUESTA

    # The secretaría substitutes: the former leaves the site at once, and the new one has its own time.
    secretaria = abrir_pagina("telefono")
    entrar_como(secretaria, elenco.usuario("secretaria_ejecutiva"))
    reloj("2024-04-20 10:00")
    secretaria.goto(ficha)
    seguir(secretaria, "Sustituir")
    secretaria.get_by_label("Nombre completo").fill("Beatriz Núñez Güereca")
    secretaria.get_by_label("Correo electrónico").fill("bea@example.com")
    secretaria.get_by_label("Día en que el consejo aprobó la sustitución").fill("2024-04-19")
    secretaria.get_by_label("Número de acuerdo que la aprueba").fill("CEE/101/2024")
    pulsar(secretaria, "Sustituir")
    expect(secretaria.get_by_text("La sustitución quedó registrada.")).to_be_visible()
    expect(secretaria.get_by_role("heading", level=1)).to_have_text("Beatriz Núñez Güereca")
    sin_violaciones(secretaria)
    foto(secretaria, "recorrido-sustituta")
    # Three days for its account, from the approval.
    expect(secretaria.get_by_text("lun 22 abr 2024, 23:59").first).to_be_visible()
    assert Candidatura.objects.get(sustituye_a=c).vence == momento("2024-04-22 23:59:59")
    assert codigo(publica.reload()) == 404
    expect(publica.get_by_text("Diré «sí»")).to_have_count(0)
    # What was published is kept, as it was, for whoever may read it.
    c.refresh_from_db()
    c.curricular.refresh_from_db()
    assert (c.estado, c.curricular.motivo_cargo, c.curricular.propuesta_1) == ("retirada", CORREGIDO, PROPUESTA)


def captura_en_un_mal_dia(pagina: Page, c: Candidatura, reloj: Reloj) -> None:
    """Without network, without session and in two tabs, the text is the one that was typed: `MOTIVO`."""
    reloj("2024-04-02 10:00")
    pagina.goto(f"{P}/captura/")
    pagina.get_by_role("link", name="¿Por qué quiere ocupar un cargo público?").click()
    caja = pagina.get_by_role("textbox")
    caja.fill(RARO)
    guardado(pagina, "10:00")
    assert motivo(c) == RARO

    pagina.context.set_offline(True)
    caja.press_sequentially(" sin red")
    expect(pagina.locator("[data-guardado]")).to_have_text(re.compile("Sin conexión: se guarda en este"))
    expect(caja).to_have_value(RARO + " sin red")
    reloj("2024-04-02 10:05")
    pagina.context.set_offline(False)
    guardado(pagina, "10:05")
    assert motivo(c) == RARO + " sin red"

    pagina.context.clear_cookies()
    caja.press_sequentially(" ni sesión")
    dialogo = pagina.get_by_role("dialog", name="Su sesión terminó")
    dialogo.get_by_label("Contraseña").fill(CLAVE)
    reloj("2024-04-02 10:10")
    pagina.keyboard.press("Enter")
    expect(dialogo).to_be_hidden()
    guardado(pagina, "10:10")
    # The focus is where it was: one goes on typing.
    pagina.keyboard.type(" ni nada")
    suyo = RARO + " sin red ni sesión ni nada"
    expect(caja).to_have_value(suyo)
    reloj("2024-04-02 10:15")
    guardado(pagina, "10:15")
    assert motivo(c) == suyo

    # The other tab writes first: the one left behind is shown both, and overwrites nothing.
    otra = pagina.context.new_page()
    otra.goto(pagina.url)
    expect(otra.get_by_role("textbox")).to_have_value(suyo)
    otra.get_by_role("textbox").fill(MOTIVO)
    guardado(otra, "10:15")
    pagina.bring_to_front()
    caja.press_sequentially(", en esta.")
    avisos = pagina.locator("[data-avisos] dd")
    expect(avisos).to_have_count(2)
    assert [parrafos(aviso) for aviso in avisos.all()] == [MOTIVO, suyo + ", en esta."]
    expect(caja).to_have_value(suyo + ", en esta.")
    assert motivo(c) == MOTIVO
    foto(pagina, "recorrido-dos-pestanas")
    pagina.get_by_role("link", name="Quedarme con lo guardado").click()
    expect(pagina.get_by_role("textbox")).to_have_value(MOTIVO)
    otra.close()
    pagina.get_by_role("button", name="Guardar y salir").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Captura de los cuestionarios")
    c.curricular.refresh_from_db()
    assert c.curricular.motivo_cargo == MOTIVO


def envia_lo_demas(pagina: Page, elenco: Elenco, c: Candidatura) -> None:
    """The sections left, filled at once, and sent from the telephone."""
    cuenta, en = elenco.cuenta_de(c), momento("2024-04-02 11:00")
    demas = {campo: valor for campo, valor in curricular_completo().items() if campo != "motivo_cargo"}
    servicios.guardar_borrador(c, curricular=demas, identidad=identidad_completa(), por=cuenta, en=en)
    servicios.aceptar_aviso(c, por=cuenta, en=en)
    pagina.goto(f"{P}/captura/")
    seguir(pagina, "Enviar a verificación")
    pulsar(pagina, "Enviar cuestionarios")
    expect(pagina.get_by_text("Los cuestionarios se enviaron a verificación.")).to_be_visible()


def leer(pagina: Page, c: Candidatura) -> Locator:
    """Take the only one that waits at the desk; answers the section of the motive."""
    pagina.goto(f"{P}/verificacion/")
    pagina.get_by_role("button", name="Tomar la siguiente").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text(c.persona.nombre)
    return pagina.locator("#s-motivo_cargo")


def terminar(pagina: Page) -> None:
    pagina.get_by_label("Leí las demás, y cumplen").check()
    pagina.get_by_role("button", name="Terminar y leer la siguiente").click()


def observada_y_corregida(candidata: Page, verificadora: Page, c: Candidatura, reloj: Reloj) -> None:
    """One section is observed, only that one opens, and the second reading shows what changed word by word."""
    reloj("2024-04-02 12:00")
    razon = "Diga «qué» y para quién:\n1. Meta & plazo\n2. <b>Cifras</b>"
    seccion = leer(verificadora, c)
    assert seccion.locator("p.texto").text_content() == MOTIVO
    seccion.get_by_role("radio", name="No cumple", exact=True).check()
    seccion.get_by_label("Falta información").check()
    seccion.get_by_label("Qué debe corregirse").fill(razon)
    expect(seccion.get_by_role("status")).to_have_text("Guardado")
    terminar(verificadora)
    expect(verificadora.get_by_text("quedó observada")).to_be_visible()

    reloj("2024-04-03 09:00")
    candidata.goto(f"{P}/captura/")
    pasos = candidata.locator("#curricular .pasos li, #identidad .pasos li")
    abiertos = pasos.filter(has_not_text="Cerrada")
    expect(abiertos).to_have_count(1)
    expect(abiertos).to_contain_text("¿Por qué quiere ocupar un cargo público?")
    sin_violaciones(candidata)
    foto(candidata, "recorrido-observada")
    abiertos.get_by_role("link").click()
    expect(candidata.locator(".aviso p.texto")).to_have_text(razon)
    caja = candidata.get_by_role("textbox")
    expect(caja).to_have_value(MOTIVO)
    caja.fill(CORREGIDO)
    guardado(candidata, "09:00")
    candidata.get_by_role("button", name="Guardar y salir").click()
    seguir(candidata, "responda")
    candidata.get_by_label("su respuesta").fill("Ya dice «qué» & para quién.")
    pulsar(candidata, "Responder observación")
    seguir(candidata, "Enviar a verificación")
    pulsar(candidata, "Enviar cuestionarios")
    expect(candidata.get_by_text("Los cuestionarios se enviaron a verificación.")).to_be_visible()

    reloj("2024-04-03 12:00")
    seccion = leer(verificadora, c)
    expect(seccion).to_contain_text("Ya dice «qué» & para quién.")
    palabras = seccion.locator(".palabras")
    assert con_palabras(palabras, sin="del") == CORREGIDO
    assert con_palabras(palabras, sin="ins").split() == MOTIVO.split()
    sin_violaciones(verificadora)
    foto(verificadora, "recorrido-palabras")
    seccion.get_by_role("radio", name="Cumple", exact=True).check()
    expect(seccion.get_by_role("status")).to_have_text("Guardado")
    terminar(verificadora)
    expect(verificadora.get_by_text("quedó validada")).to_be_visible()


def modificada(partido: Page, verificadora: Page, publica: Page, c: Candidatura, reloj: Reloj) -> None:
    """Whoever postulates asks to change a text, which is public once verification approves it."""
    reloj("2024-04-16 10:00")
    modificacion = f"{P}/candidaturas/{c.pk}/modificacion/"
    antes = publicado(publica, "propuesta_1")
    partido.goto(modificacion)
    seguir(partido, "Sus dos principales propuestas")
    caja = partido.get_by_role("textbox").first
    expect(caja).to_have_value(antes)
    caja.fill(PROPUESTA)
    partido.context.clear_cookies()
    partido.get_by_role("button", name="Guardar", exact=True).click()
    partido.get_by_role("dialog", name="Su sesión terminó").get_by_label("Contraseña").fill(CLAVE)
    partido.keyboard.press("Enter")
    expect(partido.get_by_text("Todavía no se solicita.")).to_be_visible()
    seguir(partido, "Solicitar modificación")
    partido.get_by_role("textbox").fill("Se precisa «la meta».")
    partido.get_by_label("Entiendo que es la única").check()
    sin_violaciones(partido)
    pulsar(partido, "Solicitar modificación")
    expect(partido.get_by_text("La solicitud quedó registrada; verificación la resolverá.")).to_be_visible()
    assert publicado(publica, "propuesta_1") == antes

    verificadora.goto(f"{modificacion}revisar/")
    palabras = verificadora.locator(".palabras")
    assert con_palabras(palabras, sin="del") == PROPUESTA
    assert con_palabras(palabras, sin="ins").split() == antes.split()
    verificadora.get_by_role("radio", name="Aprobar: sustituye").check()
    sin_violaciones(verificadora)
    foto(verificadora, "recorrido-modificacion")
    pulsar(verificadora, "Enviar dictamen")
    expect(verificadora.get_by_text("La modificación quedó aprobada y ya es pública.")).to_be_visible()
    assert publicado(publica, "propuesta_1") == PROPUESTA


def revocada(candidata: Page, publica: Page, elenco: Elenco, c: Candidatura, reloj: Reloj) -> None:
    """The person takes back a consent in two clicks, and what it made public is not any more."""
    reloj("2024-04-17 10:00")
    servicios.otorgar_consentimiento(
        c, finalidad="publicacion", documento="Hoja firmada", por=elenco.cuenta_de(c), en=reloj.ahora
    )
    barrer(momento("2024-04-17 10:05"))
    reloj("2024-04-17 10:10")
    publica.reload()
    expect(publica.locator("#identidad")).to_be_visible()
    candidata.goto(f"{P}/candidaturas/{c.pk}/consentimientos/")
    sin_violaciones(candidata)
    foto(candidata, "recorrido-consentimientos")
    candidata.get_by_role("link", name=re.compile("Revocar.*Publicación")).click()
    candidata.get_by_role("button", name="Revocar consentimiento").click()
    expect(candidata.get_by_text("El consentimiento quedó revocado.")).to_be_visible()
    publica.reload()
    expect(publica.locator("#identidad")).to_have_count(0)
