"""The inbox, the templates and what did not arrive, on screen and on a phone."""

import re

from playwright.sync_api import Page, expect

from notificaciones.correo import componer
from notificaciones.ganchos import guardar_gancho
from notificaciones.models import Aviso, Escalon, Gancho, Recibido
from notificaciones.services import barrer

from ..elenco import Elenco, momento
from .ayudas import entrar_como, foto, pulsar, seguir, sin_violaciones

AL = momento("2024-04-01 09:00")


def _avisar(elenco: Elenco) -> None:
    for n in (1, 2):
        elenco.candidatura(
            f"Persona {n}",
            formula=str(n),
            cuentas_enviadas_en=momento("2024-03-17 10:00"),
            vence=momento("2024-04-01 23:59:59"),
        )
    barrer(AL)


def test_mis_avisos_se_leen_con_un_boton(pagina: Page, elenco: Elenco) -> None:
    _avisar(elenco)
    usuario = elenco.usuario("secretaria_tecnica")
    cuantos = Recibido.objects.filter(usuario=usuario).count()
    entrar_como(pagina, usuario)
    pagina.goto("/p/prueba-2024/tablero/")
    cuenta = pagina.get_by_role("link", name=re.compile(rf"Mis avisos\s+{cuantos} sin leer"))
    expect(cuenta).to_be_visible()
    foto(pagina, "tablero-con-avisos")
    cuenta.click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Mis avisos")
    sin_violaciones(pagina)
    foto(pagina, "mis-avisos")
    pagina.locator("tbody th a").first.click()
    sin_violaciones(pagina)
    foto(pagina, "mi-aviso")
    pulsar(pagina, "Marcar como leído")
    expect(pagina.get_by_text("Leído", exact=True).last).to_be_visible()
    pulsar(pagina, "Marcar todo como leído")
    expect(pagina.get_by_role("link", name="Mis avisos")).not_to_contain_text("sin leer")
    sin_violaciones(pagina)


def test_la_plantilla_se_ve_mientras_se_escribe(pagina: Page, elenco: Elenco) -> None:
    _avisar(elenco)
    entrar_como(pagina, elenco.usuario("administracion"))
    pagina.goto("/p/prueba-2024/avisos/plantillas/?objeto=entregable")
    sin_violaciones(pagina)
    foto(pagina, "plantillas")
    escalon = Escalon.objects.get(clave="entregable-area-7-antes")
    seguir(pagina, str(escalon))
    sin_violaciones(pagina)
    foto(pagina, "plantilla")
    pagina.get_by_label("Asunto").fill("Recuerde: {faltan}")
    ejemplo = pagina.locator("#ejemplo")
    expect(ejemplo.get_by_role("heading", name="Recuerde: faltan 7 días")).to_be_visible()
    pagina.get_by_label("Asunto").fill("Recuerde: {edad}")
    expect(ejemplo.get_by_text("Corrija lo que se señala")).to_be_visible()
    # Looking keeps nothing, neither here nor there.
    assert escalon.history.count() == 1
    expect(pagina.get_by_label("Asunto")).to_have_value("Recuerde: {edad}")
    pagina.get_by_label("Asunto").fill("Recuerde: {faltan}")
    pagina.get_by_label("Motivo del cambio").fill("Oficio 8")
    pulsar(pagina, "Guardar")
    expect(pagina.get_by_text("La plantilla quedó guardada")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "plantilla-guardada")


def test_lo_que_no_llego_dice_que_hacer(pagina: Page, elenco: Elenco) -> None:
    _avisar(elenco)
    Aviso.objects.filter(destinatario_correo="area@example.com").update(
        estado=Aviso.Estado.REBOTADO, rebotado_en=AL, error="5.1.1 smtp; 550 User unknown"
    )
    Aviso.objects.filter(destinatario_correo="pa@example.com").update(estado=Aviso.Estado.FALLIDO, error="timed out")
    entrar_como(pagina, elenco.usuario("administracion"))
    pagina.goto("/p/prueba-2024/avisos/")
    seguir(pagina, "Lo que no llegó")
    sin_violaciones(pagina)
    foto(pagina, "avisos-sin-entregar")
    pagina.get_by_role("button", name=re.compile("Enviar otra vez")).first.click()
    expect(pagina.get_by_text("El aviso saldrá otra vez")).to_be_visible()


def test_un_correo_se_lee_como_pagina(pagina: Page, elenco: Elenco) -> None:
    _avisar(elenco)
    elenco.proceso.es_demostracion = True
    avisos = list(Aviso.objects.filter(entregable__isnull=False).select_related("proceso__instituto", "escalon")[:2])
    for nombre, cuales in (("correo", avisos[:1]), ("correo-de-varios", avisos)):
        pagina.set_content(str(componer(cuales, AL).alternatives[0][0]))
        sin_violaciones(pagina)
        foto(pagina, nombre)


def test_los_sistemas_a_los_que_se_avisa(pagina: Page, elenco: Elenco) -> None:
    quien = elenco.usuario("administracion")
    sistema = Gancho(proceso=elenco.proceso, nombre="Repositorio", direccion="https://x.example/", temas=["entregable"])
    guardar_gancho(sistema, por=quien, en=AL)
    Gancho.objects.update(activo=False)
    _avisar(elenco)
    aviso = Aviso.objects.filter(escalon__objeto="entregable").latest("pk")
    sistema.entregas.create(aviso=aviso, grupo=aviso.grupo, siguiente_en=AL, intentos=1, error="Respondió 500.")
    entrar_como(pagina, quien)
    pagina.goto("/p/prueba-2024/avisos/sistemas/")
    sin_violaciones(pagina)
    foto(pagina, "ganchos")
    seguir(pagina, "Repositorio")
    sin_violaciones(pagina)
    foto(pagina, "gancho")
    pagina.get_by_role("button", name="Darle otro secreto").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Copie el secreto")
    sin_violaciones(pagina)
    foto(pagina, "gancho-secreto")
    pagina.goto("/p/prueba-2024/avisos/sistemas/nuevo/")
    sin_violaciones(pagina)
    foto(pagina, "gancho-nuevo")


def test_el_horario_se_ve_mientras_se_elige(pagina: Page, elenco: Elenco) -> None:
    entrar_como(pagina, elenco.usuario("administracion"))
    pagina.goto("/p/prueba-2024/avisos/plantillas/")
    seguir(pagina, "Horario de los avisos")
    sin_violaciones(pagina)
    foto(pagina, "horario-de-avisos")
    ejemplo = pagina.locator("#ejemplo")
    expect(ejemplo).to_contain_text("el viernes 5 a las 22:00 saldrá el lunes 8 a las 8:00")
    pagina.get_by_label("Desde las").fill("10:30")
    expect(ejemplo).to_contain_text("el viernes 5 a las 22:00 saldrá el lunes 8 a las 10:30")
    pagina.get_by_label("Motivo del cambio").fill("Oficio 8")
    pulsar(pagina, "Guardar")
    expect(pagina.get_by_text("El horario quedó guardado")).to_be_visible()
    sin_violaciones(pagina)
    foto(pagina, "horario-de-avisos-guardado")


def test_cada_quien_elige_cuando_recibir_sus_avisos(pagina: Page, elenco: Elenco) -> None:
    entrar_como(pagina, elenco.usuario("area"))
    pagina.goto("/mi-cuenta/")
    sin_violaciones(pagina)
    pagina.get_by_label("En un solo correo al día").check()
    pagina.get_by_label("Hora del correo diario").fill("18:30")
    foto(pagina, "mi-cuenta-avisos")
    pagina.get_by_role("button", name="Guardar").click()
    expect(pagina.get_by_text("Su elección quedó guardada")).to_be_visible()
    expect(pagina.get_by_label("Hora del correo diario")).to_have_value("18:30")
    sin_violaciones(pagina)
