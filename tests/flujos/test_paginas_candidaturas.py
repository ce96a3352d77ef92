"""The pages of candidacies: who reaches them, what they show and what they do."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from compliance.models import ActorPolitico, Candidatura
from documentos.models import Documento
from flujos import candidaturas as servicios
from flujos.verbos.candidaturas import DE_CANDIDATURA
from flujos.views.candidaturas_acciones import PAGINAS
from notificaciones.services import barrer

from ..documentos.muestras import hoja as muestra
from ..elenco import Elenco, foto, identidad_completa, momento, texto
from ..paginas import entrar, ver
from .lugares import LISTA, PROCESO, ficha

pytestmark = pytest.mark.usefixtures("quince_de_abril")

PDF = muestra().read()


# -- Who reaches what -------------------------------------------------------------------------------------


def test_sin_entrar_no_se_ve_nada(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    for lugar in (LISTA, ficha(c), f"{ficha(c)}foto", ficha(c, "captura"), ficha(c, "validar")):
        respuesta = Client().get(lugar)
        assert respuesta.status_code == 302, lugar
        assert respuesta["Location"].startswith(reverse("entrar"))


@pytest.mark.parametrize("quien", ["partido_b", "ajena", "otra candidata"])
def test_la_candidatura_ajena_no_existe(elenco: Elenco, quien: str) -> None:
    c = elenco.candidatura_en("observada")
    otra = elenco.candidatura("Bea Ruiz", formula="2")
    cliente = entrar(elenco.cuenta_de(otra) if quien == "otra candidata" else elenco.usuario(quien))
    lugares = [ficha(c), f"{ficha(c)}foto", ficha(c, "captura"), ficha(c, "captura", "motivo"), ficha(c, "observar")]
    for lugar in [*lugares, *(ficha(c, verbo) for verbo in PAGINAS)]:
        assert cliente.get(lugar).status_code == 404, lugar
        assert cliente.post(lugar, {"motivo_cargo": "x"}).status_code in (404, 405), lugar
    assert c.persona.nombre not in cliente.get(LISTA).content.decode()
    c.refresh_from_db()
    assert c.estado == "observada"


@pytest.mark.parametrize(
    "rol", ["comision", "consejo", "auditoria", "area", "comite_transparencia", "administracion", "secretaria_tecnica"]
)
def test_dentro_del_instituto_se_ve_todo_menos_las_respuestas_de_identidad(elenco: Elenco, rol: str) -> None:
    c = elenco.candidatura_en("capturada")
    c.identidad.respuestas = identidad_completa(indigena="Sí", pueblo_indigena="Náhuatl-secreto")
    c.identidad.save()
    observada = servicios.observar(
        c,
        observaciones=[servicios.NuevaObservacion("indigena", ["otra"], "Aclare lo de su pueblo-secreto.")],
        por=elenco.usuario("verificacion"),
        en=momento("2024-04-05 10:00"),
    )
    cliente = entrar(elenco.usuario(rol))
    pagina = ver(cliente, ficha(observada))
    assert c.persona.nombre in pagina
    assert texto(280) in pagina
    for lugar in (ficha(c), LISTA, f"{LISTA}?formato=csv"):
        respuesta = cliente.get(lugar)
        contenido = b"".join(respuesta.streaming_content) if respuesta.streaming else respuesta.content  # type: ignore[attr-defined]
        assert "secreto" not in contenido.decode(), lugar


def test_verificacion_la_candidata_y_su_partido_leen_la_identidad_hasta_que_se_retira(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    c.identidad.respuestas = identidad_completa(indigena="Sí", pueblo_indigena="Náhuatl-secreto")
    c.identidad.save()
    quienes = [elenco.usuario("verificacion"), elenco.usuario("partido"), elenco.cuenta_de(c)]
    for quien in quienes:
        cliente = entrar(quien)
        assert "Náhuatl-secreto" not in ver(cliente, ficha(c))
        assert "Náhuatl-secreto" in ver(cliente, ficha(c, "identidad"))
    servicios.retirar(
        c,
        motivo_retiro="renuncia",
        documento="Escrito",
        por=elenco.usuario("secretaria_tecnica"),
        en=momento("2024-04-06 10:00"),
    )
    for quien in quienes:
        assert entrar(quien).get(ficha(c, "identidad")).status_code == 404


def test_cada_accion_existe_solo_para_quien_puede_hacerla(elenco: Elenco) -> None:
    c = elenco.candidatura()
    # The rest have pages of their own, or none.
    aparte = {"registrar", "observar", "guardar_borrador", "surtir_consentimiento", "no_publicar", "pedir_aceptacion"}
    de_modificacion = {"preparar_modificacion", "observar_modificacion", "aplicar_modificacion"}
    assert set(PAGINAS) == set(DE_CANDIDATURA) - aparte - de_modificacion
    for nombre, quien in {**elenco.usuarios, "candidatura": elenco.cuenta_de(c)}.items():
        cliente = entrar(quien)
        rol = {"area_transparencia": "area"}.get(nombre, nombre)
        for verbo in PAGINAS:
            esperado = 200 if rol in DE_CANDIDATURA[verbo].roles else 404
            assert cliente.get(ficha(c, verbo)).status_code == esperado, (nombre, verbo)


def test_mirar_no_cambia_nada(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    cliente = entrar(elenco.usuario("verificacion"))
    antes = c.history.count(), c.actos.count()
    for lugar in (LISTA, ficha(c), ficha(c, "validar"), ficha(c, "observar"), f"{ficha(c)}foto"):
        cliente.get(lugar)
        cliente.head(lugar)
    assert cliente.get(f"{LISTA}lote/").status_code == 405
    assert (c.history.count(), c.actos.count()) == antes


# -- The list ---------------------------------------------------------------------------------------------


def _nombres(cliente: Client, consulta: str = "") -> list[str]:
    return [c.persona.nombre for c in cliente.get(f"{LISTA}?{consulta}").context["pagina"]]


def test_los_filtros_plegados_dicen_cuantos_se_usan(elenco: Elenco) -> None:
    cliente = entrar(elenco.usuario("verificacion"))
    assert "<summary>Filtros</summary>" in ver(cliente, f"{LISTA}?q=ana")
    assert "<summary>Filtros (2)</summary>" in ver(cliente, f"{LISTA}?q=ana&estado=validada&calidad=suplente")


def test_la_lista_busca_filtra_y_ordena(elenco: Elenco) -> None:
    elenco.candidatura_en("capturada", "Ana Pérez Ñuño", formula="1")
    elenco.candidatura_en("validada", "Beatriz Ríos", formula="2")
    elenco.candidatura_en("asignada", "Carla Núñez", formula="3", actor=elenco.partido_b, calidad="suplente")
    cliente = entrar(elenco.usuario("verificacion"))
    assert _nombres(cliente, "q=NUNO") == ["Ana Pérez Ñuño"]
    assert _nombres(cliente, "estado=validada") == ["Beatriz Ríos"]
    assert _nombres(cliente, f"actor={elenco.partido_b.pk}") == ["Carla Núñez"]
    assert _nombres(cliente, "calidad=suplente") == ["Carla Núñez"]
    assert _nombres(cliente, "turno=verificacion") == ["Ana Pérez Ñuño"]
    assert _nombres(cliente, "turno=autorizacion") == ["Beatriz Ríos"]
    assert _nombres(cliente, "turno=cuentas") == ["Carla Núñez"]
    assert _nombres(cliente, f"cargo={elenco.gubernatura.pk}") == []
    assert _nombres(cliente, "orden=-persona") == ["Carla Núñez", "Beatriz Ríos", "Ana Pérez Ñuño"]
    assert _nombres(cliente, "estado=inventado") == []
    assert _nombres(cliente, "orden=clave") == _nombres(cliente)
    assert "Quite un filtro" in ver(cliente, f"{LISTA}?q=nadie")


def test_la_lista_encuentra_las_extemporaneas_y_dice_sus_dias(elenco: Elenco) -> None:
    elenco.candidatura_en("capturada", "Ana Pérez Ñuño")
    tarde = elenco.candidatura_en("capturada", "Beatriz Ríos", formula="2")
    Candidatura.objects.filter(pk=tarde.pk).update(captura_vencia=momento("2024-04-01 23:59:59"))
    cliente = entrar(elenco.usuario("comision"))
    assert _nombres(cliente, "extemporanea=on") == ["Beatriz Ríos"]
    assert "Extemporánea, 2 días" in ver(cliente, LISTA)


def test_el_turno_de_la_lista_es_lo_primero_que_falta(elenco: Elenco) -> None:
    verbos = {
        "cuentas": "entregar_cuentas",
        "respuesta": "responder_observacion",
        "verificacion": "validar",
        "autorizacion": "autorizar",
        "nadie": None,
    }
    for numero, estado in enumerate(Candidatura.Estado.values):
        elenco.candidatura_en(estado, formula=str(numero))
    cliente = entrar(elenco.usuario("comision"))
    vistos = set()
    for c in cliente.get(LISTA).context["pagina"]:
        falta = servicios.lo_que_falta(c, momento("2024-04-15 10:00"))
        assert verbos[c.turno] == (falta[0].verbo if falta else None), c.estado
        vistos.add(c.turno)
    assert vistos == set(verbos)


def test_el_csv_lleva_exactamente_lo_filtrado(elenco: Elenco) -> None:
    elenco.candidatura_en("capturada", "Ana Pérez Ñuño")
    elenco.candidatura_en("validada", "=Beatriz Ríos", formula="2")
    respuesta: Any = entrar(elenco.usuario("verificacion")).get(f"{LISTA}?estado=validada&formato=csv")
    filas = list(csv.reader(io.StringIO(b"".join(respuesta.streaming_content).decode("utf-8-sig"))))
    assert filas[0][0] == "Candidatura"
    assert [f[0] for f in filas[1:]] == ["'=Beatriz Ríos"]
    assert len(filas[1]) == len(filas[0])


@pytest.mark.parametrize("quien", ["verificacion", "partido"])
def test_la_lista_hace_las_mismas_consultas_con_muchas_candidaturas(
    elenco: Elenco, quien: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cliente = entrar(elenco.usuario(quien))

    def consultas(lugar: str) -> int:
        with django_assert_max_num_queries(30) as captura:
            respuesta = cliente.get(lugar)
            if respuesta.streaming:
                b"".join(respuesta.streaming_content)  # type: ignore[attr-defined]
        return len(captura)

    for numero in range(3):
        elenco.candidatura(f"Persona {numero}", formula=str(numero))
    # The first visit notes in the session which process one works in; the first download, who took the data.
    consultas(LISTA), consultas(f"{LISTA}?formato=csv")
    pocas = [consultas(LISTA), consultas(f"{LISTA}?formato=csv")]
    for numero in range(3, 45):
        elenco.candidatura(f"Persona {numero}", formula=str(numero))
    assert [consultas(LISTA), consultas(f"{LISTA}?formato=csv")] == pocas


def test_la_representacion_de_un_partido_actua_por_la_candidatura_comun_que_integra(elenco: Elenco) -> None:
    comun = ActorPolitico.objects.create(
        proceso=elenco.proceso, clave="comun", nombre="Candidatura común", tipo=ActorPolitico.Tipo.COMUN
    )
    c = elenco.candidatura_en("capturada", actor=comun)
    cliente = entrar(elenco.usuario("partido"))
    autorizar = f"{LISTA}{c.pk}/autorizar/"
    assert cliente.get(autorizar).status_code == 404
    comun.integrantes.add(elenco.partido_a, elenco.partido_b)
    assert c.persona.nombre in cliente.get(LISTA).content.decode()
    assert cliente.post(autorizar).status_code == 302
    c.refresh_from_db()
    assert c.autorizada_en is not None


# -- The record and its actions ---------------------------------------------------------------------------


def test_la_ficha_dice_que_falta_a_quien_le_toca_y_que_se_puede(elenco: Elenco) -> None:
    c = elenco.candidatura_en("validada")
    pagina = ver(entrar(elenco.usuario("verificacion")), ficha(c))
    assert "Autorizar la publicación" in pagina
    assert "le toca a la representación de Partido A" in pagina
    assert "Falta la autorización para publicar." in pagina
    assert ficha(c, "publicar") not in pagina
    assert "Se enviaron los cuestionarios" in pagina


def test_la_ficha_hace_pocas_consultas(elenco: Elenco, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    c = elenco.candidatura_en("observada")
    cliente = entrar(elenco.usuario("verificacion"))
    with django_assert_max_num_queries(54) as con_una:
        cliente.get(ficha(c))
    elenco.reenviar(c, por=elenco.cuenta_de(c), en=momento("2024-04-06 10:00"))
    servicios.observar(
        c,
        observaciones=[servicios.NuevaObservacion("propuesta_2", ["otra"], f"Falta {n}.") for n in range(20)],
        por=elenco.usuario("verificacion"),
        en=momento("2024-04-07 10:00"),
    )
    with django_assert_max_num_queries(len(con_una)):
        cliente.get(ficha(c))


def test_el_historial_muestra_antes_y_despues_junto_a_cada_paso(elenco: Elenco) -> None:
    c = elenco.candidatura_en("observada")
    sucesos = entrar(elenco.usuario("auditoria")).get(ficha(c)).context["sucesos"]
    observada = sucesos[0]
    assert observada.autor == "Verificacion De Prueba"
    assert {"Estado", "Texto"} <= {cambio.campo for cambio in observada.cambios}
    estado = next(cambio for cambio in observada.cambios if cambio.campo == "Estado")
    assert (estado.antes, estado.despues) == ("Capturada", "Observada")
    assert [s.momento for s in sucesos] == sorted((s.momento for s in sucesos), reverse=True)


def test_confirmar_hace_y_dice_que_se_hizo(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    cliente = entrar(elenco.usuario("verificacion"))
    respuesta = cliente.post(ficha(c, "validar"), follow=True)
    assert respuesta.redirect_chain == [(ficha(c), 302)]
    assert "La candidatura quedó validada." in respuesta.content.decode()


def test_lo_rechazado_lo_explica_y_no_pierde_lo_escrito(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    cliente = entrar(elenco.usuario("partido"))
    cliente.post(ficha(c, "modificacion", "propuestas"), {"propuesta_1": "Demasiado corta", "propuesta_2": texto(280)})
    respuesta = cliente.post(ficha(c, "solicitar_modificacion"), {"motivo": "Mi razón tecleada", "entendido": "on"})
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert "faltan 266 para el mínimo" in pagina
    assert "Mi razón tecleada" in pagina
    assert "<ins>" in pagina


def test_una_observacion_en_blanco_dice_que_falta_en_cada_campo(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    datos = {"observaciones-TOTAL_FORMS": "2", "observaciones-INITIAL_FORMS": "0"}
    respuesta = entrar(elenco.usuario("verificacion")).post(ficha(c, "observar"), datos)
    assert respuesta.status_code == 422
    filas = respuesta.context["filas"]
    assert set(filas.forms[0].errors) == {"rubro", "causas", "texto"}
    assert not filas.forms[1].errors
    assert "Elija el rubro que se observa." in respuesta.content.decode()


def test_una_respuesta_en_blanco_se_pide_en_su_campo(elenco: Elenco) -> None:
    c = elenco.candidatura_en("observada")
    cliente = entrar(elenco.usuario("partido"))
    assert "(opcional)" not in ver(cliente, ficha(c, "responder_observacion"))
    respuesta = cliente.post(ficha(c, "responder_observacion"), {})
    assert respuesta.status_code == 422
    assert list(respuesta.context["form"].errors) == [f"respuesta_{c.observaciones.get().pk}"]


def test_una_modificacion_desde_las_paginas_de_preparada_a_publica(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    partido, cliente = entrar(elenco.usuario("partido")), entrar(elenco.usuario("verificacion"))
    propuestas = ficha(c, "modificacion", "propuestas")
    datos = {"propuesta_1": texto(300), "propuesta_2": texto(280)}
    visto = partido.get(propuestas).context["visto"]
    assert partido.post(propuestas, {**datos, "visto": visto}).status_code == 302
    # Somebody else who opened it before is told first, and what they typed stays.
    otra = partido.post(propuestas, {**datos, "propuesta_1": texto(310), "visto": visto})
    assert otra.status_code == 409
    assert texto(310) in otra.content.decode()
    retrato = {"foto": foto("nueva.jpg"), "foto_tomada_el": "2024-04-01"}
    assert partido.post(ficha(c, "modificacion", "fotografia"), retrato).status_code == 302
    assert partido.get(f"{ficha(c, 'modificacion')}foto/propuesta").status_code == 200
    # What is being prepared is not the institute's affair.
    assert "Todavía no se solicita" in ver(partido, ficha(c, "modificacion"))
    assert "No se ha solicitado ninguna modificación" in ver(cliente, ficha(c, "modificacion"))
    assert cliente.get(f"{ficha(c, 'modificacion')}foto/propuesta").status_code == 404
    solicitar = ficha(c, "solicitar_modificacion")
    assert partido.post(solicitar, {"motivo": "Precisar"}).status_code == 422
    assert partido.post(solicitar, {"motivo": "Precisar", "entendido": "on"}).status_code == 302
    assert "En modificación" in ver(cliente, "/p/prueba-2024/candidaturas/")
    revisar = ficha(c, "modificacion", "revisar")
    assert "[se agrega:" in ver(cliente, revisar)
    dictamen = {"dictamen_foto": "aprobado", "dictamen_propuesta_1": "observado"}
    incompleto = cliente.post(revisar, dictamen)
    assert set(incompleto.context["form"].errors) == {"causas_propuesta_1", "texto_propuesta_1"}
    observado = {**dictamen, "causas_propuesta_1": ["incompleto"], "texto_propuesta_1": "Diga la meta."}
    assert cliente.post(revisar, observado).status_code == 302
    pagina = ver(partido, ficha(c, "modificacion"))
    assert "Diga la meta." in pagina
    assert ficha(c, "modificacion", "propuestas") in pagina
    assert ficha(c, "modificacion", "fotografia") not in pagina
    assert partido.post(propuestas, {**datos, "propuesta_1": texto(330)}).status_code == 302
    assert partido.post(ficha(c, "reenviar_modificacion"), {}).status_code == 302
    # The public page is as it was, and says nothing of this.
    publica = Client().get(f"/conoceles/prueba-2024/{c.pk}/").content.decode()
    assert texto(330) not in publica
    assert "odificaci" not in publica
    rechazada = {"dictamen_foto": "rechazado", "dictamen_propuesta_1": "aprobado"}
    assert cliente.post(revisar, rechazada).status_code == 422
    final = cliente.post(revisar, {**rechazada, "texto_foto": "Trae un logotipo."}, follow=True)
    assert "ya es pública" in final.content.decode()
    assert texto(330) in Client().get(f"/conoceles/prueba-2024/{c.pk}/").content.decode()
    assert "Así estaba antes, y cómo quedó" in ver(cliente, ficha(c, "modificacion"))


def test_retirar_y_sustituir_muestran_antes_todo_lo_que_traen_consigo(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    elenco.candidatura("Suplente De Ana", calidad="suplente")
    otra = elenco.candidatura("Ana Pérez Ñuño", formula="7", actor=elenco.partido_b)
    otra.persona = c.persona
    otra.save()
    elenco.pedir_modificacion(c)
    cliente = entrar(elenco.usuario("secretaria_ejecutiva"))
    pagina = ver(cliente, ficha(c, "retirar"))
    for dicho in ("Su página pública", "La modificación en curso", "sin propietaria", "Ana Pérez Ñuño también va a"):
        assert dicho in pagina
    datos = {"motivo_retiro": "renuncia", "documento": "Escrito 5"}
    errores = cliente.post(ficha(c, "retirar"), datos).context["form"].errors
    assert set(errores) == {"ratificacion", f"otra_{otra.pk}"}
    hecho = cliente.post(ficha(c, "retirar"), {**datos, "ratificacion": "Acta 7", f"otra_{otra.pk}": "retira"})
    assert hecho.status_code == 302
    c.refresh_from_db()
    otra.refresh_from_db()
    assert (c.estado, otra.estado) == ("retirada", "retirada")
    assert c.documento_retiro == "Escrito 5; ratificada: Acta 7"
    assert "La candidatura sustituta" in ver(cliente, ficha(c, "sustituir"))
    auditoria = entrar(elenco.usuario("auditoria"))
    causa = c.actos.get(verbo="retirar")
    acto = ver(auditoria, f"/p/prueba-2024/historial/actos/{causa.pk}/")
    assert "Lo que trajo consigo" in acto
    suyo = otra.actos.get(verbo="retirar")
    assert f"/historial/actos/{causa.pk}/" in ver(auditoria, f"/p/prueba-2024/historial/actos/{suyo.pk}/")


def test_la_publicacion_se_ve_antes_y_se_hace_a_mano_de_una_vez(elenco: Elenco) -> None:
    lista, sin_autorizar = (elenco.candidatura_en("validada", f"Persona {n}", formula=str(n)) for n in (1, 2))
    servicios.autorizar(lista, por=elenco.usuario("partido"), en=momento("2024-04-06 10:00"))
    cliente = entrar(elenco.usuario("verificacion"))
    lugar = "/p/prueba-2024/publicacion/"
    assert "Persona 1" in ver(cliente, lugar)
    no = ver(cliente, f"{lugar}?que=no")
    assert "Persona 2" in no
    assert "Debe darla la representación de Partido A." in no
    assert "1 candidatura" in cliente.post(f"{lugar}publicar/").content.decode()
    assert cliente.post(f"{lugar}publicar/", {"confirmar": "1"}).status_code == 302
    assert [c.pk for c in Candidatura.objects.publicas()] == [lista.pk]
    elenco.proceso.modo_publicacion = "automatica"
    elenco.proceso.save()
    servicios.publicar_programadas(momento("2024-04-16 10:00"))
    dia = ver(cliente, f"{lugar}?dia=2024-04-16")
    assert "0 publicadas, 1 no" in dia
    assert f"/candidaturas/{sin_autorizar.pk}/" in dia


def test_observar_agrega_renglones_sin_perder_lo_escrito_y_luego_envia(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    cliente = entrar(elenco.usuario("verificacion"))
    datos = {
        "observaciones-TOTAL_FORMS": "1",
        "observaciones-INITIAL_FORMS": "0",
        "observaciones-0-rubro": "propuesta_1",
        "observaciones-0-causas": ["incompleto"],
        "observaciones-0-texto": "Falta la meta.",
    }
    pagina = cliente.post(ficha(c, "observar"), {**datos, "agregar": "1"}).content.decode()
    assert "Falta la meta." in pagina
    assert "Observación 2" in pagina
    assert not c.observaciones.exists()
    for total in ("", "x", "9" * 30, "9" * 5000):
        respuesta = cliente.post(ficha(c, "observar"), {**datos, "observaciones-TOTAL_FORMS": total, "agregar": "1"})
        assert respuesta.status_code == 200
    datos |= {"observaciones-TOTAL_FORMS": "2", "observaciones-1-rubro": "foto"}
    respuesta = cliente.post(ficha(c, "observar"), datos)
    assert respuesta.status_code == 422
    assert not c.observaciones.exists()
    datos |= {"observaciones-1-causas": ["propaganda"], "observaciones-1-texto": "Quite el logotipo."}
    assert cliente.post(ficha(c, "observar"), datos)["Location"] == ficha(c)
    assert c.observaciones.count() == 2


def test_responder_y_atender_desde_las_paginas(elenco: Elenco) -> None:
    c = elenco.candidatura_en("observada")
    pk = c.observaciones.get().pk
    candidata = entrar(elenco.cuenta_de(c))
    assert candidata.post(ficha(c, "responder_observacion"), {f"respuesta_{pk}": ""}).status_code == 422
    respuesta = candidata.post(ficha(c, "responder_observacion"), {f"respuesta_{pk}": "Ya la agregué."})
    assert respuesta["Location"] == ficha(c, "captura")
    assert candidata.post(ficha(c, "enviar_captura"))["Location"] == ficha(c)
    verificacion = entrar(elenco.usuario("verificacion"))
    assert "Ya la agregué." in ver(verificacion, ficha(c, "atender_observaciones"))
    verificacion.post(ficha(c, "atender_observaciones"), {"observaciones": [pk]})
    assert not c.observaciones.filter(atendida_en=None).exists()


def test_consentir_guarda_el_documento_firmado_y_revocar_surte_efecto(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    cliente = entrar(elenco.cuenta_de(c))
    firmado = SimpleUploadedFile("consentimiento.pdf", PDF, "application/pdf")
    cliente.post(ficha(c, "otorgar_consentimiento"), {"finalidad": "publicacion", "archivo": firmado})
    documento = Documento.objects.get(candidatura=c)
    assert c.consentimientos.get().huella == documento.sha256
    publica = reverse("conoceles_candidatura", args=[PROCESO, c.pk])
    assert "LGBTTTIQ+" not in Client().get(publica).content.decode()
    barrer(momento("2024-04-16 10:01"))
    assert "LGBTTTIQ+" in Client().get(publica).content.decode()
    cliente.post(ficha(c, "revocar_consentimiento"), {"finalidad": "publicacion"})
    assert "LGBTTTIQ+" not in Client().get(publica).content.decode()


def test_un_consentimiento_que_se_rechaza_no_deja_el_archivo_firmado(elenco: Elenco) -> None:
    c = elenco.candidatura()
    cliente = entrar(elenco.cuenta_de(c))
    lugar = ficha(c, "otorgar_consentimiento")
    cliente.post(lugar, {"finalidad": "publicacion", "archivo": SimpleUploadedFile("uno.pdf", PDF)})
    otro = SimpleUploadedFile("otro.pdf", PDF + b"otro")
    respuesta = cliente.post(lugar, {"finalidad": "publicacion", "archivo": otro})
    assert "(Publicación: aceptado; surte efecto" in respuesta.content.decode()
    documento = Documento.objects.get(candidatura=c)
    assert documento.nombre_original == "uno.pdf"
    carpeta = Path(documento.archivo.path).parents[1]
    assert [a.name for a in carpeta.rglob("*") if a.is_file()] == [Path(documento.archivo.path).name]


def test_un_documento_que_no_es_documento_no_deja_consentimiento(elenco: Elenco) -> None:
    c = elenco.candidatura()
    cliente = entrar(elenco.cuenta_de(c))
    falso = SimpleUploadedFile("consentimiento.pdf", b"MZ", "application/pdf")
    respuesta = cliente.post(ficha(c, "otorgar_consentimiento"), {"finalidad": "publicacion", "archivo": falso})
    assert respuesta.status_code == 422
    assert not c.consentimientos.exists()
    assert not Documento.objects.exists()


def test_retirar_y_sustituir_desde_las_paginas(elenco: Elenco) -> None:
    c = elenco.candidatura_en("publicada")
    cliente = entrar(elenco.usuario("secretaria_ejecutiva"))
    assert cliente.post(ficha(c, "retirar"), {"motivo_retiro": "", "documento": ""}).status_code == 422
    cliente.post(
        ficha(c, "retirar"),
        {
            "motivo_retiro": "renuncia",
            "documento": "Escrito 7",
            "ratificacion": "Acta 8",
            "archivo": SimpleUploadedFile("r.pdf", PDF),
        },
    )
    assert Documento.objects.get(candidatura=c).tipo == Documento.Tipo.RETIRO
    assert Client().get(reverse("conoceles_candidatura", args=[PROCESO, c.pk])).status_code == 404
    respuesta = cliente.post(
        ficha(c, "sustituir"),
        {"nombre": "Bea Ruiz", "sexo": "M", "aprobada_el": "2024-04-15", "documento": "CEE/101/2024"},
    )
    nueva = Candidatura.objects.get(sustituye_a=c)
    assert respuesta["Location"] == ficha(nueva)
    assert "Bea Ruiz" in ver(cliente, ficha(c))


def test_registrar_desde_la_pagina(elenco: Elenco) -> None:
    cliente = entrar(elenco.usuario("administracion"))
    datos = {
        "nombre": "Ana Pérez Ñuño",
        "actor": elenco.partido_a.pk,
        "cargo": elenco.diputacion.pk,
        "territorio": elenco.distrito.pk,
        "formula": "1",
        "calidad": "propietaria",
        "aprobada_el": "2024-03-30",
    }
    respuesta = cliente.post(f"{LISTA}nueva/", datos)
    assert respuesta["Location"] == ficha(Candidatura.objects.get())
    repetida = cliente.post(f"{LISTA}nueva/", {**datos, "nombre": "Bea Ruiz"})
    assert repetida.status_code == 422
    assert "ya lo ocupa Ana Pérez Ñuño" in repetida.content.decode()
    for quien in ("partido", "verificacion", "auditoria"):
        assert entrar(elenco.usuario(quien)).get(f"{LISTA}nueva/").status_code == 404


def test_lo_que_alguien_escribe_no_se_vuelve_codigo_en_la_pagina(elenco: Elenco) -> None:
    c = elenco.candidatura("<script>alert(1)</script>")
    servicios.guardar_borrador(
        c,
        curricular={"motivo_cargo": "<img src=x onerror=alert(1)>"},
        por=elenco.usuario("partido"),
        en=momento("2024-04-10 10:00"),
    )
    cliente = entrar(elenco.usuario("verificacion"))
    for lugar in (LISTA, ficha(c)):
        pagina = ver(cliente, lugar)
        assert "<script>alert" not in pagina
        assert "<img src=x" not in pagina


def test_lo_que_ya_esta_hecho_no_se_dice_como_un_impedimento(elenco: Elenco) -> None:
    c = elenco.candidatura_en("validada")
    servicios.autorizar(c, por=elenco.usuario("partido"), en=momento("2024-04-06 10:00"))
    cliente = entrar(elenco.usuario("partido"))
    pagina = ver(cliente, ficha(c, "autorizar"))
    assert "Ya está hecho" in pagina
    assert "No se puede todavía" not in pagina
    assert "La publicación ya está autorizada." not in ver(cliente, ficha(c))
