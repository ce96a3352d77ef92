"""Self-service recovery: the same answer for everybody, a link to the account's own address, what it undoes."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from compliance.models import EnlaceDeAcceso, Nombramiento, PeticionDeAcceso, Usuario
from compliance.services import enlaces
from notificaciones.services import barrer

from ..accesos import CLAVE, enlace_en, usar
from ..elenco import Elenco, momento

AHORA = momento("2024-04-02 12:00")


@pytest.fixture(autouse=True)
def _sitio(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AHORA)


def pedir(quien: str) -> str:
    return Client().post("/recuperar/", {"quien": quien}).content.decode()


def con_correo(usuario: Usuario, correo: str) -> Usuario:
    usuario.set_password("la de antes, que es larga")
    usuario.email = correo
    Usuario.objects.filter(pk=usuario.pk).update(email=correo, password=usuario.password)
    return usuario


def test_se_recupera_por_el_correo_de_la_cuenta_sin_decir_si_existe(elenco: Elenco) -> None:
    area = con_correo(elenco.usuario("area"), "area@instituto.example")
    cerrada = con_correo(elenco.usuario("comision"), "cerrada@instituto.example")
    Usuario.objects.filter(pk=cerrada.pk).update(is_active=False)
    total = con_correo(elenco.usuario("consejo"), "total@instituto.example")
    Usuario.objects.filter(pk=total.pk).update(is_superuser=True)
    dichas = {pedir(q).replace(q, "") for q in ("AREA@instituto.example", "nadie", cerrada.username, total.username)}
    assert len({len(d) for d in dichas}) == 1
    barrer(AHORA)
    assert [m.to[0] for m in mail.outbox if "recuperar la cuenta" in m.body] == [
        '"Area De Prueba" <area@instituto.example>'
    ]
    assert not PeticionDeAcceso.objects.exclude(quien="").exists()
    area.refresh_from_db()
    assert area.has_usable_password()  # what it had goes on working until another is set
    lugar = enlace_en("area@instituto.example")
    assert usar(lugar).status_code == 302
    assert usar(lugar).status_code == 410
    area.refresh_from_db()
    assert area.check_password(CLAVE)
    assert area.actos.filter(verbo="fijar_contrasena").exists()


def test_ni_un_correo_ni_una_conexion_se_llenan_de_enlaces(elenco: Elenco) -> None:
    con_correo(elenco.usuario("area"), "area@instituto.example")
    for _ in range(5):
        pedir("area@instituto.example")
    barrer(AHORA)
    assert EnlaceDeAcceso.objects.count() == enlaces.POR_CUENTA
    assert EnlaceDeAcceso.objects.sin_usar().count() == 1
    for n in range(enlaces.POR_DIRECCION):
        PeticionDeAcceso.objects.create(quien=f"x{n}", red=PeticionDeAcceso.objects.latest("pk").red, en=AHORA)
    respuesta = Client().post("/recuperar/", {"quien": "area"})
    assert (respuesta.status_code, "muchos enlaces" in respuesta.content.decode()) == (422, True)
    barrer(AHORA + timedelta(days=2))
    assert not PeticionDeAcceso.objects.exists()


def test_lo_que_dos_personas_dieron_se_confirma_otra_vez(elenco: Elenco) -> None:
    verifica = con_correo(elenco.usuario("verificacion"), "verifica@instituto.example")
    papel = verifica.nombramientos.get()
    assert papel.confirmado_en
    pedir("verifica@instituto.example")
    barrer(AHORA)
    papel.refresh_from_db()
    assert papel.confirmado_en  # asked for is not used
    assert usar(enlace_en("verifica@instituto.example")).status_code == 302
    papel.refresh_from_db()
    assert (papel.confirmado_en, papel.propuesto_en) == (None, None)
    barrer(AHORA + timedelta(minutes=2))
    assert any("por confirmar otra vez" in m.subject for m in mail.outbox)


def test_quien_es_la_ultima_que_confirma_oye_a_quien_pedirlo(elenco: Elenco) -> None:
    administra = con_correo(elenco.usuario("administracion"), "admin@instituto.example")
    Nombramiento.objects.filter(rol__name="secretaria_ejecutiva").delete()
    pedir("admin@instituto.example")
    barrer(AHORA)
    assert not EnlaceDeAcceso.objects.exists()
    assert any("manage.py changepassword" in m.body for m in mail.outbox)
    assert administra.nombramientos.get().confirmado_en
