"""The capture of both questionnaires, step by step, as a candidate or a party does it."""

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from compliance.models import Proceso
from flujos import candidaturas as servicios
from flujos.forms.captura import SECCIONES

from ..elenco import Elenco, foto, momento, texto
from ..paginas import entrar, ver
from .lugares import LISTA, PROCESO, ficha

pytestmark = pytest.mark.usefixtures("quince_de_abril")


CAPTURA = f"/p/{PROCESO}/captura/"


def test_captura_lleva_a_la_propia_y_la_representacion_a_las_que_esperan(elenco: Elenco) -> None:
    c = elenco.candidatura()
    enviada = elenco.candidatura_en("capturada", "Bea Ruiz", formula="2")
    ajena = elenco.candidatura("Carla Ríos", formula="3", actor=elenco.partido_b)
    assert entrar(elenco.cuenta_de(c)).get(CAPTURA)["Location"] == ficha(c, "captura")
    assert entrar(elenco.cuenta_de(enviada)).get(CAPTURA)["Location"] == ficha(enviada)
    pagina = ver(entrar(elenco.usuario("partido")), CAPTURA)
    assert f'href="{ficha(c, "captura")}"' in pagina
    assert ficha(enviada) not in pagina
    assert ficha(ajena) not in pagina
    assert entrar(elenco.usuario("verificacion")).get(CAPTURA).status_code == 404


def test_quien_solo_tiene_una_candidatura_empieza_en_su_captura(elenco: Elenco) -> None:
    c = elenco.candidatura()
    inicio = entrar(elenco.cuenta_de(c)).get("/", follow=True)
    assert inicio.redirect_chain[-1][0] == ficha(c, "captura")
    assert entrar(elenco.usuario("partido")).get("/")["Location"] == f"/p/{PROCESO}/representacion/"


def test_el_menu_dice_donde_se_esta_en_cada_paso(elenco: Elenco) -> None:
    c = elenco.candidatura()
    candidata, partido = entrar(elenco.cuenta_de(c)), entrar(elenco.usuario("partido"))

    def actual(cliente: Client, lugar: str) -> str:
        (enlace,) = re.findall(r'<a href="[^"]*" aria-current="page">.*?<span>(.*?)</span>', ver(cliente, lugar))
        return str(enlace)

    assert actual(candidata, ficha(c, "captura")) == "Captura"
    assert actual(candidata, ficha(c, "captura", "motivo")) == "Captura"
    assert actual(partido, CAPTURA) == "Captura"
    assert actual(partido, ficha(c, "aceptar_aviso")) == "Candidaturas"
    assert actual(entrar(elenco.usuario("secretaria_tecnica")), f"{LISTA}nueva/") == "Candidaturas"
    assert actual(entrar(elenco.usuario("secretaria_tecnica")), f"/p/{PROCESO}/sesiones/nueva/") == "Sesiones"


def test_de_principio_a_fin_desde_un_telefono(elenco: Elenco) -> None:
    c = elenco.candidatura()
    cliente = entrar(elenco.cuenta_de(c))
    lista = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0"}

    def guardar(seccion: str, datos: dict[str, Any], sigue: str) -> None:
        respuesta = cliente.post(ficha(c, "captura", seccion), datos)
        assert respuesta.status_code == 302, respuesta.content.decode()
        assert respuesta["Location"] == (ficha(c, "captura", sigue) if sigue else ficha(c, "captura"))

    imagen = SimpleUploadedFile("retrato.jpg", foto().read(), "image/jpeg")
    guardar("fotografia", {"foto": imagen, "foto_tomada_el": "2024-03-01"}, "contacto")
    medios = {f"medios-{k}": v for k, v in lista.items()} | {
        "medios-0-tipo": "correo",
        "medios-0-valor": "ana@example.com",
    }
    guardar("contacto", medios, "estudios")
    cursos = {f"otra_formacion-{k}": v for k, v in lista.items()} | {"otra_formacion-0-texto": "Diplomado"}
    guardar("estudios", {**cursos, "grado_estudios": "Licenciatura", "estatus_estudios": "Título"}, "historia")
    guardar("historia", {"historia_profesional": texto(280)}, "trayectoria")
    guardar("trayectoria", {"trayectoria_politica": texto(280)}, "motivo")
    guardar("motivo", {"motivo_cargo": texto(280)}, "propuestas")
    guardar("propuestas", {"propuesta_1": texto(280), "propuesta_2": texto(280)}, "propuesta-genero")
    guardar("propuesta-genero", {"propuesta_genero": texto(280)}, "identidad-indigena")
    # «Sí» brings new questions: the same step comes back with them.
    guardar("identidad-indigena", {"indigena": "Sí", "lengua_indigena": "No"}, "identidad-indigena")
    assert "¿A qué pueblo" in ver(cliente, ficha(c, "captura", "identidad-indigena"))
    guardar(
        "identidad-indigena",
        {"indigena": "Sí", "lengua_indigena": "No", "pueblo_indigena": "Prefiero no contestar"},
        "identidad-discapacidad",
    )
    for seccion, respuestas, sigue in (
        ("discapacidad", {"discapacidad": "No"}, "afromexicana"),
        ("afromexicana", {"afromexicana": "No"}, "diversidad"),
        ("diversidad", {"diversidad": "Prefiero no contestar"}, "migrante"),
        ("migrante", {"migrante": "No"}, "joven"),
        ("joven", {"joven": "No"}, "mayor"),
        ("mayor", {"mayor": "No"}, "socioeconomico"),
        ("socioeconomico", {"ingresos": "Prefiero no contestar", "fuente_ingresos": "Salario"}, "generales"),
        ("generales", {"entidad_nacimiento": "Morelos"}, ""),
    ):
        guardar(f"identidad-{seccion}", respuestas, sigue and f"identidad-{sigue}")

    pasos = cliente.get(ficha(c, "captura"))
    assert pasos.context["listas"] == pasos.context["total"] == 17
    assert cliente.post(ficha(c, "enviar_captura")).status_code == 422
    assert cliente.post(ficha(c, "aceptar_aviso"), {}).status_code == 422
    version = cliente.get(ficha(c, "aceptar_aviso")).context["aviso"].version
    assert cliente.post(ficha(c, "aceptar_aviso"), {"acepto": "on", "version": version})["Location"] == ficha(
        c, "captura"
    )
    assert cliente.post(ficha(c, "enviar_captura"))["Location"] == ficha(c)
    c.refresh_from_db()
    assert c.estado == "capturada"
    assert c.curricular.medios == [{"tipo": "correo", "valor": "ana@example.com"}]
    assert c.curricular.otra_formacion == ["Diplomado"]
    assert "Ya no se puede capturar" in ver(cliente, ficha(c, "captura"))
    assert cliente.get(ficha(c, "captura", "motivo"))["Location"] == ficha(c, "captura")


def test_la_ayuda_de_cada_paso_dice_las_edades_del_proceso(elenco: Elenco) -> None:
    Proceso.objects.update(joven_desde=21)
    c = elenco.candidatura()
    cliente = entrar(elenco.cuenta_de(c))
    for seccion in SECCIONES:
        assert not re.findall(r"\{\w+\}", ver(cliente, ficha(c, "captura", seccion))), seccion
    assert "entre los 21 y 29 años" in ver(cliente, ficha(c, "captura", "identidad-joven"))
    assert "60 años o más" in ver(cliente, ficha(c, "captura", "identidad-mayor"))


def test_lo_que_falta_se_dice_paso_por_paso_con_su_enlace(elenco: Elenco) -> None:
    c = elenco.candidatura()
    cliente = entrar(elenco.cuenta_de(c))
    cliente.post(ficha(c, "captura", "historia"), {"historia_profesional": texto(280)})
    pagina = ver(cliente, ficha(c, "enviar_captura"))
    assert f'href="{ficha(c, "captura", "motivo")}"' in pagina
    assert f'href="{ficha(c, "captura", "identidad-joven")}"' in pagina
    assert f'href="{ficha(c, "captura", "historia")}"' not in pagina
    assert f'href="{ficha(c, "aceptar_aviso")}"' in pagina
    assert "falta responder la pregunta 1;" not in pagina
    assert cliente.post(ficha(c, "enviar_captura")).status_code == 422


def test_guardar_dice_que_se_guardo_y_que_le_falta(elenco: Elenco) -> None:
    c = elenco.candidatura()
    cliente = entrar(elenco.cuenta_de(c))

    def dicho(seccion: str, datos: dict[str, str]) -> str:
        respuesta = cliente.post(ficha(c, "captura", seccion), datos, follow=True)
        return " ".join(str(m) for m in respuesta.context["messages"])

    assert "faltan 257 para el mínimo" in dicho("motivo", {"motivo_cargo": texto(23)})
    assert "todavía incompleto. Falta responder." in dicho("motivo", {"motivo_cargo": ""})
    assert dicho("motivo", {"motivo_cargo": texto(280)}) == "Se guardó «¿Por qué quiere ocupar un cargo público?»."
    assert "Primera propuesta principal: falta responder" in dicho("propuestas", {"propuesta_2": texto(280)})
    assert "abre más preguntas" in dicho("identidad-migrante", {"migrante": "Sí"})
    assert "tiene 280" not in ver(cliente, ficha(c, "captura"))
    assert "Falta responder la pregunta 1" in ver(cliente, ficha(c, "captura"))


def test_guardar_y_salir_vuelve_a_los_pasos_y_agregar_mas_se_queda(elenco: Elenco) -> None:
    c = elenco.candidatura()
    cliente = entrar(elenco.cuenta_de(c))
    paso = ficha(c, "captura", "motivo")
    assert cliente.post(paso, {"motivo_cargo": "Apenas", "salir": "1"})["Location"] == ficha(c, "captura")
    assert "Apenas" in ver(cliente, paso)
    contacto = ficha(c, "captura", "contacto")
    datos = {
        "medios-TOTAL_FORMS": "3",
        "medios-INITIAL_FORMS": "0",
        "medios-0-tipo": "telefono",
        "medios-0-valor": "7771234567",
        "agregar": "1",
    }
    assert cliente.post(contacto, datos)["Location"] == contacto
    assert len(cliente.get(contacto).context["listas"][0][1].forms) == 4


def test_una_foto_que_no_es_foto_se_explica(elenco: Elenco) -> None:
    c = elenco.candidatura()
    falsa = SimpleUploadedFile("retrato.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    respuesta = entrar(elenco.cuenta_de(c)).post(ficha(c, "captura", "fotografia"), {"foto": falsa})
    assert respuesta.status_code == 422
    assert "no es una imagen JPEG legible" in respuesta.context["form"].errors["foto"][0]
    assert respuesta.context["impedimentos"] == []
    c.curricular.refresh_from_db()
    assert not c.curricular.foto


def test_lo_escrito_sobrevive_a_un_error_del_mismo_paso(elenco: Elenco) -> None:
    c = elenco.candidatura()
    respuesta = entrar(elenco.cuenta_de(c)).post(
        ficha(c, "captura", "contacto"),
        {
            "medios-TOTAL_FORMS": "2",
            "medios-INITIAL_FORMS": "0",
            "medios-0-valor": "sin-tipo-elegido",
            "medios-1-tipo": "pagina_web",
            "medios-1-valor": "javascript:alert(1)",
        },
    )
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert "sin-tipo-elegido" in pagina
    assert '<a href="#id_medios-0-tipo">Medio (1): Elija qué medio es «sin-tipo-elegido».</a>' in pagina
    assert '<a href="#id_medios-1-valor">Dirección, cuenta o número (2): No es una dirección web' in pagina


def test_lo_observado_se_ve_en_su_paso(elenco: Elenco) -> None:
    c = elenco.candidatura_en("observada")
    cliente = entrar(elenco.cuenta_de(c))
    assert "Falta la meta." in ver(cliente, ficha(c, "captura", "propuestas"))
    assert "Falta la meta." not in ver(cliente, ficha(c, "captura", "motivo"))
    assert "Observado" in ver(cliente, ficha(c, "captura"))
    # From the step, and from the refusal of sending it as it was, one goes to where it is answered.
    responder = f'href="{ficha(c, "responder_observacion")}"'
    assert responder in ver(cliente, ficha(c, "captura", "propuestas"))
    assert responder in ver(cliente, ficha(c, "enviar_captura"))
    cuenta, en = elenco.cuenta_de(c), momento("2024-04-10 10:00")
    servicios.responder_observacion(c.observaciones.get(), respuesta="La meta está en el texto.", por=cuenta, en=en)
    assert responder not in ver(cliente, ficha(c, "captura", "propuestas"))


def test_la_foto_solo_la_ve_quien_ve_la_candidatura(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    respuesta = entrar(elenco.usuario("verificacion")).get(f"{ficha(c)}foto")
    assert respuesta["Content-Type"] == "image/jpeg"
    assert "no-store" in respuesta["Cache-Control"]
    sin = elenco.candidatura("Bea Ruiz", formula="2")
    assert entrar(elenco.usuario("verificacion")).get(f"{ficha(sin)}foto").status_code == 404


def test_los_hechos_de_las_transiciones_no_guardan_respuestas_de_identidad(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    hechos = json.dumps([t.hechos for t in c.actos.all()], ensure_ascii=False)
    assert not any(r in hechos for r in c.identidad.respuestas.values() if r not in ("No", "Salario"))
