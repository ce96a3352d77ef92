"""Roles that take two people: who gives, who confirms, what waits meanwhile, and every way around it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from compliance.models import Nombramiento, Suplencia, Usuario
from compliance.permisos import ambito_de, ambito_en
from compliance.roles import ROLES_QUE_CONFIRMAN
from compliance.services import cuentas
from compliance.services.instalacion import dar_administracion
from compliance.verbos.modelo import Rechazo
from notificaciones.models import Aviso

from ..elenco import INICIO, JORNADA, Elenco, momento
from ..paginas import entrar

AL = momento("2024-04-02 10:00")
HOY = AL.date()
CLAVE = "Un-tren-verde-de-noche"
PROCESO = "prueba-2024"


@pytest.fixture(autouse=True)
def momento_fijo(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AL)
    settings.DEMO_FECHA = HOY


def fijar(usuario: Usuario) -> Usuario:
    """Its owner has set a password."""
    usuario.set_password(CLAVE)
    usuario.save(update_fields=["password"])
    return usuario


def nuevo(e: Elenco, rol: str, usuario: Usuario | None = None, **campos: Any) -> Nombramiento:
    return Nombramiento(
        usuario=usuario or e.usuario("ajena"),
        rol=Group.objects.get(name=rol),
        proceso=e.proceso,
        desde=HOY,
        documento="Oficio 1",
        **campos,
    )


def dado(e: Elenco, rol: str, por: str = "administracion", usuario: Usuario | None = None) -> Nombramiento:
    """The role, given on the page; its owner enters already."""
    nombramiento = nuevo(e, rol, usuario)
    cuentas.nombrar(nombramiento, por=e.usuario(por), en=AL)
    fijar(nombramiento.usuario)
    return nombramiento


def titere(e: Elenco, nombre: str, rol: str, por: Usuario) -> Usuario:
    """An account that somebody opens, and whose link they use themselves."""
    usuario = Usuario(username=nombre, first_name=nombre, last_name="Títere", email=f"{nombre}@example.com")
    cuentas.abrir_cuenta(usuario, nuevo(e, rol, usuario), por=por, en=AL)
    cuentas.emitir_enlace(usuario, e.proceso, por=por, en=AL)
    return fijar(usuario)


def roles(e: Elenco, usuario: Usuario) -> set[str]:
    return set(ambito_de(usuario, HOY).roles(e.proceso.pk))


def confirmar(papel: Nombramiento | Suplencia, por: Usuario, en: Any = AL) -> None:
    cuentas.confirmar(papel, motivo="Oficio 1", por=por, en=en)


# -- The rule ----------------------------------------------------------------------------------------------


def test_una_sola_cuenta_de_informatica_no_llega_a_los_datos_de_identidad(elenco: Elenco) -> None:
    informatica = elenco.usuario("administracion")
    usuario = titere(elenco, "titere", "verificacion", informatica)
    c = elenco.candidatura_en("capturada")
    ficha = reverse("candidatura", args=[PROCESO, c.pk])
    assert roles(elenco, usuario) == set()
    assert entrar(usuario).get(ficha).status_code == 404
    papel = usuario.nombramientos.get()
    with pytest.raises(Rechazo, match="Usted lo propuso"):
        confirmar(papel, informatica)
    with pytest.raises(Rechazo, match="«Confirmar» corresponde"):
        confirmar(papel, usuario)
    confirmar(papel, elenco.usuario("secretaria_ejecutiva"))
    assert roles(elenco, usuario) == {"verificacion"}
    assert entrar(usuario).get(ficha).status_code == 200


def test_ni_con_una_segunda_cuenta_suya_de_administracion(elenco: Elenco) -> None:
    informatica = elenco.usuario("administracion")
    cuentas_suyas = titere(elenco, "segunda", "administracion", informatica)
    lector = titere(elenco, "lector", "verificacion", informatica)
    # Acting, yes: the work does not wait; confirming, no.
    assert roles(elenco, cuentas_suyas) == {"administracion"}
    with pytest.raises(Rechazo, match="cuyo propio rol ya haya sido confirmado"):
        confirmar(lector.nombramientos.get(), cuentas_suyas)
    # Nor the other way: what the puppet gives is nobody's proposal, and the first one only proposes.
    otro = titere(elenco, "otro", "verificacion", cuentas_suyas)
    papel = otro.nombramientos.get()
    with pytest.raises(Rechazo, match="Nadie lo propone"):
        confirmar(papel, informatica)
    cuentas.proponer(papel, motivo="Oficio 1", por=informatica, en=AL)
    with pytest.raises(Rechazo, match="Usted lo propuso"):
        confirmar(papel, informatica)
    assert roles(elenco, lector) == roles(elenco, otro) == set()


@pytest.mark.parametrize("rol", ["secretaria_ejecutiva", "administracion"])
def test_ni_supliendo_a_quien_confirma(elenco: Elenco, rol: str) -> None:
    informatica, titular = elenco.usuario("administracion"), elenco.usuario("secretaria_ejecutiva")
    if rol == "administracion":
        titular = fijar(Usuario.objects.create_user("otra", "otra@example.com"))
        confirmar(dado(elenco, "administracion", usuario=titular), elenco.usuario("secretaria_ejecutiva"))
    suplente = fijar(elenco.usuario("ajena"))
    suplencia = Suplencia(
        titular=titular, suplente=suplente, proceso=elenco.proceso, desde=HOY, hasta=JORNADA, documento="Oficio 2"
    )
    cuentas.suplir(suplencia, por=informatica, en=AL)
    lector = titere(elenco, "lector", "verificacion", informatica)
    assert roles(elenco, suplente) == {rol}
    with pytest.raises(Rechazo, match="cuyo propio rol"):
        confirmar(lector.nombramientos.get(), suplente)
    confirmar(suplencia, elenco.usuario("secretaria_ejecutiva"))
    confirmar(lector.nombramientos.get(), suplente)


def test_ni_tomando_la_cuenta_de_quien_ya_lo_tiene(elenco: Elenco) -> None:
    """A link voids what was confirmed, of who reads and of who confirms; the second waits, the work does not."""
    informatica = elenco.usuario("administracion")
    verifica, ejecutiva = elenco.usuario("verificacion"), elenco.usuario("secretaria_ejecutiva")
    for usuario in (verifica, ejecutiva):
        cuentas.emitir_enlace(usuario, elenco.proceso, por=informatica, en=AL)
        fijar(usuario)
    assert roles(elenco, verifica) == set()
    assert roles(elenco, ejecutiva) == {"secretaria_ejecutiva"}
    with pytest.raises(Rechazo, match="cuyo propio rol"):
        confirmar(verifica.nombramientos.get(), ejecutiva)


def test_no_se_confirma_a_quien_aun_no_fija_su_contrasena(elenco: Elenco) -> None:
    papel = nuevo(elenco, "verificacion")
    cuentas.nombrar(papel, por=elenco.usuario("administracion"), en=AL)
    with pytest.raises(Rechazo, match="Todavía no fija su contraseña"):
        confirmar(papel, elenco.usuario("secretaria_ejecutiva"))
    fijar(papel.usuario)
    confirmar(papel, elenco.usuario("secretaria_ejecutiva"))


@pytest.mark.parametrize("confirmada", [False, True])
def test_una_suplencia_presta_lo_que_lee_identidad_solo_confirmada(elenco: Elenco, confirmada: bool) -> None:
    suplente = fijar(elenco.usuario("ajena"))
    suplencia = Suplencia(
        titular=elenco.usuario("verificacion"),
        suplente=suplente,
        proceso=elenco.proceso,
        desde=HOY,
        hasta=JORNADA,
        documento="Oficio 2",
    )
    cuentas.suplir(suplencia, por=elenco.usuario("administracion"), en=AL)
    if confirmada:
        confirmar(suplencia, elenco.usuario("secretaria_ejecutiva"))
    assert roles(elenco, suplente) == ({"verificacion"} if confirmada else set())


def test_lo_que_se_confirmo_para_suplir_menos_no_alcanza_para_mas(elenco: Elenco) -> None:
    """The titular gets, later, a role that reads identity: whoever acts for them was not confirmed for that."""
    ejecutiva, titular = elenco.usuario("secretaria_ejecutiva"), elenco.usuario("area")
    otra = fijar(Usuario.objects.create_user("otra", "otra@example.com"))
    confirmar(dado(elenco, "administracion", usuario=otra), ejecutiva)
    confirmar(dado(elenco, "administracion", usuario=titular), ejecutiva)
    suplente = fijar(elenco.usuario("ajena"))
    suplencia = Suplencia(
        titular=titular, suplente=suplente, proceso=elenco.proceso, desde=HOY, hasta=JORNADA, documento="Oficio 2"
    )
    cuentas.suplir(suplencia, por=otra, en=AL)
    confirmar(suplencia, ejecutiva)
    confirmar(dado(elenco, "verificacion", usuario=titular), ejecutiva)
    assert "verificacion" in roles(elenco, titular)
    assert "verificacion" not in roles(elenco, suplente)


def test_lo_que_nadie_confirmo_no_abre_nada_venga_de_donde_venga(elenco: Elenco) -> None:
    """A row written by a command, an import or by hand: the gate is where the role is used."""
    fila = nuevo(elenco, "verificacion")
    fila.save()
    assert roles(elenco, fila.usuario) == set()
    assert fila not in Nombramiento.objects.vigentes(HOY)


def test_la_base_tampoco_admite_que_confirme_quien_propone_o_recibe(elenco: Elenco) -> None:
    papel = dado(elenco, "verificacion")
    for quien in ("administracion", "ajena"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Nombramiento.objects.filter(pk=papel.pk).update(confirmado_por=elenco.usuario(quien), confirmado_en=AL)


# -- The catalogues and the server -------------------------------------------------------------------------


def test_un_superusuario_tampoco_lo_da_solo_en_los_catalogos(elenco: Elenco) -> None:
    general = Usuario.objects.create_superuser("general", "general@example.com")
    cliente = entrar(general)
    datos = {
        "usuario": elenco.usuario("ajena").pk,
        "rol": Group.objects.get(name="verificacion").pk,
        "proceso": elenco.proceso.pk,
        "desde": INICIO.isoformat(),
        "confirmado_en_0": "2024-01-01",
        "confirmado_en_1": "10:00",
        "motivo": "x",
    }
    assert cliente.post("/administracion/compliance/nombramiento/add/", datos).status_code == 302
    papel = elenco.usuario("ajena").nombramientos.get()
    assert papel.confirmado_en is None
    assert roles(elenco, fijar(papel.usuario)) == set()
    with pytest.raises(Rechazo):
        confirmar(papel, general)
    # Nor by handing somebody else's, already confirmed, to a puppet; nor by lengthening it.
    suyo = elenco.usuario("verificacion").nombramientos.get()
    suyo.hasta = HOY
    suyo.save()
    direccion = f"/administracion/compliance/nombramiento/{suyo.pk}/change/"
    assert cliente.post(direccion, datos | {"hasta": JORNADA.isoformat()}).status_code == 302
    suyo.refresh_from_db()
    assert (suyo.usuario, suyo.hasta, suyo.confirmado_en) == (elenco.usuario("verificacion"), JORNADA, None)
    # Nor with a suplencia.
    datos = {
        "titular": elenco.usuario("verificacion").pk,
        "suplente": elenco.usuario("ajena").pk,
        "proceso": elenco.proceso.pk,
        "desde": INICIO.isoformat(),
        "hasta": JORNADA.isoformat(),
        "documento": "x",
    }
    assert cliente.post("/administracion/compliance/suplencia/add/", datos).status_code == 302
    assert Suplencia.objects.get().confirmado_en is None
    # Nor does being one open anything.
    assert ambito_de(general, HOY).funciones == ()


def test_acortar_un_nombramiento_en_los_catalogos_no_lo_deja_por_confirmar(elenco: Elenco) -> None:
    suyo = elenco.usuario("verificacion").nombramientos.get()
    cliente = entrar(Usuario.objects.create_superuser("general", "general@example.com"))
    direccion = f"/administracion/compliance/nombramiento/{suyo.pk}/change/"
    assert cliente.post(direccion, {"hasta": JORNADA.isoformat(), "motivo": "Término"}).status_code == 302
    suyo.refresh_from_db()
    assert suyo.hasta == JORNADA
    assert suyo.confirmado_en is not None


def test_cerrar_una_cuenta_en_los_catalogos_acaba_con_sus_accesos(elenco: Elenco) -> None:
    usuario = fijar(elenco.usuario("area"))
    sesion = entrar(usuario)
    cliente = entrar(Usuario.objects.create_superuser("general", "general@example.com"))
    datos = {"username": "area", "first_name": "A", "last_name": "B", "email": "nuevo@example.com", "motivo": "Baja"}
    direccion = f"/administracion/compliance/usuario/{usuario.pk}/change/"
    for activa in ({}, {"is_active": "on"}):
        assert cliente.post(direccion, datos | activa).status_code == 302
    usuario.refresh_from_db()
    assert usuario.is_active
    assert not usuario.has_usable_password()
    assert sesion.get("/mi-cuenta/").status_code == 302
    assert Aviso.objects.get(asunto="El correo de su cuenta cambió").destinatario_correo == "area@example.com"


def test_quien_opera_el_servidor_es_la_segunda_persona_si_no_hay_otra(
    elenco: Elenco, capsys: pytest.CaptureFixture[str]
) -> None:
    papel = dado(elenco, "verificacion")
    call_command("confirmar_rol", PROCESO, "ajena", motivo="Oficio 7")
    assert roles(elenco, papel.usuario) == {"verificacion"}
    papel.refresh_from_db()
    assert papel.confirmado_por is None
    fila = papel.history.latest("history_id")
    assert fila.history_change_reason == "Confirma: desde el servidor, Oficio 7"
    assert "ajena" in capsys.readouterr().out
    for proceso, quien, falta in ((PROCESO, "ajena", "nada por confirmar"), ("otro", "ajena", "No hay un proceso")):
        with pytest.raises(CommandError, match=falta):
            call_command("confirmar_rol", proceso, quien, motivo="x")


def test_la_primera_administracion_de_una_instalacion_puede_proponer(elenco: Elenco) -> None:
    primera = Usuario(username="primera", first_name="Primera", email="primera@example.com")
    dar_administracion(primera, elenco.proceso, en=AL)
    assert ambito_en(primera, AL).tiene_confirmado(elenco.proceso.pk, *ROLES_QUE_CONFIRMAN)


# -- What is pending ---------------------------------------------------------------------------------------


def test_una_propuesta_caduca_y_se_hace_otra_vez(elenco: Elenco) -> None:
    papel, ejecutiva = dado(elenco, "verificacion"), elenco.usuario("secretaria_ejecutiva")
    tarde = AL + Nombramiento.VIGENCIA + timedelta(minutes=1)
    with pytest.raises(Rechazo, match="caducó"):
        confirmar(papel, ejecutiva, tarde)
    cuentas.proponer(papel, motivo="Oficio 3", por=elenco.usuario("administracion"), en=tarde)
    confirmar(papel, ejecutiva, tarde)


def test_rechazar_y_retirar_quedan_en_el_historial_y_no_dan_nada(elenco: Elenco) -> None:
    papel = dado(elenco, "verificacion")
    for quien, que in (
        ("secretaria_ejecutiva", "No confirma: Sin oficio"),
        ("administracion", "Retira la propuesta: x"),
    ):
        cuentas.descartar(papel, motivo=que.split(": ")[1], por=elenco.usuario(quien), en=AL)
        fila = papel.history.latest("history_id")
        assert (fila.history_change_reason, fila.history_user) == (que, elenco.usuario(quien))
        assert roles(elenco, papel.usuario) == set()
        with pytest.raises(Rechazo, match="Nadie lo propone"):
            confirmar(papel, elenco.usuario("secretaria_ejecutiva"))
        cuentas.proponer(papel, motivo="Otra vez", por=elenco.usuario("administracion"), en=AL)


def test_dos_que_confirman_a_la_vez_es_una(elenco: Elenco) -> None:
    papel = dado(elenco, "verificacion")
    leido_antes = Nombramiento.objects.get(pk=papel.pk)
    confirmar(papel, elenco.usuario("secretaria_ejecutiva"))
    with pytest.raises(Rechazo, match="Ya está confirmado"):
        confirmar(leido_antes, elenco.usuario("secretaria_ejecutiva"))


# -- Who hears ---------------------------------------------------------------------------------------------


def test_lo_oyen_quien_lo_recibe_y_quienes_pueden_confirmarlo(elenco: Elenco) -> None:
    dado(elenco, "verificacion")
    avisos = Aviso.objects.filter(asunto__startswith="Por confirmar")
    # Not whoever did it.
    assert set(avisos.values_list("destinatario_correo", flat=True)) == {
        "ajena@example.com",
        "secretaria_ejecutiva@example.com",
    }
    uno = avisos.get(destinatario_correo="secretaria_ejecutiva@example.com")
    assert uno.asunto == "Por confirmar: rol «Verificación»"
    assert "no abre las respuestas de identidad" in uno.texto
    assert "/p/prueba-2024/por-confirmar/" in uno.texto
    confirmar(elenco.usuario("ajena").nombramientos.get(), elenco.usuario("secretaria_ejecutiva"))
    confirmados = Aviso.objects.filter(asunto__startswith="Confirmado")
    assert set(confirmados.values_list("destinatario_correo", flat=True)) == {
        "ajena@example.com",
        "administracion@example.com",
    }


def test_lo_que_no_se_guarda_no_se_avisa(elenco: Elenco) -> None:
    with pytest.raises(ValidationError):
        cuentas.nombrar(nuevo(elenco, "verificacion", hasta=INICIO), por=elenco.usuario("administracion"), en=AL)
    assert not Aviso.objects.exists()


def test_un_enlace_se_avisa_a_su_duena_sin_el_enlace(elenco: Elenco) -> None:
    enlace = cuentas.emitir_enlace(elenco.usuario("area"), elenco.proceso, por=elenco.usuario("administracion"), en=AL)
    aviso = Aviso.objects.get()
    assert (aviso.destinatario_correo, aviso.estado) == ("area@example.com", "pendiente")
    assert "Administracion De Prueba emitió un enlace" in aviso.texto
    assert enlace[1] not in aviso.texto
    cuenta = entrar(elenco.usuario("administracion")).get(reverse("cuenta", args=[PROCESO, elenco.usuario("area").pk]))
    assert "Enlace emitido por Administracion De Prueba" in cuenta.content.decode()
    assert enlace[1] not in cuenta.content.decode()


def test_el_correo_anterior_sabe_que_ya_no_lo_es(elenco: Elenco) -> None:
    datos = {"email": "otro@example.com"}
    cuentas.cambiar_datos(elenco.usuario("area"), elenco.proceso, datos, por=elenco.usuario("administracion"), en=AL)
    assert Aviso.objects.get().destinatario_correo == "area@example.com"


def test_el_partido_y_la_candidata_oyen_de_quien_recibe_acceso_a_lo_suyo(elenco: Elenco) -> None:
    c = elenco.candidatura()
    for papel in (nuevo(elenco, "partido", actor=elenco.partido_a), nuevo(elenco, "candidatura", candidatura=c)):
        cuentas.nombrar(papel, por=elenco.usuario("administracion"), en=AL)
    correos = list(Aviso.objects.order_by("pk").values_list("destinatario_correo", flat=True))
    # Somebody represents that party already: they hear of one more, and the institute too, except the author.
    del_partido = ["ajena@example.com", "pa@example.com", "partido@example.com", "secretaria_ejecutiva@example.com"]
    assert correos == [*del_partido, "ajena@example.com", "ana@example.com"]


@pytest.mark.parametrize("rol", ["partido", "candidatura"])
def test_sin_correo_registrado_no_lo_oye_solo_la_cuenta_nueva(elenco: Elenco, rol: str) -> None:
    c = elenco.candidatura()
    c.persona.correo = elenco.partido_b.correo = ""
    c.persona.save()
    elenco.partido_b.save()
    Nombramiento.objects.filter(actor=elenco.partido_b).delete()
    alcance = {"actor": elenco.partido_b} if rol == "partido" else {"candidatura": c}
    cuentas.nombrar(nuevo(elenco, rol, **alcance), por=elenco.usuario("administracion"), en=AL)
    avisos = Aviso.objects.filter(asunto__startswith="Nuevo acceso")
    assert {a.destinatario_correo for a in avisos} == {"ajena@example.com", "secretaria_ejecutiva@example.com"}


def test_de_otra_cuenta_sobre_su_candidatura_oye_quien_ya_la_tiene_mientras_la_tenga(elenco: Elenco) -> None:
    c = elenco.candidatura()
    suya, de_antes, cerrada = (elenco.usuario(u) for u in ("area", "auditoria", "comision"))
    for usuario in (suya, de_antes, cerrada):
        nuevo(elenco, "candidatura", usuario, candidatura=c).save()
    Nombramiento.objects.filter(usuario=de_antes, candidatura=c).update(desde=INICIO, hasta=HOY - timedelta(days=1))
    Usuario.objects.filter(pk=cerrada.pk).update(is_active=False)
    cuentas.nombrar(nuevo(elenco, "candidatura", candidatura=c), por=elenco.usuario("administracion"), en=AL)
    correos = {a.destinatario_correo for a in Aviso.objects.all()}
    assert correos == {"ajena@example.com", "ana@example.com", "area@example.com", "secretaria_ejecutiva@example.com"}


def test_una_cuenta_sin_correo_deja_escrito_que_nadie_lo_oyo(elenco: Elenco) -> None:
    usuario = elenco.usuario("area")
    usuario.email = ""
    usuario.save()
    cuentas.emitir_enlace(usuario, elenco.proceso, por=elenco.usuario("administracion"), en=AL)
    assert Aviso.objects.get().estado == "omitido"


# -- The pages ---------------------------------------------------------------------------------------------


def test_se_confirma_desde_su_pagina_y_cada_quien_ve_lo_que_puede(elenco: Elenco) -> None:
    papel = dado(elenco, "verificacion")
    lista = reverse("por_confirmar", args=[PROCESO])

    def accion(verbo: str) -> str:
        return reverse("papel_accion", args=[PROCESO, "nombramiento", papel.pk, verbo])

    informatica, ejecutiva = (entrar(elenco.usuario(n)) for n in ("administracion", "secretaria_ejecutiva"))
    suya, ajena = informatica.get(lista).content.decode(), ejecutiva.get(lista).content.decode()
    assert "Usted lo propuso. Lo confirma otra persona." in suya
    assert accion("confirmar") not in suya
    assert accion("descartar") in suya
    assert accion("confirmar") in ajena
    assert "Hay roles por confirmar" in informatica.get(reverse("cuentas", args=[PROCESO])).content.decode()
    # A page that cannot be obeyed says why instead of asking.
    assert "Usted lo propuso" in informatica.get(accion("confirmar")).content.decode()
    assert informatica.post(accion("confirmar"), {"motivo": "x"}).status_code == 422
    assert ejecutiva.post(accion("confirmar"), {}).status_code == 422
    assert ejecutiva.post(accion("confirmar"), {"motivo": "Oficio 9"}).status_code == 302
    assert roles(elenco, papel.usuario) == {"verificacion"}
    assert "No hay nada por confirmar" in ejecutiva.get(lista).content.decode()
    assert ejecutiva.get(reverse("papel_accion", args=[PROCESO, "otra", papel.pk, "confirmar"])).status_code == 404
    for nombre in ("verificacion", "area", "auditoria", "partido", "comision"):
        assert entrar(elenco.usuario(nombre)).get(lista).status_code == 404, nombre


def test_quien_espera_lo_sabe_en_su_cuenta(elenco: Elenco) -> None:
    papel = dado(elenco, "verificacion")
    assert "espera a otra persona" in entrar(papel.usuario).get("/mi-cuenta/").content.decode()
    confirmar(papel, elenco.usuario("secretaria_ejecutiva"))
    assert "espera a otra persona" not in entrar(papel.usuario).get("/mi-cuenta/").content.decode()


def test_mirar_no_confirma(elenco: Elenco) -> None:
    papel = dado(elenco, "verificacion")
    antes = Nombramiento.history.count()
    for verbo in ("proponer", "confirmar", "descartar"):
        direccion = reverse("papel_accion", args=[PROCESO, "nombramiento", papel.pk, verbo])
        assert entrar(elenco.usuario("secretaria_ejecutiva")).get(direccion).status_code == 200
    assert Nombramiento.history.count() == antes


# -- Somebody who confirms is always left ------------------------------------------------------------------


def sin_otra_que_confirme(e: Elenco) -> Usuario:
    """A superuser with a second administration that nobody confirmed; only `secretaria_ejecutiva` confirms."""
    general = e.usuario("ajena")
    general.is_staff = general.is_superuser = True
    general.save()
    dado(e, "administracion", usuario=Usuario.objects.create_user("segunda"))
    Nombramiento.objects.filter(usuario=e.usuario("administracion")).update(confirmado_en=None)
    return general


SOLO_ELLA = "Nadie más puede confirmar roles en «Proceso de prueba 2023-2024».*confirmar_rol"


def test_quien_administra_todo_no_deja_un_proceso_sin_quien_confirme(elenco: Elenco) -> None:
    general, ejecutiva = sin_otra_que_confirme(elenco), elenco.usuario("secretaria_ejecutiva")
    elenco.nombrar(general, "administracion")
    with pytest.raises(Rechazo, match=SOLO_ELLA):
        cuentas.desactivar(ejecutiva, elenco.proceso, motivo="x", por=general, en=AL)
    with pytest.raises(Rechazo, match=SOLO_ELLA):
        cuentas.terminar_nombramiento(ejecutiva.nombramientos.get(), hasta=HOY, motivo="x", por=general, en=AL)
    with pytest.raises(Rechazo, match=SOLO_ELLA):
        cuentas.emitir_enlace(ejecutiva, elenco.proceso, por=general, en=AL)
    # One that confirms nothing may go, and the last one too once there is another.
    cuentas.desactivar(elenco.usuario("administracion"), elenco.proceso, motivo="x", por=general, en=AL)
    call_command("confirmar_rol", PROCESO, "segunda", motivo="Oficio 7")
    cuentas.desactivar(ejecutiva, elenco.proceso, motivo="x", por=general, en=AL)


def test_ni_desde_los_catalogos(elenco: Elenco) -> None:
    general, ejecutiva = sin_otra_que_confirme(elenco), elenco.usuario("secretaria_ejecutiva")
    cliente, papel = entrar(general), ejecutiva.nombramientos.get()
    suyos = {"username": ejecutiva.username, "email": ejecutiva.email, "motivo": "x"}
    for lugar, datos in (
        (reverse("admin:compliance_usuario_change", args=[ejecutiva.pk]), suyos),
        (reverse("admin:compliance_nombramiento_change", args=[papel.pk]), {"hasta": "2024-04-02", "motivo": "x"}),
    ):
        respuesta = cliente.post(lugar, datos)
        assert respuesta.status_code == 200, lugar
        assert "Nadie más puede confirmar roles" in respuesta.content.decode()
    ejecutiva.refresh_from_db()
    assert ejecutiva.is_active
    assert ejecutiva.nombramientos.get().hasta is None
