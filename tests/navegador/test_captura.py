"""The capture on a bad day: no network, no session, two windows, «Back», a photograph from a phone."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import Page, Route, expect

from compliance.models import Candidatura, Usuario
from flujos import candidaturas as servicios

from ..elenco import Elenco, momento, texto
from .ayudas import entrar_como, foto, sin_violaciones

CUENTAS = Path(__file__).parents[1] / "compliance" / "dorados" / "cuenta.json"
CLAVE = "una-clave-larga-1"


@pytest.fixture
def provocados() -> str:
    """What these tests break on purpose Chromium writes in its console: refusals of ours, and no network."""
    return r"status of (401|403|409|422|503)|ERR_INTERNET_DISCONNECTED"


@pytest.fixture
def c(elenco: Elenco) -> Candidatura:
    """A candidacy whose person has a password."""
    nueva = elenco.candidatura()
    servicios.entregar_cuentas(nueva, por=None, en=momento("2024-04-01 10:00"))
    cuenta = elenco.cuenta_de(nueva)
    cuenta.set_password(CLAVE)
    cuenta.save()
    return nueva


def paso(c: Candidatura, seccion: str) -> str:
    return f"/p/prueba-2024/candidaturas/{c.pk}/captura/{seccion}/"


def motivo(c: Candidatura) -> str:
    """As whoever captures sees it."""
    fresca = Candidatura.objects.select_related("proceso__instituto").get(pk=c.pk)
    return str(servicios.con_borradores(fresca).curricular.motivo_cargo)


def copias(pagina: Page) -> list[str]:
    return list(pagina.evaluate("Object.keys(localStorage).filter((c) => c.startsWith('cauce.borrador/'))"))


def estado(pagina: Page) -> object:
    return expect(pagina.locator("[data-guardado]"))


def abrir(pagina: Page, cuenta: Usuario, c: Candidatura, seccion: str) -> None:
    entrar_como(pagina, cuenta)
    pagina.goto(paso(c, seccion))


def test_un_texto_sobrevive_a_la_red_a_la_sesion_a_otra_ventana_y_a_volver(
    abrir_pagina: Callable[[str], Page], elenco: Elenco, c: Candidatura
) -> None:
    cuenta, pagina = elenco.cuenta_de(c), abrir_pagina("telefono")
    abrir(pagina, cuenta, c, "motivo")
    caja = pagina.get_by_role("textbox")
    caja.fill("Uno")
    estado(pagina).to_have_text(re.compile(r"Guardado \d\d:\d\d"))
    assert motivo(c) == "Uno"
    assert copias(pagina) == []
    sin_violaciones(pagina)
    foto(pagina, "captura-guardado")

    # Without network it stays in the browser, even if the page is left; back, it is offered and sent.
    pagina.context.set_offline(True)
    caja.fill("Uno y dos")
    estado(pagina).to_have_text(re.compile("Sin conexión: se guarda en este"))
    assert len(copias(pagina)) == 1
    pagina.context.set_offline(False)
    estado(pagina).to_have_text(re.compile("Guardado"))
    assert motivo(c) == "Uno y dos"
    pagina.context.set_offline(True)
    caja.fill("Uno, dos y tres")
    estado(pagina).to_have_text(re.compile("Sin conexión"))
    # What closes for good, as a phone without battery: a page that ends in peace still sends what it has.
    pagina.evaluate("() => { window.fetch = () => Promise.reject(); }")
    with pagina.context.expect_page() as otra:
        pagina.evaluate("window.open('about:blank')")
    pagina.close()
    pagina = otra.value
    pagina.context.set_offline(False)
    pagina.goto(paso(c, "motivo"))
    expect(pagina.get_by_text("Recuperamos lo que escribió a las")).to_be_visible()
    expect(pagina.get_by_role("textbox")).to_have_value("Uno y dos")
    sin_violaciones(pagina)
    foto(pagina, "captura-recuperado")
    pagina.get_by_role("button", name="Usar lo recuperado").click()
    estado(pagina).to_have_text(re.compile("Guardado"))
    assert motivo(c) == "Uno, dos y tres"
    assert copias(pagina) == []

    # The session is gone: the password is asked in place, with the focus kept inside, and the saving goes on.
    pagina.context.clear_cookies()
    caja = pagina.get_by_role("textbox")
    caja.fill("Cuatro")
    dialogo = pagina.get_by_role("dialog", name="Su sesión terminó")
    expect(dialogo).to_be_visible()
    expect(dialogo.get_by_label("Contraseña")).to_be_focused()
    sin_violaciones(pagina)
    foto(pagina, "captura-sesion")
    pagina.keyboard.press("Escape")
    expect(dialogo).to_be_hidden()
    estado(pagina).to_have_text(re.compile("Su sesión terminó: todavía no se guarda"))
    pagina.get_by_role("button", name="Entrar y guardar").click()
    dialogo.get_by_label("Contraseña").fill("equivocada")
    pagina.keyboard.press("Enter")
    expect(dialogo.get_by_role("alert")).to_contain_text("no corresponden")
    dialogo.get_by_label("Contraseña").fill(CLAVE)
    pagina.keyboard.press("Enter")
    expect(dialogo).to_be_hidden()
    estado(pagina).to_have_text(re.compile("Guardado"))
    assert motivo(c) == "Cuatro"

    # Another window writes meanwhile: both texts are shown, and nothing is sent until one is chosen.
    segunda = pagina.context.new_page()
    segunda.goto(paso(c, "motivo"))
    segunda.get_by_role("textbox").fill("De la otra ventana")
    estado(segunda).to_have_text(re.compile("Guardado"))
    caja.fill("De esta")
    expect(pagina.get_by_text("Esta sección ya no es la que usted abrió")).to_be_visible()
    expect(pagina.locator("[data-avisos]")).to_contain_text("De la otra ventana")
    assert motivo(c) == "De la otra ventana"
    sin_violaciones(pagina)
    foto(pagina, "captura-cambio")
    pagina.get_by_role("button", name="Guardar lo mío").click()
    estado(pagina).to_have_text(re.compile("Guardado"))
    assert motivo(c) == "De esta"
    segunda.close()

    # Saved and back: what was saved, not what was there before; and it is one act for the history.
    pagina.get_by_role("textbox").fill(texto(280))
    pagina.get_by_role("button", name="Guardar y continuar").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Sus dos principales propuestas")
    pagina.go_back()
    expect(pagina.get_by_role("textbox")).to_have_value(texto(280))
    assert copias(pagina) == []
    c.curricular.refresh_from_db()
    assert c.curricular.motivo_cargo == texto(280)

    # Another account in the same browser sees nothing of it, nor is it sent with that account.
    pagina.get_by_role("textbox").fill("Mío nada más")
    entrar_como(pagina, elenco.usuario("partido"))
    estado(pagina).to_have_text(re.compile("entró otra cuenta"))
    assert motivo(c) == texto(280)
    nueva = pagina.context.new_page()
    nueva.goto(paso(c, "motivo"))
    expect(nueva.get_by_role("textbox")).to_have_value(texto(280))
    expect(nueva.get_by_text("Recuperamos")).to_have_count(0)
    nueva.get_by_role("button", name="Salir", exact=True).click()
    nueva.wait_for_url("**/")
    assert copias(nueva) == []


def test_lo_escrito_antes_de_que_llegue_el_programa_de_la_pagina_tambien_se_guarda(
    abrir_pagina: Callable[[str], Page], elenco: Elenco, c: Candidatura
) -> None:
    pagina = abrir_pagina("telefono")
    entrar_como(pagina, elenco.cuenta_de(c))
    llega: list[Route] = []
    pagina.route("**/captura*.js", lambda ruta: llega.append(ruta))
    pagina.goto(paso(c, "motivo"), wait_until="commit")
    pagina.get_by_role("textbox").fill("Escrito con mala señal.")
    pagina.wait_for_timeout(200)
    assert len(llega) == 1
    assert motivo(c) == ""
    llega[0].continue_()
    estado(pagina).to_have_text(re.compile("^Guardado"))
    assert motivo(c) == "Escrito con mala señal."


def test_la_identidad_se_abre_y_se_guarda_sin_dejar_nada_en_el_navegador(
    pagina: Page, elenco: Elenco, c: Candidatura
) -> None:
    abrir(pagina, elenco.cuenta_de(c), c, "identidad-indigena")
    pueblo = pagina.get_by_label("¿A qué pueblo")
    expect(pueblo).to_be_hidden()
    si = pagina.get_by_role("group", name="¿Se identifica").get_by_label("Sí")
    si.check()
    expect(pueblo).to_be_visible()
    expect(pagina.get_by_role("status")).to_contain_text("Se abrió una pregunta más")
    pueblo.select_option("Wixárika")
    estado(pagina).to_have_text(re.compile("Guardado"))
    pagina.context.set_offline(True)
    pueblo.select_option("Otro")
    expect(pagina.get_by_label("¿Cuál?")).to_be_visible()
    estado(pagina).to_have_text(re.compile("todavía no se guarda. No cierre esta página"))
    assert pagina.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])") == "[{},{}]"
    pagina.context.set_offline(False)
    estado(pagina).to_have_text(re.compile("Guardado"))
    pagina.get_by_role("group", name="¿Se identifica").get_by_label("No", exact=True).check()
    expect(pueblo).to_be_hidden()
    sin_violaciones(pagina)
    pagina.get_by_role("button", name="Guardar y continuar").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Población con discapacidad")
    c.identidad.refresh_from_db()
    assert c.identidad.respuestas == {"indigena": "No", "pueblo_indigena": "No aplica"}


def test_la_cuenta_es_la_del_servidor_y_la_foto_de_un_telefono_se_reduce_y_se_recorta(
    abrir_pagina: Callable[[str], Page], elenco: Elenco, c: Candidatura, tmp_path: Path
) -> None:
    pagina = abrir_pagina("telefono")
    abrir(pagina, elenco.cuenta_de(c), c, "motivo")
    tabla = json.loads(CUENTAS.read_text(encoding="utf-8"))
    contadas = pagina.evaluate(
        """(tabla) => {
            const caja = document.querySelector("textarea");
            return tabla.map(({ texto, veces }) => {
                caja.value = texto.repeat(veces || 1);
                caja.dispatchEvent(new Event("input", { bubbles: true }));
                return Number(document.querySelector("[data-cuenta]").textContent.replace(/\\D/g, ""));
            });
        }""",
        tabla,
    )
    assert contadas == [fila["cuenta"] for fila in tabla]
    pagina.get_by_role("textbox").fill("")

    salida = io.BytesIO()
    Image.effect_noise((3000, 2250), 60).convert("RGB").save(salida, "JPEG", quality=95)
    archivo = tmp_path / "IMG_0001.jpg"
    archivo.write_bytes(salida.getvalue())
    assert archivo.stat().st_size > 3 * 1024 * 1024
    pagina.goto(paso(c, "fotografia"))
    pagina.locator("input[type=file]").set_input_files(archivo)
    expect(pagina.get_by_role("img", name="Cómo quedará la fotografía")).to_be_visible()
    pagina.get_by_label("Acercar").press("ArrowRight")
    pagina.get_by_label("Fecha en que se tomó").fill("2024-03-01")
    sin_violaciones(pagina)
    foto(pagina, "captura-recorte")
    with pagina.expect_request(lambda r: r.method == "POST" and "fotografia" in r.url) as envio:
        pagina.get_by_role("button", name="Guardar y continuar").click()
    assert int(envio.value.all_headers()["content-length"]) < 700 * 1024
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Medios de contacto públicos")
    c.curricular.refresh_from_db()
    assert c.curricular.foto.width * 5 == c.curricular.foto.height * 4
    assert c.curricular.foto.size < settings.ARCHIVO_MAXIMO_MB * 1024 * 1024
    sin_violaciones(pagina)
    pagina.goto(paso(c, "asi-se-vera"))
    sin_violaciones(pagina)
    foto(pagina, "captura-asi-se-vera")


def test_la_foto_de_una_modificacion_se_recorta_y_se_reduce_como_la_de_la_captura(
    abrir_pagina: Callable[[str], Page], elenco: Elenco, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-16 10:00"))
    publicada = elenco.candidatura_en("publicada")
    partido = elenco.usuario("partido")
    partido.set_password(CLAVE)
    partido.save()
    pagina = abrir_pagina("telefono")
    entrar_como(pagina, partido)
    pagina.goto(f"/p/prueba-2024/candidaturas/{publicada.pk}/modificacion/fotografia/")
    # Half of it is red, half blue: what is cut tells from which side it was taken.
    imagen = Image.effect_noise((3000, 2250), 60).convert("RGB")
    imagen.paste("red", (0, 0, 1500, 2250))
    archivo = tmp_path / "IMG_0002.jpg"
    imagen.save(archivo, "JPEG", quality=95)
    pagina.locator("input[type=file]").set_input_files(archivo)
    lienzo = pagina.get_by_role("img", name="Cómo quedará la fotografía")
    expect(lienzo).to_be_visible()
    ajuste = pagina.get_by_label("De izquierda a derecha")
    ajuste.press("Home")
    expect(ajuste).to_have_value("0")
    pagina.get_by_label("Acercar").press("End")
    pagina.get_by_label("Fecha en que se tomó").fill("2024-04-10")
    sin_violaciones(pagina)
    foto(pagina, "modificacion-recorte")
    # The session ended while it was being fitted: it is asked for in place, and the same cut is what is sent.
    pagina.context.clear_cookies()
    pagina.get_by_role("button", name="Guardar", exact=True).click()
    pagina.get_by_role("dialog", name="Su sesión terminó").get_by_label("Contraseña").fill(CLAVE)
    with pagina.expect_request(lambda r: r.method == "POST" and "fotografia" in r.url) as envio:
        pagina.keyboard.press("Enter")
    assert int(envio.value.all_headers()["content-length"]) < 700 * 1024
    expect(pagina.get_by_text("Todavía no se solicita.")).to_be_visible()
    with servicios.solicitud_de(publicada).foto.open("rb") as guardada:
        recortada = Image.open(guardada).convert("RGB")
    assert recortada.width * 5 == recortada.height * 4
    rojo, verde, azul = recortada.getpixel((recortada.width // 2, recortada.height // 2))  # type: ignore[misc]
    assert (rojo > 200, verde < 60, azul < 60) == (True, True, True)
    sin_violaciones(pagina)
    foto(pagina, "modificacion-recortada")
