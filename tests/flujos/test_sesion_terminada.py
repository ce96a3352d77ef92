"""Whatever form is sent once the session ended: it waits, sealed, for whoever wrote it, and for nobody else."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from compliance.models import Acto, Candidatura, Usuario
from flujos import candidaturas as servicios
from flujos import entregables, sesiones
from flujos.models import Sesion
from flujos.sesiones import Punto

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento
from ..paginas import entrar, plana, ver
from .lugares import PROCESO, ficha

pytestmark = pytest.mark.usefixtures("quince_de_abril")
CLAVE = "una-clave-larga-1"
PROPIO = {"Origin": "http://testserver"}


@dataclass
class Envio:
    """Somebody, the page of a form, what they type in it, and how it is known that it was done."""

    quien: Usuario
    lugar: str
    datos: dict[str, Any]
    hecho: Callable[[], bool]
    secreto: str = field(default="Lo que tecleé con cuidado")


def _responder(e: Elenco) -> Envio:
    c = e.candidatura_en("observada")
    observacion = c.observaciones.get()
    envio = Envio(e.cuenta_de(c), ficha(c, "responder_observacion"), {}, lambda: _fresca(observacion).respuesta != "")
    envio.datos[f"respuesta_{observacion.pk}"] = envio.secreto
    return envio


def _retirar(e: Elenco) -> Envio:
    c = e.candidatura_en("publicada")
    datos = {"motivo_retiro": "renuncia", "documento": "Lo que tecleé con cuidado", "ratificacion": "Acta 8"}
    return Envio(e.usuario("secretaria_ejecutiva"), ficha(c, "retirar"), datos, lambda: _fresca(c).estado == "retirada")


def _dictaminar(e: Elenco) -> Envio:
    c = e.candidatura_en("capturada")
    quien = e.usuario("verificacion")
    servicios.tomar(c, por=quien, en=momento("2024-04-15 09:50"))
    datos = {
        "accion": "terminar",
        "lo_demas": "1",
        "m-foto": "no",
        "n-foto": "0",
        "c-foto": ["propaganda"],
        "t-foto": "Lo que tecleé con cuidado",
    }
    lugar = reverse("mesa_leer", args=[PROCESO, c.pk])
    return Envio(quien, lugar, datos, lambda: _fresca(c).estado == "observada")


def _decidir(e: Elenco) -> Envio:
    quien = e.usuario("secretaria_tecnica")
    entregables.presentar(
        e.entregables["publicacion"],
        pdf("publicacion"),
        por=e.usuario("area_transparencia"),
        en=momento("2024-03-27 10:00"),
    )
    sesion: Sesion = sesiones.convocar(
        e.comision,
        tipo="ordinaria",
        inicia_en=momento("2024-04-03 09:00"),
        puntos=[Punto("", e.entregables["publicacion"])],
        por=quien,
        en=momento("2024-04-01 09:00"),
    )
    presentes = e.comision.integraciones.all()
    sesiones.instalar(sesion, presentes=presentes, por=quien, en=momento("2024-04-03 09:00"))
    (punto,) = sesion.puntos.all()
    datos = {"momento": "2024-04-03T09:30", f"punto-{punto.pk}-resultado": "aprobado_modificado"}
    datos |= {f"punto-{punto.pk}-voto-{i.pk}": "favor" for i in presentes}
    datos[f"punto-{punto.pk}-observaciones"] = "Lo que tecleé con cuidado"
    datos[f"punto-{punto.pk}-acuerdo"] = "CE/7/2024"
    lugar = reverse("sesion_accion", args=[PROCESO, sesion.pk, "decidir"])
    return Envio(quien, lugar, datos, lambda: hasattr(_fresca(punto), "decision"))


def _abrir_cuenta(e: Elenco) -> Envio:
    """Its fields have the names of those of the entrance."""
    datos = {
        "username": "nueva-cuenta",
        "first_name": "Rosa",
        "last_name": "Nueva",
        "email": "rosa@example.com",
        "desde": "2024-04-02",
        "hasta": "",
        "documento": "Lo que tecleé con cuidado",
    }
    lugar = f"{reverse('cuenta_nueva', args=[PROCESO])}?rol=auditoria"
    hecho = Usuario.objects.filter(username="nueva-cuenta").exists
    return Envio(e.usuario("administracion"), lugar, datos, hecho)


def _fresca(objeto: Any) -> Any:
    return type(objeto)._default_manager.get(pk=objeto.pk)


@pytest.fixture(params=[_responder, _retirar, _dictaminar, _decidir, _abrir_cuenta])
def envio(request: pytest.FixtureRequest, elenco: Elenco) -> Envio:
    hecho: Envio = request.param(elenco)
    _con_clave(hecho.quien)
    return hecho


def _con_clave(quien: Usuario) -> Usuario:
    quien.set_password(CLAVE)
    quien.save()
    return quien


def _campo(pagina: str, nombre: str) -> str:
    return str(re.findall(rf'name="{nombre}" value="([^"]*)"', pagina)[0])


def _enviar_sin_sesion(envio: Envio, **mas: Any) -> tuple[Client, str]:
    """Send it from a browser whose session ended; answers the page that keeps it."""
    cliente = Client()
    respuesta = cliente.post(envio.lugar, {**envio.datos, "cuenta": envio.quien.pk, **mas})
    assert (respuesta.status_code, respuesta["Cache-Control"]) == (401, "private, no-store")
    return cliente, plana(respuesta)


def _seguir(envio: Envio, pagina: str, quien: Usuario) -> dict[str, str]:
    return {"sobre": _campo(pagina, "sobre"), "username": quien.username, "password": CLAVE}


def test_la_misma_persona_entra_y_se_hace_lo_que_habia_enviado(envio: Envio) -> None:
    cliente, pagina = _enviar_sin_sesion(envio)
    assert "Su sesión terminó mientras escribía" in pagina
    assert envio.secreto not in pagina
    assert not envio.hecho()
    mala = cliente.post(envio.lugar, {**_seguir(envio, pagina, envio.quien), "password": "equivocada"})
    assert mala.status_code == 422
    assert not envio.hecho()
    antes = Acto.objects.filter(por=envio.quien).count()
    respuesta = cliente.post(envio.lugar, _seguir(envio, plana(mala), envio.quien))
    assert respuesta.status_code < 400
    assert envio.hecho()
    assert Acto.objects.filter(por=envio.quien).count() > antes


def test_otra_persona_no_lo_envia_ni_lo_lee(envio: Envio, elenco: Elenco) -> None:
    cliente, pagina = _enviar_sin_sesion(envio)
    otra = _con_clave(elenco.usuario("auditoria"))
    respuesta = cliente.post(envio.lugar, _seguir(envio, pagina, otra))
    assert respuesta.status_code == 422
    assert "Esto lo escribió otra cuenta" in plana(respuesta)
    assert envio.secreto not in plana(respuesta)
    assert settings.SESSION_COOKIE_NAME not in cliente.cookies
    # Nor if the other one had entered already, in another window.
    suya = entrar(otra).post(envio.lugar, {**envio.datos, "cuenta": envio.quien.pk})
    assert suya.status_code == 401
    assert "Lo escribió otra cuenta" in plana(suya)
    assert not envio.hecho()


def test_con_una_ficha_vieja_se_conserva_y_la_de_otro_sitio_no_se_recoge(envio: Envio) -> None:
    cliente = Client(enforce_csrf_checks=True)
    cliente.force_login(envio.quien)
    viejo = {**envio.datos, "cuenta": envio.quien.pk, "csrfmiddlewaretoken": "vieja"}
    for origen in ({}, {"Origin": "https://malo.example"}):
        ajena = cliente.post(envio.lugar, viejo, headers=origen)
        assert ajena.status_code == 403
        assert 'name="sobre"' not in plana(ajena)
    pagina = plana(cliente.post(envio.lugar, viejo, headers=PROPIO))
    seguir = _seguir(envio, pagina, envio.quien)
    sin_ficha = cliente.post(envio.lugar, seguir, headers=PROPIO)
    assert sin_ficha.status_code == 401
    assert not envio.hecho()
    seguir |= {"sobre": _campo(plana(sin_ficha), "sobre"), "csrfmiddlewaretoken": _campo(pagina, "csrfmiddlewaretoken")}
    assert cliente.post(envio.lugar, seguir, headers=PROPIO).status_code < 400
    assert envio.hecho()


def test_pasadas_doce_horas_o_en_otra_pagina_el_sobre_no_se_abre(
    elenco: Elenco, monkeypatch: pytest.MonkeyPatch
) -> None:
    envio = _retirar(elenco)
    _con_clave(envio.quien)
    cliente, pagina = _enviar_sin_sesion(envio)
    seguir = _seguir(envio, pagina, envio.quien)
    otro_lugar = envio.lugar.replace("retirar", "validar")
    assert cliente.post(otro_lugar, seguir)["Location"] == f"/entrar/?next={otro_lugar}"
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-15 22:01"))
    assert cliente.post(envio.lugar, seguir)["Location"] == f"/entrar/?next={envio.lugar}"
    assert cliente.post(envio.lugar, {**seguir, "sobre": "otra cosa"})["Location"] == f"/entrar/?next={envio.lugar}"
    assert not envio.hecho()


def test_un_archivo_se_pide_otra_vez_con_lo_escrito_a_la_vista_y_sin_hacer_nada(elenco: Elenco) -> None:
    envio = _retirar(elenco)
    _con_clave(envio.quien)
    archivo = {"archivo": SimpleUploadedFile("renuncia.pdf", b"%PDF-1.4 secreta")}
    cliente, pagina = _enviar_sin_sesion(envio, **archivo)
    assert "Los archivos no se conservan" in pagina
    assert "renuncia.pdf" not in pagina
    respuesta = cliente.post(envio.lugar, _seguir(envio, pagina, envio.quien))
    assert respuesta.status_code == 422
    vuelta = plana(respuesta)
    assert "Elija otra vez «renuncia.pdf»" in vuelta
    assert envio.secreto in vuelta
    assert "archivo" in respuesta.context["form"].errors
    assert not envio.hecho()
    assert cliente.post(envio.lugar, {**envio.datos, "archivo": pdf("renuncia")}).status_code == 302
    assert envio.hecho()


def test_una_contrasena_no_viaja_en_la_pagina_ni_se_guarda_lo_que_no_dice_de_quien_es(elenco: Elenco) -> None:
    quien = elenco.usuario("verificacion")
    claves = {"old_password": "una", "new_password1": "otra-clave-larga", "new_password2": "otra-clave-larga"}
    lugar = reverse("cambiar_contrasena")
    assert Client().post(lugar, {**claves, "cuenta": quien.pk})["Location"] == f"/entrar/?next={lugar}"
    c = elenco.candidatura_en("publicada")
    anonimo = Client().post(ficha(c, "retirar"), {"documento": "De nadie"})
    assert anonimo["Location"] == f"/entrar/?next={ficha(c, 'retirar')}"


def test_cada_formulario_dice_de_quien_es_y_salir_no_pide_entrar(elenco: Elenco) -> None:
    c: Candidatura = elenco.candidatura_en("capturada")
    quien = elenco.usuario("verificacion")
    for lugar in (ficha(c, "observar"), reverse("mesa", args=[PROCESO])):
        pagina = ver(entrar(quien), lugar)
        fichas, nombres = pagina.count('name="csrfmiddlewaretoken"'), pagina.count(f'name="cuenta" value="{quien.pk}"')
        assert fichas == nombres > 1
    assert 'name="cuenta"' not in ver(Client(), "/entrar/")
    assert Client().post("/salir/", {"cuenta": quien.pk}).status_code == 302
