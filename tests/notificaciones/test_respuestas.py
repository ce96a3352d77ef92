"""What calendars answer to a call: what each one said, once, of who was called; and nothing else."""

import base64
import json
import mailbox
import quopri
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command

from compliance.models import Acto, Integracion
from flujos import sesiones
from flujos.models import Asistencia, Confirmacion, Sesion
from flujos.sesiones import Punto
from notificaciones.models import Aviso, RespuestaPorCorreo
from notificaciones.respuestas import (
    AJENA,
    ANOTADA,
    DE_ANTES,
    ILEGIBLE,
    SIN_CONVOCAR,
    TARDE,
    YA_ESTABA,
    anotar_respuestas,
)
from notificaciones.services import barrer
from notificaciones.sesiones import recibieron

from ..elenco import Elenco, momento
from ..hostiles import estropeados
from ..paginas import entrar, ver

LUNES = momento("2024-04-01 09:00")
SESION = momento("2024-04-08 10:00")
AL = momento("2024-04-03 09:00")
CORREO = "consejera@example.com"


@pytest.fixture
def sesion(elenco: Elenco, settings: Any) -> Sesion:
    """A session to which somebody with only an address was called, and told."""
    settings.RESPUESTAS_A = "respuestas@instituto.example"
    elenco.proceso.entregables.update(vence=None)
    Integracion.objects.filter(organo=elenco.comision, nombre="Consejera Uno").update(correo=CORREO)
    nueva = sesiones.convocar(
        elenco.comision,
        tipo="ordinaria",
        inicia_en=SESION,
        lugar="Sala",
        puntos=[Punto("Asunto único")],
        por=elenco.usuario("secretaria_tecnica"),
        en=LUNES,
    )
    barrer(LUNES + timedelta(minutes=10))
    assert Aviso.objects.filter(sesion=nueva, destinatario_correo=CORREO, estado="enviado").count() == 1
    return nueva


# As each one writes them: made by hand from what they send, with the names of this test.
OUTLOOK = """\
From: Consejera Uno <{de}>
To: respuestas@instituto.example
Subject: Accepted: Convocatoria
Date: Tue, 2 Apr 2024 18:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="_000_X"

--_000_X
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable


--_000_X
Content-Type: text/calendar; charset="utf-8"; method=REPLY
Content-Transfer-Encoding: base64

{base64}
--_000_X--
"""
OUTLOOK_ICS = """\
BEGIN:VCALENDAR\r
METHOD:REPLY\r
PRODID:Microsoft Exchange Server 2010\r
VERSION:2.0\r
BEGIN:VTIMEZONE\r
TZID:Central America Standard Time\r
BEGIN:STANDARD\r
DTSTART:16010101T000000\r
TZOFFSETFROM:-0600\r
TZOFFSETTO:-0600\r
END:STANDARD\r
END:VTIMEZONE\r
BEGIN:VEVENT\r
ATTENDEE;PARTSTAT={dijo};CN=Consejera Uno:mailto:{correo}\r
COMMENT;LANGUAGE=es-MX:\\n\r
UID:{uid}\r
SUMMARY;LANGUAGE=es-MX:Aceptado: Sesión ordinaria de la Comisión\r
DTSTART;TZID=Central America Standard Time:{local}\r
DTEND;TZID=Central America Standard Time:20240408T110000\r
CLASS:PUBLIC\r
PRIORITY:5\r
DTSTAMP:{sello}\r
TRANSP:OPAQUE\r
STATUS:CONFIRMED\r
SEQUENCE:0\r
X-MICROSOFT-CDO-APPT-SEQUENCE:0\r
X-MICROSOFT-CDO-BUSYSTATUS:BUSY\r
END:VEVENT\r
END:VCALENDAR\r
"""
GOOGLE = """\
From: Consejera Uno <{de}>
Sender: Google Calendar <calendar-notification@google.com>
To: respuestas@instituto.example
Subject: Accepted: Convocatoria @ Mon Apr 8, 2024 10am
Date: Tue, 02 Apr 2024 18:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="0000X"

--0000X
Content-Type: multipart/alternative; boundary="0001X"

--0001X
Content-Type: text/plain; charset="UTF-8"

Consejera Uno ha aceptado esta invitación.

--0001X
Content-Type: text/calendar; charset="UTF-8"; method=REPLY
Content-Transfer-Encoding: 7bit

{ics}
--0001X--

--0000X
Content-Type: application/ics; name="invite.ics"
Content-Disposition: attachment; filename="invite.ics"
Content-Transfer-Encoding: base64

{base64}
--0000X--
"""
GOOGLE_ICS = """\
BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
DTSTART:{utc}
DTEND:20240408T170000Z
DTSTAMP:{sello}
ORGANIZER;CN=Comision:mailto:respuestas@instituto.example
UID:{uid}
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={dijo};CN=Consejera
  Uno;X-NUM-GUESTS=0:mailto:{correo}
X-GOOGLE-CONFERENCE:nada
CREATED:20240402T170000Z
DESCRIPTION:
LAST-MODIFIED:{sello}
LOCATION:Sala
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:Sesion
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""
APPLE = """\
From: Consejera Uno <{de}>
Content-Type: multipart/alternative; boundary="Apple-Mail=_X"
Mime-Version: 1.0 (Mac OS X Mail 16.0)
Subject: Aceptada: Convocatoria
Date: Tue, 2 Apr 2024 12:00:00 -0600
To: respuestas@instituto.example

--Apple-Mail=_X
Content-Type: text/plain; charset=us-ascii

Consejera Uno ha aceptado la invitacion.

--Apple-Mail=_X
Content-Type: text/calendar; method=REPLY; charset=UTF-8; name=iCal-20240402.ics
Content-Transfer-Encoding: quoted-printable

{qp}
--Apple-Mail=_X--
"""
APPLE_ICS = """\
BEGIN:VCALENDAR
CALSCALE:GREGORIAN
VERSION:2.0
METHOD:REPLY
PRODID:-//Apple Inc.//macOS 14.4//EN
BEGIN:VEVENT
CREATED:20240402T170000Z
UID:{uid}
DTEND;TZID=America/Mexico_City:20240408T110000
SUMMARY:Sesion
DTSTART;TZID=America/Mexico_City:{local}
DTSTAMP:{sello}
SEQUENCE:0
ATTENDEE;CN="Consejera Uno";PARTSTAT={dijo};EMAIL="{correo}":MAILTO:{correo}
ORGANIZER;CN="Comision":mailto:respuestas@instituto.example
END:VEVENT
END:VCALENDAR
"""


def respuesta(
    como: str,
    s: Sesion,
    dijo: str = "ACCEPTED",
    *,
    correo: str = CORREO,
    de: str = "",
    sello: str = "20240402T180000Z",
    uid: str = "",
    inicia: str = "20240408T100000",
) -> Message:
    """A reply as one of the three writes it."""

    utc = f"{inicia[:9]}{int(inicia[9:11]) + 6:02}{inicia[11:]}Z"
    datos = {"dijo": dijo, "correo": correo, "sello": sello, "uid": uid or f"sesion-{s.pk}@127.0.0.1", "local": inicia}
    ics = {"outlook": OUTLOOK_ICS, "google": GOOGLE_ICS, "apple": APPLE_ICS}[como].format(**datos, utc=utc)
    sobre = {"outlook": OUTLOOK, "google": GOOGLE, "apple": APPLE}[como]
    escrita = sobre.format(
        de=de or correo,
        ics=ics,
        base64=base64.encodebytes(ics.encode()).decode(),
        qp=quopri.encodestring(ics.encode()).decode(),
    )
    return message_from_bytes(escrita.encode())


@pytest.mark.parametrize("como", ["outlook", "google", "apple"])
def test_cada_respuesta_queda_como_lo_que_dijo_y_nada_mas(elenco: Elenco, sesion: Sesion, como: str) -> None:
    assert anotar_respuestas([respuesta(como, sesion)], AL) == {ANOTADA: 1}
    suya = RespuestaPorCorreo.objects.get()
    assert (suya.nombre, suya.dijo, suya.en) == ("Consejera Uno", "ACCEPTED", momento("2024-04-02 12:00"))
    # Neither an attendance nor what an account answers.
    assert not Asistencia.objects.exists()
    assert not Confirmacion.objects.exists()
    acto = Acto.objects.get(verbo="responder_por_correo")
    assert acto.hechos == {"convocado": "Consejera Uno", "dijo": "Dijo que asistirá"}
    assert CORREO not in str(acto.hechos)
    # Read again, from the same mailbox or in another way: nothing new.
    assert anotar_respuestas([respuesta(como, sesion)], AL + timedelta(hours=1)) == {YA_ESTABA: 1}
    assert Acto.objects.filter(verbo="responder_por_correo").count() == 1
    pagina = ver(entrar(elenco.usuario("secretaria_tecnica")), f"/p/prueba-2024/sesiones/{sesion.pk}/")
    assert "Dijo que asistirá" in pagina
    historial = ver(entrar(elenco.usuario("auditoria")), f"/p/prueba-2024/historial/sesion/{sesion.pk}/")
    assert "Respondió por correo a la convocatoria" in historial
    assert CORREO not in historial


def test_vale_lo_ultimo_que_dijo_aunque_llegue_antes(elenco: Elenco, sesion: Sesion) -> None:
    quiza = respuesta("google", sesion, "TENTATIVE", sello="20240402T190000Z")
    no = respuesta("apple", sesion, "DECLINED", sello="20240402T200000Z")
    assert anotar_respuestas([respuesta("outlook", sesion), no, quiza], AL) == {ANOTADA: 2, YA_ESTABA: 1}
    assert RespuestaPorCorreo.objects.get().dijo == "DECLINED"
    (recibo,) = [r for r in recibieron(sesion) if r.convocado.correo == CORREO]
    assert recibo.estado == ("Dijo que no asistirá", "atencion")
    assert not recibo.reenviable
    # Whoever answers at the page says more than their calendar.
    assert all(r.por_correo is None for r in recibieron(sesion) if r.convocado.correo != CORREO)


def test_lo_ajeno_lo_viejo_y_lo_que_no_se_entiende_no_anota_nada(elenco: Elenco, sesion: Sesion) -> None:
    roto = message_from_bytes(b"From: a@b\nContent-Type: text/calendar; method=REPLY\n\nMETHOD:REPLY\nBEGIN:X")
    grande = message_from_bytes(b"Content-Type: text/calendar\n\nMETHOD:REPLY" + b"x" * 70_000)
    dos = respuesta("google", sesion)
    casos = [
        (respuesta("google", sesion, uid="otro@calendario.example"), AJENA),
        (respuesta("google", sesion, uid=f"sesion-{sesion.pk}@otro.example"), AJENA),
        (respuesta("google", sesion, uid="sesion-999999@127.0.0.1"), AJENA),
        (respuesta("outlook", sesion, correo="nadie@example.com"), SIN_CONVOCAR),
        # In another's name.
        (respuesta("apple", sesion, de="otra@example.com"), SIN_CONVOCAR),
        (respuesta("outlook", sesion, "DELEGATED"), ILEGIBLE),
        (respuesta("outlook", sesion, "NEEDS-ACTION"), ILEGIBLE),
        (respuesta("google", sesion, inicia="20240409T100000"), DE_ANTES),
        (roto, ILEGIBLE),
        (grande, ILEGIBLE),
    ]
    for mensaje, final in casos:
        assert anotar_respuestas([mensaje], AL) == {final: 1}, final
    # It could not be said after the beginning.
    tarde = respuesta("google", sesion, sello="20240408T170000Z")
    assert anotar_respuestas([tarde], SESION + timedelta(days=1)) == {TARDE: 1}
    for parte in dos.walk():
        if parte.get_content_type() != "multipart/mixed" and not parte.is_multipart():
            parte.set_type("text/plain")
    assert anotar_respuestas([dos, message_from_bytes("Subject: hola\n\nAsistiré.".encode())], AL) == {}
    assert not RespuestaPorCorreo.objects.exists()
    assert not Acto.objects.filter(verbo="responder_por_correo").exists()


def test_en_nombre_de_otra_persona_no_vale_lo_que_la_respuesta_diga_de_si(elenco: Elenco, sesion: Sesion) -> None:
    """Whoever writes may say in whose place they do, and who sent it: only From says whose it is."""
    ajena = "otra@example.com"
    en_su_lugar = f'ACCEPTED;SENT-BY="mailto:{ajena}"'
    enviada = respuesta("apple", sesion, de=ajena)
    enviada["Sender"] = CORREO
    de_las_dos = respuesta("outlook", sesion, de=f"{ajena}>, Consejera Uno <{CORREO}")
    for mensaje in (respuesta("outlook", sesion, en_su_lugar, de=ajena), enviada, de_las_dos):
        assert anotar_respuestas([mensaje], AL) == {SIN_CONVOCAR: 1}
    assert not RespuestaPorCorreo.objects.exists()
    # Who answers the mail of somebody does it from their address.
    assert anotar_respuestas([respuesta("outlook", sesion, en_su_lugar)], AL) == {ANOTADA: 1}


def test_sin_un_momento_posible_no_se_sabe_cual_fue_la_ultima(elenco: Elenco, sesion: Sesion) -> None:
    for sello in ("00010101T000000Z", "20240330T000000Z", "20240404T000000Z", "99991231T235959Z"):
        assert anotar_respuestas([respuesta("google", sesion, sello=sello)], AL) == {ILEGIBLE: 1}, sello
    escrita = respuesta("apple", sesion).as_bytes()
    raro = escrita.replace(b"DTSTAMP:20240402T180000Z", b"DTSTAMP;TZID=3DPacific/Kiritimati:00010101T000000")
    assert raro != escrita
    assert anotar_respuestas([message_from_bytes(raro)], AL) == {ILEGIBLE: 1}
    assert not RespuestaPorCorreo.objects.exists()


def test_una_respuesta_como_venga_se_lee_o_no_anota_nada(elenco: Elenco, sesion: Sesion) -> None:
    buena = respuesta("google", sesion).as_bytes()
    for malo in estropeados(buena, 300):
        finales = anotar_respuestas([message_from_bytes(malo)], AL)
        assert set(finales) <= {ANOTADA, YA_ESTABA, AJENA, SIN_CONVOCAR, ILEGIBLE, DE_ANTES, TARDE}
    # Of whom it comes from, whatever else its address has.
    assert RespuestaPorCorreo.objects.exclude(correo=CORREO).count() == 0
    RespuestaPorCorreo.objects.all().delete()
    for correo in (f"{CORREO}\0", "\x1b\u202e", "(" * 5_000, "<" * 5_000, "a" * 70_000 + "@b.example"):
        assert anotar_respuestas([respuesta("outlook", sesion, correo=correo, de=correo)], AL).total() == 1
    for sello in ("00010101T000000Z", "99991231T235959Z", "20240230T000000Z", "9" * 5_000, "\0"):
        anotar_respuestas([respuesta("google", sesion, sello=sello)], AL)
    for inicia in ("00010101T000000", "99991231T235959", "20240230T100000"):
        anotar_respuestas([respuesta("google", sesion, inicia=inicia)], AL)
    assert RespuestaPorCorreo.objects.exclude(correo=CORREO).count() == 0


@pytest.mark.parametrize(
    "parte", ["Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n", "Content-Type: message/rfc822\n\n"]
)
def test_un_correo_hecho_para_detener_a_quien_lo_lee_no_detiene_a_los_demas(
    sesion: Sesion, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch, parte: str
) -> None:
    monkeypatch.setattr("notificaciones.management.commands.rebotes.ahora", lambda: AL)
    buzon = mailbox.mbox(tmp_path / "buzon")
    for veces in (60, 1_500):
        buzon.add("From: a@b.example\n" + "".join(parte.format(n=n) for n in range(veces)))
    buzon.add(respuesta("google", sesion))
    buzon.close()
    call_command("rebotes", str(tmp_path / "buzon"), "--json")
    dicho = json.loads(capsys.readouterr().out)
    assert (dicho["ilegibles"], dicho["respuestas"]) == (2, {ANOTADA: 1})
    call_command("rebotes", str(tmp_path / "buzon"))
    assert "Sin leer: 2" in capsys.readouterr().out


def test_si_cambia_la_fecha_lo_dicho_de_la_anterior_no_cuenta(elenco: Elenco, sesion: Sesion) -> None:
    tecnica = elenco.usuario("secretaria_tecnica")
    assert anotar_respuestas([respuesta("outlook", sesion)], AL) == {ANOTADA: 1}
    otra = SESION + timedelta(days=1)
    sesiones.reprogramar(sesion, inicia_en=otra, lugar="Sala", motivo="Quórum", por=tecnica, en=AL)
    sesion.refresh_from_db()
    (recibo,) = [r for r in recibieron(sesion) if r.convocado.correo == CORREO]
    assert recibo.por_correo is None
    assert anotar_respuestas([respuesta("google", sesion)], AL + timedelta(hours=1)) == {DE_ANTES: 1}
    nueva = respuesta("google", sesion, inicia="20240409T100000", sello="20240403T160000Z")
    assert anotar_respuestas([nueva], AL + timedelta(hours=2)) == {ANOTADA: 1}
    sesiones.cancelar(sesion, motivo="Sin asuntos", por=tecnica, en=AL + timedelta(hours=3))
    despues = respuesta("google", sesion, "DECLINED", inicia="20240409T100000", sello="20240403T190000Z")
    assert anotar_respuestas([despues], AL + timedelta(hours=9)) == {TARDE: 1}


def test_se_pide_respuesta_solo_si_hay_quien_la_lea(elenco: Elenco, sesion: Sesion, settings: Any) -> None:
    def invitacion() -> str:
        mensaje = next(m for m in mail.outbox if CORREO in m.to[0]).message()
        parte = next(p for p in mensaje.walk() if p.get_content_type() == "text/calendar")
        return parte.get_payload(decode=True).decode().replace("\r\n ", "")  # type: ignore[union-attr]

    assert "RSVP=TRUE" in invitacion()
    assert "mailto:respuestas@instituto.example" in invitacion()
    mail.outbox.clear()
    settings.RESPUESTAS_A = ""
    sesiones.reprogramar(
        sesion,
        inicia_en=SESION + timedelta(days=1),
        lugar="Sala",
        motivo="Quórum",
        por=elenco.usuario("secretaria_tecnica"),
        en=AL,
    )
    barrer(AL + timedelta(minutes=10))
    assert "RSVP=FALSE" in invitacion()
    assert "mailto:no-responder@cauce.invalid" in invitacion()


def test_el_comando_que_lee_los_rebotes_lee_tambien_las_respuestas(
    sesion: Sesion, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notificaciones.management.commands.rebotes.ahora", lambda: AL)
    buzon = mailbox.Maildir(tmp_path / "buzon")
    for como in ("outlook", "google"):
        buzon.add(respuesta(como, sesion))
    buzon.add(respuesta("apple", sesion, uid="otro@x.example"))
    call_command("rebotes", str(tmp_path / "buzon"), "--json")
    assert json.loads(capsys.readouterr().out)["respuestas"] == {ANOTADA: 1, YA_ESTABA: 1, AJENA: 1}
    call_command("rebotes", str(tmp_path / "buzon"))
    assert f"2, {YA_ESTABA}" in capsys.readouterr().out
    assert RespuestaPorCorreo.objects.count() == 1
