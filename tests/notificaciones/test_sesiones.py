"""Calls to a session: who hears of it, once, with what, and what their calendar makes of it."""

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import icalendar
import pytest
import vobject
from django.core import mail
from django.test import Client
from django.urls import reverse

from compliance.models import Integracion, Organo
from flujos import entregables, sesiones
from flujos.models import Sesion
from flujos.sesiones import Punto
from notificaciones.models import Aviso
from notificaciones.services import barrer
from notificaciones.sesiones import recibieron

from ..documentos.muestras import pdf
from ..elenco import TZ, Elenco, momento

PROCESO = "prueba-2024"
LUNES = momento("2024-04-01 09:00")
SESION = momento("2024-04-08 10:00")
UN_RATO = timedelta(minutes=10)


@pytest.fixture(autouse=True)
def solo_sesiones(elenco: Elenco) -> None:
    """No clock of a deliverable says anything."""
    elenco.proceso.entregables.update(vence=None)


def convocar(e: Elenco, organo: Organo | None = None, **otros: Any) -> Sesion:
    organo = organo or e.comision
    datos: dict[str, Any] = {
        "tipo": "ordinaria",
        "inicia_en": SESION,
        "lugar": "Sala de sesiones",
        "puntos": [Punto("Lista de asistencia"), Punto("Asunto único")],
        "por": quien(e, organo),
        "en": LUNES,
    }
    return sesiones.convocar(organo, **datos | otros)


def quien(e: Elenco, organo: Organo) -> Any:
    return e.usuario("secretaria_ejecutiva" if organo.tipo == "consejo" else "secretaria_tecnica")


def sentar(organo: Organo, nombre: str, correo: str, **otros: Any) -> Integracion:
    return Integracion.objects.create(
        organo=organo, nombre=nombre, cargo="Representación", correo=correo, desde=LUNES.date(), **otros
    )


def correos() -> dict[str, EmailMessage]:
    """The mails that left, by their address; they are taken."""
    salieron = {m.to[0].rpartition("<")[2].rstrip(">"): m.message() for m in mail.outbox}
    assert len(salieron) == len(mail.outbox)
    mail.outbox.clear()
    return salieron  # type: ignore[return-value]


def cuerpo(mensaje: EmailMessage) -> str:
    """What is read."""
    parte = next(p for p in mensaje.walk() if p.get_content_type() == "text/plain")
    contenido: bytes = parte.get_payload(decode=True)  # type: ignore[assignment]
    return contenido.decode()


def partes(mensaje: EmailMessage) -> dict[str, bytes]:
    return {p.get_filename() or "": p.get_payload(decode=True) for p in mensaje.walk() if p.get_filename()}  # type: ignore[misc]


def evento(mensaje: EmailMessage) -> tuple[str, Any]:
    """What the calendar receives: the method, the same in the part and inside it, and the event."""
    parte = next(p for p in mensaje.walk() if p.get_content_type() == "text/calendar")
    contenido: bytes = parte.get_payload(decode=True)  # type: ignore[assignment]
    calendario = icalendar.Calendar.from_ical(contenido)
    assert parte.get_param("method") == calendario["method"]
    (uno,) = calendario.walk("VEVENT")
    leido = vobject.readOne(contenido.decode())
    assert leido.vevent.dtstart.value == uno["dtstart"].dt
    return str(calendario["method"]), uno


def test_oyen_integrantes_representaciones_e_invitados_y_nadie_mas(elenco: Elenco) -> None:
    sentar(elenco.consejo, "Con voto", "con@example.com")
    sentar(elenco.consejo, "Sin voto", "sin@example.com", con_voto=False)
    sentar(elenco.consejo, "De otro mes", "otro@example.com", hasta=LUNES.date())
    sentar(elenco.comision, "De otro órgano", "ajeno@example.com")
    sesion = convocar(elenco, elenco.consejo)
    sesiones.invitar(sesion, nombre="Perla", correo="perla@example.com", por=quien(elenco, elenco.consejo), en=LUNES)
    barrer(LUNES)
    enviados = correos()
    assert set(enviados) == {
        "con@example.com",
        "sin@example.com",
        "perla@example.com",
        "consejo@example.com",
        "pa@example.com",
        "partido@example.com",
        "pb@example.com",
        "partido_b@example.com",
    }
    texto = cuerpo(enviados["partido@example.com"])
    assert "2. Asunto único" in texto
    assert f"/sesiones/{sesion.pk}/convocatoria/" in texto
    # Whoever has no account is not sent to a page that they cannot open.
    de_perla = cuerpo(enviados["perla@example.com"])
    assert "/convocatoria/" not in de_perla
    # The seats of which nobody knows where they hear are told to whoever calls.
    sin_correo = {a.destinatario_nombre for a in Aviso.objects.filter(sesion=sesion, estado="omitido")}
    assert {"Consejera Uno", "Consejera Tres", "Consejero Dos", "Candidatura independiente 1"} == sin_correo


def test_cada_quien_oye_una_vez(elenco: Elenco) -> None:
    convocar(elenco)
    assert barrer(LUNES).creados == 1
    assert (barrer(LUNES).creados, barrer(LUNES + UN_RATO).creados) == (0, 0)
    assert set(correos()) == {"comision@example.com"}


def test_lo_que_cambia_se_dice_junto_y_con_la_misma_invitacion(elenco: Elenco) -> None:
    sesion = convocar(elenco)
    barrer(LUNES)
    metodo, primera = evento(correos()["comision@example.com"])
    assert metodo == "REQUEST"
    assert primera["dtstart"].dt == SESION
    assert str(primera["dtstart"].dt.tzinfo) == str(TZ)
    assert str(primera["organizer"]).startswith("mailto:")
    assert str(primera["attendee"]) == "mailto:comision@example.com"
    por, en = quien(elenco, elenco.comision), LUNES + UN_RATO
    sesiones.agregar_punto(sesion, Punto("Otro asunto"), por=por, en=en)
    sesiones.reprogramar(
        sesion, inicia_en=SESION + timedelta(days=1), lugar="Sala 2", motivo="No había sala", por=por, en=en
    )
    assert barrer(en).creados == 1
    correo = correos()["comision@example.com"]
    assert "No había sala" in cuerpo(correo)
    _, segunda = evento(correo)
    assert segunda["uid"] == primera["uid"]
    assert segunda["sequence"] > primera["sequence"]
    assert (segunda["dtstart"].dt, segunda["location"]) == (SESION + timedelta(days=1), "Sala 2")
    assert "3. Otro asunto" in segunda["description"]
    en += UN_RATO
    sesiones.ordenar(sesion, {p.pk: 9 - p.orden for p in sesion.puntos.all()}, por=por, en=en)
    barrer(en)
    _, tercera = evento(correos()["comision@example.com"])
    assert tercera["sequence"] > segunda["sequence"]
    assert "1. Otro asunto" in tercera["description"]


def test_cancelada_la_quita_del_calendario_de_quien_fue_convocado(elenco: Elenco) -> None:
    sesion = convocar(elenco)
    barrer(LUNES)
    _, antes = evento(correos()["comision@example.com"])
    sesiones.cancelar(sesion, motivo="Sin materia", por=quien(elenco, elenco.comision), en=LUNES + UN_RATO)
    barrer(LUNES + UN_RATO)
    metodo, despues = evento(correos()["comision@example.com"])
    assert (metodo, despues["status"], despues["uid"]) == ("CANCEL", "CANCELLED", antes["uid"])
    assert despues["sequence"] > antes["sequence"]


def test_de_lo_que_se_cancela_antes_de_avisar_no_se_avisa(elenco: Elenco) -> None:
    sesion = convocar(elenco)
    sesiones.cancelar(sesion, motivo="Fue un error", por=quien(elenco, elenco.comision), en=LUNES)
    assert barrer(LUNES).creados == 0


def test_de_una_sesion_que_ya_comenzo_no_se_convoca(elenco: Elenco) -> None:
    convocar(elenco, inicia_en=LUNES, motivo="Se registra después")
    convocar(elenco, inicia_en=LUNES - timedelta(days=1), tipo="urgente", motivo="Se registra después")
    assert barrer(LUNES + UN_RATO).creados == 0


def test_los_documentos_viajan_a_quien_puede_verlos(elenco: Elenco) -> None:
    publicacion = elenco.entregables["publicacion"]
    entregables.presentar(
        publicacion, pdf("acuerdo", "acuerdo.pdf"), por=elenco.usuario("area_transparencia"), en=LUNES
    )
    elenco.proceso.entregables.update(vence=None)
    sesion = convocar(elenco, puntos=[Punto("", publicacion)])
    por = quien(elenco, elenco.comision)
    sesiones.agregar_papel(sesion, pdf("anexo", "anexo.pdf"), clase="anexo", titulo="Anexo", por=por, en=LUNES)
    sesiones.invitar(sesion, nombre="Perla", correo="perla@example.com", por=por, en=LUNES)
    barrer(LUNES)
    enviados = correos()
    del_organo, de_perla = partes(enviados["comision@example.com"]), partes(enviados["perla@example.com"])
    assert set(del_organo) == {"invitacion.ics", "convocatoria.pdf", "anexo.pdf", "acuerdo.pdf"}
    assert del_organo["acuerdo.pdf"] == pdf("acuerdo").read()
    assert set(de_perla) == {"invitacion.ics", "convocatoria.pdf", "anexo.pdf"}
    # A paper that is added to a called session is told.
    en = LUNES + UN_RATO
    sesiones.agregar_papel(sesion, pdf("otro", "otro.pdf"), clase="anexo", titulo="Otro", por=por, en=en)
    barrer(en)
    assert mail.outbox[0].subject.startswith("[IEPC] Documentos nuevos")


def test_lo_que_no_cabe_en_un_correo_se_dice_y_no_se_adjunta(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notificaciones.sesiones.ADJUNTOS_MAXIMO", 20)
    sesion = convocar(elenco)
    por = quien(elenco, elenco.comision)
    for texto in ("chico", "un anexo que pesa demasiado"):
        sesiones.agregar_papel(sesion, pdf(texto, f"{texto}.pdf"), clase="anexo", titulo=texto, por=por, en=LUNES)
    barrer(LUNES)
    correo = correos()["comision@example.com"]
    assert {"chico.pdf", "un anexo que pesa demasiado.pdf"} & set(partes(correo)) == {"chico.pdf"}
    assert "por su tamaño:\n- un anexo" in cuerpo(correo)


def test_quien_se_invita_despues_oye_solo_y_retirado_se_le_dice(elenco: Elenco) -> None:
    sesion = convocar(elenco)
    barrer(LUNES)
    correos()
    por, en = quien(elenco, elenco.comision), LUNES + UN_RATO
    perla = sesiones.invitar(sesion, nombre="Perla", correo="perla@example.com", por=por, en=en)
    barrer(en)
    assert set(correos()) == {"perla@example.com"}
    en += UN_RATO
    sesiones.quitar_invitado(perla, por=por, en=en)
    barrer(en)
    enviados = correos()
    assert set(enviados) == {"perla@example.com"}
    assert evento(enviados["perla@example.com"])[0] == "CANCEL"


def test_se_sabe_quien_la_recibio(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: LUNES + UN_RATO)
    sesion = convocar(elenco, elenco.consejo)

    def estados() -> dict[str, str]:
        return {r.convocado.nombre: r.estado[0] for r in recibieron(sesion)}

    assert set(estados().values()) == {"Por enviar"}
    barrer(LUNES)
    assert estados()["Partido A"] == "Enviado"
    assert estados()["Consejera Uno"] == "Sin correo registrado"
    Aviso.objects.filter(destinatario_correo="partido_b@example.com").update(estado="fallido")
    assert estados()["Partido B"] == "Fallido"
    cliente = Client()
    cliente.force_login(elenco.usuario("partido"))
    lugar = reverse("sesion_convocatoria", args=[PROCESO, sesion.pk])
    cliente.get(lugar)
    assert estados()["Partido A"] == "Leída"
    cliente.post(lugar, {"asistira": "si"})
    assert estados()["Partido A"] == "Asistirá"
    secretaria = Client()
    secretaria.force_login(elenco.usuario("secretaria_ejecutiva"))
    pagina = secretaria.get(reverse("sesion", args=[PROCESO, sesion.pk])).content.decode()
    assert "Asistirá" in pagina
    assert "Sin correo registrado" in pagina
