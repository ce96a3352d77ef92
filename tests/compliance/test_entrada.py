"""The way in and what surrounds it: where one lands, what a visit to a form's address says, which process follows."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from calendario.services import emitir_suscripcion
from compliance.models import Instituto, Nombramiento, Proceso

from ..elenco import INICIO, JORNADA, Elenco, momento

CLAVE = "correcta-caballo-bateria-grapa"
LOTE = "/p/prueba-2024/candidaturas/lote/"


@pytest.fixture(autouse=True)
def en_abril(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-15 10:00"))


def entrar(e: Elenco, nombre: str) -> Client:
    cliente = Client()
    cliente.force_login(e.usuario(nombre), backend="django.contrib.auth.backends.ModelBackend")
    return cliente


def otro_proceso(e: Elenco, *quienes: str) -> Proceso:
    """A later process of another institute, in which they also have their first role."""
    instituto = Instituto.objects.create(clave="otro", siglas="OTRO", nombre="Otro", entidad="Jalisco")
    otro = Proceso.objects.create(instituto=instituto, clave="otro-2027", nombre="Otro proceso", jornada=JORNADA)
    for nombre in quienes:
        Nombramiento.objects.create(
            usuario=e.usuario(nombre), rol=Group.objects.get(name=nombre), proceso=otro, desde=INICIO
        )
    return otro


@pytest.mark.parametrize("lugar", [LOTE, "/salir/", "/mi-cuenta/calendario/"])
def test_visitar_lo_que_solo_recibe_formularios_se_explica(elenco: Elenco, lugar: str) -> None:
    respuesta = entrar(elenco, "verificacion").get(lugar)
    assert respuesta.status_code == 405
    assert respuesta["Allow"] == "POST"
    assert "No cambió nada." in respuesta.content.decode()
    assert f'href="{reverse("inicio")}"' in respuesta.content.decode()


def test_al_entrar_nunca_se_llega_a_lo_que_solo_recibe_formularios(elenco: Elenco) -> None:
    usuario = elenco.usuario("verificacion")
    usuario.set_password(CLAVE)
    usuario.save()
    datos = {"username": usuario.username, "password": CLAVE}
    # What login_required does with a form that is sent when the session is over.
    hacia = Client().post(LOTE)["Location"]
    assert Client().post(hacia, datos)["Location"] == reverse("inicio")
    lista = "/p/prueba-2024/candidaturas/?turno=verificacion"
    assert Client().post(reverse("entrar") + "?next=" + lista, datos)["Location"] == lista


def test_la_ultima_entrada_es_del_reloj_del_sitio(elenco: Elenco) -> None:
    usuario = elenco.usuario("verificacion")
    usuario.set_password(CLAVE)
    usuario.save()
    Client().post(reverse("entrar"), {"username": usuario.username, "password": CLAVE})
    usuario.refresh_from_db()
    assert usuario.last_login == momento("2024-04-15 10:00")


def test_los_errores_de_la_contrasena_se_dicen_con_el_nombre_de_su_campo(elenco: Elenco) -> None:
    cliente = entrar(elenco, "verificacion")
    datos = {"old_password": "otra", "new_password1": "", "new_password2": "x"}
    pagina = cliente.post(reverse("cambiar_contrasena"), datos).content.decode()
    assert "Contraseña actual: Esa no es su contraseña actual." in pagina
    assert "Contraseña nueva: Escriba este dato." in pagina
    assert "antigua" not in pagina
    assert "obligatorio" not in pagina


def test_la_entrada_dice_que_la_sesion_pudo_terminar_solo_a_quien_iba_a_otra_pagina(elenco: Elenco) -> None:
    assert "su sesión terminó" in Client().get("/p/prueba-2024/tablero/", follow=True).content.decode()
    assert "su sesión terminó" not in Client().get(reverse("entrar")).content.decode()


def test_las_paginas_sin_proceso_siguen_en_el_que_se_trabajaba(elenco: Elenco) -> None:
    otro = otro_proceso(elenco, "comision")
    cliente = entrar(elenco, "comision")
    for proceso in (otro, elenco.proceso, otro):
        assert cliente.get(f"/p/{proceso.clave}/tablero/").status_code == 200
        for lugar in ("/mi-cuenta/", "/planes/comparar/", "/no-existe/"):
            pagina = cliente.get(lugar).content.decode()
            assert f'href="/p/{proceso.clave}/tablero/"' in pagina.split('id="menu"')[1].split("</nav>")[0], lugar
        assert cliente.get("/")["Location"] == f"/p/{proceso.clave}/tablero/"


def test_el_sitio_publico_de_otro_proceso_no_es_donde_se_trabaja(elenco: Elenco) -> None:
    otro = otro_proceso(elenco)
    cliente = entrar(elenco, "comision")
    cliente.get("/p/prueba-2024/tablero/")
    cliente.get(f"/conoceles/{otro.clave}/")
    assert cliente.get("/")["Location"] == "/p/prueba-2024/tablero/"


def test_al_cambiar_la_contrasena_se_dice_que_los_calendarios_siguen(elenco: Elenco) -> None:
    """A thief's calendar address outlives the password of its owner: they are told where to revoke it."""
    usuario = elenco.usuario("area")
    usuario.set_password(CLAVE)
    usuario.save()
    _, token = emitir_suscripcion(usuario, "persona", momento("2024-04-10 10:00"))
    nueva = "Un-tren-verde-de-noche"
    datos = {"old_password": CLAVE, "new_password1": nueva, "new_password2": nueva}
    pagina = entrar(elenco, "area").post(reverse("cambiar_contrasena"), datos, follow=True).content.decode()
    assert "direcciones de calendario siguen funcionando" in pagina
    assert Client().get(reverse("ical", args=[token])).status_code == 200
