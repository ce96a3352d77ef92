"""Accounts and roles in time: two people at once, and days that begin in each institute when they do."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from compliance.models import Nombramiento, Suplencia, Usuario
from compliance.services import cuentas
from compliance.verbos.modelo import Rechazo

from ..elenco import INICIO, JORNADA, Elenco, momento
from .cuentas import AL, CLAVE, HOY, nombramiento_de

pytestmark = pytest.mark.usefixtures("dia_de_cuentas")


def test_quien_llega_despues_parte_de_lo_que_quedo_no_de_lo_que_habia_leido(elenco: Elenco) -> None:
    sello: Any = {"por": elenco.usuario("administracion"), "en": AL}

    def leida_antes() -> Usuario:
        return Usuario.objects.get(username="area")

    al_corregir, al_emitir, al_nombrar, al_suplir = (leida_antes() for _ in range(4))
    cuentas.desactivar(leida_antes(), elenco.proceso, motivo="Baja", **sello)
    cuentas.cambiar_datos(al_corregir, elenco.proceso, {"first_name": "Zoila"}, **sello)
    actual = leida_antes()
    assert (actual.first_name, actual.is_active) == ("Zoila", False)
    with pytest.raises(Rechazo, match="desactivada"):
        cuentas.emitir_enlace(al_emitir, elenco.proceso, **sello)
    rol = Group.objects.get(name="verificacion")
    with pytest.raises(Rechazo, match="desactivada"):
        cuentas.nombrar(Nombramiento(usuario=al_nombrar, rol=rol, proceso=elenco.proceso, desde=HOY), **sello)
    suplencia = Suplencia(
        titular=elenco.usuario("comision"), suplente=al_suplir, proceso=elenco.proceso, desde=HOY, hasta=JORNADA
    )
    with pytest.raises(ValidationError, match="desactivada"):
        cuentas.suplir(suplencia, **sello)

    al_reactivar = leida_antes()
    Usuario.objects.filter(pk=actual.pk).update(last_name="Otra")
    cuentas.reactivar(al_reactivar, elenco.proceso, motivo="Vuelve", **sello)
    assert leida_antes().last_name == "Otra"


def test_un_termino_no_se_alarga_con_una_suplencia_leida_antes(elenco: Elenco) -> None:
    sello: Any = {"por": elenco.usuario("administracion"), "en": AL, "motivo": "Regresó"}
    suplencia = Suplencia.objects.create(
        titular=elenco.usuario("area"),
        suplente=elenco.usuario("ajena"),
        proceso=elenco.proceso,
        desde=INICIO,
        hasta=JORNADA,
        documento="X",
    )
    leida_antes = Suplencia.objects.get()
    cuentas.terminar_suplencia(suplencia, hasta=date(2024, 4, 10), **sello)
    with pytest.raises(ValidationError, match="para alargarlo"):
        cuentas.terminar_suplencia(leida_antes, hasta=date(2024, 5, 1), **sello)


@pytest.mark.parametrize("por_enlace", [False, True])
def test_una_baja_mientras_se_fija_la_contrasena_no_se_deshace(
    elenco: Elenco, client: Client, monkeypatch: pytest.MonkeyPatch, por_enlace: bool
) -> None:
    usuario = elenco.usuario("area")
    usuario.set_password(CLAVE)
    usuario.save()
    direccion = reverse("cambiar_contrasena")
    if por_enlace:
        enlace = cuentas.emitir_enlace(usuario, elenco.proceso, por=elenco.usuario("administracion"), en=AL)
        direccion = client.get(reverse("fijar_contrasena", args=enlace), follow=True).redirect_chain[-1][0]
    else:
        client.force_login(usuario, backend="django.contrib.auth.backends.ModelBackend")
    validar = SetPasswordForm.is_valid

    def validar_y_dar_de_baja(form: Any) -> bool:
        valido = validar(form)
        Usuario.objects.filter(pk=usuario.pk).update(is_active=False)
        return valido

    monkeypatch.setattr(SetPasswordForm, "is_valid", validar_y_dar_de_baja)
    nueva = "Otro-tren-verde-de-dia"
    datos = {"old_password": CLAVE, "new_password1": nueva, "new_password2": nueva}
    respuesta = client.post(direccion, datos)
    assert respuesta.status_code == (410 if por_enlace else 302)
    usuario.refresh_from_db()
    assert not usuario.is_active


@pytest.mark.parametrize(
    ("zona", "instante", "dia"),
    [
        # In Mexico City it is still the 2nd, or already the 3rd.
        ("America/Cancun", "2024-04-02 23:30", date(2024, 4, 3)),
        ("America/Tijuana", "2024-04-03 00:30", date(2024, 4, 2)),
    ],
)
def test_un_rol_empieza_y_termina_con_el_dia_de_su_instituto(
    elenco: Elenco, client: Client, monkeypatch: pytest.MonkeyPatch, zona: str, instante: str, dia: date
) -> None:
    elenco.instituto.zona_horaria = zona
    elenco.instituto.save()
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento(instante))
    for nombre, desde, hasta, entra in (
        ("area", dia, None, 200),
        ("verificacion", dia + timedelta(days=1), None, 404),
        ("comision", INICIO, dia, 200),
        ("consejo", INICIO, dia - timedelta(days=1), 404),
    ):
        nombramiento = nombramiento_de(elenco, nombre)
        nombramiento.desde, nombramiento.hasta = desde, hasta
        nombramiento.save()
        client.force_login(elenco.usuario(nombre), backend="django.contrib.auth.backends.ModelBackend")
        assert client.get("/p/prueba-2024/tablero/").status_code == entra, nombre
    Suplencia.objects.create(
        titular=elenco.usuario("area"),
        suplente=elenco.usuario("ajena"),
        proceso=elenco.proceso,
        desde=INICIO,
        hasta=dia,
        documento="Acuerdo 253",
    )
    client.force_login(elenco.usuario("ajena"), backend="django.contrib.auth.backends.ModelBackend")
    assert "Acuerdo 253" in client.get("/mi-cuenta/").content.decode()
    assert client.get("/p/prueba-2024/tablero/").status_code == 200
