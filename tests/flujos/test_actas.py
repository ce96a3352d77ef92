"""The minutes of a session: what their draft says, two who write at once, and from the draft to the signed file."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documentos.papel import Firmas, en_pdf
from flujos import entregables, sesiones
from flujos.models import Acta, Sesion
from flujos.sesiones import Punto, Sentido
from flujos.sesiones.impresos import acta_impresa
from flujos.sesiones.propuesta import proponer
from flujos.transiciones import PorConfirmar

from ..documentos.muestras import pdf
from ..elenco import Elenco, momento, rechazado
from ..impresos import textos
from ..paginas import plana

PROCESO = "prueba-2024"
LUNES = momento("2024-04-01 09:00")
PRIMERA = momento("2024-04-03 10:00")
SEGUNDA = momento("2024-04-10 10:00")


@pytest.fixture(autouse=True)
def en_abril(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-11 09:00"))


def quien(e: Elenco, en: Any) -> dict[str, Any]:
    return {"por": e.usuario("secretaria_tecnica"), "en": en}


def convocar(e: Elenco, inicia_en: Any, *puntos: Punto) -> Sesion:
    return sesiones.convocar(e.comision, tipo="ordinaria", inicia_en=inicia_en, puntos=puntos, **quien(e, LUNES))


def celebrada(e: Elenco) -> Sesion:
    """A session that decided one deliverable with a vote against, and closed."""
    publicacion = e.entregables["publicacion"]
    entregables.presentar(publicacion, pdf(), por=e.usuario("area_transparencia"), en=LUNES)
    sesion = convocar(e, PRIMERA, Punto("Lista de asistencia", tipo="asistencia"), Punto("", publicacion))
    tres, uno, dos = e.comision.integraciones.order_by("nombre")
    sesiones.instalar(sesion, presentes=[uno, dos, tres], **quien(e, PRIMERA))
    sentido = Sentido(
        sesion.puntos.get(entregable=publicacion),
        "aprobado",
        observaciones="Con la fe de erratas.",
        votos={uno.pk: "favor", dos.pk: "contra", tres.pk: "favor"},
    )
    hora = PRIMERA + timedelta(minutes=40)
    sesiones.decidir(sesion, [sentido], decidida_en=hora, **quien(e, hora))
    fin = PRIMERA + timedelta(hours=1)
    return sesiones.concluir(sesion, termina_en=fin, **quien(e, fin))


def con_acta(e: Elenco) -> tuple[Sesion, Acta]:
    sesion = celebrada(e)
    return sesion, sesiones.redactar_acta(sesion, **quien(e, SEGUNDA))


def test_el_borrador_dice_lo_que_quedo_registrado(elenco: Elenco) -> None:
    _, acta = con_acta(elenco)
    for dicho in (
        "a las 10:00 horas",
        "- Consejera Uno, Integrante",
        "3 de 3 integrantes con voto",
        "2. 11.12 Acuerdo de inicio de publicación",
        "Resultado: aprobado, a las 10:40 horas.",
        "- A favor (2): Consejera Uno, Consejera Tres",
        "- En contra (1): Consejero Dos",
        "Observaciones: Con la fe de erratas.",
        "a las 11:00 horas.",
    ):
        assert dicho in acta.texto
    assert acta.estado == "borrador"


def test_generar_de_nuevo_no_pisa_lo_escrito_sin_preguntar(elenco: Elenco) -> None:
    sesion, acta = con_acta(elenco)
    # Untouched, it is made again without a question, and nothing changes.
    assert sesiones.redactar_acta(sesion, **quien(elenco, SEGUNDA)).version == 1
    acta = sesiones.guardar_acta(sesion, texto="Lo que alguien escribió.", version=1, **quien(elenco, SEGUNDA))
    with pytest.raises(PorConfirmar):
        sesiones.redactar_acta(sesion, **quien(elenco, SEGUNDA))
    # Of an older version, neither: somebody wrote after it was read.
    with pytest.raises(PorConfirmar):
        sesiones.redactar_acta(sesion, reemplaza=1, **quien(elenco, SEGUNDA))
    acta.refresh_from_db()
    assert acta.texto == "Lo que alguien escribió."
    acta = sesiones.redactar_acta(sesion, reemplaza=acta.version, **quien(elenco, SEGUNDA))
    assert (acta.version, acta.intacta) == (3, True)
    assert "Lo que alguien escribió." in {h.texto for h in acta.history.all()}


def test_de_dos_que_escriben_a_la_vez_ninguno_pierde_nada(elenco: Elenco, client: Client) -> None:
    sesion, _ = con_acta(elenco)
    client.force_login(elenco.usuario("secretaria_tecnica"))
    lugar = reverse("sesion_acta", args=[PROCESO, sesion.pk])
    assert client.post(lugar, {"hacer": "guardar_acta", "texto": "De la primera", "version": 1}).status_code == 302
    segunda = client.post(lugar, {"hacer": "guardar_acta", "texto": "De la segunda", "version": 1})
    assert segunda.status_code == 422
    pagina = plana(segunda)
    assert "De la primera" in pagina
    assert "De la segunda" in pagina
    assert 'name="version" value="2"' in segunda.content.decode()
    assert Acta.objects.get().texto == "De la primera"
    # Once compared, it is written over the one that was shown; and the same one sent twice is one version.
    for _ in range(2):
        assert client.post(lugar, {"hacer": "guardar_acta", "texto": "De las dos", "version": 2}).status_code == 302
    assert (Acta.objects.get().texto, Acta.objects.get().version) == ("De las dos", 3)


def test_la_pagina_pregunta_antes_de_sustituir(elenco: Elenco, client: Client) -> None:
    sesion, _ = con_acta(elenco)
    sesiones.guardar_acta(sesion, texto="Escrito a mano", version=1, **quien(elenco, SEGUNDA))
    client.force_login(elenco.usuario("secretaria_tecnica"))
    lugar = reverse("sesion_acta", args=[PROCESO, sesion.pk])
    respuesta = client.post(lugar, {"hacer": "redactar_acta"})
    assert respuesta.status_code == 422
    assert 'name="reemplaza" value="2"' in respuesta.content.decode()
    assert Acta.objects.get().texto == "Escrito a mano"
    assert client.post(lugar, {"hacer": "redactar_acta", "reemplaza": "2"}).status_code == 302
    assert Acta.objects.get().intacta


def test_del_borrador_al_archivo_firmado(elenco: Elenco) -> None:
    sesion, acta = con_acta(elenco)
    otra = convocar(elenco, SEGUNDA, Punto("Asuntos"))
    with rechazado("en_sesion"):
        sesiones.someter_acta(sesion, en_sesion=sesion, **quien(elenco, LUNES))
    punto = sesiones.someter_acta(sesion, en_sesion=otra, **quien(elenco, LUNES))
    assert (punto.tipo, punto.acta, punto.sesion) == ("acta", acta, otra)
    with rechazado("acta"):
        sesiones.someter_acta(sesion, en_sesion=otra, **quien(elenco, LUNES))
    with rechazado("estado_acta"):
        sesiones.guardar_acta(sesion, texto="x", version=1, **quien(elenco, LUNES))
    sesiones.instalar(otra, presentes=elenco.comision.integraciones.all(), **quien(elenco, SEGUNDA))
    # The body approves it by its vote; undone, it waits again.
    aprobada = Sentido(punto, "aprobado", unanimidad=True)
    decision = sesiones.decidir(otra, [aprobada], decidida_en=SEGUNDA, **quien(elenco, SEGUNDA))[0]
    acta.refresh_from_db()
    assert (acta.estado, acta.aprobada_en) == ("aprobada", SEGUNDA)
    sesiones.deshacer(decision, motivo="Se contó mal", **quien(elenco, SEGUNDA))
    acta.refresh_from_db()
    assert (acta.estado, acta.aprobada_en) == ("por_aprobar", None)
    sesiones.decidir(otra, [Sentido(punto, "aprobado", unanimidad=True)], decidida_en=SEGUNDA, **quien(elenco, SEGUNDA))
    acta.refresh_from_db()
    assert acta.estado == "aprobada"
    with rechazado("decidido"):
        sesiones.quitar_punto(punto, motivo="x", **quien(elenco, SEGUNDA))
    papel = sesiones.firmar_acta(sesion, pdf("firmada"), **quien(elenco, SEGUNDA))
    acta.refresh_from_db()
    assert (acta.estado, acta.firmada) == ("firmada", papel.documento)
    for hacer in (
        lambda: sesiones.guardar_acta(sesion, texto="x", version=1, **quien(elenco, SEGUNDA)),
        lambda: sesiones.redactar_acta(sesion, **quien(elenco, SEGUNDA)),
        lambda: sesiones.devolver_acta(sesion, motivo="x", **quien(elenco, SEGUNDA)),
        lambda: sesiones.firmar_acta(sesion, pdf("otra"), **quien(elenco, SEGUNDA)),
    ):
        with rechazado("estado_acta"):
            hacer()


def test_la_siguiente_convocatoria_propone_aprobarla_y_devuelta_se_corrige(elenco: Elenco) -> None:
    sesion, acta = con_acta(elenco)
    assert list(sesiones.proponer(elenco.comision, "ordinaria", SEGUNDA).actas) == [acta]
    otra = convocar(elenco, SEGUNDA, Punto("", acta=acta))
    acta.refresh_from_db()
    assert acta.estado == "por_aprobar"
    assert list(sesiones.proponer(elenco.comision, "ordinaria", SEGUNDA).actas) == []
    with rechazado("motivo"):
        sesiones.devolver_acta(sesion, motivo=" ", **quien(elenco, SEGUNDA))
    assert sesiones.devolver_acta(sesion, motivo="Falta un voto", **quien(elenco, SEGUNDA)).estado == "borrador"
    sesiones.guardar_acta(sesion, texto="Corregida", version=1, **quien(elenco, SEGUNDA))
    sesiones.cancelar(otra, motivo="Sin quórum", **quien(elenco, SEGUNDA))
    # What did not meet approved nothing: it is proposed again.
    assert list(sesiones.proponer(elenco.comision, "ordinaria", SEGUNDA).actas) == [acta]


def test_solo_la_secretaria_del_organo_la_escribe_y_el_instituto_la_lee(elenco: Elenco, client: Client) -> None:
    sesion, acta = con_acta(elenco)
    lugar = reverse("sesion_acta", args=[PROCESO, sesion.pk])
    for nombre in ("secretaria_ejecutiva", "comision", "auditoria"):
        client.force_login(elenco.usuario(nombre))
        assert client.get(lugar).status_code == 200
        for hacer in ("guardar_acta", "redactar_acta", "someter_acta", "firmar_acta", "otra"):
            datos = {"hacer": hacer, "texto": "x", "version": 1}
            assert client.post(lugar, datos).status_code == 404
    for nombre in ("partido", "ajena"):
        client.force_login(elenco.usuario(nombre))
        assert client.get(lugar).status_code == client.post(lugar, {"hacer": "redactar_acta"}).status_code == 404
        assert client.get(reverse("sesion_acta_pdf", args=[PROCESO, sesion.pk])).status_code == 404
    acta.refresh_from_db()
    assert acta.version == 1


def test_el_borrador_se_imprime_como_borrador_y_el_aprobado_no(elenco: Elenco) -> None:
    _, acta = con_acta(elenco)
    borrador = acta_impresa(acta, LUNES)
    assert en_pdf(borrador).startswith(b"%PDF")
    assert (borrador.marca, borrador.membrete.instituto) == ("BORRADOR", "Instituto Electoral de Prueba")
    assert any("En contra (1): Consejero Dos" in texto for texto in textos(borrador.bloques))
    acta.estado = "aprobada"
    assert acta_impresa(acta, LUNES).marca == ""


def con_recesos(e: Elenco) -> Sesion:
    """A session of two days, with a tie that the presidency broke, and somebody who left before the recess."""
    publicacion = e.entregables["publicacion"]
    entregables.presentar(publicacion, pdf(), por=e.usuario("area_transparencia"), en=LUNES)
    anterior = celebrada_sin_decidir(e)
    acta = sesiones.redactar_acta(anterior, **quien(e, PRIMERA + timedelta(hours=1)))
    sesion = convocar(e, PRIMERA + timedelta(hours=2), Punto("", publicacion), Punto("", acta=acta))
    preside = e.comision.integraciones.get(preside=True)
    otra, ultima = e.comision.integraciones.exclude(pk=preside.pk).order_by("nombre")
    inicio = sesion.inicia_en
    sesiones.instalar(sesion, presentes=[preside, otra, ultima], **quien(e, inicio))
    sale = inicio + timedelta(minutes=10)
    sesiones.registrar_salida(sesion, ultima, cuando=sale, **quien(e, sale))
    pausa = inicio + timedelta(minutes=20)
    sesiones.declarar_receso(sesion, desde=pausa, **quien(e, pausa))
    sigue = pausa + timedelta(days=1)
    sesiones.reanudar(sesion, presentes=[preside, otra], cuando=sigue, **quien(e, sigue))
    sesiones.decidir(
        sesion,
        [
            Sentido(
                sesion.puntos.get(entregable=publicacion), "aprobado", votos={preside.pk: "favor", otra.pk: "contra"}
            )
        ],
        decidida_en=sigue + timedelta(minutes=5),
        **quien(e, sigue + timedelta(minutes=5)),
    )
    fin = sigue + timedelta(minutes=30)
    return sesiones.concluir(sesion, termina_en=fin, **quien(e, fin))


def celebrada_sin_decidir(e: Elenco) -> Sesion:
    sesion = convocar(e, PRIMERA, Punto("Correspondencia"))
    sesiones.instalar(sesion, presentes=e.comision.integraciones.all(), **quien(e, PRIMERA))
    return sesiones.concluir(sesion, termina_en=PRIMERA, **quien(e, PRIMERA))


def test_el_borrador_de_dos_dias_dice_cada_persona_una_vez_y_el_voto_de_calidad(
    elenco: Elenco, monkeypatch: pytest.MonkeyPatch
) -> None:
    sesion = con_recesos(elenco)
    acta = sesiones.redactar_acta(sesion, **quien(elenco, SEGUNDA))
    asistencia = acta.texto.split("\n\n")[1]
    for integracion in elenco.comision.integraciones.all():
        assert asistencia.count(integracion.nombre) == 1
    # Whoever only paused with the session did not leave it.
    assert asistencia.count("se retiró") == 1
    assert asistencia.count("presente al reanudar") == 2
    assert "por el voto de calidad de quien preside, el jueves 4 de abril de 2024 a las 12:25 horas." in acta.texto
    # Its other point were minutes that nobody approved.
    assert "El punto quedó sin decidir en esta sesión." in acta.texto
    [firmas] = [b for b in acta_impresa(acta, LUNES).bloques if isinstance(b, Firmas)]
    assert len(firmas.firmas) == len(set(firmas.firmas)) == 3


def test_un_acta_devuelta_se_somete_otra_vez_en_el_punto_que_ya_tenia(elenco: Elenco) -> None:
    sesion, acta = con_acta(elenco)
    otra = convocar(elenco, SEGUNDA, Punto("Correspondencia"))
    punto = sesiones.someter_acta(sesion, en_sesion=otra, **quien(elenco, LUNES))
    sesiones.devolver_acta(sesion, motivo="Faltó un nombre.", **quien(elenco, LUNES))
    sesiones.instalar(otra, presentes=elenco.comision.integraciones.all(), **quien(elenco, SEGUNDA))
    sentido = [Sentido(punto, "aprobado", unanimidad=True)]
    # While it is corrected it is not approved.
    with rechazado("estado_acta"):
        sesiones.decidir(otra, sentido, decidida_en=SEGUNDA, **quien(elenco, SEGUNDA))
    assert sesiones.someter_acta(sesion, en_sesion=otra, **quien(elenco, SEGUNDA)) == punto
    sesiones.decidir(otra, sentido, decidida_en=SEGUNDA, **quien(elenco, SEGUNDA))
    acta.refresh_from_db()
    assert acta.estado == "aprobada"


def test_lo_que_trata_una_sesion_en_receso_no_se_propone_a_otra(elenco: Elenco) -> None:
    publicacion = elenco.entregables["publicacion"]
    entregables.presentar(publicacion, pdf(), por=elenco.usuario("area_transparencia"), en=LUNES)
    sesion = convocar(elenco, PRIMERA, Punto("", publicacion))
    sesiones.instalar(sesion, presentes=elenco.comision.integraciones.all(), **quien(elenco, PRIMERA))
    sesiones.declarar_receso(sesion, desde=PRIMERA, **quien(elenco, PRIMERA))
    assert publicacion not in proponer(elenco.comision, "ordinaria", SEGUNDA).listos
    # And meanwhile its papers are still received.
    papel = sesiones.agregar_papel(sesion, pdf("anexo"), clase="anexo", titulo="Anexo", **quien(elenco, PRIMERA))
    assert papel.version == 1


def test_un_acta_que_ya_no_se_trata_vuelve_a_lo_que_era(elenco: Elenco) -> None:
    sesion, acta = con_acta(elenco)

    def estado() -> str:
        acta.refresh_from_db()
        return acta.estado

    def en_el_orden(inicia_en: Any) -> tuple[Sesion, Any]:
        otra = convocar(elenco, inicia_en, Punto("Correspondencia"))
        return otra, sesiones.someter_acta(sesion, en_sesion=otra, **quien(elenco, LUNES))

    # Taken off the agenda; its session cancelled.
    otra, punto = en_el_orden(SEGUNDA)
    assert estado() == "por_aprobar"
    sesiones.quitar_punto(punto, motivo="Falta revisarla", **quien(elenco, LUNES))
    assert estado() == "borrador"
    assert sesiones.guardar_acta(sesion, texto="Otro texto", version=acta.version, **quien(elenco, LUNES)).version == 2
    otra, punto = en_el_orden(SEGUNDA + timedelta(hours=1))
    sesiones.cancelar(otra, motivo="Sin quórum", **quien(elenco, LUNES))
    assert estado() == "borrador"
    # Decided that it is taken off; undone, it waits again.
    otra, punto = en_el_orden(SEGUNDA + timedelta(hours=2))
    hora = otra.inicia_en
    sesiones.instalar(otra, presentes=elenco.comision.integraciones.all(), **quien(elenco, hora))
    [decision] = sesiones.decidir(otra, [Sentido(punto, "retirado")], decidida_en=hora, **quien(elenco, hora))
    assert estado() == "borrador"
    sesiones.deshacer(decision, motivo="Era otro punto", **quien(elenco, hora))
    assert estado() == "por_aprobar"
    # Left undecided by a session, it still waits; and so if another takes it off.
    sesiones.concluir(otra, termina_en=hora, **quien(elenco, hora))
    _, punto = en_el_orden(SEGUNDA + timedelta(hours=3))
    sesiones.quitar_punto(punto, motivo="Otra vez no", **quien(elenco, hora))
    assert estado() == "por_aprobar"
