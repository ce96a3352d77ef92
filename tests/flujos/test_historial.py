"""The audit history tells everything that happened, to those who audit, without the answers of anybody."""

import csv
import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendario.models import Calendario, Inhabil
from compliance.actos import Apunte, escritura, proceso_de
from compliance.auditoria import DATO_PROTEGIDO, nombre_de
from compliance.disparadores import sin_guardas
from compliance.historia import firmar, guardar
from compliance.models import (
    Acto,
    ActorPolitico,
    Area,
    Candidatura,
    Hito,
    Instituto,
    Integracion,
    Nombramiento,
    Organo,
    Proceso,
    Sello,
    Usuario,
)
from compliance.services.cadenas import sellar
from compliance.verificador import verificar_paquete
from documentos.models import Membrete
from flujos import candidaturas as servicios
from flujos import entregables
from flujos.historial import Busqueda, actos_de, asientos, pagina, tablas

from ..elenco import Elenco, identidad_completa, momento
from ..paginas import plana
from .lugares import HISTORIAL, PROCESO
from .pasos import hasta_remision

pytestmark = pytest.mark.usefixtures("veinte_de_abril")

SECRETOS = ("Nahua", "Persona bisexual", "Física")


def titulos(respuesta: HttpResponse) -> list[tuple[str, str]]:
    """What was done and to what, row by row."""
    return [(r.asiento.titulo, r.asiento.objeto) for r in (respuesta.context or {}).get("renglones", ())]


BAJADA = "Se descargó un archivo con datos de personas"


def bajar(cliente: Client, lugar: str = HISTORIAL, **filtros: str) -> list[dict[str, str]]:
    """What the file says, but for the acts of sending it."""
    respuesta = cliente.get(lugar, {**filtros, "formato": "csv"})
    assert respuesta.streaming
    texto = b"".join(respuesta.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]
    return [f for f in csv.DictReader(io.StringIO(texto)) if f["Qué se hizo"] != BAJADA]


def movimientos(proceso: Proceso, **campos: Any) -> list[tuple[str, str]]:
    return [(a.titulo, a.objeto) for a in asientos(pagina(actos_de(proceso, Busqueda(**campos))).actos)]


def borrar(objeto: Any) -> None:
    """Take it away through an act."""
    en = momento("2024-04-19 12:00")
    with escritura():
        firmar(objeto, None, en, "Ya no existe", Apunte("quitar", objeto, en=en, motivo="Ya no existe"))
        objeto.delete()


# -- Whose history it is --------------------------------------------------------------------------------------


def test_todo_modelo_auditado_dice_a_que_proceso_pertenece() -> None:
    """By a `proceso` of its own or by what it is part of; those of no process are named in `pertenencia`."""
    sin_proceso = {Calendario, Instituto, Membrete, Proceso, Usuario}
    for modelo in set(tablas()) - sin_proceso:
        while parte_de := getattr(modelo, "PARTE_DE", ""):
            modelo = modelo._meta.get_field(parte_de).related_model  # type: ignore[assignment]
        assert modelo is Calendario or any(f.name == "proceso" for f in modelo._meta.fields), modelo


def test_lo_que_forma_parte_de_algo_es_del_mismo_proceso(elenco: Elenco) -> None:
    c = elenco.candidatura_en("observada")
    assert proceso_de(c.observaciones.get()) == proceso_de(elenco.proceso) == elenco.proceso.pk
    assert proceso_de(elenco.usuario("area")) is None
    integracion = Integracion(organo=elenco.consejo, nombre="Nueva", cargo="Vocal", desde=date(2024, 1, 1))
    guardar(integracion, por=None, en=momento("2024-04-18 10:00"), motivo="Alta")
    acto = Acto.objects.get(modelo="compliance.integracion", objeto=integracion.pk)
    assert acto.proceso == elenco.proceso


def test_nombrar_muchos_objetos_no_pregunta_por_cada_uno(elenco: Elenco) -> None:
    entregables.remitir(
        hasta_remision(elenco),
        oficio="IEPC/1",
        remitida_en=momento("2024-04-05 10:00"),
        destinatario="UTVOPL",
        por=elenco.usuario("secretaria_ejecutiva"),
        en=momento("2024-04-05 10:00"),
    )
    c = elenco.candidatura_en("publicada")
    servicios.otorgar_consentimiento(
        c, finalidad="publicacion", documento="c.pdf", por=elenco.cuenta_de(c), en=momento("2024-04-16 10:00")
    )
    vistos = set()
    for modelo in tablas():
        consulta = modelo._base_manager.select_related(*getattr(modelo, "NOMBRE_CON", ()))
        for objeto in consulta[:3]:
            vistos.add(modelo._meta.model_name)
            with CaptureQueriesContext(connection) as hechas:
                assert nombre_de(objeto)
            assert len(hechas) == 0, modelo
    assert {"candidatura", "consentimiento", "voto", "remision", "nombramiento", "sesion"} <= vistos


def test_lo_de_otro_proceso_no_aparece(elenco: Elenco, auditoria: Client) -> None:
    otro = Proceso.objects.create(
        instituto=elenco.instituto, clave="otro", nombre="Otro proceso", jornada=date(2027, 6, 6)
    )
    area = Area(proceso=otro, clave="ajena", nombre="Área de otro proceso")
    guardar(area, por=None, en=momento("2024-04-01 10:00"), motivo="Alta")
    organo = Organo(proceso=otro, clave="consejo", nombre="Consejo de otro proceso", tipo="consejo")
    guardar(organo, por=None, en=momento("2024-04-01 10:00"), motivo="Alta")
    integrante = Integracion(organo=organo, nombre="Integrante de otro proceso", cargo="X", desde=date(2024, 1, 1))
    guardar(integrante, por=None, en=momento("2024-04-01 10:00"), motivo="Alta")
    guardar(elenco.consejo, por=None, en=momento("2024-04-01 10:00"), motivo="Alta")
    texto = str(bajar(auditoria))
    assert "otro proceso" not in texto
    assert "Consejo Estatal" in texto
    [ajeno] = Acto.objects.filter(modelo="compliance.area", objeto=area.pk)
    assert auditoria.get(f"{HISTORIAL}actos/{ajeno.pk}/").status_code == 404
    assert auditoria.get(f"{HISTORIAL}area/{area.pk}/paquete/").status_code == 404
    assert auditoria.get(f"{HISTORIAL}area/{area.pk}/").status_code == 404
    assert auditoria.get("/p/otro/historial/").status_code == 404


def test_quien_entra_y_sale_de_una_coalicion_queda_con_su_antes_y_su_despues(
    elenco: Elenco, client: Client, auditoria: Client
) -> None:
    informatica = elenco.usuario("administracion")
    informatica.is_staff = True
    informatica.save()
    client.force_login(informatica, backend="django.contrib.auth.backends.ModelBackend")
    a, b = elenco.partido_a, elenco.partido_b
    coalicion = ActorPolitico(proceso=elenco.proceso, clave="a-b", nombre="Coalición A y B", tipo="coalicion")
    guardar(coalicion, por=None, en=momento("2024-04-19 10:00"), motivo="Alta")
    lugar = f"/administracion/compliance/actorpolitico/{coalicion.pk}/change/"
    datos = {"nombre": coalicion.nombre, "tipo": "coalicion", "siglas": "", "correo": "", "motivo": "Convenio"}
    assert client.post(lugar, datos | {"integrantes": [a.pk, b.pk]}).status_code == 302
    assert client.post(lugar, datos | {"integrantes": [b.pk], "motivo": "Se separa"}).status_code == 302

    cambios = [
        (f["Motivo"], f["Persona"], f["Antes"], f["Después"])
        for f in reversed(bajar(auditoria, f"{HISTORIAL}actorpolitico/{coalicion.pk}/"))
        if f["Dato"] == "Integrantes"
    ]
    assert cambios == [
        ("Convenio", str(informatica), "", f"{a}\n{b}"),
        ("Se separa", str(informatica), f"{a}\n{b}", str(b)),
    ]


def test_lo_que_no_es_de_ningun_proceso_lo_ven_los_suyos(elenco: Elenco, auditoria: Client) -> None:
    en = momento("2024-04-18 10:00")
    propio = Calendario(clave="iepc", nombre="Calendario propio")
    guardar(propio, por=None, en=en, motivo="Alta")
    dia = Inhabil(
        calendario=propio, desde=date(2024, 4, 5), hasta=date(2024, 4, 5), motivo="Aniversario", documento="Acuerdo 1"
    )
    ajena = Usuario(username="sin.papel", first_name="Persona", last_name="De Otra Casa", password="!")
    otro = Calendario(clave="ajeno", nombre="Calendario ajeno")
    for objeto in (dia, otro, ajena, elenco.instituto, elenco.usuario("area")):
        guardar(objeto, por=None, en=en, motivo="Alta")
    objetos = {fila["Objeto"] for fila in bajar(auditoria)}
    assert {"Calendario propio", "Aniversario (2024-04-05 a 2024-04-05)", "IEPC", "Area De Prueba"} <= objetos
    assert not {"Calendario ajeno", str(ajena)} & objetos
    assert not Acto.objects.exclude(proceso=None).exclude(verbo="descargar").exists()


def test_lo_que_se_hace_al_calendario_en_otro_proceso_del_instituto_tambien_se_ve(
    elenco: Elenco, auditoria: Client
) -> None:
    en = momento("2024-04-18 10:00")
    otro = Proceso.objects.create(
        instituto=elenco.instituto, clave="otro-2027", nombre="Otro proceso", jornada=date(2027, 6, 6)
    )
    propio = Calendario(clave="iepc", nombre="Calendario propio")
    guardar(propio, por=None, en=en, motivo="Alta")
    dia = Inhabil(calendario=propio, desde=date(2024, 4, 5), hasta=date(2024, 4, 5), motivo="Aniversario")
    dia.documento = "Acuerdo 1"
    guardar(dia, por=None, en=en, motivo="Alta", acto=Apunte("guardar", dia, en=en, proceso_id=otro.pk))
    acto = Acto.objects.get(verbo="guardar")
    assert acto.proceso == otro
    assert str(acto.pk) in {f["Acto"] for f in bajar(auditoria)}
    assert auditoria.get(f"{HISTORIAL}actos/{acto.pk}/").status_code == 200
    assert auditoria.get(f"{HISTORIAL}inhabil/{dia.pk}/").status_code == 200


def test_lo_que_se_borro_sigue_en_el_historial_con_su_nombre(elenco: Elenco, auditoria: Client) -> None:
    organo = Organo(proceso=elenco.proceso, clave="grupo", nombre="Grupo fugaz", tipo="grupo")
    guardar(organo, por=None, en=momento("2024-04-18 10:00"), motivo="Alta")
    borrar(organo)
    filas = bajar(auditoria, q="fugaz")
    assert {f["Qué se hizo"] for f in filas} == {"Se dio de alta", "Se quitó"}
    assert {f["Objeto"] for f in filas} == {"Grupo fugaz"}
    assert {f["Movimiento"] for f in filas if f["Qué se hizo"] == "Se quitó"} == {"Baja"}


# -- Who reads it ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nombre", ["auditoria", "administracion"])
def test_lo_lee_quien_audita_o_administra(elenco: Elenco, client: Client, nombre: str) -> None:
    client.force_login(elenco.usuario(nombre))
    c = elenco.candidatura()
    assert client.get(HISTORIAL).status_code == 200
    assert client.get(f"{HISTORIAL}candidatura/{c.pk}/").status_code == 200


@pytest.mark.parametrize(
    "nombre",
    [
        "comision",
        "consejo",
        "secretaria_tecnica",
        "secretaria_ejecutiva",
        "area",
        "verificacion",
        "comite_transparencia",
        "partido",
        "ajena",
    ],
)
def test_para_los_demas_no_existe(elenco: Elenco, client: Client, nombre: str) -> None:
    c = elenco.candidatura()
    client.force_login(elenco.usuario(nombre))
    for lugar in (HISTORIAL, f"{HISTORIAL}?formato=csv", f"{HISTORIAL}candidatura/{c.pk}/"):
        assert client.get(lugar).status_code == 404


def test_sin_cuenta_se_pide_entrar(elenco: Elenco, client: Client) -> None:
    respuesta = client.get(HISTORIAL)
    assert respuesta.status_code == 302
    assert respuesta["Location"].startswith(reverse("entrar"))


def test_solo_se_lee(elenco: Elenco, auditoria: Client) -> None:
    c = elenco.candidatura_en("publicada")
    antes = Acto.objects.count()
    for lugar in (HISTORIAL, f"{HISTORIAL}candidatura/{c.pk}/"):
        assert auditoria.post(lugar).status_code == 405
        auditoria.get(lugar)
    assert Acto.objects.count() == antes


# -- What it tells --------------------------------------------------------------------------------------------


def test_lo_mas_reciente_va_primero_con_su_antes_y_despues(elenco: Elenco, auditoria: Client) -> None:
    elenco.candidatura_en("publicada")
    ana = "Ana Pérez Ñuño · Diputación local MR"
    respuesta = auditoria.get(HISTORIAL, {"hasta": "2024-04-30"})
    assert titulos(respuesta)[:3] == [("Se publicó", ana), ("Se autorizó la publicación", ana), ("Se validó", ana)]
    [estado] = [f for f in bajar(auditoria, clase="candidatura") if f["Después"] == "Publicada"]
    assert (estado["Dato"], estado["Antes"], estado["Registro"]) == ("Estado", "Validada", ana)
    assert estado["Persona"] == "Verificacion De Prueba"
    assert estado["Registrado"] == "2024-04-15 10:00:00-06:00"


def test_los_cambios_se_comparan_en_el_orden_en_que_se_escribieron(elenco: Elenco, auditoria: Client) -> None:
    area = elenco.informatica
    for dia, nombre in (("2024-04-10", "Segundo"), ("2024-04-05", "Tercero, con fecha anterior")):
        area.nombre = nombre
        guardar(area, por=None, en=momento(f"{dia} 10:00"), motivo="Corrección")
    cambios = [(f["Antes"], f["Después"]) for f in bajar(auditoria, f"{HISTORIAL}area/{area.pk}/")]
    assert cambios == [("Informática", "Segundo"), ("Segundo", "Tercero, con fecha anterior")]


def test_los_nombramientos_y_las_cuentas_dejan_historial(elenco: Elenco, auditoria: Client) -> None:
    n = Nombramiento.objects.get(usuario=elenco.usuario("verificacion"))
    n.hasta = date(2024, 4, 30)
    guardar(n, por=elenco.usuario("administracion"), en=momento("2024-04-18 10:00"), motivo="Renuncia")
    [fila] = bajar(auditoria, clase="nombramiento")
    assert (fila["Dato"], fila["Antes"], fila["Después"]) == ("Hasta", "", "mar 30 abr 2024")
    assert (fila["Persona"], fila["Motivo"]) == ("Administracion De Prueba", "Renuncia")
    cuenta = elenco.usuario("verificacion")
    cuenta.is_active = False
    guardar(cuenta, por=elenco.usuario("administracion"), en=momento("2024-04-19 10:00"), motivo="Baja")
    [fila] = bajar(auditoria, clase="usuario")
    assert fila["Después"] == "No"
    assert "Verificacion De Prueba" in auditoria.get(HISTORIAL, {"clase": "nombramiento"}).content.decode()


def test_un_acto_dice_lo_que_se_verifico(elenco: Elenco, auditoria: Client) -> None:
    elenco.candidatura_en("publicada")
    filas = bajar(auditoria, verbo="publicar")
    assert {(f["Dato"], f["Antes"], f["Después"]) for f in filas} == {
        ("Estado", "Validada", "Publicada"),
        ("Publicada en", "", "lun 15 abr 2024, 10:00"),
        ("Orden de la autorización", "", "ambas"),
        ("Autorizada", "", "sáb 6 abr 2024, 10:00"),
        ("Validada", "", "vie 5 abr 2024, 10:00"),
    }


def test_cada_fila_lleva_a_su_acto_y_a_la_pagina_de_su_objeto(elenco: Elenco, auditoria: Client) -> None:
    c = elenco.candidatura_en("observada")
    informe = hasta_remision(elenco)
    pagina_ = auditoria.get(HISTORIAL).content.decode()
    assert f'href="{reverse("entregable", args=[PROCESO, informe.pk])}"' in pagina_
    assert f'href="{reverse("candidatura", args=[PROCESO, c.pk])}"' in pagina_
    assert f'href="{HISTORIAL}candidatura/{c.pk}/"' in pagina_
    assert re.search(rf'href="/p/{PROCESO}/sesiones/\d+/"', pagina_)
    assert f'href="{HISTORIAL}actos/{c.actos.latest("pk").pk}/"' in pagina_


def test_lo_escrito_no_se_ejecuta_ni_aqui_ni_en_una_hoja_de_calculo(elenco: Elenco, auditoria: Client) -> None:
    area = elenco.informatica
    area.nombre = "=CMD()<script>alert(1)</script>"
    guardar(area, por=None, en=momento("2024-04-18 10:00"), motivo="<b>motivo</b>")
    acto = Acto.objects.latest("pk")
    entonces = f"{HISTORIAL}area/{area.pk}/?el=2024-04-19T10:00"
    for lugar in (HISTORIAL, f"{HISTORIAL}area/{area.pk}/", f"{HISTORIAL}actos/{acto.pk}/", entonces):
        html = auditoria.get(lugar).content.decode()
        assert "<script>alert" not in html
        assert "<b>motivo" not in html
    [fila] = bajar(auditoria, clase="area")
    assert fila["Después"].startswith("'=CMD()")
    assert fila["Registro"].startswith("'=CMD()")


def test_un_valor_muy_largo_se_corta_en_la_pagina_y_no_en_la_descarga(elenco: Elenco, auditoria: Client) -> None:
    c = elenco.candidatura()
    c.curricular.historia_profesional = "palabra " * 500 + "final"
    guardar(c.curricular, por=None, en=momento("2024-04-18 10:00"), motivo="Borrador")
    html = auditoria.get(f"{HISTORIAL}actos/{Acto.objects.latest('pk').pk}/").content.decode()
    assert "completos en la descarga" in html
    assert "palabra final" not in html
    assert "palabra final" in str(bajar(auditoria, clase="cuestionariocurricular"))


# -- Filters --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("autor", ["verificacion de prueba", "VERIFICACIÓN", "prueba verifi"])
def test_se_filtra_por_quien_lo_hizo(elenco: Elenco, autor: str) -> None:
    elenco.candidatura_en("publicada")
    hechas = movimientos(elenco.proceso, autor=autor)
    assert {titulo for titulo, _ in hechas} == {"Se publicó", "Se validó"}


def test_el_sistema_tambien_es_autor(elenco: Elenco) -> None:
    elenco.candidatura_en("capturada")
    titulos_ = {t for t, _ in movimientos(elenco.proceso, autor="sistema")}
    assert "Se envió la cuenta de acceso" in titulos_
    assert "Se enviaron los cuestionarios" not in titulos_
    assert movimientos(elenco.proceso, autor="nadie de aquí") == []


def test_se_filtra_por_tipo_de_registro_nombre_y_numero(elenco: Elenco, auditoria: Client) -> None:
    c = elenco.candidatura_en("publicada")
    elenco.candidatura_en("capturada", "Beto López", formula="2")
    for q in ("perez nuno", "PÉREZ", str(c.pk)):
        filas = bajar(auditoria, clase="candidatura", q=q)
        assert {f["Número"] for f in filas if f["Sobre"] == "candidatura"} == {str(c.pk)}
    # By what they wrote too: questionnaires are written by what is done to their candidacy.
    assert {f["Sobre"] for f in bajar(auditoria, clase="cuestionariocurricular", q="Ñuño")} >= {"candidatura"}
    assert "Beto" not in str(bajar(auditoria, q="Ñuño"))


def test_se_filtra_por_lo_que_se_hizo(elenco: Elenco, auditoria: Client) -> None:
    c = elenco.candidatura_en("publicada")
    elenco.candidatura_en("publicada", "Beto López", formula="2")
    servicios.otorgar_consentimiento(
        c, finalidad="publicacion", documento="c.pdf", por=elenco.cuenta_de(c), en=momento("2024-04-16 10:00")
    )
    assert movimientos(elenco.proceso, verbo="otorgar_consentimiento") == [("Se dio un consentimiento", str(c))]
    escrito = {(f["Movimiento"], f["Registro"]) for f in bajar(auditoria, verbo="otorgar_consentimiento")}
    assert ("Alta", f"Publicación de {c}") in escrito
    assert len(movimientos(elenco.proceso, verbo="publicar")) == 2


def test_los_dias_son_los_del_instituto_y_entran_enteros(elenco: Elenco, auditoria: Client) -> None:
    for hora in ("2024-04-17 23:59", "2024-04-18 00:00", "2024-04-18 23:59", "2024-04-19 00:00"):
        elenco.informatica.nombre = hora
        guardar(elenco.informatica, por=None, en=momento(hora), motivo="Cambio")
    filas = bajar(auditoria, clase="area", desde="2024-04-18", hasta="2024-04-18")
    assert [f["Después"] for f in filas] == ["2024-04-18 23:59", "2024-04-18 00:00"]


@pytest.mark.parametrize(
    ("filtro", "error"),
    [
        ({"desde": "2024-05-01", "hasta": "2024-04-01"}, "Es anterior al primer día."),
        ({"desde": "ayer"}, "Introduzca una fecha válida"),
        ({"clase": "contrasena"}, "Escoja una opción válida"),
        ({"verbo": "borrar"}, "Escoja una opción válida"),
    ],
)
def test_un_filtro_imposible_se_explica_y_no_descarga_todo(
    elenco: Elenco, auditoria: Client, filtro: dict[str, str], error: str
) -> None:
    elenco.candidatura_en("publicada")
    for parametros in (filtro, {**filtro, "formato": "csv"}):
        respuesta = auditoria.get(HISTORIAL, parametros)
        assert respuesta.status_code == 422
        html = respuesta.content.decode()
        assert 'class="resumen-errores"' in html
        assert titulos(respuesta) == []
        assert "Ana Pérez" not in html


def test_sin_hallazgos_se_dice_que_hacer(elenco: Elenco, auditoria: Client) -> None:
    assert "Ningún acto con estos filtros" in auditoria.get(HISTORIAL, {"q": "zzz"}).content.decode()
    assert bajar(auditoria, q="zzz") == []


def test_la_descarga_trae_exactamente_lo_filtrado(elenco: Elenco, auditoria: Client) -> None:
    elenco.candidatura_en("publicada")
    hasta_remision(elenco)
    for filtros in ({}, {"clase": "voto"}, {"autor": "verificacion"}, {"desde": "2024-04-05"}):
        renglones = auditoria.get(HISTORIAL, filtros).context["renglones"]
        vistos = [str(r.asiento.acto.pk) for r in renglones if r.asiento.titulo != BAJADA]
        assert vistos
        assert list(dict.fromkeys(f["Acto"] for f in bajar(auditoria, **filtros))) == vistos


def test_el_enlace_de_la_descarga_lleva_los_filtros(elenco: Elenco, auditoria: Client) -> None:
    elenco.candidatura_en("publicada")
    respuesta = auditoria.get(HISTORIAL, {"clase": "candidatura", "tras": "1000000"})
    assert respuesta.context["csv"] == "?clase=candidatura&formato=csv"


# -- Identity -------------------------------------------------------------------------------------------------


def con_secretos(e: Elenco) -> Candidatura:
    """A candidacy observed about its identity, whose answers changed once."""
    c = e.candidatura_en("capturada")
    cuenta, verificacion = e.cuenta_de(c), e.usuario("verificacion")
    todo = servicios.NuevaObservacion("general", ["incompleto"], "Falta la meta.")
    c = servicios.observar(c, observaciones=[todo], por=verificacion, en=momento("2024-04-05 10:00"))
    respuestas = identidad_completa(
        indigena="Sí",
        pueblo_indigena="Otro",
        pueblo_indigena_otro="Nahua de aquí",
        diversidad="Sí",
        diversidad_identidad="Persona bisexual",
        discapacidad="Sí",
        discapacidad_tipo="Física",
    )
    servicios.guardar_borrador(c, identidad=respuestas, por=cuenta, en=momento("2024-04-06 10:00"))
    c = servicios.enviar_captura(c, por=cuenta, en=momento("2024-04-06 11:00"))
    nueva = servicios.NuevaObservacion("diversidad", ["contradiccion"], "Dice ser Persona bisexual, aclare.")
    c = servicios.observar(c, observaciones=[nueva], por=verificacion, en=momento("2024-04-07 10:00"))
    servicios.responder_observacion(
        c.observaciones.get(rubro="diversidad"),
        respuesta="Sí, Persona bisexual.",
        por=cuenta,
        en=momento("2024-04-08 10:00"),
    )
    return c


def test_las_respuestas_de_identidad_no_salen_por_ningun_lado(elenco: Elenco, auditoria: Client) -> None:
    c = con_secretos(elenco)
    salidas = [auditoria.get(HISTORIAL).content.decode()]
    salidas += [auditoria.get(f"{HISTORIAL}actos/{a.pk}/").content.decode() for a in Acto.objects.all()]
    ya = "?el=2024-04-19T10:00"
    salidas += [
        auditoria.get(f"{HISTORIAL}candidatura/{c.pk}/{ya}").content.decode(),
        auditoria.get(f"{HISTORIAL}cuestionarioidentidad/{c.identidad.pk}/{ya}").content.decode(),
        auditoria.get(f"{HISTORIAL}candidatura/{c.pk}/").content.decode(),
        auditoria.get(f"{HISTORIAL}cuestionarioidentidad/{c.identidad.pk}/").content.decode(),
        str(bajar(auditoria)),
        str(bajar(auditoria, f"{HISTORIAL}candidatura/{c.pk}/")),
    ]
    salidas += [auditoria.get(f"{HISTORIAL}observacion/{o.pk}/").content.decode() for o in c.observaciones.filter()]
    for salida in salidas:
        assert not [s for s in SECRETOS if s in salida]
    assert "(respuesta protegida)" in auditoria.get(f"{HISTORIAL}candidatura/{c.pk}/{ya}").content.decode()
    with zipfile.ZipFile(paquete(auditoria, f"candidatura/{c.pk}")) as archivo:
        assert not [s for s in SECRETOS if s in archivo.read("historial.json").decode()]
    # Of the public questionnaire an observation is told whole.
    assert "Falta la meta." in str(bajar(auditoria, clase="observacion"))


def test_ni_siquiera_se_dice_cual_pregunta_cambio(elenco: Elenco, auditoria: Client) -> None:
    con_secretos(elenco)
    filas = [f for f in bajar(auditoria) if f["Tipo de registro"] == "cuestionario identidad" and f["Dato"]]
    ultimo = [f for f in filas if f["Acto"] == filas[0]["Acto"]]
    assert {f["Dato"] for f in ultimo} == {
        "Respuestas de «Autoadscripción indígena»",
        "Respuestas de «Diversidad sexual»",
        "Respuestas de «Población con discapacidad»",
    }
    assert {(f["Antes"], f["Después"]) for f in ultimo} == {("(respuesta protegida)",) * 2}


def test_una_busqueda_no_sirve_para_adivinar_respuestas(elenco: Elenco, auditoria: Client) -> None:
    con_secretos(elenco)
    for secreto in SECRETOS:
        assert bajar(auditoria, q=secreto) == []


# -- One object -----------------------------------------------------------------------------------------------


def test_un_objeto_trae_lo_que_forma_parte_de_el(elenco: Elenco, auditoria: Client) -> None:
    c = elenco.candidatura_en("publicada")
    elenco.candidatura_en("capturada", "Beto López", formula="2")
    respuesta = auditoria.get(f"{HISTORIAL}candidatura/{c.pk}/")
    sucesos = respuesta.context["sucesos"]
    assert [s.titulo for s in sucesos[:3]] == ["Se publicó", "Se autorizó la publicación", "Se validó"]
    escritos = {x.campo.split(":")[0] for s in sucesos for x in s.cambios}
    assert {"Cuestionario curricular", "Cuestionario identidad"} <= escritos
    assert [(x.campo, x.antes, x.despues) for x in sucesos[0].cambios] == [
        ("Estado", "Validada", "Publicada"),
        ("Publicada en", "", "lun 15 abr 2024, 10:00"),
    ]
    html = respuesta.content.decode()
    assert "Beto" not in html
    assert reverse("candidatura", args=[PROCESO, c.pk]) in html


def test_lo_que_no_dejo_huella_aqui_no_existe(elenco: Elenco, auditoria: Client) -> None:
    inexistentes = ("candidatura/999999", "transicion/1", "sesion-inventada/1", f"area/{10**18}", "actos/999999")
    for lugar in (*inexistentes, "candidatura/999999/paquete", f"actos/{10**30}", f"area/{10**30}"):
        assert auditoria.get(f"{HISTORIAL}{lugar}/").status_code == 404


def test_lo_borrado_conserva_su_historial(elenco: Elenco, auditoria: Client) -> None:
    hito = Hito(proceso=elenco.proceso, clave="h", grupo="G", nombre="Módulo fugaz", termina=date(2024, 4, 1))
    guardar(hito, por=None, en=momento("2024-04-18 10:00"), motivo="Alta")
    pk = hito.pk
    borrar(hito)
    respuesta = auditoria.get(f"{HISTORIAL}hito/{pk}/")
    assert [s.titulo for s in respuesta.context["sucesos"]] == ["Se quitó", "Se dio de alta"]
    assert "Módulo fugaz" in respuesta.content.decode()


# -- One act --------------------------------------------------------------------------------------------------


def test_un_acto_se_abre_con_lo_que_escribio_sus_hechos_y_su_lugar_en_la_cadena(
    elenco: Elenco, auditoria: Client
) -> None:
    c = elenco.candidatura_en("publicada")
    acto = c.actos.get(verbo="publicar")
    html = plana(auditoria.get(f"{HISTORIAL}actos/{acto.pk}/"))
    for dicho in ("Se publicó", "Verificacion De Prueba", "<del>Validada</del>", "<ins>Publicada</ins>"):
        assert dicho in html
    assert "Orden de la autorización" in html
    assert acto.huella in html
    assert acto.previo in html
    assert "Faltan filas" not in html


def test_lo_que_ocurrio_otro_dia_se_dice(elenco: Elenco, auditoria: Client) -> None:
    en, ocurrio = momento("2024-04-18 10:00"), momento("2024-04-15 09:30")
    with escritura():
        apunte = Apunte("cambio", elenco.informatica, en=en, ocurrio=ocurrio, notable=True)
        guardar(elenco.informatica, por=None, en=en, motivo="Oficio", acto=apunte)
    acto = Acto.objects.latest("pk")
    for lugar in (HISTORIAL, f"{HISTORIAL}actos/{acto.pk}/"):
        assert "lun 15 abr 2024, 09:30" in plana(auditoria.get(lugar))
    assert bajar(auditoria)[0]["Ocurrido"] == "2024-04-15 09:30:00-06:00"


def test_una_fila_que_se_quito_a_la_fuerza_se_echa_de_menos(elenco: Elenco, auditoria: Client) -> None:
    elenco.informatica.nombre = "Otro nombre"
    guardar(elenco.informatica, por=None, en=momento("2024-04-18 10:00"), motivo="Cambio")
    acto = Acto.objects.latest("pk")
    with sin_guardas():
        Area.history.filter(acto=acto.pk).delete()
    assert "Faltan filas de este acto" in plana(auditoria.get(f"{HISTORIAL}actos/{acto.pk}/"))


# -- As it stood ----------------------------------------------------------------------------------------------


def entonces(cliente: Client, objeto: str, el: str) -> tuple[str, dict[str, dict[str, str]]]:
    """How an object stood: whether it was there, and its values; those of what was part of it, by its name."""
    respuesta = cliente.get(f"{HISTORIAL}{objeto}/", {"el": el})
    assert respuesta.status_code == 200
    contexto = respuesta.context
    return contexto["entonces"].situacion, {nombre: dict(valores) for nombre, valores in contexto["como_estaba"]}


def test_un_objeto_se_ve_como_estaba_en_un_momento(elenco: Elenco, auditoria: Client) -> None:
    hito = Hito(proceso=elenco.proceso, clave="h", grupo="G", nombre="Primero", termina=date(2024, 4, 1))
    guardar(hito, por=None, en=momento("2024-04-10 10:00"), motivo="Alta")
    hito.nombre = "Segundo"
    guardar(hito, por=None, en=momento("2024-04-12 10:00"), motivo="Cambio")
    lugar = f"hito/{hito.pk}"
    borrar(hito)
    assert entonces(auditoria, lugar, "2024-04-10T09:59") == ("todavia_no", {})
    situacion, visto = entonces(auditoria, lugar, "2024-04-10T10:00")
    assert (situacion, visto[""]["Nombre"]) == ("existia", "Primero")
    assert entonces(auditoria, lugar, "2024-04-12T10:00")[1][""]["Nombre"] == "Segundo"
    situacion, visto = entonces(auditoria, lugar, "2024-04-19T12:00")
    assert (situacion, visto[""]["Nombre"]) == ("ya_no", "Segundo")


def test_con_lo_que_entonces_formaba_parte_de_el(elenco: Elenco, auditoria: Client) -> None:
    c = elenco.candidatura_en("observada")
    observada = c.actos.get(verbo="observar").en.astimezone(elenco.proceso.tz)
    _, antes = entonces(auditoria, f"candidatura/{c.pk}", "2024-03-01T00:00")
    _, despues = entonces(auditoria, f"candidatura/{c.pk}", f"{observada:%Y-%m-%dT%H:%M}")
    assert not [nombre for nombre in antes if nombre.startswith("Observación")]
    assert [nombre for nombre in despues if nombre.startswith("Observación")]
    assert despues[""]["Estado"] == "Observada"
    [identidad] = [valores for nombre, valores in despues.items() if nombre.startswith("Cuestionario identidad")]
    respuestas = {v for dato, v in identidad.items() if dato.startswith("Respuestas de")}
    assert respuestas == {"(respuesta protegida)"}


@pytest.mark.parametrize("el", ["", "ayer", "2024-13-01T10:00"])
def test_un_momento_imposible_se_explica(elenco: Elenco, auditoria: Client, el: str) -> None:
    c = elenco.candidatura_en("publicada")
    respuesta = auditoria.get(f"{HISTORIAL}candidatura/{c.pk}/", {"el": el})
    assert respuesta.status_code == 422
    assert respuesta.context["entonces"] is None


# -- What proves it -------------------------------------------------------------------------------------------


def paquete(cliente: Client, objeto: str) -> io.BytesIO:
    respuesta = cliente.get(f"{HISTORIAL}{objeto}/paquete/")
    assert respuesta.status_code == 200
    return io.BytesIO(b"".join(respuesta.streaming_content))  # type: ignore[arg-type]


def test_el_paquete_de_un_objeto_se_verifica_sin_lo_que_el_historial_calla(
    elenco: Elenco, auditoria: Client, tmp_path: Path
) -> None:
    c = con_secretos(elenco)
    sellar(date(2024, 4, 19), momento("2024-04-19 23:00"))
    archivo = tmp_path / "c.zip"
    archivo.write_bytes(paquete(auditoria, f"candidatura/{c.pk}").getvalue())
    dicho, cuantos = verificar_paquete(str(archivo)), c.actos.count()
    assert (dicho["actos"], dicho["objetos"], dicho["sellos"], dicho["rotos"]) == (cuantos, 1, 1, [])
    with zipfile.ZipFile(archivo) as abierto:
        filas = json.loads(abierto.read("historial.json"))["filas"]
    assert {f["tabla"] for f in filas if "reservada" in f} >= {"compliance.cuestionarioidentidad"}
    assert [f for f in filas if f["tabla"] == "compliance.candidatura" and "campos" in f]


def test_los_sellos_se_muestran(elenco: Elenco, auditoria: Client) -> None:
    assert "Todavía no" in plana(auditoria.get(f"{HISTORIAL}sellos/"))
    elenco.candidatura_en("publicada")
    sello = sellar(date(2024, 4, 19), momento("2024-04-19 23:00"))
    assert isinstance(sello, Sello)
    for lugar in (HISTORIAL, f"{HISTORIAL}sellos/"):
        html = plana(auditoria.get(lugar))
        assert sello.raiz in html
        assert "vie 19 abr 2024" in html


@pytest.mark.parametrize("rol", ["auditoria", "administracion"])
def test_los_datos_personales_que_la_ficha_calla_no_salen_por_el_historial(
    elenco: Elenco, client: Client, rol: str
) -> None:
    c = elenco.candidatura(nacimiento=date(1987, 3, 14))
    servicios.corregir_registro(
        c,
        datos={"correo": "privado@example.net", "fecha_nacimiento": date(1988, 4, 15)},
        accion_afirmativa="",
        motivo="Acta de nacimiento",
        documento="Acta",
        por=elenco.usuario("secretaria_tecnica"),
        en=momento("2024-04-19 10:00"),
    )
    client.force_login(elenco.usuario(rol))
    lugares = (
        HISTORIAL,
        f"{HISTORIAL}candidatura/{c.pk}/",
        f"{HISTORIAL}persona/{c.persona_id}/",
        f"{HISTORIAL}persona/{c.persona_id}/?el=2024-04-19T11:00",
        *(f"{HISTORIAL}actos/{a.pk}/" for a in Acto.objects.all()),
    )
    for lugar in lugares:
        respuesta = client.get(lugar)
        visto = respuesta.content.decode() if respuesta.status_code == 200 else ""
        visto += str(bajar(client, lugar)) if visto and "actos" not in lugar and "?" not in lugar else ""
        for secreto in ("privado@example.net", "1987", "1988"):
            assert secreto not in visto, (lugar, secreto)
    cambios = [f for f in bajar(client) if DATO_PROTEGIDO in f.values()]
    assert cambios  # that they changed is told
