"""The audit history tells everything that happened, to those who audit, without the answers of anybody."""

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection, models
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendario.models import Calendario, Inhabil
from compliance.auditoria import DATO_PROTEGIDO, nombre_de
from compliance.historia import guardar
from compliance.models import ActorPolitico, Area, Candidatura, Hito, Nombramiento, Organo, Proceso, Usuario
from flujos import candidaturas as servicios
from flujos import entregables
from flujos.historial import Busqueda, asientos, del_proceso, llaves, tablas

from ..elenco import Elenco, identidad_completa, momento
from ..paginas import plana
from .lugares import HISTORIAL, PROCESO
from .pasos import hasta_remision

pytestmark = pytest.mark.usefixtures("veinte_de_abril")

SECRETOS = ("Nahua", "Persona bisexual", "Física")


def titulos(respuesta: HttpResponse) -> list[tuple[str, str]]:
    """What happened and to what, row by row."""
    filas = plana(respuesta).split('<th scope="row">')[1:]
    hallados = []
    for fila in filas:
        if ficha := re.search(r'class="ficha .*?<span>([^<]+?) *(?:<span|</span>)', fila, re.S):
            objeto = re.match(r"(?:<a [^>]*>)?([^<]*)", fila)
            assert objeto
            hallados.append((ficha[1], objeto[1]))
    return hallados


def bajar(cliente: Client, lugar: str = HISTORIAL, **filtros: str) -> list[dict[str, str]]:
    respuesta = cliente.get(lugar, {**filtros, "formato": "csv"})
    assert respuesta.streaming
    texto = b"".join(respuesta.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(texto)))


def movimientos(proceso: Proceso, **campos: Any) -> list[tuple[str, str]]:
    encontradas = list(llaves(proceso, Busqueda(**campos)))
    return [(a.titulo, a.objeto) for a in asientos(encontradas, proceso)]


# -- Whose history it is --------------------------------------------------------------------------------------


def test_todo_modelo_auditado_pertenece_a_un_proceso(elenco: Elenco) -> None:
    assert {Calendario, Inhabil, Usuario, Candidatura} <= set(tablas())
    for modelo in tablas():
        assert isinstance(del_proceso(modelo, elenco.proceso), models.Q)


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
    organo = Organo.objects.create(proceso=otro, clave="consejo", nombre="Consejo de otro proceso", tipo="consejo")
    organo.integraciones.create(nombre="Integrante de otro proceso", cargo="X", desde=date(2024, 1, 1))
    texto = str(bajar(auditoria))
    assert "otro proceso" not in texto
    assert "Consejo Estatal" in texto
    assert auditoria.get(f"{HISTORIAL}area/{area.pk}/").status_code == 404
    assert auditoria.get("/p/otro/historial/").status_code == 404


def test_quien_entra_y_sale_de_una_coalicion_queda_con_su_antes_y_su_despues(elenco: Elenco, client: Client) -> None:
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

    encontradas = list(llaves(elenco.proceso, Busqueda(clase=ActorPolitico, pk=coalicion.pk)))
    cambios = [
        (x.motivo, x.autor, c.antes, c.despues)
        for x in reversed(asientos(encontradas, elenco.proceso))
        for c in x.cambios
        if c.campo == "Integrantes"
    ]
    assert cambios == [
        ("Convenio", str(informatica), "", f"{a}\n{b}"),
        ("Se separa", str(informatica), f"{a}\n{b}", str(b)),
    ]


def test_el_instituto_y_sus_dias_inhabiles_son_de_sus_procesos(elenco: Elenco, auditoria: Client) -> None:
    propio = Calendario.objects.create(clave="iepc", nombre="Calendario propio")
    Inhabil.objects.create(
        calendario=propio, desde=date(2024, 4, 5), hasta=date(2024, 4, 5), motivo="Aniversario", documento="Acuerdo 1"
    )
    Calendario.objects.create(clave="ajeno", nombre="Calendario ajeno")
    registros = {fila["Registro"] for fila in bajar(auditoria)}
    assert {"Calendario propio", "Aniversario (2024-04-05 a 2024-04-05)", "IEPC"} <= registros
    assert "Calendario ajeno" not in registros


def test_lo_que_se_borro_con_su_padre_sigue_en_el_historial(elenco: Elenco, auditoria: Client) -> None:
    organo = Organo.objects.create(proceso=elenco.proceso, clave="grupo", nombre="Grupo fugaz", tipo="grupo")
    organo.integraciones.create(nombre="Persona fugaz", cargo="Vocal", desde=date(2024, 1, 1))
    organo.delete()
    bajas = {fila["Registro"] for fila in bajar(auditoria, tipo="-")}
    assert bajas == {"Grupo fugaz", "Persona fugaz"}
    assert {f["Movimiento"] for f in bajar(auditoria, q="fugaz")} == {"Alta", "Baja"}


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
    antes = llaves(elenco.proceso, Busqueda()).count()
    for lugar in (HISTORIAL, f"{HISTORIAL}candidatura/{c.pk}/"):
        assert auditoria.post(lugar).status_code == 405
        auditoria.get(lugar)
    assert llaves(elenco.proceso, Busqueda()).count() == antes


# -- What it tells --------------------------------------------------------------------------------------------


def test_lo_mas_reciente_va_primero_con_su_antes_y_despues(elenco: Elenco, auditoria: Client) -> None:
    elenco.candidatura_en("publicada")
    respuesta = auditoria.get(HISTORIAL, {"hasta": "2024-04-30"})
    assert titulos(respuesta)[:3] == [
        ("Se publicó", "Ana Pérez Ñuño · Diputación local MR"),
        ("Cambio", "Ana Pérez Ñuño · Diputación local MR"),
        ("Se autorizó la publicación", "Ana Pérez Ñuño · Diputación local MR"),
    ]
    [estado] = [f for f in bajar(auditoria, clase="candidatura", tipo="~") if f["Después"] == "Publicada"]
    assert (estado["Dato"], estado["Antes"]) == ("Estado", "Validada")
    assert estado["Persona"] == "Verificacion De Prueba"
    assert estado["Fecha y hora"] == "2024-04-15 10:00:00-06:00"


def test_los_cambios_se_comparan_en_el_orden_en_que_se_escribieron(elenco: Elenco) -> None:
    area = elenco.informatica
    for dia, nombre in (("2024-04-10", "Segundo"), ("2024-04-05", "Tercero, con fecha anterior")):
        area.nombre = nombre
        guardar(area, por=None, en=momento(f"{dia} 10:00"), motivo="Corrección")
    encontradas = list(llaves(elenco.proceso, Busqueda(clase=Area, pk=area.pk, tipo="~")))
    cambios = [(c.antes, c.despues) for a in asientos(encontradas, elenco.proceso) for c in a.cambios]
    assert cambios == [("Informática", "Segundo"), ("Segundo", "Tercero, con fecha anterior")]


def test_los_nombramientos_y_las_cuentas_dejan_historial(elenco: Elenco, auditoria: Client) -> None:
    n = Nombramiento.objects.get(usuario=elenco.usuario("verificacion"))
    n.hasta = date(2024, 4, 30)
    guardar(n, por=elenco.usuario("administracion"), en=momento("2024-04-18 10:00"), motivo="Renuncia")
    [fila] = bajar(auditoria, clase="nombramiento", tipo="~")
    assert (fila["Dato"], fila["Antes"], fila["Después"]) == ("Hasta", "", "mar 30 abr 2024")
    assert (fila["Persona"], fila["Motivo"]) == ("Administracion De Prueba", "Renuncia")
    cuenta = elenco.usuario("verificacion")
    cuenta.is_active = False
    guardar(cuenta, por=elenco.usuario("administracion"), en=momento("2024-04-19 10:00"), motivo="Baja")
    [fila] = bajar(auditoria, clase="usuario", tipo="~")
    assert fila["Después"] == "No"
    assert "Verificacion De Prueba" in auditoria.get(HISTORIAL, {"clase": "nombramiento"}).content.decode()


def test_una_transicion_dice_lo_que_se_verifico(elenco: Elenco, auditoria: Client) -> None:
    elenco.candidatura_en("publicada")
    filas = bajar(auditoria, tipo="transicion", verbo="publicar")
    assert {(f["Dato"], f["Antes"], f["Después"]) for f in filas} == {
        ("Estado", "Validada", "Publicada"),
        ("Orden de la autorización", "", "ambas"),
        ("Autorizada", "", "sáb 6 abr 2024, 10:00"),
        ("Validada", "", "vie 5 abr 2024, 10:00"),
    }


def test_cada_fila_lleva_a_la_pagina_de_su_objeto(elenco: Elenco, auditoria: Client) -> None:
    c = elenco.candidatura_en("observada")
    informe = hasta_remision(elenco)
    paginas = "".join(auditoria.get(HISTORIAL, {"page": n}).content.decode() for n in (1, 2, 3))
    assert f'href="{reverse("entregable", args=[PROCESO, informe.pk])}"' in paginas
    assert f'href="{reverse("candidatura", args=[PROCESO, c.pk])}"' in paginas
    assert re.search(rf'href="/p/{PROCESO}/sesiones/\d+/"', paginas)
    observacion = c.observaciones.get()
    assert f'href="{HISTORIAL}observacion/{observacion.pk}/"' in paginas


def test_lo_escrito_no_se_ejecuta_ni_aqui_ni_en_una_hoja_de_calculo(elenco: Elenco, auditoria: Client) -> None:
    area = elenco.informatica
    area.nombre = "=CMD()<script>alert(1)</script>"
    guardar(area, por=None, en=momento("2024-04-18 10:00"), motivo="<b>motivo</b>")
    for lugar in (HISTORIAL, f"{HISTORIAL}area/{area.pk}/"):
        pagina = auditoria.get(lugar).content.decode()
        assert "<script>alert" not in pagina
        assert "<b>motivo" not in pagina
    [fila] = bajar(auditoria, clase="area", tipo="~")
    assert fila["Después"].startswith("'=CMD()")
    assert fila["Registro"].startswith("'=CMD()")


def test_un_valor_muy_largo_se_corta_en_la_pagina_y_no_en_la_descarga(elenco: Elenco, auditoria: Client) -> None:
    c = elenco.candidatura()
    c.curricular.historia_profesional = "palabra " * 500 + "final"
    guardar(c.curricular, por=None, en=momento("2024-04-18 10:00"), motivo="Borrador")
    pagina = auditoria.get(HISTORIAL, {"clase": "cuestionariocurricular"}).content.decode()
    assert "completos en la descarga" in pagina
    assert "palabra final" not in pagina
    assert "palabra final" in str(bajar(auditoria, clase="cuestionariocurricular"))


# -- Filters --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("autor", ["verificacion de prueba", "VERIFICACIÓN", "prueba verifi"])
def test_se_filtra_por_quien_lo_hizo(elenco: Elenco, autor: str) -> None:
    elenco.candidatura_en("publicada")
    hechas = movimientos(elenco.proceso, autor=autor)
    assert {titulo for titulo, _ in hechas} == {"Se publicó", "Se validó", "Cambio"}


def test_el_sistema_tambien_es_autor(elenco: Elenco) -> None:
    elenco.candidatura_en("capturada")
    titulos_ = {t for t, _ in movimientos(elenco.proceso, autor="sistema")}
    assert {"Alta", "Se entregaron las cuentas de acceso"} <= titulos_
    assert "Se enviaron los cuestionarios" not in titulos_
    assert movimientos(elenco.proceso, autor="nadie de aquí") == []


def test_se_filtra_por_tipo_de_registro_nombre_y_numero(elenco: Elenco, auditoria: Client) -> None:
    c = elenco.candidatura_en("publicada")
    elenco.candidatura_en("capturada", "Beto López", formula="2")
    for q in ("perez nuno", "PÉREZ", str(c.pk)):
        filas = bajar(auditoria, clase="candidatura", q=q)
        assert {f["Número"] for f in filas} == {str(c.pk)}
    de_ana = {f["Tipo de registro"] for f in bajar(auditoria, q="Ñuño")}
    assert {"persona", "candidatura", "cuestionario curricular", "nombramiento"} <= de_ana
    assert "Beto" not in str(bajar(auditoria, q="Ñuño"))


def test_se_filtra_por_transicion_con_todo_lo_que_escribio(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    elenco.candidatura_en("publicada", "Beto López", formula="2")
    servicios.otorgar_consentimiento(
        c, finalidad="publicacion", documento="c.pdf", por=elenco.cuenta_de(c), en=momento("2024-04-16 10:00")
    )
    assert movimientos(elenco.proceso, verbo="otorgar_consentimiento") == [
        ("Se dio un consentimiento", str(c)),
        ("Alta", f"Publicación de {c}"),
    ]
    assert len(movimientos(elenco.proceso, verbo="publicar")) == 4


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
        pagina = respuesta.content.decode()
        assert 'class="resumen-errores"' in pagina
        assert titulos(respuesta) == []
        assert "Ana Pérez" not in pagina


def test_sin_hallazgos_se_dice_que_hacer(elenco: Elenco, auditoria: Client) -> None:
    assert "Ningún movimiento con estos filtros" in auditoria.get(HISTORIAL, {"q": "zzz"}).content.decode()
    assert bajar(auditoria, q="zzz") == []


def test_la_descarga_trae_exactamente_lo_filtrado(elenco: Elenco, auditoria: Client) -> None:
    elenco.candidatura_en("publicada")
    hasta_remision(elenco)
    for filtros in ({}, {"clase": "voto"}, {"autor": "verificacion"}, {"desde": "2024-04-05"}):
        formulario = auditoria.get(HISTORIAL, filtros).context["filtro"]
        esperados = [a.clave for a in asientos(list(llaves(elenco.proceso, formulario.busqueda())), elenco.proceso)]
        assert esperados
        assert list(dict.fromkeys(f["Asiento"] for f in bajar(auditoria, **filtros))) == esperados


def test_el_enlace_de_la_descarga_lleva_los_filtros(elenco: Elenco, auditoria: Client) -> None:
    elenco.candidatura_en("publicada")
    respuesta = auditoria.get(HISTORIAL, {"clase": "candidatura", "page": "1"})
    assert respuesta.context["csv"] == "?clase=candidatura&formato=csv"


# -- Identity -------------------------------------------------------------------------------------------------


def con_secretos(e: Elenco) -> Candidatura:
    """A candidacy observed about its identity, whose answers changed once."""
    c = e.candidatura_en("observada")
    cuenta, verificacion = e.cuenta_de(c), e.usuario("verificacion")
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
    salidas = [auditoria.get(HISTORIAL, {"page": n}).content.decode() for n in (1, 2, 3)]
    salidas += [
        auditoria.get(f"{HISTORIAL}candidatura/{c.pk}/").content.decode(),
        auditoria.get(f"{HISTORIAL}cuestionarioidentidad/{c.identidad.pk}/").content.decode(),
        str(bajar(auditoria)),
        str(bajar(auditoria, f"{HISTORIAL}candidatura/{c.pk}/")),
    ]
    salidas += [auditoria.get(f"{HISTORIAL}observacion/{o.pk}/").content.decode() for o in c.observaciones.filter()]
    for salida in salidas:
        assert not [s for s in SECRETOS if s in salida]
    assert "(respuesta protegida)" in salidas[3]
    # Of the public questionnaire an observation is told whole.
    assert "Falta la meta." in str(bajar(auditoria, clase="observacion"))


def test_ni_siquiera_se_dice_cual_pregunta_cambio(elenco: Elenco, auditoria: Client) -> None:
    con_secretos(elenco)
    filas = bajar(auditoria, clase="cuestionarioidentidad", tipo="~")
    ultimo = [f for f in filas if f["Asiento"] == filas[0]["Asiento"]]
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
    assert {"Cambio: cuestionario curricular", "Cambio: cuestionario identidad"} <= {s.titulo for s in sucesos}
    # The transition carries what it wrote on the object, once.
    assert [(x.campo, x.antes, x.despues) for x in sucesos[0].cambios] == [
        ("Estado", "Validada", "Publicada"),
        ("Publicada en", "", "lun 15 abr 2024, 10:00"),
    ]
    pagina = respuesta.content.decode()
    assert "Beto" not in pagina
    assert reverse("candidatura", args=[PROCESO, c.pk]) in pagina


def test_lo_que_no_dejo_huella_aqui_no_existe(elenco: Elenco, auditoria: Client) -> None:
    for lugar in ("candidatura/999999", "transicion/1", "sesion-inventada/1", f"area/{10**18}"):
        assert auditoria.get(f"{HISTORIAL}{lugar}/").status_code == 404


def test_lo_borrado_conserva_su_historial(elenco: Elenco, auditoria: Client) -> None:
    hito = Hito.objects.create(
        proceso=elenco.proceso, clave="h", grupo="G", nombre="Módulo fugaz", termina=date(2024, 4, 1)
    )
    pk = hito.pk
    hito.delete()
    respuesta = auditoria.get(f"{HISTORIAL}hito/{pk}/")
    assert [s.titulo for s in respuesta.context["sucesos"]] == ["Baja", "Alta"]
    assert "Módulo fugaz" in respuesta.content.decode()


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
    lugares = (HISTORIAL, f"{HISTORIAL}candidatura/{c.pk}/", f"{HISTORIAL}persona/{c.persona_id}/")
    for lugar in lugares:
        pagina = client.get(lugar)
        visto = pagina.content.decode() if pagina.status_code == 200 else ""
        visto += str(bajar(client, lugar)) if pagina.status_code == 200 else ""
        for secreto in ("privado@example.net", "1987", "1988"):
            assert secreto not in visto, (lugar, secreto)
    cambios = [f for f in bajar(client) if DATO_PROTEGIDO in f.values()]
    assert cambios  # that they changed is told
