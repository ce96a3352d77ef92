"""When an account wants by mail what is not legal: at once, in one mail a day, or only in its inbox."""

from datetime import time, timedelta

import pytest
from django.core import mail

from compliance.models import Acto, Entregable, Usuario
from notificaciones.models import Aviso, PreferenciaDeAvisos
from notificaciones.services import barrer
from notificaciones.turnos import elegir

from ..elenco import Elenco, momento
from ..paginas import entrar, plana, ver
from .reloj import poner, solo

LUGAR = "/mi-cuenta/avisos/cuando/"
# A Monday: seven days before the first of April.
AL = momento("2024-03-25 08:00")
Modo = PreferenciaDeAvisos.Modo
ENVIADO, PENDIENTE, BUZON = Aviso.Estado.ENVIADO, Aviso.Estado.PENDIENTE, Aviso.Estado.BUZON


@pytest.fixture
def persona(elenco: Elenco) -> Usuario:
    """Of an area, that owes one deliverable."""
    solo(elenco, "informe-marzo")
    return elenco.usuario("area")


def quiere(persona: Usuario, modo: str, hora: time = time(18), en: str = "2024-03-01 09:00") -> None:
    elegir(persona, modo, hora, momento(en))


def suyo(persona: Usuario) -> Aviso:
    return Aviso.objects.get(destinatario_correo=persona.email)


def test_quien_no_elige_lo_recibe_al_momento_y_se_le_dice_que_puede_elegir(persona: Usuario) -> None:
    barrer(AL)
    assert suyo(persona).estado == ENVIADO
    (correo,) = mail.outbox
    dicho = "Puede elegir cuándo recibir estos avisos en Mi cuenta"
    assert f"{dicho}: http://127.0.0.1:8000/mi-cuenta/#avisos" in correo.body
    assert f'{dicho}: <a href="http://127.0.0.1:8000/mi-cuenta/#avisos">' in correo.alternatives[0][0]


def test_el_resumen_del_dia_es_un_correo_a_su_hora(elenco: Elenco, persona: Usuario) -> None:
    otro = elenco.entregables["remision-abril"]
    Entregable.objects.filter(pk=otro.pk).update(vence=momento("2024-04-08 23:59:59"), area=elenco.informatica)
    quiere(persona, Modo.DIARIO)
    hecho = barrer(AL)
    assert (hecho.creados, hecho.enviados) == (2, 0)
    assert {a.siguiente_en for a in Aviso.objects.all()} == {momento("2024-03-25 18:00")}
    # In its inbox since it happened.
    assert ver(entrar(persona), "/mi-cuenta/avisos/").count("Sin leer</span>") == 2
    barrer(momento("2024-03-25 17:59"))
    assert mail.outbox == []
    barrer(momento("2024-03-25 18:00"))
    (correo,) = mail.outbox
    assert correo.subject == "[IEPC] Resumen de 2 avisos de Proceso de prueba 2023-2024"
    assert correo.body.startswith("Tiene 2 avisos:\n\nEntregable por elaborar\n1. ")
    assert correo.body.count("ENTREGABLE POR ELABORAR") == 1
    html = " ".join(correo.alternatives[0][0].split())
    assert html.count("<h2") == 1
    assert html.count("<h3") == 2


def test_lo_que_ocurre_despues_de_su_hora_sale_al_dia_siguiente(persona: Usuario) -> None:
    quiere(persona, Modo.DIARIO, time(7))
    barrer(AL)
    assert suyo(persona).siguiente_en == momento("2024-03-26 07:00")


def test_solo_en_el_buzon_no_sale_ni_es_algo_que_no_llego(elenco: Elenco, persona: Usuario) -> None:
    quiere(persona, Modo.BUZON)
    hecho = barrer(AL)
    assert (hecho.creados, hecho.enviados, hecho.omitidos) == (0, 0, 0)
    aviso = suyo(persona)
    assert (aviso.estado, aviso.error) == (BUZON, "")
    barrer(AL + timedelta(days=1))
    assert mail.outbox == []
    assert Aviso.objects.count() == 1  # told: no sweep tells it again
    assert not Aviso.objects.sin_entregar().exists()
    assert "faltan 7 días" in ver(entrar(persona), "/mi-cuenta/avisos/")
    de_todos = entrar(elenco.usuario("secretaria_tecnica"))
    assert "Solo en el buzón" in ver(de_todos, "/p/prueba-2024/avisos/?estado=buzon")
    pagina = ver(de_todos, f"/p/prueba-2024/avisos/{aviso.pk}/")
    assert "eligió leer los avisos que no son legales solo en su buzón" in pagina
    assert "buzon" not in ver(de_todos, "/p/prueba-2024/avisos/sin-entregar/")


@pytest.mark.parametrize("modo", [Modo.DIARIO, Modo.BUZON])
def test_lo_legal_sale_elija_lo_que_elija(elenco: Elenco, modo: str) -> None:
    solo(elenco)
    persona = elenco.usuario("partido")
    quiere(persona, modo)
    elenco.candidatura("Con observaciones", estado="observada", vence=momento("2024-04-02 23:59:59"))
    barrer(momento("2024-04-02 09:00"))
    assert suyo(persona).legal
    assert suyo(persona).estado == ENVIADO
    assert "Puede elegir" not in next(m.body for m in mail.outbox if f"<{persona.email}>" in m.to[0])


def test_una_direccion_de_varias_cuentas_sigue_lo_mas_inmediato(elenco: Elenco, persona: Usuario) -> None:
    otra = elenco.usuario("comision")
    otra.email = persona.email.upper()
    Usuario.objects.filter(pk=otra.pk).update(email=otra.email)
    quiere(persona, Modo.BUZON)
    quiere(otra, Modo.DIARIO, time(12))
    barrer(AL)
    assert (suyo(persona).estado, suyo(persona).siguiente_en) == (PENDIENTE, momento("2024-03-25 12:00"))
    quiere(otra, Modo.AL_MOMENTO, en="2024-03-25 09:00")
    barrer(momento("2024-03-25 09:00"))
    assert suyo(persona).estado == ENVIADO


def test_una_cuenta_cerrada_no_elige_por_nadie(elenco: Elenco, persona: Usuario) -> None:
    otra = elenco.usuario("comision")
    Usuario.objects.filter(pk=otra.pk).update(email=persona.email, is_active=False)
    quiere(persona, Modo.BUZON)
    barrer(AL)
    assert suyo(persona).estado == BUZON


def test_la_direccion_de_un_area_oye_al_momento_y_no_se_le_ofrece_elegir(elenco: Elenco, persona: Usuario) -> None:
    Usuario.objects.filter(pk=persona.pk).update(is_active=False)
    quiere(persona, Modo.BUZON)
    barrer(AL)
    assert Aviso.objects.get().destinatario_correo == elenco.informatica.correo
    (correo,) = mail.outbox
    assert "Puede elegir" not in correo.body


def test_cambiar_de_idea_alcanza_a_lo_que_no_ha_salido_y_solo_a_eso(persona: Usuario) -> None:
    quiere(persona, Modo.DIARIO)
    barrer(AL)
    quiere(persona, Modo.DIARIO, time(20), en="2024-03-25 09:00")
    assert suyo(persona).siguiente_en == momento("2024-03-25 20:00")
    quiere(persona, Modo.BUZON, en="2024-03-25 10:00")
    assert suyo(persona).estado == BUZON
    # What was told in its inbox is told.
    quiere(persona, Modo.AL_MOMENTO, en="2024-03-25 11:00")
    barrer(momento("2024-03-25 11:00"))
    assert suyo(persona).estado == BUZON
    barrer(momento("2024-03-29 09:00"))
    quiere(persona, Modo.BUZON, en="2024-03-29 10:00")
    estados = Aviso.objects.filter(destinatario_correo=persona.email).order_by("pk").values_list("estado", flat=True)
    assert list(estados) == [BUZON, ENVIADO]


def test_con_horario_sale_a_lo_mas_tarde_de_los_dos(elenco: Elenco, persona: Usuario) -> None:
    poner(elenco)
    quiere(persona, Modo.DIARIO, time(22))
    barrer(AL)
    assert suyo(persona).siguiente_en == momento("2024-03-26 09:00")
    quiere(persona, Modo.DIARIO, time(12), en="2024-03-25 09:00")
    assert suyo(persona).siguiente_en == momento("2024-03-25 12:00")


def test_se_elige_en_mi_cuenta(persona: Usuario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AL)
    barrer(AL - timedelta(days=20))
    cliente = entrar(persona)
    assert "Siempre salen en cuanto ocurren" in ver(cliente, "/mi-cuenta/")
    assert not PreferenciaDeAvisos.objects.exists()
    actos = Acto.objects.count()
    respuesta = cliente.post(LUGAR, {"modo": "diario", "hora": "18:30"}, follow=True)
    assert "Su elección quedó guardada" in plana(respuesta)
    assert 'value="18:30"' in plana(respuesta)
    assert str(PreferenciaDeAvisos.objects.get()) == "En un solo correo al día, a las 18:30"
    assert Acto.objects.count() == actos  # somebody's own convenience
    mala = cliente.post(LUGAR, {"modo": "nunca", "hora": "18:30"})
    assert mala.status_code == 422
    assert 'value="18:30"' in plana(mala)
    assert PreferenciaDeAvisos.objects.get().modo == Modo.DIARIO
