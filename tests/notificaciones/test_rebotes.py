"""What did not arrive: it is noted, said in words with what to do, and sent again once."""

import json
import mailbox
from datetime import timedelta
from email import message_from_string
from email.message import Message
from email.utils import format_datetime
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from compliance.models import Acto
from notificaciones.fallas import DOMINIO, LLENO, NO_EXISTE, OTRA, RECHAZADO, SIN_RESPUESTA, en_palabras
from notificaciones.models import Aviso, Latido
from notificaciones.rebotes import Rebotes, anotar_rebotes
from notificaciones.reenvios import reenviar
from notificaciones.services import barrer

from ..elenco import Elenco, momento
from ..paginas import entrar, plana

AL = momento("2024-03-25 09:00")
REBOTE = momento("2024-03-25 09:40")
LISTA = "/p/prueba-2024/avisos/sin-entregar/"


@pytest.fixture
def avisos(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> Elenco:
    """What was told on a day, and a site that lives on it."""
    barrer(AL)
    monkeypatch.setattr("compliance.middleware.ahora", lambda: REBOTE + timedelta(hours=1))
    return elenco


def dsn(
    mensaje_id: str,
    *,
    accion: str = "failed",
    estado: str = "5.1.1",
    como: str = "message/rfc822",
    cuando: str = format_datetime(REBOTE),
) -> Message:
    """A report as Postfix writes it."""
    return message_from_string(
        f"""\
From: MAILER-DAEMON@mx.example.com
To: no-responder@cauce.invalid
Subject: Undelivered Mail Returned to Sender
Date: {cuando}
Message-ID: <propio@mx.example.com>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="X"

--X
Content-Type: text/plain

No se pudo.

--X
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com
Arrival-Date: {cuando}

Final-Recipient: rfc822; area@example.com
Action: {accion}
Status: {estado}
Diagnostic-Code: smtp; 550 {estado} <area@example.com>: Recipient address
 rejected: User unknown

--X
Content-Type: {como}

Message-ID: {mensaje_id}
Subject: Lo que sea

--X--
"""
    )


def uno(correo: str = "area@example.com") -> Aviso:
    return Aviso.objects.filter(destinatario_correo=correo, estado=Aviso.Estado.ENVIADO).latest("pk")


@pytest.mark.parametrize("como", ["message/rfc822", "text/rfc822-headers"])
def test_un_rebote_se_anota_con_su_fecha_y_su_razon_una_vez(avisos: Elenco, como: str) -> None:
    aviso = uno()
    mensajes = [dsn(aviso.mensaje_id, como=como), message_from_string("Subject: hola\n\nSoy una respuesta.")]
    juntos = Aviso.objects.filter(mensaje_id=aviso.mensaje_id).count()
    assert anotar_rebotes(mensajes, REBOTE + timedelta(hours=1)) == Rebotes(2, 1, juntos, 0)
    aviso.refresh_from_db()
    assert (aviso.estado, aviso.rebotado_en) == (Aviso.Estado.REBOTADO, REBOTE)
    assert aviso.error.startswith("5.1.1 smtp; 550 5.1.1 <area@example.com>: Recipient address rejected")
    assert anotar_rebotes(mensajes, REBOTE + timedelta(days=1)).anotados == 0
    aviso.refresh_from_db()
    assert aviso.rebotado_en == REBOTE


def test_lo_que_no_es_un_rebote_de_un_aviso_no_cambia_nada(avisos: Elenco) -> None:
    aviso = uno()
    otros = [
        dsn(aviso.mensaje_id, accion="delayed", estado="4.4.1"),
        dsn("<de-otro@example.com>"),
        dsn(""),
        message_from_string("Content-Type: multipart/report; boundary=X\n\nroto"),
    ]
    hecho = anotar_rebotes(otros, REBOTE)
    assert (hecho.anotados, hecho.ajenos) == (0, 1)
    assert not Aviso.objects.filter(estado=Aviso.Estado.REBOTADO).exists()


@pytest.mark.parametrize(
    "cuando", ["", "ayer", format_datetime(AL - timedelta(days=9)), "Wed, 1 Jan 2098 10:00:00 +0000"]
)
def test_un_rebote_sin_fecha_creible_es_de_cuando_se_lee(avisos: Elenco, cuando: str) -> None:
    aviso = uno()
    anotar_rebotes([dsn(aviso.mensaje_id, cuando=cuando)], REBOTE)
    aviso.refresh_from_db()
    assert aviso.rebotado_en == REBOTE


@pytest.mark.parametrize("clase", [mailbox.Maildir, mailbox.mbox])
def test_el_comando_lee_un_buzon_y_no_lo_toca(avisos: Elenco, tmp_path: Path, clase: type[mailbox.Mailbox]) -> None:  # type: ignore[type-arg]
    buzon = clase(tmp_path / "buzon")
    buzon.add(dsn(uno().mensaje_id))
    buzon.flush()
    buzon.close()
    antes = sorted((p, p.read_bytes()) for p in tmp_path.rglob("*") if p.is_file())
    salida = []
    call_command("rebotes", str(tmp_path / "buzon"), "--json", stdout=type("S", (), {"write": salida.append})())
    assert json.loads(salida[0])["rebotes"] == 1
    assert Aviso.objects.filter(estado=Aviso.Estado.REBOTADO).exists()
    assert sorted((p, p.read_bytes()) for p in tmp_path.rglob("*") if p.is_file()) == antes


@pytest.mark.parametrize("lugar", ["no-hay", "vacia"])
def test_el_comando_dice_que_no_es_un_buzon(db: None, tmp_path: Path, lugar: str) -> None:
    (tmp_path / "vacia").mkdir()
    with pytest.raises(CommandError, match=r"No existe|no es una carpeta Maildir"):
        call_command("rebotes", str(tmp_path / lugar))
    assert not (tmp_path / "no-hay").exists()


@pytest.mark.parametrize(
    ("error", "razon"),
    [
        ("SMTPRecipientsRefused: {'a@x.mx': (550, b'5.1.1 User unknown')}", NO_EXISTE),
        ("SMTPRecipientsRefused: {'a@x.mx': (550, b'no such user')}", NO_EXISTE),
        ("5.1.2 smtp; Host not found", DOMINIO),
        ("5.2.2 smtp; 552 mailbox full", LLENO),
        ("SMTPDataError: (554, b'5.7.1 spam')", RECHAZADO),
        ("5.7.26 smtp; unauthenticated", RECHAZADO),
        ("TimeoutError: timed out", SIN_RESPUESTA),
        ("4.4.7 smtp; delivery expired", SIN_RESPUESTA),
        ("ZeroDivisionError: division by zero", OTRA),
    ],
)
def test_la_razon_se_dice_en_palabras(error: str, razon: object) -> None:
    assert en_palabras(error) == razon


def test_lo_que_no_llego_se_ve_se_corrige_y_se_envia_otra_vez_una_sola_vez(avisos: Elenco) -> None:
    aviso = uno()
    anotar_rebotes([dsn(aviso.mensaje_id)], REBOTE)
    quien = avisos.usuario("secretaria_tecnica")
    client = entrar(quien)
    Latido.objects.update(en=REBOTE + timedelta(hours=1))
    assert "Hay avisos que no llegaron" in plana(client.get("/p/prueba-2024/tablero/"))
    html = plana(client.get(LISTA))
    assert "La dirección no existe o ya no se usa." in html
    assert "@example.com" not in html
    # Who administers is taken to the account; who may not correct it, is not.
    corregir = reverse("cuenta_datos", args=["prueba-2024", avisos.usuario("area").pk])
    assert corregir not in html
    assert corregir in plana(entrar(avisos.usuario("administracion")).get(LISTA))

    cuenta = avisos.usuario("area")
    cuenta.email = "nueva@example.com"
    cuenta.save()
    lugar = reverse("aviso_reenviar", args=["prueba-2024", aviso.pk])
    assert client.get(lugar).status_code == 405
    assert "saldrá otra vez" in plana(client.post(lugar, follow=True))
    assert "ya se envió otra vez" in plana(client.post(lugar, follow=True))
    nuevo = Aviso.objects.get(reenvio_de=aviso)
    assert (nuevo.destinatario_correo, nuevo.texto) == ("nueva@example.com", aviso.texto)
    assert str(quien) in nuevo.motivo
    assert [*nuevo.actos.all()] == [*aviso.actos.all()]
    assert aviso not in Aviso.objects.sin_entregar()

    mail.outbox.clear()
    barrer(REBOTE + timedelta(hours=2))
    assert [m.to[0] for m in mail.outbox if "nueva@example.com" in m.to[0]]
    nuevo.refresh_from_db()
    assert nuevo.estado == Aviso.Estado.ENVIADO
    assert "Es el segundo envío de" in plana(client.get(reverse("aviso", args=["prueba-2024", nuevo.pk])))


@pytest.mark.parametrize(("quien", "codigo"), [("comision", 404), ("auditoria", 404), ("area", 404), ("ajena", 404)])
def test_quien_no_corrige_correos_no_reenvia(avisos: Elenco, quien: str, codigo: int) -> None:
    aviso = uno()
    anotar_rebotes([dsn(aviso.mensaje_id)], REBOTE)
    lugar = reverse("aviso_reenviar", args=["prueba-2024", aviso.pk])
    assert entrar(avisos.usuario(quien)).post(lugar).status_code == codigo
    assert not Aviso.objects.filter(reenvio_de=aviso).exists()


def test_lo_que_llego_o_no_tiene_a_quien_no_se_reenvia(avisos: Elenco) -> None:
    client = entrar(avisos.usuario("administracion"))
    enviado, sin_correo = uno(), uno("area_transparencia@example.com")
    Aviso.objects.filter(pk=sin_correo.pk).update(
        estado=Aviso.Estado.OMITIDO, destinatario_correo="", destinatario_nombre=avisos.informatica.nombre
    )
    sin_correo.recibidos.all().delete()
    avisos.informatica.correo = ""
    avisos.informatica.save_base(raw=True)
    for aviso, dice in (
        (enviado, "Solo se envía otra vez lo que no llegó."),
        (sin_correo, "tiene correo registrado"),
    ):
        lugar = reverse("aviso_reenviar", args=["prueba-2024", aviso.pk])
        assert dice in plana(client.post(lugar, follow=True))
        assert not Aviso.objects.filter(reenvio_de=aviso).exists()


def test_lo_que_un_barrido_posterior_si_dijo_ya_no_falta(elenco: Elenco) -> None:
    elenco.usuario("area").is_active = False
    elenco.usuario("area").save()
    elenco.informatica.correo = ""
    elenco.informatica.save_base(raw=True)
    barrer(AL)
    assert Aviso.objects.filter(estado=Aviso.Estado.OMITIDO).exists()
    assert Aviso.objects.sin_entregar().filter(entregable__area=elenco.informatica).exists()
    elenco.informatica.correo = "informatica@example.com"
    elenco.informatica.save_base(raw=True)
    barrer(AL + timedelta(minutes=5))
    assert not Aviso.objects.sin_entregar().filter(entregable__area=elenco.informatica).exists()


def test_reenviar_no_deja_actos_ni_toca_el_registro(avisos: Elenco) -> None:
    aviso = uno()
    anotar_rebotes([dsn(aviso.mensaje_id)], REBOTE)
    antes = Acto.objects.count()
    reenviar(aviso, por=avisos.usuario("verificacion"), en=REBOTE)
    assert Acto.objects.count() == antes


def test_la_lista_cuesta_lo_mismo_con_pocos_que_con_muchos(
    avisos: Elenco, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = entrar(avisos.usuario("administracion"))
    Aviso.objects.filter(pk=uno().pk).update(estado=Aviso.Estado.FALLIDO)
    with django_assert_max_num_queries(40) as pocas:
        client.get(LISTA)
    Aviso.objects.update(estado=Aviso.Estado.FALLIDO)
    with django_assert_max_num_queries(len(pocas)):
        client.get(LISTA)
