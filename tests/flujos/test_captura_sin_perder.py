"""The pages of the capture: they save by themselves, outlive the session, and weigh little."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from compliance.models import Candidatura, Proceso
from flujos import candidaturas as servicios
from flujos.forms.captura import SECCIONES

from ..elenco import Elenco, curricular_completo, momento, texto
from ..paginas import entrar, plana, ver
from .lugares import ficha

pytestmark = pytest.mark.usefixtures("quince_de_abril")
EN = momento("2024-04-05 10:00")
JSON = {"Accept": "application/json"}


def leer(pagina: str, campo: str) -> str:
    valor = re.findall(rf'name="{campo}" value="([^"]*)"', pagina)[0]
    return str(valor)


def motivo(c: Candidatura) -> str:
    c.curricular.refresh_from_db()
    return str(c.curricular.motivo_cargo)


def con_clave(elenco: Elenco, c: Candidatura) -> Any:
    cuenta = elenco.cuenta_de(c)
    cuenta.set_password("una-clave-larga-1")
    cuenta.save()
    return cuenta


def test_la_pagina_se_guarda_sola_y_al_dejarla_queda_en_el_historial(elenco: Elenco) -> None:
    c = elenco.candidatura()
    cliente, paso = entrar(elenco.cuenta_de(c)), ficha(c, "captura", "motivo")
    pagina = ver(cliente, paso)
    datos = {"visto": leer(pagina, "visto"), "cuenta": leer(pagina, "cuenta"), "ventana": "v1"}

    def mandar(**mas: str) -> Any:
        respuesta = cliente.post(paso, {**datos, **mas}, headers=JSON)
        datos["visto"] = respuesta.json().get("visto", datos["visto"])
        return respuesta

    assert mandar(motivo_cargo="Apenas").json()["hora"] == "10:00"
    assert motivo(c) == ""
    assert "Apenas</textarea>" in ver(entrar(elenco.usuario("partido")), paso)
    servicios.guardar_borrador(c, curricular={"motivo_cargo": "Del partido"}, por=elenco.usuario("partido"), en=EN)
    choque = mandar(motivo_cargo="Apenas dos")
    assert choque.status_code == 409
    cambio = choque.json()["cambio"]
    assert "Del partido" in cambio
    assert "Apenas dos" in cambio
    assert mandar(motivo_cargo="Ambos", asentar="1").status_code == 200
    assert motivo(c) == "Ambos"
    assert "10 caracteres" not in cliente.post(paso, {**datos, "motivo_cargo": "\0"}, headers=JSON).json()["errores"]


def test_el_espacio_al_final_se_conserva_mientras_se_escribe_y_se_quita_al_dejar_el_paso(elenco: Elenco) -> None:
    c = elenco.candidatura()
    cliente, partido = entrar(elenco.cuenta_de(c)), entrar(elenco.usuario("partido"))
    paso = ficha(c, "captura", "motivo")
    datos = {"visto": leer(ver(cliente, paso), "visto"), "ventana": "v1", "motivo_cargo": "\r\n Hola \r\n\r\n"}
    datos["visto"] = cliente.post(paso, datos, headers=JSON).json()["visto"]
    # Whoever opens it again, after the telephone went off, goes on from the last character.
    cruda = cliente.get(paso).content.decode()
    assert "\n\n Hola \n\n</textarea>" in cruda
    # Somebody else who saw it so does not find it changed when it is kept without its ends.
    visto = leer(ver(partido, paso), "visto")
    assert visto == datos["visto"]
    ajeno = {"visto": visto, "ventana": "v2", "motivo_cargo": "Hola y adiós "}
    assert partido.post(paso, ajeno, headers=JSON).status_code == 200
    assert motivo(c) == "Hola"
    assert partido.post(paso, {**ajeno, "asentar": "1"}, headers=JSON).status_code == 200
    assert motivo(c) == "Hola y adiós"


def test_la_sesion_termina_y_lo_escrito_espera_cifrado_en_la_pagina(elenco: Elenco) -> None:
    c = elenco.candidatura()
    cuenta = con_clave(elenco, c)
    paso = ficha(c, "captura", "identidad-indigena")
    pagina = ver(entrar(cuenta), paso)
    enviado = {"visto": leer(pagina, "visto"), "cuenta": str(cuenta.pk), "indigena": "Sí", "lengua_indigena": "No"}
    cliente = Client()
    assert cliente.get(paso)["Location"] == f"/entrar/?next={paso}"
    assert cliente.post(paso, enviado, headers=JSON).status_code == 401
    respuesta = cliente.post(paso, enviado)
    assert (respuesta.status_code, respuesta["Cache-Control"]) == (401, "private, no-store")
    vuelta = plana(respuesta)
    assert "Vuelva a entrar para enviar" in vuelta
    assert "indigena" not in vuelta.replace(paso, "")
    sobre = {"sobre": leer(vuelta, "sobre"), "username": cuenta.username}
    mala = cliente.post(paso, {**sobre, "password": "otra-cosa"})
    assert mala.status_code == 422
    assert leer(plana(mala), "sobre") == sobre["sobre"]
    # Neither to another address nor with another account.
    assert cliente.post(ficha(c, "captura", "motivo"), {**sobre, "password": "una-clave-larga-1"}).status_code == 302
    ajena = elenco.candidatura("Bea Ruiz", formula="2")
    otra = con_clave(elenco, ajena)
    con_otra = cliente.post(paso, {**sobre, "username": otra.username, "password": "una-clave-larga-1"})
    assert "Esto lo escribió otra cuenta" in plana(con_otra)
    assert settings.SESSION_COOKIE_NAME not in cliente.cookies
    respuesta = cliente.post(paso, {**sobre, "password": "una-clave-larga-1"})
    assert respuesta["Location"] == paso
    c.identidad.refresh_from_db()
    assert c.identidad.respuestas["indigena"] == "Sí"


def test_lo_que_escribio_una_cuenta_no_se_guarda_con_otra(elenco: Elenco) -> None:
    c = elenco.candidatura()
    paso = ficha(c, "captura", "motivo")
    partido = entrar(elenco.usuario("partido"))
    datos = {"cuenta": str(elenco.cuenta_de(c).pk), "motivo_cargo": "De ella"}
    assert partido.post(paso, datos, headers=JSON).status_code == 401
    respuesta = partido.post(paso, datos)
    assert respuesta.status_code == 401
    assert "Lo escribió otra cuenta" in plana(respuesta)
    assert motivo(c) == ""


def test_un_formulario_caduco_de_la_captura_no_pierde_lo_escrito_y_el_de_otro_sitio_no_se_recoge(
    elenco: Elenco,
) -> None:
    c = elenco.candidatura()
    cliente = Client(enforce_csrf_checks=True)
    cliente.force_login(con_clave(elenco, c))
    paso = ficha(c, "captura", "motivo")
    datos = {"csrfmiddlewaretoken": "vieja", "cuenta": elenco.cuenta_de(c).pk, "motivo_cargo": "Lo mío"}
    respuesta = cliente.post(paso, datos, headers={"Origin": "http://testserver"})
    assert respuesta.status_code == 401
    vuelta = plana(respuesta)
    seguir = {
        "csrfmiddlewaretoken": leer(vuelta, "csrfmiddlewaretoken"),
        "sobre": leer(vuelta, "sobre"),
        "username": elenco.cuenta_de(c).username,
        "password": "una-clave-larga-1",
    }
    assert cliente.post(paso, seguir).status_code == 302
    assert motivo(c) == "Lo mío"
    for origen in ({}, {"Origin": "https://malo.example"}):
        respuesta = cliente.post(paso, {**datos, "motivo_cargo": "Ajeno"}, headers=origen)
        assert respuesta.status_code == 403
        assert "Ajeno" not in plana(respuesta)


def test_entrar_en_la_misma_pagina(elenco: Elenco) -> None:
    c = elenco.candidatura()
    cuenta = con_clave(elenco, c)
    cliente = Client(enforce_csrf_checks=True)
    sesion = cliente.get("/sesion/")
    assert sesion.json()["cuenta"] is None
    assert "no-store" in sesion["Cache-Control"]

    def pedir(clave: str) -> Any:
        datos = {"username": cuenta.username, "password": clave, "csrfmiddlewaretoken": sesion.json()["ficha"]}
        return cliente.post("/entrar/", datos, headers=JSON)

    mala = pedir("equivocada")
    assert (mala.status_code, "no corresponden" in mala.json()["errores"][0]) == (422, True)
    buena = pedir("una-clave-larga-1")
    assert buena.json()["cuenta"] == cuenta.pk == cliente.get("/sesion/").json()["cuenta"]
    datos = {"csrfmiddlewaretoken": buena.json()["ficha"], "motivo_cargo": "Sigue"}
    assert cliente.post(ficha(c, "captura", "motivo"), datos).status_code == 302
    fuera = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        respuesta = fuera.post("/entrar/", {"username": cuenta.username, "password": "x"}, headers=JSON)
    assert respuesta.status_code == 429


def test_las_preguntas_que_dependen_de_otra_estan_cerradas_hasta_que_se_abren(elenco: Elenco) -> None:
    c = elenco.candidatura()
    cliente, paso = entrar(elenco.cuenta_de(c)), ficha(c, "captura", "identidad-indigena")

    def cerradas() -> dict[str, bool]:
        grupos = re.findall(r'data-depende="(\w+)" data-respuesta="(\w+)"\s*(hidden disabled)?', ver(cliente, paso))
        return {f"{de}={respuesta}": bool(cerrada) for de, respuesta, cerrada in grupos}

    assert cerradas() == {"lengua_indigena=Sí": True, "indigena=Sí": True, "pueblo_indigena=Otro": True}
    cliente.post(paso, {"indigena": "Sí", "lengua_indigena": "No"})
    assert cerradas() == {"lengua_indigena=Sí": True, "indigena=Sí": False, "pueblo_indigena=Otro": True}
    pagina = ver(cliente, paso)
    assert '<option value="Wixárika">Wixárika (huichol)</option>' in pagina
    # What was answered with another name of the same people stays as it was given.
    servicios.guardar_borrador(c, identidad={"pueblo_indigena": "Huichol"}, por=elenco.cuenta_de(c), en=EN)
    assert '<option value="Huichol" selected>Huichol (Wixárika)</option>' in ver(cliente, paso)


def test_una_foto_que_sera_vieja_se_dice_al_guardarla_y_no_deja_enviar(elenco: Elenco) -> None:
    Proceso.objects.update(publicacion_inicio="2024-05-01")
    c = elenco.candidatura()
    cliente = entrar(elenco.cuenta_de(c))
    completo = curricular_completo() | {"foto_tomada_el": momento("2024-01-31 10:00").date()}
    servicios.guardar_borrador(c, curricular=completo, por=elenco.cuenta_de(c), en=EN)
    paso = ficha(c, "captura", "fotografia")
    dicho = "ara el miércoles 1 de mayo de 2024 tendrá más de tres meses: tome otra"
    assert f'data-desde="2024-02-01" data-vieja="P{dicho}."' in ver(cliente, paso)
    guardar = cliente.post(paso, {"foto_tomada_el": "2024-01-31"}, follow=True)
    assert dicho in " ".join(str(m) for m in guardar.context["messages"])
    assert dicho in plana(cliente.post(ficha(c, "enviar_captura")))
    assert cliente.post(paso, {"foto_tomada_el": "2025-01-31"}).status_code == 422
    cliente.post(paso, {"foto_tomada_el": "2024-02-01"})
    assert dicho not in plana(cliente.post(ficha(c, "enviar_captura")))


def test_asi_se_vera_es_la_pagina_publica_con_lo_que_hoy_dejaria_salir(elenco: Elenco) -> None:
    c = elenco.candidatura(accion_afirmativa="indigena")
    cuenta = elenco.cuenta_de(c)
    identidad = {"indigena": "Sí", "pueblo_indigena": "Wixárika", "discapacidad": "Sí"}
    servicios.guardar_borrador(c, curricular=curricular_completo(), identidad=identidad, por=cuenta, en=EN)
    previa = ficha(c, "captura", "asi-se-vera")
    pagina = ver(entrar(cuenta), previa)
    assert "Así se verá su página; todavía no la ve nadie más" in pagina
    assert "Wixárika (huichol)" in pagina
    assert "discapacidad" not in pagina.lower().replace(ficha(c), "")
    assert "falta el consentimiento de publicación" in pagina
    assert "<dd>Autoadscripción indígena</dd>" in pagina
    assert f'src="{ficha(c)}foto"' in pagina
    assert entrar(elenco.usuario("partido_b")).get(previa).status_code == 404
    assert entrar(elenco.usuario("verificacion")).get(previa).status_code == 404
    assert Client().get(f"/conoceles/prueba-2024/{c.pk}/").status_code == 404


def test_un_paso_de_texto_pesa_menos_de_veinte_kilobytes(elenco: Elenco) -> None:
    c = elenco.candidatura()
    servicios.guardar_borrador(c, curricular=curricular_completo(1500), por=elenco.cuenta_de(c), en=EN)
    cliente = entrar(elenco.cuenta_de(c))
    pesos = {s: len(cliente.get(ficha(c, "captura", s)).content) for s in SECCIONES}
    de_texto = {s: p for s, p in pesos.items() if s not in ("identidad-indigena", "identidad-migrante")}
    assert max(de_texto.values()) < 20_000, de_texto
    assert len(texto(1500)) < 2000
