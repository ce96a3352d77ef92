"""The catalogues: each informática reaches its own processes, leaves its reason and deletes nothing."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from calendario.fechas import dia_local
from compliance.admin import AdminAuditado
from compliance.models import (
    Acto,
    Area,
    Candidatura,
    Entregable,
    Instituto,
    LimiteTexto,
    Nombramiento,
    Proceso,
    Usuario,
)
from flujos.models import Decision, Sesion

from ..elenco import INICIO, JORNADA, Elenco, momento

EN = momento("2024-04-02 00:00").date()


@pytest.fixture(autouse=True)
def dia_fijo(settings: Any) -> None:
    settings.DEMO_FECHA = EN


def entrar(cliente: Client, usuario: Usuario, **campos: bool) -> Client:
    for campo, valor in campos.items():
        setattr(usuario, campo, valor)
    usuario.save()
    cliente.force_login(usuario, backend="django.contrib.auth.backends.ModelBackend")
    return cliente


@pytest.fixture
def informatica(elenco: Elenco, client: Client) -> Client:
    """Whoever has the role «administracion» and may enter the catalogues; no superuser."""
    return entrar(client, elenco.usuario("administracion"), is_staff=True)


@pytest.fixture
def ajena(elenco: Elenco) -> Area:
    """An area of another institute's process."""
    instituto = Instituto.objects.create(clave="otro", siglas="OTRO", nombre="Otro", entidad="Jalisco")
    proceso = Proceso.objects.create(instituto=instituto, clave="otro-2024", nombre="Proceso ajeno", jornada=JORNADA)
    return Area.objects.create(proceso=proceso, clave="ajena", nombre="Área ajena")


def test_un_catalogo_se_cambia_y_queda_quien_cuando_y_por_que(elenco: Elenco, informatica: Client) -> None:
    direccion = f"/administracion/compliance/area/{elenco.informatica.pk}/change/"
    datos = {"nombre": "Unidad de Informática", "correo": "ti@example.com", "motivo": "Nuevo reglamento interior"}
    assert informatica.post(direccion, datos | {"clave": "otra"}).status_code == 302
    elenco.informatica.refresh_from_db()
    assert (elenco.informatica.nombre, elenco.informatica.clave) == ("Unidad de Informática", "informatica")
    fila = elenco.informatica.history.order_by("history_id").last()
    assert (fila.autor, fila.history_change_reason) == ("Administracion De Prueba", "Nuevo reglamento interior")
    assert dia_local(fila.history_date, elenco.proceso.tz) == EN


def test_cada_catalogo_muestra_solo_los_procesos_propios(elenco: Elenco, informatica: Client, ajena: Area) -> None:
    for modelo in admin.site._registry:
        if modelo._meta.app_label == "compliance":
            lista = informatica.get(f"/administracion/compliance/{modelo._meta.model_name}/")
            assert lista.status_code == 200, modelo
            assert "ajen" not in lista.content.decode().replace("ajena@example.com", ""), modelo
    base = f"/administracion/compliance/area/{ajena.pk}"
    assert informatica.get(f"{base}/change/").status_code == 302
    assert informatica.get(f"{base}/history/").status_code == 403
    version = ajena.history.get().history_id
    assert informatica.get(f"{base}/history/{version}/").status_code == 403
    nueva = {"proceso": ajena.proceso_id, "clave": "x", "nombre": "X", "correo": ""}
    assert informatica.post("/administracion/compliance/area/add/", nueva).status_code == 200
    assert not Area.objects.filter(clave="x").exists()
    assert "Proceso ajeno" not in informatica.get("/administracion/compliance/area/add/").content.decode()


def test_cuentas_roles_e_institutos_solo_se_leen(elenco: Elenco, informatica: Client) -> None:
    nombramiento = elenco.usuario("area").nombramientos.get()
    for direccion in (
        f"compliance/nombramiento/{nombramiento.pk}",
        f"compliance/usuario/{elenco.usuario('area').pk}",
        f"compliance/instituto/{elenco.instituto.pk}",
    ):
        assert informatica.get(f"/administracion/{direccion}/change/").status_code == 200
        assert informatica.post(f"/administracion/{direccion}/change/", {}).status_code == 403
    for modelo in ("nombramiento", "usuario", "instituto", "suplencia", "proceso"):
        assert informatica.get(f"/administracion/compliance/{modelo}/add/").status_code == 403


def test_nada_se_borra_ni_se_revierte_a_escondidas(elenco: Elenco, client: Client) -> None:
    entrar(client, elenco.usuario("administracion"), is_staff=True, is_superuser=True)
    for direccion in (
        f"area/{elenco.informatica.pk}",
        f"usuario/{elenco.usuario('area').pk}",
        f"nombramiento/{elenco.usuario('area').nombramientos.get().pk}",
    ):
        assert client.post(f"/administracion/compliance/{direccion}/delete/", {"post": "yes"}).status_code == 403
    version = elenco.informatica.history.get().history_id
    anterior = f"/administracion/compliance/area/{elenco.informatica.pk}/history/{version}/"
    assert client.get(anterior).status_code == 200
    assert client.post(anterior, {"nombre": "X"}).status_code == 403


def test_los_estados_y_los_hechos_no_estan_en_los_catalogos() -> None:
    assert not {Candidatura, Entregable, Decision, Sesion, Acto, Group} & set(admin.site._registry)


def test_todo_catalogo_deja_historia_y_no_borra() -> None:
    assert [modelo for modelo, a in admin.site._registry.items() if not isinstance(a, AdminAuditado)] == []


def test_la_contrasena_propia_no_se_cambia_en_los_catalogos(elenco: Elenco, informatica: Client) -> None:
    """Where it is changed failures count, an act is left, and the other sessions end."""
    usuario = elenco.usuario("administracion")
    usuario.set_password("Un-tren-verde-de-noche")
    usuario.save()
    informatica.force_login(usuario, backend="django.contrib.auth.backends.ModelBackend")
    nueva = "Dos-trenes-verdes-de-noche"
    datos = {"old_password": "Un-tren-verde-de-noche", "new_password1": nueva, "new_password2": nueva}
    assert informatica.post(reverse("admin:password_change"), datos)["Location"] == reverse("cambiar_contrasena")
    usuario.refresh_from_db()
    assert not usuario.check_password(nueva)


def test_nadie_teclea_la_contrasena_de_otra_persona_ni_la_adivina(elenco: Elenco, client: Client) -> None:
    usuario = elenco.usuario("area")
    usuario.set_password("Un-tren-verde-de-noche")
    usuario.save()
    entrar(client, elenco.usuario("administracion"), is_staff=True, is_superuser=True)
    base = "/administracion/compliance/usuario"
    assert client.get(f"{base}/{usuario.pk}/password/", follow=True).redirect_chain[-1][0] == "/administracion/"
    assert client.get(f"{base}/add/").status_code == 403
    assert "argon2" not in client.get(f"{base}/{usuario.pk}/change/").content.decode()
    assert client.get(f"{base}/?password__startswith=argon2").status_code == 400


def test_solo_entra_quien_administra(elenco: Elenco, client: Client) -> None:
    # Somebody who was let in and no longer has the role sees nothing.
    entrar(client, elenco.usuario("verificacion"), is_staff=True)
    assert client.get("/administracion/compliance/area/").status_code == 403
    assert "compliance" not in client.get("/administracion/").content.decode().split("<main")[-1]
    for nombre in ("auditoria", "partido"):
        client.force_login(elenco.usuario(nombre), backend="django.contrib.auth.backends.ModelBackend")
        assert client.get("/administracion/compliance/area/", follow=True).status_code == 403


def test_un_superusuario_nombra_a_la_primera_administracion_con_su_alcance_valido(
    elenco: Elenco, client: Client, ajena: Area
) -> None:
    entrar(client, elenco.usuario("ajena"), is_staff=True, is_superuser=True)
    datos: dict[str, Any] = {
        "usuario": elenco.usuario("area").pk,
        "rol": Group.objects.get(name="area").pk,
        "proceso": ajena.proceso_id,
        "desde": INICIO.isoformat(),
        "area": elenco.informatica.pk,
        "organo": "",
        "actor": "",
        "candidatura": "",
        "hasta": "",
        "documento": "",
    }
    direccion = "/administracion/compliance/nombramiento/add/"
    otra_area = Area.objects.create(proceso=ajena.proceso, clave="otra", nombre="Otra")
    assert "Pertenece a otro proceso." in client.post(direccion, datos).content.decode()
    sin_alcance = client.post(direccion, datos | {"area": ""}).content.decode()
    assert "El rol «Área responsable» necesita este dato." in sin_alcance
    assert "obligatorio" in client.post(direccion, datos | {"rol": ""}).content.decode()
    datos |= {"rol": Group.objects.get(name="administracion").pk, "area": otra_area.pk}
    assert "El rol «Administración» no lleva este dato" in client.post(direccion, datos).content.decode()
    datos |= {"area": ""}
    assert client.post(direccion, datos).status_code == 302
    assert Nombramiento.objects.filter(proceso=ajena.proceso, rol__name="administracion").exists()


def test_un_limite_imposible_se_explica(elenco: Elenco, informatica: Client) -> None:
    limite = LimiteTexto.objects.filter(proceso=elenco.proceso).first()
    assert limite is not None
    direccion = f"/administracion/compliance/limitetexto/{limite.pk}/change/"
    datos = {"campo": limite.campo, "minimo": 1, "maximo": 10, "motivo": "Acuerdo 9"}
    for mal in ({"minimo": -1}, {"minimo": 20}, {"campo": "biografia"}):
        assert "errornote" in informatica.post(direccion, datos | mal).content.decode(), mal
    limite.refresh_from_db()
    assert limite.maximo != 10
    assert informatica.post(direccion, datos).status_code == 302


def test_un_cambio_sin_motivo_no_se_guarda_y_un_alta_no_lo_necesita(elenco: Elenco, informatica: Client) -> None:
    area = elenco.informatica
    datos = {"nombre": "Unidad de Informática", "correo": ""}
    respuesta = informatica.post(f"/administracion/compliance/area/{area.pk}/change/", datos)
    assert "Este campo es obligatorio" in respuesta.content.decode()
    area.refresh_from_db()
    assert area.nombre == "Informática"
    nueva = {"proceso": elenco.proceso.pk, "clave": "archivo", "nombre": "Archivo", "correo": ""}
    assert informatica.post("/administracion/compliance/area/add/", nueva).status_code == 302
    assert Area.objects.get(clave="archivo").history.get().history_change_reason == "Alta en los catálogos"


def test_nadie_integra_un_organo_hasta_antes_de_empezar(elenco: Elenco, informatica: Client) -> None:
    integracion = elenco.consejo.integraciones.earliest("pk")
    datos = {"organo": elenco.consejo.pk, "nombre": integracion.nombre, "cargo": "Consejería", "motivo": "Renuncia"}
    datos |= {"desde": "2024-04-02", "hasta": "2024-04-01"}
    respuesta = informatica.post(f"/administracion/compliance/integracion/{integracion.pk}/change/", datos)
    assert "La integración termina antes de empezar." in respuesta.content.decode()


def test_lo_sintetico_no_deja_de_serlo_en_los_catalogos(elenco: Elenco, informatica: Client) -> None:
    elenco.proceso.es_demostracion = True
    elenco.proceso.save()
    direccion = f"/administracion/compliance/proceso/{elenco.proceso.pk}/change/"
    formulario = informatica.get(direccion).context["adminform"].form
    datos = {campo: formulario[campo].value() for campo in formulario.fields}
    datos = {campo: valor for campo, valor in datos.items() if valor not in (None, False)} | {"motivo": "Oficio 3"}
    assert informatica.post(direccion, datos | {"nombre": "Otro nombre"}).status_code == 302
    elenco.proceso.refresh_from_db()
    assert (elenco.proceso.nombre, elenco.proceso.es_demostracion) == ("Otro nombre", True)


def test_los_roles_que_entran_con_segundo_factor_se_marcan_por_su_nombre(elenco: Elenco, informatica: Client) -> None:
    direccion = f"/administracion/compliance/proceso/{elenco.proceso.pk}/change/"
    pagina = informatica.get(direccion)
    campo = pagina.context["adminform"].form["segundo_factor_roles"]
    marcados = {str(opcion.choice_label) for opcion in campo.subwidgets if opcion.data["selected"]}
    assert marcados == {"Administración", "Auditoría", "Secretaría ejecutiva", "Verificación"}
    formulario = pagina.context["adminform"].form
    datos = {campo: formulario[campo].value() for campo in formulario.fields}
    datos = {campo: valor for campo, valor in datos.items() if valor not in (None, False)} | {"motivo": "Oficio 3"}
    for roles, guardados, estado in (
        (["verificacion", "partido"], ["verificacion", "partido"], 302),
        (["nadie"], ["verificacion", "partido"], 200),
        ([], [], 302),
    ):
        assert informatica.post(direccion, datos | {"segundo_factor_roles": roles}).status_code == estado
        elenco.proceso.refresh_from_db()
        assert elenco.proceso.segundo_factor_roles == guardados
