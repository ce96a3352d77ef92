"""The main path, from the first document to the history that an auditor reads, by the people who walk it."""

import re
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from compliance.models import Candidatura, Entregable
from flujos import candidaturas

from ..elenco import Elenco, foto, momento, texto
from .ayudas import entrar_como, pulsar, seguir

P = "/p/prueba-2024"


class Jornada:
    """Somebody at the keyboard at a moment: `jornada("2024-04-02 10:00", "area")`."""

    def __init__(self, pagina: Page, elenco: Elenco) -> None:
        self.pagina = pagina
        self.elenco = elenco
        self.ahora: datetime = momento("2024-03-27 10:00")

    def __call__(self, cuando: str, quien: Any) -> None:
        self.ahora = momento(cuando)
        entrar_como(self.pagina, self.elenco.usuario(quien) if isinstance(quien, str) else quien)


@pytest.fixture
def jornada(pagina: Page, elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> Jornada:
    """The clock of the site is the one of whoever works."""
    nueva = Jornada(pagina, elenco)
    monkeypatch.setattr("compliance.middleware.ahora", lambda: nueva.ahora)
    return nueva


def dice(pagina: Page, texto: str) -> None:
    """The page says it, at once and visibly."""
    expect(pagina.get_by_text(texto).first).to_be_visible()


# -- A deliverable ----------------------------------------------------------------------------------------


def test_dos_entregables_van_del_area_al_ine_en_las_mismas_sesiones(
    pagina: Page, elenco: Elenco, jornada: Jornada
) -> None:
    jornada("2024-03-27 10:00", "area_transparencia")
    for llave in ("publicacion", "avance-abril"):
        pagina.goto(f"{P}/entregables/{elenco.entregables[llave].pk}/presentar/")
        pagina.get_by_label("Documento").set_input_files(
            {"name": f"{llave}.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 " + llave.encode()}
        )
        pulsar(pagina, "Presentar el documento")
        dice(pagina, "El documento se recibió y el entregable avanzó.")

    sesionar(pagina, jornada, "Comisión Conóceles", "secretaria_tecnica", "2024-03-29 10:00", acuerdo="")
    sesionar(pagina, jornada, "Consejo Estatal", "secretaria_ejecutiva", "2024-04-01 18:00", acuerdo="IEPC/CG/40/2024")

    jornada("2024-04-03 12:00", "secretaria_ejecutiva")
    pagina.goto(f"{P}/bandeja/")
    pagina.get_by_role("link", name=re.compile("Acuerdo de inicio de publicación")).click()
    pagina.get_by_role("link", name="Registrar la remisión al INE").click()
    pulsar(pagina, "Registrar la remisión al INE")
    expect(pagina.get_by_role("alert").first).to_contain_text("Número de oficio")
    pagina.get_by_label("Número de oficio").fill("IEPC/SE/15/2024")
    pagina.get_by_label("Fecha y hora de la remisión").fill("2024-04-03T11:30")
    pagina.get_by_label(re.compile("^Acuse")).set_input_files(
        {"name": "acuse.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 acuse"}
    )
    pulsar(pagina, "Registrar la remisión al INE")
    dice(pagina, "La remisión quedó registrada.")
    jornada("2024-04-09 12:00", "secretaria_ejecutiva")
    pagina.get_by_role("link", name="Registrar la validación del INE").click()
    pagina.get_by_label("Fecha y hora de la validación del INE").fill("2024-04-09T11:00")
    pulsar(pagina, "Registrar la validación del INE")
    dice(pagina, "La validación del INE quedó registrada.")

    jornada("2024-04-09 13:00", "comision")
    pagina.goto(f"{P}/tablero/")
    cumplidos = pagina.locator("#a-tiempo")
    cumplidos.locator("summary").first.focus()
    pagina.keyboard.press("Enter")
    expect(cumplidos).to_contain_text("Acuerdo de inicio de publicación")
    expect(cumplidos).to_contain_text("Informe de avance de abril")
    for llave in ("publicacion", "avance-abril"):
        assert Entregable.objects.get(llave=llave).estado == Entregable.Estado.CONCLUIDO

    jornada("2024-04-10 09:00", "auditoria")
    pagina.goto(f"{P}/historial/entregable/{elenco.entregables['publicacion'].pk}/")
    for quien in ("Area Transparencia De Prueba", "Secretaria Tecnica De Prueba", "Secretaria Ejecutiva De Prueba"):
        dice(pagina, quien)
    dice(pagina, "IEPC/SE/15/2024")
    # Nothing is written from there: one asks how it stood.
    expect(pagina.locator("main").get_by_role("button")).to_have_text(["Ver cómo estaba"])


def sesionar(pagina: Page, jornada: Jornada, organo: str, quien: str, cuando: str, *, acuerdo: str) -> None:
    """Call a session the day before, open it with everybody and decide every point at once; then close it."""
    dia, hora = cuando.split()
    jornada("2024-03-28 09:00", quien)
    pagina.goto(f"{P}/sesiones/")
    pagina.get_by_role("link", name="Convocar una sesión").click()
    pagina.get_by_role("radio", name=organo).check()
    pagina.get_by_label("Tipo de sesión").select_option("extraordinaria")
    pagina.get_by_label("Fecha y hora de inicio").fill(f"{dia}T{hora}")
    for nombre in ("Acuerdo de inicio de publicación", "Informe de avance de abril"):
        # What waits for the body is proposed.
        expect(pagina.get_by_role("checkbox", name=re.compile(nombre))).to_be_checked()
    pulsar(pagina, "Convocar")
    dice(pagina, "La sesión quedó convocada.")
    jornada(f"{dia} {hora}", quien)
    pagina.reload()
    for presente in pagina.locator("#asistencia").get_by_role("checkbox").all():
        presente.focus()
        pagina.keyboard.press("Space")
    pulsar(pagina, "Instalar la sesión")
    dice(pagina, "La sesión quedó instalada.")
    for punto in pagina.locator("#decidir fieldset.tarjeta").all():
        punto.get_by_label("Sentido").select_option("aprobado")
        punto.get_by_label("Unanimidad").check()
        if acuerdo:
            punto.get_by_label("Número de acuerdo").fill(acuerdo)
    pulsar(pagina, "Registrar decisiones")
    # Both deliverables, the agenda itself and what else is brought up.
    dice(pagina, "Se registraron 4 decisiones.")
    jornada(f"{dia} {hora[:-2]}30", quien)
    pagina.reload()
    pulsar(pagina, "Concluir la sesión")
    dice(pagina, "La sesión quedó concluida.")


# -- A candidacy ------------------------------------------------------------------------------------------


def test_una_candidatura_va_de_la_captura_al_sitio_publico_y_sale(
    pagina: Page, elenco: Elenco, jornada: Jornada
) -> None:
    c = elenco.candidatura("Ana Pérez Ñuño")
    candidaturas.entregar_cuentas(c, por=None, en=momento("2024-04-02 09:00"))
    candidaturas.recibir_cuentas(c, por=None, en=momento("2024-04-02 09:00"))
    capturar(pagina, jornada, elenco, c)

    jornada("2024-04-05 10:00", "verificacion")
    accion(pagina, c, "Observar")
    pagina.get_by_label("Rubro", exact=True).select_option("propuesta_1")
    pagina.get_by_label("Falta información").focus()
    pagina.keyboard.press("Space")
    pagina.get_by_label("Qué debe corregirse").fill("Falta decir en qué plazo.")
    pulsar(pagina, "Enviar observaciones")
    dice(pagina, "Las observaciones se enviaron y el plazo de respuesta corre.")

    jornada("2024-04-07 10:00", "partido")
    pagina.goto(f"{P}/candidaturas/")
    plegados = pagina.locator("summary", has_text="Filtros")
    if plegados.is_visible():  # a telephone folds them
        plegados.click()
    pagina.get_by_label("A quién le toca").select_option("respuesta")
    pulsar(pagina, "Filtrar")
    pagina.locator("main").get_by_role("link", name="Ana Pérez Ñuño").click()
    dice(pagina, "Falta decir en qué plazo.")
    accion(pagina, c, "Responder observación")
    pagina.get_by_label(re.compile("su respuesta")).fill("Se agregó el plazo: doce meses.")
    pulsar(pagina, "Responder observación")
    dice(pagina, "Sus respuestas quedaron guardadas.")
    pagina.get_by_role("link", name="Sus dos principales propuestas").click()
    dice(pagina, "Falta decir en qué plazo.")
    pagina.locator("textarea").first.fill(texto(280) + " en doce meses")
    pulsar(pagina, "Guardar y salir")
    pagina.get_by_role("link", name="Enviar a verificación").click()
    pulsar(pagina, "Enviar cuestionarios")
    dice(pagina, "Los cuestionarios se enviaron a verificación.")

    jornada("2024-04-08 10:00", "verificacion")
    accion(pagina, c, "Marcar observaciones como atendidas")
    pagina.get_by_role("checkbox").first.check()
    pulsar(pagina, "Marcar observaciones como atendidas")
    accion(pagina, c, "Validar")
    pulsar(pagina, "Validar")
    dice(pagina, "La candidatura quedó validada.")
    jornada("2024-04-09 10:00", "partido")
    accion(pagina, c, "Autorizar publicación")
    pulsar(pagina, "Autorizar publicación")
    dice(pagina, "La publicación quedó autorizada.")
    jornada("2024-04-15 08:00", "verificacion")
    accion(pagina, c, "Publicar")
    pulsar(pagina, "Publicar")
    dice(pagina, "La candidatura ya es pública.")

    pagina.context.clear_cookies()
    pagina.goto("/conoceles/prueba-2024/")
    pagina.keyboard.press("/")
    pagina.keyboard.type("perez nuno")
    pagina.keyboard.press("Enter")
    expect(pagina).to_have_url(re.compile("q=perez"))
    pagina.get_by_role("link", name="Ana Pérez Ñuño").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Ana Pérez Ñuño")
    dice(pagina, "en doce meses")
    publica = pagina.url
    assert "Prefiero no contestar" not in pagina.content()

    jornada("2024-05-02 10:00", "secretaria_ejecutiva")
    accion(pagina, c, "Retirar")
    pagina.get_by_label("Razón del retiro").select_option("renuncia")
    pagina.get_by_label("Documento que lo sustenta").fill("IEPC/CG/61/2024")
    pagina.get_by_label("Acta en que la persona ratificó su renuncia").fill("Acta 12")
    pulsar(pagina, "Retirar")
    dice(pagina, "La candidatura quedó retirada.")
    pagina.context.clear_cookies()
    assert pagina.request.get(publica).status == 404
    pagina.goto("/conoceles/prueba-2024/")
    dice(pagina, "Todavía no hay candidaturas publicadas")

    jornada("2024-05-03 10:00", "auditoria")
    pagina.goto(f"{P}/historial/candidatura/{c.pk}/")
    for suceso in (
        "Se enviaron los cuestionarios",
        "Se hicieron observaciones",
        "Se validó",
        "Se autorizó la publicación",
        "Se publicó",
        "Se retiró la candidatura",
    ):
        dice(pagina, suceso)
    dice(pagina, "IEPC/CG/61/2024")
    assert "Prefiero no contestar" not in pagina.content()


def accion(pagina: Page, c: Candidatura, nombre: str) -> None:
    """From the candidacy's page to that of one of its actions."""
    pagina.goto(f"{P}/candidaturas/{c.pk}/")
    pagina.get_by_role("link", name=nombre, exact=True).click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text(nombre)


def capturar(pagina: Page, jornada: Jornada, elenco: Elenco, c: Candidatura) -> None:
    """The candidate captures the public questionnaire, leaves in the middle and comes back; her party, the other."""
    jornada("2024-04-03 10:00", elenco.cuenta_de(c))
    pagina.goto(f"{P}/captura/")
    pagina.get_by_role("link", name="Continuar la captura").click()
    pagina.get_by_label("Fotografía", exact=False).first.set_input_files(
        {"name": "retrato.jpg", "mimeType": "image/jpeg", "buffer": foto().read()}
    )
    pagina.get_by_label("Fecha en que se tomó").fill("2024-03-01")
    pulsar(pagina, "Guardar y continuar")
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Medios de contacto públicos")
    pagina.get_by_label("Medio", exact=True).first.select_option("correo")
    pagina.get_by_label("Dirección, cuenta o número").first.fill("ana@example.com")
    pulsar(pagina, "Guardar y continuar")
    pagina.get_by_label("Grado máximo de estudios").select_option("Licenciatura")
    pagina.get_by_label(re.compile("Estatus")).select_option("Título")
    pulsar(pagina, "Guardar y continuar")
    # She leaves with a text half written: the draft is there when she comes back.
    pagina.locator("textarea").fill("Fui maestra")
    expect(pagina.locator(".campo__contador")).to_contain_text("faltan 270")
    pulsar(pagina, "Guardar y salir")
    dice(pagina, "Se guardó «Historia profesional y/o laboral», todavía incompleto.")
    jornada("2024-04-04 10:00", elenco.cuenta_de(c))
    pagina.goto(f"{P}/captura/")
    pagina.get_by_role("link", name="Continuar la captura").click()
    expect(pagina.locator("textarea")).to_have_value("Fui maestra")
    for titulo in ("Historia", "Trayectoria", "¿Por qué", "Sus dos", "Propuesta en materia"):
        expect(pagina.get_by_role("heading", level=1)).to_contain_text(titulo)
        for area in pagina.locator("textarea").all():
            area.fill(texto(280))
        pulsar(pagina, "Guardar y continuar")
    expect(pagina.get_by_role("heading", level=1)).not_to_contain_text("Propuesta en materia")

    jornada("2024-04-04 12:00", "partido")
    pagina.goto(f"{P}/candidaturas/{c.pk}/captura/")
    seguir(pagina, "Continuar la captura")
    while pagina.get_by_role("button", name="Guardar y continuar").count():
        for ninguna in pagina.get_by_role("radio", name="Prefiero no contestar").all():
            ninguna.focus()
            pagina.keyboard.press("Space")
        for lista in pagina.locator("main select").all():
            # What another answer opens is not asked yet.
            if lista.is_visible():
                lista.select_option("Prefiero no contestar")
        pulsar(pagina, "Guardar y continuar")
    pagina.get_by_role("link", name="Leer y aceptar el aviso de privacidad").click()
    pagina.get_by_label("Leí el aviso de privacidad y lo acepto").check()
    pulsar(pagina, "Aceptar aviso de privacidad")
    pagina.get_by_role("link", name="Enviar a verificación").click()
    pulsar(pagina, "Enviar cuestionarios")
    dice(pagina, "Los cuestionarios se enviaron a verificación.")
