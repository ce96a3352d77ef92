"""Accounts and roles: who gives them, who may not, and what stays written."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from calendario.fechas import dia_local
from calendario.models import SuscripcionCalendario
from calendario.services import emitir_suscripcion
from compliance.models import Instituto, Nombramiento, Proceso, Rol, Suplencia, Usuario
from compliance.permisos import ambito_de
from compliance.services import cuentas
from compliance.verbos.modelo import Rechazo
from notificaciones.destinatarios import Directorio

from ..elenco import INICIO, JORNADA, Elenco
from .cuentas import AL, CLAVE, HOY, nombramiento_de

pytestmark = pytest.mark.usefixtures("dia_de_cuentas")

AYER = date(2024, 4, 1)
NUEVA = {
    "username": "rosa.nueva",
    "first_name": "Rosa",
    "last_name": "Nueva",
    "email": "rosa@example.com",
    "desde": "2024-04-02",
    "hasta": "",
    "documento": "Oficio 12",
}


@pytest.fixture
def informatica(elenco: Elenco, client: Client) -> Client:
    """The session of whoever has the role «administracion»."""
    client.force_login(elenco.usuario("administracion"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def otra_administracion(e: Elenco, usuario: str = "ajena") -> Nombramiento:
    return Nombramiento.objects.create(
        usuario=e.usuario(usuario), rol=Group.objects.get(name="administracion"), proceso=e.proceso, desde=INICIO
    )


def otro_proceso(e: Elenco) -> Proceso:
    instituto = Instituto.objects.create(clave="otro", siglas="OTRO", nombre="Otro", entidad="Jalisco")
    return Proceso.objects.create(instituto=instituto, clave="otro-2024", nombre="Otro proceso", jornada=JORNADA)


def ultima(objeto: Any) -> Any:
    """The history row written last: the cast itself was not born in 2024."""
    return objeto.history.order_by("history_id").last()


def enlace_en(html: str) -> str:
    hallado = re.search(r"/cuenta/[\w-]+/[\w-]+/", html)
    assert hallado is not None
    return hallado.group()


def direcciones(e: Elenco) -> list[str]:
    usuario, nombramiento = e.usuario("area"), nombramiento_de(e, "area")
    suplencia = Suplencia.objects.create(
        titular=usuario, suplente=e.usuario("ajena"), proceso=e.proceso, desde=INICIO, hasta=JORNADA, documento="X"
    )
    con = {"proceso": "prueba-2024"}
    return [
        *(reverse(n, kwargs=con) for n in ("cuentas", "cuenta_nueva", "cuenta_nombrar", "suplencia_nueva")),
        *(reverse(n, kwargs=con | {"pk": usuario.pk}) for n in ("cuenta", "cuenta_datos")),
        *(
            reverse("cuenta_accion", kwargs=con | {"pk": usuario.pk, "verbo": verbo})
            for verbo in ("enlace", "desactivar", "reactivar", "levantar")
        ),
        reverse("nombramiento_terminar", kwargs=con | {"pk": nombramiento.pk}),
        reverse("suplencia_terminar", kwargs=con | {"pk": suplencia.pk}),
    ]


# -- Who ---------------------------------------------------------------------------------------------------


def test_solo_administracion_llega_a_las_cuentas(elenco: Elenco, client: Client) -> None:
    paginas = direcciones(elenco)
    for direccion in paginas:
        assert client.get(direccion).status_code == 302, direccion
    for nombre, usuario in elenco.usuarios.items():
        if nombre == "ajena":
            continue
        client.force_login(usuario, backend="django.contrib.auth.backends.ModelBackend")
        esperado = 200 if nombre == "administracion" else 404
        for direccion in paginas:
            assert client.get(direccion).status_code == esperado, (nombre, direccion)
            if esperado == 404:
                assert client.post(direccion).status_code in (404, 405), (nombre, direccion)


def test_mirar_no_escribe_nada(elenco: Elenco, informatica: Client) -> None:
    paginas = direcciones(elenco)
    antes = (Usuario.history.count(), Nombramiento.history.count(), Suplencia.history.count())
    for direccion in paginas:
        informatica.get(direccion)
    assert (Usuario.history.count(), Nombramiento.history.count(), Suplencia.history.count()) == antes


def test_las_cuentas_de_otro_proceso_no_existen(elenco: Elenco, informatica: Client) -> None:
    proceso = otro_proceso(elenco)
    ajeno = Nombramiento.objects.create(
        usuario=elenco.usuario("ajena"), rol=Group.objects.get(name="auditoria"), proceso=proceso, desde=INICIO
    )
    assert informatica.get(reverse("cuentas", args=["otro-2024"])).status_code == 404
    assert informatica.get(reverse("cuenta", args=["prueba-2024", ajeno.usuario.pk])).status_code == 404
    termino = reverse("nombramiento_terminar", args=["prueba-2024", ajeno.pk])
    assert informatica.post(termino, {"hasta": "2024-04-02", "motivo": "x"}).status_code == 404


# -- Opening -----------------------------------------------------------------------------------------------


def test_una_cuenta_se_abre_con_su_rol_y_su_duena_fija_la_contrasena_una_sola_vez(
    elenco: Elenco, informatica: Client
) -> None:
    respuesta = informatica.post(
        "/p/prueba-2024/cuentas/nueva/?rol=area", NUEVA | {"alcance": str(elenco.informatica.pk)}
    )
    assert respuesta.status_code == 200
    assert "no-store" in respuesta["Cache-Control"]
    usuario = Usuario.objects.get(username="rosa.nueva")
    [funcion] = ambito_de(usuario, HOY).funciones
    assert (funcion.rol, funcion.area) == ("area", elenco.informatica.pk)
    assert not usuario.has_usable_password()
    primera = usuario.history.earliest()
    assert (primera.autor, primera.history_change_reason) == ("Administracion De Prueba", "Alta de la cuenta")
    assert dia_local(primera.history_date, elenco.proceso.tz) == HOY
    assert not hasattr(primera, "password")

    enlace = enlace_en(respuesta.content.decode())
    anonima = Client()
    formulario = anonima.get(enlace, follow=True)
    assert "rosa.nueva" in formulario.content.decode()
    direccion = formulario.redirect_chain[-1][0]
    corta = anonima.post(direccion, {"new_password1": "corta", "new_password2": "corta"})
    assert "demasiado corta" in corta.content.decode()
    assert anonima.post(direccion, {"new_password1": CLAVE, "new_password2": CLAVE}).status_code == 302
    assert ultima(usuario).history_change_reason == "Fijó su contraseña"
    assert ultima(usuario).autor == "Rosa Nueva"

    otra_vez = Client().get(enlace, follow=True)
    assert otra_vez.status_code == 410
    assert "Este enlace ya no sirve" in otra_vez.content.decode()
    entra = Client()
    entra.post(reverse("entrar"), {"username": "rosa.nueva", "password": CLAVE})
    assert entra.get("/mi-cuenta/").status_code == 200
    # Entering is no change of the account.
    assert ultima(usuario).history_change_reason == "Fijó su contraseña"


def test_todo_lo_que_falta_se_dice_a_la_vez_y_no_se_abre_nada(elenco: Elenco, informatica: Client) -> None:
    cuantas = Usuario.objects.count()
    mal = NUEVA | {"username": "AREA", "email": "", "hasta": "2024-03-01"}
    respuesta = informatica.post("/p/prueba-2024/cuentas/nueva/?rol=partido", mal)
    assert respuesta.status_code == 422
    html = respuesta.content.decode()
    assert "Ya hay una cuenta con ese nombre de usuario" in html
    assert "El nombramiento termina antes de empezar." in html
    assert html.count("Escriba el correo electrónico.") >= 2
    assert 'value="Rosa"' in html
    assert Usuario.objects.count() == cuantas


def test_el_alcance_es_del_mismo_proceso(elenco: Elenco, informatica: Client) -> None:
    ajena = otro_proceso(elenco).areas.create(clave="ajena", nombre="Área ajena")
    respuesta = informatica.post("/p/prueba-2024/cuentas/nueva/?rol=area", NUEVA | {"alcance": str(ajena.pk)})
    assert respuesta.status_code == 422
    assert not Usuario.objects.filter(username="rosa.nueva").exists()
    mal = Nombramiento(
        usuario=elenco.usuario("ajena"),
        rol=Group.objects.get(name="area"),
        proceso=elenco.proceso,
        area=ajena,
        desde=HOY,
    )
    with pytest.raises(ValidationError, match="Pertenece a otro proceso"):
        cuentas.nombrar(mal, por=elenco.usuario("administracion"), en=AL)
    mal.area = None
    with pytest.raises(ValidationError, match="El rol «Área responsable» necesita este dato"):
        cuentas.nombrar(mal, por=elenco.usuario("administracion"), en=AL)
    # With a party besides, it would open that party's candidacies.
    mal.area, mal.actor = elenco.informatica, elenco.partido_a
    with pytest.raises(ValidationError, match="El rol «Área responsable» no lleva este dato"):
        cuentas.nombrar(mal, por=elenco.usuario("administracion"), en=AL)


def test_una_candidatura_se_elige_por_nombre_y_si_hay_varias_por_numero(elenco: Elenco, informatica: Client) -> None:
    ana = elenco.candidatura("Ana Pérez Ñuño")
    elenco.candidatura("Ana Pérez Luna", formula="2")
    direccion = "/p/prueba-2024/cuentas/nueva/?rol=candidatura"
    varias = informatica.post(direccion, NUEVA | {"alcance": "ana perez"})
    assert "Hay varias" in varias.content.decode()
    assert f"{ana.pk}: Ana Pérez Ñuño" in varias.content.decode()
    assert informatica.post(direccion, NUEVA | {"alcance": "ana nuno"}).status_code == 200
    assert Nombramiento.objects.get(usuario__username="rosa.nueva").candidatura == ana


def test_quien_recibe_administracion_entra_a_los_catalogos(elenco: Elenco, informatica: Client) -> None:
    informatica.post("/p/prueba-2024/cuentas/nueva/?rol=administracion", NUEVA)
    assert Usuario.objects.get(username="rosa.nueva").is_staff


def test_un_enlace_nuevo_cierra_las_sesiones_y_mata_al_anterior(elenco: Elenco, informatica: Client) -> None:
    usuario = elenco.usuario("area")
    usuario.set_password(CLAVE)
    usuario.save()
    sesion = Client()
    sesion.force_login(usuario, backend="django.contrib.auth.backends.ModelBackend")
    direccion = reverse("cuenta_accion", args=["prueba-2024", usuario.pk, "enlace"])
    primero = enlace_en(informatica.post(direccion).content.decode())
    segundo = enlace_en(informatica.post(direccion).content.decode())
    assert sesion.get("/mi-cuenta/").status_code == 302
    assert Client().get(primero, follow=True).status_code == 410
    assert Client().get(segundo, follow=True).status_code == 200
    usuario.refresh_from_db()
    cuentas.desactivar(usuario, elenco.proceso, motivo="Baja", por=elenco.usuario("administracion"), en=AL)
    assert Client().get(segundo, follow=True).status_code == 410


# -- Roles -------------------------------------------------------------------------------------------------


def test_un_nombramiento_termina_con_su_motivo(elenco: Elenco, informatica: Client) -> None:
    nombramiento = nombramiento_de(elenco, "area")
    direccion = reverse("nombramiento_terminar", args=["prueba-2024", nombramiento.pk])
    assert "antes" in informatica.post(direccion, {"hasta": "2023-08-01", "motivo": "Renuncia"}).content.decode()
    pasado = informatica.post(direccion, {"hasta": "2024-03-01", "motivo": "Renuncia"})
    assert "Lo que ya ocurrió no se cambia" in pasado.content.decode()
    assert informatica.post(direccion, {"hasta": "2024-04-01", "motivo": "Renuncia"}).status_code == 302
    nombramiento.refresh_from_db()
    assert nombramiento.hasta == AYER
    assert ambito_de(elenco.usuario("area"), HOY).funciones == ()
    fila = ultima(nombramiento)
    assert (fila.autor, fila.history_change_reason) == ("Administracion De Prueba", "Renuncia")
    otra = informatica.post(direccion, {"hasta": "2024-04-01", "motivo": "Renuncia"})
    assert "Ya había terminado" in otra.content.decode()


def test_el_mismo_rol_no_se_da_dos_veces(elenco: Elenco, informatica: Client) -> None:
    datos = {"usuario": "auditoria", "desde": "2024-04-02", "hasta": "", "documento": ""}
    organo = {"alcance": str(elenco.comision.pk)}
    respuesta = informatica.post("/p/prueba-2024/cuentas/nombrar/?rol=auditoria", datos)
    assert "Ya tiene ese rol" in respuesta.content.decode()
    assert informatica.post("/p/prueba-2024/cuentas/nombrar/?rol=comision", datos | organo).status_code == 302
    assert ambito_de(elenco.usuario("auditoria"), HOY).roles(elenco.proceso.pk) == {"auditoria", "comision"}


def test_nadie_cambia_lo_que_puede_hacer(elenco: Elenco, informatica: Client) -> None:
    administra = elenco.usuario("administracion")
    otra_administracion(elenco)
    propio = nombramiento_de(elenco, "administracion")
    intentos = {
        "/p/prueba-2024/cuentas/nombrar/?rol=verificacion": {"usuario": "administracion", "desde": "2024-04-02"},
        reverse("nombramiento_terminar", args=["prueba-2024", propio.pk]): {"hasta": "2024-04-02", "motivo": "x"},
        reverse("cuenta_accion", args=["prueba-2024", administra.pk, "enlace"]): {},
        reverse("cuenta_accion", args=["prueba-2024", administra.pk, "desactivar"]): {"motivo": "x"},
        "/p/prueba-2024/cuentas/suplir/": {
            "suplente": "administracion",
            "titular": elenco.usuario("verificacion").pk,
            "desde": "2024-04-02",
            "hasta": "2024-04-30",
            "documento": "Oficio 1",
        },
    }
    for direccion, datos in intentos.items():
        respuesta = informatica.post(direccion, datos)
        assert respuesta.status_code == 422, direccion
    assert ambito_de(administra, HOY).roles(elenco.proceso.pk) == {"administracion"}
    assert not Suplencia.objects.exists()


def test_un_proceso_no_se_queda_sin_administracion(elenco: Elenco) -> None:
    segunda = otra_administracion(elenco)
    por = elenco.usuario("ajena")
    ultima = nombramiento_de(elenco, "administracion")
    # The second one leaves at the end of April: from then on the first is the only one.
    segunda.hasta = date(2024, 4, 30)
    segunda.save()
    with pytest.raises(Rechazo, match="Nadie más tiene el rol de administración"):
        cuentas.terminar_nombramiento(ultima, hasta=date(2024, 4, 15), motivo="x", por=por, en=AL)
    with pytest.raises(Rechazo, match="Nadie más tiene el rol de administración"):
        cuentas.desactivar(elenco.usuario("administracion"), elenco.proceso, motivo="x", por=por, en=AL)
    segunda.hasta = None
    segunda.save()
    de_paso = otra_administracion(elenco, "comision")
    de_paso.hasta = date(2024, 4, 30)
    de_paso.save()
    cuentas.desactivar(elenco.usuario("administracion"), elenco.proceso, motivo="x", por=por, en=AL)
    with pytest.raises(Rechazo, match="Nadie más tiene el rol de administración"):
        cuentas.terminar_nombramiento(segunda, hasta=HOY, motivo="x", por=de_paso.usuario, en=AL)


def test_una_cuenta_compartida_con_otro_proceso_no_se_toma(elenco: Elenco, informatica: Client) -> None:
    usuario = elenco.usuario("area")
    Nombramiento.objects.create(
        usuario=usuario, rol=Group.objects.get(name="verificacion"), proceso=otro_proceso(elenco), desde=INICIO
    )
    for verbo in ("enlace", "desactivar"):
        direccion = reverse("cuenta_accion", args=["prueba-2024", usuario.pk, verbo])
        respuesta = informatica.post(direccion, {"motivo": "x"})
        assert "otro proceso que usted no administra" in respuesta.content.decode()
    usuario.refresh_from_db()
    assert usuario.is_active
    termino = reverse("nombramiento_terminar", args=["prueba-2024", usuario.nombramientos.earliest("pk").pk])
    assert informatica.post(termino, {"hasta": "2024-04-02", "motivo": "Cambio"}).status_code == 302


def test_nadie_toma_la_cuenta_de_quien_administra_la_instalacion(elenco: Elenco, informatica: Client) -> None:
    usuario = elenco.usuario("area")
    usuario.is_superuser = True
    usuario.save()
    informatica.post(reverse("cuenta_accion", args=["prueba-2024", usuario.pk, "desactivar"]), {"motivo": "x"})
    usuario.refresh_from_db()
    assert usuario.is_active


def test_una_cuenta_desactivada_sale_al_momento_y_nada_de_lo_que_la_abria_vuelve_con_ella(
    elenco: Elenco, informatica: Client
) -> None:
    usuario = elenco.usuario("area")
    enlace = cuentas.emitir_enlace(usuario, elenco.proceso, por=elenco.usuario("administracion"), en=AL)
    sin_usar = reverse("fijar_contrasena", args=enlace)
    assert Client().get(sin_usar, follow=True).status_code == 200
    usuario.set_password(CLAVE)
    usuario.save()
    sesion = Client()
    sesion.force_login(usuario, backend="django.contrib.auth.backends.ModelBackend")
    assert sesion.get("/mi-cuenta/").status_code == 200
    _, token = emitir_suscripcion(usuario, "persona", AL)
    calendario = reverse("ical", args=[token])
    assert Client().get(calendario).status_code == 200
    for verbo in ("desactivar", "reactivar"):
        direccion = reverse("cuenta_accion", args=["prueba-2024", usuario.pk, verbo])
        assert informatica.post(direccion, {"motivo": f"Motivo de {verbo}"}).status_code == 302
        assert ultima(usuario).history_change_reason == f"Motivo de {verbo}"
        assert sesion.get("/mi-cuenta/").status_code == 302
        assert Client().get(calendario).status_code == 404
        assert Client().get(sin_usar, follow=True).status_code == 410
        entra = Client().post(reverse("entrar"), {"username": "area", "password": CLAVE})
        assert entra.status_code == 200
    suscripcion = SuscripcionCalendario.objects.get()
    assert suscripcion.revocada_en is not None
    # What comes back is the account, with a new link.
    direccion = reverse("cuenta_accion", args=["prueba-2024", usuario.pk, "enlace"])
    assert Client().get(enlace_en(informatica.post(direccion).content.decode()), follow=True).status_code == 200


def test_lo_que_se_cierra_sin_pasar_por_su_pagina_tampoco_vuelve(elenco: Elenco, informatica: Client) -> None:
    usuario = elenco.usuario("area")
    usuario.set_password(CLAVE)
    usuario.save()
    sesion = Client()
    sesion.force_login(usuario, backend="django.contrib.auth.backends.ModelBackend")
    Usuario.objects.filter(pk=usuario.pk).update(is_active=False)
    direccion = reverse("cuenta_accion", args=["prueba-2024", usuario.pk, "reactivar"])
    assert informatica.post(direccion, {"motivo": "Vuelve"}).status_code == 302
    assert sesion.get("/mi-cuenta/").status_code == 302


def test_un_enlace_nuevo_revoca_las_direcciones_de_calendario(elenco: Elenco, informatica: Client) -> None:
    usuario = elenco.usuario("area")
    _, token = emitir_suscripcion(usuario, "persona", AL)
    informatica.post(reverse("cuenta_accion", args=["prueba-2024", usuario.pk, "enlace"]))
    assert Client().get(reverse("ical", args=[token])).status_code == 404


def test_quien_suple_a_una_cuenta_desactivada_deja_de_actuar_y_de_recibir(elenco: Elenco) -> None:
    titular, suplente = elenco.usuario("secretaria_ejecutiva"), elenco.usuario("ajena")
    Suplencia.objects.create(
        titular=titular, suplente=suplente, proceso=elenco.proceso, desde=INICIO, hasta=JORNADA, documento="X"
    )
    assert ambito_de(suplente, HOY).roles(elenco.proceso.pk) == {"secretaria_ejecutiva"}
    cuentas.desactivar(titular, elenco.proceso, motivo="Baja", por=elenco.usuario("administracion"), en=AL)
    assert ambito_de(suplente, HOY).funciones == ()
    assert Directorio([elenco.proceso], AL).con_roles(elenco.proceso, {"secretaria_ejecutiva"}) == []
    nueva = Suplencia(
        titular=titular,
        suplente=elenco.usuario("area"),
        proceso=elenco.proceso,
        desde=HOY,
        hasta=JORNADA,
        documento="X",
    )
    with pytest.raises(Rechazo, match="nadie puede suplirla"):
        cuentas.suplir(nueva, por=elenco.usuario("administracion"), en=AL)


def test_quien_suple_a_quien_ya_no_tiene_rol_deja_de_actuar(elenco: Elenco) -> None:
    titular, suplente = elenco.usuario("secretaria_ejecutiva"), elenco.usuario("ajena")
    Suplencia.objects.create(
        titular=titular, suplente=suplente, proceso=elenco.proceso, desde=INICIO, hasta=JORNADA, documento="X"
    )
    cuentas.terminar_nombramiento(
        titular.nombramientos.get(), hasta=AYER, motivo="Renuncia", por=elenco.usuario("administracion"), en=AL
    )
    assert ambito_de(suplente, HOY).funciones == ()


def test_la_entrada_detenida_se_ve_y_se_levanta_con_su_motivo(elenco: Elenco, informatica: Client) -> None:
    usuario = elenco.usuario("area")
    usuario.set_password(CLAVE)
    usuario.save()
    malo, bueno = ({"username": "area", "password": clave} for clave in ("otra", CLAVE))
    for _ in range(5):
        Client().post(reverse("entrar"), malo)
    assert Client().post(reverse("entrar"), bueno).status_code == 429
    lista = informatica.get("/p/prueba-2024/cuentas/").content.decode()
    assert "Entradas detenidas" in lista
    assert "5 intentos fallidos" in lista
    assert (
        "Levantar la detención" in informatica.get(reverse("cuenta", args=["prueba-2024", usuario.pk])).content.decode()
    )
    direccion = reverse("cuenta_accion", args=["prueba-2024", usuario.pk, "levantar"])
    assert informatica.post(direccion, {}).status_code == 422
    assert informatica.post(direccion, {"motivo": "Se equivocó de teclado"}).status_code == 302
    assert ultima(usuario).history_change_reason == "Levanta la detención de la entrada: Se equivocó de teclado"
    assert Client().post(reverse("entrar"), bueno).status_code == 302


# -- Suplencias --------------------------------------------------------------------------------------------


def test_una_suplencia_da_los_roles_de_la_persona_titular_y_termina(elenco: Elenco, informatica: Client) -> None:
    datos = {
        "suplente": "ajena",
        "titular": elenco.usuario("secretaria_ejecutiva").pk,
        "desde": "2024-04-02",
        "hasta": "2024-04-30",
        "documento": "Acuerdo 253",
    }
    assert informatica.post("/p/prueba-2024/cuentas/suplir/", datos).status_code == 302
    ajena = elenco.usuario("ajena")
    assert ambito_de(ajena, HOY).roles(elenco.proceso.pk) == {"secretaria_ejecutiva"}
    suplencia = Suplencia.objects.get()
    direccion = reverse("suplencia_terminar", args=["prueba-2024", suplencia.pk])
    largo = informatica.post(direccion, {"hasta": "2024-05-30", "motivo": "Regresó"})
    assert "para alargarlo registre uno nuevo" in largo.content.decode()
    suplencia.desde = INICIO
    suplencia.save()
    assert informatica.post(direccion, {"hasta": "2024-04-01", "motivo": "Regresó"}).status_code == 302
    assert ambito_de(ajena, HOY).funciones == ()


def test_se_abre_una_cuenta_solo_para_suplir(elenco: Elenco, informatica: Client) -> None:
    titular = elenco.usuario("secretaria_ejecutiva")
    datos = NUEVA | {"titular": titular.pk, "hasta": "2024-04-30"}
    assert informatica.post("/p/prueba-2024/cuentas/nueva/?rol=suplencia", datos).status_code == 200
    nueva = Usuario.objects.get(username="rosa.nueva")
    assert ambito_de(nueva, HOY).suplencia(elenco.proceso.pk, "secretaria_ejecutiva") == str(titular)
    assert nueva in cuentas.cuentas_de(elenco.proceso)


def test_no_se_suple_a_quien_no_tiene_rol(elenco: Elenco) -> None:
    suplencia = Suplencia(
        titular=elenco.usuario("ajena"),
        suplente=elenco.usuario("area"),
        proceso=elenco.proceso,
        desde=HOY,
        hasta=JORNADA,
        documento="Oficio 1",
    )
    with pytest.raises(ValidationError, match="No tiene ningún rol que suplir"):
        cuentas.suplir(suplencia, por=elenco.usuario("administracion"), en=AL)


# -- The list ----------------------------------------------------------------------------------------------


def test_la_lista_se_filtra_y_se_descarga_igual(elenco: Elenco, informatica: Client) -> None:
    terminado = nombramiento_de(elenco, "area")
    terminado.hasta = AYER
    terminado.save()
    vigentes = informatica.get("/p/prueba-2024/cuentas/").content.decode()
    assert "Area Transparencia De Prueba" in vigentes
    assert ">Area De Prueba<" not in vigentes
    assert ">Area De Prueba<" in informatica.get("/p/prueba-2024/cuentas/?cuando=terminadas").content.decode()
    csv = informatica.get("/p/prueba-2024/cuentas/?cuando=todas&rol=area&q=AREA&formato=csv").content.decode()
    assert len(csv.strip().splitlines()) == 3
    vacia = informatica.get("/p/prueba-2024/cuentas/?q=nadie").content.decode()
    assert "No hay nombramientos con estos filtros" in vacia


def test_la_lista_cuesta_lo_mismo_con_muchas_cuentas(
    elenco: Elenco, informatica: Client, django_assert_max_num_queries: Any
) -> None:
    rol = Group.objects.get(name=Rol.PARTIDO.value)
    usuarios = Usuario.objects.bulk_create(Usuario(username=f"u{n}", first_name=f"Persona {n}") for n in range(200))
    Nombramiento.objects.bulk_create(
        Nombramiento(usuario=u, rol=rol, proceso=elenco.proceso, actor=elenco.partido_a, desde=INICIO) for u in usuarios
    )
    with django_assert_max_num_queries(16):
        assert "1 a 50 de 212" in informatica.get("/p/prueba-2024/cuentas/").content.decode()


def test_los_errores_de_los_dos_formularios_van_en_un_solo_resumen(elenco: Elenco, informatica: Client) -> None:
    html = informatica.post("/p/prueba-2024/cuentas/nueva/?rol=area", {}).content.decode()
    assert html.count('id="resumen-errores-titulo"') == 1
    for campo in ("username", "email", "alcance", "desde"):
        assert f'href="#id_{campo}"' in html
