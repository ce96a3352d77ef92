"""Letters to those whose people lack something, by mail: to whom, once, with what, and what becomes of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from compliance.models import ActorPolitico, Candidatura
from flujos import entregables, exhortos
from flujos.exhortos.faltas import Eleccion
from flujos.models import CampanaDeExhortos, Exhorto, SerieDeOficios
from notificaciones.exhortos import Envio, envios_de
from notificaciones.models import Aviso
from notificaciones.reenvios import razon_de, reenviar
from notificaciones.services import barrer

from ..elenco import Elenco, momento
from ..paginas import entrar, ver

PROCESO = "prueba-2024"
EN = momento("2024-04-16 10:00")
UN_RATO = timedelta(minutes=10)


@pytest.fixture(autouse=True)
def solo_exhortos(elenco: Elenco) -> None:
    """No clock of a deliverable says anything."""
    elenco.proceso.entregables.update(vence=None)


@pytest.fixture
def campana(elenco: Elenco) -> CampanaDeExhortos:
    """Approved, of one candidacy of Partido A and an independent one that nobody has an address for."""
    for nombre, actor in (("Ana Pérez Ñuño", elenco.partido_a), ("Iris Sola", elenco.independiente)):
        c = elenco.candidatura(nombre, actor=actor)
        Candidatura.objects.filter(pk=c.pk).update(origen="Registro")
        c.persona.correo = ""
        c.persona.save()
    serie = SerieDeOficios(proceso=elenco.proceso, anio=2024, formato="IEPC/ST/{numero}/{anio}")
    entregables.guardar_en_catalogo(serie, por=None, en=EN)
    quien: dict[str, Any] = {"por": elenco.usuario("secretaria_tecnica"), "en": EN}
    preparada = exhortos.preparar_exhortos(
        elenco.proceso, Eleccion(("captura",)), nombre="Abril", responder_hasta=date(2024, 4, 22), **quien
    )
    return exhortos.aprobar_exhortos(preparada, serie=serie, version=1, **quien)


def carta(campana: CampanaDeExhortos, actor: ActorPolitico) -> Exhorto:
    return campana.cartas.get(actor=actor)


def avisos(exhorto: Exhorto) -> Any:
    return Aviso.objects.filter(grupo=f"exhorto:{exhorto.pk}").order_by("pk")


def de_exhortos() -> list[Any]:
    return [m for m in mail.outbox if "Exhorto IEPC" in m.subject]


def test_el_barrido_lo_hace_y_lo_envia_una_vez_a_cada_correo_con_el_papel(
    elenco: Elenco, campana: CampanaDeExhortos
) -> None:
    suya = carta(campana, elenco.partido_a)
    assert suya.documento is None
    barrer(EN)
    barrer(EN + UN_RATO)
    suya.refresh_from_db()
    correos = de_exhortos()
    assert sorted(m.to[0].rpartition("<")[2] for m in correos) == ["pa@example.com>", "partido@example.com>"]
    assert suya.documento is not None
    with suya.documento.archivo.open("rb") as archivo:
        papel = archivo.read()
    for correo in correos:
        adjuntos = [(nombre, contenido) for nombre, contenido, _ in correo.attachments]
        assert adjuntos == [(suya.documento.nombre_original, papel)]
        assert "1 candidatura" in correo.subject
        assert reverse("exhortos_carta", args=[PROCESO, suya.pk]) in correo.body
        assert "lunes 22 de abril de 2024" in correo.body
        # Who is named is told by the letter, not by the mail.
        assert "Ana Pérez" not in correo.body
    assert all(a.legal and a.actos.get().verbo == "emitir_exhorto" for a in avisos(suya))


def test_no_se_junta_con_otros_avisos_en_un_correo(elenco: Elenco, campana: CampanaDeExhortos) -> None:
    barrer(EN)
    suyos = [m for m in mail.outbox if "partido@example.com" in m.to[0]]
    # Others may be told at once to the same address.
    assert len([m for m in suyos if "Exhorto IEPC" in m.subject]) == 1
    assert all(not m.attachments for m in suyos if "Exhorto IEPC" not in m.subject)


def test_sin_correo_se_dice_y_se_envia_si_despues_lo_hay(elenco: Elenco, campana: CampanaDeExhortos) -> None:
    suya = carta(campana, elenco.independiente)
    barrer(EN)
    barrer(EN + UN_RATO)
    assert [a.estado for a in avisos(suya)] == ["omitido"]
    assert envios_de([suya])[suya.pk].dicho == ("Sin correo", "atencion")
    # It is known whose address is missing, and no reminder will come by itself.
    assert razon_de(avisos(suya).get()).remedio == "Regístrelo y envíe el aviso otra vez."
    elenco.independiente.correo = "sola@example.com"
    elenco.independiente.save()
    barrer(EN + 2 * UN_RATO)
    assert [(a.estado, a.destinatario_correo) for a in avisos(suya)] == [
        ("omitido", ""),
        ("enviado", "sola@example.com"),
    ]
    assert envios_de([suya])[suya.pk].dicho == ("Enviado a 1", "bien")


def test_lo_que_ya_recibio_en_papel_no_se_le_envia(elenco: Elenco, campana: CampanaDeExhortos) -> None:
    exhortos.emitir_pendientes(EN)
    suya = carta(campana, elenco.partido_a)
    exhortos.anotar_acuse_exhorto(
        suya, como="Sello", recibida_en=EN, por=elenco.usuario("secretaria_tecnica"), en=EN + UN_RATO
    )
    barrer(EN + 2 * UN_RATO)
    assert not avisos(suya).exists()


def test_lo_que_fallo_se_envia_otra_vez_con_su_papel(elenco: Elenco, campana: CampanaDeExhortos) -> None:
    barrer(EN)
    suya = carta(campana, elenco.partido_a)
    fallido = avisos(suya).get(destinatario_correo="pa@example.com")
    Aviso.objects.filter(pk=fallido.pk).update(estado=Aviso.Estado.FALLIDO, error="550")
    assert envios_de([suya])[suya.pk].dicho == ("Fallaron 1 de 2", "mal")
    mail.outbox.clear()
    fallido.refresh_from_db()
    reenviar(fallido, por=elenco.usuario("secretaria_tecnica"), en=EN + UN_RATO)
    barrer(EN + UN_RATO)
    (correo,) = de_exhortos()
    assert len(correo.attachments) == 1
    assert envios_de([suya])[suya.pk].dicho == ("Enviado a 2", "bien")


def test_cuando_lo_recibio_su_servidor_es_el_primero_que_lo_tomo() -> None:
    tarde, antes = momento("2024-04-16 11:00"), momento("2024-04-16 10:30")
    enviados = [Aviso(estado=Aviso.Estado.ENVIADO, enviado_en=en) for en in (tarde, antes)]
    rebotado = Aviso(estado=Aviso.Estado.REBOTADO, enviado_en=EN)
    assert Envio((*enviados, rebotado)).recibido_en == antes
    assert Envio((rebotado,)).recibido_en is None


def test_la_pagina_dice_como_va(elenco: Elenco, campana: CampanaDeExhortos, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN + UN_RATO)
    cliente, lugar = (
        entrar(elenco.usuario("secretaria_tecnica")),
        reverse("exhortos_campana", args=[PROCESO, campana.pk]),
    )
    pagina = ver(cliente, lugar)
    assert "data-se-actualiza" in pagina
    assert "0 de 2" in pagina
    barrer(EN)
    pagina = ver(cliente, lugar)
    assert "data-se-actualiza" not in pagina
    assert "Enviado a 2" in pagina
    assert "Hay cartas sin un correo al cual enviarlas" in pagina
