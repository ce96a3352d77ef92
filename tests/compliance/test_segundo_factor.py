"""Two factors: putting one, entering with it, losing it; who needs it, and that nothing goes around it."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from calendario.fechas import fecha_larga
from compliance import cifrado
from compliance.entrada import momento_de
from compliance.models import (
    Acto,
    AplicacionDeCodigos,
    CodigoDeRecuperacion,
    LlaveDeAcceso,
    Nombramiento,
    PeticionDeAcceso,
    Usuario,
)
from compliance.permisos import ambito_en
from compliance.services import cuentas, enlaces, factores, sesiones
from compliance.services.cadenas import verificar
from compliance.services.llaves import envolver_de_nuevo
from compliance.verbos.modelo import Rechazo
from notificaciones.models import Aviso

from ..elenco import Elenco, momento
from ..factores import Telefono, con_aplicacion

CLAVE = "correcta-caballo-bateria-grapa"
EN = momento("2024-04-02 10:00")
PASO = timedelta(seconds=30)


@pytest.fixture(autouse=True)
def ese_dia(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)


class Maquina:
    """The clock of the machine, which the codes of a telephone follow."""

    def __init__(self) -> None:
        self.es = momento("2024-04-02 10:00")

    def pasan(self, cuanto: timedelta) -> datetime:
        self.es += cuanto
        return self.es


@pytest.fixture
def maquina(monkeypatch: pytest.MonkeyPatch) -> Maquina:
    reloj = Maquina()
    for modulo in ("cuentas", "seguridad", "puertas"):
        monkeypatch.setattr(f"compliance.views.{modulo}.momento_de", lambda request: _con_axes(request, reloj.es))
    return reloj


def _con_axes(request: Any, es: datetime) -> datetime:
    """What axes notes of the request is noted all the same."""
    momento_de(request)
    return es


def duena(elenco: Elenco, nombre: str = "verificacion") -> Usuario:
    usuario = elenco.usuario(nombre)
    usuario.set_password(CLAVE)
    usuario.save()
    return usuario


def primer_paso(usuario: Usuario, cliente: Client | None = None, **extra: Any) -> tuple[Client, Any]:
    cliente = cliente or Client()
    datos = {"username": usuario.username, "password": CLAVE}
    return cliente, cliente.post(reverse("entrar"), datos, **extra)


def dentro(cliente: Client) -> bool:
    return cliente.get(reverse("mi_cuenta")).status_code == 200


def exigir_desde(elenco: Elenco, dia: date, gracia: int = 0, **otros: Any) -> None:
    proceso = elenco.proceso
    proceso.segundo_factor_desde, proceso.segundo_factor_gracia = dia, gracia
    for campo, valor in otros.items():
        setattr(proceso, campo, valor)
    proceso.save()


# -- Putting it -------------------------------------------------------------------------------------------


def test_se_agrega_una_aplicacion_leyendo_la_clave_y_mostrando_un_codigo(elenco: Elenco, maquina: Maquina) -> None:
    usuario = duena(elenco)
    cliente, _ = primer_paso(usuario)
    lugar = reverse("factor_aplicacion")
    assert "<img" not in cliente.get(lugar).content.decode()
    assert not AplicacionDeCodigos.objects.exists()
    pagina = cliente.post(lugar, {"empezar": "1"}, follow=True).content.decode()
    assert 'src="data:image/svg+xml' in pagina
    letras = re.search(r'<code class="clave-de-factor">([A-Z2-7 ]+)</code>', pagina)
    assert letras is not None
    telefono = Telefono.de_letras(letras[1])
    mal = cliente.post(lugar, {"codigo": "000000"})
    assert mal.status_code == 422
    assert letras[1] in mal.content.decode()
    hecho = cliente.post(lugar, {"codigo": telefono.codigo(maquina.es)}).content.decode()
    codigos = re.findall(r"<code>([A-Z2-7]{4}(?:-[A-Z2-7]{4}){5})</code>", hecho)
    assert len(set(codigos)) == factores.CUANTOS_CODIGOS
    # What is kept tells neither the secret nor the codes, and the act neither.
    fila = AplicacionDeCodigos.objects.get(usuario=usuario)
    secreto = factores.Propuesta(fila.envoltura, fila.maestra).secreto(usuario)
    assert factores.en_letras(secreto) == letras[1]
    assert letras[1].replace(" ", "") not in fila.envoltura
    assert not CodigoDeRecuperacion.objects.filter(huella__in=[c.replace("-", "") for c in codigos]).exists()
    acto = Acto.objects.get(verbo="poner_factor")
    assert (acto.por, acto.objeto, acto.proceso) == (usuario, usuario.pk, elenco.proceso)
    assert acto.hechos == {"que": "una aplicación de códigos"}
    # Once: coming back to it shows none.
    assert codigos[0] not in cliente.get(reverse("seguridad")).content.decode()
    aviso = Aviso.objects.get(asunto="Su cuenta tiene un segundo factor nuevo")
    assert aviso.destinatario_correo == usuario.email


def test_con_el_primero_se_cierran_las_sesiones_que_entraron_sin_el_y_esta_toma_otra_llave(
    elenco: Elenco, maquina: Maquina
) -> None:
    usuario = duena(elenco)
    (esta, _), (otra, _) = primer_paso(usuario), primer_paso(usuario)
    antes = esta.session.session_key
    esta.post(reverse("factor_aplicacion"), {"empezar": "1"})
    telefono = Telefono.de_letras(esta.get(reverse("factor_aplicacion")).context["secreto"])
    hecho = esta.post(reverse("factor_aplicacion"), {"codigo": telefono.codigo(maquina.es)})
    assert "Las demás sesiones de su cuenta se cerraron" in hecho.content.decode()
    assert (dentro(esta), dentro(otra)) == (True, False)
    assert esta.session.session_key != antes
    (viva,) = sesiones.vivas(usuario, EN)
    assert viva.llave == esta.session.session_key
    # Who entered with it stays when another is put.
    maquina.pasan(PASO)
    primer_paso(usuario, otra)
    otra.post(reverse("entrar_segundo"), {"codigo": telefono.codigo(maquina.es)})
    esta.post(reverse("factor_aplicacion"), {"empezar": "1"})
    telefono = Telefono.de_letras(esta.get(reverse("factor_aplicacion")).context["secreto"])
    esta.post(reverse("factor_aplicacion"), {"codigo": telefono.codigo(maquina.es)})
    assert (dentro(esta), dentro(otra)) == (True, True)


def test_lo_que_guarda_de_la_aplicacion_lo_envuelve_la_llave_maestra_y_rota_con_ella(
    elenco: Elenco, settings: Any
) -> None:
    usuario = elenco.usuario("verificacion")
    telefono, _ = con_aplicacion(usuario, EN)
    antes = AplicacionDeCodigos.objects.get().envoltura
    anterior = settings.LLAVE_MAESTRA
    settings.LLAVE_MAESTRA = [cifrado._nueva(), *anterior]
    assert sum(envolver_de_nuevo(en=EN)) >= 1
    settings.LLAVE_MAESTRA = settings.LLAVE_MAESTRA[:1]
    assert AplicacionDeCodigos.objects.get().envoltura != antes
    despues = EN + PASO
    assert factores.comprobar_codigo(usuario, telefono.codigo(despues), en=EN, maquina=despues)
    # Moved to another account it does not open.
    AplicacionDeCodigos.objects.filter(usuario=usuario).update(usuario=elenco.usuario("area"))
    with pytest.raises(cifrado.CifradoError):
        factores.comprobar_codigo(elenco.usuario("area"), "123456", en=EN, maquina=EN)
    settings.LLAVE_MAESTRA = anterior


def test_para_cambiar_como_se_entra_hay_que_haber_entrado_hace_poco_o_decir_la_contrasena(
    elenco: Elenco, monkeypatch: pytest.MonkeyPatch
) -> None:
    usuario = duena(elenco, "area")
    cliente, _ = primer_paso(usuario)
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN + timedelta(minutes=16))
    lugar = reverse("factor_aplicacion")
    confirmar = f"{reverse('confirmar_identidad')}?next={lugar}"
    assert cliente.get(lugar).url == confirmar.replace(lugar, lugar.replace("/", "%2F"))  # type: ignore[attr-defined]
    assert cliente.post(lugar, {"empezar": "1"}).status_code == 302
    opciones = cliente.post(reverse("factor_llave_opciones"), headers={"Accept": "application/json"})
    assert opciones.status_code == 403
    assert cliente.post(confirmar, {"password": "casi-correcta", "next": lugar}).status_code == 422
    fallo = AccessAttempt.objects.get(username="area")
    assert (fallo.failures_since_start, "casi-correcta" in fallo.post_data) == (1, False)
    antes = cliente.session.session_key
    assert cliente.post(confirmar, {"password": CLAVE, "next": "https://otro.example/"}).url == reverse("seguridad")  # type: ignore[attr-defined]
    assert cliente.session.session_key != antes
    assert cliente.get(lugar).status_code == 200


# -- Entering with it -------------------------------------------------------------------------------------


def test_con_la_contrasena_sola_no_se_ha_entrado(elenco: Elenco, maquina: Maquina) -> None:
    usuario = duena(elenco)
    telefono, _ = con_aplicacion(usuario, maquina.es)
    maquina.pasan(PASO)
    cliente, respuesta = primer_paso(usuario)
    assert respuesta.url == reverse("entrar_segundo")
    assert not dentro(cliente)
    usuario.refresh_from_db()
    assert usuario.last_login is None
    assert cliente.get(reverse("entrar_segundo")).status_code == 200
    assert cliente.post(reverse("entrar_segundo"), {"codigo": "12 34 56"}).status_code == 422
    assert not dentro(cliente)
    codigo = telefono.codigo(maquina.es)
    assert cliente.post(reverse("entrar_segundo"), {"codigo": f"{codigo[:3]} {codigo[3:]}"}).status_code == 302
    assert dentro(cliente)


def test_un_codigo_no_entra_dos_veces_ni_uno_de_antes(elenco: Elenco, maquina: Maquina) -> None:
    usuario = duena(elenco)
    telefono, _ = con_aplicacion(usuario, maquina.es)
    # The one with which it was put was used already.
    assert not factores.comprobar_codigo(usuario, telefono.codigo(maquina.es), en=EN, maquina=maquina.es)
    ahora = maquina.pasan(PASO * 4)
    codigo = telefono.codigo(ahora)
    assert factores.comprobar_codigo(usuario, codigo, en=EN, maquina=ahora) == factores.CON_APLICACION
    assert not factores.comprobar_codigo(usuario, codigo, en=EN, maquina=ahora)
    # The one before is still within what a slow clock is forgiven, but was passed.
    assert not factores.comprobar_codigo(usuario, telefono.codigo(ahora - PASO), en=EN, maquina=ahora)
    assert factores.comprobar_codigo(usuario, telefono.codigo(ahora + PASO), en=EN, maquina=ahora)
    assert not factores.comprobar_codigo(usuario, telefono.codigo(ahora + 3 * PASO), en=EN, maquina=ahora)


def test_los_codigos_que_fallan_cuentan_con_las_contrasenas_y_detienen_la_entrada(
    elenco: Elenco, maquina: Maquina
) -> None:
    usuario = duena(elenco)
    telefono, _ = con_aplicacion(usuario, maquina.es)
    maquina.pasan(PASO)
    cliente, _ = primer_paso(usuario)
    lugar = reverse("entrar_segundo")
    assert [cliente.post(lugar, {"codigo": "000000"}).status_code for _ in range(5)] == [422] * 4 + [429]
    # With the right one too, and from the password on.
    assert cliente.post(lugar, {"codigo": telefono.codigo(maquina.es)}).status_code == 429
    assert primer_paso(usuario)[1].status_code == 429
    guardado = AccessAttempt.objects.get(username=usuario.username)
    assert "000000" not in guardado.post_data


def test_el_segundo_paso_termina_a_los_diez_minutos_y_con_otra_contrasena(
    elenco: Elenco, maquina: Maquina, monkeypatch: pytest.MonkeyPatch
) -> None:
    usuario = duena(elenco)
    telefono, _ = con_aplicacion(usuario, maquina.es)
    maquina.pasan(PASO)
    cliente, _ = primer_paso(usuario)
    usuario.set_password("otra-caballo-bateria-grapa")
    usuario.save()
    respuesta = cliente.post(reverse("entrar_segundo"), {"codigo": telefono.codigo(maquina.es)})
    assert (respuesta.url, dentro(cliente)) == (reverse("entrar"), False)  # type: ignore[attr-defined]
    duena(elenco)
    cliente, _ = primer_paso(usuario)
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN + timedelta(minutes=11))
    respuesta = cliente.post(reverse("entrar_segundo"), {"codigo": telefono.codigo(maquina.es)})
    assert (respuesta.url, dentro(cliente)) == (reverse("entrar"), False)  # type: ignore[attr-defined]


def test_un_codigo_de_recuperacion_entra_una_vez_y_su_duena_lo_sabe(elenco: Elenco, maquina: Maquina) -> None:
    usuario = duena(elenco)
    _, codigos = con_aplicacion(usuario, maquina.es)
    for esperado in (True, False):
        cliente, _ = primer_paso(usuario)
        cliente.post(reverse("entrar_segundo"), {"codigo": codigos[0].lower().replace("-", " ")})
        assert dentro(cliente) is esperado
    assert Acto.objects.get(verbo="usar_codigo").hechos == {"quedan": 9}
    assert "Le quedan 9" in Aviso.objects.get(asunto__startswith="Se usó un código de recuperación").texto
    # Of another account it opens nothing.
    con_aplicacion(elenco.usuario("area"), maquina.es)
    assert not factores.comprobar_codigo(elenco.usuario("area"), codigos[1], en=EN, maquina=maquina.es)
    nuevos = factores.nuevos_codigos(usuario, en=EN)
    assert not factores.comprobar_codigo(usuario, codigos[1], en=EN, maquina=maquina.es)
    assert factores.comprobar_codigo(usuario, nuevos[0], en=EN, maquina=maquina.es) == factores.CON_RECUPERACION


def test_una_pagina_que_entra_en_su_lugar_pide_tambien_el_codigo(elenco: Elenco, maquina: Maquina) -> None:
    usuario = duena(elenco)
    telefono, _ = con_aplicacion(usuario, maquina.es)
    maquina.pasan(PASO)
    cliente, en_json = Client(), {"Accept": "application/json"}
    datos = {"username": usuario.username, "password": CLAVE}
    falta = cliente.post(reverse("entrar"), datos, headers=en_json)
    assert (falta.status_code, falta.json()["codigo"], dentro(cliente)) == (422, True, False)
    mal = cliente.post(reverse("entrar"), datos | {"codigo": "000000"}, headers=en_json)
    assert (mal.status_code, dentro(cliente)) == (422, False)
    bien = cliente.post(reverse("entrar"), datos | {"codigo": telefono.codigo(maquina.es)}, headers=en_json)
    assert (bien.json()["cuenta"], dentro(cliente)) == (usuario.pk, True)


def test_lo_que_se_escribio_sin_sesion_no_entra_sin_el_codigo(elenco: Elenco, maquina: Maquina) -> None:
    usuario = duena(elenco)
    telefono, _ = con_aplicacion(usuario, maquina.es)
    maquina.pasan(PASO)
    cliente, lugar = Client(), reverse("sesiones_cerrar")
    pagina = cliente.post(lugar, {"cuenta": usuario.pk, "algo": "x"})
    sobre = pagina.context["sobre"]
    datos = {"sobre": sobre, "username": usuario.username, "password": CLAVE}
    assert (cliente.post(lugar, datos).status_code, dentro(cliente)) == (422, False)
    datos["codigo"] = telefono.codigo(maquina.es)
    assert (cliente.post(lugar, datos).status_code, dentro(cliente)) == (302, True)


def test_recuperar_la_contrasena_por_correo_no_se_salta_el_segundo_factor(elenco: Elenco, maquina: Maquina) -> None:
    usuario = duena(elenco, "area")
    usuario.email = "area@example.com"
    usuario.save()
    con_aplicacion(usuario, maquina.es)
    Client().post(reverse("recuperar"), {"quien": usuario.username})
    assert PeticionDeAcceso.objects.count() == 1
    enlaces.atender_peticiones(EN)
    cliente = Client()
    lugar = cliente.get(enlaces.direccion_de(usuario.enlaces.get())).url  # type: ignore[attr-defined]
    otra = "nueva-caballo-bateria-grapa"
    puesta = cliente.post(lugar, {"new_password1": otra, "new_password2": otra})
    assert (puesta.url, dentro(cliente)) == (reverse("entrar"), False)  # type: ignore[attr-defined]
    respuesta = cliente.post(reverse("entrar"), {"username": usuario.username, "password": otra})
    assert (respuesta.url, dentro(cliente)) == (reverse("entrar_segundo"), False)  # type: ignore[attr-defined]


def test_un_enlace_de_informatica_tampoco_se_lo_salta(elenco: Elenco, maquina: Maquina) -> None:
    usuario = duena(elenco, "area")
    con_aplicacion(usuario, maquina.es)
    enlace = cuentas.emitir_enlace(usuario, elenco.proceso, por=elenco.usuario("administracion"), en=EN)
    assert factores.factores_de(usuario).hay
    cliente = Client()
    lugar = cliente.get(reverse("fijar_contrasena", args=enlace)).url  # type: ignore[attr-defined]
    cliente.post(lugar, {"new_password1": CLAVE, "new_password2": CLAVE})
    assert primer_paso(usuario, cliente)[1].url == reverse("entrar_segundo")


# -- Who needs it -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("nombre", ["verificacion", "administracion", "secretaria_ejecutiva", "auditoria"])
def test_a_quien_lo_pide_su_rol_se_le_dice_en_la_gracia_y_despues_solo_puede_ponerlo(
    elenco: Elenco, maquina: Maquina, nombre: str
) -> None:
    usuario = duena(elenco, nombre)
    exigir_desde(elenco, EN.date() - timedelta(days=14), 15)
    cliente, _ = primer_paso(usuario)
    assert fecha_larga(date(2024, 4, 3)) in cliente.get(reverse("mi_cuenta")).content.decode()
    exigir_desde(elenco, EN.date() - timedelta(days=15), 15)
    cliente, _ = primer_paso(usuario)
    for lugar in ("mi_cuenta", "cambiar_contrasena", "tablero", "admin:index"):
        argumentos = [elenco.proceso.clave] if lugar == "tablero" else []
        respuesta = cliente.get(reverse(lugar, args=argumentos))
        assert (respuesta.status_code, respuesta.headers.get("Location")) == (302, reverse("seguridad")), lugar
    assert cliente.post(reverse("sesiones_cerrar")).headers["Location"] == reverse("seguridad")
    # What everybody reads, they read.
    assert cliente.get(reverse("accesibilidad")).status_code == 200
    pagina = cliente.post(reverse("factor_aplicacion"), {"empezar": "1"}, follow=True)
    telefono = Telefono.de_letras(pagina.context["secreto"])
    cliente.post(reverse("factor_aplicacion"), {"codigo": telefono.codigo(maquina.es)})
    assert dentro(cliente)


def test_tampoco_se_llega_a_ninguna_pagina_de_los_catalogos(elenco: Elenco) -> None:
    usuario = duena(elenco, "administracion")
    Usuario.objects.filter(pk=usuario.pk).update(is_staff=True)
    exigir_desde(elenco, EN.date())
    cliente, _ = primer_paso(usuario)
    area = elenco.informatica
    pasada = area.history.first()
    assert pasada is not None
    for lugar in (
        reverse("admin:compliance_area_changelist"),
        reverse("admin:compliance_area_history", args=[area.pk]),
        reverse("admin:compliance_area_simple_history", args=[area.pk, pasada.pk]),
        reverse("admin:jsi18n"),
    ):
        assert cliente.get(lugar).headers.get("Location") == reverse("seguridad"), lugar
        # Nor by saying that something waited in a page: where one is opened, this is none.
        a_donde = cliente.post(lugar, {"sobre": "x"}).headers.get("Location", "")
        assert a_donde.startswith((reverse("seguridad"), reverse("entrar"))), lugar


def test_quien_lo_muestra_ya_dentro_toma_otra_llave_y_es_una_sola_sesion(elenco: Elenco, maquina: Maquina) -> None:
    usuario = duena(elenco)
    cliente, _ = primer_paso(usuario)
    telefono, _ = con_aplicacion(usuario, maquina.es)
    maquina.pasan(PASO)
    exigir_desde(elenco, EN.date())
    antes = cliente.session.session_key
    assert cliente.get(reverse("mi_cuenta")).url == reverse("entrar_segundo")  # type: ignore[attr-defined]
    cliente.post(reverse("entrar_segundo"), {"codigo": telefono.codigo(maquina.es)})
    assert dentro(cliente)
    assert cliente.session.session_key != antes
    assert [s.llave for s in sesiones.vivas(usuario, EN)] == [cliente.session.session_key]


def test_a_los_demas_roles_y_en_la_demostracion_no_se_les_exige_y_pueden_ponerlo(
    elenco: Elenco, maquina: Maquina
) -> None:
    exigir_desde(elenco, EN.date() - timedelta(days=100))
    cliente, _ = primer_paso(duena(elenco, "area"))
    assert dentro(cliente)
    assert cliente.get(reverse("factor_aplicacion")).status_code == 200
    exigir_desde(elenco, EN.date() - timedelta(days=100), es_demostracion=True)
    cliente, _ = primer_paso(duena(elenco, "administracion"))
    assert dentro(cliente)
    assert cliente.get(reverse("factor_aplicacion")).status_code == 200


def test_quien_suple_a_quien_lo_necesita_lo_necesita_y_quien_administra_todo_tambien(elenco: Elenco) -> None:
    exigir_desde(elenco, EN.date())
    area = elenco.usuario("area")
    assert factores.exigencia(ambito_en(area, EN), [elenco.proceso], EN) is None
    pide = factores.exigencia(ambito_en(area, EN), [elenco.proceso], EN, superusuario=True)
    assert pide is not None
    assert pide.rige
    ambito = ambito_en(elenco.usuario("auditoria"), EN)
    assert factores.exigencia(ambito, [elenco.proceso], EN - timedelta(days=1)).rige is False  # type: ignore[union-attr]


def test_lo_que_empezo_antes_de_que_rigiera_no_se_corta(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> None:
    usuario = duena(elenco, "auditoria")
    exigir_desde(elenco, EN.date() + timedelta(days=1))
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-02 23:30"))
    cliente, _ = primer_paso(usuario)
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-03 00:30"))
    assert dentro(cliente)
    # From then on, with it.
    cliente, _ = primer_paso(usuario)
    assert not dentro(cliente)


def test_los_roles_que_lo_necesitan_son_roles(elenco: Elenco) -> None:
    for malo in (["nadie"], "auditoria", [1]):
        elenco.proceso.segundo_factor_roles = malo
        with pytest.raises(ValidationError, match="claves de rol"):
            elenco.proceso.clean()


def test_un_sobre_con_la_contrasena_sola_no_hace_nada_donde_hace_falta_segundo_factor(elenco: Elenco) -> None:
    usuario = duena(elenco, "administracion")
    exigir_desde(elenco, EN.date())
    cliente, lugar = (
        Client(),
        reverse("cuenta_accion", args=[elenco.proceso.clave, elenco.usuario("area").pk, "enlace"]),
    )
    sobre = cliente.post(lugar, {"cuenta": usuario.pk, "algo": "x"}).context["sobre"]
    datos = {"sobre": sobre, "username": usuario.username, "password": CLAVE}
    respuesta = cliente.post(lugar, datos)
    assert (respuesta.status_code, respuesta.context["falta_factor"]) == (409, True)
    assert cliente.post(lugar, {"sobre": sobre}).status_code == 409
    assert not Acto.objects.filter(verbo="emitir_enlace").exists()


# -- Losing it --------------------------------------------------------------------------------------------


def test_quien_administra_lo_quita_con_motivo_y_lo_de_dos_personas_vuelve_a_pedir_dos(elenco: Elenco) -> None:
    usuario = elenco.usuario("verificacion")
    con_aplicacion(usuario, EN)
    rol = Nombramiento.objects.get(usuario=usuario)
    assert rol.confirmado_en is not None
    admin = Client()
    admin.force_login(elenco.usuario("administracion"))
    lugar = reverse("cuenta_accion", args=[elenco.proceso.clave, usuario.pk, "factores"])
    assert (
        "Quitar el segundo factor"
        in admin.get(reverse("cuenta", args=[elenco.proceso.clave, usuario.pk])).content.decode()
    )
    assert admin.post(lugar, {"motivo": ""}).status_code == 422
    assert admin.post(lugar, {"motivo": "Perdió su teléfono"}).status_code == 302
    assert not factores.factores_de(usuario).hay
    assert not CodigoDeRecuperacion.objects.filter(usuario=usuario).exists()
    rol.refresh_from_db()
    assert (rol.confirmado_en, rol.propuesto_por) == (None, elenco.usuario("administracion"))
    acto = Acto.objects.get(verbo="quitar_factores")
    assert (acto.motivo, acto.por) == ("Perdió su teléfono", elenco.usuario("administracion"))
    avisados = set(
        Aviso.objects.filter(asunto__startswith="Se quitó el segundo factor").values_list(
            "destinatario_correo", flat=True
        )
    )
    assert {usuario.email, elenco.usuario("secretaria_ejecutiva").email} <= avisados
    # Nothing left to remove.
    assert admin.post(lugar, {"motivo": "x"}).status_code == 422
    assert [r for r in verificar().rotos if r["acto"] is not None] == []


def test_nadie_quita_el_propio_por_esa_puerta_ni_quien_no_administra(elenco: Elenco) -> None:
    admin = elenco.usuario("administracion")
    con_aplicacion(admin, EN)
    with pytest.raises(Rechazo) as rechazo:
        cuentas.quitar_factores(admin, elenco.proceso, motivo="x", por=admin, en=EN)
    assert "propia" in [r.guarda for r in rechazo.value.rechazos]
    with pytest.raises(Rechazo):
        cuentas.quitar_factores(admin, elenco.proceso, motivo="x", por=elenco.usuario("auditoria"), en=EN)
    assert factores.factores_de(admin).hay


def test_su_duena_lo_quita_salvo_el_ultimo_cuando_su_rol_lo_pide(elenco: Elenco, maquina: Maquina) -> None:
    usuario = duena(elenco)
    telefono, _ = con_aplicacion(usuario, maquina.es)
    maquina.pasan(PASO)
    exigir_desde(elenco, EN.date())
    cliente, _ = primer_paso(usuario)
    cliente.post(reverse("entrar_segundo"), {"codigo": telefono.codigo(maquina.es)})
    lugar = reverse("factor_quitar", args=["aplicacion", usuario.pk])
    negado = cliente.post(lugar)
    assert negado.status_code == 422
    assert "Agregue antes otro" in negado.content.decode()
    LlaveDeAcceso.objects.create(usuario=usuario, nombre="USB", credencial="x", publica="x", contador=0, creada_en=EN)
    assert cliente.post(lugar).status_code == 302
    assert not AplicacionDeCodigos.objects.exists()
    assert Acto.objects.get(verbo="quitar_factor").hechos == {"que": "la aplicación de códigos"}
    # Another's is not there.
    ajena = LlaveDeAcceso.objects.create(
        usuario=elenco.usuario("area"), nombre="Otra", credencial="y", publica="y", contador=0, creada_en=EN
    )
    assert cliente.post(reverse("factor_quitar", args=["llave", ajena.pk])).status_code == 404
    assert cliente.get(reverse("factor_quitar", args=["aplicacion", elenco.usuario("area").pk])).status_code == 404
    assert LlaveDeAcceso.objects.filter(pk=ajena.pk).exists()


def test_quien_trabaja_en_el_servidor_lo_quita_y_queda_dicho(elenco: Elenco, capsys: Any) -> None:
    usuario = elenco.usuario("administracion")
    con_aplicacion(usuario, EN)
    call_command("quitar_segundo_factor", usuario.username, motivo="Perdió todo")
    assert not factores.factores_de(usuario).hay
    acto = Acto.objects.get(verbo="quitar_factores")
    assert (acto.por, acto.por_nombre, acto.motivo) == (None, "Sistema", "Perdió todo")
    assert Aviso.objects.filter(asunto__startswith="Se quitó el segundo factor").exists()
