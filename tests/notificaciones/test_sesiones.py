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

from compliance.models import Acto, Integracion, Organo, Usuario
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


# -- Recesses ---------------------------------------------------------------------------------------------


def en_receso(e: Elenco, sesion: Sesion, continua_en: Any = None) -> Any:
    """It met with everybody and paused an hour later; answers who does it and when."""
    quienes = {"por": quien(e, sesion.organo), "en": SESION + timedelta(hours=1)}
    sesiones.instalar(sesion, presentes=sesion.organo.integraciones.all(), por=quienes["por"], en=SESION)
    sesiones.declarar_receso(
        sesion, desde=quienes["en"], continua_en=continua_en, motivo="Falta un dictamen", **quienes
    )
    return quienes


def test_el_receso_lo_oyen_todos_con_el_dia_en_que_continua(elenco: Elenco) -> None:
    sesion = convocar(elenco, elenco.consejo)
    sesiones.invitar(sesion, nombre="Perla", correo="perla@example.com", por=quien(elenco, elenco.consejo), en=LUNES)
    barrer(LUNES)
    convocados = correos()
    _, primera = evento(convocados["partido@example.com"])
    sigue = SESION + timedelta(days=2)
    firma = en_receso(elenco, sesion, sigue)
    barrer(firma["en"])
    pausados = correos()
    assert pausados.keys() == convocados.keys() >= {"perla@example.com", "consejo@example.com", "partido@example.com"}
    dicho = cuerpo(pausados["perla@example.com"])
    assert "continúa el miércoles 10 de abril de 2024, a las 10:00 horas. Motivo: Falta un dictamen" in dicho
    metodo, continua = evento(pausados["partido@example.com"])
    assert (metodo, continua["dtstart"].dt) == ("REQUEST", sigue)
    # It is another event: the first one keeps its hour.
    assert continua["uid"] != primera["uid"]
    # Said for another day, it is the same one, revised; and so when it does go on.
    despues = sigue + timedelta(days=1)
    sesiones.anunciar_continuacion(sesion, continua_en=despues, **firma)
    barrer(firma["en"] + UN_RATO)
    _, corregida = evento(correos()["partido@example.com"])
    assert (corregida["uid"], corregida["dtstart"].dt) == (continua["uid"], despues)
    assert corregida["sequence"] > continua["sequence"]
    hora = despues + UN_RATO
    sesiones.reanudar(
        sesion, presentes=elenco.consejo.integraciones.all(), cuando=hora, por=firma["por"], en=hora + UN_RATO
    )
    barrer(hora + UN_RATO)
    seguida = correos()
    assert seguida.keys() == convocados.keys()
    _, empezada = evento(seguida["partido@example.com"])
    assert (empezada["uid"], empezada["dtstart"].dt) == (continua["uid"], hora)
    assert empezada["sequence"] > corregida["sequence"]
    assert barrer(hora + 2 * UN_RATO).creados == 0


def test_lo_que_cambia_durante_un_receso_tambien_se_dice(elenco: Elenco) -> None:
    sesion = convocar(elenco)
    barrer(LUNES)
    correos()
    firma = en_receso(elenco, sesion)
    barrer(firma["en"])
    assert "se avisará cuándo continúa" in cuerpo(correos()["comision@example.com"])
    sesiones.agregar_punto(sesion, Punto("Dictamen"), motivo="Lo acordó la Comisión", **firma)
    barrer(firma["en"] + UN_RATO)
    assert "3. Dictamen" in cuerpo(correos()["comision@example.com"])


def test_concluida_en_receso_la_continuacion_se_quita_del_calendario(elenco: Elenco) -> None:
    sesion = convocar(elenco)
    barrer(LUNES)
    correos()
    firma = en_receso(elenco, sesion, SESION + timedelta(days=2))
    barrer(firma["en"])
    correos_de_antes = correos()
    sesiones.concluir(sesion, termina_en=firma["en"], **firma)
    barrer(firma["en"] + UN_RATO)
    metodo, quitada = evento(correos()["comision@example.com"])
    _, continua = evento(correos_de_antes["comision@example.com"])
    assert (metodo, quitada["uid"], quitada["status"]) == ("CANCEL", continua["uid"], "CANCELLED")


def test_de_un_receso_que_se_registra_mucho_despues_no_se_avisa(elenco: Elenco) -> None:
    sesion = convocar(elenco)
    barrer(LUNES)
    correos()
    en_receso(elenco, sesion, SESION + timedelta(hours=2))
    assert barrer(SESION + timedelta(days=3)).creados == 0


# -- Who sits for somebody, who has no account, and what did not leave ------------------------------------


def test_a_quien_suple_se_le_convoca(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> None:
    sesion = convocar(elenco)
    barrer(LUNES)
    correos()
    suplente = Usuario.objects.create_user("suplente", email="suplente@example.com")
    uno = elenco.comision.integraciones.order_by("nombre")[0]
    sesiones.suplir_asiento(
        sesion,
        uno,
        nombre="Quien suple",
        usuario=suplente,
        documento="Oficio 7",
        desde=SESION.date(),
        hasta=SESION.date(),
        por=quien(elenco, elenco.comision),
        en=LUNES + UN_RATO,
    )
    barrer(LUNES + UN_RATO)
    enviados = correos()
    assert set(enviados) == {"suplente@example.com"}
    assert "Se le convoca" in cuerpo(enviados["suplente@example.com"])
    # Without any other role, they open it and answer.
    monkeypatch.setattr("compliance.middleware.ahora", lambda: LUNES + UN_RATO)
    cliente, lugar = Client(), reverse("sesion_convocatoria", args=[PROCESO, sesion.pk])
    cliente.force_login(suplente)
    assert "Asistiré" in cliente.get(lugar).content.decode()
    assert cliente.post(lugar, {"asistira": "no"}).status_code == 302
    (suyo,) = (r for r in recibieron(sesion) if r.convocado.nombre == "Quien suple")
    assert suyo.estado[0] == "No asistirá"


def test_lo_que_no_salio_se_envia_otra_vez_al_correo_de_ahora(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: LUNES + UN_RATO)
    asiento = sentar(elenco.comision, "Con correo viejo", "viejo@example.com")
    sesion = convocar(elenco)
    barrer(LUNES)
    correos()
    Aviso.objects.filter(destinatario_correo="viejo@example.com").update(estado="fallido")
    lugar = reverse("sesion_preparar", args=[PROCESO, sesion.pk])
    otra_vez = {"hacer": f"reenviar-asiento-{asiento.pk}"}
    ajena, secretaria = Client(), Client()
    ajena.force_login(elenco.usuario("comision"))
    secretaria.force_login(elenco.usuario("secretaria_tecnica"))
    assert f'value="{otra_vez["hacer"]}"' in secretaria.get(lugar).content.decode()
    assert ajena.post(lugar, otra_vez).status_code == 404
    Integracion.objects.filter(pk=asiento.pk).update(correo="nuevo@example.com")
    assert secretaria.post(lugar, otra_vez).status_code == 302
    barrer(LUNES + UN_RATO)
    assert set(correos()) == {"nuevo@example.com"}
    # The row of the one that failed stays, as the proof that it did.
    assert Aviso.objects.filter(destinatario_correo="viejo@example.com", estado="fallido").exists()
    assert f'value="{otra_vez["hacer"]}"' not in secretaria.get(lugar).content.decode()


def test_de_quien_no_tiene_cuenta_se_anota_como_acuso(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: LUNES + UN_RATO)
    sentado = sentar(elenco.comision, "Sin cuenta", "sin@example.com")
    sesion = convocar(elenco)
    lugar = reverse("sesion_preparar", args=[PROCESO, sesion.pk])
    secretaria = Client()
    secretaria.force_login(elenco.usuario("secretaria_tecnica"))
    datos = {"hacer": "acuse", "acuse-convocado": f"asiento-{sentado.pk}", "acuse-como": "Acuse del oficio 12"}
    futura = secretaria.post(lugar, datos | {"acuse-recibida_en": "2024-04-02T09:00"})
    assert futura.status_code == 422
    assert "Acuse del oficio 12" in futura.content.decode()
    assert secretaria.post(lugar, datos | {"acuse-recibida_en": "2024-04-01T09:05"}).status_code == 302
    (suyo,) = (r for r in recibieron(sesion) if r.convocado.nombre == "Sin cuenta")
    assert suyo.estado == ("Con acuse", "bien")
    assert "Acuse del oficio 12" in suyo.acuse
    # The same sent twice is noted once; and whoever has an account says it by opening the call.
    anotados = Acto.objects.filter(verbo="anotar_acuse")
    assert secretaria.post(lugar, datos | {"acuse-recibida_en": "2024-04-01T09:05"}).status_code == 302
    assert anotados.count() == 1
    con_cuenta = elenco.comision.integraciones.create(
        nombre="Con cuenta", cargo="Integrante", desde=LUNES.date(), usuario=elenco.usuario("comision")
    )
    falsa = datos | {"acuse-recibida_en": "2024-04-01T09:05", "acuse-convocado": f"asiento-{con_cuenta.pk}"}
    assert secretaria.post(lugar, falsa).status_code == 422
    assert anotados.count() == 1
